"""Votes against power: who decides alone, who can block, who never counts, and who pays for what influence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from vierkant.quantities import (
    Certainty,
    Computed,
    Finding,
    Input,
    Level,
    Message,
    MessageArgument,
    Missing,
    Number,
    Unit,
)
from vierkant.voting_power.inputs import Voting, VotingRule
from vierkant.voting_power.powers import Powers, coleman, powers
from vierkant.voting_power.results import CouncilsRow, PartnerPower, RuleResult, VotingResult
from vierkant.voting_power.rule_assessment import assess_ordinary, assess_rule
from vierkant.voting_power.rules import Rule, RuleError, ordinary_rule
from vierkant.voting_power.words import computed, finding, listed, one_input, partner_text, rule_inputs

MOST_LISTED = 12
"""Up to this number of partners every smallest majority is listed."""

EQUAL = 1e-9
"""Powers that differ less are equal; rounding is a thousand times smaller."""

SHORT_GRIP = 0.5
"""A partner whose power is below half of its cost share is reported."""


def assess_votes(
    voting: Voting,
    cost_key: Mapping[str, float] | None,
    partners: Mapping[str, str],
    *,
    residents: Mapping[str, float] | None = None,
    rules: Sequence[VotingRule] = (),
    councils: Sequence[CouncilsRow] = (),
) -> VotingResult:
    """Who decides under this voting rule.

    Args:
        voting: votes by partner, and the votes needed; without a quota more than half counts.
        cost_key: shares of the joint cost by partner, together 1; None while there is no key.
        partners: id → name on screen, in the order of the dossier.
        residents: residents by partner, as far as known.
        rules: rules for certain decisions.
        councils: how many councils each open question still needs, made with `councils_row`.

    Returns:
        Shares of votes and exact power per partner. Powers are None when nothing can be decided, or when the votes
        are too fine to count.
    """
    order = [
        *(item for item in partners if item in voting.votes),
        *(v for v in voting.votes if v not in partners),
    ]
    rule = ordinary_rule(voting, order)
    found, reason = _powers(rule)
    names = {item: partners.get(item, item) for item in [*order, *partners]}
    rows = _rows(rule, names, found, cost_key, residents or {})
    equal = _equal_power(rows)
    ordinary = assess_ordinary(rule, names) if found else None
    special = [assess_rule(given, voting, names, residents or {}) for given in rules]
    findings = (
        *_findings(rows, equal, names, rule, reason),
        *(item for result in special for item in result.findings if item.id == "rule_fault"),
    )
    return VotingResult(
        level=_level(found, findings),
        headline=_headline(rows, found, rule),
        total_votes=sum(rule.votes),
        quota=rule.quota,
        quota_assumed=voting.quota is None,
        partners=rows,
        decisiveness=computed("decisiveness", found.winning, rule_inputs(rule)) if found else None,
        smallest_majorities=_smallest_majorities(ordinary, rule),
        equal_power=equal,
        rules=(*((ordinary,) if ordinary else ()), *special),
        councils=tuple(councils),
        findings=findings,
        missing=tuple(_missing(voting, partners, cost_key)),
    )


def _powers(rule: Rule) -> tuple[Powers | None, str | None]:
    """The powers, or why there are none."""
    total = sum(rule.votes)
    if total == 0:
        return None, "no_votes"
    if rule.quota > total:
        return None, "quota_out_of_reach"
    try:
        return powers(rule), None
    except RuleError:
        return None, "too_fine"


def _rows(
    rule: Rule,
    names: Mapping[str, str],
    found: Powers | None,
    cost_key: Mapping[str, float] | None,
    residents: Mapping[str, float],
) -> tuple[PartnerPower, ...]:
    """The partners, each with its share of the residents when those of all are known."""
    known = fsum(residents.get(name, 0.0) for name in rule.partners)
    complete = known > 0 and all(residents.get(name) for name in rule.partners)
    people = {name: residents[name] / known for name in rule.partners} if complete else {}
    return tuple(_partner(place, names, rule, found, cost_key or {}, people) for place in range(rule.size))


def _partner(
    index: int,
    names: Mapping[str, str],
    rule: Rule,
    found: Powers | None,
    cost_key: Mapping[str, float],
    people: Mapping[str, float],
) -> PartnerPower:
    identifier = rule.partners[index]
    own, total = rule.votes[index], sum(rule.votes)
    veto = found is not None and total - own < rule.quota
    dictator = veto and own >= rule.quota
    powerless = found is not None and found.swings[index] == 0
    share = own / total if total else 0.0
    cost = cost_key.get(identifier)
    three = coleman(found) if found else None
    inputs = rule_inputs(rule)

    def shown(label: str, value: float | None, row: Sequence[Input] = ()) -> Computed | None:
        return None if value is None else computed(label, value, (*inputs, *row))

    power = found.normalised[index] if found else None
    cost_row = () if cost is None else (one_input("cost_share", cost, Unit.SHARE),)
    name = names[identifier]
    return PartnerPower(
        id=identifier,
        name=name,
        votes=own,
        vote_share=computed("vote_share", share, inputs),
        power=shown("power", power),
        swing=shown("swing", found.swings[index] if found else None),
        shapley_shubik=shown("shapley_shubik", found.shapley[index] if found else None),
        blocking=shown("blocking", three.prevent[index] if three else None),
        initiate=shown("initiate", three.initiate[index] if three else None),
        cost_share=shown("cost_share", cost, cost_row),
        residents_share=shown("residents_share", people.get(identifier)),
        grip=shown("grip", min(1.0, power / cost) if power is not None and cost else None, cost_row),
        dictator=dictator,
        veto=veto,
        powerless=powerless,
        text=partner_text(name, share, power, dictator=dictator, veto=veto, powerless=powerless),
    )


def _smallest_majorities(ordinary: RuleResult | None, rule: Rule) -> tuple[tuple[str, ...], ...] | None:
    """Every smallest group, while there are so few partners that all of them can be read."""
    if rule.size > MOST_LISTED or (ordinary is not None and not ordinary.deciding.complete):
        return None
    return ordinary.deciding.sets if ordinary else ()


def _equal_power(rows: Sequence[PartnerPower]) -> tuple[tuple[str, ...], ...]:
    """Sets of partners with equal power and unequal votes; partners without power are reported as such."""
    groups: list[list[PartnerPower]] = []
    for row in sorted(rows, key=lambda item: item.power.value if item.power else 0.0, reverse=True):
        if row.power is None or row.powerless:
            continue
        last = groups[-1][0].power if groups else None
        if last is not None and abs(last.value - row.power.value) < EQUAL:
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(tuple(row.id for row in group) for group in groups if len({row.votes for row in group}) > 1)


def _level(found: Powers | None, findings: Sequence[Finding]) -> Level:
    if any(item.level is Level.RED for item in findings):
        return Level.RED
    if found is None:
        return Level.UNKNOWN
    return Level.AMBER if findings else Level.GREEN


def _headline(rows: Sequence[PartnerPower], found: Powers | None, rule: Rule) -> Message:
    arguments: dict[str, MessageArgument] = {"total": sum(rule.votes), "quota": rule.quota}
    if found is None:
        return Message("voting_power.headline.unknown", arguments)
    for kind in ("dictator", "veto", "powerless"):
        chosen = [row.name for row in rows if getattr(row, kind)]
        if chosen:
            return Message(f"voting_power.headline.{kind}", {**arguments, "partners": listed(chosen)})
    return Message("voting_power.headline.shared", arguments)


def _findings(
    rows: Sequence[PartnerPower],
    equal: Sequence[Sequence[str]],
    names: Mapping[str, str],
    rule: Rule,
    reason: str | None,
) -> Iterator[Finding]:
    total, quota = sum(rule.votes), rule.quota
    if reason:
        level = Level.AMBER if reason == "too_fine" else Level.RED
        yield finding(reason, level, total=total, quota=quota)
    for row in rows:
        if row.dictator:
            yield finding("dictator", Level.RED, partner=row.name)
        elif row.veto:
            yield finding("veto", Level.AMBER, partner=row.name)
        elif row.powerless:
            yield finding("powerless", Level.RED, partner=row.name)
        if 2 * row.votes > total and not row.dictator:
            yield finding("majority_of_votes", Level.AMBER, certainty=Certainty.LOW, partner=row.name)
        if row.grip is not None and row.cost_share is not None and row.grip.value < SHORT_GRIP:
            cost, power = row.cost_share.value, row.power.value if row.power else 0.0
            yield finding(
                "pays_more_than_power",
                Level.AMBER,
                partner=row.name,
                cost=Number(cost, Unit.SHARE),
                power=Number(power, Unit.SHARE),
            )
    for group in equal:
        yield finding("equal_power", Level.AMBER, partners=listed([names[item] for item in group]))
    if reason is None and 2 * quota <= total:
        yield finding("two_majorities", Level.AMBER, total=total, quota=quota)


def _missing(
    voting: Voting, partners: Mapping[str, str], cost_key: Mapping[str, float] | None
) -> Iterator[Missing]:
    for partner, name in partners.items():
        if partner not in voting.votes:
            yield _gap("votes", partner, partner_name=name)
    if voting.quota is None:
        yield _gap("quota")
    if not cost_key:
        yield _gap("cost_key")


def _gap(name: str, partner: str | None = None, **arguments: str) -> Missing:
    return Missing(
        "agreements",
        Message(f"voting_power.missing.{name}", arguments),
        Message(f"voting_power.missing_cost.{name}"),
        partner,
    )
