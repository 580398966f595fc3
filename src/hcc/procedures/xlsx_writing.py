"""A workbook of procedures, as an office fills it in: a sheet a table, with headings, widths and lists to choose from.

Texts are written as texts, so nothing in them is ever worked out as a formula.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from .record import ProcedureRecord
from .table_columns import NO, TABLES, YES, Column, Kind, Table
from .table_rows import Row, rows_of
from .table_sheets import GUIDE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_MADE = datetime(1980, 1, 1)
"""Written into the file instead of now: the same procedures give the same bytes."""
_TOP: dict[str, Any] = {"valign": "top"}
_WRAPPED = {**_TOP, "num_format": "@", "text_wrap": True}
_HEADING = {**_WRAPPED, "bold": True, "bg_color": "#E3ECF7"}
_DAY = {**_TOP, "num_format": "dd/mm/yyyy"}
_MONEY = {**_TOP, "num_format": "#,##0"}
_READY_ROWS = 1_000
"""Rows below the last that offer the lists, for what is added by hand."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿\ud800-\udfff]")
"""What XML cannot hold."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it, Excel counts a day that never was."""

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
    records: Iterable[ProcedureRecord],
    field_names: Mapping[str, str],
    event_names: Mapping[str, str],
    told: Callable[[int, int], None] | None = None,
) -> bytes:
    """The workbook; without records it is the template. `told` hears how many rows are written, of how many."""
    rows = rows_of(records, field_names, event_names)
    every, done = sum(map(len, rows.values())), count(1)

    def counted(table: Sequence[Row]) -> Iterator[Row]:
        for row in table:
            yield row
            if told is not None:
                told(next(done), every)

    out = io.BytesIO()
    from xlsxwriter import Workbook  # 2 MB of every server that writes none

    with Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"created": _MADE})
        _guide_sheet(book, book.add_worksheet(GUIDE))
        for table in TABLES:
            sheet, written = book.add_worksheet(table.title), rows[table.key]
            _table_head(book, sheet, table, len(written), list(field_names.values()))
            _table_rows(book, sheet, table, counted(written))
        book.worksheets()[1].activate()
    return out.getvalue()


def _guide_sheet(book: "Workbook", sheet: "Worksheet") -> None:
    wrapped, plain, heading = (book.add_format(one) for one in (_WRAPPED, _TOP, _HEADING))
    sheet.set_column(0, 2, 40)
    for number, line in enumerate(GUIDE_LINES):
        sheet.write_string(number, 0, line, wrapped if len(line) < 60 else plain)
    number = len(GUIDE_LINES) + 1
    for at, words in enumerate(("Bảng", "Cột", "Ghi gì")):
        sheet.write_string(number, at, words, heading)
    for table in TABLES:
        for column in table.columns:
            hint = column.hint or ("; ".join(column.choices.values()) if column.choices else "")
            if hint:
                number += 1
                sheet.write_string(number, 0, table.title, plain)
                sheet.write_string(number, 1, column.heading, plain)
                sheet.write_string(number, 2, hint, wrapped)


def _table_head(book: "Workbook", sheet: "Worksheet", table: Table, rows: int, fields: Sequence[str]) -> None:
    heading = book.add_format(_HEADING)
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading, heading)
        if offered := _offered(column, fields):
            sheet.data_validation(1, at, rows + _READY_ROWS, at, {"validate": "list", "source": offered})


def _table_rows(book: "Workbook", sheet: "Worksheet", table: Table, rows: Iterable[Row]) -> None:
    text, day, plain, money = (book.add_format(one) for one in (_WRAPPED, _DAY, _TOP, _MONEY))
    numbers = [money if column.kind is Kind.WHOLE else plain for column in table.columns]
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            if isinstance(value, date) and value >= _FIRST_DAY:
                sheet.write_datetime(number, at, value, day)
            elif isinstance(value, date):
                sheet.write_string(number, at, f"{value:%d/%m}/{value.year:04}", text)
            elif isinstance(value, str):
                sheet.write_string(number, at, _ILLEGAL.sub("", value), text)
            elif value is not None:
                sheet.write_number(number, at, value, numbers[at])


def _offered(column: Column, fields: Sequence[str]) -> list[str]:
    """The list of a cell; none where it would be too long for one, or an entry has a comma."""
    words = list((column.choices or {}).values()) if column.kind is Kind.CHOICE else []
    if column.kind is Kind.ANSWER:
        words = [YES, NO]
    elif column.key == "field":
        words = list(fields)
    return words if len(",".join(words)) < 250 and not any(set(',"') & set(word) for word in words) else []
