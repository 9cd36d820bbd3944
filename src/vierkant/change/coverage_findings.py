"""What stands out in the coverage; no small group is ever named, nor a line that is for small groups alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from vierkant.change.guidance_file import LANGUAGES
from vierkant.change.inputs import Change, Group, Intervention
from vierkant.change.library import library
from vierkant.change.phases import Phase, PhaseModel
from vierkant.change.plan_results import CoverageCell
from vierkant.change.planned import phases_of, unknown_phases
from vierkant.change.settings import PHASES
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Missing

MOST_NAMED = 10
"""Findings of one kind that are named one by one; the others are counted."""


def cell_findings(
    cells: Sequence[CoverageCell], groups: Sequence[Group], model: PhaseModel, smallest: int
) -> Iterator[Finding]:
    """Groups without a step, help that comes too late, and too few places."""
    names = {group.id: group.name for group in groups}
    small = {group.id for group in groups if group.size < smallest}
    words = {phase.id: phase_word(phase, model) for phase in model.phases}
    empty: dict[str, list[str]] = {}
    for cell in cells:
        if not cell.planned:
            empty.setdefault(cell.group, []).append(cell.phase)
    named = [group for group in empty if group not in small]
    for group in named[:MOST_NAMED]:
        told = Message("guidance.phase_count", {"count": len(empty[group]), "all": len(model.phases)})
        phases: MessageArgument = words[empty[group][0]] if len(empty[group]) == 1 else told
        yield _finding(
            f"nothing_planned_{group}", "nothing_planned", Level.RED, group=names[group], phases=phases
        )
    if len(named) > MOST_NAMED:
        yield _finding("more_groups", "more_groups", Level.RED, count=len(named) - MOST_NAMED)
    if len(named) < len(empty):
        yield _finding("small_groups", "small_groups", Level.RED, count=len(empty) - len(named))
    late = [cell for cell in cells if _late(cell)]
    short = [cell for cell in cells if cell.short]
    for kind, found in (("late", late), ("short", short)):
        told_cells = [cell for cell in found if cell.group not in small]
        for cell in told_cells[:MOST_NAMED]:
            yield _finding(
                f"{kind}_{cell.group}_{cell.phase}",
                kind,
                Level.AMBER,
                group=names[cell.group],
                phase=words[cell.phase],
                **_details(cell, kind),
            )
        if len(told_cells) > MOST_NAMED:
            yield _finding(f"more_{kind}", f"more_{kind}", Level.AMBER, count=len(told_cells) - MOST_NAMED)
        if len(told_cells) < len(found):
            yield _finding(f"small_{kind}", f"small_{kind}", Level.AMBER, count=len(found) - len(told_cells))


def row_findings(change: Change, model: PhaseModel, smallest: int) -> Iterator[Finding]:
    """What a line of the plan lacks."""
    hidden = 0
    for row in change.interventions:
        found = list(_of_row(row, model))
        if found and for_small(row, change.groups, smallest):
            hidden += 1
        else:
            yield from found
    if hidden:
        yield _finding("for_small", "for_small", Level.AMBER, count=hidden)


def _of_row(row: Intervention, model: PhaseModel) -> Iterator[Finding]:
    item = library().get(row.item) if row.item is not None else None
    if item is None and row.item is not None:
        yield _finding(f"unknown_item_{row.id}", "unknown_item", Level.RED, name=row.name, item=row.item)
    hours = row.hours_per_person.value if row.hours_per_person else item.hours_per_person if item else 0
    if not hours:
        yield _finding(f"no_hours_{row.id}", "no_hours", Level.AMBER, name=row.name)
    if not row.owner:
        yield _finding(f"no_owner_{row.id}", "no_owner", Level.AMBER, name=row.name)
    unknown = unknown_phases(row, model)
    if unknown:
        yield _finding(
            f"unknown_phase_{row.id}", "unknown_phase", Level.AMBER, name=row.name, phase=", ".join(unknown)
        )
    elif not phases_of(row, model):
        yield _finding(f"no_phase_{row.id}", "no_phase", Level.AMBER, name=row.name)


def coverage_missing(change: Change, starts: Mapping[str, date | None], smallest: int) -> Iterator[Missing]:
    """What the dossier does not say, and what that costs."""
    if not change.groups:
        yield _missing("people", "groups")
    elif not change.interventions:
        yield _missing("interventions", "interventions")
    without = sum(start is None for start in starts.values())
    if without:
        yield _missing("change_plan", "starts", count=without)
    hidden = 0
    for row in change.interventions:
        if row.from_on is None:
            if for_small(row, change.groups, smallest):
                hidden += 1
            else:
                yield _missing("interventions", "from_on", name=row.name)
    if hidden:
        yield _missing("interventions", "from_on_small", count=hidden)


def for_small(row: Intervention, groups: Sequence[Group], smallest: int) -> bool:
    """Whether every group that the line serves is under the floor, so that its name would point at one."""
    served = [group for group in groups if not row.groups or group.id in row.groups]
    return bool(served) and all(group.size < smallest for group in served)


def phase_word(phase: Phase, model: PhaseModel) -> Message | str:
    """The name of a phase in a sentence of either language; of a model with names of its own, both names."""
    if model.id == "five" and phase.id in PHASES:
        return Message(f"change.phase.{phase.id}.name")
    names = tuple(dict.fromkeys(phase.name[language] for language in LANGUAGES))
    return "“{}”".format(" / ".join(names))


def is_late(available: date | None, needed: date | None) -> bool:
    """Whether the first help begins after the week in which it is needed."""
    return available is not None and needed is not None and (available - needed).days > 6


def _late(cell: CoverageCell) -> bool:
    return is_late(cell.available_from, cell.from_week)


def _details(cell: CoverageCell, kind: str) -> dict[str, MessageArgument]:
    if kind == "short":
        return {"count": cell.short}
    available, needed = cell.available_from, cell.from_week
    return {"weeks": (available - needed).days // 7 if available and needed else 0}


def _finding(identifier: str, name: str, level: Level, /, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=identifier,
        level=level,
        text=Message(f"guidance.finding.{name}", arguments),
        action=Message(f"guidance.action.{name}", arguments),
        certainty=Certainty.HIGH,
    )


def _missing(section: str, name: str, /, **arguments: MessageArgument) -> Missing:
    return Missing(
        section,
        Message(f"guidance.missing.{name}", arguments),
        Message(f"guidance.missing_cost.{name}", arguments),
    )
