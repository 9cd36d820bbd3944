"""Whether keys hold, what is said about it, and what a council reads."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engine.cost_sharing.known_games import skane
from tests.engine.cost_sharing.sharing_cases import inputs, three

from vierkant.cost_sharing.assessment import assess_sharing
from vierkant.cost_sharing.charts import CHARTS
from vierkant.cost_sharing.inputs import Ingredient, KeyDesign, KeyKind
from vierkant.cost_sharing.sharing_input import SharingInput
from vierkant.quantities import Level, to_plain
from vierkant.terms import render

THEORY = re.compile(
    r"nucleolus|shapley|least.core|imputat|\bENSC\b|\bSCRB\b|\bACA\b|gately|coalit", re.IGNORECASE
)


def of_skane(shares):
    names = {name: name for name in "AHKLMT"}
    amounts = dict(zip("AHKLMT", shares, strict=True))
    whole = sum(shares)
    return SharingInput(
        partners=names,
        present=tuple(float(skane()[1 << place]) for place in range(6)),
        costs=skane(),
        agreed={name: amount / whole for name, amount in amounts.items()},
    )


def test_shares_by_population_lose_two_municipalities_of_skane():
    """Young, Okada & Hashimoto 1982, table 7: by population H and M pay more than alone (17.08 and 20.81)."""
    result = assess_sharing(of_skane([10.13, 21.00, 3.19, 8.22, 34.22, 7.07]))
    assert result.key("agreed").dearer_than_alone == ("H", "M")
    assert result.level is Level.RED
    groups = {
        key: {"".join(group.partners): group.gain for group in result.key(key).subgroups} for key in KeyKind
    }
    # The same table, and the gains of oracles from its costs: the average extra cost and SCRB fall outside the core.
    assert groups["shapley"] == {"HKL": pytest.approx(0.43, abs=0.011)}
    assert groups["scrb"] == {
        "HKL": pytest.approx(2.54, abs=0.011),
        "AHL": pytest.approx(0.51, abs=0.011),
    }  # AHKL gains too, but with K as a bystander of AHL
    assert result.key("nucleolus").stable
    assert result.key("per_capita_nucleolus").stable
    assert result.stability.possible is True
    amounts = [row.amount.value for row in result.key("nucleolus").amounts]
    assert amounts == pytest.approx([20.35, 12.06, 5.00, 8.61, 18.32, 19.49], abs=0.011)


@settings(max_examples=20, deadline=None)
@given(inputs())
def test_what_holds_is_what_no_group_can_better(case):
    """Every group, one by one, with the amounts in cents."""
    result = assess_sharing(case)
    n, everybody = len(case.partners), len(case.costs) - 1
    for key in result.keys:
        if not key.amounts:
            continue
        paid = [row.amount.value for row in key.amounts]
        rooms = {
            mask: case.costs[mask] - sum(paid[i] for i in range(n) if mask >> i & 1)
            for mask in range(1, everybody)
        }
        margin = min(rooms.values(), default=inf)
        assert key.margin.value == pytest.approx(margin, abs=0.05)
        slack = 0.05 + 1e-6 * sum(map(abs, paid))
        if abs(margin) > slack:
            assert key.stable == (margin > 0)
            assert bool(key.subgroups) == (margin < 0)
        for group in key.subgroups:
            mask = sum(1 << case.ids.index(name) for name in group.partners)
            assert group.gain == pytest.approx(-rooms[mask], abs=0.05)
    best = result.stability.margin.value
    assert all(key.margin.value <= best + 0.05 for key in result.keys if key.margin)
    json.dumps(to_plain(result), allow_nan=False)


def test_working_together_that_costs_more_is_told_and_not_hidden():
    case = three(costs=np.array([0, 500, 300, 820, 200, 720, 520, 1090.0]), agreed=None, design=None)
    result = assess_sharing(case)
    assert result.game.saving.value == -90
    assert result.level is Level.RED
    assert result.stability.possible is False
    assert result.findings[0].id == "cooperation_costs_more"
    for key in result.keys:
        if key.amounts:
            assert key.stable is False
            assert key.dearer_than_alone, key.id
            carried = sum(-row.gain for row in key.amounts)
            assert carried == pytest.approx(90, abs=0.03)


def test_a_loss_that_may_be_none_is_amber():
    costs = np.array([0, 500, 300, 820, 200, 720, 520, 1010.0])
    drawn = np.array([costs * [1, 1, 1, 1, 1, 1, 1, factor] for factor in np.linspace(0.9, 1.1, 21)])
    result = assess_sharing(three(costs=costs, drawn=drawn, drawn_total=drawn[:, -1]))
    assert result.findings[0].id == "cooperation_costs_more"
    assert result.findings[0].level is Level.AMBER
    assert "onzeker" in render(result.findings[0].text)


def test_no_key_can_hold_when_every_pair_is_better_off():
    """Alone 10, two 12, three 20: the pairs together ask for at most 36, and pay 40: 4/3 too much each."""
    costs = np.array([0, 10, 10, 12, 10, 12, 12, 20.0])
    result = assess_sharing(three(costs=costs))
    assert result.stability.possible is False
    assert result.stability.margin.value == pytest.approx(-4 / 3, abs=0.01)
    assert len(result.stability.partners) == 2
    assert "no_stable_key" in {finding.id for finding in result.findings}
    assert not any(key.stable for key in result.keys)


def test_the_key_of_all_words_is_the_proposed_one_else_the_agreed_one():
    assert assess_sharing(three()).shown == "residents"
    assert assess_sharing(three(design=None)).shown == "agreed"
    result = assess_sharing(three(design=None, agreed=None))
    assert result.shown is None
    assert result.level is Level.UNKNOWN
    assert [item.what.id for item in result.missing] == ["cost_sharing.missing.no_key"]
    assert all(len(partner.text) == 1 for partner in result.partners)
    not_computed = assess_sharing(three(design=KeyDesign(key=KeyKind.MIXED)))
    assert not_computed.level is Level.UNKNOWN
    assert not_computed.shown == "mixed"


def test_a_council_reads_what_it_pays_and_who_gains_and_no_theory():
    result = assess_sharing(three(costs=np.array([0, 500, 300, 770, 200, 560, 510, 900.0])))
    for language in ("nl", "en"):
        for key in result.keys:
            for message in (key.label, key.sentence, *(group.text for group in key.subgroups)):
                assert not THEORY.search(render(message, language)), message
        words = [result.headline, result.game.text, result.stability.text]
        words += [text for partner in result.partners for text in partner.text]
        words += [text for finding in result.findings for text in (finding.text, finding.action)]
        for message in words:
            assert not THEORY.search(render(message, language)), message
    text = " ".join(render(item) for item in result.partners[0].text)
    assert "Aa betaalt dan € 400 per jaar, 44,4% van de kosten" in text
    assert "€ 50 per jaar minder dan nu" in text  # today is 450
    assert "Aa en Cee zouden samen € 40 per jaar beter af zijn zonder de rest" in text
    assert "Dat is eerlijk." in text
    assert "Na 3 jaar" in text
    assert result.partners[0].with_us[0].partners == ("a", "c")
    assert result.partners[1].with_us == ()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("use", set()),
        ("fixed_and_use", {"key_partly_use"}),
        ("mixed", {"key_partly_use"}),
        ("base_and_plus", {"key_partly_use"}),
        ("residents", {"key_not_use"}),
        ("nucleolus", {"key_not_use"}),
    ],
)
def test_tax_warnings(key, expected):
    """Rule T02: art. 8e lid 1 c Wet Vpb asks for contributions by use; certainty medium."""
    result = assess_sharing(three())
    assert {finding.id for finding in result.key(key).findings} == expected
    assert all(finding.certainty.value == "medium" for finding in result.key(key).findings)
    assert assess_sharing(three(internal=True)).key(key).findings == ()


def test_tax_warnings_of_what_is_agreed_paid_out_or_marked_up():
    by_use = assess_sharing(three(agreed_by_use=True))
    assert by_use.key("agreed").findings == ()
    only_use = KeyDesign(weights={Ingredient.USE: 1.0}, base_by=Ingredient.USE)
    result = assess_sharing(three(design=only_use))
    assert result.key("mixed").findings == ()
    assert result.key("base_and_plus").findings == ()
    costs = np.array([0, 500, 300, 770, 200, 660, 480, 390.0])
    paid_out = assess_sharing(three(costs=costs)).key("ensc")
    assert min(row.amount.value for row in paid_out.amounts) < 0
    assert "pays_out" in {finding.id for finding in paid_out.findings}
    assert "prices_above_cost" in {item.id for item in assess_sharing(three(costs=costs)).key("use").findings}


def test_simple_keys_ask_for_few_figures():
    found = {key.id: (key.figures, key.simplicity) for key in assess_sharing(three()).keys}
    assert found["equal"] == (2, 1)
    assert found["residents"] == (3, 1)
    assert found["use"] == (6, 2)  # price and quantity of two products, the use of all, the joint cost
    assert found["ensc"] == (4, 3)
    assert found["shapley"] == (7, 4)


def test_the_same_input_gives_the_same_result_and_progress_can_stop_it():
    drawn = three().costs * np.linspace(0.9, 1.1, 30)[:, None]
    case = three(drawn=drawn, drawn_total=drawn[:, -1])
    first, told = to_plain(assess_sharing(case)), []
    assert to_plain(assess_sharing(case, progress=told.append)) == first
    assert told == sorted(told)
    assert told[0] > 0
    assert told[-1] <= 1
    assert len(json.dumps(first)) < 150_000

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        assess_sharing(case, progress=stop)
    assert assess_sharing(replace(case, partners={"a": "Aa"}, costs=np.array([0, 5.0]))) is None


@pytest.mark.parametrize("name", CHARTS)
def test_charts_and_their_tables_say_the_same(name):
    import vl_convert

    result = assess_sharing(three())
    plain = json.loads(json.dumps(to_plain(result)))
    for language in ("nl", "en"):
        chart = CHARTS[name](plain, language)
        assert chart.rows
        assert all(len(row) == len(chart.header) for row in chart.rows)
        assert all(render(message, language) for message in (*chart.header, *chart.summary, chart.source))
    assert "<svg" in vl_convert.vegalite_to_svg(chart.spec)
    computed = sum(bool(key.amounts) for key in result.keys)
    assert len(chart.rows) == {"keys": computed + 1, "chosen": 3, "margins": computed}[name]


def many(n, *, agreed=None):
    """Partners that share one office of 1000 and have costs of their own; in pairs of neighbours 5 less."""
    own = np.linspace(50.0, 90.0, n)

    def cost_of(masks):
        masks = np.asarray(masks, dtype=bool)
        pairs = (masks[:, 1:] & masks[:, :-1]).sum(axis=1)
        return masks @ own + 1000.0 * masks.any(axis=1) - 5.0 * pairs

    names = {f"p{place}": f"P{place}" for place in range(n)}
    return SharingInput(partners=names, present=tuple(own), cost_of=cost_of, agreed=agreed, seed=4)


def test_more_partners_than_can_be_counted_are_sampled_and_it_says_so():
    """30 partners; what each pays on average is known: its own cost, a part of the office, and half of every pair."""
    result = assess_sharing(many(30))
    assert not result.exact
    assert "Met 30 deelnemers zijn er te veel combinaties" in render(result.method)
    shapley = result.key("shapley")
    assert not shapley.exact
    inside = 0
    for place, row in enumerate(shapley.amounts):
        neighbours = 1 if place in (0, 29) else 2
        true = np.linspace(50.0, 90.0, 30)[place] + 1000 / 30 - 2.5 * neighbours
        inside += row.amount.low <= true <= row.amount.high
        assert row.amount.value == pytest.approx(true, rel=0.15)
    assert inside >= 24  # 95 of 100 are expected inside
    assert shapley.stable is None  # found nothing, proved nothing
    assert result.stability.possible is None
    assert result.key("nucleolus").missing[0].what.id == "cost_sharing.missing.too_many_for_balance"
    assert result.key("ensc").amounts[1].amount.value == pytest.approx(
        np.linspace(50.0, 90.0, 30)[1] - 10 + (1000 + 5 * 29) / 30, abs=0.011
    )


def test_the_search_finds_a_group_that_leaves():
    """The first ten pay everything: without the others they save what those do not pay."""
    agreed = {f"p{place}": 0.1 if place < 10 else 0.0 for place in range(30)}
    key = assess_sharing(many(30, agreed=agreed)).key("agreed")
    assert key.stable is False
    own = np.linspace(50.0, 90.0, 30)
    total = own.sum() + 1000 - 5 * 29
    best = total - (own[:10].sum() + 1000 - 5 * 9)
    assert key.subgroups[0].gain == pytest.approx(best, abs=0.01)
    assert set(key.subgroups[0].partners) == {f"p{place}" for place in range(10)}
