"""Who decides under one rule, in numbers, groups and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vierkant.quantities import Finding, Level, Message, MessageArgument, Number, Unit
from vierkant.voting_power.groups import (
    MOST_TABLED,
    Groups,
    smallest_blocking,
    smallest_winning,
    winning_table,
)
from vierkant.voting_power.inputs import Voting, VotingRule
from vierkant.voting_power.powers import Powers, coleman, drawn_powers, powers
from vierkant.voting_power.results import GroupList, RulePower, RuleResult
from vierkant.voting_power.rules import ORDINARY, Rule, RuleError, rule_of
from vierkant.voting_power.words import computed, finding, listed, partner_text, rule_inputs

NO_GROUPS = GroupList((), 0, complete=True)
LARGE = ("voting_power.fault.too_many_for_residents", "voting_power.fault.too_large")
"""The faults that drawing answers: the rule is sound, only too large to count."""


def assess_ordinary(rule: Rule, names: Mapping[str, str]) -> RuleResult:
    """The ordinary rule, as one of the rules.

    Args:
        rule: made by `ordinary_rule`.
        names: names on screen by id.
    """
    name = Message("voting_power.rule.ordinary")
    return _result(ORDINARY, name, (_votes_condition(rule),), rule, None, names)


def assess_rule(
    given: VotingRule,
    voting: Voting,
    names: Mapping[str, str],
    residents: Mapping[str, float],
) -> RuleResult:
    """A rule for certain decisions.

    Args:
        given: its conditions.
        voting: votes per partner, and the ordinary quota.
        names: names on screen of all partners by id, in the order of the dossier.
        residents: residents by partner, as far as known.
    """
    name = Message("voting_power.rule.named", {"name": given.name})
    try:
        rule = rule_of(given, voting, tuple(names), residents)
    except RuleError as error:
        return _faulty(given.id, name, error.messages)
    all_come = None
    if given.quorum_members is not None and not given.unanimous:
        all_come = rule_of(given, voting, tuple(names), residents, all_come=True)
    result = _result(given.id, name, tuple(_conditions(given, rule, names)), rule, all_come, names)
    if given.casting_vote is not None and rule.casting_vote is None:
        idle = finding("casting_without_effect", Level.GREEN, partner=names[given.casting_vote])
        return replace(result, findings=(*result.findings, idle))
    return result


def _faulty(identifier: str, name: Message, faults: Sequence[Message]) -> RuleResult:
    """A rule that cannot be counted: every reason at once, and nothing else."""
    return RuleResult(
        id=identifier,
        name=name,
        conditions=(),
        method="none",
        level=Level.RED,
        headline=Message("voting_power.rule.faulty"),
        partners=(),
        decisiveness=None,
        deciding=NO_GROUPS,
        blocking=NO_GROUPS,
        findings=tuple(finding("rule_fault", Level.RED, rule=name, fault=fault) for fault in faults),
    )


def _result(
    identifier: str,
    name: Message,
    conditions: tuple[Message, ...],
    rule: Rule,
    all_come: Rule | None,
    names: Mapping[str, str],
) -> RuleResult:
    try:
        found = powers(rule)
    except RuleError as error:
        if error.messages[0].id not in LARGE:
            return _faulty(identifier, name, error.messages)
        found = drawn_powers(rule)
    beside = _beside(all_come, exact=found.exact)
    partners = _partners(rule, found, beside, names)
    findings = tuple(_findings(rule, partners, found))
    return RuleResult(
        id=identifier,
        name=name,
        conditions=conditions,
        method="exact" if found.exact else "sampled",
        level=max((item.level for item in findings), key=_WEIGHT.index, default=Level.GREEN),
        headline=_headline(partners, found),
        partners=partners,
        decisiveness=computed("decisiveness", found.winning, rule_inputs(rule), found.winning_range),
        deciding=_listed(smallest_winning(rule), rule),
        blocking=_listed(smallest_blocking(rule), rule),
        findings=findings,
    )


_WEIGHT = (Level.GREEN, Level.UNKNOWN, Level.AMBER, Level.RED)


def _beside(all_come: Rule | None, *, exact: bool) -> tuple[float, ...] | None:
    """Powers when everybody comes; None without a quorum, or where only drawing would tell."""
    if all_come is None or not exact or all_come.decides(()):
        return None
    try:
        return powers(all_come).normalised
    except RuleError:
        return None


def _listed(groups: Groups, rule: Rule) -> GroupList:
    sets = tuple(tuple(rule.partners[place] for place in group) for group in groups.sets)
    return GroupList(sets, groups.number, groups.complete)


def _partners(
    rule: Rule, found: Powers, beside: Sequence[float] | None, names: Mapping[str, str]
) -> tuple[RulePower, ...]:
    three, inputs = coleman(found), rule_inputs(rule)
    shares = found.normalised
    everybody = set(range(rule.size))

    rows = []
    for place, identifier in enumerate(rule.partners):
        veto = not rule.decides(everybody - {place})
        dictator = veto and rule.decides((place,))
        powerless = found.exact and found.swings[place] == 0
        name = names.get(identifier, identifier)
        rows.append(
            RulePower(
                id=identifier,
                name=name,
                power=computed("power", shares[place], inputs, _scaled(found, place)),
                swing=computed("swing", found.swings[place], inputs, _range(found.swing_ranges, place)),
                shapley_shubik=computed(
                    "shapley_shubik", found.shapley[place], inputs, _range(found.shapley_ranges, place)
                ),
                blocking=computed("blocking", three.prevent[place], inputs) if found.exact else None,
                initiate=computed("initiate", three.initiate[place], inputs) if found.exact else None,
                power_all_come=computed("power_all_come", beside[place], inputs) if beside else None,
                dictator=dictator,
                veto=veto,
                powerless=powerless,
                text=partner_text(
                    name, None, shares[place], dictator=dictator, veto=veto, powerless=powerless
                ),
            )
        )
    return tuple(rows)


def _range(ranges: Sequence[tuple[float, float]] | None, place: int) -> tuple[float, float] | None:
    return ranges[place] if ranges else None


def _scaled(found: Powers, place: int) -> tuple[float, float] | None:
    """The range of the swing as a share of all swings."""
    whole = sum(found.swings)
    if found.swing_ranges is None or not whole:
        return None
    low, high = found.swing_ranges[place]
    return low / whole, min(1.0, high / whole)


def _headline(partners: Sequence[RulePower], found: Powers) -> Message:
    vetoes = [row.name for row in partners if row.veto]
    arguments: dict[str, MessageArgument] = {"share": Number(found.winning, Unit.SHARE)}
    if len(vetoes) == len(partners):
        return Message("voting_power.rule_headline.unanimous", arguments)
    for kind in ("dictator", "veto", "powerless"):
        chosen = [row.name for row in partners if getattr(row, kind)]
        if chosen:
            return Message(f"voting_power.rule_headline.{kind}", {**arguments, "partners": listed(chosen)})
    return Message("voting_power.rule_headline.shared", arguments)


def _findings(rule: Rule, partners: Sequence[RulePower], found: Powers) -> Iterator[Finding]:
    for row in partners:
        if row.dictator:
            yield finding("dictator", Level.RED, partner=row.name)
        elif row.powerless:
            yield finding("powerless", Level.RED, partner=row.name)
    vetoes = [row.name for row in partners if row.veto and not row.dictator]
    if vetoes:
        yield finding("vetoes", Level.AMBER, partners=listed(vetoes))
    if two_sides(rule):
        yield finding("two_sides", Level.AMBER)
    if not found.exact:
        yield finding("drawn", Level.AMBER, number=rule.size)


def two_sides(rule: Rule) -> bool:
    """Whether a group and all the others can both decide. For many partners only the votes are looked at."""
    if rule.size <= MOST_TABLED:
        table = winning_table(rule)
        return bool((table & table[::-1]).any())
    weights, needed = rule.weights()
    return not rule.members and not rule.must_agree and rule.residents is None and 2 * needed <= sum(weights)


def _votes_condition(rule: Rule) -> Message:
    return Message("voting_power.condition.votes", {"quota": rule.quota, "total": sum(rule.votes)})


def _conditions(given: VotingRule, rule: Rule, names: Mapping[str, str]) -> Iterator[Message]:
    if given.unanimous:
        yield Message("voting_power.condition.unanimous")
        return
    if rule.quota:
        yield _votes_condition(rule)
    if given.members:
        yield Message("voting_power.condition.members", {"members": given.members, "number": rule.size})
    if given.residents_share is not None:
        share = Number(given.residents_share, Unit.SHARE)
        yield Message("voting_power.condition.residents", {"share": share})
    if given.must_agree:
        chosen = [names[name] for name in given.must_agree]
        yield Message("voting_power.condition.must_agree", {"partners": listed(chosen)})
    if given.quorum_members:
        yield Message("voting_power.condition.quorum", {"members": given.quorum_members})
    if rule.casting_vote is not None:
        chair = names[rule.partners[rule.casting_vote]]
        yield Message("voting_power.condition.casting_vote", {"partner": chair})
