"""Three partners, each with an editor, and a guide: to fill in alone and open together."""

from __future__ import annotations

from typing import Any

from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.models import Membership, Role, SectionRevision, User
from vierkant_web.permissions import access_to, visible_revisions

PARTNERS = ("hillegom", "lisse", "teylingen")
MARKS = {"hillegom": 5, "lisse": 1, "teylingen": 3}
"""What each gives to every statement; nobody can be taken for another."""
STATEMENTS = (
    "ambition_shared", "ambition_worth", "interests_known", "interests_heard", "relation_trust",
    "relation_promises", "organisation_ready", "organisation_backing", "process_clear", "process_pace",
)  # fmt: skip
CONCERNS = {partner: f"De zorg van {partner} is geheim" for partner in PARTNERS}


def change(cast: Cast, user: User, role: Role, partner: str = "") -> None:
    """Give somebody another role."""
    member = Membership.objects.get(cooperation=cast.cooperation, user=user)
    actions.change_member(membership=member, role=role, partner=partner, by=cast.anna)


def people(cast: Cast) -> None:
    """Carla and Daan write for their partners, Eva is the guide; the partners are in the dossier."""
    change(cast, cast.carla, Role.PARTNER_EDITOR, "lisse")
    change(cast, cast.daan, Role.PARTNER_EDITOR, "teylingen")
    actions.add_member(cooperation=cast.cooperation, user=cast.eva, role=Role.GUIDE, partner="", by=cast.anna)
    actions.save_section(
        variant=cast.variant, section="partners", based_on=0, by=cast.anna,
        content=[{"id": key, "name": key.capitalize()} for key in PARTNERS],
    )  # fmt: skip


def writer(cast: Cast, partner: str) -> User:
    """Who fills in for this partner."""
    return {"hillegom": cast.bram, "lisse": cast.carla, "teylingen": cast.daan}[partner]


def row(partner: str, handling: str, *, ready: bool = True, mark: int = 0) -> dict[str, Any]:
    """What a partner fills in."""
    marks = dict.fromkeys(STATEMENTS, mark or MARKS[partner])
    return {**marks, "concern": CONCERNS[partner], "handling": handling, "ready": ready}


def answer(cast: Cast, partner: str, handling: str, **more: Any) -> SectionRevision:
    """Save it as its editor does."""
    return actions.save_section(
        variant=cast.variant, section="trust", partner=partner, content=[row(partner, handling, **more)],
        based_on=number(cast, partner), by=writer(cast, partner),
    )  # fmt: skip


def answer_all(cast: Cast, *handlings: str) -> None:
    """All partners are ready, with these choices."""
    for partner, handling in zip(PARTNERS, handlings, strict=True):
        answer(cast, partner, handling)


def open_all(cast: Cast) -> Any:
    """The coordinator opens it."""
    return actions.open_together(variant=cast.variant, section="trust", by=cast.anna)


def number(cast: Cast, partner: str) -> int:
    """The number of the last revision of a partner."""
    rows = SectionRevision.objects.filter(variant=cast.variant, section="trust", partner=partner)
    return max(rows.values_list("number", flat=True), default=0)


def sees(cast: Cast, user: User) -> set[str]:
    """The partners of which this user can read the answers as a part of the dossier."""
    audience = access_to(user, cast.cooperation).audience
    rows = visible_revisions(cast.variant, audience).filter(section="trust")
    return set(rows.values_list("partner", flat=True))
