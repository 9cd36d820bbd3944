"""The eight totals of the ledger and what a group can absorb, each with how it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vierkant.change.inputs import Change, LedgerLine
from vierkant.change.ledger_lines import MEASURES, Booked, Measure, is_decided
from vierkant.change.ledger_need import PHASE_HOURS, RATES
from vierkant.change.plan_results import LedgerTotals
from vierkant.change.settings import Range, Settings
from vierkant.quantities import Certainty, Computed, Confidence, Explanation, Figure, Input, Message, Unit

_ONLY_EUROS = frozenset(
    {"training_euros_per_employee", "absorbable_share", "hourly_cost", "reference_scale", "scale_cost_step"}
)
_WORST_FIRST = tuple(reversed(Confidence))
_UNITS = {"hours": Unit.HOURS, "euros": Unit.EURO}


def absorbable(settings: Settings) -> Computed:
    """Hours per person per month that a group can absorb beside its work."""
    name = "absorbable_hours_per_month"
    rows = settings.rows((name,))
    return _computed("absorbable", settings.range(name), Unit.HOURS_PER_MONTH, rows, Certainty.LOW)


def shown_totals(
    change: Change, settings: Settings, hours: Range, euros: Range, books: Booked
) -> LedgerTotals:
    """Needed with its range, beside what is reserved, decided and spent, for hours and for euros."""
    people = _people(change)
    rates = [name for name in RATES if name not in _ONLY_EUROS]
    needed = {
        "hours": _computed(
            "hours_needed",
            hours,
            Unit.HOURS,
            (*people, *settings.rows((*PHASE_HOURS, *rates))),
            Certainty.LOW,
        ),
        "euros": _computed(
            "euros_needed", euros, Unit.EURO, (*people, *settings.rows((*PHASE_HOURS, *RATES))), Certainty.LOW
        ),
    }
    found = {f"{measure}_needed": number for measure, number in needed.items()}
    for measure in MEASURES:
        for state, lines in (
            ("reserved", change.ledger),
            ("decided", tuple(line for line in change.ledger if is_decided(line))),
            ("spent", change.ledger),
        ):
            value = float(books.of(measure)[state].sum())
            wide = books.ranges[measure] if state == "reserved" else Range(value, value, value)
            found[f"{measure}_{state}"] = _computed(
                f"{measure}_{state}",
                wide,
                _UNITS[measure],
                tuple(_rows(lines, measure, state)),
                Certainty.HIGH,
            )
    return LedgerTotals(**found)


def _computed(name: str, found: Range, unit: Unit, inputs: Sequence[Input], certainty: Certainty) -> Computed:
    wide = found.low != found.high
    sources = tuple(dict.fromkeys(item.source for item in inputs if item.source))
    fine = unit is Unit.HOURS_PER_MONTH and found.value % 1 != 0
    return Computed(
        id=name,
        label=Message(f"ledger.label.{name}"),
        value=found.value,
        unit=unit,
        explanation=Explanation(Message(f"ledger.method.{name}"), tuple(inputs), sources, certainty),
        low=found.low if wide else None,
        high=found.high if wide else None,
        decimals=1 if fine else 0,
    )


def _people(change: Change) -> tuple[Input, ...]:
    """All groups together: how many people, as sure as the least sure of them."""
    size = float(sum(group.size for group in change.groups))
    confidence = _worst(group.confidence for group in change.groups)
    return (Input(Message("ledger.input.people"), size, Unit.PERSONS, confidence),)


def _rows(lines: Iterable[LedgerLine], measure: Measure, state: str) -> Iterator[Input]:
    """One row per kind: the sum of its lines, as sure as the least sure of them."""
    by_kind: dict[str, list[Figure]] = {}
    for line in lines:
        figure = getattr(line, f"spent_{measure}" if state == "spent" else measure)
        if figure is not None:
            by_kind.setdefault(line.kind.value, []).append(figure)
    for kind, figures in by_kind.items():
        sources = dict.fromkeys(figure.source for figure in figures if figure.source)
        yield Input(
            label=Message(f"ledger.kind.{kind}.name"),
            value=sum(figure.value for figure in figures),
            unit=_UNITS[measure],
            confidence=_worst(figure.confidence for figure in figures),
            source=next(iter(sources)) if len(sources) == 1 else None,
        )


def _worst(found: Iterable[Confidence]) -> Confidence:
    given = set(found)
    return next((item for item in _WORST_FIRST if item in given), Confidence.ASSUMED)
