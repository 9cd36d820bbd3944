"""Meeting dates on the page: what was understood is shown, nothing is lost, and each part is written by who may."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.models import SectionRevision, Visibility

SignIn = Callable[[Any], Client]
YEAR = timezone.localdate().year + 1
COUNCILS = ("hillegom", "lisse", "teylingen")
CALENDAR = f"""BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
UID:1\r
SUMMARY:Raadsvergadering\r
DTSTART;TZID=W. Europe Standard Time:{YEAR}0114T193000\r
RRULE:FREQ=MONTHLY;COUNT=3\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """Three municipalities and one board; nobody filled in when they meet."""
    save(cast, "cooperation", {"name": "Bollenstreek", "kind": "intermunicipal"})
    save(cast, "partners", [{"id": name, "name": name.capitalize()} for name in COUNCILS])
    save(cast, "boards", [{"id": "ab", "name": "Algemeen bestuur"}])
    return cast


def save(cast: Cast, section: str, content: Any, partner: str = "", by: Any = None, **more: Any) -> None:
    rows = cast.variant.revisions.filter(section=section, partner=partner).order_by("-number")
    actions.save_section(
        variant=cast.variant, section=section, content=content, partner=partner, by=by or cast.anna,
        based_on=rows.values_list("number", flat=True).first() or 0, **more,
    )  # fmt: skip


def url(cast: Cast) -> str:
    return reverse("calendar_dates", kwargs={"slug": cast.cooperation.slug})


def read(client: Client, cast: Cast, text: str, target: str = "councils:hillegom", **more: Any) -> Any:
    return client.post(url(cast), {"target": target, "year": YEAR, "text": text, **more})


def proposal(answer: Any) -> str:
    found = re.search(r'name="proposal" value="([^"]+)"', answer.content.decode())
    assert found is not None, answer.content.decode()[:3000]
    return unescape(found[1])


def stands(cast: Cast, section: str, partner: str) -> list[dict[str, Any]]:
    rows = SectionRevision.objects.filter(variant=cast.variant, section=section, partner=partner)
    latest = rows.order_by("-number").first()
    return latest.content if latest else []


def test_pasted_dates_go_to_the_own_part_of_the_partner(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    text = f"raad 14 januari {YEAR}\ncommissie 7 januari {YEAR}\nzomerreces 10 juli t/m 22 augustus {YEAR}"
    shown = read(client, filled, text)
    assert shown.status_code == 200
    assert not stands(filled, "councils", "hillegom"), "nothing is saved before somebody looked"
    saved = client.post(url(filled), {"proposal": proposal(shown), "how": "add"})
    assert saved.status_code == 302
    assert stands(filled, "councils", "hillegom") == [
        {
            "id": "hillegom",
            "meetings": [f"{YEAR}-01-14"],
            "committees": [f"{YEAR}-01-07"],
            "recess": [f"{YEAR}-07-10/{YEAR}-08-22 zomerreces"],
        }
    ]


def test_the_kind_of_a_date_can_be_changed_and_left_out(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    text = f"14-1-{YEAR}\n21-1-{YEAR}\n28-1-{YEAR}\n10-7-{YEAR} t/m 20-7-{YEAR}"
    shown = read(client, filled, text)
    wanted = {"kind-1": "committee", "kind-2": "other", "kind-3": "meeting"}
    assert client.post(url(filled), {"proposal": proposal(shown), "how": "add", **wanted}).status_code == 302
    [row] = stands(filled, "councils", "hillegom")
    assert (row["meetings"], row["committees"]) == ([f"{YEAR}-01-14"], [f"{YEAR}-01-21"])
    assert row["recess"] == [f"{YEAR}-07-10/{YEAR}-07-20"], "a period is no meeting, whatever was sent"


def test_adding_keeps_and_replacing_takes_the_same_year_and_kind(filled: Cast, sign_in: SignIn) -> None:
    before = {
        "id": "hillegom", "agenda_days": 10, "meetings": [f"{YEAR - 1}-12-10", f"{YEAR}-01-10"],
        "committees": [f"{YEAR}-01-03"],
    }  # fmt: skip
    save(filled, "councils", [before], "hillegom", by=filled.bram)
    client = sign_in(filled.bram)
    for how, meetings in (
        ("add", [f"{YEAR - 1}-12-10", f"{YEAR}-01-10", f"{YEAR}-01-14"]),
        ("replace", [f"{YEAR - 1}-12-10", f"{YEAR}-01-14"]),
    ):
        shown = read(client, filled, f"raad 14 januari {YEAR}")
        client.post(url(filled), {"proposal": proposal(shown), "how": how})
        [row] = stands(filled, "councils", "hillegom")
        assert row == {**before, "meetings": meetings}


def test_a_board_has_no_committee(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    shown = read(client, filled, f"AB 8 juli {YEAR}\ncommissie 9 juli {YEAR}", target="boards:ab")
    assert 'value="committee"' not in shown.content.decode()
    client.post(url(filled), {"proposal": proposal(shown), "how": "add", "kind-1": "committee"})
    [row] = stands(filled, "boards", "")
    assert row == {"id": "ab", "name": "Algemeen bestuur", "meetings": [f"{YEAR}-07-08"]}


def test_a_board_keeps_the_councils_that_the_writer_may_not_see(filled: Cast, sign_in: SignIn) -> None:
    council = [{"id": "raad-hillegom", "name": "Raad"}]
    save(filled, "councils", council, "hillegom", by=filled.bram, visibility=Visibility.PRIVATE)
    save(filled, "councils", [{"id": "raad-lisse", "name": "Lisse"}], "lisse", visibility=Visibility.SHARED)
    board = {"id": "ab", "name": "Algemeen bestuur", "councils": ["raad-hillegom", "raad-lisse"]}
    save(filled, "boards", [board])
    client = sign_in(filled.anna)
    shown = read(client, filled, f"AB 8 juli {YEAR}", target="boards:ab")
    assert client.post(url(filled), {"proposal": proposal(shown), "how": "add"}).status_code == 302
    assert stands(filled, "boards", "") == [{**board, "meetings": [f"{YEAR}-07-08"]}]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("raad.ics", CALENDAR.encode(), [f"{YEAR}-01-14", f"{YEAR}-02-14", f"{YEAR}-03-14"]),
        ("raad.csv", f"datum;soort\n14-01-{YEAR};raad\n".encode(), [f"{YEAR}-01-14"]),
        ("raad.csv", f"datum\tsoort\n14-01-{YEAR}\traad\n".encode("utf-16"), [f"{YEAR}-01-14"]),
    ],
)
def test_a_file_is_read(
    filled: Cast, sign_in: SignIn, name: str, content: bytes, expected: list[str]
) -> None:
    client = sign_in(filled.bram)
    shown = read(client, filled, "", file=SimpleUploadedFile(name, content))
    client.post(url(filled), {"proposal": proposal(shown), "how": "add"})
    [row] = stands(filled, "councils", "hillegom")
    assert row["meetings"] == expected


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"PK\x03\x04" + b"x" * 50, "Excel"), (b"%PDF-1.7", "PDF"), (bytes(range(256)) * 9, "geen tekst"),
     (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "geen afspraken")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(
    filled: Cast, sign_in: SignIn, content: bytes, says: str
) -> None:
    answer = read(sign_in(filled.bram), filled, "", file=SimpleUploadedFile("bestand", content))
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_file_that_is_too_large_is_refused(filled: Cast, sign_in: SignIn) -> None:
    for size in (2_000_001, 3_000_000):
        answer = read(sign_in(filled.bram), filled, "", file=SimpleUploadedFile("x.csv", b"x" * size))
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode() or "v-field--invalid" in answer.content.decode()


def test_what_cannot_be_read_keeps_the_text(filled: Cast, sign_in: SignIn) -> None:
    answer = read(sign_in(filled.bram), filled, "30 februari <b>")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "30 februari &lt;b&gt;" in page
    assert "bestaat niet" in page


def test_doubts_stand_beside_the_date_and_the_text_can_be_corrected(filled: Cast, sign_in: SignIn) -> None:
    answer = read(sign_in(filled.bram), filled, f"27 april {YEAR} raad\n31 april {YEAR}\n<i>14 mei</i>")
    page = answer.content.decode()
    assert "Koningsdag" in page
    assert f"31 april {YEAR} bestaat niet" in page
    assert "Klopt" in page
    assert "&lt;i&gt;14 mei&lt;/i&gt;</textarea>" in page


def test_two_people_at_once_lose_nothing(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    shown = read(client, filled, f"raad 14 januari {YEAR}")
    save(filled, "councils", [{"id": "hillegom", "meetings": [f"{YEAR}-02-11"]}], "hillegom", by=filled.bram)
    late = client.post(url(filled), {"proposal": proposal(shown), "how": "add", "kind-0": "committee"})
    assert late.status_code == 409
    assert f"{YEAR}-02-11" in late.content.decode()
    assert '<option value="committee" selected>' in late.content.decode(), "what was chosen still stands"
    assert stands(filled, "councils", "hillegom")[0]["meetings"] == [f"{YEAR}-02-11"]
    again = client.post(url(filled), {"proposal": proposal(late), "how": "add", "kind-0": "meeting"})
    assert again.status_code == 302
    assert stands(filled, "councils", "hillegom")[0]["meetings"] == [f"{YEAR}-01-14", f"{YEAR}-02-11"]


def test_nothing_chosen_saves_nothing(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    shown = read(client, filled, f"14 januari {YEAR}")
    answer = client.post(url(filled), {"proposal": proposal(shown), "how": "add", "kind-0": "other"})
    assert answer.status_code == 422
    assert not stands(filled, "councils", "hillegom")


def test_too_many_dates_for_a_dossier_are_refused_in_words(filled: Cast, sign_in: SignIn) -> None:
    lines = "\n".join(f"{day}-{month}-{year}" for year in (YEAR, YEAR + 1) for month in range(1, 13)
                      for day in range(1, 29))  # fmt: skip
    client = sign_in(filled.bram)
    answer = client.post(url(filled), {"proposal": proposal(read(client, filled, lines)), "how": "add"})
    assert answer.status_code == 422
    assert "400" in answer.content.decode()
    assert not stands(filled, "councils", "hillegom")


def test_each_writes_its_own_part(filled: Cast, sign_in: SignIn) -> None:
    text = f"raad 14 januari {YEAR}"
    assert read(sign_in(filled.bram), filled, text, target="councils:lisse").status_code == 422
    assert read(sign_in(filled.bram), filled, text, target="boards:ab").status_code == 422
    assert read(sign_in(filled.anna), filled, text, target="councils:hillegom").status_code == 422
    assert read(sign_in(filled.anna), filled, text, target="councils:lisse").status_code == 200
    for user in (filled.carla, filled.daan):
        assert sign_in(user).get(url(filled)).status_code == 200
        assert read(sign_in(user), filled, text, target="councils:lisse").status_code == 403
    assert sign_in(filled.eva).get(url(filled)).status_code == 404


def test_a_proposal_of_somebody_else_saves_nothing(filled: Cast, sign_in: SignIn) -> None:
    """What was read for one council is not saved by who may not write it, nor when it was tampered with."""
    text = proposal(read(sign_in(filled.anna), filled, f"raad 14 januari {YEAR}", target="councils:lisse"))
    assert sign_in(filled.bram).post(url(filled), {"proposal": text, "how": "add"}).status_code == 422
    assert sign_in(filled.anna).post(url(filled), {"proposal": text + "x", "how": "add"}).status_code == 422
    assert sign_in(filled.daan).post(url(filled), {"proposal": text, "how": "add"}).status_code == 403
    assert not stands(filled, "councils", "lisse")


def test_a_form_without_its_token_is_refused(filled: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(filled.bram, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert read(client, filled, f"raad 14 januari {YEAR}").status_code == 403


def test_an_empty_dossier_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.anna).get(url(cast))
    assert page.status_code == 200
    assert "Vul de raden in" in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_queries(
    cast: Cast, sign_in: SignIn, django_assert_num_queries: Any, number: int
) -> None:
    save(cast, "partners", [{"id": name, "name": name} for name in COUNCILS[:number]])
    client = sign_in(cast.anna)
    client.get(url(cast))
    with django_assert_num_queries(6):
        client.get(url(cast))
