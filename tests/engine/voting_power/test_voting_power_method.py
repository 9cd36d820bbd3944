"""The examples of the method page come out as written."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "voting_power.md"


def test_examples():
    done = doctest.testfile(str(PAGE), module_relative=False)
    assert done.attempted >= 4
    assert done.failed == 0
