"""What a group needs: hours from the bottom up, and euros with one input at a time at its ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum, hypot

from vierkant.change.inputs import Group
from vierkant.change.results import PhaseNeed
from vierkant.change.settings import KINDS, PHASES, Range, Settings, together
from vierkant.quantities import Certainty, Computed, Explanation, Input, Message, Unit


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


def phase_needs(group: Group, settings: Settings) -> tuple[PhaseNeed, ...]:
    """Hours per phase and kind, all people of the group together."""
    found = []
    for phase in PHASES:
        names = {kind: f"phase.{phase}.{kind}" for kind in KINDS}
        parts = {kind: settings.range(name).times(group.size) for kind, name in names.items()}
        shown = {
            kind: computed(
                kind,
                part,
                Unit.HOURS,
                (*settings.rows((names[kind],)), people_row(group)),
                method="phase_hours",
            )
            for kind, part in parts.items()
        }
        rows = (*settings.rows(names.values()), people_row(group))
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


def euros(hours: Range, people: int, settings: Settings) -> Range:
    """Euro for backfill, the change team and training.

    ``hours × (1 − absorbable share) × hourly cost + people × (team hours × hourly cost + training)``. The range takes
    one input at a time to its ends and adds the differences as independent errors (root of the sum of squares).
    """
    inputs = {
        "hours": hours,
        "absorbable": settings.range("absorbable_share"),
        "price": settings.range("hourly_cost"),
        "team": settings.range("change_team_hours_per_employee"),
        "training": settings.range("training_euros_per_employee"),
    }

    def cost(numbers: Mapping[str, float]) -> float:
        backfill = numbers["hours"] * (1 - numbers["absorbable"]) * numbers["price"]
        return backfill + people * (numbers["team"] * numbers["price"] + numbers["training"])

    return one_at_a_time(inputs, cost)


EURO_PARAMETERS = (
    "absorbable_share",
    "hourly_cost",
    "change_team_hours_per_employee",
    "training_euros_per_employee",
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


def sum_reserved(numbers: Sequence[Computed | None], extra: float | None) -> Range | None:
    """What is reserved in all; None when nobody reserved anything. Ranges add as independent errors."""
    known = [number for number in numbers if number is not None]
    if not known and extra is None:
        return None
    value = fsum(number.value for number in known) + (extra or 0.0)
    below = hypot(*(number.value - number.low for number in known if number.low is not None))
    above = hypot(*(number.high - number.value for number in known if number.high is not None))
    return Range(value, max(0.0, value - below), value + above)
