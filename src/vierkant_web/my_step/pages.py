"""Where a code is filled in, and the page of a group: on the screen, on paper and offline."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from vierkant_web.limits import too_many
from vierkant_web.models.group_page import GROUPS_OF_LETTERS, LETTERS_PER_GROUP
from vierkant_web.my_step.bundles import bundle
from vierkant_web.my_step.limits import WRONG_CODES
from vierkant_web.shortcut_answers import FORM_POLICY, finish, plain_page

LENGTH = GROUPS_OF_LETTERS * LETTERS_PER_GROUP


def tidy(code: str) -> str:
    """The code as we write it, whatever spaces, capitals and dashes somebody typed."""
    letters = re.sub(r"[^a-z0-9]", "", code.lower())
    if len(letters) != LENGTH:
        return ""
    return "-".join(
        letters[place : place + LETTERS_PER_GROUP] for place in range(0, LENGTH, LETTERS_PER_GROUP)
    )


@login_not_required
@require_safe
def enter(request: HttpRequest, language: str) -> HttpResponse:
    """Fill in the code of the letter."""
    typed = request.GET.get("code", "").strip()[:60]
    code = tidy(typed)
    if code:
        ending = "" if language == "nl" else "_en"
        response = HttpResponseRedirect(reverse(f"my_step_page{ending}", kwargs={"code": code}))
        return finish(response, FORM_POLICY)
    context = {"typed": typed, "length": LENGTH, "asked": "code" in request.GET}
    return plain_page("my_step/enter.html", context, language, status=422 if context["asked"] else 200)


def of_group(request: HttpRequest, code: str, language: str, kind: str) -> HttpResponse:
    """One of the pages of a group, or a kind word when there is none with this code."""
    right = tidy(code)
    if right and right != code:
        name = {"page": "my_step_page", "print": "my_step_print"}.get(kind, "my_step_offline")
        ending = "_en" if language == "en" and kind != "offline" else ""
        return finish(HttpResponseRedirect(reverse(name + ending, kwargs={"code": right})), FORM_POLICY)
    try:
        return bundle(code, language, kind).answer(request)
    except Http404:
        return unknown(request, code, language)


def unknown(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """There is no page with this code (any more): what to do now."""
    if too_many(request, WRONG_CODES):
        return plain_page("my_step/slow_down.html", {}, language, status=429)
    right_length = bool(tidy(code))
    context = {"typed": code[:60], "right_length": right_length, "length": LENGTH}
    return plain_page("my_step/unknown.html", context, language, status=404)


@login_not_required
@require_safe
def page(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The page of a group: all phases and all content; what to show is chosen in the page."""
    return of_group(request, code, language, "page")


@login_not_required
@require_safe
def on_paper(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The same on paper, with a self-check to fold."""
    return of_group(request, code, language, "print")


@login_not_required
@require_safe
def offline(request: HttpRequest, code: str) -> HttpResponse:
    """The script that keeps this one page on a device, for who chose to."""
    return of_group(request, code, "nl", "offline")
