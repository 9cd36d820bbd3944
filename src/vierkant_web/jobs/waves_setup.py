"""Whether the setup of a wave can be opened: asks the survey engine, for the actions that do not know it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from vierkant.quantities import Level, Message, to_plain
from vierkant.survey.setup import WaveSetup
from vierkant.survey.setup_checks import check_setup
from vierkant_web.jobs.waves_plan import plan_of


def problems_of(setup: Mapping[str, Any]) -> tuple[Any, ...]:
    """What stops a wave with this setup, as messages in plain JSON, all at once.

    Also what the release controller would say about its plan: after closing it would be too late. Moments and
    signatures are judged by the actions, that know the clock and who signed.
    """
    try:
        read = WaveSetup.from_plain(setup)
    except ValidationError:
        return (to_plain(Message("survey.setup.unreadable")),)
    red = [found.text for found in check_setup(read) if found.level is Level.RED]
    return tuple(to_plain(problem) for problem in red or _problems_of_plan(read))


def _problems_of_plan(setup: WaveSetup) -> tuple[Message, ...]:
    from vierkant.privacy.plan_parts import PlanError  # NumPy comes with it

    try:
        plan_of(setup)
    except PlanError as error:
        return error.problems
    return ()
