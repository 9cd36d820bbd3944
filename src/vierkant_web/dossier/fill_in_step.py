"""What one step of filling in is: the section, how it is asked, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from vierkant.terms import SECTION_WORDS
from vierkant_web.dossier.forms_asks import Words
from vierkant_web.dossier.inputs import INNER, OWN_SECTIONS
from vierkant_web.dossier.inputs_change import CHANGE_SECTIONS
from vierkant_web.dossier.inputs_grip import GRIP_SECTIONS
from vierkant_web.dossier.inputs_interests import INTEREST_SECTIONS
from vierkant_web.dossier.inputs_numbers import MONEY_SECTIONS, WHY_SECTIONS
from vierkant_web.dossier.inputs_scan import SCAN_SECTIONS
from vierkant_web.permissions import Visit


@dataclass(frozen=True, slots=True)
class Better:
    """A page on which the same is easier to do than in the list of questions."""

    name: str
    """Of the address."""
    title: Words
    text: Words
    own_name: str = ""
    """Of the address for the part of one partner, when that has a page of its own."""
    own_title: Words = ""
    own_text: Words = ""

    def shown(self, place: Visit, partner: str) -> dict[str, Words]:
        """Its address for the variant of this visit, and the words of the link."""
        where = {"slug": place.cooperation.slug}
        if partner and self.own_name:
            url = reverse(self.own_name, kwargs={**where, "partner": partner}) + place.query
            return {"url": url, "title": self.own_title, "text": self.own_text}
        url = reverse(self.name, kwargs=where) + place.query
        return {"url": url, "title": self.title, "text": self.text}


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions."""

    section: str
    shape: str
    """one, rows, map, parameters, or single: one row of each partner, and none of all together."""
    title: Words
    lead: Words
    add: Words = ""
    row_title: Words = ""
    more: Words = ""
    optional: bool = False
    own_title: Words = ""
    own_lead: Words = ""
    shared_title: Words = ""
    """The name of the part that belongs to no partner, when each partner has rows of its own."""
    better: Better | None = None
    """A page on which the same is easier to do."""

    @property
    def chapter(self) -> str:
        """Under which heading the step stands in the list of all steps."""
        if self.section in CHANGE_SECTIONS:
            return "people"
        if self.section in ("form_answers", "agreements", *GRIP_SECTIONS):
            return "grip"
        if self.section in ("functions", *WHY_SECTIONS):
            return "why"
        if self.section in (*MONEY_SECTIONS, "assumptions"):
            return "numbers"
        if self.section in INTEREST_SECTIONS:
            return "interests"
        if self.section in SCAN_SECTIONS:
            return "organisations"
        return "start" if self.section in ("cooperation", "partners", "tasks") else "agree"

    @property
    def is_single(self) -> bool:
        """Whether each partner has one row, and all together have none."""
        return self.shape == "single"

    @property
    def is_human(self) -> bool:
        """Whether it is about the people for whom something changes."""
        return self.section in CHANGE_SECTIONS

    @property
    def is_own_rows(self) -> bool:
        """Whether a partner has rows of its own, and not a side of rows that all share."""
        return self.section in OWN_SECTIONS and self.section not in INNER

    @property
    def word(self) -> str:
        """In the address."""
        return SECTION_WORDS[self.section]

    @property
    def has_own_part(self) -> bool:
        """Whether every partner fills in a side of its own."""
        return self.section in OWN_SECTIONS
