"""The comparison: every form has a score on every criterion, and all that is counted equals a slow twin."""

from __future__ import annotations

import random
from itertools import product
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from vierkant.legal_form import compare
from vierkant.legal_form.choice import WEIGHTINGS, first_by_weight, first_shares
from vierkant.legal_form.criteria import points, scores
from vierkant.legal_form.inputs import FORMS_OF, Answers, Criterion, LegalForm
from vierkant.quantities import Certainty, to_plain
from vierkant.reference.forms import WGR_FORMS
from vierkant.terms import catalogue, placeholders, render

FORMS = tuple(LegalForm)
weightings = some.fixed_dictionaries({item: some.integers(0, 5) for item in Criterion})
several = some.lists(some.sampled_from(FORMS), min_size=2, max_size=6, unique=True)


def slow_sums(forms, weights):
    counting = weights if any(weights.values()) else dict.fromkeys(Criterion, 1)
    return {
        form: sum(counting[item] * scores()[form, item].points for item in Criterion) for form in forms
    }, sum(counting.values())


def test_every_form_has_points_and_a_reason_on_every_criterion():
    assert set(scores()) == set(product(FORMS, Criterion))
    for (form, _criterion), score in scores().items():
        assert form in WGR_FORMS or not any(article.endswith("Wgr") for article in score.articles)
        assert 1 <= score.points <= 5
        assert score.sources
        if all(source.publisher == "Vierkant" for source in score.sources):  # nothing but our own judgement
            assert score.certainty is not Certainty.HIGH
        for language in ("nl", "en"):
            assert render(score.text, language)[-1] in ".?"


def test_every_row_of_the_data_is_one_reason_with_one_number_of_points():
    """The same sentence never stands with two numbers of points."""
    by_text: dict[str, set[int]] = {}
    for score in scores().values():
        by_text.setdefault(score.text.id, set()).add(score.points)
    assert all(len(numbers) == 1 for numbers in by_text.values())
    in_catalogue = {key for key in catalogue() if key.startswith("form_choice.reason.")}
    assert in_catalogue == set(by_text)


def test_the_scale_is_used():
    """On every criterion there is a weak and a strong form, or it would tell nothing."""
    for criterion in Criterion:
        found = {scores()[form, criterion].points for form in FORMS}
        assert min(found) <= 2
        assert max(found) >= 4


@pytest.mark.parametrize(
    ("criterion", "better", "worse"),
    [
        # OL heavy; BVO light; centrumregeling quick, without a new body.
        ("light_governance", "bedrijfsvoeringsorganisatie", "openbaar_lichaam"),
        ("light_governance", "centrumgemeente", "bedrijfsvoeringsorganisatie"),
        # Strongest democratic instruments OL; fewer checks BVO; guest councils little hold; private weakest.
        ("council_control", "openbaar_lichaam", "bedrijfsvoeringsorganisatie"),
        ("council_control", "bedrijfsvoeringsorganisatie", "centrumgemeente"),
        ("council_control", "centrumgemeente", "foundation"),
        # OL and BVO employ staff, GO does not; private staff are normally no civil servants.
        ("staff", "bedrijfsvoeringsorganisatie", "gemeenschappelijk_orgaan"),
        ("staff", "openbaar_lichaam", "foundation"),
        # transfer of power is not a public contract; a DVO for payment is.
        ("procurement", "openbaar_lichaam", "service_agreement"),
        ("procurement", "service_agreement", "public_private_partnership"),
        # no Vpb exemption for cooperation in a PPS.
        ("taxes", "service_agreement", "public_private_partnership"),
        # exit expensive OL; mandate revocable at any time CR.
        ("exit", "centrumgemeente", "openbaar_lichaam"),
        # AB public, no general duty BVO.
        ("openness", "openbaar_lichaam", "bedrijfsvoeringsorganisatie"),
    ],
)
def test_the_points_follow_the_facts(criterion, better, worse):
    on = Criterion(criterion)
    assert scores()[LegalForm(better), on].points > scores()[LegalForm(worse), on].points


@given(several, weightings)
@settings(max_examples=60, deadline=None)
def test_totals_and_ranks_equal_the_slow_twin(forms, weights):
    found = compare(forms, weights)
    sums, total = slow_sums(forms, weights)
    equal, _ = slow_sums(forms, dict.fromkeys(Criterion, 0))
    assert {row.form for row in found.ranking} == set(forms)
    for row in found.ranking:
        assert row.total == pytest.approx(sums[row.form] / total)
        assert row.rank == 1 + len([other for other in forms if sums[other] > sums[row.form]])
        assert row.rank_equal_weights == 1 + len([other for other in forms if equal[other] > equal[row.form]])
    assert [row.rank for row in found.ranking] == sorted(row.rank for row in found.ranking)


def slow_shares(forms):
    """Every weighting, one by one; with the criteria on which the forms do not differ taken out of the loop."""
    rows = {form: points(form) for form in forms}
    differing = [at for at in range(8) if len({row[at] for row in rows.values()}) > 1]
    times = 6 ** (8 - len(differing))  # the weight of an equal criterion changes nothing
    first = dict.fromkeys(forms, -1)  # without the weighting in which nothing counts
    for weights in product(range(6), repeat=len(differing)):
        sums = {
            form: sum(weight * row[at] for weight, at in zip(weights, differing, strict=True))
            for form, row in rows.items()
        }
        best = max(sums.values())
        for form, value in sums.items():
            first[form] += times * (value == best)
    return {form: number / WEIGHTINGS for form, number in first.items()}


@pytest.mark.parametrize(
    "names",
    [
        ("project", "programme"),
        ("foundation", "association", "cooperative"),
        ("gemeenschappelijk_orgaan", "bedrijfsvoeringsorganisatie"),
        ("covenant", "network"),
    ],
)
def test_shares_of_all_weightings_equal_the_slow_twin(names):
    forms = tuple(map(LegalForm, names))
    expected = slow_shares(forms)
    found = first_shares(forms)
    assert {form: found[form] for form in forms} == pytest.approx(expected, abs=1e-12)


def test_shares_of_all_weightings_of_many_forms_equal_a_plain_loop_over_a_sample():
    """All 13 forms between municipalities: the share lies within what 4000 drawn weightings give."""
    draw = random.Random(4)
    forms = FORMS_OF["intermunicipal"]
    number, first = 4000, dict.fromkeys(forms, 0)
    for _ in range(number):
        weights = {item: draw.randrange(6) for item in Criterion}
        sums, _total = slow_sums(forms, weights)
        best = max(sums.values())
        for form in forms:
            first[form] += sums[form] == best
    for form, share in first_shares(forms).items():
        assert (
            abs(share - first[form] / number) < 0.035
        )  # four standard errors of a share, and a tie now and then


def test_a_dominated_form_is_never_first_and_an_equal_twin_always_is():
    """A network is nowhere better than a covenant: with weights it is first only where both are."""
    shares = first_shares([LegalForm.COVENANT, LegalForm.NETWORK])
    assert shares[LegalForm.COVENANT] == 1
    assert 0 < shares[LegalForm.NETWORK] < 1
    assert first_shares([LegalForm.PROJECT]) == {LegalForm.PROJECT: 1.0}


@given(several, weightings)
@settings(max_examples=60, deadline=None)
def test_tipping_is_the_nearest_weight_that_brings_another_form_to_the_top(forms, weights):
    def firsts(given_weights):
        sums, _ = slow_sums(forms, given_weights)
        best = max(sums.values())
        return {form for form in forms if sums[form] == best}

    now = firsts(weights)
    found = {item.criterion: item for item in compare(forms, weights).tipping}
    for criterion in Criterion:
        moves = {
            weight: firsts({**weights, criterion: weight}) - now
            for weight in range(6)
            if weight != weights[criterion]
        }
        possible = {weight: new for weight, new in moves.items() if new}
        if not possible:
            assert criterion not in found
            continue
        nearest = min(abs(weight - weights[criterion]) for weight in possible)
        assert abs(found[criterion].weight - weights[criterion]) == nearest
        assert found[criterion].first in possible[found[criterion].weight]


@given(several, weightings)
@settings(max_examples=40, deadline=None)
def test_who_is_first_at_every_weight_equals_a_comparison_of_each(forms, weights):
    for criterion, firsts in first_by_weight(forms, weights).items():
        for weight, found in enumerate(firsts):
            ranking = compare(forms, {**weights, criterion: weight}).ranking
            assert set(found) == {row.form for row in ranking if row.rank == 1}


def test_nothing_one_form_doubles_and_weights_of_nothing():
    weights = dict.fromkeys(Criterion, 3)
    assert compare((), weights).ranking == ()
    assert compare((), weights).text.id == "form_choice.text.none"
    assert compare([LegalForm.COVENANT], weights).text.id == "form_choice.text.one"
    twice = compare([LegalForm.COVENANT, LegalForm.COVENANT, LegalForm.NETWORK], weights)
    assert [row.form for row in twice.ranking] == [LegalForm.COVENANT, LegalForm.NETWORK]
    zero = compare([LegalForm.COVENANT, LegalForm.NETWORK], {})
    assert [row.total for row in zero.ranking] == [row.total for row in twice.ranking]
    assert zero.text.id == "form_choice.text.nothing"
    assert first_by_weight((), weights)[Criterion.EXIT] == ((),) * 6


def test_own_weights_are_weights_that_differ():
    forms = [LegalForm.COVENANT, LegalForm.NETWORK]
    assert not compare(forms, Answers().weights).is_own_weights
    assert not compare(forms, dict.fromkeys(Criterion, 5)).is_own_weights
    assert compare(forms, Answers(weight_exit=5).weights).is_own_weights


def test_every_sentence_renders_and_the_result_is_plain():
    for kind in FORMS_OF:
        found = compare(FORMS_OF[kind], {**dict.fromkeys(Criterion, 2), Criterion.OPENNESS: 4})
        for message in (found.text, found.notice, *(row.text for row in found.tipping)):
            for language in ("nl", "en"):
                assert "{" not in render(message, language)
        plain = to_plain(found)
        assert [row["criterion"] for row in plain["rows"]] == [item.value for item in Criterion]
        assert all(len(row["scores"]) == len(plain["ranking"]) for row in plain["rows"])
    for key, texts in catalogue().items():
        if key.split(".")[0] in ("form_choice", "form_consequences", "form_steps", "arrangement"):
            assert placeholders(texts["en"]) == placeholders(texts["nl"]), key


def test_all_forms_are_compared_fast_enough_for_a_page():
    compare(FORMS[:2], dict.fromkeys(Criterion, 3))  # numpy is loaded
    from vierkant.legal_form import choice

    choice._shares_by_points.cache_clear()
    start = perf_counter()
    compare(FORMS, dict.fromkeys(Criterion, 3))
    assert perf_counter() - start < 1.0
