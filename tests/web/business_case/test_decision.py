"""The sealed decision: who seals, what cannot be undone, and what the page says when something moved since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from tests.web.business_case.conftest import Assess, Fill
from tests.web.conftest import Cast

from vierkant.dossier.seal import read_seal
from vierkant_web import actions
from vierkant_web.models import AuditEvent, Seal, User, Visibility
from vierkant_web.models.append_only import AppendOnlyError, install_triggers, remove_triggers

SignIn = Callable[[User], Client]


@pytest.fixture
def decided(cast: Cast, fill: Fill, assess: Assess, example: dict[str, Any]) -> str:
    fill(example)
    assess(cast.anna)
    return f"/s/{cast.cooperation.slug}/cijfers/besluit/"


def answers(page: Any, **other: str) -> dict[str, str]:
    form = page.context["form"]
    return {
        "sealed_on": timezone.localdate().isoformat(),
        "decided_by": "councils",
        "seen": form["seen"].value(),
        **other,
    }


def test_the_coordinator_seals_and_everybody_sees_the_fingerprint(
    cast: Cast, sign_in: SignIn, decided: str
) -> None:
    anna = sign_in(cast.anna)
    page = anna.get(decided)
    assert "Leg het besluit vast" in page.content.decode()
    assert anna.post(decided, answers(page)).status_code == 302
    seal = Seal.objects.get()
    read_seal(seal.content)
    for person in (cast.anna, cast.carla):
        shown = sign_in(person).get(decided).content.decode()
        assert seal.fingerprint in shown
        assert "Er is niets veranderd" in shown
    file = sign_in(cast.carla).get(f"{decided}{seal.pk}.json")
    assert read_seal(file.json()).fingerprint == seal.fingerprint
    assert AuditEvent.objects.filter(action="decision.seal", result="done").count() == 1


def test_only_the_coordinator_seals_and_outsiders_see_nothing(
    cast: Cast, sign_in: SignIn, decided: str
) -> None:
    seen = answers(sign_in(cast.anna).get(decided))
    for person, status in ((cast.bram, 403), (cast.carla, 403), (cast.eva, 404)):
        assert sign_in(person).post(decided, seen).status_code == status
    assert sign_in(cast.eva).get(decided).status_code == 404
    assert not Seal.objects.exists()


def test_what_moved_since_is_named(
    cast: Cast, sign_in: SignIn, decided: str, assess: Assess, example: dict[str, Any]
) -> None:
    anna = sign_in(cast.anna)
    anna.post(decided, answers(anna.get(decided)))
    agreements = {**example["agreements"], "transition_budget": 250_000}
    actions.save_section(
        variant=cast.variant, section="agreements", partner="", content=agreements, based_on=1,
        visibility=Visibility.SHARED, by=cast.anna,
    )  # fmt: skip
    assess(cast.anna)
    shown = anna.get(decided).content.decode()
    assert "stond bij het besluit nog niet in het dossier" in shown
    assert "Er is niets veranderd" not in shown


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"sealed_on": ""}, "Vul de dag van het besluit in."),
        ({"sealed_on": "2999-01-01"}, "Deze dag moet nog komen."),
        ({"decided_by": "nobody"}, "nobody"),
        ({"seen": "0" * 64}, "Het dossier is veranderd sinds u deze pagina opende."),
    ],
)
def test_what_cannot_be_sealed_is_said(
    cast: Cast, sign_in: SignIn, decided: str, other: dict[str, str], words: str
) -> None:
    anna = sign_in(cast.anna)
    response = anna.post(decided, answers(anna.get(decided), **other))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Seal.objects.exists()


def test_sealing_the_same_again_makes_no_second_row(cast: Cast, sign_in: SignIn, decided: str) -> None:
    anna = sign_in(cast.anna)
    for _time in range(2):
        anna.post(decided, answers(anna.get(decided)))
    assert Seal.objects.count() == 1


def test_a_seal_is_never_changed_also_not_past_the_model(cast: Cast, sign_in: SignIn, decided: str) -> None:
    anna = sign_in(cast.anna)
    anna.post(decided, answers(anna.get(decided)))
    seal = Seal.objects.get()
    with pytest.raises(AppendOnlyError):
        seal.save()
    install_triggers(connection)
    try:
        for statement in ("UPDATE seal SET fingerprint = 'x'", "DELETE FROM seal"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    finally:
        remove_triggers(connection)
