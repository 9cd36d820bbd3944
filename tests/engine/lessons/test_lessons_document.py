"""The examples in the method's document run as printed."""

from __future__ import annotations

import doctest
from pathlib import Path

DOCUMENT = Path(__file__).parents[3] / "docs" / "methods" / "lessons.md"


def test_worked_example() -> None:
    outcome = doctest.testfile(str(DOCUMENT), module_relative=False)
    assert outcome.attempted >= 15
    assert outcome.failed == 0
