"""Waves for the tests: a setup that the engine accepts, everybody who has a role in one, and steps through its life."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from tests.web.conftest import Cast

from vierkant.survey.codes import new_code as new_code
from vierkant.survey.questionnaires import questionnaires
from vierkant.survey.setup import WaveSetup
from vierkant_web import actions
from vierkant_web.models import SIGNING_ROLE, Condition, Role, User, Wave

OPENS = datetime(2027, 3, 1, 8, tzinfo=timezone.get_default_timezone())
CLOSES = datetime(2027, 3, 15, 18, tzinfo=timezone.get_default_timezone())
DELETES = date(2027, 6, 1)
WITHIN = OPENS + timedelta(days=2)
AFTER = CLOSES + timedelta(minutes=1)
SIZES = {"hillegom-kcc": ("hillegom", 20), "lisse-kcc": ("lisse", 20), "lisse-bouw": ("lisse", 16)}


@dataclass(frozen=True)
class Crew:
    """Hanna leads the change, Omar sits in the works council, Petra is privacy officer, Gita guides."""

    cast: Cast
    hanna: User
    omar: User
    petra: User
    gita: User


def make_crew(cast: Cast) -> Crew:
    """The cast with the roles of a wave."""
    roles = {
        "hanna": Role.HR_CHANGE,
        "omar": Role.WORKS_COUNCIL,
        "petra": Role.PRIVACY_OFFICER,
        "gita": Role.GUIDE,
    }
    people = {}
    for name, role in roles.items():
        people[name] = actions.create_account(
            email=f"{name}@voorbeeld.example", name=name.title(), password="x" * 12, verified=True
        )
        actions.add_member(cooperation=cast.cooperation, user=people[name], role=role, by=cast.anna)
    return Crew(cast, **people)


def setup(**changes: Any) -> dict[str, Any]:
    """Three groups in two organisations, with our own questionnaire on the change."""
    questionnaire = questionnaires()["core"]
    return WaveSetup.model_validate(
        {
            "name": "Voorjaar 2027",
            "questionnaire": questionnaire,
            "organisations": {"hillegom": "Hillegom", "lisse": "Lisse"},
            "groups": [
                {
                    "key": key,
                    "name": key.title(),
                    "organisation": organisation,
                    "team": key,
                    "invited": invited,
                }
                for key, (organisation, invited) in SIZES.items()
            ],
            "teams": {key: key.title() for key in SIZES},
            "opens_at": OPENS,
            "closes_at": CLOSES,
            "delete_answers_on": DELETES,
            "purpose": "Zien waar wij verschillen, en er iets aan doen.",
            "legal_basis": "legitimate_interest",
            "legal_basis_note": "Goed werkgeverschap.",
            "works_council_contact": "Secretaris van de ondernemingsraad",
            "privacy_contact": "Functionaris gegevensbescherming",
        }
        | changes
    ).to_plain()


def sign(crew: Crew, wave: Wave) -> Wave:
    """All conditions, each by who may sign it."""
    signers = {Role.WORKS_COUNCIL: crew.omar, Role.PRIVACY_OFFICER: crew.petra}
    for condition in Condition:
        actions.sign_wave(
            wave=wave,
            condition=condition,
            seen=Wave.objects.get(pk=wave.pk).digest,
            on=date(2026, 1, 5),
            by=signers[SIGNING_ROLE[condition]],
        )
    return Wave.objects.get(pk=wave.pk)


def signed_wave(crew: Crew, **changes: Any) -> Wave:
    """A wave that is signed and has no codes yet."""
    wave = actions.create_wave(cooperation=crew.cast.cooperation, setup=setup(**changes), by=crew.hanna)
    return sign(crew, wave)


def open_wave(crew: Crew, **changes: Any) -> tuple[Wave, dict[str, list[str]]]:
    """An open wave and its codes per group."""
    wave = signed_wave(crew, **changes)
    codes = actions.make_codes(wave=wave, new_code=new_code, by=crew.hanna)
    return actions.open_wave(wave=wave, now=OPENS - timedelta(days=1), by=crew.hanna), codes


def fill_in(wave: Wave, codes: dict[str, list[str]], share: float = 0.8, text: str = "") -> int:
    """This share of each group answers; how many did. ``text`` goes into every open question, with a number."""
    chance = random.Random(5)
    questions = WaveSetup.from_plain(wave.setup).questionnaire
    assert questions is not None
    number = 0
    for given in codes.values():
        for code in given[: round(len(given) * share)]:
            number += 1
            texts = {f"open.{one.key}": f"{text} {number}" for one in questions.open_questions}
            actions.submit_answers(
                code=code,
                content={one.key: chance.randint(1, one.points) for one in questions.questions},
                open_content=texts if text else {},
                now=WITHIN,
            )
    return number
