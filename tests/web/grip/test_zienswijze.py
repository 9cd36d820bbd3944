"""The joint zienswijze: who stands behind which point, and setting the view of one's own council."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import SectionRevision, User, Visibility
from vierkant_web.permissions import latest_revisions

SignIn = Callable[[User], Client]
SEEN = re.compile(r'name="seen" value="(\w+)"')


def address(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/sturing/zienswijze/{rest}"


def text(client: Client, cast: Cast, rest: str = "") -> str:
    response = client.get(address(cast, rest))
    assert response.status_code == 200, response.status_code
    return html.unescape(" ".join(response.content.decode().split()))


def views(cast: Cast, partner: str) -> list[dict[str, Any]]:
    found = latest_revisions().get(variant=cast.variant, section="council_views", partner=partner)
    return list(found.content)


def test_a_council_per_row_and_a_point_per_column(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.daan), filled)
    table = page[page.index('id="overview-caption"') : page.index("</table>", page.index("overview-caption"))]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table)
    assert [re.sub("<.*?>", "", row[0].replace("<br>", ", ")) for row in rows] == [
        "Gemeente Oosterveen, 4 stemmen",
        "Gemeente Duinrand, 3 stemmen",
        "Gemeente Polderwijk, 2 stemmen",
        "Stemmen voor",
        "Genoeg?",
    ]
    words = [
        re.sub(r"<svg.*?</svg>|<[^>]*>", "", cell).strip()
        for cell in re.findall(r"<td.*?>(.*?)</td>", rows[2][1])
    ]
    assert words == ["voor", "voor, als er iets verandert", "voor", "geen eigen standpunt"]
    # Votes 4, 3 and 2; 5 are needed. The second point has 3 votes, and 5 if it changes.
    totals = [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<td.*?>(.*?)</td>", rows[3][1])]
    assert totals == ["9", "3 (5 als er iets verandert)", "2", "7"]


def test_every_point_says_what_it_needs_and_what_became_of_it(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.anna), filled)
    assert "Dat is nog niet genoeg. Komt u Gemeente Polderwijk tegemoet, dan wel." in page
    assert "Met bijvoorbeeld Gemeente Duinrand erbij wel." in page
    assert "Overgenomen door het bestuur, met een schriftelijk antwoord. 29 oktober 2026." in page
    assert "Niet overgenomen door het bestuur, zonder schriftelijk antwoord." in page
    assert "Het bestuur heeft dit punt afgedaan zonder schriftelijk antwoord" in page
    assert "Noem ook de ondernemersvereniging en de dorpsraden." in page
    assert "Een zienswijze bindt het bestuur niet." in page
    assert "het gaat om € 90.000 per jaar" in page.replace("\xa0", " ")


def test_only_who_may_write_a_council_gets_its_form(filled: Cast, sign_in: SignIn) -> None:
    """Bram writes for Hillegom (Oosterveen in the example); Anna for the councils without an editor."""
    found = {
        user.name: set(re.findall(r"zienswijze/participatie/(\w+)/", text(sign_in(user), filled)))
        for user in (filled.anna, filled.bram, filled.daan)
    }
    assert found == {"Anna": {"lisse", "teylingen"}, "Bram": {"hillegom"}, "Daan": set()}


def test_a_view_is_set_and_the_others_stay(filled: Cast, sign_in: SignIn) -> None:
    before = views(filled, "hillegom")
    client = sign_in(filled.bram)
    form = text(client, filled, "participatie/hillegom/")
    assert "Wat vindt de raad van Gemeente Oosterveen?" in form
    sent = {"stance": "agrees", "change": "", "decided_on": "2027-01-14", "seen": SEEN.findall(form)[0]}
    assert client.post(address(filled, "participatie/hillegom/"), sent).status_code == 302
    assert views(filled, "hillegom") == [
        *before,
        {
            "id": "participatie-hillegom",
            "point": "participatie",
            "stance": "agrees",
            "decided_on": "2027-01-14",
        },
    ]
    revision = latest_revisions().get(variant=filled.variant, section="council_views", partner="hillegom")
    assert revision.visibility == Visibility.SHARED
    assert revision.author == filled.bram


def test_a_view_is_changed_in_its_place_and_taken_away(filled: Cast, sign_in: SignIn) -> None:
    client, before = sign_in(filled.bram), views(filled, "hillegom")
    place = [row["point"] for row in before].index("indexering")
    seen = SEEN.findall(text(client, filled, "indexering/hillegom/"))[0]
    sent = {"stance": "agrees_if_changed", "change": "Alleen voor lonen.", "decided_on": "", "seen": seen}
    assert client.post(address(filled, "indexering/hillegom/"), sent).status_code == 302
    after = views(filled, "hillegom")
    assert after[place] == {"id": before[place]["id"], "point": "indexering", "stance": "agrees_if_changed",
                            "change": "Alleen voor lonen."}  # fmt: skip
    assert [row["id"] for row in after] == [row["id"] for row in before]
    seen = SEEN.findall(text(client, filled, "indexering/hillegom/"))[0]
    assert (
        client.post(address(filled, "indexering/hillegom/"), {"stance": "nothing", "seen": seen}).status_code
        == 302
    )
    assert [row["point"] for row in views(filled, "hillegom")] == [
        row["point"] for row in before if row["point"] != "indexering"
    ]


def test_a_condition_without_text_and_a_wrong_date_are_told_together(filled: Cast, sign_in: SignIn) -> None:
    client, before = sign_in(filled.bram), views(filled, "hillegom")
    seen = SEEN.findall(text(client, filled, "participatie/hillegom/"))[0]
    sent = {"stance": "agrees_if_changed", "change": "", "decided_on": "30-02-2027", "seen": seen}
    response = client.post(address(filled, "participatie/hillegom/"), sent)
    assert response.status_code == 422
    page = html.unescape(response.content.decode())
    assert "Schrijf op wat er voor deze raad zou moeten veranderen." in page
    assert "Schrijf de datum als dag-maand-jaar" in page
    assert "30-02-2027" in page
    assert views(filled, "hillegom") == before


def test_two_people_on_one_view_lose_nothing(filled: Cast, sign_in: SignIn) -> None:
    first, second = sign_in(filled.bram), sign_in(filled.bram)
    where = address(filled, "participatie/hillegom/")
    seen = SEEN.findall(text(first, filled, "participatie/hillegom/"))[0]
    theirs = {"stance": "agrees_if_changed", "change": "Van de een.", "decided_on": "", "seen": seen}
    yours = {"stance": "objects", "change": "Van de ander.", "decided_on": "", "seen": seen}
    assert first.post(where, theirs).status_code == 302
    response = second.post(where, yours)
    assert response.status_code == 409
    page = html.unescape(response.content.decode())
    assert "Van de een." in page
    assert "Van de ander." in page
    assert "Er is niets verloren." in page
    assert views(filled, "hillegom")[-1]["change"] == "Van de een."
    assert second.post(where, yours | {"seen": SEEN.findall(page)[0]}).status_code == 302
    assert views(filled, "hillegom")[-1]["change"] == "Van de ander."


def test_another_point_of_the_same_council_is_not_in_the_way(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    seen = SEEN.findall(text(client, filled, "participatie/hillegom/"))[0]
    other = SEEN.findall(text(client, filled, "reserve/hillegom/"))[0]
    for point, mark in (("reserve", other), ("participatie", seen)):
        sent = {"stance": "objects", "seen": mark}
        assert client.post(address(filled, f"{point}/hillegom/"), sent).status_code == 302
    found = {row["point"]: row["stance"] for row in views(filled, "hillegom")}
    assert (found["reserve"], found["participatie"]) == ("objects", "objects")


def test_a_council_without_views_gets_its_first_part(cast: Cast, sign_in: SignIn) -> None:
    plain = plan.example()
    plain["council_views"] = [row for row in plain["council_views"] if row["partner"] != "hillegom"]
    plan.fill(cast, plain)
    client = sign_in(cast.bram)
    seen = SEEN.findall(text(client, cast, "reserve/hillegom/"))[0]
    assert (
        client.post(address(cast, "reserve/hillegom/"), {"stance": "agrees", "seen": seen}).status_code == 302
    )
    assert [row["stance"] for row in views(cast, "hillegom")] == ["agrees"]
    none = SEEN.findall(text(client, cast, "indexering/hillegom/"))[0]
    assert (
        client.post(address(cast, "indexering/hillegom/"), {"stance": "nothing", "seen": none}).status_code
        == 302
    )
    assert len(views(cast, "hillegom")) == 1


def test_who_may_not_write_is_refused_and_strangers_find_nothing(filled: Cast, sign_in: SignIn) -> None:
    before = SectionRevision.objects.count()
    for user, partner, status in (
        (filled.daan, "teylingen", 403),
        (filled.bram, "lisse", 403),
        (filled.anna, "hillegom", 403),  # Hillegom has an editor of its own
        (filled.eva, "hillegom", 404),
        (filled.bram, "nergens", 404),
    ):
        where = address(filled, f"reserve/{partner}/")
        client = sign_in(user)
        assert client.get(where).status_code == status
        assert client.post(where, {"stance": "agrees"}).status_code == status
    assert sign_in(filled.bram).get(address(filled, "geen/hillegom/")).status_code == 404
    assert SectionRevision.objects.count() == before


@pytest.fixture
def closed(cast: Cast) -> Cast:
    """Oosterveen keeps its views to itself."""
    plan.fill(cast, plan.example())
    content = views(cast, "hillegom")
    content[0]["change"] = "Zilverpoort"
    part = Part("council_views", "hillegom", content, Visibility.PRIVATE)
    actions.save_many(variant=cast.variant, parts=[part], by=cast.bram)
    for user in (cast.anna, cast.bram):
        plan.assess(cast, user)
    return cast


def test_a_private_view_is_for_its_own_council_alone(closed: Cast, sign_in: SignIn) -> None:
    own, other = text(sign_in(closed.bram), closed), text(sign_in(closed.anna), closed)
    assert "Zilverpoort" in own
    assert "Zilverpoort" not in other
    first = re.search(r'<tr><th scope="row">Gemeente Oosterveen<br>(.*?)</tr>', other)
    assert first is not None
    assert first[1].count("nog niets gezegd") == 4
    form = text(sign_in(closed.bram), closed, "reserve/hillegom/")
    assert "Alleen Gemeente Oosterveen" in form


def test_a_part_that_was_closed_is_not_written_over(closed: Cast, sign_in: SignIn) -> None:
    """Without an editor the coordinator may write for Oosterveen, but not over what she may not read."""
    membership = closed.cooperation.memberships.get(user=closed.bram)
    actions.remove_member(membership=membership, by=closed.anna)
    before = views(closed, "hillegom")
    client = sign_in(closed.anna)
    assert client.get(address(closed, "reserve/hillegom/")).status_code == 403
    assert client.post(address(closed, "reserve/hillegom/"), {"stance": "objects"}).status_code == 403
    assert views(closed, "hillegom") == before


def test_a_variant_that_was_put_away_has_no_forms(filled: Cast, sign_in: SignIn) -> None:
    second = actions.create_variant(cooperation=filled.cooperation, name="Anders", copy_of=filled.variant,
                                    by=filled.anna)  # fmt: skip
    actions.archive_variant(variant=second, by=filled.anna)
    where = address(filled, f"reserve/hillegom/?variant={second.slug}")
    assert sign_in(filled.bram).get(where).status_code == 403
