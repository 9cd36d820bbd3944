"""The steps in which people fill in a dossier: their order, their words, and how far each one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.fill_in_step import Step
from vierkant_web.dossier.fill_in_steps_grip import FORM_STEPS, GRIP_STEPS
from vierkant_web.dossier.fill_in_steps_human import HUMAN_STEPS
from vierkant_web.dossier.fill_in_steps_interests import INTEREST_STEPS
from vierkant_web.dossier.fill_in_steps_money import CASES_STEP, MONEY_STEPS
from vierkant_web.dossier.fill_in_steps_scan import SCAN_STEPS
from vierkant_web.dossier.fill_in_steps_why import WHY_STEPS
from vierkant_web.dossier.forms_asks import Ask, Words, cell
from vierkant_web.dossier.forms_questions import asks_of
from vierkant_web.dossier.inputs import INNER
from vierkant_web.dossier.inputs_change import Lists
from vierkant_web.dossier.inputs_grip import kind_of
from vierkant_web.permissions import Visit

EMPTY, PARTLY, FILLED = "empty", "partly", "filled"
CHAPTERS: Mapping[str, Words] = {
    "start": _("The cooperation and its work"),
    "why": _("Why"),
    "people": _("People"),
    "grip": _("Form, calendar and grip"),
    "numbers": _("Figures"),
    "interests": _("Interests"),
    "organisations": _("Organisations"),
    "agree": _("Measures and grounds"),
}
STATE_WORDS = {EMPTY: _("Empty"), PARTLY: _("Partly filled in"), FILLED: _("Filled in")}

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
    *WHY_STEPS,
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
    *FORM_STEPS,
    *GRIP_STEPS,
    *MONEY_STEPS,
    Step(
        "assumptions",
        "parameters",
        _("Assumptions"),
        _("We bring our own numbers where you have none. You only need this page if you know better."),
        optional=True,
    ),
    *INTEREST_STEPS,
    *SCAN_STEPS,
    Step(
        "measures",
        "rows",
        _("Measures"),
        _("What do you do to prevent the cooperation from stumbling? Start with people."),
        _("Add a measure"),
        _("New measure"),
        _("More about this measure"),
    ),
    CASES_STEP,
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
    lists = Lists(kind=kind_of(contents))
    asks = [ask for ask in asks_of_step(step, partner, partners, lists) if ask.counts or ask.required]
    if partner and step.section in INNER:
        rows = [_own_row(step, content.get(row["id"])) for row in contents.get((step.section, ""), [])]
    else:
        rows = {"one": [content], "rows": content, "single": content}.get(step.shape) or []
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
    # What names the row is there, or the row would not be: on screen it has another name than in the dossier.
    if ask.default is not None or ask.name in ("title", "what"):
        return True
    if ask.required and ask.name in ("group", "clause", "instrument"):
        return True
    return cell(ask, row) not in (None, "", [])
