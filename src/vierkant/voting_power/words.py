"""How voting power writes its numbers and findings: the same for the ordinary rule and for every other."""

from __future__ import annotations

from collections.abc import Sequence

from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Finding,
    Input,
    Level,
    Message,
    MessageArgument,
    Number,
    Unit,
)
from vierkant.voting_power.rules import Rule

METHOD_PAGE = "docs/methods/voting_power.md"


def one_input(name: str, value: float, unit: Unit = Unit.NUMBER) -> Input:
    """A number that went into a result."""
    return Input(Message(f"voting_power.input.{name}"), value, unit, Confidence.MEASURED)


def rule_inputs(rule: Rule) -> tuple[Input, ...]:
    """The numbers of a rule, as far as it has them."""
    found = [one_input("total_votes", sum(rule.votes)), one_input("quota", rule.quota)] if rule.quota else []
    if rule.members:
        found.append(one_input("members", rule.members))
    if rule.residents is not None:
        found.append(one_input("residents_needed", rule.residents_needed, Unit.RESIDENTS))
    return tuple(found)


def computed(
    name: str, value: float, inputs: Sequence[Input], spread: tuple[float, float] | None = None
) -> Computed:
    """A number of voting power with its explanation; with ``spread`` it was drawn instead of counted."""
    explanation = Explanation(
        Message(f"voting_power.method.{name}" if spread is None else f"voting_power.method_drawn.{name}"),
        tuple(inputs),
        (METHOD_PAGE,),
        Certainty.MEDIUM if name == "grip" or spread else Certainty.HIGH,
    )
    low, high = spread if spread else (None, None)
    unit, decimals = (Unit.NUMBER, 2) if name == "grip" else (Unit.SHARE, 0)
    label = Message(f"voting_power.label.{name}")
    return Computed(name, label, value, unit, explanation, low=low, high=high, decimals=decimals)


def finding(
    name: str, level: Level, *, certainty: Certainty = Certainty.HIGH, **arguments: MessageArgument
) -> Finding:
    """A finding with its sentence and what to do."""
    return Finding(
        id=name,
        level=level,
        text=Message(f"voting_power.finding.{name}", arguments),
        action=Message(f"voting_power.action.{name}", arguments),
        source=METHOD_PAGE,
        certainty=certainty,
    )


def partner_text(
    name: str, share: float | None, power: float | None, *, dictator: bool, veto: bool, powerless: bool
) -> Message:
    """One plain sentence about a partner; ``share`` of the votes is None where votes are not all that counts."""
    arguments: dict[str, MessageArgument] = {"partner": name}
    room = "rule_row" if share is None else "row"
    if share is not None:
        arguments["votes"] = Number(share, Unit.SHARE)
    if power is None:
        return Message(f"voting_power.{room}.unknown", arguments)
    kind = "dictator" if dictator else "veto" if veto else "powerless" if powerless else "shares"
    return Message(f"voting_power.{room}.{kind}", {**arguments, "power": Number(power, Unit.SHARE)})


def listed(names: Sequence[str]) -> Message | str:
    """Names as people say them: A, B and C; empty for none."""
    if len(names) < 2:
        return names[0] if names else ""
    return Message("voting_power.councils.and", {"before": ", ".join(names[:-1]), "after": names[-1]})


def either(groups: Sequence[Message | str]) -> Message | str:
    """One group, or another; empty for none."""
    found = groups[0] if groups else ""
    for group in groups[1:]:
        found = Message("voting_power.councils.either", {"before": found, "after": group})
    return found
