"""Small sets of positions to test with."""

from __future__ import annotations

from typing import Any

from vierkant.positions.inputs import Body, Issue, PartnerPositions, PositionScore
from vierkant.quantities import Message

NAMES = {"a": "Aveld", "b": "Bedam", "c": "Cedorp"}


def issues(*names: str) -> tuple[Issue, ...]:
    """An issue for each name."""
    return tuple(Issue(id=name, name=name.capitalize()) for name in names)


def row(partner: str, **scores: Any) -> PartnerPositions:
    """A row: issue → (position, importance) of the executive, or a list of what `PositionScore` takes."""
    made: list[PositionScore] = []
    for issue, given in scores.items():
        if isinstance(given, tuple):
            made.append(PositionScore(issue=issue, position=given[0], importance=given[1]))
        else:
            made += [PositionScore.model_validate({"issue": issue, **item}) for item in given]
    return PartnerPositions(partner=partner, scores=tuple(made))


def both(executive: tuple[int, int], council: tuple[int, int]) -> list[dict[str, Any]]:
    """Position and importance of executive and council."""
    return [
        {"body": body, "position": given[0], "importance": given[1]}
        for body, given in ((Body.EXECUTIVE, executive), (Body.COUNCIL, council))
    ]


def messages(value: Any) -> list[Message]:
    """Every message in a result, also those inside others."""
    if isinstance(value, Message):
        return [value, *(item for part in value.arguments.values() for item in messages(part))]
    if isinstance(value, (list, tuple)):
        return [item for part in value for item in messages(part)]
    if hasattr(value, "__dataclass_fields__"):
        return [item for name in value.__dataclass_fields__ for item in messages(getattr(value, name))]
    return []
