"""What is reserved for each group: its own lines or its own amount, and its share of lines for all groups together."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, hypot
from typing import Literal

from vierkant.change.inputs import Change, Group, LedgerKind, LedgerLine
from vierkant.change.ledger import GroupNeeds
from vierkant.change.needs import computed
from vierkant.change.settings import Range
from vierkant.quantities import Certainty, Computed, Confidence, Figure, Input, Message, Unit

Measure = Literal["hours", "euros"]

STAFF_KINDS = (LedgerKind.CONTACT, LedgerKind.PREPARATION, LedgerKind.PRACTICE)
"""Kinds whose hours are worked by the group itself."""


def reserved(change: Change, needs: GroupNeeds, measure: Measure) -> dict[str, Computed | None]:
    """Group → what is reserved for it; None when nothing is.

    A line for one group belongs to it whole. A line for all groups is shared out as the groups need that kind, so
    hours for talks go to groups of managers. Hours of who helps (change team, reserve) are not those of a group.
    Lines for a group replace the amount that stands at the group itself.
    """
    lines = [line for line in change.ledger if _figure(line, measure) is not None and _counts(line, measure)]
    return {group.id: _of_group(group, lines, needs, measure) for group in change.groups}


def _counts(line: LedgerLine, measure: Measure) -> bool:
    return measure == "euros" or line.kind in (*STAFF_KINDS, LedgerKind.MANAGER_TALKS)


def _figure(line: LedgerLine, measure: Measure) -> Figure | None:
    return line.hours if measure == "hours" else line.euros


def _of_group(
    group: Group, lines: Sequence[LedgerLine], needs: GroupNeeds, measure: Measure
) -> Computed | None:
    own = [figure for line in lines if line.group == group.id and (figure := _figure(line, measure))]
    at_group = group.hours_reserved if measure == "hours" else group.euros_reserved
    own = own or ([at_group] if at_group is not None else [])
    shared = fsum(_share(group, line, needs, measure) for line in lines if line.group is None)
    if not own and not shared:
        return None
    name = f"{measure}_reserved"
    unit = Unit.HOURS if measure == "hours" else Unit.EURO
    rows = [_row(name, figure, unit) for figure in own]
    if shared:
        # The lines say how sure they are; a share of them is an estimate at best.
        rows.append(Input(Message("change.input.shared_lines"), shared, unit, Confidence.ESTIMATED))
    value = fsum(figure.value for figure in own) + shared
    below = hypot(*(figure.value - figure.low for figure in own if figure.low is not None))
    above = hypot(*(figure.high - figure.value for figure in own if figure.high is not None))
    found = Range(value, max(0.0, value - below), value + above)
    method = "reserved_shared" if shared else "reserved"
    return computed(name, found, unit, rows, method=method, certainty=Certainty.HIGH)


def _share(group: Group, line: LedgerLine, needs: GroupNeeds, measure: Measure) -> float:
    by_kind = needs.hours if measure == "hours" else needs.euros
    weight = by_kind[line.kind.value]
    total = fsum(weight.values())
    if total <= 0:  # nobody needs this kind by our estimate: shared out as all euros are
        weight = {name: item.value for name, item in needs.total.items()}
        total = fsum(weight.values())
    figure = _figure(line, measure)
    return figure.value * weight.get(group.id, 0.0) / total if figure is not None and total > 0 else 0.0


def _row(name: str, figure: Figure, unit: Unit) -> Input:
    return Input(
        Message(f"change.label.{name}"),
        figure.value,
        unit,
        figure.confidence,
        figure.source,
        figure.low,
        figure.high,
    )
