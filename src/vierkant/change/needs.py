"""What a group needs: hours from the bottom up, and euros with one input at a time at its ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import hypot

from vierkant.change.inputs import Group, ImpactCard
from vierkant.change.results import PhaseNeed
from vierkant.change.settings import KINDS, PHASES, Range, Settings, together
from vierkant.quantities import Certainty, Computed, Confidence, Explanation, Input, Message, Unit


def computed(
    name: str,
    found: Range,
    unit: Unit,
    inputs: Sequence[Input],
    *,
    method: str | None = None,
    certainty: Certainty = Certainty.LOW,
    decimals: int = 0,
) -> Computed:
    """A shown number of this room; a range without width is no range."""
    wide = found.low != found.high
    sources = tuple(dict.fromkeys(item.source for item in inputs if item.source))
    return Computed(
        id=name,
        label=Message(f"change.label.{name}"),
        value=found.value,
        unit=unit,
        explanation=Explanation(
            Message(f"change.method.{method or name}"), tuple(inputs), sources, certainty
        ),
        low=found.low if wide else None,
        high=found.high if wide else None,
        decimals=decimals,
    )


def people_row(group: Group) -> Input:
    """The size of the group as a row of an explanation."""
    return Input(Message("change.input.size"), group.size, Unit.PERSONS, group.confidence, group.source)


def intensity(card: ImpactCard | None, settings: Settings) -> float:
    """How much more or less than the middle a card asks: load over middle load, clipped; 1 when nothing is scored.

    The load of a card that is not complete is the mean of what is scored, times ten aspects.
    """
    scores = [score for _, score in card.by_aspect() if score is not None] if card else []
    middle = settings.value("middle_load")
    if not scores or middle <= 0:
        return 1.0
    load = 10 * sum(scores) / len(scores)
    return min(max(load / middle, settings.value("least_intensity")), settings.value("most_intensity"))


def intensity_row(factor: float) -> Input:
    """The factor as a row of an explanation."""
    return Input(
        Message("change.input.intensity"), factor, Unit.NUMBER, Confidence.ASSUMED, _METHOD, decimals=2
    )


_METHOD = "docs/methods/ledger.md"


def phase_needs(group: Group, factor: float, settings: Settings) -> tuple[PhaseNeed, ...]:
    """Hours per phase and kind, all people of the group together; ``factor`` is the `intensity` of its card."""
    found = []
    extra = (people_row(group), *([intensity_row(factor)] if factor != 1 else []))
    for phase in PHASES:
        names = {kind: f"phase.{phase}.{kind}" for kind in KINDS}
        parts = {kind: settings.range(name).times(group.size * factor) for kind, name in names.items()}
        shown = {
            kind: computed(
                kind,
                part,
                Unit.HOURS,
                (*settings.rows((names[kind],)), *extra),
                method="phase_hours",
            )
            for kind, part in parts.items()
        }
        rows = (*settings.rows(names.values()), *extra)
        found.append(
            PhaseNeed(
                id=phase,
                label=Message(f"change.phase.{phase}.name"),
                text=Message(f"change.phase.{phase}.text"),
                contact=shown["contact"],
                preparation=shown["preparation"],
                practice=shown["practice"],
                total=computed(
                    "phase_total", together(parts.values()), Unit.HOURS, rows, method="phase_hours"
                ),
            )
        )
    return tuple(found)


def hours_per_person(settings: Settings) -> Range:
    """Hours for one employee to pass all phases."""
    return together(settings.range(f"phase.{phase}.{kind}") for phase in PHASES for kind in KINDS)


def phase_rows(settings: Settings) -> tuple[Input, ...]:
    """The hours of all phases as rows of an explanation."""
    return settings.rows(f"phase.{phase}.{kind}" for phase in PHASES for kind in KINDS)


def guidance(groups: Sequence[Group], settings: Settings) -> tuple[Mapping[str, Range], Range]:
    """Hours that managers need to guide employees: by group of managers, and what no group of managers carries.

    Employees are guided by managers of their own partner; where a partner has no group of managers, by managers who
    span partners, otherwise by all managers. Within those, by size.
    """
    per_employee = settings.range("manager_hours_per_employee")
    managers = [group for group in groups if group.managers]
    shares: dict[str, float] = dict.fromkeys((group.id for group in managers), 0.0)
    alone = 0.0
    for group in groups:
        if group.managers:
            continue
        own = [item for item in managers if item.partner is not None and item.partner == group.partner]
        near = own or [item for item in managers if item.partner is None] or managers
        if not near:
            alone += group.size
        total = sum(item.size for item in near)
        for item in near:
            shares[item.id] += group.size * item.size / total
    return {name: per_employee.times(size) for name, size in shares.items()}, per_employee.times(alone)


EURO_PARAMETERS = (
    "absorbable_share",
    "hourly_cost",
    "reference_scale",
    "scale_cost_step",
    "change_team_hours_per_employee",
    "communication_hours_per_employee",
    "aftercare_hours_per_employee",
    "training_euros_per_employee",
    "reserve_share",
)


def one_at_a_time(inputs: Mapping[str, Range], calculate: Callable[[Mapping[str, float]], float]) -> Range:
    """The value, and a range from every input at its ends while the others stay; never below zero."""
    middle = {name: item.value for name, item in inputs.items()}
    value = calculate(middle)
    below, above = [], []
    for name, item in inputs.items():
        results = [calculate({**middle, name: end}) - value for end in (item.low, item.high)]
        below.append(min(0.0, *results))
        above.append(max(0.0, *results))
    return Range(value, max(0.0, value - hypot(*below)), value + hypot(*above))
