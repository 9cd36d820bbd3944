"""Other packages that do the same, in an environment of their own, so that the product never needs them.

``python benchmarks/peers.py`` makes that environment from ``requirements/bench.txt``; where it is, ``VIERKANT_PEERS``
says (a folder). Without it a benchmark says that the peers are not installed, and measures ours alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("VIERKANT_PEERS") or Path(sys.prefix) / "peers")
BEGIN = """
import json, sys, time
import numpy as np

data = dict(np.load(sys.argv[1])) if sys.argv[1:] else {}


def best(action, repeats=3):
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = action()
        found.append(time.perf_counter() - start)
    return min(found), result

"""


def interpreter() -> Path | None:
    """The Python of the peers, or None when they are not installed."""
    for place in ("bin/python", "Scripts/python.exe"):
        if (FOLDER / place).exists():
            return FOLDER / place
    return None


def call(code: str, data: Mapping[str, Any] | None = None, *, seconds: float = 120) -> Any:
    """Run code beside the peers; what it puts in ``answer`` comes back through JSON.

    The code has ``np``, ``data`` (the arrays that were given) and ``best(action, repeats=3)``, which gives the seconds
    of the fastest run and what it returned.

    Returns:
        The answer; None when the peers are not installed, when it takes longer than so many seconds, or fails (the
        last line of the error is printed).
    """
    python = interpreter()
    if python is None:
        return None
    import numpy as np

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.npz"
        np.savez(path, **(data or {}))
        command = [str(python), "-c", f"{BEGIN}\n{code}\nprint(json.dumps(answer))", str(path)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)
        except subprocess.TimeoutExpired:
            print(f"  a peer took more than {seconds:g} s")
            return None
    if done.returncode:
        print("  a peer failed:", (done.stderr.strip().splitlines() or ["?"])[-1])
        return None
    return json.loads(done.stdout.splitlines()[-1])


def available(name: str) -> bool:
    """Whether peers are installed; says so in a line of the benchmark of that name when they are not."""
    if interpreter() is None:
        print(f"  {name}: peers are not installed (python benchmarks/peers.py)", flush=True)
        return False
    return True


def install() -> bool:
    """Make the environment of the peers hold exactly what the lock names; False when that fails."""
    lock = ROOT / "requirements" / "bench.txt"
    mark, wanted = FOLDER / ".installed", lock.read_text()
    if interpreter() is not None and mark.exists() and mark.read_text() == wanted:
        return True
    if interpreter() is None:
        venv.create(FOLDER, with_pip=True)
    pip = [str(interpreter()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=False).returncode:
        print("the peers could not be installed; the reason is above")
        return False
    mark.write_text(wanted)
    print(f"peers are in {FOLDER}")
    return True


if __name__ == "__main__":
    sys.exit(not install())
