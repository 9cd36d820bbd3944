"""Pooled risk: what each partner must be able to bear before and after, and whether it can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vierkant.four_ks.inputs_risk import RiskInput, RiskPartner
from vierkant.four_ks.risk_findings import missing, notes
from vierkant.four_ks.risk_results import (
    CrossCheck,
    Dependence,
    PartnerRisk,
    RequiredPoint,
    RiskResult,
    RiskRow,
)
from vierkant.four_ks.risk_sums import (
    CERTAINTIES,
    POOL,
    Counted,
    Exact,
    Required,
    Simulated,
    counted,
    exact,
    required,
    simulate,
)
from vierkant.four_ks.tables import Table, table
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Input,
    Level,
    Message,
    MessageArgument,
    Number,
    Unit,
)

CORRELATIONS = (0.1, 0.3, 0.5)
"""For which the advantage is shown, besides none at all and the parameter."""

GRADES = ((1.4, "B"), (1.0, "C"), (0.8, "D"), (0.6, "E"))
"""Class from each bound; above `_EXCELLENT` it is A, below the last F."""

_EXCELLENT = 2.0
MOST_ROWS = 20
_MOST_DRAWS = 100_000
_RED_PART = 0.8
"""Of what is sufficient; below it, or from sufficient to not, a partner is red."""


def grade(ratio: float) -> str:
    """Class of a ratio of available to required means: A (excellent) to F (far from sufficient).

    Source: norm table of the University of Twente and NAR, as printed in the annual report 2021 of Stein,
    https://stein.jaarverslag-2021.nl/p20967/relatie-benodigde-en-beschikbare-weerstandscapaciteit
    """
    if ratio > _EXCELLENT:
        return "A"
    return next((name for bound, name in GRADES if ratio >= bound), "F")


def assess_risks(given: RiskInput, *, seed: int = 0, draws: int = 100_000) -> RiskResult:
    """What partners must be able to bear now and after the start, exactly, with a simulation beside it.

    Args:
        given: the risks, the partners with their means and their share of the damage, and the assumptions.
        seed: of the simulation; each risk has its own stream.
        draws: years that are simulated, at least 1 and at most 100,000 (more does not change what is shown).

    Returns:
        Euro; a required amount is the smallest that suffices with the chosen certainty. Damage of risks that move, and
        of the cooperation's own risks, flows back to partners by their share.

    Raises:
        ValueError: fewer than one draw.
    """
    if draws < 1:
        raise ValueError(f"at least one draw, not {draws}")
    draws = min(draws, _MOST_DRAWS)
    chosen = table("risk", given.assumptions)
    risks = counted(given)
    if not risks:
        return _nothing(given, chosen, seed, draws)
    shares = {partner.id: partner.key_share for partner in given.partners}
    certainty = chosen.value("certainty")
    sums = exact(risks, shares, tuple(sorted({*CERTAINTIES, certainty})))
    partners = _partners(given, risks, sums, chosen, seed, draws)
    apart = simulate(risks, shares, seed=seed, draws=draws)
    check = _check(apart, sums, certainty, draws)
    now, after = sum(row.required_before for row in partners), sum(row.required_after for row in partners)
    independent = Dependence(0.0, now, after, (now - after) / now if now else None)
    dependence = (independent, *_dependence(risks, shares, chosen, seed, draws))
    level = _level(partners, given)
    return RiskResult(
        level=level,
        headline=_headline(now, after, certainty),
        certainty=_certainty(chosen),
        partners=partners,
        risks=_rows(risks),
        counted=len(risks),
        required_before=_euro("required_before", now, _behind(risks, chosen)),
        required_after=_euro("required_after", after, _behind(risks, chosen)),
        saved=_saved(now, after, _behind(risks, chosen)),
        pool_required=_euro("pool_required", sums.pool.quantile(certainty), _behind(risks, chosen)),
        pool_expected=_euro("pool_expected", sums.pool.mean, _behind(risks, chosen)[:1]),
        curve=_curve(sums),
        dependence=dependence,
        check=check,
        bound=sums.bound,
        seed=seed,
        draws=draws,
        findings=(*chosen.findings, *notes(given, risks, partners, dependence, check, sums, chosen)),
        missing=tuple(missing(given)),
    )


def _nothing(given: RiskInput, chosen: Table, seed: int, draws: int) -> RiskResult:
    return RiskResult(
        level=Level.UNKNOWN,
        headline=Message("risks.headline.unknown"),
        certainty=_certainty(chosen),
        partners=(),
        risks=(),
        counted=0,
        required_before=None,
        required_after=None,
        saved=None,
        pool_required=None,
        pool_expected=None,
        curve=(),
        dependence=(),
        check=None,
        bound=0.0,
        seed=seed,
        draws=draws,
        findings=chosen.findings,
        missing=tuple(missing(given)),
    )


def _partners(
    given: RiskInput, risks: Sequence[Counted], sums: Exact, chosen: Table, seed: int, draws: int
) -> tuple[PartnerRisk, ...]:
    certainty = chosen.value("certainty")
    shares = {partner.id: partner.key_share for partner in given.partners}
    drawn = simulate(risks, shares, seed=seed, draws=draws, uncertain=True)
    found = []
    for partner in given.partners:
        own = [risk for risk in risks if risk.before == partner.id]
        uncertain = (
            required(drawn.before[partner.id], certainty),
            required(drawn.after(partner.id, partner.key_share), certainty),
        )
        found.append(_partner(partner, own, sums, uncertain, chosen))
    return tuple(found)


def _partner(
    partner: RiskPartner, own: Sequence[Counted], sums: Exact, uncertain: tuple[float, float], chosen: Table
) -> PartnerRisk:
    amounts = sums.partners[partner.id]
    place = sums.certainties.index(chosen.value("certainty"))
    before, after = amounts.before[place], amounts.after[place]
    means = partner.resilience.value if partner.resilience else None
    ratios = [means / amount if means is not None and amount else None for amount in (before, after)]
    grades = [
        None if means is None else grade(means / amount) if amount else "A" for amount in (before, after)
    ]
    if not own:
        ratios[0], grades[0] = None, None
    return PartnerRisk(
        partner=partner.id,
        name=partner.name,
        risks=len(own),
        moving=sum(risk.after == POOL for risk in own),
        key_share=partner.key_share,
        resilience=means,
        expected_before=amounts.expected_before,
        expected_after=amounts.expected_after,
        flows_back=amounts.flows_back,
        required_before=before,
        required_after=after,
        uncertain_before=uncertain[0],
        uncertain_after=uncertain[1],
        ratio_before=ratios[0],
        ratio_after=ratios[1],
        grade_before=grades[0],
        grade_after=grades[1],
        level=_partner_level(own, means, before, after, chosen.value("sufficient_ratio")),
        text=_partner_text(own, means, grades, amounts, place),
    )


def _partner_level(
    own: Sequence[Counted], means: float | None, before: float, after: float, sufficient: float
) -> Level:
    if means is None or not own:
        return Level.UNKNOWN
    asked = after * sufficient
    if means < asked * _RED_PART or (means < asked and means >= before * sufficient):
        return Level.RED
    return Level.AMBER if means < asked or after > before else Level.GREEN


def _partner_text(
    own: Sequence[Counted], means: float | None, grades: Sequence[str | None], amounts: Required, place: int
) -> Message:
    known: dict[str, MessageArgument] = {
        "before": Number(amounts.before[place], Unit.EURO),
        "after": Number(amounts.after[place], Unit.EURO),
    }
    if not own:
        return Message("risks.row.no_risks", known)
    if means is None:
        return Message("risks.row.no_means", known)
    if not amounts.before[place] and not amounts.after[place]:
        return Message("risks.row.nothing_required")
    known |= {"grade_before": grades[0] or "", "grade_after": grades[1] or ""}
    return Message(f"risks.row.{'same' if grades[0] == grades[1] else 'grades'}", known)


def _level(partners: Sequence[PartnerRisk], given: RiskInput) -> Level:
    levels = {row.level for row in partners}
    for level in (Level.RED, Level.AMBER):
        if level in levels:
            return level
    if levels <= {Level.UNKNOWN}:
        return Level.UNKNOWN
    return Level.GREEN if levels == {Level.GREEN} and given.key_agreed else Level.AMBER


def _headline(now: float, after: float, certainty: float) -> Message:
    known: dict[str, MessageArgument] = {
        "before": Number(now, Unit.EURO),
        "after": Number(after, Unit.EURO),
        "certainty": Number(certainty, Unit.SHARE),
    }
    change = (now - after) / now if now else 0.0
    if abs(change) < 0.005:
        return Message("risks.headline.equal", known)
    known["change"] = Number(abs(change), Unit.SHARE)
    return Message(f"risks.headline.{'less' if change > 0 else 'more'}", known)


def _certainty(chosen: Table) -> Computed:
    parameter = chosen.parameters["certainty"]
    explanation = Explanation(
        Message("risks.method.certainty"),
        (chosen.inputs["certainty"],),
        (parameter.source,),
        parameter.certainty,
    )
    return Computed("certainty", Message("risks.label.certainty"), parameter.value, Unit.SHARE, explanation)


def _behind(risks: Sequence[Counted], chosen: Table) -> tuple[Input, ...]:
    """What an amount rests on: chances and damages of the dossier, as well known as the worst, and the choice."""
    figures = [
        figure
        for risk in risks
        for figure in (risk.chance, risk.impact, risk.chance_after, risk.impact_after)
    ]
    order = list(Confidence)
    worst = max((figure.confidence for figure in figures), key=order.index)
    given = Input(Message("risks.label.figures"), float(len(risks)), Unit.NUMBER, worst)
    return given, chosen.inputs["certainty"]


def _euro(name: str, value: float, behind: tuple[Input, ...]) -> Computed:
    explanation = Explanation(Message(f"risks.method.{name}"), behind, certainty=Certainty.LOW)
    return Computed(name, Message(f"risks.label.{name}"), value, Unit.EURO, explanation)


def _saved(now: float, after: float, behind: tuple[Input, ...]) -> Computed | None:
    if not now:
        return None
    explanation = Explanation(Message("risks.method.saved"), behind, certainty=Certainty.LOW)
    return Computed("saved", Message("risks.label.saved"), (now - after) / now, Unit.SHARE, explanation)


def _rows(risks: Sequence[Counted]) -> tuple[RiskRow, ...]:
    rows = [
        RiskRow(
            id=risk.id,
            name=risk.name,
            partner=risk.before,
            moves=risk.after == POOL,
            expected_before=risk.chance.value * risk.impact.value if risk.before is not None else 0.0,
            expected_after=risk.chance_after.value * risk.impact_after.value,
        )
        for risk in risks
    ]
    rows.sort(key=lambda row: -max(row.expected_before, row.expected_after))
    return tuple(rows[:MOST_ROWS])


def _curve(sums: Exact) -> tuple[RequiredPoint, ...]:
    purse = sums.everything.quantiles(sums.certainties)
    return tuple(
        RequiredPoint(
            certainty=certainty,
            alone=sum(item.before[place] for item in sums.partners.values()),
            together=sum(item.after[place] for item in sums.partners.values()),
            one_purse=purse[place],
        )
        for place, certainty in enumerate(sums.certainties)
    )


def _dependence(
    risks: Sequence[Counted], shares: Mapping[str, float], chosen: Table, seed: int, draws: int
) -> Iterator[Dependence]:
    for correlation in sorted({*CORRELATIONS, min(chosen.value("correlation"), 0.99)} - {0.0}):
        drawn = simulate(risks, shares, seed=seed, draws=draws, correlation=correlation)
        yield _at(correlation, drawn, shares, chosen, draws)


def _at(
    correlation: float, drawn: Simulated, shares: Mapping[str, float], chosen: Table, draws: int
) -> Dependence:
    certainty = chosen.value("certainty")
    # Chances are round numbers, so what is required often changes right at the certainty: there the draws would fall
    # on either side by luck. Within what chance explains they follow the exact amounts.
    certainty -= 3 * (certainty * (1 - certainty) / draws) ** 0.5
    alone = sum(required(damage, certainty) for damage in drawn.before.values())
    together = sum(required(drawn.after(name, share), certainty) for name, share in shares.items())
    return Dependence(correlation, alone, together, (alone - together) / alone if alone else None)


def _check(apart: Simulated, sums: Exact, certainty: float, draws: int) -> CrossCheck:
    """At the exact amount the same share of the draws must stay within it, as far as chance allows."""
    amount = sums.everything.quantile(certainty)
    share = sums.everything.share_within(amount)
    found = float((apart.everything <= amount + 1e-6).mean())
    # Five standard errors, and ten draws more: where few draws lie outside, their number is far from normal.
    tolerance = 5 * (share * (1 - share) / draws) ** 0.5 + 10 / draws
    # Sums that were taken together are rounded up: then more draws may stay within the amount, never fewer.
    agrees = found >= share - tolerance if sums.everything.bound else abs(found - share) <= tolerance
    return CrossCheck(amount, share, found, tolerance, agrees)
