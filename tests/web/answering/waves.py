"""A wave as the tests of pages need it: our own questionnaire, three organisations, four groups."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from tests.web.conftest import Cast

from vierkant.survey.codes import new_code
from vierkant.survey.questionnaires import questionnaires
from vierkant_web.actions import waves, waves_codes
from vierkant_web.models import Wave, WaveState

GROUPS = (
    ("hillegom-balie", "Balie", "hillegom", "hillegom-balie", "balie", 14),
    ("lisse-balie", "Balie", "lisse", "lisse-balie", "balie", 12),
    ("lisse-belasting", "Belastingen", "lisse", "lisse-belasting", "belasting", 4),
    ("teylingen-balie", "Balie", "teylingen", "teylingen-balie", "balie", 20),
)


def setup(opens: datetime, closes: datetime, questionnaire: str = "practices") -> dict[str, Any]:
    """Everything filled in."""
    named = ("key", "name", "organisation", "team", "family", "invited")
    return {
        "key": "wave-1",
        "name": "Eerste meting",
        "questionnaire": questionnaires()[questionnaire].to_plain(),
        "organisations": {"hillegom": "Hillegom", "lisse": "Lisse", "teylingen": "Teylingen"},
        "teams": {row[3]: row[1] for row in GROUPS},
        "families": {"balie": "Balie", "belasting": "Belasting"},
        "groups": [dict(zip(named, row, strict=True)) for row in GROUPS],
        "merges": {"lisse-belasting": "lisse-balie"},
        "opens_at": opens.isoformat(),
        "closes_at": closes.isoformat(),
        "delete_answers_on": (closes + timedelta(days=60)).date().isoformat(),
        "purpose": "Weten waar we op elkaar lijken.",
        "legal_basis": "public_task",
        "works_council_contact": "de ondernemingsraad",
        "privacy_contact": "de privacyfunctionaris",
    }


def make_wave(cast: Cast, questionnaire: str = "practices", days: tuple[int, int] = (-1, 14)) -> Wave:
    """In preparation; opens and closes so many days from now."""
    opens, closes = (timezone.now() + timedelta(days=number) for number in days)
    return waves.create_wave(
        cooperation=cast.cooperation, setup=setup(opens, closes, questionnaire), by=cast.anna
    )


def open_wave(cast: Cast, questionnaire: str = "practices") -> tuple[Wave, dict[str, list[str]]]:
    """Open, as if everything was signed, and the codes of each group."""
    wave = make_wave(cast, questionnaire)
    codes = waves_codes.make_codes(wave=wave, new_code=new_code, by=cast.anna)
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.OPEN)
    wave.refresh_from_db()
    return wave, codes
