"""The evaluator, the verdicts and the smallest change against obvious slow twins."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given as with_random
from hypothesis import settings
from hypothesis import strategies as st

from vierkant.legal_form import FORMS_OF, Answers, Body, Kind, LegalForm, TaxKind, advise
from vierkant.legal_form.asking import QUESTIONS_OF
from vierkant.legal_form.changes import smallest_changes
from vierkant.legal_form.conditions import Combination, Test, evaluate, holds, parse, settled
from vierkant.legal_form.results import Effect, Outcome, Verdict
from vierkant.legal_form.rules import rules_for
from vierkant.legal_form.values import FIELDS
from vierkant.legal_form.verdicts import outcomes, verdict
from vierkant.terms import render

Test.__test__ = False  # pytest: this is a node of the condition language, not a test class
TODAY = date(2026, 11, 24)
SOME_TAXES = [frozenset({TaxKind.PRECARIO}), frozenset({TaxKind.OTHER}), frozenset(TaxKind)]
# All that an answer can be; for taxes a few sets with and without "other", for numbers those around two.
VALUES = {field: [True, False] for field in FIELDS} | {
    "public_bodies": [0, 1, 2, 3],
    "bodies": [
        frozenset(body for body, kept in zip(Body, keep, strict=True) if kept)
        for keep in product([True, False], repeat=3)
        if any(keep)
    ],
    "tax_kinds": SOME_TAXES,
}


PLAIN = dict.fromkeys(FIELDS, False) | {
    "public_bodies": 2,
    "bodies": frozenset({Body.MUNICIPAL_EXECUTIVE}),
    "tax_kinds": SOME_TAXES[0],
}


@st.composite
def complete(draw):
    """All answers; often few wishes, because with many wishes every form is excluded and little is tested."""
    changed = draw(st.sets(st.sampled_from(FIELDS), max_size=draw(st.sampled_from([1, 3, len(FIELDS)]))))
    return PLAIN | {field: draw(st.sampled_from(VALUES[field])) for field in FIELDS if field in changed}


@st.composite
def partial(draw, most_missing=4):
    """Answers with up to so many missing."""
    full = draw(complete())
    missing = draw(st.sets(st.sampled_from(FIELDS), max_size=most_missing))
    return Answers(**{field: value for field, value in full.items() if field not in missing})


FOLLOWS = [
    ("regulations", "delegation", False),
    ("levy_tax", "delegation", False),
    ("legal_personality", "own_staff", True),
]
"""Question, the other one, and the answer to both that the first then has when it is left open."""


def completions(answers, kind=Kind.INTERMUNICIPAL):
    """Every way to answer what is missing, without going against what follows from another answer."""
    missing = [field for field in QUESTIONS_OF[kind] if getattr(answers, field) is None]
    for values in product(*(VALUES[field] for field in missing)):
        full = answers.model_copy(update=dict(zip(missing, values, strict=True)))
        if all(
            getattr(full, field) is answer or field not in missing or getattr(full, other) is not answer
            for field, other, answer in FOLLOWS
        ):
            yield full


def slow_truth(expression, answers):
    """The twin for complete answers: plain Python truth."""
    if isinstance(expression, Test):
        answer = getattr(answers, expression.field)
        if expression.operation == "contains":
            return expression.value in {item.value for item in answer}
        if expression.operation == "less_than":
            return answer < expression.value
        return answer == expression.value
    parts = [slow_truth(part, answers) for part in expression.parts]
    return {"all": all(parts), "any": any(parts), "not": not parts[0] if parts else None}[
        expression.operation
    ]


def slow_verdict(form, answers, kind=Kind.INTERMUNICIPAL):
    """The twin for complete answers: the verdict from plain truth."""
    effects = {rule.effect for rule in rules_for(form, TODAY, kind) if slow_truth(rule.when, answers)}
    if Effect.EXCLUDE in effects:
        return Verdict.EXCLUDED
    if effects & {Effect.CONDITION, Effect.RECLASSIFY}:
        return Verdict.ADMISSIBLE_WITH_CONDITIONS
    return Verdict.ADMISSIBLE


LEAVES = st.one_of(
    st.sampled_from(["own_staff", "delegation", "mandate"]).map(lambda field: {"answer": field}),
    st.sampled_from([1, 2, 3]).map(lambda number: {"less_than": ["public_bodies", number]}),
    st.sampled_from([1, 2]).map(lambda number: {"equals": ["public_bodies", number]}),
    st.sampled_from(["council", "mayor"]).map(lambda body: {"contains": ["bodies", body]}),
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda part: {"not": part}),
        st.lists(inner, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, max_size=3).map(lambda parts: {"any": parts}),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@with_random(EXPRESSIONS, partial(most_missing=5))
def test_a_settled_condition_is_true_or_false_for_every_completion(data, answers):
    expression = parse(data)
    found = evaluate(expression, answers)
    read = ("own_staff", "delegation", "mandate", "public_bodies", "bodies")
    others = {
        field: VALUES[field][0] for field in FIELDS if field not in read and getattr(answers, field) is None
    }
    truths = {slow_truth(expression, full) for full in completions(answers.model_copy(update=others))}
    if found is not None:
        assert truths == {found}


@settings(max_examples=150, deadline=None)
@with_random(EXPRESSIONS, complete())
def test_with_complete_answers_a_condition_is_plain_truth(data, full):
    answers = Answers(**full)
    assert evaluate(parse(data), answers) is slow_truth(parse(data), answers)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=40, deadline=None)
@with_random(answers=partial())
def test_a_verdict_is_final_exactly_when_every_completion_gives_it(kind, answers):
    """A verdict never changes by answering more, and undecided is never said when the outcome is already certain."""
    answers = answers.model_copy(update={"kind": kind})
    everything = list(completions(answers, kind))
    advice = advise(answers, on=TODAY)
    for form in FORMS_OF[kind]:
        reachable = {slow_verdict(form, full, kind) for full in everything}
        found = advice.form(form)
        assert reachable <= set(found.possible)
        assert found.verdict is (reachable.pop() if len(reachable) == 1 else Verdict.UNDECIDED)


@settings(max_examples=60, deadline=None)
@with_random(partial(), st.data())
def test_a_rule_that_applies_keeps_applying_when_more_is_answered(answers, data):
    full = data.draw(st.sampled_from(list(completions(answers))))
    for form in FORMS_OF[Kind.INTERMUNICIPAL]:
        before, after = dict(outcomes(form, answers, TODAY)), dict(outcomes(form, full, TODAY))
        for rule, outcome in before.items():
            assert outcome in (Outcome.CANNOT_TELL, after[rule])


def fewest_changes(form, answers, kind):
    """The twin: over all answers there are, the fewest that differ from the given ones without exclusion."""
    excluding = [rule for rule in rules_for(form, TODAY, kind) if rule.effect is Effect.EXCLUDE]
    # Only a question that an excluding rule reads, or from which its answer follows, can matter.
    read = {field for rule in excluding for field in _fields(rule.when)}
    read |= {other for field, other, _ in FOLLOWS if field in read}
    free = [field for field in FIELDS if getattr(answers, field) is not None and field in read]
    best = None
    for values in product(*(VALUES[field] for field in free)):
        changed = answers.model_copy(update=dict(zip(free, values, strict=True)))
        seen = settled(changed)
        if any(holds(rule.when, seen) for rule in excluding):
            continue
        count = sum(getattr(answers, field) != value for field, value in zip(free, values, strict=True))
        best = count if best is None else min(best, count)
    return best


def _fields(expression):
    if isinstance(expression, Combination):
        return {field for part in expression.parts for field in _fields(part)}
    return {expression.field}


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=30, deadline=None)
@with_random(answers=partial(most_missing=3))
def test_the_smallest_change_is_the_smallest_and_admits(kind, answers):
    answers = answers.model_copy(update={"kind": kind})
    for form in FORMS_OF[kind]:
        changes = smallest_changes(form, answers, TODAY)
        fewest = fewest_changes(form, answers, kind)
        if not fewest:
            assert changes == ()
            continue
        assert {len(change.answers) for change in changes} == {fewest}
        assert all(change.verdict is not Verdict.EXCLUDED for change in changes)
        assert len({tuple(item.field for item in change.answers) for change in changes}) == len(changes)
        for change in changes:
            for item in change.answers:
                assert render(item.meaning) != render(item.label)


def test_property_tax_has_two_smallest_changes():
    """Either no levy at all, or only the charges that art. 30 lid 1 onder a Wgr allows."""
    answers = Answers(levy_tax=True, tax_kinds=frozenset({TaxKind.PRECARIO, TaxKind.OTHER}))
    changes = smallest_changes(LegalForm.OPENBAAR_LICHAAM, answers, TODAY)
    assert [[item.field for item in change.answers] for change in changes] == [["levy_tax"], ["tax_kinds"]]
    assert [message.id for message in changes[1].answers[0].instead] == [
        "legal_form.answer.tax_kinds.precario"
    ]


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=30, deadline=None)
@with_random(answers=partial(most_missing=8))
def test_open_questions_are_ordered_and_answering_them_all_decides(kind, answers):
    answers = answers.model_copy(update={"kind": kind})
    advice = advise(answers, on=TODAY)
    keys = [(item.decides, item.concerns) for item in advice.open_questions]
    assert keys == sorted(keys, reverse=True)
    for item in advice.open_questions:
        field = item.question.field
        assert getattr(answers, field) is None
        assert field in QUESTIONS_OF[kind]
        decided = [
            form
            for form in advice.forms
            if form.verdict is Verdict.UNDECIDED
            and any(
                verdict(form.form, answers.model_copy(update={field: value}), TODAY) is not Verdict.UNDECIDED
                for value in VALUES[field]
            )
        ]
        assert item.decides == len(decided)
    while advice.open_questions:
        field = advice.open_questions[0].question.field
        answers = answers.model_copy(update={field: VALUES[field][0]})
        advice = advise(answers, on=TODAY)
    assert all(form.verdict is not Verdict.UNDECIDED for form in advice.forms)


def test_what_excludes_a_host_also_excludes_a_plain_agreement():
    """Otherwise a plain agreement with mandate (in law a centrumregeling) could pass where its true form fails."""
    plain = {rule.id for rule in rules_for(LegalForm.REGELING_ZONDER_MEER, TODAY)}
    for rule in rules_for(LegalForm.CENTRUMGEMEENTE, TODAY):
        if rule.effect is Effect.EXCLUDE:
            assert rule.id in plain


def test_the_trace_shows_what_a_rule_read():
    advice = advise(Answers(policy_powers=False), on=TODAY).form(LegalForm.BEDRIJFSVOERINGSORGANISATIE)
    reason = next(item for item in advice.trace if item.rule == "F02")
    assert reason.outcome is Outcome.CANNOT_TELL
    assert [(item.field, len(item.answer)) for item in reason.read] == [
        ("policy_powers", 1),
        ("regulations", 0),
    ]
    assert advice.trace == tuple(sorted(advice.trace, key=lambda item: item.rule))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"answer": "nonsense"},
        {"xor": []},
        {"answer": "mandate", "not": {"answer": "mandate"}},
    ],
)
def test_a_faulty_expression_is_refused(data):
    with pytest.raises(ValueError, match=r"expression|unknown"):
        parse(data)
