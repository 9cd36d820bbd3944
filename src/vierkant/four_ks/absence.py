"""What absence is made of, and how long it lasts: the parts of presence, the causes of days, and long absence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp, fsum

from vierkant.four_ks.covers import days_without
from vierkant.four_ks.inputs import Function
from vierkant.four_ks.results import Cause, LongAbsence, SingleCount, SpellShare
from vierkant.four_ks.settings import PRESENCE_PARTS, Settings
from vierkant.quantities import Certainty, Computed, Explanation, Message, Unit

LENGTHS = (7, 14, 28, 42, 91, 182)
"""Calendar days for which the table says how many absences last longer."""

DAYS_OF_A_YEAR = 365


def presence_parts(chosen: Settings) -> Computed:
    """The presence with the parts that it is made of, or the dossier's own."""
    parameter = chosen.parameters["presence"]
    names = PRESENCE_PARTS if chosen.presence_derived else ("presence",)
    method = "presence" if chosen.presence_derived else "presence_own"
    inputs = tuple(chosen.inputs[name] for name in names)
    return Computed(
        id="presence",
        label=Message("four_ks.label.presence"),
        value=parameter.value,
        unit=Unit.SHARE,
        explanation=Explanation(
            Message(f"four_ks.method.{method}"),
            inputs,
            tuple(item.source for item in inputs if item.source),
            parameter.certainty,
        ),
        low=parameter.low,
        high=parameter.high,
    )


def causes(functions: Sequence[Function], chosen: Settings) -> tuple[Cause, ...]:
    """Mean uncovered days as it is, and when there were no vacancies, no common absence, no part-time work."""
    others = {
        "all": chosen,
        "vacancies": chosen.changed(turnover=0.0),
        "common_absence": chosen.changed(common_absence=0.0),
    }
    if chosen.presence_derived:
        others["part_time"] = chosen.changed(part_time=1.0)
    found = ((name, _mean_days(functions, settings)) for name, settings in others.items())
    return tuple(
        Cause(name, Message(f"four_ks.cause.{name}"), *days) for name, days in found if days is not None
    )


def _mean_days(functions: Sequence[Function], chosen: Settings) -> tuple[float, float] | None:
    """Each partner that has the function counts once, on both sides, as in the mean days of the assessment."""
    now, together = [], []
    for function in functions:
        presence = chosen.presence(function.presence).value
        everyone = sum(function.qualified.values())
        needed = function.needed_together or function.needed
        for people in function.qualified.values():
            if people:
                now.append(days_without(people, function.needed, chosen, presence))
                together.append(days_without(everyone, needed, chosen, presence))
    if not now:
        return None
    return fsum(now) / len(now), fsum(together) / len(together)


def long_absence(chosen: Settings, singles: SingleCount | None) -> LongAbsence:
    """How long absences last, when each day it ends with the same chance (exponential).

    The mean length is the absence over the number of absences; the share longer than x days is ``exp(-x / mean)``.
    Short and long illness in truth follow two patterns, so this is an indication.
    """
    limit = chosen.value("long_absence")

    def length(sickness: float) -> float:
        return sickness * DAYS_OF_A_YEAR / chosen.value("spells")

    def longer(sickness: float) -> float:
        return exp(-limit / length(sickness)) if sickness else 0.0

    def yearly(sickness: float) -> float:
        return chosen.value("spells") * longer(sickness)

    def of_singles(number: float) -> Callable[[float], float]:
        return lambda sickness: number * yearly(sickness)

    mean = length(chosen.value("sickness"))
    return LongAbsence(
        mean_length=_spell("mean_length", Unit.NUMBER, length, chosen),
        share_long=_spell("share_long", Unit.SHARE, longer, chosen),
        per_person=_spell("long_per_person", Unit.PER_YEAR, yearly, chosen, 2),
        singles_now=_spell("long_singles_now", Unit.PER_YEAR, of_singles(singles.now.value), chosen, 1)
        if singles
        else None,
        singles_left=_spell("long_singles_left", Unit.PER_YEAR, of_singles(singles.left.value), chosen, 1)
        if singles
        else None,
        longer=tuple(SpellShare(days, exp(-days / mean) if mean else 0.0) for days in LENGTHS),
    )


def _spell(
    name: str, unit: Unit, calculate: Callable[[float], float], chosen: Settings, decimals: int = 0
) -> Computed:
    """Low and high are exact at both ends of the sickness, because each grows with it."""
    sickness = chosen.parameters["sickness"]
    ends = (sickness.low, sickness.high) if calculate(sickness.value) else (None, None)  # never is never
    low, high = (None if end is None else calculate(end) for end in ends)
    used = ("sickness", "spells") if name == "mean_length" else ("sickness", "spells", "long_absence")
    return Computed(
        id=name,
        label=Message(f"four_ks.label.{name}", _limit(name, chosen)),
        value=calculate(sickness.value),
        unit=unit,
        explanation=Explanation(
            Message(f"four_ks.method.{name}"),
            tuple(chosen.inputs[item] for item in used),
            tuple(chosen.parameters[item].source for item in used),
            Certainty.LOW,
        ),
        low=low,
        high=high,
        decimals=decimals,
    )


def _limit(name: str, chosen: Settings) -> Mapping[str, int]:
    return {} if name == "mean_length" else {"days": round(chosen.value("long_absence"))}
