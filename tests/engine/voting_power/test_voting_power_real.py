"""Real arrangements from the national register: weights as registered, when the file is there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from vierkant.quantities import to_plain
from vierkant.terms import render
from vierkant.voting_power import assess_votes, banzhaf
from vierkant.voting_power.charts import CHARTS
from vierkant.voting_power.inputs import Voting, VotingRule

FILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "votes" / "verdeelsleutels_roo.csv"


@pytest.fixture(scope="module")
def haaglanden() -> dict[str, tuple[int, float]]:
    """Omgevingsdienst Haaglanden: votes in the general board and residents (none for the province)."""
    if not FILE.exists():
        pytest.skip("the register's file of weights is not here")
    with FILE.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["regeling"].endswith("Omgevingsdienst Haaglanden")]
    return {
        row["deelnemer_naam"]: (round(float(row["gewicht"])), float(row["inwoners_2026"] or 0))
        for row in rows
    }


def test_den_haag_with_27_percent_of_the_votes(haaglanden: dict[str, tuple[int, float]]) -> None:
    """27 of 100 votes, as in the accounts of Den Haag 2016; the province holds 29."""
    votes = {name: weight for name, (weight, _people) in haaglanden.items()}
    assert (votes["Gemeente Den Haag"], sum(votes.values())) == (27, 100)
    quota = 51
    swings = banzhaf(list(votes.values()), quota)
    size = len(votes)
    by_hand = [0] * size
    for group in range(1 << size):
        total = sum(vote for place, vote in enumerate(votes.values()) if group >> place & 1)
        for place, vote in enumerate(votes.values()):
            by_hand[place] += not group >> place & 1 and total < quota <= total + vote
    assert swings == pytest.approx([number / 2 ** (size - 1) for number in by_hand], abs=1e-12)
    names = {name.lower().replace(" ", "-"): name for name in votes}
    voting = Voting(votes={key: votes[name] for key, name in names.items()})
    unanimous = VotingRule(id="uittreden", name="uittreden", votes_share=0.75, members=7)
    result = assess_votes(voting, None, names, rules=[unanimous])
    assert not any(row.dictator or row.veto or row.powerless for row in result.partners)
    assert {row.method for row in result.rules} == {"exact"}
    chart = CHARTS["power"](to_plain(result), "nl")
    assert len(chart.rows) == size
    assert render(chart.summary[0], "nl").startswith("Het grootste verschil tussen macht en stemmen is bij")
