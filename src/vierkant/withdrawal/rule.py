"""From what the arrangement says to the methods that count: its own rule first, case law where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from vierkant.quantities import Message, Number, Unit
from vierkant.sources import Parameter
from vierkant.withdrawal.inputs import WithdrawalMethod, WithdrawalRule
from vierkant.withdrawal.methods import LONGEST
from vierkant.withdrawal.ranges import spread_of, sure
from vierkant.withdrawal.results import SumBasis, Terms
from vierkant.withdrawal.words import euros, message, percentage

Parameters = Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts: the methods by id, on what they rest, and whether the taper of the text has no end."""

    basis: SumBasis
    terms: Mapping[str, Terms]
    never_ends: bool = False


def rules_of(rule: WithdrawalRule, parameters: Parameters, discount_rate: float) -> Rules:
    """The methods of the text, or those that case law accepted."""
    base = _case_law(rule, parameters, discount_rate)
    if rule.method is None:
        return Rules(SumBasis.CASE_LAW, base)
    never_ends = rule.method is WithdrawalMethod.TAPER and rule.taper_step == 0 and rule.taper_years is None
    if never_ends or not _complete(rule):
        if rule.method is WithdrawalMethod.TAPER:
            base = {name: terms for name, terms in base.items() if name != "real_damage"}
        return Rules(SumBasis.INCOMPLETE, base, never_ends)
    own = _own(rule.method, rule, parameters, discount_rate)
    return Rules(SumBasis.TEXT, {rule.method.value: own})


def years_of(parameters: Parameters, name: str) -> int:
    """A number of years of ours that a dossier may replace: at least one, and never so many that nobody can count."""
    return max(1, min(LONGEST, round(parameters[name].value)))


def _complete(rule: WithdrawalRule) -> bool:
    if rule.method is WithdrawalMethod.MULTIPLE:
        return rule.multiple is not None
    if rule.method is WithdrawalMethod.FIXED:
        return rule.fixed_sum is not None
    if rule.method is WithdrawalMethod.TAPER:
        return any(part is not None for part in (rule.taper_years, rule.taper_first, rule.taper_step))
    return True


def _case_law(rule: WithdrawalRule, parameters: Parameters, rate: float) -> dict[str, Terms]:
    """Both methods, the taper in both readings. Assets and debts are part of real damage unless the text says no."""
    shared = {
        "multiple": 0.0,
        "fixed_sum": sure(0.0),
        "bridging_years": years_of(parameters, "damage.years"),
        "discount_rate": rate,
        "taper_years": years_of(parameters, "taper.years"),
        "taper_step": parameters["taper.step"].value,
    }

    def terms(method: WithdrawalMethod, first: float, settles: bool) -> Terms:
        return Terms(method=method, taper_first=first, settles=settles, **shared)  # type: ignore[arg-type]

    first, lower = parameters["taper.first"].value, parameters["taper.first_lower"].value
    divided = rule.assets_shared is True
    return {
        "taper": terms(WithdrawalMethod.TAPER, first, divided),
        "taper_lower": terms(WithdrawalMethod.TAPER, lower, divided),
        "real_damage": terms(WithdrawalMethod.REAL_DAMAGE, first, rule.assets_shared is not False),
    }


def _own(method: WithdrawalMethod, rule: WithdrawalRule, parameters: Parameters, rate: float) -> Terms:
    first = parameters["taper.first"].value if rule.taper_first is None else rule.taper_first
    step = parameters["taper.step"].value if rule.taper_step is None else rule.taper_step
    years = rule.taper_years
    if years is None:
        years = min(LONGEST, ceil(round(first / step, 9))) if step else LONGEST
    real = method is WithdrawalMethod.REAL_DAMAGE
    return Terms(
        method=method,
        taper_years=years,
        taper_first=first,
        taper_step=step,
        multiple=rule.multiple or 0.0,
        fixed_sum=spread_of(rule.fixed_sum) if rule.fixed_sum else sure(0.0),
        bridging_years=rule.bridging_years or years_of(parameters, "damage.years"),
        settles=rule.assets_shared is not False if real else rule.assets_shared is True,
        discount_rate=rate,
    )


def method_text(terms: Terms) -> Message:
    """The method in one sentence."""
    years = Number(float(terms.taper_years), Unit.YEARS)
    if terms.method is WithdrawalMethod.TAPER:
        return message(
            "method.taper",
            years=years,
            first=percentage(terms.taper_first),
            step=percentage(terms.taper_step),
        )
    if terms.method is WithdrawalMethod.MULTIPLE:
        return message("method.multiple", times=Number(terms.multiple, Unit.NUMBER, 1))
    if terms.method is WithdrawalMethod.FIXED:
        return message("method.fixed", amount=euros(terms.fixed_sum.value))
    if terms.method is WithdrawalMethod.NOTHING:
        return message("method.nothing")
    return message("method.real_damage", years=Number(float(terms.bridging_years), Unit.YEARS))


def rule_lines(rule: WithdrawalRule, rules: Rules) -> tuple[Message, ...]:
    """What the arrangement says about leaving, in sentences; what it does not say too."""
    own = rules.terms.get(rule.method.value) if rule.method else None
    lines = []
    if rules.basis is SumBasis.TEXT and own is not None:
        place = message("rule.at", article=rule.article) if rule.article else message("rule.in_text")
        lines.append(message("rule.method", place=place, method=method_text(own)))
    else:
        lines.append(message(f"rule.{rules.basis.value}"))
    if rule.notice_months is not None:
        lines.append(message("rule.notice", months=Number(float(rule.notice_months), Unit.MONTHS)))
    lines.append(message(f"rule.plan_required.{_ANSWER[rule.plan_required]}"))
    lines.append(staff_line(rule))
    lines.append(message(f"rule.assets_shared.{_ANSWER[rule.assets_shared]}"))
    return tuple(lines)


_ANSWER = {True: "yes", False: "no", None: "silent"}


def staff_line(rule: WithdrawalRule) -> Message:
    """What the arrangement says about the people."""
    return message(f"rule.staff_follows.{_ANSWER[rule.staff_follows]}")
