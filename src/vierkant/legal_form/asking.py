"""Which questions belong to a kind of cooperation, which make sense, and what one answer says about another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vierkant.legal_form.inputs import Answers, Kind

QUESTIONS_OF: Mapping[Kind, tuple[str, ...]] = {
    Kind.INTERMUNICIPAL: (
        "public_bodies",
        "private_partner",
        "bodies",
        "delegation",
        "mandate",
        "policy_powers",
        "prepares_policy",
        "regulations",
        "levy_tax",
        "tax_kinds",
        "own_staff",
        "legal_personality",
        "harmonise_policy",
        "equal_partners",
        "binding",
        "temporary",
        "share_surplus",
        "advisory_committee",
    ),
    Kind.NETWORK: (
        "public_bodies",
        "private_partner",
        "residents_execute",
        "delegation",
        "mandate",
        "own_staff",
        "legal_personality",
        "binding",
        "harmonise_policy",
        "temporary",
        "share_surplus",
    ),
    Kind.INTERNAL: (
        "temporary",
        "fixed_result",
        "societal_question",
        "shared_support",
        "mandate",
        "legal_personality",
    ),
}
"""The questions of every kind, in the order of asking."""

DEPENDS_ON: Mapping[str, str] = {
    "regulations": "delegation",
    "levy_tax": "delegation",
    "tax_kinds": "levy_tax",
}
"""Question → the yes/no question that must be answered with yes before it makes sense."""

IMPLIED: Mapping[str, tuple[str, bool, bool]] = {
    "regulations": ("delegation", False, False),
    "levy_tax": ("delegation", False, False),
    "legal_personality": ("own_staff", True, True),
}
"""Unanswered question → when this other question has this answer, the answer is that.

The power to make regulations or to levy can only be transferred, never mandated (art. 10:3 lid 2 onder a Awb,
art. 30 Wgr), and only a legal person can be an employer.
"""


def kind_of(answers: Answers) -> Kind:
    """The kind of cooperation that the answers are about."""
    return answers.kind or Kind.INTERMUNICIPAL


def makes_sense(field: str, values: Mapping[str, Any]) -> bool:
    """Whether an unanswered question can still say something; ``values`` as from `conditions.settled`."""
    needed = DEPENDS_ON.get(field)
    return values[field] is None and (needed is None or values[needed] is True)


def reads_through(fields: Iterable[str]) -> frozenset[str]:
    """These questions, and those whose answer can say what theirs is."""
    read = frozenset(fields)
    return read | {IMPLIED[field][0] for field in read if field in IMPLIED}
