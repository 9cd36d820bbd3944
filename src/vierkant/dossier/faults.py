"""From what pydantic says is wrong to a `Problem` with its place, in words for people."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from vierkant.dossier.problems import Problem, Where
from vierkant.dossier.sections import SECTIONS, Dossier
from vierkant.quantities import Message, MessageArgument

LIST_SECTIONS = frozenset(
    {
        "partners", "tasks", "functions", "people", "impact", "lead_scores", "aspects", "crosswalk",
        "interventions", "communication", "ledger", "questions", "other_projects", "clauses", "boards",
        "councils", "roles", "instruments", "zienswijze_points", "council_views", "measures", "motives",
        "expertise", "indicators", "channels", "counters", "risks", "finances", "transition_costs",
        "coordination_hours", "correlations", "budgets", "budget_changes", "cases",
        "structure", "mandates", "employment", "processes", "applications", "trust", "differences",
        "key_inputs", "products", "voting_rules", "issues", "positions", "pacts", "withdrawal_facts",
    }
)  # fmt: skip

Location = Sequence[int | str]

_FAMILIARS = {
    "samenwerking": "cooperation",
    "deelnemers": "partners",
    "gemeenten": "partners",
    "taken": "tasks",
    "functies": "functions",
    "mensen": "people",
    "medewerkers": "people",
    "groepen": "people",
    "veranderplan": "change_plan",
    "impactkaarten": "impact",
    "impactkaart": "impact",
    "gevolgen": "impact",
    "scores": "lead_scores",
    "aspecten": "aspects",
    "functieboek": "crosswalk",
    "was-wordt": "crosswalk",
    "was_wordt": "crosswalk",
    "van-oud-naar-nieuw": "crosswalk",
    "van_oud_naar_nieuw": "crosswalk",
    "begeleiding": "interventions",
    "interventies": "interventions",
    "communicatie": "communication",
    "communicatieplan": "communication",
    "formatie": "ledger",
    "budget": "ledger",
    "formatie-en-budget": "ledger",
    "formatie_en_budget": "ledger",
    "vragen": "questions",
    "andere-projecten": "other_projects",
    "andere_projecten": "other_projects",
    "projecten": "other_projects",
    "vormvragen": "form_answers",
    "antwoorden": "form_answers",
    "afspraken": "agreements",
    "regeling": "arrangement_text",
    "tekst": "arrangement_text",
    "regelingstekst": "arrangement_text",
    "bepalingen": "clauses",
    "besturen": "boards",
    "bestuur": "boards",
    "raden": "councils",
    "gemeenteraden": "councils",
    "kalender": "planning",
    "vergaderdata": "councils",
    "rollen": "roles",
    "instrumenten": "instruments",
    "punten": "zienswijze_points",
    "zienswijze": "zienswijze_points",
    "zienswijzen": "council_views",
    "standpunten": "council_views",
    "motieven": "motives",
    "waarom": "motives",
    "deskundigheid": "expertise",
    "expertises": "expertise",
    "kennis": "expertise",
    "indicatoren": "indicators",
    "kwaliteit": "indicators",
    "kanalen": "channels",
    "telefoon": "channels",
    "dienstverlening": "channels",
    "balies": "counters",
    "locaties": "counters",
    "loketten": "counters",
    "risico's": "risks",
    "risicos": "risks",
    "financien": "finances",
    "financiën": "finances",
    "btw": "finances",
    "geld": "finances",
    "transitiekosten": "transition_costs",
    "eenmalige-kosten": "transition_costs",
    "eenmalige_kosten": "transition_costs",
    "afstemming": "coordination_hours",
    "uren": "coordination_hours",
    "samenhang": "correlations",
    "correlaties": "correlations",
    "begroting": "budgets",
    "begrotingen": "budgets",
    "oorzaken": "budget_changes",
    "begrotingswijzigingen": "budget_changes",
    "lessen": "cases",
    "casussen": "cases",
    "verdeelsleutel": "key_design",
    "sleutel": "key_design",
    "opzet-van-de-sleutel": "key_design",
    "opzet_van_de_sleutel": "key_design",
    "inbreng": "key_inputs",
    "inbreng-voor-de-sleutel": "key_inputs",
    "producten": "products",
    "prijzen": "products",
    "producten-en-prijzen": "products",
    "combinaties": "coalition_costs",
    "kosten-per-combinatie": "coalition_costs",
    "kosten_per_combinatie": "coalition_costs",
    "stemregels": "voting_rules",
    "stemregel": "voting_rules",
    "onderwerpen": "issues",
    "belangen": "positions",
    "wat-wij-willen": "positions",
    "afspraken-te-maken": "pacts",
    "afspraken_te_maken": "pacts",
    "uittreden": "withdrawal_rule",
    "uittreding": "withdrawal_rule",
    "uittreedsom": "withdrawal_rule",
    "gevolgen-van-uittreden": "withdrawal_facts",
    "opbouw": "structure",
    "structuur": "structure",
    "organisatie": "structure",
    "mandaten": "mandates",
    "mandaat": "mandates",
    "wie-beslist": "mandates",
    "wie_beslist": "mandates",
    "bevoegdheden": "mandates",
    "arbeidsvoorwaarden": "employment",
    "cao": "employment",
    "werkgever": "employment",
    "processen": "processes",
    "werkprocessen": "processes",
    "bedrijfsfuncties": "processes",
    "applicaties": "applications",
    "software": "applications",
    "systemen": "applications",
    "vertrouwen": "trust",
    "gereedheid": "trust",
    "verschillen": "differences",
    "maatregelen": "measures",
    "aannames": "assumptions",
    "bronnen": "sources",
}
"""Dutch words someone may write for a section; only used to suggest the right one."""

_BOUNDS = {
    "greater_than_equal": ("at_least", "ge"),
    "greater_than": ("more_than", "gt"),
    "less_than_equal": ("at_most", "le"),
    "less_than": ("less_than", "lt"),
    "string_too_short": ("too_short", "min_length"),
    "string_too_long": ("too_long", "max_length"),
}
_TOO_MANY_ACTIONS = {
    "coalition_costs": "too_many_coalitions_action",
    "positions": "too_many_scores_action",
}
"""Where too many are no days of a calendar."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PATTERN_ACTIONS = {
    "municipality": "pattern_municipality",
    "taakveld": "pattern_taakveld",
    "url": "pattern_url",
    "phase_model": "pattern_phase_model",
    "register_id": "pattern_register_id",
}


def unknown_section(name: str) -> Problem:
    """A section that does not exist, with the one that was probably meant."""
    close = _FAMILIARS.get(name.lower()) or next(
        iter(difflib.get_close_matches(name, SECTIONS, 1, 0.6)), None
    )
    action = (
        Message("dossier.problem.did_you_mean", {"name": close})
        if close
        else Message("dossier.problem.sections_are", {"names": ", ".join(SECTIONS)})
    )
    return Problem(
        Message("dossier.problem.unknown_section", {"name": name[:60]}), Where(section=name[:60]), action
    )


def problem_of(section: str, content: Any, detail: ErrorDetails) -> Problem:
    """One error of pydantic as a problem of the dossier."""
    where = where_of(section, content, detail["loc"])
    message, action = _words(section, where, detail)
    return Problem(message, where, action)


def where_of(section: str, content: Any, location: Location) -> Where:
    """The place of a location inside a section; rows and items are counted from 1."""
    steps = list(location)
    row: int | None = None
    name: str | None = None
    if section in LIST_SECTIONS and steps and isinstance(steps[0], int):
        row = steps[0] + 1
        item = content[row - 1] if isinstance(content, list) else None
        keyed = item if isinstance(item, dict) else {}
        name = next((str(keyed[key])[:60] for key in ("id", "partner") if key in keyed), None)
        del steps[0]
    fields = tuple(str(step + 1 if isinstance(step, int) else step) for step in steps if step != "[key]")
    return Where(section=section, row=row, name=name, fields=fields)


def _words(section: str, where: Where, detail: ErrorDetails) -> tuple[Message, Message | None]:
    kind = detail["type"]
    context = detail.get("ctx", {})
    found = _short(detail["input"])
    if kind.startswith(("figure.", "calendar.")):
        arguments = {key: _short(value) for key, value in context.items()}
        return _said(kind, **arguments), _said(f"{kind}_action", **arguments)
    if kind == "extra_forbidden":
        return _unknown_key(section, where)
    if kind == "missing":
        return _said("missing"), _said("missing_action")
    if kind in _BOUNDS:
        name, limit = _BOUNDS[kind]
        if name == "too_short":
            return _said("empty_text"), _said("missing_action")
        return _said(name, limit=_short(context[limit])), None
    if kind == "too_long":
        action = _TOO_MANY_ACTIONS.get(section, "too_many_action")
        return _said("too_many", limit=_short(context["max_length"])), _said(action)
    if kind in ("int_type", "int_parsing", "int_from_float"):
        return _said("whole_number", found=found), None
    if kind in ("float_type", "float_parsing", "finite_number"):
        return _said("number", found=found), None
    if kind in ("enum", "literal_error"):
        return _not_one_of(detail["input"], context["expected"])
    if kind == "bool_type":
        return _said("yes_or_no", found=found), _said("yes_or_no_action")
    if kind.startswith("date"):
        if isinstance(detail["input"], str) and _DAY.fullmatch(detail["input"].strip()):
            return _said("calendar.no_such_day", text=found), _said("calendar.no_such_day_action")
        return _said("date", found=found), _said("date_action")
    if kind == "string_pattern_mismatch":
        return _pattern(where, detail)
    if kind == "string_type" and isinstance(detail["input"], (int, float)):
        return _said("not_text", found=found), _said("not_text_action", found=found)
    if kind.endswith("_type"):
        return _said("shape", found=found), None
    return _said("other", reason=detail["msg"]), None


def _said(problem: str, /, **arguments: MessageArgument) -> Message:
    return Message(f"dossier.problem.{problem}", arguments)


def _unknown_key(section: str, where: Where) -> tuple[Message, Message | None]:
    name = where.fields[-1] if where.fields else ""
    names = field_names(section, where.fields[:-1])
    close = difflib.get_close_matches(name, names, 1, 0.6)
    action = _said("did_you_mean", name=close[0]) if close else _said("fields_are", names=", ".join(names))
    return _said("unknown_key", name=name[:60]), action


def _not_one_of(found: Any, expected: str) -> tuple[Message, Message | None]:
    names = expected.replace("'", "").replace(" or ", ", ")
    close = difflib.get_close_matches(str(found).lower(), names.split(", "), 1, 0.6)
    action = _said("did_you_mean", name=close[0]) if close else None
    return _said("not_one_of", found=_short(found), expected=names), action


def _pattern(where: Where, detail: ErrorDetails) -> tuple[Message, Message | None]:
    last = where.fields[-1] if where.fields else ""
    action = _said(_PATTERN_ACTIONS.get(last, "pattern_id"))
    return _said("pattern", found=_short(detail["input"])), action


def _short(value: Any) -> MessageArgument:
    if isinstance(value, (dict, list)):
        return _said("a_table" if isinstance(value, dict) else "a_list")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = f"{value:.12g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def field_names(section: str, fields: Sequence[str]) -> tuple[str, ...]:
    """The fields that may stand at a place in a section (``fields`` leads there, without the row)."""
    places = list(_bare(Dossier.model_fields[section].annotation))
    for step in fields:
        places = [inner for place in places for inner in _inside(place, step)]
    models = [place for place in places if isinstance(place, type) and issubclass(place, BaseModel)]
    return tuple(name for model in models for name in model.model_fields)


def _inside(place: Any, step: str) -> Iterator[Any]:
    if isinstance(place, type) and issubclass(place, BaseModel):
        if step in place.model_fields:
            yield from _bare(place.model_fields[step].annotation)
    elif get_origin(place) is Mapping:
        yield from _bare(get_args(place)[1])


def _bare(annotation: Any) -> Iterator[Any]:
    """The types behind ``Annotated``, ``| None`` and ``tuple[..., ...]``."""
    if hasattr(annotation, "__metadata__"):
        yield from _bare(annotation.__origin__)
    elif get_origin(annotation) is Mapping or not get_args(annotation):
        if annotation not in (NoneType, Ellipsis):
            yield annotation
    else:
        for argument in get_args(annotation):
            yield from _bare(argument)
