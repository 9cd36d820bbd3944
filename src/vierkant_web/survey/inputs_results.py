"""What was released of a wave and what was withheld, as the register says; never a number of what was withheld."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vierkant.privacy import Ledger, LedgerError, disclosed, withheld
from vierkant.quantities import Message
from vierkant.survey.setup import WaveSetup
from vierkant.terms import render
from vierkant_web.jobs.waves_ledger import ledger_plain
from vierkant_web.models import Wave
from vierkant_web.survey.inputs import setup_of
from vierkant_web.survey.inputs_plan import names_of_values
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
    setup = setup_of(wave)
    tables: list[Plain] = [
        {
            "title": TABLES[table.key][0] if table.key in TABLES else table.key,
            "shown": _names(setup, table.key, shown),
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


def _names(setup: WaveSetup, table: str, keys: Iterable[str]) -> list[Plain]:
    return [{"key": key, "name": name_of_cell(setup, key)} for key in sorted(keys) if _table(key) == table]


def _table(key: str) -> str:
    return key.partition(":")[0]


def name_of_cell(setup: WaveSetup, key: str) -> str:
    """What a cell is called: its organisation, team or kind of work."""
    names = names_of_values(setup)
    values = key.partition(":")[2]
    if not values:
        return str(TABLES["everybody"][0])
    return " · ".join(str(names.get(value, value)) for value in values.split("/"))


def _reason(name: str) -> str:
    return render(Message(f"privacy.reason.{name}"), page_language())
