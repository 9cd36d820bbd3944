"""The cases nearest to a dossier, why they are near, and what to check because of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vierkant.lessons.catalogue import Check, DocumentedCase, case, cases, checks, features_of
from vierkant.lessons.distance import RELATED, distance, known, likenesses
from vierkant.lessons.features import FEATURES, Features
from vierkant.lessons.inputs import Outcome, OwnCase
from vierkant.lessons.results import CheckStanding, FeatureMatch, LessonsResult, NearCase
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Input,
    Message,
    MessageArgument,
    Missing,
    Number,
    Unit,
)
from vierkant.sources import Parameter, overridden, parameters

ENOUGH = 0.5
"""The share of the weight that must be compared; Gower's distance over one feature would call anything alike."""
ALIKE = {"residents": 0.9, "partners": 0.8, "largest_share": 0.8}
"""From here on a number is called about the same: half as much again, or ten points of a share."""
Candidate = tuple[str, str, bool, Outcome | None, Features]
"""Id, name, whether it is the user's own, what became of it, features."""
_SECTION_OF = {
    "kind": "cooperation",
    "form": "agreements",
    "scope": "tasks",
    "residents": "partners",
    "partners": "partners",
    "largest_share": "partners",
    "motives": "motives",
}


def nearest(
    features: Features,
    own: Sequence[OwnCase] = (),
    *,
    number: int = 5,
    assumptions: Mapping[str, Figure] | None = None,
) -> LessonsResult:
    """The ``number`` nearest of the documented cases and the user's own, and the checks that follow from them.

    Args:
        features: the dossier; what is None is not compared.
        own: cases of the users themselves, compared in the same way.
        number: how many to give, at least 1.
        assumptions: the dossier's overrides of the weights (``lessons.weight.scope``).

    Nearest first; what is equally near stays in the order of the catalogue, own cases first. Cases of which less than
    half of the weight could be compared stand behind all others. The case of the very same municipalities is left
    out of them, and named as ``itself``.

    Raises:
        ValueError: ``number`` is below 1.
    """
    if number < 1:
        raise ValueError("number must be at least 1")
    settings = overridden("lessons", assumptions or {})
    weights = {name: max(0.0, settings[f"weight.{name}"].value) for name in FEATURES}
    candidates: list[Candidate] = [
        (item.id, item.name, True, item.outcome, features_of(item)) for item in own
    ]
    itself = next((item.id for item in cases() if _is_itself(item, features)), None)
    candidates += [
        (item.id, item.name, False, item.outcome, item.features()) for item in cases() if item.id != itself
    ]
    near = [_near(features, each, weights) for each in candidates]
    found = [item for item in near if item is not None]
    found.sort(key=lambda item: (not item.enough, -item.alike))
    shown = tuple(found[:number])
    return LessonsResult(
        nearest=shown,
        checks=_checks(features.done, shown),
        features=tuple(name for name in FEATURES if known(features, name) is not None),
        missing=_missing(features),
        cases=len(candidates),
        itself=itself,
        dissolved=dissolved(settings),
    )


def _is_itself(item: DocumentedCase, features: Features) -> bool:
    """Nobody learns from hearing that the own cooperation is most like the own cooperation."""
    return bool(features.members) and features.members == set(item.members) and item.scope is features.scope


def _near(features: Features, candidate: Candidate, weights: Mapping[str, float]) -> NearCase | None:
    identifier, name, own, outcome, theirs = candidate
    apart = distance(features, theirs, weights)
    if apart is None:
        return None
    alike = likenesses(features, theirs)
    whole = sum(weights[each] for each in FEATURES if known(features, each) is not None)
    compared = sum(weights[each] for each in alike)
    return NearCase(
        id=identifier,
        name=name,
        own=own,
        outcome=outcome.value if outcome is not None else None,
        alike=1 - apart,
        compared=len(alike),
        known=sum(known(features, each) is not None for each in FEATURES),
        enough=compared >= ENOUGH * whole,
        matches=tuple(
            FeatureMatch(each, value, weights[each] / compared, _said(each, value, features, theirs))
            for each, value in alike.items()
        ),
    )


def _said(name: str, alike: float, yours: Features, theirs: Features) -> Message:
    """A feature of both in one sentence."""
    near = alike >= ALIKE.get(name, 1.0) - 1e-9
    how = "same" if near else "related" if alike >= RELATED and name not in _NUMBERS else "different"
    return Message(
        f"lessons.match.{name}.{how}",
        {"yours": _value(name, known(yours, name)), "theirs": _value(name, known(theirs, name))},
    )


_NUMBERS = {"residents": Unit.NUMBER, "partners": Unit.NUMBER, "largest_share": Unit.SHARE}


def _value(name: str, value: Any) -> MessageArgument:
    if name in _NUMBERS:
        rounded = round(value, -2) if name == "residents" else value
        return Number(float(rounded), _NUMBERS[name])
    if name == "motives":
        return _listed(sorted(value, key=lambda item: str(item.value)))
    return Message(f"lessons.{name}.{value.value}")


def _listed(motives: Sequence[Any]) -> Message:
    """Motives behind each other; a message in a message, because each has its own translation."""
    said = Message(f"lessons.motive.{motives[0].value}")
    for motive in motives[1:]:
        said = Message("lessons.and", {"first": said, "second": Message(f"lessons.motive.{motive.value}")})
    return said


def _checks(done: frozenset[str], near: Iterable[NearCase]) -> tuple[CheckStanding, ...]:
    """The checks that the near cases teach: open ones first, those taught by most near cases first."""
    taught: dict[str, list[str]] = {}
    for item in near:
        found = None if item.own else case(item.id)
        for identifier in found.checks if found is not None else ():
            taught.setdefault(identifier, []).append(item.id)
    place = {identifier: number for number, identifier in enumerate(checks())}
    order = sorted(taught, key=lambda item: (item in done, -len(taught[item]), place[item]))
    return tuple(_standing(checks()[item], item in done, taught[item]) for item in order)


def _standing(check: Check, done: bool, taught_by: Sequence[str]) -> CheckStanding:
    return CheckStanding(check.id, check.section, done, check.text, check.why, tuple(taught_by))


def _missing(features: Features) -> tuple[Missing, ...]:
    """The features that the dossier does not say; residents and the largest share are said once."""
    names = [name for name in FEATURES if known(features, name) is None]
    if "residents" in names and "largest_share" in names:
        names.remove("largest_share")
    return tuple(
        Missing(
            _SECTION_OF[name],
            Message(f"lessons.missing.{name}"),
            Message("lessons.missing.cost"),
        )
        for name in names
    )


def dissolved(settings: Mapping[str, Parameter]) -> Computed:
    """The chance that a cooperation ends within ten years, whatever its features: Beta(ended, went on).

    An impossible number (zero or less) in the dossier's assumptions gives way to ours.
    """
    # SciPy loads slowly, and a page that only lists the cases does not need it
    from scipy.special import betaincinv

    ours = parameters("lessons")
    ended, went_on = (
        settings[name].value if settings[name].value > 0 else ours[name].value
        for name in ("dissolved.ended", "dissolved.went_on")
    )
    return Computed(
        id="dissolved",
        label=Message("lessons.dissolved.label"),
        value=ended / (ended + went_on),
        unit=Unit.SHARE,
        low=float(betaincinv(ended, went_on, 0.1)),
        high=float(betaincinv(ended, went_on, 0.9)),
        explanation=Explanation(
            Message(
                "lessons.dissolved.method",
                {"ended": Number(ended, Unit.NUMBER), "went_on": Number(went_on, Unit.NUMBER)},
            ),
            (
                Input(
                    Message("lessons.dissolved.national"), 4 / 61, Unit.SHARE, Confidence.PUBLISHED, _NATIONAL
                ),
                Input(Message("lessons.dissolved.documented"), 4 / 8, Unit.SHARE, Confidence.ESTIMATED, _OWN),
            ),
            sources=(_NATIONAL, _OWN),
            certainty=Certainty.LOW,
        ),
    )


_NATIONAL = (
    "Berenschot and three universities, January 2018, in Reformatorisch Dagblad, "
    "https://www.rd.nl/vandaag/binnenland/ambtelijke-fusie-gemeenten-is-veel-gedoe-1.1464100"
)
_OWN = "docs/methods/lessons.md"
