"""Which form of cooperation is admissible, with the article for every yes and no."""

from vierkant.legal_form.advice import advise
from vierkant.legal_form.agreement import check_agreement
from vierkant.legal_form.arrangement import check_arrangement
from vierkant.legal_form.choice import compare
from vierkant.legal_form.clauses_search import find_clauses, find_exit_consent
from vierkant.legal_form.consequences_form import form_consequences
from vierkant.legal_form.inputs import FORMS_OF, Answers, Body, Kind, LegalForm, TaxKind
from vierkant.legal_form.mismatches import contradictions, mismatches
from vierkant.legal_form.profiles import profiles
from vierkant.legal_form.questions import questions
from vierkant.legal_form.register import form_in_register
from vierkant.legal_form.register_check import check_arrangement_record, check_register
from vierkant.legal_form.results import Advice, Verdict
from vierkant.legal_form.steps import consequences

__all__ = [
    "FORMS_OF",
    "Advice",
    "Answers",
    "Body",
    "Kind",
    "LegalForm",
    "TaxKind",
    "Verdict",
    "advise",
    "check_agreement",
    "check_arrangement",
    "check_arrangement_record",
    "check_register",
    "compare",
    "consequences",
    "contradictions",
    "find_clauses",
    "find_exit_consent",
    "form_consequences",
    "form_in_register",
    "mismatches",
    "profiles",
    "questions",
]
