"""Setting the view of one council on one point, in place: only that row of the part of the partner changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from vierkant_web import assessed, rows_of_part
from vierkant_web.actions import Conflict
from vierkant_web.grip import inputs
from vierkant_web.grip.forms import FIELDS, NOTHING, ViewForm
from vierkant_web.grip.views import may_set
from vierkant_web.grip.words import NOT_YET, STANCES
from vierkant_web.jobs.current import visible_plain
from vierkant_web.permissions import Visit, visit
from vierkant_web.rows_of_part import RowChanged, Standing

Row = dict[str, Any]


class Spot:
    """One council on one point on one visit; 404 for who may not know of either, 403 for who may not set it."""

    def __init__(self, request: HttpRequest, slug: str, point: str, partner: str) -> None:
        self.place: Visit = visit(request, slug)
        if self.place.access.role is None:
            raise Http404
        dossier = visible_plain(self.place)
        known = {row["id"]: row for row in dossier.get("zienswijze_points", ())}
        names = inputs.council_names(dossier)
        if point not in known or partner not in names:
            raise Http404
        if not may_set(self.place, partner) or rows_of_part.is_hidden(self.place, inputs.SECTION, partner):
            raise PermissionDenied
        self.point, self.partner, self.name = known[point], partner, names[partner]
        self.taken = {row["id"] for row in dossier.get(inputs.SECTION, ())}

    def chosen(self, row: Row) -> bool:
        """Whether a row of the partner's part is about this point."""
        return bool(row.get("point") == self.point["id"])

    def standing(self) -> Standing:
        """The view as it stands."""
        return rows_of_part.standing(self.place, inputs.SECTION, self.partner, self.chosen)

    def save(self, answers: Row | None, seen: str) -> list[str]:
        """Save the view, or take it away; gives what is wrong with it in sentences, and then nothing was saved.

        Raises:
            RowChanged: somebody set it in the meantime.
        """
        row = None
        if answers is not None:
            row, problems = inputs.written(self.partner, {**self._key(), **answers})
            if problems:
                return problems
        try:
            rows_of_part.put(self.place, inputs.SECTION, self.partner, self.chosen, row, seen)
        except Conflict:
            return [gettext("Others are saving at this very moment. Press the button once more.")]
        return []

    def _key(self) -> Row:
        """A row keeps its id; a new one gets one that no other row has."""
        found = self.standing()
        if found.row is not None:
            return {"id": found.row["id"], "point": self.point["id"]}
        wanted = f"{self.point['id'][:28]}-{self.partner[:28]}"
        number, free = 2, wanted
        while free in self.taken | found.ids:
            free, number = f"{wanted}-{number}", number + 1
        return {"id": free, "point": self.point["id"]}


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, point: str, partner: str) -> HttpResponse:
    """The form with what the council thinks; saving goes back to the joint zienswijze."""
    spot = Spot(request, slug, point, partner)
    if request.method != "POST":
        found = spot.standing()
        return _page(request, spot, ViewForm(initial=found.row or {"stance": NOTHING}), found.seen)
    form, seen = ViewForm(request.POST), request.POST.get("seen", "")
    if not form.is_valid():
        return _page(request, spot, form, seen, status=422)
    try:
        problems = spot.save(form.answers(), seen)
    except RowChanged as changed:
        theirs = _differences(form, changed.standing or {})
        return _page(request, spot, form, rows_of_part.mark(changed.standing), status=409, theirs=theirs)
    if problems:
        for problem in problems:
            form.add_error(None, problem)
        return _page(request, spot, form, seen, status=422)
    messages.success(request, gettext("The view of %(council)s is saved.") % {"council": spot.name})
    return HttpResponseRedirect(_back(spot.place))


def _back(place: Visit) -> str:
    return reverse("grip_zienswijze", kwargs={"slug": place.cooperation.slug}) + place.query


def _differences(form: ViewForm, theirs: Row) -> list[Row]:
    """What differs between the form and what stands, field by field, in words."""
    yours = form.answers() or {}
    return [
        {"label": form.fields[name].label, "theirs": _said(name, theirs), "yours": _said(name, yours)}
        for name in FIELDS
        if theirs.get(name) != yours.get(name)
    ]


def _said(name: str, row: Row) -> Any:
    return STANCES.get(row.get(name, ""), NOT_YET) if name == "stance" else row.get(name)


def _page(
    request: HttpRequest,
    spot: Spot,
    form: ViewForm,
    seen: str,
    *,
    status: int = 200,
    theirs: list[Row] | None = None,
) -> HttpResponse:
    place, back = spot.place, _back(spot.place)
    context = {
        "place": place,
        "point": spot.point,
        "council": spot.name,
        "visibility": spot.standing().visibility or "shared",
        "form": form,
        "seen": seen,
        "theirs": theirs,
        "back_url": back,
        "part_url": assessed.fill_in_url(place, inputs.SECTION),
        "breadcrumb": [{"title": gettext("Joint zienswijze"), "url": back}, {"title": spot.name}],
    }
    return render(request, "grip/view_form.html", context, status=status)
