"""Who fills in what: each partner another position, and a fear in words that stand nowhere else."""

from __future__ import annotations

from typing import Any

from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import Membership, OpenedTogether, Role, SectionRevision, User

PARTNERS = ("hillegom", "lisse", "teylingen")
SECRETS = {"hillegom": "Zilverpoort", "lisse": "Kopermolen", "teylingen": "Bronzenbrug"}
"""Stands in what this partner is afraid to lose, and nowhere else."""
POSITIONS = {"hillegom": (2, 5), "lisse": (-2, 4), "teylingen": (1, 3)}
ISSUES = [
    {"id": "balie", "name": "De balie blijft", "proposal": "In elk gemeentehuis blijft een balie open."},
    {"id": "beheer", "name": "Eén planning", "proposal": "Het beheer krijgt één planning."},
]


def change(cast: Cast, user: User, role: Role, partner: str = "") -> None:
    """Give somebody another role."""
    member = Membership.objects.get(cooperation=cast.cooperation, user=user)
    actions.change_member(membership=member, role=role, partner=partner, by=cast.anna)


def people(cast: Cast) -> None:
    """Carla and Daan write for their partners, Eva is the guide; partners, issues and votes are in the dossier."""
    change(cast, cast.carla, Role.PARTNER_EDITOR, "lisse")
    change(cast, cast.daan, Role.PARTNER_EDITOR, "teylingen")
    actions.add_member(cooperation=cast.cooperation, user=cast.eva, role=Role.GUIDE, partner="", by=cast.anna)
    shared = {
        "partners": [{"id": key, "name": key.capitalize()} for key in PARTNERS],
        "issues": ISSUES,
        "agreements": {"votes": dict.fromkeys(PARTNERS, 1)},
    }
    parts = [Part(section, "", content) for section, content in shared.items()]
    actions.save_many(variant=cast.variant, parts=parts, by=cast.anna)


def writer(cast: Cast, partner: str) -> User:
    """Who fills in for this partner."""
    return {"hillegom": cast.bram, "lisse": cast.carla, "teylingen": cast.daan}[partner]


def row(
    partner: str, handling: str, *, ready: bool = True, position: tuple[int, int] | None = None
) -> dict[str, Any]:
    """What a partner fills in: for or against the counter, and the other way round for the planning."""
    place, importance = position or POSITIONS[partner]
    return {
        "scores": [
            {"issue": "balie", "position": place, "importance": importance,
             "fear": f"Dat wij {SECRETS[partner]} verliezen."},
            {"issue": "beheer", "body": "council", "position": -place, "importance": 6 - importance},
            {"issue": "beheer", "body": "staff", "position": 1, "importance": 4,
             "fear": f"Medewerkers: {SECRETS[partner]}"},
        ],
        "handling": handling,
        "ready": ready,
    }  # fmt: skip


def answer(cast: Cast, partner: str, handling: str, **more: Any) -> SectionRevision:
    """Save it as its editor does."""
    return actions.save_section(
        variant=cast.variant, section="positions", partner=partner, content=[row(partner, handling, **more)],
        based_on=number(cast, partner), by=writer(cast, partner),
    )  # fmt: skip


def answer_all(cast: Cast, *handlings: str) -> None:
    """All partners are ready, with these choices."""
    for partner, handling in zip(PARTNERS, handlings, strict=True):
        answer(cast, partner, handling)


def open_all(cast: Cast, *handlings: str) -> OpenedTogether:
    """All are ready with these choices, and the coordinator opens it."""
    if handlings:
        answer_all(cast, *handlings)
    return actions.open_together(variant=cast.variant, section="positions", by=cast.anna)


def number(cast: Cast, partner: str) -> int:
    """The number of the last revision of a partner."""
    rows = SectionRevision.objects.filter(variant=cast.variant, section="positions", partner=partner)
    return max(rows.values_list("number", flat=True), default=0)


def url(cast: Cast, more: str = "standpunten/") -> str:
    """An address under Belangen."""
    return f"/s/{cast.cooperation.slug}/belangen/{more}"


def everybody(cast: Cast) -> dict[str, User]:
    """All members by name."""
    return {"anna": cast.anna, "bram": cast.bram, "carla": cast.carla, "daan": cast.daan, "eva": cast.eva}
