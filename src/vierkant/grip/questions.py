"""Questions for a councillor with little time: five to nine, chosen by what the dossier says and lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vierkant.grip.inputs import GripInput, PointOutcome, Stance
from vierkant.grip.instruments import EXECUTIVES, whole_day
from vierkant.grip.points import votes_needed
from vierkant.grip.results import Instrument, PointStanding, RoleCell
from vierkant.quantities import Message, MessageArgument, Number, Unit
from vierkant.reference.forms import Kind

MOST, FEWEST = 9, 5
GENERAL = ("index", "overhead", "reserve", "compulsory", "less", "report", "before")
"""Questions that fit every cooperation between municipalities; they fill up when the dossier says little."""
GENERAL_ELSEWHERE = ("goal", "overhead", "less", "report", "before")
"""The same for the other two kinds."""


def questions(
    given: GripInput,
    instruments: Sequence[Instrument],
    roles: Sequence[RoleCell],
    points: Sequence[PointStanding],
) -> tuple[Message, ...]:
    """The questions, the most telling first; at most nine, and at least five.

    What lacks, clashes or went wrong in this dossier comes first, the human side before all; then what else it says.
    One general question is always among them, as long as there is room.
    """
    found = [
        *_people(given),
        *_money(given),
        *_say(given, points),
        *_agreements(given),
        *_steering(given, instruments, roles),
        *_complexity(given),
    ]
    own = [*(item for item in found if not _is_calm(item)), *(item for item in found if _is_calm(item))]
    general = GENERAL if given.kind is Kind.INTERMUNICIPAL else GENERAL_ELSEWHERE
    spare = [_ask(f"general.{name}") for name in general]
    chosen = own[:MOST]
    wanted = max(1, FEWEST - len(chosen))
    return tuple([*chosen, *spare[:wanted]][:MOST])


_CALM = (
    "saving.range",
    "votes.shared",
    "withdrawal.amount",
    "evaluation.day",
    "next_decision",
    "arrangements",
)
"""Questions that ask on about what is in order."""


def _is_calm(question: Message) -> bool:
    return question.id.removeprefix("grip.question.") in _CALM


def _ask(name: str, **arguments: MessageArgument) -> Message:
    return Message(f"grip.question.{name}", arguments)


def _euro(value: float) -> Number:
    return Number(value, Unit.EURO)


def _people(given: GripInput) -> Iterator[Message]:
    """The human side first: do the people for whom the work changes get the time for it?"""
    numbers = given.numbers
    if not numbers.employees:
        return
    people = Number(numbers.employees, Unit.NUMBER)
    if numbers.hours_needed is None:
        yield _ask("people.unknown", people=people)
        return
    needed = Number(numbers.hours_needed, Unit.HOURS)
    if numbers.hours_reserved is None:
        yield _ask("people.nothing_reserved", people=people, needed=needed)
    elif numbers.hours_reserved < numbers.hours_needed:
        reserved = Number(numbers.hours_reserved, Unit.HOURS)
        yield _ask("people.too_little", people=people, needed=needed, reserved=reserved)


def _money(given: GripInput) -> Iterator[Message]:
    numbers = given.numbers
    # With a loss every year the deepest point is the sum of the losses: nothing that is paid in advance.
    loses = numbers.saving is not None and numbers.saving[1] <= 0
    if numbers.paid_in_advance is not None and round(abs(numbers.paid_in_advance)) and not loses:
        advance = abs(numbers.paid_in_advance)
        if numbers.transition_budget is None:
            yield _ask("advance.no_budget", advance=_euro(advance))
        elif numbers.transition_budget < advance:
            budget = _euro(numbers.transition_budget)
            yield _ask("advance.too_little", advance=_euro(advance), budget=budget)
    if numbers.saving is not None:
        low, high = numbers.saving
        shown = {"low": Number(low, Unit.EURO_PER_YEAR), "high": Number(high, Unit.EURO_PER_YEAR)}
        if loses:
            yield _ask(
                "saving.loss",
                low=Number(abs(high), Unit.EURO_PER_YEAR),
                high=Number(abs(low), Unit.EURO_PER_YEAR),
            )
        elif numbers.never_back:
            yield _ask("saving.with_chance", **shown, chance=Number(numbers.never_back, Unit.SHARE))
        else:
            yield _ask("saving.range", **shown)
    if numbers.assumed:
        yield _ask("assumed", assumed=numbers.assumed, figures=numbers.figures)


def _say(given: GripInput, points: Sequence[PointStanding]) -> Iterator[Message]:
    """Who decides, and what the board did with what councils said."""
    refused = [point for point in points if point.carries and point.outcome is PointOutcome.REJECTED]
    if refused:
        yield _ask("refused", point=refused[0].text, votes=refused[0].votes_agreeing or 0)
    waiting = [point for point in points if point.outcome is PointOutcome.OPEN and not point.answer]
    spoken = [point for point in waiting if any(view.stance in _SPOKEN for view in point.views)]
    if spoken:
        yield _ask("waiting.one" if len(spoken) == 1 else "waiting.more", count=len(spoken))
    if given.votes and sum(given.votes.values()):
        yield from _votes(given)
    elif given.kind is Kind.INTERMUNICIPAL and len(given.partners) > 1:
        yield _ask("no_votes", partners=len(given.partners))


_SPOKEN = frozenset({Stance.AGREES, Stance.AGREES_IF_CHANGED, Stance.OBJECTS})


def _votes(given: GripInput) -> Iterator[Message]:
    total, needed = sum(given.votes.values()), votes_needed(given.votes, given.quota)
    largest = max(given.votes, key=lambda partner: given.votes[partner])
    arguments: dict[str, MessageArgument] = {
        "partner": given.partners.get(largest, largest),
        "votes": given.votes[largest],
        "total": total,
        "needed": needed,
    }
    if given.votes[largest] >= needed:
        yield _ask("votes.alone", **arguments)
    elif total - given.votes[largest] < needed:
        yield _ask("votes.block", **arguments)
    else:
        yield _ask("votes.shared", **arguments)
    key = given.numbers.cost_key
    short = [partner for partner in key if key[partner] > given.votes.get(partner, 0) / total + 0.1]
    if short:
        most = max(short, key=lambda partner: key[partner] - given.votes.get(partner, 0) / total)
        yield _ask(
            "pays_more",
            partner=given.partners.get(most, most),
            cost=Number(key[most], Unit.SHARE),
            votes=Number(given.votes.get(most, 0) / total, Unit.SHARE),
        )


def _agreements(given: GripInput) -> Iterator[Message]:
    if not given.shown.withdrawal_terms:
        yield _ask("withdrawal.nothing")
    elif given.numbers.joint_cost:
        yield _ask("withdrawal.amount", cost=Number(given.numbers.joint_cost, Unit.EURO_PER_YEAR))
    if given.shown.evaluation_on is None:
        yield _ask("evaluation.nothing")
    else:
        kind = "day" if given.shown.evaluation_on >= given.on else "past"
        yield _ask(f"evaluation.{kind}", day=whole_day(given.shown.evaluation_on))
    if not given.shown.information_terms:
        yield _ask("information.nothing")
    if given.next_decision_on is not None and given.next_decision_on >= given.on:
        yield _ask("next_decision", day=whole_day(given.next_decision_on))


def _steering(
    given: GripInput, instruments: Sequence[Instrument], roles: Sequence[RoleCell]
) -> Iterator[Message]:
    """Roles that lie in one hand, instruments left aside, and a council that is no party."""
    double = next((row for cell in roles for row in cell.details if row.also), None)
    if double is not None:
        yield _ask("double_role", holder=double.holder)
    unused = [row for row in instruments if row.applies and row.used is False and row.expected]
    if unused:
        yield _ask("unused", instrument=unused[0].name)
    if given.bodies and given.bodies <= EXECUTIVES and given.kind is Kind.INTERMUNICIPAL:
        yield _ask("no_party")


def _complexity(given: GripInput) -> Iterator[Message]:
    """The number of arrangements a council must follow, when it was measured."""
    bodies = next((item for item in given.complexity if item.id == "bodies"), None)
    if bodies is not None and bodies.value > 1:
        yield _ask("arrangements", number=Number(bodies.value, bodies.unit, bodies.decimals))
