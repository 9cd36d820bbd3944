"""What staff may see now: the last view on which HR and the works council agreed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from vierkant_web.models import RELEASING_ROLES, CardRelease, GroupPage, Variant

_ROLES = tuple(role.value for role in RELEASING_ROLES)


@dataclass(slots=True)
class Standing:
    """How the release of one group stands."""

    by_role: dict[str, CardRelease | None] = field(default_factory=lambda: dict.fromkeys(_ROLES))
    """The release of each role that stands now; None: none, or withdrawn."""
    published: int | None = None
    """Number of the row that completed what staff see; None: they see nothing."""
    published_digest: str = ""
    published_on: datetime | None = None
    is_emptied: bool = False
    """Whether the view was taken out of that row since: then staff see nothing, whatever was made of it before."""

    def waits_for(self, digest: str) -> list[str]:
        """The roles that did not release this view."""
        return [role for role, row in self.by_role.items() if row is None or row.digest != digest]

    def add(self, row: CardRelease) -> None:
        """The next row, in order."""
        self.by_role[row.role] = None if row.is_withdrawal else row
        agreed = {other.digest if other else "" for other in self.by_role.values()}
        if row.is_withdrawal:
            self.published, self.published_digest, self.published_on = None, "", None
            self.is_emptied = False
        elif len(agreed) == 1:
            self.published, self.published_digest, self.published_on = row.pk, row.digest, row.created
            self.is_emptied = bool(getattr(row, "without_view", False))


def digest_of(view: Mapping[str, Any]) -> str:
    """A name for a view: equal for equal content."""
    return sha256(json.dumps(view, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def standings(variant: Variant, groups: Iterable[str] | None = None) -> dict[str, Standing]:
    """How every group of a variant stands, by group; ``""`` is the general page. One query, without the views."""
    without_view = ExpressionWrapper(Q(view__isnull=True), BooleanField())
    rows = CardRelease.objects.filter(variant=variant).defer("view").annotate(without_view=without_view)
    rows = rows.order_by("id")
    if groups is not None:
        rows = rows.filter(group__in=list(groups))
    found: dict[str, Standing] = {}
    for row in rows:
        found.setdefault(row.group, Standing()).add(row)
    return found


def standing(variant: Variant, group: str) -> Standing:
    """How one group stands."""
    return standings(variant, [group]).get(group) or Standing()


def published_view(stand: Standing) -> dict[str, Any] | None:
    """What staff see; None when they see nothing, also when the view was emptied since."""
    if stand.published is None:
        return None
    view = CardRelease.objects.filter(pk=stand.published).values_list("view", flat=True).first()
    return view if isinstance(view, dict) else None


def page_of(code: str) -> GroupPage | None:
    """The link with this code, as long as it stands and its variant was not put away."""
    return (
        GroupPage.objects.filter(code=code, variant__archived__isnull=True)
        .select_related("variant", "cooperation")
        .first()
    )
