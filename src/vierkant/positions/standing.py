"""How the partners stand on one issue: for and against, how far apart, and where region and own interest part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from vierkant.positions.inputs import Body, Issue, PositionScore
from vierkant.positions.results import IssueKind, IssueStanding, RegionView, Stake, Voice, Within
from vierkant.positions.stakes import APART_WITHIN, MOST_STAKE, Table, stakes
from vierkant.positions.words import computed, listed, of
from vierkant.quantities import Certainty, Computed, Confidence, Input, Level, Message, MessageArgument, Unit

NEARLY = 0.6
"""Our choice: the lighter side carries at most a fifth of all weight (agreement is 1 - 2 times that share)."""

STRONG = 6.0
"""Our choice: from here an interest is strong (in favour, and important; or firmly in favour, and it matters)."""

LEVELS = {
    IssueKind.AGREED: Level.GREEN,
    IssueKind.UNWANTED: Level.GREEN,
    IssueKind.INDIFFERENT: Level.GREEN,
    IssueKind.NEARLY: Level.AMBER,
    IssueKind.DIVIDED: Level.AMBER,
    IssueKind.HARD: Level.RED,
    IssueKind.UNKNOWN: Level.UNKNOWN,
}


def issue_standing(given: Table, issue: Issue) -> IssueStanding:
    """One issue with everything that is seen of it."""
    rows = stakes(given, issue.id)
    kind = kind_of(rows)
    in_favour, against, no_preference, silent = _sides(rows)
    return IssueStanding(
        id=issue.id,
        name=issue.name,
        proposal=issue.proposal,
        kind=kind,
        level=LEVELS[kind],
        text=_text(kind, rows, given),
        action=Message(f"positions.action.{kind.value}")
        if kind in (IssueKind.NEARLY, IssueKind.DIVIDED, IssueKind.HARD)
        else None,
        voices=tuple(_voices(given, issue)),
        stakes=rows,
        in_favour=in_favour,
        against=against,
        no_preference=no_preference,
        silent=silent,
        agreement=_agreement(issue, rows),
        weight=_weight(issue, rows),
        region=_region(given, issue),
        within=tuple(_within(given, issue)),
    )


def kind_of(rows: Sequence[Stake]) -> IssueKind:
    """How the partners stand, from their stakes; who said nothing does not count."""
    values = [row.value for row in rows if row.value is not None]
    if len(values) < 2:
        return IssueKind.UNKNOWN
    support, resistance = _weights(values)
    if not support and not resistance:
        return IssueKind.INDIFFERENT
    if not resistance or not support:
        return IssueKind.AGREED if support else IssueKind.UNWANTED
    if max(values) >= STRONG and min(values) <= -STRONG:
        return IssueKind.HARD
    return IssueKind.NEARLY if agreement(values) >= NEARLY else IssueKind.DIVIDED


def agreement(values: Sequence[float]) -> float:
    """How much all weight lies on one side: abs(sum) over sum of abs; 1 when nobody has a preference.

    One minus this is twice the share of the lighter side: 0 on one side, 1 when both sides weigh the same.
    """
    total = fsum(abs(value) for value in values)
    return abs(fsum(values)) / total if total else 1.0


def _weights(values: Sequence[float]) -> tuple[float, float]:
    return fsum(value for value in values if value > 0), -fsum(value for value in values if value < 0)


def _sides(rows: Sequence[Stake]) -> tuple[tuple[str, ...], ...]:
    def those(wanted: int | None) -> tuple[str, ...]:
        return tuple(row.partner for row in rows if _sign(row.value) == wanted)

    return those(1), those(-1), those(0), those(None)


def _sign(value: float | None) -> int | None:
    return None if value is None else (value > 0) - (value < 0)


def _text(kind: IssueKind, rows: Sequence[Stake], given: Table) -> Message:
    in_favour, against, _none, silent = _sides(rows)
    if kind is IssueKind.UNKNOWN:
        spoke = [row.name for row in rows if row.value is not None]
        return (
            Message("positions.says.one", {"name": spoke[0]}) if spoke else Message("positions.says.nobody")
        )
    said: dict[str, Message] = {}
    if in_favour:
        said["in_favour"] = of(in_favour, given.partners)
    if against:
        said["against"] = of(against, given.partners)
    text = Message(f"positions.says.{kind.value}", dict(said))
    if not silent:
        return text
    return Message("positions.says.silent", {"text": text, "names": of(silent, given.partners)})


def _voices(given: Table, issue: Issue) -> Iterator[Voice]:
    for partner, name in given.partners.items():
        for body in Body:
            score = given.scores.get((issue.id, partner, body))
            if score is not None:
                yield Voice(
                    partner, name, body, score.position, score.regional, score.importance, score.fear or None
                )


def _inputs(rows: Sequence[Stake]) -> tuple[Input, ...]:
    return tuple(
        Input(
            Message("positions.input.stake", {"name": row.name}),
            row.value,
            Unit.NUMBER,
            Confidence.ASSUMED if row.importance_assumed else Confidence.MEASURED,
            "dossier",
            decimals=0 if row.value.is_integer() else 1,
        )
        for row in rows
        if row.value is not None
    )


def _agreement(issue: Issue, rows: Sequence[Stake]) -> Computed | None:
    values = [row.value for row in rows if row.value is not None]
    if sum(value != 0 for value in values) < 2:
        return None
    return computed(
        "agreement",
        agreement(values),
        Unit.SHARE,
        inputs=_inputs(rows),
        certainty=Certainty.LOW,
        issue=issue.name,
    )


def _weight(issue: Issue, rows: Sequence[Stake]) -> Computed | None:
    values = [abs(row.value) for row in rows if row.value is not None]
    if len(values) < 2:
        return None
    share = fsum(values) / len(values) / MOST_STAKE
    return computed(
        "weight", share, Unit.SHARE, inputs=_inputs(rows), certainty=Certainty.LOW, issue=issue.name
    )


def _region(given: Table, issue: Issue) -> RegionView:
    gains, loses = [], []
    for partner in given.partners:
        both = [score for score in given.said(issue.id, partner) if score.regional is not None]
        if any(_parts(score) == (-1, 1) for score in both):
            gains.append(partner)
        if any(_parts(score) == (1, -1) for score in both):
            loses.append(partner)
    texts = []
    if gains:
        texts.append(Message("positions.region.gains", {"names": of(gains, given.partners)}))
    if loses:
        texts.append(Message("positions.region.loses", {"names": of(loses, given.partners)}))
    return RegionView(tuple(gains), tuple(loses), tuple(texts))


def _parts(score: PositionScore) -> tuple[int | None, int | None]:
    return _sign(score.position), _sign(score.regional)


def _within(given: Table, issue: Issue) -> Iterator[Within]:
    for partner, name in given.partners.items():
        executive = given.scores.get((issue.id, partner, Body.EXECUTIVE))
        council = given.scores.get((issue.id, partner, Body.COUNCIL))
        if executive is None or council is None or executive.position is None or council.position is None:
            continue
        if abs(executive.position - council.position) < APART_WITHIN:
            continue
        opposite = executive.position * council.position < 0
        words: dict[str, MessageArgument] = {
            "name": name,
            "issue": issue.name,
            "executive": stance_word(executive.position),
            "council": stance_word(council.position),
        }
        text = Message(f"positions.within.{'opposite' if opposite else 'apart'}", words)
        yield Within(partner, name, executive.position, council.position, opposite, text)


_STANCES = {-2: "firmly_against", -1: "against", 0: "none", 1: "in_favour", 2: "firmly_in_favour"}


def stance_word(position: int) -> Message:
    """A position in words."""
    return Message(f"positions.stance.{_STANCES[position]}")


def names_of(issues: Sequence[IssueStanding]) -> Message:
    """Names of issues in a sentence, in quotes."""
    return listed([Message("positions.list.issue", {"name": issue.name}) for issue in issues])
