"""The attack suite at full size: what attackers reach on several simulated cooperations, against the budgets.

``python -m benchmarks.attacks.suite`` prints the table and ends with an error when a budget breaks;
``rows()`` gives the same to ``make bench``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from benchmarks.attacks.attackers import collusion, homogeneous, newcomers
from benchmarks.attacks.bridge import Shown, release_all, released_sets
from benchmarks.attacks.population import Moment, Setting, simulate
from benchmarks.attacks.published import guessed
from benchmarks.attacks.span import exactly_disclosed, isolable_people, smallest_by_integers, system

from vierkant.privacy import Thresholds

SEEDS = range(5)
AUC_AT_MOST = 0.70
WITHHELD_AT_MOST = 0.25
SMALL_CELL = 12

REFERENCE = Setting()
SETTINGS = {
    "reference": REFERENCE,
    "everybody answers": replace(REFERENCE, response=1.0),
    "homogeneous teams": replace(REFERENCE, team_spread=2.0),
    "one function per team": replace(REFERENCE, second_family=0.0),
}


@dataclass(frozen=True, slots=True)
class Reached:
    """What the attackers reach on one simulated cooperation, and what was shown."""

    exact: int  # people whose answer follows
    isolable: int  # people in a set below k
    all_or_nothing: int  # figures that say the same of everybody
    auc: float  # bounded least squares, the better of taking waves apart and answers as lasting
    certain: float  # share guessed at 0 or 1 with waves apart, and how often that is right
    certain_right: float
    colluding_right: float  # all but one of a small cell
    colluding_surest: float
    newcomers: int
    newcomers_auc: float
    kept: int
    passed_floors: int
    planned: int

    @property
    def withheld(self) -> float:
        """Share of the tables that pass the floors and are not shown."""
        return 1 - self.kept / self.passed_floors if self.passed_floors else 0.0


def attack(shown: Sequence[Shown], k: int, linking: str = "wave", seed: int = 0, rounds: int = 30) -> Reached:
    """All attackers on these releases of one cooperation."""
    exact: set[object] = set()
    small: set[object] = set()
    items = {item.key for one in shown for item in one.plan.items if one.missing}
    for item in (None, *sorted(items)):
        found = system(released_sets(shown, linking, item))
        exact |= exactly_disclosed(found)
        small |= isolable_people(found, k, seed, rounds)
    apart, lasting = guessed(shown, "wave"), guessed(shown, "person")
    together = collusion(shown, SMALL_CELL)
    came, came_auc = newcomers(shown, k)
    return Reached(
        len(exact),
        len(small),
        homogeneous(shown),
        max(apart.auc, lasting.auc),
        apart.certain,
        apart.right,
        together.right,
        together.surest,
        came,
        came_auc,
        sum(one.released.kept for one in shown),
        sum(one.released.passed_floors for one in shown),
        sum(one.released.planned for one in shown),
    )


def with_release_again(moments: Sequence[Moment], merged: dict[int, int]) -> tuple[Moment, ...]:
    """The waves, and the first wave once more under the division in teams of after the merge."""
    return (*moments, moments[0].renamed(merged))


def measured(setting: Setting, seed: int, linking: str | None = None, merge_below: int = 0) -> Reached:
    """Simulate, release and attack once."""
    moments, _merged = simulate(setting, seed)
    thresholds = Thresholds()
    shown, _ledger = release_all(moments, thresholds, linking, merge_below=merge_below)
    return attack(shown, thresholds.respondents, linking or "wave", seed)


def proved(setting: Setting, seeds: Sequence[int]) -> int:
    """People in a set below k in any wave, by integer programming: a proof, not a search (see `span`)."""
    thresholds = Thresholds()
    found = 0
    for seed in seeds:
        shown, _ledger = release_all(simulate(setting, seed)[0], thresholds)
        for one in shown:
            found += len(smallest_by_integers(system(released_sets([one])), thresholds.respondents))
    return found


def rows(seeds: Sequence[int] = SEEDS) -> Iterator[tuple[str, float, str, float | None]]:
    """What is measured, the figure, its unit and what it may be at most (None: reported beside it)."""
    for name, setting in SETTINGS.items():
        found = [measured(setting, seed) for seed in seeds]
        yield f"{name}: answers that follow exactly", sum(one.exact for one in found), "", 0
        yield f"{name}: people in a set below k", sum(one.isolable for one in found), "", 0
        yield f"{name}: the same, by integer programming", proved(setting, seeds), "", 0
        yield f"{name}: shares of nobody or everybody", sum(one.all_or_nothing for one in found), "", 0
        limit = AUC_AT_MOST if name == "reference" else None
        yield f"{name}: AUC of bounded least squares, worst seed", max(one.auc for one in found), "", limit
        yield (
            f"{name}: highest chance of one colluding cell",
            max(one.colluding_surest for one in found),
            "",
            0.8,
        )
        kept, passed = sum(one.kept for one in found), sum(one.passed_floors for one in found)
        limit = WITHHELD_AT_MOST if name in ("reference", "one function per team") else None
        yield f"{name}: withheld of what passes the floors", 1 - kept / passed, "", limit
        yield f"{name}: shown of what is planned", kept / sum(one.planned for one in found), "", None


def main() -> None:
    broken = 0
    for name, figure, _unit, target in rows():
        missed = target is not None and figure > target + 1e-9
        broken += missed
        at_most = "" if target is None else f"at most {target:g}"
        verdict = "BROKEN" if missed else ("" if target is None else "ok")
        print(f"{name:<62} {np.round(figure, 3):>8} {at_most:>14}  {verdict}", flush=True)
    if broken:
        sys.exit(f"{broken} budget(s) broken")


if __name__ == "__main__":
    main()
