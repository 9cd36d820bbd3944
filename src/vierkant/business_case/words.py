"""Numbers with their words: every shown figure with the method, the inputs and the sources behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vierkant.business_case.model import Model
from vierkant.business_case.results import Band, StreamId
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Input,
    Message,
    MessageArgument,
    Number,
    Unit,
)

SAVING_NAMES = ("ramp.tau", "whole_organisation.saving", "plan.discount")
COORDINATION_NAMES = (
    "coordination.hourly_rate",
    "coordination.fixed_hours",
    "coordination.hours_per_partner",
    "coordination.hours_per_pair",
    "coordination.harmonisation",
    "coordination.decision_rounds",
    "coordination.hours_per_round",
    "coordination.level",
)
ONCE_NAMES = ("transition_budget", "transition.share_of_budget", "change_cost")
OWN_PARTNER_NAMES = ("vat", "wage_harmonisation", "stranded_overhead")
"""What a partner says about its own money, after ``partner.<id>.``."""
OWN_WORDS = {
    "internal": frozenset({StreamId.SCALE, StreamId.COORDINATION, StreamId.WAGES}),
    "network": frozenset({StreamId.SCALE, StreamId.COORDINATION, StreamId.STRANDED, StreamId.VAT}),
}
"""Streams that a kind of cooperation calls by a name of its own."""
STRANDED_NAMES = ("stranded.overhead_per_fte", "stranded.share_staying", "stranded.years")

_WORST_CERTAINTY = (Certainty.LOW, Certainty.MEDIUM, Certainty.HIGH)


def message(name: str, **arguments: MessageArgument) -> Message:
    """A sentence of this room."""
    return Message(f"business_case.{name}", arguments)


def euros(value: float) -> Number:
    """An amount inside a sentence."""
    return Number(value, Unit.EURO)


def percentage(value: float, decimals: int = 0) -> Number:
    """A share inside a sentence."""
    return Number(value, Unit.SHARE, decimals)


def present(model: Model, names: Iterable[str]) -> list[str]:
    """Those of the names that the case really uses."""
    return [name for name in names if name in model.variables]


def used_names(model: Model) -> list[str]:
    """The inputs behind a net result: savings, coordination, one-off money, overhead, discount rate."""
    curves = [name for name in model.variables if name.startswith("curve.")]
    coordination = coordination_names(model)
    lines = [name for name in model.variables if name.startswith("transition.line.")]
    own = [f"partner.{partner.id}.{name}" for partner in model.partners for name in OWN_PARTNER_NAMES]
    names = (
        *SAVING_NAMES,
        *curves,
        *coordination,
        *ONCE_NAMES,
        *lines,
        *STRANDED_NAMES,
        *own,
        "discount.rate",
    )
    return present(model, names)


def partner_names(model: Model, index: int) -> list[str]:
    """The inputs about one partner's own money. Those that all partners share stand with the whole."""
    base = f"partner.{model.partners[index].id}."
    return present(model, [base + name for name in (*OWN_PARTNER_NAMES, "exit_reserve")])


def stream_label(model: Model, stream: StreamId) -> Message:
    """The name of a stream, in the words of the kind of cooperation."""
    kind = "internal" if model.internal else model.case.kind
    table = f"stream_{kind}" if stream in OWN_WORDS.get(kind, ()) else "stream"
    return message(f"{table}.{stream.value}")


def coordination_names(model: Model) -> tuple[str, ...]:
    """The inputs behind the cost of coordination: measured hours, or the model's parameters."""
    measured = [name for row in model.measured for name in row.names]
    if measured:
        measured.append("coordination.drift")
    if model.value("coordination.measured_hours") > 0:
        return ("coordination.hourly_rate", "coordination.measured_hours", *measured)
    return (*COORDINATION_NAMES, *measured)


def inputs(model: Model, names: Iterable[str]) -> tuple[Input, ...]:
    """Variables as the reader sees them."""
    found = []
    for name in names:
        variable = model.variable(name)
        found.append(
            Input(
                label=variable.label,
                value=variable.value,
                unit=variable.unit,
                confidence=variable.confidence,
                source=variable.source,
                low=variable.low,
                high=variable.high,
                decimals=variable.decimals,
            )
        )
    return tuple(found)


def explain(model: Model, method: Message, names: Iterable[str], *more: Input) -> Explanation:
    """The explanation of a number; its certainty is that of its weakest input."""
    chosen = list(names)
    certainties = [model.variable(name).certainty for name in chosen]
    certainties += [
        Certainty.LOW if item.confidence is Confidence.ASSUMED else Certainty.MEDIUM for item in more
    ]
    sources = dict.fromkeys(
        source
        for source in (*(model.variable(name).source for name in chosen), *(item.source for item in more))
        if source
    )
    return Explanation(
        method=method,
        inputs=(*more, *inputs(model, chosen)),
        sources=tuple(sources),
        certainty=min(certainties, key=_WORST_CERTAINTY.index, default=Certainty.MEDIUM),
    )


def shown(name: str, number: Band, unit: Unit, explanation: Explanation, decimals: int = 0) -> Computed:
    """A number with its range: the value is the mean, low and high are P10 and P90."""
    return Computed(
        id=f"business_case.{name}",
        label=message(f"label.{name}"),
        value=number.mean,
        unit=unit,
        explanation=explanation,
        low=number.low,
        high=number.high,
        decimals=decimals,
    )


def shown_share(name: str, value: float, explanation: Explanation, draws: int) -> Computed:
    """A probability; counted, so without a range."""
    counted = Explanation(
        method=message("method.share_of_draws", about=explanation.method, draws=draws),
        inputs=explanation.inputs,
        sources=explanation.sources,
        certainty=explanation.certainty,
    )
    return Computed(
        id=f"business_case.{name}",
        label=message(f"label.{name}"),
        value=value,
        unit=Unit.SHARE,
        explanation=counted,
    )


def worst_confidence(model: Model, names: Iterable[str]) -> Confidence:
    """The weakest of the inputs' confidences."""
    order: Mapping[Confidence, int] = {item: place for place, item in enumerate(Confidence)}
    found = [model.variables[name].confidence for name in names]
    return max(found, key=order.__getitem__, default=Confidence.ASSUMED)
