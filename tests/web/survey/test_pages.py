"""The pages of waves: preparing step by step, and everything that can be wrong on the way."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Cast
from tests.web.survey.waves import Crew, setup, sign, signed_wave

from vierkant.survey.codes import check_code
from vierkant_web import actions
from vierkant_web.models import AuditEvent, MailingLine, User, Wave, WaveCode, WaveSignature, WaveState

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
CSV = "groep;organisatie;team;functiefamilie;aantal\nBalie;hillegom;;balie;14\nBalie;lisse;;balie;12\nWabo;lisse;;;4\n"


def at(cast: Cast, page: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/organisaties/metingen/{page}"


def text(answer: HttpResponse) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def seen(answer: HttpResponse) -> str:
    return re.findall(r'name="seen" value="(\w+)"', answer.content.decode())[0]


@pytest.fixture
def partners(cast: Cast) -> None:
    actions.save_section(
        variant=cast.variant, section="partners", based_on=0, by=cast.anna,
        content=[{"id": "hillegom", "municipality": "GM0534"}, {"id": "lisse", "municipality": "GM0553"}],
    )  # fmt: skip


@pytest.fixture
def hanna(crew: Crew, partners: None, sign_in: SignIn) -> Client:
    return sign_in(crew.hanna)


@pytest.fixture
def draft(crew: Crew, partners: None) -> Wave:
    return actions.create_wave(cooperation=crew.cast.cooperation, setup=setup(), by=crew.hanna)


def send(client: Client, address: str, data: dict[str, Any]) -> HttpResponse:
    """What the form on the page sends, with these fields filled in."""
    page = client.get(address)
    return client.post(address, {"seen": seen(page), **data})


def test_from_nothing_to_a_wave_that_says_all_that_is_missing_at_once(crew: Crew, hanna: Client) -> None:
    cast = crew.cast
    assert "Nog geen meting" in text(hanna.get(at(cast)))
    assert "Geef de meting een naam" in text(hanna.post(at(cast, "nieuw/"), {"name": ""}))
    made = hanna.post(at(cast, "nieuw/"), {"name": "Zo werken wij"})
    assert made["Location"] == at(cast, "1/stap/waarom/")
    whole = text(hanna.get(at(cast, "1/")))
    for missing in (
        "Instemming van de ondernemingsraad",
        "Verwerkersovereenkomst",
        "vragenlijst",
        "groep",
        "moment van openen",
    ):
        assert missing in whole
    assert "De meting openen" not in whole
    step = send(
        hanna,
        at(cast, "1/stap/waarom/"),
        {"name": "Zo werken wij", "purpose": "Leren.", "legal_basis": "public_task"},
    )
    assert step["Location"] == at(cast, "1/vragen/")
    step = send(hanna, at(cast, "1/vragen/"), {"choice": "practices"})
    assert step["Location"] == at(cast, "1/groepen/")
    step = send(hanna, at(cast, "1/groepen/"), {"do": "read", "typed": CSV})
    assert step["Location"] == at(cast, "1/groepen/")
    shown = hanna.get(at(cast, "1/groepen/"))
    assert "Wabo (Lisse, 4 mensen) samen met Balie" in text(shown)
    assert "te klein" in text(shown)
    send(hanna, at(cast, "1/groepen/"), {"do": "propose"})
    wave = Wave.objects.get()
    assert wave.setup["merges"] == {"lisse-wabo": "lisse-balie"}
    assert [group.invited for group in wave.groups.order_by("organisation", "key")] == [14, 12, 4]
    step = send(hanna, at(cast, "1/stap/planning/"), {
        "opens_at": "2027-03-01T09:00", "closes_at": "15-03-2027 18:00", "delete_answers_on": "2027-06-01",
    })  # fmt: skip
    assert step["Location"] == at(cast, "1/stap/drempels/")
    assert Wave.objects.get().setup["opens_at"] == "2027-03-01T09:00:00+01:00"
    assert 'value="2027-03-01T09:00"' in hanna.get(at(cast, "1/stap/planning/")).content.decode()
    send(hanna, at(cast, "1/stap/uitnodigen/"), {
        "channel": "paper", "works_council_contact": "kamer 2", "privacy_contact": "kamer 3",
    })  # fmt: skip
    whole = text(hanna.get(at(cast, "1/")))
    assert "Maak de codes" in whole
    assert "doel" not in whole.split("Voorbereiden")[0]
    assert "moment van openen" not in whole
    assert "Dit oplossen" in whole


def test_a_file_with_people_is_refused_and_nothing_of_it_is_kept_or_shown(
    crew: Crew, hanna: Client, draft: Wave
) -> None:
    events, before = AuditEvent.objects.count(), draft.digest
    people = "groep;organisatie;naam;aantal\nBalie;lisse;Jannie Herkenbaar;1\nBalie;lisse;j.h@lisse.nl;1\n"
    page = hanna.get(at(crew.cast, "1/groepen/"))
    for data in ({"typed": people}, {"file": SimpleUploadedFile("g.csv", people.encode())}):
        answer = hanna.post(at(crew.cast, "1/groepen/"), {"seen": seen(page), "do": "read", **data})
        assert answer.status_code == 422
        assert "Hier staan gegevens van personen in. We hebben niets bewaard" in text(answer)
        assert "Herkenbaar" not in answer.content.decode()
        assert "j.h@" not in answer.content.decode()
        assert "Lisse-Kcc" in text(answer)  # what stood before is still there
    assert Wave.objects.get().digest == before
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("groep;organisatie;aantal\nBalie;nergens;9\n", "Regel 2"),
        ("groep;organisatie;aantal\nBalie;lisse;veel\n", "Regel 2"),
        ("", "Kies een bestand, of typ de groepen"),
    ],
    ids=["organisation", "number", "empty"],
)
def test_groups_that_cannot_be_read_stay_to_be_corrected(
    crew: Crew, hanna: Client, draft: Wave, typed: str, says: str
) -> None:
    answer = send(hanna, at(crew.cast, "1/groepen/"), {"do": "read", "typed": typed})
    assert answer.status_code == 422
    assert says in text(answer)
    assert typed.strip().splitlines()[-1:] == [] or typed.strip().splitlines()[-1] in text(answer)


def test_a_questionnaire_of_your_own(crew: Crew, hanna: Client, draft: Wave) -> None:
    def choose(content: bytes) -> HttpResponse:
        file = SimpleUploadedFile("eigen.toml", content)
        return send(hanna, at(crew.cast, "1/vragen/"), {"choice": "own", "file": file})

    before = draft.digest
    answer = choose(b"title = [")
    assert answer.status_code == 422
    assert "geen TOML" in text(answer)
    assert "licentie" in text(choose(b"key = 'eigen'\nversion = 1\n"))
    assert "Kies een bestand" in text(send(hanna, at(crew.cast, "1/vragen/"), {"choice": "own"}))
    assert Wave.objects.get().digest == before
    own = b"""key = "eigen"
version = 1
title = { nl = "Eigen vragen" }
intro = { nl = "Kort." }
licence = "CC0-1.0"
source = "gemeente Lisse"
perspectives = [{ key = "own", name = { nl = "Wij" }, ask = { nl = "Hoe gaat het?" } }]
dimensions = [{ key = "rust", name = { nl = "Rust" } }]
items = [{ key = "rust_1", dimension = "rust", text = { nl = "Het is hier rustig." } }]
[scale]
labels = [{ nl = "Nee" }, { nl = "Ja" }]
"""
    assert choose(own).status_code == 302
    assert Wave.objects.get().setup["questionnaire"]["title"]["nl"] == "Eigen vragen"
    assert "Het is hier rustig." in text(hanna.get(at(crew.cast, "1/vragen/")))


def test_wrong_dates_and_thresholds_stay_in_the_form(crew: Crew, hanna: Client, draft: Wave) -> None:
    answer = send(
        hanna, at(crew.cast, "1/stap/planning/"), {"opens_at": "morgen", "closes_at": "2027-03-15T18:00"}
    )
    assert answer.status_code == 422
    assert 'value="morgen"' in answer.content.decode()
    low = {
        "tables": ["organisation"],
        "respondents": "3",
        "invited": "10",
        "response": "40",
        "open_text": "2",
        "means": "15",
    }
    answer = send(hanna, at(crew.cast, "1/stap/drempels/"), low)
    assert answer.status_code == 422
    assert 'value="3"' in answer.content.decode()
    assert Wave.objects.get().digest == draft.digest


def test_a_step_that_is_saved_as_it_is_changes_nothing(crew: Crew, hanna: Client, draft: Wave) -> None:
    """Whatever a step does not show right, somebody who only looks would lose."""
    for step in ("waarom", "planning", "drempels", "uitnodigen"):
        page = hanna.get(at(crew.cast, f"1/stap/{step}/")).content.decode()
        fields: dict[str, list[str]] = {}
        for tag in re.findall(r"<input[^>]*>", page):
            name, value = (re.search(rf' {word}="([^"]*)"', tag) for word in ("name", "value"))
            if (
                name
                and "csrf" not in name[1]
                and (('type="checkbox"' not in tag and "radio" not in tag) or "checked" in tag)
            ):
                fields.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
        for name, value in re.findall(
            r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL
        ):
            fields[name] = [html.unescape(value)]
        for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
            fields[name] = re.findall(r'value="([^"]*)" selected', inside)
        assert hanna.post(at(crew.cast, f"1/stap/{step}/"), fields).status_code == 302, step
        assert Wave.objects.get().setup == draft.setup, step


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(
    crew: Crew, hanna: Client, draft: Wave
) -> None:
    address = at(crew.cast, "1/stap/waarom/")
    page = hanna.get(address)
    actions.save_setup(wave=draft, setup=setup(name="Anders"), seen=draft.digest, by=crew.hanna)
    answer = hanna.post(address, {"seen": seen(page), "name": "Mijn naam", "purpose": "Dit is mijn tekst."})
    assert answer.status_code == 422
    assert "Iemand anders wijzigde deze meting intussen" in text(answer)
    assert "Dit is mijn tekst." in text(answer)
    assert Wave.objects.get().setup["name"] == "Anders"


def test_conditions_are_signed_as_they_are_on_the_screen(crew: Crew, draft: Wave, sign_in: SignIn) -> None:
    omar, petra, daan = map(sign_in, (crew.omar, crew.petra, crew.cast.daan))
    address = at(crew.cast, "1/voorwaarden/")
    assert "lezen en tekenen" in text(omar.get(at(crew.cast)))
    assert "lezen en tekenen" not in text(daan.get(at(crew.cast)))
    page = omar.get(address)
    assert "Zien waar wij verschillen" in text(page)
    assert text(page).count("Dit tekenen") == 1
    assert text(petra.get(address)).count("Dit tekenen") == 2
    assert "Dit tekenen" not in text(daan.get(address))
    name = "works_council_consent"
    form = {"seen": seen(page), "sign": name, "answer": "yes", f"{name}-condition": name, f"{name}-on": "",
            f"{name}-note": "Brief 12"}  # fmt: skip
    wrong = omar.post(address, form)
    assert wrong.status_code == 422
    assert "Vul de datum van het besluit in" in text(wrong)
    assert "Brief 12" in text(wrong)
    right = form | {f"{name}-on": "2026-01-05"}
    assert "U tekent voor alle organisaties" in text(page)
    silent = omar.post(address, right | {f"{name}-note": ""})
    assert silent.status_code == 422
    assert "Vul in op grond waarvan u voor alle organisaties tekent" in text(silent)
    assert petra.post(address, right).status_code == 403
    assert daan.post(address, right).status_code == 403
    assert "U hebt getekend" in text(omar.post(address, right, follow=True))
    assert "Brief 12" in text(daan.get(address))
    actions.save_setup(wave=draft, setup=setup(name="Anders"), seen=draft.digest, by=crew.hanna)
    assert "Iemand anders wijzigde" in text(omar.post(address, right, follow=True))
    assert "Nog niet getekend voor wat hier staat" in text(omar.get(address))
    assert WaveSignature.objects.count() == 1


def test_the_file_for_signing_is_made_from_the_setup(crew: Crew, draft: Wave, sign_in: SignIn) -> None:
    client = sign_in(crew.omar)
    word = client.get(at(crew.cast, "1/dossier.docx"))
    parts = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert "Voorjaar 2027" in parts
    assert word["Content-Disposition"].endswith('meting-1.docx"')
    assert client.get(at(crew.cast, "1/dossier.odt")).status_code == 404


def test_codes_are_downloaded_once_and_kept_nowhere(crew: Crew, hanna: Client) -> None:
    wave = signed_wave(crew)
    assert "Codes maken en downloaden" in text(hanna.get(at(crew.cast, "1/codes/")))
    answer = hanna.post(at(crew.cast, "1/codes/"), {"reserve": "1"})
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "no-store")
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert len(packed.namelist()) == 6
    codes = re.findall(r"(?<![\w-])(\w{5}-\w{5}-\w{5})(?![\w-])", packed.read("lisse-bouw.txt").decode())
    assert len([code for code in codes if check_code(code).code]) == 18
    assert WaveCode.objects.count() == 56 + 6
    kept = "".join(WaveCode.objects.values_list("digest", flat=True)) + str(wave.setup)
    assert not [code for code in codes if code.replace("-", "") in kept]
    again = hanna.post(at(crew.cast, "1/codes/"))
    assert again.status_code == 422
    assert "Er zijn al codes" in text(again)
    assert "U kunt ze niet nog eens zien" in text(again)


def test_mail_takes_addresses_without_names_exactly_as_many_as_invited(
    crew: Crew, hanna: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    wave = signed_wave(crew)
    address = at(crew.cast, "1/codes/post/")
    page = hanna.get(address)
    assert "Mailservers bewaren langer wie welk bericht kreeg" in text(page)
    right = "\n".join(f"m{number}@lisse.nl" for number in range(16))
    message = {"subject": "Uw code", "text": "Hier: {code}"}
    for addresses, says in (
        (right.replace("m3@lisse.nl", "Jan Jansen <m3@lisse.nl>"), "Geen adres: regel 4"),
        (right + "\nm99@lisse.nl", "U gaf er 17"),
        (right.replace("m3@", "m4@"), "twee keer: regel 4, 5"),
    ):
        answer = hanna.post(address, message | {"group-lisse-bouw": addresses})
        assert answer.status_code == 422
        assert says in text(answer)
        assert "m15@lisse.nl" in text(answer)
    assert not MailingLine.objects.exists()
    assert hanna.post(address, message | {"group-lisse-bouw": right}).status_code == 302
    assert MailingLine.objects.filter(wave=wave, group="lisse-bouw").count() == 16


def test_opening_says_everything_that_is_missing_and_then_opens(
    crew: Crew, hanna: Client, draft: Wave
) -> None:
    refused = text(hanna.post(at(crew.cast, "1/"), {"do": "open"}, follow=True))
    assert "nog niet klaar" in refused
    assert Wave.objects.get().state == WaveState.DRAFT
    sign(crew, draft)
    hanna.post(at(crew.cast, "1/codes/"))
    assert "De meting openen" in text(hanna.get(at(crew.cast, "1/")))
    opened = text(hanna.post(at(crew.cast, "1/"), {"do": "open"}, follow=True))
    assert "Hier staat met opzet geen teller" in opened
    assert hanna.get(at(crew.cast, "1/stap/waarom/")).status_code == 403
    assert hanna.get(at(crew.cast, "1/codes/")).status_code == 403
    gone = text(hanna.post(at(crew.cast, "1/"), {"do": "withdraw"}, follow=True))
    assert "Codes en antwoorden zijn vernietigd" in gone
    assert not WaveCode.objects.exists()


def test_pages_ask_the_database_as_often_with_many_waves_and_groups(
    crew: Crew, hanna: Client, draft: Wave
) -> None:
    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert hanna.get(at(crew.cast, page)).status_code == 200
        return len(found)

    one = {page: queries(page) for page in ("", "1/", "1/groepen/", "1/voorwaarden/")}
    actions.withdraw_wave(wave=draft, by=crew.hanna)
    for _ in range(2):
        last = actions.create_wave(cooperation=crew.cast.cooperation, setup=setup(), by=crew.hanna)
        if last.number == 2:
            actions.withdraw_wave(wave=last, by=crew.hanna)
    many = setup()
    many["groups"] += [{**many["groups"][0], "key": f"extra-{number}"} for number in range(5)]
    actions.save_setup(wave=last, setup=many, seen=last.digest, by=crew.hanna)
    assert {
        page.replace("3", "1"): queries(page) for page in ("", "3/", "3/groepen/", "3/voorwaarden/")
    } == one
    assert one[""] == 6
