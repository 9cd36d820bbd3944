"""What a phase model is made of, and the one rule of the self-check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vierkant.change.guidance_file import Texts


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers of the self-check, the same for every item."""

    id: str
    points: int
    text: Texts


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase, in the words of the employee; ``manager`` is for the manager of the whole team."""

    id: str
    matches: tuple[str, ...]
    """Of our own five phases, those whose content and months it takes."""
    reached_from: int
    """Points on its items from which it is behind you."""
    colours: tuple[str, ...]
    evidence: str
    name: Texts
    text: Texts
    signals: Texts
    next: Texts
    slower: Texts
    manager: Texts


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One statement of the self-check."""

    id: str
    phase: str
    text: Texts


@dataclass(frozen=True, slots=True)
class PhaseModel:
    """Phases in a soft order: skipping and going back are always allowed, and not agreeing is no phase."""

    id: str
    licence: str
    name: Texts
    intro: Texts
    answers: tuple[Answer, ...]
    phases: tuple[Phase, ...]
    items: tuple[CheckItem, ...]
    disagree: Texts
    mappings: Mapping[str, Mapping[str, str]]
    """Names of other models → phase of ours → their name for it; nothing else of them."""

    def items_of(self, phase: str) -> tuple[CheckItem, ...]:
        """The statements of one phase."""
        return tuple(item for item in self.items if item.phase == phase)


@dataclass(frozen=True, slots=True)
class PhaseStanding:
    """One phase of the profile. ``counted``: all its items were answered; only then can it be ``reached``."""

    phase: str
    points: int
    answered: int
    items: int
    counted: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """The whole profile and the step we suggest; None while no phase counts. No result, a suggestion."""

    profile: tuple[PhaseStanding, ...]
    suggested: str | None


def placement(model: PhaseModel, answers: Mapping[str, str]) -> Placement:
    """Where somebody may find a next step. The one rule of page, paper and tests.

    Points of a phase are the sum over its items. A phase counts only when all its items are answered. Suggested is
    the first phase, in the order of the model, that counts and has fewer points than its ``reached_from``; when all
    that count are reached, the last phase of the model.

    Args:
        model: the phase model.
        answers: id of an item → id of an answer; an item that is not in it was not answered.

    Raises:
        ValueError: an item or an answer that the model does not have.
    """
    points = {answer.id: answer.points for answer in model.answers}
    unknown = set(answers) - {item.id for item in model.items}
    if unknown:
        raise ValueError(f"unknown items: {', '.join(sorted(unknown))}")
    wrong = set(answers.values()) - points.keys()
    if wrong:
        raise ValueError(f"unknown answers: {', '.join(sorted(wrong))}")
    profile = tuple(_standing(model, phase, answers, points) for phase in model.phases)
    counting = [item for item in profile if item.counted]
    ahead = [item.phase for item in counting if not item.reached]
    suggested = ahead[0] if ahead else model.phases[-1].id if counting else None
    return Placement(profile, suggested)


def _standing(
    model: PhaseModel, phase: Phase, answers: Mapping[str, str], points: Mapping[str, int]
) -> PhaseStanding:
    items = model.items_of(phase.id)
    given = [points[answers[item.id]] for item in items if item.id in answers]
    counted = len(given) == len(items)
    total = sum(given)
    return PhaseStanding(
        phase=phase.id,
        points=total,
        answered=len(given),
        items=len(items),
        counted=counted,
        reached=counted and total >= phase.reached_from,
    )
