"""Fill in a code, answer in a few parts, check, send; and correct with the same code until the closing.

One address for everything, and nothing is kept between two pages: what was filled in travels in the form itself, in
the body of the request. So no code and no answer ever stands in an address, a history, a referrer or a log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from vierkant_web.actions import Invalid
from vierkant_web.actions.waves_answers import Answering, find_answering, submit_answers
from vierkant_web.answering import inputs, limits
from vierkant_web.answering.inputs import Asked, Language, Part
from vierkant_web.answering.standing import about_wave, closed_on, moment_in_words
from vierkant_web.shortcut_answers import plain_page

OWN_FIELDS = ("code", "part", "go")
"""Fields of the form that are no answer."""
CHECK = "check"
MOST_TYPED = 60


@dataclass(frozen=True, slots=True)
class Filled:
    """What came with a form: the code as it is kept, everything filled in, and which part was on the screen."""

    code: str
    given: Mapping[str, str]
    shown: str
    go: str
    kept: bool
    """There were answers from before."""


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire(request: HttpRequest, language: Language) -> HttpResponse:
    """The one address of the questionnaire: which page it shows follows from what was sent."""
    with translation.override(language):
        if request.method != "POST":
            return _enter(language)
        typed = request.POST.get("code", "")[:MOST_TYPED]
        code, problem = inputs.read_code(typed, language)
        if problem:
            return _enter(language, typed, problem)
        if limits.is_braked(request):
            return _slow_down(request, code, language)
        try:
            found = find_answering(code=code)
        except Invalid as refusal:
            return _refused(request, refusal, typed, language)
        return _answered(request, found, code, language)


def _enter(language: Language, typed: str = "", problem: str = "") -> HttpResponse:
    context = {"typed": typed, "problem": problem, "length": inputs.CODE_LENGTH, "own_url": _own(language)}
    return plain_page("answering/enter.html", context, language, status=422 if problem else 200)


def _own(language: Language) -> str:
    return reverse("answering" if language == "nl" else "answering_en")


def _refused(request: HttpRequest, refusal: Invalid, typed: str, language: Language) -> HttpResponse:
    """There is nothing to answer with this code: why, and what to do."""
    if refusal.code == "unknown_code":
        limits.count_wrong(request)
        day = closed_on()
        problem = gettext("We do not know this code. Look once more at your letter: is it all there?")
        if day:
            problem += " " + gettext(
                "Was your questionnaire open until %(day)s? It is closed, and the codes were destroyed. Thank you."
            ) % {"day": day}  # fmt: skip
        problem += " " + gettext("Or was the questionnaire withdrawn? Then you need not do anything.")
        return _enter(language, typed, problem)
    context: dict[str, Any] = {"reason": "other", "about": {}}
    if refusal.code == "not_open_yet":
        opens = refusal.details.get("opens_at")
        ahead = moment_in_words(opens) if opens and opens > timezone.now() else ""
        context = {"reason": "before", "about": {"opens": ahead}}
    elif refusal.code == "closed":
        context = {"reason": "closed", "about": {"closes": closed_on()}}
    return plain_page(
        "answering/not_now.html", context, language, status=410 if refusal.code == "closed" else 409
    )


def _slow_down(request: HttpRequest, code: str, language: Language) -> HttpResponse:
    context = {"code": code, "carried": list(_sent(request).items()), "own_url": _own(language)}
    return plain_page("answering/slow_down.html", context, language, status=429)


def _answered(request: HttpRequest, found: Answering, code: str, language: Language) -> HttpResponse:
    """The page that follows from what was sent with a right code."""
    what = inputs.asked(found.setup, found.group.organisation, language)
    if what is None:
        return plain_page("answering/not_now.html", {"reason": "other", "about": {}}, language, status=409)
    filled = _filled(request, found, code)
    about = about_wave(found.wave, found.setup)
    checked = inputs.checked(what, filled.given)
    parts = what.parts(filled.given, checked.problems)
    on_screen = _number(filled.shown, len(parts))
    if filled.go == "send":
        if checked.problems:
            return _part(what, parts, _first_wrong(parts, checked.problems), filled, about, checked.problems)
        return _send(what, checked, filled, about)
    wrong = {
        name: text
        for name, text in checked.problems.items()
        if on_screen and name in parts[on_screen - 1].names
    }
    if on_screen and wrong and filled.go != "back":
        return _part(what, parts, on_screen, filled, about, wrong)
    target = _target(filled.go, on_screen, len(parts))
    if target > len(parts):
        return _check(what, parts, filled, about)
    return _part(what, parts, target, filled, about, {})


def _filled(request: HttpRequest, found: Answering, code: str) -> Filled:
    """What the form holds; with the code alone, what was sent before."""
    shown = request.POST.get("part", "")
    kept = found.given is not None
    given = _sent(request) if shown else inputs.as_given(found.given or {}, found.open_given)
    return Filled(code, given, shown, request.POST.get("go", ""), kept)


def _sent(request: HttpRequest) -> dict[str, str]:
    return {key: str(value) for key, value in request.POST.items() if key not in OWN_FIELDS}


def _number(text: str, count: int) -> int:
    """The number of a part; 0 for anything else, also for digits without end, which Python refuses to read."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= count else 0


def _target(go: str, on_screen: int, count: int) -> int:
    """Which part comes now; one more than there are is the check."""
    if go == CHECK:
        return count + 1
    if go == "next":
        return on_screen + 1
    if go == "back":
        return max(on_screen - 1, 1)
    return _number(go.removeprefix("part-"), count) or on_screen or 1


def _first_wrong(parts: Iterable[Part], problems: Mapping[str, str]) -> int:
    return next((part.number for part in parts if part.names & problems.keys()), 1)


def _part(
    what: Asked,
    parts: tuple[Part, ...],
    number: int,
    filled: Filled,
    about: dict[str, Any],
    wrong: Mapping[str, str],
) -> HttpResponse:
    part = parts[number - 1]
    # What stands in no part is told once and not carried on: otherwise it could never be sent.
    elsewhere = frozenset().union(*(row.names for row in parts)) - part.names
    context = {
        **_shared(what, filled, about),
        "part": part,
        "carried": [(name, value) for name, value in filled.given.items() if name in elsewhere],
        "errors": [
            {"name": name if name in part.names else "", "text": text} for name, text in wrong.items()
        ],
        "intro": what.intro,
        "given_before": filled.kept and not filled.shown,
    }
    return plain_page("answering/part.html", context, what.language, status=422 if wrong else 200)


def _check(what: Asked, parts: tuple[Part, ...], filled: Filled, about: dict[str, Any]) -> HttpResponse:
    lines = [line for part in parts for line in part.lines]
    context = {
        **_shared(what, filled, about),
        "parts": parts,
        "carried": list(filled.given.items()),
        "answered": sum(bool(line.given) for line in lines),
        "asked": len(lines),
    }
    return plain_page("answering/check.html", context, what.language)


def _send(what: Asked, checked: inputs.Checked, filled: Filled, about: dict[str, Any]) -> HttpResponse:
    try:
        submit_answers(code=filled.code, content=checked.values, open_content=checked.texts)
    except Invalid as refusal:
        reason = "closed" if refusal.code in ("closed", "unknown_code") else "other"
        status = 410 if reason == "closed" else 409
        return plain_page(
            "answering/not_now.html", {"reason": reason, "about": about}, what.language, status=status
        )
    return plain_page("answering/sent.html", _shared(what, filled, about), what.language)


def _shared(what: Asked, filled: Filled, about: dict[str, Any]) -> dict[str, Any]:
    return {"title": what.title, "code": filled.code, "about": about, "own_url": _own(what.language)}
