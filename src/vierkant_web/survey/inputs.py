"""The setup of a wave between the forms and the engine. With `inputs_groups.py`, `inputs_plan.py` and
`inputs_papers.py` the only modules of this folder that see the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from vierkant.dossier.composing import partner_name
from vierkant.dossier.sections import Partner
from vierkant.quantities import Message, to_plain
from vierkant.survey.questionnaires import (
    Questionnaire,
    QuestionnaireError,
    questionnaires,
    read_questionnaire,
)
from vierkant.survey.setup import ZONE, LegalBasis, WaveSetup, rotation
from vierkant.survey.setup_checks import FLOOR_OPEN_TEXT, FLOOR_RESPONDENTS, check_setup
from vierkant.terms import render
from vierkant_web.jobs.current import visible_plain
from vierkant_web.models import Wave
from vierkant_web.permissions import Visit
from vierkant_web.templatetags.words import page_language

Plain = dict[str, Any]
FLOORS = {"respondents": FLOOR_RESPONDENTS, "open_text": FLOOR_OPEN_TEXT}
LEGAL_BASES = tuple(basis.value for basis in LegalBasis)
__all__ = ["FLOORS", "LEGAL_BASES", "QuestionnaireError"]


class UnreadableError(ValueError):
    """A setup that cannot be kept; ``fields``: the parts of it that are not right."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def setup_of(wave: Wave) -> WaveSetup:
    """The setup as it is stored; an empty one for what cannot be read any more."""
    try:
        return WaveSetup.from_plain(wave.setup)
    except ValidationError:
        return WaveSetup()


def changed(wave: Wave, fields: Mapping[str, Any]) -> Plain:
    """The setup with these fields changed, as JSON.

    Raises:
        UnreadableError: a field is not what it should be.
    """
    plain = {**setup_of(wave).to_plain(), **fields}
    try:
        return WaveSetup.from_plain(
            {key: value for key, value in plain.items() if value is not None}
        ).to_plain()
    except ValidationError as error:
        raise UnreadableError(tuple(dict.fromkeys(str(row["loc"][0]) for row in error.errors()))) from error


def organisations(place: Visit) -> dict[str, str]:
    """The partners of the dossier: id → name. One query."""
    found = {}
    for row in visible_plain(place).get("partners") or ():
        try:
            partner = Partner.model_validate(row)
        except ValidationError:
            continue
        found[partner.id] = partner_name(partner)
    return found


def first_fields(name: str, partners: Mapping[str, str], previous: Wave | None) -> Plain:
    """What a new wave begins with; from the wave before it comes what rarely changes."""
    before: Plain = {}
    if previous is not None:
        plain = setup_of(previous).to_plain()
        kept = ("questionnaire", "teams", "families", "groups", "tables", "thresholds", "merges", "purpose",
                "legal_basis", "legal_basis_note", "works_council_contact", "privacy_contact", "channel",
                "organisations")  # fmt: skip
        before = {field: plain[field] for field in kept if field in plain}
    plain = {"organisations": dict(partners), **before, "name": name}
    return WaveSetup.from_plain(plain).to_plain()


def shipped() -> list[Plain]:
    """The questionnaires that we bring, in the language of the page."""
    return [_shown(found) for found in questionnaires().values()]


def shown(wave: Wave) -> Plain | None:
    """The questionnaire of a wave, with everything that is asked."""
    found = setup_of(wave).questionnaire
    return _shown(found) if found else None


def own_questionnaire(text: str) -> Plain:
    """A questionnaire of somebody's own, as JSON.

    Raises:
        QuestionnaireError: it is none; holds all problems.
    """
    return read_questionnaire(text).to_plain()


def shipped_questionnaire(key: str) -> Plain:
    """One of ours, as JSON.

    Raises:
        KeyError: there is none with this key.
    """
    return questionnaires()[key].to_plain()


def sentences(messages: Iterable[Message]) -> list[str]:
    """In the language of the page."""
    return [render(message, page_language()) for message in messages]


def problems(wave: Wave, now: datetime | None = None) -> list[Plain]:
    """Everything that is not right yet in the setup, red first, as findings in plain JSON."""
    return [to_plain(finding) for finding in check_setup(setup_of(wave), now=now)]


def default_seen(partners: Iterable[str]) -> dict[str, str]:
    """Which partner the employees of each organisation are asked about, unless chosen otherwise."""
    return rotation(tuple(partners))


def moment(value: datetime) -> str:
    """A moment as the setup keeps it, in the time of the Netherlands."""
    return value.astimezone(ZoneInfo(ZONE)).isoformat(timespec="minutes")


def _shown(found: Questionnaire) -> Plain:
    language = page_language()
    perspectives = {row.key: row.name.text(language) for row in found.perspectives}
    order = list(perspectives.values())
    dimensions = {row.key: row for row in found.dimensions}
    rows = []
    for question in found.questions:
        dimension = dimensions[question.dimension]
        rows.append(
            {
                "key": question.key,
                "perspective": perspectives[question.perspective],
                "dimension": dimension.name.text(language),
                "text": question.text.text(language) if question.text else "",
                "low": question.low.text(language) if question.low else "",
                "high": question.high.text(language) if question.high else "",
                "reverse": question.reverse,
            }
        )
    return {
        "key": found.key,
        "version": found.version,
        "title": found.title.text(language),
        "intro": found.intro.text(language),
        "licence": found.licence,
        "source": found.source,
        "questions": sorted(rows, key=lambda row: order.index(row["perspective"])),
        "count": len(rows),
        "labels": [label.text(language) for label in found.scale.labels],
        "open_questions": [row.text.text(language) for row in found.open_questions],
        "minutes": max(1, round(found.seconds(language) / 60)),
    }
