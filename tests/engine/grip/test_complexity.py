"""How crowded and scattered the field is: the measures equal their plain twins, and a real region comes out."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierkant import reference
from vierkant.grip import complexity as measured
from vierkant.grip.complexity import (
    chain,
    complexity,
    congruence,
    distinct_partners,
    effective_number,
    entropy,
    findings,
    modal_region,
    percentile,
    regions,
    within_modal_region,
)
from vierkant.quantities import Computed, Level, Unit
from vierkant.reference.forms import LegalForm
from vierkant.terms import render

BOLLENSTREEK = ("GM0534", "GM0553", "GM1525")
SETS = st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), max_size=9)


def by_id(rows: tuple[Computed, ...]) -> dict[str, Computed]:
    return {row.id: row for row in rows}


@given(SETS)
def test_congruence_equals_its_twin(sets: list[frozenset[str]]) -> None:
    total, pairs = 0.0, 0
    for one in range(len(sets)):
        for other in range(len(sets)):
            if one < other:
                both = [letter for letter in "abcdef" if letter in sets[one] and letter in sets[other]]
                either = [letter for letter in "abcdef" if letter in sets[one] or letter in sets[other]]
                total, pairs = total + len(both) / len(either), pairs + 1
    found = congruence(sets)
    assert (found is None) == (pairs == 0)
    if found is not None:
        assert found == pytest.approx(total / pairs)
        assert 0 <= found <= 1


@given(SETS)
def test_entropy_equals_its_twin(sets: list[frozenset[str]]) -> None:
    found = entropy(sets)
    if not sets:
        assert found is None
        return
    # The same number as the mean surprise of every arrangement on its own.
    expected = -math.fsum(math.log2(sets.count(one) / len(sets)) for one in sets) / len(sets)
    assert found == pytest.approx(expected, abs=1e-12)
    assert -1e-12 <= found <= math.log2(len(sets)) + 1e-12


@given(SETS)
def test_the_modal_region_is_the_most_frequent_set(sets: list[frozenset[str]]) -> None:
    found = modal_region(sets)
    if not sets:
        assert found == frozenset()
        assert within_modal_region(sets) is None
        return
    most = max(sets.count(one) for one in sets)
    candidates = [one for one in sets if sets.count(one) == most]
    assert found in candidates
    held = {one: sum(other <= one for other in sets) for one in candidates}
    assert held[found] == max(held.values())
    assert modal_region(list(reversed(sets))) == found  # the order of the register does not matter
    share = within_modal_region(sets)
    assert share == pytest.approx(len([one for one in sets if not one - found]) / len(sets))


@given(st.lists(st.floats(0.01, 1e9), min_size=1, max_size=12))
def test_the_effective_number_lies_between_one_and_all(amounts: list[float]) -> None:
    found = effective_number(amounts)
    assert 1 - 1e-9 <= found <= len(amounts) + 1e-9
    assert found == pytest.approx(sum(amounts) ** 2 / sum(amount**2 for amount in amounts))
    assert effective_number([5.0] * len(amounts)) == pytest.approx(len(amounts))


@pytest.mark.parametrize("amounts", [[], [0.0], [1.0, -1.0], [-2.0]])
def test_amounts_that_are_no_budget_are_refused(amounts: list[float]) -> None:
    with pytest.raises(ValueError, match="positive"):
        effective_number(amounts)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.integers(0, 30))
def test_percentile_equals_its_twin(country: list[int], value: int) -> None:
    points = [1.0 if item < value else 0.5 if item == value else 0.0 for item in country]
    found = percentile(float(value), [float(item) for item in country])
    assert found == pytest.approx(sum(points) / len(points))


def test_partners_are_counted_once_without_the_municipality_itself() -> None:
    assert distinct_partners([frozenset("abc"), frozenset("ac"), frozenset("ad")]) == 3
    assert distinct_partners([frozenset("a")]) == 0
    assert distinct_partners([]) == 0


def test_the_measures_of_a_real_region() -> None:
    found = by_id(complexity(BOLLENSTREEK, LegalForm.OPENBAAR_LICHAAM))
    # Register of 16 May 2026: each of the three takes part in 12 arrangements; the middle municipality in 9
    assert found["bodies"].value == 12
    assert [item.value for item in found["bodies"].explanation.inputs] == [12, 12, 12, 9]
    counts = sorted(len(reference.arrangements_of(item.code)) for item in reference.municipalities())
    assert found["percentile"].value == pytest.approx(
        (sum(count < 12 for count in counts) + counts.count(12) / 2) / 342
    )
    assert (
        found["steps"].value == 4
    )  # economics H: council, executive, general board, executive board, director
    assert found["congruence"].unit is Unit.SHARE
    assert "effective_number" not in found
    for row in found.values():
        for language in ("nl", "en"):
            for message in (
                row.label,
                row.explanation.method,
                *(item.label for item in row.explanation.inputs),
            ):
                assert "{" not in render(message, language)
        assert row.explanation.sources


def test_the_mean_over_municipalities_is_that_of_each() -> None:
    together = by_id(complexity(BOLLENSTREEK, None))
    for name in ("bodies", "partners", "congruence", "modal_region", "entropy"):
        alone = [by_id(complexity([code], None))[name].value for code in BOLLENSTREEK]
        assert together[name].value == pytest.approx(sum(alone) / 3)


def test_a_municipality_that_is_gone_counts_as_its_successor() -> None:
    assert complexity(["GM0501"], None) == complexity(["GM1992"], None)
    assert by_id(complexity(["GM0501", "GM1992"], None)) == by_id(complexity(["GM1992"], None))


@pytest.mark.parametrize("codes", [(), ("GM9999",), ("niets", "")])
def test_without_a_known_municipality_nothing_is_measured(codes: tuple[str, ...]) -> None:
    assert complexity(codes, None) == ()
    assert findings(codes, LegalForm.OPENBAAR_LICHAAM) == ()
    assert [row.id for row in complexity(codes, LegalForm.NETWORK)] == ["steps"]


@pytest.mark.parametrize("form", list(LegalForm))
def test_every_form_has_a_chain_in_words(form: LegalForm) -> None:
    links = chain(form)
    assert links[:2] == ("council", "municipal_executive")
    steps = by_id(complexity((), form))["steps"]
    assert steps.value == len(links) - 1 >= 2
    for language in ("nl", "en"):
        told = render(steps.explanation.method, language)
        assert told.count("→") == len(links) - 1


def test_budgets_give_the_effective_number() -> None:
    found = by_id(complexity((), None, {"Veiligheidsregio": 3.0, "GGD": 1.0}))["effective_number"]
    assert found.value == pytest.approx(1.6)  # 1 / (0.75² + 0.25²)
    assert [item.value for item in found.explanation.inputs] == [0.75, 0.25]


def test_the_finding_compares_with_the_middle_municipality() -> None:
    found = {item.id: item for item in findings(BOLLENSTREEK, LegalForm.OPENBAAR_LICHAAM)}
    crowded = found["grip.crowded"]
    assert crowded.level is Level.AMBER
    assert "12,0 regelingen; de middelste gemeente volgt er 9" in render(crowded.text, "nl")
    assert crowded.action is not None
    assert "geen grens" in render(crowded.action, "nl")
    assert "GR HLTsamen" in render(found["grip.same_partners"].text, "nl")
    # A form without a board adds no board to follow.
    light = {item.id for item in findings(BOLLENSTREEK, LegalForm.COVENANT)}
    assert "grip.crowded" not in light


def test_a_quiet_municipality_gets_no_warning_about_numbers() -> None:
    few = [item.code for item in reference.municipalities() if len(regions(item.code)) == 4]
    assert few
    ids = {item.id for item in findings(few[:1], LegalForm.OPENBAAR_LICHAAM)}
    assert "grip.crowded" not in ids


def test_all_of_them_already_take_part_somewhere() -> None:
    found = {item.id: item for item in findings(("GM0534", "GM1525"), None)}
    assert "grip.holding" in found or "grip.same_partners" in found
    for item in found.values():
        assert item.action is not None
        assert "{" not in render(item.text, "en") + render(item.action, "en")


def test_measuring_is_fast() -> None:
    complexity(BOLLENSTREEK, LegalForm.OPENBAAR_LICHAAM)
    start = time.perf_counter()
    complexity(BOLLENSTREEK, LegalForm.OPENBAAR_LICHAAM)
    findings(BOLLENSTREEK, LegalForm.OPENBAAR_LICHAAM)
    assert time.perf_counter() - start < 0.3


def test_the_country_is_measured_like_the_region() -> None:
    middle = by_id(complexity(["GM0014"], None))["congruence"].explanation.inputs[-1].value
    values = sorted(
        value for item in reference.municipalities() if (value := congruence(regions(item.code))) is not None
    )
    half = len(values) // 2
    expected = values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
    assert middle == pytest.approx(expected)
    assert measured.SOURCE.startswith("Register van Overheidsorganisaties")
