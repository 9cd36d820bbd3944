"""The setup of a wave: everything that is wrong is said at once, and merges are proposed within an organisation."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from vierkant.privacy import Plan, PlannedGroup, PlannedItem, PlannedTable, Thresholds, Turnover
from vierkant.quantities import Level
from vierkant.survey import setup_checks
from vierkant.survey.questionnaires import questionnaires
from vierkant.survey.setup import Condition, LegalBasis, WaveGroup, WaveSetup, WaveTable, rotation, to_plan
from vierkant.survey.setup_checks import check_setup, may_open, propose_merges
from vierkant.terms import catalogue, render

GROUPS = (
    WaveGroup(key="lisse-kcc", name="KCC", organisation="lisse", team="l-kcc", family="desk", invited=24),
    WaveGroup(
        key="lisse-tax", name="Belastingen", organisation="lisse", team="l-tax", family="back", invited=6
    ),
    WaveGroup(
        key="hillegom-kcc", name="KCC", organisation="hillegom", team="h-kcc", family="desk", invited=18
    ),
    WaveGroup(
        key="teylingen-kcc", name="KCC", organisation="teylingen", team="t-kcc", family="desk", invited=12
    ),
)
GOOD = WaveSetup(
    key="first",
    name="Eerste meting",
    questionnaire=questionnaires()["practices"],
    organisations={"lisse": "Lisse", "hillegom": "Hillegom", "teylingen": "Teylingen"},
    teams={"l-kcc": "KCC", "l-tax": "Belastingen", "h-kcc": "KCC", "t-kcc": "KCC"},
    families={"desk": "Balie", "back": "Achter de balie"},
    groups=GROUPS,
    merges={"lisse-tax": "lisse-kcc"},
    opens_at=datetime(2027, 1, 11, 8, tzinfo=UTC),
    closes_at=datetime(2027, 1, 25, 17, tzinfo=UTC),
    delete_answers_on=date(2027, 6, 1),
    purpose="Weten waar we verschillen.",
    legal_basis=LegalBasis.PUBLIC_TASK,
    works_council_contact="Secretaris van de ondernemingsraad",
    privacy_contact="Functionaris gegevensbescherming",
)


def found(**changes: Any) -> dict[str, Level]:
    """What is said of the good setup after changes, as it would be stored."""
    setup = WaveSetup.from_plain({**GOOD.to_plain(), **changes})
    findings = check_setup(setup, now=datetime(2026, 12, 1, tzinfo=UTC), signed=set(Condition))
    return {finding.id.removeprefix("setup."): finding.level for finding in findings}


def test_a_good_setup_may_open_and_an_empty_one_hears_everything_at_once() -> None:
    assert found() == {}
    empty = check_setup(WaveSetup(), signed=())
    assert not may_open(empty)
    assert len(empty) >= 12
    assert empty[0].level is Level.RED
    for finding in empty:
        assert finding.action is not None
        assert render(finding.text, "nl") != render(finding.text, "en")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"closes_at": "2027-01-11T08:00:00+01:00"}, "closing_before_opening"),
        ({"closes_at": "2027-01-13T08:00:00+01:00"}, "too_short"),
        ({"opens_at": "2026-11-20T08:00:00+01:00"}, "opening_past"),
        ({"delete_answers_on": "2027-01-25"}, "retention_before_closing"),
        ({"merges": {}}, "group_small"),
        ({"merges": {"lisse-tax": "hillegom-kcc"}}, "merge_across"),
        ({"merges": {"lisse-tax": "nobody"}}, "merge_unknown"),
        ({"teams": {**GOOD.teams, "l-new": "Nieuw"}}, "team_without_group"),
        ({"turnover": [{"group": "gone", "joined": 1, "left": 0}]}, "turnover_unknown"),
        ({"previous": "zero"}, "previous_not_done"),
        ({"thresholds": {"respondents": 4}}, "floor_respondents"),
        ({"thresholds": {"open_text": 9}}, "floor_open_text"),
        ({"thresholds": {"means": 14}}, "floor_means"),
        ({"thresholds": {"respondents": 11}}, "floor_invited"),
        ({"tables": [{"key": "fine", "dimensions": ["team", "family"]}]}, "table_too_fine"),
        ({"seen": {"lisse": "lisse"}}, "partner_unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_fault_is_named_and_stops_the_wave(changes: dict[str, Any], name: str) -> None:
    assert found(**changes)[name] is Level.RED


def test_consent_as_basis_and_a_lower_threshold_are_choices_to_make_knowingly() -> None:
    said = found(legal_basis="consent", thresholds={"respondents": 5})
    assert said == {"consent_weak": Level.AMBER, "low_respondents": Level.AMBER}


def test_a_small_group_hears_with_which_group_of_the_same_organisation_to_show_it() -> None:
    (finding,) = (
        item for item in check_setup(GOOD.model_copy(update={"merges": {}})) if item.id == "setup.group_small"
    )
    assert "Belastingen heeft 6 mensen" in render(finding.text)
    assert finding.action is not None
    assert "samen zien met: KCC" in render(finding.action)
    alone = GOOD.model_copy(update={"groups": (*GROUPS[:3], GROUPS[3].model_copy(update={"invited": 8}))})
    assert "setup.organisation_small" in {item.id for item in check_setup(alone)}


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        WaveSetup.from_plain({**GOOD.to_plain(), "closes_at": "2027-01-25T17:00:00"})


def test_what_is_signed_changes_with_every_change_and_not_with_storing() -> None:
    assert WaveSetup.from_plain(GOOD.to_plain()).digest == GOOD.digest
    changed = GOOD.model_copy(update={"tables": (WaveTable(key="everybody"),)})
    assert changed.digest != GOOD.digest


def test_every_organisation_is_asked_about_exactly_one_and_seen_by_exactly_one() -> None:
    assert rotation(("a", "b")) == {"a": "b", "b": "a"}
    assert rotation(("a",)) == {}
    assert [GOOD.seen_by(key) for key in GOOD.organisations] == ["hillegom", "teylingen", "lisse"]
    assert GOOD.model_copy(update={"seen": {"lisse": "together"}}).seen_by("lisse") == "together"


def test_the_plan_holds_what_the_release_needs() -> None:
    plan = to_plan(GOOD)
    assert plan["wave"] == "first"
    assert plan["groups"][1] == {
        "key": "lisse-tax",
        "name": "Belastingen",
        "invited": 6,
        "dimensions": {"organisation": "lisse", "team": "l-tax", "family": "back"},
        "merged_into": "lisse-kcc",
    }
    assert {"key": "partner.results", "points": 5} in plan["items"]
    assert len(plan["items"]) == 54


_GROUP = st.builds(
    WaveGroup,
    key=st.integers(0, 10**6).map(lambda number: f"g{number}"),
    name=st.just("groep"),
    organisation=st.sampled_from(["a", "b"]),
    team=st.sampled_from([None, "t", "u"]),
    family=st.sampled_from([None, "f"]),
    invited=st.integers(0, 30),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_GROUP, max_size=12, unique_by=lambda group: group.key), st.integers(5, 15))
def test_proposed_merges_leave_no_small_group_where_the_organisation_is_large_enough(
    groups: list[WaveGroup], smallest: int
) -> None:
    merges = propose_merges(tuple(groups), smallest)
    named = {group.key: group for group in groups}
    assert all(named[one].organisation == named[other].organisation for one, other in merges.items())
    assert not set(merges) & set(merges.values())
    total: dict[str, int] = {}
    for group in groups:
        key = merges.get(group.key, group.key)
        total[key] = total.get(key, 0) + group.invited
    for organisation in {group.organisation for group in groups}:
        own = [number for key, number in total.items() if named[key].organisation == organisation]
        assert len(own) == 1 or min(own) >= smallest
    assert propose_merges(tuple(groups), smallest) == merges
    assert propose_merges(tuple(groups), smallest, merges) == merges


_SETUPS = st.fixed_dictionaries(
    {
        "thresholds": st.fixed_dictionaries(
            {"respondents": st.integers(4, 12), "invited": st.integers(4, 12), "means": st.integers(14, 16)}
        ),
        "tables": st.lists(
            st.lists(st.sampled_from(["organisation", "team", "family"]), max_size=2).map(
                lambda names: {"key": "-".join(["by", *names]), "dimensions": names}
            ),
            max_size=3,
        ),
        "merges": st.dictionaries(
            st.sampled_from([group.key for group in GROUPS]), st.sampled_from([group.key for group in GROUPS])
        ),
        "turnover": st.lists(
            st.fixed_dictionaries(
                {"group": st.sampled_from(["lisse-kcc", "gone"]), "joined": st.integers(0, 3)}
            ),
            max_size=2,
        ),
    }
)


@settings(max_examples=40, deadline=None)
@given(_SETUPS)
def test_what_may_open_can_be_released(changes: dict[str, Any]) -> None:
    """The release controller refuses no plan that was let through here: after closing it would be too late."""
    setup = WaveSetup.from_plain({**GOOD.to_plain(), **changes})
    fields = to_plan(setup)
    if may_open(check_setup(setup)):
        Plan(
            fields["wave"],
            tuple(PlannedGroup(**group) for group in fields["groups"]),
            tuple(PlannedTable(table["key"], tuple(table["dimensions"])) for table in fields["tables"]),
            tuple(PlannedItem(**item) for item in fields["items"]),
            Thresholds(**fields["thresholds"]),
            tuple(Turnover(**change) for change in fields["turnover"]),
        )


def test_every_finding_has_words_and_no_words_are_left_over() -> None:
    source = Path(str(setup_checks.__file__)).read_text(encoding="utf-8")
    names = set(re.findall(r'_finding\(\s*"(\w+)"', source))
    names |= {f"unsigned_{condition}" for condition in Condition}
    names |= {"no_works_council_contact", "no_privacy_contact", "unreadable"}
    prefix = "survey.setup."
    assert {key.removeprefix(prefix) for key in catalogue() if key.startswith(prefix)} == {
        name + ending for name in names for ending in ("", "_action")
    }
