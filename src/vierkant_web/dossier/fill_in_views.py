"""What the pages of filling in show: the part of the dossier an address is about, and the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vierkant_web.actions import Invalid
from vierkant_web.dossier import inputs, inputs_numbers
from vierkant_web.dossier.fill_in_doubts import notes
from vierkant_web.dossier.fill_in_pages import Entry, Page
from vierkant_web.dossier.fill_in_readable import Loss, blocks, differences
from vierkant_web.dossier.fill_in_step import Step
from vierkant_web.dossier.fill_in_steps import (
    BY_SECTION,
    EMPTY,
    STATE_WORDS,
    STEPS,
    address,
    state_of,
)
from vierkant_web.dossier.forms_asks import Words
from vierkant_web.dossier.inputs_change import ABOUT_ONE
from vierkant_web.dossier.inputs_closed import closed_groups, without_closed
from vierkant_web.models import FILLED_IN_ALONE, NEVER_PUBLIC, SectionRevision, Visibility
from vierkant_web.opened_together import is_opened
from vierkant_web.permissions import Visit

_CURVES = "business_case.curve."
_ROOMS: dict[str, Words] = {
    "business_case": inputs.say_first("dossier.k_name.costs"),
    "four_ks": inputs.say_first("dossier.k_name.vulnerability"),
    "change": inputs.say_first("dossier.block_name.people"),
    "lessons": gettext_lazy("Lessons"),
    "withdrawal": gettext_lazy("The price of leaving"),
    _CURVES: gettext_lazy("What scale does to the cost"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One part of a dossier on one visit: the step, the partner (or none), and what stands there."""

    place: Visit
    step: Step
    partner: str
    parts: Mapping[inputs.Key, Any]
    numbers: Mapping[inputs.Key, int]
    partners: Mapping[str, str]
    revision: SectionRevision | None
    opened: bool = False
    """Whether it was opened together: nothing changes until a new round begins."""

    @classmethod
    def find(cls, place: Visit, step: Step, partner: str) -> Spot:
        """Read every visible part, in one query; one more for what is opened together."""
        rows = {(row.section, row.partner): row for row in place.revisions().select_related("author")}
        parts = {key: row.content for key, row in rows.items() if row.content is not None}
        names = inputs.partner_names(inputs.merge(parts))
        numbers = {key: row.number for key, row in rows.items()}
        opened = step.section in FILLED_IN_ALONE and is_opened(place.variant, step.section)
        return cls(place, step, partner, parts, numbers, names, rows.get((step.section, partner)), opened)

    @property
    def key(self) -> inputs.Key:
        """Section and partner."""
        return (self.step.section, self.partner)

    @property
    def may_write(self) -> bool:
        """Whether this visitor may answer here."""
        may_write = self.place.access.may_write(self.partner, self.step.section)
        return may_write and self.place.variant.archived is None and not self.opened

    @property
    def number(self) -> int:
        """The revision that the page is filled from; 0 when there is none."""
        return self.numbers.get(self.key, 0)

    @property
    def visibility(self) -> str:
        """Who can read this part; what was never saved will be shared, unless each partner fills it in alone."""
        first = Visibility.PRIVATE if self.step.section in FILLED_IN_ALONE else Visibility.SHARED
        return self.revision.visibility if self.revision else first.value

    @property
    def visibilities(self) -> list[Visibility]:
        """What this visitor may choose."""
        if self.step.section in FILLED_IN_ALONE:
            return []
        if not self.may_write or (not self.partner and self.key not in self.numbers):
            return []
        own = bool(self.partner) and self.partner == self.place.access.partner
        closed = {Visibility.PUBLIC} if self.step.section in NEVER_PUBLIC else set()
        closed |= set() if own else {Visibility.PRIVATE}
        return [item for item in Visibility if item not in closed]

    def page(self, data: QueryDict | None = None) -> Page:
        """The questions of this part."""
        return Page(self.step, self.partner, self.parts, data)

    def address(self, name: str = "fill_in") -> str:
        """The address of this part."""
        return address(self.place, self.step, self.partner, name)


def whole(text: str | None) -> int:
    """A number from a hidden field; what is no number counts as "nothing seen"."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def restored(data: QueryDict) -> QueryDict:
    """The answers; with "do not remove" pressed, the boxes "remove" are unticked."""
    if "restore" not in data:
        return data
    kept = data.copy()
    for name in [name for name in kept if name.endswith("-DELETE")]:
        del kept[name]
    return kept


def refusal(error: Exception, spot: Spot) -> str:
    """Why an action said no, and what to do."""
    partner = spot.partners.get(spot.partner, "")
    if isinstance(error, PermissionDenied):
        return _("%(partner)s has closed this part. Ask %(partner)s to fill it in or to share it.") % {
            "partner": partner
        }
    if isinstance(error, Invalid) and error.code == "archived":
        return _("This variant was put away. Take it back first.")
    if isinstance(error, Invalid) and error.code == "never_public":
        return _("This part can never be public: it says how groups of employees fare.")
    if isinstance(error, Invalid) and error.code in ("filled_in_alone", "opened_already"):
        return _("This was opened together. It can change again when a new round begins.")
    return _("This is too much for one part. Make the texts shorter.")


def in_one_line(page: Page, lost: list[Loss]) -> str:
    """Everything that is wrong, for the line under the form."""
    if lost:
        titles = ", ".join(loss.title for loss in lost)
        return _("%(titles)s is used elsewhere. Choose “Save and continue” to see what would be lost.") % {
            "titles": titles
        }
    return " ".join(
        f"{item['label']}: {item['text']}" if item["label"] else item["text"] for item in page.problems
    )


def onward(spot: Spot, wish: str) -> str:
    """Where to go after saving: the overview, or the next part for this visitor."""
    if wish != "overview":
        mine = [key for key in parts_of(spot) if spot.place.access.may_write(key[1], key[0])]
        place = mine.index(spot.key) + 1 if spot.key in mine else len(mine)
        if place < len(mine):
            section, partner = mine[place]
            return address(spot.place, BY_SECTION[section], partner)
    return reverse("fill_in", kwargs={"slug": spot.place.cooperation.slug}) + spot.place.query


def parts_of(spot: Spot) -> list[inputs.Key]:
    """All parts in the order of filling in."""
    found: list[inputs.Key] = []
    for step in STEPS:
        if not step.is_single:
            found.append((step.section, ""))
        if step.has_own_part:
            found.extend((step.section, partner) for partner in spot.partners)
    return found


def title(spot: Spot, partner: str, step: Step) -> str:
    """What a part is called: "our side" only to whom it belongs."""
    if not partner:
        return str(step.title)
    if partner == spot.place.access.partner:
        return str(step.own_title)
    return f"{step.title} · {spot.partners.get(partner, partner)}"


def _around(spot: Spot) -> dict[str, Any]:
    """What every page of a step shows: title, place in the series, who may see it, who saved it last."""
    step, partner, place = spot.step, spot.partner, spot.place
    names = spot.partners
    overview = reverse("fill_in", kwargs={"slug": place.cooperation.slug}) + place.query
    return {
        "spot": spot,
        "step": step,
        "number": STEPS.index(step) + 1,
        "count": len(STEPS),
        "title": title(spot, partner, step),
        "lead": "" if partner and not spot.may_write else step.own_lead if partner else step.lead,
        "partner_name": names.get(partner, ""),
        "overview_url": overview,
        "breadcrumb": [{"title": _("Overview"), "url": place.cooperation.url + place.query},
                       {"title": _("Fill in"), "url": overview}],
        "parts": _parts(spot) if step.has_own_part else [],
        "better": _better(spot),
        "visibility_url": spot.address("fill_in_visibility"),
        "sources_url": address(place, BY_SECTION["sources"]),
        "members": place.access.role is not None,
        "has_content": (spot.revision is not None or spot.may_write) and (bool(partner) or not step.is_single),
        "sides": _sides(spot) if step.is_single and not partner else [],
    }  # fmt: skip


def _sides(spot: Spot) -> list[dict[str, Any]]:
    """Of a step with one row for each partner: how far each is, and where it is filled in."""
    found = []
    for partner, name in spot.partners.items():
        state = state_of(spot.step, partner, spot.parts, spot.partners)
        own = partner == spot.place.access.partner
        # Empty and closed look the same from outside, and so they are called the same.
        word = _("Nothing to see yet") if state == EMPTY and not own else STATE_WORDS[state]
        url = address(spot.place, spot.step, partner)
        found.append({"name": name, "url": url, "state": state, "word": word, "own": own})
    return found


def _better(spot: Spot) -> dict[str, Any] | None:
    better = spot.step.better
    return better.shown(spot.place, spot.partner) if better is not None else None


def _parts(spot: Spot) -> list[dict[str, Any]]:
    """The parts of this step: the shared one, then one for each partner."""
    rows = [("", spot.step.shared_title or _("The list of all partners")), *spot.partners.items()]
    return [
        {"title": name, "url": address(spot.place, spot.step, key), "current": key == spot.partner}
        for key, name in rows
    ]


def form(spot: Spot, page: Page, lost: list[Loss] | None = None) -> dict[str, Any]:
    """The page on which somebody answers."""
    data = page.data if page.data is not None else QueryDict()
    return _around(spot) | {
        "page": page,
        "lost": lost or [],
        "problems": page.problems if page.data is not None and not lost else [],
        "based_on": whole(data.get("based_on")) if data else spot.number,
        "municipalities": inputs.municipality_names()
        if page.step.section == "partners" and not page.partner
        else (),
        "taakvelden": inputs.taakveld_names() if page.step.section == "tasks" and not page.partner else (),
        "rooms": _rooms(page) if page.step.shape == "parameters" else [],
        "notes": notes(page, page.before) if page.data is None else [],
        "needs_rows": page.is_own_side and not page.entries,
        "needs_groups": page.step.section in ABOUT_ONE and not page.lists.groups,
        "needs_partners": page.step.is_single and not spot.partners,
        "partners_url": address(spot.place, BY_SECTION["partners"]),
        "needs_budgets": page.step.section == "budget_changes" and not page.lists.budgets,
        "budgets_url": address(spot.place, BY_SECTION["budgets"]),
        "points_left": _points_left(page),
        "needs_points": page.step.section == "council_views" and not page.lists.points,
        "points_url": address(spot.place, BY_SECTION["zienswijze_points"]),
        "groups_url": address(spot.place, BY_SECTION["people"], spot.partner),
        "action": spot.address(),
        "list_url": address(spot.place, spot.step),
    }


def _points_left(page: Page) -> str:
    """How many points a partner may still divide, as its motives stand now on the page."""
    if page.step.section != "motives" or not page.entries:
        return ""
    form = page.entries[0].form
    given = (whole(str(form[name].value() or "")) for name in inputs_numbers.MOTIVE_POINTS)
    return inputs_numbers.points_in_words(given)


def _rooms(page: Page) -> list[dict[str, Any]]:
    """The parameters by subject, changed ones in sight."""
    found = []
    for room, title in _ROOMS.items():
        entries: list[Entry] = [entry for entry in page.entries if _room(entry) == room]
        wrong = any(entry.form.is_bound and entry.form.errors for entry in entries)
        changed = sum(entry.before is not None for entry in entries)
        found.append(
            {
                "title": title,
                "entries": entries,
                "changed": changed,
                "open": wrong or changed > 0,
            }
        )
    return found


def _room(entry: Entry) -> str:
    """The scale curves are many and for few; they stand apart."""
    if entry.key.startswith(_CURVES):
        return _CURVES
    return entry.parameter.room if entry.parameter is not None else ""


def read(spot: Spot) -> dict[str, Any]:
    """The page for who may read and not write."""
    page = spot.page()
    mine = spot.place.access.partner
    writes = (
        spot.step.has_own_part
        and mine in spot.partners
        and spot.place.access.may_write(mine, spot.step.section)
    )
    own_url = address(spot.place, spot.step, mine) if writes else ""
    section = spot.step.section
    content = without_closed(section, page.before, closed_groups(spot.place, (section,)))
    return _around(spot) | {"blocks": blocks(page, content), "page": page, "own_url": own_url}


def conflict(spot: Spot, yours: QueryDict) -> dict[str, Any]:
    """Both versions, question by question. What somebody typed is shown even when it is not right yet."""
    page = spot.page(yours)
    page.is_valid()
    theirs = spot.revision.content if spot.revision else None
    rows = differences(page, theirs, page.content)
    author = spot.revision.author if spot.revision else None
    mine = author is not None and author.pk == spot.place.user.pk
    return _around(spot) | {
        "their_name": "" if author is None else _("your other window") if mine else author.get_full_name(),
        "different": [row for row in rows if row.differs],
        "equal": [row for row in rows if not row.differs],
        "problems": page.problems,
        "theirs": spot.revision,
        "seen": spot.number,
        "action": spot.address("fill_in_conflict"),
    }
