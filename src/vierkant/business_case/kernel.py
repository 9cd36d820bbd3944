"""The compiled calculation of the business case, where `vierkant.compiled` allows it.

It gives the same bits as NumPy, so that it does not matter who did which draws.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vierkant.compiled import Functions

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


def _make(cached: bool) -> Compiled:
    run_piece = importlib.import_module("vierkant.business_case.kernel_compiled").compiled(cached=cached)
    quantiles = importlib.import_module("vierkant.business_case.quantiles_compiled")
    made = Compiled(run_piece, *quantiles.compiled(cached=cached))
    importlib.import_module("vierkant.business_case.pieces").rehearse(made)
    return made


FUNCTIONS = Functions("kernel", [Path(__file__).with_name(name) for name in _SOURCES], _make)


def ready(seconds: float) -> Compiled | None:
    """The compiled functions when they are there and a calculation of so many seconds in NumPy is worth it."""
    return FUNCTIONS.ready(seconds)


def start(seconds: float) -> None:
    """Begin to get the compiled functions ready, when a calculation of so many seconds in NumPy is worth it."""
    FUNCTIONS.start(seconds)


def wait() -> Compiled | None:
    """Get the compiled functions ready and wait for it; None when that is not allowed or fails."""
    return FUNCTIONS.wait()
