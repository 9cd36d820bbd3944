"""The sums by method, and the side of who leaves: what it costs, what it yields, and from when on it pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vierkant.quantities import Input, Message, Number, Unit
from vierkant.withdrawal.estimates import Known
from vierkant.withdrawal.inputs import WithdrawalMethod
from vierkant.withdrawal.methods import (
    amount_of,
    break_even_year,
    cash_path,
    central,
    inputs_of,
    payments,
    present_value_of,
)
from vierkant.withdrawal.ranges import Spread, through, through_path, together
from vierkant.withdrawal.results import BreakEven, CashYear, Leaver, MethodSum, Numbers, Terms
from vierkant.withdrawal.rule import method_text
from vierkant.withdrawal.words import RULING, derived, distinct, explain, message, percentage, shown, yearly

HORIZON = 20
"""Years in which leaving may pay for itself; further ahead nobody knows the contribution."""
PAY_BACK = 10
"""Years in which leaving should pay back, for what going alone must save a year."""
_USED = {
    WithdrawalMethod.TAPER: ("contribution",),
    WithdrawalMethod.MULTIPLE: ("contribution",),
    WithdrawalMethod.REAL_DAMAGE: ("fixed_cost", "mitigation", "redundant_staff", "contracts"),
    WithdrawalMethod.FIXED: (),
    WithdrawalMethod.NOTHING: (),
}
"""The numbers that a method takes."""


def method_sums(known: Known, rules: Mapping[str, Terms]) -> tuple[MethodSum, ...]:
    """The withdrawal sum by every method that counts."""
    return tuple(_method_sum(name, known, terms) for name, terms in rules.items())


def _method_sum(name: str, known: Known, terms: Terms) -> MethodSum:
    inputs = inputs_of(known.numbers, terms)
    text = method_text(terms)
    rows = rows_for(known, terms)
    kind = terms.method.value
    certainty_source = (RULING,) if terms.method in _ACCEPTED else ()
    whole = through(amount_of(terms), inputs)
    amount = shown("amount", whole, Unit.EURO, explain(text, rows, sources=certainty_source))
    paid = [derived("sum", whole, Unit.EURO, rows)]
    rate = percentage(terms.discount_rate)
    worth = message(f"how.present_value.{_once(terms)}", rate=rate, method=text)
    contribution = known.numbers.contribution.value
    return MethodSum(
        id=name,
        terms=terms,
        text=message(f"method_name.{name if name == 'taper_lower' else kind}"),
        amount=amount,
        present_value=shown(
            "present_value", through(present_value_of(terms), inputs), Unit.EURO, explain(worth, paid)
        ),
        times_contribution=amount.value / contribution if contribution else None,
        payments=payments(terms, central(inputs)),
    )


_ACCEPTED = (WithdrawalMethod.TAPER, WithdrawalMethod.REAL_DAMAGE)


def _once(terms: Terms) -> str:
    return "years" if terms.method is WithdrawalMethod.TAPER else "once"


def rows_for(known: Known, terms: Terms) -> list[Input]:
    """What goes into the sum by this method, as shown under "Hoe komen we hieraan?"."""
    names = [*_USED[terms.method], *(("assets_share", "debts_share") if terms.settles else ())]
    rows = [row for name in names for row in known.inputs[name]]
    return distinct(rows)


def over_methods(sums: Sequence[MethodSum]) -> Spread:
    """One range over all methods."""
    return together(
        Spread(
            item.amount.value,
            item.amount.value if item.amount.low is None else item.amount.low,
            item.amount.value if item.amount.high is None else item.amount.high,
        )
        for item in sums
    )


def leaver(name: str, known: Known, rules: Mapping[str, Terms], whole: Spread) -> Leaver:
    """The side of who leaves; ``whole`` is the sum over all methods."""
    numbers, rows = known.numbers, known.inputs
    contribution = shown(
        "contribution",
        numbers.contribution,
        Unit.EURO_PER_YEAR,
        explain(message("how.contribution"), rows["contribution"]),
    )
    restart = shown(
        "restart_cost",
        numbers.restart_cost,
        Unit.EURO,
        explain(message("how.restart_cost"), rows["restart_cost"]),
    )
    both = through(_total, {"sum": whole, "restart_cost": numbers.restart_cost})
    every = distinct(row for terms in rules.values() for row in rows_for(known, terms))
    parts = [derived("sum", whole, Unit.EURO, every), rows["restart_cost"][0]]
    total = shown("total", both, Unit.EURO, explain(message("how.total"), parts))
    needed = Spread(*(value / PAY_BACK for value in (both.value, both.low, both.high)))
    years = Number(float(PAY_BACK), Unit.YEARS)
    cash = cash_years(numbers, rules) if numbers.alone_cost else ()
    even = break_even(name, cash) if cash else None
    gain = numbers.gain
    gain_rows = [*rows["contribution"], *rows.get("alone_cost", ())]
    return Leaver(
        contribution=contribution,
        alone_cost=None
        if numbers.alone_cost is None
        else shown(
            "alone_cost",
            numbers.alone_cost,
            Unit.EURO_PER_YEAR,
            explain(message("how.alone_cost"), rows["alone_cost"]),
        ),
        gain=None
        if gain is None
        else shown("gain", gain, Unit.EURO_PER_YEAR, explain(message("how.gain"), gain_rows)),
        restart_cost=restart,
        total=total,
        needed_gain=shown(
            "needed_gain",
            needed,
            Unit.EURO_PER_YEAR,
            explain(message("how.needed_gain", years=years), parts),
        ),
        break_even=even,
        cash=cash,
        text=_text(name, gain),
        option=_option(name, gain, needed, even),
    )


def _total(values: Mapping[str, float]) -> float:
    return values["sum"] + values["restart_cost"]


def cash_years(numbers: Numbers, rules: Mapping[str, Terms]) -> tuple[CashYear, ...]:
    """What leaving yielded together after 0, 1, … years, over all methods."""
    paths = [through_path(cash_path(terms, HORIZON), inputs_of(numbers, terms)) for terms in rules.values()]
    years = []
    for year, spreads in enumerate(zip(*paths, strict=True)):
        found = together(spreads)
        years.append(CashYear(year, found.value, found.low, found.high))
    return tuple(years)


def break_even(name: str, cash: Sequence[CashYear]) -> BreakEven:
    """From which year on leaving pays, in the middle, at best and at worst."""
    middle = break_even_year([item.value for item in cash])
    best = break_even_year([item.high for item in cash])
    worst = break_even_year([item.low for item in cash])
    horizon = len(cash) - 1
    return BreakEven(middle, best, worst, horizon, _even_text(name, middle, best, worst, horizon))


def _even_text(name: str, middle: int | None, best: int | None, worst: int | None, horizon: int) -> Message:
    years = {
        key: Number(float(value), Unit.YEARS)
        for key, value in (("middle", middle), ("best", best), ("worst", worst), ("horizon", horizon))
        if value is not None
    }
    if best is None:
        return message("break_even.never", partner=name, horizon=years["horizon"])
    if middle is None:
        return message("break_even.perhaps", partner=name, best=years["best"], horizon=years["horizon"])
    if middle == 0:
        return message("break_even.at_once", partner=name)
    if worst is None:
        return message("break_even.open", partner=name, middle=years["middle"], best=years["best"])
    if best == worst:
        return message("break_even.one", partner=name, middle=years["middle"])
    return message(
        "break_even.year", partner=name, middle=years["middle"], best=years["best"], worst=years["worst"]
    )


def _text(name: str, gain: Spread | None) -> Message:
    if gain is None:
        return message("leaver.unknown", partner=name)
    kind = "either" if gain.low < 0 < gain.high else "cheaper" if gain.value > 0 else "dearer"
    if gain.value == 0:
        kind = "equal"
    return message(f"leaver.{kind}", partner=name, amount=yearly(abs(gain.value)))


def _option(name: str, gain: Spread | None, needed: Spread, even: BreakEven | None) -> Message:
    """The right to leave as a choice that is kept: worth something as soon as going alone saves enough."""
    years = Number(float(PAY_BACK), Unit.YEARS)
    if gain is None or even is None:
        return message("option.unknown", partner=name, needed=yearly(needed.value), years=years)
    if needed.value <= 0:
        return message("option.free", partner=name)
    kind = "now" if gain.value >= needed.value else "later" if gain.low > 0 else "not"
    return message(f"option.{kind}", partner=name, needed=yearly(needed.value), years=years)
