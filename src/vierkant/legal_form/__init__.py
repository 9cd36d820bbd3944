"""Which legal form is admissible, with the article for every yes and no."""

from vierkant.legal_form.advice import advise
from vierkant.legal_form.agreement import check_agreement
from vierkant.legal_form.arrangement import check_arrangement
from vierkant.legal_form.choice import compare
from vierkant.legal_form.clauses_search import find_clauses, find_exit_consent
from vierkant.legal_form.consequences_form import form_consequences
from vierkant.legal_form.inputs import Answers, Body, LegalForm, TaxKind
from vierkant.legal_form.profiles import profiles
from vierkant.legal_form.questions import questions
from vierkant.legal_form.register import form_in_register
from vierkant.legal_form.results import Advice, Verdict
from vierkant.legal_form.steps import consequences

__all__ = [
    "Advice",
    "Answers",
    "Body",
    "LegalForm",
    "TaxKind",
    "Verdict",
    "advise",
    "check_agreement",
    "check_arrangement",
    "compare",
    "consequences",
    "find_clauses",
    "find_exit_consent",
    "form_consequences",
    "form_in_register",
    "profiles",
    "questions",
]
