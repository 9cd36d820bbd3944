"""What is planned for whom in which phase: one reading of the rows of the plan, for coverage and for the page."""

from __future__ import annotations

from vierkant.change.inputs import Intervention
from vierkant.change.library import library
from vierkant.change.phases import PhaseModel
from vierkant.change.settings import PHASES


def phases_of(row: Intervention, model: PhaseModel) -> tuple[str, ...]:
    """The phases of the model in which an intervention helps, in the order of the model.

    Its own phases count; without any, those of its library item. A phase of ours is taken over into another model
    through ``matches``, so that a plan keeps its meaning when it chooses another model. Empty when nothing fits.
    """
    item = library().get(row.item) if row.item is not None else None
    named = set(row.phases) or set(item.phases if item else ())
    own = {phase.id for phase in model.phases}
    ours = named & set(PHASES) - (own if row.phases else set())
    return tuple(
        phase.id for phase in model.phases if (row.phases and phase.id in named) or ours & set(phase.matches)
    )


def unknown_phases(row: Intervention, model: PhaseModel) -> tuple[str, ...]:
    """Phases of the row that neither the model nor ours has."""
    known = {phase.id for phase in model.phases} | set(PHASES)
    return tuple(name for name in row.phases if name not in known)


def serves(row: Intervention, group: str) -> bool:
    """Whether it is planned for the group; a row without groups is for all."""
    return not row.groups or group in row.groups
