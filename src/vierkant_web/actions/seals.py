"""Seal the decided variant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import Seal, User, Variant
from vierkant_web.permissions import Permission, access_to

MOST_SEALS = 20
"""Decisions of one variant; who seals more often is not deciding."""


def seal_decision(
    *, variant: Variant, content: Mapping[str, Any], sealed_on: date, seen: str, by: User
) -> Seal:
    """Keep the numbers of this variant as they were decided on.

    ``content`` is a seal in plain JSON; ``seen`` is the digest of the dossier that was on the screen, so that nobody
    seals what changed in the meantime. Sealing the same again makes no new row.

    Raises:
        Invalid: ``archived``, ``dossier_changed``, ``in_the_future`` or ``too_many_seals``.
        PermissionDenied: not the coordinator.
    """
    with audited("decision.seal", f"variant {variant.pk}", by) as entry:
        locked = Variant.objects.select_for_update().select_related("cooperation").get(pk=variant.pk)
        if not access_to(by, locked.cooperation).may(Permission.MANAGE):
            raise PermissionDenied
        if locked.archived:
            raise Invalid("archived")
        if content["dossier_digest"] != seen:
            raise Invalid("dossier_changed")
        if sealed_on > timezone.localdate():
            raise Invalid("in_the_future")
        found: Seal | None = Seal.objects.filter(variant=locked).first()
        if found is not None and found.fingerprint == content["fingerprint"]:
            entry.silent = True
            return found
        if Seal.objects.filter(variant=locked).count() >= MOST_SEALS:
            raise Invalid("too_many_seals", limit=MOST_SEALS)
        seal = Seal(
            variant=locked,
            sealed_on=sealed_on,
            fingerprint=content["fingerprint"],
            content=dict(content),
            by=by,
        )
        seal.save()
    return seal
