"""A survey of the example: answers of people who do not exist, through every step that a real one takes."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from vierkant.survey.codes import new_code
from vierkant.survey.questionnaires import Question, questionnaires
from vierkant.survey.setup import WaveSetup
from vierkant_web import actions
from vierkant_web.models import SIGNING_ROLE, Condition, Cooperation, Role, User, Wave

TEAMS = {
    "oosterveen": {
        "Vergunningen": 14, "Toezicht": 12, "Klantcontact": 16, "Ruimte": 13, "Juridisch": 11, "Bedrijfsvoering": 15,
    },
    "duinrand": {
        "Bouwen en wonen": 13, "Buiten": 12, "Publiek": 14, "Beleid": 11, "Ondersteuning": 12,
    },
    "polderwijk": {"Ruimte en toezicht": 14, "Publiek en samenleving": 15, "Beleid": 13, "Middelen": 14},
}  # fmt: skip
"""Teams that were asked, with the number of people in each."""

LEANING: Mapping[str, Mapping[str, float]] = {
    "oosterveen": {"results": -0.7, "people": -0.2, "openness": -0.3, "order": 0.7, "together": -0.4},
    "duinrand": {
        "results": 0.7,
        "people": 0.6,
        "openness": 0.4,
        "order": -0.7,
        "together": 0.5,
        "renewal": 0.6,
    },
    "polderwijk": {"results": 0.1, "people": 0.5, "openness": 0.3, "order": 0.1, "together": 0.7},
}
"""How far from the middle an organisation stands, in points; what is not named stands in the middle."""

TEXTS = (
    "Korte lijnen: even langslopen in plaats van een formulier.",
    "De vaste dag op kantoor met het hele team.",
    "Dat inwoners ons nog kunnen bellen.",
    "Samen lunchen.",
    "Dat ik zelf mag beslissen over gewone zaken.",
    "Onze kennis van de dorpen.",
    "De maandelijkse bespreking van moeilijke zaken.",
    "Ruimte om thuis te werken.",
    "Dat je elkaar aanspreekt.",
    "Het vooroverleg met de inwoner.",
    "Niet elk jaar een nieuw systeem.",
    "Dat er iemand is om mee te sparren.",
    "De buitendienst die alles ziet.",
    "Eerlijk zeggen als iets niet lukt.",
)
SEED = 20_26
RESPONSE = 0.8
DAYS_AGO, DAYS_OPEN, KEPT_DAYS = 45, 14, 180


def held(cooperation: Cooperation, names: Mapping[str, str], people: Mapping[Role, User]) -> Wave:
    """A survey that was held some weeks ago and has ended; the worker closes it and decides what may be shown.

    Args:
        cooperation: with the partners of `TEAMS`.
        names: of the partners, by id.
        people: who plays which role.
    """
    opens, closes = _moments(timezone.localtime())
    wave = actions.create_wave(
        cooperation=cooperation, setup=_setup(names, opens, closes), by=people[Role.HR_CHANGE]
    )
    signed_on = (opens - timedelta(days=7)).date()
    for condition in Condition:
        actions.sign_wave(
            wave=wave, condition=condition, seen=wave.digest, on=signed_on, by=people[SIGNING_ROLE[condition]]
        )
    wave.refresh_from_db()
    codes = actions.make_codes(wave=wave, new_code=new_code, by=people[Role.HR_CHANGE])
    actions.open_wave(wave=wave, now=opens - timedelta(hours=1), by=people[Role.HR_CHANGE])
    _fill_in(codes, opens + timedelta(days=1))
    return wave


def _moments(now: datetime) -> tuple[datetime, datetime]:
    day = (now - timedelta(days=DAYS_AGO)).date()
    zone = timezone.get_default_timezone()
    opens = datetime.combine(day, time(8), zone)
    return opens, datetime.combine(day + timedelta(days=DAYS_OPEN), time(18), zone)


def _setup(names: Mapping[str, str], opens: datetime, closes: datetime) -> dict[str, Any]:
    teams = {_key(partner, team): team for partner, found in TEAMS.items() for team in found}
    return WaveSetup.model_validate(
        {
            "name": "Zo werken wij (verzonnen antwoorden)",
            "questionnaire": questionnaires()["practices"],
            "organisations": {partner: names[partner] for partner in TEAMS},
            "groups": [
                {
                    "key": _key(partner, team),
                    "name": team,
                    "organisation": partner,
                    "team": _key(partner, team),
                    "invited": size,
                }
                for partner, found in TEAMS.items()
                for team, size in found.items()
            ],
            "teams": teams,
            "opens_at": opens,
            "closes_at": closes,
            "delete_answers_on": closes.date() + timedelta(days=KEPT_DAYS),
            "purpose": "Vóór de start weten waar onze organisaties op elkaar lijken en waar niet.",
            "legal_basis": "legitimate_interest",
            "legal_basis_note": "Zorgvuldige voorbereiding van een samenwerking als werkgever.",
            "works_council_contact": "Secretaris van de ondernemingsraad",
            "privacy_contact": "Functionaris gegevensbescherming",
        }
    ).to_plain()


def _key(partner: str, team: str) -> str:
    return f"{partner}-{team.lower().replace(' ', '-')}"


def _fill_in(codes: Mapping[str, list[str]], when: datetime) -> None:
    """Most people of each team answer; a team leans a little its own way, people more so."""
    chance = random.Random(SEED)
    questions = questionnaires()["practices"].questions
    texts = {partner: list(TEXTS) for partner in ("oosterveen",)}
    for group, given in codes.items():
        partner = group.partition("-")[0]
        team = chance.gauss(0, 0.15)
        for code in given[: round(len(given) * RESPONSE)]:
            person = chance.gauss(0, 0.3)
            content = {one.key: _answer(one, partner, team + person, chance) for one in questions}
            mine = texts.get(partner)
            actions.submit_answers(
                code=code,
                content=content,
                open_content={"open.keep": mine.pop()} if mine else {},
                now=when,
            )


def _answer(question: Question, partner: str, leaning: float, chance: random.Random) -> int:
    """An answer around where the organisation stands; what people need together lies between the organisations."""
    own = LEANING[partner].get(question.dimension, 0.0)
    others = [rows.get(question.dimension, 0.0) for name, rows in LEANING.items() if name != partner]
    # People see a partner as further away from themselves than it is.
    seen = 1.3 * sum(others) / len(others) - 0.3 * own
    mean = {"own": own, "partner": seen, "needed": 0.3 + 0.2 * own}[question.perspective]
    side = -1 if question.reverse else 1
    middle = (1 + question.points) / 2
    return min(question.points, max(1, round(middle + side * (mean + leaning) + chance.gauss(0, 0.8))))
