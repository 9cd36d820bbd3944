"""Quality: how deep the expertise is at each partner and together, and by what people will see that it got better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vierkant.four_ks.inputs import Expertise, Indicator
from vierkant.four_ks.quality_indicators import indicator_findings, indicator_missing, standing
from vierkant.four_ks.quality_results import (
    Depth,
    ExpertiseDepth,
    IndicatorStanding,
    PartnerDepth,
    QualityResult,
)
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Finding,
    FourK,
    Level,
    Message,
    Missing,
    Unit,
)


def assess_quality(
    expertise: Sequence[Expertise],
    indicators: Sequence[Indicator],
    partners: Mapping[str, str],
    assumptions: Mapping[str, Figure],
) -> QualityResult:
    """How deep the expertise is, which complex work nobody can do alone, and what is measured.

    Args:
        expertise: the fields of expertise of the dossier, with the people at each partner.
        indicators: of all four K's; the level looks at those of quality.
        partners: id → name on screen, in the order of the dossier.
        assumptions: of the dossier; quality has no parameter of its own, a count is a count.
    """
    fields = tuple(_field(item, partners) for item in expertise)
    rows = tuple(standing(item, partners) for item in indicators)
    counts = _count_fields(fields) if fields else None
    found = (*_findings(fields, counts), *indicator_findings(rows))
    missing = (*_missing(expertise, partners), *indicator_missing(indicators))
    level = _level(fields, rows, found, missing)
    return QualityResult(
        level=level,
        headline=_headline(level, fields, rows, counts),
        expertise=fields,
        indicators=rows,
        complex_alone=_computed("complex_alone", counts.alone) if counts else None,
        complex_solved=_computed("complex_solved", counts.solved) if counts else None,
        complex_left=_computed("complex_left", counts.left) if counts else None,
        with_baseline=_computed("with_baseline", _measured(rows)) if rows else None,
        findings=found,
        missing=missing,
    )


def _field(field: Expertise, partners: Mapping[str, str]) -> ExpertiseDepth:
    order = [*partners, *(partner for partner in field.parts if partner not in partners)]
    cells = tuple(_cell(field, partner, partners) for partner in order)
    counted = [cell.people for cell in cells if cell.people is not None]
    people = sum(counted) if counted else None
    needed_together = field.needed_together or field.needed
    together = _depth(people, needed_together)
    if together in (Depth.SHORT, Depth.NONE) and len(counted) < len(cells):
        together = Depth.UNKNOWN  # who did not answer yet may have the people that lack
    return ExpertiseDepth(
        id=field.id,
        name=field.name,
        points_to_person=people == 1 or 1 in counted,
        confidence=field.confidence,
        complex=field.complex,
        needed=field.needed,
        needed_together=needed_together,
        partners=cells,
        people_together=people,
        together=together,
        level=_field_level(field, cells, together),
        text=_field_text(cells, together, people, needed_together),
    )


def _cell(field: Expertise, partner: str, partners: Mapping[str, str]) -> PartnerDepth:
    part = field.parts.get(partner)
    people = part.people if part else None
    return PartnerDepth(partner, partners.get(partner, partner), people, _depth(people, field.needed))


def _depth(people: int | None, needed: int) -> Depth:
    if people is None:
        return Depth.UNKNOWN
    if people == 0:
        return Depth.NONE
    return Depth.ENOUGH if people >= needed else Depth.SHORT


def _field_level(field: Expertise, cells: Sequence[PartnerDepth], together: Depth) -> Level:
    if together is Depth.UNKNOWN:
        return Level.UNKNOWN
    if together is not Depth.ENOUGH:
        return Level.RED if field.complex or together is Depth.NONE else Level.AMBER
    return Level.AMBER if any(cell.depth is Depth.UNKNOWN for cell in cells) else Level.GREEN


def _field_text(cells: Sequence[PartnerDepth], together: Depth, people: int | None, needed: int) -> Message:
    if together is Depth.UNKNOWN:
        return Message("quality.row.unknown", {"people": people or 0, "needed": needed})
    short = sum(cell.depth in (Depth.SHORT, Depth.NONE) for cell in cells)
    if together is Depth.NONE:
        return Message("quality.row.nobody")
    arguments = {"people": people or 0, "needed": needed, "places": short}
    if together is Depth.SHORT:
        return Message("quality.row.short", arguments)
    return Message("quality.row.solved" if short else "quality.row.enough", arguments)


@dataclass(frozen=True, slots=True)
class _Counts:
    """Complex fields: places where one partner alone cannot, how many of those together can, fields left."""

    alone: int
    solved: int
    left: int
    short: int
    """Fields that are not complex and cannot be staffed together."""


def _count_fields(fields: Sequence[ExpertiseDepth]) -> _Counts:
    demanding = [field for field in fields if field.complex]
    places = [(field, _lacking(field)) for field in demanding]
    return _Counts(
        alone=sum(number for _, number in places),
        solved=sum(number for field, number in places if field.together is Depth.ENOUGH),
        left=sum(field.together in (Depth.SHORT, Depth.NONE) for field in demanding),
        short=sum(not item.complex and item.together in (Depth.SHORT, Depth.NONE) for item in fields),
    )


def _lacking(field: ExpertiseDepth) -> int:
    return sum(cell.depth in (Depth.SHORT, Depth.NONE) for cell in field.partners)


def _measured(rows: Sequence[IndicatorStanding]) -> int:
    return sum(row.baseline is not None for row in rows)


def _computed(name: str, number: int) -> Computed:
    explanation = Explanation(Message(f"quality.method.{name}"), certainty=Certainty.HIGH)
    return Computed(f"quality_{name}", Message(f"quality.label.{name}"), number, Unit.NUMBER, explanation)


def _level(
    fields: Sequence[ExpertiseDepth],
    rows: Sequence[IndicatorStanding],
    found: Sequence[Finding],
    missing: Sequence[Missing],
) -> Level:
    own = [row for row in rows if row.k == FourK.QUALITY.value]
    if not fields and not own:
        return Level.UNKNOWN
    levels = {field.level for field in fields} | {row.level for row in own} | {item.level for item in found}
    if Level.RED in levels:
        return Level.RED
    return Level.AMBER if missing or levels - {Level.GREEN} else Level.GREEN


def _headline(
    level: Level,
    fields: Sequence[ExpertiseDepth],
    rows: Sequence[IndicatorStanding],
    counts: _Counts | None,
) -> Message:
    own = [row for row in rows if row.k == FourK.QUALITY.value]
    if level is Level.UNKNOWN:
        return Message("quality.headline.unknown")
    measured, all_rows = _measured(own), len(own)
    if counts is None:
        return Message("quality.headline.indicators", {"measured": measured, "indicators": all_rows})
    name = "left" if counts.left else "solved" if counts.alone else "enough"
    return Message(
        f"quality.headline.{name}",
        {
            "alone": counts.alone,
            "solved": counts.solved,
            "left": counts.left,
            "measured": measured,
            "indicators": all_rows,
            "fields": len(fields),
        },
    )


def _findings(fields: Sequence[ExpertiseDepth], counts: _Counts | None) -> Iterator[Finding]:
    if counts is None:
        return
    numbers = {
        "complex_left": (counts.left, Level.RED),
        "short_left": (counts.short, Level.AMBER),
        "complex_solved": (counts.solved, Level.GREEN),
        "thin": (
            sum(item.people_together == 1 and item.together is not Depth.UNKNOWN for item in fields),
            Level.AMBER,
        ),
        "assumed_people": (sum(item.confidence is Confidence.ASSUMED for item in fields), Level.AMBER),
    }
    for name, (number, level) in numbers.items():
        if number:
            yield Finding(
                f"quality_{name}",
                level,
                Message(f"quality.finding.{name}", {"count": number}),
                Message(f"quality.action.{name}"),
                "docs/methods/four_ks.md",
                Certainty.MEDIUM,
            )


def _missing(expertise: Sequence[Expertise], partners: Mapping[str, str]) -> Iterator[Missing]:
    if not expertise:
        yield Missing(
            "expertise", Message("quality.missing.expertise"), Message("quality.missing_cost.expertise")
        )
    for field in expertise:
        for partner, name in partners.items():
            part = field.parts.get(partner)
            if part is None or part.people is None:
                # "function" is the word by which pages for outsiders leave out what points to one person.
                arguments = {"function": field.name, "partner_name": name}
                yield Missing(
                    "expertise",
                    Message("quality.missing.people", arguments),
                    Message("quality.missing_cost.people"),
                    partner,
                )
