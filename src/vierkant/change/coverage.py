"""Which group has no next step yet in which phase."""

from __future__ import annotations

from vierkant.change.inputs import Change
from vierkant.change.plan_results import CoverageResult
from vierkant.change.settings import Settings


def coverage(change: Change, settings: Settings, *, smallest: int) -> CoverageResult:
    """Being written."""
    return CoverageResult((), (), (), (), ())
