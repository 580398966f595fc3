"""Every official slip with invented facts, for whoever reviews the wording of the templates."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hcc.core.text import fold
from hcc.dossiers.result_documents import ResultDocument, shipped_documents
from hcc.dossiers.result_words import worded
from hcc.printing import words
from hcc.printing.dossier_slips import (
    ControlSlipData,
    ControlSlipRow,
    ControlSlipStep,
    CoverData,
    DossierSlipData,
    RegisterData,
    RegisterRow,
    ResultData,
    ResultLayout,
    WantedPaper,
)
from hcc.printing.papers import Component, ReceiptData
from hcc.settings import Settings

AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
"""The moment on all of them."""
CODE = "H44.99-261123-0037"
PERSON, NUMBER = "Nguyễn Thị Mẫu", "025190000000"
MARRIAGE = "Cấp Giấy xác nhận tình trạng hôn nhân"
FORM, DIVORCE = "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", "Quyết định công nhận thuận tình ly hôn"
RECEIVER, HANDLER, HEAD = "Lê Thị Ví Dụ", "Đinh Văn Chứng", "Trần Văn Mẫu"
CAPACITY = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")

Sample = tuple[str, object]
"""Template and data."""


def sample_slips(office: Settings) -> dict[str, Sample]:
    """The samples by the name of their file."""
    notice = _notice(office)
    numbered: dict[str, DossierSlipData] = {
        "supplement_request": replace(
            notice,
            number=f"12/{office.supplement_symbol}",
            papers=(
                WantedPaper(FORM, "Chưa ký tên ở trang 2.", "Bản chính"),
                WantedPaper(DIVORCE, "Chưa có trong hồ sơ.", "Bản sao"),
            ),
            reason="Chưa đủ căn cứ xác nhận tình trạng hôn nhân.",
            until="30/11/2026",
            signer=HANDLER,
        ),
        "refusal": replace(
            notice,
            number=f"03/{office.refusal_symbol}",
            received="",
            dossier_code="",
            reason="Không thuộc thẩm quyền giải quyết: người yêu cầu thường trú tại xã khác.",
            signer=RECEIVER,
        ),
        "apology": replace(
            notice,
            number=f"05/{office.apology_symbol}",
            reason="Phải xác minh nơi cư trú trước đây, cơ quan được hỏi chưa trả lời.",
            was_due=words.moment_line(AT + timedelta(days=4)),
            due=words.moment_line(AT + timedelta(days=9)),
            capacity=CAPACITY,
            signer=HEAD,
            by_authority=True,
        ),
        "stop": replace(
            notice,
            number=f"02/{office.stop_symbol}",
            reason="Người yêu cầu đề nghị rút hồ sơ.",
            withdrawn=True,
            given_back="Toàn bộ giấy tờ đã nộp",
            capacity=CAPACITY,
            signer=HEAD,
            by_authority=True,
        ),
    }
    receipt = _receipt(office)
    return {
        "01-receipt": ("receipt", receipt),
        "01-receipt-two-copies": ("receipt", replace(receipt, two_up=True)),
        **{
            f"{form:02d}-{name}".replace("_", "-"): (name, data)
            for form, (name, data) in enumerate(numbered.items(), 2)
        },
        "02-supplement-request-two-copies": (
            "supplement_request",
            replace(numbered["supplement_request"], two_up=True),
        ),
        "06-control-slip": ("control_slip", _control_slip(office)),
        "07-register": ("register", _register(office)),
        "cover": ("cover", _cover(office)),
        **{
            f"result-{n:02d}-{_file_name(document.name)}": ("result", _result(office, document))
            for n, document in enumerate(shipped_documents(), 1)
        },
    }


def _file_name(name: str) -> str:
    return "-".join(re.findall("[a-z]+", fold(name))[:6])


def _head(office: Settings) -> dict:
    return {"authority": office.authority, "office": office.office_name, "trial": True}


def _place_and_date(office: Settings) -> str:
    return words.date_line(office.commune.partition(" ")[2], words.local(AT).date())


def _address(office: Settings) -> str:
    return f"xóm Mẫu, {office.commune}, {office.province}"


def _notice(office: Settings) -> DossierSlipData:
    return DossierSlipData(
        **_head(office),
        number="",
        place_and_date=_place_and_date(office),
        person=PERSON,
        request=MARRIAGE,
        commune=office.commune,
        id_number=NUMBER,
        phone="0900 000 000",
        address=_address(office),
        dossier_code=CODE,
        received=words.moment_line(AT),
        contact=f"{RECEIVER}, điện thoại {office.phone}",
        qr="https://anmau.example/tra-cuu/abcdefghijklmnop",
        submitter=PERSON,
    )


def _receipt(office: Settings) -> ReceiptData:
    return ReceiptData(
        **_head(office),
        number="37/TNHS",
        place_and_date=_place_and_date(office),
        dossier_code=CODE,
        secret="7K2M 94QD",
        qr="https://anmau.example/tra-cuu/abcdefghijklmnop",
        person=PERSON,
        id_number=NUMBER,
        phone="0900 000 000",
        address=_address(office),
        request=MARRIAGE,
        components=(Component(FORM, "Bản chính"), Component(DIVORCE, "Bản sao")),
        received_hour=words.hour_line(AT),
        received_date=words.short_date(words.local(AT).date()),
        due=words.moment_line(AT + timedelta(days=4)),
        limit="3 ngày làm việc",
        result_place=f"quầy trả kết quả, {office.office_name}",
        fee="5.000 đồng (mức mẫu), đã thu bằng tiền mặt",
        receiver=RECEIVER,
        notes=(
            "Khi đến nhận, mang theo giấy này và thẻ căn cước; người nhận thay mang theo giấy ủy quyền.",
            f"Hỏi về hồ sơ: {office.phone}",
        ),
    )


def _facts() -> dict:
    return {
        "dossier_code": CODE,
        "person": PERSON,
        "request": MARRIAGE,
        "received": words.moment_line(AT),
        "due": words.moment_line(AT + timedelta(days=4)),
    }


def _control_slip(office: Settings) -> ControlSlipData:
    return ControlSlipData(
        **_head(office),
        **_facts(),
        place_and_date=_place_and_date(office),
        rows=(
            ControlSlipRow(RECEIVER, HANDLER, words.moment_line(AT + timedelta(hours=1)), "Đúng hạn", "Tủ 2, ngăn 3"),
            ControlSlipRow(HANDLER, HEAD, words.moment_line(AT + timedelta(days=2)), "Trước hạn", "Phê duyệt kết quả"),
            ControlSlipRow(RECEIVER, PERSON, words.moment_line(AT + timedelta(days=3)), "", "Trả kết quả"),
        ),
        steps=(
            ControlSlipStep(
                "1. Tiếp nhận, kiểm tra, chuyển hồ sơ",
                "Tiếp nhận",
                "2 giờ",
                words.brief_moment(AT),
                words.brief_moment(AT + timedelta(hours=2)),
                words.brief_moment(AT + timedelta(hours=1)),
                "Đúng hạn",
            ),
            ControlSlipStep(
                "2. Thẩm định hồ sơ, dự thảo kết quả",
                "Xử lý, Phòng Văn hóa – Xã hội",
                "12 giờ",
                words.brief_moment(AT + timedelta(hours=1)),
                words.brief_moment(AT + timedelta(days=2)),
            ),
            ControlSlipStep("3. Xem xét, ký duyệt kết quả", "Phê duyệt, ký", "6 giờ"),
        ),
        basis="Quyết định 15/QĐ-UBND ngày 10/11/2026",
    )


def _register(office: Settings) -> RegisterData:
    rows = tuple(
        RegisterRow(
            number=f"{number:02d}",
            code=f"H44.99-261123-{number:04d}",
            request=MARRIAGE,
            person=PERSON,
            address=f"{_address(office)}; 0900 000 000",
            agency=office.authority,
            received=words.short_date(words.local(AT).date()),
            due=words.short_date(words.local(AT + timedelta(days=4)).date()),
            returned="" if number % 3 else words.short_date(words.local(AT + timedelta(days=3)).date()),
            how="" if number % 3 else f"Trả cho {PERSON}",
        )
        for number in range(1, 31)
    )
    return RegisterData(
        **_head(office), period="Từ ngày 23/11/2026 đến ngày 30/11/2026", until=words.moment_line(AT), rows=rows
    )


def _cover(office: Settings) -> CoverData:
    return CoverData(
        **_head(office),
        **_facts(),
        code=CODE,
        id_number=NUMBER,
        phone="0900 000 000",
        address=_address(office),
        handler=HANDLER,
        papers=(FORM, DIVORCE),
    )


_RESULT_SYMBOLS = {
    ResultLayout.PAPER: "GXN-UBND",
    ResultLayout.DECISION: "QĐ-UBND",
    ResultLayout.LETTER: "UBND-VP",
}
"""Symbols as Decree 30/2020/NĐ-CP has them; in a dossier the clerk writes it."""


def _result(office: Settings, document: ResultDocument) -> ResultData:
    facts = {
        "họ và tên": PERSON,
        "ngày sinh": "01/01/1990",
        "giới tính": "Nữ",
        "giấy tờ tùy thân": f"căn cước số {NUMBER}, cấp ngày 02/02/2022",
        "số định danh": NUMBER,
        "nơi cư trú": _address(office),
        "thủ tục": "cấp Giấy xác nhận tình trạng hôn nhân",
        "mã hồ sơ": CODE,
        "ngày tiếp nhận": words.short_date(words.local(AT).date()),
        "cơ quan": office.authority,
        "xã": office.commune,
        "tỉnh": office.province,
        "lời báo": "Đề nghị của ông/bà được chấp thuận.",
    }
    return ResultData(
        **worded(document, facts),
        authority=office.authority,
        title=document.heading or document.name,
        place_and_date=_place_and_date(office),
        number=f"12/{_RESULT_SYMBOLS[document.layout]}",
        capacity=CAPACITY,
        signer=HEAD,
        trial=True,
    )
