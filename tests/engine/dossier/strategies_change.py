"""The sections of the human side, for whole dossiers that pass every check."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from vierkant.change.inputs import Aspect, CardStatus, ItemKind, LedgerKind, Outcome, Placement
from vierkant.dossier.crosschecks_change import library_items

Rows = st.SearchStrategy[list[dict[str, Any]]]
Table = st.SearchStrategy[dict[str, Any]]

identifiers = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
scores = dict.fromkeys([aspect.value for aspect in Aspect], st.integers(0, 5))


def _one_of(values: type[StrEnum]) -> st.SearchStrategy[str]:
    return st.sampled_from([item.value for item in values])


def _with(required: dict[str, Any], **fields: Any) -> Table:
    return st.fixed_dictionaries(required, optional=fields)


@st.composite
def _in_order(draw: Callable[..., Any], row: Table, first: str, last: str) -> dict[str, Any]:
    """A row of which the last day does not come before the first."""
    found: dict[str, Any] = dict(draw(row))
    if first in found and last in found:
        found[first], found[last] = sorted((found[first], found[last]))
    return found


def _rows(row: Table) -> Rows:
    return st.lists(row, max_size=3, unique_by=lambda item: item["id"])


@st.composite
def human_side(
    draw: Callable[..., Any],
    groups: list[str],
    amount: st.SearchStrategy[Any],
    texts: st.SearchStrategy[str],
    names: st.SearchStrategy[str],
    dates: st.SearchStrategy[str],
) -> dict[str, Any]:
    """Some of the ten sections; rows are about the groups there are."""
    group = {"group": st.sampled_from(groups)} if groups else {}
    several = {"groups": st.lists(st.sampled_from(groups), unique=True)} if groups else {}
    made: dict[str, Any] = {
        "change_plan": _in_order(_plan(texts, dates), "starts_on", "ends_on"),
        "interventions": _rows(_in_order(_help(several, amount, names, dates), "from_on", "until_on")),
        "communication": _rows(
            _with({"id": identifiers, "audience": names, "message": texts}, on=dates, sender=texts,
                  channel=texts, done=st.booleans(), **group)
        ),
        "ledger": _rows(_in_order(_line(group, amount, texts, dates), "from_on", "until_on")),
        "questions": _rows(
            _with({"id": identifiers, "question": names}, answer=texts, answered_on=dates, answer_by=dates,
                  decided_by=texts, **group)
        ),
        "other_projects": _rows(
            _in_order(
                _with({"id": identifiers, "name": names, "hours_per_month": amount, "from_on": dates,
                       "until_on": dates}, **several),
                "from_on", "until_on",
            )
        ),
    }  # fmt: skip
    if groups:
        made |= _about_one_group(groups, amount, texts, names, dates)
    return dict(draw(st.fixed_dictionaries({}, optional=made)))


def _about_one_group(groups: list[str], amount: Any, texts: Any, names: Any, dates: Any) -> dict[str, Any]:
    group = st.sampled_from(groups)
    card = _with(
        {"id": group}, status=_one_of(CardStatus), answer_by=dates, stays=texts, changes=texts, starts_on=dates,
        ends_on=dates, decided_by=texts, helped_by=texts, **scores,
    )  # fmt: skip
    aspect = _with(
        {"id": identifiers, "group": group, "aspect": _one_of(Aspect)}, changes=texts, stays=texts, on=dates,
        status=_one_of(CardStatus), answer_by=dates,
    )  # fmt: skip
    line = _with(
        {"id": identifiers, "group": group, "outcome": _one_of(Outcome), "people": st.integers(0, 1000),
         "function": names, "new_function": names},
        scale=st.integers(1, 18), new_scale=st.integers(1, 18), placement=_one_of(Placement), guarantee=amount,
        guarantee_years=amount, extra_kilometres=amount,
    )  # fmt: skip
    return {
        "impact": _rows(_in_order(card, "starts_on", "ends_on")),
        "lead_scores": _rows(_with({"id": group}, note=texts, **scores)),
        "aspects": st.lists(aspect, max_size=3, unique_by=(_key, _group_and_aspect)),
        "crosswalk": _rows(line),
    }


def _key(row: dict[str, Any]) -> Any:
    return row["id"]


def _group_and_aspect(row: dict[str, Any]) -> Any:
    return row["group"], row["aspect"]


def _plan(texts: Any, dates: Any) -> Table:
    return _with(
        {}, phase_model=st.sampled_from(["five", "three"]), starts_on=dates, ends_on=dates, decided_by=texts,
        decided_on=dates, advice_asked_on=dates, goal_for_people=texts, question_desk=texts, question_phone=texts,
        confidential_adviser=texts, works_council=texts, objection=texts, slower_route=texts, aftercare=texts,
    )  # fmt: skip


def _help(several: dict[str, Any], amount: Any, names: Any, dates: Any) -> Table:
    return _with(
        {"id": identifiers, "name": names, "kind": _one_of(ItemKind)},
        item=st.sampled_from(sorted(library_items())), from_on=dates, until_on=dates, hours_per_person=amount,
        giver_hours=amount, euros=amount, capacity=st.integers(1, 1000), owner=names,
        phases=st.lists(st.sampled_from(["know", "want"]), unique=True), **several,
    )  # fmt: skip


def _line(group: dict[str, Any], amount: Any, texts: Any, dates: Any) -> Table:
    return _with(
        {"id": identifiers, "kind": _one_of(LedgerKind)}, hours=amount, euros=amount, from_on=dates,
        until_on=dates, decided_by=texts, decided_on=dates, cover=texts, work_that_stops=texts, spent_hours=amount,
        spent_euros=amount, spent_until=dates, **group,
    )  # fmt: skip
