"""The need of the ledger against plain Python loops on random dossiers, and by hand."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from math import hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from vierkant.change.inputs import Aspect, Change, ChangePlan, Group, ImpactCard
from vierkant.change.ledger import cube, ledger
from vierkant.change.ledger_calendar import Axis, axis, position, spread
from vierkant.change.ledger_need import LEDGER_KINDS, crowd, rates
from vierkant.change.settings import Range, settings
from vierkant.quantities import Figure
from vierkant.sources import parameters

PHASES = ("know", "want", "learn", "can", "keep")
OWN = settings({})
SLOW = effort(max_examples=40, deadline=None)


# The slow twin -------------------------------------------------------------------------------------------------


def day_place(day: date) -> float:
    return day.year * 12 + day.month - 1 + (day.day - 1) / monthrange(day.year, day.month)[1]


def part_in_month(begin: float, end: float, month: int) -> float:
    """Which part of a period lies in a month; a period without length lies in the month that holds it."""
    if end - begin <= 1e-9:
        return 1.0 if month <= begin < month + 1 else 0.0
    return max(0.0, min(end, month + 1) - max(begin, month)) / (end - begin)


def factor(change: Change, group: Group, rate: dict[str, float]) -> float:
    card = next((card for card in change.cards if card.id == group.id), None)
    scores = [score for _, score in card.by_aspect() if score is not None] if card else []
    if not scores or rate["middle_load"] == 0:
        return 1.0
    load = sum(scores) / len(scores) * 10
    return min(max(load / rate["middle_load"], rate["least_intensity"]), rate["most_intensity"])


def start_of(change: Change, group: Group) -> float | None:
    card = next((card for card in change.cards if card.id == group.id), None)
    if card and card.starts_on:
        return day_place(card.starts_on)
    return day_place(change.plan.starts_on) if change.plan and change.plan.starts_on else None


def guides(change: Change, employee: Group) -> dict[str, float]:
    """Who guides one group of employees, and for which part; "" nobody."""
    managers = [group for group in change.groups if group.managers]
    own = [group for group in managers if group.partner and group.partner == employee.partner]
    near = own or [group for group in managers if not group.partner] or managers
    if not near:
        return {"": 1.0}
    return {group.id: group.size / sum(item.size for item in near) for group in near}


def pieces(
    change: Change, rate: dict[str, float], guarantee: dict[str, Range], travel: dict[str, Range]
) -> list[tuple[str, str, str, float, float | None, float, float]]:
    """Every amount before the reserve: row, measure, kind, amount, start, and the window in months around it."""
    found = []
    window = {
        phase: sorted((rate[f"phase.{phase}.from_month"], rate[f"phase.{phase}.until_month"]))
        for phase in PHASES
    }
    first, last = min(item[0] for item in window.values()), max(item[1] for item in window.values())
    told = (min(window["know"][0], window["can"][0]), max(window["know"][1], window["can"][1]))

    def price(row: str) -> float:
        group = next((group for group in change.groups if group.id == row), None)
        if group is None or group.scale is None:
            return rate["hourly_cost"]
        return rate["hourly_cost"] * (1 + rate["scale_cost_step"]) ** (group.scale - rate["reference_scale"])

    def away(row: str, kind: str, hours: float, start: float | None, begin: float, end: float) -> None:
        found.append((row, "hours", kind, hours, start, begin, end))
        euros = hours * (1 - rate["absorbable_share"]) * price(row)
        found.append((row, "euros", "backfill", euros, start, begin, end))

    for group in change.groups:
        start = start_of(change, group)
        for phase in PHASES:
            for kind in ("contact", "preparation", "practice"):
                hours = rate.get(f"phase.{phase}.{kind}", 0.0) * group.size * factor(change, group, rate)
                away(group.id, kind, hours, start, *window[phase])
        if not group.managers:
            for row, part in guides(change, group).items():
                talks = group.size * rate["manager_hours_per_employee"] * part
                away(row, "manager_talks", talks, start, first, last)
        for kind, begin, end in (
            ("change_team", first, last),
            ("communication", *told),
            ("aftercare", 0.0, rate["aftercare_months"]),
        ):
            hours = group.size * rate[f"{kind}_hours_per_employee"]
            found.append((group.id, "hours", kind, hours, start, begin, end))
            found.append((group.id, "euros", kind, hours * rate["hourly_cost"], start, begin, end))
        training = group.size * rate["training_euros_per_employee"]
        found.append((group.id, "euros", "training", training, start, *window["learn"]))
        for kind, paid, years in (
            ("salary_guarantee", guarantee, "guarantee_years"),
            ("travel", travel, "travel_years"),
        ):
            amount = paid[group.id].value if group.id in paid else 0.0
            found.append((group.id, "euros", kind, amount, start, 0.0, 12 * rate[years]))
    return found


# Random dossiers -----------------------------------------------------------------------------------------------

DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))


@st.composite
def changes(draw: st.DrawFn) -> Change:
    groups, cards = [], []
    for number in range(draw(st.integers(0, 6))):
        groups.append(
            Group.model_validate(
                {
                    "id": f"g{number}",
                    "name": f"Groep {number}",
                    "size": draw(st.integers(1, 60)),
                    "partner": draw(st.sampled_from([None, "a", "b"])),
                    "managers": draw(st.booleans()),
                    "scale": draw(st.one_of(st.none(), st.integers(1, 18))),
                }
            )
        )
        if draw(st.booleans()):
            scores = {aspect.value: draw(st.one_of(st.none(), st.integers(0, 5))) for aspect in Aspect}
            starts = draw(st.one_of(st.none(), DAYS))
            cards.append(ImpactCard.model_validate({"id": f"g{number}", "starts_on": starts, **scores}))
    starts = draw(st.one_of(st.none(), DAYS))
    plan = ChangePlan.model_validate({"starts_on": starts}) if draw(st.booleans()) else None
    return Change(groups=tuple(groups), cards=tuple(cards), plan=plan)


@st.composite
def overrides(draw: st.DrawFn) -> dict[str, Figure]:
    names = draw(st.lists(st.sampled_from(sorted(parameters("change"))), max_size=6, unique=True))
    found = {}
    for name in names:
        own = parameters("change")[name]
        values = st.floats(0, 1) if own.unit.value == "share" else st.floats(0, 2 * abs(own.value) + 1)
        found[f"change.{name}"] = Figure(value=draw(values))
    return found


PAID = st.dictionaries(
    st.sampled_from([f"g{number}" for number in range(6)]),
    st.floats(0, 1e6).map(lambda value: Range(value, value / 2, value * 2)),
)


@SLOW
@given(changes(), overrides(), PAID, PAID)
def test_the_need_is_that_of_plain_loops(
    change: Change, given_: dict[str, Figure], guarantee: dict[str, Range], travel: dict[str, Range]
) -> None:
    chosen = settings(given_)
    found = cube(change, chosen, guarantee=guarantee, travel=travel)
    rate = rates(chosen)
    rows = {name: place for place, name in enumerate(found.groups)}
    columns = {kind: place for place, kind in enumerate(found.kinds)}
    shape = (len(found.groups), len(found.months), len(found.kinds))
    total = {measure: np.zeros((shape[0], shape[2])) for measure in ("hours", "euros")}
    months = {measure: np.zeros(shape) for measure in ("hours", "euros")}
    for row, measure, kind, amount, start, begin, end in pieces(change, rate, guarantee, travel):
        total[measure][rows[row], columns[kind]] += amount
        if start is not None:
            for place, month in enumerate(found.months):
                part = part_in_month(start + begin, start + end, month.year * 12 + month.month - 1)
                months[measure][rows[row], place, columns[kind]] += amount * part
    for table in (*total.values(), *months.values()):
        table[..., columns["reserve"]] = table.sum(axis=-1) * rate["reserve_share"]
    assert np.allclose(found.total_hours_needed, total["hours"], rtol=1e-9, atol=1e-6)
    assert np.allclose(found.total_euros_needed, total["euros"], rtol=1e-9, atol=1e-6)
    assert np.allclose(found.hours_needed, months["hours"], rtol=1e-9, atol=1e-6)
    assert np.allclose(found.euros_needed, months["euros"], rtol=1e-9, atol=1e-6)


@SLOW
@given(changes(), PAID, PAID)
def test_the_months_add_up_to_the_total_when_every_group_has_a_date(
    change: Change, guarantee: dict[str, Range], travel: dict[str, Range]
) -> None:
    dated = Change(change.groups, change.cards, plan=ChangePlan(starts_on=date(2027, 3, 15)))
    found = cube(dated, OWN, guarantee=guarantee, travel=travel)
    assert np.allclose(found.hours_needed.sum(axis=1), found.total_hours_needed)
    assert np.allclose(found.euros_needed.sum(axis=1), found.total_euros_needed)


@SLOW
@given(changes(), overrides(), PAID)
def test_the_range_takes_one_input_at_a_time(
    change: Change, given_: dict[str, Figure], guarantee: dict[str, Range]
) -> None:
    """Totals of the slow twin with one input at an end, the phases together; differences as independent errors."""
    if not change.groups:
        return
    chosen = settings(given_)
    middle = rates(chosen)

    def total(rate: dict[str, float], paid: dict[str, Range], measure: str) -> float:
        own = sum(item[3] for item in pieces(change, rate, paid, {}) if item[1] == measure)
        return own * (1 + rate["reserve_share"])

    hours_of_phases = [name for name in middle if name.startswith("phase.") and not name.endswith("_month")]
    bundles = [hours_of_phases] + [[name] for name in middle if not name.startswith("phase.")]
    result = ledger(change, chosen, smallest=7, guarantee=guarantee, travel={})
    assert result.totals is not None
    for measure in ("hours", "euros"):
        value = total(middle, guarantee, measure)
        below, above = [], []
        ends = [
            [total({**middle, **{name: getattr(chosen.range(name), end) for name in names}}, guarantee, measure)
             for end in ("low", "high")]
            for names in bundles
        ]  # fmt: skip
        paid = [
            {name: Range(getattr(item, end), 0, 0) for name, item in guarantee.items()}
            for end in ("low", "high")
        ]
        ends.append([total(middle, item, measure) for item in paid])
        for pair in ends:
            below.append(min(0.0, *(item - value for item in pair)))
            above.append(max(0.0, *(item - value for item in pair)))
        found = getattr(result.totals, f"{measure}_needed")
        assert found.value == pytest.approx(value)
        assert (found.low if found.low is not None else found.value) == pytest.approx(
            max(0.0, value - hypot(*below))
        )
        assert (found.high if found.high is not None else found.value) == pytest.approx(value + hypot(*above))


# By hand -------------------------------------------------------------------------------------------------------


def group(identifier: str, size: int, **fields: object) -> Group:
    return Group.model_validate({"id": identifier, "name": f"Groep {identifier}", "size": size, **fields})


def test_twenty_people_of_scale_ten_by_hand() -> None:
    """Own judgement: 25 + 4 + 32 hours per employee; 4 of a manager; 8 + 1 + 2 of who helps; a tenth in reserve."""
    change = Change((group("balie", 20, scale=10),), plan=ChangePlan(starts_on=date(2027, 7, 1)))
    found = cube(change, OWN, guarantee={}, travel={})
    hours = dict(zip(found.kinds, found.total_hours_needed[0].tolist(), strict=True))
    assert hours == {
        "contact": 500, "preparation": 80, "practice": 640, "manager_talks": 0, "backfill": 0, "change_team": 160,
        "training": 0, "communication": 20, "aftercare": 40, "salary_guarantee": 0, "travel": 0, "reserve": 144,
    }  # fmt: skip
    euros = dict(zip(found.kinds, found.total_euros_needed[0].tolist(), strict=True))
    assert euros["backfill"] == pytest.approx(1220 * 0.7 * 58 * 1.1)  # one scale above 9: a tenth dearer
    assert euros["training"] == 10_000
    assert euros["change_team"] == pytest.approx(160 * 58)
    assert found.total_hours_needed[1, 3] == 80  # no group of managers: nobody carries the talks yet
    july = found.months.index(date(2027, 7, 1))
    practice = found.hours_needed[0, :, list(LEDGER_KINDS).index("practice")]
    assert practice[july - 1] == 0
    assert practice[july] == pytest.approx(
        20 * 24 / 6
    )  # 24 hours, evenly over the six months after the start
    assert found.months[0] == date(2026, 10, 1)  # nine months before the start
    assert found.months[-1] == date(2029, 6, 1)  # until 24 months after it


@pytest.mark.parametrize(
    ("scores", "factor_"),
    [({}, 1.0), ({"task": 5}, 1.5), ({"task": 0}, 0.5), (dict.fromkeys(Aspect, 3), 1.2)],
)
def test_a_heavy_card_asks_more(scores: dict[str, int], factor_: float) -> None:
    """Load over a middle load of 25, between a half and one and a half."""
    card = ImpactCard.model_validate({"id": "g", **scores})
    found = cube(Change((group("g", 10),), (card,)), OWN, guarantee={}, travel={})
    assert found.total_hours_needed[0, 2] == pytest.approx(320 * factor_)
    assert found.total_hours_needed[0, 5] == 80  # the change team does not weigh the card


def test_managers_carry_the_talks_of_their_own_partner() -> None:
    groups = (
        group("a", 100, partner="a"),
        group("b", 50, partner="b"),
        group("ma", 10, partner="a", managers=True),
        group("m", 2, managers=True),
    )
    carried = crowd(Change(groups)).carried
    assert (carried[2, 0], carried[3, 1], carried[4].sum()) == (1, 1, 0)
    found = cube(Change(groups), OWN, guarantee={}, travel={})
    assert found.total_hours_needed[:, 3].tolist() == [0, 0, 400, 200, 0]


def test_without_a_date_there_are_totals_but_no_months() -> None:
    found = cube(Change((group("g", 10),)), OWN, guarantee={}, travel={})
    assert found.months == ()
    assert found.hours_needed.shape == (2, 0, 12)
    assert found.total_hours_needed.sum() > 0


# The calendar --------------------------------------------------------------------------------------------------


def test_a_day_has_a_place_inside_its_month() -> None:
    assert position(date(2027, 7, 1)) == 2027 * 12 + 6
    assert position(date(2028, 2, 29)) == pytest.approx(2028 * 12 + 1 + 28 / 29)


@given(st.floats(0, 40), st.floats(0, 30))
def test_spread_is_the_overlap_with_each_month(begin: float, length: float) -> None:
    months = Axis(10, 20)
    found = spread(begin, begin + length, months)
    expected = [part_in_month(begin, begin + length, month) for month in range(10, 30)]
    assert np.allclose(found, expected, atol=1e-6)


def test_a_period_without_length_falls_in_one_month() -> None:
    assert spread(12.0, 12.0, Axis(10, 4)).tolist() == [0, 0, 1, 0]
    assert spread(np.nan, 12.0, Axis(10, 4)).tolist() == [0, 0, 0, 0]


def test_the_axis_never_leaves_the_calendar_and_never_runs_away() -> None:
    assert axis((), ()) == Axis(0, 0)
    assert axis([3.0], [5.0]).months()[0] == date(1, 1, 1)
    far = axis([position(date(2027, 1, 1))], [position(date(9999, 12, 31)) + 60])
    assert far.count == 240
    assert axis([position(date(9999, 12, 1))], [130_000]).months() == (date(9999, 12, 1),)
