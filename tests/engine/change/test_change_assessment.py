"""The human side: hours by hand, levels, managers, privacy of small groups, steps and words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.change import Beside, PeopleResult, assess_people
from vierkant.change.charts import CHARTS
from vierkant.change.inputs import Aspect, Change, ChangePlan, Group, ImpactCard, LedgerLine
from vierkant.quantities import Certainty, Confidence, Figure, Level, to_plain
from vierkant.sources import parameters
from vierkant.terms import render

NAMES = {"a": "Aveld", "b": "Bedam"}
KINDS = [
    f"phase.{phase}.{kind}"
    for phase in ("know", "want", "learn", "can", "keep")
    for kind in ("contact", "preparation", "practice")
]


def group(identifier: str, size: int, **fields: object) -> Group:
    return Group.model_validate({"id": identifier, "name": f"Groep {identifier}", "size": size, **fields})


def assess(
    *groups: Group,
    assumptions: dict[str, Figure] | None = None,
    ledger: Sequence[dict[str, object]] = (),
    plan: dict[str, object] | None = None,
    cards: Sequence[dict[str, object]] = (),
    **options: object,
) -> PeopleResult:
    change = Change(
        groups=groups,
        ledger=tuple(LedgerLine.model_validate({"id": f"l{n}", **line}) for n, line in enumerate(ledger)),
        plan=ChangePlan.model_validate(plan) if plan else None,
        cards=tuple(ImpactCard.model_validate(card) for card in cards),
    )
    return assess_people(change, assumptions or {}, partners=NAMES, beside=Beside(**options))  # type: ignore[arg-type]


DECISION = {
    "decided_by": "Stuurgroep",
    "decided_on": "2026-11-10",
    "cover": "Budget",
    "work_that_stops": "Een",
}
HELP = 8 + 1 + 2
"""Hours per employee of the change team, communication and help after the start."""
RESERVE = 1.1


def ids(result: PeopleResult) -> set[str]:
    return {finding.id for finding in result.findings}


def per_person(end: str) -> float:
    """Hours per employee, added up from the parameter file by hand."""
    known = parameters("change")
    return sum(getattr(known[name], end) for name in KINDS if name in known)


@pytest.mark.parametrize(("end", "hours"), [("value", 61), ("low", 30.5), ("high", 121)])
def test_hours_per_employee_are_the_sum_of_the_phases(end: str, hours: float) -> None:
    """Our own judgement: 61 hours per employee over the whole change, between 30.5 and 121."""
    assert per_person(end) == hours
    found = assess(group("g", 10)).groups[0]
    assert getattr(found.hours_per_person, end) == hours
    assert getattr(found.hours_needed, end) == 10 * hours
    assert sum(getattr(phase.total, end) or phase.total.value for phase in found.phases) == 10 * hours


def test_managers_carry_the_guidance_of_their_own_partner() -> None:
    """Four hours per employee: 100 at Aveld by its own ten managers; 50 at Bedam and 30 who span by the other two."""
    groups = (
        group("a", 100, partner="a"),
        group("b", 50, partner="b"),
        group("c", 30),
        group("ma", 10, partner="a", managers=True),
        group("m", 2, managers=True),
    )
    result = assess(*groups)
    guidance = {item.id: item.guidance.value for item in result.groups if item.guidance}
    assert guidance == {"ma": 400, "m": 320}
    by_id = {item.id: item for item in result.groups}
    assert by_id["m"].hours_needed.value == 2 * 61 + 320
    assert result.guidance_per_manager is not None
    assert result.guidance_per_manager.value == pytest.approx(720 / 12)
    assert result.hours_needed is not None
    assert result.hours_needed.value == pytest.approx((192 * (61 + HELP) + 180 * 4) * RESERVE)
    assert "no_managers" not in ids(result)


def test_guidance_counts_also_while_managers_are_not_a_group() -> None:
    result = assess(group("a", 100))
    assert result.hours_needed is not None
    assert result.hours_needed.value == pytest.approx(100 * (61 + HELP + 4) * RESERVE)
    assert "no_managers" in ids(result)


def test_euros_by_hand() -> None:
    """Backfill 610 hours × 0.7 × € 58, help 10 × 11 hours × € 58, training 10 × € 500, and a reserve of 10 %."""
    found = assess(group("g", 10)).groups[0].euros_needed
    backfill, training = 610 * 0.7 * 58, 10 * 500
    middle = backfill + 10 * HELP * 58 + training
    assert found.value == pytest.approx(middle * RESERVE)
    differences = (
        backfill / 2,  # hours
        610 * 0.2 * 58,  # half of the hours absorbed instead of 0.3
        (610 * 0.7 + 10 * HELP) * 3,  # € 55 an hour
        10 * 4 * 58,  # change team
        10 * 0.5 * 58,  # communication
        10 * 1 * 58,  # help after the start
        training / 2,
    )
    below = hypot(*(item * RESERVE for item in differences), middle * 0.05)
    # A card that is not scored counts as the middle, so the ends of the middle change nothing.
    assert found.low == pytest.approx(middle * RESERVE - below)
    assert found.explanation.certainty is Certainty.LOW
    assert all(item.source for item in found.explanation.inputs[1:5])


def test_a_heavy_card_asks_more_hours_and_the_ledger_counts_the_same() -> None:
    """Forty points on ten aspects against a middle of 25: 1.6 times, but at most 1.5."""
    heavy = {"id": "g", **dict.fromkeys((aspect.value for aspect in Aspect), 4)}
    result = assess(group("g", 10), group("m", 8, managers=True), cards=[heavy])
    found = {item.id: item for item in result.groups}
    assert found["g"].hours_needed.value == pytest.approx(10 * 61 * 1.5)
    assert found["g"].hours_per_person.value == pytest.approx(61 * 1.5)
    kinds = {row.id: row.hours_needed for row in result.ledger.kinds}
    staff = kinds["contact"] + kinds["preparation"] + kinds["practice"] + kinds["manager_talks"]
    assert sum(item.hours_needed.value for item in result.groups) == pytest.approx(staff)
    assert sum(row.euros_needed for row in result.ledger.groups if row.id) == pytest.approx(
        sum(item.euros_needed.value for item in result.groups)
    )


def test_lines_for_all_groups_are_shared_out_as_they_need() -> None:
    lines = [{"kind": "practice", "hours": 300, **DECISION}, {"kind": "change_team", "hours": 50, **DECISION}]
    own = {"kind": "contact", "group": "b", "hours": 70, **DECISION}
    result = assess(
        group("a", 10), group("b", 20, hours_reserved=999), group("m", 8, managers=True), ledger=[*lines, own]
    )
    shares = {item.id: item.hours_reserved.value for item in result.groups if item.hours_reserved}
    # 38 people practise 300 hours; the line of b replaces its own amount; the change team is nobody's group.
    assert shares == pytest.approx({"a": 300 * 10 / 38, "b": 300 * 20 / 38 + 70, "m": 300 * 8 / 38})
    assert result.hours_reserved is not None
    assert result.hours_reserved.value == 420


@pytest.mark.parametrize(
    ("hours", "euros", "level"),
    [
        (None, None, Level.RED),
        (0, 50_000, Level.RED),
        (304, 50_000, Level.AMBER),
        (305, 50_000, Level.GREEN),
        (305, None, Level.AMBER),
        (305, 1_000, Level.AMBER),
        (5_000, 500_000, Level.GREEN),
    ],
)
def test_level_of_a_group(hours: float | None, euros: float | None, level: Level) -> None:
    """Ten employees: the low estimate is 305 hours."""
    found = assess(group("g", 10, hours_reserved=hours, euros_reserved=euros, what_changes="Iets."))
    assert found.groups[0].level is level
    reserved = {item.id for item in found.groups[0].findings}
    assert ("no_time" in reserved) == (not hours)
    assert (level is Level.GREEN) == (not reserved)


def test_level_in_total() -> None:
    assert assess().level is Level.UNKNOWN
    assert assess().hours_needed is None
    assert assess(group("g", 10)).level is Level.RED
    enough = {"hours_reserved": 5_000, "euros_reserved": 500_000, "what_changes": "Iets."}
    both = (group("g", 10, **enough), group("m", 8, managers=True, **enough))
    assert assess(*both).level is Level.RED  # reserved, but nobody decided
    measured = assess(group("g", 10), measure_hours=40.0, measure_euros=2_000.0)
    assert measured.hours_reserved is not None
    assert measured.hours_reserved.value == 40
    alone = assess(measure_hours=40.0)
    assert alone.hours_reserved is not None
    assert alone.hours_reserved.value == 40


def test_green_only_with_enough_for_every_group_and_decided() -> None:
    both = (group("g", 10, what_changes="Iets."), group("m", 8, managers=True, what_changes="Iets."))
    lines = [
        {"kind": kind, "hours": 3_000, "euros": 200_000, **DECISION}
        for kind in ("contact", "practice", "manager_talks")
    ]
    assert assess(*both, ledger=lines).level is Level.GREEN
    assert assess(both[0], ledger=lines).level is Level.AMBER  # managers are a group of their own
    few = [{**line, "hours": 10} for line in lines]
    assert assess(*both, ledger=few).level is Level.AMBER
    open_ = [{**line, "cover": None} for line in lines]
    assert assess(*both, ledger=open_).level is Level.RED


def test_reserved_ranges_add_as_independent_errors() -> None:
    rows = [group(str(n), 10, hours_reserved={"value": 100, "low": 70, "high": 140}) for n in range(2)]
    reserved = assess(*rows).hours_reserved
    assert reserved is not None
    assert (reserved.value, reserved.low, reserved.high) == pytest.approx(
        (200, 200 - 30 * 2**0.5, 200 + 40 * 2**0.5)
    )


def test_benchmark_stands_beside_the_estimate() -> None:
    """€ 1,000 of € 100,000 is 1 %, below the rules of thumb of 5 to 20 %."""
    cost = Figure(value=100_000)
    result = assess(group("g", 10, euros_reserved=1_000), project_cost=cost)
    assert result.share_reserved is not None
    assert result.share_reserved.value == pytest.approx(0.01)
    assert "below_benchmark" in ids(result)
    assert (result.benchmark_share.value, result.benchmark_share.low, result.benchmark_share.high) == (
        0.1,
        0.05,
        0.2,
    )
    assert all(item.certainty is Certainty.LOW for item in result.benchmarks)
    assert assess(group("g", 10), project_cost=Figure(value=0)).share_needed is None


def plan_of(end: int) -> dict[str, object]:
    return {"starts_on": "2027-01-01", "ends_on": f"{end}-01-01"}


def test_evidence_on_mergers() -> None:
    result = assess(group("x", 50, partner="a"), group("y", 20, partner="b"), plan=plan_of(2028))
    texts = {item.id: render(item.text, "nl") for item in result.findings}
    assert "Bedam" in texts["fairness"]
    assert "Aveld" in texts["continuity"]
    assert "horizon_short" in texts
    assert "years_needed" not in texts
    assert all(item.source for item in result.findings)
    equal = assess(group("x", 20, partner="a"), group("y", 20, partner="b"), plan=plan_of(2030))
    assert "fairness" in ids(equal)
    assert "continuity" not in ids(equal)
    assert not {"horizon_short", "years_needed"} & ids(equal)
    assert "fairness" not in ids(assess(group("x", 20, partner="a")))


def test_steps_for_the_works_council_and_the_move_of_staff() -> None:
    """WOR 25 and 27, BW 7:662: transfer is a probable reading, so medium; the rest is certain."""
    steps = {item.id: item for item in assess(works_council_asked=True).steps}
    assert steps["works_council_advice"].law == "WOR 25"
    assert steps["works_council_advice"].done is True
    assert steps["transfer"].law == "BW 7:662"
    assert steps["transfer"].certainty is Certainty.MEDIUM
    staying = {item.id for item in assess(staff_move=False).steps}
    assert staying == set(steps) - {"transfer", "employment_terms"}


@pytest.mark.parametrize("size", [6, 7])
def test_small_groups_are_named_nowhere_outside_their_own_row(size: int) -> None:
    result = assess(group("tiny", size, hours_reserved=10), group("big", 40, what_changes="Iets."))
    assert result.groups[0].small is (size < 7)
    plain = json.loads(json.dumps(to_plain(result)))
    told = [render(item["text"], "nl") for item in plain["findings"]]
    told += [render(item["what"], "nl") for item in plain["missing"]]
    assert any("Groep tiny" in text for text in told) is (size >= 7)
    for language in ("nl", "en"):
        chart = CHARTS["hours"](plain, language)
        assert ("Groep tiny" in json.dumps([chart.spec, chart.rows])) is (size >= 7)
        team = CHARTS["hours"](plain, language, without_small=False)
        assert len(team.rows) == 2
        assert all(len(row) == len(team.header) for row in team.rows)
        for message in (*team.header, *team.summary, team.source, *chart.summary):
            assert render(message, language)


@pytest.mark.parametrize(("name", "value"), [("absorbable_share", 1.2), ("phase.can.practice", -1)])
def test_impossible_assumption_is_reported_and_not_used(name: str, value: float) -> None:
    result = assess(group("g", 10), assumptions={f"change.{name}": Figure(value=value)})
    assert f"impossible_{name}" in ids(result)
    assert result.euros_needed == assess(group("g", 10)).euros_needed


def test_own_experience_replaces_our_judgement() -> None:
    own = Figure(value=10, confidence=Confidence.MEASURED, source="pilot")
    found = assess(group("g", 10), assumptions={"change.phase.can.practice": own}).groups[0]
    assert found.hours_needed.value == 10 * (61 - 24 + 10)
    practice = found.phases[3].practice
    assert practice.value == 100
    assert practice.low is None
    assert practice.explanation.inputs[0].confidence is Confidence.MEASURED
    assert practice.explanation.inputs[0].source == "pilot"


sizes = st.lists(st.tuples(st.integers(1, 300), st.booleans(), st.sampled_from([None, "a", "b"])), max_size=6)


@given(sizes)
@settings(max_examples=60, deadline=None)
def test_groups_and_guidance_add_up_to_the_total(rows: list[tuple[int, bool, str | None]]) -> None:
    groups = [group(f"g{n}", size, managers=lead, partner=who) for n, (size, lead, who) in enumerate(rows)]
    result = assess(*groups)
    if not groups:
        assert result.hours_needed is None
        return
    people = sum(size for size, _, _ in rows)
    guided = sum(size for size, lead, _ in rows if not lead)
    assert result.hours_needed is not None
    assert result.hours_needed.value == pytest.approx((people * (61 + HELP) + guided * 4) * RESERVE)
    assert result.euros_needed is not None
    assert result.euros_needed.low is not None
    assert result.euros_needed.high is not None
    assert 0 <= result.euros_needed.low <= result.euros_needed.value <= result.euros_needed.high


def test_every_sentence_can_be_read_in_both_languages() -> None:
    result = assess(
        group("tiny", 3, partner="a"),
        group("big", 40, partner="b", hours_reserved=500, euros_reserved=10),
        group("rich", 10, hours_reserved=5_000, euros_reserved=10, managers=True),
        project_cost=Figure(value=1e7),
        assumptions={"change.hourly_cost": Figure(value=-1)},
    )
    found = messages(to_plain(result))
    assert len(found) > 100
    for message in found:
        assert render(message, "nl")
        assert render(message, "en")


def messages(value: object) -> list[dict[str, str]]:
    if isinstance(value, dict):
        own = [value] if set(value) == {"id", "arguments"} else []
        return own + [found for item in value.values() for found in messages(item)]
    if isinstance(value, list):
        return [found for item in value for found in messages(item)]
    return []
