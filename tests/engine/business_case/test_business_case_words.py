"""Every sentence of the room exists in both languages, and each is complete with the arguments it gets."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from tests.engine.business_case.random_cases import cases, tax_case

import vierkant.business_case as room
from vierkant.business_case import evaluate, missing
from vierkant.business_case.curves import NO_GROUP, WHOLE_ORGANISATION, groups
from vierkant.business_case.results import Evidence, KeyBasis, StreamId
from vierkant.quantities import to_plain
from vierkant.terms import catalogue, exists, placeholders, render

IDS = {name.removeprefix("business_case.") for name in catalogue() if name.startswith("business_case.")}


def names(table):
    return {name.removeprefix(f"{table}.") for name in IDS if name.startswith(f"{table}.")}


def test_tables_belong_together():
    assert names("finding") == names("action")
    assert names("missing") == names("missing_cost")
    assert names("stream") == {item.value for item in StreamId}
    assert names("key") == {item.value for item in KeyBasis}
    assert names("group") == {group.name for group in groups()} | {NO_GROUP, WHOLE_ORGANISATION}
    assert {item.value for item in Evidence} <= names("reason")
    assert {item.value for item in Evidence} == {
        name.removeprefix("effect_") for name in names("method") if name.startswith("effect_")
    }


def test_both_languages_use_the_same_arguments():
    for name in IDS:
        texts = catalogue()[f"business_case.{name}"]
        assert placeholders(texts["en"]) == placeholders(texts["nl"]), name


def test_every_finding_in_the_code_has_words_and_the_other_way_round():
    code = Path(room.__file__).with_name("findings.py").read_text("utf-8")
    used = set(re.findall(r'_finding\(\s*"(\w+)"', code))
    assert used == names("finding")
    readme = Path(room.__file__).with_name("README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in used)
    words_of_missing = Path(room.__file__).with_name("missing.py").read_text("utf-8")
    assert set(re.findall(r'_missing\(\s*"\w+", "(\w+)"', words_of_missing)) == names("missing")


def messages(plain):
    if isinstance(plain, dict):
        if plain.keys() == {"id", "arguments"}:
            yield plain
        else:
            for item in plain.values():
                yield from messages(item)
    elif isinstance(plain, list):
        for item in plain:
            yield from messages(item)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_every_sentence_of_a_result_reads_in_both_languages(case):
    plain = to_plain([evaluate(case, draws=20), missing(case)])
    seen = {message["id"]: message for message in messages(plain)}
    assert seen
    for message in seen.values():
        for language in ("nl", "en"):
            text = render(message, language)
            assert text
            assert "{" not in text


def test_every_shown_number_has_words_and_a_method():
    result = evaluate(tax_case([10_000, 20_000], ranges=True), draws=50)
    for number in (
        result.total.baseline,
        result.total.structural,
        result.total.npv_5,
        result.total.npv_10,
        result.total.negative_npv_10,
        result.total.peak_funding,
        result.tasks[0].effect,
    ):
        assert exists(number.label.id)
        assert exists(number.explanation.method.id)
        assert number.explanation.inputs
