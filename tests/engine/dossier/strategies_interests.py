"""The sections behind interests, for whole dossiers that pass every check."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from vierkant.cost_sharing.inputs import Ingredient, KeyKind
from vierkant.positions.inputs import Body, Handling
from vierkant.withdrawal.inputs import WithdrawalMethod

from .strategies_numbers import ROLE, Strategy, _one_of, _rows, _with, identifiers

FRACTIONS = st.floats(0, 1).map(abs)
STANCE, YEARS = st.integers(-2, 2), st.integers(1, 20)
GROWTH = st.sampled_from(
    [0.08, -0.05, {"value": 0.02, "low": -0.01, "high": 0.05, "distribution": "triangular"}]
)


@st.composite
def interest_side(
    draw: Callable[..., Any],
    partners: list[str],
    amount: Strategy,
    share: Strategy,
    texts: Strategy,
    names: Strategy,
    dates: Strategy,
) -> dict[str, Any]:
    """Some of the ten sections; the partners, issues and rules that they refer to are there."""
    named = {"id": identifiers, "name": names}
    quantity = st.fixed_dictionaries({}, optional={"quantity": amount})
    parts = st.fixed_dictionaries({}, optional=dict.fromkeys(partners, quantity))
    some = st.lists(st.sampled_from(partners), unique=True) if partners else st.just([])
    chair: dict[str, Any] = {"casting_vote": st.sampled_from(partners)} if partners else {}
    optional: dict[str, Any] = {
        "key_design": _key_design(texts),
        "products": _rows(_with(named, unit=texts, price=amount, plus=st.booleans(), note=texts, parts=parts)),
        "voting_rules": _rows(
            _with(named, votes_share=FRACTIONS.filter(bool), members=st.just(1), residents_share=st.just(0.5),
                  unanimous=st.booleans(), must_agree=some, note=texts, **chair)
        ),
        "issues": _rows(_with(named, proposal=texts, note=texts)),
        "pacts": _rows(
            _with(named, between=some, text=texts, before_decision=st.booleans(), owner=ROLE, due=dates, hours=amount,
                  euros=amount, done=st.booleans())
        ),
        "withdrawal_rule": _with(
            {}, stated=st.booleans(), method=_one_of(WithdrawalMethod), article=texts, taper_years=YEARS,
            taper_first=FRACTIONS, multiple=st.floats(0, 50).map(abs), fixed_sum=amount, bridging_years=YEARS,
            plan_required=st.booleans(), fixed_cost=amount, staff_fte=amount, note=texts,
        ),
    }  # fmt: skip
    if partners:
        own = {"partner": st.sampled_from(partners)}
        optional |= {
            "key_inputs": _rows(_with(own, today=amount, grant=amount, growth=GROWTH, note=texts), "partner"),
            "coalition_costs": _coalition_costs(partners, texts),
            "withdrawal_facts": _rows(
                _with(own, contribution=amount, mitigation=share, redundant_staff=amount, note=texts),
                "partner",
            ),
        }
    # Two at most: a dossier that holds them all takes long to make and shows nothing more.
    chosen = draw(st.lists(st.sampled_from([*optional]), max_size=2, unique=True))
    plain = {name: draw(optional[name]) for name in chosen}
    if partners and "issues" in plain:
        plain["positions"] = draw(_positions(partners, [row["id"] for row in plain["issues"]], names))
    return plain


def _key_design(texts: Strategy) -> Strategy:
    weights = st.sampled_from(
        [{"equal": 0.25, "use": 0.75}, {"residents": 1.0}, {"grant": 0.1, "historic": 0.9}]
    )
    return _with(
        {}, key=_one_of(KeyKind), accepted=st.lists(_one_of(Ingredient), unique=True), weights=weights,
        fixed_share=FRACTIONS, base_by=_one_of(Ingredient), growing_in_years=YEARS, recalibrate_years=YEARS,
        reason=texts,
    )  # fmt: skip


@st.composite
def _coalition_costs(draw: Callable[..., Any], partners: list[str], texts: Strategy) -> dict[str, Any]:
    """The source alone, or every coalition, with the partners of each in any order."""
    table = draw(_with({}, year=st.integers(1950, 2120), note=texts))
    if draw(st.booleans()):
        groups = [group for size in range(1, len(partners) + 1) for group in combinations(partners, size)]
        costs = st.floats(-1e9, 1e9).map(lambda cost: cost + 0.0)
        table["costs"] = {"+".join(draw(st.permutations(group))): draw(costs) for group in groups}
    return table


@st.composite
def _positions(
    draw: Callable[..., Any], partners: list[str], issues: list[str], names: Strategy
) -> list[dict[str, Any]]:
    rows = []
    for partner in draw(st.lists(st.sampled_from(partners), unique=True)):
        pairs = [(issue, body.value) for issue in issues for body in Body]
        chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4)) if pairs else []
        score = _with({}, position=STANCE, regional=STANCE, importance=st.integers(1, 5), fear=names)
        scores = [{"issue": issue, "body": body, **draw(score)} for issue, body in chosen]
        row = draw(_with({}, handling=_one_of(Handling), ready=st.booleans()))
        rows.append({"partner": partner, **row, "scores": scores})
    return rows
