"""The chapter on money: what it costs before it yields, for whom, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vierkant.documents.report_blocks import Block, Cell, Chapter, Column, Heading, Paragraph, Table
from vierkant.documents.report_charts import drawn
from vierkant.documents.report_text import Plain, Words, computed_table, missing_list, notes
from vierkant.quantities import Unit


def money(words: Words, assessment: Plain, charts: Mapping[str, Any]) -> Chapter:
    """Net result per year, per partner and per stream, plan beside experience, and what the outcome hangs on."""
    case = assessment["business_case"]
    block = next(item for item in assessment["blocks"] if item["id"] == "overhead")
    blocks: list[Block]
    if case is None:
        blocks = [Paragraph(words.say(block["headline"]), "lead")]
    else:
        blocks = [
            Paragraph(words.say(_costs(assessment)["headline"]), "lead"),
            _core(words, case),
            Paragraph(_payback(words, case)),
            Heading(words.own("money.per_year")),
            *drawn(words, charts["net"](case, words.language)),
            *drawn(words, charts["waterfall"](case, words.language)),
            *_per_partner(words, case, charts),
            Heading(words.say("business_case.chart.title.alternatives")),
            *drawn(words, charts["alternatives"](case, words.language)),
            Heading(words.own("money.streams")),
            *drawn(words, charts["streams"](case, words.language)),
            Heading(words.own("money.promised")),
            *_promised(words, case),
            Heading(words.own("money.tornado")),
            *drawn(words, charts["tornado"](case, words.language)),
        ]
    if block["findings"]:
        blocks += [Heading(words.own("findings")), *notes(words, block["findings"])]
    if block["missing"]:
        blocks += [Heading(words.own("missing_here")), *missing_list(words, block["missing"])]
    return Chapter(words.own("money.title"), tuple(blocks))


def _costs(assessment: Plain) -> Any:
    return next(item for item in assessment["four_ks"] if item["id"] == "costs")


def _core(words: Words, case: Plain) -> Table:
    total = case["total"]
    names = ("baseline", "structural", "npv_5", "npv_10", "negative_npv_10", "peak_funding")
    items = [*(total[name] for name in names), total["payback"]["computed"], total["payback"]["never"],
             case["break_even_partners"]]  # fmt: skip
    return computed_table(words, words.own("money.core"), items)


def _payback(words: Words, case: Plain) -> str:
    payback = case["total"]["payback"]
    never = words.value(payback["never"])
    if payback["median"] is None:
        return words.own("money.not_paid_back", never=never)
    if payback["median_year"] is not None:
        return words.own("money.paid_back_in", year=str(payback["median_year"]), never=never)
    return words.own("money.paid_back_after", years=payback["median"], never=never)


def _per_partner(words: Words, case: Plain, charts: Mapping[str, Any]) -> tuple[Block, ...]:
    if len(case["partners"]) < 2:
        return ()
    assumed = "money.key_agreed" if case["key_basis"] == "agreed" else "money.key_assumed"
    key = words.say(f"business_case.key.{case['key_basis']}")
    return (
        Heading(words.own("money.per_partner")),
        Paragraph(words.own(assumed, key=key), "before"),
        *drawn(words, charts["partners"](case, words.language)),
        _partner_years(words, case),
    )


def _partner_years(words: Words, case: Plain) -> Table:
    """Per partner what comes structurally, what must be paid in advance, and what the key alone moves."""
    columns = (
        Column(words.own("column.partner"), 1.3),
        Column(words.own("column.baseline"), 1.0, number=True),
        Column(words.own("column.structural"), 1.4, number=True),
        Column(words.own("column.peak"), 1.4, number=True),
        Column(words.own("column.key_shift"), 1.1, number=True),
    )
    rows = tuple(
        (
            Cell(partner["name"], strong=True),
            Cell(_euro(words, partner["outcome"]["baseline"])),
            _ranged(words, partner["outcome"]["structural"]),
            _ranged(words, partner["outcome"]["peak_funding"]),
            Cell(_euro(words, partner["key_shift"])),
        )
        for partner in case["partners"]
    )
    return Table(words.own("money.partner_caption"), columns, rows)


def _euro(words: Words, computed: Plain | None) -> str:
    return "–" if computed is None else words.number(computed["value"], Unit.EURO)


def _ranged(words: Words, computed: Plain) -> Cell:
    if computed["low"] is None:
        return Cell(_euro(words, computed))
    low, high = (words.number(computed[end], Unit.EURO) for end in ("low", "high"))
    return Cell(_euro(words, computed), note=words.between(low, high))


def _promised(words: Words, case: Plain) -> tuple[Block, ...]:
    """What the plan promises beside what experience supports, per task."""
    columns = (
        Column(words.own("column.task"), 1.3),
        Column(words.own("column.promised"), 1.0, number=True),
        Column(words.own("column.counted"), 1.3, number=True),
        Column(words.own("column.evidence"), 2.2),
    )
    rows = tuple(
        (
            Cell(task["name"], strong=True),
            Cell(_euro(words, task["promised"])),
            _ranged(words, task["effect"]),
            Cell(words.own(f"money.evidence.{task['evidence']}"), note=words.say(task["reason"])),
        )
        for task in case["tasks"]
    )
    plan = case["promised"]
    if plan is None:
        said = words.own("money.no_promise")
    else:
        said = words.own(
            "money.promise",
            plan=words.number(plan["npv_10"]["value"], Unit.EURO),
            case=words.number(case["total"]["npv_10"]["value"], Unit.EURO),
        )
    return Paragraph(said), Table(words.own("money.promised_caption"), columns, rows)
