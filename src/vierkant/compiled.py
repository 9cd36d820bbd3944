"""Compiled calculations: when they may be used, and getting them ready without keeping anybody waiting.

A web process must stay small and start fast, so numba is only imported where `allow` was called: in the process of
the worker and on the command line. Functions are made ready in a thread of their own while NumPy already computes.
Whatever goes wrong, NumPy goes on alone.

What numba compiles is kept in a folder that can be written to, of the data or of the user: a read-only installation
would otherwise raise an error when a function is defined. After a parallel function has run, a process must not be
forked (the copy waits for threads that it does not have), so executors spawn; and two parallel functions at the same
time end the process, so whoever calls one holds `PARALLEL`.
"""

from __future__ import annotations

import importlib
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.util import find_spec
from math import inf
from pathlib import Path
from typing import Any, Generic, TypeVar

logger = logging.getLogger(__name__)
SWITCH = "VIERKANT_NUMBA"
"""Environment: ``0`` never uses numba."""
WORTH_STARTING, WORTH_STARTING_ONCE = 0.5, 1.0
"""Seconds of NumPy below which it does not pay to get compiled functions ready, in a process that goes on, and in one
that ends after its calculation."""
WORTH_USING = 0.02
"""The same once they are ready."""

PARALLEL = threading.Lock()
"""Held around every call of a function that numba runs on several threads, when rehearsing too."""
_LOADING = threading.Lock()
"""The folder in which numba looks is one for the whole process."""

Made = TypeVar("Made")


@dataclass(slots=True)
class _State:
    allowed: bool = False
    worth_starting: float = WORTH_STARTING_ONCE
    folder: Path | None = None


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


class Functions(Generic[Made]):
    """Functions that are compiled together.

    Args:
        name: of the folder in which they are kept, after ``vierkant-``.
        sources: every file that has a part in them. numba looks at the date of one file only; a change in another
            must not bring back what was compiled before.
        make: imports the modules that import numba and gives the functions, each called once with next to nothing so
            that all is compiled. It is told whether what is compiled is kept (``cache=`` of numba).
        worth_using: seconds of NumPy below which the functions are not used although they are ready.
    """

    def __init__(
        self,
        name: str,
        sources: Sequence[Path],
        make: Callable[[bool], Made],
        *,
        worth_using: float = WORTH_USING,
    ) -> None:
        self._name = name
        self._sources = tuple(sources)
        self._make = make
        self._worth_using = worth_using
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._made: Made | None = None

    def ready(self, seconds: float = inf) -> Made | None:
        """The functions when they are there and a calculation of so many seconds in NumPy is worth it."""
        return self._made if seconds >= self._worth_using and is_allowed() else None

    def start(self, seconds: float = inf) -> None:
        """Begin to get the functions ready, when a calculation of so many seconds in NumPy is worth it.

        Returns at once. The first time on a machine it takes some ten seconds, later about one.
        """
        if seconds < _state.worth_starting or not is_allowed():
            return
        with self._lock:
            if self._thread is None:
                # No daemon: a process that ends while it compiles would break off halfway and do it again next time.
                self._thread = threading.Thread(target=self._load, name=f"vierkant-{self._name}")
                self._thread.start()

    def wait(self) -> Made | None:
        """Get the functions ready and wait for it; None when that is not allowed or fails."""
        self.start()
        if self._thread is not None:
            self._thread.join()
        return self.ready()

    def _load(self) -> None:
        try:
            cache = cache_folder(self._name, self._sources)
            if cache is not None:
                try:
                    self._made = self._made_in(cache)
                    return
                except OSError as error:  # a full disk, or a folder that went away
                    logger.warning("no room for compiled functions in %s: %s", cache, error.strerror)
            self._made = self._made_in(None)
        # Whatever a compiler may raise: the calculation does not depend on it.
        except Exception:
            logger.warning("%s could not be compiled; NumPy does the work", self._name, exc_info=True)

    def _made_in(self, cache: Path | None) -> Made:
        config: Any = importlib.import_module("numba").config
        with _LOADING:
            before = config.CACHE_DIR
            if cache is not None:
                config.CACHE_DIR = str(cache)
            try:
                return self._make(cache is not None)
            finally:
                config.CACHE_DIR = before


def cache_folder(name: str, sources: Sequence[Path]) -> Path | None:
    """The first folder that can be written to; None when there is none. Named after the code that was compiled.

    Only folders of this user: what is read from there is run.
    """
    for base in _candidates():
        folder = base / f"vierkant-{name}-{_fingerprint(sources)}"
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


def _fingerprint(sources: Sequence[Path]) -> str:
    digest = blake2b(digest_size=8)
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()
