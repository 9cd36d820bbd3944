"""The compiled calculation: when it may be used, and getting it ready without keeping anybody waiting.

A web process must stay small and start fast, so numba is only imported where `allow` was called: in the process of
the worker and on the command line. It is made ready in a thread of its own while NumPy already computes; both give the
same bits, so that it does not matter who did which draws. Whatever goes wrong, NumPy goes on alone.
"""

from __future__ import annotations

import importlib
import logging
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)
SWITCH = "VIERKANT_NUMBA"
"""Environment: ``0`` never uses numba."""
WORTH_STARTING, WORTH_STARTING_ONCE = 0.5, 1.0
"""Seconds of NumPy below which it does not pay to get the compiled calculation ready, in a process that goes on, and
in one that ends after its calculation."""
WORTH_USING = 0.02
"""The same once it is ready."""
_SOURCES = (
    "constants.py",
    "distributions.py",
    "tape.py",
    "elementary_compiled.py",
    "kernel_compiled.py",
    "quantiles_compiled.py",
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """The compiled functions; see `kernel_compiled` and `quantiles_compiled`."""

    run_piece: Callable[..., None]
    find_brackets: Callable[..., None]
    finish: Callable[..., None]


@dataclass(slots=True)
class _State:
    allowed: bool = False
    worth_starting: float = WORTH_STARTING_ONCE
    folder: Path | None = None
    thread: threading.Thread | None = None
    compiled: Compiled | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


_state = _State()


def allow(folder: Path | None = None, *, lasting: bool = False) -> None:
    """This process may use numba.

    Args:
        folder: where to keep what was compiled, if it can be written to.
        lasting: the process computes more than once, so that getting ready pays sooner.
    """
    _state.allowed = True
    _state.folder = folder
    _state.worth_starting = WORTH_STARTING if lasting else WORTH_STARTING_ONCE


def is_allowed() -> bool:
    """True when this process may import numba, and it is there."""
    return _state.allowed and os.environ.get(SWITCH) != "0" and find_spec("numba") is not None


def ready(seconds: float) -> Compiled | None:
    """The compiled functions when they are there and a calculation of so many seconds in NumPy is worth it."""
    return _state.compiled if seconds >= WORTH_USING and is_allowed() else None


def start(seconds: float) -> None:
    """Begin to get the compiled functions ready, when a calculation of so many seconds in NumPy is worth it.

    Returns at once. The first time on a machine it takes some ten seconds, later about one.
    """
    if seconds < _state.worth_starting or not is_allowed():
        return
    with _state.lock:
        if _state.thread is None:
            # No daemon: a process that ends while it compiles would break off halfway and do it again next time.
            _state.thread = threading.Thread(target=_load, name="vierkant-kernel")
            _state.thread.start()


def wait() -> Compiled | None:
    """Get the compiled functions ready and wait for it; None when that is not allowed or fails."""
    start(_state.worth_starting)
    if _state.thread is not None:
        _state.thread.join()
    return ready(_state.worth_starting)


def _load() -> None:
    try:
        cache = _cache_folder()
        if cache is not None:
            try:
                _state.compiled = _made(cache)
                return
            except OSError as error:  # a full disk, or a folder that went away
                logger.warning("no room for the compiled calculation in %s: %s", cache, error.strerror)
        _state.compiled = _made(None)
    # Whatever a compiler may raise: the calculation does not depend on it.
    except Exception:
        logger.warning("the calculation could not be compiled; NumPy does the work", exc_info=True)


def _made(cache: Path | None) -> Compiled:
    config: Any = importlib.import_module("numba").config
    before = config.CACHE_DIR
    if cache is not None:
        config.CACHE_DIR = str(cache)
    try:
        run_piece = importlib.import_module("vierkant.business_case.kernel_compiled").compiled(
            cached=cache is not None
        )
        find_brackets, finish = importlib.import_module("vierkant.business_case.quantiles_compiled").compiled(
            cached=cache is not None
        )
        made = Compiled(run_piece, find_brackets, finish)
        importlib.import_module("vierkant.business_case.pieces").rehearse(made)
        return made
    finally:
        config.CACHE_DIR = before


def _cache_folder() -> Path | None:
    """The first folder that can be written to; None when there is none. Named after the code that was compiled.

    numba looks at the date of one file only; a change in another must not bring back what was compiled before. Only
    folders of this user: what is read from there is run.
    """
    for base in _candidates():
        folder = base / f"vierkant-kernel-{_fingerprint()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError:
            continue
        return folder
    return None


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(chosen)
    if _state.folder is not None:
        yield _state.folder
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        yield Path(chosen)
    try:
        yield Path.home() / ".cache"
    except RuntimeError:  # a user without a home
        return


def _fingerprint() -> str:
    digest = blake2b(digest_size=8)
    for name in _SOURCES:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()
