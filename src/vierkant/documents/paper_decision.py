"""How the papers for the decision are written: for one council or for all, on a form, at a stage of the cooperation.

They go to councils and end up in public, so they are made from the strict view: no group, function or typed text that
could point to a person is in it (`paper_view.view`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from vierkant.documents.paper_draft import Draft
from vierkant.documents.paper_model import Gap
from vierkant.documents.paper_view import View
from vierkant.documents.report_text import Plain
from vierkant.quantities import Message, MessageArgument
from vierkant.reference.forms import PRIVATE_FORMS, WGR_FORMS, LegalForm
from vierkant.terms import Language, exists, render

ROUTES = ("executive", "council", "private", "contract", "network", "internal", "open")
"""Who decides, and what the council does: `DecisionDraft.route`."""

PHASES = ("explore", "design", "decide", "after", "end")
"""The stage of the cooperation as far as it changes what is decided: `DecisionDraft.phase`."""

_PHASE_OF = {
    "exploring": "explore",
    "designing": "design",
    "deciding": "decide",
    "building": "after",
    "running": "after",
    "ending": "end",
}
_CONTRACTS = (LegalForm.ADMINISTRATIVE_AGREEMENT, LegalForm.SERVICE_AGREEMENT, LegalForm.MANDATE)


class DecisionDraft(Draft):
    """A paper for the decision while it is written; ``partner`` is the one whose council or executive decides."""

    def __init__(
        self,
        seen: View,
        language: Language,
        today: date,
        *,
        partner: str | None = None,
        mandatory: Iterable[str] = (),
    ) -> None:
        super().__init__(seen, language, today)
        is_internal = (
            seen.assessment["kind"] == "internal"
        )  # its partners are departments: they have no council
        self.partner = partner if partner in seen.partners and not is_internal else None
        self._mandatory = frozenset(mandatory)

    def t(self, name: str, /, **arguments: MessageArgument) -> str:
        """A text of these papers, or one that all papers share."""
        own = f"papers_decision.{name}"
        if not exists(own):
            return super().t(name, **arguments)
        return render(Message(own, arguments), self.language)

    def _made_gap(self, name: str, what: str, about: str, section: str) -> Gap:
        where = self.t(f"where.{section}")
        return Gap(what, about, section, where, mandatory=name in self._mandatory)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is mandatory and not filled in, with where to do that."""
        return tuple(
            self.t(
                "missing_item",
                what=f"{gap.what} ({gap.about})" if gap.about else gap.what,
                where=gap.where,
            )
            for gap in self.gaps
            if gap.mandatory
        )

    @cached_property
    def name(self) -> str:
        """The name of the cooperation."""
        return self.view.cooperation.name or self.gap("name", "cooperation")

    @cached_property
    def own_name(self) -> str:
        """The name of the partner whose council or executive decides."""
        if self.partner is None:
            return self.gap("own_partner", "paper")
        return self.view.partners[self.partner]

    @property
    def advice(self) -> Plain | None:
        """The advice on the form."""
        found: Plain | None = self.stored("legal_form")
        return found

    def stored(self, name: str) -> Any:
        """A part of the assessment, None when this assessment does not hold it."""
        return self.view.assessment.get(name)

    @property
    def form(self) -> LegalForm | None:
        """The agreed form."""
        return self.view.agreements.form

    def form_name(self, form: LegalForm | str | None = None) -> str:
        """The name of a form, by default of the agreed one; a gap when nothing was agreed."""
        wanted = form or self.form
        if wanted is not None:
            return self.words.say(f"legal_form.form.{LegalForm(wanted).value}.name")
        return self.filled(self.view.agreements.other_form, "form", "agreements")

    @property
    def advice_asked_on(self) -> date | None:
        """The day on which the works council was asked for advice."""
        plan = self.view.change.plan
        return (plan.advice_asked_on if plan else None) or self.view.agreements.works_council_asked_on

    @property
    def phase(self) -> str:
        """One of `PHASES`."""
        return _PHASE_OF.get(self.view.assessment["stage"], "explore")

    @property
    def kind(self) -> str:
        """The kind of cooperation."""
        return str(self.view.assessment["kind"])

    @property
    def route(self) -> str:
        """One of `ROUTES`: by the agreed form, and for the forms of the Wgr by the bodies that take part."""
        form = self.form
        if self.kind == "internal":
            return "internal"
        if form is None:
            return "open"
        if form in WGR_FORMS:
            answers = self.view.dossier.form_answers
            bodies = {body.value for body in (answers.bodies if answers and answers.bodies else ())}
            return "council" if bodies == {"council"} else "executive"
        if form in PRIVATE_FORMS:
            return "private"
        return "contract" if form in _CONTRACTS else "network"

    @property
    def councils_take_part(self) -> bool | None:
        """Whether councils take part for their own powers; None when nobody said so."""
        answers = self.view.dossier.form_answers
        if answers is None or answers.bodies is None:
            return None
        return "council" in {body.value for body in answers.bodies}
