"""Alike, different, or too uncertain to call: the chances of one report, adjusted together, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vierkant.organisation_scan.culture_results import Doubt, Verdict, Words
from vierkant.quantities import Message

ALPHA = 0.05
"""Of all that is called different (or alike) in a report, at most this share is expected to be chance."""
NEED_MARGIN = 0.5
"""Points: less than half a step between what is and what is needed is about right (our choice)."""

Key = tuple[str, ...]
"""What a comparison is about: ("own", first, second, dimension), ("seen", organisation, partner, dimension), …"""


def comparisons(values: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """Every comparison in a report that has numbers."""
    for name, value in values.items():
        for row in value.get("dimensions", ()):
            if name.startswith("pair."):
                both = (value["first"], value["second"], row["key"])
                for part in ("own", "needed"):
                    if row[part] is not None:
                        yield (part, *both), row[part]
            elif name.startswith("seen.") and row["found"] is not None:
                yield ("seen", value["organisation"], value["partner"], row["key"]), row["found"]
            elif name.startswith("profile.") and row["gap"] is not None:
                yield ("gap", value["organisation"], row["key"]), row["gap"]


class Adjusted:
    """The chances of all comparisons of one report, adjusted together (Benjamini & Hochberg 1995)."""

    def __init__(self, values: Mapping[str, Mapping[str, Any]]) -> None:
        found = dict(comparisons(values))
        self.different = _adjusted({key: row.get("p") for key, row in found.items()})
        self.alike = _adjusted({key: row.get("p_alike") for key, row in found.items()})

    def verdict(self, key: Key, row: Mapping[str, Any] | None) -> tuple[Verdict, Doubt | None]:
        """What is known about a comparison, and why when it is not known.

        A difference that is sure but within the margin is alike: it does not matter at work.
        """
        if row is None:
            return Verdict.UNCERTAIN, Doubt.ANSWERS
        if row["p"] is None:
            return Verdict.UNCERTAIN, Doubt.TEAMS
        if self.alike[key] is not None and self.alike[key] <= ALPHA:
            return Verdict.ALIKE, None
        if self.different[key] <= ALPHA:
            return Verdict.DIFFERENT, None
        return Verdict.UNCERTAIN, Doubt.BETWEEN

    def need(self, key: Key, row: Mapping[str, Any]) -> Verdict:
        """Whether people need something else than what is there."""
        if row["p"] is None or row["low"] is None:
            return Verdict.UNCERTAIN
        if row["low"] > -NEED_MARGIN and row["high"] < NEED_MARGIN:
            return Verdict.ALIKE
        return Verdict.DIFFERENT if self.different[key] <= ALPHA else Verdict.UNCERTAIN


def _adjusted(chances: Mapping[Key, float | None]) -> dict[Key, Any]:
    # Imported here: NumPy takes longer to load than `vierkant --help` may take.
    from vierkant.survey import benjamini_hochberg

    known = {key: chance for key, chance in chances.items() if chance is not None}
    adjusted = benjamini_hochberg(list(known.values())).tolist() if known else []
    return dict.fromkeys(chances) | dict(zip(known, adjusted, strict=True))


def towards(kind: str, effect: float, low: Words | None, high: Words | None, **said: Words) -> Message:
    """A sentence about a difference: to which pole, or more and less of it when there are no poles."""
    pole = high if effect > 0 else low
    if pole is None:
        return Message(f"culture.{kind}.{'more' if effect > 0 else 'less'}", said)
    return Message(f"culture.{kind}.pole", {**said, "pole": pole})


def doubtful(doubt: Doubt | None) -> Message:
    """Why it is too uncertain to call."""
    return Message(f"culture.doubt.{(doubt or Doubt.BETWEEN).value}")
