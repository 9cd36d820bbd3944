"""Files out hold only what their audience may see; files in change nothing before everything is right and confirmed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.conftest import Cast

from vierkant.documents import spreadsheet
from vierkant.dossier import dumps, from_plain, split, to_plain_dossier
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import Cooperation, Membership, Role, SectionRevision, Visibility

PLAIN: dict[str, Any] = {
    "schema_version": 1,
    "cooperation": {"name": "Bollenstreek"},
    "partners": [
        {"id": "hillegom", "municipality": "GM0534"},
        {"id": "lisse", "municipality": "GM0553"},
        {"id": "teylingen", "municipality": "GM1525"},
    ],
    "tasks": [{"id": "wmo", "name": "Wmo-loket", "parts": {
        "hillegom": {"own_fte": {"value": 11.5}}, "teylingen": {"own_fte": {"value": 13.5}},
    }}],
    "functions": [{"id": "bag", "name": "BAG-beheer", "qualified": {"teylingen": 1}}],
    "people": [{"id": "klein", "name": "Klein team", "size": 3}, {"id": "groot", "name": "Groot team", "size": 40}],
}  # fmt: skip


def address(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/overzicht/uitwisselen/{rest}"


def latest(cast: Cast, section: str, partner: str = "") -> SectionRevision:
    rows = SectionRevision.objects.filter(variant=cast.variant, section=section, partner=partner)
    found = rows.order_by("-number").first()
    assert found is not None
    return found


@pytest.fixture
def filled(cast: Cast) -> Cast:
    cache.clear()
    parts = split(to_plain_dossier(from_plain(PLAIN)))
    rows = [Part(*key, content, Visibility.SHARED) for key, content in parts.items() if key[1] != "hillegom"]
    actions.save_many(variant=cast.variant, parts=rows, by=cast.anna)
    actions.save_section(variant=cast.variant, section="tasks", partner="hillegom", based_on=0, by=cast.bram,
                         content={"wmo": {"own_fte": {"value": 11.5}}}, visibility=Visibility.SHARED)  # fmt: skip
    return cast


def changed(**sections: Any) -> bytes:
    return dumps(from_plain({**PLAIN, **sections}), "json").encode()


def with_fte(hillegom: float = 11.5, teylingen: float = 13.5) -> list[dict[str, Any]]:
    parts = {"hillegom": {"own_fte": {"value": hillegom}}, "teylingen": {"own_fte": {"value": teylingen}}}
    return [{**PLAIN["tasks"][0], "parts": parts}]


def upload(client: Client, cast: Cast, content: bytes, name: str = "dossier.json") -> Any:
    return client.post(address(cast, "bestand/"), {"file": SimpleUploadedFile(name, content)})


def preview(client: Client, cast: Cast) -> tuple[str, dict[str, str]]:
    """The page, and what its form sends along."""
    answer = client.get(address(cast, "inlezen/"))
    hidden = {key: str(answer.context[key]) for key in ("token", "seen")}
    return answer.content.decode(), hidden


# Out ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "toml", "json"])
def test_a_private_part_of_lisse_is_in_no_file_of_another(
    filled: Cast, sign_in: Callable[..., Client], kind: str
) -> None:
    membership = Membership.objects.get(cooperation=filled.cooperation, user=filled.carla)
    actions.change_member(membership=membership, role=Role.PARTNER_EDITOR, partner="lisse", by=filled.anna)
    secret = {"wmo": {"own_fte": {"value": 77.25}}}
    actions.save_section(variant=filled.variant, section="tasks", partner="lisse", content=secret, based_on=0,
                         by=filled.carla)  # fmt: skip

    def text(user: Any, word: str) -> str:
        answer = sign_in(user).get(address(filled, f"dossier.{kind}?voor={word}"))
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
        return (
            str(spreadsheet.read(answer.content, name="x.xlsx"))
            if kind == "xlsx"
            else answer.content.decode()
        )

    assert "77.25" in text(filled.carla, "mij")
    assert "77.25" not in text(filled.carla, "deelnemers")
    for user in (filled.anna, filled.bram, filled.daan):
        for word in ("mij", "deelnemers", "iedereen", "partner:lisse"):
            assert "77.25" not in text(user, word)


@pytest.mark.parametrize("kind", ["xlsx", "toml", "json"])
def test_a_file_holds_the_whole_dossier(filled: Cast, sign_in: Callable[..., Client], kind: str) -> None:
    content = sign_in(filled.anna).get(address(filled, f"dossier.{kind}")).content
    found = (
        to_plain_dossier(spreadsheet.read(content, name="x.xlsx"))
        if kind == "xlsx"
        else tomllib.loads(content.decode())
        if kind == "toml"
        else json.loads(content)
    )
    assert found == to_plain_dossier(from_plain(PLAIN))


def test_a_public_file_holds_nothing_that_points_to_a_person(
    filled: Cast, sign_in: Callable[..., Client]
) -> None:
    for section in ("partners", "functions", "people"):
        actions.set_visibility(variant=filled.variant, section=section, visibility=Visibility.PUBLIC, based_on=1,
                               by=filled.anna)  # fmt: skip
    actions.set_visibility(variant=filled.variant, section="functions", partner="teylingen", based_on=1,
                           visibility=Visibility.PUBLIC, by=filled.anna)  # fmt: skip
    found = json.loads(sign_in(filled.eva).get(address(filled, "dossier.json")).content)
    assert [row["name"] for row in found["people"]] == ["Groot team"]
    assert "functions" not in found
    assert "tasks" not in found


def test_what_is_not_an_export_does_not_exist(filled: Cast, sign_in: Callable[..., Client]) -> None:
    assert sign_in(filled.anna).get(address(filled, "dossier.exe")).status_code == 404
    assert sign_in(filled.eva).get(address(filled)).status_code == 404


def test_the_first_page_takes_the_same_number_of_queries(
    filled: Cast, sign_in: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    client = sign_in(filled.bram)
    with django_assert_num_queries(7):
        client.get(address(filled))
    actions.save_section(variant=filled.variant, section="measures", content=[], based_on=0, by=filled.anna)
    actions.save_section(
        variant=filled.variant, section="agreements", content={"quota": 1}, based_on=0, by=filled.anna
    )
    with django_assert_num_queries(7):
        client.get(address(filled))


# In: what is wrong ----------------------------------------------------------------------------------------------


def test_everything_wrong_in_a_spreadsheet_is_said_at_once_with_its_cell(
    filled: Cast, sign_in: Callable[..., Client]
) -> None:
    book = openpyxl.load_workbook(BytesIO(spreadsheet.write(from_plain(PLAIN), "nl")))
    book["Deelnemers"]["B5"] = "XX12"
    book["Medewerkers"]["D6"] = "veertig"
    content = BytesIO()
    book.save(content)
    answer = upload(sign_in(filled.anna), filled, content.getvalue(), "dossier.xlsx")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Blad Deelnemers, cel B5" in page
    assert "Blad Medewerkers, cel D6" in page
    assert SectionRevision.objects.filter(variant=filled.variant, number__gt=1).count() == 0


def zip_bomb() -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", '<Relationships><Relationship Id="1" Type="x/officeDocument" '
                                        'Target="xl/workbook.xml"/></Relationships>')  # fmt: skip
        archive.writestr("xl/workbook.xml", b"<workbook>" + b" " * 200_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("dossier.xlsm", b"PK", "macro"),
        ("dossier.exe", b"MZ", "kunnen wij niet lezen"),
        ("dossier", b"x", "kunnen wij niet lezen"),
        ("dossier.xlsx", b"x" * 100, "geen Excel-bestand"),
        ("dossier.json", b"{" * 100_000, "Wat er mis is"),
        ("../../etc/passwd.toml", b"name = ", "passwd.toml"),
        ("dossier.toml", b"x" * 5_000_001, "hooguit 5 MB"),
    ],
)
def test_what_is_no_dossier_is_refused_with_a_reason(
    filled: Cast, sign_in: Callable[..., Client], name: str, content: bytes, text: str
) -> None:
    answer = upload(sign_in(filled.anna), filled, content, name)
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert "../" not in answer.content.decode().split("<main")[1]


def test_a_file_that_swells_when_unpacked_is_refused(filled: Cast, sign_in: Callable[..., Client]) -> None:
    answer = upload(sign_in(filled.anna), filled, zip_bomb(), "dossier.xlsx")
    assert answer.status_code == 422
    assert "MB" in answer.content.decode().split("<main")[1]


# In: preview and confirmation -----------------------------------------------------------------------------------


def test_nothing_changes_before_the_confirmation(filled: Cast, sign_in: Callable[..., Client]) -> None:
    anna = sign_in(filled.anna)
    answer = upload(anna, filled, changed(tasks=with_fte(teylingen=20.0), measures=[
        {"id": "a", "block": "people", "text": "Kennismaken"}]))  # fmt: skip
    assert answer["Location"] == address(filled, "inlezen/")
    page, hidden = preview(anna, filled)
    assert "Taken · Teylingen" in page
    assert "<del>13,5 fte (aangenomen)</del>" in page
    assert "Kennismaken" in page
    assert latest(filled, "tasks", "teylingen").number == 1
    anna.post(address(filled, "inlezen/"), {**hidden, "confirm": ""})
    assert latest(filled, "tasks", "teylingen").content == {"wmo": {"own_fte": {"value": 20.0}}}
    assert latest(filled, "measures").visibility == Visibility.SHARED
    assert latest(filled, "tasks").number == 1
    assert preview_is_gone(anna, filled)


def preview_is_gone(client: Client, cast: Cast) -> bool:
    return client.get(address(cast, "inlezen/"))["Location"] == address(cast)


def test_the_own_export_read_in_again_changes_nothing(filled: Cast, sign_in: Callable[..., Client]) -> None:
    anna = sign_in(filled.anna)
    content = anna.get(address(filled, "dossier.xlsx")).content
    upload(anna, filled, content, "dossier.xlsx")
    page, hidden = preview(anna, filled)
    assert "Alles uit het bestand staat al in het dossier" in page
    anna.post(address(filled, "inlezen/"), {**hidden, "confirm": ""})
    assert SectionRevision.objects.filter(variant=filled.variant, number__gt=1).count() == 0


def test_the_coordinator_does_not_overwrite_a_partner_with_an_own_editor(
    filled: Cast, sign_in: Callable[..., Client]
) -> None:
    anna = sign_in(filled.anna)
    upload(anna, filled, changed(tasks=with_fte(hillegom=99.0, teylingen=20.0)))
    page, hidden = preview(anna, filled)
    assert "Hillegom vult dit zelf in" in page
    refused = anna.post(address(filled, "inlezen/"), {**hidden, "confirm": ""})
    assert refused.status_code == 422
    assert latest(filled, "tasks", "teylingen").number == 1
    anna.post(address(filled, "inlezen/"), {**hidden, "confirm": "", "without": "on"})
    assert latest(filled, "tasks", "teylingen").content["wmo"]["own_fte"]["value"] == 20.0
    assert latest(filled, "tasks", "hillegom").content["wmo"]["own_fte"]["value"] == 11.5


def test_a_partner_reads_in_only_the_own_parts(filled: Cast, sign_in: Callable[..., Client]) -> None:
    bram = sign_in(filled.bram)
    other = {"id": "woo", "name": "Woo-verzoeken", "parts": {"hillegom": {"own_fte": {"value": 1.0}}}}
    upload(bram, filled, changed(cooperation={"name": "Gekaapt"}, tasks=[*with_fte(99.0, 20.0), other]))
    page, hidden = preview(bram, filled)
    assert "Taken · Teylingen: Teylingen vult dit zelf in" in page
    assert "De samenwerking: De coördinator vult in" in page
    assert "“Woo-verzoeken” staat niet in de lijst van alle deelnemers" in page
    bram.post(address(filled, "inlezen/"), {**hidden, "confirm": "", "without": "on", "empty": "on"})
    assert latest(filled, "tasks", "hillegom").content == {"wmo": {"own_fte": {"value": 99.0}}}
    assert SectionRevision.objects.filter(variant=filled.variant, number__gt=1).count() == 1
    filled.cooperation.refresh_from_db()
    assert filled.cooperation.name == "Bollenstreek"


def test_readers_read_nothing_in(filled: Cast, sign_in: Callable[..., Client]) -> None:
    for user in (filled.carla, filled.daan):
        assert upload(sign_in(user), filled, changed()).status_code == 403
        assert "Inlezen" not in sign_in(user).get(address(filled)).content.decode()


def test_what_somebody_saved_in_the_meantime_is_not_overwritten(
    filled: Cast, sign_in: Callable[..., Client]
) -> None:
    anna = sign_in(filled.anna)
    upload(anna, filled, changed(cooperation={"name": "Uit het bestand"}, tasks=with_fte(teylingen=20.0)))
    _page, hidden = preview(anna, filled)
    actions.save_section(variant=filled.variant, section="cooperation", content={"name": "Tussendoor"}, based_on=1,
                         by=filled.anna)  # fmt: skip
    answer = anna.post(address(filled, "inlezen/"), {**hidden, "confirm": ""})
    assert answer.status_code == 409
    assert "De samenwerking (Anna)" in answer.content.decode()
    assert latest(filled, "tasks", "teylingen").number == 1
    anna.post(
        address(filled, "inlezen/"), {"token": hidden["token"], "seen": answer.context["seen"], "confirm": ""}
    )
    assert latest(filled, "cooperation").content == {"name": "Uit het bestand"}
    filled.cooperation.refresh_from_db()
    assert filled.cooperation.name == "Uit het bestand"


def test_what_is_not_in_the_file_stays_unless_asked(filled: Cast, sign_in: Callable[..., Client]) -> None:
    anna = sign_in(filled.anna)
    without_people = {key: value for key, value in PLAIN.items() if key != "people"}
    for extra, expected in (({}, 2), ({"empty": "on"}, 0)):
        upload(anna, filled, dumps(from_plain(without_people), "toml").encode(), "dossier.toml")
        page, hidden = preview(anna, filled)
        assert "Medewerkers" in page
        anna.post(address(filled, "inlezen/"), {**hidden, "confirm": "", **extra})
        assert len(latest(filled, "people").content) == expected


def test_a_file_that_would_break_the_dossier_is_not_read_in(
    filled: Cast, sign_in: Callable[..., Client]
) -> None:
    actions.save_section(variant=filled.variant, section="agreements", based_on=0, by=filled.anna,
                         content={"votes": {"hillegom": 1, "lisse": 1}})  # fmt: skip
    anna = sign_in(filled.anna)
    rest = {key: value for key, value in PLAIN.items() if key in ("schema_version", "cooperation")}
    upload(anna, filled, dumps(from_plain({**rest, "partners": PLAIN["partners"][:1]}), "json").encode())
    page, hidden = preview(anna, filled)
    assert "niet meer bij elkaar passen" in page
    assert anna.post(address(filled, "inlezen/"), {**hidden, "confirm": ""}).status_code == 422
    assert latest(filled, "partners").number == 1


def test_a_file_waits_for_its_own_user_and_preview_alone(
    filled: Cast, sign_in: Callable[..., Client]
) -> None:
    anna, bram = sign_in(filled.anna), sign_in(filled.bram)
    upload(anna, filled, changed(cooperation={"name": "Van Anna"}))
    _page, hidden = preview(anna, filled)
    assert preview_is_gone(bram, filled)
    bram.post(address(filled, "inlezen/"), {**hidden, "confirm": ""})
    upload(anna, filled, changed(cooperation={"name": "Tweede bestand"}))
    anna.post(address(filled, "inlezen/"), {**hidden, "confirm": ""})
    assert latest(filled, "cooperation").number == 1


# A new cooperation ----------------------------------------------------------------------------------------------


def test_a_new_cooperation_from_a_file(filled: Cast, sign_in: Callable[..., Client]) -> None:
    eva = sign_in(filled.eva)
    assert eva.get("/nieuw/uit-bestand/").status_code == 200
    answer = eva.post("/nieuw/uit-bestand/", {"file": SimpleUploadedFile("d.json", changed())})
    made = Cooperation.objects.get(name="Bollenstreek", created_by=filled.eva)
    assert answer["Location"] == made.url
    assert made.municipalities.count() == 3
    assert made.variants.get().revisions.count() == len(split(to_plain_dossier(from_plain(PLAIN))))


def test_a_wrong_file_makes_no_cooperation(filled: Cast, sign_in: Callable[..., Client]) -> None:
    before = Cooperation.objects.count()
    eva = sign_in(filled.eva)
    for name, content in (
        ("d.json", b'{"partners": 3}'),
        ("d.json", b'{"schema_version": 1}'),
        ("d.txt", b"x"),
    ):
        answer = eva.post("/nieuw/uit-bestand/", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422
    assert Cooperation.objects.count() == before
