"""Between the page with costs per combination and the engine: reading, what is wrong, and the table to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from vierkant.cost_sharing import table_file
from vierkant.dossier.composing import partner_name
from vierkant.dossier.sections import Partner
from vierkant_web.section_rows import written_section
from vierkant_web.templatetags.words import page_language, say

Plain = Mapping[str, Any]
SECTION = "coalition_costs"
SHOWN_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Given:
    """What was given: the text as it was typed or stands in the file, year and note, and what is wrong with it."""

    text: str
    year: str = ""
    note: str = ""
    content: Any = None
    problems: tuple[str, ...] = ()
    more: int = 0


def names(plain: Plain) -> dict[str, str]:
    """Id and name of every partner, in order."""
    return {row["id"]: partner_name(Partner.model_validate(row)) for row in plain.get("partners", ())}


def fits(plain: Plain) -> bool:
    """Whether all combinations fit in a table."""
    return 2 <= len(plain.get("partners", ())) <= table_file.MOST_PARTNERS


def standing(plain: Plain) -> Given:
    """The table of the dossier, to change; empty without one."""
    section = plain.get(SECTION) or {}
    text = template(plain) if section.get("costs") and fits(plain) else ""
    return Given(text.replace("\r\n", "\n"), str(section.get("year") or ""), section.get("note") or "")


def template(plain: Plain) -> str:
    """The table to fill in, with the costs that stand in the dossier."""
    costs = (plain.get(SECTION) or {}).get("costs")
    return table_file.template(names(plain), costs, dutch=page_language() == "nl")


def read(posted: QueryDict, file: Any, plain: Plain) -> Given:
    """What was typed or chosen; a file goes before the text."""
    text = posted.get("tabel", "")
    if file is not None:
        text = table_file.decoded(file.read(4 * table_file.MOST_CHARACTERS))
    year, note = posted.get("jaar", "").strip()[:10], posted.get("herkomst", "").strip()
    found = table_file.read_costs(text, names(plain))
    problems = [say(problem) for problem in found.problems]
    content = {"costs": dict(found.costs)}
    if year:
        content["year"] = int(year) if year.isascii() and year.isdecimal() else year  # type: ignore[assignment]
    if note:
        content["note"] = note  # type: ignore[assignment]
    source = (plain.get(SECTION) or {}).get("source")
    if source:
        content["source"] = source
    written, wrong = written_section(SECTION, content)
    problems += wrong if not found.problems else []
    if year and not (year.isascii() and year.isdecimal()) and found.problems:
        problems += wrong
    return Given(
        text, year, note, written, tuple(problems[:SHOWN_PROBLEMS]), max(len(problems) - SHOWN_PROBLEMS, 0)
    )
