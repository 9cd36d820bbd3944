"""Filling in what one partner wants, alone: saved at once, opened together with those of the others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vierkant_web import actions, assessed
from vierkant_web.actions import Conflict, Invalid
from vierkant_web.belangen import subnav
from vierkant_web.models import SectionRevision
from vierkant_web.opened_together_page import Scene
from vierkant_web.positions import inputs
from vierkant_web.positions.forms import FIELDS, Answers
from vierkant_web.positions.map_page import NAME, ROOM

Row = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def fill_in(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """The form of one partner, for who writes for it; nobody else sees it, also not the coordinator."""
    scene = Scene.find(request, slug, ROOM)
    if partner not in scene.names:
        raise Http404
    if not scene.place.access.may_write(partner, inputs.SECTION):
        raise PermissionDenied
    latest = scene.place.revisions().filter(section=inputs.SECTION, partner=partner).first()
    given = inputs.around(scene.place)
    row = _row(latest)
    if request.method != "POST":
        return _page(request, scene, given, partner, Answers(given.issues, row), _number(latest))
    if scene.standing.is_opened or scene.place.variant.archived is not None:
        raise PermissionDenied
    answers = Answers(given.issues, row, request.POST)
    based_on = _whole(request.POST.get("based_on"))
    if not answers.is_valid():
        return _page(request, scene, given, partner, answers, based_on, status=422)
    return _save(request, scene, given, partner, answers, based_on)


def _save(
    request: HttpRequest, scene: Scene, given: inputs.Around, partner: str, answers: Answers, based_on: int
) -> HttpResponse:
    content, problems = inputs.written(partner, answers.row())
    if problems:
        return _page(request, scene, given, partner, answers, based_on, faults=problems, status=422)
    try:
        actions.save_section(
            variant=scene.place.variant, section=inputs.SECTION, partner=partner, content=content,
            based_on=based_on, by=scene.place.user,
        )  # fmt: skip
    except Conflict as conflict:
        current = conflict.current
        theirs = _differences(given, _row(current), content[0])
        return _page(request, scene, given, partner, answers, _number(current), theirs=theirs, status=409)
    except Invalid as error:
        text = _("This is too much for one part. Make the texts shorter.")
        if error.code == "opened_already":
            text = _("This was opened together. It can change again when a new round begins.")
        return _page(request, scene, given, partner, answers, based_on, faults=[text], status=422)
    ready = _("Saved. You are ready; until it is opened nobody else reads it.")
    messages.success(request, ready if content[0].get("ready") else _("Saved. Nobody else reads it."))
    return HttpResponseRedirect(scene.address(NAME))


def _row(revision: SectionRevision | None) -> Row:
    content = revision.content if revision is not None else None
    return dict(content[0]) if isinstance(content, list) and content else {}


def _number(revision: SectionRevision | None) -> int:
    return int(revision.number) if revision is not None else 0


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _differences(given: inputs.Around, theirs: Row, yours: Row) -> list[Row]:
    """What two versions say otherwise, question by question."""
    rows: list[Row] = []
    sides = [{(score["issue"], score.get("body", "executive")): score for score in side.get("scores", ())}
             for side in (theirs, yours)]  # fmt: skip
    for issue, body in dict.fromkeys([*sides[0], *sides[1]]):
        words = [_in_words(side.get((issue, body), {})) for side in sides]
        label = f"{given.issue_name(issue) or issue}, {inputs.body_word(body).lower()}"
        rows.append({"label": label, "theirs": words[0], "yours": words[1]})
    for name, label in (("handling", _("What may happen with it")), ("ready", _("Ready"))):
        words = [_choice_word(name, side.get(name)) for side in (theirs, yours)]
        rows.append({"label": label, "theirs": words[0], "yours": words[1]})
    return [row for row in rows if row["theirs"] != row["yours"]]


def _in_words(score: Row) -> str:
    words = dict(inputs.importances())
    parts = {
        "position": inputs.stance_word(score.get("position")),
        "regional": inputs.stance_word(score.get("regional")),
        "importance": words.get(str(score.get("importance")), "").lower(),
        "fear": str(score.get("fear") or ""),
    }
    labels = {"regional": _("region: %(text)s"), "fear": _("afraid to lose: %(text)s")}
    return "; ".join(labels.get(name, "%(text)s") % {"text": parts[name]} for name in FIELDS if parts[name])


def _choice_word(name: str, value: Any) -> str:
    if name == "ready":
        return _("yes") if value else _("no")
    return dict(inputs.handlings()).get(str(value or "private"), "")


def _page(
    request: HttpRequest,
    scene: Scene,
    given: inputs.Around,
    partner: str,
    answers: Answers,
    based_on: int,
    *,
    faults: list[str] | None = None,
    theirs: list[Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    back = scene.address(NAME)
    context = {
        "place": scene.place,
        **subnav(scene.place, NAME),
        "answers": answers,
        "problems": given.problems,
        "faults": [*answers.problems, *({"text": text} for text in faults or ())] if status == 422 else [],
        "theirs": theirs,
        "based_on": based_on,
        "partner_name": scene.names[partner],
        "is_opened": scene.standing.is_opened,
        "is_archived": scene.place.variant.archived is not None,
        "back_url": back,
        "issues_url": assessed.fill_in_url(scene.place, "issues"),
        "breadcrumb": [{"title": _("Who wants what"), "url": back}, {"title": scene.names[partner]}],
    }
    return render(request, "positions/form.html", context, status=status)
