"""Vorm › Keuze and Vorm › Gevolgen: the admissible forms compared with the user's weights; what follows from a form."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from vierkant_web import actions, assessed
from vierkant_web.actions import Conflict
from vierkant_web.jobs.current import Current, visible_plain
from vierkant_web.legal_form import inputs_choice as inputs
from vierkant_web.models import SectionRevision, Visibility
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.section_rows import written_section

SECTION = "form_answers"
NEEDED = ("legal_form", "agreed_form")
ATTEMPTS = 5
"""How often to try again when somebody saved another answer between reading and writing."""


@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest, slug: str) -> HttpResponse:
    """The comparison; the weights stand in the address until somebody saves them."""
    if request.method == "POST":
        return _save(request, slug)

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        return _choice(place, result, current, request)

    return assessed.page(request, slug, "legal_form/choice.html", context, parts=NEEDED)


def _choice(place: Visit, result: dict[str, Any], current: Current, request: HttpRequest) -> dict[str, Any]:
    stored = inputs.stored_weights(current.plain.get(SECTION))
    weights = inputs.asked_weights(request.GET, stored)
    advice = result["legal_form"]
    shared = {
        "advice": advice,
        "may_write": _may_write(place),
        "answers_url": assessed.fill_in_url(place, SECTION),
        "own_url": reverse("legal_form_choice", kwargs={"slug": place.cooperation.slug}),
        "variant": request.GET.get("variant", ""),
        "seen": _mark(stored),
        "is_changed": weights != stored,
    }
    if not advice:
        return shared
    found = inputs.comparison(advice, weights)
    return {
        **shared,
        "choice": found,
        "agreed": result["agreed_form"],
        "fields": inputs.weight_fields(weights, stored, found["rows"]),
        "follows_url": reverse("legal_form_consequences", kwargs={"slug": place.cooperation.slug}),
    }


def _may_write(place: Visit) -> bool:
    return place.variant.archived is None and place.access.may_write("", SECTION)


def _mark(weights: inputs.Weights) -> str:
    """A short name for the weights that stand; the form carries it, so that a change in the meantime is seen."""
    plain = {item.value: weight for item, weight in weights.items()}
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:20]


def _save(request: HttpRequest, slug: str) -> HttpResponse:
    place = visit(request, slug, Permission.WRITE)
    if not _may_write(place):
        raise PermissionDenied
    back = reverse("legal_form_choice", kwargs={"slug": slug}) + place.query
    for _attempt in range(ATTEMPTS):
        latest = place.revisions().filter(section=SECTION, partner="").first()
        answers = latest.content if latest is not None else None
        stored = inputs.stored_weights(answers)
        weights = inputs.asked_weights(request.POST, stored)
        if request.POST.get("seen") != _mark(stored) and weights != stored:
            return _changed(request, place, weights, stored)
        content, problems = written_section(SECTION, inputs.with_weights(answers, weights))
        if problems:
            for problem in problems:
                messages.error(request, problem)
            return HttpResponseRedirect(back)
        try:
            _write(place, content, latest)
        except Conflict:
            continue
        messages.success(request, gettext("The weights are saved."))
        return HttpResponseRedirect(back)
    messages.error(request, gettext("Others are saving at this very moment. Press the button once more."))
    return HttpResponseRedirect(back)


def _write(place: Visit, content: Any, latest: SectionRevision | None) -> None:
    actions.save_section(
        variant=place.variant,
        section=SECTION,
        content=content,
        based_on=latest.number if latest is not None else 0,
        visibility=None if latest is not None else Visibility.SHARED,
        by=place.user,
    )


def _changed(
    request: HttpRequest, place: Visit, weights: inputs.Weights, stored: inputs.Weights
) -> HttpResponse:
    """Somebody else set weights in the meantime: both are shown, and nothing is saved until somebody chooses."""
    names = inputs.criterion_names()
    context = {
        "place": place,
        "menu_word": "vorm",
        "rows": [
            {"key": item.value, "name": names[item], "yours": weights[item], "theirs": stored[item]}
            for item in weights
        ],
        "seen": _mark(stored),
        "own_url": reverse("legal_form_choice", kwargs={"slug": place.cooperation.slug}) + place.query,
    }
    return render(request, "legal_form/choice_changed.html", context, status=409)


@require_safe
def follows(request: HttpRequest, slug: str) -> HttpResponse:
    """What follows from the agreed form, or from the one in the address: a list to act on."""
    place = visit(request, slug)
    plain = visible_plain(place)
    kind, agreed = inputs.kind_of(plain), inputs.agreed_form(plain)
    form = inputs.chosen_form(request.GET.get("form"), agreed)
    own_url = reverse("legal_form_consequences", kwargs={"slug": slug})
    context = {
        "place": place,
        "menu_word": "vorm",
        "choices": inputs.choices(kind, agreed),
        "form": form,
        "is_agreed": form is not None and form == agreed,
        "own_url": own_url,
        "variant": request.GET.get("variant", ""),
        "agreements_url": assessed.fill_in_url(place, "agreements"),
        "may_write": place.access.may(Permission.WRITE),
        "follows": inputs.follows(form, kind, timezone.localdate()) if form is not None else None,
        "text_url": reverse("legal_form_arrangement", kwargs={"slug": slug}) + place.query,
        "people_url": f"/s/{slug}/mensen/{place.query}",
        "today": timezone.localdate(),
    }
    return render(request, "legal_form/consequences.html", context)
