"""What is asked back before it is saved, and what is warned about after: amounts in thousands, a start in the past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from vierkant_web.dossier.fill_in_pages import Page
from vierkant_web.dossier.forms_numbers import parse_number, write_number
from vierkant_web.dossier.inputs_change import looks_like_thousands

_PARTS = ("euros", "euros__low", "euros__high")
_STARTS = {"change_plan": "starts_on", "impact": "starts_on"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """An amount that may have been meant a thousand times larger. ``prefix`` is the row of the form."""

    prefix: str
    title: str
    text: str


def doubts(page: Page) -> list[Doubt]:
    """The amounts of a valid page to ask about: not those that stood there already, or were confirmed just now."""
    if page.step.section != "ledger" or page.data is None:
        return []
    sure = page.data.get("sure", "").split()
    found = []
    for entry in page.kept:
        row = entry.form.row()
        before = (entry.before or {}).get("euros")
        same = before is not None and _amount(before) == _amount(row.get("euros"))
        prefix = str(entry.form.prefix)
        if prefix not in sure and not same and looks_like_thousands(row):
            amount = _amount(row["euros"])
            text = _("You wrote € %(amount)s. Did you mean € %(meant)s?") % {
                "amount": write_number(amount), "meant": write_number(amount * 1000),
            }  # fmt: skip
            found.append(Doubt(prefix, page.title_of(row) or str(entry.title), text))
    return found


def _amount(figure: Any) -> float:
    return float((figure.get("value") if isinstance(figure, Mapping) else figure) or 0)


def times_a_thousand(data: QueryDict) -> QueryDict:
    """The answers, with the amounts for which "times a thousand" was chosen made so; their range goes along."""
    if "thousand" not in data:
        return data
    changed = data.copy()
    for prefix in data.get("thousand", "").split():
        for part in _PARTS:
            name = f"{prefix}-{part}"
            try:
                changed[name] = write_number(parse_number(changed.get(name, "")) * 1000)
            except ValueError:
                continue  # left open, or no number: the form says so
    return changed


def notes(page: Page, content: Any) -> list[str]:
    """A start that lies in the past is accepted; we say it, because it is often a wrong year."""
    name = _STARTS.get(page.step.section)
    if name is None or not content:
        return []
    rows = [content] if isinstance(content, Mapping) else content
    past = [row for row in rows if row.get(name) and date.fromisoformat(row[name]) < timezone.localdate()]
    return [_past(page, row, row[name]) for row in past]


def _past(page: Page, row: Mapping[str, Any], day: str) -> str:
    title = page.title_of(row) if page.step.shape != "one" else ""
    text = _("The day on which it begins (%(day)s) lies in the past. Is the year right?") % {
        "day": f"{date.fromisoformat(day):%d-%m-%Y}"
    }
    return f"{title}: {text}" if title else text


def new_notes(page: Page) -> Iterator[str]:
    """The warnings that this save brought about."""
    before = notes(page, page.before)
    return (note for note in notes(page, page.content) if note not in before)
