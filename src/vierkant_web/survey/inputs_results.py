"""What was released of a wave and what was withheld, as the register says; never a number of what was withheld."""

from __future__ import annotations

from typing import Any

from vierkant.privacy import Ledger, LedgerError, disclosed, withheld
from vierkant.quantities import Message
from vierkant.terms import render
from vierkant_web.jobs.waves_ledger import ledger_plain
from vierkant_web.models import Wave
from vierkant_web.survey import inputs_cells
from vierkant_web.survey.inputs import setup_of
from vierkant_web.survey.inputs_plan import name_of_cell
from vierkant_web.survey.words import TABLES
from vierkant_web.templatetags.words import page_language

Plain = dict[str, Any]


def decided(wave: Wave) -> Plain | None:
    """Per table the groups that are shown, and those that are not with the reason in plain words.

    None: the register was damaged, and then nothing is shown.
    """
    try:
        ledger = Ledger.from_plain(ledger_plain(wave.cooperation))
        shown, hidden = disclosed(ledger, wave.key), withheld(ledger, wave.key)
    except LedgerError:
        return None
    setup, places = setup_of(wave), inputs_cells.places(wave)
    tables: list[Plain] = [
        {
            "title": TABLES[table.key][0] if table.key in TABLES else table.key,
            "shown": [
                {"name": name_of_cell(setup, key), "place": places.get(key)}
                for key in sorted(shown)
                if _table(key) == table.key
            ],
            "hidden": [
                {"name": name_of_cell(setup, key), "reason": _reason(str(reason))}
                for key, reason in sorted(hidden.items())
                if _table(key) == table.key
            ],
        }
        for table in setup.tables
    ]
    known = {table.key for table in setup.tables}
    others = sorted({str(reason) for key, reason in hidden.items() if _table(key) not in known})
    return {
        "tables": tables,
        "cells": sum(len(row["shown"]) + len(row["hidden"]) for row in tables),
        "kept": sum(len(row["shown"]) for row in tables),
        "other_reasons": [_reason(reason) for reason in others],
    }


def question_words(wave: Wave) -> dict[str, str]:
    """Key of an open question → its words."""
    found = setup_of(wave).questionnaire
    language = page_language()
    return {row.key: row.text.text(language) for row in found.open_questions} if found else {}


def _table(key: str) -> str:
    return key.partition(":")[0]


def _reason(name: str) -> str:
    return render(Message(f"privacy.reason.{name}"), page_language())
