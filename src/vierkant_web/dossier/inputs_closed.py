"""Groups that a visitor may not see, and a part of the dossier without the rows about them.

A partner may keep its groups closed; and who is no member sees no group under the floor, and no function or field of
expertise of one person: there people can be recognised.

Those rows stand in parts that all partners share, such as the impact cards. Pages with results leave them out by
themselves (`vierkant.dossier.parts.merge`); this is for pages that show a part as it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from vierkant.dossier.groups import without_unseen_groups
from vierkant_web.dossier.inputs import SMALLEST_GROUP
from vierkant_web.dossier.inputs_change import ROWS_OF_GROUPS, named_groups
from vierkant_web.models import Section, SectionRevision, Visibility
from vierkant_web.permissions import Visit

_ABOUT_GROUPS = ROWS_OF_GROUPS | {Section.PEOPLE.value}
_COUNTING = frozenset({Section.FUNCTIONS.value, Section.EXPERTISE.value})
"""Sections in which a partner says how many people it has for something."""


def closed_groups(place: Visit, sections: Iterable[str]) -> frozenset[str]:
    """The keys of the groups that this visitor may not see, also those that a closed part held before.

    ``sections`` are those that will be shown: no query when none of them names groups, one when nothing is closed, and
    three otherwise. A group that is simply gone is not among them: what was shown about it stays in the history. For
    who is no member also the groups that are small, or were so in a version that can be read; and, as section and key,
    the functions and fields of expertise that one person has: one query more when those are shown.
    """
    shown = frozenset(sections)
    if place.access.role is None and not _COUNTING.isdisjoint(shown):
        return _of_one_person(place) | _groups(place, shown)
    return _groups(place, shown)


def _of_one_person(place: Visit) -> frozenset[str]:
    rows = SectionRevision.objects.filter(
        variant=place.variant, section__in=_COUNTING, visibility=Visibility.PUBLIC
    ).exclude(partner="")
    return frozenset(
        f"{section}/{key}"
        for section, content in rows.values_list("section", "content")
        for key, count in _counts(content)
        if count == 1
    )


def _counts(content: Any) -> Iterator[tuple[str, Any]]:
    """How many people a partner has, by function or field."""
    for key, part in (content or {}).items():
        yield key, part.get("people") if isinstance(part, Mapping) else part


def _groups(place: Visit, sections: frozenset[str]) -> frozenset[str]:
    if _ABOUT_GROUPS.isdisjoint(sections):
        return frozenset()
    people = place.revisions().filter(section=Section.PEOPLE)
    readable = people.filter(partner=OuterRef("partner"))
    every = SectionRevision.objects.filter(variant=place.variant, section=Section.PEOPLE)
    rows = every.annotate(part_is_open=Exists(readable)).defer("content")
    open_ones = {row.pk for row in rows if row.part_is_open and place.access.may_read(row)}
    hidden = [row.pk for row in rows if row.pk not in open_ones]
    small = _small(every.filter(pk__in=open_ones)) if place.access.role is None else frozenset()
    if not hidden:
        return small
    contents = every.filter(pk__in=hidden).values_list("content", flat=True)
    seen = {row["id"] for content in people.values_list("content", flat=True) for row in content or ()}
    return small | (frozenset(row["id"] for content in contents for row in content or ()) - seen)


def _small(people: QuerySet[SectionRevision]) -> frozenset[str]:
    contents = people.values_list("content", flat=True)
    return frozenset(
        row["id"] for content in contents for row in content or () if row.get("size", 0) < SMALLEST_GROUP
    )


def without_closed(section: str, content: Any, closed: Collection[str]) -> Any:
    """The content of a part without what is about closed groups."""
    if not closed or not content:
        return content
    if section in _COUNTING:
        return _without_rows(section, content, closed)
    if section not in _ABOUT_GROUPS:
        return content
    if section == Section.PEOPLE:
        return [row for row in content if row["id"] not in closed]
    seen = set(named_groups(section, content)).difference(closed)
    return without_unseen_groups({section: content}, seen)[section]


def _without_rows(section: str, content: Any, closed: Collection[str]) -> Any:
    """The rows that all partners share, or what one partner says about them, without the closed ones."""
    if isinstance(content, Mapping):
        return {key: part for key, part in content.items() if f"{section}/{key}" not in closed}
    return [row for row in content if f"{section}/{row['id']}" not in closed]
