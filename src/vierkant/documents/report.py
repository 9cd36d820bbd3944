"""The report of an assessment as PDF: an assessment goes in, the bytes of the file come out.

The model (what stands where) is made here in Python; `report.typ` only lays it out. Everything that people wrote
reaches the template as JSON data and never as part of its source, so that nothing in it is ever executed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from vierkant.business_case.charts import CHARTS as MONEY_CHARTS
from vierkant.change.charts import CHARTS as PEOPLE_CHARTS
from vierkant.documents import (
    report_basis,
    report_control,
    report_form,
    report_money,
    report_people,
    report_summary,
)
from vierkant.documents.report_blocks import Report
from vierkant.documents.report_glyphs import FONTS, printable, printable_tree
from vierkant.documents.report_text import Words
from vierkant.four_ks.charts import CHARTS as COVER_CHARTS
from vierkant.quantities import to_plain
from vierkant.terms import Language

__all__ = ["model", "render"]

_TEMPLATE = Path(__file__).with_name("report.typ")


def render(
    assessment: Mapping[str, Any],
    *,
    language: Language = "nl",
    today: date,
    audience: str = "shared",
    dated: Mapping[str, Any] | None = None,
) -> bytes:
    """The report as a PDF that follows PDF/UA-1 and PDF/A-2a. The same input gives the same bytes.

    Args:
        assessment: plain JSON of `vierkant.dossier.results.Assessment`, made for this same audience.
        language: ``nl`` or ``en``.
        today: the day on the title block.
        audience: ``public``, ``shared`` or ``partner:<id>``; says for whom the report is, it takes nothing away.
        dated: plain JSON of `vierkant.dossier.results.Dated`, for the deadlines among the next steps.

    Raises:
        ValueError: not an audience.
        typst.TypstError: the template cannot be laid out (a fault in our code, never of the user).
    """
    return _compiled(model(assessment, language=language, today=today, audience=audience, dated=dated), today)


def model(
    assessment: Mapping[str, Any],
    *,
    language: Language = "nl",
    today: date,
    audience: str = "shared",
    dated: Mapping[str, Any] | None = None,
) -> Report:
    """What stands in the report, in order; arguments as for `render`."""
    kind, _, partner = audience.partition(":")
    if kind not in ("public", "shared", "partner") or (kind == "partner") != bool(partner):
        raise ValueError(f"not an audience: {audience!r}")
    words = Words(language)
    chapters = (
        report_summary.summary(words, assessment, dated),
        report_people.people(words, assessment, PEOPLE_CHARTS),
        report_money.money(words, assessment, MONEY_CHARTS),
        report_form.legal_form(words, assessment),
        report_control.vulnerability(words, assessment, COVER_CHARTS),
        report_control.interests(words, assessment),
        report_control.measures(words, assessment),
        report_basis.assumptions(words, assessment),
        report_basis.sources(words, assessment),
        report_basis.account(words, assessment),
    )
    return report_summary.front(words, assessment, chapters, today=today, audience=audience)


def _printed(report: Report) -> dict[str, Any]:
    """The report as data for the template, every text printable; says so when characters were lost."""
    plain = to_plain(report)
    drawings = [
        block for chapter in plain["chapters"] for block in chapter["blocks"] if block["kind"] == "picture"
    ]
    kept = [block.pop("svg") for block in drawings]  # already printable; and long lines must not be broken
    data, lost = printable_tree(_kept_together(plain))
    pictures = [
        block for chapter in data["chapters"] for block in chapter["blocks"] if block["kind"] == "picture"
    ]
    for block, svg in zip(pictures, kept, strict=True):
        block["svg"] = svg
    if lost:
        words = Words("en" if report.language == "en" else "nl")
        text, _none = printable(words.own("account.lost", number=lost))
        data["chapters"][-1]["blocks"].append({"kind": "paragraph", "text": text, "style": "quiet"})
    return dict(data)


_BREAK_HERE_NOT = re.compile(
    r"(?<=€) (?=[−\d])|(?<=\d) (?=miljoen|million|uur|hours|fte|FTE|jaar|dagen|weken)"
)


def _kept_together(value: Any) -> Any:
    """A no-break space inside every amount, so that no line ends between the euro sign and its number."""
    if isinstance(value, str):
        return _BREAK_HERE_NOT.sub("\u00a0", value)
    if isinstance(value, dict):
        return {key: _kept_together(item) for key, item in value.items()}
    return [_kept_together(item) for item in value] if isinstance(value, list) else value


def _compiled(report: Report, today: date) -> bytes:
    import typst  # here: 80 MB, and `vierkant --help` must not wait for it

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts)
    made = compiler.compile(
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        sys_inputs={"data": json.dumps(_printed(report))},
        timestamp=int(datetime.combine(today, time(), tzinfo=UTC).timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("the template gave pages instead of one file")
    return made
