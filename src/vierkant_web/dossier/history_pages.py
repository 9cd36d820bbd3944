"""What the pages of the history show. A version that was private stays private, also long after it was replaced."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from vierkant.terms import SECTION_WORDS
from vierkant_web.dossier import inputs
from vierkant_web.dossier.inputs_closed import closed_groups, without_closed
from vierkant_web.dossier.inputs_compare import Names, changes, in_order, part_title, readable, section_title
from vierkant_web.models import SectionRevision
from vierkant_web.permissions import Permission, Visit

PER_PAGE = 20
SHOWN = 6
"""Fields shown per version in the list; the rest stands on the page of the version."""

_SECTIONS = {word: section for section, word in SECTION_WORDS.items()}
Key = tuple[str, str]


def address(place: Visit, revision: int | None = None, name: str = "history_version") -> str:
    """The address of the list, or of a page about one version."""
    slug = place.cooperation.slug
    if revision is None:
        return reverse("history", kwargs={"slug": slug}) + place.query
    return reverse(name, kwargs={"slug": slug, "number": revision}) + place.query


def _key(revision: SectionRevision) -> Key:
    return (revision.section, revision.partner)


# The list -------------------------------------------------------------------------------------------------------


def listing(place: Visit, query: Mapping[str, str]) -> dict[str, Any]:
    """The list, filtered and in pages. Three queries besides those of the visit, whatever the number of versions."""
    known = _contents(place)
    names = Names.of(known)
    everything = _visible(place)
    wanted = _SECTIONS.get(query.get("onderdeel", ""), "")
    partner = query.get("deelnemer", "")
    shown = [row for row in everything if wanted in ("", row.section) and partner in ("", row.partner)]
    page = Paginator(shown, PER_PAGE).get_page(query.get("page"))
    keys = in_order({_key(row) for row in everything}, names)
    return {
        "place": place,
        "page": page,
        "entries": _entries(place, page, _before(everything), names),
        "is_filtered": bool(wanted or partner),
        "sections": _choices(dict.fromkeys(key[0] for key in keys), wanted),
        "partners": [
            {"value": item, "title": names.partner(item), "current": item == partner}
            for item in dict.fromkeys(key[1] for key in keys if key[1])
        ],
        "list_url": address(place),
        "breadcrumb": [{"title": _("Overview"), "url": place.cooperation.url + place.query}],
        "fill_in_url": reverse("fill_in", kwargs={"slug": place.cooperation.slug}) + place.query,
        "may_write": place.access.may(Permission.WRITE),
    }


def _choices(sections: Mapping[str, None], wanted: str) -> list[dict[str, Any]]:
    return [
        {"value": SECTION_WORDS[section], "title": section_title(section), "current": section == wanted}
        for section in sections
        if section in SECTION_WORDS
    ]


def _contents(place: Visit) -> dict[Key, Any]:
    return inputs.contents(place)


def _visible(place: Visit) -> list[SectionRevision]:
    """Every version that this visitor may read, newest first, without the large columns."""
    newest = place.revisions().filter(section=OuterRef("section"), partner=OuterRef("partner"))
    rows = (
        SectionRevision.objects.filter(Exists(newest), variant=place.variant)
        .only("variant_id", "section", "partner", "number", "visibility")
        .order_by("-created", "-id")
    )
    return [row for row in rows if place.access.may_read(row)]


def _before(rows: Sequence[SectionRevision]) -> dict[int, int]:
    """Version → the version before it of the same part that this visitor may read."""
    last: dict[Key, int] = {}
    found: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: row.number):
        if _key(row) in last:
            found[row.pk] = last[_key(row)]
        last[_key(row)] = row.pk
    return found


def _entries(
    place: Visit, page: Page[SectionRevision], before: Mapping[int, int], names: Names
) -> list[dict[str, Any]]:
    wanted = {row.pk for row in page} | {before[row.pk] for row in page if row.pk in before}
    rows = _full(*wanted)
    closed = closed_groups(place, (row.section for row in rows.values()))
    return [_entry(place, rows[row.pk], rows.get(before.get(row.pk, 0)), names, closed) for row in page]


def _entry(
    place: Visit, row: SectionRevision, before: SectionRevision | None, names: Names, closed: Collection[str]
) -> dict[str, Any]:
    found = _changes(row, before, names, closed)
    # A version that only tells what stands in it is told in a few lines; all of it stands on its own page.
    room, shown = SHOWN, []
    for item in found:
        if room <= 0:
            break
        shown.append({"kind": item.kind, "title": item.title, "changes": item.changes[:room]})
        room -= max(1, len(item.changes))
    total = sum(max(1, len(item.changes)) for item in found)
    return {**_head(place, row, before, names), "changes": shown, "more": max(0, total - SHOWN)}


def _changes(
    row: SectionRevision, before: SectionRevision | None, names: Names, closed: Collection[str]
) -> list[Any]:
    if row.is_redacted or (before is not None and before.is_redacted):
        return []
    old = without_closed(row.section, before.content, closed) if before else None
    new = without_closed(row.section, row.content, closed)
    # Rows that are gone by now are still known in the versions themselves.
    words = names
    if not row.partner:
        versions: list[Mapping[Key, Any]] = [{_key(row): old}, {_key(row): new}]
        own = Names.of(*versions)
        items = {section: {**own.items[section], **names.items[section]} for section in names.items}
        words = Names({**own.partners, **names.partners}, items)
    return changes(_key(row), old, new, words)


def _head(place: Visit, row: SectionRevision, before: SectionRevision | None, names: Names) -> dict[str, Any]:
    """What stands above a version, in the list and on its own page. Outsiders see no names of people."""
    is_member = place.access.role is not None
    opened = before is not None and before.visibility != row.visibility
    return {
        "row": row,
        "url": address(place, row.pk),
        "title": part_title(_key(row), names),
        "partner": names.partner(row.partner) if row.partner else "",
        "author": row.author.get_full_name() if is_member else "",
        "comment": row.comment if is_member else "",
        "redacted_by": row.redacted_by.get_full_name() if is_member and row.redacted_by else "",
        "restored": row.restored_from.number
        if row.restored_from is not None and row.restored_from.variant_id == row.variant_id
        else 0,
        "copied": row.restored_from is not None and row.restored_from.variant_id != row.variant_id,
        "is_first": before is None,
        "from_empty": before is not None and before.is_redacted,
        "visibility_changed": opened,
    }


# One version ----------------------------------------------------------------------------------------------------


def version(
    place: Visit, revision: SectionRevision, conflict: SectionRevision | None = None
) -> dict[str, Any]:
    """One version in full. ``conflict`` is what somebody else saved while this visitor wanted to put it back."""
    key, known, closed = _key(revision), _contents(place), closed_groups(place, (revision.section,))
    content = without_closed(revision.section, revision.content, closed)
    names = Names.of({key: content}, known) if not revision.partner else Names.of(known)
    rows = [row for row in _visible(place) if _key(row) == key]
    before = _before(rows).get(revision.pk)
    newest = max(rows, key=lambda row: row.number)
    full = _full(revision.pk, before, newest.pk)
    current = full[newest.pk]
    may_restore = _may_restore(place, revision, current)
    head = _head(place, full[revision.pk], full.get(before or 0), names)
    return {
        "place": place,
        **head,
        "entry": head,
        "changes": _changes(revision, full.get(before or 0), names, closed),
        "blocks": [] if revision.is_redacted else readable(key, content, names),
        "is_newest": current.pk == revision.pk,
        "current": current,
        "current_url": address(place, current.pk),
        "conflict": conflict,
        "may_restore": may_restore,
        "back": _changes(revision, current, names, closed) if may_restore else [],
        "faults": _faults(known, revision) if may_restore else [],
        "may_empty": may_empty(place, revision),
        "restore_url": address(place, revision.pk, "history_restore"),
        "empty_url": address(place, revision.pk, "history_empty"),
        "list_url": address(place),
        "fill_in_url": fill_in_url(place, key),
        "breadcrumb": _breadcrumb(place),
    }


def _full(*pks: int | None) -> dict[int, SectionRevision]:
    rows = SectionRevision.objects.filter(pk__in=[pk for pk in pks if pk])
    rows = rows.select_related("author", "redacted_by", "restored_from").defer("restored_from__content")
    return {row.pk: row for row in rows}


def _may_restore(place: Visit, revision: SectionRevision, current: SectionRevision) -> bool:
    return (
        not revision.is_redacted
        and current.pk != revision.pk
        and place.access.may_write(revision.partner, revision.section)
        and place.variant.archived is None
    )


def _faults(known: Mapping[Key, Any], revision: SectionRevision) -> list[str]:
    """What of this version no longer fits with the rest of the dossier."""
    key = _key(revision)
    _content, faults = inputs.check_part(known, *key, revision.content)
    return [fault.text for fault in faults]


def may_empty(place: Visit, revision: SectionRevision) -> bool:
    """Whether this visitor may take the text of a version away (`actions.redact_revision` decides again)."""
    allowed = place.access.may(Permission.MANAGE) or place.access.may_write(
        revision.partner, revision.section
    )
    return allowed and not revision.is_redacted


def emptying(place: Visit, revision: SectionRevision, form: forms.Form) -> dict[str, Any]:
    """The page that asks why, and says what it means."""
    closed = closed_groups(place, (revision.section,))
    content = without_closed(revision.section, revision.content, closed)
    names = Names.of({_key(revision): content}, _contents(place))
    return {
        "place": place,
        "row": revision,
        "title": part_title(_key(revision), names),
        "blocks": readable(_key(revision), content, names),
        "form": form,
        "version_url": address(place, revision.pk),
        "breadcrumb": _breadcrumb(place),
    }


def _breadcrumb(place: Visit) -> list[dict[str, str]]:
    return [
        {"title": _("Overview"), "url": place.cooperation.url + place.query},
        {"title": _("History"), "url": address(place)},
    ]


def fill_in_url(place: Visit, key: Key) -> str:
    """Where a part is filled in; an empty text when there is no form for it."""
    if key[0] not in SECTION_WORDS:
        return ""
    arguments = {"slug": place.cooperation.slug, "word": SECTION_WORDS[key[0]]}
    if key[1]:
        return reverse("fill_in_part", kwargs={**arguments, "partner": key[1]}) + place.query
    return reverse("fill_in_step", kwargs=arguments) + place.query
