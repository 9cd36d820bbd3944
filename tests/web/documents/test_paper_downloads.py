"""Papers of the human side on Documenten: who gets which, what is missing, and what the file holds."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.pdf_text import text_of
from tests.web.conftest import Cast
from tests.web.documents.conftest import finish_all, save

from vierkant.change.staff_view import staff_view
from vierkant.dossier import from_plain
from vierkant_web import actions
from vierkant_web.jobs.current import visible_plain
from vierkant_web.models import Role, User
from vierkant_web.permissions import Visit, access_to
from vierkant_web.releases import digest_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PAGE = "/s/bollenstreek/documenten/"
WORDS = (
    "veranderplan",
    "communicatieplan",
    "brief-aan-medewerkers",
    "gespreksleidraden",
    "formatie-en-budget",
    "adviesaanvraag",
    "instemmingsaanvraag",
)
REQUESTS = WORDS[-2:]


def member(cast: Cast, role: Role) -> User:
    """A new member with this role."""
    user: User = User.objects.create_user(email=f"{role.value}@voorbeeld.nl", name=role.value, password="-")
    actions.add_member(cooperation=cast.cooperation, user=user, role=role, by=cast.anna)
    return user


def word_text(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(item.text for item in document.paragraphs), *cells])


def sheet_text(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    return " ".join(
        str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value
    )


READERS = {"docx": word_text, "pdf": text_of, "xlsx": sheet_text}


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("form", READERS)
def test_coordinator_gets_every_paper_quickly(filled: Cast, sign_in: SignIn, word: str, form: str) -> None:
    cache.clear()
    client = sign_in(filled.anna)
    client.get(PAGE)
    finish_all()
    started = time.perf_counter()
    response = client.get(f"{PAGE}{word}.{form}")
    assert time.perf_counter() - started < 2
    assert response.status_code == 200
    text = READERS[form](response.content)
    assert "Bollenstreek" in text
    assert "nog invullen" in text
    assert "Kleine kring" not in text
    assert "Ploeg van Hillegom" not in text  # kept to itself by a partner
    day = timezone.localdate().isoformat()
    name = f"bollenstreek-{filled.variant.slug}-{word}-{day}-nl.{form}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("role", "requests"),
    [
        (Role.HR_CHANGE, True),
        (Role.WORKS_COUNCIL, True),
        (Role.GUIDE, False),
        (Role.CONTROLLER, False),
        (Role.READER, False),
    ],
)
def test_requests_to_the_works_council_are_for_who_handles_them(
    filled: Cast, sign_in: SignIn, role: Role, requests: bool
) -> None:
    client = sign_in(member(filled, role))
    client.get(PAGE)
    finish_all()
    page = client.get(PAGE).content.decode()
    for word in WORDS:
        allowed = requests or word not in REQUESTS
        assert (f"{PAGE}{word}.docx" in page) is allowed
        assert client.get(f"{PAGE}{word}.docx").status_code == (200 if allowed else 404)


def test_outsider_gets_no_paper(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.eva)
    client.get(PAGE)
    finish_all()
    page = client.get(PAGE).content.decode()
    assert "tukken voor de menskant" not in page
    for word in WORDS:
        assert word not in page
        assert client.get(f"{PAGE}{word}.pdf").status_code == 404


def test_partner_gets_its_own_groups(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    client.get(PAGE)
    finish_all()
    text = word_text(client.get(PAGE + "veranderplan.docx").content)
    assert "Ploeg van Hillegom" in text
    assert (
        "Vertrouwelijk"
        in docx.Document(BytesIO(client.get(PAGE + "veranderplan.docx").content))
        .sections[0]
        .header.paragraphs[0]
        .text
    )


def test_page_says_what_is_missing_and_where_to_fill_it_in(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    client.get(PAGE)
    finish_all()
    page = client.get(PAGE).content.decode()
    assert "Wat er voor wie verandert, wat mensen helpt" in page
    assert "Nog invullen: " in page
    assert "/s/bollenstreek/invullen/veranderplan/" in page or "/veranderplan/" in page
    reader = sign_in(filled.daan)
    reader.get(PAGE)
    finish_all()
    assert "formulier Veranderplan" in reader.get(PAGE).content.decode()


def test_before_the_assessment_the_file_leads_back_and_no_other_word_is_a_paper(
    filled: Cast, sign_in: SignIn
) -> None:
    client = sign_in(filled.anna)
    response = client.get(PAGE + "veranderplan.pdf")
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert "kunt u hier de stukken downloaden" in client.get(PAGE).content.decode()
    finish_all()
    assert client.get(PAGE + "geheim.pdf").status_code == 404
    assert client.get(PAGE + "veranderplan.odt").status_code == 404
    assert client.post(PAGE + "veranderplan.pdf").status_code == 405


def test_english_on_request(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    client.get(PAGE)
    finish_all()
    response = client.get(PAGE + "veranderplan.docx", {"taal": "en"})
    assert response["Content-Language"] == "en"
    assert "What changes for whom" in word_text(response.content)


def test_letter_is_a_draft_until_both_roles_released_it(filled: Cast, sign_in: SignIn) -> None:
    save(filled, "impact", [{"id": "groot", "changes": "Je werkt op twee plekken.", "status": "decided"}])
    client = sign_in(filled.anna)
    client.get(PAGE)
    finish_all()
    address = PAGE + "brief-aan-medewerkers.docx"
    assert "Verstuur deze brief niet." in word_text(client.get(address).content)
    access = access_to(filled.anna, filled.cooperation)
    place = Visit(filled.anna, filled.cooperation, filled.variant, access)
    change = from_plain(visible_plain(place)).change
    view = staff_view(change, "groot", partners={}, smallest=7)
    for role in (Role.HR_CHANGE, Role.WORKS_COUNCIL):
        actions.release_card(
            variant=filled.variant, group="groot", view=view, seen=digest_of(view), by=member(filled, role)
        )
        released = role is Role.WORKS_COUNCIL
        text = word_text(client.get(address).content)
        assert ("Verstuur deze brief niet." not in text) is released
    assert "Je werkt op twee plekken." in text
