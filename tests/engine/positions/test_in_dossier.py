"""In a dossier: only what was shared stands in an assessment, and how many councils each issue still needs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vierkant.dossier.positions import map_of, positions_of, shared_rows
from vierkant.dossier.sections import Dossier
from vierkant.quantities import to_plain
from vierkant.terms import render

SECRET = "Dit is geheim van Cedorp"


def dossier(*rows: dict[str, Any], **more: Any) -> Dossier:
    return Dossier.model_validate(
        {
            "partners": [
                {"id": key, "name": name} for key, name in (("a", "Aveld"), ("b", "Bedam"), ("c", "Cedorp"))
            ],
            "issues": [
                {"id": "balie", "name": "De balie", "voting_rule": "zwaar"},
                {"id": "naam", "name": "De naam"},
            ],
            "positions": list(rows),
            **more,
        }
    )


def said(
    partner: str, handling: str = "shared", *, ready: bool = True, position: int = 2, body: str = "council"
):
    score = {
        "issue": "balie",
        "body": body,
        "position": position,
        "importance": 5,
        "fear": f"Dit is geheim van {partner}",
    }
    return {"partner": partner, "handling": handling, "ready": ready, "scores": [score]}


NAMES = {"a": "Aveld", "b": "Bedam", "c": "Cedorp"}


@pytest.mark.parametrize(("handling", "ready"), [("private", True), ("mediator", True), ("shared", False)])
def test_what_was_not_shared_stands_in_no_assessment(handling: str, ready: bool) -> None:
    found = positions_of(dossier(said("a"), said("b"), said("c", handling, ready=ready, position=-2)), NAMES)
    assert found is not None
    text = json.dumps(to_plain(found))
    assert "geheim van a" in text
    assert "geheim van c" not in text
    assert found.issues[0].silent == ("c",)
    assert found.issues[0].against == ()


def test_one_that_shares_among_closed_ones_is_not_shown() -> None:
    given = dossier(said("a"), said("b", "private"), said("c", "mediator"))
    assert shared_rows(given) == ()
    found = positions_of(given, NAMES)
    assert found is not None
    assert "geheim" not in json.dumps(to_plain(found))


def test_a_dossier_without_issues_is_silent() -> None:
    assert positions_of(Dossier.model_validate({"partners": [{"id": "a", "name": "A"}]}), {"a": "A"}) is None


VOTES = {"agreements": {"votes": {"a": 50, "b": 30, "c": 20}}}
HEAVY = {"voting_rules": [{"id": "zwaar", "name": "Zwaar besluit", "unanimous": True}]}


def councils(*rows: dict[str, Any], **more: Any):
    given = dossier(*rows, **more)
    found = map_of(given, given.positions, NAMES, with_packages=False)
    assert found is not None
    return found.issues


def test_councils_that_are_still_needed_under_the_rule_of_the_issue() -> None:
    heavy, ordinary = councils(said("a"), said("b", position=0), **VOTES, **HEAVY)
    assert ordinary.councils is None  # nobody said anything about it
    assert (heavy.councils.rule, heavy.councils.needed, heavy.councils.sets) == (
        "Zwaar besluit",
        2,
        (("b", "c"),),
    )
    assert "Bedam en Cedorp" in render(heavy.councils.text, "nl")
    [against, _] = councils(said("a"), said("b"), said("c", position=-1), **VOTES, **HEAVY)
    assert not against.councils.possible
    assert "Cedorp" in render(against.councils.text, "nl")


def test_the_executive_speaks_for_a_council_that_said_nothing() -> None:
    [issue, _] = councils(said("a", body="executive"), said("b"), said("c"), **VOTES, **HEAVY)
    assert issue.councils.decided
    assert issue.councils.by_executive == ("a",)


def test_the_ordinary_rule_and_none_at_all() -> None:
    rows = [said("a"), said("b", position=-1)]
    for item in rows:
        item["scores"][0]["issue"] = "naam"
    [_, issue] = councils(*rows, **VOTES)
    assert (issue.councils.rule, issue.councils.needed, issue.councils.sets) == ("", 1, (("c",),))
    [_, without] = councils(*rows)
    assert without.councils is None
