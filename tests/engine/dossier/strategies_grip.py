"""The sections about grip, for whole dossiers that pass every check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from vierkant.calendar.inputs import Period
from vierkant.dossier.crosschecks_grip import known_instruments
from vierkant.grip.inputs import Part, PointOutcome, Stance
from vierkant.legal_form.inputs import Clause, LegalForm

Rows = st.SearchStrategy[list[dict[str, Any]]]
Table = st.SearchStrategy[dict[str, Any]]

identifiers = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
meeting_days = st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(date.isoformat)
days = st.integers(0, 120)


def _one_of(values: type[StrEnum]) -> st.SearchStrategy[str]:
    return st.sampled_from([item.value for item in values])


def _with(required: dict[str, Any], **fields: Any) -> Table:
    return st.fixed_dictionaries(required, optional=fields)


def _rows(row: Table) -> Rows:
    return st.lists(row, max_size=3, unique_by=lambda item: item["id"])


@st.composite
def periods(draw: Callable[..., Any]) -> str:
    """A recess as it stands in a file."""
    first = draw(st.dates(date(2000, 1, 1), date(2100, 11, 1)))
    last = first + timedelta(draw(st.integers(0, 60)))
    name = draw(st.sampled_from(["", "zomerreces", "kerst en nieuwjaar", "mei; en meer"]))
    return str(Period(first=first, last=last, name=name))


@st.composite
def grip_side(
    draw: Callable[..., Any],
    partners: list[str],
    amount: st.SearchStrategy[Any],
    texts: st.SearchStrategy[str],
    names: st.SearchStrategy[str],
    dates: st.SearchStrategy[str],
) -> dict[str, Any]:
    """Some of the nine sections; what they refer to is there."""
    recess = st.lists(periods(), max_size=3)
    partner: dict[str, Any] = {"partner": st.sampled_from(partners)} if partners else {}
    plain: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "arrangement_text": _arrangement_text(texts, dates).map(_in_order),
                "clauses": _rows(_with({"id": _one_of(Clause)}, present=st.booleans(), place=texts)),
                "councils": _rows(_council(partner, names, recess)),
                "planning": _planning(texts, recess),
                "roles": _rows(
                    _with({"id": identifiers, "role": _one_of(Part), "holder": names}, about=texts, **partner)
                ),
                "instruments": _rows(_instrument(texts, dates)),
            },
        )
    )  # fmt: skip
    councils = [row["id"] for row in plain.get("councils", ())]
    if draw(st.booleans()):
        plain["boards"] = draw(_rows(_board(councils, names, recess)))
    boards = [row["id"] for row in plain.get("boards", ())]
    points = draw(_rows(_point(boards, amount, texts, names, dates)))
    if points:
        plain["zienswijze_points"] = points
        view = _with(
            {"id": identifiers, "point": st.sampled_from([row["id"] for row in points]), "stance": _one_of(Stance)},
            change=texts, decided_on=dates, **partner,
        )  # fmt: skip
        plain["council_views"] = draw(_rows(view))
    return plain


def _instrument(texts: Any, dates: Any) -> Table:
    return _with(
        {"id": st.sampled_from(sorted(known_instruments()))},
        used=st.booleans(),
        on=dates,
        note=texts,
    )


def _in_order(text: dict[str, Any]) -> dict[str, Any]:
    """A text is not amended before it is there."""
    if "concluded_on" in text and "amended_on" in text:
        text["concluded_on"], text["amended_on"] = sorted((text["concluded_on"], text["amended_on"]))
    return text


def _arrangement_text(texts: Any, dates: Any) -> Table:
    count = st.integers(0, 40)
    return _with(
        {},
        concluded_on=dates,
        amended_on=dates,
        exit_needs_consent=st.booleans(),
        general_board=count,
        executive_municipalities=count,
        appointing_municipalities=count,
        all_councils_want_committee=st.booleans(),
        note=texts,
    )


def _council(partner: dict[str, Any], names: Any, recess: Any) -> Table:
    return _with(
        {"id": identifiers},
        name=names,
        meetings=st.lists(meeting_days, max_size=4),
        committees=st.lists(meeting_days, max_size=4),
        agenda_days=days,
        committee_days=days,
        recess=recess,
        **partner,
    )


@st.composite
def _board(draw: Callable[..., Any], councils: list[str], names: Any, recess: Any) -> dict[str, Any]:
    meetings = draw(st.lists(meeting_days, max_size=4))
    optional: dict[str, Any] = {
        "form": _one_of(LegalForm),
        "province": st.booleans(),
        "agenda_days": days,
        "kadernota_sent_on": meeting_days,
        "regulation_sent_on": meeting_days,
        "recess": recess,
    }
    if councils:
        optional["councils"] = st.lists(st.sampled_from(councils), unique=True)
    if meetings:
        optional |= {
            "budget_on": st.sampled_from(meetings),
            "accounts_on": st.sampled_from(meetings),
            "budget_changes_on": st.lists(st.sampled_from(meetings), max_size=2),
        }
    row = draw(st.fixed_dictionaries({"id": identifiers, "name": names}, optional=optional))
    return {**row, "meetings": meetings}


def _planning(texts: Any, recess: Any) -> Table:
    return _with(
        {},
        year=st.integers(2000, 2100),
        recess=recess,
        kadernota_by=meeting_days,
        draft_budget_by=meeting_days,
        decide_days=days,
        note=texts,
    )


def _point(boards: list[str], amount: Any, texts: Any, names: Any, dates: Any) -> Table:
    board: dict[str, Any] = {"board": st.sampled_from(boards)} if boards else {}
    return _with(
        {"id": identifiers, "text": names},
        document=names,
        amount=amount,
        answer=texts,
        answered_on=dates,
        outcome=_one_of(PointOutcome),
        **board,
    )
