"""From data and a template to a PDF that follows PDF/UA-1 and PDF/A-2a.

Everything that people wrote reaches the template as JSON data and never as part of its source, so that nothing in it
is ever executed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from vierkant.documents.report_glyphs import FONTS

_FOLDER = Path(__file__).parent
_BREAK_HERE_NOT = re.compile(
    r"(?<=€) (?=[−\d])|(?<=\d) (?=miljoen|million|uur|hours|fte|FTE|jaar|dagen|weken)"
)


def kept_together(value: Any) -> Any:
    """A no-break space inside every amount, so that no line ends between the euro sign and its number."""
    if isinstance(value, str):
        return _BREAK_HERE_NOT.sub("\u00a0", value)
    if isinstance(value, dict):
        return {key: kept_together(item) for key, item in value.items()}
    return [kept_together(item) for item in value] if isinstance(value, list) else value


def compiled(template: str, data: Mapping[str, Any], today: date) -> bytes:
    """The PDF. The same template, data and day give the same bytes.

    Args:
        template: file in this folder.
        data: what the template reads as JSON; every text must be printable by our fonts.
        today: the day in the properties of the file.

    Raises:
        typst.TypstError: the template cannot be laid out.
    """
    import typst  # here: 80 MB, and `vierkant --help` must not wait for it

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(str(_FOLDER / template), root=str(_FOLDER), font_paths=fonts)
    made = compiler.compile(
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        sys_inputs={"data": json.dumps(data)},
        timestamp=int(datetime.combine(today, time(), tzinfo=UTC).timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("the template gave pages instead of one file")
    return made
