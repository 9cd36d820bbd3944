"""Papers for the decision on Documenten: who gets which, for whose council, and that nothing points to a person."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.web.conftest import Cast
from tests.web.documents.conftest import finish_all, save
from tests.web.documents.test_paper_downloads import READERS, member, word_text

from vierkant_web.models import Role, User

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PAGE = "/s/bollenstreek/documenten/"
FORMS = {
    "raadsvoorstel": ("docx", "pdf"),
    "oplegger": ("docx", "pdf"),
    "collegevoorstel": ("docx", "pdf"),
    "zienswijze": ("docx", "pdf"),
    "controlelijst-regeling": ("docx", "pdf", "xlsx"),
}
FILES = [(word, form) for word, forms in FORMS.items() for form in forms]
OF_ONE_COUNCIL = ("raadsvoorstel", "oplegger", "collegevoorstel", "zienswijze")


def ready(cast: Cast, client: Client) -> Client:
    """The assessment of this visitor is made."""
    client.get(PAGE)
    finish_all()
    return client


@pytest.mark.parametrize(("word", "form"), FILES)
def test_coordinator_gets_every_paper_quickly(filled: Cast, sign_in: SignIn, word: str, form: str) -> None:
    cache.clear()
    client = ready(filled, sign_in(filled.anna))
    client.get(PAGE)
    started = time.perf_counter()
    response = client.get(f"{PAGE}{word}.{form}")
    assert time.perf_counter() - started < 1.5
    assert response.status_code == 200
    text = READERS[form](response.content)
    assert "Bollenstreek" in text
    assert "onvolledig" in text
    for secret in ("Kleine kring", "Ploeg van Hillegom", "Grote groep"):
        assert secret not in text
    assert response["Cache-Control"] == "no-store"


def test_only_files_that_a_paper_comes_in(filled: Cast, sign_in: SignIn) -> None:
    client = ready(filled, sign_in(filled.anna))
    page = client.get(PAGE).content.decode()
    for word, forms in FORMS.items():
        for form in ("docx", "pdf", "xlsx"):
            assert (f"{PAGE}{word}.{form}" in page) is (form in forms)
            assert client.get(f"{PAGE}{word}.{form}").status_code == (200 if form in forms else 404)


@pytest.mark.parametrize(
    ("role", "executive"),
    [
        (Role.HR_CHANGE, True),
        (Role.CONTROLLER, True),
        (Role.WORKS_COUNCIL, False),
        (Role.GUIDE, False),
        (Role.READER, False),
    ],
)
def test_council_papers_are_for_every_member(
    filled: Cast, sign_in: SignIn, role: Role, executive: bool
) -> None:
    client = ready(filled, sign_in(member(filled, role)))
    page = client.get(PAGE).content.decode()
    for word in FORMS:
        allowed = executive or word != "collegevoorstel"
        assert (f"{PAGE}{word}.docx" in page) is allowed
        assert client.get(f"{PAGE}{word}.docx").status_code == (200 if allowed else 404)


def test_outsider_gets_none_also_when_a_section_is_public(filled: Cast, sign_in: SignIn) -> None:
    client = ready(filled, sign_in(filled.eva))
    page = client.get(PAGE).content.decode()
    assert "tukken voor het besluit" not in page
    for word in FORMS:
        assert f"{word}." not in page
        assert client.get(f"{PAGE}{word}.docx").status_code == 404
        assert client.get(f"{PAGE}{word}.docx", {"raad": "lisse"}).status_code == 404


def test_coordinator_chooses_the_council(filled: Cast, sign_in: SignIn) -> None:
    client = ready(filled, sign_in(filled.anna))
    page = client.get(PAGE).content.decode()
    day = timezone.localdate().isoformat()
    for word in OF_ONE_COUNCIL:
        for council, name in (("hillegom", "Hillegom"), ("teylingen", "Teylingen")):
            assert f"{PAGE}{word}.docx?raad={council}" in page
            response = client.get(f"{PAGE}{word}.docx", {"raad": council})
            assert name in word_text(response.content)
            assert f'-{word}-{council}-{day}-nl.docx"' in response["Content-Disposition"]
        assert client.get(f"{PAGE}{word}.docx", {"raad": "leiden"}).status_code == 404
    without = word_text(client.get(f"{PAGE}zienswijze.docx").content)
    assert "nog invullen: welke gemeente" in without


def test_partner_gets_the_paper_of_its_own_council_alone(filled: Cast, sign_in: SignIn) -> None:
    client = ready(filled, sign_in(filled.bram))
    page = client.get(PAGE).content.decode()
    assert f"{PAGE}zienswijze.docx" in page
    assert "?raad=" not in page
    for word in OF_ONE_COUNCIL:
        text = word_text(client.get(f"{PAGE}{word}.docx").content)
        assert "Hillegom" in text
        assert "welke gemeente" not in text
        assert client.get(f"{PAGE}{word}.docx", {"raad": "hillegom"}).status_code == 200
        assert client.get(f"{PAGE}{word}.docx", {"raad": "lisse"}).status_code == 404


def test_page_groups_papers_and_says_what_is_mandatory(filled: Cast, sign_in: SignIn) -> None:
    client = ready(filled, sign_in(filled.anna))
    page = client.get(PAGE).content.decode()
    places = [page.index(f'id="{name}"') for name in ("stukken-mensen", "stukken-besluit", "rapporten")]
    assert places == sorted(places)
    assert "Concept, onvolledig" in page
    assert "verplichte onderdelen zijn niet ingevuld" in page
    assert "/invullen/" in page
    public = ready(filled, sign_in(filled.eva)).get(PAGE).content.decode()
    assert "stukken-besluit" not in public


def test_departments_have_no_council(filled: Cast, sign_in: SignIn) -> None:
    save(filled, "cooperation", {"name": "Bollenstreek", "kind": "internal"})
    client = ready(filled, sign_in(filled.anna))
    assert "?raad=" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}raadsvoorstel.docx").status_code == 200
    assert client.get(f"{PAGE}raadsvoorstel.docx", {"raad": "lisse"}).status_code == 404


def test_a_company_has_no_council(filled: Cast, sign_in: SignIn) -> None:
    rows = [
        {"id": "hillegom", "municipality": "GM0534"},
        {"id": "lisse", "municipality": "GM0553"},
        {"id": "bedrijf", "name": "Een bedrijf", "public": False},
    ]
    save(filled, "partners", rows)
    client = ready(filled, sign_in(filled.anna))
    assert "?raad=bedrijf" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}oplegger.pdf", {"raad": "bedrijf"}).status_code == 404


def test_word_has_real_styles_and_lists_that_count_by_themselves(filled: Cast, sign_in: SignIn) -> None:
    client = ready(filled, sign_in(filled.anna))
    content = client.get(f"{PAGE}raadsvoorstel.docx", {"raad": "lisse", "taal": "en"}).content
    document = docx.Document(BytesIO(content))
    styles = {item.style.name for item in document.paragraphs if item.style is not None}
    assert {"Title", "Heading 1", "Numbered", "Caption", "List Bullet"} <= styles
    points = [
        item for item in document.paragraphs if item.style is not None and item.style.name == "Numbered"
    ]
    assert points
    assert all(item._p.pPr is not None and item._p.pPr.numPr is not None for item in points)
    assert any(item.text == "Draft decision of the council" for item in document.paragraphs)
