"""What a change asks, from the bottom up: hours and euros per group, month and kind, all groups at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from vierkant.change.inputs import Change, Group, LedgerKind
from vierkant.change.ledger_calendar import Array, Axis, after, axis, position, spread
from vierkant.change.settings import KINDS, NOTHING, PHASES, Range, Settings

LEDGER_KINDS: Final = tuple(LedgerKind)
COLUMN: Final[Mapping[LedgerKind, int]] = {kind: number for number, kind in enumerate(LEDGER_KINDS)}
"""The place of a kind in every array of the ledger."""

OF_THE_GROUP: Final = tuple(
    COLUMN[kind]
    for kind in (
        LedgerKind.CONTACT,
        LedgerKind.PREPARATION,
        LedgerKind.PRACTICE,
        LedgerKind.MANAGER_TALKS,
    )
)
"""Kinds whose hours are worked by the group itself; the hours of other kinds are worked by who helps it."""

PHASE_HOURS: Final = tuple(f"phase.{phase}.{kind}" for phase in PHASES for kind in KINDS)
RATES: Final = (
    "manager_hours_per_employee",
    "change_team_hours_per_employee",
    "communication_hours_per_employee",
    "aftercare_hours_per_employee",
    "training_euros_per_employee",
    "absorbable_share",
    "hourly_cost",
    "reference_scale",
    "scale_cost_step",
    "reserve_share",
    "middle_load",
    "least_intensity",
    "most_intensity",
)
"""The other parameters on which totals depend; the months in which they fall change no total."""

Rates = Mapping[str, float]
"""The parameters of the change by name, at one point of their ranges."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The groups as arrays of shape (groups,), in the order of the dossier. NaN: not known."""

    ids: tuple[str, ...]
    size: Array
    load: Array
    """Load of the impact card, 0 to 50; of a card that is not complete, the mean of what is scored times ten."""
    scale: Array
    start: Array
    """Position of the first day of the new situation, in months."""
    talks: Array
    """Employees who are guided: the size, and zero for managers."""
    carried: Array
    """Shape (groups + 1, groups): the part of the talks of a column that a row carries; the last row nobody."""


@dataclass(frozen=True, slots=True)
class Need:
    """Hours and euros, of shape (groups + 1, kinds) or (groups + 1, months, kinds).

    The last row is what no group carries.
    """

    hours: Array
    euros: Array


def crowd(change: Change) -> Crowd:
    """The groups of the dossier as arrays."""
    cards = {card.id: card for card in change.cards}
    plan = position(change.plan.starts_on) if change.plan and change.plan.starts_on else np.nan
    loads, starts = [], []
    for group in change.groups:
        card = cards.get(group.id)
        scores = [score for _, score in card.by_aspect() if score is not None] if card else []
        loads.append(10 * sum(scores) / len(scores) if scores else np.nan)
        starts.append(position(card.starts_on) if card and card.starts_on else plan)
    return Crowd(
        ids=tuple(group.id for group in change.groups),
        size=np.array([group.size for group in change.groups], dtype=float),
        load=np.array(loads, dtype=float),
        scale=np.array([np.nan if group.scale is None else group.scale for group in change.groups]),
        start=np.array(starts, dtype=float),
        talks=np.array([0 if group.managers else group.size for group in change.groups], dtype=float),
        carried=_carried(change.groups),
    )


def _carried(groups: Sequence[Group]) -> Array:
    """As `needs.guidance`: managers of the own partner, else managers who span partners, else all; by size."""
    codes = {name: number for number, name in enumerate(dict.fromkeys(group.partner for group in groups))}
    partner = np.array([-1 if group.partner is None else codes[group.partner] for group in groups], dtype=int)
    managers = np.array([group.managers for group in groups], dtype=bool)
    size = np.array([group.size for group in groups], dtype=float)
    own = (partner[:, None] == partner[None, :]) & (partner >= 0)[:, None] & managers[:, None]
    spanning = np.broadcast_to((managers & (partner < 0))[:, None], own.shape)
    every = np.broadcast_to(managers[:, None], own.shape)
    near = np.where(own.any(axis=0), own, np.where(spanning.any(axis=0), spanning, every))
    weights = near * size[:, None]
    total = weights.sum(axis=0) if len(groups) else np.zeros(0)
    shares = weights / np.where(total > 0, total, 1.0)
    return np.vstack([shares, np.where(total > 0, 0.0, 1.0)[None, :]])


def rates(settings: Settings) -> dict[str, float]:
    """All parameters at their value."""
    return {name: parameter.value for name, parameter in settings.parameters.items()}


def amounts(change: Change, found: Mapping[str, Range]) -> Mapping[str, Array]:
    """Amounts per group as arrays of shape (groups,): ``value``, ``low`` and ``high``."""
    rows = [found.get(group.id, NOTHING) for group in change.groups]
    return {
        end: np.array([getattr(row, end) for row in rows], dtype=float) for end in ("value", "low", "high")
    }


def intensity(people: Crowd, rate: Rates) -> Array:
    """How much more or less than the middle a card asks: load over middle load, clipped; 1 when not scored."""
    middle = rate["middle_load"]
    if middle <= 0:
        return np.ones_like(people.size)
    found: Array = np.clip(people.load / middle, rate["least_intensity"], rate["most_intensity"])
    return np.where(np.isnan(people.load), 1.0, found)


def _phase(rate: Rates, kind: str) -> Array:
    return np.array([rate.get(f"phase.{phase}.{kind}", 0.0) for phase in PHASES])


def _prices(people: Crowd, rate: Rates) -> Array:
    """Euro per hour, shape (groups + 1,): dearer or cheaper per scale; the plain cost without a scale."""
    above = np.where(np.isnan(people.scale), 0.0, people.scale - rate["reference_scale"])
    return rate["hourly_cost"] * (1.0 + rate["scale_cost_step"]) ** np.append(above, 0.0)


def totals(people: Crowd, rate: Rates, guarantee: Array, travel: Array) -> Need:
    """Hours and euros over the whole change, of shape (groups + 1, kinds); also of groups without a date.

    ``guarantee`` and ``travel``: euro per group, of shape (groups,).
    """
    count = len(people.ids)
    hours = np.zeros((count + 1, len(LEDGER_KINDS)))
    euros = np.zeros_like(hours)
    weighted = people.size * intensity(people, rate)
    for kind in KINDS:
        hours[:count, COLUMN[LedgerKind(kind)]] = weighted * _phase(rate, kind).sum()
    talks = people.carried @ (people.talks * rate["manager_hours_per_employee"])
    hours[:, COLUMN[LedgerKind.MANAGER_TALKS]] = talks
    for kind_, name in HELP:
        hours[:count, COLUMN[kind_]] = people.size * rate[name]
    euros[:count, COLUMN[LedgerKind.TRAINING]] = people.size * rate["training_euros_per_employee"]
    euros[:count, COLUMN[LedgerKind.SALARY_GUARANTEE]] = guarantee
    euros[:count, COLUMN[LedgerKind.TRAVEL]] = travel
    _priced(people, rate, hours, euros)
    return Need(hours, euros)


HELP: Final = (
    (LedgerKind.CHANGE_TEAM, "change_team_hours_per_employee"),
    (LedgerKind.COMMUNICATION, "communication_hours_per_employee"),
    (LedgerKind.AFTERCARE, "aftercare_hours_per_employee"),
)
"""Kinds with hours of who helps, per employee."""


def _priced(people: Crowd, rate: Rates, hours: Array, euros: Array) -> None:
    """Put in place what follows from the hours: backfill, the cost of who helps, and the reserve. Last axis: kinds."""
    price = _prices(people, rate)
    price = price if hours.ndim == 2 else price[:, None]
    away = hours[..., list(OF_THE_GROUP)].sum(axis=-1)
    euros[..., COLUMN[LedgerKind.BACKFILL]] = away * (1.0 - rate["absorbable_share"]) * price
    for kind, _ in HELP:
        euros[..., COLUMN[kind]] = hours[..., COLUMN[kind]] * rate["hourly_cost"]
    for part in (hours, euros):
        part[..., COLUMN[LedgerKind.RESERVE]] = part.sum(axis=-1) * rate["reserve_share"]


@dataclass(frozen=True, slots=True)
class Windows:
    """Months from the start between which something lies; a pair the wrong way round is read the other way."""

    phases: Array
    """Shape (phases, 2)."""
    whole: tuple[float, float]
    training: tuple[float, float]
    communication: tuple[float, float]
    aftercare: tuple[float, float]
    guarantee: tuple[float, float]
    travel: tuple[float, float]


def windows(rate: Rates) -> Windows:
    """When each kind falls, from the first day of the new situation."""
    ends = [(rate[f"phase.{phase}.from_month"], rate[f"phase.{phase}.until_month"]) for phase in PHASES]
    phases = np.sort(np.array(ends), axis=1)
    told = phases[[PHASES.index("know"), PHASES.index("can")]]
    learn = phases[PHASES.index("learn")]
    return Windows(
        phases=phases,
        whole=(float(phases.min()), float(phases.max())),
        training=(float(learn[0]), float(learn[1])),
        communication=(float(told.min()), float(told.max())),
        aftercare=(0.0, rate["aftercare_months"]),
        guarantee=(0.0, 12 * rate["guarantee_years"]),
        travel=(0.0, 12 * rate["travel_years"]),
    )


def by_month(people: Crowd, rate: Rates, months: Axis, guarantee: Array, travel: Array) -> Need:
    """The same as `totals` per month, of shape (groups + 1, months, kinds); groups without a date give nothing."""
    count, when = len(people.ids), windows(rate)
    hours = np.zeros((count + 1, months.count, len(LEDGER_KINDS)))
    euros = np.zeros_like(hours)
    weighted = people.size * intensity(people, rate)
    begin, end = (people.start[:, None] + when.phases[None, :, side] for side in (0, 1))
    profile = spread(begin, end, months)  # (groups, phases, months)
    for kind in KINDS:
        part = np.einsum("gpm,p->gm", profile, _phase(rate, kind))
        hours[:count, :, COLUMN[LedgerKind(kind)]] = weighted[:, None] * part

    def over(window: tuple[float, float]) -> Array:
        return spread(people.start + window[0], people.start + window[1], months)

    whole = over(when.whole)
    guided = (people.talks * rate["manager_hours_per_employee"])[:, None] * whole
    hours[:, :, COLUMN[LedgerKind.MANAGER_TALKS]] = people.carried @ guided
    falls = (whole, over(when.communication), over(when.aftercare))
    for (kind_, name), part in zip(HELP, falls, strict=True):
        hours[:count, :, COLUMN[kind_]] = (people.size * rate[name])[:, None] * part
    training = people.size * rate["training_euros_per_employee"]
    euros[:count, :, COLUMN[LedgerKind.TRAINING]] = training[:, None] * over(when.training)
    paid = (
        (LedgerKind.SALARY_GUARANTEE, guarantee, when.guarantee),
        (LedgerKind.TRAVEL, travel, when.travel),
    )
    for kind_, amount, window in paid:
        euros[:count, :, COLUMN[kind_]] = amount[:, None] * over(window)
    _priced(people, rate, hours, euros)
    return Need(hours, euros)


def plan_end(change: Change, people: Crowd, when: Windows) -> float | None:
    """When the support ends: as the plan and the cards say, and at least until the last phase; None without a date."""
    known = people.start[~np.isnan(people.start)]
    if not known.size:
        return None
    said = [card.ends_on for card in change.cards] + [change.plan.ends_on if change.plan else None]
    return max([float(known.max()) + when.whole[1], *(after(day) for day in said if day is not None)])


def plan_axis(change: Change, people: Crowd, rate: Rates, guarantee: Array, travel: Array) -> Axis:
    """The months in which anything is needed, or in which the plan says that support lasts."""
    when = windows(rate)
    known = ~np.isnan(people.start)
    last = plan_end(change, people, when)
    if last is None:
        return axis((), ())
    ends = [last, float(people.start[known].max()) + when.aftercare[1]]
    for amount, window in ((guarantee, when.guarantee), (travel, when.travel)):
        paid = people.start[known & (amount > 0)]
        ends.extend([float(paid.max()) + window[1]] if paid.size else [])
    return axis([float(people.start[known].min()) + min(when.whole[0], 0.0)], ends)


def ranges(
    people: Crowd, settings: Settings, guarantee: Mapping[str, Array], travel: Mapping[str, Array]
) -> tuple[Range, Range]:
    """Hours and euros in all, each with a range from one input at a time at its ends (see `one_at_a_time`)."""
    hours, euros = one_at_a_time(
        people, settings, guarantee, travel, lambda need: np.array([need.hours.sum(), need.euros.sum()])
    )
    return hours, euros


def euros_per_group(
    people: Crowd, settings: Settings, guarantee: Mapping[str, Array], travel: Mapping[str, Array]
) -> dict[str, Range]:
    """Group → euro of all kinds over the whole change, with its range."""
    found = one_at_a_time(people, settings, guarantee, travel, lambda need: need.euros[:-1].sum(axis=1))
    return dict(zip(people.ids, found, strict=True))


def one_at_a_time(
    people: Crowd,
    settings: Settings,
    guarantee: Mapping[str, Array],
    travel: Mapping[str, Array],
    measure: Callable[[Need], Array],
) -> list[Range]:
    """What ``measure`` makes of the need, with a range per number from one input at a time at its ends.

    The hours of all phases are one input, low together or high together: they share one cause, how hard the change
    is. So are the guarantee of all groups, and their travel. Differences add as independent errors (root of the sum
    of squares), and nothing goes below zero.
    """
    middle = rates(settings)
    paid = {"guarantee": guarantee["value"], "travel": travel["value"]}

    def calculate(rate: Rates, given: Mapping[str, Array]) -> Array:
        return measure(totals(people, rate, given["guarantee"], given["travel"]))

    value = calculate(middle, paid)
    changes = [
        [calculate({**middle, **_ends(settings, names, end)}, paid) - value for end in ("low", "high")]
        for names in (PHASE_HOURS, *((name,) for name in RATES))
    ]
    for name, ends in (("guarantee", guarantee), ("travel", travel)):
        changes.append([calculate(middle, {**paid, name: ends[end]}) - value for end in ("low", "high")])
    steps = np.array(changes)  # (inputs, ends, numbers)
    below = np.sqrt((np.minimum(steps.min(axis=1), 0.0) ** 2).sum(axis=0))
    above = np.sqrt((np.maximum(steps.max(axis=1), 0.0) ** 2).sum(axis=0))
    rows = zip(value.tolist(), below.tolist(), above.tolist(), strict=True)
    return [Range(number, max(0.0, number - less), number + more) for number, less, more in rows]


def _ends(settings: Settings, names: Iterable[str], end: str) -> dict[str, float]:
    return {name: getattr(settings.range(name), end) for name in names if name in settings.parameters}
