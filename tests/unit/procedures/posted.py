"""Revisions for the tests of posted papers: the shipped procedures, and monsters no page has room for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from pyramid.i18n import make_localizer

import hcc
from hcc.core.calendar import ALL_YEAR
from hcc.core.week_words import opening_lines
from hcc.procedures.record import Case, Component, Fee, FeeKind, LimitUnit, ProcedureRecord, Replacement, TimeLimit
from hcc.procedures.resources import Procedure, Revision
from hcc.procedures.toml_files import read_catalogue
from hcc.settings import Settings
from hcc.shipped import shipped

AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
IN_FORCE = date(2026, 12, 1)
TODAY = date(2026, 12, 2)
ADDRESS = "https://anmau.example"

OFFICE = Settings(
    agency_code="H44.99",
    office_name="Trung tâm Phục vụ hành chính công",
    commune="xã An Mẫu",
    province="tỉnh Phú Mẫu",
    authority="Ủy ban nhân dân xã An Mẫu",
    address="Trụ sở Ủy ban nhân dân xã, xóm Mẫu, xã An Mẫu, tỉnh Phú Mẫu",
    phone="0210 000 0000",
    public_url=ADDRESS,
)

HOURS = opening_lines(ALL_YEAR)

say = make_localizer("vi", [str(Path(hcc.__file__).parent / "locale")]).translate
"""Messages in Vietnamese."""


@cache
def shipped_records() -> dict[str, ProcedureRecord]:
    records, problems = read_catalogue(shipped("catalog"))
    assert not problems
    return dict(records)


def revision_of(record: ProcedureRecord) -> Revision:
    """An approved revision, in force from `IN_FORCE`."""
    revision = Procedure(record.code).add_revision(record, made_by="system", made_at=AT)
    revision.approved_at, revision.effective_from = AT, IN_FORCE
    return revision


_LONG = "Giấy tờ chứng minh rất dài 😀 " * 70
_WIDE = "ƯỆ" * 1000
PLAIN = ProcedureRecord(code="9.000000", name="Đăng ký thử", field="ho-tich")

MONSTERS: dict[str, ProcedureRecord] = {
    "nothing-known": PLAIN,
    "hundred-papers": replace(PLAIN, components=tuple(Component(f"Giấy tờ số {n}") for n in range(100))),
    "everything-long": replace(
        PLAIN,
        name="Thủ tục có tên dài vô cùng tận " * 20,
        everyday_names=("tên gọi " * 60,),
        cases=tuple(Case(f"Trường hợp {n}") for n in range(9)),
        components=tuple(
            Component(
                f"Giấy tờ thứ {n} {_LONG}"[:2000],
                original=1,
                note=_LONG,
                case=f"Trường hợp {n % 9}" if n > 60 else "",
                replaced_by=Replacement.VNEID if n % 3 else "",
                form=_LONG[:300],
            )
            for n in range(100)
        ),
        fees=tuple(Fee(FeeKind.WORDING, wording=f"{n} {_LONG}", case=f"Trường hợp {n}") for n in range(130)),
        time_limits=tuple(TimeLimit(LimitUnit.WORDING, wording=f"{n} {_LONG}") for n in range(130)),
        steps=(_LONG,) * 400,
        results=(_LONG,) * 400,
        conditions=(_LONG,) * 400,
        legal_basis=("Nghị định 23/2015/NĐ-CP",) * 400,
        audience=_LONG,
        announcement="3152/QĐ-BTP",
    ),
    "no-spaces": replace(
        PLAIN,
        name="W" * 500,
        everyday_names=("Ư" * 300,),
        components=(Component(_WIDE, note=_WIDE),) * 9,
        fees=(Fee(FeeKind.PER_CASE, amount=10**11, per=_WIDE, exempt=_WIDE),),
        steps=(_WIDE,) * 9,
        audience=_WIDE,
    ),
    "strange-letters": replace(
        PLAIN,
        name='#panic("x") 漢字 😀 \u202e đảo',
        components=(Component("Tờ khai *đậm* $x$ @ref <a>\x00\ud800", note="שלום"),),
    ),
}
