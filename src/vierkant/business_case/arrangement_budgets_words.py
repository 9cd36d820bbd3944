"""What the comparison of budgets says in words: how a column is made, and the national line beside it."""

from __future__ import annotations

from collections.abc import Mapping

from vierkant.quantities import Certainty, Computed, Confidence, Explanation, Input, Message, Unit

REFERENCE_SHARE = 0.11
"""More than two thirds of about 200 arrangements exceeded their first budget each year, by 11% on average."""
REFERENCE_SOURCE = "Investico (2018-2020), https://platform-investico.nl/onderzoeken/de-enige-lokale-overheid-waar-je-nooit-op-stemt"
OWN = "docs/methods/budgets.md"

_COLUMNS = (
    "previous",
    "change",
    "change_share",
    "per_resident",
    "share_of_total",
    "index_gap",
    "overhead_share",
    "reserve_above",
    "explained_share",
)

METHODS: Mapping[str, Explanation] = {
    name: Explanation(Message(f"budgets.method.{name}"), sources=(OWN,), certainty=Certainty.HIGH)
    for name in _COLUMNS
}
"""How each computed column is made. The arithmetic is certain; what goes in is as certain as its source."""


def reference() -> Computed:
    """By how much arrangements exceeded their first budget, on average; no comparison of one budget with the next."""
    return Computed(
        id="reference",
        label=Message("budgets.reference.label"),
        value=REFERENCE_SHARE,
        unit=Unit.SHARE,
        explanation=Explanation(
            Message("budgets.reference.method"),
            (
                Input(
                    Message("budgets.reference.input"),
                    REFERENCE_SHARE,
                    Unit.SHARE,
                    Confidence.PUBLISHED,
                    REFERENCE_SOURCE,
                ),
            ),
            sources=(REFERENCE_SOURCE,),
            certainty=Certainty.MEDIUM,
        ),
    )
