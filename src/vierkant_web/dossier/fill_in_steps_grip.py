"""The steps about the form, the calendar, and with what the councils steer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.fill_in_step import Better, Step

_DATES = Better(
    "calendar_dates",
    _("Paste or upload a list of meetings"),
    _("There you can paste a list, or choose a calendar file: you need not type every day."),
)
_ZIENSWIJZE = Better(
    "grip_zienswijze",
    _("Go to the joint zienswijze"),
    _("There all points and views stand in one table, with what became of them."),
)

FORM_STEPS = (
    Step(
        "form_answers",
        "one",
        _("Questions about the form"),
        _(
            "From your answers follows which legal forms are possible. Leave open what you do "
            "not know yet: we then say what it depends on."
        ),
    ),
    Step(
        "agreements",
        "one",
        _("Agreements"),
        _("What have you agreed, or what do you propose to each other? Leave empty what is still open."),
    ),
)
"""Which form, and what was agreed."""

GRIP_STEPS = (
    Step(
        "arrangement_text",
        "one",
        _("Text of the arrangement"),
        _("What does the text say about days, leaving and the boards? Leave open what is not there."),
        optional=True,
        better=Better(
            "legal_form_arrangement",
            _("Check the whole text"),
            _("There you can paste the text: we look for the clauses and say what the act asks."),
        ),
    ),
    Step(
        "clauses",
        "rows",
        _("Clauses in the text"),
        _("Which clauses are in the text, and where? From this we tell what is missing."),
        _("Add a clause"),
        _("New clause"),
        _("More about this clause"),
        optional=True,
        better=Better(
            "legal_form_arrangement",
            _("Go through all clauses"),
            _("There all clauses stand below each other, with the article that asks for them."),
        ),
    ),
    Step(
        "boards",
        "rows",
        _("Boards"),
        _("When does the board meet, and when do papers go to the councils? From this we make the calendar."),
        _("Add a board"),
        _("New board"),
        _("More about this board"),
        optional=True,
        better=_DATES,
    ),
    Step(
        "councils",
        "rows",
        _("Councils"),
        _(
            "When do councils and their committees meet? Each partner fills in its own council; here stand the others."
        ),
        _("Add a council"),
        _("New council"),
        _("More about this council"),
        optional=True,
        own_title=_("Our council"),
        own_lead=_("When do your council and its committee meet, and how long before must a paper be there?"),
        shared_title=_("Councils of no partner"),
        better=_DATES,
    ),
    Step(
        "planning",
        "one",
        _("Agreements about the year"),
        _("What did the region agree about recess, and about earlier days than the act asks?"),
        optional=True,
    ),
    Step(
        "roles",
        "rows",
        _("Roles"),
        _("Who is owner, who orders and who delivers? Write functions, never names."),
        _("Add a role"),
        _("New role"),
        _("More about this role"),
        optional=True,
    ),
    Step(
        "instruments",
        "rows",
        _("Instruments of the councils"),
        _("With what do the councils steer? We say which instruments belong to your form and are not used."),
        _("Add an instrument"),
        _("New instrument"),
        _("More about this instrument"),
        optional=True,
        better=Better(
            "grip",
            _("See all instruments"),
            _("There you see which instruments belong to your form, with the article."),
        ),
    ),
    Step(
        "zienswijze_points",
        "rows",
        _("Points for the zienswijze"),
        _("What do the councils want to change, and what did the board do with it?"),
        _("Add a point for the councils"),
        _("New point for the councils"),
        _("More about this point for the councils"),
        optional=True,
        better=_ZIENSWIJZE,
    ),
    Step(
        "council_views",
        "rows",
        _("Views of the councils"),
        _("What does each council think of the points? Each partner fills in the view of its own council."),
        _("Add a view"),
        _("New view"),
        _("More about this view"),
        optional=True,
        own_title=_("The view of our council"),
        own_lead=_("What does your council think of each point? Until the council decided, it is a draft."),
        shared_title=_("Views of several councils"),
        better=_ZIENSWIJZE,
    ),
)
"""The text, the calendar, and with what the councils steer."""
