"""Who may take which decision, the same decision side by side: the level that differs, and the amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vierkant.organisation_scan.comparing import in_words, key_part
from vierkant.organisation_scan.inputs import Decider, Mandate
from vierkant.organisation_scan.results import Comparison, Decision, DecisionSide
from vierkant.quantities import Message, MessageArgument, Number, Unit

HEIGHT = {decider.value: height for height, decider in enumerate(reversed(Decider))}
"""0 for an employee, 6 for the council."""


def compare_mandates(mandates: Sequence[Mandate], partners: Mapping[str, str]) -> tuple[Decision, ...]:
    """Per decision who may take it at every partner, in the order in which decisions were filled in.

    Decisions are the same when their words are, but for capitals, spaces and punctuation. A row without a partner
    belongs to nobody and is left out.
    """
    rows: dict[str, list[Mandate]] = {}
    for row in mandates:
        if row.partner in partners:
            rows.setdefault(key_part(row.decision), []).append(row)
    return tuple(_decision(part, found, partners) for part, found in rows.items())


def _decision(part: str, rows: Sequence[Mandate], partners: Mapping[str, str]) -> Decision:
    sides = tuple(
        DecisionSide(partner, name, _steps([row for row in rows if row.partner == partner]))
        for partner, name in partners.items()
    )
    known = [side for side in sides if side.steps]
    levels = {tuple(decider for decider, _amount in side.steps) for side in known}
    level_differs = len(levels) > 1
    amount_differs = len({side.steps for side in known}) > 1 and not level_differs
    comparison = _comparison(len(sides), len(known), level_differs or amount_differs)
    return Decision(
        key=f"mandates.{part}",
        name=rows[0].decision,
        sides=sides,
        comparison=comparison,
        level_differs=level_differs,
        amount_differs=amount_differs,
        size=_size(sides, known, level_differs=level_differs, amount_differs=amount_differs),
        meaning=Message(f"organisation_scan.mandates.{'level' if level_differs else 'amount'}.meaning")
        if comparison is Comparison.DIFFERENT
        else None,
    )


def _comparison(partners: int, known: int, differs: bool) -> Comparison:
    if differs:
        return Comparison.DIFFERENT
    return Comparison.ALIKE if known == partners and known > 1 else Comparison.UNKNOWN


def _steps(rows: Sequence[Mandate]) -> tuple[tuple[str, float | None], ...]:
    """Lowest decider first; of one decider the highest amount, and without a limit above any amount."""
    found: dict[str, float | None] = {}
    for row in rows:
        amount = row.up_to.value if row.up_to is not None else None
        before = found.get(row.decider.value, 0.0)
        higher = None if amount is None or before is None else max(amount, before)
        found[row.decider.value] = higher
    return tuple(sorted(found.items(), key=lambda step: HEIGHT[step[0]]))


def _size(
    sides: Sequence[DecisionSide], known: Sequence[DecisionSide], *, level_differs: bool, amount_differs: bool
) -> Message | None:
    if level_differs:
        low = min(known, key=lambda side: HEIGHT[side.steps[0][0]])
        high = max(known, key=lambda side: HEIGHT[side.steps[0][0]])
        if low.steps[0][0] == high.steps[0][0]:  # the first step is the same, a higher one is not
            return Message("organisation_scan.size.other_steps", {"low": _who(low)})
        arguments: dict[str, MessageArgument] = {
            "low": _who(low),
            "low_name": low.name,
            "high": _who(high),
            "high_name": high.name,
        }
        return Message("organisation_scan.size.from_to", arguments)
    if amount_differs:
        return _amounts(known)
    silent = [side.name for side in sides if not side.steps]
    return Message("organisation_scan.size.not_said", {"names": in_words(silent)}) if silent else None


def _who(side: DecisionSide) -> Message:
    return Message(f"organisation_scan.decider.{side.steps[0][0]}")


def _amounts(known: Sequence[DecisionSide]) -> Message:
    def first(side: DecisionSide) -> float:
        """The first amount that differs among the partners; no limit is above any amount."""
        place = next(
            number
            for number, step in enumerate(known[0].steps)
            if len({other.steps[number] for other in known}) > 1
        )
        amount = side.steps[place][1]
        return float("inf") if amount is None else amount

    low, high = min(known, key=first), max(known, key=first)

    def words(amount: float) -> MessageArgument:
        if amount == float("inf"):
            return Message("organisation_scan.no_limit")
        return Number(amount, Unit.EURO)

    arguments = {
        "low": words(first(low)), "low_name": low.name, "high": words(first(high)), "high_name": high.name,
    }  # fmt: skip
    return Message("organisation_scan.size.from_to", arguments)
