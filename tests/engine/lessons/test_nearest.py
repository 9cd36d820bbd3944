"""The nearest cases: exact against the obvious twin, symmetric, between 0 and 1, in a stable order, and in words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.lessons.slow_distance import slow_distance

from vierkant.lessons import FEATURES, Features, OwnCase, cases, checks, nearest
from vierkant.lessons.distance import distance
from vierkant.lessons.inputs import Outcome, Scope
from vierkant.quantities import Figure, FourK, to_plain
from vierkant.reference.forms import Kind, LegalForm
from vierkant.terms import render

FEATURE = st.builds(
    Features,
    kind=st.none() | st.sampled_from(Kind),
    form=st.none() | st.sampled_from(LegalForm),
    scope=st.none() | st.sampled_from(Scope),
    residents=st.none() | st.floats(0, 2e7),
    partners=st.none() | st.integers(0, 400),
    largest_share=st.none() | st.floats(0, 1),
    motives=st.frozensets(st.sampled_from(FourK)),
)
WEIGHTS = st.fixed_dictionaries({name: st.sampled_from([0.0, 0.5, 1.0, 3.0]) for name in FEATURES})
UNEQUAL = Features(
    kind=Kind.INTERMUNICIPAL,
    form=LegalForm.OPENBAAR_LICHAAM,
    scope=Scope.WHOLE_ORGANISATION,
    residents=78_000.0,
    partners=2,
    largest_share=0.77,
    motives=frozenset({FourK.COSTS, FourK.VULNERABILITY}),
)
"""As Ommen and Hardenberg were: 17,600 and 60,500 residents (VNG)."""


@given(left=FEATURE, right=FEATURE, weights=WEIGHTS)
@settings(max_examples=150, deadline=None)
def test_the_distance_is_that_of_the_twin_and_has_its_properties(
    left: Features, right: Features, weights: dict[str, float]
) -> None:
    found = distance(left, right, weights)
    assert found == distance(right, left, weights)
    expected = slow_distance(left, right, weights)
    if expected is None or found is None:
        assert expected is found
    else:
        assert found == pytest.approx(expected, abs=1e-12)
        assert 0 <= found <= 1
    assert distance(left, left, weights) in (0, None)


@given(features=FEATURE)
@settings(max_examples=30, deadline=None)
def test_the_order_is_nearest_first_and_stable(features: Features) -> None:
    first, again = nearest(features, number=40), nearest(features, number=40)
    assert to_plain(first) == to_plain(again)
    ranks = [(not item.enough, -item.alike) for item in first.nearest]
    assert ranks == sorted(ranks)
    assert [item.id for item in nearest(features, number=3).nearest] == [item.id for item in first.nearest][
        :3
    ]
    for item in first.nearest:
        assert sum(match.weight for match in item.matches) == pytest.approx(1)
        assert sum(match.weight * match.alike for match in item.matches) == pytest.approx(item.alike)
    json.dumps(to_plain(first), allow_nan=False)


def test_a_case_is_nearest_to_itself() -> None:
    for item in cases():
        own = item.features()
        if sum(getattr(own, name) not in (None, frozenset()) for name in FEATURES) < 5:
            continue
        first = nearest(own, number=1).nearest[0]
        assert first.alike == pytest.approx(1), item.id
    assert nearest(UNEQUAL, number=1).nearest[0].id == "ommen_hardenberg"


def test_why_it_is_near_is_said_feature_by_feature() -> None:
    first = nearest(UNEQUAL, number=1).nearest[0]
    assert [render(match.text, "nl") for match in first.matches][-3:] == [
        "Ongeveer evenveel deelnemers: u 2, zij 2.",
        "De grootste deelnemer weegt ongeveer even zwaar: 77% van de inwoners bij u, 77% bij hen.",
        "Dezelfde motieven: kosten en kwetsbaarheid.",
    ]
    other = replace(UNEQUAL, form=LegalForm.CENTRUMGEMEENTE, largest_share=0.3, residents=2e6)
    same = next(item for item in nearest(other, number=40).nearest if item.id == "ommen_hardenberg")
    texts = {match.feature: match.text.id for match in same.matches}
    assert texts["form"].endswith("different")
    assert texts["residents"].endswith("different")
    related = nearest(replace(UNEQUAL, form=LegalForm.BEDRIJFSVOERINGSORGANISATIE), number=40).nearest
    assert {
        m.text.id for item in related for m in item.matches if m.feature == "form" and m.alike == 0.5
    } == {"lessons.match.form.related"}


def test_checks_come_from_the_near_cases_and_what_is_done_stands_last() -> None:
    found = nearest(replace(UNEQUAL, done=frozenset({"form_fits", "exit_terms"})), number=3)
    taught = {
        name for item in found.nearest for case in cases() if case.id == item.id for name in case.checks
    }
    assert {check.id for check in found.checks} == taught
    assert {check.id for check in found.checks if check.done} == {"form_fits", "exit_terms"} & taught
    done = [check.done for check in found.checks]
    assert done == sorted(done)


def test_a_case_of_which_little_is_known_stands_last() -> None:
    found = nearest(UNEQUAL, number=40)
    thin = next(item for item in found.nearest if item.id == "midden_delfland")
    assert (thin.compared, thin.enough) == (1, False)  # only the kind is known of both
    assert thin.alike == 1
    assert found.nearest[0].id != "midden_delfland"


def test_own_cases_are_compared_too_and_come_first_when_equal() -> None:
    own = OwnCase(
        id="wij",
        name="Onze dienst",
        scope=Scope.SOCIAL,
        partners=5,
        residents=160_000,
        largest_share=Figure(value=0.26),
        motives=frozenset({FourK.QUALITY}),
        outcome=Outcome.RESTRUCTURED,
    )
    near = Features(Kind.INTERMUNICIPAL, None, Scope.SOCIAL, 160_000.0, 5, 0.26, frozenset({FourK.QUALITY}))
    found = nearest(near, [own])
    assert (found.nearest[0].id, found.nearest[0].own, found.nearest[0].outcome) == (
        "wij",
        True,
        "restructured",
    )
    assert found.cases == len(cases()) + 1


def test_nothing_known_gives_no_cases_and_says_what_is_missing() -> None:
    found = nearest(Features())
    assert found.nearest == ()
    assert found.checks == ()
    assert {row.section for row in found.missing} == {
        "cooperation",
        "agreements",
        "tasks",
        "partners",
        "motives",
    }
    with pytest.raises(ValueError, match="at least 1"):
        nearest(Features(), number=0)


def test_weights_can_be_set_in_the_dossier() -> None:
    only = {f"lessons.weight.{name}": Figure(value=float(name == "scope")) for name in FEATURES}
    waste = nearest(replace(UNEQUAL, scope=Scope.TAX), assumptions=only, number=1).nearest[0]
    assert waste.id == "bsgw"
    assert [match.weight for match in waste.matches if match.feature == "scope"] == [1.0]


def test_the_base_rate_is_beta_2_10() -> None:
    found = nearest(UNEQUAL).dissolved

    def below(x: float) -> float:  # the distribution function of Beta(2, 10), by parts
        return 1 - (1 - x) ** 11 - 11 * x * (1 - x) ** 10

    assert found.value == pytest.approx(2 / 12)
    assert below(found.low or 0) == pytest.approx(0.10, abs=1e-9)
    assert below(found.high or 0) == pytest.approx(0.90, abs=1e-9)


def test_all_checks_are_taught() -> None:
    assert {name for item in cases() for name in item.checks} == set(checks())
