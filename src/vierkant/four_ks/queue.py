"""Waiting at a phone or a counter: Erlang B and C, exact, also for thousands of people who answer."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, floor, inf, isfinite, log

SECONDS_PER_HOUR = 3600.0
LARGEST_LOAD = 100_000.0
"""Above this load (people busy at once) a figure is a typing error: no country has such a desk."""


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue in one hour: people come by chance, wait until somebody is free, and nobody hangs up.

    A queue that is asked more than its people can do has no end: everybody waits, ``mean_wait_seconds`` is infinite.
    """

    calls_per_hour: float
    handling_seconds: float
    agents: int
    p_wait: float
    """Chance between 0 and 1 that somebody has to wait."""

    @property
    def load(self) -> float:
        """Mean number of people busy if there were enough (erlang)."""
        return self.calls_per_hour * self.handling_seconds / SECONDS_PER_HOUR

    @property
    def is_stable(self) -> bool:
        """Whether the people can do the work at all; without people nobody is helped."""
        return self.load < self.agents

    @property
    def occupancy(self) -> float:
        """Load per person: above 1 the queue only grows. Infinite without people, 0 when there is nothing to do."""
        if self.agents:
            return self.load / self.agents
        return inf if self.load else 0.0

    @property
    def mean_wait_seconds(self) -> float:
        """Mean wait over everybody, also those who need not wait: ``C × handling / (agents − load)``."""
        if not self.is_stable:
            return inf
        return self.p_wait * self.handling_seconds / (self.agents - self.load)

    @property
    def agents_short(self) -> int:
        """People to add before the queue can be kept up with at all; 0 when it can."""
        return 0 if self.is_stable else floor(self.load) + 1 - self.agents

    def service_level(self, seconds: float) -> float:
        """Share of the people who are helped within ``seconds``.

        Raises:
            ValueError: ``seconds`` is below 0 or not a number.
        """
        if not seconds >= 0:
            raise ValueError(f"seconds must be 0 or more, not {seconds}")
        if not self.is_stable:
            return 0.0
        if self.p_wait == 0 or seconds == inf:
            return 1.0
        return 1 - self.p_wait * exp(-(self.agents - self.load) * seconds / self.handling_seconds)

    def wait_percentile(self, share: float) -> float:
        """Seconds within which ``share`` of the people are helped; infinite when the queue has no end.

        Raises:
            ValueError: ``share`` is not at least 0 and below 1.
        """
        if not 0 <= share < 1:
            raise ValueError(f"share must be at least 0 and below 1, not {share}")
        if not self.is_stable:
            return inf
        if self.p_wait <= 1 - share:
            return 0.0
        return log(self.p_wait / (1 - share)) * self.handling_seconds / (self.agents - self.load)


def erlang_b(load: float, agents: int) -> float:
    """Chance that all ``agents`` are busy when who finds them busy goes away.

    The recursion ``B(c) = A·B(c−1) / (c + A·B(c−1))`` damps its own rounding errors.

    Args:
        load: people busy at once if there were enough (erlang), from 0 to `LARGEST_LOAD`.
        agents: people who answer, from 0.

    Raises:
        ValueError: an argument is outside its bounds; the text names it.

    Source: A.K. Erlang 1917; the recursion is in every textbook on queues.
    """
    _check(load, agents)
    blocked = 1.0
    for people in range(1, agents + 1):
        blocked = load * blocked / (people + load * blocked)
        if blocked == 0:
            break
    return blocked


def erlang_c(calls_per_hour: float, handling_seconds: float, agents: int) -> Queue:
    """The queue of one hour: ``C = B / (1 − ρ(1 − B))``.

    Args:
        calls_per_hour: contacts in the hour, from 0.
        handling_seconds: seconds that one contact takes, with the work after it, from 0.
        agents: people who answer at once, from 0.

    Raises:
        ValueError: an argument is outside its bounds; the text names it.

    Source: A.K. Erlang 1917; `docs/methods/service.md`.
    """
    load = _load(calls_per_hour, handling_seconds)
    _check(load, agents)
    return Queue(calls_per_hour, handling_seconds, agents, _wait(load, agents, erlang_b(load, agents)))


def _wait(load: float, agents: int, blocked: float) -> float:
    # The same as B / (1 − ρ(1 − B)), without the difference of two numbers near 1 when the load is high.
    return agents * blocked / (agents - load + load * blocked) if load < agents else 1.0


def agents_needed(calls_per_hour: float, handling_seconds: float, *, share: float, seconds: float) -> int:
    """The fewest people with whom at least ``share`` of the contacts are helped within ``seconds``.

    0 when there is nothing to do.

    Raises:
        ValueError: an argument is outside its bounds; ``share`` must be below 1, since no number helps everybody.
    """
    if not 0 <= share < 1:
        raise ValueError(f"share must be at least 0 and below 1, not {share}")
    load = _load(calls_per_hour, handling_seconds)
    _check(load, 0)
    if not load:
        return 0
    blocked, people = 1.0, 0
    while True:
        people += 1
        blocked = load * blocked / (people + load * blocked)
        if people > load:
            queue = Queue(calls_per_hour, handling_seconds, people, _wait(load, people, blocked))
            if queue.service_level(seconds) >= share:
                return people


def _load(calls_per_hour: float, handling_seconds: float) -> float:
    for name, number in (("calls_per_hour", calls_per_hour), ("handling_seconds", handling_seconds)):
        if not (number >= 0 and isfinite(number)):
            raise ValueError(f"{name} must be 0 or more, not {number}")
    return calls_per_hour * handling_seconds / SECONDS_PER_HOUR


def _check(load: float, agents: int) -> None:
    if not 0 <= load <= LARGEST_LOAD:
        raise ValueError(f"the load must be between 0 and {LARGEST_LOAD:,.0f}, not {load}")
    if agents < 0:
        raise ValueError(f"agents must be 0 or more, not {agents}")
