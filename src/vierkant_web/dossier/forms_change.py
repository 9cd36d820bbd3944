"""The questions about what changes for which group: the plan, the impact cards, the functions from old to new."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.forms_asks import Ask, Choices, Words
from vierkant_web.dossier.inputs import unit_word
from vierkant_web.dossier.inputs_change import (
    ASPECTS,
    CARD_STATUSES,
    OUTCOMES,
    PLACEMENTS,
    Lists,
)

OPEN_CHOICE: tuple[str, Words] = ("", "–")
ROLE = _("Never a name: write the role, such as head of operations.")
SCORES: Choices = (
    ("", _("Not scored yet")),
    ("0", _("0: nothing changes")),
    ("1", _("1: hardly anything changes")),
    ("2", _("2: a little changes")),
    ("3", _("3: it clearly changes")),
    ("4", _("4: a lot changes")),
    ("5", _("5: everything changes")),
)

CHANGE_PLAN = (
    Ask(
        "goal_for_people",
        "long",
        _("What do employees notice when it has gone well?"),
        _("In one or two sentences, as they would say it themselves."),
        group=_("What it is about for people"),
        counts=True,
        why=_("A goal that only managers feel does not carry people through a change."),
    ),
    Ask(
        "starts_on",
        "day",
        _("On which day does the new situation begin?"),
        _("For the groups whose card says nothing else."),
        counts=True,
        why=_("From this day we count back when people must know, want and be able."),
    ),
    Ask(
        "ends_on",
        "day",
        _("Until when is there help?"),
        _("After the start, not only until it."),
        counts=True,
        why=_("Most questions come after the start. Help that stops on that day comes too short."),
    ),
    Ask("aftercare", "long", _("Which help stays after the start?"), counts=True),
    Ask("decided_by", "text", _("Who decided on this plan?"), ROLE, group=_("Who decided"), counts=True),
    Ask("decided_on", "day", _("On which day was it decided?"), counts=True),
    Ask(
        "social_plan_on",
        "day",
        _("When was the social plan agreed with the unions?"),
        _("Leave empty while there is none. It settles placement, salary guarantee and travel."),
        why=_("Without it nobody can say what happens to who does not keep the present function."),
    ),
    Ask(
        "advice_asked_on",
        "day",
        _("When were the works councils asked for advice?"),
        _("Ask before the decision, while the advice can still change it (Works Councils Act, article 25)."),
        counts=True,
    ),
    Ask(
        "question_desk",
        "text",
        _("Where can employees ask something?"),
        _("A desk or a role outside the line, with a mail address or room. Never a name."),
        group=_("Where people can go"),
        counts=True,
        why=_("Not everybody dares to ask their own manager."),
    ),
    Ask("question_phone", "text", _("By which phone number?"), maximum=40),
    Ask("confidential_adviser", "text", _("How do people reach the confidential adviser?"), ROLE),
    Ask("works_council", "text", _("How do people reach the works council?"), ROLE),
    Ask("objection", "long", _("Where, and until when, can somebody object to a placement?")),
    Ask(
        "slower_route",
        "long",
        _("What can be arranged for who needs more time?"),
        counts=True,
        why=_("Everybody goes through a change at an own pace. Arrange the slower route beforehand."),
    ),
    Ask(
        "phase_model",
        "choice",
        _("With which steps do you help people?"),
        choices=(
            ("five", _("Five steps: know, want, learn, can, keep")),
            ("three", _("Three steps: let go, search, begin again")),
            ("own", _("Steps of our own")),
        ),
        default="five",
        group=_("The steps"),
    ),
    Ask(
        "own_phase_model",
        "long",
        _("The text of your own steps"),
        _(
            "Only if you chose steps of your own. Paste the whole file; we check it and name everything that is wrong."
        ),
        more=True,
        maximum=30_000,
    ),
)


def _scores() -> tuple[Ask, ...]:
    return tuple(
        Ask(
            name,
            "score",
            word,
            choices=SCORES,
            group=_("How much changes, from 0 to 5?") if number == 0 else "",
            counts=True,
        )
        for number, (name, word) in enumerate(ASPECTS)
    )


def _group(lists: Lists) -> Ask:
    return Ask(
        "group", "choice", _("Which group is it about?"), choices=(OPEN_CHOICE, *lists.groups), required=True
    )


def _status(*, card: bool) -> tuple[Ask, ...]:
    choices = CARD_STATUSES if card else (("", _("As on the card")), *CARD_STATUSES)
    return (
        Ask(
            "status",
            "choice",
            _("How firm is this?"),
            choices=choices,
            default="intended" if card else None,
            why=_("People can live with not knowing yet, not with a plan that was told as a fact."),
        ),
        Ask(
            "answer_by",
            "day",
            _("If it is not yet known: when do employees get an answer?"),
            _("A promise. We warn when the day comes near."),
        ),
    )


def impact(lists: Lists) -> tuple[Ask, ...]:
    """The card of a group, as the project sees it."""
    return (
        _group(lists),
        Ask("changes", "long", _("What changes?"), _("As the group itself would say it."), counts=True),
        Ask("stays", "long", _("What stays as it is?"), counts=True,
            why=_("People look for what they can hold on to.")),
        *_status(card=True),
        Ask("starts_on", "day", _("When does it begin for this group?"),
            _("Leave empty if it is the day of the change plan.")),
        Ask("ends_on", "day", _("Until when is there help for this group?"),
            _("Leave empty if it is the day of the change plan.")),
        Ask("decided_by", "text", _("Who decides about this?"), ROLE, counts=True),
        Ask("helped_by", "text", _("Who helps this group?"), ROLE, counts=True),
        *_scores(),
    )  # fmt: skip


def lead_scores(lists: Lists) -> tuple[Ask, ...]:
    """The same ten aspects, as the group's own lead sees them."""
    return (
        _group(lists),
        *_scores(),
        Ask(
            "note",
            "long",
            _("Note"),
            _("What does the project not see? Write about the group, not about a person."),
        ),
    )


def aspects(lists: Lists) -> tuple[Ask, ...]:
    """What one aspect means for a group."""
    return (
        _group(lists),
        Ask("aspect", "choice", _("Which part of the work?"), choices=(OPEN_CHOICE, *ASPECTS), required=True),
        Ask("changes", "long", _("What changes?"), _("As the group itself would say it."), counts=True),
        Ask("stays", "long", _("What stays as it is?")),
        Ask("on", "day", _("From which day?"), _("Leave empty if it is the same day as on the card.")),
        *_status(card=False),
    )


def crosswalk(lists: Lists) -> tuple[Ask, ...]:
    """One line from old to new."""
    return (
        _group(lists),
        Ask("outcome", "choice", _("What happens to the function?"), choices=(OPEN_CHOICE, *OUTCOMES), required=True),
        Ask("function", "text", _("The function now"), _("Leave empty for a new function.")),
        Ask("new_function", "text", _("The function then"), _("Leave empty if it ends.")),
        Ask("people", "whole", _("How many people is it about?"), _("Count people, never write names."),
            required=True, unit=unit_word("persons")),
        Ask("placement", "choice", _("How do people come to the new function?"), choices=PLACEMENTS,
            default="not_yet_known",
            why=_("Uncertainty about the own place weighs more than the change itself.")),
        Ask("scale", "whole", _("Salary scale now"), _("From 1 to 18, as in the Cao Gemeenten.")),
        Ask("new_scale", "whole", _("Salary scale then"), _("From 1 to 18, as in the Cao Gemeenten.")),
        Ask("guarantee", "figure", _("Guarantee per person"),
            _("Per year, so that nobody earns less. Leave empty: we take it from the scales."), more=True,
            unit=unit_word("euro_per_year")),
        Ask("guarantee_years", "figure", _("For how many years?"), more=True, unit=unit_word("years")),
        Ask("extra_kilometres", "figure", _("How much further do people travel?"),
            _("Per person and day, there and back together."), more=True, unit=unit_word("kilometres")),
    )  # fmt: skip
