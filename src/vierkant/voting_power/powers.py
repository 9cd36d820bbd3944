"""The power of every partner under a rule: by the quickest exact way that the rule allows, or by drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, fsum

from vierkant.quantities import Message
from vierkant.voting_power.counted import MOST_COUNTED, MOST_PARTNERS, counted_swings, counting_work
from vierkant.voting_power.enumerated import MOST_ENUMERATED, enumerated_swings
from vierkant.voting_power.indices import banzhaf, shapley_shubik, winning_share
from vierkant.voting_power.rules import Rule, RuleError
from vierkant.voting_power.sampled import DRAWS, interval, sampled_shares

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Powers:
    """Power per partner, in the order of the rule. Ranges (P10, P90) are there only when it was drawn."""

    swings: tuple[float, ...]
    """Chance to make the difference when the others vote at random."""
    shapley: tuple[float, ...]
    winning: float
    """Share of all groups that decide."""
    swing_ranges: tuple[Range, ...] | None = None
    shapley_ranges: tuple[Range, ...] | None = None
    winning_range: Range | None = None

    @property
    def exact(self) -> bool:
        """Whether every group was counted."""
        return self.swing_ranges is None

    @property
    def normalised(self) -> tuple[float, ...]:
        """Shares of the power (Banzhaf); together 1."""
        whole = fsum(self.swings)
        return tuple(swing / whole if whole else 0.0 for swing in self.swings)


@dataclass(frozen=True, slots=True)
class Coleman:
    """The three powers of Coleman (1971)."""

    act: float
    """Share of all groups that decide."""
    prevent: tuple[float, ...]
    """Share of the deciding groups that need the partner."""
    initiate: tuple[float, ...]
    """Share of the groups that do not decide that would with the partner."""


def powers(rule: Rule) -> Powers:
    """Exact powers.

    Raises:
        RuleError: nobody can decide, or the rule is too large to count exactly (`drawn_powers` gives an answer with
            an interval).
    """
    if not rule.decides(range(rule.size)):
        raise RuleError([Message("voting_power.fault.impossible")])
    weights, quota = rule.weights()
    if _votes_alone(rule):
        try:
            # The heaviest first, so that votes that are too fine are refused at once.
            shapley = shapley_shubik(weights, quota)
            swings, winning = banzhaf(weights, quota), winning_share(weights, quota)
        except ValueError:
            raise RuleError([Message("voting_power.fault.too_fine", {"total": sum(rule.votes)})]) from None
        return Powers(tuple(map(float, swings)), tuple(map(float, shapley)), winning)
    if rule.size <= MOST_ENUMERATED:
        return _from_counts(*enumerated_swings(rule), rule.size)
    if rule.residents is not None:
        most = {"number": rule.size, "most": MOST_ENUMERATED}
        raise RuleError([Message("voting_power.fault.too_many_for_residents", most)])
    if rule.size > MOST_PARTNERS or counting_work(rule) > MOST_COUNTED:
        large = {"number": rule.size, "total": sum(rule.votes)}
        raise RuleError([Message("voting_power.fault.too_large", large)])
    return _from_counts(*counted_swings(rule), rule.size)


def drawn_powers(rule: Rule, *, seed: int = 0, draws: int = DRAWS) -> Powers:
    """Powers by drawing, each with its interval; for rules that `powers` refuses."""
    swings, shapley, winning = sampled_shares(rule, seed=seed, draws=draws)
    return Powers(
        swings=tuple(map(float, swings)),
        shapley=tuple(map(float, shapley)),
        winning=winning,
        swing_ranges=tuple(interval(float(share), draws) for share in swings),
        shapley_ranges=tuple(interval(float(share), draws) for share in shapley),
        winning_range=interval(winning, draws),
    )


def coleman(found: Powers) -> Coleman:
    """To act, to prevent and to initiate, from the swings.

    A partner makes the difference in a share ``swing`` of the groups of the others, which are half of all groups.

    Source: Coleman 1971, "Control of collectivities and the power of a collectivity to act".
    """
    losing = 1.0 - found.winning
    return Coleman(
        act=found.winning,
        prevent=tuple(swing / 2 / found.winning if found.winning else 0.0 for swing in found.swings),
        initiate=tuple(swing / 2 / losing if losing else 0.0 for swing in found.swings),
    )


def _votes_alone(rule: Rule) -> bool:
    return not rule.members and not rule.must_agree and rule.residents is None


def _from_counts(rows: Sequence[Sequence[float]], winning: float, size: int) -> Powers:
    """Shares from numbers of groups, by the number of others in them."""
    orders = [size * comb(size - 1, others) for others in range(size)]
    return Powers(
        swings=tuple(float(sum(row)) / 2.0 ** (size - 1) for row in rows),
        shapley=tuple(
            fsum(number / order for number, order in zip(row, orders, strict=True)) for row in rows
        ),
        winning=float(winning) / 2.0**size,
    )
