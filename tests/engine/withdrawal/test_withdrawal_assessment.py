"""The price of leaving for a small cooperation that is counted by hand."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.withdrawal.conftest import exact_facts, figure, partner

import vierkant.withdrawal
from vierkant.dossier import assess, load
from vierkant.dossier.composing import case_input
from vierkant.dossier.withdrawal import withdrawal_of
from vierkant.quantities import Confidence, Level, Message, to_plain
from vierkant.reference.forms import LegalForm
from vierkant.sources import parameters
from vierkant.terms import catalogue, exists, render
from vierkant.withdrawal import assess_withdrawal
from vierkant.withdrawal.charts import CHARTS
from vierkant.withdrawal.findings import level_of
from vierkant.withdrawal.inputs import ClauseFacts, Votes, WithdrawalInput, WithdrawalMethod, WithdrawalRule
from vierkant.withdrawal.results import PartnerWithdrawal, SumBasis, WithdrawalResult
from vierkant.withdrawal.what_if import Choice, what_if

Make = Callable[..., WithdrawalInput]
ROOT = Path(__file__).parents[3]
TAPER = WithdrawalRule(
    stated=True, needs_consent=False, method=WithdrawalMethod.TAPER, taper_years=5, taper_first=1.0,
    taper_step=0.2, staff_follows=True, assets_shared=False, plan_required=True,
)  # fmt: skip

UNIT = st.none() | st.floats(0, 1)
YEARS = st.none() | st.integers(1, 30)
RULES = st.fixed_dictionaries(
    {
        "taper_years": YEARS, "taper_first": UNIT, "taper_step": UNIT, "bridging_years": YEARS,
        "multiple": st.none() | st.floats(0, 50), "assets_shared": st.none() | st.booleans(),
        "staff_follows": st.none() | st.booleans(), "assets": st.none() | st.just(figure(9e7, 1e7, 2e8)),
    }
)  # fmt: skip
"""Everything that a text may say about the sum, sensible or not."""


def result(data: WithdrawalInput) -> WithdrawalResult:
    found = assess_withdrawal(data)
    assert found is not None
    return found


def first(data: WithdrawalInput) -> PartnerWithdrawal:
    return result(data).partners[0]


def ids(rows: Any) -> set[str]:
    return {row.id.removeprefix("withdrawal.") for row in rows}


def test_silent_text_gives_both_methods_of_case_law(three: Make) -> None:
    found = result(three(facts=[exact_facts("lisse")]))
    assert found.basis is SumBasis.CASE_LAW
    lisse = found.partners[0]
    amounts = {item.id: item.amount.value for item in lisse.methods}
    # Contribution 2.0 million: 3.0 and 2.0 times (ECLI:NL:RVS:2015:1198); 2.92 times at 2 % a year.
    assert amounts["taper"] == pytest.approx(6.0e6)
    assert amounts["taper_lower"] == pytest.approx(4.0e6)
    assert lisse.methods[0].present_value.value == pytest.approx(2.92 * 2e6, rel=0.002)
    v = 1 / 1.02
    damage = 500_000 * (v + 0.8 * v**2 + 0.6 * v**3 + 0.4 * v**4 + 0.2 * v**5) + 200_000 + 50_000 - 60_000
    assert amounts["real_damage"] == pytest.approx(damage)
    assert (lisse.sum.low, lisse.sum.high) == pytest.approx((damage, 6.0e6))
    assert lisse.sum.value == pytest.approx((damage + 6.0e6) / 2)
    assert "method_silent" in ids(found.findings)
    assert found.prices[0].high == lisse.sum.high


def test_own_rule_goes_before_case_law(three: Make) -> None:
    found = result(three(TAPER, facts=[exact_facts("lisse")]))
    assert found.basis is SumBasis.TEXT
    assert [item.id for item in found.partners[0].methods] == ["taper"]
    assert found.partners[0].sum.low is None
    assert found.partners[0].sum.value == pytest.approx(6.0e6)
    assert level_of(found.findings) is Level.GREEN
    # 6.0 million against some 1.7 million that stays behind.
    assert "sum_above_damage" in ids(found.partners[0].findings)
    assert found.level is Level.AMBER


@pytest.mark.parametrize(
    ("rule", "finding", "level", "amount"),
    [
        ({"taper_step": 0.0, "taper_years": None}, "taper_never_ends", Level.RED, None),
        ({"taper_step": 0.0}, "taper_flat", Level.AMBER, 10e6),
        ({"taper_first": 0.0}, "taper_zero", Level.AMBER, 0.0),
        ({"taper_first": 0.5, "taper_step": 0.25, "taper_years": None}, None, Level.GREEN, 1.5e6),
        ({"method": WithdrawalMethod.MULTIPLE}, "method_incomplete", Level.AMBER, None),
        ({"method": WithdrawalMethod.MULTIPLE, "multiple": 1.5}, None, Level.GREEN, 3e6),
        ({"method": WithdrawalMethod.FIXED, "fixed_sum": 7e5}, None, Level.GREEN, 7e5),
        ({"method": WithdrawalMethod.NOTHING}, "nothing_paid", Level.AMBER, 0.0),
    ],
)
def test_rules_that_are_strange_or_incomplete(
    three: Make, rule: dict[str, Any], finding: str | None, level: Level, amount: float | None
) -> None:
    own = WithdrawalRule.model_validate({**TAPER.model_dump(exclude_none=True), **rule})
    found = result(three(own, facts=[exact_facts("lisse")]))
    assert level_of(found.findings) is level
    assert finding is None or finding in ids(found.findings)
    if amount is None:
        assert found.basis is SumBasis.INCOMPLETE
    else:
        assert found.partners[0].sum.value == pytest.approx(amount)


def test_three_sides_by_hand(three: Make) -> None:
    data = three(TAPER, facts=[exact_facts("lisse", alone_cost=figure(1_500_000))])
    costs = {"lisse": 8.4e6, "hillegom": 7.2e6, "teylingen": 5.3e6}
    data = replace(
        data,
        partners=tuple(replace(item, smaller_cost=costs[item.id]) for item in data.partners),
        votes=Votes(
            {"lisse": 0.2, "hillegom": 0.2, "teylingen": 0.6},
            {"lisse": {"hillegom": 0.0, "teylingen": 1.0}},
            {"lisse": 0.6},
        ),
    )
    found = first(data)
    assert found.leaver.gain is not None
    assert found.leaver.gain.value == pytest.approx(500_000)
    # 6.0 million and 0.3 million to restart, half a million a year: 12.6, so after thirteen years.
    assert found.leaver.break_even is not None
    assert found.leaver.break_even.year == 13
    assert found.leaver.needed_gain.value == pytest.approx(630_000)
    assert found.leaver.cash[5].value == pytest.approx(5 * 500_000 - 6.0e6 - 300_000)
    hillegom = found.stayers.rows[0]
    assert (hillegom.key_now, hillegom.key_after) == pytest.approx((0.3, 0.375))
    assert hillegom.cost_after == pytest.approx(0.375 * 8.4e6)
    assert (hillegom.power_now, hillegom.power_after) == (0.2, 0.0)
    assert sum(row.remaining.value for row in found.stayers.rows) == pytest.approx(
        found.stayers.remaining.value
    )
    assert [row.received for row in found.body.years] == pytest.approx([2e6, 1.6e6, 1.2e6, 0.8e6, 0.4e6])
    assert found.body.years[0].stranded == pytest.approx(750_000)
    assert "majority_left" in ids(found.findings)


def test_what_nobody_filled_in_is_estimated_and_shown_as_assumed(three: Make) -> None:
    found = result(three())
    lisse = found.partners[0]
    # 32 % of 2.0 million (Berenschot: overhead 22 to 42 %).
    assert lisse.body.stranded.value == pytest.approx(640_000)
    assert lisse.body.stranded.explanation.inputs[0].confidence is Confidence.ASSUMED
    assert lisse.sum.explanation.sources
    assert lisse.estimated == 10
    assert {"method", "facts"} <= {item.what.id.rpartition(".")[2] for item in found.missing}
    # By the key of the whole organisation, when that is known.
    told = first(three(WithdrawalRule(fixed_cost=figure(2e6), staff_fte=figure(80.0))))
    assert told.body.stranded.value == pytest.approx(0.2 * 2e6)
    assert told.staff.fte is not None
    assert told.staff.fte.value == pytest.approx(16)


def test_clauses_p03_and_p06(three: Make) -> None:
    found = result(three(WithdrawalRule(stated=False, needs_consent=True)))
    assert found.level is Level.RED
    assert {"p03_fails", "p06_fails"} <= ids(found.findings)
    assert [check.met for check in found.clauses] == [False, False, False]
    seen = ClauseFacts(conditions=True, consequences=False, needs_consent=False, place="artikel 12")
    found = result(replace(three(WithdrawalRule(stated=True)), clauses=seen))
    assert [check.met for check in found.clauses] == [True, False, True]
    assert "p03_fails" in ids(found.findings)
    contradiction = result(replace(three(WithdrawalRule(needs_consent=True)), clauses=seen))
    assert {"consent_contradiction", "p06_fails"} <= ids(contradiction.findings)
    unknown = result(three())
    assert {"p03_unknown", "p06_unknown"} <= ids(unknown.findings)


def test_a_private_form_asks_nothing_of_the_act(three: Make) -> None:
    found = result(three(TAPER, form=LegalForm.FOUNDATION))
    assert found.clauses == ()
    assert found.deciding == ()
    assert found.form_text.id.endswith("private")


@pytest.mark.parametrize(
    ("bodies", "first_line", "number"),
    [({"municipal_executive"}, "executive", 6), ({"council"}, "council", 4), (None, "unknown", 6),
     ({"council", "municipal_executive"}, "mixed", 4)],
)  # fmt: skip
def test_who_decides(three: Make, bodies: set[str] | None, first_line: str, number: int) -> None:
    found = result(three(bodies=None if bodies is None else frozenset(bodies)))
    assert found.deciding[0].text.id.endswith(first_line)
    assert len(found.deciding) == number


def test_bad_input_is_told_and_nothing_breaks(three: Make) -> None:
    assert assess_withdrawal(three(partners=(partner("lisse", 1.0),))) is None
    two = result(three(TAPER, partners=(partner("lisse", 0.4), partner("hillegom", 0.6))))
    assert "one_left" in ids(two.partners[0].findings)
    nothing = first(three(TAPER, facts=[exact_facts("lisse", contribution=figure(0))]))
    assert "contribution_zero" in ids(nothing.findings)
    assert nothing.methods[0].times_contribution is None
    rich = exact_facts("lisse", assets_share=figure(90e6))
    own = TAPER.model_copy(update={"method": WithdrawalMethod.REAL_DAMAGE, "assets_shared": True})
    back = first(three(own, facts=[rich]))
    assert back.sum.value < 0
    assert "returns" in ids(back.findings)
    all_paid = (partner("lisse", 1.0), partner("hillegom", 0.0), partner("teylingen", 0.0))
    rows = first(three(TAPER, partners=all_paid)).stayers.rows
    assert [row.key_after for row in rows] == [0.5, 0.5]


def test_reserve_beside_the_price(three: Make) -> None:
    for reserve, kind in ((1e6, "short"), (6e6, "enough")):
        data = three(TAPER, facts=[exact_facts("lisse")])
        data = replace(
            data, partners=(replace(data.partners[0], exit_reserve=figure(reserve)), *data.partners[1:])
        )
        assert first(data).reserve_text.id.endswith(kind)
    assert first(three(TAPER)).reserve_text.id.endswith("none")


@given(
    shares=st.lists(st.floats(0.01, 1), min_size=2, max_size=5), method=st.sampled_from([None, *WithdrawalMethod]),
    wide=st.booleans(), rule=RULES,
)  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_every_answer_is_whole_json_with_words(
    three: Make, shares: list[float], method: WithdrawalMethod | None, wide: bool, rule: dict[str, Any]
) -> None:
    total = sum(shares)
    partners = tuple(partner(f"p{place}", share / total) for place, share in enumerate(shares))
    if wide:
        partners = tuple(replace(item, contribution=figure(2e6, 1e6, 4e6)) for item in partners)
    plain = to_plain(result(three(WithdrawalRule(method=method, **rule), partners=partners)))
    json.dumps(plain, allow_nan=False)
    _say_all(plain)
    for row in plain["partners"]:
        low, high = row["sum"]["low"], row["sum"]["high"]
        assert low is None or low <= row["sum"]["value"] <= high
        assert sum(item["key_after"] for item in row["stayers"]["rows"]) == pytest.approx(1)
        assert CHARTS["cash"](row, "nl").rows
    assert len(CHARTS["price"](plain, "en").rows) == len(shares)


def _say_all(value: Any) -> None:
    if isinstance(value, dict):
        if set(value) == {"id", "arguments"}:
            assert render(value, "nl") != render(value, "en") or value["id"].endswith("rule.method")
            return
        for item in value.values():
            _say_all(item)
    elif isinstance(value, list):
        for item in value:
            _say_all(item)


def test_another_method_is_the_rule_it_says(three: Make) -> None:
    data = three(TAPER, facts=[exact_facts("lisse")])
    plain = to_plain(first(data))
    tried = what_if(plain, Choice(WithdrawalMethod.TAPER), discount_rate=0.02, damage_years=5)
    assert tried.amount.value == pytest.approx(first(data).sum.value)
    assert tried.remaining.value == pytest.approx(first(data).stayers.remaining.value)
    times = what_if(plain, Choice(WithdrawalMethod.MULTIPLE, times=1.5), discount_rate=0.02, damage_years=5)
    assert times.amount.value == pytest.approx(3e6)


def test_every_word_exists_and_is_used() -> None:
    """Ids are made by `words.message` and its like: all that the code can name stand in the catalogue."""
    texts: set[str] = set()
    for path in Path(vierkant.withdrawal.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.update(node.value.split("."))
    texts |= {kind.value for kind in WithdrawalMethod} | {"contribution_key", "contribution_agreed"}
    texts |= {"contribution_residents", "contribution_equal", "text", "case_law", "incomplete"}
    texts |= {f"body_{name}" for name in ("fixed_cost", "fte", "assets_share", "debts_share")}
    texts |= {f"{rule}_{end}" for rule in ("p03", "p06") for end in ("fails", "unknown")}
    unused = [
        name for name in catalogue() if name.startswith("withdrawal.") and name.split(".")[-1] not in texts
    ]
    assert unused == []


def test_a_dossier_replaces_our_parameters_within_bounds(three: Make) -> None:
    assert all(exists(f"withdrawal.parameter.{name}") for name in parameters("withdrawal"))
    assumptions = {"withdrawal.damage.fixed_share": figure(0.5), "withdrawal.damage.years": figure(1e12)}
    found = result(three(assumptions=assumptions))
    assert found.partners[0].body.stranded.value == pytest.approx(1e6)
    assert found.damage_years == 30


def test_in_a_dossier_the_key_and_the_smaller_organisation_count() -> None:
    found = assess(load(ROOT / "examples" / "vergunningen.toml"), today=date(2026, 7, 1), draws=200)
    price = found.withdrawal
    assert price is not None
    assert [row.id for row in price.partners] == [row.id for row in found.partners]
    assert price.basis is SumBasis.TEXT
    for row in price.partners:
        assert row.reserve is not None
        shares = [item.key_after for item in row.stayers.rows]
        assert sum(shares) == pytest.approx(1)
        assert isinstance(row.headline, Message)
    intern = load(ROOT / "examples" / "intern.toml")
    assert (
        withdrawal_of(intern, case_input(intern, hourly_cost=50.0), found.business_case, None, None) is None
    )
