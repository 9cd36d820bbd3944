"""Pieces of sentences that several modules of this room put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from vierkant.quantities import Certainty, Computed, Explanation, Input, Message, MessageArgument, Unit

METHOD = "docs/methods/positions.md"


def listed(words: Sequence[str | Message]) -> Message:
    """The words as people say them: A, B and C.

    Raises:
        IndexError: no words.
    """
    first = Message("positions.list.one", {"name": words[0]})
    *middle, last = words[1:] or ("",)
    found = reduce(
        lambda text, name: Message("positions.list.comma", {"before": text, "after": name}), middle, first
    )
    return Message("positions.list.and", {"before": found, "after": last}) if last else found


def of(partners: Sequence[str], names: Mapping[str, str]) -> Message:
    """Names of partners, given by id, as people say them."""
    return listed([names.get(partner, partner) for partner in partners])


def computed(
    name: str,
    value: float,
    unit: Unit,
    /,
    *,
    inputs: Sequence[Input] = (),
    certainty: Certainty = Certainty.MEDIUM,
    decimals: int = 0,
    **arguments: MessageArgument,
) -> Computed:
    """A number with its label and method, both by this name."""
    return Computed(
        id=name,
        label=Message(f"positions.label.{name}", arguments),
        value=value,
        unit=unit,
        explanation=Explanation(Message(f"positions.method.{name}"), tuple(inputs), (METHOD,), certainty),
        decimals=decimals,
    )
