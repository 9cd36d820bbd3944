"""Groups that a partner keeps closed, and a part of the dossier without the rows about them.

Those rows stand in parts that all partners share, such as the impact cards. Pages with results leave them out by
themselves (`vierkant.dossier.parts.merge`); this is for pages that show a part as it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from vierkant.dossier.groups import without_unseen_groups
from vierkant_web.dossier.inputs_change import ROWS_OF_GROUPS, named_groups
from vierkant_web.models import Section, SectionRevision
from vierkant_web.permissions import Visit


def closed_groups(place: Visit, sections: Iterable[str]) -> frozenset[str]:
    """The keys of the groups that this visitor may not see, also those that a closed part held before.

    ``sections`` are those that will be shown: no query when none of them names groups, one when nothing is closed, and
    three otherwise. A group that is simply gone is not among them: what was shown about it stays in the history.
    """
    if ROWS_OF_GROUPS.isdisjoint(sections):
        return frozenset()
    people = place.revisions().filter(section=Section.PEOPLE)
    readable = people.filter(partner=OuterRef("partner"))
    every = SectionRevision.objects.filter(variant=place.variant, section=Section.PEOPLE)
    rows = every.annotate(part_is_open=Exists(readable)).defer("content")
    hidden = [row.pk for row in rows if not (row.part_is_open and place.access.may_read(row))]
    if not hidden:
        return frozenset()
    contents = every.filter(pk__in=hidden).values_list("content", flat=True)
    seen = {row["id"] for content in people.values_list("content", flat=True) for row in content or ()}
    return frozenset(row["id"] for content in contents for row in content or ()) - seen


def without_closed(section: str, content: Any, closed: Collection[str]) -> Any:
    """The content of a part without what is about closed groups."""
    if not closed or not content or section not in ROWS_OF_GROUPS:
        return content
    seen = set(named_groups(section, content)).difference(closed)
    return without_unseen_groups({section: content}, seen)[section]
