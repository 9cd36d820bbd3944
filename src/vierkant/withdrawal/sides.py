"""The sides of who stays, of the joint organisation, and of its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from vierkant.quantities import Computed, Input, Message, Unit
from vierkant.withdrawal.estimates import Known
from vierkant.withdrawal.inputs import Votes, WithdrawalInput, WithdrawalMethod, WithdrawalPartner
from vierkant.withdrawal.leaving import rows_for
from vierkant.withdrawal.methods import (
    central,
    damage_over,
    inputs_of,
    payments,
    present_value_of,
    remaining_of,
    remaining_shares,
)
from vierkant.withdrawal.ranges import Spread, sure, through, together
from vierkant.withdrawal.results import Body, BodyYear, Staff, Stayer, Stayers, Terms
from vierkant.withdrawal.words import assumed, derived, euros, explain, message, shown

DAMAGE = ("fixed_cost", "mitigation", "redundant_staff", "contracts")
"""The numbers of what stays behind."""


def stayers(
    leaver: WithdrawalPartner,
    known: Mapping[str, Known],
    rules: Mapping[str, Terms],
    data: WithdrawalInput,
    years: int,
) -> Stayers:
    """What happens to those who stay when ``leaver`` goes; ``known`` by partner, ``years`` in which damage counts."""
    own = known[leaver.id]
    terms = next(iter(rules.values()))
    inputs = inputs_of(own.numbers, terms)
    rows = [row for name in DAMAGE for row in own.inputs[name]]
    paid = [row for item in rules.values() for row in rows_for(own, item)]
    damage = through(damage_over(years, terms.discount_rate), inputs)
    whole = together(
        through(present_value_of(replace(item, settles=False)), inputs_of(own.numbers, item))
        for item in rules.values()
    )
    remaining = together(
        through(remaining_of(item, years), inputs_of(own.numbers, item)) for item in rules.values()
    )
    smaller = leaver.smaller_cost
    return Stayers(
        damage=shown(
            "damage",
            damage,
            Unit.EURO,
            explain(message("how.damage"), rows),
        ),
        remaining=shown(
            "remaining",
            remaining,
            Unit.EURO,
            explain(
                message("how.remaining"),
                [derived("damage", damage, Unit.EURO, rows), derived("sum", whole, Unit.EURO, paid)],
            ),
        ),
        smaller_cost=None if smaller is None else _smaller_cost(smaller, data.joint_cost),
        rows=_rows(leaver, known, data, remaining),
        text=_stay_text(leaver.name, remaining),
    )


def _smaller_cost(smaller: float, now: float) -> Computed:
    rows = [assumed("joint_cost", sure(now), Unit.EURO_PER_YEAR)]
    return shown(
        "smaller_cost", sure(smaller), Unit.EURO_PER_YEAR, explain(message("how.smaller_cost"), rows)
    )


def _rows(
    leaver: WithdrawalPartner, known: Mapping[str, Known], data: WithdrawalInput, remaining: Spread
) -> tuple[Stayer, ...]:
    others = [partner for partner in data.partners if partner.id != leaver.id]
    kept = sum(partner.key_share for partner in others)
    rows = []
    for partner in others:
        # Who leaves paid everything: then nothing says how the others share, so equally.
        key = partner.key_share / kept if kept > 0 else 1 / len(others)
        cost = known[partner.id].numbers.contribution.value
        parts = (remaining.value * key, remaining.low * key, remaining.high * key)
        rows.append(
            Stayer(
                id=partner.id,
                name=partner.name,
                key_now=partner.key_share,
                key_after=key,
                cost_now=cost,
                cost_after=cost if leaver.smaller_cost is None else key * leaver.smaller_cost,
                remaining=Spread(*parts),
                power_now=_power(data.votes, None, partner.id),
                power_after=_power(data.votes, leaver.id, partner.id),
            )
        )
    return tuple(rows)


def _power(votes: Votes | None, leaver: str | None, partner: str) -> float | None:
    if votes is None:
        return None
    return (votes.now if leaver is None else votes.without.get(leaver, {})).get(partner)


def _stay_text(name: str, remaining: Spread) -> Message:
    if remaining.low > 0:
        return message("stayers.carry", partner=name, low=euros(remaining.low), high=euros(remaining.high))
    if remaining.high <= 0:
        return message("stayers.covered", partner=name)
    return message("stayers.may_carry", partner=name, high=euros(remaining.high))


def body(name: str, known: Known, rules: Mapping[str, Terms], years: int) -> Body:
    """What the joint organisation keeps, year by year, against what comes in by the first method."""
    numbers = known.numbers
    terms = next(iter(rules.values()))
    values = central(inputs_of(numbers, terms))
    once = values["redundant_staff"] + values["contracts"]
    stranded = [
        values["fixed_cost"] * share + (once if year == 0 else 0.0)
        for year, share in enumerate(remaining_shares(values["mitigation"], years))
    ]
    received = payments(replace(terms, settles=False), values)
    series = tuple(
        BodyYear(year, left, came, left - came)
        for year, (left, came) in enumerate(zip_longest(stranded, received, fillvalue=0.0), start=1)
    )
    inputs = known.inputs
    return Body(
        stranded=shown(
            "stranded",
            numbers.fixed_cost,
            Unit.EURO_PER_YEAR,
            explain(message("how.stranded"), inputs["fixed_cost"]),
        ),
        fte=_fte(known),
        assets=_settled("assets_share", numbers.assets_share, inputs["assets_share"]),
        debts=_settled("debts_share", numbers.debts_share, inputs["debts_share"]),
        years=series,
        text=message(f"body.{_kind(terms)}", partner=name),
    )


def _kind(terms: Terms) -> str:
    return "years" if terms.method is WithdrawalMethod.TAPER else "once"


def _settled(name: str, spread: Spread, rows: Sequence[Input]) -> Computed | None:
    """A share of assets or debts; None while nobody says what there is."""
    if len(rows) == 1 and spread == sure(0.0):
        return None
    return shown(name, spread, Unit.EURO, explain(message(f"how.{name}"), rows))


def _fte(known: Known) -> Computed | None:
    if known.fte is None:
        return None
    return shown("fte", known.fte, Unit.FTE, explain(message("how.fte"), known.inputs["fte"]), decimals=1)


def staff(name: str, known: Known, follows: bool | None) -> Staff:
    """The people: how many worked for this partner, and what the text says about them."""
    kind = {True: "follows", False: "stays", None: "silent"}[follows]
    return Staff(_fte(known), message(f"fate.{kind}", partner=name))
