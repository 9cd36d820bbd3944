"""All functions together: the level, the counts that may be shown anywhere, what to do and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vierkant.four_ks.absence import causes, long_absence, presence_parts
from vierkant.four_ks.coverage import uncovered_days
from vierkant.four_ks.covers import Ends, cover, mean_ends
from vierkant.four_ks.inputs import Expertise, Function
from vierkant.four_ks.mass import critical_mass, mass_findings, mass_missing
from vierkant.four_ks.results import FunctionCover, MassRow, SingleCount, VulnerabilityResult
from vierkant.four_ks.settings import Settings, settings
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Finding,
    Level,
    Message,
    MessageArgument,
    Missing,
    Number,
    Unit,
)


def assess_vulnerability(
    functions: Sequence[Function],
    partners: Mapping[str, str],
    assumptions: Mapping[str, Figure],
    expertise: Sequence[Expertise] = (),
) -> VulnerabilityResult:
    """How vulnerable the functions are now at each partner, and together.

    Args:
        functions: the functions of the dossier.
        partners: id → name on screen, in the order of the dossier.
        assumptions: the dossier's assumptions; those named ``four_ks.<name>`` replace our parameters.
        expertise: fields of expertise with their people and work, for the critical mass.

    Returns:
        Days are working days a year. Low and high are the exact values at P90 and P10 of the presence, since more
        presence never gives more uncovered days. An impossible assumption is not used and becomes a finding.
    """
    chosen = settings(assumptions)
    covers = tuple(cover(function, partners, chosen) for function in functions)
    known = [item for item in covers if item.together is not None]
    singles = _singles(covers) if known else None
    days_now, days_together = _mean_days(known)
    masses = critical_mass(expertise, partners, chosen)
    level = _level(known, masses)
    return VulnerabilityResult(
        level=level,
        headline=_headline(level, known, singles, days_now, days_together),
        functions=covers,
        singles=singles,
        days_now=days_now,
        days_together=days_together,
        maximum_days=_parameter_number(chosen, "maximum_days"),
        sickness_alone=_sickness_alone(chosen),
        presence=presence_parts(chosen),
        causes=causes(functions, chosen),
        long_absence=long_absence(chosen, singles),
        critical_mass=masses,
        findings=(*chosen.findings, *_findings(known, singles), *mass_findings(masses)),
        missing=(*_missing(functions, partners), *mass_missing(expertise, partners)),
    )


def _level(known: Sequence[FunctionCover], masses: Sequence[MassRow]) -> Level:
    for level in (Level.RED, Level.AMBER):
        if any(item.level is level for item in known):
            return level
    if not known:
        return Level.UNKNOWN
    if any(row.level in (Level.RED, Level.AMBER) for row in masses):
        return Level.AMBER
    # Numbers that nobody counted cannot make it in order.
    return Level.AMBER if any(item.confidence is Confidence.ASSUMED for item in known) else Level.GREEN


def _headline(
    level: Level,
    known: Sequence[FunctionCover],
    singles: SingleCount | None,
    now: Computed | None,
    together: Computed | None,
) -> Message:
    if singles is None or now is None or together is None:
        return Message("four_ks.headline.unknown")
    arguments: dict[str, MessageArgument] = {
        "singles_now": round(singles.now.value),
        "singles_left": round(singles.left.value),
        "now": Number(now.value, Unit.DAYS_PER_YEAR, now.decimals),
        "together": Number(together.value, Unit.DAYS_PER_YEAR, together.decimals),
    }
    if level is Level.AMBER and all(item.level is Level.GREEN for item in known):
        counted = not any(item.confidence is Confidence.ASSUMED for item in known)
        return Message(f"four_ks.headline.{'mass' if counted else 'assumed'}", arguments)
    return Message(f"four_ks.headline.{level.value}", arguments)


def _singles(covers: Sequence[FunctionCover]) -> SingleCount:
    now = sum(row.single for item in covers for row in item.partners)
    gone = sum(row.single for item in covers for row in item.partners if item.people_together > 1)
    left = sum(item.single_together for item in covers)
    return SingleCount(_count("singles_now", now), _count("singles_gone", gone), _count("singles_left", left))


def _count(name: str, number: int) -> Computed:
    explanation = Explanation(Message(f"four_ks.method.{name}"), certainty=Certainty.HIGH)
    return Computed(name, Message(f"four_ks.label.{name}"), number, Unit.NUMBER, explanation)


def _mean_days(known: Sequence[FunctionCover]) -> tuple[Computed | None, Computed | None]:
    """Mean per function of a partner: each partner that has a function counts once, on both sides."""
    now = [row.uncovered for item in known for row in item.partners if row.uncovered is not None]
    joint = [
        item.together
        for item in known
        for row in item.partners
        if row.uncovered is not None and item.together
    ]
    if not now:
        return None, None
    return _mean("days_now", mean_ends(now), now[0]), _mean("days_together", mean_ends(joint), joint[0])


def _mean(name: str, found: Ends, example: Computed) -> Computed:
    """The inputs of the parts differ only in the numbers of people, so the shared ones are shown."""
    shared = tuple(item for item in example.explanation.inputs if item.unit is not Unit.PERSONS)
    return Computed(
        id=name,
        label=Message(f"four_ks.label.{name}"),
        value=found.value,
        unit=Unit.DAYS_PER_YEAR,
        explanation=Explanation(Message(f"four_ks.method.{name}"), shared, certainty=Certainty.LOW),
        low=found.low,
        high=found.high,
        decimals=1 if found.value < 10 else 0,
    )


def _parameter_number(chosen: Settings, name: str) -> Computed:
    parameter = chosen.parameters[name]
    explanation = Explanation(
        Message("four_ks.method.chosen"), (chosen.inputs[name],), (parameter.source,), parameter.certainty
    )
    return Computed(
        name,
        Message(f"four_ks.label.{name}"),
        parameter.value,
        parameter.unit,
        explanation,
        parameter.low,
        parameter.high,
    )


def _sickness_alone(chosen: Settings) -> Computed:
    sickness = chosen.parameters["sickness"]
    days = chosen.value("working_days")

    def absent(share: float) -> float:
        return uncovered_days(1, 1, 1 - share, days=days)

    both = sickness.low is not None and sickness.high is not None
    return Computed(
        id="sickness_alone",
        label=Message("four_ks.label.sickness_alone"),
        value=absent(sickness.value),
        unit=Unit.DAYS_PER_YEAR,
        explanation=Explanation(
            Message("four_ks.method.sickness_alone"),
            (chosen.inputs["sickness"], chosen.inputs["working_days"]),
            (sickness.source,),
            sickness.certainty,
        ),
        low=absent(sickness.low) if both and sickness.low is not None else None,
        high=absent(sickness.high) if both and sickness.high is not None else None,
    )


def _findings(known: Sequence[FunctionCover], singles: SingleCount | None) -> Iterator[Finding]:
    several = [item for item in known if item.people_together > 1]
    counts = {
        "singles_left": sum(item.single_together for item in known),
        "too_few": sum(item.people_together < item.needed_together for item in several),
        "no_reserve": sum(item.people_together == item.needed_together for item in several),
        "above_maximum": sum(item.level is Level.AMBER for item in several),
        "worse_together": sum(_worse(item) for item in several),
        "knowledge_needed": round(singles.gone.value) if singles else 0,
        "common_absence": sum(item.people_needed is None for item in known),
        "assumed_numbers": sum(item.confidence is Confidence.ASSUMED for item in known),
    }
    for name, number in counts.items():
        if number:
            yield Finding(
                id=name,
                level=Level.RED if name in ("singles_left", "too_few") else Level.AMBER,
                text=Message(f"four_ks.finding.{name}", {"count": number}),
                action=Message(f"four_ks.action.{name}"),
                source="docs/methods/four_ks.md",
                certainty=Certainty.MEDIUM,
            )


def _worse(item: FunctionCover) -> bool:
    return (
        item.together is not None
        and item.average_now is not None
        and (item.together.value > item.average_now.value + 0.05)
    )


def _missing(functions: Sequence[Function], partners: Mapping[str, str]) -> Iterator[Missing]:
    if not functions:
        yield _gap("functions")
        return
    for function in functions:
        if not sum(function.qualified.values()):
            yield _gap("people", function=function.name)
        for partner in partners:
            if partner not in function.qualified:
                yield _gap("partner", partner, function=function.name, partner_name=partners[partner])
    if all(function.presence is None for function in functions):
        yield _gap("presence")


def _gap(name: str, partner: str | None = None, **arguments: str) -> Missing:
    return Missing(
        "functions",
        Message(f"four_ks.missing.{name}", arguments),
        Message(f"four_ks.missing_cost.{name}", arguments),
        partner,
    )
