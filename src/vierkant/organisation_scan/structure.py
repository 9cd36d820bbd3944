"""How the partners are built, side by side: layers, span of control, support, teams, places and rhythms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vierkant.organisation_scan.comparing import compare_numbers, compare_words, margin_of
from vierkant.organisation_scan.decisions import compare_mandates
from vierkant.organisation_scan.employment import compare_employment
from vierkant.organisation_scan.inputs import EmploymentRule, Mandate, Rhythm, Structure
from vierkant.organisation_scan.results import (
    Comparison,
    FunctionScale,
    PartnerValue,
    StructureResult,
    Subject,
)
from vierkant.organisation_scan.same_work import same_work
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Finding,
    Input,
    Level,
    Message,
    Missing,
    Number,
    Unit,
)
from vierkant.sources import Parameter, parameters

ROOM = "organisation_scan"
TIMES_A_YEAR: Mapping[Rhythm, float] = {
    Rhythm.WEEKLY: 52,
    Rhythm.FORTNIGHTLY: 26,
    Rhythm.MONTHLY: 12,
    Rhythm.QUARTERLY: 4,
    Rhythm.FOUR_MONTHLY: 3,
    Rhythm.HALF_YEARLY: 2,
    Rhythm.YEARLY: 1,
    Rhythm.WHEN_NEEDED: 0,
}
"""The order of rhythms; ``when_needed`` has no number of its own and stands last."""
RHYTHMS = ("management_meeting", "executive_meeting", "budget_reports")


@dataclass(frozen=True, slots=True)
class _Measure:
    """How one number comes from a row; ``parts`` are the fields that it needs."""

    name: str
    unit: Unit
    decimals: int
    parts: tuple[str, ...]
    relative: bool
    value: Callable[..., float]
    """From the parts (floats) to the number."""
    rises: tuple[bool, ...]
    """Per part whether the number rises with it, for the range."""


def _ratio(above: float, below: float) -> float:
    return above / below


def _of_all(part: float, rest: float) -> float:
    return part / (part + rest)


def _itself(value: float) -> float:
    return value


MEASURES = (
    _Measure("layers", Unit.NUMBER, 0, ("layers",), False, _itself, (True,)),
    _Measure("span", Unit.PERSONS, 1, ("employees", "managers"), True, _ratio, (True, False)),
    _Measure("staff_share", Unit.SHARE, 0, ("staff_fte", "line_fte"), False, _of_all, (True, False)),
    _Measure("team_size", Unit.PERSONS, 1, ("employees", "teams"), True, _ratio, (True, False)),
    _Measure("self_steering", Unit.SHARE, 0, ("self_steering", "teams"), False, _ratio, (True, False)),
    _Measure("locations", Unit.NUMBER, 0, ("locations",), False, _itself, (True,)),
    _Measure("open_hours", Unit.HOURS_PER_WEEK, 0, ("open_hours",), False, _itself, (True,)),
)
_UNITS = {
    "staff_fte": Unit.FTE, "line_fte": Unit.FTE, "employees": Unit.PERSONS, "managers": Unit.PERSONS,
    "open_hours": Unit.HOURS_PER_WEEK,
}  # fmt: skip


def assess_structure(
    structures: Sequence[Structure],
    mandates: Sequence[Mandate],
    employment: Sequence[EmploymentRule],
    partners: Mapping[str, str],
    crosswalk: Sequence[FunctionScale] = (),
    settings: Mapping[str, Parameter] | None = None,
) -> StructureResult:
    """Lay the organisations side by side.

    Args:
        structures: at most one row per partner; the last one counts.
        mandates, employment: the rows of all partners together.
        partners: id → name on screen, in the order of the dossier. Rows of others are left out.
        crosswalk: lines of the function crosswalk, for the project team.
        settings: parameters, with what the dossier replaced; None takes ours.
    """
    chosen = settings if settings is not None else parameters(ROOM)
    rows = {row.partner: row for row in structures}
    subjects = (*_numbers(rows, partners, chosen), *_rhythms(rows, partners))
    decisions = compare_mandates(mandates, partners)
    rules = compare_employment(employment, partners)
    return StructureResult(
        structure=subjects,
        mandates=decisions,
        employment=rules,
        same_work=same_work(crosswalk),
        findings=tuple(_findings(subjects)),
        missing=tuple(_missing(rows, mandates, employment, partners)),
    )


def _numbers(
    rows: Mapping[str, Structure], partners: Mapping[str, str], settings: Mapping[str, Parameter]
) -> Iterator[Subject]:
    for measure in MEASURES:
        values = tuple(
            _value(measure, rows.get(partner), partner, name) for partner, name in partners.items()
        )
        comparison, size = compare_numbers(
            values,
            margin_of(settings, measure.name),
            relative=measure.relative,
            unit=measure.unit,
            decimals=measure.decimals,
        )
        yield _subject(
            measure.name,
            measure.unit,
            measure.decimals,
            values,
            comparison,
            size,
            reference=_usual_span(settings) if measure.name == "span" else None,
        )


def _rhythms(rows: Mapping[str, Structure], partners: Mapping[str, str]) -> Iterator[Subject]:
    for name in RHYTHMS:
        found = {partner: getattr(rows[partner], name) if partner in rows else None for partner in partners}
        values = tuple(
            PartnerValue(
                partner,
                partners[partner],
                TIMES_A_YEAR[rhythm] if rhythm is not None else None,
                Message(f"organisation_scan.rhythm.{rhythm.value}") if rhythm is not None else None,
            )
            for partner, rhythm in found.items()
        )
        yield _subject(name, None, 0, values, *compare_words(values))


def _subject(
    name: str,
    unit: Unit | None,
    decimals: int,
    values: tuple[PartnerValue, ...],
    comparison: Comparison,
    size: Message | None,
    reference: Computed | None = None,
) -> Subject:
    different = comparison is Comparison.DIFFERENT
    return Subject(
        key=f"structure.{name}",
        label=Message(f"organisation_scan.structure.{name}.label"),
        unit=unit,
        decimals=decimals,
        values=values,
        comparison=comparison,
        size=size,
        meaning=Message(f"organisation_scan.structure.{name}.meaning") if different else None,
        reference=reference,
    )


def _value(measure: _Measure, row: Structure | None, partner: str, name: str) -> PartnerValue:
    parts = [getattr(row, field) for field in measure.parts] if row is not None else []
    given = [part for part in parts if part is not None]
    if row is None or len(given) < len(measure.parts):
        return PartnerValue(partner, name, None, None)
    figures = [_figure(part, row) for part in given]
    if not _computable(measure, [figure.value for figure in figures]):
        return PartnerValue(partner, name, None, None)
    value = measure.value(*(figure.value for figure in figures))
    low, high = _range(measure, figures)
    computed = Computed(
        f"structure.{measure.name}.{partner}",
        Message(f"organisation_scan.structure.{measure.name}.label"),
        value,
        measure.unit,
        Explanation(
            Message(f"organisation_scan.structure.{measure.name}.method"),
            tuple(_input(field, figure) for field, figure in zip(measure.parts, figures, strict=True)),
            tuple(dict.fromkeys(figure.source for figure in figures if figure.source)),
            Certainty.HIGH,
        ),
        low,
        high,
        measure.decimals,
    )
    return PartnerValue(partner, name, value, _number_words(measure, value), computed, low=low, high=high)


def _number_words(measure: _Measure, value: float) -> Message:
    return Message("organisation_scan.number", {"number": Number(value, measure.unit, measure.decimals)})


def _figure(part: Figure | int, row: Structure) -> Figure:
    """A count as a figure: somebody counted it; with a source one can look it up."""
    if isinstance(part, Figure):
        return part if part.source or not row.source else part.model_copy(update={"source": row.source})
    known = Confidence.MEASURED if row.source else Confidence.ESTIMATED
    return Figure(value=float(part), source=row.source, confidence=known)


def _computable(measure: _Measure, values: Sequence[float]) -> bool:
    """A ratio needs something below the line; more self-steering teams than teams is a slip of the pen."""
    if measure.value is _ratio:
        return values[1] > 0 and not (measure.name == "self_steering" and values[0] > values[1])
    return measure.value is not _of_all or sum(values) > 0


def _range(measure: _Measure, figures: Sequence[Figure]) -> tuple[float | None, float | None]:
    """The widest range that the ranges of the parts allow; None when no part has one."""
    if not any(figure.has_range for figure in figures):
        return None, None
    lows = [figure.low if figure.low is not None else figure.value for figure in figures]
    highs = [figure.high if figure.high is not None else figure.value for figure in figures]
    bottom = [low if up else high for up, low, high in zip(measure.rises, lows, highs, strict=True)]
    top = [high if up else low for up, low, high in zip(measure.rises, lows, highs, strict=True)]
    if not (_computable(measure, bottom) and _computable(measure, top)):
        return None, None
    return measure.value(*bottom), measure.value(*top)


def _input(field: str, figure: Figure) -> Input:
    return Input(
        Message(f"organisation_scan.field.{field}"),
        figure.value,
        _UNITS.get(field, Unit.NUMBER),
        figure.confidence,
        figure.source,
        figure.low,
        figure.high,
    )


def _usual_span(settings: Mapping[str, Parameter]) -> Computed:
    usual = settings["usual.span"]
    return Computed(
        "usual.span",
        Message("organisation_scan.usual_span.label", {"year": str(usual.year)}),
        usual.value,
        usual.unit,
        Explanation(Message("organisation_scan.usual_span.method"), (), (usual.source,), usual.certainty),
        usual.low,
        usual.high,
    )


def _findings(subjects: Sequence[Subject]) -> Iterator[Finding]:
    """Patterns that say more than the subjects apart."""
    found = {subject.key: subject for subject in subjects}
    steering = found["structure.self_steering"]
    if steering.comparison is Comparison.DIFFERENT:
        shares = [item.value for item in steering.values if item.value is not None]
        if min(shares) == 0 and max(shares) >= 0.5:
            yield Finding(
                "two_ways_of_leading",
                Level.AMBER,
                Message("organisation_scan.finding.two_ways_of_leading"),
                Message("organisation_scan.finding.two_ways_of_leading_action"),
            )


def _missing(
    rows: Mapping[str, Structure],
    mandates: Sequence[Mandate],
    employment: Sequence[EmploymentRule],
    partners: Mapping[str, str],
) -> Iterator[Missing]:
    said: dict[str, set[str | None]] = {
        "structure": set(rows),
        "employment": {row.partner for row in employment},
        "mandates": {row.partner for row in mandates},
    }
    for section, who in said.items():
        for partner, name in partners.items():
            if partner not in who:
                yield Missing(
                    section,
                    Message(f"organisation_scan.missing.{section}", {"partner": name}),
                    Message(f"organisation_scan.missing.{section}_cost"),
                    partner,
                )
