"""The joint zienswijze: which councils stand behind a point, whether together they can carry it, and who is lacking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vierkant.grip.inputs import CouncilView, GripInput, PointOutcome, Stance, ZienswijzePoint
from vierkant.grip.results import CouncilStance, PointStanding
from vierkant.quantities import Message, MessageArgument

_STRANGER = 1
_OBJECTOR = 2


def votes_needed(votes: Mapping[str, int], quota: int | None) -> int:
    """Votes with which a proposal passes: the quota, otherwise more than half of all votes."""
    return quota if quota is not None else sum(votes.values()) // 2 + 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A council that does not carry a point yet. ``distance`` 0: nearly agrees; 1: said nothing; 2: objects."""

    partner: str
    votes: int
    distance: int


def smallest_addition(candidates: Sequence[Candidate], short: int) -> tuple[tuple[str, ...], bool] | None:
    """The fewest further councils with at least ``short`` votes, and whether no other set of that size would do.

    Of all sets of the smallest size the one with the fewest objectors is chosen, then the one with the most councils
    that nearly agree, then the one whose councils have the most votes; equal votes in the order of ``candidates``.
    None when even all of them have too few votes. Exact: per kind of council only the largest votes matter.
    """
    if short <= 0:
        return (), True
    if sum(item.votes for item in candidates) < short:
        return None
    largest = sorted(candidates, key=lambda item: -item.votes)
    size, got = 0, 0
    while got < short:
        got += largest[size].votes
        size += 1
    kinds = [[item for item in largest if item.distance == distance] for distance in range(3)]
    chosen = next(
        found
        for objectors in range(size + 1)
        for strangers in range(size - objectors + 1)
        if (found := _strongest(kinds, (size - objectors - strangers, strangers, objectors), short))
    )
    # The second strongest set of this size: the weakest of the strongest set makes place for the next one.
    second = got - largest[size - 1].votes + largest[size].votes if size < len(largest) else 0
    names = {item.partner for item in chosen}
    return tuple(item.partner for item in candidates if item.partner in names), second < short


def _strongest(
    kinds: Sequence[Sequence[Candidate]], sizes: Sequence[int], short: int
) -> list[Candidate] | None:
    """So many of each kind, those with the most votes; None when there are not as many, or they have too few votes."""
    if any(size > len(kind) for kind, size in zip(kinds, sizes, strict=True)):
        return None
    found = [item for kind, size in zip(kinds, sizes, strict=True) for item in kind[:size]]
    return found if sum(item.votes for item in found) >= short else None


def stands(given: GripInput) -> tuple[PointStanding, ...]:
    """How every point stands, in the order of the dossier."""
    return tuple(_standing(given, point) for point in given.points)


def _standing(given: GripInput, point: ZienswijzePoint) -> PointStanding:
    rows = _stances(given, point.id)
    by_stance = {stance: [row for row in rows if row.stance is stance] for stance in Stance}
    agreeing, nearly = by_stance[Stance.AGREES], by_stance[Stance.AGREES_IF_CHANGED]
    silent = [row for row in rows if row.stance is None]
    known = sum(given.votes.values()) > 0
    needed = votes_needed(given.votes, given.quota)
    own, with_nearly = _votes(agreeing), _votes([*agreeing, *nearly])
    total = sum(given.votes.values())
    addition = smallest_addition(_candidates(rows), needed - own) if known else None
    names = {row.partner: row.name for row in rows}
    further = tuple(names[partner] for partner in addition[0]) if addition else ()
    return PointStanding(
        id=point.id,
        text=point.text,
        document=point.document,
        amount=point.amount.value if point.amount else None,
        views=rows,
        agreeing=len(agreeing),
        agreeing_if_changed=len(nearly),
        objecting=len(by_stance[Stance.OBJECTS]),
        silent=len(silent),
        votes_agreeing=own if known else None,
        votes_if_changed=with_nearly if known else None,
        votes_needed=needed if known else None,
        votes_total=total if known else None,
        carries=own >= needed if known else None,
        carries_if_changed=with_nearly >= needed if known else None,
        blocked=total - _votes(by_stance[Stance.OBJECTS]) < needed if known else None,
        further=further,
        further_is_only=bool(further) and addition is not None and addition[1],
        sentence=_sentence(rows, agreeing, nearly, needed if known else None, total, addition, further),
        became=_became(point),
        outcome=point.outcome,
        answer=point.answer,
        answered_on=point.answered_on,
    )


def _stances(given: GripInput, point: str) -> tuple[CouncilStance, ...]:
    """A row per council: those of the partners in their order, then whoever else gave a view."""
    latest: dict[str, CouncilView] = {}
    for view in given.views:
        if view.point == point and view.partner is not None:
            standing = latest.get(view.partner)
            if standing is None or _decided(view) >= _decided(standing):
                latest[view.partner] = view
    councils = [partner for partner in given.partners if partner not in given.without_council]
    order = [*councils, *(partner for partner in latest if partner not in councils)]
    return tuple(_stance(given, partner, latest.get(partner)) for partner in order)


def _decided(view: CouncilView) -> date:
    """A draft counts as older than whatever a council adopted."""
    return view.decided_on or date.min


def _stance(given: GripInput, partner: str, view: CouncilView | None) -> CouncilStance:
    return CouncilStance(
        partner=partner,
        name=given.partners.get(partner, partner),
        stance=view.stance if view else None,
        change=view.change if view else None,
        decided_on=view.decided_on if view else None,
        votes=given.votes.get(partner, 0) if given.votes else None,
    )


def _votes(rows: Iterable[CouncilStance]) -> int:
    return sum(row.votes or 0 for row in rows)


def _candidates(rows: Sequence[CouncilStance]) -> list[Candidate]:
    distances = {Stance.AGREES_IF_CHANGED: 0, Stance.OBJECTS: _OBJECTOR}
    return [
        Candidate(
            row.partner, row.votes or 0, distances.get(row.stance, _STRANGER) if row.stance else _STRANGER
        )
        for row in rows
        if row.stance is not Stance.AGREES
    ]


def _sentence(
    rows: Sequence[CouncilStance],
    agreeing: Sequence[CouncilStance],
    nearly: Sequence[CouncilStance],
    needed: int | None,
    total: int,
    addition: tuple[tuple[str, ...], bool] | None,
    further: Sequence[str],
) -> Message:
    """One plain sentence on who stands behind the point and what it still needs."""
    arguments: dict[str, MessageArgument] = {
        "who": _names([row.name for row in agreeing]),
        "agreeing": len(agreeing),
        "councils": len(rows),
    }
    if all(row.stance is None for row in rows):
        return Message("grip.point.nobody")
    if needed is None:
        return Message("grip.point.no_votes", arguments)
    votes = _votes(agreeing)
    arguments |= {"votes": votes, "needed": needed, "total": total, "further": _names(further)}
    if votes >= needed:
        return Message("grip.point.carries", arguments)
    if addition is None:
        return Message("grip.point.never", arguments)
    start = "some" if agreeing else "none"
    if nearly and votes + _votes(nearly) >= needed:
        return Message(
            f"grip.point.if_changed.{start}", {**arguments, "nearly": _names([r.name for r in nearly])}
        )
    kind = "only" if addition[1] else "example"
    return Message(f"grip.point.short.{start}_{kind}", arguments)


def _names(names: Sequence[str]) -> MessageArgument:
    """Names as people enumerate them, in either language."""
    if len(names) < 2:
        return "".join(names)
    return Message("grip.names", {"first": ", ".join(names[:-1]), "last": names[-1]})


def _became(point: ZienswijzePoint) -> Message:
    reasons = "with_reasons" if point.answer else "without_reasons"
    if point.outcome is PointOutcome.OPEN:
        return Message(f"grip.became.open.{'answered' if point.answer else 'waiting'}")
    return Message(f"grip.became.{point.outcome.value}.{reasons}")
