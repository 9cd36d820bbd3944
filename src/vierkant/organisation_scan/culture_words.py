"""Words and numbers of the culture result: names of dimensions, computed numbers with how we got them, reference words.

Reference lines of LeBreton & Senter (2008) and the sizes of Cohen (1988) are lines to read beside, never a pass mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.organisation_scan.culture_results import (
    CultureDimension,
    PairOnDimension,
    Size,
    Verdict,
    Words,
)
from vierkant.quantities import Certainty, Computed, Confidence, Explanation, Input, Message, Unit

PRACTICES = "practices"
"""The questionnaire for whose dimensions we have a start of our own."""
LINES = (0.5, 0.7)
"""Alpha and omega: below the first weak, from the second on good."""
AGREEMENT_LINES = (0.3, 0.5, 0.7, 0.9)
"""rwg(j): lacking, weak, moderate, strong, very strong (LeBreton & Senter 2008)."""
TEAM_LINES = (0.05, 0.10, 0.25)
"""ICC(1): small, medium, large (LeBreton & Senter 2008)."""
SIZES = (0.5, 0.8)
"""Hedges' g: below the first small, below the second medium (Cohen 1988)."""

_SOURCES: Mapping[str, str] = {
    "mean": "Rao & Wu 1988; Hesterberg 2015",
    "gap": "Rao & Wu 1988; Hesterberg 2015",
    "effect": "Hedges 1981; Rao & Wu 1988; Schuirmann 1987; Benjamini & Hochberg 1995",
    "distance": "Cronbach & Gleser 1953; Konara & Mohr 2019",
    "alpha": "Cronbach 1951; Feldt 1965",
    "omega": "McDonald 1999; Kelley & Pornprasertmanit 2016",
    "agreement": "James, Demaree & Wolf 1984; LeBreton & Senter 2008",
    "agreement_star": "Lindell, Brandt & Whitney 1999",
    "deviation": "Burke, Finkelstein & Dusig 1999",
    "team": "Bliese 2000; LeBreton & Senter 2008",
    "team_means": "Bliese 2000",
}
"""Method → who described it (docs/methods/survey.md)."""


def words_of(row: Mapping[str, Any], part: str, questionnaire: str, shipped: bool) -> Words | None:
    """The name (or a pole) of a dimension: ours in two languages, or as it stands in an own questionnaire."""
    text = row[part]
    if text is None or not shipped:
        return text if text is None else str(text)
    return Message(f"culture.dimension.{questionnaire}.{row['key']}.{part}")


def computed(
    identifier: str,
    label: Message,
    value: float | None,
    method: str,
    *,
    unit: Unit = Unit.NUMBER,
    ends: tuple[float | None, float | None] = (None, None),
    decimals: int = 2,
    inputs: tuple[Input, ...] = (),
) -> Computed | None:
    """A released number with how we got it; None when it was not released."""
    if value is None:
        return None
    return Computed(
        id=f"culture.{identifier}",
        label=label,
        value=value,
        unit=unit,
        explanation=Explanation(
            method=Message(f"culture.method.{method}"),
            inputs=inputs,
            sources=(_SOURCES[method],),
            certainty=Certainty.MEDIUM,
        ),
        low=ends[0],
        high=ends[1],
        decimals=decimals,
    )


def measured(name: str, value: float, decimals: int = 1) -> Input:
    """A released number that went into another one."""
    return Input(
        label=Message(f"culture.input.{name}"),
        value=value,
        unit=Unit.NUMBER,
        confidence=Confidence.MEASURED,
        decimals=decimals,
    )


def size_of(effect: float) -> Size:
    """How large a difference is beside the spread of people."""
    if abs(effect) < SIZES[0]:
        return Size.SMALL
    return Size.MEDIUM if abs(effect) < SIZES[1] else Size.LARGE


def certainty_of(p: float) -> Certainty:
    """How sure a difference is, from its adjusted chance."""
    if p <= 0.001:
        return Certainty.HIGH
    return Certainty.MEDIUM if p <= 0.01 else Certainty.LOW


def start_for(
    dimension: str, about: tuple[str, bool], pairs: Sequence[PairOnDimension]
) -> dict[str, Message | None]:
    """What a difference may mean at work, who will notice, what to agree; all None when no pair differs for sure.

    Args:
        dimension: its key.
        about: the questionnaire, and whether it is the one that we ship: in another the key may mean something else.
        pairs: all pairs on it.
    """
    parts = ("meaning", "noticed_by", "suggestion")
    if not any(pair.verdict is Verdict.DIFFERENT for pair in pairs):
        return dict.fromkeys(parts)
    room = dimension if about == (PRACTICES, True) else "general"
    return {part: Message(f"culture.difference.{room}.{part}") for part in parts}


def reliability_text(omega: float | None, alpha: float | None) -> Message:
    """In words: do the statements measure the same thing?"""
    value = alpha if omega is None else omega
    if value is None:
        return Message("culture.reliability.unknown")
    level = "weak" if value < LINES[0] else "moderate" if value < LINES[1] else "good"
    return Message(f"culture.reliability.{level}")


def agreement_text(value: float | None) -> Message:
    """In words: do people of one organisation see the same?"""
    if value is None:
        return Message("culture.agreement.unknown")
    names = ("lacking", "weak", "moderate", "strong", "very_strong")
    # "≤ .30" is lacking, ".31 to .50" weak, and so on: a line belongs to the level below it.
    return Message(f"culture.agreement.{names[sum(value > line for line in AGREEMENT_LINES)]}")


def team_text(value: float | None) -> Message | None:
    """In words: does it matter in which team somebody works?"""
    if value is None:
        return None
    names = ("hardly", "a_little", "clearly", "much")
    return Message(f"culture.team.{names[sum(value >= line for line in TEAM_LINES)]}")


def summary_of(dimensions: Sequence[CultureDimension], names: Mapping[str, str]) -> tuple[Message, ...]:
    """What stands out, in a few sentences."""
    found = [(dimension, pair) for dimension in dimensions for pair in dimension.pairs]
    if not found:
        return (Message("culture.summary.one" if names else "culture.summary.none"),)
    counts = {verdict.value: sum(pair.verdict is verdict for _, pair in found) for verdict in Verdict}
    said = [Message("culture.summary.counts", {**counts, "count": len(found)})]
    different = [item for item in found if item[1].verdict is Verdict.DIFFERENT and item[1].effect]
    if different:
        most = max(different, key=lambda item: abs(item[1].effect.value) if item[1].effect else 0.0)
        said.append(
            Message("culture.summary.largest", {"dimension": most[0].name, "difference": most[1].text})
        )
    else:
        said.append(Message("culture.summary.no_difference"))
    return tuple(said)
