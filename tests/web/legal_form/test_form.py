"""The page Vorm for the three kinds of cooperation: what to do now, verdicts with their article, warnings, steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.business_case.conftest import Assess, Fill
from tests.web.conftest import Cast

from vierkant.reference.forms import FORMS_OF, WGR_FORMS, Kind
from vierkant_web.models import Run, User

SignIn = Callable[[User], Client]
QUERIES = 8
"""Session, user, cooperation, membership, variant, parts of the dossier, run."""
WGR = [form.value for form in WGR_FORMS]


def url(cast: Cast) -> str:
    return f"/s/{cast.cooperation.slug}/vorm/"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode()


@pytest.fixture
def show(cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn) -> Callable[..., str]:
    """The page for this user about this dossier."""

    def make(plain: dict[str, Any], user: User | None = None, **how: Any) -> str:
        fill(plain, **how)
        assess(user or cast.anna)
        return text(sign_in(user or cast.anna), url(cast))

    return make


def card(page: str, form: str) -> str:
    return page.split(f'id="{form}"')[1].split("</article>")[0]


def test_every_form_with_reason_article_and_certainty(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    page = show(example)
    forms = [form.value for form in FORMS_OF[Kind.INTERMUNICIPAL]]
    assert [form for form in forms if f'id="{form}"' in page] == forms
    organ = card(page, "gemeenschappelijk_orgaan")
    assert "kan niet" in organ
    assert "Deze vorm kan zelf geen personeel in dienst hebben." in organ
    assert "art. 8 Wgr" in organ
    assert "zeker" in organ
    assert 'rel="noreferrer"' in organ, "a reason links to its source"
    assert "De kleinste verandering waarmee deze vorm wel kan" in organ
    assert "eigen personeel: ja → nee" in organ
    assert page.index('id="bedrijfsvoeringsorganisatie"') < page.index('id="openbaar_lichaam"'), (
        "the choice first"
    )
    assert page.index('id="possible"') < page.index('id="openbaar_lichaam"') < page.index('id="excluded"')
    assert page.index('id="excluded"') < page.index('id="centrumgemeente"')


def test_a_clerk_sees_what_to_do_first(show: Callable[..., str], example: dict[str, Any]) -> None:
    example["form_answers"].pop("mandate", None)
    example["form_answers"].pop("prepares_policy", None)
    example.pop("agreements", None)
    now = show(example).split('id="nu"')[1].split("</section>")[0]
    assert now.index("Beantwoord de vragen over de vorm") < now.index("Vergelijk de vormen")
    assert "Leg vast welke vorm u kiest" in now
    assert "vorm/keuze/" in now
    assert "vorm/gevolgen/" in now
    assert "vorm/tekst/" not in now, "no text to check while no form was agreed"


def test_with_a_form_the_way_goes_on_to_consequences_and_text(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    now = show(example).split('id="nu"')[1].split("</section>")[0]
    assert "Bekijk wat uit uw keuze volgt" in now
    assert "vorm/tekst/" in now
    assert "Leg vast welke vorm u kiest" not in now


def test_a_form_that_does_not_suit_what_is_wanted_says_so(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    example["form_answers"] |= {"harmonise_policy": True, "policy_powers": False}
    page = show(example)
    body = card(page, "bedrijfsvoeringsorganisatie")
    assert "kan, maar past niet bij wat u wilt" in body
    assert "U wilt één beleid voor alle deelnemers" in body
    assert "Eén voor allen" in body, "with its evidence"
    assert "U wilt één beleid" in page.split('id="grip"')[1].split("</section>")[0], "it is the agreed form"


def test_answers_that_do_not_go_together_are_said_and_kept(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    example["form_answers"] |= {"own_staff": True, "legal_personality": False}
    example.pop("agreements", None)
    said = show(example).split('id="tegenspraak"')[1].split("</section>")[0]
    assert "Alleen een rechtspersoon kan werkgever zijn." in said
    assert "Er is niets verloren." in said
    assert "Kijk nog eens naar deze antwoorden" in said


def test_an_unconfirmed_rule_says_so(show: Callable[..., str], example: dict[str, Any]) -> None:
    example["form_answers"]["private_partner"] = (
        True  # rule F12a, art. 93 Wgr, seen in the text of 2015 alone
    )
    page = show(example)
    body = card(page, "openbaar_lichaam")
    assert "art. 93 onder b Wgr" in body
    assert "niet bevestigd: alleen gezien in een oudere wettekst" in body


def test_open_questions_come_with_why_and_where(show: Callable[..., str], example: dict[str, Any]) -> None:
    example["form_answers"].pop("advisory_committee", None)
    page = show(example)
    questions = page.split('id="vragen"')[1].split("</section>")[0]
    assert "Willen de raden een gemeenschappelijke adviescommissie?" in questions
    assert "Dat kan alleen bij een openbaar lichaam." in questions
    assert "Deze vraag beantwoorden" in questions


@pytest.mark.parametrize("kind", Kind)
def test_a_question_leads_to_its_own_place_in_the_form(
    cast: Cast, show: Callable[..., str], sign_in: SignIn, kind: Kind
) -> None:
    page = show({"schema_version": 1, "cooperation": {"name": "Wijkenergie", "kind": kind.value}})
    places = set(re.findall(r'href="([^"#]+)#(id_part-\w+)"', page))
    assert len(places) > 3
    (address,) = {address for address, _ in places}
    form = text(sign_in(cast.anna), address)
    assert all(f'id="{place}"' in form for _, place in places)


def test_the_first_steps_stand_in_order_with_who_and_article(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    steps = show(example).split('id="afgesproken"')[1].split("</section>")[0]
    assert "1. " in steps
    assert steps.index("1. ") < steps.index("2. ") < steps.index("3. ")
    assert "ondernemingsraad" in steps, "people first"
    assert "WOR" in steps
    assert "Wie:" in steps
    assert "De volgende" in steps, "the other steps stand on the page of what follows"
    assert "vorm/gevolgen/" in steps


def test_a_form_that_cannot_be_excluded_any_more_counts_as_possible(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    example["form_answers"].pop(
        "advisory_committee", None
    )  # for an openbaar lichaam only a condition hangs on it
    page = show(example)
    assert "Eén van de 13 vormen kan met uw antwoorden." in page
    assert "kan, misschien onder voorwaarden" in card(page, "openbaar_lichaam")
    assert "nog niet te zeggen" in card(page, "bedrijfsvoeringsorganisatie")


def test_grip_comes_first(show: Callable[..., str], example: dict[str, Any]) -> None:
    page = show(example)
    for sentence in (
        "Niet ingevuld is dat de ondernemingsraad om advies is gevraagd.",
        "Niet afgesproken is hoe en wanneer de raden worden",
    ):
        assert page.index(sentence) < page.index('id="vormen"')


def test_the_comparison_has_every_form_and_no_legal_advice(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    page = show(example)
    forms, aspects = [], 13
    for number in (1, 2):
        table = page.split(f'id="comparison-caption-{number}"')[1].split("</table>")[0]
        columns = table.count('<th scope="col">') - 1
        forms.append(columns)
        assert table.count('<th scope="row">') == aspects
        assert table.count("<td>") == aspects * columns
    assert sum(forms) == len(FORMS_OF[Kind.INTERMUNICIPAL]), "what is possible, and what is not"
    assert "Dit is geen juridisch advies." in page
    assert "Volgens de regels zoals die golden op 1 juli 2026." in page


@pytest.mark.parametrize(("kind", "form"), [(Kind.INTERNAL, "programma"), (Kind.NETWORK, "uitdaagrecht")])
def test_the_other_kinds_have_their_own_forms_and_no_dead_end(
    show: Callable[..., str], kind: Kind, form: str
) -> None:
    plain = {
        "schema_version": 1,
        "cooperation": {"name": "Wijkenergie", "kind": kind.value},
        "agreements": {"other_form": "Verbond <samen>"},
    }
    page = show(plain)
    assert "De vorm die u koos: Verbond &lt;samen&gt;" in page
    assert "Kies die dan uit de lijst" in page
    assert "Afspraken wijzigen" in page
    assert "Soort samenwerking wijzigen" in page
    assert "Niet afgesproken is hoe en wanneer de raden worden" in page, "grip is for every cooperation"
    assert form in page
    assert all(f'id="{item.value}"' in page for item in FORMS_OF[kind])
    assert not any(f'id="{item}"' in page for item in WGR)


def test_inside_one_municipality_the_answers_tell_which_form_suits(show: Callable[..., str]) -> None:
    plain = {
        "schema_version": 1,
        "cooperation": {"name": "Schuldhulp", "kind": "internal"},
        "form_answers": {
            "temporary": True,
            "fixed_result": False,
            "societal_question": True,
            "shared_support": False,
            "mandate": True,
            "legal_personality": False,
        },
        "agreements": {"form": "project"},
    }
    page = show(plain)
    assert "kan, maar past niet bij wat u wilt" in card(page, "project")
    assert "kan onder voorwaarden" in card(page, "mission_team")
    assert "4 van de 4 vormen kunnen met uw antwoorden." in page
    assert "2 daarvan passen niet bij wat u wilt." in page
    assert "art. 160 lid 1 onder c Gemeentewet" in card(page, "programme")


def test_a_reader_sees_no_way_to_fill_in(
    cast: Cast, show: Callable[..., str], example: dict[str, Any]
) -> None:
    page = show(example, cast.daan)
    assert "De vorm die u koos: bedrijfsvoeringsorganisatie" in page
    assert "beantwoorden" not in page
    assert "Beantwoord de vragen" not in page


def test_a_public_dossier_is_for_everybody_and_a_closed_one_is_not_there(
    cast: Cast, show: Callable[..., str], sign_in: SignIn, example: dict[str, Any]
) -> None:
    assert "bedrijfsvoeringsorganisatie" in show(example, cast.eva, public=True)
    assert Run.objects.get().audience == "public"
    assert sign_in(cast.anna).get(f"/s/{cast.other.slug}/vorm/").status_code == 404


def test_until_it_is_ready_the_page_says_so(
    cast: Cast, fill: Fill, sign_in: SignIn, example: dict[str, Any]
) -> None:
    fill(example)
    assert "data-pending" in text(sign_in(cast.bram), url(cast))


def test_an_empty_dossier_asks_for_no_assessment(cast: Cast, sign_in: SignIn) -> None:
    assert "Er is nog niets ingevuld" in text(sign_in(cast.anna), url(cast))
    assert not Run.objects.exists()


@pytest.mark.parametrize("partners", [1, 3])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any], partners: int
) -> None:
    rows = {"cooperation": example["cooperation"], "partners": example["partners"][:partners]}
    fill({"schema_version": 1, **rows, "sources": example["sources"]})
    assess(cast.anna)
    client = sign_in(cast.anna)
    with CaptureQueriesContext(connection) as queries:
        text(client, url(cast))
    assert len(queries) == QUERIES, [row["sql"][:90] for row in queries]


def test_english_is_complete(
    cast: Cast, show: Callable[..., str], sign_in: SignIn, example: dict[str, Any]
) -> None:
    show(example)
    client = sign_in(cast.anna)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    page = text(client, url(cast))
    assert "The forms side by side" in page
    assert "This is not legal advice" in page
    assert "De vorm die u koos" not in page
