"""A seeded, vectorised cooperation: people in teams that answer waves, leave, join and move, and teams that merge.

What it copies (480 people, three organisations, teams of 4 to 18, 70 % response, 2 % turnover a month, teams that
merge half-way) is the setting of the issue; the spread of answers is ours and is stated on the method page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Setting:
    """The cooperation that is simulated; the defaults are the reference."""

    people: int = 480
    organisations: tuple[float, ...] = (0.5, 0.3, 0.2)
    team_smallest: int = 4
    team_largest: int = 18
    team_mean: float = 9.0
    families: int = 6
    second_family: float = 0.25  # share of a team in another function than most of it
    response: float = 0.70
    turnover: float = 0.02  # a month; as many join as leave
    moves: float = 0.005  # a month, to another team of the own organisation
    months: int = 2
    waves: int = 4
    merge_before: int | None = 2  # the wave (from 0) before which teams merge; None: never
    merge_share: float = 0.25
    early: float = 0.55  # share still in the first two phases at the first wave
    forward: float = 0.08  # share of those that leaves the first two phases between two waves
    team_spread: float = 0.35  # standard deviation of the logit between teams; large: homogeneous teams
    items: int = 2

    def small(self, people: int, **other: object) -> Setting:
        """The same with few people: one or two organisations, teams from three people on."""
        shares = (1.0,) if people < 12 else (0.5, 0.5)
        base = replace(self, people=people, organisations=shares, families=2, team_smallest=3, team_largest=7)
        return replace(base, team_mean=4.5, **other)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A wave as it truly was: one row per person at work then. All arrays have the same length."""

    number: int
    person: Integers
    organisation: Integers
    team: Integers
    family: Integers
    took_part: Flags
    early: Flags
    items: Floats  # (items, people), 1..5
    joined: Integers  # leaf of those that came since the last wave, one entry each
    left: Integers

    @property
    def name(self) -> str:
        return f"wave-{self.number + 1}"

    @property
    def leaf(self) -> Integers:
        """What codes are bound to: team and family in one number."""
        return self.team * 100 + self.family

    def renamed(self, teams: dict[int, int]) -> Moment:
        """The same answers under a later division in teams: how an earlier wave looks when it is released again."""
        return replace(self, team=np.array([teams.get(int(team), int(team)) for team in self.team]))


def simulate(setting: Setting, seed: int) -> tuple[tuple[Moment, ...], dict[int, int]]:
    """The waves of a cooperation, and which team became which (empty when none merged).

    The same setting and seed give the same people. Time is linear in people times waves.
    """
    random = np.random.default_rng(seed)
    state = _State(setting, random)
    moments = []
    merged: dict[int, int] = {}
    for number in range(setting.waves):
        joined = left = np.zeros(0, np.int64)
        if number:
            joined, left = state.step()
        if number == setting.merge_before:
            merged = state.merge_teams()
            joined, left = _after_merge(joined, merged), _after_merge(left, merged)
        moments.append(state.moment(number, joined, left))
    return tuple(moments), merged


def _after_merge(leaves: Integers, merged: dict[int, int]) -> Integers:
    return np.array(
        [merged.get(int(leaf) // 100, int(leaf) // 100) * 100 + int(leaf) % 100 for leaf in leaves]
    )


class _State:
    """The people now at work; changes from wave to wave."""

    def __init__(self, setting: Setting, random: np.random.Generator) -> None:
        self.setting = setting
        self.random = random
        sizes = [round(share * setting.people) for share in setting.organisations]
        sizes[0] += setting.people - sum(sizes)
        teams = [(org, size) for org, people in enumerate(sizes) for size in self._teams(people)]
        self.team_organisation = np.array([org for org, _ in teams])
        self.team_effect = random.normal(0.0, setting.team_spread, len(teams))
        self.main_family = random.integers(0, setting.families, len(teams))
        self.other_family = (
            self.main_family + random.integers(1, max(setting.families, 2), len(teams))
        ) % setting.families
        self.team = np.repeat(np.arange(len(teams)), [size for _, size in teams])
        self.person = np.arange(setting.people)
        self.next_person = setting.people
        self.family = self._families(self.team)
        self.early, self.trait = self._new_answers(self.team)

    def _teams(self, people: int) -> Iterator[int]:
        setting = self.setting
        room = setting.team_largest - setting.team_smallest
        mean = (setting.team_mean - setting.team_smallest) / room
        while people > 0:
            size = setting.team_smallest + self.random.binomial(
                room, self.random.beta(3 * mean, 3 * (1 - mean))
            )
            if people - size < setting.team_smallest:
                size = people if people <= setting.team_largest else people // 2
            yield size
            people -= size

    def _families(self, team: Integers) -> Integers:
        other = self.random.random(len(team)) < self.setting.second_family
        return np.where(other, self.other_family[team], self.main_family[team])

    def _new_answers(self, team: Integers) -> tuple[Flags, Floats]:
        logit = np.log(self.setting.early / (1 - self.setting.early)) + self.team_effect[team]
        early = self.random.random(len(team)) < 1 / (1 + np.exp(-logit))
        return early, self.random.normal(0.0, 1.0, len(team)) + self.team_effect[team]

    def step(self) -> tuple[Integers, Integers]:
        """Two months later. Returns the leaves of those that joined (or came in from another team), and left."""
        setting, random = self.setting, self.random
        before = self.team * 100 + self.family
        leaves = random.random(len(self.person)) < setting.turnover * setting.months
        moves = ~leaves & (random.random(len(self.person)) < setting.moves * setting.months)
        moved_team = self.team.copy()
        for index in np.flatnonzero(moves):
            organisation = self.team_organisation[self.team[index]]
            moved_team[index] = random.choice(
                np.unique(self.team[self.team_organisation[self.team] == organisation])
            )
        moves = moved_team != self.team
        new_team = self.team[leaves]  # who leaves is replaced in the same team
        out = np.concatenate([before[leaves], before[moves]])
        self.team = np.concatenate([moved_team[~leaves], new_team])
        self.family = np.concatenate([self.family[~leaves], self._families(new_team)])
        new_early, new_trait = self._new_answers(new_team)
        stays = self.early & (random.random(len(self.early)) >= setting.forward)
        self.early = np.concatenate([stays[~leaves], new_early])
        self.trait = np.concatenate([self.trait[~leaves], new_trait])
        new_people = np.arange(self.next_person, self.next_person + len(new_team))
        self.next_person += len(new_team)
        moved_now = np.concatenate([moves[~leaves], np.ones(len(new_team), np.bool_)])
        self.person = np.concatenate([self.person[~leaves], new_people])
        return (self.team * 100 + self.family)[moved_now], out

    def merge_teams(self) -> dict[int, int]:
        """The smaller teams of an organisation become one with the next in size; returns old to new."""
        merged: dict[int, int] = {}
        count = np.bincount(self.team, minlength=len(self.team_organisation))
        for organisation in np.unique(self.team_organisation):
            teams = [int(t) for t in np.flatnonzero((self.team_organisation == organisation) & (count > 0))]
            teams.sort(key=lambda team: int(count[team]))
            pairs = list(pairwise(teams))[::2][: max(1, round(self.setting.merge_share * len(teams) / 2))]
            merged.update(dict(pairs))
        self.team = np.array([merged.get(int(team), int(team)) for team in self.team])
        return merged

    def moment(self, number: int, joined: Integers, left: Integers) -> Moment:
        random, setting = self.random, self.setting
        took_part = random.random(len(self.person)) < setting.response
        mean = 3.2 + 0.7 * self.trait - 0.6 * self.early
        raw = mean + random.normal(0.0, 0.8, (setting.items, len(mean)))
        items = np.clip(np.rint(raw), 1, 5)
        order = np.argsort(self.team * 100 + self.family, kind="stable")
        return Moment(
            number,
            self.person[order],
            self.team_organisation[self.team][order],
            self.team[order],
            self.family[order],
            took_part[order],
            self.early[order],
            items[:, order],
            joined,
            left,
        )
