"""What stands out on an impact card and over all cards, and what nobody filled in yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vierkant.change.inputs import Aspect, CardStatus
from vierkant.change.plan_results import AspectRow, Card
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Missing

LARGE_GAP = 2
"""Points between project and lead from which they see another change."""
LARGE_SCORE = 3
"""A score from which a change of pay or place must be put in words."""
HEAVY = 25
"""A load from which a group needs somebody who helps: half of the most there is."""
MOST_NAMED = 10
"""Gaps that are named one by one in the total; the others are counted."""
NAMES_SHOWN = 5
"""Groups that one finding names; the others are counted."""

PERSONAL = (Aspect.PAY.value, Aspect.PLACE.value)
"""Aspects that touch a household: nobody may read a number there without words."""

_RED = frozenset({"no_answer_date", "heavy_without_help"})


def card_findings(card: Card) -> Iterator[Finding]:
    """What stands out on one card; nothing while the dossier has no card for the group."""
    for row in _large_gaps(card):
        yield _gap_finding(f"gap_{row.aspect}", "gap_more" if _gap(row) > 0 else "gap_less", row)
    if not card.filled:
        return
    open_ones = [row for row in card.aspects if _without_date(row)]
    if _card_without_date(card):
        yield _finding("no_answer_date")
    elif open_ones:
        yield _finding("no_answer_date", "aspect_no_answer_date", aspect=_aspect(open_ones[0]))
    if not card.helped_by:
        heavy = card.load is not None and card.load >= HEAVY
        yield _finding("heavy_without_help", load=card.load or 0) if heavy else _finding("no_helper")
    if not card.decided_by:
        decided = CardStatus.DECIDED.value in {card.status, *(row.status for row in card.aspects)}
        yield _finding("decided_without_decider" if decided else "no_decider")
    for row in card.aspects:
        if _without_words(row):
            yield _finding(f"no_words_{row.aspect}", "no_words", aspect=_aspect(row), score=_highest(row))
    if _ends_too_early(card):
        yield _finding("ends_before_start")


def card_missing(card: Card) -> Iterator[Missing]:
    """What is not filled in for one group."""
    if not card.filled:
        yield _gap_in("impact", "card", card)
    elif card.scored < len(Aspect):
        yield _gap_in("impact", "scores", card, count=len(Aspect) - card.scored)
    if card.lead_scored < len(Aspect):
        yield _gap_in("lead_scores", "lead_scores", card, count=len(Aspect) - card.lead_scored)
    if card.filled and not card.changes:
        yield _gap_in("impact", "changes", card)
    if card.filled and not card.stays:
        yield _gap_in("impact", "stays", card)
    if card.filled and card.starts_on is None:
        yield _gap_in("impact", "starts_on", card)


def total_findings(cards: Sequence[Card]) -> Iterator[Finding]:
    """What stands out over all groups. Names no group under the floor, so it may go into any paper."""
    if not cards:
        return
    shown = [card for card in cards if not card.small]
    yield from _total_gaps(shown)
    for name in (
        "no_answer_date",
        "heavy_without_help",
        "decided_without_decider",
        "no_decider",
        "no_helper",
        "no_words",
        "ends_before_start",
    ):
        found = [card for card in shown if any(_same(item.id, name) for item in card.findings)]
        if found:
            yield _total(name, Level.RED if name in _RED else Level.AMBER, **_named(found))
    small = sum(bool(card.findings) for card in cards if card.small)
    if small:
        yield _total("small_groups", Level.AMBER, count=small)
    if not any(card.managers for card in cards):
        yield _total("no_managers", Level.AMBER)


def total_missing(cards: Sequence[Card]) -> Iterator[Missing]:
    """What is missing per group; the small ones are counted, not named."""
    if not cards:
        yield _missing("people", "groups")
    for card in cards:
        if not card.small:
            yield from card.missing
    hidden = sum(bool(card.missing) for card in cards if card.small)
    if hidden:
        yield _missing("impact", "small_groups", count=hidden)


def _total_gaps(cards: Sequence[Card]) -> Iterator[Finding]:
    """The largest gap of each group, widest first."""
    widest = [
        (card, max(gaps, key=lambda row: abs(_gap(row)))) for card in cards if (gaps := _large_gaps(card))
    ]
    widest.sort(key=lambda pair: -abs(_gap(pair[1])))
    for card, row in widest[:MOST_NAMED]:
        name = "group_gap_more" if _gap(row) > 0 else "group_gap_less"
        yield _gap_finding(f"gap_{card.group}", name, row, group=card.name)
    if len(widest) > MOST_NAMED:
        yield _total("more_gaps", Level.AMBER, count=len(widest) - MOST_NAMED)


def _named(cards: Sequence[Card]) -> dict[str, MessageArgument]:
    names = ", ".join(card.name for card in cards[:NAMES_SHOWN])
    return {"count": len(cards), "groups": names + (", …" if len(cards) > NAMES_SHOWN else "")}


def _same(identifier: str, name: str) -> bool:
    return identifier == name or (name == "no_words" and identifier.startswith("no_words_"))


def _large_gaps(card: Card) -> list[AspectRow]:
    return [row for row in card.aspects if abs(_gap(row)) >= LARGE_GAP]


def _gap(row: AspectRow) -> int:
    return row.gap or 0


def _without_date(row: AspectRow) -> bool:
    return row.status == CardStatus.NOT_YET_KNOWN.value and row.answer_by is None


def _card_without_date(card: Card) -> bool:
    return card.status == CardStatus.NOT_YET_KNOWN.value and card.answer_by is None


def _without_words(row: AspectRow) -> bool:
    return row.aspect in PERSONAL and _highest(row) >= LARGE_SCORE and not row.changes


def _highest(row: AspectRow) -> int:
    return max(row.project or 0, row.lead or 0)


def _ends_too_early(card: Card) -> bool:
    return card.starts_on is not None and card.ends_on is not None and card.ends_on <= card.starts_on


def _aspect(row: AspectRow) -> Message:
    return Message(f"impact.aspect.{row.aspect}.name")


def _gap_finding(identifier: str, name: str, row: AspectRow, **arguments: MessageArgument) -> Finding:
    numbers: dict[str, MessageArgument] = {"project": row.project or 0, "lead": row.lead or 0}
    return Finding(
        id=identifier,
        level=Level.AMBER,
        text=Message(f"impact.finding.{name}", {"aspect": _aspect(row), **numbers, **arguments}),
        action=Message("impact.action.gap"),
        source="docs/methods/impact.md",
        certainty=Certainty.MEDIUM,
    )


def _finding(identifier: str, name: str | None = None, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=identifier,
        level=Level.RED if identifier in _RED else Level.AMBER,
        text=Message(f"impact.finding.{name or identifier}", arguments),
        action=Message(f"impact.action.{name or identifier}", arguments),
        source="docs/methods/impact.md",
        certainty=Certainty.MEDIUM,
    )


def _total(name: str, level: Level, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=name,
        level=level,
        text=Message(f"impact.total.{name}", arguments),
        action=Message(f"impact.total_action.{name}", arguments),
        source="docs/methods/impact.md",
        certainty=Certainty.MEDIUM,
    )


def _gap_in(section: str, name: str, card: Card, **arguments: MessageArgument) -> Missing:
    return Missing(
        section,
        Message(f"impact.missing.{name}", {"group": card.name, **arguments}),
        Message(f"impact.missing_cost.{name}"),
        card.partner,
    )


def _missing(section: str, name: str, **arguments: MessageArgument) -> Missing:
    return Missing(
        section, Message(f"impact.missing.{name}", arguments), Message(f"impact.missing_cost.{name}")
    )
