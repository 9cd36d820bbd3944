"""The page Vorm: verdicts with their article, the open questions, the steps, and no dead end outside the Wgr."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.business_case.conftest import Assess, Fill
from tests.web.conftest import Cast

from vierkant_web.models import Run, User

SignIn = Callable[[User], Client]
QUERIES = 8
"""Session, user, cooperation, membership, variant, parts of the dossier, run."""
FORMS = (
    "openbaar_lichaam",
    "bedrijfsvoeringsorganisatie",
    "gemeenschappelijk_orgaan",
    "centrumgemeente",
    "regeling_zonder_meer",
)


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


def test_five_forms_with_reason_article_and_certainty(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    page = show(example)
    assert [form for form in FORMS if f'id="{form}"' in page] == list(FORMS)
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


def test_an_unconfirmed_rule_says_so(show: Callable[..., str], example: dict[str, Any]) -> None:
    example["form_answers"]["private_partner"] = True  # rule F11, art. 93 Wgr, seen in the text of 2015 alone
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


def test_the_steps_stand_in_order_with_who_term_and_article(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    steps = show(example).split('id="afgesproken"')[1].split("</section>")[0]
    assert steps.index("1. Vraag de ondernemingsraad om advies") < steps.index("Geef de raden acht weken")
    assert "termijn van 8 weken" in steps
    assert "art. 1 lid 3 Wgr" in steps
    assert "Wie: gemeenteraden" in steps


def test_a_form_that_cannot_be_excluded_any_more_counts_as_possible(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    example["form_answers"].pop(
        "advisory_committee", None
    )  # for an openbaar lichaam only a condition hangs on it
    page = show(example)
    assert "1 van de 5" not in page
    assert "Eén van de 5 vormen van de Wgr kan met uw antwoorden." in page
    assert "kan, misschien onder voorwaarden" in card(page, "openbaar_lichaam")
    assert "nog niet te zeggen" in card(page, "bedrijfsvoeringsorganisatie")


def test_grip_comes_first(show: Callable[..., str], example: dict[str, Any]) -> None:
    page = show(example)
    assert page.index("Niet ingevuld is dat de ondernemingsraad om advies is gevraagd.") < page.index(
        'id="oordeel"'
    )
    assert page.index("Niet afgesproken is hoe en wanneer de raden worden") < page.index('id="oordeel"')


def test_the_comparison_has_every_form_and_no_legal_advice(
    show: Callable[..., str], example: dict[str, Any]
) -> None:
    page = show(example)
    table = page.split('id="comparison-caption"')[1].split("</table>")[0]
    assert table.count('<th scope="col">') == 6
    assert table.count('<th scope="row">') == 13
    assert table.count("<td>") == 13 * 5
    assert "Dit is geen juridisch advies." in page
    assert "Volgens de regels zoals die golden op 1 juli 2026." in page


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("internal", "U werkt samen binnen één gemeente"),
        ("network", "U werkt ook samen met inwoners, organisaties"),
    ],
)
def test_outside_the_wgr_there_is_no_dead_end(show: Callable[..., str], kind: str, sentence: str) -> None:
    plain = {
        "schema_version": 1,
        "cooperation": {"name": "Wijkenergie", "kind": kind},
        "agreements": {"other_form": "Convenant <samen>"},
    }
    page = show(plain)
    assert "De vorm die u koos: Convenant &lt;samen&gt;" in page
    assert sentence in page
    assert "Afspraken wijzigen" in page
    assert "Soort samenwerking wijzigen" in page
    assert "Niet afgesproken is hoe en wanneer de raden worden" in page, "grip is for every cooperation"
    assert "openbaar lichaam" not in page


def test_a_reader_sees_no_way_to_fill_in(
    cast: Cast, show: Callable[..., str], example: dict[str, Any]
) -> None:
    page = show(example, cast.daan)
    assert "De vorm die u koos: bedrijfsvoeringsorganisatie" in page
    assert "beantwoorden" not in page.split('id="vormen"')[0]


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
    assert "The five forms side by side" in page
    assert "This is not legal advice" in page
    assert "De vorm die u koos" not in page
