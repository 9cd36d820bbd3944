"""Kalender: what must happen when, what does not fit, and what it does when a board meets on another day."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.calendar import inputs, shown
from vierkant_web.calendar.addresses import Addresses
from vierkant_web.calendar.inputs import Year, YearError
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import visible_plain
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.sturing import subnav


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The year of all boards, with one of them in full."""
    place = visit(request, slug)
    addresses = Addresses(place, request)
    if "vergadering" in request.GET:
        # The form has two fields; the address that can be shared has one.
        wanted = f"{request.GET['vergadering']}:{request.GET.get('naar', '')}"
        return redirect(addresses.calendar(verplaats=wanted))
    try:
        year = _year(place, request)
    except YearError as error:
        return _not_readable(request, place, error)
    context = _context(place, request, year, addresses) | {
        "conflicts": shown.conflicts(year),
        "boards": [
            {**row, "url": addresses.calendar(bestuur=row["id"], stuk="") + "#bestuur"}
            for row in shown.boards(year)
        ],
    }
    chosen = _chosen_board(year, request.GET.get("bestuur"))
    if chosen is not None:
        context |= _board(year, chosen, context["boards"], addresses, request.GET.get("stuk"))
    return render(request, "calendar/calendar.html", context)


@require_safe
def council(request: HttpRequest, slug: str, council: str) -> HttpResponse:
    """Everything one council must do this year, on one page.

    Raises:
        Http404: no such council for this visitor.
    """
    place = visit(request, slug)
    try:
        year = _year(place, request)
    except YearError as error:
        return _not_readable(request, place, error)
    if council not in year.councils:
        raise Http404
    addresses = Addresses(place, request)
    context = _context(place, request, year, addresses) | {
        "name": year.name_of(council),
        "council": year.councils[council],
        "rows": shown.council_year(year, council),
        "conflicts": shown.conflicts(year, council=council),
        "calendar_url": addresses.calendar(),
    }
    return render(request, "calendar/council.html", context)


@require_safe
def chart(request: HttpRequest, slug: str, board: str, kind: str) -> HttpResponse:
    """The year of a board as a picture (``svg``) or as its specification (``json``).

    Raises:
        Http404: no such board for this visitor, or nothing to draw.
    """
    place = visit(request, slug)
    try:
        found = inputs.board_chart(_year(place, request), board)
    except YearError as error:
        raise Http404 from error
    if found is None or kind not in ("svg", "json"):
        raise Http404
    return assessed.picture_of(found.spec, kind)


def _year(place: Visit, request: HttpRequest) -> Year:
    """The year that the address asks for, with the move that it tries."""
    return inputs.year_of_page(
        visible_plain(place),
        inputs.parse_year(request.GET.get("jaar")),
        timezone.localdate(),
        inputs.parse_move(request.GET.get("verplaats", "")),
    )


def _context(place: Visit, request: HttpRequest, year: Year, addresses: Addresses) -> dict[str, Any]:
    """What every page of the calendar shows."""
    number = year.calendar.year
    return {
        "place": place,
        "year": year.calendar,
        "number": str(number),
        "years": [
            {"year": str(other), "url": addresses.here(jaar=str(other)), "current": other == number}
            for other in (number - 1, number, number + 1)
        ],
        "move": year.move,
        "move_failed": bool(request.GET.get("verplaats")) and year.move is None,
        "move_board": next((row.name for row in year.boards if year.move and row.id == year.move.board), ""),
        "changes": shown.changes(year),
        "move_options": shown.move_options(year),
        "kept": addresses.kept(),
        "without_move_url": addresses.here(verplaats=""),
        "terms": shown.terms(year),
        "is_empty": not year.boards and not year.councils,
        "may_write": place.access.may(Permission.WRITE),
        "urls": addresses.filling_in(),
        **subnav(place, "calendar"),
    }


def _chosen_board(year: Year, wanted: str | None) -> str | None:
    """The board that is shown in full: the one asked for, or the first."""
    keys = [plan.board for plan in year.calendar.boards]
    return wanted if wanted in keys else (keys[0] if keys else None)


def _board(
    year: Year, board: str, cards: list[dict[str, Any]], addresses: Addresses, wanted: str | None
) -> dict[str, Any]:
    """One board in full: its days, the councils with the address of their own page, the picture."""
    tables = shown.councils(year, board, wanted)
    for table in tables:
        table["url"] = addresses.calendar(stuk=table["key"]) + "#stukken"
        for row in table["rows"]:
            row["url"] = addresses.council(row["row"].council, bestuur="", stuk="")
    found = inputs.board_chart(year, board)
    return {
        "board": next(row for row in cards if row["id"] == board),
        "milestones": shown.milestones(year, board),
        "board_conflicts": shown.conflicts(year, board) if len(cards) > 1 else None,
        "products": tables,
        "chart": None
        if found is None
        else {
            "src": addresses.chart(board, "svg"),
            "spec": addresses.chart(board, "json"),
            **inputs.chart_words(found),
        },
    }


def _not_readable(request: HttpRequest, place: Visit, error: YearError) -> HttpResponse:
    context = {
        "place": place,
        "problems": error.problems,
        "fill_in_url": assessed.fill_in_url(place),
        **subnav(place, "calendar"),
    }
    return render(request, "calendar/calendar_not_readable.html", context)


patterns: Patterns = [
    path("", calendar, name="calendar"),
    path("raad/<slug:council>/", council, name="calendar_council"),
    path("beeld/<slug:board>.<str:kind>", chart, name="calendar_chart"),
]
