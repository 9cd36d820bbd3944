"""One cooperation with something closed in it, and everybody who may come along."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from tests.web.conftest import Cast
from tests.web.survey.waves import setup

from vierkant.dossier import load, split, to_plain_dossier
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.environment import PROJECT
from vierkant_web.jobs.assessment import assess_run
from vierkant_web.jobs.current import current_assessment
from vierkant_web.models import (
    FILLED_IN_ALONE,
    Cooperation,
    Membership,
    Role,
    Run,
    RunState,
    SectionRevision,
    User,
    Variant,
    Visibility,
)
from vierkant_web.permissions import Visit, access_to

SLUG = "bollenstreek"
SECRET_TEXT = "Zilverpoort"
"""Stands in what Lisse keeps to itself, and nowhere else."""
SECRETS = (SECRET_TEXT, "7654321", "7.654.321", "7,654,321", "7,65 miljoen", "7.65 million")
"""The text, and an amount of Lisse in every way in which it could be written."""
SECRET_GROUP = "ploeg-z"
DRAWS = 100

COLUMNS = ("anonymous", "coordinator", "editor", "controller", "reader", "outsider", "public")
"""Nobody signed in; Anna; Bram (Hillegom); Carla (Lisse); Daan (Teylingen); Eva, who is coordinator elsewhere; and
Eva when one section of this cooperation is public."""

_results: dict[str, dict[str, Any]] = {}
"""Assessments that were made already in this process, by the dossier they are about."""


@dataclass
class Scene:
    """The cast after the dossier was filled in; `words` are what addresses are filled in with."""

    cast: Cast
    lina: User
    words: dict[str, str]
    variant: Variant
    second: Variant
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)

    def __post_init__(self) -> None:
        people = {
            "coordinator": self.cast.anna, "editor": self.cast.bram, "controller": self.cast.carla,
            "reader": self.cast.daan, "outsider": self.cast.eva, "public": self.cast.eva, "lisse": self.lina,
        }  # fmt: skip
        self.cookies["anonymous"] = SimpleCookie()
        for column, user in people.items():
            client = Client()
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            self.cookies[column] = client.cookies

    @property
    def cooperation(self) -> Cooperation:
        return self.cast.cooperation

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever a request changes is gone afterwards, so that each request finds the same scene."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    def client(self, column: str) -> Client:
        """A new browser of somebody of `COLUMNS`, signed in; what it does to its cookies troubles nobody else."""
        client = Client(raise_request_exception=False)
        client.cookies.update(self.cookies[column])
        return client

    def ask(self, column: str, method: str, address: str) -> HttpResponse:
        """One request with an empty form, undone."""
        with self.undone():
            if column == "public":
                self.open_the_name()
            return getattr(self.client(column), method)(address)

    def open_the_name(self) -> None:
        """Make one section public: name and goal of the cooperation; the assessment for everybody is ready."""
        actions.set_visibility(
            variant=self.variant, section="cooperation", visibility=Visibility.PUBLIC, based_on=1,
            by=self.cast.anna,
        )  # fmt: skip
        assess_for(self.cast.eva, self.variant)


def build(cast: Cast) -> Scene:
    """Fill in the example of three municipalities; Lisse keeps its people and its numbers to itself."""
    Cooperation.objects.filter(pk=cast.cooperation.pk).update(slug=SLUG)
    cast.cooperation.refresh_from_db()
    lina = actions.create_account(
        email="lina@voorbeeld.example", name="Lina", password="x" * 12, verified=True
    )
    actions.add_member(
        cooperation=cast.cooperation, user=lina, role=Role.PARTNER_EDITOR, partner="lisse", by=cast.anna
    )
    variant = cast.cooperation.variants.get()
    parts = list(_parts())
    for writer, partners in ((cast.anna, ("", "teylingen")), (cast.bram, ("hillegom",)), (lina, ("lisse",))):
        own = [part for part in parts if part.partner in partners]
        actions.save_many(variant=variant, parts=own, by=writer)
    actions.create_wave(cooperation=cast.cooperation, setup=setup(), by=cast.anna)
    second = actions.create_variant(
        cooperation=cast.cooperation, name="Ander plan", copy_of=variant, by=cast.anna
    )
    for user in (cast.anna, cast.bram, cast.carla, cast.daan):
        assess_for(user, variant)
    return Scene(cast, lina, _words(cast, variant, second), variant, second)


def _plain() -> dict[str, Any]:
    plain = copy.deepcopy(to_plain_dossier(load(PROJECT / "examples" / "hltsamen.toml")))
    plain["agreements"]["votes"] = {"hillegom": 1, "lisse": 2, "teylingen": 3}
    plain["councils"] = [
        {"id": f"raad-{partner}", "partner": partner, "meetings": ["2027-05-20", "2027-06-17"],
         "recess": [f"2027-07-10/2027-08-22 {name}"]}
        for partner, name in (("hillegom", "zomer"), ("lisse", SECRET_TEXT))
    ]  # fmt: skip
    plain["boards"] = [{"id": "ab", "name": "Algemeen bestuur", "form": "openbaar_lichaam",
                        "meetings": ["2027-07-08"], "budget_on": "2027-07-08",
                        "councils": ["raad-hillegom", "raad-lisse"]}]  # fmt: skip
    plain["zienswijze_points"] = [{"id": "overhead", "text": "Niet meer overhead dan nu."}]
    plain["council_views"] = [
        {"id": f"overhead-{partner}", "point": "overhead", "partner": partner, "stance": "agrees_if_changed",
         "change": change}
        for partner, change in (("hillegom", "Vanaf 2028."), ("lisse", f"Niet voor de {SECRET_TEXT}."))
    ]  # fmt: skip
    return {**plain, **_numbers(), **_organisations(), **_interests()}


def _numbers() -> dict[str, Any]:
    """The sections about numbers; what Lisse puts in them holds the secret."""
    plain: dict[str, Any] = {
        "motives": [], "counters": [], "risks": [], "finances": [], "coordination_hours": [],
        "expertise": [{"id": "recht", "name": "Recht", "needed": 2, "complex": True, "parts": {}}],
        "channels": [{"id": "telefoon", "name": "Telefoon", "parts": {}}],
        "budgets": [{"id": "dienst-2027", "name": "Omgevingsdienst", "year": 2027, "partner": "hillegom",
                     "previous_contribution": 900_000, "contribution": 950_000}],
        "budget_changes": [{"id": "index", "budget": "dienst-2027", "cause": "index", "amount": 30_000}],
        "cases": [{"id": "vuilnis", "name": "Afval samen", "partners": 3, "outcome": "continued"}],
    }  # fmt: skip
    for partner, secret, amount in (("hillegom", "open", 1000.0), ("lisse", SECRET_TEXT, 7654321.0)):
        plain["motives"].append({"partner": partner, "costs": 50, "own": 50, "own_goal": f"Om {secret}."})
        plain["counters"].append(
            {"id": f"balie-{partner}", "name": f"Balie {secret}", "partner": partner, "open_hours": 20}
        )
        plain["risks"].append({"id": f"risico-{partner}", "name": f"Risico {secret}", "partner": partner, "chance": 0.3,
                               "impact": amount, "moves": True})  # fmt: skip
        plain["finances"].append({"partner": partner, "vat": amount, "resilience": amount, "note": secret})
        plain["coordination_hours"].append({"id": f"uren-{partner}", "partner": partner, "year": 2020, "hours": 900,
                                            "note": secret})  # fmt: skip
        plain["expertise"][0]["parts"][partner] = {"people": 1, "hours": amount}
        plain["channels"][0]["parts"][partner] = {
            "contacts": 30,
            "handling": 240,
            "agents": 3,
            "open_hours": 40,
        }
    return plain


def _organisations() -> dict[str, Any]:
    """The sections about organisations side by side; what Lisse puts in them holds the secret."""
    plain: dict[str, Any] = {
        "structure": [], "mandates": [], "employment": [], "applications": [], "trust": [],
        "processes": [{"id": "bezwaar", "name": "Bezwaar", "parts": {}}],
        "differences": [{"id": "lagen", "found": "structure.layers", "name": "Lagen"}],
    }  # fmt: skip
    for partner, text, number in (("hillegom", "open", 2.0), ("lisse", SECRET_TEXT, 7654321.0)):
        plain["structure"].append({"partner": partner, "layers": 2 + (partner == "lisse"), "line_fte": number,
                                   "staff_fte": 1, "note": text})  # fmt: skip
        plain["mandates"].append({"id": f"inkoop-{partner}", "decision": f"Inkopen {text}", "partner": partner,
                                  "decider": "manager", "up_to": number})  # fmt: skip
        plain["employment"].append({"id": f"thuis-{partner}", "subject": "working_times", "partner": partner,
                                    "value": number, "rule": text})  # fmt: skip
        plain["applications"].append({"id": f"zaak-{partner}", "component": f"Zaken {text}", "partner": partner,
                                      "contract_ends": "2027-12-31", "yearly_cost": number})  # fmt: skip
        plain["trust"].append({"partner": partner, "ambition_shared": 3, "concern": f"Over {text}."})
        plain["processes"][0]["parts"][partner] = {"maturity": 2, "note": text}
    return plain


def _interests() -> dict[str, Any]:
    """The sections behind who pays, decides, wants and leaves; what Lisse puts in them holds the secret."""
    plain: dict[str, Any] = {
        "key_design": {"key": "residents", "growing_in_years": 2, "recalibrate_years": 3, "reason": "Eenvoudig."},
        "key_inputs": [], "positions": [], "withdrawal_facts": [],
        "products": [{"id": "uur", "name": "Uur", "price": 80, "parts": {}}],
        "voting_rules": [{"id": "begroting", "name": "Begroting", "votes_share": 0.6667}],
        "issues": [{"id": "balie", "name": "De balie", "proposal": "Elke gemeente houdt een balie."}],
        "pacts": [{"id": "tijden", "name": "Openingstijden", "issue": "balie"}],
        "withdrawal_rule": {"stated": True, "needs_consent": False, "method": "real_damage"},
    }  # fmt: skip
    for partner, text, number in (("hillegom", "open", 9_500_000.0), ("lisse", SECRET_TEXT, 7654321.0)):
        plain["key_inputs"].append({"partner": partner, "today": number, "note": text})
        plain["products"][0]["parts"][partner] = {"quantity": number}
        plain["positions"].append({"partner": partner, "handling": "shared", "ready": True, "scores": [
            {"issue": "balie", "position": 2, "importance": 4, "fear": f"Weg met {text}."}]})  # fmt: skip
        plain["withdrawal_facts"].append({"partner": partner, "contracts": number, "note": text})
    return plain


CLOSED = (
    "structure", "mandates", "employment", "applications", "trust", "processes",
    "tasks", "people", "councils", "council_views", "motives", "counters", "risks", "finances", "coordination_hours",
    "expertise", "channels", "key_inputs", "products", "positions", "withdrawal_facts",
)  # fmt: skip
"""What Lisse keeps to itself."""


def _parts() -> Iterator[Part]:
    for (section, partner), content in split(_plain()).items():
        closed = partner == "lisse" and section in CLOSED
        if (section, partner) == ("tasks", "lisse"):
            content["organisatie"]["other_cost"] = {"value": 7654321.0}
        if (section, partner) == ("people", "lisse"):
            content.append({"id": SECRET_GROUP, "name": f"Ploeg {SECRET_TEXT}", "size": 31,
                            "what_changes": f"De {SECRET_TEXT} gaat dicht."})  # fmt: skip
        private = closed or section in FILLED_IN_ALONE
        yield Part(section, partner, content, Visibility.PRIVATE if private else Visibility.SHARED)


def _words(cast: Cast, variant: Variant, second: Variant) -> dict[str, str]:
    def revision(section: str, partner: str) -> str:
        return str(SectionRevision.objects.get(variant=variant, section=section, partner=partner).pk)

    return {
        "slug": SLUG,
        "second": second.slug,
        "daan": str(Membership.objects.get(cooperation=cast.cooperation, user=cast.daan).pk),
        "shared": revision("tasks", ""),
        "closed": revision("people", "lisse"),
        "hillegom's": revision("tasks", "hillegom"),
    }


def assess_for(user: User, variant: Variant, audience: str | None = None) -> Run:
    """Ask for the assessment of this user, and make it as the worker does, with few draws."""
    cooperation = variant.cooperation
    current = current_assessment(Visit(user, cooperation, variant, access_to(user, cooperation)), audience)
    assert current.run is not None, current
    key = sha256(json.dumps(current.plain, sort_keys=True).encode()).hexdigest()
    if key not in _results:
        _results[key] = assess_run(current.plain, 0, DRAWS, lambda share: None, date(2026, 7, 1))
    Run.objects.filter(pk=current.run.pk).update(state=RunState.DONE, result=_results[key], progress=1.0)
    return current.run
