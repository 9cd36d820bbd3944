"""Trust and readiness between partners: what each filled in alone, side by side, for who may see it.

Which rows an audience may see is decided before: this module never learns of the others. It gives no average of one
partner, since that is the mark of that partner under another name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from math import fsum

from vierkant.organisation_scan.inputs import TrustScan, TrustTheme
from vierkant.organisation_scan.trust_results import (
    TrustMark,
    TrustPartner,
    TrustResult,
    TrustStatement,
    TrustThemeResult,
)
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Finding,
    Input,
    Level,
    Message,
    Missing,
    Number,
    Unit,
)

STATEMENTS: Mapping[TrustTheme, tuple[str, str]] = {
    TrustTheme.AMBITION: ("ambition_shared", "ambition_worth"),
    TrustTheme.INTERESTS: ("interests_known", "interests_heard"),
    TrustTheme.RELATION: ("relation_trust", "relation_promises"),
    TrustTheme.ORGANISATION: ("organisation_ready", "organisation_backing"),
    TrustTheme.PROCESS: ("process_clear", "process_pace"),
}
"""The two statements of each theme, as the fields of the dossier are called."""

LOW, HIGH = 2.5, 4.0
"""Our choice: up to and with ``LOW`` somebody rather says no, from ``HIGH`` yes. No study gives a line."""
APART = 2.0
"""Our choice: two marks of five apart is the difference between "rather not" and "rather yes"."""


def assess_trust(rows: Sequence[TrustScan], partners: Mapping[str, str]) -> TrustResult:
    """Lay the answers side by side.

    Args:
        rows: what this audience may see, at most one row per partner; the last one counts.
        partners: id → name on screen, in the order of the dossier.

    Returns:
        Marks from 1 (not at all) to 5 (fully). A partner of which nothing is seen is named in ``missing``; whether it
        did not fill in or keeps it closed cannot be told from here.
    """
    found = {row.partner: row for row in rows}
    order = {**partners, **{partner: partner for partner in found if partner not in partners}}
    shown = tuple(_partner(partner, name, found.get(partner)) for partner, name in order.items())
    seen = [item for item in shown if item.seen]
    themes = tuple(_theme(theme, order, found) for theme in TrustTheme)
    widest = sorted((item for item in themes if item.apart), key=lambda item: -_spread(item))
    missing = tuple(_missing(shown))
    return TrustResult(
        level=_level(len(seen), themes, missing),
        headline=_headline(seen, themes, widest),
        themes=themes,
        partners=shown,
        apart=tuple(item.theme for item in widest),
        findings=tuple(_findings(themes)),
        missing=missing,
    )


def _partner(partner: str, name: str, row: TrustScan | None) -> TrustPartner:
    marked = row is not None and any(mark is not None for _theme, pair in row.by_theme() for mark in pair)
    concern = (row.concern or None) if row is not None else None
    return TrustPartner(partner, name, marked or concern is not None, concern)


def _theme(theme: TrustTheme, names: Mapping[str, str], rows: Mapping[str, TrustScan]) -> TrustThemeResult:
    every = (_mark(theme, partner, name, rows.get(partner)) for partner, name in names.items())
    marks = tuple(mark for mark in every if mark is not None)
    numbers = [mark.mark for mark in marks]
    several = len(numbers) > 1
    spread = max(numbers) - min(numbers) if several else 0.0
    kind = _kind(numbers, spread)
    return TrustThemeResult(
        theme=theme,
        label=Message(f"trust.theme.{theme.value}"),
        level=_LEVELS[kind],
        marks=marks,
        apart=kind == "apart",
        mean=_computed("mean", theme, fsum(numbers) / len(numbers), marks) if several else None,
        spread=_computed("spread", theme, spread, marks) if several else None,
        text=_text(kind, marks),
        action=Message(f"trust.action.{theme.value}") if kind in ("apart", "low", "some_low") else None,
    )


def _mark(theme: TrustTheme, partner: str, name: str, row: TrustScan | None) -> TrustMark | None:
    if row is None:
        return None
    statements = tuple(
        TrustStatement(field, Message(f"trust.statement.{field}"), getattr(row, field))
        for field in STATEMENTS[theme]
    )
    given = [statement.mark for statement in statements if statement.mark is not None]
    if not given:
        return None
    mark = fsum(given) / len(given)
    word = "low" if mark <= LOW else "high" if mark >= HIGH else "between"
    return TrustMark(partner, name, statements, mark, Message(f"trust.word.{word}"))


_LEVELS: Mapping[str, Level] = {
    "nobody": Level.UNKNOWN,
    "one": Level.UNKNOWN,
    "apart": Level.AMBER,
    "low": Level.RED,
    "some_low": Level.AMBER,
    "between": Level.AMBER,
    "high": Level.GREEN,
}


def _kind(numbers: Sequence[float], spread: float) -> str:
    if len(numbers) < 2:
        return "one" if numbers else "nobody"
    if max(numbers) <= LOW:
        return "low"
    if spread >= APART:
        return "apart"
    if min(numbers) <= LOW:
        return "some_low"
    return "high" if min(numbers) >= HIGH else "between"


def _text(kind: str, marks: Sequence[TrustMark]) -> Message:
    if kind in ("nobody", "one"):
        return Message(f"trust.says.{kind}", {"name": marks[0].name} if marks else {})
    lowest, highest = min(mark.mark for mark in marks), max(mark.mark for mark in marks)
    return Message(
        f"trust.says.{kind}",
        {
            "lowest": _number(lowest),
            "highest": _number(highest),
            "low_names": _names([mark.name for mark in marks if mark.mark == lowest]),
            "high_names": _names([mark.name for mark in marks if mark.mark == highest]),
        },
    )


def _number(value: float) -> Number:
    return Number(value, Unit.NUMBER, 0 if value.is_integer() else 1)


def _names(names: Sequence[str]) -> Message:
    """The names as people say them: A, B and C."""
    first = Message("trust.list.one", {"name": names[0]})
    *middle, last = names[1:] or ("",)
    listed = reduce(
        lambda text, name: Message("trust.list.comma", {"before": text, "after": name}), middle, first
    )
    return Message("trust.list.and", {"before": listed, "after": last}) if last else first


def _computed(name: str, theme: TrustTheme, value: float, marks: Sequence[TrustMark]) -> Computed:
    inputs = tuple(
        Input(
            Message("trust.input.mark", {"name": mark.name}),
            mark.mark,
            Unit.NUMBER,
            Confidence.MEASURED,
            "dossier",
            decimals=1,
        )
        for mark in marks
    )
    method = Message(f"trust.method.{name}")
    return Computed(
        id=f"trust_{theme.value}_{name}",
        label=Message(f"trust.label.{name}", {"theme": Message(f"trust.theme.{theme.value}")}),
        value=value,
        unit=Unit.NUMBER,
        explanation=Explanation(method, inputs, certainty=Certainty.LOW),
        decimals=1,
    )


def _spread(theme: TrustThemeResult) -> float:
    return theme.spread.value if theme.spread is not None else 0.0


def _level(seen: int, themes: Sequence[TrustThemeResult], missing: Sequence[Missing]) -> Level:
    levels = {theme.level for theme in themes}
    if seen < 2 or levels == {Level.UNKNOWN}:
        return Level.UNKNOWN
    if Level.RED in levels:
        return Level.RED
    return Level.GREEN if levels == {Level.GREEN} and not missing else Level.AMBER


def _headline(
    seen: Sequence[TrustPartner], themes: Sequence[TrustThemeResult], widest: Sequence[TrustThemeResult]
) -> Message:
    if len(seen) < 2:
        return (
            Message("trust.headline.one", {"name": seen[0].name})
            if seen
            else Message("trust.headline.nobody")
        )
    low = [theme for theme in themes if theme.level is Level.RED]
    if low:
        return Message("trust.headline.low", {"theme": low[0].label})
    if widest:
        return Message("trust.headline.apart", {"theme": widest[0].label})
    if all(theme.level is Level.GREEN for theme in themes):
        return Message("trust.headline.high", {"count": len(seen)})
    return Message("trust.headline.between")


def _findings(themes: Sequence[TrustThemeResult]) -> Iterator[Finding]:
    for theme in themes:
        if theme.action is not None:
            said = Message("trust.finding.theme", {"theme": theme.label, "text": theme.text})
            yield Finding(
                f"trust.{theme.theme.value}", theme.level, said, theme.action, certainty=Certainty.LOW
            )


def _missing(partners: Sequence[TrustPartner]) -> Iterator[Missing]:
    for item in partners:
        if not item.seen:
            yield Missing(
                "trust",
                Message("trust.missing.row", {"partner_name": item.name}),
                Message("trust.missing_cost.row"),
                item.partner,
            )
