"""Which sheets and columns a dossier has in a spreadsheet. Derived from the models, so that no field is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from vierkant.business_case.inputs import Task, TaskPart
from vierkant.calendar.inputs import Period
from vierkant.change.inputs import ChangePlan, Group
from vierkant.cost_sharing.inputs import Ingredient, ProductPart
from vierkant.documents.spreadsheet_models import (
    FRACTIONS,
    GRIP_RECORDS,
    HUMAN_SIDE,
    INTEREST_RECORDS,
    MAY_BE_NEGATIVE,
    MODELS,
    OWN_UNITS,
    UNITS,
)
from vierkant.dossier.sections import (
    GRIP_SECTIONS,
    INTEREST_SECTIONS,
    NUMBER_SECTIONS,
    SCAN_SECTIONS,
    Agreements,
    Cooperation,
    Dossier,
    Measure,
    Partner,
)
from vierkant.four_ks.inputs import ExpertisePart, Function
from vierkant.four_ks.inputs_service import ChannelPart
from vierkant.grip.instruments import instrument_ids
from vierkant.legal_form.inputs import Answers, Criterion
from vierkant.organisation_scan.inputs import ProcessPart
from vierkant.positions.inputs import PositionScore
from vierkant.quantities import Confidence, Distribution, Figure, Share, Unit
from vierkant.sources import Source

ANY = "*"
"""Stands in a column's path for the partner that the row is about."""

Reference = Literal[
    "partners",
    "sources",
    "tasks",
    "functions",
    "people",
    "assumptions",
    "boards",
    "councils",
    "zienswijze_points",
    "expertise",
    "channels",
    "budgets",
    "processes",
    "products",
    "voting_rules",
    "issues",
]


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    WHOLE = "whole"
    YEAR = "year"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    """Several words of a list, with commas between them."""
    KEYS = "keys"
    """Several keys, with commas between them."""
    DATES = "dates"
    """Several days, with semicolons between them or one per line."""
    PERIODS = "periods"
    """Several periods, one per line."""


class Shape(StrEnum):
    """How a sheet is built."""

    RECORD = "record"
    """One field per row: label, value, and the parts of a figure beside it."""
    ROWS = "rows"
    """One row per item of a list."""
    MAPPING = "mapping"
    """One row per key."""
    INNER = "inner"
    """One row per item and partner: what each partner brings."""
    LINES = "lines"
    """Any number of rows per item, in their order: what a partner says about each issue."""


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of an item: a field, or one of the seven parts of a figure (the last step of ``path``)."""

    path: tuple[str, ...]
    kind: Kind
    choices: type[StrEnum] | None = None
    reference: Reference | None = None
    unit: Unit | None = None
    """The unit of the figure that this column belongs to, or of whole euros; None when there is no fixed unit."""
    figure: bool = False
    """True for the seven columns of a figure."""
    section: str = ""
    """The section whose word for the field counts; empty where all sections have the same word."""

    @property
    def field(self) -> str:
        """The field of the dossier that names the column: without the partner and the part of the figure."""
        steps = [step for step in (self.path[:-1] if self.figure else self.path) if step != ANY]
        return steps[-1] if steps else ""

    @property
    def part(self) -> str | None:
        """Which part of a figure: ``value``, ``low``, … ; None when it is no figure."""
        return self.path[-1] if self.figure else None

    @property
    def may_be_negative(self) -> bool:
        """Whether the value may lie below zero; what is spread around it may then as well."""
        return (self.section, self.field) in MAY_BE_NEGATIVE


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the spreadsheet."""

    key: str
    section: str
    shape: Shape
    columns: tuple[Column, ...]
    keys: int = 0
    """How many of the first columns say what the row is about (inner sheets and mappings)."""


PRESENT = Column(("present",), Kind.YES_NO)
"""Says that a section is in the dossier even when all its fields are empty; not a field of the dossier itself."""

_TASK = Column(("task",), Kind.TEXT, reference="tasks")
_FUNCTION = Column(("function",), Kind.TEXT, reference="functions")
_PARTNER = Column(("partner",), Kind.TEXT, reference="partners")
_REFERENCES: dict[str, Reference] = {
    "partner": "partners", "centre": "partners", "source": "sources", "group": "people", "groups": "people",
    "board": "boards", "councils": "councils", "point": "zienswijze_points", "must_agree": "partners",
    "casting_vote": "partners", "between": "partners", "issue": "issues", "voting_rule": "voting_rules",
}  # fmt: skip
_OWN_REFERENCES: dict[tuple[str, str], Reference] = {
    ("people", "function"): "functions", ("impact", "id"): "people", ("lead_scores", "id"): "people",
    ("budget_changes", "budget"): "budgets",
}  # fmt: skip
"""Fields that refer to something in one section only."""

_YEARS = ("year", "started", "ended", "evaluated")
_COUNTS = frozenset({("transition_costs", "year")})
"""Named like a calendar year, but a number of years: it may lie below zero."""

LATER_PARTS = frozenset({"distribution"})
"""Parts of a figure that a spreadsheet of before the numbers does not have."""

Instrument: type[StrEnum] = StrEnum("Instrument", {key.upper(): key for key in instrument_ids()})  # type: ignore[misc]
"""The instruments of councils: in a file a key, in a spreadsheet a word to choose."""

_OWN_CHOICES: dict[tuple[str, str], type[StrEnum]] = {("instruments", "id"): Instrument}
"""Keys of which we know all: people choose a word."""

LATER_FIELDS = {
    "form_answers": frozenset(
        {
            "equal_partners", "harmonise_policy", "binding", "share_surplus", "residents_execute", "temporary",
            "fixed_result", "societal_question", "shared_support", "kind",
            *(f"weight_{criterion.value}" for criterion in Criterion),
        }
    ),
    "agreements": frozenset({"centre"}),
}  # fmt: skip
"""Rows of a record sheet that an older spreadsheet does not have: of before the calendar and grip, or the numbers."""


@cache
def sheets() -> tuple[Sheet, ...]:
    """All sheets with content of the dossier, in the order in which people fill them in."""
    return (
        Sheet("cooperation", "cooperation", Shape.RECORD, tuple(_fields(Cooperation))),
        Sheet("partners", "partners", Shape.ROWS, tuple(_fields(Partner))),
        Sheet("tasks", "tasks", Shape.ROWS, tuple(_fields(Task))),
        Sheet("task_parts", "tasks", Shape.INNER, (_TASK, _PARTNER, *_fields(TaskPart, ("parts", ANY))), 2),
        Sheet("functions", "functions", Shape.ROWS, tuple(_fields(Function))),
        Sheet(
            "function_parts",
            "functions",
            Shape.INNER,
            (_FUNCTION, _PARTNER, Column(("qualified", ANY), Kind.WHOLE)),
            2,
        ),
        Sheet("people", "people", Shape.ROWS, tuple(_fields(Group, section="people"))),
        Sheet("change_plan", "change_plan", Shape.RECORD, (PRESENT, *_fields(ChangePlan))),
        *(Sheet(name, name, Shape.ROWS, tuple(_fields(MODELS[name], section=name))) for name in HUMAN_SIDE),
        Sheet(
            "form_answers",
            "form_answers",
            Shape.RECORD,
            (PRESENT, *_fields(Answers, section="form_answers")),
        ),
        Sheet("agreements", "agreements", Shape.RECORD, (PRESENT, *_fields(Agreements))),
        Sheet(
            "agreement_parts",
            "agreements",
            Shape.INNER,
            (_PARTNER, *_figure(("cost_key", ANY), Unit.SHARE), Column(("votes", ANY), Kind.WHOLE)),
            1,
        ),
        *(_grip_sheet(name) for name in GRIP_SECTIONS),
        *(sheet for name in NUMBER_SECTIONS for sheet in _with_parts(name)),
        *(sheet for name in INTEREST_SECTIONS for sheet in _interest_sheets(name)),
        *(sheet for name in SCAN_SECTIONS for sheet in _with_parts(name)),
        Sheet("measures", "measures", Shape.ROWS, tuple(_fields(Measure))),
        Sheet(
            "assumptions",
            "assumptions",
            Shape.MAPPING,
            (Column(("assumption",), Kind.TEXT, reference="assumptions"), *_figure((), None)),
            1,
        ),
        Sheet(
            "sources",
            "sources",
            Shape.MAPPING,
            (Column(("id",), Kind.TEXT), *_fields(Source)),
            1,
        ),
    )


def _grip_sheet(name: str) -> Sheet:
    columns = tuple(_fields(MODELS[name], section=name))
    if name in GRIP_RECORDS:
        return Sheet(name, name, Shape.RECORD, (PRESENT, *columns))
    return Sheet(name, name, Shape.ROWS, columns)


def _interest_sheets(name: str) -> Iterator[Sheet]:
    """A key has a weight for each ingredient; costs per coalition and positions have a second sheet of their own."""
    if name not in INTEREST_RECORDS:
        yield from _with_parts(name)
    else:
        columns = [PRESENT, *_fields(MODELS[name], section=name)]
        if name == "key_design":
            columns += (Column(("weights", item.value), Kind.SHARE, section=name) for item in Ingredient)
        yield Sheet(name, name, Shape.RECORD, tuple(columns))
    if name == "coalition_costs":
        cost = Column(("costs", ANY), Kind.NUMBER, unit=Unit.EURO_PER_YEAR, section=name)
        yield Sheet(f"{name}_table", name, Shape.INNER, (Column(("coalition",), Kind.TEXT), cost), 1)
    elif name == "positions":
        columns = [_PARTNER, *_fields(PositionScore, ("scores",), section=name)]
        yield Sheet(f"{name}_scores", name, Shape.LINES, tuple(columns), 1)


_BROUGHT: dict[str, tuple[Reference, type[BaseModel]]] = {
    "expertise": ("expertise", ExpertisePart),
    "channels": ("channels", ChannelPart),
    "processes": ("processes", ProcessPart),
    "products": ("products", ProductPart),
}
"""Sections about numbers, interests and organisations to which each partner brings a part of its own."""


def _with_parts(name: str) -> Iterator[Sheet]:
    yield Sheet(name, name, Shape.ROWS, tuple(_fields(MODELS[name], section=name)))
    if name in _BROUGHT:
        reference, model = _BROUGHT[name]
        key = Column((name,), Kind.TEXT, reference=reference)
        yield Sheet(
            f"{name}_parts",
            name,
            Shape.INNER,
            (key, _PARTNER, *_fields(model, ("parts", ANY), section=name)),
            2,
        )


def sheets_of(section: str) -> tuple[Sheet, ...]:
    """The sheets that hold a section: one, or two when partners have parts in it."""
    return tuple(sheet for sheet in sheets() if sheet.section == section)


def required(sheet: Sheet, column: Column) -> bool:
    """Whether a row cannot do without this cell."""
    if column in sheet.columns[: sheet.keys] or column.path == ("qualified", ANY):
        return True
    model = MODELS[sheet.section]
    return (
        sheet.shape not in (Shape.INNER, Shape.LINES)
        and not (column.figure and len(column.path) > 1)
        and column.path[0] in model.model_fields
        and model.model_fields[column.path[0]].is_required()
    )


def _fields(model: type[BaseModel], prefix: tuple[str, ...] = (), *, section: str = "") -> Iterator[Column]:
    for name, item in model.model_fields.items():
        annotation = item.rebuild_annotation()
        path = (*prefix, name)
        if any(_is_mapping(part) or part is PositionScore for part in _parts(annotation)):
            continue  # what each partner brings has a sheet of its own
        if Figure in _parts(annotation):
            share = Share in _alternatives(annotation)
            unit = Unit.SHARE if share else OWN_UNITS.get((section, name), UNITS.get(name))
            yield from (replace(column, section=section) for column in _figure(path, unit))
        else:
            found = _plain(path, annotation)
            if (section, name) in _COUNTS:
                found = replace(found, kind=Kind.WHOLE)
            if (section, name) in FRACTIONS:
                found = replace(found, kind=Kind.SHARE)
            own = _OWN_REFERENCES.get((section, name))
            whole_euros = OWN_UNITS.get((section, name))
            found = replace(found, section=section, reference=own or found.reference, unit=whole_euros)
            chosen = _OWN_CHOICES.get((section, name))
            yield replace(found, kind=Kind.CHOICE, choices=chosen) if chosen else found


def _figure(prefix: tuple[str, ...], unit: Unit | None) -> Iterator[Column]:
    kind = Kind.SHARE if unit is Unit.SHARE else Kind.NUMBER
    for part in ("value", "low", "high"):
        yield Column((*prefix, part), kind, unit=unit, figure=True)
    yield Column((*prefix, "source"), Kind.TEXT, reference="sources", figure=True)
    yield Column((*prefix, "year"), Kind.YEAR, figure=True)
    yield Column((*prefix, "confidence"), Kind.CHOICE, choices=Confidence, figure=True)
    yield Column((*prefix, "distribution"), Kind.CHOICE, choices=Distribution, figure=True)


def _plain(path: tuple[str, ...], annotation: Any) -> Column:
    parts = list(_parts(annotation))
    enums = [part for part in parts if isinstance(part, type) and issubclass(part, StrEnum)]
    if enums:
        several = frozenset in parts or tuple in parts
        return Column(path, Kind.CHOICES if several else Kind.CHOICE, choices=enums[0])
    if tuple in parts and (date in parts or Period in parts):
        return Column(path, Kind.PERIODS if Period in parts else Kind.DATES)
    if bool in parts:
        return Column(path, Kind.YES_NO)
    if date in parts:
        return Column(path, Kind.DATE)
    if int in parts:
        return Column(path, Kind.YEAR if path[-1].endswith(_YEARS) else Kind.WHOLE)
    if float in parts:
        return Column(path, Kind.NUMBER)
    if str in parts:
        kind = Kind.KEYS if tuple in parts else Kind.TEXT
        return Column(path, kind, reference=_REFERENCES.get(path[-1]))
    raise TypeError(f"a spreadsheet has no cell for {annotation!r} ({'.'.join(path)})")


def _alternatives(annotation: Any) -> Iterator[Any]:
    """The annotation and what it is a union or an annotated form of."""
    yield annotation
    for argument in get_args(annotation):
        yield from _alternatives(argument)


def _parts(annotation: Any) -> Iterator[Any]:
    """All types in an annotation, containers by their origin."""
    yield annotation if get_origin(annotation) is None else get_origin(annotation)
    for argument in get_args(annotation):
        yield from _parts(argument)


def _is_mapping(part: Any) -> bool:
    return isinstance(part, type) and hasattr(part, "keys") and not issubclass(part, str)


assert set(MODELS) == set(Dossier.model_fields) - {"schema_version"}  # noqa: S101  (a new section needs a sheet)
