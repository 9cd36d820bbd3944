"""The steps in which people fill in a dossier: their order, their words, and how far each one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vierkant.terms import SECTION_WORDS
from vierkant_web.dossier.forms_asks import Ask, Words, cell
from vierkant_web.dossier.forms_sections import asks_of
from vierkant_web.dossier.inputs import INNER, OWN_SECTIONS
from vierkant_web.dossier.inputs_change import CHANGE_SECTIONS, Lists
from vierkant_web.permissions import Visit

EMPTY, PARTLY, FILLED = "empty", "partly", "filled"
CHAPTERS: Mapping[str, Words] = {
    "start": _("The cooperation and its work"),
    "people": _("People"),
    "agree": _("Form, agreements and grounds"),
}
STATE_WORDS = {EMPTY: _("Empty"), PARTLY: _("Partly filled in"), FILLED: _("Filled in")}


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions."""

    section: str
    shape: str
    """one, rows, map or parameters."""
    title: Words
    lead: Words
    add: Words = ""
    row_title: Words = ""
    more: Words = ""
    optional: bool = False
    own_title: Words = ""
    own_lead: Words = ""
    shared_title: Words = ""
    """The name of the part that belongs to no partner, when each partner has rows of its own."""

    @property
    def chapter(self) -> str:
        """Under which heading the step stands in the list of all steps."""
        if self.section in CHANGE_SECTIONS:
            return "people"
        return "start" if self.section in ("cooperation", "partners", "tasks", "functions") else "agree"

    @property
    def is_human(self) -> bool:
        """Whether it is about the people for whom something changes."""
        return self.section in CHANGE_SECTIONS

    @property
    def is_own_rows(self) -> bool:
        """Whether a partner has rows of its own, and not a side of rows that all share."""
        return self.section in OWN_SECTIONS and self.section not in INNER

    @property
    def word(self) -> str:
        """In the address."""
        return SECTION_WORDS[self.section]

    @property
    def has_own_part(self) -> bool:
        """Whether every partner fills in a side of its own."""
        return self.section in OWN_SECTIONS


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

STEPS = (
    Step(
        "cooperation",
        "one",
        _("The cooperation"),
        _("Tell in a few lines what you want together. Everything that follows builds on this."),
    ),
    Step(
        "partners",
        "rows",
        _("Partners"),
        _("Who takes part? For a municipality we look up the number of residents ourselves."),
        _("Add a partner"),
        _("New partner"),
        _("More about this partner"),
    ),
    Step(
        "tasks",
        "rows",
        _("Tasks"),
        _(
            "Which work do you consider doing together? Make the list together; each partner "
            "then fills in its own numbers."
        ),
        _("Add a task"),
        _("New task"),
        _("More about this task"),
        own_title=_("Our side of the tasks"),
        own_lead=_("What does each task take from you now? An estimate is fine: say how sure you are."),
    ),
    Step(
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
    ),
    Step(
        "people",
        "rows",
        _("Employees"),
        _(
            "For whom does something change, and what is set free to help them? We ask for "
            "groups, never for names. Here stand the groups that work for several partners."
        ),
        _("Add a group"),
        _("New group"),
        _("More about this group"),
        own_title=_("Our employees"),
        own_lead=_("For which groups with you does something change? We ask for groups, never for names."),
        shared_title=_("Several partners together"),
    ),
    *HUMAN_STEPS,
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
    Step(
        "measures",
        "rows",
        _("Measures"),
        _("What do you do to prevent the cooperation from stumbling? Start with people."),
        _("Add a measure"),
        _("New measure"),
        _("More about this measure"),
    ),
    Step(
        "assumptions",
        "parameters",
        _("Assumptions"),
        _("We bring our own numbers where you have none. You only need this page if you know better."),
        optional=True,
    ),
    Step(
        "sources",
        "map",
        _("Sources"),
        _("Where do your figures come from? With a source behind it, a figure stands firm in the council."),
        _("Add a source"),
        _("New source"),
        _("More about this source"),
        optional=True,
    ),
)
BY_WORD: Mapping[str, Step] = {step.word: step for step in STEPS}
BY_SECTION: Mapping[str, Step] = {step.section: step for step in STEPS}


def address(place: Visit, step: Step, partner: str = "", name: str = "fill_in") -> str:
    """The address of a step, or of a partner's own part of it, for the variant of this visit."""
    arguments = {"slug": place.cooperation.slug, "word": step.word}
    if partner:
        return reverse(f"{name}_part", kwargs={**arguments, "partner": partner}) + place.query
    return reverse(f"{name}_step", kwargs=arguments) + place.query


def state_of(
    step: Step, partner: str, contents: Mapping[tuple[str, str], Any], partners: Mapping[str, str]
) -> str:
    """How far a part is: empty, partly or filled. It looks at what is there, not at whether it is right."""
    content = contents.get((step.section, partner))
    if not content:
        return EMPTY
    asks = [ask for ask in asks_of_step(step, partner, partners) if ask.counts or ask.required]
    if partner and step.section in INNER:
        rows = [_own_row(step, content.get(row["id"])) for row in contents.get((step.section, ""), [])]
    else:
        rows = {"one": [content], "rows": content}.get(step.shape) or []
    return FILLED if all(_is_answered(ask, row) for row in rows for ask in asks) else PARTLY


def asks_of_step(
    step: Step, partner: str, partners: Mapping[str, str], lists: Lists | None = None
) -> tuple[Ask, ...]:
    """The questions of a part of a step; those of the assumptions differ from row to row."""
    if step.shape == "parameters":
        return ()
    return asks_of(step.section, own=bool(partner), partners=partners, lists=lists)


def _own_row(step: Step, content: Any) -> Mapping[str, Any]:
    if step.section == "functions":
        return {} if content is None else {"qualified": content}
    return content or {}


def _is_answered(ask: Ask, row: Mapping[str, Any]) -> bool:
    if ask.default is not None or ask.name in ("title", "what") or (ask.name == "group" and ask.required):
        return True
    return cell(ask, row) not in (None, "", [])
