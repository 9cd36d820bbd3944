"""The steps behind the four K's: why partners take part, and what it does to quality, service and risks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.fill_in_step import Step

FUNCTIONS_STEP = Step(
    "functions",
    "rows",
    _("Functions"),
    _(
        "For which work must somebody always be there? With this we see how vulnerable you "
        "are, alone and together."
    ),
    _("Add a function"),
    _("New function"),
    _("More about this function"),
    own_title=_("Our people per function"),
    own_lead=_("How many people with you can do this work? Count people, never write names."),
)

WHY_STEPS = (
    Step(
        "motives",
        "single",
        _("Motives"),
        _(
            "Why does each partner take part? Every partner divides 100 points. Different aims are no problem; "
            "not knowing them is."
        ),
        more=_("Note"),
        own_title=_("Why we take part"),
        own_lead=_("Divide 100 points over what you want from the cooperation. There is no wrong answer."),
        shared_title=_("All partners"),
    ),
    FUNCTIONS_STEP,
    Step(
        "expertise",
        "rows",
        _("Expertise"),
        _("What must people master for this work, and how many people does it take to stay good at it?"),
        _("Add an expertise"),
        _("New expertise"),
        _("More about this expertise"),
        optional=True,
        own_title=_("Our expertise"),
        own_lead=_("How many people with you master it now? Count people, never write names."),
    ),
    Step(
        "indicators",
        "rows",
        _("Indicators"),
        _("By what will you see later whether it became better? Measure it now, before anything changes."),
        _("Add an indicator"),
        _("New indicator"),
        _("More about this indicator"),
    ),
    Step(
        "channels",
        "rows",
        _("Phone and counter"),
        _(
            "How long do residents wait now, and how long when you answer together? "
            "Make the list together; each partner fills in its own busy hour."
        ),
        _("Add a phone line or counter"),
        _("New phone line or counter"),
        _("More about this phone line or counter"),
        optional=True,
        own_title=_("Our phone and counter"),
        own_lead=_("How is it with you now, in a busy hour? An estimate is fine."),
    ),
    Step(
        "counters",
        "rows",
        _("Counters and places"),
        _("Where can residents go now, and what changes? Each partner fills in its own places."),
        _("Add a place"),
        _("New place"),
        _("More about this place"),
        optional=True,
        own_title=_("Our counters and places"),
        own_lead=_("Where can your residents go, how long is it open, and does that change?"),
        shared_title=_("Places of all together"),
    ),
    Step(
        "risks",
        "rows",
        _("Risks"),
        _(
            "What may go wrong, how likely is it, and which risks do you share? Here stand those of the cooperation."
        ),
        _("Add a risk"),
        _("New risk"),
        _("More about this risk"),
        optional=True,
        own_title=_("Our risks"),
        own_lead=_("Which risks do you run now in this work, and which of them move to the cooperation?"),
        shared_title=_("Risks of the cooperation itself"),
    ),
)
"""Under Waarom."""
