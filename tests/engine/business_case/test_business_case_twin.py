"""The engine against the slow twin, on random small cases."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engine.business_case import slow_business_case as slow
from tests.engine.business_case.random_cases import cases

from vierkant.business_case import evaluate, missing
from vierkant.business_case.distributions import quantile
from vierkant.business_case.missing import anything_to_count
from vierkant.business_case.model import build, key_shares
from vierkant.business_case.sampling import uniforms

DRAWS = 40


def same(found, expected):
    """Equal to rounding; amounts are euros, so a hundredth of a cent is nothing."""
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-4)


def bands(found):
    return [(band.mean, band.low, band.median, band.high) for band in found]


def compare(outcome, nets):
    expected = slow.summary(nets)
    for name in ("net", "cumulative"):
        for band, wanted in zip(bands(getattr(outcome, name)), expected[name], strict=True):
            same(band, wanted)
    for name in ("npv_5", "npv_10", "peak_funding"):
        number = getattr(outcome, name)
        mean, low, _, high = expected[name]
        same((number.value, number.low, number.high), (mean, low, high))
    # Amounts of exactly zero may come out a hair on the other side; then the shares may differ.
    if min(abs(value) for line in nets for value in line) > 1e-4:
        assert outcome.negative_npv_10.value == expected["negative_npv_10"]
        assert list(outcome.payback.shares) == pytest.approx(expected["payback"], abs=1e-12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_same_as_slow_twin(case):
    result = evaluate(case, seed=7, draws=DRAWS)
    if not anything_to_count(case):
        assert result is None
        assert missing(case)
        return
    values = {
        variable.name: quantile(variable, uniforms(7, variable.name, 0, DRAWS))
        for variable in build(case).every
    }
    key, _ = key_shares(case)
    totals, per_partner, words = [], {partner.id: [] for partner in case.partners}, []
    for draw in range(DRAWS):

        def value(name, draw=draw):
            found = values[name]
            return found if isinstance(found, float) else float(found[draw])

        total, partners, word = slow.one_draw(case, value, key)
        totals.append(total)
        words.append(word)
        for name, nets in partners.items():
            per_partner[name].append(nets)
    compare(result.total, totals)
    for partner in result.partners:
        compare(partner.outcome, per_partner[partner.id])
    if result.promised is not None:
        for band, wanted in zip(bands(result.promised.net), slow.summary(words)["net"], strict=True):
            same(band, wanted)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_streams_and_partners_add_up(case):
    result = evaluate(case, draws=50)
    if result is None:
        return
    for place in range(12):
        net = result.total.net[place].mean
        same(sum(stream.mean[place] for stream in result.total.streams), net)
        same(sum(partner.outcome.net[place].mean for partner in result.partners), net)
    for partner in result.partners:
        for place in range(12):
            wanted = partner.outcome.net[place].mean
            same(sum(stream.mean[place] for stream in partner.outcome.streams), wanted)
    same(sum(partner.outcome.npv_10.value for partner in result.partners), result.total.npv_10.value)
    same(sum(partner.outcome.baseline.value for partner in result.partners), result.total.baseline.value)
    assert sum(partner.key_share for partner in result.partners) == pytest.approx(1)
    if result.partners[0].key_shift is not None:
        same(sum(partner.key_shift.value for partner in result.partners), 0.0)
    assert sum(result.total.payback.shares) + result.total.payback.never.value == pytest.approx(1)
