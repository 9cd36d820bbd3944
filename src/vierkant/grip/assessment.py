"""Grip of the councils: instruments, roles, the joint zienswijze, and the questions that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vierkant.grip import instruments, points, roles
from vierkant.grip.inputs import GripInput, PointOutcome
from vierkant.grip.questions import questions
from vierkant.grip.results import GripResult, Instrument, PointStanding
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument
from vierkant.reference.forms import BODY_FORMS, Kind


def assess_grip(given: GripInput) -> GripResult:
    """What the dossier says about grip on ``given.on``; the same input gives the same result.

    Refuses nothing: a view of an unknown partner or a row about an unknown instrument is shown or left out, not an
    error. What must be right about a dossier the reader of the dossier checks.
    """
    rows = instruments.assess_instruments(given)
    cells = roles.cells(given)
    standings = points.stands(given)
    return GripResult(
        instruments=rows,
        roles=cells,
        complexity=given.complexity,
        points=standings,
        questions=questions(given, rows, cells, standings),
        findings=(
            *instruments.findings(rows),
            *roles.findings(given),
            *_about_points(given, standings),
            *given.complexity_findings,
        ),
        notices=tuple(_notices(given, rows)),
    )


def _about_points(given: GripInput, standings: Sequence[PointStanding]) -> Iterator[Finding]:
    """Points that were settled without reasons, refused although they carry, or overdue."""
    for point in standings:
        settled = point.outcome is not PointOutcome.OPEN
        if settled and not point.answer:
            yield _finding("without_reasons", point, Level.AMBER, Certainty.HIGH, "art. 35 Wgr")
        if point.outcome is PointOutcome.REJECTED and point.carries:
            yield _finding("rejected_but_carries", point, Level.AMBER, Certainty.MEDIUM, roles.SOURCE)
    if given.quota is not None and given.points and 0 < sum(given.votes.values()) < given.quota:
        arguments: dict[str, MessageArgument] = {"total": sum(given.votes.values()), "needed": given.quota}
        yield Finding(
            id="grip.quota_out_of_reach",
            level=Level.AMBER,
            text=Message("grip.finding.quota_out_of_reach", arguments),
            action=Message("grip.action.quota_out_of_reach", arguments),
            source=roles.SOURCE,
            certainty=Certainty.HIGH,
        )


def _finding(name: str, point: PointStanding, level: Level, certainty: Certainty, source: str) -> Finding:
    arguments: dict[str, MessageArgument] = {"point": point.text}
    return Finding(
        id=f"grip.{name}.{point.id}",
        level=level,
        text=Message(f"grip.finding.{name}", arguments),
        action=Message(f"grip.action.{name}", arguments),
        source=source,
        certainty=certainty,
    )


def _notices(given: GripInput, rows: Sequence[Instrument]) -> Iterator[Message]:
    unsaid = [row for row in rows if row.applies and row.statutory and row.expected and row.used is None]
    if unsaid:
        yield Message("grip.notice.unsaid", {"count": len(unsaid)})
    if any(row.applies is None for row in rows):
        yield Message("grip.notice.depends")
    if given.kind is Kind.INTERNAL:
        yield Message("grip.notice.internal")
    elif given.form is not None and given.form not in BODY_FORMS:
        yield Message("grip.notice.no_board")
    if given.points:
        yield Message("grip.notice.not_binding")
        if given.votes and given.quota is None:
            yield Message("grip.notice.quota_assumed")
    if any(row.applies is not False and row.unconfirmed for row in rows):
        yield Message("grip.notice.unconfirmed")
