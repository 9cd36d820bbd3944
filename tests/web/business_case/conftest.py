"""The example of three municipalities in the hands of the fixed cast, and its assessment as the worker makes it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytest_django import Settings
from tests.web.conftest import Cast

from vierkant.dossier import load, split, to_plain_dossier
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.environment import PROJECT
from vierkant_web.jobs.assessment import assess_run
from vierkant_web.jobs.current import current_assessment
from vierkant_web.models import Run, RunState, User, Visibility
from vierkant_web.permissions import Visit, access_to

Fill = Callable[..., None]
Assess = Callable[[User], None]
DRAWS = 500


@pytest.fixture
def example() -> dict[str, Any]:
    """The dossier of HLTsamen in plain tables, with votes, so that every part of the page has something to show."""
    plain = copy.deepcopy(to_plain_dossier(load(PROJECT / "examples" / "hltsamen.toml")))
    plain["agreements"]["votes"] = {"hillegom": 1, "lisse": 2, "teylingen": 3}
    return plain


@pytest.fixture
def fill(cast: Cast) -> Fill:
    """Save a dossier in the cooperation of the cast; ``private`` names the parts that stay closed."""

    def make(
        plain: dict[str, Any], private: frozenset[tuple[str, str]] = frozenset(), public: bool = False
    ) -> None:
        for partner, writer in (("", cast.anna), ("hillegom", cast.bram), ("rest", cast.anna)):
            parts = [
                Part(section, owner, content, _visibility((section, owner) in private, public=public))
                for (section, owner), content in split(plain).items()
                if owner == partner or (partner == "rest" and owner not in ("", "hillegom"))
            ]
            if parts:
                actions.save_many(variant=cast.variant, parts=parts, by=writer)

    return make


def _visibility(private: bool, *, public: bool) -> Visibility:
    return Visibility.PRIVATE if private else Visibility.PUBLIC if public else Visibility.SHARED


@pytest.fixture
def assess(cast: Cast, settings: Settings) -> Assess:
    """Ask for the assessment that this user may see, and make it as the worker does."""
    settings.ASSESSMENT_DRAWS = DRAWS

    def make(user: User) -> None:
        current = current_assessment(
            Visit(user, cast.cooperation, cast.variant, access_to(user, cast.cooperation))
        )
        assert current.run is not None, current
        result = assess_run(current.plain, 0, DRAWS, lambda share: None, date(2026, 7, 1))
        Run.objects.filter(pk=current.run.pk).update(state=RunState.DONE, result=result)

    return make
