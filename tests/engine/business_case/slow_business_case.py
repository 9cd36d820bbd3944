"""The business case once more, as plainly as possible: loops over draws, years, partners and tasks, no arrays.

Shares nothing with the engine but the values of the inputs per draw and the parameters' values.
"""

from __future__ import annotations

import math
import tomllib
from importlib import resources
from math import exp, fsum, log

YEARS = list(range(-1, 11))
CURVES = tomllib.loads(
    resources.files("vierkant").joinpath("business_case", "parameters.toml").read_text("utf-8")
)["curve"]


def curve_name(taakveld):
    for name, curve in CURVES.items():
        for code in curve["taakvelden"]:
            if taakveld == code or (code.endswith(".") and (taakveld or "").startswith(code)):
                return name
    return None


def unit_cost(n, name, value):
    n = max(n, 1.0)
    best, worst = value(f"curve.{name}.exhaustion"), value(f"curve.{name}.diseconomies")
    cost = 1.0
    if n < best:
        cost *= (best / n) ** (1 - value(f"curve.{name}.elasticity"))
    if n > worst:
        cost *= (n / worst) ** value(f"curve.{name}.rise")
    return cost


def on_curve(case, task):
    name = None if task.whole_organisation else curve_name(task.taakveld)
    own = any(key.startswith(f"business_case.curve.{name}.") for key in case.assumptions)
    return name if name is not None and (CURVES[name]["evidence"] == "published" or own) else None


def residents_served(case, task, value):
    served = {}
    for partner, part in task.parts.items():
        member = next(member for member in case.partners if member.id == partner)
        if task.unit is None and part.volume is not None:
            served[partner] = value(f"task.{task.id}.{partner}.volume")
        elif member.residents is not None:
            served[partner] = value(f"partner.{partner}.residents")
    return served


def part_cost(task, partner, part, value):
    cost = 0.0
    if part.own_fte is not None:
        price = "price.cost_per_fte"
        if part.cost_per_fte is not None:
            price = f"task.{task.id}.{partner}.cost_per_fte"
        elif task.cost_per_fte is not None:
            price = f"task.{task.id}.cost_per_fte"
        cost += value(f"task.{task.id}.{partner}.own_fte") * value(price)
    if part.other_cost is not None:
        cost += value(f"task.{task.id}.{partner}.other_cost")
    return cost


def has_plan(task):
    return task.planned_saving is not None and task.planned_saving.value > 0


def part_effect(case, task, partner, cost, value):
    """What one partner's side of a task saves at full effect."""
    name = on_curve(case, task)
    if task.whole_organisation:
        return cost * value("whole_organisation.saving")
    if name is not None:
        served = residents_served(case, task, value)
        if partner not in served:
            return 0.0
        joint = fsum(served.values())
        return cost * (1 - unit_cost(joint, name, value) / unit_cost(served[partner], name, value))
    if has_plan(task):
        return cost * value(f"task.{task.id}.planned_saving") * value("plan.discount")
    return 0.0


def one_draw(case, value, key):
    """Net result per year: for all together, per partner, and with the plan at its word."""
    ids = [partner.id for partner in case.partners]
    saving, budget, moved = (dict.fromkeys(ids, 0.0) for _ in range(3))
    kept, promises = 0.0, []
    for task in case.tasks:
        task_cost = task_effect = 0.0
        for partner, part in task.parts.items():
            if part.own_fte is None and part.other_cost is None:
                continue
            cost = part_cost(task, partner, part, value)
            effect = part_effect(case, task, partner, cost, value)
            saving[partner] += effect
            budget[partner] += cost
            task_cost += cost
            task_effect += effect
            is_overhead = task.whole_organisation or curve_name(task.taakveld) == "support"
            if part.own_fte is not None and not is_overhead:
                moved[partner] += value(f"task.{task.id}.{partner}.own_fte")
        if has_plan(task):
            known = task.planned_from is not None and case.start_year is not None
            start = task.planned_from - case.start_year if known else 1
            promises.append((start, task_cost * value(f"task.{task.id}.planned_saving")))
        else:
            kept += task_effect
    return over_years(case, value, key, saving, budget, moved, kept, promises)


def over_years(case, value, key, saving, budget, moved, kept, promises):
    ids = list(saving)
    joint = fsum(budget.values())
    members = {
        partner
        for task in case.tasks
        for partner, part in task.parts.items()
        if part.own_fte is not None or part.other_cost is not None
    }
    steer = coordination(value, len(members), joint, case.form == "centrumgemeente")
    if case.transition_budget is not None:
        once = value("transition_budget")
    else:
        once = value("transition.share_of_budget") * joint
    once += value("change_cost") if case.change_cost is not None else 0.0
    spending = {-1: 0.3, 0: 0.4, 1: 0.2, 2: 0.1}
    per_fte = max(value("stranded.share_staying"), 0.0) * value("stranded.overhead_per_fte")
    per_partner = {partner: [] for partner in ids}
    word = []
    for year in YEARS:
        grown = 1 - exp(-year / value("ramp.tau")) if year > 0 else 0.0
        fading = max(0.0, 1 - year / 5) if year >= 0 else 0.0
        shared = (steer if year >= 0 else 0.0) + once * spending.get(year, 0.0)
        for partner, share in zip(ids, key, strict=True):
            left = moved[partner] * per_fte * fading
            per_partner[partner].append(saving[partner] * grown - share * shared - left)
        kept_promises = fsum(amount for start, amount in promises if year >= start)
        word.append(kept * grown + kept_promises - shared - fading * per_fte * fsum(moved.values()))
    total = [fsum(per_partner[partner][place] for partner in ids) for place in range(len(YEARS))]
    return total, per_partner, word


def coordination(value, partners, joint, hub):
    if partners < 2:
        return 0.0
    hours = value("coordination.fixed_hours")
    hours += value("coordination.hours_per_partner") * partners * joint / partners / 1e6
    if not hub:
        pairs = len([(a, b) for a in range(partners) for b in range(a)])
        unlike = 1 - value("coordination.harmonisation")
        hours += value("coordination.hours_per_pair") * unlike * pairs * joint / partners / 1e6
    hours += value("coordination.hours_per_round") * value("coordination.decision_rounds") * partners
    return hours * value("coordination.level") * value("coordination.hourly_rate")


def summary(draws_of_nets, rate=0.0225):
    """Mean, P10, median, P90 and the core figures from the yearly results of every draw."""
    cumulative, npv_5, npv_10, peak, payback = [], [], [], [], []
    for nets in draws_of_nets:
        running, line = 0.0, []
        for net in nets:
            running += net
            line.append(running)
        cumulative.append(line)
        npv_5.append(
            fsum(net / (1 + rate) ** year for year, net in zip(YEARS, nets, strict=True) if year <= 5)
        )
        npv_10.append(fsum(net / (1 + rate) ** year for year, net in zip(YEARS, nets, strict=True)))
        peak.append(max(0.0, -min(line)))
        back = [year for year in YEARS if year >= 0 and all(later >= 0 for later in line[year + 1 :])]
        payback.append(min(back, default=None))
    count = len(draws_of_nets)
    return {
        "net": [four([nets[place] for nets in draws_of_nets]) for place in range(len(YEARS))],
        "cumulative": [four([line[place] for line in cumulative]) for place in range(len(YEARS))],
        "npv_5": four(npv_5),
        "npv_10": four(npv_10),
        "negative_npv_10": sum(value < 0 for value in npv_10) / count,
        "peak_funding": four(peak),
        "payback": [sum(year == wanted for year in payback) / count for wanted in range(11)],
    }


def four(values):
    ordered = sorted(values)
    at = [ordered[max(math.ceil(share * len(values) - 1e-9), 1) - 1] for share in (0.1, 0.5, 0.9)]
    return (fsum(values) / len(values), *at)


def logarithmic_cost(n, elasticity, exhaustion, diseconomies, rise):
    """The curve of `docs/methods/business_case.md`, written as its three cases."""
    if n < exhaustion:
        return (1 - elasticity) * log(exhaustion / n) + (
            rise * log(n / diseconomies) if n > diseconomies else 0
        )
    return 0.0 if n <= diseconomies else rise * log(n / diseconomies)
