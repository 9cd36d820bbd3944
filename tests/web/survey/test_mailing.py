"""Codes by mail: checked, sent once, and then no byte of an address is left anywhere."""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import Settings
from tests.web.survey.on_disk import Site, database_file, found_in
from tests.web.survey.waves import AFTER, OPENS, SIZES, WITHIN, Crew, new_code, signed_wave

from vierkant_web import actions, backups
from vierkant_web.actions import Invalid, MailingState
from vierkant_web.jobs.waves import keep_waves
from vierkant_web.jobs.waves_mailing import ATTEMPTS, send_waiting
from vierkant_web.models import AuditEvent, MailingLine, User, Wave, WaveCode

TEXT = "Beste collega,\n\nUw code: {code}\n"


def addresses() -> dict[str, list[str]]:
    return {
        key: [f"medewerker.{number}@{key}.example" for number in range(invited)]
        for key, (_organisation, invited) in SIZES.items()
    }


def queue(wave: Wave, by: User, **changes: Any) -> int:
    given = {"addresses": addresses(), "subject": "Uw code", "text": TEXT, "new_code": new_code} | changes
    return actions.queue_mailing(wave=wave, by=by, **given)


def mailed(crew: Crew) -> Wave:
    wave = signed_wave(crew)
    queue(wave, crew.hanna)
    return actions.open_wave(wave=wave, now=OPENS - timedelta(days=1), by=crew.hanna)


class Server(EmailBackend):
    """A mail server that does not know one address, and refuses everything while ``trouble`` says so."""

    unknown = ""
    trouble: Exception | None = None

    def send_messages(self, messages: Any) -> int:
        if self.trouble is not None:
            raise self.trouble
        for message in messages:
            if message.to == [self.unknown]:
                raise smtplib.SMTPRecipientsRefused(
                    {self.unknown: (550, b"no such user " + self.unknown.encode())}
                )
        return int(super().send_messages(messages))


@pytest.fixture
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "unknown", "")
    monkeypatch.setattr(Server, "trouble", None)
    return Server


def send_all(now: Any) -> None:
    while send_waiting(now):
        pass


def test_after_sending_no_byte_of_an_address_is_left(
    crew_site: Site, server: type[Server], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    given = [address for group in addresses().values() for address in group]
    secrets = {f"address {number}": address.encode() for number, address in enumerate(given)}
    server.unknown = given[3]
    with database_file(crew_site.path), caplog.at_level(logging.DEBUG):
        wave = mailed(crew_of_site())
        codes = {f"code {line.pk}": line.code.encode() for line in MailingLine.objects.all()}
        secrets |= codes
        backups.make_backup(OPENS - timedelta(days=1))
        found = found_in(crew_site.folder, secrets)
        assert {kind.partition(" ")[0] for kind in found} == {"address", "code"}
        assert not [kind for kind in found if "back-up" in kind]  # a back-up never holds them
        assert send_waiting(OPENS - timedelta(hours=1)) == 0
        send_all(WITHIN)
        assert actions.mailing_state(wave) == MailingState(waiting=0, sent=len(given) - 1, failed=1)
        keep_waves(WITHIN)
        backups.make_backup(WITHIN)
        assert actions.find_answering(code=code_in(mail.outbox[0]), now=WITHIN).given is None
        audit = " ".join(f"{event.action} {event.object}" for event in AuditEvent.objects.all())
        keep_waves(WITHIN)
        assert len(backups.list_backups()) == 2  # the wave is open: they stay
    assert sorted(message.to[0] for message in mail.outbox) == sorted(set(given) - {given[3]})
    assert found_in(crew_site.folder, secrets) == set()
    said = (caplog.text + capfd.readouterr().err + audit).encode()
    assert "SMTPRecipientsRefused" in caplog.text
    assert not [kind for kind, secret in secrets.items() if secret in said]


def test_without_overwriting_addresses_would_be_left(crew_site: Site, server: type[Server]) -> None:
    given = [address for group in addresses().values() for address in group]
    secrets = {f"address {number}": address.encode() for number, address in enumerate(given)}
    with database_file(crew_site.path, secure_delete=False):
        mailed(crew_of_site())
        send_all(WITHIN)
        assert not MailingLine.objects.exists()
    assert found_in(crew_site.folder, secrets)


def crew_of_site() -> Crew:
    """The crew as it stands in the file."""
    from tests.web.conftest import Cast

    from vierkant_web.models import Cooperation, User, Variant

    people = {user.email.partition("@")[0]: user for user in User.objects.all()}
    cooperation = Cooperation.objects.get(name="Bollenstreek")
    cast = Cast(
        **{name: people[name] for name in ("anna", "bram", "carla", "daan", "eva")},
        cooperation=cooperation,
        variant=Variant.objects.get(cooperation=cooperation),
        other=Cooperation.objects.get(name="Elders"),
    )
    return Crew(cast, people["hanna"], people["omar"], people["petra"], people["gita"])


def code_in(message: Any) -> str:
    return str(message.body).partition("Uw code: ")[2].strip()


BUSY = smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"mailbox busy")})
AWAY = ConnectionRefusedError("cannot reach the server")
WRONG_PASSWORD = smtplib.SMTPAuthenticationError(535, b"bad credentials")
WRONG_SENDER = smtplib.SMTPSenderRefused(550, b"not allowed", "noreply@voorbeeld.example")


@pytest.mark.django_db
def test_an_address_that_is_busy_is_tried_again_and_then_given_up(crew: Crew, server: type[Server]) -> None:
    wave = mailed(crew)
    total = MailingLine.objects.count()
    server.trouble = BUSY
    assert send_waiting(WITHIN) == 1  # it does not try all others in vain
    assert actions.mailing_state(wave) == MailingState(total, 0, 0)
    server.trouble = None
    send_all(WITHIN)
    assert actions.mailing_state(wave) == MailingState(1, total - 1, 0)  # the first waits for its turn
    server.trouble = BUSY
    for attempt in range(1, ATTEMPTS):
        send_waiting(WITHIN + timedelta(hours=attempt))
    assert actions.mailing_state(wave) == MailingState(0, total - 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "trouble", [AWAY, WRONG_PASSWORD, WRONG_SENDER], ids=["away", "wrong_password", "wrong_sender"]
)
def test_a_server_with_trouble_of_its_own_destroys_no_codes(
    crew: Crew, server: type[Server], trouble: Exception
) -> None:
    wave = mailed(crew)
    total = MailingLine.objects.count()
    server.trouble = trouble
    for hour in range(total + ATTEMPTS):
        assert send_waiting(WITHIN + timedelta(hours=hour)) == 1
    assert actions.mailing_state(wave) == MailingState(total, 0, 0)
    server.trouble = None
    send_all(WITHIN + timedelta(hours=total + ATTEMPTS))
    assert actions.mailing_state(wave) == MailingState(0, total, 0)


@pytest.mark.django_db
def test_closing_destroys_what_still_waits(crew: Crew, server: type[Server]) -> None:
    mailed(crew)
    keep_waves(AFTER)
    assert not MailingLine.objects.exists()
    assert send_waiting(AFTER) == 0
    assert mail.outbox == []


@pytest.mark.django_db
def test_addresses_are_checked_and_never_repeated(crew: Crew, settings: Settings) -> None:
    wave = signed_wave(crew)
    wrong = addresses()
    wrong["lisse-kcc"][2] = "jan.jansen"
    twice = addresses()
    twice["lisse-kcc"][0] = twice["lisse-bouw"][1].upper()
    short = addresses() | {"lisse-bouw": addresses()["lisse-bouw"][:-1]}
    cases: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
        ({"addresses": wrong}, "address_wrong", {"group": "lisse-kcc", "lines": [3]}),
        ({"addresses": twice}, "address_twice", {"group": "lisse-kcc", "lines": [1]}),
        ({"addresses": short}, "number_of_addresses", {"group": "lisse-bouw", "invited": 16, "given": 15}),
        ({"addresses": {"nergens": ["a@b.example"]}}, "unknown_group", {"group": "nergens"}),
        ({"text": "Beste collega"}, "no_code_in_text", {}),
    ]
    for changes, code, details in cases:
        with pytest.raises(Invalid) as caught:
            queue(wave, crew.hanna, **changes)
        assert (caught.value.code, caught.value.details) == (code, details)
    assert not MailingLine.objects.exists()
    assert not WaveCode.objects.exists()
    queue(wave, crew.hanna)
    with pytest.raises(Invalid, match="codes_exist"):
        queue(wave, crew.hanna)
    first = set(MailingLine.objects.values_list("code", flat=True))
    queue(wave, crew.hanna, replace=True)
    assert first.isdisjoint(MailingLine.objects.values_list("code", flat=True))
    assert WaveCode.objects.count() == MailingLine.objects.count() == len(first)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    with pytest.raises(Invalid, match="no_mail_server"):  # it would print address and code together
        queue(wave, crew.hanna, replace=True)
