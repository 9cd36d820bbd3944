"""Differences of culture as rows of the section ``differences``, with a start for what to do about them."""

from __future__ import annotations

from typing import Any

from vierkant.organisation_scan.culture_results import CultureDimension, CultureResult, Verdict
from vierkant.organisation_scan.inputs import Answer
from vierkant.quantities import Message
from vierkant.terms import Language, exists, render

MOST_PAIRS = 3
"""Pairs that are told in a row; the page shows all."""


def culture_differences(result: CultureResult, language: Language = "nl") -> tuple[dict[str, Any], ...]:
    """One row per dimension on which at least one pair differs, the largest difference first.

    The rows have the fields of `organisation_scan.inputs.Difference` as plain values. The text is a suggestion to
    start from; owner and date are left open, so nothing counts as answered before people decided.

    Args:
        result: what was measured.
        language: of the texts, which people change afterwards.
    """
    found = [(size, dimension) for dimension in result.dimensions if (size := _largest(dimension)) > 0]
    found.sort(key=lambda item: -item[0])
    return tuple(_row(dimension, language) for _, dimension in found)


def _largest(dimension: CultureDimension) -> float:
    effects = (
        abs(pair.effect.value)
        for pair in dimension.pairs
        if pair.verdict is Verdict.DIFFERENT and pair.effect is not None
    )
    return max(effects, default=0.0)


def _row(dimension: CultureDimension, language: Language) -> dict[str, Any]:
    differing = [pair for pair in dimension.pairs if pair.verdict is Verdict.DIFFERENT]
    differing.sort(key=lambda pair: -abs(pair.effect.value) if pair.effect else 0.0)
    # Only for our own dimensions: in another questionnaire the same key may mean something else.
    own = isinstance(dimension.name, Message) and exists(f"culture.difference.{dimension.key}.meaning")
    room = dimension.key if own else "general"
    found = " ".join(render(pair.text, language) for pair in differing[:MOST_PAIRS])
    meaning = render(f"culture.difference.{room}.meaning", language)
    return {
        "id": f"culture-{dimension.key}",
        "found": f"culture.{dimension.key}",
        "name": render(Message("culture.difference.general.name", {"dimension": dimension.name}), language),
        "meaning": f"{found} {meaning}",
        "noticed_by": render(f"culture.difference.{room}.noticed_by", language),
        "answer": Answer.AGREEMENT.value,
        "text": render(f"culture.difference.{room}.suggestion", language),
    }
