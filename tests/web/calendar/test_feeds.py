"""A feed by a secret address: who makes it, what it shows, how it changes, and when it answers nobody."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.calendar import feed_pages, feeds
from vierkant_web.models import AuditEvent, CalendarFeed, FeedEntry, Role, Visibility

YEAR = timezone.localdate().year + 1
SignIn = Callable[[Any], Client]
COUNCILS = ("hillegom", "lisse", "teylingen")


def council(name: str, *meetings: str) -> dict[str, Any]:
    return {"id": name, "name": name.capitalize(), "meetings": list(meetings)}


def save(cast: Cast, section: str, content: Any, partner: str = "", by: Any = None, **more: Any) -> None:
    rows = cast.variant.revisions.filter(section=section, partner=partner).order_by("-number")
    number = rows.values_list("number", flat=True).first() or 0
    actions.save_section(
        variant=cast.variant, section=section, content=content, partner=partner, based_on=number,
        by=by or cast.anna, **more,
    )  # fmt: skip


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """A board that sends its budget in April, and three councils."""
    feeds.kept.clear()
    feed_pages.WRONG_SECRETS.clear()
    save(cast, "cooperation", {"name": "Bollenstreek", "kind": "intermunicipal"})
    save(cast, "partners", [{"id": name, "name": name.capitalize()} for name in COUNCILS])
    save(cast, "boards", board(f"{YEAR}-07-08"))
    save(cast, "councils", [council(name, f"{YEAR}-05-20", f"{YEAR}-06-17") for name in COUNCILS])
    return cast


def board(meeting: str) -> list[dict[str, Any]]:
    return [{"id": "ab", "name": "Algemeen bestuur", "form": "openbaar_lichaam", "meetings": [meeting],
             "budget_on": meeting}]  # fmt: skip


def make(cast: Cast, council: str = "", by: Any = None) -> tuple[CalendarFeed, str]:
    feed, secret = actions.make_feed(variant=cast.variant, council=council, language="nl", by=by or cast.anna)
    return feed, f"/agenda/{secret}.ics"


def events(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    return {str(event["UID"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_a_feed_is_read_without_an_account(filled: Cast, client: Client) -> None:
    _feed, address = make(filled, "lisse")
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in answer.headers
    found = Calendar.from_ical(answer.content)
    assert str(found["X-WR-CALNAME"]) == "Raad van Lisse: Bollenstreek"
    titles = [str(event["SUMMARY"]) for event in found.walk("VEVENT")]
    assert any("laatste raadsvergadering om te besluiten" in title for title in titles)
    assert not any("Naar de toezichthouder" in title for title in titles), "that is for the board"


def test_the_secret_is_kept_nowhere(filled: Cast) -> None:
    _feed, address = make(filled)
    secret = address.removeprefix("/agenda/").removesuffix(".ics")
    assert len(secret) * 6 >= 256
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            assert secret not in repr(cursor.fetchall()), table


def test_a_poll_without_change_is_not_sent_again(
    filled: Cast, client: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _feed, address = make(filled)
    first = client.get(address)
    made = []
    monkeypatch.setattr(feeds, "_made", lambda *arguments: made.append(arguments))
    with django_assert_num_queries(3):  # the feed, the right of its maker, which revisions there are
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert client.head(address).status_code == 200
    assert made == []


def test_the_same_content_gives_the_same_bytes_in_another_process(filled: Cast, client: Client) -> None:
    _feed, address = make(filled)
    first = client.get(address).content
    feeds.kept.clear()
    assert client.get(address).content == first
    assert set(FeedEntry.objects.values_list("sequence", flat=True)) == {0}


def test_only_what_moved_changes(filled: Cast, client: Client) -> None:
    _feed, address = make(filled)
    before = events(client, address)
    save(filled, "boards", board(f"{YEAR}-07-01"))
    after = events(client, address)
    moved = {uid for uid in before if uid in after and after[uid] != before[uid]}
    assert moved
    assert moved != set(before)
    for uid, event in after.items():
        assert int(event["SEQUENCE"]) == (1 if uid in moved else 0)
    unmoved = next(uid for uid in before if uid not in moved)
    assert before[unmoved].to_ical() == after[unmoved].to_ical()


def test_what_disappears_is_called_off_and_comes_back(filled: Cast, client: Client) -> None:
    _feed, address = make(filled, "lisse")
    before = events(client, address)
    save(filled, "councils", [council("hillegom"), council("lisse"), council("teylingen")])
    after = events(client, address)
    gone = {uid for uid, event in after.items() if event["STATUS"] == "CANCELLED"}
    assert gone
    assert set(after) == set(before)
    for uid in gone:
        # The old words may have been closed or emptied since: they are not kept.
        assert str(after[uid]["SUMMARY"]) == "Vervallen: een dag van de zienswijzeklok"
        assert after[uid]["DTSTART"].dt == before[uid]["DTSTART"].dt
        assert int(after[uid]["SEQUENCE"]) == 1
    save(filled, "councils", [council(name, f"{YEAR}-05-20", f"{YEAR}-06-17") for name in COUNCILS])
    again = events(client, address)
    assert all(again[uid]["STATUS"] == "CONFIRMED" and int(again[uid]["SEQUENCE"]) == 2 for uid in gone)


def test_a_year_that_is_over_is_no_cancellation(filled: Cast) -> None:
    feed, _address = make(filled)
    today = date(YEAR, 1, 1)
    feeds.file_of(feed, today)
    feeds.kept.clear()
    later = date(YEAR + 1, 1, 1)
    feeds.file_of(feed, later)
    past = FeedEntry.objects.filter(feed=feed, on__lt=later)
    assert past
    assert not past.filter(cancelled_at__isnull=False)


def test_a_dossier_with_faults_calls_nothing_off(filled: Cast, client: Client) -> None:
    _feed, address = make(filled)
    events(client, address)
    save(filled, "boards", [{"id": "ab", "name": "AB", "meetings": ["geen datum"]}])
    answer = client.get(address)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert not FeedEntry.objects.filter(cancelled_at__isnull=False)


@pytest.mark.parametrize("secret", ["x", "x" * 43, "é" * 43, "%00" * 43, "..%2f" * 9, "a" * 5000])
def test_what_does_not_exist_is_not_found(filled: Cast, client: Client, secret: str) -> None:
    assert client.get(f"/agenda/{secret}.ics").status_code == 404


def test_withdrawn_and_unknown_look_alike(filled: Cast, client: Client) -> None:
    feed, address = make(filled)
    assert client.get(address).status_code == 200
    actions.withdraw_feed(feed=feed, by=filled.anna)
    gone, unknown = client.get(address), client.get(f"/agenda/{'x' * 43}.ics")
    assert gone.status_code == unknown.status_code == 404
    assert gone.content == unknown.content
    assert dict(gone.headers) == dict(unknown.headers)
    assert not feed.entries.exists()


def test_who_lost_access_gives_nobody_access(filled: Cast, client: Client) -> None:
    _feed, address = make(filled, "lisse", by=filled.bram)
    assert client.get(address).status_code == 200
    member = filled.cooperation.memberships.get(user=filled.bram)
    actions.change_member(membership=member, role=Role.READER, partner="lisse", by=filled.anna)
    assert client.get(address).status_code == 404, "the audience of Hillegom is no longer his"
    actions.change_member(membership=member, role=Role.PARTNER_EDITOR, partner="hillegom", by=filled.anna)
    assert client.get(address).status_code == 200
    actions.remove_member(membership=member, by=filled.anna)
    assert client.get(address).status_code == 404


def test_an_account_that_is_closed_feeds_nobody(filled: Cast, client: Client) -> None:
    _feed, address = make(filled, by=filled.bram)
    filled.bram.is_active = False
    filled.bram.save()
    assert client.get(address).status_code == 404


def test_a_variant_that_was_put_away_feeds_nobody(filled: Cast, client: Client) -> None:
    other = actions.create_variant(cooperation=filled.cooperation, name="Tweede", copy_of=filled.variant,
                                   by=filled.anna)  # fmt: skip
    _feed, secret = actions.make_feed(variant=other, council="", language="nl", by=filled.anna)
    assert client.get(f"/agenda/{secret}.ics").status_code == 200
    actions.archive_variant(variant=other, by=filled.anna)
    assert client.get(f"/agenda/{secret}.ics").status_code == 404


def test_only_the_own_audience_sees_what_is_closed(filled: Cast, client: Client) -> None:
    closed = [{"id": "hillegom-2", "name": "Geheime raad", "meetings": [f"{YEAR}-06-17"]}]
    save(filled, "councils", closed, "hillegom", by=filled.bram, visibility=Visibility.PRIVATE)
    _feed, own = make(filled, "hillegom-2", by=filled.bram)
    _feed, shared = make(filled, "hillegom-2")
    assert "Geheime raad" in client.get(own).content.decode()
    assert "Geheime raad" not in client.get(shared).content.decode()


def test_polling_is_never_hindered_and_guessing_is(
    filled: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _feed, address = make(filled)
    monkeypatch.setattr(feed_pages.WRONG_SECRETS, "most", 3)
    answers = [client.get(f"/agenda/{'x' * 42}{number}.ics").status_code for number in range(5)]
    assert answers == [404, 404, 404, 429, 429]
    assert {client.get(address).status_code for _ in range(5)} == {200}


def test_no_line_of_the_log_holds_the_secret(
    filled: Cast, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed, address = make(filled)
    secret = address[8:-4]
    caplog.set_level(logging.DEBUG)
    client.get(address)
    client.post(address)
    monkeypatch.setattr(feeds, "find", lambda text: 1 / 0)
    client.raise_request_exception = False
    handler = logging.getLogger("django").handlers[0]
    assert client.get(address).status_code == 500
    assert any("/agenda/" in record.getMessage() for record in caplog.records), "there is something to mask"
    for record in caplog.records:
        assert all(check.filter(record) for check in handler.filters)  # type: ignore[union-attr]
        assert secret not in handler.format(record)
    assert secret not in str(feed)
    assert not any(secret in event.object for event in AuditEvent.objects.all())


def test_the_page_shows_the_address_once(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    url = reverse("calendar_feeds", kwargs={"slug": filled.cooperation.slug})
    made = client.post(url, {"council": "lisse"})
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    found = re.search(r'value="(http://testserver/agenda/[\w-]{43}\.ics)"', made.content.decode())
    assert found is not None
    assert client.get(found[1]).status_code == 200
    assert found[1] not in client.get(url).content.decode()
    events_told = AuditEvent.objects.filter(action="feed.make").values_list("object", flat=True)
    assert list(events_told) == [f"variant {filled.variant.pk}/feed/lisse"]


def test_a_council_that_is_not_there_is_refused(filled: Cast, sign_in: SignIn) -> None:
    url = reverse("calendar_feeds", kwargs={"slug": filled.cooperation.slug})
    assert sign_in(filled.anna).post(url, {"council": "atlantis"}).status_code == 422
    assert not CalendarFeed.objects.exists()


def test_who_only_reads_makes_none(filled: Cast, sign_in: SignIn) -> None:
    url = reverse("calendar_feeds", kwargs={"slug": filled.cooperation.slug})
    for user in (filled.carla, filled.daan):
        assert sign_in(user).get(url).status_code == 200
        assert sign_in(user).post(url, {"council": "-"}).status_code == 403
    assert not CalendarFeed.objects.exists()


def test_the_maker_and_the_coordinator_withdraw(filled: Cast, sign_in: SignIn) -> None:
    for user, expected in ((filled.carla, 403), (filled.anna, 302), (filled.bram, 302)):
        feed, _address = make(filled, by=filled.bram)
        words = {"slug": filled.cooperation.slug, "number": feed.pk}
        url = reverse("calendar_feed_withdraw", kwargs=words)
        asked = sign_in(user).get(url)
        assert asked.status_code == (200 if expected == 302 else 403)
        feed.refresh_from_db()
        assert feed.withdrawn_at is None, "asking is not withdrawing"
        assert sign_in(user).post(url).status_code == expected
        feed.refresh_from_db()
        assert (feed.withdrawn_at is not None) == (expected == 302)


def test_there_is_an_end_to_the_number_of_feeds(filled: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vierkant_web.actions.calendar_feeds.MOST_FEEDS", 2)
    first, _address = make(filled)
    make(filled)
    with pytest.raises(Invalid, match="too_many_feeds"):
        make(filled)
    actions.withdraw_feed(feed=first, by=filled.anna)
    make(filled)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_queries(
    filled: Cast, sign_in: SignIn, django_assert_num_queries: Any, rows: int
) -> None:
    for name in COUNCILS[:rows]:
        make(filled, name)
    gone, _address = make(filled)
    actions.withdraw_feed(feed=gone, by=filled.anna)
    client = sign_in(filled.anna)
    url = reverse("calendar_feeds", kwargs={"slug": filled.cooperation.slug})
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)


def test_events_long_past_leave_the_file(filled: Cast) -> None:
    feed, _address = make(filled)
    today = timezone.localdate()
    feeds.file_of(feed, today)
    entry = feed.entries.order_by("on").last()
    assert entry is not None
    FeedEntry.objects.filter(pk=entry.pk).update(uid="weg", cancelled_at=timezone.now(), sequence=4)
    for days, expected in ((0, True), (feeds.CANCELLED_DAYS + 1, False)):
        feeds.kept.clear()
        content = feeds.file_of(feed, entry.on + timedelta(days=days)).content
        assert (b"UID:weg" in content) == expected
