"""How many councils are still needed, and which: the smallest groups of undecided partners that complete a majority."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vierkant.voting_power.groups import smallest_completion, smallest_completions
from vierkant.voting_power.rules import Rule

MOST_UNDECIDED = 20
"""Up to this number of undecided partners every smallest group is found; above it one of them."""

MOST_SETS = 60
"""Groups that are listed."""


@dataclass(frozen=True, slots=True)
class CouncilsNeeded:
    """Where a proposal stands, exactly under one rule. Partners are named by id."""

    in_favour: tuple[str, ...]
    undecided: tuple[str, ...]
    against: tuple[str, ...]
    decided: bool
    """Those in favour decide already."""
    possible: bool
    """It can still pass, if enough of the undecided join."""
    needed: int | None
    """The least number of undecided partners that must join; None when it cannot pass any more."""
    sets: tuple[tuple[str, ...], ...]
    """The groups of that number that are enough, or some of them; empty when it is decided or impossible."""
    complete: bool
    """True when ``sets`` are all groups of that number."""
    everywhere: tuple[str, ...]
    """Undecided partners without whom it cannot pass."""
    can_block: bool
    """Nothing else passes against those in favour."""
    can_be_blocked: bool
    """Those against can stop it by themselves."""


def councils_needed(
    rule: Rule, in_favour: Collection[str], undecided: Collection[str], against: Collection[str] = ()
) -> CouncilsNeeded:
    """The smallest groups of undecided partners that, with those in favour, decide.

    Args:
        rule: the rule by which the decision is taken.
        in_favour, undecided, against: ids; a partner that is named nowhere is undecided.

    Raises:
        ValueError: a partner is unknown, or stands in two lists.
    """
    places = {name: place for place, name in enumerate(rule.partners)}
    named = [*in_favour, *undecided, *against]
    if len(named) != len(set(named)) or not set(named) <= set(places):
        raise ValueError("every partner once, and only partners of the rule")
    yes = frozenset(places[name] for name in in_favour)
    no = frozenset(places[name] for name in against)
    open_ = tuple(place for place in range(rule.size) if place not in yes | no)
    possible = rule.decides(yes | set(open_))
    sets, complete = _sets(rule, yes, open_) if possible else ((), True)
    return CouncilsNeeded(
        in_favour=_names(rule, sorted(yes)),
        undecided=_names(rule, open_),
        against=_names(rule, sorted(no)),
        decided=rule.decides(yes),
        possible=possible,
        needed=len(sets[0]) if sets else 0 if possible else None,
        sets=tuple(_names(rule, group) for group in sets if group),
        complete=complete,
        everywhere=_names(
            rule, (place for place in open_ if possible and not rule.decides(yes | (set(open_) - {place})))
        ),
        can_block=rule.blocks(yes),
        can_be_blocked=not possible,
    )


def _sets(
    rule: Rule, yes: frozenset[int], open_: tuple[int, ...]
) -> tuple[tuple[tuple[int, ...], ...], bool]:
    if rule.decides(yes):
        return (), True
    if len(open_) > MOST_UNDECIDED:
        return (smallest_completion(rule, yes, open_),), False
    return smallest_completions(rule, yes, open_, most=MOST_SETS)


def _names(rule: Rule, group: Iterable[int]) -> tuple[str, ...]:
    return tuple(rule.partners[place] for place in group)
