"""A record in which every field says something."""

from dataclasses import fields
from datetime import date

from hcc.procedures.record import (
    Audience,
    Case,
    Component,
    Fee,
    FeeKind,
    Level,
    LimitUnit,
    Method,
    ProcedureRecord,
    TimeLimit,
)

FULL = ProcedureRecord(
    code="2.000815",
    name="Chứng thực bản sao từ bản chính giấy tờ",
    field="chung-thuc",
    short_name="Chứng thực bản sao",
    everyday_names=("Sao y bản chính", "Công chứng bản sao"),
    asked_as=("photo bằng đóng dấu đỏ", "sao y căn cước để xin việc"),
    level=Level.UPWARD,
    audience="Mọi người",
    audiences=(Audience.FOREIGNER, Audience.CITIZEN),
    life_events=("ket-hon", "co-con", "khong-con-trong-danh-sach"),
    agency="Ủy ban nhân dân cấp xã",
    conditions=("Có bản chính",),
    methods=(Method("direct", "Tại quầy"), Method("post")),
    online="partial",
    online_reason="Phải xem bản chính",
    portal_url="https://dichvucong.gov.vn/p/home/x?ma=1",
    non_territorial=True,
    cases=(Case("Nhiều bản", "2.000815.01", "Khi cần trên 10 bản"), Case("Văn bản song ngữ")),
    time_limits=(
        TimeLimit(LimitUnit.SAME_DAY, after_15=True, wording="Trong ngày"),
        TimeLimit(LimitUnit.DAYS, 2.5, case="Nhiều bản", channel="post", review="Xem lại"),
    ),
    fees=(
        Fee(FeeKind.PER_PAGE, 2000, 1000, 3, 200_000, wording="2.000 đồng"),
        Fee(FeeKind.PER_CASE, 10_000, per="lần", case="Nhiều bản", channel="direct", exempt="Người cao tuổi"),
    ),
    components=(
        Component("Bản chính", original=1, form="Mẫu 01", form_file="mau-01.docx", note="Đọc được"),
        Component("Căn cước", copy=2, required=False, case="Nhiều bản", replaced_by="database", database="Dân cư"),
        Component("Giấy khai sinh", replaced_by="vneid"),
    ),
    sets=2,
    steps=("Nộp", "Nhận"),
    results=("Bản sao", "Phiếu thu"),
    legal_basis=("Nghị định 23/2015/NĐ-CP",),
    announcement="3152/QĐ-BTP",
    announced_on=date(2026, 2, 3),
    effective_from=date(2026, 3, 1),
    effective_to=date(2027, 3, 1),
    successor="9.999999",
    sources={"default": "HCC"},
    review="Xem lại phí",
)
_BARE = ProcedureRecord("2.000815", "", "")
assert [f.name for f in fields(FULL) if getattr(FULL, f.name) == getattr(_BARE, f.name)] == ["code"]
