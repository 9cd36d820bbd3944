"""What employees ask for help: for the guide outside the line, and for nobody else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from vierkant_web import actions
from vierkant_web.actions.help_requests import DAYS_AFTER_ASKING, DAYS_AFTER_HANDLING
from vierkant_web.change.inputs_release import group_names
from vierkant_web.change.subnav import subnav
from vierkant_web.models import HelpRequest
from vierkant_web.permissions import Permission, Visit, visit


def _place(request: HttpRequest, slug: str) -> Visit:
    """The visit of a guide.

    Raises:
        Http404: not there, or not a member.
        PermissionDenied: a member with another role, whatever that is.
    """
    if visit(request, slug).access.role is None:
        raise Http404
    return visit(request, slug, Permission.READ_HELP)


@require_safe
def inbox(request: HttpRequest, slug: str) -> HttpResponse:
    """Open requests, the oldest first, and those that were handled."""
    place = _place(request, slug)
    names = group_names(place)
    rows: list[dict[str, Any]] = [
        {
            "request": row,
            "group": names.get(row.group, row.group),
            "kind": row.get_kind_display(),
            "slug": slug,
        }
        for row in HelpRequest.objects.filter(cooperation=place.cooperation)
    ]
    return render(
        request,
        "change/help.html",
        {
            "place": place,
            **subnav(place, "change_help"),
            "open": [row for row in rows if row["request"].handled is None],
            "handled": [row for row in rows if row["request"].handled is not None],
            "days_after_handling": DAYS_AFTER_HANDLING,
            "days_after_asking": DAYS_AFTER_ASKING,
        },
    )


@require_POST
def handle(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put a request down as handled, or open it again."""
    place = _place(request, slug)
    row = get_object_or_404(HelpRequest, pk=number, cooperation=place.cooperation)
    actions.handle_help(request=row, today=timezone.localdate(), by=place.user)
    return _back(place)


@require_POST
def delete(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Delete a request for good."""
    place = _place(request, slug)
    row = get_object_or_404(HelpRequest, pk=number, cooperation=place.cooperation)
    actions.delete_help(request=row, by=place.user)
    messages.success(request, gettext("The request was deleted for good."))
    return _back(place)


def _back(place: Visit) -> HttpResponse:
    return HttpResponseRedirect(reverse("change_help", kwargs={"slug": place.cooperation.slug}) + place.query)
