"""What must fit together behind interests: keys and tables of costs, voting rules, issues, positions, agreements."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations, islice
from math import fsum

from vierkant.dossier.coalitions import coalition_members, partners_of
from vierkant.dossier.problems import Problem, Where
from vierkant.dossier.sections import Dossier
from vierkant.quantities import Message

WEIGHTS_TOLERANCE = 0.0005
"""As with the shares of a key: three weights with one decimal of a percent may miss 0.1 % together."""

MOST_NAMED = 5
"""How many of the missing coalitions are named; the rest is counted."""

_LEAST_GROWTH, _MOST_GROWTH = -1.0, 2.0
"""Nobody shrinks to less than nothing; who writes 8 for 8 % means another number."""


def interest_problems(dossier: Dossier, *, broken: Collection[str]) -> Iterator[Problem]:
    """All problems; what refers to a section in ``broken`` is not judged."""
    yield from _weights(dossier)
    yield from _growth(dossier)
    yield from _coalitions(dossier, complete="partners" not in broken)
    if "partners" not in broken:
        yield from _impossible_rules(dossier, votes_are_known="agreements" not in broken)
    yield from _unknown_rules_and_issues(dossier, broken)
    yield from _scores_twice(dossier)


def partner_references(dossier: Dossier) -> Iterator[tuple[Where, str]]:
    """Every place outside the rows of a partner where these sections name one."""
    for number, rule in enumerate(dossier.voting_rules, 1):
        for place, name in enumerate(rule.must_agree, 1):
            yield Where("voting_rules", number, rule.id, ("must_agree", str(place))), name
        if rule.casting_vote is not None:
            yield Where("voting_rules", number, rule.id, ("casting_vote",)), rule.casting_vote
    for number, pact in enumerate(dossier.pacts, 1):
        for place, name in enumerate(pact.between, 1):
            yield Where("pacts", number, pact.id, ("between", str(place))), name
    for coalition in dossier.coalition_costs.costs if dossier.coalition_costs else ():
        for name in dict.fromkeys(coalition_members(coalition)):
            yield Where("coalition_costs", fields=("costs", coalition)), name


def _problem(problem: str, where: Where, action: str | None = None, /, **arguments: str | Message) -> Problem:
    todo = Message(f"dossier.problem.{action or f'{problem}_action'}", arguments)
    return Problem(Message(f"dossier.problem.{problem}", arguments), where, todo)


def _weights(dossier: Dossier) -> Iterator[Problem]:
    design = dossier.key_design
    if design is None or not design.weights:
        return
    total = fsum(design.weights.values())
    if abs(total - 1) > WEIGHTS_TOLERANCE:
        shown = f"{total * 100:.1f}".replace(".", ",")
        yield _problem("weights", Where("key_design", fields=("weights",)), total=shown)


def _growth(dossier: Dossier) -> Iterator[Problem]:
    for number, row in enumerate(dossier.key_inputs, 1):
        if row.growth is None:
            continue
        numbers = (row.growth.value, row.growth.low, row.growth.high)
        wrong = next((n for n in numbers if n is not None and not _LEAST_GROWTH <= n <= _MOST_GROWTH), None)
        if wrong is not None:
            where = Where("key_inputs", number, row.partner, ("growth",))
            yield _problem("figure.not_a_growth", where, value=f"{wrong:.12g}")


# Costs per coalition ----------------------------------------------------------------------------------------------


def _coalitions(dossier: Dossier, *, complete: bool) -> Iterator[Problem]:
    """Faults in the names of coalitions; with ``complete`` and without such faults also which coalitions are not there.

    Those of the partners that the table is about: when somebody joins later, the table does not become wrong, it says
    nothing about the partners of then, and the room of sharing counts from the tasks.
    """
    table = dossier.coalition_costs
    if table is None or not table.costs:
        return
    wrong = list(_wrong_names(table.costs))
    yield from wrong
    there = {frozenset(coalition_members(name)) for name in table.costs} - {frozenset()}
    members = partners_of(table)
    partners = [partner.id for partner in dossier.partners]
    if complete and not wrong and members <= set(partners):
        yield from _missing_coalitions([partner for partner in partners if partner in members], there)


def _wrong_names(costs: Mapping[str, float]) -> Iterator[Problem]:
    first: dict[frozenset[str], str] = {}
    for name, cost in costs.items():
        where = Where("coalition_costs", fields=("costs", name))
        members = coalition_members(name)
        if not members:
            if cost != 0:
                yield _problem("nobody_costs", where)
            continue
        for member in dict.fromkeys(item for item in members if members.count(item) > 1):
            yield _problem("partner_twice_in_coalition", where, partner=member, coalition=name[:80])
        if frozenset(members) in first:
            yield _problem(
                "coalition_twice", where, coalition=name[:80], other=first[frozenset(members)][:80]
            )
        first.setdefault(frozenset(members), name)


def _missing_coalitions(partners: list[str], there: Collection[frozenset[str]]) -> Iterator[Problem]:
    known = frozenset(partners)
    number = 2 ** len(known) - 1 - len(there)
    if number == 0:
        return
    absent = (
        "+".join(members)
        for size in range(1, len(partners) + 1)
        for members in combinations(partners, size)
        if frozenset(members) not in there
    )
    names = ", ".join(islice(absent, min(MOST_NAMED, number)))
    where = Where("coalition_costs", fields=("costs",))
    few = "missing_coalitions" if number > 1 else "missing_coalition"
    problem = few if number <= MOST_NAMED else "many_missing_coalitions"
    yield _problem(problem, where, "missing_coalitions_action", number=str(number), names=names)


# Voting rules, issues and agreements ------------------------------------------------------------------------------


def _impossible_rules(dossier: Dossier, *, votes_are_known: bool) -> Iterator[Problem]:
    """A rule by which nothing can ever be decided. One that lets two sides win is told by the room of votes."""
    votes = sum(dossier.agreements.votes.values()) if dossier.agreements and votes_are_known else 0
    partners = len(dossier.partners)
    for number, rule in enumerate(dossier.voting_rules, 1):
        if rule.quota is not None and votes and rule.quota > votes:
            where = Where("voting_rules", number, rule.id, ("quota",))
            yield _problem("quota", where, quota=str(rule.quota), votes=str(votes))
        for name in ("members", "quorum_members"):
            needed = getattr(rule, name)
            if needed is not None and partners and needed > partners:
                where = Where("voting_rules", number, rule.id, (name,))
                yield _problem("too_many_members", where, needed=str(needed), partners=str(partners))


def _unknown_rules_and_issues(dossier: Dossier, broken: Collection[str]) -> Iterator[Problem]:
    if "voting_rules" not in broken:
        rules = [rule.id for rule in dossier.voting_rules]
        for number, issue in enumerate(dossier.issues, 1):
            if issue.voting_rule is not None and issue.voting_rule not in rules:
                where = Where("issues", number, issue.id, ("voting_rule",))
                yield _unknown("rule", issue.voting_rule, rules, where)
    if "issues" in broken:
        return
    issues = [issue.id for issue in dossier.issues]
    for number, row in enumerate(dossier.positions, 1):
        for place, score in enumerate(row.scores, 1):
            if score.issue not in issues:
                where = Where("positions", number, row.partner, ("scores", str(place), "issue"))
                yield _unknown("issue", score.issue, issues, where)
    for number, pact in enumerate(dossier.pacts, 1):
        if pact.issue is not None and pact.issue not in issues:
            yield _unknown("issue", pact.issue, issues, Where("pacts", number, pact.id, ("issue",)))


_SAID = {"rule": ("unknown_rule", "rules_are"), "issue": ("unknown_issue", "issues_are")}


def _unknown(kind: str, name: str, known: list[str], where: Where) -> Problem:
    unknown, these_are = _SAID[kind]
    close = difflib.get_close_matches(name, known, 1, 0.6)
    if close:
        return _problem(unknown, where, "did_you_mean", key=name, name=close[0])
    names = ", ".join(known[:20]) or "–"
    return _problem(unknown, where, these_are, key=name, names=names)


def _scores_twice(dossier: Dossier) -> Iterator[Problem]:
    """A body has one position on an issue."""
    for number, row in enumerate(dossier.positions, 1):
        first: dict[tuple[str, str], int] = {}
        for place, score in enumerate(row.scores, 1):
            key = (score.issue, score.body.value)
            if key in first:
                where = Where("positions", number, row.partner, ("scores", str(place), "body"))
                body = Message(f"dossier.position_body.{score.body.value}")
                yield _problem("score_twice", where, issue=score.issue, body=body, score=str(first[key]))
            first.setdefault(key, place)
