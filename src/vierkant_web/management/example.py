"""Example users and example dossiers, for a trial on one machine. Never in a site that others can reach."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from vierkant.change.settings import settings as settings_of_people
from vierkant.change.staff_view import staff_view
from vierkant.dossier import DossierError, from_plain, split, to_plain_dossier
from vierkant.dossier import load as read_dossier
from vierkant.dossier.composing import partner_name
from vierkant.reference import municipality
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.actions.releases import make_link
from vierkant_web.environment import PROJECT
from vierkant_web.management import example_survey
from vierkant_web.models import FILLED_IN_ALONE, Cooperation, GroupPage, Role, Section, User, Visibility
from vierkant_web.releases import digest_of

logger = logging.getLogger(__name__)
EXAMPLES = PROJECT / "examples"
PASSWORD = "samen-vierkant-staan"  # noqa: S105 - printed on the screen; only for examples on this machine


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the example, and what this person shows."""

    email: str
    name: str
    role: Role | None
    partner: str = ""


PEOPLE = (
    Person("anna@voorbeeld.example", "Anna", Role.COORDINATOR),
    Person("bram@voorbeeld.example", "Bram", Role.PARTNER_EDITOR, "hillegom"),
    Person("carla@voorbeeld.example", "Carla", Role.CONTROLLER, "lisse"),
    Person("daan@voorbeeld.example", "Daan", Role.READER, "teylingen"),
    Person("hanna@voorbeeld.example", "Hanna", Role.HR_CHANGE),
    Person("omar@voorbeeld.example", "Omar", Role.WORKS_COUNCIL),
    Person("gita@voorbeeld.example", "Gita", Role.GUIDE),
    Person("petra@voorbeeld.example", "Petra", Role.PRIVACY_OFFICER),
    Person("eva@voorbeeld.example", "Eva", None),
)


IN_DUTCH = {
    Role.COORDINATOR: "coördinator",
    Role.PARTNER_EDITOR: "invuller voor een deelnemer",
    Role.CONTROLLER: "controller",
    Role.READER: "lezer",
    Role.HR_CHANGE: "HR en verandering",
    Role.WORKS_COUNCIL: "ondernemingsraad",
    Role.GUIDE: "begeleider buiten de lijn",
    Role.PRIVACY_OFFICER: "privacyfunctionaris",
}
"""Roles for the terminal: at the first start the catalogue of words is made after Django looked for it."""

RELEASED = ("", "vergunningen-duinrand", "leidinggevenden")
"""The general page and the groups of the example with a change plan that staff may see already."""


def load() -> int:
    """Make the users and the cooperations that are not there yet; the number of dossiers that were loaded.

    Raises:
        ImproperlyConfigured: this is not a trial, or other machines can reach it.
    """
    if (
        not settings.EXAMPLE
        or settings.HTTPS
        or set(settings.ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]"}
    ):
        raise ImproperlyConfigured("examples are for a trial on this machine alone")
    users = [_user(person) for person in PEOPLE]
    loaded = 0
    for path in sorted(EXAMPLES.glob("*.toml")):
        try:
            plain = to_plain_dossier(read_dossier(path))
        except DossierError as error:
            logger.error("%s was not loaded: %s", path.name, error)
            continue
        with transaction.atomic():  # a half-loaded example would not be loaded again
            loaded += _cooperation(path, plain, users)
    return loaded


def _user(person: Person) -> User:
    found = User.objects.filter(email=person.email).first()
    return found or actions.create_account(
        email=person.email, name=person.name, password=PASSWORD, verified=True
    )


def _cooperation(path: Path, plain: dict[str, Any], users: list[User]) -> bool:
    anna = users[0]
    about = plain.get("cooperation", {"name": path.stem})
    if Cooperation.objects.filter(name=about["name"], created_by=anna).exists():
        return False
    cooperation = actions.create_cooperation(
        name=about["name"], kind=about.get("kind", "intermunicipal"), municipalities=_towns(plain), by=anna
    )
    partners = {partner["id"] for partner in plain.get("partners", ())}
    parts = [
        Part(section, partner, content, Visibility.SHARED)
        for (section, partner), content in split(plain).items()
        if section in Section.values and section not in FILLED_IN_ALONE
    ]
    actions.save_many(
        variant=cooperation.variants.get(), parts=parts, by=anna, comment=f"examples/{path.name}"
    )
    _filled_in_alone(cooperation, plain, anna, f"examples/{path.name}")
    for person, user in zip(PEOPLE[1:], users[1:], strict=True):
        if person.role is not None and (not person.partner or person.partner in partners):
            actions.add_member(
                cooperation=cooperation, user=user, role=person.role, partner=person.partner, by=anna
            )
    if {"", *(card["id"] for card in plain.get("impact", ()))} >= set(RELEASED):
        roles = {person.role: user for person, user in zip(PEOPLE, users, strict=True) if person.role}
        _release(cooperation, plain, roles)
        names = {partner.id: partner_name(partner) for partner in from_plain(plain).partners}
        if set(names) == set(example_survey.TEAMS):
            example_survey.held(cooperation, names, roles)
    return True


def _filled_in_alone(cooperation: Cooperation, plain: dict[str, Any], anna: User, comment: str) -> None:
    """What every partner filled in alone, closed, and then opened for all at the same moment.

    Nobody may do that for another, the coordinator neither: an editor of each partner comes along for it and leaves.
    """
    variant, partners = cooperation.variants.get(), {row["id"] for row in plain.get("partners", ())}
    written: dict[str, list[Part]] = {}
    for (section, partner), content in split(plain).items():
        if section in FILLED_IN_ALONE and content[0].get("ready"):
            written.setdefault(partner, []).append(Part(section, partner, content, Visibility.PRIVATE))
    if len(written) < 2 or set(written) != partners:
        return
    for partner, parts in written.items():
        editor = _user(Person(f"{partner}@voorbeeld.example", f"Redacteur {partner}", None))
        membership = actions.add_member(
            cooperation=cooperation, user=editor, role=Role.PARTNER_EDITOR, partner=partner, by=anna
        )
        actions.save_many(variant=variant, parts=parts, by=editor, comment=comment)
        actions.remove_member(membership=membership, by=anna)
    for section in sorted({str(part.section) for parts in written.values() for part in parts}):
        actions.open_together(variant=variant, section=section, by=anna)


def _release(cooperation: Cooperation, plain: dict[str, Any], people: dict[Role, User]) -> None:
    """What staff of the example may see, released by HR and the works council, with a link for each group."""
    variant = cooperation.variants.get()
    dossier = from_plain(plain)
    partners = {partner.id: partner_name(partner) for partner in dossier.partners}
    smallest = int(settings_of_people(dossier.assumptions).value("smallest_group"))
    for group in RELEASED:
        view = staff_view(dossier.change, group or None, partners=partners, smallest=smallest)
        for role in (Role.HR_CHANGE, Role.WORKS_COUNCIL):
            actions.release_card(
                variant=variant, group=group, view=view, seen=digest_of(view), by=people[role]
            )
        make_link(variant=variant, group=group, by=people[Role.HR_CHANGE])


def links() -> list[tuple[str, str]]:
    """Group and code of the pages of the example that staff can open."""
    rows = GroupPage.objects.filter(group__in=RELEASED, cooperation__created_by__email=PEOPLE[0].email)
    return list(rows.order_by("group").values_list("group", "code"))


def _towns(plain: dict[str, Any]) -> list[tuple[str, str]]:
    codes = [row["municipality"] for row in plain.get("partners", ()) if row.get("municipality")]
    found = ((code, municipality(code)) for code in codes)
    return [(code, known.name if known else code) for code, known in found]
