"""Make a feed with a secret address, and withdraw it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import CalendarFeed, User, Variant
from vierkant_web.models.calendar_feed import fingerprint, new_secret
from vierkant_web.permissions import Access, Permission, access_to

MOST_FEEDS = 60
"""Feeds of one variant that answer at the same time: every council of the largest region, and some more."""


def make_feed(*, variant: Variant, council: str, language: str, by: User) -> tuple[CalendarFeed, str]:
    """A new feed for the audience of ``by``, and its secret. The secret is kept nowhere: show it now.

    ``council`` is the key of a council in the dossier, or an empty string for the whole cooperation.

    Raises:
        Invalid: ``archived`` or ``too_many_feeds``.
        PermissionDenied: ``by`` does not write in this cooperation.
    """
    with audited("feed.make", _about(variant, council), by):
        locked, access = _locked(variant, by)
        if not access.may(Permission.WRITE):
            raise PermissionDenied
        if locked.archived:
            raise Invalid("archived")
        if CalendarFeed.objects.filter(variant=locked, withdrawn_at__isnull=True).count() >= MOST_FEEDS:
            raise Invalid("too_many_feeds", limit=MOST_FEEDS)
        secret = new_secret()
        feed = CalendarFeed.objects.create(
            cooperation=locked.cooperation,
            variant=locked,
            council=council,
            audience=access.audience,
            language=language,
            digest=fingerprint(secret),
            created_by=by,
        )
    return feed, secret


def withdraw_feed(*, feed: CalendarFeed, by: User) -> CalendarFeed:
    """From now on the address answers nobody. Withdrawing what was withdrawn changes nothing.

    Raises:
        PermissionDenied: ``by`` neither made it nor coordinates.
    """
    with audited("feed.withdraw", _about(feed.variant, feed.council), by) as entry:
        _variant, access = _locked(feed.variant, by)
        if not may_withdraw(feed, access, by):
            raise PermissionDenied
        feed.refresh_from_db(fields=["withdrawn_at", "withdrawn_by"])
        if feed.withdrawn_at is not None:
            entry.silent = True
            return feed
        feed.withdrawn_at, feed.withdrawn_by = timezone.now(), by
        feed.save(update_fields=["withdrawn_at", "withdrawn_by"])
        # What went out is known to who received it; here it is of no use any more.
        feed.entries.all().delete()
    return feed


def may_withdraw(feed: CalendarFeed, access: Access, by: User) -> bool:
    """Who made a feed may withdraw it while still a member; so may the coordinator."""
    return access.may(Permission.MANAGE) or (access.role is not None and feed.created_by_id == by.pk)


def _locked(variant: Variant, by: User) -> tuple[Variant, Access]:
    locked = Variant.objects.select_for_update().select_related("cooperation").get(pk=variant.pk)
    return locked, access_to(by, locked.cooperation)


def _about(variant: Variant, council: str) -> str:
    return f"variant {variant.pk}/feed/{council or '-'}"
