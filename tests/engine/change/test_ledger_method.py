"""The examples of the method page of the ledger come out as written."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "ledger.md"


def test_examples() -> None:
    done = doctest.testfile(str(PAGE), module_relative=False)
    assert done.attempted >= 12
    assert done.failed == 0
