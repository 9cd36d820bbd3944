"""The figures of one municipality, each with its explanation and beside those of its size class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vierkant import reference
from vierkant.baseline.catalogue import Compare, Line, Origin, lines
from vierkant.baseline.comparison import peers_of
from vierkant.baseline.measures import (
    MAIN_FIELDS,
    compared_unit,
    country,
    distance_to,
    overrun_year,
    residents_in,
    shared_with,
    spread,
    statement_for,
    trend_years,
    value_of,
)
from vierkant.baseline.results import (
    BaselineFigure,
    BaselineTask,
    OutsourcingSign,
    Peers,
    Statement,
    Topic,
    Unfilled,
)
from vierkant.baseline.statements import delivered
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Input,
    Message,
    MessageArgument,
    Unit,
)
from vierkant.reference import Municipality
from vierkant.sources import Parameter

_FTE = ("fte", "task_fte")
_PER_RESIDENT_DECIMALS = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom the figures are made: the municipality, its tasks, the other municipalities, the cost of an FTE."""

    municipality: Municipality
    tasks: tuple[BaselineTask, ...]
    others: tuple[str, ...]
    cost_per_fte: Parameter
    sign: OutsourcingSign
    compared: bool = True
    """False leaves out the place among others, which takes the figures of the whole country."""

    @property
    def has_tasks(self) -> bool:
        """Whether there is a task that a figure can be about."""
        return any(task.taakveld for task in self.tasks)

    def counted(self) -> list[Line]:
        """The lines that belong in this baseline."""
        return [
            line for line in lines().values() if line.counts(tasks=self.has_tasks, partners=bool(self.others))
        ]


def figures_of(wanted: Wanted) -> tuple[list[BaselineFigure], list[Unfilled]]:
    """What is known, and what is not, line by line in the order of the page."""
    known: list[BaselineFigure] = []
    unknown: list[Unfilled] = []
    for line in wanted.counted():
        if line.origin is Origin.PARTNER:
            unknown.append(_unfilled(line, f"baseline.ask.{line.id}"))
            continue
        found = list(_line(wanted, line))
        known.extend(found)
        if not found:
            unknown.append(_unfilled(line, _why_unknown(wanted, line)))
    return known, unknown


def is_filled(line: Line, known: Sequence[BaselineFigure]) -> bool:
    """Whether a line has a figure that is a baseline."""
    return any(item.line == line.id and not item.doubtful for item in known)


def _unfilled(line: Line, reason: str) -> Unfilled:
    return Unfilled(line.id, line.topic, line.label, Message(reason), line.section)


def _why_unknown(wanted: Wanted, line: Line) -> str:
    if line.source in ("finances", "taakveld_finances"):
        return (
            "baseline.unknown.not_delivered"
            if not delivered(wanted.municipality.code)
            else "baseline.unknown.part"
        )
    return "baseline.unknown.nothing"


def _line(wanted: Wanted, line: Line) -> Iterator[BaselineFigure]:
    """The figures of one line: one, or one for every main field or task."""
    if line.topic is Topic.FIELDS:
        for field in MAIN_FIELDS:
            yield from _figure(wanted, line, field, _field_title(field))
    elif line.topic is Topic.TASKS:
        for task in wanted.tasks:
            if task.taakveld:
                yield from _figure(
                    wanted, line, task.taakveld, Message("baseline.plain", {"text": task.name}), task.id
                )
    elif line.id in ("near_partners", "distance", "shared_arrangements"):
        yield _together(wanted, line)
    else:
        yield from _figure(wanted, line)


def _field_title(field: str) -> Message:
    return Message(f"baseline.field.{field}")


def _figure(
    wanted: Wanted, line: Line, part: str = "", title: Message | None = None, key: str | None = None
) -> Iterator[BaselineFigure]:
    code = wanted.municipality.code
    statement = statement_for(line.id, code)
    value = value_of(line.id, code, statement, part)
    if value is None:
        return
    yield _made(
        wanted,
        line,
        value,
        statement,
        part if key is None else key,
        title,
        _peers(wanted, line, statement, part),
    )


def _peers(wanted: Wanted, line: Line, statement: Statement | None, part: str) -> Peers | None:
    if line.compare is Compare.NONE:
        return None
    place, size_class = (
        (line.id, statement if _is_money(line) else None, part),
        wanted.municipality.size_class,
    )
    if not wanted.compared:
        return None
    value, found = country(*place).get(wanted.municipality.code), spread(*place, size_class)
    return peers_of(value, found, compared_unit(line.id)) if value is not None and found is not None else None


def _is_money(line: Line) -> bool:
    """Whether the figure is of one statement: a trend is of several."""
    return line.source in ("finances", "taakveld_finances") and line.id not in ("trend", "overrun")


def _made(
    wanted: Wanted,
    line: Line,
    value: float,
    statement: Statement | None,
    part: str,
    title: Message | None,
    peers: Peers | None,
) -> BaselineFigure:
    low = high = None
    estimated = line.id in _FTE
    if estimated:
        cost = wanted.cost_per_fte
        low = value / cost.high if cost.high else None
        high = value / cost.low if cost.low else None
        peers = _in_fte(peers, cost.value) if peers else None
    year = statement.year if statement else reference.reference_date(line.source).year
    computed = Computed(
        id=f"baseline.{line.id}" + (f".{part}" if part else ""),
        label=line.label if title is None else Message("baseline.of", {"what": line.label, "part": title}),
        value=value / wanted.cost_per_fte.value if estimated else value,
        unit=line.unit,
        explanation=_explanation(wanted, line, value, statement),
        low=low,
        high=high,
        decimals=line.decimals,
    )
    return BaselineFigure(
        line=line.id,
        topic=line.topic,
        computed=computed,
        year=year,
        source=line.source,
        confidence=Confidence.ESTIMATED if estimated else Confidence.PUBLISHED,
        part=part,
        statement=statement,
        peers=peers,
        doubtful=line.doubted and wanted.sign is OutsourcingSign.LIKELY,
    )


def _in_fte(peers: Peers, cost: float) -> Peers:
    """Salaries per thousand residents become FTE per thousand residents, at one cost for all."""
    return Peers(
        size_class=peers.size_class,
        count=peers.count,
        value=peers.value / cost,
        unit=Unit.FTE,
        lowest=peers.lowest / cost,
        first_quartile=peers.first_quartile / cost,
        median=peers.median / cost,
        third_quartile=peers.third_quartile / cost,
        highest=peers.highest / cost,
        higher=peers.higher,
        percentile=peers.percentile,
    )


def _explanation(wanted: Wanted, line: Line, value: float, statement: Statement | None) -> Explanation:
    inputs: list[Input] = []
    if line.id in _FTE:
        inputs = [
            Input(
                Message("baseline.input.salaries"),
                value,
                Unit.EURO_PER_YEAR,
                Confidence.PUBLISHED,
                source_line(line),
            ),
            _cost_input(wanted.cost_per_fte),
        ]
    elif statement is not None and line.compare is Compare.PER_RESIDENT:
        residents = float(residents_in(wanted.municipality.code, statement))
        inputs = [
            Input(
                Message("baseline.input.residents", {"year": str(statement.year)}),
                residents,
                Unit.RESIDENTS,
                Confidence.PUBLISHED,
                reference.source("population").title,
            )
        ]
    return Explanation(
        method=Message(f"baseline.method.{line.id}", _arguments(wanted, line, statement)),
        inputs=tuple(inputs),
        sources=(source_line(line),),
        certainty=wanted.cost_per_fte.certainty if line.id in _FTE else Certainty.HIGH,
    )


def _cost_input(cost: Parameter) -> Input:
    return Input(
        Message("baseline.input.cost_per_fte"),
        cost.value,
        Unit.EURO_PER_FTE,
        Confidence.ESTIMATED,
        cost.source,
        cost.low,
        cost.high,
    )


def _arguments(wanted: Wanted, line: Line, statement: Statement | None) -> Mapping[str, MessageArgument]:
    code = wanted.municipality.code
    if line.id == "growth":
        years = wanted.municipality.population
        return {"first": str(min(years)), "last": str(max(years))}
    if line.id == "trend":
        first, last = trend_years(code) or (0, 0)
        return {"first": str(first), "last": str(last)}
    if line.id == "overrun":
        return {"year": str(overrun_year(code))}
    return {"statement": statement_words(statement)} if statement is not None else {}


def statement_words(statement: Statement) -> Message:
    """``the budget of 2026`` in words."""
    return Message(f"baseline.statement.{statement.kind.value}", {"year": str(statement.year)})


def source_line(line: Line) -> str:
    """The source of a line as people cite it."""
    found = reference.source(line.source)
    return f"{found.publisher}: {found.title}" if found.publisher else found.title


def _together(wanted: Wanted, line: Line) -> BaselineFigure:
    code, others = wanted.municipality.code, wanted.others
    values: Mapping[str, float] = {
        "near_partners": float(len(set(reference.neighbours(code)) & set(others))),
        "distance": distance_to(code, others) or 0.0,
        "shared_arrangements": float(len(shared_with(code, others))),
    }
    return _made(wanted, line, values[line.id], None, "", None, None)
