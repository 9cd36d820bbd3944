"""Installs the project into its own environment; standard library only, skipped when nothing changed.

    python3 tools/install.py run     what the product needs
    python3 tools/install.py test    and what the tests need (Chromium too)

VENV names another place for the environment. A missing system package is named, never guessed around.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("VENV") or ROOT / ".venv")
PYTHON = VENV / "bin" / "python"


def stop(message: str) -> None:
    sys.exit(f"\nVierkant: {message}\n")


def check_machine() -> None:
    """Name what the machine lacks before anything is started."""
    if sys.version_info < (3, 11):  # noqa: UP036  (the installer itself may be run by an older one)
        stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        stop("the package python3-venv is missing. On Debian: sudo apt-get install python3-venv")


def stamp(kind: str) -> str:
    """Changes when the lock, the project file or the interpreter changes."""
    digest = hashlib.sha256(sys.version.encode())
    names = ["pyproject.toml", "requirements/run.txt", "tools/install.py"]
    for name in [*names, *(["requirements/test.txt"] if kind == "test" else [])]:
        digest.update((ROOT / name).read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        stop("installing failed; the reason is above. A network connection is needed the first time.")


def install(kind: str) -> None:
    """Make the environment hold exactly what the locks name."""
    mark = VENV / f".installed-{kind}"
    wanted = stamp(kind)
    if PYTHON.exists() and mark.exists() and mark.read_text() == wanted:
        return
    check_machine()
    if not PYTHON.exists():
        print("Vierkant: making the environment …", flush=True)
        if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
            stop("the environment could not be made. On Debian: sudo apt-get install python3-venv")
    print(f"Vierkant: installing what {kind} needs (a minute or two, only the first time) …", flush=True)
    pip("--require-hashes", "--no-deps", "-r", "requirements/run.txt")
    if kind == "test":
        pip("--require-hashes", "--no-deps", "-r", "requirements/test.txt")
    pip("--no-build-isolation", "--no-deps", "--editable", ".")
    mark.write_text(wanted)
    if kind == "test":  # it holds what running needs as well
        (VENV / ".installed-run").write_text(stamp("run"))


def ensure_browser() -> None:
    """Chromium for the browser tests: installed when root, named otherwise; in CI its absence is a failure."""
    if os.environ.get("CHROMIUM") or shutil.which("chromium"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Vierkant: installing Chromium for the browser tests …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "chromium"],
            env=environment,
            check=False,
            stdout=subprocess.DEVNULL,
        )
    if not shutil.which("chromium"):
        text = (
            "Chromium is missing, so the browser tests cannot run. On Debian: sudo apt-get install chromium"
        )
        if os.environ.get("CI"):
            stop(text)
        print(f"Vierkant: {text}\nVierkant: they are skipped now.", flush=True)


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    if kind not in {"run", "test"}:
        stop("use: python3 tools/install.py run|test")
    install(kind)
    if kind == "test":
        ensure_browser()


if __name__ == "__main__":
    main()
