"""History: who changed what and when, every version in full, putting one back, and emptying one for good."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vierkant_web import actions
from vierkant_web.actions import Conflict, Invalid
from vierkant_web.dossier import history_pages as pages
from vierkant_web.dossier.exchange_describe import describe
from vierkant_web.folders import Patterns
from vierkant_web.models import SectionRevision
from vierkant_web.permissions import Visit, visible_history, visit


class EmptyForm(forms.Form):
    """Why a version is emptied."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why must the text go?"),
        help_text=gettext_lazy("Everybody who reads the history sees this. Do not repeat what must go."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that nobody can bring the text back."),
        error_messages={"required": gettext_lazy("Tick this box if you are sure.")},
    )


def _found(request: HttpRequest, slug: str, number: int) -> tuple[Visit, SectionRevision]:
    """The version that the address is about.

    Raises:
        Http404: not in this variant, or not for this user.
    """
    place = visit(request, slug)
    revision = SectionRevision.objects.filter(variant=place.variant, pk=number).first()
    if revision is None:
        raise Http404
    history = visible_history(place.variant, revision.section, revision.partner, place.audience)
    found = history.select_related("author", "redacted_by").filter(pk=number).first()
    if found is None:
        raise Http404
    return place, found


@require_GET
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions of all parts that this visitor may see, newest first."""
    place = visit(request, slug)
    return render(request, "dossier/history.html", pages.listing(place, request.GET))


@require_GET
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version in full, with what changed and what putting it back would do."""
    place, revision = _found(request, slug, number)
    return render(request, "dossier/history_version.html", pages.version(place, revision))


@require_POST
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put a version back, as the newest one."""
    place, revision = _found(request, slug, number)
    seen = request.POST.get("based_on", "")
    based_on = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    try:
        actions.restore_revision(revision=revision, based_on=based_on, by=place.user)
    except Conflict as conflict:
        context = pages.version(place, revision, conflict.current)
        return render(request, "dossier/history_version.html", context, status=409)
    except Invalid as error:
        messages.warning(request, _refusal(error))
        return HttpResponseRedirect(pages.address(place, revision.pk))
    describe(place)
    messages.success(request, _("This version is back. What stood in between is still in the history."))
    return HttpResponseRedirect(pages.address(place))


def _refusal(error: Invalid) -> str:
    if error.code == "archived":
        return _("This variant was put away. Take it back first.")
    return _("The text of this version is gone, so it cannot be put back.")


@require_http_methods(["GET", "HEAD", "POST"])
def empty(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take the text of a version away for good."""
    place, revision = _found(request, slug, number)
    if not pages.may_empty(place, revision):
        raise PermissionDenied
    form = EmptyForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(
            request, "dossier/history_empty.html", pages.emptying(place, revision, form), status=status
        )
    try:
        gone = actions.redact_revision(revision=revision, reason=form.cleaned_data["reason"], by=place.user)
    except Invalid:
        messages.warning(request, _("The text of this version was gone already."))
    else:
        messages.success(request, _emptied(len(gone)))
    return HttpResponseRedirect(pages.address(place, revision.pk))


def _emptied(number: int) -> str:
    if number == 1:
        return _("The text is gone.")
    return _("The text is gone, also from %(number)s equal versions.") % {"number": number - 1}


patterns: Patterns = [
    path("geschiedenis/", listing, name="history"),
    path("geschiedenis/<int:number>/", version, name="history_version"),
    path("geschiedenis/<int:number>/terugzetten/", restore, name="history_restore"),
    path("geschiedenis/<int:number>/leegmaken/", empty, name="history_empty"),
]
