"""Hours and budget for the controller: needed against decided, per kind, group and month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from vierkant.change.crosswalk import crosswalk
from vierkant.change.ledger import Cube, cube
from vierkant.change.ledger_lines import is_decided
from vierkant.change.settings import NOTHING, Range, settings
from vierkant.documents.paper_draft import Draft
from vierkant.documents.paper_model import Grid
from vierkant.documents.paper_money import (
    group_rows,
    kind_name,
    kind_rows,
    lines_table,
    rows_table,
    totals_table,
)
from vierkant.documents.paper_parts import findings
from vierkant.documents.report_blocks import Block, Cell, Chapter, Paragraph
from vierkant.documents.report_text import Plain, missing_list
from vierkant.quantities import Computed, Figure, Unit

_GRIDS = (
    ("hours_needed", "#,##0.0"),
    ("euros_needed", "#,##0"),
    ("hours_decided", "#,##0.0"),
    ("euros_decided", "#,##0"),
)


def chapters(draft: Draft) -> tuple[Chapter, ...]:
    """The chapters of the table of hours and budget."""
    ledger = draft.view.part("ledger")
    if ledger is None or ledger["totals"] is None:
        return (
            Chapter(draft.t("budget.totals"), (Paragraph(draft.gap("money", "ledger")),)),
            Chapter(draft.t("budget.lines"), lines_table(draft)),
        )
    return (
        Chapter(draft.t("budget.totals"), (
            Paragraph(draft.words.say(ledger["headline"]), "lead"),
            totals_table(draft, ledger["totals"]),
            Paragraph(draft.t("budget.ranges"), "quiet"),
            *findings(draft, ("ledger",)),
        )),
        Chapter(draft.t("budget.kinds"), (rows_table(draft, "kind", kind_rows(draft, ledger)),)),
        Chapter(draft.t("budget.groups"), (rows_table(draft, "group", group_rows(draft, ledger)), *draft.hidden())),
        Chapter(draft.t("budget.months"), tuple(_months(draft, ledger))),
        Chapter(draft.t("budget.lines"), lines_table(draft)),
        Chapter(draft.t("budget.benchmarks"), tuple(_benchmarks(draft))),
        Chapter(draft.t("budget.assumptions"), tuple(_assumptions(draft, ledger))),
    )  # fmt: skip


def _months(draft: Draft, ledger: Plain) -> Iterator[Block]:
    """Per quarter: a year of months does not fit on a page; the spreadsheet has every month."""
    if not ledger["months"]:
        yield Paragraph(draft.gap("starts_on", "change_plan"))
        return
    keys = ("hours_needed", "hours_decided", "euros_needed", "euros_decided")
    quarters: dict[str, list[float]] = {}
    for place, month in enumerate(ledger["months"]):
        day = date.fromisoformat(month)
        name = draft.t("quarter", number=(day.month + 2) // 3, year=str(day.year))
        sums = quarters.setdefault(name, [0.0] * len(keys))
        for column, key in enumerate(keys):
            sums[column] += ledger[f"{key}_by_month"][place]
    units = [Unit.HOURS if key.startswith("hours") else Unit.EURO for key in keys]
    rows = [
        (
            Cell(name, strong=True),
            *(draft.amount_or_dash(value, unit) for value, unit in zip(sums, units, strict=True)),
        )
        for name, sums in quarters.items()
    ]
    columns = draft.columns(("quarter", 1.2), *((key, 1.0, "n") for key in keys))
    yield draft.table("by_month", columns, rows)
    yield Paragraph(draft.t("budget.months_text"), "quiet")
    over = [
        draft.view.names[row["group"]]
        for row in ledger["load"]
        if row["over"] and row["group"] in draft.view.names
    ]
    if over:
        limit = draft.words.value(ledger["absorbable"])
        yield Paragraph(draft.t("budget.over", groups=draft.words.listed(over), limit=limit))


def _benchmarks(draft: Draft) -> Iterator[Block]:
    """Rules of thumb beside our estimate: what sellers of this work report about themselves."""
    yield Paragraph(draft.t("budget.benchmarks_text"))
    yield draft.bullets(
        Cell(
            draft.words.say(item["text"]),
            note=draft.based_on(item["source"], item["certainty"]),
        )
        for item in draft.view.people["benchmarks"]
    )


def _assumptions(draft: Draft, ledger: Plain) -> Iterator[Block]:
    rows = {}
    for name in ("hours_needed", "euros_needed"):
        for item in ledger["totals"][name]["explanation"]["inputs"]:
            if item["unit"] == Unit.PERSONS and draft.view.hidden:
                continue  # all people together, less the groups that are named, is a small group
            label = draft.words.say(item["label"])
            value = draft.words.number(item["value"], item["unit"], item["decimals"])
            span = draft.words.span(item)
            how = draft.words.say(f"quantities.confidence.{item['confidence']}")
            source = draft.source(item["source"]) if item["source"] else "–"
            rows[label] = (Cell(label), Cell(value, strong=True), Cell(span), Cell(how, note=source))
    columns = draft.columns(("what", 2.4), ("amount", 0.9, "n"), ("likely", 1.1, "n"), ("known", 1.5))
    yield Paragraph(draft.t("budget.assumptions_text"))
    yield draft.table("assumptions", columns, rows.values())
    yield from missing_list(draft.words, ledger["missing"])


def grids(draft: Draft) -> tuple[Grid, ...]:
    """Every hour and euro per group, kind and month; small groups together with what is for no group."""
    found = _cube(draft)
    if found is None:
        return ()
    return tuple(_grid(draft, found, name, pattern) for name, pattern in _GRIDS)


def _cube(draft: Draft) -> Cube | None:
    dossier = draft.view.dossier
    if not dossier.people:
        return None
    chosen = settings(dossier.assumptions)
    lines = crosswalk(dossier.change, chosen, smallest=1).lines
    return cube(
        dossier.change, chosen, guarantee=_by_group(lines, "guarantee"), travel=_by_group(lines, "travel")
    )


def _decided_totals(draft: Draft, found: Cube, measure: str) -> Any:
    """All decided lines, also what lies in no month of the plan; shape (groups + 1, kinds)."""
    table = found.total_hours_needed * 0.0
    for line in draft.view.dossier.ledger:
        amount: Figure | None = getattr(line, measure)
        if is_decided(line) and amount is not None:
            group = found.groups.index(line.group or "") if (line.group or "") in found.groups else -1
            table[group, found.kinds.index(line.kind.value)] += amount.value
    return table


def grid_words(draft: Draft) -> dict[str, str]:
    """The words of the sheets with amounts per month."""
    columns = {name: draft.t(f"column.{name}") for name in ("group", "kind", "undated", "total")}
    return {**columns, **{name: draft.t(f"grid.{name}") for name in ("overview", "overview_text", "short")}}


def _by_group(lines: Sequence[Any], name: str) -> dict[str, Range]:
    """What the lines of each group cost together."""
    found: dict[str, Range] = {}
    for line in lines:
        cost: Computed | None = getattr(line, name)
        if cost is not None:
            before = found.get(line.group, NOTHING)
            low, high = cost.low or cost.value, cost.high or cost.value
            found[line.group] = Range(before.value + cost.value, before.low + low, before.high + high)
    return found


def _grid(draft: Draft, found: Cube, name: str, pattern: str) -> Grid:
    table = getattr(found, name)
    names = {key: name for key, name in draft.view.names.items() if key not in draft.view.apart}
    shown = [place for place, group in enumerate(found.groups) if group in names]
    rest = [place for place, group in enumerate(found.groups) if group not in names]
    rest_name = draft.t("others") if draft.view.hidden else draft.t("no_group")
    blocks = [(names[found.groups[place]], table[place]) for place in shown]
    blocks.append((rest_name, table[rest].sum(axis=0)))
    total = getattr(found, f"total_{name}", None)
    if total is None:
        total = _decided_totals(draft, found, name.partition("_")[0])
    whole = [*(total[place] for place in shown), total[rest].sum(axis=0)]
    rows, undated = [], []
    kinds: dict[str, list[int]] = {}
    for place, kind in enumerate(found.kinds):
        kinds.setdefault(kind_name(draft, kind), []).append(place)
    for number, (group, months) in enumerate(blocks):
        for kind, columns in kinds.items():
            values = months[:, columns].sum(axis=1).tolist()
            left = float(whole[number][columns].sum()) - sum(values)
            if any(values) or abs(left) > 1e-6:
                rows.append((group, kind, tuple(values)))
                undated.append(left if abs(left) > 1e-6 else 0.0)
    return Grid(name, draft.t(f"grid.{name}"), found.months, tuple(rows), tuple(undated), pattern)
