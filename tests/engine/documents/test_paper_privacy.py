"""Papers for councils and a person: nothing points to one, whatever somebody typed, and no sum gives one away."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.engine.documents.decisions import POINTS, VIEWS, decision_paper
from tests.engine.documents.papers import NUMBER, SMALL, file_text
from tests.engine.documents.reports import TODAY, assessed, changed, example, text_of

from vierkant.documents.paper_view import view
from vierkant.documents.papers import DECISION, FORMS, make, render
from vierkant.documents.report import render as report
from vierkant.dossier import Dossier, from_plain
from vierkant.dossier.writing import to_plain_dossier
from vierkant.terms import Language

FILES = [(kind, form) for kind in DECISION for form in FORMS[kind]]
SECRETS = (
    SMALL,
    "Toetser constructies",
    "Bureauhoofd Zonnestraal",
    "Team van drie",
    "Geheim van drie",
    "Potje van drie",
    "Vraag van drie",
    "Alleen Anneke",
    "wethouder Bakkers",
    "Toezichthouders van de drie gemeenten",
)
"""A small group, functions of few people, its team, typed texts about it, who has a role, and the name of a group."""


def adversarial() -> Dossier:
    """Somebody typed names of a small group and of functions of one person wherever there is room for a text."""
    plain = to_plain_dossier(example("vergunningen"))
    told = f"De {SMALL.lower()}, de toetser constructies en het bureauhoofd Zonnestraal van Team van drie."
    people = [
        {**row, "team": "Team van drie", "what_changes": "Geheim van drie"}
        if row["id"] == "juristen"
        else row
        for row in plain["people"]
    ]
    return changed(
        "vergunningen",
        people=people,
        cooperation={**plain["cooperation"], "goal": told, "next_decision": told},
        change_plan={**plain["change_plan"], "goal_for_people": told},
        agreements={**plain["agreements"], "information_terms": told, "withdrawal_terms": told},
        crosswalk=[
            *plain["crosswalk"],
            {
                "id": "hoofd", "group": "toezicht", "function": "Bureauhoofd Zonnestraal", "outcome": "ends",
                "people": 1,
            },
        ],
        ledger=[*plain["ledger"], {"id": "pool", "kind": "training", "group": "juristen", "cover": "Potje van drie"}],
        questions=[*plain["questions"], {"id": "pool", "group": "juristen", "question": "Vraag van drie?"}],
        measures=[{"id": "m", "block": "people", "text": "Alleen Anneke", "owner": "Alleen Anneke"},
                  {"id": "n", "block": "grip", "text": "Alleen Anneke"}],
        communication=[{"id": "c", "audience": "Alleen Anneke", "message": "Geheim van drie", "on": "2027-01-11"}],
        zienswijze_points=[{**POINTS[0], "text": f"Over de {SMALL}."}, {**POINTS[1], "answer": told}],
        council_views=[{**VIEWS[0], "change": told}, *VIEWS[1:]],
        roles=[{"id": role, "role": role, "holder": "wethouder Bakkers"} for role in ("owner", "client")],
    )  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("kind", "form"), FILES)
def test_nothing_points_to_a_person(kind: str, form: str, language: Language) -> None:
    text = file_text(decision_paper(adversarial(), kind, language), form).casefold()
    allowed = {"wethouder Bakkers"} if kind == "executive_proposal" else set()
    for secret in SECRETS:
        if secret not in allowed:
            assert secret.casefold() not in text, secret


def test_the_test_would_see_a_name() -> None:
    """Each secret is in the assessment or the dossier itself: it is the paper that leaves it out."""
    dossier = adversarial()
    text = (repr(assessed(dossier)) + repr(dossier)).casefold()
    for secret in SECRETS:
        assert secret.casefold() in text, secret


def with_groups(*sizes: int, ledger: Any = (), **more: Any) -> Dossier:
    """A dossier with groups of these sizes."""
    people = [{"id": f"g{size}", "name": f"Groep van {size}", "size": size, **more} for size in sizes]
    plain = to_plain_dossier(example("vergunningen"))
    for section in ("impact", "lead_scores", "aspects", "crosswalk", "interventions", "communication",
                    "ledger", "questions", "other_projects", "people"):  # fmt: skip
        plain.pop(section, None)
    return from_plain({**plain, "people": people, "ledger": list(ledger)})


def line(group: str, hours: float) -> dict[str, Any]:
    return {
        "id": f"l{group}", "kind": "training", "group": group, "hours": {"value": hours}, "decided_by": "Raad",
        "decided_on": "2026-11-10", "cover": "Budget",
    }  # fmt: skip


def strict(dossier: Dossier) -> Any:
    return view(dossier, assessed(dossier), "nl", strict=True)


@pytest.mark.parametrize("size", [1, 3, 6])
def test_one_small_group_alone_has_no_numbers(size: int) -> None:
    people = strict(with_groups(size, ledger=[line(f"g{size}", 77)])).people
    assert people == {"about": None, "phases": (), "totals": None, "decided": True}
    text = file_text(
        decision_paper(with_groups(size, ledger=[line(f"g{size}", 77)]), "council_proposal"), "docx"
    )
    assert "77 uur" not in text
    assert "staat hier niet" in text


def test_a_total_that_rests_on_one_small_group_is_left_out() -> None:
    """Only the three have decided hours: the total would be theirs."""
    dossier = with_groups(3, 40, ledger=[line("g3", 77)])
    totals = strict(dossier).people["totals"]
    assert "hours_decided" not in totals
    assert totals["hours_needed"]["value"] > 77
    for kind in ("council_proposal", "council_cover", "executive_proposal"):
        text = file_text(decision_paper(dossier, kind), "docx")
        assert not re.search(r"(?<!\d)77 uur", text)
        assert "477 uur" not in text  # with the 400 hours of a measure
        assert "nog niets besloten" not in text
    both = strict(with_groups(3, 40, ledger=[line("g3", 77), line("g40", 100)])).people["totals"]
    assert both["hours_decided"]["value"] == 177


def test_counts_are_rounded_so_that_other_papers_do_not_give_the_rest() -> None:
    """43 people less the group of 40 that other papers name: no 3."""
    for kind in ("council_proposal", "council_cover", "executive_proposal"):
        text = file_text(decision_paper(with_groups(3, 40), kind), "docx")
        assert "Voor ongeveer 40 mensen" in text
        assert not re.search(r"\b43 (mensen|medewerkers)", text)


def test_a_lower_floor_of_the_dossier_does_not_lower_that_of_councils() -> None:
    dossier = with_groups(6, 40)
    lower = from_plain(
        {**to_plain_dossier(dossier), "assumptions": {"change.smallest_group": {"value": 5.0}}}
    )
    assert view(lower, assessed(lower), "nl").hidden == 0
    assert view(lower, assessed(lower), "nl", strict=True).hidden == 1


@pytest.mark.parametrize("few", [(3,), (2, 3)])
@pytest.mark.parametrize("kind", ["budget", "change_plan"])
def test_rows_of_groups_less_the_total_do_not_give_a_small_group(kind: str, few: tuple[int, ...]) -> None:
    """The smallest other group joins the row of the rest, and its lines are not shown by themselves."""
    ledger = [*(line(f"g{size}", 70 + size) for size in few), line("g9", 511), line("g40", 900)]
    dossier = with_groups(*few, 9, 40, ledger=ledger)
    secret = sum(70 + size for size in few)
    paper = make(kind, dossier, assessed(dossier), today=TODAY)
    for form in FORMS[kind]:
        numbers = {float(item.replace(".", "")) for item in re.findall(NUMBER, file_text(paper, form))}
        assert secret not in numbers
        assert not {511.0, 511.0 + 900.0} & numbers  # else the total less these is the secret
    book = openpyxl.load_workbook(
        BytesIO(render(make("budget", dossier, assessed(dossier), today=TODAY), "xlsx"))
    )
    names = {str(cell.value) for page in book for row in page.iter_rows() for cell in row}
    assert "Groep van 40" in names


def test_enough_people_in_small_groups_need_no_other_group() -> None:
    dossier = with_groups(4, 5, 9, 40)
    assert view(dossier, assessed(dossier), "nl").apart == frozenset()
    assert view(with_groups(3, 9, 40), assessed(with_groups(3, 9, 40)), "nl").apart == {"g9"}
    assert view(with_groups(9, 40), assessed(with_groups(9, 40)), "nl").apart == frozenset()


def test_the_pay_of_one_person_is_no_total() -> None:
    """The only euros are the guarantee of one person: no euros then."""
    plain = to_plain_dossier(with_groups(40))
    plain["crosswalk"] = [
        {"id": "a", "group": "g40", "function": "Hoofd", "new_function": "Lid", "outcome": "changed", "people": 1,
         "scale": 11, "new_scale": 8, "placement": "suitable_function", "guarantee_years": {"value": 5.0}},
    ]  # fmt: skip
    dossier = from_plain(plain)
    kinds = assessed(dossier)["people"]["ledger"]["kinds"]
    others = [row for row in kinds if row["id"] not in ("salary_guarantee", "travel") and row["euros_needed"]]
    totals = strict(dossier).people["totals"]
    assert ("euros_needed" in totals) is bool(others)


def test_staffing_of_a_task_by_one_person_is_not_among_the_inputs() -> None:
    plain = to_plain_dossier(example("vergunningen"))
    plain["tasks"][0]["parts"]["polderwijk"]["own_fte"] = {"value": 1.03}
    text = file_text(decision_paper(from_plain(plain), "council_proposal"), "docx")
    assert "1,03" not in text
    assert "Uren afstemming per deelnemer" in text


def test_the_report_gives_no_small_group_by_its_totals() -> None:
    """The report has totals of people and hours: the smallest other group has no row of numbers in it."""
    sizes = (3, 9, 41)
    plain = to_plain_dossier(with_groups(*sizes))
    reserved = {3: 73.0, 9: 511.0, 41: 907.0}
    plain["people"] = [{**row, "hours_reserved": {"value": reserved[row["size"]]}} for row in plain["people"]]
    for language in ("nl", "en"):
        content = report(assessed(from_plain(plain)), language=language, today=TODAY)
        text = text_of(content)
        assert "Groep van 9" in text
        assert "907" in text
        assert "511" not in text
    only = with_groups(3, 9)
    assert "Groep van 9" in text_of(report(assessed(only), language="nl", today=TODAY))
