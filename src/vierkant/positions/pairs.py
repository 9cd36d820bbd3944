"""How far two partners lie apart: who are natural allies, and who need a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import fsum

from vierkant.positions.results import Pair, PairKind, Stake
from vierkant.positions.stakes import Table, stakes
from vierkant.positions.words import computed, listed
from vierkant.quantities import Certainty, Confidence, Input, Message, Unit

ALLIES, TALK = 0.2, 0.4
"""Our choice, of a distance from 0 to 1: below the first they want nearly the same, from the second they must talk."""

WIDEST = 3
"""Issues that are named for a pair."""

FULL_WIDTH = 4
"""From firmly against to firmly for."""


def pairs(given: Table) -> tuple[Pair, ...]:
    """All pairs that spoke about the same issue at least once, furthest apart first."""
    rows = {issue.id: {row.partner: row for row in stakes(given, issue.id)} for issue in given.issues}
    found = (_pair(given, rows, first, second) for first, second in combinations(given.partners, 2))
    return tuple(sorted((pair for pair in found if pair is not None), key=lambda pair: -pair.distance.value))


def _pair(given: Table, rows: dict[str, dict[str, Stake]], first: str, second: str) -> Pair | None:
    common = list(_common(rows, first, second))
    weight = fsum(mean for _issue, _width, mean in common)
    if not common or not weight:
        return None
    value = fsum(width * mean for _issue, width, mean in common) / (FULL_WIDTH * weight)
    kind = PairKind.ALLIES if value < ALLIES else PairKind.TALK if value >= TALK else PairKind.BETWEEN
    far = sorted((item for item in common if item[1] >= 2), key=lambda item: -item[1] * item[2])[:WIDEST]
    names = {issue.id: issue.name for issue in given.issues}
    words: dict[str, str | Message] = {"first": given.partners[first], "second": given.partners[second]}
    if far:
        words["issues"] = listed([Message("positions.list.issue", {"name": names[item[0]]}) for item in far])
    text = f"positions.pair.{kind.value}" + ("_about" if far else "")
    inputs = tuple(
        Input(
            Message("positions.input.width", {"issue": names[issue]}),
            width,
            Unit.NUMBER,
            Confidence.MEASURED,
            "dossier",
            decimals=0 if float(width).is_integer() else 1,
        )
        for issue, width, _mean in common
    )
    distance = computed(
        "distance",
        value,
        Unit.SHARE,
        inputs=inputs,
        certainty=Certainty.LOW,
        first=given.partners[first],
        second=given.partners[second],
    )
    return Pair(
        first, second, kind, distance, len(common), tuple(item[0] for item in far), Message(text, dict(words))
    )


def _common(rows: dict[str, dict[str, Stake]], first: str, second: str) -> Iterator[tuple[str, float, float]]:
    """Issue, how many steps apart, and how much it matters to both on average."""
    for issue, by_partner in rows.items():
        one, two = by_partner[first], by_partner[second]
        if one.position is None or two.position is None or one.importance is None or two.importance is None:
            continue
        yield issue, abs(one.position - two.position), (one.importance + two.importance) / 2
