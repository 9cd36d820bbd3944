"""The steps behind organisations side by side: each partner describes itself; what is done about it stands with all."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.fill_in_step import Better, Step

SCAN_STEPS = (
    Step(
        "structure",
        "single",
        _("How each organisation is built"),
        _("Each partner describes itself. Side by side you see where you are alike and where it will chafe."),
        more=_("Source and note"),
        optional=True,
        own_title=_("How we are built"),
        own_lead=_("Layers, teams and meetings, as they are now. Your own organisation fills this in."),
        shared_title=_("All partners"),
    ),
    Step(
        "mandates",
        "rows",
        _("Who decides"),
        _(
            "Who may decide what? Each partner fills in its own; here stands what you agreed for the cooperation."
        ),
        _("Add a decision"),
        _("New decision"),
        _("More about this decision"),
        optional=True,
        own_title=_("Who decides with us"),
        own_lead=_(
            "Who may take which decision with you? Choose the ten that come most often. You fill in your own."
        ),
        shared_title=_("Agreed for the cooperation"),
    ),
    Step(
        "employment",
        "rows",
        _("Terms of employment"),
        _(
            "What did each employer arrange beside the cao? Each partner fills in its own; here stands what is agreed."
        ),
        _("Add a rule"),
        _("New rule"),
        _("More about this rule"),
        optional=True,
        own_title=_("Our terms of employment"),
        own_lead=_("What did you arrange as employer beside the cao? Your own HR fills this in."),
        shared_title=_("Agreed for the cooperation"),
    ),
    Step(
        "processes",
        "rows",
        _("Processes"),
        _("Which processes do you put together? Make the list together; each partner says how far it is."),
        _("Add a process"),
        _("New process"),
        _("More about this process"),
        optional=True,
        own_title=_("How far we are"),
        own_lead=_("How far are you with each process? Your own people who do the work know it best."),
    ),
    Step(
        "applications",
        "rows",
        _("Applications"),
        _(
            "With which software does each partner work? Each fills in its own; here stands what you bought together."
        ),
        _("Add an application"),
        _("New application"),
        _("More about this application"),
        optional=True,
        own_title=_("Our applications"),
        own_lead=_("With which software do you work, and when does the contract end? You fill in your own."),
        shared_title=_("Applications of all together"),
    ),
    Step(
        "trust",
        "single",
        _("Trust and readiness"),
        _(
            "Each partner fills this in alone. Nobody sees it until all are ready and it is opened at one moment."
        ),
        optional=True,
        own_title=_("How we look at it"),
        own_lead=_(
            "Fill this in alone, as an organisation. Nobody else sees it until all are ready, also not the "
            "coordinator."
        ),
        shared_title=_("All partners"),
        better=Better(
            "organisation_scan_trust",
            _("See who is ready"),
            _("There you see who is ready, and after opening what all may see."),
        ),
    ),
    Step(
        "differences",
        "rows",
        _("Differences"),
        _("What do you do about each difference? The coordinator writes down what you agreed together."),
        _("Add a difference"),
        _("New difference"),
        _("Where it was found"),
        optional=True,
    ),
)
"""Under Organisaties."""
