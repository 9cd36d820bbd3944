"""Vorm › Keuze and Vorm › Gevolgen: weights that can be tried and saved, and a list to act on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.business_case.conftest import Assess, Fill
from tests.web.conftest import Cast

from vierkant.legal_form.inputs import Criterion, LegalForm
from vierkant.reference.forms import FORMS_OF, Kind
from vierkant_web import actions
from vierkant_web.models import SectionRevision, User

SignIn = Callable[[User], Client]
WEIGHTS = {item.value: "3" for item in Criterion}
CHOICE_QUERIES = 8
"""Session, user, cooperation, membership, variant, variants, parts of the dossier, run."""
FOLLOWS_QUERIES = 7


def at(cast: Cast, page: str) -> str:
    return f"/s/{cast.cooperation.slug}/vorm/{page}/"


@pytest.fixture
def filled(cast: Cast, fill: Fill, assess: Assess, example: dict[str, Any]) -> Cast:
    fill(example)
    assess(cast.anna)
    return cast


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response
    return response.content.decode()


def answers(cast: Cast) -> SectionRevision:
    found = (
        SectionRevision.objects.filter(variant=cast.variant, section="form_answers")
        .order_by("-number")
        .first()
    )
    assert found is not None
    return found


def seen(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]


def test_the_comparison_shows_order_reasons_and_what_would_change_it(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.anna), at(filled, "keuze"))
    assert "openbaar lichaam" in page
    assert "bedrijfsvoeringsorganisatie" in page
    assert "De punten zijn ons eigen oordeel" in page
    assert "Wanneer staat een andere vorm bovenaan?" in page
    assert page.count("<select") >= 8
    assert "Gewichten in het dossier bewaren" not in page


def test_the_order_leaves_out_what_is_another_form_and_says_what_does_not_suit(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any]
) -> None:
    """A regeling zonder meer with mandate is a centrumregeling (art. 8 lid 4 Wgr); equal partners do not suit that."""
    example["form_answers"] |= {
        "legal_personality": False, "own_staff": False, "mandate": True, "delegation": False, "equal_partners": True,
    }  # fmt: skip
    fill(example)
    assess(cast.anna)
    page = text(sign_in(cast.anna), at(cast, "keuze"))
    order = page.split('aria-labelledby="choice-ranking"')[1].split("</table>")[0]
    assert "form=regeling_zonder_meer" not in order
    assert "past niet bij alles wat u wilt" in order.split("form=centrumgemeente")[1].split("</tr>")[0]


def test_weights_in_the_address_are_tried_and_not_saved(filled: Cast, sign_in: SignIn) -> None:
    client, before = sign_in(filled.anna), answers(filled).number
    plain = text(client, at(filled, "keuze"))
    tried = text(client, at(filled, "keuze") + "?light_governance=5&exit=5&openness=0&procurement=0")
    first = '<td class="v-number">1</td><th scope="row"><a class="utrecht-link utrecht-link--html-a" href="{}?form={}'
    follows = at(filled, "gevolgen")
    assert first.format(follows, "openbaar_lichaam") in plain
    assert first.format(follows, "bedrijfsvoeringsorganisatie") in tried
    assert "Deze gewichten in het dossier bewaren" in tried
    assert answers(filled).number == before


def test_odd_weights_in_the_address_count_as_not_given(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    for odd in ("9", "-1", "x", "", "3.5", "²"):
        page = text(client, at(filled, "keuze") + f"?exit={odd}&variant=")
        assert "Deze gewichten in het dossier bewaren" not in page


def test_saving_puts_the_weights_with_the_other_answers(filled: Cast, sign_in: SignIn) -> None:
    client, before = sign_in(filled.anna), answers(filled)
    page = text(client, at(filled, "keuze") + "?exit=5")
    response = client.post(at(filled, "keuze"), {**WEIGHTS, "exit": "5", "seen": seen(page)})
    assert response.status_code == 302
    after = answers(filled)
    assert after.number == before.number + 1
    assert after.content["weight_exit"] == 5
    assert {key: after.content[key] for key in before.content} == before.content
    assert after.visibility == before.visibility


def test_two_people_who_set_weights_both_see_what_differs(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    mine = seen(text(client, at(filled, "keuze") + "?exit=5"))
    client.post(at(filled, "keuze"), {**WEIGHTS, "exit": "1", "seen": mine})
    number = answers(filled).number
    response = client.post(at(filled, "keuze"), {**WEIGHTS, "exit": "5", "seen": mine})
    page = response.content.decode()
    assert response.status_code == 409
    assert answers(filled).number == number
    assert "Die van u" in page
    again = client.post(at(filled, "keuze"), {**WEIGHTS, "exit": "5", "seen": seen(page)})
    assert again.status_code == 302
    assert answers(filled).content["weight_exit"] == 5


def test_another_answer_saved_in_between_is_not_in_the_way(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    mine = seen(text(client, at(filled, "keuze") + "?exit=5"))
    standing = answers(filled)
    actions.save_section(
        variant=filled.variant, section="form_answers", content={**standing.content, "note": "Nieuw"},
        based_on=standing.number, by=filled.anna,
    )  # fmt: skip
    assert client.post(at(filled, "keuze"), {**WEIGHTS, "exit": "5", "seen": mine}).status_code == 302
    assert answers(filled).content["note"] == "Nieuw"
    assert answers(filled).content["weight_exit"] == 5


def test_who_may_not_write_tries_but_does_not_save(filled: Cast, assess: Assess, sign_in: SignIn) -> None:
    client = sign_in(filled.daan)
    text(client, at(filled, "keuze"))  # asks for the assessment of this reader
    assess(filled.daan)
    page = text(client, at(filled, "keuze") + "?exit=5")
    assert "Deze gewichten in het dossier bewaren" not in page
    before = answers(filled).number
    assert client.post(at(filled, "keuze"), {**WEIGHTS, "exit": "5", "seen": "x"}).status_code == 403
    assert answers(filled).number == before
    for page_word in ("keuze", "gevolgen", "tekst"):
        assert sign_in(filled.eva).get(at(filled, page_word)).status_code == 404
        assert Client().get(at(filled, page_word)).status_code in (302, 404)


def test_what_follows_from_the_agreed_form(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.daan), at(filled, "gevolgen"))
    assert "<strong>Bedrijfsvoeringsorganisatie.</strong>" in page
    assert page.index("Vraag de ondernemingsraad om advies") < page.index("Vraag de raden om toestemming")
    assert "art. 25 lid 1 WOR" in page
    assert "termijn van 8 weken" in page
    assert "niet bevestigd" in page
    assert "data-print" in page
    assert "Deze vorm is niet afgesproken" not in page


@pytest.mark.parametrize("form", FORMS_OF[Kind.INTERMUNICIPAL])
def test_what_would_follow_from_every_other_form(filled: Cast, sign_in: SignIn, form: LegalForm) -> None:
    page = text(sign_in(filled.anna), at(filled, "gevolgen") + f"?form={form.value}")
    assert "Wat u doet, stap voor stap" in page
    assert ("Deze vorm is niet afgesproken" in page) == (form is not LegalForm.BEDRIJFSVOERINGSORGANISATIE)


def test_without_a_form_the_page_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(cast.anna), at(cast, "gevolgen"))
    assert "Nog geen vorm afgesproken" in page
    assert "/invullen/afspraken/" in page
    assert "Nog geen vorm afgesproken" in text(sign_in(cast.daan), at(cast, "gevolgen") + "?form=onzin")


def test_the_pages_ask_a_fixed_number_of_questions_of_the_database(
    filled: Cast, sign_in: SignIn, example: dict[str, Any]
) -> None:
    client = sign_in(filled.anna)
    for address, number in ((at(filled, "keuze"), CHOICE_QUERIES), (at(filled, "gevolgen"), FOLLOWS_QUERIES)):
        client.get(address)
        for query in ("", "?exit=5&form=foundation"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(address + query).status_code == 200
            assert len(asked) == number, [row["sql"][:90] for row in asked]
