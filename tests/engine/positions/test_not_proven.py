"""A question that takes too long: the answer is given as not proven, and nothing more is looked for."""

from __future__ import annotations

from random import Random

from vierkant.positions import find_packages
from vierkant.quantities import Level
from vierkant.terms import render

from .made_up import issues, row


def test_an_answer_that_is_not_proven_says_so() -> None:
    draw = Random(3)
    names = [f"i{number}" for number in range(40)]
    partners = {f"p{number}": f"P{number}" for number in range(16)}
    rows = [
        row(partner, **{name: (draw.randint(-2, 2), draw.randint(1, 5)) for name in names})
        for partner in partners
    ]
    found = find_packages(issues(*names), rows, partners, seconds=0.02)
    if (
        found.packages
    ):  # a fast machine may find one in time; it then proves nothing in a fiftieth of a second
        assert len(found.packages) == 1
        assert not found.packages[0].proven
        assert "niet bewezen" in render(found.proof, "nl")
    else:
        assert found.why_not is not None
        assert found.level is Level.UNKNOWN
