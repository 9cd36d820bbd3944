"""Figures that a partner can take over in its part of a task, each with its source, year and range."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from vierkant import reference
from vierkant.baseline.assessment import cost_per_fte, shared_codes
from vierkant.baseline.figures import statement_words
from vierkant.baseline.outsourcing import outsourcing_of
from vierkant.baseline.results import (
    BaselinePartner,
    BaselineTask,
    OutsourcingSign,
    Proposal,
    Statement,
)
from vierkant.baseline.statements import answer_of, delivered, latest, with_salaries
from vierkant.quantities import Certainty, Confidence, Figure, Message, Unit
from vierkant.reference import StatementKind
from vierkant.sources import Parameter, Source

_KIND_IN_KEY = {StatementKind.BUDGET: "begroting", StatementKind.ACCOUNTS: "jaarrekening"}
_COST_KEY = "kosten-per-fte"


def proposals(
    partners: Sequence[BaselinePartner],
    tasks: Sequence[BaselineTask],
    *,
    assumptions: Mapping[str, Figure],
    own_staff: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """For each partner and task what open data propose: ``own_fte``, ``cost_per_fte``, ``other_cost``, ``volume``.

    ``own_fte`` times ``cost_per_fte`` plus ``other_cost`` is what the partner budgets for the taakveld. Where staff
    seem to sit in an arrangement only the volume is proposed: the amounts would be no baseline. ``own_staff`` are the
    partners that say that their staff are their own all the same. Partners that share a municipality, like its
    departments, get none: nobody can tell which part is whose.
    """
    cost = cost_per_fte(assumptions)
    own = "business_case.price.cost_per_fte" in assumptions
    found: list[Proposal] = []
    shared = shared_codes(partners)
    for partner in partners:
        if partner.municipality is None or reference.municipality(partner.municipality) is None:
            continue
        if partner.municipality in shared:
            continue
        for task in tasks:
            if task.counts_residents:
                found.append(_volume(partner.id, partner.municipality, task))
            if partner.id in own_staff or not _sits_elsewhere(partner.municipality):
                found.extend(_of(partner.id, partner.municipality, task, cost, own=own))
    return tuple(found)


def _sits_elsewhere(code: str) -> bool:
    return outsourcing_of(code).sign is OutsourcingSign.LIKELY


def _of(partner: str, code: str, task: BaselineTask, cost: Parameter, *, own: bool) -> Iterator[Proposal]:
    amounts = _amounts(code, task)
    if amounts is None:
        return
    statement, salaries, other = amounts
    key, source = f"iv3-{_KIND_IN_KEY[statement.kind]}-{statement.year}", _iv3(statement)
    if salaries > 0:
        fte = _fte(salaries, cost, key, statement.year)
        note = Message("baseline.note.own_fte", {"statement": statement_words(statement)})
        yield Proposal(partner, task.id, "own_fte", _label("own_fte"), Unit.FTE, fte, key, source, note)
        if not own:
            yield _cost(partner, task, cost)
    if other >= 0:
        figure = Figure(value=other, source=key, year=statement.year, confidence=Confidence.PUBLISHED)
        name = "hired" if task.whole_organisation else "other_cost"
        note = Message(f"baseline.note.{name}", {"statement": statement_words(statement)})
        yield Proposal(
            partner,
            task.id,
            "other_cost",
            _label("other_cost"),
            Unit.EURO_PER_YEAR,
            figure,
            key,
            source,
            note,
        )


def _amounts(code: str, task: BaselineTask) -> tuple[Statement, int, int] | None:
    """Statement, salaries and other cost of a task in whole euros; None when they are not known."""
    if task.whole_organisation:
        statement = latest(code)
        if statement is None:
            return None
        row = delivered(code)[statement]
        return statement, row.salaries, row.hired_staff
    statement = with_salaries(code)
    if task.taakveld is None or statement is None:
        return None
    found = answer_of(code, task.taakveld, statement).finances
    if found is None or found.salaries is None:
        return None
    return statement, found.salaries, found.expenditure - found.salaries


def _fte(salaries: int, cost: Parameter, key: str, year: int) -> Figure:
    value = round(salaries / cost.value, 2)
    low = high = None
    if cost.low and cost.high:
        low, high = min(round(salaries / cost.high, 2), value), max(round(salaries / cost.low, 2), value)
    return Figure(value=value, low=low, high=high, source=key, year=year, confidence=Confidence.ESTIMATED)


def _cost(partner: str, task: BaselineTask, cost: Parameter) -> Proposal:
    figure = Figure(
        value=cost.value,
        low=cost.low,
        high=cost.high,
        source=_COST_KEY,
        year=cost.year,
        confidence=Confidence.ESTIMATED,
    )
    source = Source(title=cost.source, year=cost.year, certainty=cost.certainty)
    return Proposal(
        partner, task.id, "cost_per_fte", _label("cost_per_fte"), Unit.EURO_PER_FTE, figure, _COST_KEY, source,
        Message("baseline.note.cost_per_fte"),
    )  # fmt: skip


def _volume(partner: str, code: str, task: BaselineTask) -> Proposal:
    item = reference.municipality(code)
    population = item.population if item else {}
    year = max(population)
    key = f"cbs-inwoners-{year}"
    found = reference.source("population")
    source = found.model_copy(update={"year": year, "note": None})
    figure = Figure(value=population[year], source=key, year=year, confidence=Confidence.PUBLISHED)
    return Proposal(partner, task.id, "volume", _label("volume"), Unit.RESIDENTS, figure, key, source)


def _label(name: str) -> Message:
    return Message(f"baseline.proposal.{name}")


def _iv3(statement: Statement) -> Source:
    found = reference.source("taakveld_finances")
    kind = {StatementKind.BUDGET: "begroting", StatementKind.ACCOUNTS: "jaarrekening"}[statement.kind]
    return Source(
        title=f"Iv3, {kind} {statement.year}: lasten en salarissen per taakveld",
        publisher=found.publisher,
        url=found.url,
        year=statement.year,
        licence=found.licence,
        certainty=Certainty.HIGH,
    )
