"""The worked example in the method's document runs as printed."""

from __future__ import annotations

import doctest
from pathlib import Path

DOCUMENT = Path(__file__).parents[3] / "docs" / "methods" / "business_case.md"


def test_worked_example():
    outcome = doctest.testfile(str(DOCUMENT), module_relative=False)
    assert outcome.attempted >= 10
    assert outcome.failed == 0
