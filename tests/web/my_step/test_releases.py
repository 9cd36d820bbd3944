"""Staff see what both roles released, and nothing else; what was deleted is gone."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.web.conftest import Cast
from tests.web.my_step.conftest import Staff

from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.models import AuditEvent, CardRelease, GroupPage, HelpRequest, Role, User
from vierkant_web.models.append_only import REFUSED, AppendOnlyError
from vierkant_web.models.group_page import LETTERS, new_code
from vierkant_web.releases import Standing, digest_of, published_view, standing

pytestmark = pytest.mark.django_db
A, B = {"group": "a", "text": "one"}, {"group": "a", "text": "two"}


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    found = {"anna": cast.anna, "daan": cast.daan}
    for name, role in (("hanna", Role.HR_CHANGE), ("omar", Role.WORKS_COUNCIL), ("gita", Role.GUIDE)):
        found[name] = actions.create_account(
            email=f"{name}@voorbeeld.example", name=name, password="x" * 12, verified=True
        )
        actions.add_member(cooperation=cast.cooperation, user=found[name], role=role, by=cast.anna)
    return found


def release(cast: Cast, by: User, view: dict[str, str], group: str = "a") -> CardRelease:
    return actions.release_card(variant=cast.variant, group=group, view=view, seen=digest_of(view), by=by)


def seen(cast: Cast, group: str = "a") -> object:
    return published_view(standing(cast.variant, group))


def test_staff_see_only_what_both_released(cast: Cast, people: dict[str, User]) -> None:
    release(cast, people["hanna"], A)
    assert seen(cast) is None
    assert standing(cast.variant, "a").waits_for(digest_of(A)) == ["works_council"]
    release(cast, people["omar"], B)
    assert seen(cast) is None
    release(cast, people["omar"], A)
    assert seen(cast) == A
    release(cast, people["hanna"], B)
    assert seen(cast) == A, "the former view stands until both agree on the next"
    release(cast, people["omar"], B)
    assert seen(cast) == B
    assert seen(cast, "b") is None


@pytest.mark.parametrize("name", ["hanna", "omar"])
def test_either_role_takes_it_back(cast: Cast, people: dict[str, User], name: str) -> None:
    release(cast, people["hanna"], A)
    release(cast, people["omar"], A)
    actions.withdraw_release(variant=cast.variant, group="a", by=people[name])
    assert seen(cast) is None
    release(cast, people[name], A)
    assert seen(cast) == A


def test_nobody_releases_for_two_roles(cast: Cast, people: dict[str, User]) -> None:
    release(cast, people["hanna"], A)
    release(cast, people["hanna"], A)
    assert CardRelease.objects.count() == 1
    for name in ("anna", "daan", "gita"):
        with pytest.raises(PermissionDenied):
            release(cast, people[name], A)
        with pytest.raises(PermissionDenied):
            actions.withdraw_release(variant=cast.variant, group="a", by=people[name])
    assert AuditEvent.objects.filter(action="card.release", result="refused").count() == 3


def test_what_changed_since_it_was_read_is_not_released(cast: Cast, people: dict[str, User]) -> None:
    with pytest.raises(Invalid, match="view_changed"):
        actions.release_card(variant=cast.variant, group="a", view=B, seen=digest_of(A), by=people["hanna"])
    assert not CardRelease.objects.exists()


def test_releases_are_written_once(cast: Cast, people: dict[str, User]) -> None:
    row = release(cast, people["hanna"], A)
    with pytest.raises(AppendOnlyError):
        row.delete()
    for statement in (
        "DELETE FROM card_release",
        "UPDATE card_release SET digest = 'x'",
        "UPDATE card_release SET view = '{}'",
        "UPDATE card_release SET \"group\" = 'b', view = NULL",
    ):
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_redaction_takes_it_from_staff_as_well(cast: Cast, people: dict[str, User]) -> None:
    revision = actions.save_section(
        variant=cast.variant,
        section="impact",
        content=[{"id": "a", "stays": "Jan de Vries"}],
        based_on=0,
        by=cast.anna,
    )
    for name in ("hanna", "omar"):
        release(cast, people[name], {"stays": "Jan de Vries"})
    assert seen(cast) is not None
    actions.redact_revision(revision=revision, reason="a name", by=cast.anna)
    assert seen(cast) is None
    assert "Jan de Vries" not in str(list(CardRelease.objects.values()))
    for name in ("hanna", "omar"):  # the same view may be released anew
        release(cast, people[name], {"stays": "Jan de Vries"})
    assert seen(cast) is not None


def slow(rows: list[tuple[str, str]]) -> str:
    """The slow twin: walk back to the last moment at which the last words of both roles were equal."""
    for end in range(len(rows), 0, -1):
        past = rows[:end]
        last = {
            role: next((view for who, view in reversed(past) if who == role), "")
            for role in ("hr_change", "works_council")
        }
        if rows[end - 1][1] == "":
            return ""
        if len(set(last.values())) == 1 and "" not in last.values():
            return past[-1][1]
    return ""


@settings(max_examples=300, deadline=None)
@given(
    some.lists(
        some.tuples(some.sampled_from(["hr_change", "works_council"]), some.sampled_from(["", "x", "y"]))
    )
)
def test_published_as_its_slow_twin_says(rows: list[tuple[str, str]]) -> None:
    stand = Standing()
    for number, (role, digest) in enumerate(rows, 1):
        stand.add(CardRelease(pk=number, role=role, digest=digest))
    assert stand.published_digest == slow(rows)


def test_a_link_comes_after_the_release_and_goes_for_good(cast: Cast, people: dict[str, User]) -> None:
    with pytest.raises(Invalid, match="not_released"):
        actions.make_link(variant=cast.variant, group="a", by=people["hanna"])
    for name in ("hanna", "omar"):
        release(cast, people[name], A)
    page = actions.make_link(variant=cast.variant, group="a", by=people["omar"])
    assert actions.make_link(variant=cast.variant, group="a", by=people["hanna"]) == page
    old = page.code
    assert actions.replace_link(page=page, by=cast.anna).code != old
    assert not GroupPage.objects.filter(code=old).exists()
    with pytest.raises(PermissionDenied):
        actions.withdraw_link(page=page, by=people["gita"])
    actions.withdraw_link(page=page, by=people["hanna"])
    assert not GroupPage.objects.exists()
    assert all(old not in f"{row.object}{row.action}" for row in AuditEvent.objects.all())


def test_a_code_cannot_be_guessed() -> None:
    code = new_code()
    assert [len(part) for part in code.split("-")] == [5, 5, 5]
    assert len(LETTERS) ** 15 > 2**60
    assert len({new_code() for _ in range(100)}) == 100


# Help ------------------------------------------------------------------------------------------------------------

DAY = date(2026, 11, 24)


def ask(cast: Cast, **more: object) -> HelpRequest:
    return actions.ask_help(
        **{
            "cooperation": cast.cooperation,
            "kind": "question",
            "text": "Kan ik oefenen?",
            "today": DAY,
            **more,
        }
    )


def test_asking_leaves_no_trace_but_the_request(cast: Cast) -> None:
    before = AuditEvent.objects.count()
    ask(cast, reach="toestel 12")
    assert AuditEvent.objects.count() == before
    row = HelpRequest.objects.get()
    assert (row.created, row.handled, row.group) == (DAY, None, "")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "phase"}, "kind_unknown"),
        ({"text": " "}, "nothing_asked"),
        ({"text": "x" * 2001}, "too_long"),
        ({"reach": "x" * 201}, "too_long"),
    ],
)
def test_a_request_that_cannot_be_is_refused(cast: Cast, values: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        ask(cast, **values)
    assert not HelpRequest.objects.exists()


def test_only_the_guide_handles_and_deletes(cast: Cast, people: dict[str, User]) -> None:
    row = ask(cast)
    for name in ("anna", "daan", "hanna", "omar"):
        with pytest.raises(PermissionDenied):
            actions.handle_help(request=row, today=DAY, by=people[name])
        with pytest.raises(PermissionDenied):
            actions.delete_help(request=row, by=people[name])
    actions.handle_help(request=row, today=DAY, by=people["gita"])
    assert HelpRequest.objects.get().handled == DAY
    actions.delete_help(request=row, by=people["gita"])
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize(
    ("asked", "handled", "stays"),
    [(0, None, True), (179, None, True), (180, None, False), (40, 29, True), (40, 30, False)],
)
def test_old_requests_are_forgotten(cast: Cast, asked: int, handled: int | None, stays: bool) -> None:
    row = ask(cast, today=DAY - timedelta(days=asked))
    row.handled = None if handled is None else DAY - timedelta(days=handled)
    row.save()
    assert actions.forget_old_help(today=DAY) == (0 if stays else 1)
    assert HelpRequest.objects.exists() == stays


def test_what_was_deleted_stands_in_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a real file with the settings of the product: not in the database, not in its journal."""
    import subprocess
    import sys

    script = """
import django; django.setup()
from datetime import date
from functools import partial
from pathlib import Path
from django.core.management import call_command
from django.conf import settings
call_command("migrate", verbosity=0)
from vierkant_web import actions
from vierkant_web.models import HelpRequest
user = actions.create_account(email="a@voorbeeld.example", name="A", password="x" * 12, verified=True)
place = actions.create_cooperation(name="X", kind="network", by=user)
for number in range(50):
    actions.ask_help(cooperation=place, kind="question", text="Zilverpoort " * 150, reach="Goudvink",
                     today=date(2026, 1, 1))
def found():
    files = list(Path(settings.DATA).glob("vierkant.sqlite3*"))
    return [word in file.read_bytes() for file in files for word in (b"Zilverpoort", b"Goudvink")]
assert any(found())
call_command("forget_help")
assert not HelpRequest.objects.exists() and not any(found()), found()
"""
    import os

    environ = {
        **os.environ,
        "VIERKANT_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "vierkant_web.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "50 deleted" in done.stdout
    assert "Zilverpoort" not in done.stdout + done.stderr


def test_the_command_says_how_many(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    ask(cast, today=date(2020, 1, 1))
    call_command("forget_help")
    assert "1 deleted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("size", "floor", "status"), [(7, None, 200), (6, None, 404), (9, 10, 404), (6, 5, 200)]
)
def test_a_group_that_became_too_small_is_no_longer_shown(
    staff: Staff, size: int, floor: int | None, status: int
) -> None:
    for user in (staff.hanna, staff.omar):
        staff.release(user)
    address = f"/mijn-stap/{staff.link().code}/"
    assert Client().get(address).status_code == 200
    save = partial(actions.save_section, variant=staff.cast.variant, based_on=0, visibility="shared")
    rows = [{"id": "belastingen", "name": "Medewerkers belastingen", "size": size}]
    # The cast's partner Hillegom has an editor of its own.
    save(section="people", partner="hillegom", content=rows, by=staff.cast.bram)
    if floor is not None:
        save(section="assumptions", content={"change.smallest_group": {"value": floor}}, by=staff.cast.anna)
    assert Client().get(address).status_code == status
