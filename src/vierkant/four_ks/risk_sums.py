"""What partners must be able to bear: exactly, from the best estimates, and simulated, when those are uncertain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from vierkant.four_ks.convolution import Losses, convolve, quantiles_with_share, shortened
from vierkant.four_ks.inputs_risk import Risk, RiskInput
from vierkant.four_ks.risk_draws import uniforms, values
from vierkant.quantities import Distribution, Figure

CERTAINTIES = (0.50, 0.70, 0.80, 0.85, 0.90, 0.95, 0.99)
"""Where the curve of the required amount is drawn, besides the certainty that was chosen."""

POOL = ""
"""Where the risks of the cooperation sit; partners have names."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A risk with a chance and an impact: whose it is before, where it sits after."""

    id: str
    name: str
    before: str | None
    """None: it does not exist before the start."""
    after: str
    """A partner, or `POOL`."""
    chance: Figure
    impact: Figure
    chance_after: Figure
    impact_after: Figure


def counted(given: RiskInput) -> tuple[Counted, ...]:
    """The risks that can be counted; a risk of a partner that is not there is not."""
    names = {partner.id for partner in given.partners}
    return tuple(
        _count(risk, risk.chance, risk.impact)
        for risk in given.risks
        if risk.chance is not None
        and risk.impact is not None
        and (risk.partner is None or risk.partner in names)
    )


def _count(risk: Risk, chance: Figure, impact: Figure) -> Counted:
    return Counted(
        id=risk.id,
        name=risk.name,
        before=risk.partner,
        after=POOL if risk.moves or risk.partner is None else risk.partner,
        chance=chance,
        impact=impact,
        chance_after=risk.chance_together or chance,
        impact_after=risk.impact_together or impact,
    )


@dataclass(frozen=True, slots=True)
class Required:
    """Euro that are required at every certainty, now and after, of one partner."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    expected_before: float
    expected_after: float
    flows_back: float


@dataclass(frozen=True, slots=True)
class Exact:
    """The exact amounts at ``certainties``, by partner."""

    certainties: tuple[float, ...]
    partners: Mapping[str, Required]
    pool: Losses
    everything: Losses
    """All damage after the start in one sum."""
    bound: float


def exact(risks: Sequence[Counted], shares: Mapping[str, float], certainties: tuple[float, ...]) -> Exact:
    """Required amounts from the best estimates, risks independent."""
    pool = convolve([_after(risk) for risk in risks if risk.after == POOL])
    everything = convolve([_after(risk) for risk in risks])
    found, bounds = {}, [pool.bound, everything.bound]
    for partner, share in shares.items():
        before = convolve(
            [(risk.chance.value, risk.impact.value) for risk in risks if risk.before == partner]
        )
        own = convolve([_after(risk) for risk in risks if risk.after == partner])
        short = shortened(own, pool)
        found[partner] = Required(
            before=before.quantiles(certainties),
            after=quantiles_with_share(*short, share, certainties),
            expected_before=before.mean,
            expected_after=own.mean + share * pool.mean,
            flows_back=share * pool.mean,
        )
        bounds += [before.bound, short[0].bound + share * short[1].bound]
    return Exact(certainties, found, pool, everything, max(bounds))


def _after(risk: Counted) -> tuple[float, float]:
    return risk.chance_after.value, risk.impact_after.value


@dataclass(slots=True)
class Simulated:
    """Damage per draw: of each partner before, of each partner's own risks after, and of the pool."""

    before: dict[str, Any] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    pool: Any = 0.0

    def after(self, partner: str, share: float) -> Any:
        """Damage per draw that a partner bears after the start."""
        return self.own[partner] + share * self.pool

    @property
    def everything(self) -> Any:
        """All damage after the start per draw."""
        return sum(self.own.values()) + self.pool


def simulate(
    risks: Sequence[Counted],
    shares: Mapping[str, float],
    *,
    seed: int,
    draws: int,
    correlation: float = 0.0,
    uncertain: bool = False,
) -> Simulated:
    """Draw years. With ``correlation`` one common cause moves all risks (normal copula); 0 leaves them independent.

    ``uncertain`` draws the chances and impacts too; otherwise the best estimates hold in every draw. Before and after
    use the same draws, so that they differ by what differs.
    """
    import numpy as np  # NumPy takes longer to load than `vierkant --help` may take

    found = Simulated(pool=np.zeros(draws))
    for partner in shares:
        found.before[partner], found.own[partner] = np.zeros(draws), np.zeros(draws)
    for risk, latent in _latent(risks, seed, draws, correlation):
        chance, impact = _drawn(risk.id, risk.chance, risk.impact, seed, draws, uncertain=uncertain)
        if risk.before is not None:
            found.before[risk.before] += (latent < _edge(chance, correlation)) * impact
        later = risk.chance_after, risk.impact_after
        if later != (risk.chance, risk.impact):
            chance, impact = _drawn(risk.id, *later, seed, draws, uncertain=uncertain)
        damage = (latent < _edge(chance, correlation)) * impact
        if risk.after == POOL:
            found.pool += damage
        else:
            found.own[risk.after] += damage
    return found


def _latent(
    risks: Sequence[Counted], seed: int, draws: int, correlation: float
) -> Iterator[tuple[Counted, Any]]:
    """For each risk a number per draw: the risk happens when it is below the edge of its chance."""
    if not correlation:
        for risk in risks:
            yield risk, uniforms(seed, f"{risk.id}.happens", draws)
        return
    from scipy.special import ndtri  # SciPy is only needed when risks hang together

    common = correlation**0.5 * ndtri(uniforms(seed, "common cause", draws))
    for risk in risks:
        own = ndtri(uniforms(seed, f"{risk.id}.happens", draws))
        own *= (1 - correlation) ** 0.5
        own += common
        yield risk, own


def _edge(chance: Any, correlation: float) -> Any:
    if not correlation:
        return chance
    from scipy.special import ndtri

    return ndtri(chance)


def _drawn(
    name: str, chance: Figure, impact: Figure, seed: int, draws: int, *, uncertain: bool
) -> tuple[Any, Any]:
    if not uncertain:
        return chance.value, impact.value
    import numpy as np

    chances, impacts = chance.value, impact.value
    if chance.has_range:
        drawn = values(chance, Distribution.TRIANGULAR, uniforms(seed, f"{name}.chance", draws))
        chances = np.clip(drawn, 0.0, 1.0)
    if impact.has_range:
        drawn = values(impact, Distribution.LOGNORMAL, uniforms(seed, f"{name}.impact", draws))
        impacts = np.maximum(drawn, 0.0)
    return chances, impacts


def required(damage: Any, certainty: float) -> float:
    """The smallest drawn damage that suffices with this certainty."""
    import numpy as np

    place = min(len(damage), max(1, ceil(certainty * len(damage) - 1e-9))) - 1
    return float(np.partition(damage, place)[place])
