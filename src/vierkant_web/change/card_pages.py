"""Filling in the impact card of a group, and the scores of its own lead, each blind to the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vierkant_web.actions import Conflict, Invalid
from vierkant_web.change import inputs_card as inputs
from vierkant_web.change import saving
from vierkant_web.change.forms import CardForm, LeadForm, ScoresForm, differences, initial_of
from vierkant_web.change.rights import may_write
from vierkant_web.permissions import Visit, visit

IMPACT, ASPECTS = ("impact", ""), ("aspects", "")


@dataclass(frozen=True, slots=True)
class Spot:
    """The form of one group on one visit, and the parts of the dossier that it fills."""

    place: Visit
    group: dict[str, Any]
    keys: tuple[saving.Key, ...]

    @property
    def is_lead(self) -> bool:
        """Whether it is the form of the group's own lead."""
        return self.keys[0][0] == "lead_scores"

    def initial(self, rows: saving.Rows) -> dict[str, Any]:
        """The starting values of the form for these rows."""
        first = next(iter(rows[self.keys[0]]), None)
        return initial_of(first, () if self.is_lead else rows[ASPECTS])

    def form(self, data: Any = None, rows: saving.Rows | None = None) -> ScoresForm:
        """The form, filled in by somebody (``data``) or from what stands (``rows``)."""
        kind = LeadForm if self.is_lead else CardForm
        return kind(data, initial=None if rows is None else self.initial(rows))

    def wanted(
        self, form: ScoresForm, before: saving.Rows
    ) -> tuple[dict[saving.Key, list[saving.Row]], list[str]]:
        """The rows that a checked form asks for, and what the dossier has against them."""
        group = self.group["id"]
        rows: dict[saving.Key, list[saving.Row]] = {}
        if isinstance(form, CardForm):
            rows[IMPACT] = [form.card(group)]
            rows[ASPECTS] = form.aspect_rows(group, before[ASPECTS])
        elif isinstance(form, LeadForm):
            rows[self.keys[0]] = [form.row(group)]
        problems: list[str] = []
        for key, found in rows.items():
            rows[key], wrong = inputs.written(key[0], found)
            problems += wrong
        return rows, problems


def _spot(request: HttpRequest, slug: str, group: str, *, lead: bool) -> Spot:
    """The form of the group.

    Raises:
        Http404: no such group, or the visitor is not a member: impact is never public.
        PermissionDenied: a member who may not write this part.
    """
    place = visit(request, slug)
    found = inputs.group_of(place, group) if place.access.role is not None else None
    if found is None:
        raise Http404
    keys = (("lead_scores", found["partner"]),) if lead else (IMPACT, ASPECTS)
    if not all(may_write(place, *key) for key in keys):
        raise PermissionDenied
    return Spot(place, found, keys)


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, slug: str, group: str) -> HttpResponse:
    """The project fills in the card of a group."""
    return _answer(request, _spot(request, slug, group, lead=False))


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: HttpRequest, slug: str, group: str) -> HttpResponse:
    """The group's own lead gives the same ten scores, without seeing those of the project."""
    return _answer(request, _spot(request, slug, group, lead=True))


def _answer(request: HttpRequest, spot: Spot) -> HttpResponse:
    rows = saving.standing(spot.place, spot.group["id"], spot.keys)
    if request.method != "POST":
        return _page(request, spot, spot.form(rows=rows), saving.mark(rows))
    form = spot.form(request.POST)
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return _page(request, spot, form, seen, status=422)
    wanted, problems = spot.wanted(form, rows)
    if problems:
        for problem in problems:
            form.add_error(None, problem)
        return _page(request, spot, form, seen, status=422)
    try:
        saving.save(spot.place, spot.group["id"], wanted, seen, is_closed=spot.group["is_closed"])
    except saving.CardChanged as changed:
        theirs = differences(form, spot.initial(changed.standing))
        return _page(request, spot, form, saving.mark(changed.standing), status=409, theirs=theirs)
    except Conflict:
        form.add_error(None, _("Others are saving at this very moment. Press the button once more."))
        return _page(request, spot, form, seen, status=409)
    except Invalid:
        form.add_error(None, _("This is too much for one part. Make the texts shorter."))
        return _page(request, spot, form, seen, status=422)
    messages.success(request, _("Saved. The results are being worked out again."))
    return HttpResponseRedirect(_url(spot, "change_group"))


def _url(spot: Spot, name: str) -> str:
    kwargs = {"slug": spot.place.cooperation.slug, "group": spot.group["id"]}
    return reverse(name, kwargs=kwargs) + spot.place.query


def _page(
    request: HttpRequest,
    spot: Spot,
    form: ScoresForm,
    seen: str,
    *,
    status: int = 200,
    theirs: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    people = reverse("change", kwargs={"slug": spot.place.cooperation.slug}) + spot.place.query
    title = _("Scores of the lead") if spot.is_lead else _("Impact card")
    own = _url(spot, "change_lead" if spot.is_lead else "change_card")
    context = {
        "place": spot.place, "group": spot.group, "form": form, "seen": seen, "theirs": theirs, "action": own,
        "group_url": _url(spot, "change_group"), "is_lead": spot.is_lead,
        "breadcrumb": [{"title": _("People"), "url": people},
                       {"title": spot.group["name"], "url": _url(spot, "change_group")}, {"title": title}],
    }  # fmt: skip
    return render(request, "change/card_form.html", context, status=status)
