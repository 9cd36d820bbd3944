"""One-off money by kind, what a budget calls incidental, and the chance that it all ends."""

from __future__ import annotations

from vierkant.business_case import words
from vierkant.business_case.budget_table import INCIDENTAL_YEARS
from vierkant.business_case.model import Model
from vierkant.business_case.results import YEARS, Band, StreamId
from vierkant.business_case.results_beside import TransitionLine
from vierkant.business_case.rows import Rows
from vierkant.quantities import Computed, Unit

UNSPECIFIED = "unspecified"
"""The kind of a budget or an estimate without lines."""


def transition_lines(rows: Rows) -> tuple[TransitionLine, ...]:
    """The transition by kind, all partners together: mean per year, negative."""
    found: dict[str, list[float]] = {}
    for place, flow in enumerate(rows.streams.flows):
        if flow.stream is not StreamId.TRANSITION:
            continue
        mean = rows.band(f"flow.{place}").mean
        before = found.setdefault(flow.kind.value if flow.kind else UNSPECIFIED, [0.0] * len(YEARS))
        before[:] = [item + mean * factor for item, factor in zip(before, flow.profile, strict=True)]
    return tuple(TransitionLine(kind, tuple(mean)) for kind, mean in found.items())


def incidental(rows: Rows) -> tuple[StreamId, ...]:
    """The streams that a municipal budget calls incidental for every partner."""
    found = [StreamId.TRANSITION, StreamId.CHANGE]
    lasts = [
        sum(1 for factor in flow.profile if factor)
        for flow in rows.streams.flows
        if flow.stream is StreamId.STRANDED
    ]
    if lasts and max(lasts) <= INCIDENTAL_YEARS:
        found.append(StreamId.STRANDED)
    return tuple(found)


def ending(model: Model) -> Computed:
    """How often cooperations end or are unbundled within ten years: experience, no forecast for this one."""
    variable = model.variable("dissolution.chance")
    low = variable.value if variable.low is None else variable.low
    high = variable.value if variable.high is None else variable.high
    number = Band(variable.value, low, variable.value, high)
    explanation = words.explain(model, words.message("method.ending"), ["dissolution.chance"])
    return words.shown("ending", number, Unit.SHARE, explanation)
