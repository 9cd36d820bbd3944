"""The last chapters: what is assumed and missing, the sources, and how the numbers were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vierkant.documents.report_blocks import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Column,
    Heading,
    Paragraph,
    Source,
    Sources,
    Table,
)
from vierkant.documents.report_people import apart_groups, visible_missing
from vierkant.documents.report_text import Plain, Words, assumed_sentence, missing_list
from vierkant.quantities import Unit
from vierkant.terms import exists, plain_number, source_in_words

_ALWAYS_VISIBLE = frozenset({"cooperation", "partners", "tasks", "form_answers", "agreements", "assumptions"})


def assumptions(words: Words, assessment: Plain) -> Chapter:
    """What is missing and what that costs; the figures that nobody published or measured."""
    blocks: list[Block] = [Paragraph(assumed_sentence(words, assessment), "lead")]
    missing = visible_missing(assessment, assessment["missing"])
    if missing:
        blocks += [Heading(words.own("assumptions.missing")), *missing_list(words, missing)]
    shown = [item for item in assessment["assumed"] if _may_be_named(assessment, item)]
    hidden = len(assessment["assumed"]) - len(shown)
    if shown:
        blocks += [Heading(words.own("assumptions.figures")), _figures(words, assessment, shown)]
    if hidden:
        blocks.append(Paragraph(words.own("assumptions.hidden", number=hidden), "quiet"))
    if not missing and not assessment["assumed"]:
        blocks.append(Paragraph(words.own("assumptions.nothing")))
    return Chapter(words.own("assumptions.title"), tuple(blocks))


def _may_be_named(assessment: Plain, figure: Plain) -> bool:
    """Rows on people and functions only when the row itself is in the report; what is not known stays out."""
    if figure["section"] in ("people", "functions"):
        apart = apart_groups(assessment)
        rows = assessment["people"]["groups"]
        groups = [group["id"] for group in rows if not group["small"] and group["id"] not in apart]
        functions = [
            item["id"] for item in assessment["vulnerability"]["functions"] if not item["points_to_person"]
        ]
        return figure["row"] in (groups if figure["section"] == "people" else functions)
    return figure["section"] in _ALWAYS_VISIBLE or figure["section"] in ("measures", "differences")


def _figures(words: Words, assessment: Plain, figures: list[Any]) -> Table:
    columns = (
        Column(words.own("column.where"), 1.8),
        Column(words.own("column.figure"), 1.6),
        Column(words.own("column.value"), 0.9, number=True),
        Column(words.own("column.likely"), 1.5, number=True),
        Column(words.own("column.known"), 0.9),
    )
    names = _names(assessment)
    rows = []
    for item in figures:
        section = words.say(f"dossier.section.{item['section']}")
        where = names.get((item["section"], item["row"]), item["row"] or "")
        low, high = (_bare(words, item[end], item["fields"]) for end in ("low", "high"))
        span = words.between(low, high) if item["low"] is not None else words.own("no_range")
        rows.append(
            (
                Cell(where or section, note=section if where else None),
                Cell(_field(words, assessment, item["fields"])),
                Cell(_bare(words, item["value"], item["fields"])),
                Cell(span),
                Cell(words.say(f"quantities.confidence.{item['confidence']}")),
            )
        )
    return Table(words.own("assumptions.caption"), columns, tuple(rows))


def _names(assessment: Plain) -> dict[tuple[str, str], str]:
    """Section and key of a row → how people call it."""
    case = assessment["business_case"]
    rows = {
        "partners": assessment["partners"],
        "tasks": case["tasks"] if case else [],
        "people": assessment["people"]["groups"],
        "functions": assessment["vulnerability"]["functions"],
    }
    found = {(section, row["id"]): row["name"] for section, items in rows.items() for row in items}
    for block in assessment["blocks"]:
        found |= {(item["section"], item["id"]): item["text"] for item in block["measures"]}
    return found


def _field(words: Words, assessment: Plain, fields: list[str]) -> str:
    """``parts, hillegom, own_fte`` → ``eigen fte, Hillegom``."""
    partners = {item["id"]: item["name"] for item in assessment["partners"]}
    named = [
        words.say(f"dossier.field.{name}") if exists(f"dossier.field.{name}") else partners.get(name, name)
        for name in sorted(fields, key=lambda name: name in partners)
        if name != "parts"
    ]
    return ", ".join(named)


_UNITS = {
    "cost_key": Unit.SHARE, "planned_saving": Unit.SHARE, "presence": Unit.SHARE,
    "own_fte": Unit.FTE, "cost_per_fte": Unit.EURO_PER_FTE, "other_cost": Unit.EURO_PER_YEAR,
    "euros": Unit.EURO, "euros_reserved": Unit.EURO, "transition_budget": Unit.EURO,
    "hours": Unit.HOURS, "hours_reserved": Unit.HOURS, "residents": Unit.RESIDENTS,
}  # fmt: skip
"""The unit of a field of the dossier; the others are plain numbers."""


def _bare(words: Words, value: float | None, fields: list[str]) -> str:
    """A number of the dossier with the unit of its field."""
    unit = next((_UNITS[name] for name in fields if name in _UNITS), Unit.NUMBER)
    shown = (value or 0.0) * (100 if unit is Unit.SHARE else 1)
    decimals = 0 if round(shown, 6).is_integer() or abs(shown) >= 1000 else 1 if abs(shown) >= 1 else 3
    return words.number(value, unit, decimals)


def sources(words: Words, assessment: Plain) -> Chapter:
    """The dossier's own sources, then those of the legal statements."""
    own = [_source(words, item) for item in assessment["sources"].values()]
    # Their notes are for whoever keeps the rules, not for a reader.
    legal = [_source(words, {**item, "note": None}) for item in _legal_sources(assessment)]
    blocks: list[Block] = []
    if own:
        blocks += [Heading(words.own("sources.dossier")), Sources(tuple(own))]
    else:
        blocks.append(Paragraph(words.own("sources.none")))
    if legal:
        blocks += [Heading(words.own("sources.law")), Sources(tuple(legal))]
    return Chapter(words.own("sources.title"), tuple(blocks))


def _source(words: Words, item: Plain) -> Source:
    certainty = words.own(
        "sources.certainty", certainty=words.own(f"sources.{item.get('certainty', 'medium')}")
    )
    parts = [item.get("publisher"), str(item["year"]) if item.get("year") else None, item.get("licence"), certainty,
             item.get("note")]  # fmt: skip
    url = item.get("url")
    safe = url if isinstance(url, str) and url.startswith(("https://", "http://")) else None
    return Source(
        item["title"].rstrip("."), ". ".join(part.rstrip(".") for part in parts if part) + ".", safe, safe
    )


def _legal_sources(assessment: Plain) -> list[Any]:
    advice = assessment["legal_form"]
    reasons = [reason for form in advice["forms"] for reason in form["reasons"]] if advice else []
    found: dict[tuple[str, str], Any] = {}
    for item in [*reasons, *assessment["form_steps"]]:
        for source in item["sources"]:
            found.setdefault((source["title"], source.get("url", "")), source)
    return [found[key] for key in sorted(found)]


def account(words: Words, assessment: Plain) -> Chapter:
    """Verantwoording: how every number was made, so that it can be made again."""
    rows = [
        (words.own("account.version"), assessment["engine_version"]),
        (words.own("account.rules"), words.day(assessment["rules_on"])),
        (words.own("account.draws"), plain_number(assessment["draws"], 0, words.language)),
        (words.own("account.seed"), str(assessment["seed"])),
        (words.own("account.digest"), assessment["dossier_digest"]),
    ]
    columns = (Column(words.own("column.what"), 1.2), Column(words.own("column.value"), 2.4))
    table = Table(
        words.own("account.caption"), columns, tuple((Cell(name), Cell(text)) for name, text in rows)
    )
    blocks: list[Block] = [
        Paragraph(words.own("account.intro"), "lead"),
        table,
        Paragraph(words.own("account.range")),
        Paragraph(words.own("account.known")),
        Paragraph(words.own("account.people")),
    ]
    methods = tuple(_methods(words, assessment))
    if methods:
        listed = tuple(Cell(label, note=text, strong=True) for label, text in methods)
        blocks += [Heading(words.own("account.methods")), Bullets(listed)]
    case = assessment["business_case"]
    if case is not None:
        blocks += [Heading(words.own("account.parameters")), _parameters(words, case)]
    return Chapter(words.own("account.title"), tuple(blocks))


def _methods(words: Words, assessment: Plain) -> Iterator[tuple[str, str]]:
    """Every method once, with the number it makes; rows that may not be shown are passed by."""
    seen: set[str] = set()
    shown = {name: item for name, item in assessment.items() if name != "legal_form"}
    for item in _computed(shown):
        method = item["explanation"]["method"]
        # By id: the whole comes before the partners, who are counted in the same way.
        if method["id"] not in seen:
            seen.add(method["id"])
            yield words.say(item["label"]), words.say(method)


def _computed(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        if value.get("small") is True or value.get("points_to_person") is True:
            return
        if "explanation" in value and "unit" in value:
            yield value
        else:
            for item in value.values():
                yield from _computed(item)
    elif isinstance(value, list):
        for item in value:
            yield from _computed(item)


def _parameters(words: Words, case: Plain) -> Table:
    columns = (
        Column(words.own("column.parameter"), 2.2),
        Column(words.own("column.value"), 1.0, number=True),
        Column(words.own("column.likely"), 1.3, number=True),
        Column(words.own("column.source"), 2.2),
    )
    rows = []
    for item in case["parameters"]:
        value, low, high = (_parameter(words, item, part) for part in ("value", "low", "high"))
        span = words.between(low, high) if item["low"] is not None else words.own("no_range")
        certainty = words.own("sources.certainty", certainty=words.own(f"sources.{item['certainty']}"))
        note = words.own("account.overridden") if item["overridden"] else None
        told = source_in_words(item["source"], words.language).rstrip(".")
        source = f"{told} ({item['year']}). {certainty}."
        rows.append((Cell(words.say(item["label"]), note=note), Cell(value), Cell(span), Cell(source)))
    return Table(words.own("account.parameters_caption"), columns, tuple(rows))


def _parameter(words: Words, item: Plain, part: str) -> str:
    value = item[part]
    if value is None:
        return "–"
    shown = value * (100 if item["unit"] == "share" else 1)
    decimals = (
        0 if abs(shown) >= 1000 or round(shown, 6).is_integer() else 1 if item["unit"] == "share" else 2
    )
    return words.number(value, item["unit"], decimals)
