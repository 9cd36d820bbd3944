"""Every difference that was found, and whether an agreement, a measure or a reason stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vierkant.organisation_scan.comparing import in_words
from vierkant.organisation_scan.inputs import Answer, Difference
from vierkant.organisation_scan.results import (
    Comparison,
    ComponentLine,
    Decision,
    DifferencesResult,
    FoundDifference,
    PlannedDifference,
    ProcessesResult,
    StructureResult,
    Subject,
)
from vierkant.quantities import (
    Certainty,
    Computed,
    Explanation,
    Finding,
    Input,
    Level,
    Message,
    Unit,
)

ROOMS = ("employment", "mandates", "structure", "processes", "applications")
"""The order in which differences are shown: what people feel first comes first."""
CULTURE = "culture."
"""Differences of culture come as rows, made when a wave is released; they are not found here."""


def differences_found(
    structure: StructureResult | None, processes: ProcessesResult | None
) -> tuple[FoundDifference, ...]:
    """What differs, in the order of `ROOMS`, each with what it may mean, who may notice and a start for an answer.

    An application that only one partner has is not a difference: the page of processes lists those apart.
    """
    found: list[FoundDifference] = []
    if structure is not None:
        found += [_subject(row) for row in structure.employment if row.comparison is Comparison.DIFFERENT]
        found += [_decision(row) for row in structure.mandates if row.comparison is Comparison.DIFFERENT]
        found += [_subject(row) for row in structure.structure if row.comparison is Comparison.DIFFERENT]
    if processes is not None:
        found += [
            _found(
                row.key,
                Message("organisation_scan.named", {"name": row.name}),
                row.size,
                "processes",
                row.meaning,
            )
            for row in processes.processes
            if row.comparison is Comparison.DIFFERENT
        ]
        found += [_component(row) for row in processes.components if row.comparison is Comparison.DIFFERENT]
    return tuple(found)


def _subject(row: Subject) -> FoundDifference:
    return _found(row.key, row.label, row.size, row.key, row.meaning)


def _decision(row: Decision) -> FoundDifference:
    kind = "level" if row.level_differs else "amount"
    name = Message("organisation_scan.mandates.name", {"decision": row.name})
    return _found(row.key, name, row.size, f"mandates.{kind}", row.meaning)


def _component(row: ComponentLine) -> FoundDifference:
    kind = "double" if row.landscape.value != "different" else "different"
    name = Message("organisation_scan.applications.name", {"component": row.name})
    return _found(row.key, name, row.size, f"applications.{kind}", row.meaning)


def _found(
    key: str, name: Message, size: Message | None, words: str, meaning: Message | None
) -> FoundDifference:
    return FoundDifference(
        key=key,
        room=key.split(".")[0],
        name=name,
        size=size,
        meaning=meaning or Message(f"organisation_scan.{words}.meaning"),
        noticed_by=Message(f"organisation_scan.{words}.noticed_by"),
        suggestion=Message(f"organisation_scan.{words}.suggestion"),
    )


def assess_differences(found: Sequence[FoundDifference], rows: Sequence[Difference]) -> DifferencesResult:
    """Which differences have no complete answer yet.

    A row answers the difference whose key stands in ``found``; with the name of a whole room ("applications") it
    answers all of that room. A measure or agreement needs its text, an owner and a date; one that is accepted needs
    the reason. A row that was done is answered.
    """
    keys = {item.key: item for item in found}
    answered_keys = {row.found for row in rows if row.found}
    without_row = tuple(
        item for item in found if item.key not in answered_keys and item.room not in answered_keys
    )
    planned = tuple(_planned(row, keys) for row in rows)
    lacking = [row for row in planned if row.lacks]
    return DifferencesResult(
        found=tuple(found),
        without_row=without_row,
        rows=planned,
        open=len(without_row) + len(lacking),
        answered=len(planned) - len(lacking),
        hours=_hours(rows),
        is_ready=not without_row and not lacking,
        findings=tuple(_findings(without_row, lacking)),
    )


def _planned(row: Difference, keys: Mapping[str, FoundDifference]) -> PlannedDifference:
    known = keys.get(row.found or "")
    ours = row.found is not None and not row.found.startswith(CULTURE) and row.found not in ROOMS
    return PlannedDifference(
        id=row.id,
        found=row.found,
        name=row.name,
        meaning=row.meaning,
        noticed_by=row.noticed_by,
        answer=row.answer.value,
        text=row.text,
        owner=row.owner,
        due=row.due,
        hours=row.hours.value if row.hours is not None else None,
        done=row.done,
        lacks=() if row.done else tuple(_lacks(row)),
        gone=ours and known is None,
        size=known.size if known is not None else None,
    )


def _lacks(row: Difference) -> Iterator[str]:
    if not row.text:
        yield "text"
    if row.answer is Answer.ACCEPTED:
        return
    if not row.owner:
        yield "owner"
    if row.due is None:
        yield "due"


def _hours(rows: Sequence[Difference]) -> Computed | None:
    counted = [(row, row.hours) for row in rows if row.hours is not None and not row.done]
    figures = [figure for _row, figure in counted]
    if not figures:
        return None
    has_range = any(figure.has_range for figure in figures)
    inputs = tuple(
        Input(
            Message("organisation_scan.named", {"name": row.name}),
            figure.value,
            Unit.HOURS,
            figure.confidence,
            figure.source,
            figure.low,
            figure.high,
        )
        for row, figure in counted
    )
    lows = [figure.low if figure.low is not None else figure.value for figure in figures]
    highs = [figure.high if figure.high is not None else figure.value for figure in figures]
    return Computed(
        "differences.hours",
        Message("organisation_scan.hours.label"),
        sum(figure.value for figure in figures),
        Unit.HOURS,
        Explanation(Message("organisation_scan.hours.method"), inputs, (), Certainty.MEDIUM),
        sum(lows) if has_range else None,
        sum(highs) if has_range else None,
    )


def _findings(
    without_row: Sequence[FoundDifference], lacking: Sequence[PlannedDifference]
) -> Iterator[Finding]:
    if without_row:
        yield Finding(
            "differences.without_row",
            Level.RED,
            Message("organisation_scan.finding.without_row", {"count": len(without_row)}),
            Message("organisation_scan.finding.without_row_action"),
        )
    if lacking:
        yield Finding(
            "differences.incomplete",
            Level.RED,
            Message(
                "organisation_scan.finding.incomplete",
                {"count": len(lacking), "names": in_words([row.name for row in lacking])},
            ),
            Message("organisation_scan.finding.incomplete_action"),
        )
