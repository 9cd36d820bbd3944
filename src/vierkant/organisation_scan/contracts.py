"""Contracts against the calendar: what can be joined when, what joining sooner costs, and when notice must be given.

Everything here depends on today; it is made anew when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from vierkant.organisation_scan.comparing import in_words
from vierkant.organisation_scan.inputs import ApplicationStatus
from vierkant.organisation_scan.results import (
    Comparison,
    ComponentLine,
    Contract,
    DatedContracts,
    JoinMoment,
    JoinPlan,
    Landscape,
    NoticeDay,
    NoticeState,
)
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Finding,
    Input,
    Level,
    Message,
    Unit,
)

DAYS_A_YEAR = 365.25
SOON_DAYS = 183
"""Half a year; the parameter ``notice_soon`` has the same value and its reason."""


def dated_contracts(
    components: Sequence[ComponentLine], *, today: date, soon: int = SOON_DAYS
) -> DatedContracts:
    """The contracts as they stand today.

    Args:
        components: what `compare_applications` gave.
        today: the day from which is looked ahead.
        soon: days before the last day to give notice from which it asks attention.
    """
    notices = sorted(_notices(components, today, soon), key=lambda item: (item.on, item.name))
    joins = (_join(line, today) for line in components if _can_be_joined(line))
    return DatedContracts(
        today=today,
        soon_days=soon,
        joins=tuple(
            sorted(joins, key=lambda plan: (plan.earliest is None, plan.earliest or today, plan.name))
        ),
        notices=tuple(notices),
        findings=tuple(_findings(notices)),
    )


def dated_again(plain: Mapping[str, Any], *, today: date) -> DatedContracts:
    """The same for another day, from a stored `ProcessesResult` in JSON values."""
    lines = [_line_from_plain(row) for row in plain["components"]]
    return dated_contracts(lines, today=today, soon=plain["dated"]["soon_days"])


def _can_be_joined(line: ComponentLine) -> bool:
    """Two partners have it, or one has it twice: there is something to bring together."""
    return line.landscape is not Landscape.ONE or bool(line.double)


def _current(line: ComponentLine) -> list[Contract]:
    return [contract for contract in line.contracts if contract.status != ApplicationStatus.PLANNED]


def _join(line: ComponentLine, today: date) -> JoinPlan:
    current = _current(line)
    ends = [contract.ends for contract in current if contract.ends is not None]
    unknown = tuple(dict.fromkeys(contract.name for contract in current if contract.ends is None))
    latest = max(ends, default=None)
    moments = sorted({today, *(day for day in ends if day > today)})
    return JoinPlan(
        key=line.key,
        name=line.name,
        landscape=line.landscape,
        earliest=max(latest, today) if latest is not None and not unknown else None,
        at_least=latest,
        end_unknown=unknown,
        passed=tuple(dict.fromkeys(contract.name for contract in current if _runs_on(contract, today))),
        moments=tuple(_moment(current, day) for day in moments if latest is not None and day < latest),
        sooner=_sooner(line, current, today),
    )


def _runs_on(contract: Contract, today: date) -> bool:
    """Whether it may go on beyond the end that was filled in: nobody gave notice in time, as far as we know.

    An application that is on its way out was given notice.
    """
    if contract.ends is None or contract.status == ApplicationStatus.ENDING:
        return False
    last = contract.give_notice_by or contract.ends
    return last < today


def _moment(current: Sequence[Contract], day: date) -> JoinMoment:
    running = _running(current, day)
    without_cost = _without_cost(running)
    value, low, high = _left_over(running, day)
    return JoinMoment(
        on=day,
        left_over=None if without_cost else value,
        low=None if without_cost else low,
        high=None if without_cost else high,
        running=tuple(dict.fromkeys(contract.name for contract in running)),
        cost_unknown=without_cost,
    )


def _running(current: Sequence[Contract], day: date) -> list[Contract]:
    return [contract for contract in current if contract.ends is not None and contract.ends > day]


def _without_cost(running: Sequence[Contract]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(contract.name for contract in running if contract.yearly_cost is None))


def _left_over(running: Sequence[Contract], day: date) -> tuple[float, float | None, float | None]:
    """Yearly cost times the years that each contract still runs, with the range when a cost has one."""
    value = low = high = 0.0
    for contract in running:
        years = ((contract.ends or day) - day).days / DAYS_A_YEAR
        value += years * (contract.yearly_cost or 0.0)
        low += years * _either(contract.yearly_low, contract.yearly_cost)
        high += years * _either(contract.yearly_high, contract.yearly_cost)
    if all(contract.yearly_low is None for contract in running):
        return value, None, None
    return value, low, high


def _sooner(line: ComponentLine, current: Sequence[Contract], today: date) -> Computed | None:
    running = _running(current, today)
    if not running or _without_cost(running):
        return None
    value, low, high = _left_over(running, today)
    inputs = tuple(
        Input(
            Message(
                "organisation_scan.contract_of",
                {"partner": contract.name, "product": contract.product or contract.component_name},
            ),
            contract.yearly_cost or 0.0,
            Unit.EURO_PER_YEAR,
            contract.cost_known,
            contract.cost_source,
            contract.yearly_low,
            contract.yearly_high,
        )
        for contract in running
    )
    return Computed(
        f"{line.key}.sooner",
        Message("organisation_scan.left_over.label"),
        value,
        Unit.EURO,
        Explanation(Message("organisation_scan.left_over.method"), inputs, (), Certainty.MEDIUM),
        low,
        high,
    )


def _either(bound: float | None, value: float | None) -> float:
    return bound if bound is not None else value or 0.0


def _notices(components: Sequence[ComponentLine], today: date, soon: int) -> Iterator[NoticeDay]:
    for line in components:
        for contract in line.contracts:
            if (
                contract.ends is None
                or contract.give_notice_by is None
                or contract.status == ApplicationStatus.ENDING
            ):
                continue
            days = (contract.give_notice_by - today).days
            yield NoticeDay(
                application=contract.id,
                component_name=line.name,
                name=contract.name,
                product=contract.product,
                on=contract.give_notice_by,
                ends=contract.ends,
                days=days,
                state=_notice_state(contract.ends, days, today, soon),
            )


def _notice_state(ends: date, days: int, today: date, soon: int) -> NoticeState:
    if ends < today:
        return NoticeState.ENDED
    if days < 0:
        return NoticeState.PASSED
    return NoticeState.SOON if days <= soon else NoticeState.LATER


def _findings(notices: Sequence[NoticeDay]) -> Iterator[Finding]:
    for state, level in (
        (NoticeState.SOON, Level.RED),
        (NoticeState.PASSED, Level.AMBER),
        (NoticeState.ENDED, Level.AMBER),
    ):
        found = [item for item in notices if item.state is state]
        if found:
            names = in_words(
                list(dict.fromkeys(f"{item.product or item.component_name} ({item.name})" for item in found))
            )
            yield Finding(
                f"notice_{state.value}",
                level,
                Message(f"organisation_scan.finding.notice_{state.value}", {"names": names}),
                Message(f"organisation_scan.finding.notice_{state.value}_action"),
            )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _line_from_plain(row: Mapping[str, Any]) -> ComponentLine:
    return ComponentLine(
        key=row["key"],
        name=row["name"],
        landscape=Landscape(row["landscape"]),
        double=tuple(row["double"]),
        contracts=tuple(_contract_from_plain(item) for item in row["contracts"]),
        without=tuple(row["without"]),
        comparison=Comparison(row["comparison"]),
        size=None,
        meaning=None,
    )


def _contract_from_plain(item: Mapping[str, Any]) -> Contract:
    return Contract(
        **{
            **item,
            "ends": _day(item["ends"]),
            "give_notice_by": _day(item["give_notice_by"]),
            "cost_known": Confidence(item["cost_known"]),
        }
    )
