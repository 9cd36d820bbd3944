"""Attackers by name. Each knows the org chart and who took part; each says how far it comes.

`span` holds the attacks on what follows exactly, `guesses` the bounded least squares attacker; here are those that need
little arithmetic and much knowledge: of colleagues, of who came and went, of one's own answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from benchmarks.attacks.bridge import EARLY, Shown, cell_masks, unknowns_of
from benchmarks.attacks.guesses import area_under_curve
from benchmarks.attacks.span import System, exactly_disclosed, smallest_set
from numpy.typing import NDArray

from vierkant.privacy.rounding import chances


@dataclass(frozen=True, slots=True)
class Collusion:
    """All but one of a cell tell each other what they answered, and know how the figures are rounded.

    ``right`` is how often the likelier answer is the true one (all cells and waves), ``surest`` the highest chance
    that they can give to an answer after one wave.
    """

    right: float
    surest: float
    cells: int


def homogeneous(shown: Sequence[Shown]) -> int:
    """Figures that say of everybody in a cell the same: a share of 0 or 100 %, or a mean at an end of the scale."""
    found = 0
    for one in shown:
        points = {item.key: item.points for item in one.plan.items}
        for key in one.cells:
            for name, item in one.released.disclosed[key].value["items"].items():
                ends = any(number in (0, item["out_of"]) for number in item["counts"].values())
                ends |= any(share <= 0 or share >= 1 for share in item["shares"].values())
                mean = item["mean"]
                found += ends or (mean is not None and not 1 < mean < points[name])
    return found


def insider(found: System, people: Sequence[object], k: int, seed: int = 0) -> tuple[int, int]:
    """One person takes the own answer out. Returns the smallest set left over all of them, and who is disclosed."""
    smallest, disclosed = found.people, set[object]()
    for person in people:
        left = found.without({person})
        smallest = min(smallest, smallest_set(left, seed, rounds=4, k=k))
        disclosed |= exactly_disclosed(left)
    return smallest, len(disclosed)


def _figures(one: Shown) -> Iterator[tuple[str, NDArray[np.bool_], tuple[int, int]]]:
    for key, mask in zip(one.cells, cell_masks(one.moment, one.plan, one.cells), strict=True):
        item = one.released.disclosed[key].value["items"].get(EARLY)
        if item is not None:
            yield key, mask, (item["counts"]["favourable"], item["out_of"])


def collusion(shown: Sequence[Shown], largest: int) -> Collusion:
    """In each released cell of at most ``largest`` respondents one is the victim and the others collude."""
    right, surest, cells = 0.0, 0.5, 0
    for one in shown:
        early = one.moment.early[one.moment.took_part]
        for _key, mask, (published, _total) in _figures(one):
            people = int(mask.sum())
            if people > largest:
                continue
            count = int(early[mask].sum())
            for victim, share in ((True, count / people), (False, 1 - count / people)):
                others = count - victim
                yes, no = (_chance(others + bit, people, published) for bit in (1, 0))
                # A figure that the rounding never gives is the count itself.
                sure = yes / (yes + no) if yes + no else float(victim)
                right += share * ((sure > 0.5) == victim if sure != 0.5 else 0.5)
                surest = max(surest, sure, 1 - sure) if share else surest
            cells += 1
    return Collusion(right / cells if cells else 0.5, surest, cells)


def _chance(count: int, people: int, published: int) -> float:
    ways, chance = chances(np.array([count, people - count]))
    return float(chance[ways[:, 0] == published].sum())


def colleagues_over_waves(shown: Sequence[Shown]) -> float:
    """The highest chance that colleagues who collude in every wave can give to one answer that never changed.

    A cell of the same people in all waves: the odds of the waves multiply.
    """
    surest = 0.5
    odds: dict[tuple[str, frozenset[str], tuple[bool, ...]], float] = {}
    for one in shown:
        names = np.array(unknowns_of(one.moment, "person"), dtype=object)
        early = one.moment.early[one.moment.took_part]
        for key, mask, (published, _total) in _figures(one):
            people, count = int(mask.sum()), int(early[mask].sum())
            bits = dict(zip(names[mask].tolist(), early[mask].tolist(), strict=True))
            for victim in (True, False):
                if victim not in bits.values():
                    continue
                others = count - victim
                ratio = _chance(others + 1, people, published) / _chance(others, people, published)
                mark = (key, frozenset(bits), (victim, *sorted(bits.values())))
                odds[mark] = odds.get(mark, 1.0) * ratio
                surest = max(surest, odds[mark] / (1 + odds[mark]), 1 / (1 + odds[mark]))
    return surest


def newcomers(shown: Sequence[Shown], k: int) -> tuple[int, float]:
    """Who joined or left a cell between two waves in which it was released, fewer than k of them.

    Returns how many such people there are, and the area under the curve when the change of the published share is
    taken for their answer (half: no better than chance).
    """
    score, truth = [], []
    for before, after in pairwise(shown):
        earlier = {key: (mask, figure) for key, mask, figure in _figures(before)}
        for key, mask, (published, total) in _figures(after):
            if key not in earlier:
                continue
            old_mask, (old_published, old_total) = earlier[key]
            then = _bits(before, old_mask)
            now = _bits(after, mask)
            changed = set(then) ^ set(now)
            if not 0 < len(changed) < k:
                continue
            rise = published / total * mask.sum() - old_published / old_total * old_mask.sum()
            score += [rise if who in now else -rise for who in changed]
            truth += [{**then, **now}[who] for who in changed]
    return len(truth), area_under_curve(np.array(score), np.array(truth, np.bool_)) if truth else 0.5


def _bits(one: Shown, mask: NDArray[np.bool_]) -> dict[str, bool]:
    names = np.array(unknowns_of(one.moment, "person"), dtype=object)
    early = one.moment.early[one.moment.took_part]
    return dict(zip(names[mask].tolist(), early[mask].tolist(), strict=True))
