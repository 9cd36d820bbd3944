"""What is wrong with the agreements about leaving, what it does to partners, and what to agree on now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Missing
from vierkant.reference.forms import WGR_FORMS
from vierkant.withdrawal.clauses import ARTICLE
from vierkant.withdrawal.estimates import Known
from vierkant.withdrawal.inputs import WithdrawalInput, WithdrawalMethod, WithdrawalPartner
from vierkant.withdrawal.leaving import PAY_BACK
from vierkant.withdrawal.ranges import Spread
from vierkant.withdrawal.results import BreakEven, ClauseCheck, SumBasis
from vierkant.withdrawal.rule import Rules
from vierkant.withdrawal.words import RULING, euros, finding, message, percentage

_FAR_ABOVE = 0.25
"""A sum of which a quarter pays for nothing that stays behind is told."""
_NOTICED = 0.01
"""Who stays hears of what the sum does not cover from one in a hundred of the sum on."""


def about_text(data: WithdrawalInput, rules: Rules, checks: Sequence[ClauseCheck]) -> Iterator[Finding]:
    """The text of the arrangement: the people first, then the act, then the sum."""
    yield from _about_people(data)
    yield from _about_act(data, checks)
    yield from _about_sum(data, rules)


def _about_people(data: WithdrawalInput) -> Iterator[Finding]:
    if data.rule.staff_follows is None:
        yield finding("staff_silent", Level.AMBER)


def _about_act(data: WithdrawalInput, checks: Sequence[ClauseCheck]) -> Iterator[Finding]:
    for rule, source in (("P03", ARTICLE), ("P06", RULING)):
        met = [check.met for check in checks if check.rule == rule]
        if False in met:
            yield finding(f"{rule.lower()}_fails", Level.RED, source, Certainty.HIGH)
        elif None in met:
            yield finding(f"{rule.lower()}_unknown", Level.UNKNOWN, source, Certainty.HIGH)
    seen, rule_says = data.clauses.needs_consent, data.rule.needs_consent
    if checks and seen is not None and rule_says is not None and seen != rule_says:
        yield finding("consent_contradiction", Level.AMBER)
    found = {data.clauses.conditions, data.clauses.consequences} - {None}
    if checks and data.rule.stated is not None and found and data.rule.stated not in found:
        yield finding("stated_contradiction", Level.AMBER)
    if data.form in WGR_FORMS and data.rule.assets_shared is None:
        yield finding("assets_silent", Level.AMBER, ARTICLE, Certainty.HIGH)
    if data.form in WGR_FORMS and not data.rule.plan_required:
        yield finding("no_plan", Level.AMBER)


def _about_sum(data: WithdrawalInput, rules: Rules) -> Iterator[Finding]:
    if rules.never_ends:
        yield finding("taper_never_ends", Level.RED)
    elif rules.basis is SumBasis.INCOMPLETE:
        method = data.rule.method.value if data.rule.method else ""
        yield finding("method_incomplete", Level.AMBER, method=message(f"method_name.{method}"))
    elif rules.basis is SumBasis.CASE_LAW:
        yield finding("method_silent", Level.AMBER, RULING, Certainty.MEDIUM)
    elif data.rule.method is WithdrawalMethod.NOTHING:
        yield finding("nothing_paid", Level.AMBER)
    elif data.rule.method is WithdrawalMethod.TAPER:
        terms = rules.terms["taper"]
        if terms.taper_first == 0:
            yield finding("taper_zero", Level.AMBER)
        elif terms.taper_step == 0:
            yield finding("taper_flat", Level.AMBER)


def about_partner(
    partner: WithdrawalPartner,
    known: Known,
    whole: Spread,
    remaining: Spread,
    even: BreakEven | None,
    basis: SumBasis,
) -> Iterator[Finding]:
    """What leaving does to one partner and to those it leaves behind."""
    name = partner.name
    if known.numbers.contribution.value <= 0:
        yield finding("contribution_zero", Level.AMBER, partner=name)
    elif whole.value < 0:
        yield finding("returns", Level.AMBER, partner=name, amount=euros(-whole.value))
    if remaining.value > _NOTICED * abs(whole.value):
        yield finding("stayers_carry", Level.AMBER, partner=name, amount=euros(remaining.value))
    elif basis is SumBasis.TEXT and remaining.high < -_FAR_ABOVE * whole.value:
        yield finding("sum_above_damage", Level.AMBER, partner=name, amount=euros(-remaining.value))
    if even is not None and even.year is not None and even.year <= PAY_BACK:
        yield finding("leaving_pays", Level.AMBER, partner=name, text=even.text)
    reserve = partner.exit_reserve
    if reserve is not None and reserve.value < whole.low:
        yield finding(
            "reserve_short", Level.AMBER, partner=name, reserve=euros(reserve.value), low=euros(whole.low)
        )


def about_rest(partner: WithdrawalPartner, data: WithdrawalInput) -> Iterator[Finding]:
    """Rules that break for the partners that are left: too few of them, or one with most votes."""
    name = partner.name
    if len(data.partners) == 2 and data.form in WGR_FORMS:
        yield finding("one_left", Level.AMBER, "art. 1 lid 1 Wgr", Certainty.HIGH, partner=name)
    elif data.votes is not None and data.votes.largest_without.get(partner.id, 0.0) > 0.5:
        share = percentage(data.votes.largest_without[partner.id])
        yield finding("majority_left", Level.AMBER, None, Certainty.LOW, partner=name, share=share)


def missing(data: WithdrawalInput, rules: Rules, known: dict[str, Known]) -> Iterator[Missing]:
    """What is not filled in, and what that costs in certainty."""
    rule = data.rule
    if rule.method is None:
        yield _gap("withdrawal_rule", "method")
    elif rules.basis is SumBasis.INCOMPLETE:
        yield _gap("withdrawal_rule", "method_numbers")
    if data.form in WGR_FORMS and rule.stated is None and data.clauses.conditions is None:
        yield _gap("withdrawal_rule", "stated")
    if rule.fixed_cost is None and any("fixed_cost" in item.estimated for item in known.values()):
        yield _gap("withdrawal_rule", "fixed_cost")
    silent = rule.assets_shared is not False and rule.assets is None and rule.debts is None
    if silent and any("assets_share" in item.estimated for item in known.values()):
        yield _gap("withdrawal_rule", "assets")
    for partner in data.partners:
        if partner.id not in data.facts:
            yield _gap("withdrawal_facts", "facts", partner.id, partner=partner.name)
        elif known[partner.id].numbers.alone_cost is None:
            yield _gap("withdrawal_facts", "alone_cost", partner.id, partner=partner.name)


def _gap(section: str, name: str, about: str | None = None, **arguments: MessageArgument) -> Missing:
    return Missing(
        section, message(f"missing.{name}", **arguments), message(f"missing_cost.{name}", **arguments), about
    )


def level_of(findings: Sequence[Finding]) -> Level:
    """Red for what the act does not allow, else amber while something is to be agreed on."""
    levels = {item.level for item in findings}
    for level in (Level.RED, Level.AMBER, Level.UNKNOWN):
        if level in levels:
            return level
    return Level.GREEN


def headline(level: Level, basis: SumBasis) -> Message:
    """How it stands in one sentence."""
    if level is Level.RED:
        return message("headline.red")
    return message(f"headline.{basis.value}")
