"""The charts of the rooms as drawings in the report."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from vierkant.documents.report_blocks import Block, Cell, Column, Paragraph, Picture, Table
from vierkant.documents.report_glyphs import FONTS, printable_tree
from vierkant.documents.report_text import Words

_SHORT = 12
"""Letters that fit in a column of ordinary width."""
_NUMBERED = re.compile(r"\b(clip|gradient_|marker)(\d+)\b")


def drawn(words: Words, chart: Any, *, table: bool = True) -> tuple[Block, ...]:
    """A chart of a room as blocks: what it shows in a sentence, the drawing, and the same numbers as a table.

    Args:
        words: of the report.
        chart: with ``spec``, ``header``, ``rows``, ``summary`` and ``source``, as the rooms make it.
        table: False when another table on the same page holds these numbers.
    """
    title = _title(chart.spec)
    said = " ".join(words.say(item) for item in chart.summary)
    if not chart.rows:
        return (Paragraph(said),)
    picture = Picture(svg(chart.spec), f"{title}. {said}", title, _source(words, chart))
    if not table:
        return Paragraph(said, "before"), picture
    long = any(len(row[0]) > _SHORT for row in chart.rows)
    columns = tuple(
        Column(words.say(name), 1.6 if place == 0 and long else 1.0, number=_is_number(chart.rows, place))
        for place, name in enumerate(chart.header)
    )
    rows = tuple(tuple(Cell(text) for text in row) for row in chart.rows)
    return Paragraph(said, "before"), picture, Table(words.own("in_numbers", title=title), columns, rows)


def _source(words: Words, chart: Any) -> str:
    """The source line; some rooms start it with the word themselves."""
    text, prefix = words.say(chart.source), f"{words.own('layout.source')}: "
    return text if text.startswith(prefix) else prefix + text


def _title(spec: Mapping[str, Any]) -> str:
    title = spec.get("title", "")
    return str(title["text"] if isinstance(title, Mapping) else title)


def _is_number(rows: tuple[tuple[str, ...], ...], place: int) -> bool:
    texts = [row[place] for row in rows]
    return place > 0 and all(any(letter.isdigit() for letter in text) or text == "–" for text in texts)


def svg(spec: Mapping[str, Any]) -> str:
    """The drawing of a Vega-Lite specification, without its title: the caption says it already.

    The same specification gives the same text, whatever was drawn before.
    """
    plain, _lost = printable_tree({key: value for key, value in spec.items() if key != "title"}, breaks=False)
    return _drawing(json.dumps(plain))


MOST_DRAWINGS = 128
"""Drawings that a process keeps, some 20 kB each: three quarters of the time of a report goes into them."""


@lru_cache(maxsize=MOST_DRAWINGS)
def _drawing(spec: str) -> str:
    drawing: str = _converter().vegalite_to_svg(json.loads(spec), vl_version="6.4")
    # The renderer numbers its clip paths over the whole life of the process.
    numbers: dict[str, int] = {}
    return _NUMBERED.sub(lambda match: f"{match[1]}{numbers.setdefault(match[0], len(numbers))}", drawing)


@cache
def _converter() -> Any:
    import vl_convert  # here: 80 MB, and `vierkant --help` must not wait for it

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
