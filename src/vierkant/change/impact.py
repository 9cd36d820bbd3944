"""What changes for each group, on ten aspects: as the project sees it, as the group's own lead sees it, and how firm.

The level of a card:

- unknown: there is no card, or nothing is scored and nothing is wrong yet;
- red: something is not yet known without a date for the answer, or the load is heavy and nobody helps;
- amber: something is not filled in, project and lead differ by two or more, nobody decides, support ends too early,
  a change of pay or place has no words, or it is called decided without who decided;
- green: all ten aspects scored by both, with a decider and somebody who helps.

In total the worst card counts, and without a group of managers it is never green.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from vierkant.change.impact_findings import card_findings, card_missing, total_findings, total_missing
from vierkant.change.inputs import (
    Aspect,
    AspectChange,
    CardStatus,
    Change,
    Group,
    ImpactCard,
    LeadScores,
)
from vierkant.change.plan_results import AspectRow, Card, ImpactResult
from vierkant.quantities import Level, Message, MessageArgument

_FIRMNESS = (CardStatus.NOT_YET_KNOWN, CardStatus.INTENDED, CardStatus.ADVICE_ASKED, CardStatus.DECIDED)
"""From open to firm."""


def impact(change: Change, *, smallest: int) -> ImpactResult:
    """A card for every group, and what stands out.

    Args:
        change: the human side of the dossier.
        smallest: groups of fewer people are named in no finding and no missing item of the total.

    Returns:
        ``load`` is the sum of the project's scores, 0 to 50: while not all ten are scored it is the least it can be.
        ``heaviest`` holds the groups with a load, the small ones too; who shows it looks at ``small`` of the card.
    """
    by_group = {item.id: item for item in change.cards}
    leads = {item.id: item for item in change.lead_scores}
    words = _words(change.aspects)
    starts, ends = (change.plan.starts_on, change.plan.ends_on) if change.plan else (None, None)
    cards = tuple(
        _card(
            group,
            by_group.get(group.id),
            leads.get(group.id),
            words,
            starts=starts,
            ends=ends,
            small=group.size < smallest,
        )
        for group in change.groups
    )
    level = _total_level(cards)
    return ImpactResult(
        level=level,
        headline=_headline(level, cards),
        cards=cards,
        heaviest=_heaviest(cards),
        findings=tuple(total_findings(cards)),
        missing=tuple(total_missing(cards)),
    )


def _words(rows: Sequence[AspectChange]) -> Mapping[tuple[str, Aspect], AspectChange]:
    """One row per group and aspect. Of several, nothing is lost and nothing sounds firmer than the least firm."""
    found: dict[tuple[str, Aspect], AspectChange] = {}
    for row in rows:
        key = (row.group, row.aspect)
        found[key] = _together(found[key], row) if key in found else row
    return found


def _together(first: AspectChange, second: AspectChange) -> AspectChange:
    statuses = [item.status for item in (first, second) if item.status is not None]
    answers = [item.answer_by for item in (first, second) if item.answer_by is not None]
    days = [item.on for item in (first, second) if item.on is not None]
    return first.model_copy(
        update={
            "changes": _joined(first.changes, second.changes),
            "stays": _joined(first.stays, second.stays),
            "on": min(days, default=None),
            "status": min(statuses, key=_FIRMNESS.index, default=None),
            "answer_by": max(answers, default=None),
        }
    )


def _joined(*texts: str | None) -> str | None:
    return "\n".join(text for text in texts if text) or None


def _card(
    group: Group,
    card: ImpactCard | None,
    lead: LeadScores | None,
    words: Mapping[tuple[str, Aspect], AspectChange],
    *,
    starts: date | None,
    ends: date | None,
    small: bool,
) -> Card:
    """The card as it is shown, with its level; ``starts`` and ``ends`` are those of the plan."""
    filled = card is not None
    # Nothing is firm for a group without a card: calling it intended would say more than the dossier does.
    shown = card or ImpactCard(id=group.id, status=CardStatus.NOT_YET_KNOWN)
    aspects = tuple(_rows(shown, lead, words))
    scores = [row.project for row in aspects if row.project is not None]
    bare = Card(
        group=group.id,
        name=group.name,
        partner=group.partner,
        size=group.size,
        managers=group.managers,
        small=small,
        filled=filled,
        status=shown.status.value,
        answer_by=shown.answer_by,
        stays=shown.stays or None,
        changes=shown.changes or None,
        starts_on=shown.starts_on or starts,
        ends_on=shown.ends_on or ends,
        decided_by=shown.decided_by or None,
        helped_by=shown.helped_by or None,
        aspects=aspects,
        load=sum(scores) if scores else None,
        scored=len(scores),
        lead_scored=sum(row.lead is not None for row in aspects),
        lead_note=(lead.note or None) if lead else None,
        level=Level.UNKNOWN,
        findings=(),
        missing=(),
    )
    return _judged(bare)


def _rows(
    card: ImpactCard, lead: LeadScores | None, words: Mapping[tuple[str, Aspect], AspectChange]
) -> Iterator[AspectRow]:
    for aspect, project in card.by_aspect():
        own = words.get((card.id, aspect))
        seen = getattr(lead, aspect.value) if lead else None
        status = (own.status if own else None) or card.status
        answer = own.answer_by if own else None
        if answer is None and status is CardStatus.NOT_YET_KNOWN:
            answer = card.answer_by
        yield AspectRow(
            aspect=aspect.value,
            project=project,
            lead=seen,
            gap=None if project is None or seen is None else seen - project,
            changes=(own.changes or None) if own else None,
            stays=(own.stays or None) if own else None,
            on=own.on if own else None,
            status=status.value,
            answer_by=answer,
        )


def _judged(card: Card) -> Card:
    """The card with its findings, what is missing, and the level that follows from both."""
    findings = tuple(card_findings(card))
    missing = tuple(card_missing(card))
    if any(finding.level is Level.RED for finding in findings):
        level = Level.RED
    elif not card.filled or card.scored == 0:
        level = Level.UNKNOWN
    else:
        level = Level.AMBER if findings or missing else Level.GREEN
    return replace(card, level=level, findings=findings, missing=missing)


def _heaviest(cards: Sequence[Card]) -> tuple[str, ...]:
    loaded = [card for card in cards if card.load is not None]
    # Sorting keeps the order of the groups where load and size are equal.
    return tuple(card.group for card in sorted(loaded, key=lambda card: (-(card.load or 0), -card.size)))


def _total_level(cards: Sequence[Card]) -> Level:
    levels = {card.level for card in cards}
    if not levels - {Level.UNKNOWN}:
        return Level.UNKNOWN
    if Level.RED in levels:
        return Level.RED
    managers = any(card.managers for card in cards)
    return Level.GREEN if levels == {Level.GREEN} and managers else Level.AMBER


def _headline(level: Level, cards: Sequence[Card]) -> Message:
    if not cards:
        return Message("impact.headline.no_groups")
    filled = sum(card.filled and card.scored > 0 for card in cards)
    arguments: dict[str, MessageArgument] = {"filled": filled, "count": len(cards)}
    if level is Level.RED:
        arguments["red"] = sum(card.level is Level.RED for card in cards)
    return Message(f"impact.headline.{level.value}", arguments)
