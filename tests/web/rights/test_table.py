"""Every address of the site, for everybody who may come along: what is answered, and what never stands in it."""

from __future__ import annotations

import pytest
from tests.web.rights.answers import readable, strict_headers, word_of
from tests.web.rights.routes import routes
from tests.web.rights.scene import COLUMNS, SECRETS, Scene
from tests.web.rights.table import GROUPS, ROWS, Row

pytestmark = pytest.mark.django_db
REFUSED_ALIKE = ("anonymous", "coordinator", "outsider")
"""405 comes before anything is looked up, so who asks makes no difference: these stand for all columns in most rows."""
LISSE = ("controller",)
"""The only column that may see what Lisse keeps to itself."""


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {row.name for row in ROWS} == set(routes())


def test_every_row_fills_in_the_whole_address() -> None:
    for row in ROWS:
        assert set(row.arguments) == routes()[row.name] - {"slug"}, row.text


def faults_of(scene: Scene, row: Row, method: str, *, everybody: bool) -> list[str]:
    """Everything that is not as it should be; of refusals for all columns only where ``everybody`` is asked."""
    address, expected = row.address(scene.words), {"get": row.get, "post": row.post}[method]
    found = []
    for column, right in zip(COLUMNS, expected, strict=True):
        if right == "405" and column not in REFUSED_ALIKE and not everybody:
            continue
        answer = scene.ask(column, method, address)
        about = f"{method.upper()} {row.text}, {column}"
        if word_of(answer) != right:
            found.append(f"{about}: {word_of(answer)}, not {right}")
        referrer = "no-referrer" if row.group in ("my step", "questionnaire") else "same-origin"
        found += [f"{about}: {fault}" for fault in strict_headers(answer, referrer=referrer)]
        if column not in LISSE:
            text = readable(answer)
            found += [f"{about}: tells {secret!r}" for secret in SECRETS if secret in text]
    return found


@pytest.mark.parametrize("group", GROUPS)
def test_the_answers_are_those_of_the_table(scene: Scene, group: str) -> None:
    rows = [row for row in ROWS if row.group == group]
    found = [
        fault
        for place, row in enumerate(rows)
        for method in ("get", "post")
        for fault in faults_of(scene, row, method, everybody=place % 8 == 0)
    ]
    assert found == [], "\n".join(["", *found])


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("fill_in_part", "Zilverpoort"), ("change", "Zilverpoort"), ("change_group", "Zilverpoort"),
        ("history_version", "Zilverpoort"), ("exchange_download", "Zilverpoort"), ("documents_report", "Zilverpoort"),
        ("exchange_assessment", "Zilverpoort"), ("exchange_download", "7654321"),
        ("grip_zienswijze", "Zilverpoort"), ("four_ks_motives", "Zilverpoort"), ("four_ks_risks", "Zilverpoort"),
        ("four_ks_service", "Zilverpoort"),
    ],
)  # fmt: skip
def test_lisse_itself_sees_what_it_keeps_closed(scene: Scene, name: str, secret: str) -> None:
    """Without this the search for secrets above would prove nothing."""
    rows = [row for row in ROWS if row.name == name]
    assert any(secret in readable(scene.ask("controller", "get", row.address(scene.words))) for row in rows)
