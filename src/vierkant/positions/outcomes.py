"""What a package is to each partner: what it gets, what it gives, against whom, and the exchanges between two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import fsum

from vierkant.positions.milp import Bargain
from vierkant.positions.results import Package, PackageItem, PartnerOutcome, TradeLine
from vierkant.positions.solver import Answers
from vierkant.positions.stakes import PEOPLE, Table, importance_of
from vierkant.positions.words import computed, listed, of
from vierkant.quantities import Certainty, Confidence, Input, Message, Number, Unit

MOST_TRADES = 4
"""Exchanges that are named for a package."""


def package(given: Table, voiced: Sequence[str], bargain: Bargain, found: Answers, number: int) -> Package:
    """One package with everything that is said about it.

    Args:
        voiced: partners that took a position, in the order of ``bargain.rows``.
    """
    outcomes = tuple(_outcome(given, voiced, bargain, found, place) for place in range(len(voiced)))
    shares = [outcome.share.value for outcome in outcomes if outcome.share is not None]
    worse = [outcome for outcome in outcomes if outcome.worse_off]
    inputs = tuple(
        Input(
            Message("positions.input.share", {"name": outcome.name}),
            outcome.share.value,
            Unit.SHARE,
            Confidence.MEASURED,
            "dossier",
        )
        for outcome in outcomes
        if outcome.share is not None
    )
    items = tuple(
        PackageItem(issue.id, issue.name, answer, fixed is not None and _matters(bargain, place))
        for place, (issue, answer, fixed) in enumerate(
            zip(given.issues, found.answers, bargain.fixed, strict=True)
        )
    )
    return Package(
        number=number,
        items=items,
        smallest=computed("smallest", min(shares), Unit.SHARE, inputs=inputs, certainty=Certainty.LOW),
        mean=computed("mean", fsum(shares) / len(shares), Unit.SHARE, inputs=inputs, certainty=Certainty.LOW),
        outcomes=outcomes,
        everybody_gains=not worse and min(shares) >= 0.5,
        trades=tuple(_trades(given, outcomes)),
        against_people=tuple(_against_people(given, items)),
        text=_text(given, outcomes, items),
        proven=found.proven,
    )


def outcome_for(given: Table, partner: str, answers: Sequence[bool]) -> PartnerOutcome:
    """What a set of answers would be to one partner, whether or not it was made with this partner.

    Args:
        given: a table in which this partner took positions.
        answers: one for each issue of the table.
    """
    row = tuple(round(2 * (given.stake(issue.id, partner) or 0.0)) for issue in given.issues)
    bargain = Bargain((row,), (None,) * len(given.issues))
    found = Answers(tuple(answers), Fraction(0), Fraction(0), proven=False)
    return _outcome(given, [partner], bargain, found, 0)


def _matters(bargain: Bargain, place: int) -> bool:
    return any(row[place] for row in bargain.rows) or bool(bargain.fixed[place])


def _outcome(
    given: Table, voiced: Sequence[str], bargain: Bargain, found: Answers, place: int
) -> PartnerOutcome:
    partner, row = voiced[place], bargain.rows[place]
    name = given.partners[partner]
    gets: list[TradeLine] = []
    gives: list[TradeLine] = []
    for number, (stake, answer) in enumerate(zip(row, found.answers, strict=True)):
        if not stake:
            continue
        wins = answer == (stake > 0)
        others = tuple(
            voiced[other]
            for other, theirs in enumerate(bargain.rows)
            if theirs[number] and (theirs[number] > 0) != (stake > 0)
        )
        (gets if wins else gives).append(_line(given, number, stake, others, accepted=answer, wins=wins))
    total, got = bargain.totals[place], bargain.got(found.answers)[place]
    share = None
    if total:
        share = computed(
            "share",
            got / total,
            Unit.SHARE,
            inputs=_share_inputs(got, total),
            certainty=Certainty.LOW,
            name=name,
        )
    net = bargain.net(found.answers)[place]
    return PartnerOutcome(
        partner=partner,
        name=name,
        share=share,
        net=net / 2,
        worse_off=net < 0,
        gets=tuple(sorted(gets, key=lambda line: -line.weight)),
        gives=tuple(sorted(gives, key=lambda line: -line.weight)),
    )


def _share_inputs(got: int, total: int) -> tuple[Input, ...]:
    return tuple(
        Input(
            Message(f"positions.input.{name}"),
            value / 2,
            Unit.NUMBER,
            Confidence.MEASURED,
            "dossier",
            decimals=1,
        )
        for name, value in (("got", got), ("all", total))
    )


def _line(
    given: Table, place: int, stake: int, others: tuple[str, ...], *, accepted: bool, wins: bool
) -> TradeLine:
    issue = given.issues[place]
    kind = f"{'get' if wins else 'give'}_{'yes' if accepted else 'no'}"
    if not others:
        text = Message(f"positions.line.{kind}", {"issue": issue.name})
    else:
        text = Message(
            f"positions.line.{kind}_others", {"issue": issue.name, "names": of(others, given.partners)}
        )
    return TradeLine(issue.id, issue.name, accepted, abs(stake) / 2, others, text)


def _trades(given: Table, outcomes: Sequence[PartnerOutcome]) -> Iterator[Message]:
    """Two partners that each get something from the other; the exchanges with the most weight first."""
    found: list[tuple[float, float, str, TradeLine, str, TradeLine]] = []
    by_partner = {outcome.partner: outcome for outcome in outcomes}
    for first, second in combinations(by_partner, 2):
        one = _from(by_partner[first], second)
        two = _from(by_partner[second], first)
        if one and two:
            weight = min(one.weight, two.weight)
            found.append((weight, one.weight + two.weight, first, one, second, two))
    named: set[tuple[str, str]] = set()
    for _weight, _sum, first, one, second, two in sorted(found, key=lambda item: (-item[0], -item[1])):
        issues = (min(one.issue, two.issue), max(one.issue, two.issue))
        if issues in named:
            continue
        named.add(issues)
        yield Message(
            "positions.trade.pair",
            {
                "first": given.partners[first],
                "one": _got(one),
                "second": given.partners[second],
                "two": _got(two),
            },
        )
        if len(named) == MOST_TRADES:
            return


def _from(outcome: PartnerOutcome, other: str) -> TradeLine | None:
    """The heaviest thing that this partner gets and the other gives."""
    return next((line for line in outcome.gets if other in line.others), None)


def _got(line: TradeLine) -> Message:
    return Message(f"positions.trade.{'yes' if line.accepted else 'no'}", {"issue": line.name})


def _against_people(given: Table, items: Sequence[PackageItem]) -> Iterator[Message]:
    for item in items:
        for partner, name in given.partners.items():
            for body in PEOPLE:
                for score in given.said(item.issue, partner, (body,)):
                    if (score.position or 0) * (1 if item.accepted else -1) < 0:
                        kind = f"{body.value}_{'yes' if item.accepted else 'no'}"
                        yield Message(
                            f"positions.against_people.{kind}",
                            {"name": name, "issue": item.name, "importance": importance_of(score)},
                        )


def _text(given: Table, outcomes: Sequence[PartnerOutcome], items: Sequence[PackageItem]) -> Message:
    least = min((item for item in outcomes if item.share is not None), key=_share_of)
    yes = [Message("positions.list.issue", {"name": item.name}) for item in items if item.accepted]
    return Message(
        "positions.packages.one",
        {"issues": listed(yes), "name": least.name, "share": Number(_share_of(least), Unit.SHARE)},
    )


def _share_of(outcome: PartnerOutcome) -> float:
    return outcome.share.value if outcome.share is not None else 1.0
