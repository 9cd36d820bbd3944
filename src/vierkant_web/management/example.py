"""Example users and example dossiers, for a trial on one machine. Never in a site that others can reach."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from vierkant.dossier import DossierError, split, to_plain_dossier
from vierkant.dossier import load as read_dossier
from vierkant.reference import municipality
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.environment import PROJECT
from vierkant_web.models import Cooperation, Role, Section, User, Visibility

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
    Person("eva@voorbeeld.example", "Eva", None),
)


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
        if section in Section.values
    ]
    actions.save_many(
        variant=cooperation.variants.get(), parts=parts, by=anna, comment=f"examples/{path.name}"
    )
    for person, user in zip(PEOPLE[1:], users[1:], strict=True):
        if person.role is not None and (not person.partner or person.partner in partners):
            actions.add_member(
                cooperation=cooperation, user=user, role=person.role, partner=person.partner, by=anna
            )
    return True


def _towns(plain: dict[str, Any]) -> list[tuple[str, str]]:
    codes = [row["municipality"] for row in plain.get("partners", ()) if row.get("municipality")]
    found = ((code, municipality(code)) for code in codes)
    return [(code, known.name if known else code) for code, known in found]
