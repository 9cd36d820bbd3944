"""The decision points: what the council or the executive decides, by the form and the stage, with the article.

Articles and certainty as in ``docs/methods/legal_form.md``; what is our own knowledge of the Gemeentewet and was not
held against its text has certainty ``low``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.report_blocks import Bullets, Cell
from vierkant.quantities import Unit
from vierkant.reference.forms import BODY_FORMS


class Ground(NamedTuple):
    """A point by the name of its text, with what it rests on; ``article`` empty: a choice, not a duty."""

    name: str
    article: str = ""
    certainty: str = "high"


_EXPLORE = (Ground("note_exploration"), Ground("set_frames"), Ground("work_out"))
_AFTER = (Ground("note_progress", "art. 169 Gemw", "high"), Ground("report_people"))

COUNCIL: dict[str, dict[str, tuple[Ground, ...]]] = {
    "executive": {
        "explore": _EXPLORE,
        "design": (
            Ground("zienswijze_draft", "art. 1 lid 2-3 Wgr"),
            Ground("say_when_none", "art. 1 lid 3 Wgr"),
        ),
        "decide": (Ground("consent", "art. 1 lid 4 Wgr"),),
        "after": _AFTER,
        "end": (Ground("consent_end", "art. 1 lid 4-5 Wgr"), Ground("exit_settled", "art. 9 lid 1 Wgr")),
    },
    "council": {
        "explore": _EXPLORE,
        "design": (Ground("note_draft", "art. 1 lid 1 Wgr"), Ground("work_out")),
        "decide": (Ground("adopt", "art. 1 lid 1 Wgr"), Ground("appoint", "art. 13 lid 1 Wgr", "medium")),
        "after": _AFTER,
        "end": (Ground("leave", "art. 1 lid 5 Wgr"), Ground("exit_settled", "art. 9 lid 1 Wgr")),
    },
    "private": {
        "explore": _EXPLORE,
        "design": (Ground("wishes", "art. 160 lid 2 Gemw"), Ground("public_interest", "art. 160 lid 2 Gemw")),
        "decide": (Ground("wishes", "art. 160 lid 2 Gemw"), Ground("public_interest", "art. 160 lid 2 Gemw")),
        "after": _AFTER,
        "end": (Ground("note_end", "art. 169 Gemw"), Ground("end_people")),
    },
    "contract": {
        "explore": _EXPLORE,
        "design": (Ground("note_agreement", "art. 169 lid 4 Gemw", "medium"), Ground("set_frames")),
        "decide": (Ground("note_agreement", "art. 169 lid 4 Gemw", "medium"),),
        "after": _AFTER,
        "end": (Ground("note_end", "art. 169 Gemw"), Ground("end_people")),
    },
    "network": {
        "explore": _EXPLORE,
        "design": (Ground("note_network", "art. 169 Gemw"), Ground("set_frames")),
        "decide": (Ground("note_network", "art. 169 Gemw"), Ground("set_frames")),
        "after": _AFTER,
        "end": (Ground("note_end", "art. 169 Gemw"), Ground("end_people")),
    },
    "internal": {
        "explore": _EXPLORE,
        "design": (Ground("note_internal", "art. 160 lid 1 c Gemw"), Ground("set_frames")),
        "decide": (Ground("note_internal", "art. 160 lid 1 c Gemw"),),
        "after": _AFTER,
        "end": (Ground("note_end", "art. 169 Gemw"), Ground("end_people")),
    },
}
"""Route → phase → what the council decides first."""

_CONDITION = Ground("people_condition")
_BUDGET = Ground("budget_change", "art. 192 Gemw", "low")
_INFORMATION = Ground("information", "art. 17 Wgr", "medium")
_EVALUATION = Ground("evaluation", "art. 11a Wgr")
_EVALUATION_OTHER = Ground("evaluation")

EXECUTIVE: dict[str, tuple[Ground, ...]] = {
    "executive": (Ground("exec_conclude", "art. 1 lid 1 en 4 Wgr"),),
    "council": (Ground("exec_propose", "art. 160 lid 1 b Gemw", "low"),),
    "private": (Ground("exec_found", "art. 160 lid 2 Gemw"),),
    "contract": (Ground("exec_agree", "art. 160 lid 1 e Gemw", "medium"),),
    "network": (Ground("exec_join"),),
    "internal": (Ground("exec_organise", "art. 160 lid 1 c Gemw"),),
    "open": (Ground("exec_explore"),),
}
"""Route → what the executive decides itself, when the stage asks for a decision."""


def council_grounds(draft: DecisionDraft) -> tuple[Ground, ...]:
    """What the council decides."""
    return tuple(_council(draft))


def _council(draft: DecisionDraft) -> Iterator[Ground]:
    route, phase = draft.route, draft.phase
    if route == "open":
        route, phase = "executive", "explore"
    for ground in COUNCIL[route][phase]:
        if ground.name != "appoint" or draft.form in BODY_FORMS:
            yield ground
    if phase == "decide":
        if route == "executive" and draft.councils_take_part:
            yield from COUNCIL["council"]["decide"][:1]
        yield _CONDITION
        if draft.stored("business_case") is not None or draft.view.agreements.transition_budget:
            yield _BUDGET
        if draft.form in BODY_FORMS:
            yield _INFORMATION
    if phase in ("decide", "after"):
        yield _EVALUATION if route in ("executive", "council") else _EVALUATION_OTHER


def executive_grounds(draft: DecisionDraft) -> tuple[Ground, ...]:
    """What the executive decides; the papers to the council come last."""
    route, phase = draft.route, draft.phase
    first: tuple[Ground, ...] = ()
    if phase == "decide":
        first = EXECUTIVE[route]
    elif phase == "design" and route == "executive":
        first = (Ground("exec_send_draft", "art. 1 lid 2 Wgr"),)
    elif phase == "end" and route in ("executive", "council"):
        first = (Ground("exec_leave", "art. 1 lid 4-5 Wgr"),)
    elif phase in ("explore", "design"):
        first = EXECUTIVE["open"]
    name = "exec_works_council_asked" if draft.advice_asked_on else "exec_works_council"
    works_council = (Ground(name, "art. 25 WOR"),) if phase in ("design", "decide", "end") else ()
    return (
        *works_council,
        *first,
        _CONDITION_EXECUTIVE,
        Ground("exec_to_council"),
        Ground("exec_openness", "Woo", "medium"),
    )


_CONDITION_EXECUTIVE = Ground("exec_people")


def points(draft: DecisionDraft, grounds: tuple[Ground, ...], *, with_law: bool = True) -> Bullets:
    """The points as a numbered list, each with its article and how sure we are of it."""
    items = []
    for ground in grounds:
        note = draft.law(ground.article, ground.certainty) if ground.article and with_law else None
        items.append(Cell(point(draft, ground), note=note))
    return draft.bullets(items, ordered=True)


def point(draft: DecisionDraft, ground: Ground) -> str:
    """One point as a sentence that begins with what is decided."""
    more = {}
    if ground.name in ("evaluation",):
        more["day"] = draft.day(draft.view.agreements.evaluation_on, "evaluation_on", "agreements")
    if ground.name == "budget_change":
        more["amount"] = budget_amount(draft)
    if ground.name == "work_out":
        more["day"] = draft.day(draft.view.cooperation.next_decision_on, "decision_day", "cooperation")
    named = draft.form is not None or draft.view.agreements.other_form is not None
    return draft.t(f"point.{ground.name}", name=draft.name, form=draft.form_name() if named else "", **more)


def budget_amount(draft: DecisionDraft) -> str:
    """What is asked once for the transition; a gap when nobody said so."""
    budget = draft.view.agreements.transition_budget
    if budget is None:
        return draft.gap("transition_budget", "agreements")
    amount = draft.amount(budget.value, Unit.EURO).text
    return draft.t("amount_known", amount=amount, known=draft.known(budget.confidence, budget.source))
