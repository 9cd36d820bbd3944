"""The whole answer space of the five forms of the Wgr: an outcome everywhere, no contradiction, always an article."""

from datetime import date
from random import Random
from time import perf_counter

import numpy as np
import pytest

from vierkant.legal_form import advise
from vierkant.legal_form.asking import IMPLIED
from vierkant.legal_form.conditions import evaluate
from vierkant.legal_form.grid import NO, UNKNOWN, VERDICTS, YES, space_of, truth, verdict_codes
from vierkant.legal_form.inputs import FORMS_OF, WGR_FORMS, Kind, LegalForm
from vierkant.legal_form.results import Effect, Verdict
from vierkant.legal_form.rules import rules_for
from vierkant.legal_form.verdicts import verdict

TODAY = date(2026, 11, 24)
BETWEEN = Kind.INTERMUNICIPAL
EXCLUDED, UNDECIDED = VERDICTS.index(Verdict.EXCLUDED), VERDICTS.index(Verdict.UNDECIDED)


@pytest.fixture(scope="module")
def everything():
    """The space and the verdict on every form in every cell, with the seconds it took."""
    start = perf_counter()
    space = space_of(WGR_FORMS, TODAY, BETWEEN)
    codes = {form: verdict_codes(form, space, TODAY) for form in WGR_FORMS}
    return space, codes, perf_counter() - start


def against_what_follows(space):
    """Cells in which an answer was given that cannot go with another one (contradictory answers)."""
    found = np.zeros([1] * len(space.fields), dtype=bool)
    for field, (other, answer, follows) in IMPLIED.items():
        values, others = (space.values[space.fields.index(name)] for name in (field, other))
        wrong = space.along(field, (value not in (None, follows) for value in values)).astype(bool)
        found = found | (wrong & space.along(other, (value is answer for value in others)).astype(bool))
    return found


def test_the_space_holds_every_question_that_a_rule_reads(everything):
    space, codes, seconds = everything
    read = {field for form in WGR_FORMS for rule in rules_for(form, TODAY) for field in rule.reads}
    assert set(space.fields) == read
    assert len(read) == 13
    # 3 (number) x 5 (bodies: executive, council, mayor, both, open) x 3 (kinds of tax) x 3 to the power 10.
    assert np.prod(space.shape) == 45 * 3**10
    assert all(found.shape == space.shape for found in codes.values())
    assert seconds < 60  # the budget of the issue; measured: well under 2 s


def test_complete_answers_decide_every_form(everything):
    space, codes, _ = everything
    complete = tuple(slice(1, None) for _ in space.fields)
    for form, found in codes.items():
        assert not (found[complete] == UNDECIDED).any(), form
        # Nothing is decided before anything is answered, and every verdict but one can come out.
        assert set(np.unique(found[complete])) >= {EXCLUDED}


def test_further_answers_never_turn_a_verdict(everything):
    """Along every axis: decided while the question is open means the same for every answer to it."""
    space, codes, _ = everything
    wrong = np.broadcast_to(against_what_follows(space), space.shape)
    for form, found in codes.items():
        for axis in range(len(space.fields)):
            open_ = np.take(found, [0], axis=axis)
            given = np.take(found, range(1, space.shape[axis]), axis=axis)
            turned = (open_ != UNDECIDED) & (given != open_)
            turned &= ~np.take(wrong, range(1, space.shape[axis]), axis=axis)
            assert not turned.any(), (form, space.fields[axis])


def test_rules_do_not_contradict_each_other(everything):
    """One form in law at most, and what a form is in law is not excluded while the form itself is not."""
    space, codes, _ = everything
    for form in WGR_FORMS:
        moving = [rule for rule in rules_for(form, TODAY) if rule.effect is Effect.RECLASSIFY]
        for rule in moving:
            applies = np.broadcast_to(truth(rule.when, space) == YES, space.shape)
            allowed = applies & (codes[form] != EXCLUDED)
            assert not (codes[rule.reclassified_as][allowed] == EXCLUDED).any(), rule.id
            for other in moving:
                if other.reclassified_as is not rule.reclassified_as:
                    assert not (applies & (truth(other.when, space) == YES)).any()
            back = [
                turn
                for turn in rules_for(rule.reclassified_as, TODAY)
                if turn.reclassified_as is form and turn.effect is Effect.RECLASSIFY
            ]
            for turn in back:
                assert not (applies & (truth(turn.when, space) == YES)).any(), (rule.id, turn.id)


def test_every_excluded_cell_has_a_rule_with_an_article(everything):
    space, codes, _ = everything
    for form, found in codes.items():
        told = np.zeros(space.shape, dtype=bool)
        for rule in rules_for(form, TODAY):
            if rule.effect is Effect.EXCLUDE and rule.articles and rule.sources:
                told |= truth(rule.when, space) == YES
        assert (told == (found == EXCLUDED)).all(), form


def test_two_governments_without_wishes_can_always_choose(everything):
    """With two public bodies and executives only, a form is excluded by a wish, never by nothing."""
    space, codes, _ = everything
    index = []
    for field, values in zip(space.fields, space.values, strict=True):
        wanted = {"public_bodies": 2, "bodies": None}.get(field, False)
        at = [number for number, value in enumerate(values) if value is not None and value == wanted]
        index.append(at[0] if at else 0)
    assert all(found[tuple(index)] != EXCLUDED for found in codes.values())


@pytest.mark.parametrize("kind", Kind)
def test_the_arrays_equal_the_evaluator(kind):
    """On random cells of every kind, for every form and rule; the ordinary evaluator is the twin."""
    forms = FORMS_OF[kind] if kind is not BETWEEN else (*WGR_FORMS, LegalForm.MANDATE)
    space, random = space_of(forms, TODAY, kind), Random(4)
    codes = {form: verdict_codes(form, space, TODAY) for form in forms}
    words = {True: YES, False: NO, None: UNKNOWN}
    for _ in range(120):
        # Half of the questions is open in half of the cells, so that open rules are met too.
        few = random.random() < 0.5
        index = tuple(0 if few and random.random() < 0.5 else random.randrange(size) for size in space.shape)
        answers = space.answers(index)
        for form in forms:
            assert VERDICTS[codes[form][index]] is verdict(form, answers, TODAY)
            for rule in rules_for(form, TODAY, kind):
                cell = np.broadcast_to(truth(rule.when, space), space.shape)[index]
                assert cell == words[evaluate(rule.when, answers)], rule.id


def test_an_exclusion_always_names_its_article_to_the_user():
    space, random = space_of(WGR_FORMS, TODAY, BETWEEN), Random(5)
    for _ in range(60):
        advice = advise(space.answers(random.randrange(size) for size in space.shape), on=TODAY)
        for form in advice.forms:
            excluding = [reason for reason in form.reasons if reason.effect is Effect.EXCLUDE]
            assert (form.verdict is Verdict.EXCLUDED) == bool(excluding)
            assert all(reason.articles for reason in excluding)
