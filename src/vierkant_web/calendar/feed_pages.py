"""In your own agenda: make a feed, see its address once, withdraw it; and the feed itself, by its secret address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from vierkant_web import actions, assessed
from vierkant_web.actions import Invalid
from vierkant_web.actions.calendar_feeds import may_withdraw
from vierkant_web.calendar import feeds, inputs_feed
from vierkant_web.calendar.inputs_feed import Council, NotReadableError
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import visible_plain
from vierkant_web.limits import Limit, too_many
from vierkant_web.models import WHOLE_COOPERATION, CalendarFeed
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.sturing import subnav
from vierkant_web.templatetags.words import page_language

WRONG_SECRETS = Limit(120, 60.0)
"""Only addresses that do not exist count: however often agendas ask for a feed that stands, they are not hindered."""
SHOWN_WITHDRAWN = 20


WHOLE = "-"
"""In the form, where an empty answer is no answer; no council has this key."""


class FeedForm(forms.Form):
    """What the feed is about."""

    use_required_attribute = False
    council = forms.ChoiceField(
        label=_("Whose dates?"),
        help_text=_("A council gets its own last days. The whole cooperation gets the days of all boards."),
    )

    def __init__(self, councils: tuple[Council, ...], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        whole = (WHOLE, gettext("The whole cooperation"))
        field: Any = self.fields["council"]
        field.choices = [whole, *((council.key, council.name) for council in councils)]


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_feeds(request: HttpRequest, slug: str) -> HttpResponse:
    """The feeds of this variant, and the form for a new one; a new address is on the screen once.

    Raises:
        Http404: who is no member; what is shown here is for the people of the cooperation.
    """
    place = _of_member(request, slug)
    try:
        councils = inputs_feed.councils(visible_plain(place))
    except NotReadableError:
        return _page(request, place, None, ())
    if request.method != "POST":
        return _page(request, place, FeedForm(councils), councils)
    if not _may_make(place):
        raise PermissionDenied
    form = FeedForm(councils, request.POST)
    if not form.is_valid():
        return _page(request, place, form, councils, status=422)
    wanted, language = form.cleaned_data["council"], page_language()
    council = WHOLE_COOPERATION if wanted == WHOLE else wanted
    try:
        feed, secret = actions.make_feed(
            variant=place.variant, council=council, language=language, by=place.user
        )
    except Invalid as refused:
        form.add_error(None, _refusal(refused))
        return _page(request, place, form, councils, status=422)
    address = request.build_absolute_uri(reverse("calendar_feed_file", kwargs={"secret": secret}))
    made = {"feed": feed, "address": address, "subscribe": "webcal:" + address.partition(":")[2]}
    # The page itself and not a redirect: an address that is kept for the next page is kept.
    return _page(request, place, FeedForm(councils), councils, made=made)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_feed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask whether it must be withdrawn, and do so.

    Raises:
        Http404: not here, or withdrawn already.
        PermissionDenied: only its maker and the coordinator.
    """
    place = _of_member(request, slug)
    rows = CalendarFeed.objects.filter(variant=place.variant, withdrawn_at__isnull=True)
    feed = rows.filter(pk=number).select_related("created_by", "variant").first()
    if feed is None:
        raise Http404
    if not may_withdraw(feed, place.access, place.user):
        raise PermissionDenied
    if request.method == "POST":
        actions.withdraw_feed(feed=feed, by=place.user)
        messages.success(request, gettext("The address no longer works."))
        return HttpResponseRedirect(_own_url(place))
    context = {
        "place": place, "feed": feed, "name": _names(place).get(feed.council, feed.council),
        "back_url": _own_url(place),
    }  # fmt: skip
    return render(request, "calendar/feed_withdraw.html", context)


@login_not_required
@require_safe
def feed_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed, for an agenda that has the address. Unknown, withdrawn and no longer allowed look alike."""
    feed = feeds.find(secret)
    if feed is None:
        is_often = too_many(request, WRONG_SECRETS)
        text = (
            "Te vaak geprobeerd. Probeer het later nog eens."
            if is_often
            else "Deze agenda is er niet (meer)."
        )
        return _without_log(HttpResponse(text, status=429 if is_often else 404, content_type="text/plain"))
    try:
        file = feeds.file_of(feed, timezone.localdate())
    except NotReadableError:
        # An agenda that gets an error keeps what it has.
        response = HttpResponse("Even niet beschikbaar.", status=503, content_type="text/plain")
        response["Retry-After"] = "3600"
        return _without_log(response)
    etag, modified = quote_etag(file.digest), int(file.modified.timestamp())
    response = HttpResponse(file.content, content_type="text/calendar; charset=utf-8")
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    found = get_conditional_response(request, etag, modified, response) or response
    found["Cache-Control"] = "private, no-cache"
    found["Content-Disposition"] = 'inline; filename="vierkant.ics"'
    found["X-Robots-Tag"] = "noindex"
    return found


def _without_log(response: HttpResponse) -> HttpResponse:
    # Django writes a line with the address for every refusal, unless it is told that this was done.
    response._has_been_logged = True  # type: ignore[attr-defined]
    response["Cache-Control"] = "private, no-store"
    return response


def _of_member(request: HttpRequest, slug: str) -> Visit:
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    return place


def _may_make(place: Visit) -> bool:
    return place.access.may(Permission.WRITE) and place.variant.archived is None


def _refusal(refused: Invalid) -> str:
    if refused.code == "too_many_feeds":
        return gettext("There are as many addresses as there can be. Withdraw those that nobody uses.")
    return gettext("This variant was put away. Addresses can no longer be made for it.")


def _own_url(place: Visit) -> str:
    return reverse("calendar_feeds", kwargs={"slug": place.cooperation.slug}) + place.query


def _names(place: Visit) -> dict[str, str]:
    """Names of councils by key; the whole cooperation has its own."""
    try:
        rows = inputs_feed.councils(visible_plain(place))
    except NotReadableError:
        rows = ()
    return _named(rows)


def _named(councils: tuple[Council, ...]) -> dict[str, str]:
    return {WHOLE_COOPERATION: gettext("The whole cooperation")} | {row.key: row.name for row in councils}


def _page(
    request: HttpRequest, place: Visit, form: FeedForm | None, councils: tuple[Council, ...], *,
    made: dict[str, Any] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    names = _named(councils)
    rows = CalendarFeed.objects.filter(variant=place.variant).select_related("created_by", "withdrawn_by")
    listed = [_row(place, feed, names) for feed in rows]
    if made is not None:
        made = {**made, "name": names.get(made["feed"].council, made["feed"].council)}
    gone = sorted(
        (row for row in listed if row["feed"].withdrawn_at), key=lambda row: row["feed"].withdrawn_at
    )
    context = {
        "place": place,
        "form": form,
        "made": made,
        "standing": [row for row in listed if row["feed"].withdrawn_at is None],
        "withdrawn": gone[::-1][:SHOWN_WITHDRAWN],
        "may_make": _may_make(place),
        "is_private": place.audience.startswith("partner:"),
        "own_url": _own_url(place),
        "fill_in_url": assessed.fill_in_url(place),
        **subnav(place, "calendar_feeds"),
    }
    return render(request, "calendar/feeds.html", context, status=status)


def _row(place: Visit, feed: CalendarFeed, names: dict[str, str]) -> dict[str, Any]:
    url = ""
    if feed.withdrawn_at is None and may_withdraw(feed, place.access, place.user):
        kwargs = {"slug": place.cooperation.slug, "number": feed.pk}
        url = reverse("calendar_feed_withdraw", kwargs=kwargs) + place.query
    return {
        "feed": feed,
        "name": names.get(feed.council, feed.council),
        "url": url,
        "is_own_part": feed.audience.startswith("partner:"),
    }


patterns: Patterns = [
    path("agenda/", calendar_feeds, name="calendar_feeds"),
    path("agenda/<int:number>/intrekken/", withdraw_feed, name="calendar_feed_withdraw"),
]
site_patterns: Patterns = [path("<str:secret>.ics", feed_file, name="calendar_feed_file")]
