"""What the dossier does not say, and what that costs in certainty."""

from __future__ import annotations

from collections.abc import Iterator

from vierkant.business_case.curves import evidence_of, group_of
from vierkant.business_case.inputs import CaseInput, Task, TaskPart
from vierkant.business_case.results import Evidence
from vierkant.quantities import Message, Missing

_RESIDENT_UNITS = frozenset({"inwoners", "inwoner", "residents", "resident"})


def counts_residents(task: Task) -> bool:
    """True when the task's volumes are residents, so that they can be put on a scale curve."""
    return task.unit is None or task.unit.strip().lower() in _RESIDENT_UNITS


def countable(part: TaskPart) -> bool:
    """True when the part says something about its present cost."""
    return part.own_fte is not None or part.other_cost is not None


def partners_with_cost(case: CaseInput) -> frozenset[str]:
    """The partners of the case that give the present cost of at least one task."""
    known = {partner.id for partner in case.partners}
    return frozenset(
        partner
        for task in case.tasks
        for partner, part in task.parts.items()
        if partner in known and countable(part)
    )


def anything_to_count(case: CaseInput) -> bool:
    """True when at least one partner of the case gives the cost of at least one task."""
    return bool(partners_with_cost(case))


def missing(case: CaseInput) -> tuple[Missing, ...]:
    """Everything that is not filled in, by section. Without partners, tasks or costs nothing can be counted."""
    found: list[Missing] = []
    if not case.partners:
        found.append(_missing("partners", "partners"))
    if not case.tasks:
        found.append(_missing("tasks", "tasks"))
    for task in case.tasks:
        found.extend(_task(task, case))
    if case.tasks and case.partners and not anything_to_count(case):
        found.append(_missing("tasks", "costs"))
    found.extend(
        _missing("tasks", "partner_without_task", partner.id, partner_name=partner.name)
        for partner in case.partners
        if case.tasks and not any(partner.id in task.parts for task in case.tasks)
    )
    if case.start_year is None:
        found.append(_missing("cooperation", "start_year"))
    internal = case.same_employer or case.kind == "internal"
    if case.cost_key is None and not internal:
        found.append(_missing("agreements", "cost_key"))
    if case.transition_budget is None and not any(line.amount for line in case.transition_costs):
        found.append(_missing("agreements", "transition_budget"))
    if case.change_cost is None:
        found.append(_missing("measures", "change_cost"))
    if case.form is None:
        found.append(_missing("agreements", "form"))
    if not internal and anything_to_count(case):
        found.extend(_finances(case))
    if "business_case.coordination.measured_hours" not in case.assumptions and not case.coordination_hours:
        found.append(_missing("coordination_hours", "measured_hours"))
    return tuple(found)


def _finances(case: CaseInput) -> Iterator[Missing]:
    """What only a partner's own controller knows. Never guessed: a flat rate for VAT does not exist."""
    own = {partner.id: partner.finances for partner in case.partners if partner.finances is not None}
    vat = [partner.name for partner in case.partners if partner.id not in own or own[partner.id].vat is None]
    if vat:
        yield _missing("finances", "vat", partners=", ".join(vat))
    wages = [
        partner.name
        for partner in case.partners
        if partner.id not in case.wage_cost
        and (partner.id not in own or own[partner.id].wage_harmonisation is None)
    ]
    if wages:
        yield _missing("finances", "wage_harmonisation", partners=", ".join(wages))


def _missing(section: str, name: str, partner: str | None = None, **arguments: str) -> Missing:
    return Missing(
        section,
        Message(f"business_case.missing.{name}", arguments),
        Message(f"business_case.missing_cost.{name}", arguments),
        partner,
    )


def _task(task: Task, case: CaseInput) -> Iterator[Missing]:
    names = {partner.id: partner.name for partner in case.partners}
    residents = {partner.id: partner.residents for partner in case.partners}
    parts = {partner: part for partner, part in task.parts.items() if partner in names}
    if len(parts) < 2:
        yield _missing("tasks", "second_partner", task=task.name)
    evidence = evidence_of(group_of(task.taakveld), case.assumptions)
    needs_scale = not task.whole_organisation and evidence is not Evidence.NONE
    for partner, part in parts.items():
        about = {"task": task.name, "partner_name": names[partner]}
        if not countable(part):
            yield _missing("tasks", "part_cost", partner, **about)
        elif part.own_fte is not None and part.cost_per_fte is None and task.cost_per_fte is None:
            yield _missing("tasks", "cost_per_fte", partner, **about)
        has_volume = counts_residents(task) and part.volume is not None
        if needs_scale and not has_volume and residents[partner] is None:
            yield _missing("tasks", "volume", partner, **about)
    if task.taakveld is None and not task.whole_organisation:
        yield _missing("tasks", "taakveld", task=task.name)
    if task.planned_saving is not None and task.planned_saving.value > 0 and task.planned_from is None:
        yield _missing("tasks", "planned_from", task=task.name)
