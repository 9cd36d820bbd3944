"""One figure of all municipalities of the Netherlands, with where the partners stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from vierkant import reference
from vierkant.baseline.catalogue import Compare, Needs, lines
from vierkant.baseline.comparison import codes_of, percentile_of, quartiles_of
from vierkant.baseline.figures import source_line, statement_words
from vierkant.baseline.measures import FIELD_LINES, MAIN_FIELDS, compared_unit, country, statement_for
from vierkant.baseline.results import Statement
from vierkant.quantities import Message, Unit
from vierkant.reference import SizeClass


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure that can be compared: a line of the catalogue, for a main field where the line has several."""

    id: str
    line: str
    part: str
    label: Message


@dataclass(frozen=True, slots=True)
class Place:
    """Where one municipality stands. ``place`` counts from the highest; ``percentile`` is the share that has less."""

    code: str
    name: str
    value: float
    place: int
    percentile: float
    size_class: SizeClass
    class_first: float
    class_median: float
    class_third: float
    class_count: int


@dataclass(frozen=True, slots=True)
class NationalComparison:
    """A figure of all municipalities that have it. ``values`` are sorted from low to high, without names.

    ``statement`` is the budget or accounts of all of them, None for what is no money. ``absent`` are the codes asked
    for that have no figure.
    """

    id: str
    label: Message
    basis: Message
    unit: Unit
    decimals: int
    statement: Statement | None
    source: str
    count: int
    first_quartile: float
    median: float
    third_quartile: float
    values: tuple[float, ...]
    places: tuple[Place, ...]
    absent: tuple[str, ...]


@cache
def choices() -> tuple[Choice, ...]:
    """What can be compared, in the order of the page."""
    return tuple(_choices())


def _choices() -> Iterator[Choice]:
    for line in lines().values():
        if line.compare is Compare.NONE or line.needs is not Needs.NOTHING or line.id == "fte":
            continue
        for part in MAIN_FIELDS if line.id in FIELD_LINES else ("",):
            title = Message(f"baseline.field.{part}")
            label = Message("baseline.of", {"what": line.label, "part": title}) if part else line.label
            yield Choice(f"{line.id}-{part}" if part else line.id, line.id, part, label)


def compare_all(choice: Choice, codes: Sequence[str]) -> NationalComparison | None:
    """All municipalities of today for one figure, and the place of those asked for; None when nobody has it.

    The figure is of the latest statement that most municipalities delivered.
    """
    line = lines()[choice.line]
    statement = _statement(choice.line)
    money = statement is not None and choice.line not in ("trend", "overrun")
    table = country(choice.line, statement if money else None, choice.part)
    if not table:
        return None
    ordered = sorted(table.values())
    first, middle, third = quartiles_of(ordered)
    unit = compared_unit(choice.line)
    return NationalComparison(
        id=choice.id,
        label=choice.label,
        basis=Message(f"baseline.basis.{line.compare.value}"),
        unit=unit,
        decimals=0 if unit is Unit.EURO_PER_RESIDENT else line.decimals,
        statement=statement,
        source=source_line(line),
        count=len(ordered),
        first_quartile=first,
        median=middle,
        third_quartile=third,
        values=tuple(ordered),
        places=tuple(_place(code, table) for code in dict.fromkeys(codes) if code in table),
        absent=tuple(code for code in dict.fromkeys(codes) if code not in table),
    )


@cache
def _statement(line: str) -> Statement | None:
    """The statement that most municipalities would take for this line."""
    found = [statement_for(line, item.code) for item in reference.municipalities()]
    known = [item for item in found if item is not None]
    return max(dict.fromkeys(known), key=known.count) if known else None


def _place(code: str, values: Mapping[str, float]) -> Place:
    item = reference.municipality(code)
    if item is None:
        raise KeyError(code)
    value = values[code]
    members = codes_of(item.size_class)
    of_class = [each for other, each in values.items() if other in members]
    first, middle, third = quartiles_of(of_class)
    return Place(
        code=code,
        name=item.name,
        value=value,
        place=1 + sum(each > value for each in values.values()),
        percentile=percentile_of(value, values.values()),
        size_class=item.size_class,
        class_first=first,
        class_median=middle,
        class_third=third,
        class_count=len(of_class),
    )


def statement_text(comparison: NationalComparison) -> Message | None:
    """The statement in words, for a line under the heading."""
    return statement_words(comparison.statement) if comparison.statement else None
