"""Show staff what changes for their group, after both roles said so; and take it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import CardRelease, GroupPage, User, Variant
from vierkant_web.models.group_page import new_code
from vierkant_web.permissions import Access, Permission, access_to
from vierkant_web.releases import digest_of, published_view, standing


def release_card(
    *, variant: Variant, group: str, view: Mapping[str, Any], seen: str, by: User
) -> CardRelease:
    """Release this view of a group in the role of ``by``. Releasing what stands released makes no new row.

    ``seen`` is the digest of the view that was on the screen: what changed since is not released unseen.

    Raises:
        Invalid: ``archived``, ``view_changed``, or ``same_person``: who changed roles and released it in the other one.
        PermissionDenied: ``by`` has no role that releases.
    """
    with audited("card.release", _about(variant, group), by) as entry:
        locked, access = _locked(variant, by)
        if not access.may(Permission.RELEASE) or access.role is None:
            raise PermissionDenied
        if locked.archived:
            raise Invalid("archived")
        if digest_of(view) != seen:
            raise Invalid("view_changed")
        by_role = standing(locked, group).by_role
        # Two roles are two people: somebody who got the other role does not agree with himself.
        if any(
            row is not None and row.digest == seen and row.by_id == by.pk
            for role, row in by_role.items()
            if role != access.role.value
        ):
            raise Invalid("same_person")
        now = by_role[access.role.value]
        if (
            now is not None
            and now.digest == seen
            and now.by_id == by.pk
            and CardRelease.objects.filter(pk=now.pk, view__isnull=False)
        ):
            entry.silent = True
            return now
        return CardRelease.objects.create(
            variant=locked, group=group, role=access.role, view=dict(view), digest=seen, by=by
        )


def withdraw_release(*, variant: Variant, group: str, by: User) -> None:
    """Take back what the role of ``by`` released: from now on staff see nothing of this group.

    Raises:
        PermissionDenied: ``by`` has no role that releases.
    """
    with audited("card.withdraw", _about(variant, group), by) as entry:
        locked, access = _locked(variant, by)
        if not access.may(Permission.RELEASE) or access.role is None:
            raise PermissionDenied
        if standing(locked, group).by_role[access.role.value] is None:
            entry.silent = True
        else:
            CardRelease.objects.create(variant=locked, group=group, role=access.role, by=by)


def make_link(*, variant: Variant, group: str, by: User) -> GroupPage:
    """The link of a group: the one that stands, or a new one.

    Raises:
        Invalid: ``archived``, or ``not_released``: a link without a page helps nobody.
        PermissionDenied: ``by`` neither releases nor coordinates.
    """
    with audited("link.make", _about(variant, group), by) as entry:
        locked = _may_link(variant, by)
        found = GroupPage.objects.filter(variant=locked, group=group).first()
        if found is not None:
            entry.silent = True
            return found
        if locked.archived:
            raise Invalid("archived")
        if published_view(standing(locked, group)) is None:
            raise Invalid("not_released")
        return GroupPage.objects.create(
            cooperation=locked.cooperation, variant=locked, group=group, created_by=by
        )


def replace_link(*, page: GroupPage, by: User) -> GroupPage:
    """Give a group another code; the old one is gone at once and nowhere kept.

    Raises:
        PermissionDenied: ``by`` neither releases nor coordinates.
    """
    with audited("link.replace", _about(page.variant, page.group), by):
        _may_link(page.variant, by)
        page.code, page.created_by = new_code(), by
        page.save(update_fields=["code", "created_by"])
    return page


def withdraw_link(*, page: GroupPage, by: User) -> None:
    """Delete the link of a group.

    Raises:
        PermissionDenied: ``by`` neither releases nor coordinates.
    """
    with audited("link.withdraw", _about(page.variant, page.group), by):
        _may_link(page.variant, by)
        page.delete()


def _locked(variant: Variant, by: User) -> tuple[Variant, Access]:
    # The lock makes two who release at the same moment wait for each other where the database has row locks.
    locked = Variant.objects.select_for_update().select_related("cooperation").get(pk=variant.pk)
    return locked, access_to(by, locked.cooperation)


def _may_link(variant: Variant, by: User) -> Variant:
    locked, access = _locked(variant, by)
    if not access.may(Permission.RELEASE) and not access.may(Permission.MANAGE):
        raise PermissionDenied
    return locked


def _about(variant: Variant, group: str) -> str:
    return f"variant {variant.pk}/release/{group or '-'}"
