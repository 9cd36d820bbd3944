"""Hours and money in papers: what is needed against what is decided, with the lines behind it."""

from __future__ import annotations

from typing import Any

from vierkant.change.inputs import LedgerKind, LedgerLine
from vierkant.change.ledger_lines import is_decided
from vierkant.documents.paper_draft import Draft
from vierkant.documents.report_blocks import Block, Cell, Paragraph, Table
from vierkant.documents.report_text import Plain
from vierkant.quantities import Unit

_MEASURES = (("hours", Unit.HOURS), ("euros", Unit.EURO))
_STATES = ("needed", "reserved", "decided", "spent")
_JOINED = frozenset((LedgerKind.BACKFILL, LedgerKind.SALARY_GUARANTEE, LedgerKind.TRAVEL))
SMALL = "small"
"""Key of the row in which what is for small groups and what is for no group stand together."""


def totals_table(draft: Draft, totals: Plain) -> Table:
    """Hours and euros needed, reserved, decided and spent, with ranges."""
    rows = [
        (
            Cell(draft.t(f"state.{state}"), strong=True),
            *(draft.computed(totals[f"{name}_{state}"]) for name, _unit in _MEASURES),
        )
        for state in _STATES
    ]
    return draft.table("totals", draft.columns(("what", 1.4), ("hours", 1.6, "n"), ("euros", 1.6, "n")), rows)


def rows_table(
    draft: Draft, name: str, rows: list[Any], *, states: tuple[str, ...] = ("needed", "decided")
) -> Table:
    """Rows of the ledger (kinds or groups) with a total below."""
    columns = draft.columns(
        (name, 2.0), *((f"{measure}_{state}", 0.95, "n") for measure, _unit in _MEASURES for state in states)
    )
    keys = [(f"{measure}_{state}", unit) for measure, unit in _MEASURES for state in states]
    made = [
        (Cell(row["label"], strong=True), *(draft.amount_or_dash(row[key], unit) for key, unit in keys))
        for row in rows
    ]
    total = [draft.amount(sum(row[key] for row in rows), unit, strong=True) for key, unit in keys]
    made.append((Cell(draft.t("total"), strong=True), *total))
    return draft.table(f"by_{name}", columns, made, total=True)


def kind_rows(draft: Draft, ledger: Plain) -> list[dict[str, Any]]:
    """The kinds by their words (`kind_name`); what has the same word is added up, kinds without any number go."""
    keys = [f"{measure}_{state}" for measure, _unit in _MEASURES for state in _STATES]
    found: dict[str, dict[str, Any]] = {}
    for row in ledger["kinds"]:
        name = kind_name(draft, row["id"])
        before = found.get(name, dict.fromkeys(keys, 0.0))
        found[name] = {"id": row["id"], "label": name, **{key: before[key] + row[key] for key in keys}}
    return [row for row in found.values() if any(row[key] for key in keys)]


def kind_name(draft: Draft, kind: str) -> str:
    """The word for a kind. Where a guarantee or travel is for a few people it has one word with backfill.

    An amount that is for one person is this person's pay; together with the largest post it is not.
    """
    if draft.view.joins_costs and kind in _JOINED:
        return draft.t("joined_costs")
    return draft.words.say(f"ledger.kind.{kind}.name")


def group_rows(draft: Draft, ledger: Plain) -> list[dict[str, Any]]:
    """The groups that papers name; small groups and what is for no group stand together in the last row.

    So do the groups that keep a single small group from being derived (`View.apart`).
    """
    shown = draft.view.names.keys() - draft.view.apart
    named = [row for row in ledger["groups"] if row["id"] in shown]
    others = [row for row in ledger["groups"] if row["id"] not in shown]
    keys = [f"{measure}_{state}" for measure, _unit in _MEASURES for state in _STATES]
    rest = {key: sum(row[key] for row in others) for key in keys}
    label = draft.t("others") if draft.view.hidden else draft.t("no_group")
    return [
        *({**row, "label": _label(draft, row)} for row in named),
        {"id": SMALL, "label": label, **rest},
    ]


def _label(draft: Draft, row: Plain) -> str:
    return row["label"] if isinstance(row["label"], str) else draft.words.say(row["label"])


def lines_table(draft: Draft) -> tuple[Block, ...]:
    """The lines of the ledger: by whom, when, from which cover, and which work stops."""
    columns = draft.columns(
        ("purpose", 1.4),
        ("hours", 0.9, "n"),
        ("euros", 0.9, "n"),
        ("decided", 1.5),
        ("cover", 1.4),
        ("stops", 1.5),
    )
    shown = [line for line in draft.view.change.ledger if line.group not in draft.view.apart]
    left_out = len(draft.view.change.ledger) - len(shown)
    rows = [_line(draft, line) for line in shown]
    if not rows and not left_out:
        return (Paragraph(draft.gap("ledger", "ledger")),)
    more = (Paragraph(draft.t("budget.lines_apart"), "quiet"),) if draft.view.apart else ()
    return (
        *((draft.table("lines", columns, rows),) if rows else ()),
        *more,
        Paragraph(draft.t("budget.decided_means"), "quiet"),
    )


def _line(draft: Draft, line: LedgerLine) -> tuple[Cell, ...]:
    kind = draft.words.say(f"ledger.kind.{line.kind.value}.name")
    group = draft.view.names.get(line.group or "", draft.t("all_groups"))
    about = f"{kind}, {group}"
    if is_decided(line):
        decided = Cell(
            line.decided_by or "", note=draft.words.day(line.decided_on) if line.decided_on else None
        )
    else:
        decided = Cell(draft.gap("decision_line", "ledger", about))
    return (
        Cell(kind, note=group, strong=True),
        draft.figure(line.hours, Unit.HOURS),
        draft.figure(line.euros, Unit.EURO),
        decided,
        Cell(draft.filled(line.cover, "cover", "ledger", about)),
        Cell(draft.filled(line.work_that_stops, "stops", "ledger", about)),
    )
