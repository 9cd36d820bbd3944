"""Cultuur: where organisations are alike, where they differ, where we cannot tell, and how they see each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vierkant_web.actions import Conflict, append_differences
from vierkant_web.assessed import picture_of
from vierkant_web.models import Wave, WaveState
from vierkant_web.organisaties import subnav
from vierkant_web.organisation_scan import inputs_culture as inputs
from vierkant_web.organisation_scan.showing import WIDTH, address
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.templatetags.words import page_language, say

NAME = "organisation_scan_culture"
DIFFERENCES = "differences"
_SHOWN = (WaveState.OPEN, WaveState.CLOSED, WaveState.RELEASED)


def _member(request: HttpRequest, slug: str, permission: Permission = Permission.READ) -> Visit:
    """Raises Http404 for who is no member: released numbers are for the project itself."""
    place = visit(request, slug, permission)
    if place.access.role is None:
        raise Http404
    return place


def _waves(place: Visit) -> list[Wave]:
    """The waves from their opening on, newest first; one query."""
    found = Wave.objects.filter(cooperation=place.cooperation, state__in=_SHOWN).order_by("-number")
    return list(found.select_related("cooperation"))


def _released(place: Visit, number: int) -> Wave:
    wave = next((row for row in _waves(place) if row.number == number), None)
    if wave is None or wave.state != WaveState.RELEASED:
        raise Http404
    return wave


@require_safe
def culture(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The page, of the newest released wave or of the one in the address."""
    place = _member(request, slug)
    waves = _waves(place)
    released = [wave for wave in waves if wave.state == WaveState.RELEASED]
    shown = next((wave for wave in released if number in (None, wave.number)), None)
    if number is not None and shown is None:
        raise Http404
    found = inputs.released(shown) if shown is not None else None
    context = {
        "place": place,
        **subnav(place, NAME),
        "open": next((wave for wave in waves if wave.state == WaveState.OPEN), None),
        "closed": next((wave for wave in waves if wave.state == WaveState.CLOSED), None),
        "wave": shown,
        "wave_name": _name(shown) if shown is not None else "",
        "others": [_other(place, wave) for wave in released if wave is not shown],
        "damaged": shown is not None and found is None,
        "surveys_url": address(place, "survey"),
        **(_shown(place, shown, found) if shown is not None and found is not None else {}),
    }
    return render(request, "organisation_scan/culture.html", context)


def _name(wave: Wave) -> str:
    given = str(wave.setup.get("name") or "")
    return given if given.strip("– ") else _("Survey %(number)s") % {"number": wave.number}


def _other(place: Visit, wave: Wave) -> dict[str, Any]:
    url = address(place, f"{NAME}_wave", number=str(wave.number))
    return {"name": _name(wave), "url": url, "closed": wave.closes_at}


def _shown(place: Visit, wave: Wave, found: Mapping[str, Any]) -> dict[str, Any]:
    result = found["result"]
    names = {**wave.setup.get("organisations", {}), **dict(result["organisations"])}
    different = [_different(row) for row in result["dimensions"] if row["meaning"]]
    different.sort(key=lambda row: -abs(row["pairs"][0]["effect"]["value"]))
    return {
        "result": result,
        "summary": [say(text) for text in result["summary"]],
        "title": _title(wave),
        "different": different,
        "alike": _named(result, "alike"),
        "uncertain": _uncertain(result),
        "needs": _needs(result),
        "distances": [row for row in result["pairs"] if row["distance"]],
        "withheld": [
            {"name": names.get(row["organisation"], row["organisation"]),
             "reason": inputs.reason_in_words(row["reason"])}
            for row in found["withheld"]
        ],
        "views": _views(place, wave, result),
        "charts": _charts(place, wave, result, ("profielen", "waarden", "paren")),
        "quality": _quality(result),
        "may_take_over": bool(different) and _may_take_over(place),
        "take_over_url": address(place, f"{NAME}_take_over", number=str(wave.number)),
        "differences_url": address(place, "organisation_scan_differences"),
    }  # fmt: skip


def _title(wave: Wave) -> str:
    """What the questionnaire is called, in the language of the page when it has one in it."""
    title = (wave.setup.get("questionnaire") or {}).get("title") or {}
    return str(title.get(page_language()) or title.get("nl") or "")


def _may_take_over(place: Visit) -> bool:
    return place.access.may_write("", DIFFERENCES) and place.variant.archived is None


def _poles(row: Mapping[str, Any]) -> dict[str, str]:
    return {part: inputs.in_words(row[part]) for part in ("name", "low", "high") if row[part]}


def _different(row: Mapping[str, Any]) -> dict[str, Any]:
    """A subject on which a pair differs for sure: the sentences, the numbers, and a start for what to agree."""
    pairs = [pair for pair in row["pairs"] if pair["verdict"] == "different"]
    pairs.sort(key=lambda pair: -abs(pair["effect"]["value"]))
    return {
        "key": row["key"],
        **_poles(row),
        "pairs": pairs,
        **{part: row[part] for part in ("meaning", "noticed_by", "suggestion")},
    }


def _named(result: Mapping[str, Any], verdict: str) -> list[dict[str, Any]]:
    """Per subject the pairs with this verdict, in words; without pairs when it holds for all of them."""
    return [
        {**_poles(row), "pairs": pairs if len(pairs) < len(result["pairs"]) else []}
        for row in result["dimensions"]
        if (pairs := [pair for pair in row["pairs"] if pair["verdict"] == verdict])
    ]


def _uncertain(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Why we cannot tell → which pairs, and per pair the subjects: said once, not once for every subject."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in result["dimensions"]:
        for pair in row["pairs"]:
            if pair["verdict"] == "uncertain":
                both = _("%(first)s and %(second)s") % {
                    "first": pair["first_name"],
                    "second": pair["second_name"],
                }
                found.setdefault(pair["doubt"], {}).setdefault(both, []).append(inputs.in_words(row["name"]))
    return [
        {"doubt": inputs.doubt_in_words(doubt), "pairs": list(pairs.items())}
        for doubt, pairs in found.items()
    ]


def _needs(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where people need something else than what is there, or do not need the same as each other."""
    found = []
    for row in result["dimensions"]:
        wanted = [need for need in row["needs"] if need["verdict"] == "different"]
        apart = [pair["needed_text"] for pair in row["pairs"] if pair["needed"] == "different"]
        if wanted or apart:
            found.append({**_poles(row), "needs": wanted, "apart": apart})
    return found


def _views(place: Visit, wave: Wave, result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How every organisation sees its partner: what is otherwise than the partner sees itself, and the chart."""
    drawn = {row["name"]: row for row in _charts(place, wave, result, ())}
    return [
        {
            "name": view["name"],
            "partner": inputs.in_words(view["partner_name"]),
            "text": view["text"],
            "different": [row for row in view["dimensions"] if row["verdict"] == "different"],
            "alike": [
                inputs.in_words(row["name"]) for row in view["dimensions"] if row["verdict"] == "alike"
            ],
            "chart": drawn.get(f"beeld-{view['organisation']}"),
        }
        for view in result["views"]
    ]


def _charts(
    place: Visit, wave: Wave, result: Mapping[str, Any], wanted: Sequence[str]
) -> list[dict[str, Any]]:
    """What ``components/chart.html`` needs for the charts of these names; without names for those of the views."""
    found = []
    for name, made in inputs.charts(result).items():
        if (name in wanted) if wanted else name.startswith("beeld-"):
            links = {
                kind: address(place, f"{NAME}_chart", number=str(wave.number), name=name, kind=kind)
                for kind in ("svg", "json")
            }
            found.append(
                {
                    "name": name,
                    "id": f"chart-{name}",
                    "src": links["svg"],
                    "spec": links["json"],
                    "alt": made.spec["title"]["text"],
                    "caption": " ".join(say(message) for message in made.summary[:1]),
                    "source": say(made.source),
                    "columns": [{"title": say(title)} for title in made.header],
                    "rows": made.rows,
                    "width": WIDTH,
                }
            )
    return found


def _quality(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Per organisation a row for every subject: reliability and agreement in words, the numbers behind them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in result["quality"]:
        numbers = [
            row[part]
            for part in ("omega", "alpha", "agreement", "agreement_star", "deviation", "team", "team_means")
        ]
        found.setdefault(row["name"], []).append(
            {
                "name": inputs.in_words(row["dimension_name"]),
                "texts": [row["reliability_text"], row["agreement_text"], row["team_text"]],
                "numbers": [number for number in numbers if number],
                "many_missing": row["many_missing"],
                "alpha_listwise": row["alpha_listwise"],
                "omega_listwise": row["omega_listwise"],
            }
        )
    return [{"name": name, "rows": rows} for name, rows in found.items()]


@require_safe
def chart(request: HttpRequest, slug: str, number: int, name: str, kind: str) -> HttpResponse:
    """One chart of a released wave as a picture (``svg``) or as its specification (``json``)."""
    place = _member(request, slug)
    found = inputs.released(_released(place, number))
    made = inputs.charts(found["result"]).get(name) if found is not None else None
    if made is None or kind not in ("svg", "json"):
        raise Http404
    return picture_of(made.spec, kind)


@require_POST
def take_over(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put what differs for sure into the differences of the dossier; what stands there already stays."""
    place = _member(request, slug)
    if not _may_take_over(place):
        raise PermissionDenied
    wave = _released(place, number)
    try:
        _revision, added = append_differences(
            variant=place.variant, rows=inputs.difference_rows(wave), by=place.user
        )
    except Conflict:
        messages.error(request, _("Somebody else saved at the same moment. Try again."))
        return HttpResponseRedirect(address(place, NAME))
    if added:
        text = ngettext("%(count)s difference was added.", "%(count)s differences were added.", added)
        messages.success(request, text % {"count": added})
    else:
        messages.info(request, _("All differences of culture stand there already."))
    return HttpResponseRedirect(address(place, "organisation_scan_differences"))
