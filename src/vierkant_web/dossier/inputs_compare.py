"""Any part of a dossier in words, and what differs between two versions of it: for history, variants and import."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from pydantic_core import PydanticUndefined

from vierkant import terms
from vierkant.documents.spreadsheet_layout import ANY, PRESENT, Column, Kind, Sheet, sheets
from vierkant.documents.spreadsheet_models import MODELS
from vierkant.documents.spreadsheet_words import label, word, yes_no
from vierkant.dossier.parts import merge
from vierkant.dossier.problems import section_word
from vierkant.dossier.sections import SECTIONS
from vierkant.quantities import Unit
from vierkant.reference import municipality
from vierkant_web.dossier.inputs_change import ROWS_OF_GROUPS
from vierkant_web.dossier.inputs_change import title as human_title
from vierkant_web.dossier.inputs_days import day_in_words, period_in_words
from vierkant_web.dossier.inputs_grip import GRIP_ROWS
from vierkant_web.dossier.inputs_grip import title as grip_title
from vierkant_web.dossier.inputs_interests import INTEREST_TABLES, NESTED, exactly, nested_lines
from vierkant_web.dossier.inputs_numbers import FIGURES, NUMBER_ROWS, figure_names
from vierkant_web.dossier.inputs_numbers import row_key as key_of
from vierkant_web.dossier.inputs_numbers import title as number_title
from vierkant_web.templatetags.words import page_language

Key = tuple[str, str]
"""Section and partner ("" for the shared part)."""

_INNER = {
    "tasks": "task_parts",
    "functions": "function_parts",
    "expertise": "expertise_parts",
    "channels": "channels_parts",
    "processes": "processes_parts",
    "products": "products_parts",
}
_ONE_TABLE = (
    "cooperation", "change_plan", "form_answers", "agreements", "arrangement_text", "planning", *INTEREST_TABLES,
)  # fmt: skip
_NAMED = (
    "people", "functions", "boards", "councils", "zienswijze_points", "budgets", "issues", "voting_rules",
)  # fmt: skip
"""Sections of which other rows name a row."""
_HIDDEN = ("id",)
"""Columns that hold a key: people see the title of the row instead."""

_YEARS = ("planned_from",)
"""Calendar years that the layout of the spreadsheet counts as whole numbers: written without a point."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field that was filled in. ``is_default`` is True when it says what it also says when left open."""

    label: str
    text: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a part; a section that is one table has one row without a title."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs. An empty text: not filled in."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What differs in one item: ``added``, ``removed`` or ``changed`` (``order`` when only the order differs)."""

    kind: str
    title: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The words that people know the keys of a dossier by."""

    partners: Mapping[str, str]
    items: Mapping[str, Mapping[str, str]]
    """Section → key → title."""

    @classmethod
    def of(cls, *contents: Mapping[Key, Any]) -> Names:
        """From the shared parts; when several sets of parts know a key, the last one names it."""
        items: dict[str, dict[str, str]] = {section: {} for section in (*SECTIONS, FIGURES)}
        for parts in contents:
            if any(section == "correlations" for section, _partner in parts):
                items[FIGURES] |= figure_names(merge(parts))
            for section in SECTIONS:  # groups come before what is about them
                for part in [
                    key for key in parts if key[0] == section and not (key[1] and section in _INNER)
                ]:
                    for key, row in _items(section, parts[part], part[1]):
                        items[section][key] = _title(section, part[1], key, row, items)
        return cls(items["partners"], items)

    def partner(self, key: str) -> str:
        """The name of a partner; its key when nothing is known about it."""
        return self.partners.get(key, key)

    def issue(self, key: str) -> str:
        """The name of an issue."""
        return self.items["issues"].get(key, key)


def section_title(section: str) -> str:
    """The word for a section, standing by itself."""
    text = section_word(section, page_language())
    return text[:1].upper() + text[1:]


def field_title(section: str, name: str) -> str:
    """The word for a field of a section."""
    return _label(name, section)


def part_title(key: Key, names: Names) -> str:
    """``Taken`` or ``Taken · Hillegom``."""
    title = section_title(key[0])
    return f"{title} · {names.partner(key[1])}" if key[1] else title


def in_order(keys: Iterable[Key], names: Names) -> list[Key]:
    """Parts in the order in which people fill them in, partners as in the dossier."""
    partners = list(names.partners)

    def place(key: Key) -> tuple[int, int, str]:
        section = SECTIONS.index(key[0]) if key[0] in SECTIONS else len(SECTIONS)
        return section, partners.index(key[1]) + 1 if key[1] in partners else 0, key[1]

    return sorted(keys, key=place)


def rows(key: Key, content: Any, names: Names) -> list[Row]:
    """The part in words, row by row."""
    section, partner = key
    return [
        Row(row_key, title, tuple(_lines(section, partner, row, names)))
        for row_key, title, row in _titled(section, partner, content, names)
    ]


def readable(key: Key, content: Any, names: Names) -> list[Row]:
    """The part in words, without what says only what it would say when left open, or what the title says."""
    return [Row(row.key, row.title, tuple(_telling(row))) for row in rows(key, content, names)]


def _telling(row: Row) -> Iterator[Line]:
    yield from (line for line in row.lines if not line.is_default and line.text != row.title)


def changes(key: Key, before: Any, after: Any, names: Names) -> list[RowChange]:
    """What differs between two versions of a part, in the order of the new one; what was removed comes last."""
    old = {row.key: row for row in rows(key, before, names)}
    new = {row.key: row for row in rows(key, after, names)}
    found: list[RowChange] = []
    for row_key, row in new.items():
        if row_key not in old and row.title:
            lines = (Change(line.label, "", line.text) for line in _telling(row))
            found.append(RowChange("added", row.title, tuple(lines)))
            continue
        differing = tuple(_differing(old.get(row_key), row))
        if differing:
            found.append(RowChange("changed", row.title, differing))
    for row_key, row in old.items():
        if row_key not in new:
            lines = (Change(line.label, line.text, "") for line in _telling(row))
            found.append(RowChange("removed" if row.title else "changed", row.title, tuple(lines)))
    if not found and list(old) != list(new):
        found.append(RowChange("order", ""))
    return found


def _differing(old: Row | None, new: Row) -> Iterator[Change]:
    before = {line.label: line for line in old.lines} if old else {}
    after = {line.label: line for line in new.lines}
    for name in dict.fromkeys([*before, *after]):
        texts = [side[name].text if name in side else "" for side in (before, after)]
        open_on_both = all(side[name].is_default for side in (before, after) if name in side)
        if texts[0] != texts[1] and not open_on_both:
            yield Change(name, *texts)


def is_same(left: Any, right: Any) -> bool:
    """Whether two contents say exactly the same; nothing and an empty table are the same."""
    return _text(left) == _text(right)


def _text(content: Any) -> str:
    return json.dumps(content or None, sort_keys=True, ensure_ascii=False)


# Rows and their titles ------------------------------------------------------------------------------------------


def _items(section: str, content: Any, partner: str = "") -> Iterator[tuple[str, Any]]:
    """Key and row of a shared part that holds several items; nothing for a section that is one table."""
    if section in _ONE_TABLE or not content:
        return
    if isinstance(content, Mapping):
        yield from content.items()
    else:
        yield from ((key_of(section, row, partner), row) for row in content)


def _titled(section: str, partner: str, content: Any, names: Names) -> Iterator[tuple[str, str, Any]]:
    if section not in SECTIONS:  # the engine knows no words for it yet
        return
    if partner and section in _INNER:
        for key, row in (content or {}).items():
            yield (
                key,
                names.items[section].get(key, key),
                {"qualified": row} if section == "functions" else row,
            )
    elif section in _ONE_TABLE:
        if content:
            yield "", "", content
    else:
        for key, row in _items(section, content, partner):
            yield key, _title(section, partner, key, row, names.items), row


def _title(section: str, partner: str, key: str, row: Any, items: Mapping[str, Mapping[str, str]]) -> str:
    if section in ROWS_OF_GROUPS:
        return human_title(section, row, items["people"]) or key
    if section in GRIP_ROWS:
        return grip_title(section, row, items, partner) or key
    if section in NUMBER_ROWS:
        return number_title(section, row, items, partner) or key
    if section == "assumptions":
        identifier = f"{key.partition('.')[0]}.parameter.{key.partition('.')[2]}"
        return terms.render(identifier, page_language()) if terms.exists(identifier) else key
    if section == "partners" and not row.get("name"):
        known = municipality(row.get("municipality") or "")
        return known.name if known else key
    return str(row.get("name") or row.get("title") or row.get("text") or key)


# Fields ---------------------------------------------------------------------------------------------------------


def _lines(section: str, partner: str, row: Any, names: Names) -> Iterator[Line]:
    for path, column, default in _fields(section, bool(partner)):
        if section == "assumptions":
            yield Line(_("Value"), _figure(row, column, names, ""))
            return
        value = row.get(path)
        if (section, path) in NESTED:
            inside = nested_lines(section, value, names.partner, names.issue)
            yield from (Line(label_, text) for label_, text in inside)
            continue
        if ANY in column.path and not partner:  # what the agreements say for each partner
            for item, share in (value or {}).items():
                yield Line(f"{_label(path)} · {names.partner(item)}", _one(share, column, names, row))
            continue
        is_default = value is None or value == default
        shown = default if value is None else value
        if shown is not None and shown != "":
            yield Line(_label(path, column.section), _one(shown, column, names, row), is_default)


@cache
def _fields(section: str, own: bool) -> tuple[tuple[str, Column, Any], ...]:
    """The fields of a part: name, column (of a figure: its value) and what it says when left open."""
    found: dict[str, tuple[str, Column, Any]] = {}
    for sheet in _sheets(section, own):
        for column in sheet.columns:
            steps = [step for step in column.path if step != ANY]
            name = steps[1] if steps[0] == "parts" and len(steps) > 1 else steps[0]
            is_key = name in _HIDDEN or column == PRESENT or column in sheet.columns[: sheet.keys]
            if not is_key and name not in found:
                found[name] = (name, column, None if own else _default(section, name))
    return tuple(found.values())


def _sheets(section: str, own: bool) -> Iterator[Sheet]:
    for sheet in sheets():
        if sheet.section == section and (section not in _INNER or own == (sheet.key == _INNER[section])):
            yield sheet


def _default(section: str, name: str) -> Any:
    if section in ("assumptions", "form_answers") or name not in MODELS[section].model_fields:
        return None
    value = MODELS[section].model_fields[name].default
    if value is PydanticUndefined or not isinstance(value, (bool, int, str)):
        return None
    return value


def _label(name: str, section: str = "") -> str:
    return label(name, page_language(), section)


def _one(value: Any, column: Column, names: Names, row: Mapping[str, Any]) -> str:
    if column.figure:
        return _figure(value, column, names, str(row.get("unit") or ""))
    return _plain(value, column, names)


def _plain(value: Any, column: Column, names: Names) -> str:
    if column.kind is Kind.DATES:
        return "; ".join(map(day_in_words, value)) or _("none of these")
    if column.kind is Kind.PERIODS:
        return "; ".join(map(period_in_words, value)) or _("none of these")
    if isinstance(value, (list, tuple)):
        return ", ".join(_plain(item, column, names) for item in value) or _("none of these")
    if column.kind is Kind.YES_NO:
        return yes_no(bool(value), page_language())
    if column.kind is Kind.DATE:
        return day_in_words(str(value))
    if column.choices is not None:
        return word(column.choices(value), page_language())
    if column.kind is Kind.SHARE:
        return f"{exactly(value * 100)}%"
    if column.kind is Kind.NUMBER:
        return exactly(value)
    if column.kind is Kind.WHOLE and column.path[-1] not in _YEARS:
        return f"€ {exactly(value)}" if column.unit is Unit.EURO else exactly(value)
    if column.section == "correlations" and column.path[0] in ("first", "second"):
        return names.items[FIGURES].get(str(value), str(value))
    if column.reference in _NAMED:
        return names.items[column.reference].get(str(value), str(value))
    if column.reference == "sources":
        return names.items["sources"].get(str(value), str(value))
    return names.partner(str(value)) if column.reference == "partners" else str(value)


def _figure(value: Any, column: Column, names: Names, unit: str) -> str:
    figure = value if isinstance(value, Mapping) else {"value": value}
    text = _with_unit(figure["value"], column, unit)
    if figure.get("low") is not None and figure.get("high") is not None:
        ends = {
            "low": _with_unit(figure["low"], column, unit),
            "high": _with_unit(figure["high"], column, unit),
        }
        text += ", " + _("probably between %(low)s and %(high)s") % ends
    known = [terms.confidence(figure.get("confidence") or "assumed", page_language())]
    if figure.get("source"):
        known.append(names.items["sources"].get(figure["source"], figure["source"]))
    if figure.get("year"):
        known.append(str(figure["year"]))
    if figure.get("distribution"):
        known.append(terms.render(f"quantities.distribution.{figure['distribution']}", page_language()))
    return f"{text} ({', '.join(known)})"


def _with_unit(value: float, column: Column, unit: str) -> str:
    if column.unit is Unit.SHARE:
        return f"{exactly(value * 100)}%"
    if column.unit in (Unit.EURO, Unit.EURO_PER_YEAR, Unit.EURO_PER_FTE):
        behind = (
            ""
            if column.unit is Unit.EURO
            else f" {terms.render(f'quantities.unit.{column.unit}', page_language())}"
        )
        return f"€ {exactly(value)}{behind}"
    if column.unit is not None:
        return f"{exactly(value)} {terms.render(f'quantities.unit.{column.unit}', page_language())}"
    return f"{exactly(value)} {unit}".strip()
