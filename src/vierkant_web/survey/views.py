"""The list of waves, a new one, and the overview of one: how it stands, what is missing, what to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from vierkant_web.actions import Invalid
from vierkant_web.actions.waves import create_wave, has_closed, retry_release, set_follow_up, withdraw_wave
from vierkant_web.actions.waves_mailing import mailing_state
from vierkant_web.actions.waves_opening import open_wave
from vierkant_web.models import Wave, WaveRelease, WaveState
from vierkant_web.permissions import Permission, Visit
from vierkant_web.survey import inputs
from vierkant_web.survey.forms import FollowUpForm
from vierkant_web.survey.places import address, member_place, name_of, shared, wave_of
from vierkant_web.survey.reasons import reasons
from vierkant_web.survey.steps import step_url
from vierkant_web.survey.words import STEPS, refusal, step_of

_RUNNING = (WaveState.DRAFT, WaveState.SIGNED, WaveState.OPEN)
_AFTER = (WaveState.CLOSED, WaveState.RELEASED)
LEVELS = {
    WaveState.DRAFT: "amber", WaveState.SIGNED: "amber", WaveState.OPEN: "green", WaveState.CLOSED: "amber",
    WaveState.RELEASED: "green", WaveState.WITHDRAWN: "unknown",
}  # fmt: skip


class NewForm(forms.Form):
    """A new survey."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("What is this survey called?"),
        help_text=gettext_lazy("People who answer see this name. For example: How we work, spring 2027."),
        max_length=200,
        error_messages={"required": gettext_lazy("Give the survey a name.")},
    )


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """All waves with what is next."""
    place = member_place(request, slug)
    waves = list(Wave.objects.filter(cooperation=place.cooperation).order_by("-number"))
    rows = [
        {
            "name": name_of(wave),
            "url": address(place, "survey_wave", number=wave.number),
            "word": wave.get_state_display(),
            "level": LEVELS[WaveState(wave.state)],
            "next": _next(wave),
        }
        for wave in waves
    ]
    last = next((wave for wave in waves if wave.state in _AFTER), None)
    context = {
        **shared(place),
        "rows": rows,
        "may_begin": not any(wave.state in _RUNNING for wave in waves),
        "unanswered": last if last is not None and not last.followed_up else None,
        "new_url": address(place, "survey_new"),
        **_for_you(place, waves),
        "code_url": reverse("answering"),
    }
    return render(request, "survey/overview.html", context)


def _for_you(place: Visit, waves: list[Wave]) -> dict[str, str]:
    """Where a signer and a guide are needed."""
    draft = next((wave for wave in waves if wave.state == WaveState.DRAFT), None)
    read = next((wave for wave in waves if wave.state in _AFTER and not wave.answers_deleted), None)
    found = {}
    if draft is not None and place.access.may(Permission.SIGN):
        found["sign_url"] = address(place, "survey_sign", number=draft.number)
    if read is not None and place.access.may(Permission.READ_OPEN):
        found["read_url"] = address(place, "survey_open_answers", number=read.number)
    return found


def _next(wave: Wave) -> str:
    if wave.state == WaveState.DRAFT:
        return gettext("Prepare it, and have its conditions signed.")
    if wave.state == WaveState.SIGNED:
        return gettext("Make the codes, hand them out and open it.")
    if wave.state == WaveState.OPEN:
        return gettext("People can answer. Nobody sees how many did.")
    if wave.state == WaveState.CLOSED:
        return gettext("It is worked out which results may be shown.")
    if wave.state == WaveState.RELEASED:
        return (
            gettext("Done.")
            if wave.followed_up
            else gettext("Talk about the results, and write what you did with them.")
        )
    return gettext("Called off. Nothing was kept.")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a wave; what rarely changes comes from the one before it."""
    place = member_place(request, slug, Permission.SURVEY)
    form = NewForm(request.POST if request.method == "POST" else None)
    problem = ""
    if form.is_bound and form.is_valid():
        last = (
            Wave.objects.filter(cooperation=place.cooperation, state__in=_AFTER).order_by("-number").first()
        )
        fields = inputs.first_fields(form.cleaned_data["name"], inputs.organisations(place), last)
        try:
            wave = create_wave(cooperation=place.cooperation, setup=fields, by=place.user)
        except Invalid as error:
            problem = refusal(error.code, error.details)
        else:
            return HttpResponseRedirect(step_url(place, wave, STEPS[0][0]))
    context = {**shared(place), "form": form, "problem": problem, "own_url": address(place, "survey_new")}
    context["breadcrumb"] = [
        {"title": gettext("Surveys"), "url": address(place, "survey")}, {"title": gettext("New survey")},
    ]  # fmt: skip
    return render(request, "survey/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def wave(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One wave; the buttons open, withdraw and try again."""
    place = member_place(request, slug)
    found = wave_of(place, number)
    if request.method == "POST":
        member_place(request, slug, Permission.SURVEY)
        _act(request, place, found)
        return HttpResponseRedirect(address(place, "survey_wave", number=number))
    context = {
        **shared(place, found),
        "state": found.state,
        "word": found.get_state_display(),
        "level": LEVELS[WaveState(found.state)],
        "next": _next(found),
        "setup": inputs.setup_of(found).to_plain(),
        **_of_state(place, found),
    }
    context["breadcrumb"].append({"title": name_of(found)})
    return render(request, "survey/wave.html", context)


def _of_state(place: Visit, found: Wave) -> dict[str, Any]:
    """What only the page of this state needs."""
    number = found.number
    if found.state in (WaveState.DRAFT, WaveState.SIGNED):
        red = {step_of(row["id"]) for row in inputs.problems(found) if row["level"] == "red"}
        return {
            "reasons": reasons(place, found),
            "steps": [{"title": title, "url": step_url(place, found, name), "state": "todo" if name in red else "done"}
                      for name, title in STEPS],
        }  # fmt: skip
    if found.state == WaveState.OPEN:
        return {"past": has_closed(found), "mail": mailing_state(found), "code_url": reverse("answering")}
    if found.state == WaveState.CLOSED:
        return {
            "release": WaveRelease.objects.filter(wave=found).first(),
            "state_url": address(place, "survey_state", number=number),
        }
    return {"culture_url": _culture_url(place)} if found.state == WaveState.RELEASED else {}


def _culture_url(place: Visit) -> str:
    return address(place, "organisation_scan_culture")


def _act(request: HttpRequest, place: Visit, found: Wave) -> None:
    """What a button asks for; a refusal becomes a sentence on the next page."""
    wish = request.POST.get("do", "")
    doing = {"open": open_wave, "withdraw": withdraw_wave, "again": retry_release}
    done = {
        "open": gettext("The survey is open. From its opening moment on people can answer."),
        "withdraw": gettext("The survey was withdrawn. Codes and answers were destroyed."),
        "again": gettext("It is tried again."),
    }
    if wish not in doing:
        messages.error(request, gettext("Nothing was changed. Choose one of the buttons on this page."))
        return
    try:
        doing[wish](wave=found, by=place.user)
    except Invalid as error:
        messages.error(request, refusal(error.code, error.details))
    else:
        messages.success(request, done[wish])


@require_safe
def state(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    """How far the release is, for the script on the page that waits."""
    place = member_place(request, slug)
    found = wave_of(place, number)
    task = WaveRelease.objects.filter(wave=found).first()
    if found.state != WaveState.CLOSED:
        return JsonResponse({"state": "done", "progress": 1.0, "text": ""})
    if task is not None and task.error:
        return JsonResponse({"state": "failed", "progress": task.progress, "text": ""})
    text = gettext("It is worked out which results may be shown.")
    return JsonResponse({"state": "running", "progress": task.progress if task else 0.0, "text": text})


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was done with a survey; without it the next one does not open."""
    place = member_place(request, slug, Permission.SURVEY)
    found = wave_of(place, number)
    form = FollowUpForm(
        request.POST if request.method == "POST" else None, initial={"text": found.followed_up}
    )
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            set_follow_up(wave=found, text=form.cleaned_data["text"], by=place.user)
        except Invalid as error:
            problem = refusal(error.code, error.details)
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(address(place, "survey_wave", number=number))
    context = {
        **shared(place, found, gettext("What you did with it")),
        "form": form,
        "problem": problem,
        "closed": found.state in _AFTER,
    }
    return render(request, "survey/follow_up.html", context, status=422 if form.is_bound else 200)
