"""The pages for releasing, and the inbox of the guide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.journeys.seed_staff import change
from tests.web.conftest import Cast

from vierkant.quantities import to_plain
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import CardRelease, GroupPage, HelpRequest, Role, SectionRevision, User, Visibility

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
GROUP = "belastingen"


def plain(rows: Any) -> Any:
    dumped = [row.model_dump(mode="json", exclude_none=True, exclude_defaults=True) for row in rows]
    return to_plain(dumped)


def fill(cast: Cast, summary: str) -> None:
    """The dossier of the story: partners, groups of 24 and of one, their cards, the plan."""
    found = change(summary)
    plan = found.plan.model_dump(mode="json", exclude_none=True, exclude_defaults=True) if found.plan else {}
    groups = [
        {name: value for name, value in row.items() if name != "partner"} for row in plain(found.groups)
    ]
    contents = {"partners": [{"id": "hillegom", "municipality": "GM0534"}], "people": groups,
                "impact": plain(found.cards), "aspects": plain(found.aspects), "change_plan": plan,
                "questions": plain(found.questions), "interventions": plain(found.interventions)}  # fmt: skip
    parts = [Part(section, "", content, Visibility.SHARED) for section, content in contents.items()]
    actions.save_many(variant=cast.variant, parts=parts, by=cast.anna)


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    fill(cast, "Je werkt straks in Lisse.")
    found = {"anna": cast.anna, "daan": cast.daan}
    for name, role in (("hanna", Role.HR_CHANGE), ("omar", Role.WORKS_COUNCIL), ("gita", Role.GUIDE)):
        found[name] = actions.create_account(
            email=f"{name}@voorbeeld.example", name=name, password="x" * 12, verified=True
        )
        actions.add_member(cooperation=cast.cooperation, user=found[name], role=role, by=cast.anna)
    return found


def address(cast: Cast, name: str = "change_release_group", **more: object) -> str:
    if name.startswith("change_release_group"):
        more.setdefault("group", GROUP)
    return reverse(name, kwargs={"slug": cast.cooperation.slug, **more})


def press(client: Client, cast: Cast, wish: str, name: str = "change_release_group", **more: object) -> str:
    """Press a button of the page as it stands; the text of the page after it."""
    page = client.get(address(cast, name, **more)).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0] if 'name="seen"' in page else ""
    answer = client.post(address(cast, name, **more), {"do": wish, "seen": seen}, follow=True)
    return answer.content.decode()


def listed(client: Client, cast: Cast) -> str:
    return client.get(address(cast, "change_release")).content.decode()


def test_the_road_of_a_release(cast: Cast, people: dict[str, User], sign_in: SignIn) -> None:
    hanna, omar, anna = (sign_in(people[name]) for name in ("hanna", "omar", "anna"))
    assert "voorgenomen, niet vrijgegeven" in listed(anna, cast)
    assert "U hebt deze tekst vrijgegeven" in press(hanna, cast, "release")
    assert "wacht op de ondernemingsraad" in listed(anna, cast)
    assert "Link maken" not in omar.get(address(cast)).content.decode()
    press(omar, cast, "release")
    assert "vrijgegeven op" in listed(anna, cast)
    assert "De link is klaar" in press(anna, cast, "link")
    code = GroupPage.objects.get().code
    letter = anna.get(address(cast, "change_release_group_letter")).content.decode()
    assert code in letter
    assert "testserver/mijn-stap" in letter
    assert "Je werkt straks in Lisse." in Client().get(f"/mijn-stap/{code}/").content.decode()

    fill(cast, "Je werkt straks in Teylingen.")
    assert "gewijzigd sinds de vrijgave" in listed(anna, cast)
    page = hanna.get(address(cast)).content.decode()
    assert "<ins>Je werkt straks in Teylingen.</ins>" in page
    assert "<del>Je werkt straks in Lisse.</del>" in page
    press(hanna, cast, "release")
    page = hanna.get(address(cast)).content.decode()
    assert "wacht op de ondernemingsraad" in page
    assert "Deze tekst vrijgeven" not in page
    assert "niet meer" in press(omar, cast, "withdraw")
    assert "vrijgegeven op" not in listed(anna, cast)


def test_what_is_shown_is_what_staff_read(cast: Cast, people: dict[str, User], sign_in: SignIn) -> None:
    hanna = sign_in(people["hanna"])
    page = hanna.get(address(cast)).content.decode()
    preview = hanna.get(address(cast, "change_release_group_preview")).content.decode()
    for text in ("Je werkt straks in Lisse.", "Dinsdag en donderdag werk je in Lisse.", "Moet ik verhuizen?",
                 "Vertrouwenspersoon, kamer 1.02", "15 maart 2027"):  # fmt: skip
        assert text in page
        assert text in preview
    assert "Voorbeeld voor het project." in preview
    for name in ("hanna", "omar"):
        press(sign_in(people[name]), cast, "release")
    press(hanna, cast, "link")
    real = Client().get(f"/mijn-stap/{GroupPage.objects.get().code}/").content.decode()
    part = real.split('<h2 id="changes-title">')[1].split("Stand van")[0]
    assert part.split("</h2>")[1].rsplit("<p", 1)[0].strip() in preview


def test_a_change_while_reading_is_not_released(cast: Cast, people: dict[str, User], sign_in: SignIn) -> None:
    hanna = sign_in(people["hanna"])
    page = hanna.get(address(cast)).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    fill(cast, "Iets anders.")
    answer = hanna.post(address(cast), {"do": "release", "seen": seen}, follow=True)
    assert "gewijzigd terwijl u las" in answer.content.decode()
    assert not CardRelease.objects.exists()


def test_a_group_of_one_is_refused_with_advice(cast: Cast, people: dict[str, User], sign_in: SignIn) -> None:
    hanna = sign_in(people["hanna"])
    page = hanna.get(address(cast, group="een")).content.decode()
    assert "kan niet aan medewerkers worden getoond" in page
    assert "algemene pagina" in page
    assert "Deze tekst vrijgeven" not in page
    press(hanna, cast, "release", group="een")
    assert not CardRelease.objects.exists()
    assert hanna.get(address(cast, "change_release_group_preview", group="een")).status_code == 404


def test_the_general_page_goes_the_same_way(cast: Cast, people: dict[str, User], sign_in: SignIn) -> None:
    for name in ("hanna", "omar"):
        press(sign_in(people[name]), cast, "release", "change_release_general")
    press(sign_in(people["omar"]), cast, "link", "change_release_general")
    page = Client().get(f"/mijn-stap/{GroupPage.objects.get().code}/").content.decode()
    assert "Je werkt straks in Lisse." not in page
    assert "Deze pagina is voor iedereen." in page
    letter = sign_in(people["anna"]).get(address(cast, "change_release_general_letter"))
    assert letter.status_code == 200


def test_a_group_that_left_the_dossier_can_be_taken_back(
    cast: Cast, people: dict[str, User], sign_in: SignIn
) -> None:
    for name in ("hanna", "omar"):
        press(sign_in(people[name]), cast, "release")
    for section in ("impact", "aspects", "questions", "interventions", "people"):
        latest = SectionRevision.objects.filter(section=section).latest("number")
        actions.save_section(
            variant=cast.variant, section=section, content=[], based_on=latest.number, by=cast.anna
        )
    hanna = sign_in(people["hanna"])
    assert "haal terug" in listed(hanna, cast)
    press(hanna, cast, "withdraw")
    assert "haal terug" not in listed(hanna, cast)


def test_a_new_code_and_no_code(cast: Cast, people: dict[str, User], sign_in: SignIn) -> None:
    for name in ("hanna", "omar"):
        press(sign_in(people[name]), cast, "release")
    anna = sign_in(people["anna"])
    press(anna, cast, "link")
    old = GroupPage.objects.get().code
    assert "nieuwe code" in press(anna, cast, "replace")
    assert GroupPage.objects.get().code != old
    press(anna, cast, "unlink")
    assert not GroupPage.objects.exists()
    assert "Er is niets gewijzigd" in press(anna, cast, "replace")


def test_other_roles_cannot_even_look(cast: Cast, people: dict[str, User], sign_in: SignIn) -> None:
    for name in ("daan", "gita"):
        client = sign_in(people[name])
        for page in ("change_release", "change_release_group", "change_release_general_preview"):
            assert client.get(address(cast, page)).status_code == 403
        assert client.post(address(cast), {"do": "release"}).status_code == 403
    assert sign_in(cast.eva).get(address(cast, "change_release")).status_code == 404


@pytest.mark.parametrize("groups", [1, 3])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, people: dict[str, User], sign_in: SignIn, django_assert_num_queries: Any, groups: int
) -> None:
    rows = [{"id": f"g{number}", "name": f"G {number}", "size": 20} for number in range(groups)]
    latest = SectionRevision.objects.filter(section="people").latest("number")
    for section in ("impact", "aspects", "questions", "interventions"):
        number = SectionRevision.objects.filter(section=section).latest("number").number
        actions.save_section(variant=cast.variant, section=section, content=[], based_on=number, by=cast.anna)
    actions.save_section(
        variant=cast.variant, section="people", content=rows, based_on=latest.number, by=cast.anna
    )
    client = sign_in(people["hanna"])
    client.get(address(cast, "change_release"))
    with django_assert_num_queries(QUERIES):
        assert client.get(address(cast, "change_release")).status_code == 200


QUERIES = 9


# The guide -------------------------------------------------------------------------------------------------------


def request_of(cast: Cast, **more: Any) -> HelpRequest:
    values = {"kind": "practice", "text": "Graag oefenen <b>", "reach": "toestel 12", "group": GROUP, **more}
    return actions.ask_help(cooperation=cast.cooperation, today=date(2026, 11, 24), **values)


def test_the_inbox_is_for_the_guide_alone(cast: Cast, people: dict[str, User], sign_in: SignIn) -> None:
    row = request_of(cast)
    for name in ("anna", "daan", "hanna", "omar"):
        client = sign_in(people[name])
        assert client.get(address(cast, "change_help")).status_code == 403
        for action in ("change_help_handle", "change_help_delete"):
            assert client.post(address(cast, action, number=row.pk)).status_code == 403
    gita = sign_in(people["gita"])
    page = gita.get(address(cast, "change_help")).content.decode()
    for text in ("Graag oefenen &lt;b&gt;", "toestel 12", "Medewerkers belastingen", "24 november 2026",
                 "Een uur om te oefenen"):  # fmt: skip
        assert text in page


def test_the_guide_handles_opens_again_and_deletes(
    cast: Cast, people: dict[str, User], sign_in: SignIn
) -> None:
    row, gita = request_of(cast, reach="", group=""), sign_in(people["gita"])
    assert "Wil onbekend blijven" in gita.get(address(cast, "change_help")).content.decode()
    gita.post(address(cast, "change_help_handle", number=row.pk))
    assert HelpRequest.objects.get().handled is not None
    gita.post(address(cast, "change_help_handle", number=row.pk))
    assert HelpRequest.objects.get().handled is None
    gita.post(address(cast, "change_help_delete", number=row.pk))
    assert not HelpRequest.objects.exists()


def test_a_guide_elsewhere_reads_nothing_here(cast: Cast, people: dict[str, User], sign_in: SignIn) -> None:
    row = request_of(cast)
    actions.add_member(cooperation=cast.other, user=people["gita"], role=Role.GUIDE, by=cast.eva)
    cast.cooperation.memberships.get(user=people["gita"]).delete()
    gita = sign_in(people["gita"])
    assert gita.get(address(cast, "change_help")).status_code == 404
    there = reverse("change_help_delete", kwargs={"slug": cast.other.slug, "number": row.pk})
    assert gita.post(there).status_code == 404
    assert HelpRequest.objects.exists()


def test_no_other_page_tells_how_many_requests_there_are(
    cast: Cast, people: dict[str, User], sign_in: SignIn
) -> None:
    names = ("change_release", "change_release_group", "members")
    before = [sign_in(people["hanna"]).get(address(cast, name)).content.decode() for name in names]
    for _ in range(7):
        request_of(cast)
    after = [sign_in(people["hanna"]).get(address(cast, name)).content.decode() for name in names]

    def still(text: str) -> str:
        return "".join(line for line in text.splitlines(True) if "csrfmiddlewaretoken" not in line)

    assert [still(page) for page in before] == [still(page) for page in after]
