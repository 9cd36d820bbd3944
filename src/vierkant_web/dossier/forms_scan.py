"""The questions of organisations side by side: how each is built, who decides, terms, processes, software, trust."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.forms_asks import Ask, Choices
from vierkant_web.dossier.forms_change import OPEN_CHOICE, ROLE
from vierkant_web.dossier.inputs import unit_word
from vierkant_web.dossier.inputs_scan import (
    ANSWERS,
    DECIDERS,
    HANDLINGS,
    MARKS,
    RHYTHMS,
    STATUSES,
    SUBJECTS,
    TRUST_STATEMENTS,
)

_COUNT = _("Count people, never write names.")

STRUCTURE = (
    Ask("layers", "whole", _("How many layers of management are there?"),
        _("From who leads the employees to the municipal secretary, both counted."), counts=True,
        group=_("How you are built"),
        why=_("Who moves from two layers to four, waits longer for a decision.")),
    Ask("managers", "whole", _("How many managers have staff of their own?"), _COUNT, counts=True, beside=True,
        unit=unit_word("persons")),
    Ask("employees", "whole", _("How many employees do they lead?"), _("Managers not counted."), counts=True,
        beside=True, unit=unit_word("persons")),
    Ask("line_fte", "figure", _("FTE in work for residents, companies and policy"), unit=unit_word("fte"), beside=True,
        group=_("What people work on")),
    Ask("staff_fte", "figure", _("FTE in supporting work"), _("HR, finance, IT, legal, communication, facilities."),
        unit=unit_word("fte"), beside=True),
    Ask("teams", "whole", _("How many teams are there?"), counts=True, beside=True, group=_("Teams")),
    Ask("self_steering", "whole", _("How many of them steer themselves?"), _("Without a manager of their own."),
        beside=True),
    Ask("locations", "whole", _("On how many locations do people work?"), group=_("Where and when"), beside=True),
    Ask("open_hours", "figure", _("How many hours a week is the main counter open?"), unit=unit_word("hours_per_week"),
        beside=True),
    Ask("management_meeting", "choice", _("How often does management meet?"), choices=(OPEN_CHOICE, *RHYTHMS),
        group=_("How often")),
    Ask("executive_meeting", "choice", _("How often does the executive decide?"), choices=(OPEN_CHOICE, *RHYTHMS),
        counts=True, why=_("A joint decision waits for the slowest calendar.")),
    Ask("budget_reports", "choice", _("How often do you report on budget and results?"),
        choices=(OPEN_CHOICE, *RHYTHMS)),
    Ask("source", "choice", _("Source of the numbers"), more=True),
    Ask("note", "long", _("Note"), more=True),
)  # fmt: skip

MANDATES = (
    Ask("decision", "text", _("Which decision is it?"),
        _("Use the same words as the others, for example: buying, or granting a permit."), required=True),
    Ask("decider", "choice", _("Who may take it?"), choices=(OPEN_CHOICE, *DECIDERS), required=True, beside=True),
    Ask("up_to", "figure", _("Up to which amount?"), _("Leave empty without a limit, or when it is not about money."),
        unit=unit_word("euro"), beside=True,
        why=_("What a team decides itself with one partner and the council with another, chafes every week.")),
)  # fmt: skip

EMPLOYMENT = (
    Ask("subject", "choice", _("What is the rule about?"), choices=(OPEN_CHOICE, *SUBJECTS), required=True),
    Ask("value", "figure", _("How much is it?"),
        _("Hours or days a week, euros a day or per kilometre, hours of leave a year. Leave empty if it is no number."),
        counts=True),
    Ask("rule", "long", _("What does the rule say?"), _("Only what you as employer arranged beside the cao."),
        counts=True, why=_("Differences in terms are what people talk about first. Say early what happens to them.")),
)  # fmt: skip

PROCESSES = (
    Ask("name", "text", _("Which process is it?"), _("For example: handling a request for a permit."), required=True),
    Ask("function", "text", _("To which business function of GEMMA does it belong?"),
        _("Leave empty if you do not know it.")),
)  # fmt: skip

MATURITIES: Choices = (
    ("", "–"),
    ("1", _("1: each does it in an own way")),
    ("2", _("2: there are habits")),
    ("3", _("3: it is written down and done like that")),
    ("4", _("4: we measure it")),
    ("5", _("5: we measure it and make it better")),
)

OWN_PROCESSES = (
    Ask("maturity", "score", _("How far are you with this?"), choices=MATURITIES, counts=True,
        why=_("Who works from a written process and who does it by heart, need different help to do it together.")),
    Ask("note", "long", _("Note")),
)  # fmt: skip

APPLICATIONS = (
    Ask("component", "text", _("What is the application for?"),
        _("The reference component of GEMMA, for example: case system. Use the same words as the others."),
        required=True),
    Ask("product", "text", _("Which product is it?"), counts=True, beside=True),
    Ask("supplier", "text", _("From which supplier?"), beside=True),
    Ask("status", "choice", _("How is it with this application?"), choices=STATUSES, default="in_use"),
    Ask("contract_ends", "day", _("On which day does the contract end?"), counts=True, beside=True,
        why=_("From the end of the contracts follows when you can join, and when you must give notice.")),
    Ask("notice_months", "whole", _("How many months before must you give notice?"), unit=unit_word("months"),
        beside=True),
    Ask("yearly_cost", "figure", _("What does it cost a year?"), unit=unit_word("euro_per_year")),
    Ask("component_id", "text", _("Key of the component in the GEMMA list"), maximum=80, more=True),
)  # fmt: skip

_MARKS: Choices = (("", _("Not answered yet")), *MARKS)


def _statements() -> Iterator[Ask]:
    for _theme, name, statements in TRUST_STATEMENTS:
        for number, (field, sentence) in enumerate(statements):
            yield Ask(field, "score", sentence, choices=_MARKS, counts=True, group="" if number else name)


TRUST = (
    *_statements(),
    Ask("concern", "long", _("What worries you most?"), _("About the organisations, not about persons."),
        group=_("What weighs on you")),
    Ask("handling", "choice", _("What may happen with your answers when all open them?"),
        _("Share: all partners read them, also those who share nothing. Guide: only the guide outside the line reads"
          " them, and writes down what all may know. Private: nobody reads them; the others see that you keep them"
          " private. Mind: a request under the Woo (Wet open overheid, article 4.1) may still reach them, whatever you"
          " choose. That this act applies to municipalities is fairly certain; what must then be made public was not"
          " checked against the text of the act."),
        choices=HANDLINGS, default="private", group=_("Opening together"),
        why=_("All answers open at the same moment. After that nobody changes an answer until a new round begins. One"
              " partner that shares while nobody else does, stays closed as well.")),
    Ask("ready", "tick", _("We are ready: ours may be opened with those of the others"),
        hint=_("The others see that you are ready, and nothing else. You can still change it until all is opened.")),
)  # fmt: skip

DIFFERENCES = (
    Ask("name", "text", _("Which difference is it?"),
        _("For example: with one partner the team decides, with the other the manager."), required=True),
    Ask("meaning", "long", _("What does it mean at work?"), counts=True,
        why=_("A difference that nobody prepared, is found by the employees in the first week.")),
    Ask("noticed_by", "text", _("Who will notice?"), _("Groups, never names of people."), counts=True, maximum=500),
    Ask("answer", "choice", _("What do you do with it?"), choices=ANSWERS, default="measure",
        group=_("What you do about it")),
    Ask("text", "long", _("Write the agreement or the measure"), _("Or why it may stay as it is."), counts=True),
    Ask("owner", "text", _("Who takes care of it?"), ROLE, counts=True),
    Ask("due", "day", _("Before which day?"), counts=True, beside=True),
    Ask("hours", "figure", _("How many hours does it take?"), unit=unit_word("hours"), beside=True),
    Ask("done", "tick", _("This is done")),
    Ask("found", "text", _("Key of the difference that we found"),
        _("Only if it stands on the page with differences. Do not change it."), maximum=120, more=True),
)  # fmt: skip
