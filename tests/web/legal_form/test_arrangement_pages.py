"""Vorm › Tekst: the checklist, proposals from a text of which nothing is kept, and saving by two people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.business_case.conftest import Fill
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.models import SectionRevision, User, Visibility

SignIn = Callable[[User], Client]
QUERIES = 8
"""Session, user, cooperation, membership, variant, variants, parts of the dossier, numbers of the two parts."""
SECRET = "Kanariegeel"
REGELING = f"""Artikel 1 Zetel
De bedrijfsvoeringsorganisatie is gevestigd te {SECRET}.
Artikel 2 Evaluatie
De regeling wordt iedere vier jaar geëvalueerd.
Artikel 3 Uittreding
Uittreding kan alleen met instemming van het bestuur.
"""


@pytest.fixture
def filled(cast: Cast, fill: Fill, example: dict[str, Any]) -> Cast:
    """The example; its agreed form is a bedrijfsvoeringsorganisatie."""
    fill({key: value for key, value in example.items() if key not in ("clauses", "arrangement_text")})
    return cast


def at(cast: Cast) -> str:
    return f"/s/{cast.cooperation.slug}/vorm/tekst/"


def saved(cast: Cast, section: str) -> SectionRevision | None:
    return SectionRevision.objects.filter(variant=cast.variant, section=section).order_by("-number").first()


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def hidden(html: str) -> dict[str, str]:
    """The numbers that the checklist carries."""
    return {
        f"seen_{name}": html.split(f'name="seen_{name}" value="')[1].split('"')[0]
        for name in ("clauses", "arrangement_text")
    }


def chosen(html: str, clause: str) -> str:
    """The answer that the select of a clause shows."""
    options = html.split(f'name="present_{clause}"')[1].split("</select>")[0]
    return options.split(" selected")[0].rsplit('value="', 1)[1].rstrip('"')


def test_what_nobody_looked_at_is_not_missing(filled: Cast, sign_in: SignIn) -> None:
    html = page(sign_in(filled.anna), at(filled))
    assert "Niet in de tekst: 0. Nog niet bekeken: 18." in html
    assert "art. 11a Wgr" in html
    assert "Ontbreekt <" not in html
    assert chosen(html, "evaluation") == ""


def test_proposals_are_shown_and_nothing_is_kept(filled: Cast, sign_in: SignIn) -> None:
    before = SectionRevision.objects.count()
    response = sign_in(filled.anna).post(at(filled), {"find": "1", "text": REGELING})
    html = response.content.decode()
    assert response.status_code == 200
    assert chosen(html, "evaluation") == "yes"
    assert 'name="place_evaluation" value="artikel 2"' in html
    assert chosen(html, "archive") == ""  # not found is not missing
    assert "uittreden lijkt daar af te hangen van toestemming van anderen" in html
    assert SECRET not in html
    assert SectionRevision.objects.count() == before
    assert SECRET not in str(list(SectionRevision.objects.values_list("content", flat=True)))


@pytest.mark.parametrize("name", ["regeling.txt", "regeling.docx"])
def test_proposals_from_a_file(filled: Cast, sign_in: SignIn, name: str) -> None:
    import io

    from docx import Document

    source = REGELING.encode()
    if name.endswith("docx"):
        made, packed = Document(), io.BytesIO()
        for line in REGELING.splitlines():
            made.add_paragraph(line)
        made.save(packed)
        source = packed.getvalue()
    answer = sign_in(filled.anna).post(at(filled), {"find": "1", "file": SimpleUploadedFile(name, source)})
    assert 'name="place_evaluation" value="artikel 2"' in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Plak een tekst of kies een bestand."),
        ({"text": "   "}, "Plak een tekst of kies een bestand."),
        ({"text": "x" * 1_000_001}, "langer dan een\u00a0miljoen tekens"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "Dit soort bestand kunnen wij niet lezen."),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04x")}, "kan niet worden geopend"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "leeg"),
    ],
)
def test_a_text_that_cannot_be_read_says_why(
    filled: Cast, sign_in: SignIn, given: dict[str, Any], told: str
) -> None:
    response = sign_in(filled.anna).post(at(filled), {"find": "1", **given})
    assert response.status_code == 422
    assert told in response.content.decode()


def test_saving_the_checklist_and_what_is_missing_comes_first(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    given = {
        "save": "1", "present_evaluation": "no", "present_seat": "yes", "place_seat": "artikel 1",
        "place_board": "misschien artikel 4", "concluded_on": "2015-03-01", "amended_on": "2020-01-01",
        "exit_needs_consent": "yes", "appointing_municipalities": "3",
    }  # fmt: skip
    response = client.post(at(filled), {**hidden(page(client, at(filled))), **given})
    assert response.status_code == 302
    lines = saved(filled, "clauses")
    text = saved(filled, "arrangement_text")
    assert lines is not None
    assert text is not None
    assert lines.content == [
        {"id": "seat", "present": True, "place": "artikel 1"},
        {"id": "board", "place": "misschien artikel 4"},
        {"id": "evaluation", "present": False},
    ]
    assert text.content == {
        "concluded_on": "2015-03-01", "amended_on": "2020-01-01", "exit_needs_consent": True,
        "appointing_municipalities": 3,
    }  # fmt: skip
    assert lines.visibility == text.visibility == Visibility.SHARED
    html = page(client, at(filled))
    assert html.index("Ontbreekt <") < html.index("Nog niet bekeken <") < html.index("Staat in de tekst <")
    assert "ECLI:NL:RVS:2015:1198" in html
    assert "is niet aangepast aan de wetswijziging van 1 juli 2022" in html


def test_a_proposal_does_not_overrule_what_somebody_looked_at(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    client.post(at(filled), {**hidden(page(client, at(filled))), "save": "1", "present_evaluation": "no"})
    html = client.post(at(filled), {"find": "1", "text": REGELING}).content.decode()
    assert chosen(html, "evaluation") == "no"
    assert chosen(html, "seat") == "yes"


def test_what_the_page_does_not_ask_stays(filled: Cast, sign_in: SignIn) -> None:
    """The executive board of another form, a note, and a clause that is not on this list."""
    for section, content in (
        ("arrangement_text", {"executive_board": 3, "note": "Let op"}),
        ("clauses", [{"id": "advisory_committee", "present": True}]),
    ):
        actions.save_section(
            variant=filled.variant, section=section, content=content, based_on=0, by=filled.anna
        )
    client = sign_in(filled.anna)
    client.post(at(filled), {**hidden(page(client, at(filled))), "save": "1", "present_seat": "yes"})
    text, lines = saved(filled, "arrangement_text"), saved(filled, "clauses")
    assert text is not None
    assert lines is not None
    assert text.content == {"executive_board": 3, "note": "Let op"}
    assert lines.content == [{"id": "seat", "present": True}, {"id": "advisory_committee", "present": True}]


def test_two_people_both_see_what_differs_and_nothing_is_lost(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    numbers = hidden(page(client, at(filled)))
    client.post(at(filled), {**numbers, "save": "1", "present_seat": "yes", "place_seat": "artikel 9"})
    response = client.post(
        at(filled), {**numbers, "save": "1", "present_seat": "no", "concluded_on": "2023-01-01"}
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "Iemand anders heeft deze lijst intussen bewaard" in html
    assert "artikel 9" in html
    assert chosen(html, "seat") == "no"
    lines = saved(filled, "clauses")
    assert lines is not None
    assert lines.content[0]["present"] is True
    again = client.post(at(filled), {**hidden(html), "save": "1", "present_seat": "no"})
    assert again.status_code == 302
    lines = saved(filled, "clauses")
    assert lines is not None
    assert lines.content == [{"id": "seat", "present": False}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"concluded_on": "31-02-2024"},
        {"appointing_municipalities": "-1"},
        {"appointing_municipalities": "drie"},
        {"place_seat": "x" * 201},
        {"present_seat": "maybe"},
    ],
)
def test_what_is_wrong_is_told_and_the_rest_stays(
    filled: Cast, sign_in: SignIn, wrong: dict[str, str]
) -> None:
    client = sign_in(filled.anna)
    given = {**hidden(page(client, at(filled))), "save": "1", "present_evaluation": "no", **wrong}
    response = client.post(at(filled), given)
    assert response.status_code == 422
    assert chosen(response.content.decode(), "evaluation") == "no"
    assert saved(filled, "clauses") is None


def test_an_empty_list_begins_no_part(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    assert client.post(at(filled), {**hidden(page(client, at(filled))), "save": "1"}).status_code == 302
    assert saved(filled, "clauses") is None
    assert saved(filled, "arrangement_text") is None


def test_who_may_not_write_reads_the_list(filled: Cast, sign_in: SignIn) -> None:
    lines = [{"id": "evaluation", "present": False}]
    actions.save_section(variant=filled.variant, section="clauses", content=lines, based_on=0, by=filled.anna)
    for user in (filled.bram, filled.carla, filled.daan):
        client = sign_in(user)
        html = page(client, at(filled))
        assert "<textarea" not in html
        assert "present_evaluation" not in html
        assert "Staat niet in de tekst" in html
        for given in ({"find": "1", "text": REGELING}, {"save": "1", "present_seat": "yes"}):
            assert client.post(at(filled), given).status_code == 403


def test_a_form_without_duties_and_no_form_at_all(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    html = page(client, at(filled) + "?form=covenant")
    assert "De wet eist bij deze vorm geen bepalingen." in html
    assert "Verstandig om te regelen" in html
    standing = saved(filled, "agreements")
    assert standing is not None
    content = {key: value for key, value in standing.content.items() if key != "form"}
    actions.save_section(
        variant=filled.variant,
        section="agreements",
        content=content,
        based_on=standing.number,
        by=filled.anna,
    )
    assert "Nog geen vorm afgesproken" in page(client, at(filled))
    assert "Nog geen vorm afgesproken" in page(client, at(filled) + "?form=project")


def test_a_post_without_its_token_is_refused(filled: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(filled.anna, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(at(filled), {"find": "1", "text": REGELING}).status_code == 403


def test_a_fixed_number_of_questions_of_the_database(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    for number in (1, 3):
        names = ("seat", "evaluation", "archive")[:number]
        rows = [{"id": name, "present": True, "place": "artikel 4"} for name in names]
        latest = saved(filled, "clauses")
        actions.save_section(
            variant=filled.variant, section="clauses", content=rows, based_on=latest.number if latest else 0,
            by=filled.anna,
        )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            page(client, at(filled))
        assert len(asked) == QUERIES, [row["sql"][:90] for row in asked]
