"""``vierkant lessons near DOSSIER`` and ``vierkant lessons check CASEFILE``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from vierkant.command_line.files import CommandError, read
from vierkant.command_line.page import Page, page_for
from vierkant.command_line.words import Language
from vierkant.lessons import CaseFileError, LessonsResult, case, read_case
from vierkant.lessons.case_file import MAXIMUM_BYTES
from vierkant.lessons.results import NearCase
from vierkant.quantities import Level, Message, MessageArgument, Number, Unit, to_plain
from vierkant.terms import render

FEWEST_DRAWS = 100
"""What is read of the assessment has no draws in it; the other parts need some."""


def run_lessons(options: argparse.Namespace, language: Language) -> int:
    """The cases near to a dossier, or a look at the file of a case: 0, or 1 when the file is not right."""
    path = Path(options.file)
    return _check(path, language) if options.action == "check" else _near(path, options, language)


def _near(path: Path, options: argparse.Namespace, language: Language) -> int:
    dossier = read(path, language)
    # Only now: what measures a dossier loads NumPy
    from vierkant.dossier.composing import partner_name
    from vierkant.dossier.numbers import assess_numbers

    names = {partner.id: partner_name(partner) for partner in dossier.partners}
    found = assess_numbers(dossier, names, seed=0, draws=FEWEST_DRAWS).lessons
    if options.json:
        print(json.dumps(to_plain(found), ensure_ascii=False, indent=2))
        return 0
    page = page_for(sys.stdout)
    _write(page, found, language)
    print(page)
    return 0


def _write(page: Page, found: LessonsResult, language: Language) -> None:
    page.heading(render("lessons.command.near", language))
    if not found.nearest:
        page.text(render("lessons.command.nothing", language))
    for item in found.nearest:
        _case(page, item, language)
    for title, done in (("open", False), ("done", True)):
        rows = [check for check in found.checks if check.done is done]
        if rows:
            page.heading(render(f"lessons.command.{title}", language))
        for check in rows:
            page.level(Level.GREEN if done else Level.AMBER, render(check.text, language))
    for missing in found.missing:
        page.level(Level.UNKNOWN, render(missing.what, language))
    page.lines.append("")
    page.text(render("lessons.command.care", language))


def _case(page: Page, item: NearCase, language: Language) -> None:
    outcome = Message(f"lessons.outcome.{item.outcome or 'unknown'}")
    told: dict[str, MessageArgument] = {
        "name": item.name,
        "alike": Number(item.alike, Unit.SHARE),
        "outcome": outcome,
    }
    page.text(render(Message("lessons.command.case", told), language))
    for match in item.matches:
        page.text(render(match.text, language), indent=2, mark="- ")
    if not item.own and case(item.id) is not None:
        page.text(render(f"lesson_cases.{item.id}.lesson", language), indent=2)
    page.lines.append("")


def _check(path: Path, language: Language) -> int:
    page = page_for(sys.stdout)
    try:
        with path.open("rb") as file:
            found = read_case(file.read(MAXIMUM_BYTES + 1))
    except CaseFileError as error:
        for problem in error.problems:
            page.level(Level.RED, render(problem, language))
        print(page)
        return 1
    except OSError as error:
        reason = error.strerror or type(error).__name__
        told = Message("lessons.command.unreadable", {"file": path.name, "reason": reason})
        raise CommandError(render(told, language)) from None
    page.level(Level.GREEN, render(Message("lessons.command.right", {"name": found.name}), language))
    print(page)
    return 0
