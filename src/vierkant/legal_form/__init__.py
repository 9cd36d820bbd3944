"""Which legal form is admissible, with the article for every yes and no."""

from vierkant.legal_form.advice import advise
from vierkant.legal_form.agreement import check_agreement
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
    "consequences",
    "form_in_register",
    "profiles",
    "questions",
]
