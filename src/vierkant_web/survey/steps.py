"""The steps in which a wave is prepared; every step saves for itself, in any order."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from vierkant_web.models import Wave
from vierkant_web.permissions import Permission, Visit
from vierkant_web.survey import inputs
from vierkant_web.survey.forms import FORMS
from vierkant_web.survey.places import PREPARING, address, member_place, shared, wave_of
from vierkant_web.survey.saving import previous_of, save_fields
from vierkant_web.survey.words import STEPS, step_of

_OWN_NAME = {"vragen": "survey_questions", "groepen": "survey_groups"}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, number: int, step: str) -> HttpResponse:
    """One step with a plain form."""
    place, wave = prepared(request, slug, number)
    if step not in FORMS:
        raise Http404
    form = FORMS[step](request.POST if request.method == "POST" else None, initial=_initial(step, wave))
    problem = ""
    if form.is_bound and form.is_valid():
        problem = save_fields(request, place, wave, form.fields_of_setup())
        if not problem:
            return saved(request, place, wave, step)
    context = {
        **step_context(place, wave, step),
        "form": form,
        "problem": problem,
        "previous": previous_of(wave),
    }
    return render(request, "survey/step.html", context, status=422 if form.is_bound else 200)


def prepared(request: HttpRequest, slug: str, number: int) -> tuple[Visit, Wave]:
    """The place of who prepares a wave that is still in preparation.

    Raises:
        Http404: not there, or not a member.
        PermissionDenied: may not prepare, or it is too late for that.
    """
    place = member_place(request, slug, Permission.SURVEY)
    wave = wave_of(place, number)
    if wave.state not in PREPARING:
        raise PermissionDenied
    return place, wave


def step_url(place: Visit, wave: Wave, step: str) -> str:
    """The address of a step."""
    if step in _OWN_NAME:
        return address(place, _OWN_NAME[step], number=wave.number)
    return address(place, "survey_step", number=wave.number, step=step)


def step_context(place: Visit, wave: Wave, current: str) -> dict[str, Any]:
    """What every step shows: where one is, what is wrong in it, and the digest of what was read."""
    problems = inputs.problems(wave)
    red = {step_of(row["id"]) for row in problems if row["level"] == "red"}
    titles = dict(STEPS)
    return {
        **shared(place, wave, str(titles[current])),
        "title": titles[current],
        "step": current,
        "seen": wave.digest,
        "steps": [
            {
                "title": title,
                "url": step_url(place, wave, name),
                "state": "current" if name == current else "todo" if name in red else "done",
            }
            for name, title in STEPS
        ],
        "findings": [row for row in problems if step_of(row["id"]) == current],
        "is_signed": wave.state == "signed",
        "own_url": step_url(place, wave, current),
    }


def saved(request: HttpRequest, place: Visit, wave: Wave, step: str, *, then: str = "") -> HttpResponse:
    """On to the next step; or stay, or to the overview, when somebody asks for it."""
    messages.success(request, gettext("Saved."))
    names = [name for name, _title in STEPS]
    following = names.index(step) + 1
    wanted = then or request.POST.get("then", "")
    if wanted == "stay":
        return HttpResponseRedirect(step_url(place, wave, step))
    if following < len(names) and wanted != "overview":
        return HttpResponseRedirect(step_url(place, wave, names[following]))
    return HttpResponseRedirect(address(place, "survey_wave", number=wave.number))


def _initial(step: str, wave: Wave) -> dict[str, Any]:
    setup = inputs.setup_of(wave).to_plain()
    shown = FORMS[step].shown(setup)
    return (
        {**shown, "name": "" if shown.get("name") == "–" else shown.get("name")} if "name" in shown else shown
    )
