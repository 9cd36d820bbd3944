"""Nothing of a phase model of the project's own is released unseen: every text and number, in both languages."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import pytest
from django.utils import translation
from tests.engine.change.test_phases import SMALL
from tests.journeys.seed_staff import change

from vierkant.change.staff_view import staff_view
from vierkant_web.change.inputs_release import differences

NUMBERS = count(1)
MODEL = re.sub('"t"', lambda _: f'"Text number {next(NUMBERS)}."', SMALL)
"""Every text its own."""
NOT_ON_THE_PAGE = {"Twee", "Two"}


def view(model: str) -> dict[str, Any]:
    found = staff_view(change("Je werkt straks in Lisse."), "belastingen", partners={}, smallest=7)
    return {**found, "phase_model": "own", "own_phase_model": model}


def texts(model: str) -> list[str]:
    """Every text that is for people, but the name of the model and what is for managers alone."""
    lines = [line for line in model.splitlines() if not line.startswith("manager")]
    return [text for line in lines for text in re.findall(r'(?:nl|en) = "([^"]+)"', line)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_text_of_an_own_phase_model_is_compared(language: str) -> None:
    wanted = set(texts(MODEL)) - NOT_ON_THE_PAGE
    assert len(wanted) > 25
    unseen = []
    for text in sorted(wanted):
        with translation.override(language):
            changed = MODEL.replace(f'"{text}"', '"Iedereen moet akkoord gaan."')
            found = differences(view(MODEL), view(changed))
        if not any(line.is_new and "Iedereen moet akkoord gaan." in line.text for line in found):
            unseen.append(text)
    assert not unseen


def test_the_points_that_decide_on_a_step_are_compared() -> None:
    changed = SMALL.replace("reached_from = 3", "reached_from = 1")
    assert changed != SMALL
    with translation.override("nl"):
        assert differences(view(SMALL), view(changed))


def test_our_own_models_are_not_told_twice() -> None:
    old = {**view(SMALL), "phase_model": "five", "own_phase_model": None}
    with translation.override("nl"):
        found = differences(old, {**old, "phase_model": "three"})
    assert found
    assert not any("Letting go" in line.text for line in found)
