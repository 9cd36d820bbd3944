"""Trust and readiness: side by side against a slow twin, and what an average would give away."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.organisation_scan.inputs import TrustScan, TrustTheme
from vierkant.organisation_scan.trust import APART, HIGH, LOW, STATEMENTS, assess_trust
from vierkant.organisation_scan.trust_charts import CHARTS
from vierkant.quantities import Level, Message, to_plain
from vierkant.terms import render

NAMES = {"a": "Aveld", "b": "Bedam", "c": "Cedorp", "d": "Dorp"}
FIELDS = [name for pair in STATEMENTS.values() for name in pair]

marks = st.one_of(st.none(), st.integers(1, 5))
scans = st.lists(st.sampled_from(sorted(NAMES)), unique=True).flatmap(
    lambda partners: st.tuples(
        *(
            st.fixed_dictionaries(dict.fromkeys(FIELDS, marks)).map(
                lambda given, partner=partner: TrustScan(partner=partner, **given)
            )
            for partner in partners
        )
    )
)


def scan(partner: str, mark: int | None = None, **given: Any) -> TrustScan:
    return TrustScan.model_validate({"partner": partner, **dict.fromkeys(FIELDS, mark), **given})


def all_messages(value: Any) -> list[Message]:
    """Every message in a result, also those inside others."""
    if isinstance(value, Message):
        return [value]
    if isinstance(value, (list, tuple)):
        return [message for item in value for message in all_messages(item)]
    if hasattr(value, "__dataclass_fields__"):
        return [m for name in value.__dataclass_fields__ for m in all_messages(getattr(value, name))]
    return []


@settings(max_examples=40, deadline=None)
@given(scans)
def test_each_theme_is_the_statements_one_by_one(rows: tuple[TrustScan, ...]) -> None:
    result = assess_trust(rows, NAMES)
    assert [item.theme for item in result.themes] == list(TrustTheme)
    for item in result.themes:
        slow = {}
        for row in rows:
            given_marks = [getattr(row, name) for name in STATEMENTS[item.theme] if getattr(row, name)]
            if given_marks:
                slow[row.partner] = sum(given_marks) / len(given_marks)
        assert {mark.partner: mark.mark for mark in item.marks} == slow
        if len(slow) < 2:
            assert (item.mean, item.spread, item.apart, item.level) == (None, None, False, Level.UNKNOWN)
            continue
        assert item.mean is not None
        assert item.mean.value == pytest.approx(sum(slow.values()) / len(slow))
        assert item.spread is not None
        assert item.spread.value == max(slow.values()) - min(slow.values())
        assert item.apart == (item.spread.value >= APART and max(slow.values()) > LOW)
        assert (item.level is Level.GREEN) == (min(slow.values()) >= HIGH and item.spread.value < APART)


@settings(max_examples=20, deadline=None)
@given(scans)
def test_every_sentence_and_the_chart_exist_in_both_languages(rows: tuple[TrustScan, ...]) -> None:
    result = assess_trust(rows, NAMES)
    plain = json.loads(json.dumps(to_plain(result)))
    for language in ("nl", "en"):
        assert all(render(message, language) for message in all_messages(result))
        chart = CHARTS["trust"](plain, language)
        assert len(chart.rows) == len(TrustTheme)
        assert {len(row) for row in chart.rows} == {len(chart.header)}
        drawn = [(value["theme"], value["partner"]) for value in chart.spec["data"]["values"]]
        assert len(drawn) == sum(len(theme.marks) for theme in result.themes)


def test_who_is_not_seen_is_named_and_changes_nothing() -> None:
    seen = [scan("a", 5), scan("b", 4)]
    result = assess_trust(seen, NAMES)
    assert [(row.section, row.partner) for row in result.missing] == [("trust", "c"), ("trust", "d")]
    fewer = assess_trust(seen, {key: NAMES[key] for key in "ab"})
    assert result.themes == fewer.themes
    assert (result.level, fewer.level) == (Level.AMBER, Level.GREEN)


def test_one_partner_gives_no_number_and_no_conclusion() -> None:
    result = assess_trust([scan("a", 1)], NAMES)
    assert result.level is Level.UNKNOWN
    assert result.findings == ()
    assert all(theme.mean is None and theme.spread is None for theme in result.themes)
    assert render(result.headline, "nl").startswith("U ziet alleen de antwoorden van Aveld.")


def test_what_to_talk_about_first_is_where_they_lie_widest_apart() -> None:
    rows = [
        scan("a", 4, process_clear=1, process_pace=1, relation_trust=2, relation_promises=2),
        scan("b", 4),
    ]
    result = assess_trust(rows, NAMES)
    assert result.apart == (TrustTheme.PROCESS, TrustTheme.RELATION)
    assert "de weg ernaartoe" in render(result.headline, "nl")
    by_theme = {theme.theme: theme for theme in result.themes}
    assert render(by_theme[TrustTheme.PROCESS].text, "nl") == (
        "De antwoorden liggen ver uit elkaar: 1 van de 5 van Aveld, en 4 van Bedam."
    )
    assert {finding.id for finding in result.findings} == {"trust.process", "trust.relation"}


def test_all_low_weighs_heavier_than_apart() -> None:
    rows = [scan("a", 4, relation_trust=1, relation_promises=2, process_clear=1, process_pace=1),
            scan("b", 4, relation_trust=2, relation_promises=3)]  # fmt: skip
    result = assess_trust(rows, NAMES)
    assert result.level is Level.RED
    assert render(result.headline, "nl") == (
        "Niemand die u ziet is positief over één thema: hoe we met elkaar omgaan. Begin daar."
    )


def test_a_half_answer_counts_for_what_it_says() -> None:
    result = assess_trust([scan("a", ambition_shared=2), scan("b", ambition_worth=5)], NAMES)
    first = result.themes[0]
    assert [(mark.partner, mark.mark, mark.words.id) for mark in first.marks] == [
        ("a", 2.0, "trust.word.low"), ("b", 5.0, "trust.word.high"),
    ]  # fmt: skip
    assert [statement.mark for statement in first.marks[0].statements] == [2, None]


def test_only_a_concern_is_seen_and_compared_with_nothing() -> None:
    result = assess_trust([TrustScan(partner="a", concern="Te snel")], {"a": "Aveld"})
    assert [(row.seen, row.concern) for row in result.partners] == [(True, "Te snel")]
    assert result.missing == ()
