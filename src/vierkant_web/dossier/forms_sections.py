"""The questions to begin with, in plain words: what we ask, how to answer, and why we ask it."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.forms_asks import CONFIDENCES, Ask
from vierkant_web.dossier.inputs import BLOCKS, SMALLEST_GROUP, STAGES, unit_word
from vierkant_web.models import Kind

MUNICIPALITY, OTHER = "municipality", "other"

COOPERATION = (
    Ask("name", "text", _("What is the cooperation called?"), _("A working name is fine."), required=True),
    Ask(
        "kind",
        "choice",
        _("Who works together?"),
        choices=Kind.choices,
        default=Kind.INTERMUNICIPAL.value,
        required=True,
        why=_("Other rules and other questions apply to each kind."),
    ),
    Ask("stage", "choice", _("How far are you?"), choices=STAGES, default=STAGES[0][0], required=True),
    Ask(
        "goal",
        "long",
        _("What do you want to reach together?"),
        _("One or two sentences that a resident understands."),
        counts=True,
        why=_("Without a shared goal, nobody can tell later whether the cooperation succeeded."),
    ),
    Ask(
        "start_year",
        "whole",
        _("In which year does it start, or did it start?"),
        counts=True,
        why=_("We count costs and savings from this year on."),
    ),
    Ask(
        "next_decision",
        "text",
        _("What is the next decision?"),
        _("For example: the councils give their view on the plan."),
        counts=True,
        maximum=4000,
    ),
    Ask(
        "next_decision_on",
        "day",
        _("On which day is that decision?"),
        counts=True,
        why=_("Then we can count back to the day on which each paper must be ready."),
    ),
)

PARTNERS = (
    Ask(
        "what",
        "choice",
        _("What kind of partner is it?"),
        default=MUNICIPALITY,
        choices=((MUNICIPALITY, _("A municipality")), (OTHER, _("Another organisation, or a department"))),
    ),
    Ask(
        "title",
        "text",
        _("Name of the partner"),
        required=True,
        suggestions="municipalities",
        hint=_("Start typing and choose the municipality from the list."),
    ),
    Ask(
        "residents",
        "figure",
        _("Residents"),
        _("Leave empty: we take the official number of CBS."),
        more=True,
        unit=unit_word("residents"),
        why=_("Cost keys and scale often follow the number of residents."),
    ),
    Ask(
        "public",
        "tick",
        _("This is a public organisation"),
        default=True,
        more=True,
        hint=_("Untick it for a company, foundation or association. That narrows the possible legal forms."),
    ),
)

TASKS = (
    Ask(
        "name", "text", _("Which task is it?"), _("For example: levying taxes, or youth care."), required=True
    ),
    Ask(
        "unit",
        "text",
        _("What do you count for this task?"),
        _("For example: objects, requests, clients. Leave empty to count residents."),
        maximum=80,
    ),
    Ask(
        "cost_per_fte",
        "figure",
        _("Cost of one FTE"),
        _("Per year, with everything included. Leave empty to use the usual amount."),
        unit=unit_word("euro_per_fte"),
        why=_("With this we turn people into money."),
    ),
    Ask(
        "planned_saving",
        "share",
        _("Planned saving"),
        _("The part of the present cost that the plan promises."),
        unit="%",
        why=_("Plans are often too rosy. We show what plans like yours usually yield."),
    ),
    Ask("planned_from", "whole", _("From which year should the whole saving be there?"), more=True),
    Ask(
        "taakveld",
        "text",
        _("Number of the taakveld"),
        _("From the Iv3 list, for example 0.64."),
        more=True,
        suggestions="taakvelden",
        why=_("For some taakvelden it is known how cost changes with scale."),
    ),
    Ask(
        "whole_organisation",
        "tick",
        _("This is the whole civil-service organisation"),
        more=True,
        hint=_("Tick it for a full administrative merger."),
    ),
    Ask("note", "long", _("Note"), more=True),
)

OWN_TASKS = (
    Ask(
        "own_fte",
        "figure",
        _("How many FTE work on it now?"),
        unit=unit_word("fte"),
        counts=True,
        why=_("This is the baseline. Without it nobody can say later what the cooperation yielded."),
    ),
    Ask(
        "other_cost",
        "figure",
        _("Other cost"),
        _("Hired staff, licences, contracts."),
        unit=unit_word("euro_per_year"),
    ),
    Ask("volume", "figure", _("How much work is it?"), _("In the unit of this task."), more=True),
    Ask(
        "cost_per_fte",
        "figure",
        _("Cost of one FTE with you"),
        _("Only if it differs from what stands at the task."),
        more=True,
        unit=unit_word("euro_per_fte"),
    ),
)

FUNCTIONS = (
    Ask(
        "name",
        "text",
        _("Which function is it?"),
        _("For example: adviser on public order, or counter for civil affairs."),
        required=True,
    ),
    Ask(
        "needed",
        "whole",
        _("How many people must be there at the same time?"),
        _("At each partner, as it is now."),
        default=1,
        unit=unit_word("persons"),
        why=_("With this we count on how many days a year there are too few people."),
    ),
    Ask(
        "needed_together",
        "whole",
        _("And when you do it together?"),
        _("Leave empty if the number stays the same."),
        unit=unit_word("persons"),
    ),
    Ask(
        "presence",
        "share",
        _("Chance that somebody is there on a working day"),
        _("Leave empty to use the usual value."),
        unit="%",
        more=True,
    ),
    Ask(
        "confidence",
        "choice",
        _("How are the numbers of people known?"),
        choices=CONFIDENCES,
        default="assumed",
        more=True,
    ),
    Ask("source", "choice", _("Source of the numbers"), more=True),
    Ask("note", "long", _("Note"), more=True),
)

OWN_FUNCTIONS = (
    Ask(
        "qualified",
        "whole",
        _("How many people with you can do this?"),
        _("Count people, not FTE. Write 0 if nobody can."),
        unit=unit_word("persons"),
        counts=True,
        why=_("A function that hangs on one person stands still when that person is ill."),
    ),
)

PEOPLE = (
    Ask(
        "name",
        "text",
        _("Which group is it?"),
        _("A group, never a name. For example: employees of the tax team."),
        required=True,
    ),
    Ask(
        "size",
        "whole",
        _("How many people are in this group?"),
        required=True,
        unit=unit_word("persons"),
        hint=format_lazy(
            _("Groups of fewer than {number} people are not shown outside this project."),
            number=SMALLEST_GROUP,
        ),
    ),
    Ask(
        "what_changes",
        "long",
        _("What changes for this group?"),
        _("In one or two sentences, as the group itself would say it."),
        counts=True,
        why=_("People can only go along with a change that they understand."),
    ),
    Ask(
        "hours_reserved",
        "figure",
        _("Hours set free for the change"),
        _("For the whole group, over the whole change. Lines under hours and budget replace it."),
        unit=unit_word("hours"),
        why=_("Learning and getting to know each other costs time. If nobody plans it, it does not happen."),
    ),
    Ask(
        "euros_reserved",
        "figure",
        _("Money reserved for the change"),
        _("Training, guidance and replacement, for the whole group."),
        unit=unit_word("euro"),
    ),
    Ask(
        "team",
        "text",
        _("What is the team called?"),
        _("Use the same name in every cooperation: then we can add up what is asked of the team."),
    ),
    Ask(
        "scale",
        "whole",
        _("Which salary scale do most of them have?"),
        _("From 1 to 18, as in the Cao Gemeenten."),
        why=_("With this we count what replacement costs."),
    ),
    Ask("function", "choice", _("Which function do most of them have?"), more=True),
    Ask(
        "managers",
        "tick",
        _("These are managers"),
        hint=_("Managers are a group of their own: things change for them too."),
    ),
    Ask(
        "confidence",
        "choice",
        _("How is the number of people known?"),
        choices=CONFIDENCES,
        default="assumed",
        more=True,
    ),
    Ask("source", "choice", _("Source of the number"), more=True),
)

MEASURES = (
    Ask(
        "block",
        "choice",
        _("Which stumbling block is it for?"),
        choices=BLOCKS,
        default=BLOCKS[0][0],
        required=True,
        why=_(
            "Cooperation usually stumbles over people, overhead, grip or interests. Each needs at least one measure."
        ),
    ),
    Ask("text", "long", _("What will you do?"), required=True, maximum=1000),
    Ask(
        "owner",
        "text",
        _("Who sees to it?"),
        _("A role, such as programme manager. Not the name of a person."),
        counts=True,
    ),
    Ask("due", "day", _("When is it done?"), counts=True),
    Ask(
        "hours",
        "figure",
        _("Hours it takes"),
        unit=unit_word("hours"),
        counts=True,
        why=_("A measure without time or money does not happen."),
    ),
    Ask("euros", "figure", _("Money it takes"), unit=unit_word("euro")),
    Ask("done", "tick", _("It has been done")),
)

SOURCES = (
    Ask(
        "title",
        "text",
        _("Title of the source"),
        _("For example: programme budget 2027, page 14."),
        required=True,
        maximum=400,
    ),
    Ask("publisher", "text", _("Who published it?"), maximum=4000),
    Ask("year", "whole", _("Year of publication")),
    Ask("url", "text", _("Web address"), _("The whole address, starting with https://."), maximum=1000),
    Ask(
        "certainty",
        "choice",
        _("How sure is it?"),
        default="medium",
        more=True,
        choices=(("high", _("Sure")), ("medium", _("Fairly sure")), ("low", _("Unsure"))),
    ),
    Ask("licence", "text", _("Licence"), _("For example: CC BY 4.0."), more=True, maximum=4000),
    Ask("note", "long", _("Note"), more=True),
)
