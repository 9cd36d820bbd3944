"""The sections behind the numbers, for whole dossiers that pass every check."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from vierkant.business_case.inputs import BudgetCause, TransitionKind
from vierkant.four_ks.inputs import Commitment
from vierkant.four_ks.inputs_service import ChannelKind
from vierkant.legal_form.inputs import LegalForm
from vierkant.lessons.inputs import Outcome, Scope
from vierkant.quantities import FourK

Strategy = st.SearchStrategy[Any]
Table = st.SearchStrategy[dict[str, Any]]

identifiers = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
euros = st.integers(-(10**12), 10**12)
days = st.sampled_from(["2026-11-24", "2031-01-01"])
ROLE = st.just("teamleider")
FIGURES = ("coordination.level", "task.a.b.own_fte", "price.cost_per_fte")


def _one_of(values: type[StrEnum]) -> st.SearchStrategy[str]:
    return st.sampled_from([item.value for item in values])


def _with(required: dict[str, Any], **fields: Any) -> Table:
    return st.fixed_dictionaries(required, optional=fields)


def _rows(row: Table, key: str = "id") -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(row, max_size=2, unique_by=lambda item: item[key])


@st.composite
def number_side(
    draw: Callable[..., Any],
    partners: list[str],
    amount: Strategy,
    share: Strategy,
    texts: Strategy,
    names: Strategy,
) -> dict[str, Any]:
    """Some of the thirteen sections; what they refer to is there."""
    own: dict[str, Any] = {"partner": st.sampled_from(partners)} if partners else {}
    named = {"id": identifiers, "name": names}
    optional: dict[str, Any] = {
        **_of_service(named, partners, amount, share, texts, own),
        "indicators": _rows(_with(named, k=_one_of(FourK), unit=texts, higher_is_better=st.booleans(), baseline=amount,
                                  measured_on=days, target=amount, owner=ROLE, **own)),
        "risks": _rows(_with(named, chance=share, impact=amount, moves=st.booleans(), chance_together=share, **own)),
        "transition_costs": _rows(_with(named, kind=_one_of(TransitionKind), amount=amount,
                                        year=st.integers(-1, 10), note=texts, **own)),
        "correlations": st.just([
            {"first": FIGURES[0], "second": FIGURES[2], "value": draw(st.floats(-1, 1)) + 0.0}
        ]),
        "cases": _rows(_case(named, amount, share, texts)),
    }  # fmt: skip
    if partners:
        optional |= {
            "motives": _rows(_motive(own, texts), "partner"),
            "finances": _rows(
                _with(own, vat=amount, resilience=amount, stranded_years=st.integers(0, 20)), "partner"
            ),
        }
    # Three at most: a dossier that holds them all takes long to make and shows nothing more.
    chosen = draw(st.lists(st.sampled_from([*optional, "budgets"]), max_size=3, unique=True))
    plain: dict[str, Any] = {name: draw(optional[name]) for name in chosen if name in optional}
    budgets = draw(_rows(_budget(named, amount, own))) if "budgets" in chosen else []
    if budgets:
        plain["budgets"] = budgets
        change = _with(
            {"id": identifiers, "budget": st.sampled_from([row["id"] for row in budgets]),
             "cause": _one_of(BudgetCause), "amount": euros}, text=texts,
        )  # fmt: skip
        plain["budget_changes"] = draw(_rows(change))
    return plain


def _of_service(
    named: Any, partners: list[str], amount: Any, share: Any, texts: Any, own: Any
) -> dict[str, Any]:
    people = st.integers(0, 10_000)
    master = st.fixed_dictionaries({}, optional={"people": people, "hours": amount, "cases": amount})
    answer = st.fixed_dictionaries({}, optional={"contacts": amount, "agents": people, "mark": amount})

    def by_partner(part: Table) -> Table:
        return st.fixed_dictionaries({}, optional=dict.fromkeys(partners, part))

    place = st.sampled_from([{}, {"latitude": 52.29412, "longitude": 4.5}])
    counter = st.builds(
        dict.__or__, _with(named, open_hours=amount, open_hours_together=amount, **own), place
    )
    return {
        "expertise": _rows(_with(named, needed=st.integers(1, 1000), complex=st.booleans(), minimum_hours=amount,
                                 confidence=st.sampled_from(["measured", "assumed"]), parts=by_partner(master))),
        "channels": _rows(_with(named, kind=_one_of(ChannelKind), norm_seconds=amount, norm_share=share, note=texts,
                                agents_together=people, parts=by_partner(answer))),
        "counters": _rows(counter),
    }  # fmt: skip


def _motive(own: dict[str, Any], texts: Any) -> Table:
    points = st.integers(0, 20)
    names = ("costs", "quality", "client_focus", "vulnerability", "own")
    return _with(own, own_goal=texts, commitment=_one_of(Commitment), **dict.fromkeys(names, points))


def _budget(named: dict[str, Any], amount: Any, own: dict[str, Any]) -> Table:
    growth = st.sampled_from(
        [0.031, -0.02, {"value": 0.02, "low": -0.01, "high": 0.05, "distribution": "triangular"}]
    )
    return _with(
        {**named, "year": st.integers(1990, 2120)}, total=euros, previous_contribution=euros, contribution=euros,
        index_used=growth, index_agreed=growth, **own,
    )  # fmt: skip


def _case(named: dict[str, Any], amount: Any, share: Any, texts: Any) -> Table:
    return _with(
        named, form=_one_of(LegalForm), scope=_one_of(Scope), outcome=_one_of(Outcome), largest_share=share,
        partners=st.integers(1, 400), started=st.integers(1950, 2120), lesson=texts, reference=texts,
        motives=st.lists(_one_of(FourK), unique=True), saving_realised=st.sampled_from([-0.2, 0.05, 1.0]),
    )  # fmt: skip
