"""The readable cases of `cases*.toml` come out as written, and together they make every rule apply."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from vierkant.legal_form import Answers, LegalForm, advise
from vierkant.legal_form.rules import rules

FILES = [
    tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).parent.glob("cases*.toml"))
]
CASES = [
    {**case, "given": data["start"][case["start"]] | case["answers"]}
    for data in FILES
    for case in data["case"]
]
TODAY = date(2026, 11, 24)


def advice_of(case):
    return advise(Answers.model_validate(case["given"]), on=case.get("on", TODAY))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    assert case["source"]
    advice = advice_of(case)
    verdicts = {form: advice.form(LegalForm(form)).verdict.value for form in case["verdicts"]}
    assert verdicts == case["verdicts"]
    for form, expected in case.get("rules", {}).items():
        assert set(expected) <= {reason.rule for reason in advice.form(LegalForm(form)).reasons}


def test_every_rule_applies_in_a_case_that_names_it():
    named = {rule for case in CASES for expected in case.get("rules", {}).values() for rule in expected}
    assert named == {rule.id for rule in rules()}


def test_an_excluded_form_always_names_the_rule_and_its_article():
    for case in CASES:
        for form in advice_of(case).forms:
            excluding = [reason for reason in form.reasons if reason.effect.value == "exclude"]
            assert (form.verdict.value == "excluded") == bool(excluding)
            assert all(reason.articles and reason.sources for reason in excluding)
