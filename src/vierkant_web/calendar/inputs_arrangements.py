"""What the pages about arrangements read from the engine: the register's table, findings, and the days of the act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from vierkant import calendar, reference
from vierkant.calendar import Board
from vierkant.calendar.inputs import Product
from vierkant.calendar.results import BoardPlan, Milestone, Step
from vierkant.calendar.results import Term as StatutoryTerm
from vierkant.calendar.terms import known_from, term_for, terms
from vierkant.calendar.words import product_name
from vierkant.dossier.planning import boards_of, councils_of, year_of
from vierkant.dossier.problems import DossierError
from vierkant.dossier.reading import from_plain
from vierkant.dossier.sections import Dossier
from vierkant.grip.complexity import complexity
from vierkant.legal_form import check_arrangement_record
from vierkant.quantities import Message, to_plain
from vierkant.reference import Arrangement, Municipality, Organ, ParticipantKind, Partners
from vierkant.reference.forms import BODY_FORMS, LegalForm
from vierkant_web.calendar.words_arrangements import form_word

FIRST_YEAR, LAST_YEAR = 2015, 2100
MEASURES = ("bodies", "percentile", "partners", "congruence")
"""Shown on top, of all measures of complexity."""

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """What was typed for a municipality: the municipality, or what came in its place."""

    found: Municipality | None
    successors: tuple[Municipality, ...] = ()
    problem: Message | None = None
    action: Message | None = None


def place_of(text: str) -> Place:
    """The municipality that the code or name means, or why there is none."""
    found = reference.find_municipality(text)
    if found is not None:
        return Place(found)
    gone, problem = reference.find_abolished(text), reference.municipality_problem(text)
    near = gone.successors if gone else reference.suggest(text)
    return Place(None, near, problem.what if problem else None, problem.action if problem else None)


def municipalities_of(plain: Mapping[str, Any]) -> Rows:
    """The municipalities among the partners, with the number of their arrangements."""
    codes = dict.fromkeys(row.get("municipality") for row in plain.get("partners", ()))
    known = [found for code in codes if code and (found := reference.municipality(code)) is not None]
    return [
        {"code": item.code, "name": item.name, "number": len(reference.arrangements_of(item.code))}
        for item in known
    ]


def register_day() -> date:
    """The day that the register's table describes."""
    return reference.reference_date("arrangements")


def read(plain: dict[str, Any]) -> Dossier | None:
    """The dossier; None when what the visitor may see of it is not right (its own pages say why)."""
    try:
        return from_plain(plain)
    except DossierError:
        return None


def first_year(dossier: Dossier | None, today: date) -> int:
    """The year that is shown when none is asked for."""
    return year_of(dossier, today) if dossier is not None else today.year


def measures(code: str) -> Rows:
    """How crowded and scattered it is for the municipality."""
    return [to_plain(item) for item in complexity([code], None) if item.id in MEASURES]


def year(code: str, dossier: Dossier | None, chosen: int, today: date) -> dict[str, Any]:
    """All arrangements of a municipality with their days in a year.

    Returns:
        ``rows``: the arrangements; ``months``: every day once, with the arrangements it counts for; ``table``: the
        same per arrangement, a cell per month; ``planned``: how many arrangements have a board in the dossier.
    """
    found = reference.arrangements_of(code)
    plans = _plans(found, code, dossier, chosen, today)
    rows = [_row(item, code, plans.get(item.id), today) for item in found]
    months = _months(rows)
    return {
        "rows": rows,
        "months": months,
        "table": _table(rows, [month["first"] for month in months]),
        "planned": sum(row["is_planned"] for row in rows),
        "with_board": sum(row["has_board"] for row in rows),
        "findings": sum(len(row["findings"]) for row in rows),
    }


@dataclass(frozen=True, slots=True)
class _Made:
    """The year of one board; ``council`` is the municipality's own council in the dossier, when it is there."""

    plan: BoardPlan
    year: int
    is_planned: bool = False
    council: str | None = None


def _plans(
    found: Sequence[Arrangement], code: str, dossier: Dossier | None, chosen: int, today: date
) -> Mapping[str, _Made]:
    """Number of the arrangement → its year: of the board in the dossier, otherwise what the act fixes.

    What the act fixes depends on the form and on whether a province takes part, so it is made once for each.
    """
    own = _own_boards(dossier)
    same: dict[tuple[LegalForm, bool], BoardPlan] = {}
    plans: dict[str, _Made] = {}
    planned = [_filled(own[item.id], item) for item in found if item.id in own]
    councils = councils_of(dossier) if dossier is not None and planned else ()
    planning = dossier.planning if dossier is not None else None
    if planned:
        made = calendar.plan(planned, councils, year=chosen, rules_on=today, planning=planning)
        by_board = {item.board: item for item in made.boards}
        council = next((each.id for each in councils if each.municipality == code), None)
        plans = {
            item.id: _Made(by_board[own[item.id].id], chosen, True, council)
            for item in found
            if item.id in own and own[item.id].id in by_board
        }
    for item in found:
        if item.id in plans or item.form not in BODY_FORMS:
            continue
        key = (item.form, _province(item))
        if key not in same:
            board = Board(id="register", name=item.form.value, form=item.form, province=key[1])
            boards = calendar.plan([board], (), year=chosen, rules_on=today).boards
            if not boards:
                continue
            same[key] = boards[0]
        plans[item.id] = _Made(same[key], chosen)
    return plans


def _own_boards(dossier: Dossier | None) -> dict[str, Board]:
    if dossier is None:
        return {}
    return {board.register_id: board for board in boards_of(dossier) if board.register_id}


def _filled(board: Board, item: Arrangement) -> Board:
    """A board of the dossier, with the form of the register where nobody chose one."""
    form = item.form if item.form in BODY_FORMS else None
    return board.model_copy(
        update={"form": board.form or form, "province": board.province or _province(item)}
    )


def _province(item: Arrangement) -> bool:
    return any(each.kind is ParticipantKind.PROVINCE for each in item.participants)


def _row(item: Arrangement, code: str, made: _Made | None, today: date) -> dict[str, Any]:
    now = reference.partners(item)
    organisation = item.organisation or item.source_holder or ""
    days = _days(made, today) if made else []
    return {
        "id": item.id,
        "anchor": f"regeling-{item.id}",
        "name": item.name,
        "title": item.title if item.title.casefold() != item.name.casefold() else "",
        "form": form_word(item.form, item.form_code),
        "form_code": item.form_code,
        "organisation": "" if organisation.casefold() in item.name.casefold() else organisation,
        "policy_fields": [field.replace(" | ", ": ") for field in item.policy_fields],
        "acquisition": [each.value for each in item.acquisition],
        "organs": [organ.value for organ in _organs(item, code)],
        "partners": _partner_names(now, code),
        "replaced": [to_plain(each.said()) for each in now.replaced],
        "starts_on": item.starts_on,
        "verified_on": item.verified_on,
        "findings": to_plain(check_arrangement_record(item, on=today)),
        "has_board": item.form in BODY_FORMS,
        "is_planned": made is not None and made.is_planned,
        "days": days,
    }


def _organs(item: Arrangement, code: str) -> tuple[Organ, ...]:
    """With which bodies this municipality takes part, itself or as the one that it succeeded."""
    codes = {code} | {gone.code for gone in reference.all_abolished() if code in _successors(gone)}
    found = (organ for each in item.participants if each.code in codes for organ in each.organs)
    return tuple(dict.fromkeys(found))


def _successors(gone: reference.Abolished) -> set[str]:
    return {item.code for item in gone.successors}


def _partner_names(now: Partners, code: str) -> list[str]:
    names = [item.name for item in now.municipalities if item.code != code]
    return [*names, *(item.name for item in (*now.others, *now.unknown))]


def _days(made: _Made, today: date) -> Rows:
    """The days of a board in order, each with its article, and those of the municipality's own council."""
    articles = {term.id: term for term in terms()}
    rows = [_day(item, articles) for item in made.plan.milestones]
    if made.is_planned:
        rows.extend(_of_council(made))
    else:
        rows.extend(_latest_draft(made.plan, today))
    return sorted(rows, key=lambda row: row["on"])


def _of_council(made: _Made) -> Iterator[dict[str, Any]]:
    """When the own council must have the papers, and decide, at the latest."""
    for item in made.plan.councils:
        if item.council != made.council:
            continue
        product = product_name(item.product, made.year)
        for key, on in (("council_receives", item.receive_by), ("council_decides", item.decide_on)):
            if on is not None:
                text = Message(f"register.page.{key}", {"product": product})
                yield {**_entry(on, text, level=item.level.value), "who": to_plain(item.council)}


def _entry(on: date, text: Message, *, level: str = "unknown") -> dict[str, Any]:
    """A day that is not a milestone of the board; it rests on no article of its own."""
    return {
        "on": on,
        "safe_on": on,
        "text": to_plain(text),
        "is_planned": False,
        "is_last_day": True,
        "level": level,
        "notes": [],
        **_weight(None),
    }


def _day(item: Milestone, articles: Mapping[str, StatutoryTerm]) -> dict[str, Any]:
    term = articles.get(item.term or "")
    return {
        "on": item.planned_on or item.safe_on,
        "safe_on": item.safe_on,
        "text": to_plain(item.text),
        "who": to_plain(item.who),
        "is_planned": item.planned_on is not None,
        "is_last_day": item.is_last_day,
        "level": item.level.value,
        "notes": to_plain(item.notes),
        **_weight(term),
    }


def _weight(term: StatutoryTerm | None) -> dict[str, Any]:
    return {
        "article": term.article if term else "",
        "certainty": term.certainty.value if term else "",
        "unconfirmed": bool(term and term.unconfirmed),
    }


def _latest_draft(made: BoardPlan, today: date) -> Iterator[dict[str, Any]]:
    """The last day on which the draft budget can go to the councils, if the board adopts on its last day."""
    for item in made.milestones:
        if item.product is not Product.BUDGET or item.step is not Step.DECIDE:
            continue
        term = term_for("draft_budget", item.safe_on, today)
        if term is None or term.days is None:
            continue
        text = Message("register.page.latest_draft", {"date": reference.day(item.safe_on)})
        entry = _entry(item.safe_on - timedelta(term.days), text)
        yield {**entry, "who": to_plain(item.who), **_weight(term)}


def _months(rows: Iterable[dict[str, Any]]) -> Rows:
    """Every day and text once, by month, with the arrangements it counts for."""
    together: dict[tuple[date, str, bool], dict[str, Any]] = {}
    for row in rows:
        for each in row["days"]:
            key = (each["on"], repr(each["text"]), each["is_planned"])
            entry = together.setdefault(key, {**each, "arrangements": []})
            entry["arrangements"].append({"name": row["name"], "anchor": row["anchor"]})
    months: dict[tuple[int, int], Rows] = {}
    for entry in sorted(together.values(), key=lambda each: (each["on"], each["is_planned"])):
        months.setdefault((entry["on"].year, entry["on"].month), []).append(entry)
    return [{"first": date(*month, 1), "rows": found} for month, found in months.items()]


def _table(rows: Iterable[dict[str, Any]], months: Sequence[date]) -> Rows:
    """A line per arrangement with days: per month the days, each once."""
    table = []
    for row in rows:
        days = sorted({each["on"] for each in row["days"]})
        cells = [
            ", ".join(str(on.day) for on in days if (on.year, on.month) == (first.year, first.month))
            for first in months
        ]
        if days:
            table.append({key: row[key] for key in ("name", "anchor", "is_planned")} | {"cells": cells})
    return table


def years_known() -> tuple[int, int]:
    """The first and the last year that can be shown."""
    return max(FIRST_YEAR, known_from().year + 1), LAST_YEAR
