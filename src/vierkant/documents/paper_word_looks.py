"""How the Word file looks: styles, language, widths, heads that repeat, a page number below."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from vierkant.documents.paper_files import storable
from vierkant.documents.paper_model import Paper

if TYPE_CHECKING:
    from docx.document import Document

_FONT = "Arial"
"""Every office has it; the letters of the PDF would be replaced at random where they are not installed."""
_INK, _DARK, _QUIET, _LINE = "1B2426", "083F4C", "4D5A5E", "CCD6D9"
_WIDTH = 17.0
"""Centimetres between the margins of A4."""

_PARAGRAPHS = (
    ("Normal", None, 10, _INK, False, 0, 6),
    ("Title", None, 22, _DARK, True, 0, 6),
    ("Subtitle", None, 10, _QUIET, False, 0, 2),
    ("Heading 1", None, 15, _DARK, True, 18, 6),
    ("Heading 2", None, 11.5, _DARK, True, 12, 4),
    ("Caption", None, 9, _QUIET, True, 10, 3),
    ("Lead", "Normal", 11, _DARK, False, 0, 8),
    ("Quiet", "Normal", 9, _QUIET, False, 0, 6),
    ("Facts", "Normal", 9.5, _INK, False, 0, 2),
    ("Numbered", "Normal", 10, _INK, False, 0, 4),
    ("Note", "Normal", 10, _INK, False, 3, 6),
    ("After table", "Normal", 5, _INK, False, 0, 0),
    ("Intense Quote", None, 10, "8A5200", True, 4, 8),
    ("List Bullet", None, 10, _INK, False, 0, 4),
)
"""Style, base of a new style, size, colour, bold, and space before and after in points."""


def prepared(paper: Paper) -> Document:
    """An empty file with our styles, language and properties."""
    import docx  # here: lxml and a template, and `vierkant --help` must not wait for it
    from docx.shared import Cm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    for style in _PARAGRAPHS:
        _paragraph_style(document, *style)
    for name in ("Paper table", "Panel"):
        _table_style(document, name)
    _language(document, paper)
    properties = document.core_properties
    properties.title = storable(f"{paper.title} – {paper.kicker}")[:255]
    properties.subject = storable(paper.lead)[:255]
    properties.author = properties.last_modified_by = "Vierkant"
    properties.comments = ""
    properties.language = "nl-NL" if paper.language == "nl" else "en-GB"
    properties.created = properties.modified = datetime.combine(paper.today, time(), tzinfo=UTC)
    return document


def _paragraph_style(
    document: Document,
    name: str,
    base: str | None,
    size: float,
    colour: str,
    bold: bool,
    before: float,
    after: float,
) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # heavy
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    styles: Any = document.styles
    if base is not None:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[base]
    style = styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.italic = _FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:hAnsi"), _FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if name == "Numbered":
        style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Cm(0.7), Cm(-0.7)
        style.paragraph_format.tab_stops.add_tab_stop(Cm(0.7))
    if name in ("Note", "Intense Quote"):
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.4)
    if name in ("Caption", "Heading 1", "Heading 2"):
        style.paragraph_format.keep_with_next = True
    if name in ("Title", "Intense Quote"):
        borders = style.element.pPr.find(qn("w:pBdr"))
        if borders is not None:
            style.element.pPr.remove(borders)


def _table_style(document: Document, name: str) -> None:
    """Thin lines below the rows and a thick one below the head."""
    from docx.enum.style import WD_STYLE_TYPE  # heavy
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    styles: Any = document.styles
    style = styles.add_style(name, WD_STYLE_TYPE.TABLE)
    style.base_style = styles["Normal Table"]
    style.font.size = Pt(9 if name == "Paper table" else 10)
    style.paragraph_format.space_after = Pt(2)
    if name == "Paper table":
        lines = "".join(
            f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
            for side, size, colour in (("bottom", 4, _LINE), ("insideH", 4, _LINE))
        )
        element = parse_xml(f"<w:tblPr {nsdecls('w')}><w:tblBorders>{lines}</w:tblBorders></w:tblPr>")
        style.element.append(element)


def _language(document: Document, paper: Paper) -> None:
    """The language of every text that says nothing else: for the reading voice and the spelling check."""
    from docx.oxml import OxmlElement  # heavy
    from docx.oxml.ns import qn

    code = "nl-NL" if paper.language == "nl" else "en-GB"
    defaults: Any = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), code)


_NUMBERING = "Vierkant"


def new_numbering(document: Document) -> int:
    """The number of a new list that counts from one; people can add and move its points in Word."""
    from docx.oxml import parse_xml  # heavy
    from docx.oxml.ns import nsdecls, qn

    part: Any = document.part.numbering_part.element
    found = [
        item for item in part.findall(qn("w:abstractNum")) if item.find(qn("w:name")) is not None
        and item.find(qn("w:name")).get(qn("w:val")) == _NUMBERING
    ]  # fmt: skip
    if not found:
        taken = [int(item.get(qn("w:abstractNumId"))) for item in part.findall(qn("w:abstractNum"))]
        item = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{max(taken, default=0) + 1}">'
            f'<w:multiLevelType w:val="singleLevel"/><w:name w:val="{_NUMBERING}"/><w:lvl w:ilvl="0">'
            '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
        )
        part.insert(0, item)
        found = [item]
    made = part.add_num(int(found[0].get(qn("w:abstractNumId"))))
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def numbered(paragraph: Any, number: int) -> None:
    """The paragraph as the next point of this list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def set_widths(table: Any, shares: list[float]) -> None:
    """Fixed widths by share: without them every program chooses its own."""
    from docx.shared import Cm  # heavy

    table.autofit = False
    whole = sum(shares)
    widths = [Cm(_WIDTH * share / whole) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def repeated_head(row: Any) -> None:
    """The row is the head of its table: read with every cell, and repeated on every page."""
    from docx.oxml import parse_xml  # heavy
    from docx.oxml.ns import nsdecls

    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell in row.cells:
        lines = f'<w:bottom w:val="single" w:sz="10" w:space="0" w:color="{_DARK}"/>'
        cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{lines}</w:tcBorders>"))


def cell_colour(cell: Any, colour: str) -> None:
    """A cell on a soft ground."""
    from docx.oxml import parse_xml  # heavy
    from docx.oxml.ns import nsdecls

    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    )


def landmarks(document: Document, paper: Paper) -> None:
    """Above every page: for which cooperation, and for whom."""
    header = document.sections[0].header.paragraphs[0]
    header.style = document.styles["Quiet"]
    header.text = storable(f"{paper.kicker} · {paper.running_audience}")


def page_number(document: Document, paper: Paper) -> None:
    """Below every page: the paper and the number of the page."""
    from docx.oxml import parse_xml  # heavy
    from docx.oxml.ns import nsdecls

    footer = document.sections[0].footer.paragraphs[0]
    footer.style = document.styles["Quiet"]
    footer.add_run(f"{paper.title} · {paper.words['page']} ")
    footer._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
