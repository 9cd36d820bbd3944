"""Agreements that still have to be made; one that is needed before the decision blocks it while it is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vierkant.positions.inputs import Issue, Pact
from vierkant.positions.results import PactStanding
from vierkant.positions.words import listed
from vierkant.quantities import Certainty, Finding, Level, Message


def pact_standings(pacts: Sequence[Pact], issues: Sequence[Issue]) -> tuple[PactStanding, ...]:
    """What blocks first, then what is open, then what was made."""
    names = {issue.id: issue.name for issue in issues}
    found = [
        PactStanding(
            id=pact.id,
            name=pact.name,
            issue=pact.issue,
            issue_name=names.get(pact.issue) if pact.issue else None,
            between=pact.between,
            blocks=pact.before_decision and not pact.done,
            done=pact.done,
            lacks=() if pact.done else tuple(_lacks(pact)),
        )
        for pact in pacts
    ]
    return tuple(sorted(found, key=lambda item: (item.done, not item.blocks)))


def _lacks(pact: Pact) -> Iterator[str]:
    for name in ("text", "owner", "due"):
        if not getattr(pact, name):
            yield name


def pact_findings(pacts: Sequence[PactStanding]) -> Iterator[Finding]:
    """What stands in the way of a decision, and what nobody sees to."""
    blocking = [pact for pact in pacts if pact.blocks]
    if blocking:
        names = listed([Message("positions.list.issue", {"name": pact.name}) for pact in blocking])
        kind = "one" if len(blocking) == 1 else "more"
        yield Finding(
            "pacts_block",
            Level.RED,
            Message(f"positions.finding.pacts_block_{kind}", {"count": len(blocking), "names": names}),
            Message("positions.finding_action.pacts_block"),
            certainty=Certainty.HIGH,
        )
    loose = [pact for pact in pacts if not pact.done and {"owner", "due"} & set(pact.lacks)]
    if loose:
        names = listed([Message("positions.list.issue", {"name": pact.name}) for pact in loose])
        yield Finding(
            "pacts_loose",
            Level.AMBER,
            Message("positions.finding.pacts_loose", {"names": names}),
            Message("positions.finding_action.pacts_loose"),
            certainty=Certainty.HIGH,
        )
