"""The questions about the text of the arrangement, the year of boards and councils, roles, and what councils think."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.forms_asks import Ask, Words
from vierkant_web.dossier.forms_change import OPEN_CHOICE, ROLE
from vierkant_web.dossier.inputs import LEGAL_FORMS, unit_word
from vierkant_web.dossier.inputs_change import Lists
from vierkant_web.dossier.inputs_grip import CLAUSES, INSTRUMENTS, OUTCOMES, ROLES, STANCES

DAYS_HINT = _("One per line, or with a semicolon between them: 15-4-2027; 8 July 2027.")
RECESS_HINT = _(
    "First and last day, and a name if you like: 10-7-2027 to 22-8-2027 summer recess. One per line."
)

ARRANGEMENT_TEXT = (
    Ask("concluded_on", "day", _("On which day was the arrangement concluded?"), counts=True,
        why=_("Other rules hold for a text from before 1 July 2022.")),
    Ask("amended_on", "day", _("When was the text last changed?"), _("Leave empty if it never was.")),
    Ask("exit_needs_consent", "yes_no", _("Does who wants to leave need consent of the board or of the others?"),
        choices=(("yes", _("Yes")), ("no", _("No"))), group=_("Leaving"), counts=True,
        why=_("Then a partner that wants to leave can be held.")),
    Ask("general_board", "whole", _("How many members does the general board have?"), group=_("The boards"),
        counts=True, unit=unit_word("persons")),
    Ask("executive_board", "whole", _("How many members does the executive board have?"), unit=unit_word("persons"),
        why=_("The executive board may not be the majority of the general board.")),
    Ask("executive_from_general", "whole", _("How many of those come from the general board?"),
        unit=unit_word("persons")),
    Ask("executive_municipalities", "whole", _("From how many municipalities do they come?")),
    Ask("appointing_municipalities", "whole", _("How many municipalities appoint members of the general board?")),
    Ask("all_councils_want_committee", "yes_no", _("Did every council propose a joint advisory committee?"),
        choices=(("yes", _("Yes")), ("no", _("No"))), group=_("The councils"),
        why=_("Then the arrangement must have one.")),
    Ask("note", "long", _("Note")),
)  # fmt: skip

CLAUSE_LINES = (
    Ask("clause", "choice", _("Which clause is it?"), choices=(OPEN_CHOICE, *CLAUSES), required=True),
    Ask("present", "yes_no", _("Is it in the text?"), choices=(("yes", _("Yes")), ("no", _("No"))), counts=True),
    Ask("place", "text", _("Where does it stand?"), _("For example: article 12.")),
)  # fmt: skip

PLANNING = (
    Ask("year", "whole", _("For which year is the calendar?"), _("Leave empty for the year to come."), counts=True),
    Ask("recess", "periods", _("Which recess counts for every council and board?"), RECESS_HINT, counts=True),
    Ask("kadernota_by", "day", _("By which day is the kadernota with the councils?"),
        _("Only if you agreed on an earlier day than the act asks."), group=_("Earlier than the act asks")),
    Ask("draft_budget_by", "day", _("By which day is the draft budget with the councils?"),
        _("Only if you agreed on an earlier day than the act asks."),
        why=_("Then every council has the time to discuss it well.")),
    Ask("decide_days", "whole", _("How many days before the board meets must a zienswijze be in?")),
    Ask("note", "long", _("Note")),
)  # fmt: skip


def boards(lists: Lists) -> tuple[Ask, ...]:
    """A board with its year. Without any council there is nothing to tick."""
    which = (
        Ask("councils", "choices", _("Which councils take part?"), _("Tick none if all of them do."),
            choices=lists.councils),
    ) if lists.councils else ()  # fmt: skip
    return (
        Ask("name", "text", _("What is the board called?"), _("For example: general board of the arrangement."),
            required=True),
        Ask("meetings", "days", _("On which days does it meet?"), DAYS_HINT, counts=True,
            why=_("From a meeting we count back when every council must get the papers.")),
        Ask("recess", "periods", _("When does it not meet?"), RECESS_HINT),
        *which,
        Ask("budget_on", "day", _("In which meeting does it adopt the budget?"),
            _("Leave empty: then we propose one."), group=_("Decisions")),
        Ask("accounts_on", "day", _("In which meeting does it adopt the annual accounts?")),
        Ask("draft_budget_sent_on", "day", _("When does the draft budget go to the councils?"),
            group=_("Papers for the councils")),
        Ask("kadernota_sent_on", "day", _("When does the kadernota go to the councils?")),
        Ask("accounts_sent_on", "day", _("When do the provisional accounts go to the councils?")),
        Ask("agenda_days", "whole", _("How many days before a meeting do its members get the papers?"), more=True),
        Ask("budget_changes_on", "days", _("In which meetings does it adopt a change of the budget?"), DAYS_HINT,
            more=True),
        Ask("regulation_sent_on", "day", _("When does a draft of the arrangement go to the councils?"), more=True),
        Ask("form", "choice", _("Which legal form does it have?"),
            _("Leave empty for an openbaar lichaam: that has the strictest terms."),
            choices=(OPEN_CHOICE, *LEGAL_FORMS), more=True),
        Ask("province", "tick", _("A province takes part"), more=True,
            hint=_("Then the budget goes to the minister and not to the province.")),
        Ask("register_id", "text", _("Number in the national register"),
            _("Only when it is the board of another arrangement."), maximum=12, more=True),
    )  # fmt: skip


def councils(*, own: bool) -> tuple[Ask, ...]:
    """A council with its year; in the shared part it may be of a municipality that is no partner."""
    whose = () if own else (
        Ask("name", "text", _("Which council is it?"), _("For example: council of Noordwijk."), required=True),
        Ask("municipality", "text", _("Code of the municipality"), _("For example GM0575. Leave empty if you do not"
            " know it."), maximum=6),
    )  # fmt: skip
    name = (
        Ask(
            "name",
            "text",
            _("What is it called?"),
            _("Leave empty: then it has the name of your organisation."),
        ),
    )
    return (
        *whose,
        *(name if own else ()),
        Ask("meetings", "days", _("On which days does the council meet?"), DAYS_HINT, counts=True,
            why=_("Only in a meeting can the council adopt its zienswijze.")),
        Ask("committees", "days", _("On which days does the committee meet that prepares?"), DAYS_HINT,
            why=_("Without them we think that papers go to the council directly.")),
        Ask("recess", "periods", _("When does the council not meet?"), RECESS_HINT, counts=True),
        Ask("agenda_days", "whole", _("How many days before a meeting must a paper be with the clerk?"), counts=True),
        Ask("committee_days", "whole", _("How many days lie at least between committee and council?")),
    )  # fmt: skip


def roles(partners: Mapping[str, str]) -> tuple[Ask, ...]:
    """Who is owner, client or contractor."""
    chosen: tuple[tuple[str, Words], ...] = (("", _("All partners together")), *partners.items())
    return (
        Ask("role", "choice", _("Which role is it?"), choices=(OPEN_CHOICE, *ROLES), required=True,
            why=_("Who owns, orders and delivers at once, checks nobody.")),
        Ask("holder", "text", _("Who has this role?"), ROLE, required=True),
        Ask("partner", "choice", _("For which partner?"), choices=chosen),
        Ask("about", "text", _("For which work?"), _("Leave empty when it is for all of it.")),
    )  # fmt: skip


INSTRUMENT_USES = (
    Ask("instrument", "choice", _("Which instrument is it?"), choices=(OPEN_CHOICE, *INSTRUMENTS), required=True),
    Ask("used", "yes_no", _("Do the councils use it?"), choices=(("yes", _("Yes")), ("no", _("No"))), counts=True),
    Ask("on", "day", _("When was it used last, or when will it be used?")),
    Ask("note", "long", _("Note")),
)  # fmt: skip


def zienswijze_points(lists: Lists) -> tuple[Ask, ...]:
    """A point on which councils give their view."""
    return (
        Ask("text", "long", _("What should change?"), _("In one sentence, as the councils could adopt it."),
            required=True, maximum=1000),
        Ask("document", "text", _("On which document?"), _("With its version: draft budget 2028, version 1."),
            counts=True),
        Ask("board", "choice", _("Of which board?"), choices=(OPEN_CHOICE, *lists.boards)),
        Ask("amount", "figure", _("About how much money is it?"), unit=unit_word("euro_per_year")),
        Ask("outcome", "choice", _("What became of it?"), choices=OUTCOMES, default="open",
            group=_("The answer of the board")),
        Ask("answer", "long", _("What did the board answer, and why?"),
            why=_("Councils have a right to a written answer with reasons.")),
        Ask("answered_on", "day", _("On which day?")),
    )  # fmt: skip


def council_views(lists: Lists) -> tuple[Ask, ...]:
    """What one council thinks of one point."""
    return (
        Ask("point", "choice", _("Which point is it about?"), choices=(OPEN_CHOICE, *lists.points), required=True),
        Ask("stance", "choice", _("What does the council think?"), choices=(OPEN_CHOICE, *STANCES), required=True),
        Ask("change", "long", _("What would have to change?"), _("Only if the council agrees under a condition.")),
        Ask("decided_on", "day", _("On which day did the council adopt this?"),
            _("Leave empty while it is a draft."), counts=True),
    )  # fmt: skip


def of_partners(section: str, partners: Mapping[str, str], lists: Lists, *, own: bool) -> tuple[Ask, ...]:
    """The questions of the sections whose rows are of a partner."""
    if section == "roles":
        return roles(partners)
    return councils(own=own) if section == "councils" else council_views(lists)
