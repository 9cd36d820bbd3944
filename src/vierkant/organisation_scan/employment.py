"""What the partners agreed with their staff beside the cao, the same subject side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vierkant.organisation_scan.comparing import compare_numbers, compare_texts
from vierkant.organisation_scan.inputs import EmploymentRule, EmploymentSubject
from vierkant.organisation_scan.results import Comparison, PartnerValue, Subject
from vierkant.quantities import Computed, Explanation, Input, Message, Number, Unit

UNITS: Mapping[EmploymentSubject, tuple[Unit, int]] = {
    EmploymentSubject.WEEKLY_HOURS: (Unit.HOURS_PER_WEEK, 1),
    EmploymentSubject.HOME_DAYS: (Unit.NUMBER, 1),
    EmploymentSubject.HOME_ALLOWANCE: (Unit.NUMBER, 2),
    EmploymentSubject.COMMUTING: (Unit.EURO_PER_KILOMETRE, 2),
    EmploymentSubject.BUSINESS_TRAVEL: (Unit.EURO_PER_KILOMETRE, 2),
    EmploymentSubject.LEAVE: (Unit.HOURS_PER_YEAR, 1),
    EmploymentSubject.ON_CALL: (Unit.NUMBER, 2),
    EmploymentSubject.TRAINING: (Unit.HOURS_PER_YEAR, 0),
}
"""The unit of the number of a subject, and its decimals. Days per week and euro per day stand in the label. A subject
that is not here has a text; a number with it is shown as it is."""


def compare_employment(rules: Sequence[EmploymentRule], partners: Mapping[str, str]) -> tuple[Subject, ...]:
    """The subjects about which at least one partner filled in something, in the order of `EmploymentSubject`."""
    return tuple(_subjects([rule for rule in rules if rule.partner in partners], partners))


def _subjects(rules: Sequence[EmploymentRule], partners: Mapping[str, str]) -> Iterator[Subject]:
    for subject in EmploymentSubject:
        rows = [rule for rule in rules if rule.subject is subject]
        if not rows:
            continue
        by_partner = {partner: [row for row in rows if row.partner == partner] for partner in partners}
        has_numbers = any(row.value is not None for row in rows) and all(
            len(own) < 2 for own in by_partner.values()
        )
        unit, most = UNITS.get(subject, (Unit.NUMBER, 2))
        decimals = _decimals(rows, most)
        values = tuple(
            _value(subject, own, partner, partners[partner], unit, decimals)
            for partner, own in by_partner.items()
        )
        comparison, size = _numbers_and_texts(values, decimals) if has_numbers else compare_texts(values)
        different = comparison is Comparison.DIFFERENT
        yield Subject(
            key=f"employment.{subject.value}",
            label=Message(f"organisation_scan.employment.{subject.value}.label"),
            unit=unit if has_numbers else None,
            decimals=decimals,
            values=values,
            comparison=comparison,
            size=size,
            meaning=Message(f"organisation_scan.employment.{subject.value}.meaning") if different else None,
        )


def _decimals(rows: Sequence[EmploymentRule], most: int) -> int:
    """Whole numbers are written whole; one with decimals gives all of them the most."""
    numbers = [row.value.value for row in rows if row.value is not None]
    return 0 if all(number == round(number) for number in numbers) else most


def _numbers_and_texts(values: Sequence[PartnerValue], decimals: int) -> tuple[Comparison, Message | None]:
    """By the numbers; who has words where others have a number, says something else. The label has the unit."""
    if any(item.value is None and item.words is not None for item in values):
        return Comparison.DIFFERENT, Message("organisation_scan.size.worded_otherwise")
    return compare_numbers(values, 0.0, relative=False, unit=Unit.NUMBER, decimals=decimals)


def _value(
    subject: EmploymentSubject,
    rows: Sequence[EmploymentRule],
    partner: str,
    name: str,
    unit: Unit,
    decimals: int,
) -> PartnerValue:
    if len(rows) == 1 and rows[0].value is not None:
        return _number(subject, rows[0], partner, name, unit, decimals)
    texts = [text for row in rows if (text := _text(row, decimals))]
    return PartnerValue(partner, name, None, "; ".join(texts) or None)


def _text(row: EmploymentRule, decimals: int) -> str:
    """A rule among several of one partner: its text, or its number when there is no text."""
    if row.rule:
        return row.rule
    return f"{row.value.value:.{decimals}f}" if row.value is not None else ""


def _number(
    subject: EmploymentSubject, row: EmploymentRule, partner: str, name: str, unit: Unit, decimals: int
) -> PartnerValue:
    assert row.value is not None  # noqa: S101 - the caller looked
    figure = row.value
    label = Message(f"organisation_scan.employment.{subject.value}.label")
    shown = Input(
        label, figure.value, unit, figure.confidence, figure.source, figure.low, figure.high, decimals
    )
    computed = Computed(
        f"employment.{subject.value}.{partner}",
        label,
        figure.value,
        unit,
        Explanation(
            Message("organisation_scan.as_filled_in"), (shown,), (figure.source,) if figure.source else ()
        ),
        figure.low,
        figure.high,
        decimals,
    )
    number = Number(figure.value, Unit.NUMBER, decimals)
    words = (
        Message("organisation_scan.number_and_rule", {"number": number, "rule": row.rule})
        if row.rule
        else Message("organisation_scan.number", {"number": number})
    )
    return PartnerValue(partner, name, figure.value, words, computed, figure.low, figure.high)
