"""Every word for people: turns a `Message`, a number or a code term into Dutch or English.

The catalogue is ``locale/<room>.toml``: one table per message id with ``en`` and ``nl`` side by side, so that
neither can be forgotten (a test checks both, their placeholders, and that every id used in the code exists).
Message ids are ``<room>.<name>``; the room is the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

from vierkant.quantities import Confidence, Message, Number, Unit

Language = Literal["nl", "en"]

MENU: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "overzicht": ("Overzicht", ("dossier",)),
    "waarom": ("Waarom", ("four_ks",)),
    "vorm": ("Vorm", ("legal_form",)),
    "cijfers": ("Cijfers", ("business_case", "baseline")),
    "belangen": ("Belangen", ("cost_sharing", "voting_power", "positions", "withdrawal")),
    "organisaties": ("Organisaties", ("organisation_scan", "survey")),
    "mensen": ("Mensen", ("change",)),
    "sturing": ("Sturing", ("calendar", "grip")),
    "documenten": ("Documenten", ("documents",)),
    "lessen": ("Lessen", ("lessons",)),
}
"""Menu word (the URL) → what the screen shows, and the folders of engine and web behind it."""

SECTION_WORDS: Mapping[str, str] = {
    "cooperation": "samenwerking",
    "partners": "deelnemers",
    "tasks": "taken",
    "functions": "functies",
    "people": "medewerkers",
    "change_plan": "veranderplan",
    "impact": "impactkaarten",
    "lead_scores": "scores-van-leidinggevenden",
    "aspects": "wat-verandert",
    "crosswalk": "van-oud-naar-nieuw",
    "interventions": "begeleiding",
    "communication": "communicatie",
    "ledger": "formatie-en-budget",
    "questions": "vragen-en-antwoorden",
    "other_projects": "andere-projecten",
    "form_answers": "vragen-over-de-vorm",
    "agreements": "afspraken",
    "arrangement_text": "tekst-van-de-regeling",
    "clauses": "bepalingen",
    "boards": "besturen",
    "councils": "raden",
    "planning": "jaarplanning",
    "roles": "rollen",
    "instruments": "instrumenten",
    "zienswijze_points": "punten-voor-de-zienswijze",
    "council_views": "standpunten-van-raden",
    "motives": "motieven",
    "expertise": "deskundigheid",
    "indicators": "indicatoren",
    "channels": "telefoon-en-balie",
    "counters": "balies-en-locaties",
    "risks": "risicos",
    "finances": "geld-per-deelnemer",
    "transition_costs": "eenmalige-kosten",
    "coordination_hours": "gemeten-uren-voor-afstemming",
    "correlations": "samenhang-tussen-getallen",
    "budgets": "begrotingen-van-regelingen",
    "budget_changes": "oorzaken-van-stijging",
    "cases": "eigen-lessen",
    "key_design": "opzet-van-de-sleutel",
    "key_inputs": "inbreng-voor-de-sleutel",
    "products": "producten-en-prijzen",
    "coalition_costs": "kosten-per-combinatie",
    "voting_rules": "stemregels",
    "issues": "onderwerpen",
    "positions": "wat-wij-willen",
    "pacts": "afspraken-te-maken",
    "withdrawal_rule": "regels-voor-uittreden",
    "withdrawal_facts": "gevolgen-van-uittreden",
    "structure": "opbouw",
    "mandates": "wie-beslist",
    "employment": "arbeidsvoorwaarden",
    "processes": "processen",
    "applications": "applicaties",
    "trust": "vertrouwen",
    "differences": "verschillen",
    "measures": "maatregelen",
    "assumptions": "aannames",
    "sources": "bronnen",
}
"""Section of the dossier → the word in the address where it is filled in."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All messages: id → {"en": ..., "nl": ...}."""
    messages: dict[str, Mapping[str, str]] = {}
    for path in sorted(resources.files("vierkant").joinpath("locale").iterdir(), key=lambda item: item.name):
        if path.name.endswith(".toml"):
            room = path.name.removesuffix(".toml")
            for name, texts in _flatten(tomllib.loads(path.read_text(encoding="utf-8"))):
                messages[f"{room}.{name}"] = texts
    return messages


def _flatten(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Mapping[str, str]]]:
    rows: list[tuple[str, Mapping[str, str]]] = []
    for key, value in table.items():
        if isinstance(value.get("en"), str):
            rows.append((prefix + key, value))
        else:
            rows.extend(_flatten(value, f"{prefix}{key}."))
    return rows


def render(message: Message | Mapping[str, Any] | str, language: Language = "nl") -> str:
    """The sentence in the language. Accepts a `Message`, its plain JSON form, or a message id.

    Raises:
        KeyError: the id or one of its arguments does not exist (a fault in our code, never of the user).
    """
    if isinstance(message, str):
        identifier, arguments = message, {}
    elif isinstance(message, Message):
        identifier, arguments = message.id, dict(message.arguments)
    else:
        identifier, arguments = message["id"], dict(message.get("arguments", {}))
    text = catalogue()[identifier][language]
    return _PLACEHOLDER.sub(lambda match: _argument(arguments[match.group(1)], language), text)


@cache
def _source_words() -> Mapping[str, str]:
    return {texts["en"]: texts["nl"] for name, texts in catalogue().items() if name.startswith("sources.")}


def source_in_words(text: str, language: Language = "nl") -> str:
    """The source of one of our own parameters in the language; a source that a user wrote stays as it is."""
    return _source_words().get(text, text) if language == "nl" else text


def exists(identifier: str) -> bool:
    """Whether the catalogue holds the id."""
    return identifier in catalogue()


def placeholders(text: str) -> frozenset[str]:
    """The names between braces in a message text."""
    return frozenset(_PLACEHOLDER.findall(text))


def _argument(value: Any, language: Language) -> str:
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, Number):
        return number(value.value, value.unit, value.decimals, language)
    if isinstance(value, Mapping):
        if "unit" in value:
            return number(value["value"], Unit(value["unit"]), value.get("decimals", 0), language)
        return render(value, language)
    if isinstance(value, (list, tuple)):
        return enumeration([_argument(item, language) for item in value], language)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return plain_number(value, 0 if isinstance(value, int) else 2, language)


CHART_NUMBERS: Mapping[Language, Mapping[str, Any]] = {
    "nl": {"number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]}},
    "en": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€ ", ""]}},
}
"""How numbers on the axes of a chart are written (Vega's ``config.locale``)."""


def enumeration(words: list[str], language: Language = "nl") -> str:
    """``a, b en c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'en' if language == 'nl' else 'and'} {words[-1]}"


def plain_number(value: float, decimals: int = 0, language: Language = "nl") -> str:
    """A number as people in the Netherlands (or English readers) write it; minus is the true minus sign."""
    text = f"{abs(value):,.{decimals}f}"
    if language == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return f"−{text}" if negative else text


def number(value: float | None, unit: Unit, decimals: int = 0, language: Language = "nl") -> str:
    """A number with its unit: ``€ 1,8 miljoen``, ``12 %``, ``3,5 fte``. None becomes a dash."""
    if value is None:
        return "–"
    if unit in (Unit.EURO, Unit.EURO_PER_YEAR, Unit.EURO_PER_FTE, Unit.EURO_PER_RESIDENT):
        amount = _euro(value, language)
        return (
            amount if unit is Unit.EURO else f"{amount} {render(f'quantities.unit.{unit.value}', language)}"
        )
    if unit is Unit.SHARE:
        return f"{plain_number(value * 100, decimals, language)}%"
    if unit is Unit.YEAR:
        return str(round(value))
    text = plain_number(value, decimals, language)
    if unit is Unit.NUMBER:
        return text
    single = f"quantities.unit_one.{unit.value}"
    name = single if text == "1" and exists(single) else f"quantities.unit.{unit.value}"
    return f"{text} {render(name, language)}"


def _euro(value: float, language: Language) -> str:
    size = abs(value)
    if size >= 999_500:  # what rounds to a thousand thousands is a million
        scaled = plain_number(value / 1_000_000, 1, language)
        return f"€ {scaled} {'miljoen' if language == 'nl' else 'million'}"
    if size >= 10_000:
        return f"€ {plain_number(round(value, -3), 0, language)}"
    return f"€ {plain_number(value, 0, language)}"


def confidence(value: Confidence | str, language: Language = "nl") -> str:
    """The word for how a figure is known."""
    return render(f"quantities.confidence.{Confidence(value).value}", language)
