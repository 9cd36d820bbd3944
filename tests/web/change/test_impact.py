"""Impact: how much changes for whom. For members alone, the heaviest first, project and lead side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.models import User, Visibility

SignIn = Callable[[User], Client]


@pytest.fixture
def filled(cast: Cast) -> Cast:
    plan.fill(cast, plan.example())
    for user in (cast.anna, cast.bram, cast.daan):
        plan.assess(cast, user)
    return cast


def text(client: Client, cast: Cast, rest: str = "impact/") -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/mensen/{rest}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_heaviest_group_stands_on_top(filled: Cast, sign_in: SignIn) -> None:
    seen = text(sign_in(filled.anna), filled)
    table = seen[seen.index('id="heat-caption"') : seen.index('id="firm-title"')]
    names = re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', table)
    # Sums of the ten scores in the example: Polderwijk 37, Duinrand 35, managers 32, administration 29, …
    assert names[:4] == [
        "Vergunningverleners van Polderwijk",
        "Vergunningverleners van Duinrand",
        "Leidinggevenden van de vijf teams",
        "Administratie en balie",
    ]
    assert names[-1] == "Juristen handhaving"  # nobody scored it
    assert "<strong>37</strong>" in table


def test_a_cell_has_number_word_colour_and_the_lead_with_the_gap(filled: Cast, sign_in: SignIn) -> None:
    seen = text(sign_in(filled.anna), filled)
    cell = next(part for part in re.findall(r'<td class="v-heat .*?</td>', seen) if "(+2)" in part)
    assert 'class="v-heat v-heat--2"' in cell  # Duinrand, pay: the project says 2, the lead 4
    assert '<span class="v-heat__score">2</span>' in cell
    assert "een beetje" in cell
    assert 'v-heat__lead--gap">leiding: 4 (+2)' in cell


def test_status_with_the_day_of_the_answer_and_who_has_not_scored(filled: Cast, sign_in: SignIn) -> None:
    seen = text(sign_in(filled.anna), filled)
    firm = seen[seen.index('id="firm-title"') :]
    assert re.search(r"Polderwijk</th>\s*<td>.*?Nog niet bekend.*?<td>15 februari 2027</td>", firm)
    open_ones = seen[seen.index('id="open-title"') :]
    assert "Juristen handhaving</a>: het project heeft nog 10 aspecten te doen" in open_ones
    assert "Vergunningverleners van Oosterveen" not in open_ones


def test_impact_is_never_public(cast: Cast, sign_in: SignIn) -> None:
    plan.fill(cast, plan.example())
    people = cast.variant.revisions.filter(section="people", partner="").get()
    for section in ("cooperation", "partners", "people"):
        actions.set_visibility(
            variant=cast.variant, section=section, visibility=Visibility.PUBLIC, based_on=1, by=cast.anna
        )
    plan.assess(cast, cast.eva)
    client = sign_in(cast.eva)
    start = f"/s/{cast.cooperation.slug}/mensen/"
    assert client.get(start).status_code == 200
    for rest in ("impact/", "van-oud-naar-nieuw/", "belasting/", "groep/toezicht/kaart/"):
        assert client.get(start + rest).status_code == 404
    group = client.get(f"{start}groep/toezicht/")
    assert group.status_code == 200
    shown = group.content.decode()
    assert people.content[0]["name"] in shown
    for secret in ("v-heat", "Je wijk, je rooster van dit jaar", "Wie wordt mijn werkgever", "impact/"):
        assert secret not in shown


def test_the_navigation_is_for_who_may_see_the_pages(filled: Cast, sign_in: SignIn) -> None:
    seen = text(sign_in(filled.daan), filled, "")
    nav = seen[seen.index('class="v-subnav"') :].split("</nav>")[0]
    for word in ("impact/", "van-oud-naar-nieuw/", "belasting/"):
        assert f"/mensen/{word}" in nav
    assert "hulp" not in nav  # for the guide outside the line alone


def test_a_reader_gets_no_links_to_forms(filled: Cast, sign_in: SignIn) -> None:
    assert "/kaart/" not in text(sign_in(filled.daan), filled)
    assert "/kaart/" in text(sign_in(filled.anna), filled)
    # Bram writes for Hillegom: the scores of his own groups' leads, not those of Lisse, and no shared card.
    own = text(sign_in(filled.bram), filled)
    assert "groep/vergunningen-hillegom/score-leidinggevende/" in own
    assert "groep/vergunningen-lisse/score-leidinggevende/" not in own
    assert "/kaart/" not in own


def test_without_groups_the_page_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    plain = {name: plan.example()[name] for name in ("schema_version", "cooperation", "partners")}
    plan.fill(cast, plain)
    plan.assess(cast, cast.anna)
    seen = text(sign_in(cast.anna), cast)
    assert "Nog geen groepen" in seen
    assert "/invullen/medewerkers/" in seen


def test_english_is_complete(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    client.cookies["django_language"] = "en"
    seen = text(client, filled)
    for words in ("What changes for whom, and how much", "Room to decide", "lead: 4", "Advice asked"):
        assert words in seen


@pytest.mark.parametrize("groups", [1, 3])
@pytest.mark.parametrize("rest", ["impact/", "van-oud-naar-nieuw/", "groep/vergunningen-hillegom/"])
def test_the_number_of_queries_is_fixed(
    cast: Cast, sign_in: SignIn, groups: int, rest: str, django_assert_num_queries: Any
) -> None:
    plain = plan.example()
    plain["people"] = plain["people"][:groups]
    known = {group["id"] for group in plain["people"]}
    for section in ("impact", "lead_scores"):
        plain[section] = [row for row in plain[section] if row["id"] in known]
    for section in ("aspects", "crosswalk", "questions"):
        plain[section] = [row for row in plain[section] if row.get("group") in known]
    for section in ("interventions", "other_projects", "communication"):
        plain.pop(section)
    plan.fill(cast, plain)
    plan.assess(cast, cast.anna)
    client = sign_in(cast.anna)
    client.get(f"/s/{cast.cooperation.slug}/mensen/{rest}")
    with django_assert_num_queries(7 if rest.startswith("groep") else 8):
        client.get(f"/s/{cast.cooperation.slug}/mensen/{rest}")
