"""What can be released per group, from the dossier as all partners share it, and what changed since the last time."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vierkant import terms
from vierkant.change.employee_page import employee_page
from vierkant.change.settings import settings
from vierkant.change.staff_view import StaffViewError, staff_view
from vierkant.dossier.composing import partner_name
from vierkant.dossier.problems import DossierError
from vierkant.dossier.reading import from_plain
from vierkant_web.jobs.current import visible_plain
from vierkant_web.permissions import SHARED, Visit
from vierkant_web.releases import digest_of
from vierkant_web.templatetags.words import page_language

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """One group (or everybody) with the view that can be released now, or why there is none."""

    group: str
    """Its id; empty for the general page."""
    name: str
    partner: str
    view: dict[str, Any] | None
    refusal: str

    @property
    def digest(self) -> str:
        """Name of the view; empty when there is none."""
        return "" if self.view is None else digest_of(self.view)


def offers(place: Visit, wanted: str | None = None) -> list[Offer] | None:
    """The general page and every group that all partners may see; only ``wanted`` when it is given.

    None: the dossier cannot be read until somebody repairs it. One query.
    """
    try:
        dossier = from_plain(visible_plain(place, SHARED))
    except DossierError:
        return None
    change = dossier.change
    partners = {partner.id: partner_name(partner) for partner in dossier.partners}
    smallest = int(settings(dossier.assumptions).value("smallest_group"))
    groups = [
        ("", "", ""),
        *((row.id, row.name, partners.get(row.partner or "", "")) for row in change.groups),
    ]
    found = []
    for group, name, partner in groups:
        if wanted is not None and group != wanted:
            continue
        view, refusal = None, ""
        try:
            view = staff_view(change, group or None, partners=partners, smallest=smallest)
        except StaffViewError as error:
            refusal = terms.render(error.message, page_language())
        found.append(Offer(group, name, partner, view, refusal))
    return found


def group_names(place: Visit) -> dict[str, str]:
    """Id → name of the groups that this visitor may see. One query."""
    return {row["id"]: row["name"] for row in visible_plain(place).get("people", ())}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that went or came."""

    is_new: bool
    text: str


def differences(old: View, new: View) -> list[Line]:
    """What an employee would read differently, line by line.

    A phase model of the project's own is written in two languages, and staff may read either: of the language that is
    not on the screen its texts are compared as well, so that none is released unseen.
    """
    language = page_language()
    before, after = employee_page(old, language), employee_page(new, language)
    found = _compared([*_lines(before), *_model_lines(before)], [*_lines(after), *_model_lines(after)])
    if old["own_phase_model"] == new["own_phase_model"]:
        return found
    other: terms.Language = "en" if language == "nl" else "nl"
    pages = (employee_page(view, other) for view in (old, new))
    return [*found, *(line for line in _compared(*map(_model_lines, pages)) if line not in found)]


def _compared(old: Iterable[str], new: Iterable[str]) -> list[Line]:
    rows = difflib.ndiff(list(old), list(new))
    return [Line(row.startswith("+ "), row[2:]) for row in rows if row[:2] in ("+ ", "- ")]


def _lines(page: Mapping[str, Any]) -> Iterator[str]:
    """Everything on the page of an employee as lines of text; of our own texts the titles."""
    yield _joined(page["group"], page["partner"])
    changes = page["changes"]
    if changes:
        yield from filter(None, (changes["summary"], changes["stays"]))
        yield _joined(changes["status"]["text"], changes["answer_by"])
        yield _joined(changes["starts_on"], changes["ends_on"])
        yield _joined(changes["decided_by"], changes["helped_by"])
        for row in changes["aspects"]:
            yield _joined(row["name"], row["size_text"], row["changes"], row["stays"], row["on"],
                          row["status"]["text"], row["answer_by"])  # fmt: skip
    for row in page["undecided"]:
        yield _joined(row["what"], row["answer_by"], row["decided_by"])
    for row in page["questions"]:
        yield _joined(row["question"], row["answer"], row["answered_on"], row["answer_by"], row["decided_by"])
    for row in (*page["contacts"], *page["disagree"]["ways"]):
        yield _joined(row["name"], row["text"])
    for phase in page["phases"]:
        for row in phase["planned"]:
            yield _joined(
                phase["name"], row["name"], row["kind_text"], row["from_on"], row["until_on"], row["owner"]
            )
    yield from (row["title"] for row in page["content"].values())
    yield from filter(None, (page["slower_route"], page["after_start"]))


def _model_lines(page: Mapping[str, Any]) -> Iterator[str]:
    """Every text of the phase model, with the points that decide which step is suggested."""
    yield page["check"]["intro"]
    for row in page["check"]["answers"]:
        yield _joined(row["text"], str(row["points"]))
    yield from (row["text"] for row in page["check"]["items"])
    for phase in page["phases"]:
        yield _joined(phase["name"], phase["text"], phase["next"])
        yield from filter(None, (phase["signals"], phase["slower"], phase["manager"]))
        yield _joined(phase["name"], str(phase["reached_from"]))
    yield page["disagree"]["text"]


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
