"""What was released about one group of a wave, question by question, in the words that people answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from vierkant.organisation_scan.cell_charts import ItemWords, cell_chart
from vierkant.privacy import Disclosable
from vierkant.quantities import Chart, Message
from vierkant.survey.questionnaires import Question
from vierkant.survey.setup import WaveSetup
from vierkant.terms import render
from vierkant_web.jobs.waves_ledger import released_of
from vierkant_web.models import Wave
from vierkant_web.survey.inputs import setup_of
from vierkant_web.survey.inputs_plan import name_of_cell
from vierkant_web.templatetags.words import page_language


@dataclass(frozen=True, slots=True)
class Part:
    """Questions of one kind that stand together in one chart."""

    title: str
    items: tuple[ItemWords, ...]


def cells(wave: Wave) -> Mapping[str, Disclosable[Any]]:
    """The released groups of a wave by key, in the order of their keys; without the calculations over groups."""
    tables = {table.key for table in setup_of(wave).tables}
    found = {name.removeprefix(f"{wave.key}/"): item for name, item in released_of(wave.cooperation).items()
             if item.wave == wave.key}  # fmt: skip
    return {key: found[key] for key in sorted(found) if key.partition(":")[0] in tables}


def places(wave: Wave) -> dict[str, int]:
    """Key of a released group → its number in the address, from 1."""
    return {key: place for place, key in enumerate(cells(wave), 1)}


def cell_at(wave: Wave, place: int) -> Disclosable[Any] | None:
    """The released group with this number; None when there is none."""
    found = list(cells(wave).values())
    return found[place - 1] if 1 <= place <= len(found) else None


def name_of(wave: Wave, cell: Disclosable[Any]) -> str:
    """The group as people call it."""
    return name_of_cell(setup_of(wave), cell.key)


def parts(wave: Wave, cell: Disclosable[Any]) -> list[Part]:
    """The questions that may be shown, by what they are about: first the statements, then the choices."""
    setup = setup_of(wave)
    questionnaire = setup.questionnaire
    if questionnaire is None:
        return []
    shown = cell.value["items"]
    found: list[Part] = []
    for perspective in questionnaire.perspectives:
        ask = _asked(perspective.ask.text(page_language()), setup, cell.key)
        for poles in (False, True):
            items = tuple(
                ItemWords(item.key, _text(item), poles)
                for item in questionnaire.questions
                if item.key in shown and item.perspective == perspective.key and (item.text is None) == poles
            )
            if items:
                found.append(Part(ask, items))
    return found


def chart(cell: Disclosable[Any], part: Part) -> Chart:
    """The chart of one part, in the language of the page."""
    return cell_chart(cell, part.items, page_language())


def _text(item: Question) -> str:
    language = page_language()
    if item.text is not None:
        return item.text.text(language)
    low, high = (pole.text(language) if pole else "" for pole in (item.low, item.high))
    return render(Message("cells.chart.poles", {"low": low, "high": high}), language)


def _asked(text: str, setup: WaveSetup, key: str) -> str:
    """The question above a part, with the organisation in it where the group is of one."""
    values = key.partition(":")[2].split("/")
    own = next((setup.organisations[value] for value in values if value in setup.organisations), None)
    return text.replace("{organisation}", own or gettext("the own organisation")).replace(
        "{partner}", gettext("the other organisation")
    )
