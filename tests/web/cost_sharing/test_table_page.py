"""Costs per combination: everything wrong at once, nothing typed is lost, and only who may write saves."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.conftest import Cast

from vierkant_web.models import SectionRevision, User

SignIn = Callable[[User], Client]
WHOLE = (
    "Oosterveen;10\nDuinrand;20,5\nPolderwijk;30\nOosterveen+Duinrand;25\nPolderwijk+Oosterveen;35\n"
    "Duinrand+Polderwijk;45\nPolderwijk+Duinrand+Oosterveen;50\n"
)


def url(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/belangen/kosten-per-combinatie/{rest}"


def latest(cast: Cast) -> SectionRevision:
    return SectionRevision.objects.filter(variant=cast.variant, section="coalition_costs").order_by(
        "-number"
    )[0]


def test_all_faults_at_once_and_what_was_typed_stays(scene: Cast, sign_in: SignIn) -> None:
    before = latest(scene)
    given = {
        "tabel": "Oosterveen;10\nDuinrant;3\nPolderwijk;veel\n",
        "herkomst": "De controllers",
        "jaar": "x",
        "seen": before.number,
    }
    answer = sign_in(scene.anna).post(url(scene), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "Regel 2: “Duinrant” is geen deelnemer", "Regel 3: “veel” is geen bedrag",
        "6 combinaties hebben geen (goed) bedrag",
        "Duinrant;3", "De controllers",
    ):  # fmt: skip
        assert words in page, words
    assert latest(scene) == before


def test_a_file_is_saved_and_an_older_form_does_not_overwrite_it(scene: Cast, sign_in: SignIn) -> None:
    client, before = sign_in(scene.anna), latest(scene)
    file = SimpleUploadedFile("tabel.csv", WHOLE.encode("cp1252"))
    answer = client.post(url(scene), {"bestand": file, "seen": before.number, "jaar": "2027"})
    assert answer.status_code == 302
    saved = latest(scene)
    assert saved.content["costs"]["hillegom+teylingen"] == 35.0
    assert (saved.content["costs"]["lisse"], saved.content["year"]) == (20.5, 2027)
    late = client.post(url(scene), {"tabel": WHOLE.replace("20,5", "21"), "seen": before.number})
    assert late.status_code == 409
    assert "Duinrand;21" in late.content.decode()
    assert latest(scene) == saved


def test_the_table_to_download_holds_every_combination(scene: Cast, sign_in: SignIn) -> None:
    answer = sign_in(scene.anna).get(url(scene, "tabel.csv"))
    lines = answer.content.decode("utf-8-sig").split("\r\n")
    assert len(lines) == 1 + 7 + 1
    assert lines[1] == "Gemeente Oosterveen;1876000"
    assert "attachment" in answer["Content-Disposition"]


def test_the_table_can_be_left_out(scene: Cast, sign_in: SignIn) -> None:
    answer = sign_in(scene.anna).post(url(scene), {"weg": "1", "seen": latest(scene).number})
    assert answer.status_code == 302
    assert not latest(scene).content.get("costs")


def test_only_who_writes_the_shared_part(scene: Cast, sign_in: SignIn) -> None:
    for user, status in (
        (scene.anna, 200),
        (scene.bram, 403),
        (scene.carla, 403),
        (scene.daan, 403),
        (scene.eva, 404),
    ):
        client = sign_in(user)
        assert client.get(url(scene)).status_code == status
        assert client.get(url(scene, "tabel.csv")).status_code == status
        if status != 200:
            assert client.post(url(scene), {"tabel": WHOLE}).status_code == status
