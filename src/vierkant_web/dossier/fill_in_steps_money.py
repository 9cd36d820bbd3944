"""The steps behind the figures: money per partner, one-off costs, measured hours, budgets; and lessons of your own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.fill_in_step import Step

MONEY_STEPS = (
    Step(
        "finances",
        "single",
        _("Money per partner"),
        _(
            "What does the cooperation do to the money of each partner, beside the tasks? Think of VAT and overhead."
        ),
        more=_("Source and note"),
        optional=True,
        own_title=_("Our money"),
        own_lead=_(
            "What does the cooperation do to your money, beside the tasks? Leave empty what you do not know."
        ),
        shared_title=_("All partners"),
    ),
    Step(
        "transition_costs",
        "rows",
        _("One-off costs"),
        _("What must be paid once, in which year and by whom? Plans often forget the costs that come twice."),
        _("Add a cost"),
        _("New cost"),
        _("More about this cost"),
        optional=True,
    ),
    Step(
        "coordination_hours",
        "rows",
        _("Measured hours of steering"),
        _(
            "After the start: how many hours did steering and aligning really take? Then we see in time whether it "
            "runs away. Here stand the hours of all together."
        ),
        _("Add a year"),
        _("New year"),
        _("More about this year"),
        optional=True,
        own_title=_("Our hours of steering"),
        own_lead=_("How many hours did your own people spend on steering and aligning, in a calendar year?"),
        shared_title=_("Hours of all together"),
    ),
    Step(
        "correlations",
        "rows",
        _("Figures that move together"),
        _(
            "Do two figures go wrong at the same time? Then the risk is larger. You only need this if you know it."
        ),
        _("Add a pair"),
        _("New pair"),
        _("More about this pair"),
        optional=True,
    ),
    Step(
        "budgets",
        "rows",
        _("Budgets of arrangements"),
        _(
            "What do you pay to each arrangement, this year and last year? Then you see which one rises faster than "
            "agreed."
        ),
        _("Add a budget"),
        _("New budget"),
        _("More about this budget"),
        optional=True,
    ),
    Step(
        "budget_changes",
        "rows",
        _("Causes of a rise"),
        _("Why does a budget rise or fall? What you do not explain, we show as unexplained."),
        _("Add a cause"),
        _("New cause"),
        _("More about this cause"),
        optional=True,
    ),
)
"""Under Cijfers."""

CASES_STEP = Step(
    "cases",
    "rows",
    _("Lessons of your own"),
    _("Did you cooperate before? Write down what you learned: it counts along here, and you can share it."),
    _("Add a cooperation"),
    _("New cooperation"),
    _("More about this cooperation"),
    optional=True,
)
