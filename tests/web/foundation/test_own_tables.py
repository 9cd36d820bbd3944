"""A damaged table of ``VIERKANT_REFERENCE`` is told before the site starts, not page by page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_preparing_the_site_names_the_table_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "municipalities.csv").write_text("code,x\nGM0534,?\n")
    done = subprocess.run(
        [sys.executable, "-m", "vierkant_web", "check"],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "VIERKANT_REFERENCE": str(tmp_path),
            "VIERKANT_DATA": str(tmp_path / "data"),
            "DJANGO_SETTINGS_MODULE": "vierkant_web.settings",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert f"Tabel municipalities.csv in {tmp_path} is niet te lezen." in done.stderr
    assert "Traceback" not in done.stderr
