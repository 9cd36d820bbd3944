"""What staff may see of one group: no counts, no scores, nothing of the lead, nothing of other groups.

It is plain JSON without a language. HR and the works council release exactly this, and the page is made of nothing
else, so what was released is what is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vierkant.change.impact import impact
from vierkant.change.inputs import Change, Group
from vierkant.change.phases import PhaseModelError, model_of
from vierkant.change.plan_results import Card
from vierkant.change.planned import phases_of, serves
from vierkant.quantities import Message, to_plain

SIZES = ("none", "little", "some", "much", "open")
"""How much changes, in words: a score of 0, 1–2, 3, 4–5, or none yet."""

_BY_SCORE = ("none", "little", "little", "some", "much", "much")
_PLAN = (
    "goal_for_people", "starts_on", "ends_on", "question_desk", "question_phone", "confidential_adviser",
    "works_council", "objection", "slower_route", "aftercare",
)  # fmt: skip


class StaffViewError(Exception):
    """There is nothing that staff may see; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


def staff_view(
    change: Change, group: str | None, *, partners: Mapping[str, str], smallest: int
) -> dict[str, Any]:
    """Exactly what is released and shown to staff of a group.

    Args:
        change: the human side of the dossier.
        group: id of the group; None for the general page, for who is in no group that is large enough.
        partners: id → name on screen.
        smallest: the floor; a smaller group has no page of its own.

    Raises:
        StaffViewError: the group does not exist, is under the floor or has no card, or the phase model is not right.
    """
    try:
        model = model_of(change.plan)
    except PhaseModelError:
        raise StaffViewError(Message("guidance.view.phase_model")) from None
    found = None if group is None else _group(change, group, smallest)
    card = None if found is None else _card(change, found, smallest)
    plan = change.plan
    rows = [row for row in change.interventions if (not row.groups if group is None else serves(row, group))]
    view = {
        "general": found is None,
        "group": found.name if found else None,
        "partner": partners.get(found.partner, found.partner) if found and found.partner else None,
        "managers": bool(found and found.managers),
        "phase_model": plan.phase_model if plan else "five",
        "own_phase_model": plan.own_phase_model if plan and plan.phase_model == "own" else None,
        "plan": {name: (getattr(plan, name) or None) if plan else None for name in _PLAN},
        "card": None if card is None or found is None else _shown(card, found),
        "questions": [
            {
                "question": row.question,
                "answer": row.answer or None,
                "answered_on": row.answered_on,
                "decided_by": row.decided_by or None,
                "answer_by": row.answer_by,
            }
            for row in change.questions
            if row.group is None or row.group == group
        ],
        "planned": [
            {
                "item": row.item,
                "name": row.name,
                "kind": row.kind.value,
                # Without a phase it helps in any.
                "phases": phases_of(row, model) or tuple(phase.id for phase in model.phases),
                "from_on": row.from_on,
                "until_on": row.until_on,
                "owner": row.owner or None,
            }
            for row in rows
        ],
    }
    plain: dict[str, Any] = to_plain(view)
    return plain


def _group(change: Change, identifier: str, smallest: int) -> Group:
    found = next((group for group in change.groups if group.id == identifier), None)
    if found is None:
        raise StaffViewError(Message("guidance.view.no_group", {"group": identifier}))
    if found.size < smallest:
        raise StaffViewError(Message("guidance.view.small", {"smallest": smallest}))
    return found


def _card(change: Change, group: Group, smallest: int) -> Card:
    # Of this group alone: nothing of another group can come along.
    (card,) = impact(replace(change, groups=(group,)), smallest=smallest).cards
    if not card.filled:
        raise StaffViewError(Message("guidance.view.no_card", {"group": group.name}))
    return card


def _shown(card: Card, group: Group) -> dict[str, Any]:
    return {
        "summary": card.changes or group.what_changes or None,
        "stays": card.stays,
        "starts_on": card.starts_on,
        "ends_on": card.ends_on,
        "status": card.status,
        "answer_by": card.answer_by,
        "decided_by": card.decided_by,
        "helped_by": card.helped_by,
        "aspects": [
            {
                "id": row.aspect,
                "size": "open" if row.project is None else _BY_SCORE[row.project],
                "changes": row.changes,
                "stays": row.stays,
                "on": row.on,
                "status": row.status,
                "answer_by": row.answer_by,
            }
            for row in card.aspects
        ],
    }
