"""The page of one council: what the key means for us, in sentences without a word from the theory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vierkant.cost_sharing.inputs import KeyDesign
from vierkant.cost_sharing.key_words import KNOWN, label
from vierkant.cost_sharing.results import (
    CostsSource,
    KeyAmount,
    KeyResult,
    PartnerSharing,
    Subgroup,
)
from vierkant.cost_sharing.sharing_input import SharingInput
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Input,
    Message,
    MessageArgument,
    Number,
    Unit,
)

SAME = 0.5
"""Less than half a euro per year is no difference."""


def today_of(given: SharingInput, place: int) -> tuple[float, Figure | None]:
    """What a partner pays now, and the figure that says so; without one it is the present cost of its tasks."""
    own = given.key_inputs.get(given.ids[place])
    figure = own.today if own else None
    return (given.present[place], None) if figure is None else (figure.value, figure)


def partner_sharing(
    given: SharingInput, place: int, alone: float, keys: Sequence[KeyResult], shown: KeyResult | None
) -> PartnerSharing:
    """The page of the partner at this place.

    Args:
        given: the input.
        place: of the partner in the order of the game.
        alone: what the partner would pay alone.
        keys: every key.
        shown: the key that the words are about; None while nothing was chosen or agreed.
    """
    identifier = given.ids[place]
    computed = [key for key in keys if key.amounts]
    by_amount = sorted(computed, key=lambda key: key.amounts[place].amount.value)
    lowest, highest = (by_amount[0], by_amount[-1]) if by_amount else (None, None)
    name = given.partners[identifier]
    about = shown if shown is not None and shown.amounts else None
    groups = (
        () if about is None else tuple(group for group in about.subgroups if identifier in group.partners)
    )
    if about is not None:
        text = tuple(_about_key(given, name, about, about.amounts[place], groups))
    elif lowest is not None and highest is not None:
        text = (_no_key(name, lowest, highest, place),)
    else:
        text = ()
    return PartnerSharing(
        id=identifier,
        name=name,
        residents=given.residents.get(identifier),
        today=_today(given, place),
        alone=_alone(given, alone),
        key=about.id if about else None,
        lowest=lowest.id if lowest else None,
        highest=highest.id if highest else None,
        text=text,
        with_us=groups,
    )


def _about_key(
    given: SharingInput, name: str, key: KeyResult, row: KeyAmount, groups: tuple[Subgroup, ...]
) -> Iterator[Message]:
    yield _say("key", key=key.label, sentence=key.sentence)
    yield from _amount(name, row)
    yield _change(row)
    yield _beside_alone(row)
    # What the partner would save alone was said already.
    yield from (group.text for group in groups if len(group.partners) > 1)
    if not groups:
        yield _say("nobody_with_us" if key.stable is not None else "nobody_found_with_us", partner=name)
    yield from _agreements(given.design)


def _amount(name: str, row: KeyAmount) -> Iterator[Message]:
    amount = row.amount.value
    if amount < -SAME:
        yield _say("receives", partner=name, amount=_euro(-amount))
        return
    if row.share is None:
        yield _say("amount_only", partner=name, amount=_euro(amount))
    else:
        yield _say("amount", partner=name, amount=_euro(amount), share=Number(row.share, Unit.SHARE, 1))
    if row.per_resident is not None:
        yield _say("per_resident", amount=Number(row.per_resident, Unit.EURO_PER_RESIDENT))


def _change(row: KeyAmount) -> Message:
    if abs(row.change) < SAME:
        return _say("same")
    return _say("more" if row.change > 0 else "less", change=_euro(abs(row.change)))


def _beside_alone(row: KeyAmount) -> Message:
    if abs(row.gain) < SAME:
        return _say("equals", alone=_euro(row.alone))
    return _say("gains" if row.gain > 0 else "loses", alone=_euro(row.alone), gain=_euro(abs(row.gain)))


def _agreements(design: KeyDesign | None) -> Iterator[Message]:
    """How the partners grow to the key, why it is this one, and when they look at it again."""
    if design and design.growing_in_years:
        yield _say("growing_in", years=Number(design.growing_in_years, Unit.YEARS))
    yield _say("reason", reason=design.reason) if design and design.reason else _say("no_reason")
    if design and design.recalibrate_years:
        yield _say("recalibrate", years=Number(design.recalibrate_years, Unit.YEARS))
    else:
        yield _say("no_recalibrate")


def _no_key(name: str, lowest: KeyResult, highest: KeyResult, place: int) -> Message:
    return _say(
        "no_key",
        partner=name,
        lowest=label(lowest.id),
        low=_euro(lowest.amounts[place].amount.value),
        highest=label(highest.id),
        high=_euro(highest.amounts[place].amount.value),
    )


def _today(given: SharingInput, place: int) -> Computed:
    value, figure = today_of(given, place)
    method = "today_present" if figure is None else "today_given"
    known = Confidence.ESTIMATED if figure is None else figure.confidence
    row = Input(
        Message("cost_sharing.label.today"),
        value,
        Unit.EURO_PER_YEAR,
        known,
        figure.source if figure else None,
        figure.low if figure else None,
        figure.high if figure else None,
    )
    return Computed(
        id="cost_sharing.today",
        label=Message("cost_sharing.label.today"),
        value=value,
        unit=Unit.EURO_PER_YEAR,
        explanation=Explanation(
            Message(f"cost_sharing.method.{method}"),
            (row,),
            (row.source,) if row.source else (),
            Certainty.MEDIUM,
        ),
        low=figure.low if figure else None,
        high=figure.high if figure else None,
    )


def _alone(given: SharingInput, alone: float) -> Computed:
    table = given.source is CostsSource.TABLE
    method = "costs_table" if table else "alone_business_case"
    shown = Message("cost_sharing.label.alone_partner")
    return Computed(
        id="cost_sharing.alone",
        label=shown,
        value=alone,
        unit=Unit.EURO_PER_YEAR,
        explanation=Explanation(
            Message(f"cost_sharing.method.{method}"), (Input(shown, alone, Unit.EURO_PER_YEAR, KNOWN),)
        ),
    )


def _euro(value: float) -> Number:
    return Number(value, Unit.EURO)


def _say(name: str, **arguments: MessageArgument) -> Message:
    return Message(f"cost_sharing.partner.{name}", arguments)
