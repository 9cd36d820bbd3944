"""``vierkant phases check FILE``: what is wrong with a phase model, or what is in it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vierkant.command_line.files import CommandError
from vierkant.command_line.page import Page, page_for
from vierkant.command_line.words import Language, say
from vierkant.quantities import Level

if TYPE_CHECKING:
    from vierkant.change.phases import PhaseModel

MOST_CHARACTERS = 30_000
"""As long as a phase model may be in a dossier."""


def check_phases(options: argparse.Namespace, language: Language) -> int:
    """All faults of the file, or its phases and statements: 0 when it is in order, otherwise 1."""
    # Only this command needs it, and with it NumPy
    from vierkant.change.phases import PhaseModelError, explain, read_phase_model

    path = Path(options.file)
    page = page_for(sys.stdout)
    try:
        model = read_phase_model(_text(path, language))
    except PhaseModelError as error:
        for problem in error.problems:
            page.level(Level.RED, explain(problem, language))
        count = len(error.problems)
        page.text(say("fault.many", language, number=count) if count > 1 else say("fault.one", language))
        print(page)
        return 1
    page.level(Level.GREEN, say("phases.in_order", language, file=path.name))
    _show(page, model, language)
    print(page)
    return 0


def _text(path: Path, language: Language) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(4 * MOST_CHARACTERS + 4)
        text = content.decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CommandError(say("phases.not_read", language, file=path.name, reason=reason)) from None
    except UnicodeDecodeError:
        raise CommandError(say("phases.no_text", language, file=path.name)) from None
    if len(text) > MOST_CHARACTERS:
        raise CommandError(say("phases.too_large", language, file=path.name, most=MOST_CHARACTERS))
    return text


def _show(page: Page, model: PhaseModel, language: Language) -> None:
    page.heading(say("phases.about", language, name=model.name[language], licence=model.licence))
    most = max(answer.points for answer in model.answers)
    for number, phase in enumerate(model.phases, 1):
        items = model.items_of(phase.id)
        told = say(
            "phases.phase",
            language,
            name=phase.name[language],
            points=phase.reached_from,
            most=most * len(items),
        )
        page.text(told, mark=f"{number}. ")
        page.text(say("phases.content", language, matches=", ".join(phase.matches)), indent=3)
        for item in items:
            page.text(item.text[language], indent=3, mark="- ")
