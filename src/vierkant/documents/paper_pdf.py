"""A paper as PDF: the look and the standards of the report (PDF/UA-1 and PDF/A-2a)."""

from __future__ import annotations

from typing import Any

from vierkant.documents.paper_model import GAP, Paper
from vierkant.documents.report_glyphs import printable_tree
from vierkant.documents.typst_pdf import compiled, kept_together
from vierkant.quantities import to_plain


def pdf(paper: Paper) -> bytes:
    """The bytes of the PDF. Long words get places to break; characters that no font has are replaced.

    Raises:
        typst.TypstError: the template cannot be laid out (a fault in our code, never of the user).
    """
    return compiled("paper.typ", _printed(paper), paper.today)


def _printed(paper: Paper) -> dict[str, Any]:
    plain = to_plain(paper)
    for name in ("grids", "grid_words", "tables", "gaps"):
        del plain[name]
    data, _lost = printable_tree(kept_together(plain))
    # The template of the report names its own words: what stands small above and below every page.
    return {**data, "gap": GAP.pattern, "goal": data["lead"], "running_title": data["title"]}
