"""Between the decision's page and the engine: what would be sealed, what was, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vierkant import terms
from vierkant.dossier.problems import field_word, section_word
from vierkant.dossier.reading import from_plain
from vierkant.dossier.seal import DecidedBy, Part, Seal, SealError, make_seal, read_seal, write_seal
from vierkant.dossier.seal_comparison import FigureChange, ResultChange, compare_seal
from vierkant.quantities import Unit, to_plain
from vierkant_web.templatetags.words import page_language

__all__ = ["BODIES", "Counts", "compared", "counts", "sealed"]

BODIES = tuple(item.value for item in DecidedBy)
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many figures of each part there are."""

    baseline: int
    promise: int
    assumption: int


def sealed(plain: Plain, assessment: Plain, *, sealed_on: date, decided_by: str) -> dict[str, Any]:
    """The seal of this dossier and its assessment, as plain JSON."""
    seal = make_seal(
        from_plain(dict(plain)), assessment, sealed_on=sealed_on, decided_by=DecidedBy(decided_by)
    )
    return write_seal(seal)


def counts(plain: Plain, assessment: Plain) -> Counts:
    """What would be sealed now."""
    today = date.fromisoformat(assessment["rules_on"])
    seal = make_seal(from_plain(dict(plain)), assessment, sealed_on=today, decided_by=DecidedBy.COUNCILS)
    return _counts(seal)


def _counts(seal: Seal) -> Counts:
    found = [sum(item.part is part for item in seal.figures) for part in Part]
    return Counts(*found)


def body_word(body: str) -> str:
    """The body that decided, in words."""
    return terms.render(f"seal.decided_by.{body}", page_language())


def compared(content: Any, plain: Plain, assessment: Plain) -> dict[str, Any]:
    """What was sealed, and what is different now; ``broken`` says so when the fingerprint does not match."""
    language = page_language()
    try:
        seal = read_seal(content)
    except SealError as error:
        return {"broken": terms.render(error.message, language)}
    found = compare_seal(seal, from_plain(dict(plain)), assessment)
    names = _names(plain)
    return {
        "broken": "",
        "seal": seal,
        "decided_by": body_word(seal.decided_by.value),
        "counts": _counts(seal),
        "unchanged": found.unchanged,
        "engine_changed": found.engine_changed,
        "added": found.added,
        "findings": to_plain(found.findings),
        "results": [_result(row, names) for row in found.results],
        "figures": [_figure(row, names) for row in found.figures],
    }


def _names(plain: Plain) -> dict[str, str]:
    """Keys of the dossier and the names that people know, as far as they are still there."""
    found = {}
    for rows in plain.values():
        for row in rows if isinstance(rows, list) else ():
            name = row.get("name") if isinstance(row, dict) else None
            if name and "id" in row:
                found[row["id"]] = name
    return found


def _result(row: ResultChange, names: Mapping[str, str]) -> dict[str, Any]:
    identifier, _, task = row.id.partition("/")
    title = terms.render(f"seal.result.{identifier}", page_language())
    about = [names.get(item, item) for item in (task, row.partner) if item]
    return {
        "title": ": ".join([title, *about]) if about else title,
        "then": _amount(row.then.value, row.unit),
        "then_range": _range(row.then.low, row.then.high, row.unit),
        "now": "–" if row.now is None else _amount(row.now.value, row.unit),
        "difference": "–" if row.difference is None else _amount(row.difference, row.unit),
        "changed": row.changed,
    }


def _amount(value: float, unit: Unit) -> str:
    decimals = 0 if unit is not Unit.DAYS_PER_YEAR or abs(value) >= 10 else 1
    return terms.number(value, unit, decimals, page_language())


def _range(low: float | None, high: float | None, unit: Unit) -> str:
    return "" if low is None or high is None else f"{_amount(low, unit)} – {_amount(high, unit)}"


def _figure(row: FigureChange, names: Mapping[str, str]) -> dict[str, Any]:
    language = page_language()
    section, *steps = row.key.split("/")
    words = [section_word(section, language)]
    words += [_step(step, section, names) for step in steps if step != "parts"]
    return {
        "part": terms.render(f"seal.part.{row.part.value}", language),
        "place": " › ".join(words),
        "then": _plain_number(row.then.value),
        "now": "–" if row.now is None else _plain_number(row.now.value),
        "gone": row.now is None,
    }


def _step(step: str, section: str, names: Mapping[str, str]) -> str:
    language = page_language()
    if step in names:
        return names[step]
    for known in (f"{step.partition('.')[0]}.parameter.{step.partition('.')[2]}", f"dossier.field.{step}"):
        if terms.exists(known):
            return terms.render(known, language)
    return field_word(step, language, section)


def _plain_number(value: float) -> str:
    decimals = 0 if value == round(value) else 3
    text = terms.plain_number(value, decimals, page_language())
    return text.rstrip("0").rstrip(",.") if decimals else text
