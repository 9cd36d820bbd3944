"""Locks hold exact versions with hashes and no addresses; nothing in the project names a place of a machine."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from tests.house.test_budgets import ROOT, tracked

LOCKS = ("run", "test", "bench")


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_versions_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    assert "index-url" not in text
    entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE).strip())
    assert len(entries) > 5
    for entry in entries:
        assert re.match(r"^[a-z0-9._-]+==[^\s\\]+", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]


def test_build_backend_is_locked_and_run_time_needs_are_separate() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run = (ROOT / "requirements/run.txt").read_text()
    for need in project["build-system"]["requires"]:
        assert re.search(rf"^{Requirement(need).name}==", run, re.MULTILINE)
    for tool in ("pytest", "mypy", "ruff", "playwright"):
        assert not re.search(rf"^{tool}==", run, re.MULTILINE)


def test_every_wanted_package_is_locked() -> None:
    for name in LOCKS:
        lock = (ROOT / f"requirements/{name}.txt").read_text().lower()
        for line in (ROOT / f"requirements/{name}.in").read_text().splitlines():
            if line and not line.startswith(("-", "#")):
                assert f"{Requirement(line).name.lower()}==" in lock, line


def test_node_lock_has_no_addresses() -> None:
    path = ROOT / "tools/vendor/package-lock.json"
    text = path.read_text()
    assert '"resolved"' not in text
    assert "registry" not in text
    assert json.loads(text)["packages"]


def test_no_path_of_a_machine() -> None:
    places = re.compile(r"/work/|/home/|/root/|/tmp/[a-z]")
    for path in tracked(".py") + tracked(".md") + tracked(".toml") + tracked(".html"):
        if path.name != Path(__file__).name:
            found = places.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{path.relative_to(ROOT)}: {found.group() if found else ''}"


def test_third_party_files_are_as_their_manifest_says() -> None:
    spec = importlib.util.spec_from_file_location("vendor_assets", ROOT / "tools/vendor_assets.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.differences() == []
