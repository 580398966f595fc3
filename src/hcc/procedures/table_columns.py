"""The tables of a workbook of procedures: one row a procedure, and a row for each paper, fee, time limit and so on.

A CSV file has the same columns in one table, with a first column that says which table a row belongs to. The words here
are part of the file's format, like the keys of a catalogue file: Vietnamese whatever language a page is shown in. Files
may call a column or a value by its key as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .record import Audience, Channel, FeeKind, Level, LimitUnit, OnlineLevel, Replacement
from .toml_record import SOURCE_KEYS


class Kind(StrEnum):
    """What a cell holds."""

    CODE = "code"
    TEXT = "text"
    WHOLE = "whole"
    HALVES = "halves"
    DAY = "day"
    ANSWER = "answer"
    """Có or Không."""
    CHOICE = "choice"
    CHOICES = "choices"
    """Several, between semicolons."""


@dataclass(frozen=True)
class Column:
    """One column. `key` is what a catalogue file calls it."""

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    choices: Mapping[str, str] | None = None
    """Key -> what stands in the cell."""
    width: int = 18
    """Of the column in a workbook, in letters."""
    hint: str = ""
    """What to write, told on the first sheet of the template."""


@dataclass(frozen=True)
class Table:
    """One sheet of the workbook."""

    key: str
    """The section of a catalogue file; empty for the procedures themselves."""
    title: str
    columns: tuple[Column, ...]

    @property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}


YES, NO = "Có", "Không"
LEVELS: dict[str, str] = {Level.COMMUNE: "Cấp xã", Level.UPWARD: "Tiếp nhận ở xã, giải quyết ở cấp trên"}
CHANNELS: dict[str, str] = {Channel.DIRECT: "Trực tiếp", Channel.ONLINE: "Trực tuyến", Channel.POST: "Bưu chính"}
AUDIENCES: dict[str, str] = {
    Audience.CITIZEN: "Công dân Việt Nam",
    Audience.OVERSEAS: "Người Việt Nam ở nước ngoài",
    Audience.FOREIGNER: "Người nước ngoài",
    Audience.BUSINESS: "Doanh nghiệp, hợp tác xã",
    Audience.ORGANISATION: "Cơ quan, tổ chức",
}
ONLINE: dict[str, str] = {
    OnlineLevel.FULL: "Toàn trình",
    OnlineLevel.PARTIAL: "Một phần",
    OnlineLevel.NONE: "Không trực tuyến",
}
UNITS: dict[str, str] = {
    LimitUnit.WORKING_DAYS: "Ngày làm việc",
    LimitUnit.DAYS: "Ngày",
    LimitUnit.HOURS: "Giờ",
    LimitUnit.SAME_DAY: "Trong ngày",
    LimitUnit.UNREGULATED: "Không quy định",
    LimitUnit.WORDING: "Theo nguyên văn",
}
FEE_KINDS: dict[str, str] = {
    FeeKind.PER_CASE: "Theo lần",
    FeeKind.PER_PAGE: "Theo trang",
    FeeKind.FREE: "Miễn phí",
    FeeKind.UNREGULATED: "Không quy định",
    FeeKind.COUNCIL: "HĐND tỉnh khác quy định",
    FeeKind.WORDING: "Theo nguyên văn",
}
REPLACEMENTS: dict[str, str] = {Replacement.VNEID: "VNeID", Replacement.DATABASE: "Cơ sở dữ liệu"}
TEXTS = {
    "everyday_names": "Tên thường gọi",
    "asked_as": "Cách người dân hỏi",
    "conditions": "Yêu cầu, điều kiện",
    "steps": "Trình tự thực hiện",
    "results": "Kết quả",
    "legal_basis": "Căn cứ pháp lý",
    "life_events": "Sự kiện đời sống",
}
"""Lists of texts: each is a row of the table of texts."""

CODE = Column("code", "Mã thủ tục", Kind.CODE, width=14, hint="Mã quốc gia như đã công bố, ví dụ 2.000815.")
_CASE = Column("case", "Trường hợp", width=30, hint="Để trống nếu áp dụng chung.")
_CHANNEL = Column("channel", "Hình thức nộp", Kind.CHOICE, CHANNELS, hint="Để trống nếu mọi hình thức như nhau.")
_WORDING = Column("wording", "Nguyên văn", width=40, hint="Lời của văn bản công bố.")
_REVIEW = Column("review", "Cần rà soát", width=30, hint="Việc còn phải kiểm tra; người dân không thấy.")
_NOTE = Column("note", "Ghi chú", width=30)

PROCEDURES = Table(
    "",
    "Thủ tục",
    (
        CODE,
        Column("name", "Tên thủ tục", width=50, hint="Tên đầy đủ như đã công bố."),
        Column("short_name", "Tên ngắn", width=30, hint="Tên dùng trên bảng và danh sách."),
        Column("field", "Lĩnh vực", width=20, hint="Tên lĩnh vực như trong danh mục, ví dụ Hộ tịch."),
        Column("level", "Cấp giải quyết", Kind.CHOICE, LEVELS),
        Column("audience", "Đối tượng thực hiện", width=30, hint="Lời của văn bản công bố."),
        Column("audiences", "Nhóm đối tượng", Kind.CHOICES, AUDIENCES, width=30),
        Column("agency", "Cơ quan thực hiện", width=30),
        Column("online", "Mức độ trực tuyến", Kind.CHOICE, ONLINE),
        Column("online_reason", "Lý do chỉ một phần", width=30, hint="Bắt buộc khi mức độ là Một phần."),
        Column("portal_url", "Địa chỉ trên Cổng quốc gia", width=30),
        Column("non_territorial", "Phi địa giới", Kind.ANSWER),
        Column("sets", "Số bộ hồ sơ", Kind.WHOLE, width=12),
        Column("announcement", "Quyết định công bố"),
        Column("announced_on", "Ngày quyết định", Kind.DAY, hint="ngày/tháng/năm, ví dụ 01/07/2026."),
        Column("effective_from", "Hiệu lực từ ngày", Kind.DAY),
        Column("effective_to", "Hiệu lực đến hết ngày", Kind.DAY),
        Column("successor", "Mã thủ tục thay thế", Kind.CODE),
        _REVIEW,
    ),
)
COMPONENTS = Table(
    "components",
    "Thành phần hồ sơ",
    (
        CODE,
        Column("name", "Tên giấy tờ", width=50),
        Column("original", "Bản chính", Kind.WHOLE, width=10, hint="Số bản chính."),
        Column("copy", "Bản sao", Kind.WHOLE, width=10, hint="Số bản sao."),
        Column("required", "Bắt buộc", Kind.ANSWER, width=10, hint="Để trống là Có."),
        _NOTE,
        _CASE,
        Column("form", "Mẫu đơn, tờ khai"),
        Column("form_file", "Tệp mẫu", hint="Tên tệp mẫu đã có trong danh mục."),
        Column("replaced_by", "Không cần nộp khi có", Kind.CHOICE, REPLACEMENTS),
        Column("database", "Cơ sở dữ liệu", width=30, hint="Tên cơ sở dữ liệu khi chọn Cơ sở dữ liệu."),
    ),
)
FEES = Table(
    "fees",
    "Phí, lệ phí",
    (
        CODE,
        Column("kind", "Cách tính", Kind.CHOICE, FEE_KINDS),
        Column("amount", "Mức thu (đồng)", Kind.WHOLE),
        Column("per", "Đơn vị tính", hint="Ví dụ bản, trường hợp, hồ sơ."),
        Column("further_from", "Từ trang thứ", Kind.WHOLE, width=12, hint="Chỉ khi tính theo trang; để trống là 3."),
        Column("further_amount", "Mức các trang sau (đồng)", Kind.WHOLE, hint="Chỉ khi tính theo trang."),
        Column("cap", "Tối đa (đồng)", Kind.WHOLE, hint="Chỉ khi tính theo trang."),
        _CASE,
        _CHANNEL,
        Column("exempt", "Ai được miễn", width=30),
        _WORDING,
        _REVIEW,
    ),
)
TIME_LIMITS = Table(
    "time_limits",
    "Thời hạn giải quyết",
    (
        CODE,
        Column("amount", "Số", Kind.HALVES, width=8, hint="Số nguyên hoặc nửa, ví dụ 3 hoặc 3,5."),
        Column("unit", "Đơn vị", Kind.CHOICE, UNITS),
        _CASE,
        _CHANNEL,
        Column("after_15", "Sau 15 giờ trả hôm sau", Kind.ANSWER, hint="Chỉ khi đơn vị là Trong ngày."),
        _WORDING,
        _REVIEW,
    ),
)
CASES = Table(
    "cases",
    "Các trường hợp",
    (
        CODE,
        Column("name", "Tên trường hợp", width=50),
        Column("case_code", "Mã trường hợp", hint="Ví dụ 2.000815.01."),
        _NOTE,
    ),
)
METHODS = Table(
    "methods",
    "Cách thức thực hiện",
    (CODE, Column("channel", "Hình thức nộp", Kind.CHOICE, CHANNELS), _NOTE),
)
TEXT_ROWS = Table(
    "texts",
    "Nội dung",
    (
        CODE,
        Column("of", "Mục", Kind.CHOICE, TEXTS, width=22),
        Column("text", "Nội dung", width=80, hint="Mỗi bước, căn cứ, điều kiện, kết quả một dòng, theo thứ tự."),
    ),
)
SOURCES = Table(
    "sources",
    "Nguồn số liệu",
    (
        CODE,
        Column("of", "Mục", width=22, hint="Tên mục như trong tệp TOML; default là mọi mục còn lại."),
        Column("text", "Nguồn", width=50),
    ),
)
SECTIONS = (COMPONENTS, FEES, TIME_LIMITS, CASES, METHODS)
TABLES = (PROCEDURES, *SECTIONS, TEXT_ROWS, SOURCES)
WHICH = "Bảng"
"""The first column of a CSV file."""
SOURCE_NAMES = frozenset(SOURCE_KEYS)

FILE_KEYS = {("cases", "case_code"): "code"}
"""(table, column) -> the key in the section of a catalogue file, where the column is called otherwise."""


def file_key(table: Table, column: Column) -> str:
    """What a catalogue file calls this column."""
    return FILE_KEYS.get((table.key, column.key), column.key)
