"""Cijfers › Besluit: seal the numbers at the decision, and see later what became of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from vierkant_web import actions, assessed, cijfers
from vierkant_web.actions import Invalid
from vierkant_web.business_case import inputs_decision as inputs
from vierkant_web.jobs.current import Current, current_assessment
from vierkant_web.models import Seal
from vierkant_web.permissions import SHARED, Permission, Visit, visit


class SealForm(forms.Form):
    """When was decided, and by whom."""

    use_required_attribute = False
    sealed_on = forms.DateField(
        label=_("Day of the decision"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Fill in the day of the decision.")},
    )
    decided_by = forms.ChoiceField(label=_("Who decided?"))
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field: Any = self.fields["decided_by"]
        field.choices = [(body, inputs.body_word(body)) for body in inputs.BODIES]

    def clean_sealed_on(self) -> date:
        """A decision was taken already."""
        found: date = self.cleaned_data["sealed_on"]
        if found > timezone.localdate():
            raise forms.ValidationError(
                gettext("This day is still to come. Seal after the decision was taken.")
            )
        return found


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, slug: str) -> HttpResponse:
    """What is sealed, what would be, and the form for the coordinator.

    Raises:
        Http404: who is no member.
    """
    place = _of_member(request, slug)
    current = current_assessment(place, SHARED)
    if request.method == "POST":
        return _save(request, place, current)
    return _page(request, place, current, None)


def _of_member(request: HttpRequest, slug: str) -> Visit:
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    return place


def _may_seal(place: Visit) -> bool:
    return place.variant.archived is None and place.access.may(Permission.MANAGE)


def _page(
    request: HttpRequest, place: Visit, current: Current, form: SealForm | None, status: int = 200
) -> HttpResponse:
    seals = list(Seal.objects.filter(variant=place.variant).select_related("by"))
    result = current.result
    context: dict[str, Any] = {
        "place": place,
        "menu_word": "cijfers",
        **cijfers.subnav(place, "business_case_decision"),
        "current": current,
        "may_seal": _may_seal(place),
        "fill_in_url": assessed.fill_in_url(place),
        "overview_url": reverse("overview", kwargs={"slug": place.cooperation.slug}) + place.query,
        "own_url": request.get_full_path(),
        "latest": seals[0] if seals else None,
        "earlier": [{"seal": seal, "url": _file_url(place, seal)} for seal in seals[1:]],
        "file_url": _file_url(place, seals[0]) if seals else "",
    }
    if result is not None:
        digest = result["dossier_digest"]
        context["ready"] = result["readiness"]
        context["counts"] = inputs.counts(current.plain, result)
        context["form"] = form or SealForm(initial={"seen": digest})
        if seals:
            context["found"] = inputs.compared(seals[0].content, current.plain, result)
    return render(request, "business_case/decision.html", context, status=status)


def _file_url(place: Visit, seal: Seal) -> str:
    kwargs = {"slug": place.cooperation.slug, "number": seal.pk}
    return reverse("business_case_seal", kwargs=kwargs) + place.query


def _save(request: HttpRequest, place: Visit, current: Current) -> HttpResponse:
    if not _may_seal(place):
        raise PermissionDenied
    form = SealForm(request.POST)
    result = current.result
    if result is None:
        messages.warning(request, gettext("The outcome is being calculated anew. Seal when it is ready."))
        return HttpResponseRedirect(request.get_full_path())
    if not form.is_valid():
        return _page(request, place, current, form, status=422)
    content = inputs.sealed(
        current.plain,
        result,
        sealed_on=form.cleaned_data["sealed_on"],
        decided_by=form.cleaned_data["decided_by"],
    )
    try:
        actions.seal_decision(
            variant=place.variant,
            content=content,
            sealed_on=form.cleaned_data["sealed_on"],
            seen=form.cleaned_data["seen"],
            by=place.user,
        )
    except Invalid as refused:
        again = SealForm({**request.POST.dict(), "seen": result["dossier_digest"]})
        again.add_error(None, _refusal(refused))
        return _page(request, place, current, again, status=422)
    messages.success(request, gettext("The decision is sealed. Later outcomes are compared with it."))
    return HttpResponseRedirect(request.get_full_path())


def _refusal(refused: Invalid) -> str:
    if refused.code == "dossier_changed":
        return gettext("The dossier changed since you opened this page. Look again at what will be sealed.")
    if refused.code == "too_many_seals":
        return (
            gettext("This variant was sealed %(limit)s times already; more is not possible.")
            % refused.details
        )
    return gettext("This variant was put away. Take it back first.")


@require_safe
def seal_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One sealed decision as a file, to keep elsewhere.

    Raises:
        Http404: no such seal in this variant, or no member.
    """
    place = _of_member(request, slug)
    seal = Seal.objects.filter(variant=place.variant, pk=number).first()
    if seal is None:
        raise Http404
    response = JsonResponse(seal.content, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="besluit-{seal.sealed_on}.json"'
    return response
