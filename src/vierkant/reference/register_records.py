"""Turns the element of one arrangement into an `Arrangement`, and tells what in it is not right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from vierkant.reference.forms import LegalForm
from vierkant.reference.lookup import find_abolished, find_municipality, municipalities
from vierkant.reference.register import (
    Acquisition,
    Arrangement,
    Organ,
    Participant,
    ParticipantKind,
    RegisterProblem,
)
from vierkant.reference.register_problems import record_problem

FORM_CODES: Mapping[str, LegalForm] = {
    "OL": LegalForm.OPENBAAR_LICHAAM,
    "BVO": LegalForm.BEDRIJFSVOERINGSORGANISATIE,
    "GO": LegalForm.GEMEENSCHAPPELIJK_ORGAAN,
    "CC": LegalForm.CENTRUMGEMEENTE,
    "RZM": LegalForm.REGELING_ZONDER_MEER,
}
"""The codes of the register's schema (oo-export 2.6.3)."""

_FORM_WORDS: Mapping[str, str] = {
    "openbaar lichaam": "OL",
    "bedrijfsvoeringsorganisatie": "BVO",
    "gemeenschappelijk orgaan": "GO",
    "centrumconstructie": "CC",
    "regeling zonder meer": "RZM",
}
_ACQUISITIONS: Mapping[str, Acquisition] = {
    "attributie": Acquisition.ATTRIBUTION,
    "delegatie": Acquisition.DELEGATION,
    "mandaat": Acquisition.MANDATE,
    "zonder mandaat": Acquisition.WITHOUT_MANDATE,
}
_ORGANS: Mapping[str, Organ] = {
    "gemeenteraad": Organ.COUNCIL,
    "college van burgemeester en wethouders": Organ.MUNICIPAL_EXECUTIVE,
    "burgemeester": Organ.MAYOR,
    "provinciale staten": Organ.PROVINCIAL_COUNCIL,
    "gedeputeerde staten": Organ.PROVINCIAL_EXECUTIVE,
    "commissaris van de koning": Organ.KINGS_COMMISSIONER,
    "commissaris van de koningin": Organ.KINGS_COMMISSIONER,
    "algemeen bestuur": Organ.GENERAL_BOARD,
    "dagelijks bestuur": Organ.EXECUTIVE_BOARD,
    "minister": Organ.MINISTER,
}
_KINDS: Mapping[str, ParticipantKind] = {
    "gemeente": ParticipantKind.MUNICIPALITY,
    "provincie": ParticipantKind.PROVINCE,
    "waterschap": ParticipantKind.WATER_BOARD,
    "ministerie": ParticipantKind.MINISTRY,
    "so": ParticipantKind.JOINT_BODY,
}
_IDENTIFIER = re.compile(r"/tooi/id/([a-z]+)/([a-z]+\d+)/?$", re.IGNORECASE)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:$|[T+Z-])")
_COST_KEY = re.compile(r"\d{0,9}(?:,\d{0,9})?")
_QUOTES = "'\"‘’“” "
_CENTRE = "centrum"
_CENTRE_IN = ("titel", "citeertitel", "doel", "bevoegdheden")


class Element:
    """An element of a record while it is read: its name without namespace, its attributes, text and children."""

    __slots__ = ("attributes", "children", "line", "name", "text")

    def __init__(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.text: list[str] = []
        self.children: list[Element] = []

    def attribute(self, name: str) -> str:
        """The attribute with or without a prefix; empty when it is not there."""
        for key, value in self.attributes.items():
            if key == name or key.endswith(f":{name}"):
                return value.strip()
        return ""

    def child(self, name: str) -> Element | None:
        """The first element directly under this one with the name."""
        return next((item for item in self.children if item.name == name), None)

    def words(self) -> str:
        """Its own text, with single spaces."""
        return " ".join("".join(self.text).split())

    def text_of(self, name: str) -> str:
        """The text of the first child with the name; empty without one."""
        found = self.child(name)
        return found.words() if found else ""

    def named(self) -> str:
        """Its text, or that of a ``naam`` in it: version 2.6.3 of the schema allows both."""
        return self.text_of("naam") or self.words()

    def under(self, name: str) -> tuple[Element, ...]:
        """The elements in the list with the name."""
        found = self.child(name)
        return tuple(found.children) if found else ()

    def holds(self, word: str) -> bool:
        """Whether the word (lower case) stands in it, at any depth."""
        return word in self.words().lower() or any(item.holds(word) for item in self.children)


def day_of(text: str) -> date | None:
    """The day in an XML date or moment; None when there is none, or it does not exist."""
    found = _DAY.match(text.strip())
    try:
        return date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None


def code_of(element: Element) -> str | None:
    """The code in the TOOI address of an organisation, in capitals: ``GM0503``."""
    found = _IDENTIFIER.search(element.attribute("resourceIdentifierTOOI"))
    return found.group(2).upper() if found else None


def arrangement_of(
    element: Element, *, cross_border: bool
) -> tuple[Arrangement | None, tuple[RegisterProblem, ...]]:
    """The arrangement, and what is wrong with its record; no arrangement when it has no number or no title."""
    return _Record(element).read(cross_border=cross_border)


class _Record:
    def __init__(self, element: Element) -> None:
        self._element = element
        self._id = element.attribute("systeemId")
        self._title = element.text_of("titel")
        self._problems: list[RegisterProblem] = []

    def read(self, *, cross_border: bool) -> tuple[Arrangement | None, tuple[RegisterProblem, ...]]:
        element = self._element
        if not self._id:
            self._problem("no_id", {})
        if not self._title:
            self._problem("no_title", {"record": self._id or "–"})
        if not self._id or not self._title:
            return None, tuple(self._problems)
        form_code = self._form_code()
        found = Arrangement(
            id=self._id,
            title=self._title,
            short_title=element.text_of("citeertitel") or None,
            form=FORM_CODES.get(form_code),
            form_code=form_code,
            acquisition=self._acquisition(),
            participants=self._participants(),
            organisation=element.text_of("regionaalSamenwerkingsorgaan") or None,
            source_holder=element.text_of("bronhouder") or None,
            policy_fields=tuple(item.named() for item in element.under("beleidsterreinen") if item.named()),
            starts_on=self._day("datumInwerkingtreding"),
            ends_on=self._day("datumUitwerkingtreding"),
            verified_on=self._day("datumTerVerificatie"),
            mentions_centre=any(item.holds(_CENTRE) for item in element.children if item.name in _CENTRE_IN),
            cross_border=cross_border,
            line=element.line,
        )
        if found.starts_on is None and not element.text_of("datumInwerkingtreding"):
            self._problem("no_start", {})
        return found, tuple(self._problems)

    def _problem(self, kind: str, arguments: Mapping[str, str | int]) -> None:
        self._problems.append(
            record_problem(
                kind,
                line=self._element.line,
                record=self._id or None,
                title=self._title,
                arguments=dict(arguments),
            )
        )

    def _form_code(self) -> str:
        """The abbreviation; the words beside it carry quotes that do not belong there."""
        form = self._element.child("samenwerkingsvorm")
        words = form.words().strip(_QUOTES) if form else ""
        code = form.attribute("afkorting").upper() if form else ""
        code = code or _FORM_WORDS.get(words.lower(), "")
        if code not in FORM_CODES:
            self._problem("form", {"found": (code or words or "–")[:60]})
        return code or words

    def _acquisition(self) -> tuple[Acquisition, ...]:
        found = []
        for item in self._element.under("bevoegdheidsverkrijgingen"):
            words = item.words()
            known = _ACQUISITIONS.get(words.lower())
            if known is None:
                self._problem("acquisition", {"found": words[:60] or "–"})
            elif known not in found:
                found.append(known)
        return tuple(found)

    def _day(self, field: str) -> date | None:
        return self._checked_day(self._element.text_of(field), field)

    def _checked_day(self, text: str, field: str) -> date | None:
        found = day_of(text)
        if found is None and text:
            self._problem("date", {"field": field, "found": text[:40]})
        return found

    def _participants(self) -> tuple[Participant, ...]:
        rows = self._element.under("deelnemendeOrganisaties")
        return tuple(self._participant(row) for row in rows if row.name == "deelnemendeOrganisatie")

    def _participant(self, row: Element) -> Participant:
        name = row.named()
        if not name:
            self._problem("no_name", {})
        code, kind = _identified(row, name)
        return Participant(
            name=name or code or "–",
            kind=kind,
            code=code,
            organs=_organs(row),
            joined_on=self._checked_day(row.text_of("toetredingsDatum"), "toetredingsDatum"),
            cost_key=self._cost_key(row.text_of("verdeelsleutel")),
        )

    def _cost_key(self, text: str) -> float | None:
        if not text or text == ",":
            return None
        if not _COST_KEY.fullmatch(text):
            self._problem("cost_key", {"found": text[:40]})
            return None
        return float(text.replace(",", "."))


def _organs(row: Element) -> tuple[Organ, ...]:
    found = []
    for item in row.under("bestuursorganen"):
        known = _ORGANS.get(item.named().lower(), Organ.OTHER)
        if known not in found:
            found.append(known)
    return tuple(found)


def _identified(row: Element, name: str) -> tuple[str | None, ParticipantKind]:
    """Code and kind: from the TOOI address, otherwise from the name where that is beyond doubt."""
    found = _IDENTIFIER.search(row.attribute("resourceIdentifierTOOI"))
    if found:
        kind = _KINDS.get(found.group(1).lower(), ParticipantKind.OTHER)
        return found.group(2).upper(), kind
    place = row.attribute("resourceIdentifierOWMS").rpartition("/")[2]
    if name.lower().startswith("gemeente ") or place.endswith("_(gemeente)"):
        same = find_municipality(name) or find_abolished(name)
        if same is not None:
            return same.code, ParticipantKind.MUNICIPALITY
    if name.lower().startswith("provincie "):
        for item in municipalities():
            if item.province.lower() == name.lower().removeprefix("provincie ").strip():
                return item.province_code, ParticipantKind.PROVINCE
    if name.lower().startswith("ministerie van "):
        return None, ParticipantKind.MINISTRY
    if name.lower().startswith(("waterschap ", "hoogheemraadschap ")):
        return None, ParticipantKind.WATER_BOARD
    return None, ParticipantKind.OTHER
