"""What the pages of the exchange show: for whom a file is, what is in it, and what reading one in would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vierkant_web.actions import Conflict
from vierkant_web.dossier import exchange_plan
from vierkant_web.dossier.exchange_plan import Key, Plan, Step
from vierkant_web.dossier.exchange_waiting import Waiting
from vierkant_web.dossier.inputs_compare import Names, field_title, in_order, part_title, section_title
from vierkant_web.dossier.inputs_exchange import KINDS, Untouched, without_persons, write_file
from vierkant_web.jobs.current import Current, visible_plain
from vierkant_web.models import RunState, SectionRevision, Visibility
from vierkant_web.permissions import PUBLIC, SHARED, Permission, Visit

SHOWN = 40
"""Fields shown per part in the preview."""


@dataclass(frozen=True, slots=True)
class Choice:
    """For whom a file is."""

    word: str
    """In the address."""
    audience: str
    title: str
    text: str


def choices(place: Visit) -> list[Choice]:
    """The audiences that this visitor may make a file for: the own one first, then wider ones."""
    found = []
    if place.access.partner and place.access.role is not None:
        found.append(Choice("mij", place.audience, _("For my own organisation"),
                            _("Everything that you can see, also what is private to your organisation.")))  # fmt: skip
    if place.access.role is not None:
        found.append(
            Choice("deelnemers", SHARED, _("For all partners"), _("Only what is shared with all partners."))
        )
    found.append(Choice("iedereen", PUBLIC, _("For everybody"),
                        _("Only what was made public, without what could point to a person.")))  # fmt: skip
    return found


def choice(place: Visit, word: str | None) -> Choice:
    """The chosen audience; the own one when nothing (or something else) was asked."""
    found = choices(place)
    return next((item for item in found if item.word == word), found[0])


def address(place: Visit, word: str | None = None, name: str = "exchange") -> str:
    """The address of a page of the exchange."""
    url = reverse(name, kwargs={"slug": place.cooperation.slug}) + place.query
    return url if word is None else f"{url}{'&' if place.query else '?'}voor={word}"


def start(place: Visit, word: str | None, form: forms.Form) -> dict[str, Any]:
    """The first page. One query besides those of the visit."""
    rows = list(place.revisions())
    known = {(row.section, row.partner): row.content for row in rows if row.content is not None}
    names, chosen = Names.of(known), choice(place, word)
    found = [
        {"choice": item, "chosen": item == chosen, "parts": _titles(rows, item.audience, names)}
        for item in choices(place)
    ]
    slug = {"slug": place.cooperation.slug}
    may_write = place.access.may(Permission.WRITE)
    return {
        "place": place,
        "choices": found,
        "has_parts": any(known.values()),
        "is_member": place.access.role is not None,
        "downloads": {kind: reverse("exchange_download", kwargs=slug | {"kind": kind}) for kind in KINDS},
        "assessment_url": reverse("exchange_assessment", kwargs=slug),
        "upload_url": reverse("exchange_upload", kwargs=slug) + place.query,
        "form": form if may_write and place.variant.archived is None else None,
        "is_archived": place.variant.archived is not None,
        "may_manage": place.access.may(Permission.MANAGE),
        "partner": names.partner(place.access.partner),
        "fill_in_url": reverse("fill_in", kwargs=slug) + place.query,
        "breadcrumb": [{"title": _("Overview"), "url": place.cooperation.url + place.query}],
    }  # fmt: skip


def _titles(rows: Sequence[SectionRevision], audience: str, names: Names) -> list[str]:
    """The parts in a file for this audience; ``rows`` are those that the visitor sees."""
    wanted = {
        PUBLIC: (Visibility.PUBLIC,),
        SHARED: (Visibility.SHARED, Visibility.PUBLIC),
    }.get(audience, tuple(Visibility))
    keys = {(row.section, row.partner) for row in rows if row.content and row.visibility in wanted}
    return [part_title(key, names) for key in in_order(keys, names)]


def dossier_file(place: Visit, audience: str, kind: str) -> bytes:
    """The dossier as a file.

    Raises:
        UnusableFileError: what this audience sees does not fit together.
    """
    plain = visible_plain(place, audience)
    if audience == PUBLIC:
        plain, _gone = without_persons(plain)
    return write_file(plain, kind)


def file_name(place: Visit, chosen: Choice, kind: str, what: str = "dossier") -> str:
    """``bollenstreek-k3f9x7-basis-dossier-deelnemers.xlsx``: says what it is once it lies in a folder."""
    return f"{place.cooperation.slug}-{place.variant.slug}-{what}-{chosen.word}.{kind}"


def why_no_assessment(current: Current) -> str:
    """Why there is no assessment to take along yet, and what to do."""
    if current.is_open:
        return _("The assessment is being made. Try again in a few seconds.")
    if current.state == "empty":
        return _("There is nothing to assess yet for this audience.")
    if current.state == "busy":
        return _("Several assessments of yours are under way. Try again when one is ready.")
    if current.state in (RunState.FAILED, RunState.CANCELLED):
        return _(
            "There is no assessment, because the computation did not finish. Start it again from the overview."
        )
    return _("What this audience sees does not fit together, so it cannot be assessed.")


# Reading in -----------------------------------------------------------------------------------------------------


def preview(plan: Plan, found: Waiting, *, empty: bool = False, without: bool = False) -> dict[str, Any]:
    """What the file would change."""
    place = plan.place
    saved = plan.parts(empty_absent=empty)
    return {
        "place": place,
        "file_name": found.name,
        "token": found.token,
        "seen": ",".join(f"{section}/{partner}:{number}" for (section, partner), number in plan.seen.items()),
        "new": [_shown(step) for step in plan.of(exchange_plan.NEW)],
        "changed": [_shown(step) for step in plan.of(exchange_plan.CHANGED)],
        "same": plan.of(exchange_plan.SAME),
        "refused": [_shown(step) for step in plan.of(exchange_plan.REFUSED)],
        "ignored": [f"{step.title}: {step.why}" for step in plan.of(exchange_plan.IGNORED)],
        "absent": plan.emptied,
        "kept": [step for step in plan.of(exchange_plan.ABSENT) if step.why],
        "no_sheet": _without_sheet(found.untouched),
        "notes": [note for step in plan.steps for note in step.notes],
        "has_anything": bool(saved) or bool(plan.emptied),
        "problems": plan.problems(empty_absent=empty) if saved else [],
        "empty": empty,
        "without": without,
        "back_url": address(place),
        "breadcrumb": [
            {"title": _("Overview"), "url": place.cooperation.url + place.query},
            {"title": _("Exchange"), "url": address(place)},
        ],
    }


def _without_sheet(untouched: Untouched) -> list[str]:
    """What the file says nothing about, in words."""
    lines = [section_title(section) for section in untouched.sections]
    partners = (section for section in untouched.partners if section not in untouched.sections)
    lines += [_("%(section)s: what each partner brings") % {"section": section_title(section)}
              for section in partners]  # fmt: skip
    for section, names in untouched.fields.items():
        words = ", ".join(field_title(section, name) for name in names)
        lines.append(f"{section_title(section)}: {words}")
    return lines


def _shown(step: Step) -> dict[str, Any]:
    room, rows = SHOWN, []
    for item in step.changes:
        if room <= 0:
            break
        rows.append({"kind": item.kind, "title": item.title, "changes": item.changes[:room]})
        room -= max(1, len(item.changes))
    total = sum(max(1, len(item.changes)) for item in step.changes)
    return {"step": step, "changes": rows, "more": max(0, total - SHOWN), "number": len(step.changes)}


def seen(text: str) -> dict[Key, int]:
    """The numbers that the preview was made from; what cannot be read counts as "nothing seen"."""
    found: dict[Key, int] = {}
    for item in text.split(","):
        key, _colon, number = item.rpartition(":")
        section, _slash, partner = key.partition("/")
        if section and number.isdecimal() and len(number) < 10:
            found[section, partner] = int(number)
    return found


def collisions(plan: Plan, conflict: Conflict) -> list[str]:
    """Which parts somebody else saved in the meantime, and who."""
    titles = {step.key: step.title for step in plan.steps}
    lines = []
    for item in conflict.collisions:
        title = titles.get((item.section, item.partner), item.section)
        name = item.current.author.get_full_name() if item.current is not None else ""
        lines.append(f"{title} ({name})" if name else title)
    return lines


def read_in(number: int) -> str:
    """The sentence after reading in."""
    if not number:
        return _("Everything in the file was in the dossier already.")
    text = ngettext("%(n)s part was read in.", "%(n)s parts were read in.", number) % {"n": number}
    return f"{text} " + _("The results are being worked out again.")
