"""Make, name, choose and archive variants."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.text import slugify

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import FILLED_IN_ALONE, Cooperation, SectionRevision, User, Variant
from vierkant_web.permissions import Permission, access_to, latest_revisions


def create_variant(
    *, cooperation: Cooperation, name: str, by: User, copy_of: Variant | None = None
) -> Variant:
    """A new variant, empty or with the latest revision of every part of another one.

    A partner's private part is copied as well and stays as private as it is; whoever copies sees none of it. What each
    partner fills in alone is not copied: opened in a copy it would be seen by who can still change the first one.

    Raises:
        Invalid: ``name_missing`` or ``other_cooperation``.
        PermissionDenied: not the coordinator.
    """
    with audited("variant.create", f"cooperation {cooperation.pk}", by) as entry:
        _manage(cooperation, by)
        if not name.strip():
            raise Invalid("name_missing")
        if copy_of is not None and copy_of.cooperation_id != cooperation.pk:
            raise Invalid("other_cooperation")
        variant = Variant.objects.create(
            cooperation=cooperation,
            name=name.strip()[:200],
            slug=_free_slug(cooperation, name),
            created_by=by,
        )
        entry.object = f"variant {variant.pk}"
        if copy_of is not None:
            SectionRevision.objects.bulk_create(
                SectionRevision(
                    variant=variant,
                    section=row.section,
                    partner=row.partner,
                    number=1,
                    visibility=row.visibility,
                    content=row.content,
                    author=by,
                    restored_from=row,
                )
                for row in latest_revisions()
                .filter(variant=copy_of, redacted_at__isnull=True)
                .exclude(section__in=FILLED_IN_ALONE)
            )
    return variant


def make_main(*, variant: Variant, by: User) -> Variant:
    """Make this the variant that pages open first.

    Raises:
        Invalid: ``archived``.
        PermissionDenied: not the coordinator.
    """
    with audited("variant.make_main", f"variant {variant.pk}", by):
        _manage(variant.cooperation, by)
        if variant.archived:
            raise Invalid("archived")
        Variant.objects.filter(cooperation=variant.cooperation_id, is_main=True).update(is_main=False)
        variant.is_main = True
        variant.save(update_fields=["is_main"])
    return variant


def archive_variant(*, variant: Variant, by: User, archived: bool = True) -> Variant:
    """Put a variant away, or take it back. Its revisions stay.

    Raises:
        Invalid: ``main_variant``; choose another main one first.
        PermissionDenied: not the coordinator.
    """
    with audited("variant.archive" if archived else "variant.unarchive", f"variant {variant.pk}", by):
        _manage(variant.cooperation, by)
        if variant.is_main:
            raise Invalid("main_variant")
        variant.archived = timezone.now() if archived else None
        variant.save(update_fields=["archived"])
    return variant


def _manage(cooperation: Cooperation, by: User) -> None:
    if not access_to(by, cooperation).may(Permission.MANAGE):
        raise PermissionDenied


def _free_slug(cooperation: Cooperation, name: str) -> str:
    base = slugify(name)[:50].strip("-") or "variant"
    taken = set(Variant.objects.filter(cooperation=cooperation).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for count in range(2, len(taken) + 3) if (slug := f"{base}-{count}") not in taken)
