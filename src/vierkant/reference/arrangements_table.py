"""One row of ``arrangements.csv``: how an arrangement is written there, and read back.

Participants stand in one cell, ``|`` between them, each ``code~organs~name~key``; what is empty at the end is left
out. The name of a municipality is left out too: its code says it. Organs are single letters. The day of joining is not
kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vierkant.reference.forms import LegalForm
from vierkant.reference.lookup import abolished, municipality
from vierkant.reference.register import Acquisition, Arrangement, Organ, Participant, ParticipantKind
from vierkant.reference.register_records import FORM_CODES

COLUMNS = (
    "id",
    "title",
    "short_title",
    "form",
    "acquisition",
    "organisation",
    "source_holder",
    "policy_fields",
    "starts_on",
    "verified_on",
    "mentions_centre",
    "cross_border",
    "participants",
)

_ORGAN_LETTERS: Mapping[Organ, str] = {
    Organ.COUNCIL: "c",
    Organ.MUNICIPAL_EXECUTIVE: "e",
    Organ.MAYOR: "m",
    Organ.PROVINCIAL_COUNCIL: "s",
    Organ.PROVINCIAL_EXECUTIVE: "p",
    Organ.KINGS_COMMISSIONER: "k",
    Organ.GENERAL_BOARD: "g",
    Organ.EXECUTIVE_BOARD: "b",
    Organ.MINISTER: "r",
    Organ.OTHER: "o",
}
_ORGANS = {letter: organ for organ, letter in _ORGAN_LETTERS.items()}
_KIND_LETTERS: Mapping[ParticipantKind, str] = {
    ParticipantKind.PROVINCE: "PV",
    ParticipantKind.WATER_BOARD: "WS",
    ParticipantKind.MINISTRY: "MNRE",
    ParticipantKind.JOINT_BODY: "SO",
}
_KINDS = {code: kind for kind, code in _KIND_LETTERS.items()}


def row_of(item: Arrangement, *, centre: bool) -> dict[str, str]:
    """The arrangement as a row of text.

    Args:
        item: an arrangement that has not ended.
        centre: whether its whole text mentions "centrum".

    Raises:
        ValueError: a name holds a character that separates in the table, or a code of a kind that it cannot tell.
    """
    return {
        "id": item.id,
        "title": item.title,
        "short_title": item.short_title or "",
        "form": item.form_code,
        "acquisition": " ".join(item.acquisition),
        "organisation": item.organisation or "",
        "source_holder": item.source_holder or "",
        "policy_fields": ";".join(item.policy_fields),
        "starts_on": item.starts_on.isoformat() if item.starts_on else "",
        "verified_on": item.verified_on.isoformat() if item.verified_on else "",
        "mentions_centre": "1" if centre else "",
        "cross_border": "1" if item.cross_border else "",
        "participants": "|".join(_written(participant) for participant in item.participants),
    }


def _written(item: Participant) -> str:
    letters = "".join(_ORGAN_LETTERS[organ] for organ in item.organs)
    named = item.kind is not ParticipantKind.MUNICIPALITY or not item.code
    if named and (_kind(item.code or "") is not item.kind or set(item.name) & set("|~")):
        raise ValueError(f"cannot be written in the table: {item.name} ({item.code})")
    key = "" if item.cost_key is None else f"{item.cost_key:g}"
    return "~".join((item.code or "", letters, item.name if named else "", key)).rstrip("~")


def _kind(code: str) -> ParticipantKind:
    return _KINDS.get(code.rstrip("0123456789"), ParticipantKind.OTHER)


def arrangement_from(row: Mapping[str, str]) -> Arrangement:
    """The arrangement in a row of the table."""
    return Arrangement(
        id=row["id"],
        title=row["title"],
        short_title=row["short_title"] or None,
        form=_form(row["form"]),
        form_code=row["form"],
        acquisition=tuple(Acquisition(word) for word in row["acquisition"].split()),
        participants=tuple(_read(text) for text in row["participants"].split("|") if text),
        organisation=row["organisation"] or None,
        source_holder=row["source_holder"] or None,
        policy_fields=tuple(row["policy_fields"].split(";")) if row["policy_fields"] else (),
        starts_on=_day(row["starts_on"]),
        ends_on=None,
        verified_on=_day(row["verified_on"]),
        mentions_centre=bool(row["mentions_centre"]),
        cross_border=bool(row["cross_border"]),
    )


def _form(code: str) -> LegalForm | None:
    return FORM_CODES.get(code)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _read(text: str) -> Participant:
    code, letters, name, key = (*text.split("~"), "", "", "")[:4]
    organs = tuple(_ORGANS[letter] for letter in letters)
    cost_key = float(key) if key else None
    if name:
        return Participant(name, _kind(code), code or None, organs, cost_key=cost_key)
    found = municipality(code) or abolished(code)
    name = found.name if found else code
    return Participant(name, ParticipantKind.MUNICIPALITY, code, organs, cost_key=cost_key)
