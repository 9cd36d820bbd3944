"""Differences of culture as rows of the section ``differences``, with a start for what to do about them."""

from __future__ import annotations

from typing import Any

from vierkant.organisation_scan.culture_results import CultureDimension, CultureResult, Verdict
from vierkant.organisation_scan.inputs import Answer
from vierkant.quantities import Message
from vierkant.terms import Language, render

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
    found = " ".join(render(pair.text, language) for pair in differing[:MOST_PAIRS])

    def said(message: Message | None) -> str:
        return "" if message is None else render(message, language)

    name = render(Message("culture.difference.general.name", {"dimension": dimension.name}), language)
    return {
        "id": f"culture-{dimension.key}"[:60],
        "found": f"culture.{dimension.key}",
        "name": name[:200],
        "meaning": f"{found} {said(dimension.meaning)}",
        "noticed_by": said(dimension.noticed_by),
        "answer": Answer.AGREEMENT.value,
        "text": said(dimension.suggestion),
    }
