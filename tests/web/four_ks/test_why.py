"""Waarom: the motives first, then the four K's in their order, each with the page where it stands in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast

from vierkant_web.four_ks import experience
from vierkant_web.models import Run, RunState, User

SignIn = Callable[[User], Client]
Fill = Callable[..., None]
Assess = Callable[[User], None]


def test_the_motives_come_first_and_every_k_leads_to_its_page(
    read: Callable[..., str], dossier: dict[str, Any], cast: Cast
) -> None:
    found = read(dossier)
    word = f"/s/{cast.cooperation.slug}"
    order = [
        ">Wat elke deelnemer wil</h2>",
        f"{word}/waarom/motieven/",
        ">Kosten</h2>",
        f"{word}/cijfers/",
        ">Kwaliteit</h2>",
        f"{word}/waarom/kwaliteit/",
        ">Klantgerichtheid</h2>",
        f"{word}/waarom/dienstverlening/",
        ">Kwetsbaarheid</h2>",
        f"{word}/waarom/kwetsbaarheid/",
        ">Risico",
    ]
    start = found.index(order[0])
    places = [found.index(words, start) for words in order]
    assert places == sorted(places)


def test_what_nobody_filled_in_is_unknown_and_leads_to_its_form(
    read: Callable[..., str], dossier: dict[str, Any], cast: Cast
) -> None:
    for section in ("motives", "tasks", "functions"):
        dossier.pop(section, None)
    found = read(dossier)
    found = found[found.index(">Wat elke deelnemer wil</h2>") :]
    assert "v-status--green" not in found
    for word in ("motieven", "taken", "deskundigheid", "telefoon-en-balie", "functies"):
        assert f"/s/{cast.cooperation.slug}/overzicht/invullen/{word}/" in found


def test_every_experience_names_a_source_that_can_be_opened() -> None:
    lists = (
        experience.MOTIVE,
        experience.QUALITY,
        experience.CLIENT_FOCUS,
        experience.NORMS,
        experience.VULNERABILITY,
    )
    rows = [row for rows in lists for row in rows]
    assert len({str(row.text) for row in rows}) == len(rows)
    assert all(row.url.startswith(("https://", "http://")) and row.source for row in rows)


def test_the_pages_answer_while_there_is_no_assessment(
    cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess, dossier: dict[str, Any]
) -> None:
    fill(dossier)
    assess(cast.anna)
    client = sign_in(cast.anna)
    start = f"/s/{cast.cooperation.slug}/waarom/"
    for state in (RunState.WAITING, RunState.FAILED, RunState.CANCELLED):
        Run.objects.update(state=state, result=None)
        words = "data-pending" if state == RunState.WAITING else "Opnieuw berekenen"
        for rest in ("", "motieven/", "kwetsbaarheid/", "kwaliteit/"):
            assert words in client.get(start + rest).content.decode()
        for rest in ("grafiek/uncovered", "motieven/grafiek/motives", "kwaliteit/grafiek/depth"):
            assert client.get(f"{start}{rest}.svg").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_is_fixed(
    cast: Cast,
    sign_in: SignIn,
    fill: Fill,
    assess: Assess,
    measured: dict[str, Any],
    django_assert_num_queries: Any,
    rows: int,
) -> None:
    for section in ("functions", "motives", "expertise", "indicators"):
        measured[section] = measured[section][:rows]
    fill(measured)
    assess(cast.anna)
    client = sign_in(cast.anna)
    client.get(f"/s/{cast.cooperation.slug}/waarom/")
    for rest in ("", "motieven/", "kwetsbaarheid/", "kwaliteit/"):
        with django_assert_num_queries(8):
            client.get(f"/s/{cast.cooperation.slug}/waarom/{rest}")
