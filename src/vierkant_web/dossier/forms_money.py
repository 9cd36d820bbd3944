"""The questions behind the figures: money per partner, one-off costs, measured hours, budgets, and own lessons."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.forms_asks import Ask, Choices
from vierkant_web.dossier.forms_change import OPEN_CHOICE
from vierkant_web.dossier.inputs import LEGAL_FORMS, unit_word
from vierkant_web.dossier.inputs_change import Lists
from vierkant_web.dossier.inputs_numbers import (
    BUDGET_CAUSES,
    CASE_OUTCOMES,
    CASE_SCOPES,
    FOUR_KS,
    TRANSITION_KINDS,
)
from vierkant_web.models import Kind

_EURO = unit_word("euro")
_A_YEAR = unit_word("euro_per_year")
_LAST_YEAR = 10

FINANCES = (
    Ask("vat", "figure", _("VAT that you do not get back"), _("Only the VAT that you cannot get back. Usually 0."),
        unit=_A_YEAR, counts=True, group=_("Every year"),
        why=_("Now you get VAT back through the VAT compensation fund, or nobody charges it. If the cooperation sends"
              " bills with VAT that you cannot get back, it becomes dearer for you.")),
    Ask("wage_harmonisation", "figure", _("Wages that rise by equal terms"),
        _("Leave empty: we take it from the functions from old to new."), unit=_A_YEAR,
        why=_("When people get the same terms, the lowest wages usually rise.")),
    Ask("stranded_overhead", "figure", _("Overhead that stays behind with you"),
        _("In the first year. Leave empty: then we estimate it."), unit=_A_YEAR,
        why=_("Housing, ICT and support do not shrink at once when people leave. That cost stays with you.")),
    Ask("stranded_years", "whole", _("In how many years do you phase that out?"), unit=unit_word("years")),
    Ask("exit_reserve", "figure", _("Reserve for leaving"), _("What you set aside once for the price of leaving."),
        unit=_EURO, group=_("Money that stands ready")),
    Ask("resilience", "figure", _("Money to bear risks"), _("Your available weerstandscapaciteit."), unit=_EURO,
        why=_("With this we see whether you can bear your part of the risks.")),
    Ask("source", "choice", _("Source of the figures"), more=True),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip


def _years() -> Choices:
    later = tuple(
        (str(year), _("%(n)s years after the start") % {"n": year}) for year in range(2, _LAST_YEAR + 1)
    )
    return (
        ("-1", _("The year before the start")),
        ("0", _("The first year")),
        ("1", _("One year after the start")),
        *later,
    )


def _paid_by(partners: Mapping[str, str]) -> Choices:
    return (("", _("All partners together, by the cost key")), *partners.items())


def transition_costs(partners: Mapping[str, str]) -> tuple[Ask, ...]:
    """A line of what it costs once."""
    return (
        Ask("name", "text", _("What must be paid once?"), _("For example: moving data to one system."), required=True),
        Ask("kind", "choice", _("What kind of cost is it?"), choices=TRANSITION_KINDS, default="project"),
        Ask("amount", "figure", _("How much is it?"), unit=_EURO, counts=True,
            why=_("What a plan forgets is usually this: ICT, double cost, and people who find no place.")),
        Ask("year", "score", _("In which year?"), choices=_years(), default=0, beside=True),
        Ask("partner", "choice", _("Who pays it?"), choices=_paid_by(partners), beside=True),
        Ask("note", "long", _("Note"), more=True),
    )  # fmt: skip


COORDINATION_HOURS = (
    Ask("year", "whole", _("Which year?"), required=True),
    Ask("hours", "figure", _("How many hours did steering and aligning take?"),
        _("Meetings, papers, reports, checking: of everybody together."), required=True,
        unit=unit_word("hours_per_year"),
        why=_("Before the start this can only be estimated. Who measures it, sees in time whether it runs away.")),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip


def correlations(lists: Lists) -> tuple[Ask, ...]:
    """Two figures of the calculation that move together."""
    return (
        Ask("first", "choice", _("Which number?"), choices=(OPEN_CHOICE, *lists.figures), required=True, beside=True),
        Ask("second", "choice", _("Together with which number?"), choices=(OPEN_CHOICE, *lists.figures), required=True,
            beside=True),
        Ask("value", "number", _("How strongly do they move together?"),
            _("From -1 to 1. 1: always up together. 0: apart. -1: one up, the other down."), required=True,
            why=_("If figures go wrong together, the risk is larger than when they vary apart.")),
        Ask("source", "choice", _("Source"), more=True),
        Ask("note", "long", _("Note"), more=True),
    )  # fmt: skip


def budgets(partners: Mapping[str, str]) -> tuple[Ask, ...]:
    """The budget of an arrangement, as a grid: last year beside this year."""
    return (
        Ask("name", "text", _("Which arrangement is it?"), _("For example: safety region."), required=True,
            beside=True),
        Ask("year", "whole", _("Of which year is the budget?"), required=True, beside=True),
        Ask("partner", "choice", _("Whose contribution is it?"), choices=(OPEN_CHOICE, *partners.items()),
            why=_("You see which arrangement rises faster than agreed, and on which you can give a view.")),
        Ask("previous_contribution", "whole", _("Contribution last year"), unit="€", counts=True, beside=True,
            group=_("In whole euros")),
        Ask("contribution", "whole", _("Contribution this year"), unit="€", counts=True, beside=True),
        Ask("previous_total", "whole", _("Whole budget last year"), unit="€", beside=True),
        Ask("total", "whole", _("Whole budget this year"), unit="€", beside=True),
        Ask("index_used", "growth", _("Rise of wages and prices in the budget"), unit="%", group=_("Agreements"),
            beside=True),
        Ask("index_agreed", "growth", _("Rise that was agreed"), unit="%", beside=True),
        Ask("reserve", "whole", _("Reserve"), unit="€", more=True),
        Ask("reserve_ceiling", "whole", _("Highest reserve that was agreed"), unit="€", more=True),
        Ask("overhead", "whole", _("Overhead in the budget"), unit="€", more=True),
        Ask("register_number", "text", _("Number in the national register"), maximum=40, more=True),
        Ask("source", "choice", _("Source of the figures"), more=True),
        Ask("note", "long", _("Note"), more=True),
    )  # fmt: skip


def budget_changes(lists: Lists) -> tuple[Ask, ...]:
    """Why a budget rose or fell."""
    return (
        Ask("budget", "choice", _("Which budget?"), choices=(OPEN_CHOICE, *lists.budgets), required=True, beside=True),
        Ask("cause", "choice", _("What is the cause?"), choices=(OPEN_CHOICE, *BUDGET_CAUSES), required=True,
            beside=True),
        Ask("amount", "whole", _("How much of the change is that?"), _("In whole euros. Write -5.000 if it falls."),
            unit="€", required=True,
            why=_("A council can talk about a cause, not about a total. What you do not explain we show as well.")),
        Ask("text", "text", _("In a few words"), _("For example: two more youth workers."), maximum=400),
    )  # fmt: skip


CASES = (
    Ask("name", "text", _("Which cooperation was it?"), required=True),
    Ask("kind", "choice", _("Who worked together?"), choices=Kind.choices, default=Kind.INTERMUNICIPAL.value,
        beside=True),
    Ask("scope", "choice", _("What did they do together?"), choices=CASE_SCOPES, default="other", beside=True),
    Ask("form", "choice", _("In which legal form?"), choices=(OPEN_CHOICE, *LEGAL_FORMS), beside=True),
    Ask("outcome", "choice", _("What became of it?"), choices=CASE_OUTCOMES, default="continued", beside=True),
    Ask("motives", "choices", _("Why did they begin?"), choices=FOUR_KS),
    Ask("went_well", "long", _("What went well?"), _("Write about the work, never about persons."),
        group=_("What can others learn from it?")),
    Ask("went_wrong", "long", _("What went wrong?")),
    Ask("lesson", "long", _("What should others do?"), _("In one or two sentences."), counts=True,
        why=_("Lessons that nobody writes down are paid for again.")),
    Ask("started", "whole", _("Begun in which year?"), group=_("So that we can compare it with yours"), beside=True),
    Ask("ended", "whole", _("Ended in which year?"), beside=True),
    Ask("evaluated", "whole", _("Evaluated in which year?"), beside=True),
    Ask("partners", "whole", _("With how many partners?"), beside=True),
    Ask("residents", "whole", _("For how many residents?"), _("All partners together."), beside=True),
    Ask("largest_share", "share", _("Which part of them live with the largest partner?"), unit="%", beside=True),
    Ask("saving_planned", "growth", _("Saving that was planned"), unit="%", beside=True),
    Ask("saving_realised", "growth", _("Saving that was reached"), _("Below zero if it became dearer."), unit="%",
        beside=True),
    Ask("reference", "text", _("Where can the evaluation be read?"), maximum=1000),
)  # fmt: skip
