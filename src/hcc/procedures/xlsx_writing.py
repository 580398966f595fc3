"""A workbook of procedures, as an office fills it in: a sheet a table, with headings, widths and lists to choose from.

Texts are written as texts, so nothing in them is ever worked out as a formula.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from .record import ProcedureRecord
from .table_columns import NO, TABLES, YES, Column, Kind, Table
from .table_faults import letters
from .table_rows import Cell, Row, rows_of
from .table_sheets import GUIDE

_MADE = (1980, 1, 1, 0, 0, 0)
"""The moment in the ZIP file's heads: the same procedures give the same bytes."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEADING, _WRAPPED, _DAY, _MONEY = 1, 2, 3, 4
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE3ECF7"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment wrapText="1" vertical="top"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment wrapText="1" vertical="top"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf>'
    '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_READY_ROWS = 1_000
"""Rows below the last that offer the lists, for what is added by hand."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿\ud800-\udfff]")
_FIRST_DAY = date(1899, 12, 30)

GUIDE_LINES = (
    "Tệp này chứa danh mục thủ tục hành chính để sửa hàng loạt rồi nhập lại vào hệ thống.",
    "Mỗi thủ tục một dòng ở bảng Thủ tục. Mỗi giấy tờ, mức phí, thời hạn, trường hợp, bước… một dòng ở bảng của nó, "
    "cột đầu là mã thủ tục.",
    "Cột hoặc bảng nào bỏ đi, hay bảng không có dòng nào, thì giữ nguyên như đang có. Ô để trống nghĩa là bỏ trống.",
    "Một thủ tục có ở bảng Thủ tục thì các bảng khác ghi đủ các dòng của nó: dòng nào xoá đi là bỏ.",
    "Chỉ muốn sửa phí? Giữ lại bảng Phí, lệ phí với các thủ tục cần sửa và xoá các bảng khác.",
    "Mã có đuôi của tỉnh như 2.000815.000.00.00.H44 được hiểu là mã quốc gia 2.000815.",
    "Không gộp ô, không dùng công thức, không ẩn bảng. Ngày ghi dạng ngày/tháng/năm.",
    "Khi nhập, hệ thống chỉ rõ thủ tục nào mới, đổi, không đổi hay sai ở dòng và cột nào; chưa có gì thay đổi cho đến "
    "khi bạn đồng ý. Đã đồng ý thì mọi thứ vào bản nháp để so sánh và công bố.",
)


def write_xlsx(
    records: Iterable[ProcedureRecord], field_names: Mapping[str, str], event_names: Mapping[str, str]
) -> bytes:
    """The workbook; without records it is the template."""
    rows = rows_of(records, field_names, event_names)
    sheets = [(GUIDE, _guide_sheet())]
    sheets += [(table.title, _table_sheet(table, rows[table.key], list(field_names.values()))) for table in TABLES]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as parts:
        for name, content in _package([title for title, _ in sheets]):
            _put(parts, name, [content])
        for number, (_, lines) in enumerate(sheets, 1):
            _put(parts, f"xl/worksheets/sheet{number}.xml", lines)
    return out.getvalue()


def _put(parts: zipfile.ZipFile, name: str, lines: Iterable[str]) -> None:
    info = zipfile.ZipInfo(name, _MADE)
    info.compress_type = zipfile.ZIP_DEFLATED
    with parts.open(info, "w") as part:
        for line in lines:
            part.write(line.encode())


def _package(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(titles) + 1)
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n in numbers
        )
        + "</Types>",
    )
    yield (
        "_rels/.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><bookViews><workbookView activeTab="1"/></bookViews>'
        "<sheets>"
        + "".join(
            f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="rId{n}"/>'
            for n, title in zip(numbers, titles, strict=True)
        )
        + "</sheets></workbook>",
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
        )
        + f'<Relationship Id="rId{len(titles) + 1}" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>',
    )
    yield "xl/styles.xml", _STYLES


def _guide_sheet() -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><cols><col min="1" max="3" width="40" customWidth="1"/></cols><sheetData>'
    number = 0
    for line in GUIDE_LINES:
        number += 1
        yield _row(number, [(line, _WRAPPED if len(line) < 60 else 0)])
    number += 2
    yield _row(number, [("Bảng", _HEADING), ("Cột", _HEADING), ("Ghi gì", _HEADING)])
    for table in TABLES:
        for column in table.columns:
            hint = column.hint or ("; ".join(column.choices.values()) if column.choices else "")
            if hint:
                number += 1
                yield _row(number, [(table.title, 0), (column.heading, 0), (hint, _WRAPPED)])
    yield "</sheetData></worksheet>"


def _table_sheet(table: Table, rows: Sequence[Row], fields: Sequence[str]) -> Iterator[str]:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{column.width}" customWidth="1"/>'
        for at, column in enumerate(table.columns, 1)
    )
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews>'
        '<sheetView workbookViewId="0">'
        '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
        "</sheetView></sheetViews>"
        f"<cols>{widths}</cols><sheetData>"
    )
    yield _row(1, [(column.heading, _HEADING) for column in table.columns])
    styles = [_style(column) for column in table.columns]
    for number, row in enumerate(rows, 2):
        yield _row(number, list(zip(row, styles, strict=True)))
    yield "</sheetData>"
    last = len(rows) + 1 + _READY_ROWS
    lists = [
        f'<dataValidation type="list" allowBlank="1" sqref="{letters(at)}2:{letters(at)}{last}">'
        f"<formula1>{escape(offered)}</formula1></dataValidation>"
        for at, column in enumerate(table.columns)
        if (offered := _offered(column, fields))
    ]
    if lists:
        yield f'<dataValidations count="{len(lists)}">{"".join(lists)}</dataValidations>'
    yield "</worksheet>"


def _style(column: Column) -> int:
    if column.kind is Kind.DAY:
        return _DAY
    if column.kind is Kind.WHOLE:
        return _MONEY
    return _WRAPPED


def _offered(column: Column, fields: Sequence[str]) -> str:
    """The list of a cell as a workbook writes it; none where it would be too long for one, or an entry has a comma."""
    words = list((column.choices or {}).values()) if column.kind is Kind.CHOICE else []
    if column.kind is Kind.ANSWER:
        words = [YES, NO]
    elif column.key == "field":
        words = list(fields)
    text = ",".join(words)
    return f'"{text}"' if words and len(text) < 250 and not any(set(',"') & set(word) for word in words) else ""


def _row(number: int, cells: Sequence[tuple[Cell, int]]) -> str:
    written = "".join(_cell(f"{letters(at)}{number}", *cell) for at, cell in enumerate(cells) if cell[0] is not None)
    return f'<row r="{number}">{written}</row>'


def _cell(place: str, cell: Cell, style: int) -> str:
    if isinstance(cell, date):
        days = (cell - _FIRST_DAY).days
        if days > 60:  # before, Excel counts a day that never was
            return f'<c r="{place}" s="{_DAY}"><v>{days}</v></c>'
        cell = f"{cell:%d/%m}/{cell.year:04}"
    if isinstance(cell, int | float):
        return f'<c r="{place}" s="{_MONEY if style == _MONEY else 0}"><v>{cell!r}</v></c>'
    text = escape(_ILLEGAL.sub("", str(cell)))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
