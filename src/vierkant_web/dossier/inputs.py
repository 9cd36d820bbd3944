"""Between the rows of the database and the engine: the visible dossier, checks in the engine's words, choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.functional import lazy
from django.utils.text import capfirst, format_lazy

from vierkant import terms
from vierkant.dossier.checking import check_plain, validate_section
from vierkant.dossier.crosschecks import CAPABILITIES_WITH_PARAMETERS
from vierkant.dossier.parts import PARTNER_SECTIONS, merge, split
from vierkant.dossier.problems import Problem
from vierkant.dossier.sections import Dossier, KeyBasis, Stage, StumblingBlock
from vierkant.dossier.writing import to_plain_dossier
from vierkant.legal_form import questions
from vierkant.legal_form.inputs import Kind, LegalForm
from vierkant.quantities import Message, Unit
from vierkant.reference import (
    find_municipality,
    municipalities,
    municipality,
    municipality_problem,
    taakvelden,
)
from vierkant.sources import parameters
from vierkant_web.permissions import Visit
from vierkant_web.templatetags.words import page_language

__all__ = ["merge"]

Key = tuple[str, str]
Parts = Mapping[Key, Any]

INNER = {
    "tasks": "parts", "functions": "qualified", "expertise": "parts", "channels": "parts", "processes": "parts",
    "products": "parts",
}  # fmt: skip
"""Sections in which a partner adds its own side to the rows that all partners share."""
OWN_SECTIONS = PARTNER_SECTIONS
SMALLEST_GROUP = int(parameters("change")["smallest_group"].value)

say: Callable[[str], Any] = lazy(lambda identifier: terms.render(identifier, page_language()), str)
"""A word of the engine, in the language of the page."""
say_first: Callable[[str], Any] = lazy(
    lambda identifier: capfirst(terms.render(identifier, page_language())), str
)
"""The same with a capital: the word stands by itself."""


def _choices(prefix: str, values: Sequence[Any], suffix: str = "") -> tuple[tuple[str, Any], ...]:
    return tuple((item.value, say_first(f"{prefix}.{item.value}{suffix}")) for item in values)


STAGES = _choices("dossier.stage", tuple(Stage))
KEY_BASES = _choices("dossier.key_basis", tuple(KeyBasis))
BLOCKS = _choices("dossier.block_name", tuple(StumblingBlock))
LEGAL_FORMS = _choices("legal_form.form", tuple(LegalForm), ".name")


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem in a part: the row (0-based) or the key it is about, the field, and the sentence."""

    text: str
    row: int | None = None
    key: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question about the form."""

    field: str
    kind: str
    text: Any
    why: Any
    explanation: Any
    options: tuple[tuple[str, Any], ...]
    depends_on: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One of our own numbers, which a dossier may replace."""

    name: str
    room: str
    label: Any
    value: float
    low: float | None
    high: float | None
    unit: str
    source: str
    year: int
    certainty: str

    @property
    def is_share(self) -> bool:
        """Whether people write it as a percentage."""
        return self.unit == Unit.SHARE


def visible_dossier(place: Visit) -> dict[str, Any]:
    """The dossier in plain tables, with only what this visitor may see. One query."""
    return merge(contents(place))


def contents(place: Visit) -> dict[Key, Any]:
    """The content of every part that this visitor may see. One query."""
    rows = place.revisions().values_list("section", "partner", "content")
    return {(section, partner): content for section, partner, content in rows if content is not None}


def partner_names(plain: Mapping[str, Any]) -> dict[str, str]:
    """Partner → the name on screen, in the order of the dossier."""
    found = {}
    for row in plain.get("partners", ()):
        known = municipality(row.get("municipality") or "")
        found[row["id"]] = row.get("name") or (known.name if known else row["id"])
    return found


def towns(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Code and name of the municipalities among the partners."""
    found = (municipality(row.get("municipality") or "") for row in rows)
    return [(item.code, item.name) for item in found if item is not None]


@cache
def municipality_names() -> tuple[str, ...]:
    """All municipalities, in the order of the alphabet."""
    return tuple(sorted(item.name for item in municipalities()))


@cache
def taakveld_names() -> tuple[tuple[str, str], ...]:
    """Number and name of the taakvelden, in the order of the Iv3 list."""
    return tuple((item.code, item.title) for item in taakvelden())


def municipality_named(text: str) -> tuple[str, str] | None:
    """Code and name of the one municipality that the text means."""
    found = find_municipality(text)
    return (found.code, found.name) if found else None


def why_no_municipality(text: str) -> str:
    """Why the text does not mean one municipality, and what to do."""
    found = municipality_problem(text)
    return "" if found is None else sentences(found.what, found.action)


@cache
def form_questions(kind: Kind = Kind.INTERMUNICIPAL) -> tuple[Question, ...]:
    """The questions about the form for this kind of cooperation, in the order of asking."""
    return tuple(
        Question(
            field=item.field,
            kind=item.kind,
            text=say(item.text.id),
            why=say(item.why.id),
            explanation=say(item.explanation.id),
            options=tuple((option.value, say_first(option.label.id)) for option in item.options),
            depends_on=item.depends_on or "",
        )
        for item in questions(kind)
    )


@cache
def known_parameters() -> tuple[Parameter, ...]:
    """Our own numbers that a dossier may replace, room by room."""
    return tuple(
        Parameter(
            f"{room}.{name}",
            room,
            say(label) if terms.exists(label := f"{room}.parameter.{name}") else name.replace("_", " "),
            found.value,
            found.low,
            found.high,
            found.unit.value,
            found.source,
            found.year,
            found.certainty.value,
        )
        for room in CAPABILITIES_WITH_PARAMETERS
        for name, found in parameters(room).items()
    )


def confidence_word(confidence: str) -> str:
    """How a figure is known, in a word."""
    return terms.confidence(confidence, page_language())


def section_word(section: str) -> str:
    """The word for a section inside a sentence."""
    return terms.render(f"dossier.section.{section}", page_language())


def unit_word(unit: str) -> Any:
    """What stands behind the box of a number."""
    if unit == Unit.SHARE:
        return "%"
    if unit in (Unit.EURO_PER_YEAR, Unit.EURO_PER_FTE):
        return format_lazy("€ {unit}", unit=say(f"quantities.unit.{unit}"))
    return "" if unit in (Unit.NUMBER, Unit.YEAR) else say(f"quantities.unit.{unit}")


def check_part(parts: Parts, section: str, partner: str, content: Any) -> tuple[Any, list[Fault]]:
    """The content as the dossier writes it, and everything that is wrong with it, in the engine's words.

    First the part by itself, then what does not fit with the other parts that the writer sees. What is wrong in
    another part does not stand in the way of this one.
    """
    everything = {**parts, (section, partner): content}
    alone = {key: value for key, value in everything.items() if key[0] == section and key[1] in ("", partner)}
    alone["partners", ""] = everything.get(("partners", ""), [])
    if section in INNER and not partner:
        alone = {key: value for key, value in alone.items() if not key[1]}
    merged = merge(alone)
    value, problems = validate_section(section, merged[section])
    if value is None:
        return content, _faults(problems, merged[section], section, partner)
    whole = merge(everything)
    _dossier, problems_between = check_plain(whole)
    faults = _faults(problems_between, whole[section], section, partner)
    written = split(to_plain_dossier(Dossier(**{section: value})))
    return written.get((section, partner), type(content)()), faults


def _faults(problems: Sequence[Problem], rows: Any, section: str, partner: str) -> list[Fault]:
    """The problems of this part only, with the row counted inside the part."""
    found = []
    for problem in problems:
        where = problem.where
        fields, row, key = where.fields, None if where.row is None else where.row - 1, ""
        if where.section != section:
            continue
        if section in INNER:
            is_own = len(fields) > 1 and fields[0] == INNER[section]
            if is_own != bool(partner) or (is_own and fields[1] != partner):
                continue
            if is_own and row is not None:
                key, row, fields = rows[row]["id"], None, fields[2:]
        elif section == "people" and row is not None:
            if rows[row].get("partner", "") != partner:
                continue
            row = sum(group.get("partner", "") == partner for group in rows[:row])
        elif section in ("assumptions", "sources") and fields:
            key, fields = fields[0], fields[1:]
        found.append(Fault(sentences(problem.message, problem.action), row, key, fields))
    return found


def sentences(*messages: Message | None) -> str:
    """What is wrong and what to do, in the language of the page."""
    return " ".join(terms.render(message, page_language()) for message in messages if message is not None)
