"""Every rule, question, step and profile has its words in both languages, and its source."""

import json
from dataclasses import is_dataclass
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel

from vierkant.legal_form import (
    FORMS_OF,
    Answers,
    Body,
    Kind,
    LegalForm,
    TaxKind,
    advise,
    check_agreement,
    inputs,
    profiles,
    questions,
)
from vierkant.legal_form.conditions import evaluate
from vierkant.legal_form.mismatches import clashes
from vierkant.legal_form.results import Effect, Verdict
from vierkant.legal_form.rules import rules, sources
from vierkant.legal_form.values import FIELDS
from vierkant.quantities import Message, to_plain
from vierkant.terms import catalogue, exists, placeholders, render

TODAY = date(2026, 11, 24)
EMPTY = {"public_bodies": 0, "bodies": [], "tax_kinds": []}


def messages(value):
    """Every message in a result, however deep."""
    if isinstance(value, Message):
        yield value
    elif isinstance(value, BaseModel):
        return
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from messages(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from messages(item)


def everything_on(kind=None):
    yes = {field: True for field in FIELDS if field not in ("public_bodies", "bodies", "tax_kinds")}
    return Answers(public_bodies=1, bodies=frozenset(Body), tax_kinds=frozenset(TaxKind), kind=kind, **yes)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2015, 6, 1), TODAY], ids=str)
def test_every_message_renders_in_both_languages(kind, day):
    answers = everything_on(kind)
    nothing = Answers.model_validate(dict.fromkeys(FIELDS, False) | EMPTY | {"kind": kind})
    results = (
        *(advise(given, on=day) for given in (Answers(kind=kind), answers, nothing)),
        *(check_agreement(given, form, on=day) for given in (answers, nothing) for form in FORMS_OF[kind]),
        questions(kind),
        profiles(kind),
    )
    found = list(messages(results))
    assert len(found) > 100
    for message in found:
        for language in ("en", "nl"):
            text = render(message, language)
            assert text
            assert "{" not in text


def test_every_warning_and_every_rule_has_its_words():
    wanted = {f"form_rules.{rule.id}.{part}" for rule in rules() for part in ("reason", "action")}
    for name in ("mismatches", "contradictions"):
        wanted |= {f"form_mismatch.{item.id}.{part}" for item in clashes(name) for part in ("text", "action")}
    assert wanted == {key for key in catalogue() if key.startswith(("form_rules.", "form_mismatch."))}


def test_every_text_of_the_rooms_has_both_languages_with_the_same_placeholders():
    own = {key: texts for key, texts in catalogue().items() if key.startswith(("legal_form.", "form_"))}
    assert len(own) > 600
    for key, texts in own.items():
        assert set(texts) == {"en", "nl"}, key
        assert placeholders(texts["en"]) == placeholders(texts["nl"]), key


def test_no_text_is_left_over():
    """Every question and form text belongs to something that exists."""
    asked = {message.id for kind in Kind for item in questions(kind) for message in messages(item)}
    known = {f"question.{field}.{part}" for field in FIELDS for part in ("label", "instead", "instead_yes")}
    for key in catalogue():
        room, _, rest = key.partition(".")
        kind, _, name = rest.partition(".")
        if room == "legal_form" and kind == "question":
            assert key in asked or rest in known, key
        if room == "legal_form" and kind == "form":
            assert name.split(".")[0] in set(LegalForm), key
        if room == "form_profiles" and kind not in ("table", "aspect"):
            assert kind in set(LegalForm), key


def test_every_answer_that_can_admit_a_form_says_what_the_change_means():
    """A wish that excludes has a sentence for giving it up; a wish that must be there has one for taking it up."""
    excluding = [rule for rule in rules() if rule.effect is Effect.EXCLUDE]
    nothing = {"public_bodies": 9, "bodies": frozenset({Body.MUNICIPAL_EXECUTIVE})}
    for rule in excluding:
        (field, *_) = rule.reads
        without = Answers.model_validate({**nothing, field: nothing.get(field, False)})
        needs_yes = evaluate(rule.when, without) is True
        assert exists(f"legal_form.question.{field}.{'instead_yes' if needs_yes else 'instead'}"), rule.id


def test_every_rule_has_article_source_and_period():
    assert len({rule.id for rule in rules()}) == len(rules())
    for rule in rules():
        # What excludes rests on an article; a condition may also follow from what a form is, which a source tells.
        assert rule.articles or rule.effect is not Effect.EXCLUDE, rule.id
        assert rule.sources
        assert rule.valid_to is None or rule.valid_from <= rule.valid_to
        assert (rule.effect is Effect.RECLASSIFY) == (rule.reclassified_as is not None)
        assert not (rule.unconfirmed and rule.certainty.value == "high"), rule.id


def test_every_source_is_cited():
    folder = Path(inputs.__file__).parent
    told = "".join(path.read_text() for path in folder.glob("*.toml") if path.name != "sources.toml")
    assert [key for key in sources() if f'"{key}"' not in told] == []


@pytest.mark.parametrize("kind", Kind)
def test_results_are_json(kind):
    plain = to_plain(advise(everything_on(kind), on=TODAY))
    assert json.loads(json.dumps(plain)) == plain
    assert plain["on"] == "2026-11-24"
    assert plain["kind"] == kind.value
    assert [form["form"] for form in plain["forms"]] == [form.value for form in FORMS_OF[kind]]
    assert [form["form"] for form in plain["profiles"]] == [form.value for form in FORMS_OF[kind]]


@pytest.mark.parametrize("kind", Kind)
def test_the_comparison_has_a_line_for_every_form_and_aspect(kind):
    found = profiles(kind)
    assert {tuple(row.aspect for row in profile.rows) for profile in found} == {
        tuple(row.aspect for row in found[0].rows)
    }
    for profile in found:
        assert render(profile.summary)
        for row in profile.rows:
            assert row.sources, (profile.form, row.aspect)
            assert not (row.unconfirmed and row.certainty.value == "high"), (profile.form, row.aspect)


def test_the_comparison_of_a_kind_says_only_what_matters_there():
    """Inside one municipality nobody makes regulations of their own, and the national register holds nothing."""
    assert {"regulations", "usage"}.isdisjoint(row.aspect for row in profiles(Kind.INTERNAL)[0].rows)


def test_profiles_have_the_same_aspects_and_the_counts_of_the_register():
    found = profiles()
    assert len({tuple(row.aspect for row in profile.rows) for profile in found}) == 1
    # National register, 16 May 2026: 451 active arrangements, 283 OL, 64 BVO, 23 GO, 81 RZM.
    counts = {profile.form.value: profile.active.value for profile in found if profile.active}
    assert sum(counts.values()) == 451
    shares = {profile.form.value: round(profile.share.value, 3) for profile in found if profile.share}
    assert shares["openbaar_lichaam"] == 0.627
    assert shares["regeling_zonder_meer"] == 0.180
    assert "centrumgemeente" not in counts


def test_verdicts_without_rules_are_undecided():
    early = advise(everything_on(), on=date(2014, 12, 31))
    assert not early.covered
    assert {form.verdict for form in early.forms} == {Verdict.UNDECIDED}
    assert early.open_questions == ()
