"""What staff may see, and the page made of it: nothing of others, no counts or scores, and always a way to go."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.engine.change.test_phases import SMALL

from vierkant.change.employee_page import blocks_of, employee_page
from vierkant.change.inputs import (
    Aspect,
    AspectChange,
    Change,
    ChangePlan,
    Group,
    GroupQuestion,
    ImpactCard,
    Intervention,
    LeadScores,
)
from vierkant.change.library import library
from vierkant.change.staff_view import StaffViewError, staff_view
from vierkant.dossier import load
from vierkant.terms import Language, render

EXAMPLE = Path(__file__).parents[3] / "examples" / "vergunningen.toml"
PARTNERS = {"x": "Xstad"}
LANGUAGES: tuple[Language, ...] = ("nl", "en")
PAGE_KEYS = {
    "language", "general", "group", "partner", "managers", "changes", "undecided", "questions", "contacts", "check",
    "phases", "content", "disagree", "slower_route", "after_start",
}  # fmt: skip


def change(**parts: Any) -> Change:
    whole: dict[str, Any] = {
        "groups": (
            Group(id="a", name="Balie", size=23, partner="x"),
            Group(id="b", name="Geheim", size=19),
            Group(id="klein", name="Drietal", size=3),
            Group(id="m", name="Teamleiders", size=9, managers=True),
        ),
        "cards": (
            ImpactCard(
                id="a", task=0, team=1, pay=3, systems=5, changes="Nieuw systeem.", decided_by="Directie"
            ),
            ImpactCard(id="b", changes="Iets van B."),
            ImpactCard(id="m", task=4),
        ),
        "lead_scores": (LeadScores(id="a", pay=5, note="Notitie van de leiding."),),
        **parts,
    }
    return Change(**whole)


def view(which: str | None = "a", **parts: Any) -> dict[str, Any]:
    return staff_view(change(**parts), which, partners=PARTNERS, smallest=7)


def test_the_view_holds_the_card_and_nothing_of_the_lead() -> None:
    found = view()
    assert (found["group"], found["partner"], found["general"]) == ("Balie", "Xstad", False)
    sizes = {row["id"]: row["size"] for row in found["card"]["aspects"]}
    assert list(sizes) == [aspect.value for aspect in Aspect]
    assert [sizes[name] for name in ("task", "team", "pay", "systems", "hours")] == [
        "none", "little", "some", "much", "open",
    ]  # fmt: skip
    text = json.dumps(found, ensure_ascii=False)
    for secret in ("Notitie", "Geheim", "Iets van B", "Drietal", "23", "score", "size_of", "scale"):
        assert secret not in text


def test_counts_and_scores_change_nothing_that_is_seen() -> None:
    other = change(
        groups=(Group(id="a", name="Balie", size=500, partner="x"), *change().groups[1:]),
        lead_scores=(),
        cards=(change().cards[0].model_copy(update={"systems": 4, "team": 2}), *change().cards[1:]),
    )
    assert staff_view(other, "a", partners=PARTNERS, smallest=7) == view()


@pytest.mark.parametrize(
    ("which", "reason"), [("nergens", "no_group"), ("klein", "small"), ("zonder", "no_card")]
)
def test_who_gets_no_page(which: str, reason: str) -> None:
    groups = (*change().groups, Group(id="zonder", name="Zonder", size=9))
    with pytest.raises(StaffViewError) as caught:
        view(which, groups=groups)
    assert caught.value.message.id == f"guidance.view.{reason}"
    for language in LANGUAGES:
        assert "{" not in render(caught.value.message, language)


def test_a_phase_model_that_is_not_right_gives_no_page() -> None:
    with pytest.raises(StaffViewError) as caught:
        view(plan=ChangePlan(phase_model="own", own_phase_model="x"))
    assert caught.value.message.id == "guidance.view.phase_model"


def test_questions_and_help_of_others_stay_away() -> None:
    questions = (
        GroupQuestion(id="q1", group="a", question="Van A?"),
        GroupQuestion(id="q2", group="b", question="Van B?"),
        GroupQuestion(id="q3", question="Van iedereen?", answer="Ja.", answered_on=date(2026, 11, 1)),
    )
    help_rows = (
        Intervention(id="i1", name="Voor B", kind="training", phases=("learn",), groups=("b",)),
        Intervention(id="i2", name="Voor allen", kind="ritual", phases=("want",), from_on=date(2027, 6, 1)),
        Intervention(id="i3", name="Voor A", kind="buddy", groups=("a",)),
    )
    page = employee_page(view(questions=questions, interventions=help_rows), "nl")
    assert [row["question"] for row in page["questions"]] == ["Van A?", "Van iedereen?"]
    planned = {phase["id"]: [row["name"] for row in phase["planned"]] for phase in page["phases"]}
    # What names no phase helps in any.
    assert planned == {"know": ["Voor A"], "want": ["Voor allen", "Voor A"], "learn": ["Voor A"], "can": ["Voor A"],
                       "keep": ["Voor A"]}  # fmt: skip
    general = employee_page(view(None, questions=questions, interventions=help_rows), "nl")
    assert [row["question"] for row in general["questions"]] == ["Van iedereen?"]
    assert [row["name"] for phase in general["phases"] for row in phase["planned"]] == ["Voor allen"]


def test_the_general_page_has_no_card_and_only_what_is_for_every_change() -> None:
    page = employee_page(view(None), "nl")
    assert page["general"]
    assert (page["group"], page["changes"], page["undecided"]) == (None, None, [])
    assert all(not library()[name].aspects for name in page["content"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["a", "m", None])
def test_the_page_is_whole_without_a_plan(which: str | None, language: Language) -> None:
    page = employee_page(view(which), language)
    assert set(page) == PAGE_KEYS
    assert json.loads(json.dumps(page)) == page
    assert len(page["slower_route"]) > 60
    assert len(page["after_start"]) > 60
    assert [row["id"] for row in page["contacts"]] == [
        "question_desk",
        "confidential_adviser",
        "works_council",
    ]
    ways = ["works_council", "confidential_adviser", "objection", "conversation"]
    assert [row["id"] for row in page["disagree"]["ways"]] == ways
    for phase in page["phases"]:
        assert phase["information"]
        assert phase["tools"]
        assert (phase["manager"] is not None) is (which == "m")
        assert set(phase["information"]) | set(phase["tools"]) <= set(page["content"])
    for item in page["content"].values():
        assert item["hours"] > 0
        assert all(block.get("text") or block.get("items") for block in item["blocks"])


def test_what_the_plan_says_is_shown() -> None:
    plan = ChangePlan(
        question_desk="Kamer 1.", question_phone="0100", confidential_adviser="Mevrouw V", works_council="De BOR",
        objection="Binnen zes weken.", slower_route="Drie maanden later.", aftercare="Tot eind 2028.",
    )  # fmt: skip
    page = employee_page(view(plan=plan), "en")
    assert page["slower_route"] == "Drie maanden later."
    assert page["after_start"] == "Tot eind 2028."
    assert [row["text"] for row in page["contacts"]] == ["Kamer 1.", "0100", "Mevrouw V", "De BOR"]
    assert page["disagree"]["ways"][2]["text"] == "Binnen zes weken."
    assert "Directie" in page["disagree"]["ways"][3]["text"]


def test_what_is_not_decided() -> None:
    card = ImpactCard(
        id="a", status="not_yet_known", answer_by=date(2027, 2, 1), changes="Nog niets.", task=3
    )
    aspect = AspectChange(id="p", group="a", aspect="place", changes="Waar?", answer_by=date(2027, 3, 1))
    page = employee_page(view(cards=(card,), aspects=(aspect,)), "nl")
    assert page["undecided"] == [
        {"what": "Nog niets.", "answer_by": "2027-02-01", "decided_by": None},
        {"what": "Werkplek en reizen: Waar?", "answer_by": "2027-03-01", "decided_by": None},
    ]
    firm = AspectChange(id="p", group="a", aspect="pay", status="not_yet_known")
    page = employee_page(view(aspects=(firm,)), "en")
    assert page["undecided"] == [{"what": "Pay and scale", "answer_by": None, "decided_by": "Directie"}]


@given(st.lists(st.none() | st.integers(0, 5), min_size=10, max_size=10), st.booleans())
@hypothesis_settings(max_examples=40, deadline=None)
def test_content_is_chosen_by_phase_group_and_impact(scores: list[int | None], managers: bool) -> None:
    card = ImpactCard(id="a", **dict(zip([aspect.value for aspect in Aspect], scores, strict=True)))
    groups = (Group(id="a", name="A", size=9, managers=managers),)
    page = employee_page(view(groups=groups, cards=(card,)), "nl")
    for phase in page["phases"]:
        expected = {
            item.id
            for item in library().values()
            if phase["id"] in item.phases
            and item.audience in ("everyone", "managers" if managers else "employees")
            and (not item.aspects or any((getattr(card, aspect) or 0) >= 3 for aspect in item.aspects))
        }
        assert {*phase["information"], *phase["tools"]} == expected
        for name in phase["information"]:
            assert page["content"][name]["kind"] in ("article", "visit")
        for name in phase["tools"]:
            assert page["content"][name]["kind"] not in ("article", "visit")


def test_nothing_is_promised_that_nobody_planned() -> None:
    name = next(item.id for item in library().values() if item.kind == "training" and not item.aspects)
    before = employee_page(view(), "nl")["content"][name]["blocks"][0]["text"]
    assert "nog niet gepland" in before
    row = Intervention(id="t", item=name, name="Training", kind="training")
    after = employee_page(view(interventions=(row,)), "nl")["content"][name]["blocks"][0]
    assert "nog niet gepland" not in after.get("text", "")
    own = next(item.id for item in library().values() if item.planned and item.giver == "manager" and not item.aspects
               and item.audience == "managers")  # fmt: skip
    assert "Dit plan je zelf" in employee_page(view("m"), "nl")["content"][own]["blocks"][0]["text"]


def test_a_model_of_their_own_is_shown_in_the_language() -> None:
    page = employee_page(view(plan=ChangePlan(phase_model="own", own_phase_model=SMALL)), "en")
    assert [phase["name"] for phase in page["phases"]] == ["Before", "After"]
    assert page["check"]["intro"] == "No test."
    assert page["disagree"]["text"] == "Go to the council."
    assert page["phases"][0]["information"]


def test_blocks_of_a_text() -> None:
    text = "Eerst\ndit.\n\nNeem mee:\n- een\n- twee\nDaarna.\n\n- los"
    assert list(blocks_of(text)) == [
        {"type": "paragraph", "text": "Eerst dit."},
        {"type": "paragraph", "text": "Neem mee:"},
        {"type": "list", "items": ["een", "twee"]},
        {"type": "paragraph", "text": "Daarna."},
        {"type": "list", "items": ["los"]},
    ]
    assert list(blocks_of("")) == []


@given(st.text(alphabet="ab -\n", max_size=60))
def test_no_word_is_lost_in_blocks(text: str) -> None:
    words = [word for line in text.splitlines() for word in line.strip().removeprefix("- ").split()]
    found = []
    for block in blocks_of(text):
        for part in [block["text"]] if block["type"] == "paragraph" else block["items"]:
            found += part.split()
    assert found == words


def test_the_example() -> None:
    dossier = load(EXAMPLE)
    partners = {partner.id: partner.name for partner in dossier.partners}
    pages = 0
    for group in dossier.people:
        if group.size >= 7:
            found = staff_view(dossier.change, group.id, partners=partners, smallest=7)
            for language in LANGUAGES:
                page = employee_page(found, language)
                assert len(json.dumps(page, ensure_ascii=False).encode()) < 150_000
                assert "Juristen" not in json.dumps(page, ensure_ascii=False)
            pages += 1
    assert pages == 6
