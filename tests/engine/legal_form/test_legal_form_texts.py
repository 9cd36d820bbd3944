"""Every rule, question, step and profile has its words in both languages, and its source."""

import json
from dataclasses import is_dataclass
from datetime import date

import pytest
from pydantic import BaseModel

from vierkant.legal_form import Answers, Body, LegalForm, TaxKind, advise, consequences, profiles, questions
from vierkant.legal_form.conditions import fields_read
from vierkant.legal_form.results import Effect, Verdict
from vierkant.legal_form.rules import rules, sources
from vierkant.legal_form.values import FIELDS
from vierkant.quantities import Message, to_plain
from vierkant.terms import catalogue, exists, placeholders, render

TODAY = date(2026, 11, 24)


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


def everything_on():
    yes = {field: True for field in FIELDS if field not in ("public_bodies", "bodies", "tax_kinds")}
    return Answers(public_bodies=1, bodies=frozenset(Body), tax_kinds=frozenset(TaxKind), **yes)


@pytest.mark.parametrize(
    "result",
    [
        advise(Answers(), on=TODAY),
        advise(everything_on(), on=TODAY),
        advise(Answers(), on=date(2000, 1, 1)),
        questions(),
        profiles(),
        tuple(consequences(form) for form in LegalForm),
    ],
    ids=["nothing", "everything", "no rules", "questions", "profiles", "steps"],
)
def test_every_message_renders_in_both_languages(result):
    found = list(messages(result))
    assert found
    for message in found:
        for language in ("en", "nl"):
            text = render(message, language)
            assert text
            assert "{" not in text


def test_every_text_of_the_room_has_both_languages_with_the_same_placeholders():
    own = {key: texts for key, texts in catalogue().items() if key.startswith("legal_form.")}
    assert len(own) > 200
    for key, texts in own.items():
        assert set(texts) == {"en", "nl"}, key
        assert placeholders(texts["en"]) == placeholders(texts["nl"]), key


def test_no_text_is_left_over():
    """Every rule, step and question text belongs to something that exists."""
    known = {
        "rule": {rule.id for rule in rules()},
        "step": {step.id for form in LegalForm for step in consequences(form)},
        "question": set(FIELDS),
        "form": {form.value for form in LegalForm},
    }
    for key in catalogue():
        room, _, rest = key.partition(".")
        kind, _, name = rest.partition(".")
        if room == "legal_form" and kind in known:
            assert name.split(".")[0] in known[kind], key


def test_every_answer_that_can_admit_a_form_says_what_the_change_means():
    read = {field for rule in rules() if rule.effect is Effect.EXCLUDE for field in fields_read(rule.when)}
    assert {field for field in FIELDS if exists(f"legal_form.question.{field}.instead")} == read


def test_every_rule_has_article_source_and_period():
    assert len({rule.id for rule in rules()}) == len(rules())
    for rule in rules():
        assert rule.articles
        assert rule.sources
        assert rule.valid_to is None or rule.valid_from <= rule.valid_to
        assert (rule.effect is Effect.RECLASSIFY) == (rule.reclassified_as is not None)
        assert not (rule.unconfirmed and rule.certainty.value == "high"), rule.id


def test_every_source_is_cited():
    cited = {source.title for rule in rules() for source in rule.sources}
    cited |= {source.title for form in LegalForm for step in consequences(form) for source in step.sources}
    cited |= {source.title for profile in profiles() for row in profile.rows for source in row.sources}
    assert {source.title for source in sources().values()} == cited


def test_results_are_json():
    plain = to_plain(advise(everything_on(), on=TODAY))
    assert json.loads(json.dumps(plain)) == plain
    assert plain["on"] == "2026-11-24"
    assert [form["form"] for form in plain["forms"]] == [form.value for form in LegalForm]


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
