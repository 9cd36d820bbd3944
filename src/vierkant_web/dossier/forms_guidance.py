"""The questions about help for people: guidance, communication, hours and budget, questions, other projects."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.forms_asks import Ask
from vierkant_web.dossier.forms_change import OPEN_CHOICE, ROLE
from vierkant_web.dossier.inputs import unit_word
from vierkant_web.dossier.inputs_change import ITEM_KINDS, LEDGER_KINDS, Lists


def _groups(lists: Lists) -> Ask:
    return Ask(
        "groups",
        "choices",
        _("For which groups?"),
        _("Tick none if it is for all groups."),
        choices=lists.groups,
    )


def _one_group(lists: Lists) -> Ask:
    return Ask("group", "choice", _("For which group?"), choices=(("", _("For everybody")), *lists.groups))


def interventions(lists: Lists) -> tuple[Ask, ...]:
    """Something that is planned for people."""
    return (
        Ask("name", "text", _("What is planned?"), _("For example: two afternoons to practise in the new system."),
            required=True),
        Ask("kind", "choice", _("What kind of help is it?"), choices=(OPEN_CHOICE, *ITEM_KINDS), required=True),
        Ask("item", "choice", _("Is it from our library?"),
            _("Then its text goes along to employees."),
            choices=(("", _("No, something of our own")), *lists.items)),
        _groups(lists),
        Ask("phases", "choices", _("In which steps does it help?"),
            _("Tick none to take the steps of the text in our library."), choices=lists.phases),
        Ask("from_on", "day", _("From which day?"), counts=True),
        Ask("until_on", "day", _("Until which day?"), counts=True),
        Ask("hours_per_person", "figure", _("Hours per employee"), unit=unit_word("hours"), counts=True,
            why=_("Help that nobody has time for does not help.")),
        Ask("giver_hours", "figure", _("Hours of who gives it"), _("In total."), unit=unit_word("hours")),
        Ask("euros", "figure", _("What does it cost?"), _("In total, in whole euros."), unit=unit_word("euro")),
        Ask("capacity", "whole", _("For how many people is there room?"), _("Leave empty if there is room for all."),
            unit=unit_word("persons"), more=True),
        Ask("owner", "text", _("Who sees to it?"), ROLE, counts=True),
    )  # fmt: skip


def communication(lists: Lists) -> tuple[Ask, ...]:
    """Who hears what, when and from whom."""
    return (
        Ask("audience", "text", _("Who hears it?"), _("For example: employees of the tax team, or the councils."),
            required=True),
        Ask("group", "choice", _("Is this a group of the dossier?"), choices=(("", _("No")), *lists.groups)),
        Ask("message", "long", _("What do they hear?"), required=True),
        Ask("on", "day", _("On which day?"), counts=True,
            why=_("Employees first: who reads it in the paper does not believe you any more.")),
        Ask("sender", "text", _("From whom?"), ROLE, counts=True),
        Ask("channel", "text", _("How?"), _("For example: a meeting, a letter, the intranet.")),
        Ask("done", "tick", _("It has been done")),
    )  # fmt: skip


def ledger(lists: Lists) -> tuple[Ask, ...]:
    """Hours and money for one purpose."""
    return (
        Ask("kind", "choice", _("What is it for?"), choices=(OPEN_CHOICE, *LEDGER_KINDS), required=True),
        _one_group(lists),
        Ask("hours", "figure", _("How many hours?"), _("In total."), unit=unit_word("hours"), counts=True,
            why=_("Learning something new costs time. If nobody frees it, people do it in the evening or not at all.")),
        Ask("euros", "figure", _("How much money?"), _("In total, in whole euros: 18.000, not 18."),
            unit=unit_word("euro")),
        Ask("from_on", "day", _("From which day?"), counts=True),
        Ask("until_on", "day", _("Until which day?"), counts=True),
        Ask("decided_by", "text", _("Who decided on it?"), ROLE, group=_("The decision"), counts=True,
            why=_("It counts as decided only with who, when and from which budget.")),
        Ask("decided_on", "day", _("On which day?"), counts=True),
        Ask("cover", "text", _("From which budget is it paid?"), counts=True, maximum=4000),
        Ask("work_that_stops", "text", _("Which work stops or waits for it?"), counts=True, maximum=4000),
        Ask("spent_hours", "figure", _("Hours spent so far"), more=True, unit=unit_word("hours")),
        Ask("spent_euros", "figure", _("Money spent so far"), more=True, unit=unit_word("euro")),
        Ask("spent_until", "day", _("Counted until which day?"), more=True),
    )  # fmt: skip


def questions(lists: Lists) -> tuple[Ask, ...]:
    """A question of a group and its answer."""
    return (
        Ask("question", "long", _("What do employees ask?"), _("In their own words. Never write who asked it."),
            required=True, maximum=1000),
        Ask("group", "choice", _("Which group asks it?"), choices=(("", _("Everybody")), *lists.groups)),
        Ask("answer", "long", _("What is the answer?"), counts=True),
        Ask("answered_on", "day", _("On which day was it answered?")),
        Ask("answer_by", "day", _("If there is no answer yet: when does it come?"),
            _("A promise. We warn when the day comes near.")),
        Ask("decided_by", "text", _("Who decided on the answer?"), ROLE),
    )  # fmt: skip


def other_projects(lists: Lists) -> tuple[Ask, ...]:
    """What else asks time of the same people."""
    return (
        Ask("name", "text", _("Which project is it?"), required=True),
        _groups(lists),
        Ask("hours_per_month", "figure", _("Hours per employee per month"), required=True,
            unit=unit_word("hours_per_month"),
            why=_("Two changes at once may each be small and together too much.")),
        Ask("from_on", "day", _("From which day?"), required=True),
        Ask("until_on", "day", _("Until which day?"), required=True),
    )  # fmt: skip
