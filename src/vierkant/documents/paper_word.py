"""A paper as Word file: real headings, lists and tables with repeated heads, so that people can work on it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from vierkant.documents.paper_files import storable, timeless
from vierkant.documents.paper_model import Paper, marked
from vierkant.documents.paper_word_looks import (
    cell_colour,
    landmarks,
    new_numbering,
    numbered,
    page_number,
    prepared,
    repeated_head,
    set_widths,
)
from vierkant.documents.report_blocks import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Heading,
    Notes,
    Panel,
    Paragraph,
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

_LEVEL_SIGNS = {"red": "‼ ", "amber": "! ", "green": "✓ ", "unknown": "? "}
_LEVEL_COLOURS = {"red": "A31621", "amber": "8A5200", "green": "1F6B3A", "unknown": "4D5A5E"}
_QUIET = "4D5A5E"


def word(paper: Paper) -> bytes:
    """The bytes of the .docx file; the same paper gives the same bytes."""
    document = prepared(paper)
    _front(document, paper)
    for number, chapter in enumerate(paper.chapters, 1):
        _chapter(document, paper, chapter, number)
    landmarks(document, paper)
    page_number(document, paper)
    stream = BytesIO()
    document.save(stream)
    return timeless(stream.getvalue(), paper.today)


def _front(document: Document, paper: Paper) -> None:
    if paper.cover is not None:
        _title(document, paper, paper.cover.title, paper.cover_facts)
        for block in paper.cover.blocks:
            _block(document, block)
    if not paper.is_sheet:
        _title(document, paper, paper.title, paper.facts, new_page=paper.cover is not None)


def _title(
    document: Document,
    paper: Paper,
    title: str,
    facts: tuple[tuple[str, str], ...],
    *,
    new_page: bool = False,
) -> None:
    """A title block; what is mandatory and missing stands in it."""
    kicker = _paragraph(document, "Subtitle")
    kicker.paragraph_format.page_break_before = new_page
    _add(kicker, paper.kicker)
    _add(_paragraph(document, "Title"), title)
    _add(_paragraph(document, "Intense Quote"), paper.draft) if paper.draft else None
    for text in paper.missing:
        _add(_paragraph(document, "List Bullet"), text)
    if facts is paper.facts:
        _add(_paragraph(document, "Lead"), paper.lead)
    for term, text in facts:
        paragraph = _paragraph(document, "Facts")
        paragraph.add_run(f"{storable(term)}: ").bold = True
        _add(paragraph, text)


def _paragraph(document: Document, style: str) -> WordParagraph:
    """An empty paragraph. The style is set by its id: by name, the library searches all styles every time."""
    made = document.add_paragraph()
    made._p.style = style.replace(" ", "")
    return made


def _chapter(document: Document, paper: Paper, chapter: Chapter, number: int) -> None:
    text = f"{number}  {chapter.title}" if paper.numbered else chapter.title
    heading = _paragraph(document, "Heading 1")
    _add(heading, text)
    heading.paragraph_format.page_break_before = paper.pages or number - 1 in paper.new_pages
    for block in chapter.blocks:
        _block(document, block)


def _block(document: Document, block: Block) -> None:
    if isinstance(block, Paragraph):
        style = {"lead": "Lead", "quiet": "Quiet"}.get(block.style, "Normal")
        paragraph = _paragraph(document, style)
        paragraph.paragraph_format.keep_with_next = block.style == "before"
        _add(paragraph, block.text)
    elif isinstance(block, Heading):
        _add(_paragraph(document, "Heading 2"), block.text)
    elif isinstance(block, Table):
        _table(document, block)
    elif isinstance(block, Bullets):
        _bullets(document, block)
    elif isinstance(block, Notes):
        _notes(document, block)
    elif isinstance(block, Panel):
        _panel(document, block)
    else:
        raise TypeError(f"a paper holds no {type(block).__name__}")


def _bullets(document: Document, block: Bullets) -> None:
    # Every list counts from one: Word itself would go on counting over all lists of the file.
    counted = new_numbering(document) if block.ordered else None
    for item in block.items:
        paragraph = _paragraph(document, "Numbered" if block.ordered else "List Bullet")
        if counted is not None:
            numbered(paragraph, counted)
        _cell(paragraph, item)


def _notes(document: Document, block: Notes) -> None:
    for item in block.items:
        paragraph = _paragraph(document, "Note")
        run = paragraph.add_run(_LEVEL_SIGNS[item.level] + storable(item.word) + "  ")
        run.bold = True
        _colour(run, _LEVEL_COLOURS[item.level])
        _add(paragraph, item.text)
        if item.action:
            paragraph.add_run().add_break()
            _add(paragraph, item.action, bold=True)
        if item.basis:
            paragraph.add_run().add_break()
            _add(paragraph, item.basis, quiet=True)


def _panel(document: Document, block: Panel) -> None:
    table = document.add_table(rows=1, cols=1, style="Panel")
    cell = table.rows[0].cells[0]
    cell_colour(cell, "FDF3E3" if block.tone == "human" else "F2F6F7")
    _add(cell.paragraphs[0], block.title, bold=True)
    _add(cell.add_paragraph(), block.text)
    for row in block.rows:
        _cell(cell.add_paragraph(), row)
    _paragraph(document, "After table")


def _table(document: Document, block: Table) -> None:
    _add(_paragraph(document, "Caption"), block.caption)
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Paper table")
    set_widths(table, [column.share for column in block.columns])
    repeated_head(table.rows[0])
    for place, column in enumerate(block.columns):
        paragraph = table.rows[0].cells[place].paragraphs[0]
        _align(paragraph, column.number)
        _add(paragraph, column.title, bold=True)
    for number, row in enumerate(block.rows, 1):
        cells = table.rows[number].cells  # read once: python-docx walks the row at every look
        for place, (column, item) in enumerate(zip(block.columns, row, strict=True)):
            paragraph = cells[place].paragraphs[0]
            _align(paragraph, column.number)
            _cell(paragraph, item, bold=block.total and number == len(block.rows))
    _paragraph(document, "After table")


def _cell(paragraph: WordParagraph, item: Cell, *, bold: bool = False) -> None:
    if item.level:
        run = paragraph.add_run(_LEVEL_SIGNS[item.level])
        _colour(run, _LEVEL_COLOURS[item.level])
    _add(paragraph, item.text, bold=bold or item.strong)
    if item.note:
        paragraph.add_run().add_break()
        _add(paragraph, item.note, quiet=True)


def _add(paragraph: WordParagraph, text: str, *, bold: bool = False, quiet: bool = False) -> None:
    from docx.enum.text import WD_COLOR_INDEX  # heavy, as all of python-docx here
    from docx.shared import Pt

    for piece, gap in marked(storable(text)):
        run = paragraph.add_run(piece)
        run.bold = True if bold else None
        if quiet:
            run.font.size = Pt(8.5)
            _colour(run, _QUIET)
        if gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            _colour(run, "1B2426")


def _colour(run: Any, colour: str) -> None:
    from docx.shared import RGBColor  # heavy

    run.font.color.rgb = RGBColor.from_string(colour)


def _align(paragraph: WordParagraph, right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # heavy

    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
