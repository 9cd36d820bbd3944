"""Travel to the counter: per partner, and the mean that counts every resident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vierkant.four_ks.inputs_service import Counter
from vierkant.four_ks.service_results import CounterRow, PartnerTravel, ServicePartner, Travel
from vierkant.four_ks.tables import Table
from vierkant.four_ks.travel import Desk, Spot, nearest_now, nearest_together
from vierkant.quantities import Certainty, Computed, Confidence, Explanation, Input, Message, Missing, Unit

WORTH_TELLING = 0.05
"""Kilometres; less is a rounding."""


def counter_rows(counters: Sequence[Counter]) -> tuple[CounterRow, ...]:
    """The counters as the page shows them."""
    return tuple(
        CounterRow(
            id=counter.id,
            name=counter.name,
            partner=counter.partner,
            open_hours=counter.open_hours.value if counter.open_hours else None,
            hours_together=_hours_together(counter),
            closes=closes(counter),
            visits=counter.visits.value if counter.visits else None,
        )
        for counter in counters
    )


def is_open(counter: Counter) -> bool:
    """Whether people can go there now; a counter of which no hours are known is taken as open."""
    return counter.open_hours is None or counter.open_hours.value > 0


def closes(counter: Counter) -> bool:
    """Whether it is open now and closed together."""
    return (
        is_open(counter) and counter.open_hours_together is not None and not counter.open_hours_together.value
    )


def _hours_together(counter: Counter) -> float | None:
    hours = counter.open_hours_together or counter.open_hours
    return hours.value if hours else None


def travel(counters: Sequence[Counter], partners: Sequence[ServicePartner], chosen: Table) -> Travel | None:
    """How far the town hall of each partner is from the nearest open counter; None when nothing can be measured."""
    desks = _desks(counters, partners)
    rows = tuple(row for partner in partners for row in _row(partner, desks))
    if not rows:
        return None
    people = {partner.id: partner.residents for partner in partners if partner.residents}
    shown = [row for row in rows if row.partner in people and row.together is not None]
    if not shown:
        return Travel(rows, None, None, None, None, None)
    weight = sum(people[row.partner] for row in shown)
    now = sum(people[row.partner] * row.now for row in shown) / weight
    together = sum(people[row.partner] * (row.together or 0.0) for row in shown) / weight
    residents = _input("residents", weight, Unit.RESIDENTS)
    extra = together - now
    road = [
        extra * factor for factor in (chosen.value("detour"), chosen.low("detour"), chosen.high("detour"))
    ]
    return Travel(
        partners=rows,
        now=_kilometres("travel_now", now, (residents,)),
        together=_kilometres("travel_together", together, (residents,)),
        extra=_kilometres("travel_extra", extra, (residents,)),
        extra_road=_kilometres("travel_road", road[0], (chosen.inputs["detour"],), sorted(road[1:])),
        yearly=_yearly(counters, rows, chosen),
    )


def _desks(counters: Sequence[Counter], partners: Sequence[ServicePartner]) -> list[Desk]:
    homes = {partner.id: partner for partner in partners}
    found = []
    for counter in counters:
        spot = _spot(counter, homes.get(counter.partner or ""))
        if spot is not None:
            together = counter.open_hours_together
            open_together = is_open(counter) if together is None else together.value > 0
            found.append(Desk(counter.name, counter.partner, spot, is_open(counter), open_together))
    return found


def _spot(counter: Counter, home: ServicePartner | None) -> Spot | None:
    if counter.latitude is not None and counter.longitude is not None:
        return Spot(counter.latitude, counter.longitude)
    return _home(home) if home else None


def _home(partner: ServicePartner) -> Spot | None:
    if partner.latitude is None or partner.longitude is None:
        return None
    return Spot(partner.latitude, partner.longitude)


def _row(partner: ServicePartner, desks: Sequence[Desk]) -> Iterator[PartnerTravel]:
    home = _home(partner)
    now = nearest_now(home, partner.id, desks) if home else None
    if home is None or now is None:
        return
    together = nearest_together(home, desks)
    yield PartnerTravel(
        partner=partner.id,
        name=partner.name,
        now=now[1],
        together=together[1] if together else None,
        counter_now=now[0].name,
        counter_together=together[0].name if together else None,
    )


def _yearly(counters: Sequence[Counter], rows: Sequence[PartnerTravel], chosen: Table) -> Computed | None:
    extra = {row.partner: row.together - row.now for row in rows if row.together is not None}
    counted = [
        (counter.visits.value, max(0.0, extra[counter.partner]))
        for counter in counters
        if counter.visits and counter.partner in extra and closes(counter)
    ]
    if not counted:
        return None
    visits = _input("visits", sum(number for number, _ in counted), Unit.PER_YEAR)
    total = 2 * sum(number * kilometres for number, kilometres in counted)
    ends = [total * chosen.low("detour"), total * chosen.high("detour")]
    return _kilometres(
        "travel_yearly", total * chosen.value("detour"), (visits, chosen.inputs["detour"]), ends, decimals=0
    )


def _kilometres(
    name: str, value: float, inputs: tuple[Input, ...], ends: Sequence[float] | None = None, decimals: int = 1
) -> Computed:
    ranged = ends is not None and ends[0] != ends[1]
    return Computed(
        id=name,
        label=Message(f"service.label.{name}"),
        value=value,
        unit=Unit.KILOMETRES,
        explanation=Explanation(Message(f"service.method.{name}"), inputs, certainty=Certainty.LOW),
        low=ends[0] if ranged and ends else None,
        high=ends[1] if ranged and ends else None,
        decimals=decimals,
    )


def _input(name: str, value: float, unit: Unit) -> Input:
    return Input(Message(f"service.input.{name}"), value, unit, Confidence.ESTIMATED)


def travel_missing(counters: Sequence[Counter], partners: Sequence[ServicePartner]) -> Iterator[Missing]:
    """What is needed before all partners are on the map."""
    homes = {partner.id: partner for partner in partners}
    for counter in counters:
        if _spot(counter, homes.get(counter.partner or "")) is None:
            yield _gap("counters", "place", counter=counter.name)
    for partner in partners:
        if counters and not any(item.partner in (partner.id, None) for item in counters):
            yield _gap("counters", "counter", partner.id, partner_name=partner.name)
        if counters and partner.residents is None:
            yield _gap("partners", "residents", partner.id, partner_name=partner.name)


def _gap(section: str, name: str, partner: str | None = None, **arguments: str) -> Missing:
    return Missing(
        section,
        Message(f"service.missing.{name}", arguments),
        Message(f"service.missing_cost.{name}", arguments),
        partner,
    )
