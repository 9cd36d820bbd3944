"""The steps about the people for whom something changes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.fill_in_step import Step

HUMAN_STEPS = (
    Step(
        "change_plan",
        "one",
        _("Change plan"),
        _("When does it begin for people, who decided on it, and where can they go with a question?"),
    ),
    Step(
        "impact",
        "rows",
        _("Impact cards"),
        _(
            "What changes for each group, as the project sees it? Employees see a card only after HR and the "
            "works council have released it."
        ),
        _("Add a card"),
        _("New card"),
        _("More about this card"),
    ),
    Step(
        "lead_scores",
        "rows",
        _("Scores of leads"),
        _(
            "The lead of a group scores the same ten points without looking at the card. The difference is what to "
            "talk about."
        ),
        _("Add scores"),
        _("New scores"),
        _("More about these scores"),
        own_title=_("Scores of our leads"),
        own_lead=_(
            "How much changes for your groups, as their own lead sees it? Score without looking at the card."
        ),
        shared_title=_("Groups of several partners"),
    ),
    Step(
        "aspects",
        "rows",
        _("What changes, point by point"),
        _(
            "Does one point need words of its own, such as the workplace? You only need this where the card is "
            "too short."
        ),
        _("Add a point"),
        _("New point"),
        _("More about this point"),
        optional=True,
    ),
    Step(
        "crosswalk",
        "rows",
        _("Functions from old to new"),
        _(
            "What happens to each function of a group, and for how many people? Count people, never write names."
        ),
        _("Add a line"),
        _("New line"),
        _("Guarantee and travel"),
        own_title=_("Our functions from old to new"),
        own_lead=_(
            "What happens to each function of your groups, and for how many people? Never write names."
        ),
        shared_title=_("Groups of several partners"),
    ),
    Step(
        "interventions",
        "rows",
        _("Information and guidance"),
        _(
            "What do you do to help people from one step to the next? Choose from our library, or plan something "
            "of your own."
        ),
        _("Add help"),
        _("New help"),
        _("More about this help"),
    ),
    Step(
        "communication",
        "rows",
        _("Communication"),
        _("Who hears what, when and from whom? Employees first."),
        _("Add a moment"),
        _("New moment"),
        _("More about this moment"),
    ),
    Step(
        "ledger",
        "rows",
        _("Hours and budget for people"),
        _("Which hours and which money are set free, who decided on that, and which work stops for it?"),
        _("Add a line"),
        _("New line"),
        _("What has been spent"),
    ),
    Step(
        "questions",
        "rows",
        _("Questions and answers"),
        _("What do employees ask, and what is the answer? An answer that is not there yet gets a day."),
        _("Add a question"),
        _("New question"),
        _("More about this question"),
        optional=True,
    ),
    Step(
        "other_projects",
        "rows",
        _("Other projects"),
        _("What else asks time of the same people in the same months?"),
        _("Add a project"),
        _("New project"),
        _("More about this project"),
        optional=True,
    ),
)
"""What belongs to the groups of employees, in the order in which it becomes known."""
