"""How every form does on every criterion, from 1 (weak) to 5 (strong), with the reason; read from `criteria.toml`.

The points are our own judgement, made from what the law says about the form. They only order: a 4 is better than a 2,
not twice as good.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vierkant.legal_form.consequences_groups import articles_for, forms_of
from vierkant.legal_form.inputs import Criterion, LegalForm
from vierkant.legal_form.results_choice import Score
from vierkant.legal_form.rules import cited, table
from vierkant.quantities import Certainty, Message


@cache
def scores() -> Mapping[tuple[LegalForm, Criterion], Score]:
    """The points of all forms on all criteria."""
    found = {}
    for name, reasons in table("criteria").items():
        criterion = Criterion(name)
        for reason, cell in reasons.items():
            for form in forms_of(cell["forms"]):
                found[form, criterion] = Score(
                    form=form,
                    criterion=criterion,
                    points=cell["points"],
                    text=Message(f"form_choice.reason.{name}.{reason}"),
                    articles=articles_for(cell, form),
                    certainty=Certainty(cell["certainty"]),
                    sources=cited(cell["sources"]),
                )
    return found


@cache
def points(form: LegalForm) -> tuple[int, ...]:
    """The points of a form, one per criterion in the order of `Criterion`."""
    return tuple(scores()[form, criterion].points for criterion in Criterion)
