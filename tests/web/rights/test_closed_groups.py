"""A group that its partner keeps closed is not there for others: no card, question, amount or message about it.

Those rows stand in parts that all partners share. The pages with results leave them out; so must the pages that show
a part as it stands: for reading, in the history, and between two variants.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.models import Section, User, Visibility

pytestmark = pytest.mark.django_db
SECRET, OPEN = "Geheim", "Zichtbaar"
WORDS = ("impact", "aspects", "questions", "ledger", "communication", "interventions", "other_projects")
MAY_BE_PUBLIC = ("communication", "interventions", "other_projects")


def rows(group: str, text: str) -> dict[str, list[dict[str, Any]]]:
    """One row about this group in every shared part that has such rows."""
    return {
        "impact": [{"id": group, "changes": f"{text} impact"}],
        "aspects": [{"id": f"a-{group}", "group": group, "aspect": "task", "changes": f"{text} aspects"}],
        "questions": [{"id": f"q-{group}", "group": group, "question": f"{text} questions"}],
        "ledger": [{"id": f"l-{group}", "group": group, "kind": "training", "cover": f"{text} ledger"}],
        "communication": [
            {"id": f"c-{group}", "group": group, "audience": "team", "message": f"{text} communication"}
        ],
        "interventions": [
            {"id": f"i-{group}", "groups": [group], "kind": "training", "name": f"{text} interventions"}
        ],
        "other_projects": [{"id": f"p-{group}", "groups": [group], "name": f"{text} other_projects"}],
    }


@pytest.fixture
def closed(cast: Cast) -> Cast:
    def save(section: str, content: Any, partner: str = "", visibility: Visibility | None = None) -> None:
        by = cast.bram if partner == "hillegom" else cast.anna
        actions.save_section(variant=cast.variant, section=section, partner=partner, content=content,
                             visibility=visibility, based_on=0, by=by)  # fmt: skip

    save(Section.PARTNERS, [{"id": "hillegom", "name": "Hillegom"}, {"id": "lisse", "name": "Lisse"}])
    kassa, balie = {"id": "kassa", "name": "Kassa", "size": 12}, {"id": "balie", "name": "Balie", "size": 12}
    save(Section.PEOPLE, [kassa], "hillegom", Visibility.PRIVATE)
    save(Section.PEOPLE, [balie], "lisse")
    secret, shown = rows("kassa", SECRET), rows("balie", OPEN)
    for section in WORDS:
        save(section, [*secret[section], *shown[section]])
    return cast


@pytest.fixture
def small(cast: Cast) -> Cast:
    """Everything that may be public is; one of the two groups has three people."""
    people = [
        {"id": "kassa", "name": f"{SECRET} team", "size": 3},
        {"id": "balie", "name": "Balie", "size": 12},
    ]
    contents = {"cooperation": {"name": "Bollenstreek"}, "partners": [{"id": "hillegom", "name": "Hillegom"}],
                "people": people}  # fmt: skip
    contents |= {
        section: [*rows("kassa", SECRET)[section], *rows("balie", OPEN)[section]] for section in MAY_BE_PUBLIC
    }
    for section, content in contents.items():
        actions.save_section(variant=cast.variant, section=section, content=content,
                             visibility=Visibility.PUBLIC, based_on=0, by=cast.anna)  # fmt: skip
    return cast


def pages(client: Client, cast: Cast) -> dict[str, str]:
    """Every page about this cooperation that can be reached from its overview, by address."""
    start = f"/s/{cast.cooperation.slug}/"
    waiting = [
        start + word for word in ("overzicht/", "overzicht/geschiedenis/", "mensen/", "mensen/vragen/")
    ]
    found: dict[str, str] = {}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
            found[address] = ""
            continue
        found[address] = answer.content.decode()
        links = re.findall(r'href="([^"#]+)"', found[address])
        waiting += [link for link in dict.fromkeys(links) if link.startswith(start) and link not in found
                    and link not in waiting]  # fmt: skip
    return found


@pytest.mark.parametrize("name", ["daan", "carla", "anna"])
def test_a_closed_group_is_on_no_page_to_read(
    closed: Cast, sign_in: Callable[[User], Client], name: str
) -> None:
    found = pages(sign_in(getattr(closed, name)), closed)
    # Who writes the part that all share gets a form with every row in it, so that saving loses nothing.
    read = {address: text for address, text in found.items() if "rows-TOTAL_FORMS" not in text}
    wrong = {address: re.findall(rf"{SECRET} \w+", text) for address, text in read.items() if SECRET in text}
    assert not wrong
    seen = " ".join(read.values())
    if name != "anna":
        assert all(f"{OPEN} {section}" in seen for section in WORDS)


def test_an_outsider_reads_nothing_of_a_group_of_three(
    small: Cast, sign_in: Callable[[User], Client]
) -> None:
    found = pages(sign_in(small.eva), small)
    wrong = {address: re.findall(rf"{SECRET} \w+", text) for address, text in found.items() if SECRET in text}
    assert not wrong
    assert all(f"{OPEN} {section}" in " ".join(found.values()) for section in MAY_BE_PUBLIC)
    assert f"{SECRET} team" in " ".join(pages(sign_in(small.daan), small).values())


def test_its_own_partner_reads_it(closed: Cast, sign_in: Callable[[User], Client]) -> None:
    history = f"/s/{closed.cooperation.slug}/overzicht/geschiedenis/"
    text = sign_in(closed.bram).get(history).content.decode()
    assert f"{SECRET} impact" in text


def test_two_variants_beside_each_other_do_not_tell_it(
    closed: Cast, sign_in: Callable[[User], Client]
) -> None:
    second = actions.create_variant(
        cooperation=closed.cooperation, name="Anders", copy_of=closed.variant, by=closed.anna
    )
    actions.save_section(
        variant=second, section="impact", content=rows("balie", OPEN)["impact"], based_on=1, by=closed.anna
    )
    address = (
        f"/s/{closed.cooperation.slug}/overzicht/varianten/vergelijk/?a={closed.variant.slug}&b={second.slug}"
    )
    answer = sign_in(closed.daan).get(address)
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()


def test_an_outsider_reads_of_no_function_or_expertise_that_one_person_has(
    small: Cast, sign_in: Callable[[User], Client]
) -> None:
    def save(section: str, content: Any, partner: str = "", based_on: int = 0) -> None:
        by = small.bram if partner else small.anna
        actions.save_section(variant=small.variant, section=section, partner=partner, content=content,
                             visibility=Visibility.PUBLIC, based_on=based_on, by=by)  # fmt: skip

    for section in ("functions", "expertise"):
        save(
            section,
            [{"id": "een", "name": f"{SECRET} {section}"}, {"id": "team", "name": f"{OPEN} {section}"}],
        )
    save("functions", {"een": 1, "team": 5}, "hillegom")
    save("expertise", {"een": {"people": 1}, "team": {"people": 5}}, "hillegom")
    # What was one person in a version that can be read stays closed.
    save("functions", {"een": 2, "team": 5}, "hillegom", based_on=1)
    seen = " ".join(pages(sign_in(small.eva), small).values())
    assert not re.findall(rf"{SECRET} \w+", seen)
    assert f"{OPEN} functions" in seen
    assert f"{OPEN} expertise" in seen
    assert f"{SECRET} expertise" in " ".join(pages(sign_in(small.daan), small).values())
