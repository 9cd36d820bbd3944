"""A dossier in plain tables without what its interests say about partners, rules or issues that are not seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from vierkant.dossier.coalitions import coalition_members


def without_unseen_interests(plain: Mapping[str, Any], seen: Collection[str]) -> dict[str, Any]:
    """The dossier in which costs, rules, positions and agreements refer only to what is there.

    A rule or an agreement that names a partner who is not seen goes as a whole: without that partner it would be
    another rule, or an agreement of all.
    """
    kept = dict(plain)
    if "coalition_costs" in plain:
        kept["coalition_costs"] = _with_seen_coalitions(plain["coalition_costs"], seen)
    if "voting_rules" in plain:
        kept["voting_rules"] = [rule for rule in plain["voting_rules"] if _named(rule) <= set(seen)]
    rules = {str(rule["id"]) for rule in kept.get("voting_rules", ())}
    if "issues" in plain:
        kept["issues"] = [_without(issue, "voting_rule", rules) for issue in plain["issues"]]
    issues = {str(issue["id"]) for issue in kept.get("issues", ())}
    if "positions" in plain:
        kept["positions"] = [_with_known_scores(row, issues) for row in plain["positions"]]
    if "pacts" in plain:
        kept["pacts"] = [
            _without(pact, "issue", issues)
            for pact in plain["pacts"]
            if set(pact.get("between", ())) <= set(seen)
        ]
    return kept


def _with_seen_coalitions(table: Mapping[str, Any], seen: Collection[str]) -> dict[str, Any]:
    costs = table.get("costs", {})
    rest = {name: cost for name, cost in costs.items() if set(coalition_members(name)) <= set(seen)}
    return {name: value for name, value in {**table, "costs": rest}.items() if name != "costs" or rest}


def _named(rule: Mapping[str, Any]) -> set[str]:
    """The partners that a voting rule names."""
    chair = rule.get("casting_vote")
    return {*rule.get("must_agree", ()), *([chair] if chair else ())}


def _without(row: Mapping[str, Any], field: str, known: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != field or value in known}


def _with_known_scores(row: Mapping[str, Any], issues: Collection[str]) -> dict[str, Any]:
    scores = [score for score in row.get("scores", ()) if score.get("issue") in issues]
    return {name: value for name, value in {**row, "scores": scores}.items() if name != "scores" or scores}
