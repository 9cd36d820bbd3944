"""The map of interests: issues side by side, coverage, pairs, packages, agreements to make, and what to do first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vierkant.positions.inputs import Body, Issue, Pact, PartnerPositions
from vierkant.positions.packages import packages_of
from vierkant.positions.pacts import pact_findings, pact_standings
from vierkant.positions.pairs import pairs
from vierkant.positions.results import (
    Coverage,
    IssueKind,
    IssueStanding,
    PackagesResult,
    PactStanding,
    Pair,
    PairKind,
    PositionsResult,
)
from vierkant.positions.stakes import Table, table
from vierkant.positions.standing import issue_standing, names_of
from vierkant.positions.words import of
from vierkant.quantities import Certainty, Finding, Level, Message, Missing

MOST_NAMED = 3
"""Issues that are named in one sentence; more are counted."""

_ORDER = (Level.GREEN, Level.UNKNOWN, Level.AMBER, Level.RED)


def assess_positions(
    issues: Sequence[Issue],
    positions: Sequence[PartnerPositions],
    partners: Mapping[str, str],
    pacts: Sequence[Pact] = (),
    *,
    with_packages: bool = True,
) -> PositionsResult | None:
    """Lay side by side what the partners want.

    Args:
        issues: what must be agreed on; None is given back when there are neither issues nor pacts.
        positions: rows of those who may be seen, at most one per partner. Rows of others must be left out before:
            this room looks at no ``handling``.
        partners: id → name on screen, in the order of the dossier.
        pacts: agreements that still have to be made.
        with_packages: False skips the packages, for who does not show them.
    """
    if not issues and not pacts:
        return None
    given = table(issues, positions, partners)
    standings = tuple(issue_standing(given, issue) for issue in given.issues)
    coverage = tuple(_coverage(given, partner, name) for partner, name in given.partners.items())
    near = pairs(given)
    found = packages_of(given) if with_packages and issues else None
    agreements = pact_standings(pacts, issues)
    findings = tuple(_findings(given, standings, near, found, agreements))
    missing = tuple(_missing(given, standings, coverage))
    return PositionsResult(
        level=_level(standings, findings, missing, agreements),
        headline=_headline(standings, coverage, agreements),
        issues=standings,
        partners=coverage,
        pairs=near,
        packages=found,
        pacts=agreements,
        findings=findings,
        missing=missing,
    )


def _coverage(given: Table, partner: str, name: str) -> Coverage:
    said = [given.said(issue.id, partner) for issue in given.issues]
    bodies = {body for (_issue, who, body) in given.scores if who == partner}
    return Coverage(
        partner=partner,
        name=name,
        scored=sum(bool(rows) for rows in said),
        issues=len(given.issues),
        bodies=tuple(body for body in Body if body in bodies),
        importance_missing=sum(score.importance is None for rows in said for score in rows),
    )


def _level(
    standings: Sequence[IssueStanding],
    findings: Sequence[Finding],
    missing: Sequence[Missing],
    pacts: Sequence[PactStanding],
) -> Level:
    known = [item.level for item in standings if item.kind is not IssueKind.UNKNOWN]
    if standings and not known and not any(pact.blocks for pact in pacts):
        return Level.UNKNOWN
    heaviest = max([*known, *(item.level for item in findings)], key=_ORDER.index, default=Level.GREEN)
    return Level.AMBER if heaviest is Level.GREEN and missing else heaviest


def _headline(
    standings: Sequence[IssueStanding], coverage: Sequence[Coverage], pacts: Sequence[PactStanding]
) -> Message:
    by_kind = {kind: [item for item in standings if item.kind is kind] for kind in IssueKind}
    if not standings:
        return Message("positions.headline.pacts_only", {"count": sum(not pact.done for pact in pacts)})
    if len(by_kind[IssueKind.UNKNOWN]) == len(standings):
        seen = [item.name for item in coverage if item.scored]
        return (
            Message("positions.headline.one", {"name": seen[0]})
            if seen
            else Message("positions.headline.nobody")
        )
    for kind in (IssueKind.HARD, IssueKind.DIVIDED, IssueKind.NEARLY):
        found = by_kind[kind]
        if len(found) > MOST_NAMED:
            return Message(f"positions.headline.{kind.value}_many", {"count": len(found)})
        if found:
            return Message(f"positions.headline.{kind.value}", {"issues": names_of(found)})
    return Message("positions.headline.agreed")


def _findings(
    given: Table,
    standings: Sequence[IssueStanding],
    near: Sequence[Pair],
    found: PackagesResult | None,
    pacts: Sequence[PactStanding],
) -> Iterator[Finding]:
    yield from _faults(given)
    yield from pact_findings(pacts)
    for issue in standings:
        if issue.kind is IssueKind.HARD:
            text = Message("positions.finding.hard", {"issue": issue.name, "text": issue.text})
            yield Finding(f"hard.{issue.id}", Level.RED, text, issue.action, certainty=Certainty.LOW)
        if issue.region.region_gains:
            words: dict[str, str | Message] = {
                "issue": issue.name,
                "names": of(issue.region.region_gains, given.partners),
            }
            yield _finding("region_gains", issue.id, Level.AMBER, words)
        for gap in issue.within:
            level = Level.RED if gap.opposite else Level.AMBER
            action = Message("positions.finding_action.within", {"name": gap.name})
            yield Finding(
                f"within.{issue.id}.{gap.partner}", level, gap.text, action, certainty=Certainty.LOW
            )
    for pair in near:
        if pair.kind is PairKind.TALK:
            action = Message("positions.finding_action.pair")
            name = f"pair.{pair.first}.{pair.second}"
            yield Finding(name, Level.AMBER, pair.text, action, certainty=Certainty.LOW)
    if found is not None and found.packages and not found.everybody_gains:
        yield Finding(
            "no_package",
            Level.RED,
            found.text,
            Message("positions.finding_action.no_package"),
            certainty=Certainty.LOW,
        )


def _finding(kind: str, issue: str, level: Level, words: Mapping[str, str | Message]) -> Finding:
    return Finding(
        f"{kind}.{issue}",
        level,
        Message(f"positions.finding.{kind}", dict(words)),
        Message(f"positions.finding_action.{kind}", dict(words)),
        certainty=Certainty.LOW,
    )


def _faults(given: Table) -> Iterator[Finding]:
    """What was filled in and cannot be counted."""
    names = {issue.id: issue.name for issue in given.issues}
    for partner, issue in given.unknown:
        words: dict[str, str | Message] = {"name": given.partners[partner], "issue": issue}
        yield Finding(
            f"unknown_issue.{partner}.{issue}",
            Level.AMBER,
            Message("positions.finding.unknown_issue", dict(words)),
            Message("positions.finding_action.unknown_issue"),
            certainty=Certainty.HIGH,
        )
    for issue, partner, body in given.twice:
        words = {
            "name": given.partners[partner],
            "issue": names[issue],
            "body": Message(f"positions.body.{body.value}"),
        }
        yield Finding(
            f"twice.{partner}.{issue}.{body.value}",
            Level.AMBER,
            Message("positions.finding.twice", dict(words)),
            Message("positions.finding_action.twice"),
            certainty=Certainty.HIGH,
        )


def _missing(
    given: Table, standings: Sequence[IssueStanding], coverage: Sequence[Coverage]
) -> Iterator[Missing]:
    if not standings:
        return
    if not any(row.scored for row in coverage):
        yield _gap("not_opened", None)
        return
    for row in coverage:
        if not row.scored:
            yield _gap("row", row.partner, name=row.name)
        elif row.scored < row.issues:
            yield _gap("issues", row.partner, name=row.name, count=row.issues - row.scored)
        if row.importance_missing:
            yield _gap("importance", row.partner, name=row.name, count=row.importance_missing)
    for issue in standings:
        if not issue.voices:
            yield _gap("issue", None, issue=issue.name)


def _gap(kind: str, partner: str | None, **words: str | int) -> Missing:
    return Missing(
        "positions",
        Message(f"positions.missing.{kind}", dict(words)),
        Message(f"positions.missing_cost.{kind}"),
        partner,
    )
