"""The price of leaving for every partner, from three sides: who leaves, who stays, and the joint organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from vierkant.quantities import Computed, Message, Unit
from vierkant.reference.forms import PRIVATE_FORMS, WGR_FORMS, LegalForm
from vierkant.sources import overridden
from vierkant.withdrawal.clauses import clause_checks, deciding, people_lines
from vierkant.withdrawal.estimates import Known
from vierkant.withdrawal.estimates import known as known_of
from vierkant.withdrawal.findings import about_partner, about_rest, about_text, headline, level_of, missing
from vierkant.withdrawal.inputs import WithdrawalInput, WithdrawalPartner
from vierkant.withdrawal.leaving import leaver, method_sums, over_methods, rows_for
from vierkant.withdrawal.ranges import Spread
from vierkant.withdrawal.results import PartnerWithdrawal, Price, WithdrawalResult
from vierkant.withdrawal.rule import Rules, rule_lines, rules_of, staff_line, years_of
from vierkant.withdrawal.sides import body, staff, stayers
from vierkant.withdrawal.words import distinct, euros, explain, given, message, shown


def assess_withdrawal(data: WithdrawalInput) -> WithdrawalResult | None:
    """What it costs when a partner leaves, for each partner.

    Args:
        data: the partners with their share of the joint cost, what the arrangement says, what was filled in.

    Returns:
        Sums with P10 and P90, in euro; None with fewer than two partners: then nobody can leave.
    """
    if len(data.partners) < 2:
        return None
    parameters = overridden("withdrawal", data.assumptions)
    rate = data.discount_rate.value
    rules = rules_of(data.rule, parameters, rate)
    years = years_of(parameters, "damage.years")
    known = {partner.id: known_of(partner, data, parameters) for partner in data.partners}
    checks = clause_checks(data)
    rows = tuple(_partner(partner, known, rules, data, years) for partner in data.partners)
    findings = tuple(about_text(data, rules, checks))
    level = level_of([*findings, *(item for row in rows for item in row.findings)])
    return WithdrawalResult(
        level=level,
        headline=headline(level, rules.basis),
        basis=rules.basis,
        rule=rule_lines(data.rule, rules),
        clauses=checks,
        form_text=_form_text(data.form),
        deciding=deciding(data.form, data.bodies),
        staff_text=staff_line(data.rule),
        people=people_lines(data.form),
        prices=tuple(_price(row) for row in rows),
        partners=rows,
        damage_years=years,
        discount_rate=rate,
        findings=findings,
        missing=tuple(missing(data, rules, known)),
    )


def _partner(
    partner: WithdrawalPartner,
    known: Mapping[str, Known],
    rules: Rules,
    data: WithdrawalInput,
    years: int,
) -> PartnerWithdrawal:
    own = known[partner.id]
    sums = method_sums(own, rules.terms)
    whole = over_methods(sums)
    leaving = leaver(partner.name, own, rules.terms, whole)
    staying = stayers(partner, known, rules.terms, data, years)
    left = staying.remaining
    remaining = Spread(
        left.value,
        left.value if left.low is None else left.low,
        left.value if left.high is None else left.high,
    )
    reserve = _reserve(partner)
    return PartnerWithdrawal(
        id=partner.id,
        name=partner.name,
        headline=cost_text(partner.name, whole),
        sum=_sum(own, rules, whole),
        methods=sums,
        numbers=own.numbers,
        contribution_basis=partner.contribution_basis if "contribution" in own.estimated else None,
        staff=staff(partner.name, own, data.rule.staff_follows),
        leaver=leaving,
        stayers=staying,
        body=body(partner.name, own, rules.terms, years),
        reserve=reserve,
        reserve_text=reserve_text(partner.name, reserve.value if reserve else None, whole),
        findings=(
            *about_partner(partner, own, whole, remaining, leaving.break_even, rules.basis),
            *about_rest(partner, data),
        ),
        estimated=len(own.estimated),
    )


def _price(row: PartnerWithdrawal) -> Price:
    found = row.sum
    low = found.value if found.low is None else found.low
    high = found.value if found.high is None else found.high
    return Price(row.id, row.name, found.value, low, high, row.headline, row.reserve_text)


def _sum(known: Known, rules: Rules, whole: Spread) -> Computed:
    rows = distinct(row for terms in rules.terms.values() for row in rows_for(known, terms))
    method = message("how.sum" if len(rules.terms) > 1 else "how.sum_one")
    return shown("sum", whole, Unit.EURO, explain(method, rows))


def _reserve(partner: WithdrawalPartner) -> Computed | None:
    if partner.exit_reserve is None:
        return None
    figure = partner.exit_reserve
    spread = Spread(figure.value, figure.value, figure.value)
    row = replace(given("reserve", figure, Unit.EURO))
    return shown("reserve", spread, Unit.EURO, explain(message("how.reserve"), [row]))


def cost_text(name: str, whole: Spread) -> Message:
    """What leaving costs, in one sentence."""
    if whole.high <= 0 and whole.low < 0:
        return message("cost.returns", partner=name, low=euros(-whole.high), high=euros(-whole.low))
    if whole.low == whole.high == 0:
        return message("cost.nothing", partner=name)
    if not whole.has_range:
        return message("cost.one", partner=name, amount=euros(whole.value))
    return message("cost.between", partner=name, low=euros(whole.low), high=euros(whole.high))


def reserve_text(name: str, reserve: float | None, whole: Spread) -> Message:
    """The reserve beside the price."""
    low, high = euros(whole.low), euros(whole.high)
    if reserve is None:
        return message("reserve.none", partner=name, low=low, high=high)
    kind = "short" if reserve < whole.low else "enough" if reserve >= whole.high else "part"
    return message(f"reserve.{kind}", partner=name, reserve=euros(reserve), low=low, high=high)


def _form_text(form: LegalForm | None) -> Message:
    if form is None:
        return message("form.unknown")
    if form in WGR_FORMS:
        return message("form.wgr")
    return message("form.private" if form in PRIVATE_FORMS else "form.contract")
