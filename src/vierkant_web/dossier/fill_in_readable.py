"""A part of the dossier in words, for who may only read it and for two versions side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from vierkant_web.dossier import inputs
from vierkant_web.dossier.fill_in_pages import Page
from vierkant_web.dossier.forms_agreements import parameter
from vierkant_web.dossier.forms_asks import FIGURES, PERCENTAGES, SPREADS, Ask, Words, cell
from vierkant_web.dossier.forms_numbers import write_number
from vierkant_web.dossier.inputs_change import CHANGE_SECTIONS, KEYED_BY_GROUP, named_groups
from vierkant_web.dossier.inputs_days import day_in_words, period_in_words
from vierkant_web.dossier.inputs_grip import KEY_FIELDS
from vierkant_web.dossier.inputs_interests import NESTED, names_in, nested_lines
from vierkant_web.dossier.inputs_numbers import OF_A_PARTNER, row_key


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer. ``confidence`` is how a figure is known."""

    label: Words
    text: str
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One row of the dossier."""

    key: str
    title: Words
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One question on which two versions may differ."""

    row: Words
    label: Words
    theirs: str
    yours: str
    """An empty text: not filled in."""

    @property
    def differs(self) -> bool:
        """Whether the versions say something else."""
        return self.theirs != self.yours


def blocks(page: Page, content: Any) -> list[Block]:
    """The rows of a part in words; what was not filled in is left out."""
    return [
        Block(key, title, tuple(_lines(page, asks, row))) for key, title, asks, row in _rows(page, content)
    ]


def differences(page: Page, theirs: Any, yours: Any) -> list[Difference]:
    """Every question that at least one of the versions answers, in the order of the page."""
    ours = {block.key: block for block in blocks(page, yours)}
    other = {block.key: block for block in blocks(page, theirs)}
    found = []
    for key in dict.fromkeys([*other, *ours]):
        left, right = other.get(key), ours.get(key)
        block = right or left
        assert block is not None  # noqa: S101 - the key came from one of the two
        texts = [
            {str(line.label): _full(line) for line in side.lines} if side else {} for side in (left, right)
        ]
        found += [
            Difference(block.title, label, texts[0].get(label, ""), texts[1].get(label, ""))
            for label in dict.fromkeys([*texts[0], *texts[1]])
        ]
    return found


def _full(line: Line) -> str:
    return f"{line.text} ({inputs.confidence_word(line.confidence)})" if line.confidence else line.text


def _rows(page: Page, content: Any) -> Iterator[tuple[str, Words, tuple[Ask, ...], Mapping[str, Any]]]:
    section, shape = page.step.section, page.step.shape
    if shape == "one" or page.step.is_single:
        row = content[0] if content and page.step.is_single else content
        if row:
            yield "", "", page.asks, row
    elif shape == "parameters":
        for item in inputs.known_parameters():
            if item.name in (content or {}):
                yield item.name, item.label, parameter(item), {"value": content[item.name]}
    elif page.is_own_side:
        for row in page.parts.get((section, ""), []):
            value = (content or {}).get(row["id"])
            if value is not None:
                yield (
                    row["id"],
                    row["name"],
                    page.asks,
                    {"qualified": value} if section == "functions" else value,
                )
    else:
        rows = (
            [{**row, "id": key} for key, row in (content or {}).items()] if shape == "map" else content or []
        )
        names = inputs.partner_names({"partners": rows}) if section == "partners" else {}
        for row in rows:
            key = row_key(section, row)
            title = names.get(key) or page.title_of(row) or key
            shown = {**row, "title": title} if section == "partners" else row
            if section in KEYED_BY_GROUP:
                shown = {**row, "group": row["id"]}
            elif section in KEY_FIELDS:
                shown = {**row, KEY_FIELDS[section]: row["id"]}
            yield key, title, page.asks, shown


def _lines(page: Page, asks: tuple[Ask, ...], row: Mapping[str, Any]) -> Iterator[Line]:
    sources = dict(page.context.sources)
    for ask in asks:
        value = cell(ask, row)
        if value is None or value == "" or value == []:
            continue
        if ask.kind in FIGURES:
            figure = value if isinstance(value, Mapping) else {"value": value}
            yield Line(ask.label, _figure(ask, figure, sources), figure.get("confidence", "assumed"))
        else:
            yield Line(ask.label, _plain(ask, value, sources))
    asked = {ask.name.partition(".")[0] for ask in asks}
    issues = {item["id"]: str(item["name"]) for item in page.plain.get("issues", ())}
    for section, name in NESTED:
        if section == page.step.section and name not in asked:
            inside = nested_lines(
                section,
                row.get(name),
                lambda key: page.partners.get(key, key),
                lambda key: issues.get(key, key),
            )
            yield from (Line(label, text) for label, text in inside)


def _figure(ask: Ask, figure: Mapping[str, Any], sources: Mapping[str, Words]) -> str:
    percent = ask.kind in PERCENTAGES

    def written(name: str) -> str:
        number = figure[name]
        return write_number(round(number * 100, 8)) + "%" if percent else write_number(number)

    text = with_unit(written("value"), "" if percent else str(ask.unit))
    if "low" in figure and "high" in figure:
        text += ", " + gettext("probably between %(low)s and %(high)s") % {
            "low": written("low"),
            "high": written("high"),
        }
    where = [str(sources.get(figure["source"], figure["source"]))] if figure.get("source") else []
    where += [str(figure["year"])] if figure.get("year") else []
    where += [str(dict(SPREADS)[figure["distribution"]])] if figure.get("distribution") else []
    return f"{text} · {', '.join(where)}" if where else text


def with_unit(number: str, unit: str) -> str:
    """``€ 85.100 per fte``, ``4,5 fte``: the euro sign stands in front, other units behind."""
    if unit.startswith("€"):
        return f"€ {number}{unit.removeprefix('€')}"
    return f"{number} {unit}" if unit else number


def _plain(ask: Ask, value: Any, sources: Mapping[str, Words]) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if ask.kind == "number":
        return write_number(value)
    if ask.kind == "percent":
        return write_number(round(value * 100, 8)) + "%"
    if ask.kind == "day":
        return day_in_words(value)
    if ask.kind in ("days", "periods"):
        words_of = day_in_words if ask.kind == "days" else period_in_words
        return "; ".join(words_of(item) for item in value)
    words = sources if ask.name == "source" else dict(ask.choices)
    if ask.kind == "score":
        value = str(value)
    if isinstance(value, list):
        return ", ".join(str(words.get(item, item)) for item in value)
    text = write_number(value) if ask.kind == "whole" and ask.unit else str(words.get(value, value))
    return with_unit(text, str(ask.unit))


# What would be lost ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Loss:
    """A row that will be removed although other parts use it, and what goes with it."""

    key: str
    title: str
    items: tuple[str, ...]
    blocked: bool = False
    """True when this cannot be done before something else is changed."""


def losses(page: Page) -> list[Loss]:
    """What removing rows of this page would cost elsewhere, as far as the visitor may see it."""
    find = {
        "partners": _of_partner, "tasks": _of_row, "functions": _of_row, "sources": _of_source, "people": _of_group,
        "boards": _of_board, "zienswijze_points": _of_point, "expertise": _of_row, "channels": _of_row,
        "budgets": _of_budget, "products": _of_row, "voting_rules": _of_rule, "issues": _of_issue,
    }.get(page.step.section)  # fmt: skip
    if find is None:
        return []
    titles = {block.key: str(block.title) for block in blocks(page, page.before)}
    found = [
        Loss(key, titles.get(key, key), tuple(find(page, key)), page.step.section == "sources")
        for key in page.removed_keys
    ]
    return [loss for loss in found if loss.items]


def _of_partner(page: Page, key: str) -> Iterator[str]:
    plain = page.plain
    if n := sum(key in row.get("parts", {}) for row in plain.get("tasks", [])):
        yield ngettext("its numbers at %(n)s task", "its numbers at %(n)s tasks", n) % {"n": n}
    if n := sum(key in row.get("qualified", {}) for row in plain.get("functions", [])):
        yield ngettext("its people at %(n)s function", "its people at %(n)s functions", n) % {"n": n}
    if n := sum(row.get("partner") == key for row in plain.get("people", [])):
        yield ngettext("%(n)s group of employees", "%(n)s groups of employees", n) % {"n": n}
    for section in ("expertise", "channels", "products"):
        if n := sum(key in row.get("parts", {}) for row in plain.get(section, [])):
            yield _rows_under(n, section)
    for section in (name for name in OF_A_PARTNER if name != "people"):
        if n := sum(row.get("partner") == key for row in plain.get(section, [])):
            yield _rows_under(n, section)
    yield from names_in(plain, key)
    agreed = plain.get("agreements", {})
    if key in agreed.get("cost_key", {}):
        yield gettext(
            "the shares of all partners in the cost, because without this partner they are no longer complete"
        )
    if key in agreed.get("votes", {}):
        yield gettext("its votes")


def _of_row(page: Page, key: str) -> Iterator[str]:
    inner = inputs.INNER[page.step.section]
    rows: list[dict[str, Any]] = page.plain.get(page.step.section, [])
    found = next((row for row in rows if row["id"] == key), {})
    names = [page.partners.get(partner, partner) for partner in found.get(inner, {})]
    if names:
        yield gettext("what these partners filled in for it: %(names)s") % {"names": ", ".join(names)}


def _of_group(page: Page, key: str) -> Iterator[str]:
    for section in CHANGE_SECTIONS:
        number = list(named_groups(section, page.plain.get(section))).count(key)
        if number:
            yield _rows_under(number, section)


def _rows_under(number: int, section: str) -> str:
    text = ngettext("%(n)s row under %(section)s", "%(n)s rows under %(section)s", number)
    return text % {"n": number, "section": inputs.section_word(section)}


def _of_board(page: Page, key: str) -> Iterator[str]:
    if n := sum(row.get("board") == key for row in page.plain.get("zienswijze_points", [])):
        yield ngettext("that %(n)s point is about it", "that %(n)s points are about it", n) % {"n": n}


def _of_point(page: Page, key: str) -> Iterator[str]:
    if n := sum(row.get("point") == key for row in page.plain.get("council_views", [])):
        yield _rows_under(n, "council_views")


def _of_budget(page: Page, key: str) -> Iterator[str]:
    if n := sum(row.get("budget") == key for row in page.plain.get("budget_changes", [])):
        yield _rows_under(n, "budget_changes")


def _of_rule(page: Page, key: str) -> Iterator[str]:
    if n := sum(row.get("voting_rule") == key for row in page.plain.get("issues", [])):
        yield ngettext("that %(n)s issue is decided by it", "that %(n)s issues are decided by it", n) % {
            "n": n
        }


def _of_issue(page: Page, key: str) -> Iterator[str]:
    if n := sum(row.get("issue") == key for row in page.plain.get("pacts", [])):
        yield ngettext("that %(n)s agreement belongs to it", "that %(n)s agreements belong to it", n) % {
            "n": n
        }
    scores = (score for row in page.plain.get("positions", []) for score in row.get("scores", ()))
    if n := sum(score.get("issue") == key for score in scores):
        yield ngettext("%(n)s position on it", "%(n)s positions on it", n) % {"n": n}


def _of_source(page: Page, key: str) -> Iterator[str]:
    for section, content in page.plain.items():
        number = _uses(content, key) if section != "sources" else 0
        if number:
            word = inputs.section_word(section)
            text = ngettext("%(n)s figure under %(section)s", "%(n)s figures under %(section)s", number)
            yield text % {"n": number, "section": word}


def _uses(content: Any, source: str) -> int:
    if isinstance(content, Mapping):
        return int(content.get("source") == source) + sum(_uses(item, source) for item in content.values())
    return sum(_uses(item, source) for item in content) if isinstance(content, list) else 0
