"""Word files: the page, its styles and tables, and the bytes. What is written is text; nothing of it is markup.

Two files of the same content are the same bytes: the dates in the archive are fixed, and nothing is compressed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ircomply.report.as_text import escaped

if TYPE_CHECKING:
    from datetime import datetime

FONT, BLACK, GREY, HAIRLINE = "Arial", "0B0C0C", "505A5F", "B1B4B6"
DATED = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"
Part = tuple[str, Iterable[Sequence[str]]]
"""A part of a table: its heading, or nothing, and its rows."""


def new_document(title: str, at: datetime, *, landscape: bool = False, margin: int = 20, size: float = 9.5) -> Any:
    """Begin a Word document: A4, margins in millimetres, its styles in Arial; `size` is that of running text in points."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(margin))
    section.header_distance = section.footer_distance = Mm(margin / 2)
    _styles(document, size)
    core = document.core_properties
    core.title, core.author, core.comments = escaped(title), "", ""
    core.created = core.modified = at.replace(tzinfo=None)
    return document


def _styles(document: Any, size: float) -> None:
    for name, points, bold, colour, before, after in (
        ("Normal", size, False, BLACK, 0, 3),
        ("Title", 20, True, BLACK, 0, 2),
        ("Subtitle", 11, False, GREY, 0, 8),
        ("Heading 1", 11.5, True, BLACK, 9, 3),
        ("Header", 8.5, False, GREY, 0, 0),
        ("Footer", 8.5, False, GREY, 0, 0),
    ):
        _style(document.styles[name], points, bold, colour, before, after)


def _style(style: Any, points: float, bold: bool, colour: str, before: int, after: int) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(points), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.keep_with_next = style.name.startswith("Heading")
    for line in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(line)


def paragraph(document: Any, text: str, style: str = "Normal") -> Any:
    """Add a paragraph in a style."""
    return document.add_paragraph(escaped(text), style=style)


def table(document: Any, head: Sequence[str], parts: Iterable[Part], widths: Sequence[int]) -> None:
    """Add a table with hairlines and no uprights, in parts that may have a heading; widths in millimetres.

    The head comes again on each page, and no row is broken.
    """
    from docx.shared import Mm

    made = document.add_table(rows=0, cols=len(head))
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    _row(made, head, widths, bold=True)
    for heading, rows in parts:
        if heading:
            cells = _row(made, [heading, *[""] * (len(head) - 1)], widths, bold=True, apart=True)
            cells[0].merge(cells[-1])
        for words in rows:
            _row(made, words, widths)
    _ruled(made)


def _row(made: Any, words: Sequence[str], widths: Sequence[int], *, bold: bool = False, apart: bool = False) -> Any:
    from docx.shared import Mm, Pt

    cells = made.add_row().cells
    for cell, word, width in zip(cells, words, widths, strict=True):
        cell.width = Mm(width)
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = Pt(1.5)
        line.paragraph_format.space_before = Pt(6 if apart else 1.5)
        line.paragraph_format.keep_with_next = apart
        if word:
            line.add_run(escaped(word)).bold = bold
    return cells


def _ruled(made: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", HAIRLINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    made._tbl.tblPr.append(borders)
    for index, row in enumerate(made.rows):
        form = row._tr.get_or_add_trPr()
        form.append(OxmlElement("w:cantSplit"))
        if index == 0:
            form.append(OxmlElement("w:tblHeader"))


def page_numbers(line: Any, before: str) -> None:
    """Write a footer's words, then `page 1 of 2`, which Word counts itself."""
    line.add_run(f"{escaped(before)}, page ")
    _field(line, "PAGE")
    line.add_run(" of ")
    _field(line, "NUMPAGES")


def _field(line: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    line._p.append(field)


def packed(document: Any) -> bytes:
    """Give the file: stored, with fixed dates, the list of its parts first."""
    raw, made = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        names = sorted(source.namelist(), key=lambda name: (name != FIRST, name))
        for name in names:
            target.writestr(zipfile.ZipInfo(name, DATED), source.read(name))
    return made.getvalue()
