"""One cell to one plain value of a dossier, or what is wrong with it. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from vierkant.documents.spreadsheet_layout import Column, Kind
from vierkant.documents.spreadsheet_text import from_cell
from vierkant.documents.spreadsheet_words import known_booleans, known_none, known_words, normal, words
from vierkant.documents.workbook import Cell
from vierkant.dossier.days import days_of, periods_of
from vierkant.quantities import Message
from vierkant.terms import Language, render

FIRST_DATE = date(1910, 1, 1)
"""Earlier days are written as text. A year such as 2027, typed in a cell with a date format, becomes a day in 1905;
and before March 1900 spreadsheet programs do not agree (the leap day of 1900 that never was)."""

_DECIMAL_COMMA = re.compile(r"[+−-]?\s*(€\s*)?\d[\d.\s]*,\d+\s*%?")
_NUMBER = re.compile(r"[+−-]?\s*(€\s*)?\d[\d.\s]*%?")
_DAY_MONTH = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, and what to do."""

    message: Message
    action: Message


@dataclass(frozen=True, slots=True)
class Decoded:
    """The plain value of a cell. With a fault the value is as it stood there: never used, never lost from sight."""

    value: Any
    fault: Fault | None = None


def decode(cell: Cell, column: Column, language: Language) -> Decoded:
    """The plain value (as in JSON) of a filled cell of the column."""
    if cell.error:
        return _faulty(cell.value, "error_value", found=str(cell.value))
    if cell.value is None:
        return _faulty("=", "formula_unsaved")
    value = from_cell(cell.value) if isinstance(cell.value, str) else cell.value
    return _DECODERS[column.kind](value, column, language)


def _faulty(value: Any, name: str, action: str | None = None, **arguments: str) -> Decoded:
    shown = {key: item if len(item) <= 80 else f"{item[:77]}…" for key, item in arguments.items()}
    return Decoded(
        value if isinstance(value, (str, bool, int)) else str(value),
        Fault(
            Message(f"spreadsheet.problem.{name}", shown),
            Message(f"spreadsheet.problem.{action or f'{name}_action'}", shown),
        ),
    )


def _text(value: Any, column: Column, language: Language) -> Decoded:
    if isinstance(value, str):
        return Decoded(value)
    if isinstance(value, bool):
        # a spreadsheet program makes a truth value of the word; the word itself was meant
        return Decoded({"nl": ("ONWAAR", "WAAR"), "en": ("FALSE", "TRUE")}[language][value])
    if isinstance(value, (date, datetime, time, timedelta)):
        return _faulty(value, "date_for_text", "retype_as_text_action", found=_shown_date(value))
    if isinstance(value, float) and not value.is_integer() and column.field == "taakveld":
        return _faulty(value, "number_for_code", "retype_as_text_action", found=repr(value))
    if isinstance(value, float):
        return Decoded(str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value))
    return Decoded(str(value))


def _number(value: Any, column: Column, language: Language) -> Decoded:
    if isinstance(value, bool):
        return _faulty(value, "not_a_number", found=_shown_bool(value, language))
    if isinstance(value, (int, float)):
        whole = column.kind in (Kind.WHOLE, Kind.YEAR) and isinstance(value, float) and value.is_integer()
        return Decoded(int(value) if whole else value)
    if isinstance(value, str):
        text = value.strip()
        if _DECIMAL_COMMA.fullmatch(text):
            return _faulty(value, "decimal_comma", found=text)
        if _NUMBER.fullmatch(text):
            return _faulty(value, "number_as_text", "decimal_comma_action", found=text)
        return _faulty(value, "not_a_number", found=text)
    return _faulty(value, "date_for_number", "decimal_comma_action", found=_shown_date(value))


def _date(value: Any, column: Column, language: Language) -> Decoded:
    if isinstance(value, datetime):
        if value.time() != time(0):
            return _faulty(value, "date_with_time", "date_action", found=_shown_date(value))
        if value.date() < FIRST_DATE:
            return _faulty(value, "year_as_date", "date_action", found=_shown_date(value))
        return Decoded(value.date().isoformat())
    if isinstance(value, str):
        text = value.strip()
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return Decoded(text)  # whether the day exists is checked with the rest of the dossier
        name = "date_as_text" if _DAY_MONTH.fullmatch(text) else "not_a_date"
        return _faulty(value, name, "date_action", found=text)
    return _faulty(value, "not_a_date", "date_action", found=_shown(value, language))


def _yes_no(value: Any, column: Column, language: Language) -> Decoded:
    if isinstance(value, bool):
        return Decoded(value)
    known = known_booleans().get(normal(value)) if isinstance(value, str) else None
    if known is None:
        return _faulty(value, "not_yes_no", found=_shown(value, language))
    return Decoded(known)


def _choice(value: Any, column: Column, language: Language) -> Decoded:
    assert column.choices is not None  # noqa: S101  (the layout gives every choice its words)
    known = known_words(column.choices).get(normal(value)) if isinstance(value, str) else None
    if known is None:
        return _unknown_choice(value, column, language)
    return Decoded(known)


def _choices(value: Any, column: Column, language: Language) -> Decoded:
    assert column.choices is not None  # noqa: S101  (as above)
    if not isinstance(value, str):
        return _unknown_choice(value, column, language)
    if normal(value) in known_none():
        return Decoded([])
    found: list[str] = []
    for piece in re.split(r"[,;\n]", value):
        if not piece.strip():
            continue
        known = known_words(column.choices).get(normal(piece))
        if known is None:
            return _unknown_choice(piece.strip(), column, language)
        found.append(known)
    return Decoded(found)


def _keys(value: Any, column: Column, language: Language) -> Decoded:
    """Keys with commas between them; whether each exists is checked with the rest of the dossier."""
    decoded = _text(value, column, language)
    if decoded.fault is not None:
        return decoded
    return Decoded([piece.strip() for piece in re.split(r"[,;\n]", decoded.value) if piece.strip()])


def _dates(value: Any, column: Column, language: Language) -> Decoded:
    """One day as a date of the spreadsheet program, or several as text, day first or year first."""
    if not isinstance(value, str):
        one = _date(value, column, language)
        return one if one.fault is not None else Decoded([one.value])
    found = days_of(value)
    if found.unclear:
        decoded = _faulty(value, "not_days", found=found.unclear[0])
        return Decoded(list(found.values), decoded.fault)
    return Decoded(list(found.values))


def _periods(value: Any, column: Column, language: Language) -> Decoded:
    if not isinstance(value, str):
        one = _date(value, column, language)
        return one if one.fault is not None else Decoded([f"{one.value}/{one.value}"])
    found = periods_of(value)
    if found.unclear:
        decoded = _faulty(value, "not_periods", found=found.unclear[0])
        return Decoded(list(found.values), decoded.fault)
    return Decoded(list(found.values))


def _unknown_choice(value: Any, column: Column, language: Language) -> Decoded:
    assert column.choices is not None  # noqa: S101  (as above)
    possible = ", ".join(words(column.choices, language))
    decoded = _faulty(value, "not_a_choice", found=_shown(value, language))
    assert decoded.fault is not None  # noqa: S101  (made one line up)
    action = Message("spreadsheet.problem.not_a_choice_action", {"words": possible})
    return Decoded(decoded.value, Fault(decoded.fault.message, action))


def _shown(value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return _shown_bool(value, language)
    if isinstance(value, (date, time, timedelta)):
        return _shown_date(value)
    return repr(value) if isinstance(value, float) else str(value)


def _shown_bool(value: bool, language: Language) -> str:
    return render("spreadsheet.word.yes" if value else "spreadsheet.word.no", language)


def _shown_date(value: date | datetime | time | timedelta) -> str:
    midnight = isinstance(value, datetime) and value.time() == time(0)
    return value.date().isoformat() if midnight and isinstance(value, datetime) else str(value)


_DECODERS: Mapping[Kind, Callable[[Any, Column, Language], Decoded]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.SHARE: _number,
    Kind.WHOLE: _number,
    Kind.YEAR: _number,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.KEYS: _keys,
    Kind.DATES: _dates,
    Kind.PERIODS: _periods,
}
