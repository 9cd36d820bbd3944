"""Votes against power: who decides alone, who can block, who never counts, and who pays for what influence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum

from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Finding,
    Input,
    Level,
    Message,
    MessageArgument,
    Missing,
    Number,
    Unit,
)
from vierkant.voting_power.indices import banzhaf, shapley_shubik, winning_share
from vierkant.voting_power.inputs import Voting
from vierkant.voting_power.results import PartnerPower, VotingResult

MOST_LISTED = 12
"""Up to this number of partners every smallest majority is listed."""

EQUAL = 1e-9
"""Powers that differ less are equal; rounding is a thousand times smaller."""

SHORT_GRIP = 0.5
"""A partner whose power is below half of its cost share is reported."""


@dataclass(frozen=True, slots=True)
class _Powers:
    swings: Sequence[float]
    normalised: Sequence[float]
    shapley: Sequence[float]
    winning: float
    """Share of all coalitions that can decide."""


def assess_votes(
    voting: Voting, cost_key: Mapping[str, float] | None, partners: Mapping[str, str]
) -> VotingResult:
    """Who decides under this voting rule.

    Args:
        voting: votes by partner, and the votes needed; without a quota more than half counts.
        cost_key: shares of the joint cost by partner, together 1; None while there is no key.
        partners: id → name on screen, in the order of the dossier.

    Returns:
        Shares of votes and exact power per partner. Powers are None when nothing can be decided, or when the votes
        are too fine to count.
    """
    order = [
        *(item for item in partners if item in voting.votes),
        *(v for v in voting.votes if v not in partners),
    ]
    votes = [voting.votes[item] for item in order]
    total = sum(votes)
    quota = voting.quota if voting.quota is not None else total // 2 + 1
    powers, reason = _powers(votes, quota)
    names = {item: partners.get(item, item) for item in order}
    rows = tuple(
        _partner(index, item, names[item], votes, quota, powers, cost_key) for index, item in enumerate(order)
    )
    equal = _equal_power(rows)
    findings = tuple(_findings(rows, equal, names, total, quota, reason))
    return VotingResult(
        level=_level(powers, findings),
        headline=_headline(rows, powers, total, quota),
        total_votes=total,
        quota=quota,
        quota_assumed=voting.quota is None,
        partners=rows,
        decisiveness=_computed("decisiveness", powers.winning, votes, quota) if powers else None,
        smallest_majorities=_smallest_majorities(order, votes, quota),
        equal_power=equal,
        findings=findings,
        missing=tuple(_missing(voting, partners, cost_key)),
    )


def _powers(votes: Sequence[int], quota: int) -> tuple[_Powers | None, str | None]:
    """The powers, or why there are none."""
    if sum(votes) == 0:
        return None, "no_votes"
    if quota > sum(votes):
        return None, "quota_out_of_reach"
    try:
        swings = [float(number) for number in banzhaf(votes, quota)]
        shapley = [float(number) for number in shapley_shubik(votes, quota)]
        winning = winning_share(votes, quota)
    except ValueError:
        return None, "too_fine"
    whole = fsum(swings)
    normalised = [swing / whole for swing in swings]
    return _Powers(swings, normalised, shapley, winning), None


def _partner(
    index: int,
    identifier: str,
    name: str,
    votes: Sequence[int],
    quota: int,
    powers: _Powers | None,
    cost_key: Mapping[str, float] | None,
) -> PartnerPower:
    own, total = votes[index], sum(votes)
    veto = powers is not None and total - own < quota
    dictator = veto and own >= quota
    powerless = powers is not None and powers.swings[index] == 0
    share = own / total if total else 0.0
    cost = cost_key.get(identifier) if cost_key else None

    def shown(label: str, value: float | None, row: Sequence[Input] = ()) -> Computed | None:
        return None if value is None else _computed(label, value, votes, quota, row)

    power = powers.normalised[index] if powers else None
    cost_row = () if cost is None else (_input("cost_share", cost, Unit.SHARE),)
    grip = min(1.0, power / cost) if power is not None and cost else None
    return PartnerPower(
        id=identifier,
        name=name,
        votes=own,
        vote_share=_computed("vote_share", share, votes, quota),
        power=shown("power", power),
        swing=shown("swing", powers.swings[index] if powers else None),
        shapley_shubik=shown("shapley_shubik", powers.shapley[index] if powers else None),
        # Of all coalitions with this partner, a share `swing` needs it; half of all coalitions hold it.
        blocking=shown("blocking", powers.swings[index] / 2 / powers.winning if powers else None),
        cost_share=shown("cost_share", cost, cost_row),
        grip=shown("grip", grip, cost_row),
        dictator=dictator,
        veto=veto,
        powerless=powerless,
        text=_text(name, share, power, dictator=dictator, veto=veto, powerless=powerless),
    )


def _text(
    name: str, share: float, power: float | None, *, dictator: bool, veto: bool, powerless: bool
) -> Message:
    arguments: dict[str, MessageArgument] = {"partner": name, "votes": Number(share, Unit.SHARE)}
    if power is None:
        return Message("voting_power.row.unknown", arguments)
    kind = "dictator" if dictator else "veto" if veto else "powerless" if powerless else "shares"
    return Message(f"voting_power.row.{kind}", {**arguments, "power": Number(power, Unit.SHARE)})


def _input(name: str, value: float, unit: Unit = Unit.NUMBER) -> Input:
    return Input(Message(f"voting_power.input.{name}"), value, unit, Confidence.MEASURED)


def _computed(
    name: str, value: float, votes: Sequence[int], quota: int, extra: Sequence[Input] = ()
) -> Computed:
    inputs = (_input("total_votes", sum(votes)), _input("quota", quota), *extra)
    explanation = Explanation(
        Message(f"voting_power.method.{name}"),
        inputs,
        ("docs/methods/voting_power.md",),
        Certainty.MEDIUM if name == "grip" else Certainty.HIGH,
    )
    unit = Unit.NUMBER if name == "grip" else Unit.SHARE
    label = Message(f"voting_power.label.{name}")
    return Computed(name, label, value, unit, explanation, decimals=2 if name == "grip" else 0)


def _smallest_majorities(
    order: Sequence[str], votes: Sequence[int], quota: int
) -> tuple[tuple[str, ...], ...] | None:
    if len(order) > MOST_LISTED:
        return None
    found = []
    for size in range(1, len(order) + 1):
        for members in combinations(range(len(order)), size):
            together = sum(votes[member] for member in members)
            if together >= quota and all(together - votes[member] < quota for member in members):
                found.append(tuple(order[member] for member in members))
    return tuple(found)


def _equal_power(rows: Sequence[PartnerPower]) -> tuple[tuple[str, ...], ...]:
    """Sets of partners with equal power and unequal votes; partners without power are reported as such."""
    groups: list[list[PartnerPower]] = []
    for row in sorted(rows, key=lambda item: item.power.value if item.power else 0.0, reverse=True):
        if row.power is None or row.powerless:
            continue
        last = groups[-1][0].power if groups else None
        if last is not None and abs(last.value - row.power.value) < EQUAL:
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(tuple(row.id for row in group) for group in groups if len({row.votes for row in group}) > 1)


def _level(powers: _Powers | None, findings: Sequence[Finding]) -> Level:
    if any(item.level is Level.RED for item in findings):
        return Level.RED
    if powers is None:
        return Level.UNKNOWN
    return Level.AMBER if findings else Level.GREEN


def _headline(rows: Sequence[PartnerPower], powers: _Powers | None, total: int, quota: int) -> Message:
    arguments: dict[str, MessageArgument] = {"total": total, "quota": quota}
    if powers is None:
        return Message("voting_power.headline.unknown", arguments)
    for kind in ("dictator", "veto", "powerless"):
        chosen = [row.name for row in rows if getattr(row, kind)]
        if chosen:
            return Message(f"voting_power.headline.{kind}", {**arguments, "partners": ", ".join(chosen)})
    return Message("voting_power.headline.shared", arguments)


def _findings(
    rows: Sequence[PartnerPower],
    equal: Sequence[Sequence[str]],
    names: Mapping[str, str],
    total: int,
    quota: int,
    reason: str | None,
) -> Iterator[Finding]:
    if reason:
        level = Level.AMBER if reason == "too_fine" else Level.RED
        yield _finding(reason, level, total=total, quota=quota)
    for row in rows:
        if row.dictator:
            yield _finding("dictator", Level.RED, partner=row.name)
        elif row.veto:
            yield _finding("veto", Level.AMBER, partner=row.name)
        elif row.powerless:
            yield _finding("powerless", Level.RED, partner=row.name)
        if 2 * row.votes > total and not row.dictator:
            yield _finding("majority_of_votes", Level.AMBER, certainty=Certainty.LOW, partner=row.name)
        if row.grip is not None and row.cost_share is not None and row.grip.value < SHORT_GRIP:
            cost, power = row.cost_share.value, row.power.value if row.power else 0.0
            yield _finding(
                "pays_more_than_power",
                Level.AMBER,
                partner=row.name,
                cost=Number(cost, Unit.SHARE),
                power=Number(power, Unit.SHARE),
            )
    for group in equal:
        yield _finding("equal_power", Level.AMBER, partners=", ".join(names[item] for item in group))
    if reason is None and 2 * quota <= total:
        yield _finding("two_majorities", Level.AMBER, total=total, quota=quota)


def _finding(
    name: str, level: Level, *, certainty: Certainty = Certainty.HIGH, **arguments: MessageArgument
) -> Finding:
    return Finding(
        id=name,
        level=level,
        text=Message(f"voting_power.finding.{name}", arguments),
        action=Message(f"voting_power.action.{name}", arguments),
        source="docs/methods/voting_power.md",
        certainty=certainty,
    )


def _missing(
    voting: Voting, partners: Mapping[str, str], cost_key: Mapping[str, float] | None
) -> Iterator[Missing]:
    for partner, name in partners.items():
        if partner not in voting.votes:
            yield _gap("votes", partner, partner_name=name)
    if voting.quota is None:
        yield _gap("quota")
    if not cost_key:
        yield _gap("cost_key")


def _gap(name: str, partner: str | None = None, **arguments: str) -> Missing:
    return Missing(
        "agreements",
        Message(f"voting_power.missing.{name}", arguments),
        Message(f"voting_power.missing_cost.{name}"),
        partner,
    )
