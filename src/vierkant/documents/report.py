"""The report of an assessment as PDF: an assessment goes in, the bytes of the file come out.

The model (what stands where) is made here in Python; `report.typ` only lays it out. Everything that people wrote
reaches the template as JSON data and never as part of its source, so that nothing in it is ever executed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vierkant.business_case.charts import CHARTS as MONEY_CHARTS
from vierkant.change.charts import CHARTS as PEOPLE_CHARTS
from vierkant.documents import (
    report_basis,
    report_control,
    report_form,
    report_interests,
    report_lessons,
    report_money,
    report_organisations,
    report_people,
    report_summary,
    report_why,
)
from vierkant.documents.report_blocks import Report
from vierkant.documents.report_glyphs import printable, printable_tree
from vierkant.documents.report_text import Words
from vierkant.documents.typst_pdf import compiled, kept_together
from vierkant.four_ks.charts import CHARTS as COVER_CHARTS
from vierkant.privacy import Disclosable
from vierkant.quantities import to_plain
from vierkant.terms import Language

__all__ = ["model", "render"]


def render(
    assessment: Mapping[str, Any],
    *,
    language: Language = "nl",
    today: date,
    audience: str = "shared",
    dated: Mapping[str, Any] | None = None,
    released: Mapping[str, Disclosable[Any]] | None = None,
) -> bytes:
    """The report as a PDF that follows PDF/UA-1 and PDF/A-2a. The same input gives the same bytes.

    Args:
        assessment: plain JSON of `vierkant.dossier.results.Assessment`, made for this same audience.
        language: ``nl`` or ``en``.
        today: the day on the title block.
        audience: ``public``, ``shared`` or ``partner:<id>``; says for whom the report is, it takes nothing away.
        dated: plain JSON of `vierkant.dossier.results.Dated`, for the deadlines among the next steps.
        released: what the release controller let out about culture; a report for everybody leaves it out.

    Raises:
        ValueError: not an audience.
        typst.TypstError: the template cannot be laid out (a fault in our code, never of the user).
    """
    report = model(
        assessment, language=language, today=today, audience=audience, dated=dated, released=released
    )
    return compiled("report.typ", _printed(report), today)


def model(
    assessment: Mapping[str, Any],
    *,
    language: Language = "nl",
    today: date,
    audience: str = "shared",
    dated: Mapping[str, Any] | None = None,
    released: Mapping[str, Disclosable[Any]] | None = None,
) -> Report:
    """What stands in the report, in order; arguments as for `render`."""
    kind, _, partner = audience.partition(":")
    if kind not in ("public", "shared", "partner") or (kind == "partner") != bool(partner):
        raise ValueError(f"not an audience: {audience!r}")
    words = Words(language)
    chapters = (
        report_summary.summary(words, assessment, dated),
        report_people.people(words, assessment, PEOPLE_CHARTS),
        report_organisations.organisations(words, assessment, None if kind == "public" else released),
        report_why.motives(words, assessment),
        report_money.money(words, assessment, MONEY_CHARTS),
        report_form.legal_form(words, assessment),
        report_control.vulnerability(words, assessment, COVER_CHARTS),
        report_why.quality(words, assessment),
        report_why.service(words, assessment),
        report_why.risks(words, assessment),
        report_interests.interests(words, assessment, reader=partner or kind),
        report_control.measures(words, assessment),
        report_lessons.lessons(words, assessment),
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
    data, lost = printable_tree(kept_together(plain))
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
