"""The letters of the desk as they are printed: the written refusal, and the slip that promises a later day."""

from collections.abc import Callable
from datetime import datetime

from hcc.core.calendar import LOCAL
from hcc.core.text import TranslationString
from hcc.printing import words
from hcc.printing.notices import NoticeData, Point
from hcc.settings import Settings

from .cash import PayableLine
from .cash_list import exemption_line
from .line_fees import fee_of
from .promises import WHY_NAMES
from .refusals import REASONS, WrittenRefusal
from .resources import Visit

Say = Callable[[TranslationString], str]
"""Puts a message into Vietnamese: papers have no other language."""


def _head(settings: Settings, at: datetime) -> dict:
    return {
        "authority": settings.authority,
        "office": settings.office_name,
        "place_and_date": words.date_line(settings.commune.partition(" ")[2], at.astimezone(LOCAL).date()),
        "trial": settings.demo,
    }


def refusal_letter(refusal: WrittenRefusal, *, signer: str, say: Say, settings: Settings) -> NoticeData:
    """The written refusal, with the clause of each reason and what to do about it."""
    points = [
        Point(
            f"{say(reason.text)} (khoản {reason.clause} Điều 22 Nghị định số 23/2015/NĐ-CP).",
            f"Việc cần làm: {say(reason.advice)}",
        )
        for reason in (REASONS[key] for key in refusal.reasons)
    ]
    note = (f"Ghi nhận khi đối chiếu: {refusal.note}",) if refusal.note else ()
    return NoticeData(
        **_head(settings, refusal.at),
        number=refusal.number_line,
        title="Văn bản từ chối chứng thực bản sao từ bản chính",
        person=refusal.name,
        id_number=refusal.citizen_number,
        opening=f"{settings.office_name} {settings.commune} từ chối chứng thực bản sao từ bản chính đối với giấy tờ: "
        f"{refusal.title}. Lý do:",
        points=tuple(points),
        closing=(*note, "Bản chính được trả lại cho người yêu cầu.", f"Cần hỏi thêm, xin gọi {settings.phone}."),
        signer=signer,
    )


def promise_letter(visit: Visit, *, signer: str, say: Say, settings: Settings) -> NoticeData:
    """The slip with the hour and the date of the promise (NĐ 23/2015/NĐ-CP art. 21)."""
    assert visit.promise is not None
    promise = visit.promise
    agreed = [f"Thời hạn theo thỏa thuận bằng văn bản với người yêu cầu: {promise.agreed.rstrip('.')}."]
    return NoticeData(
        **_head(settings, promise.at),
        number=f"{visit.standing[0].number if visit.standing else ''}/PH-CT",
        title="Phiếu hẹn trả kết quả chứng thực",
        person=visit.requester.name,
        id_number=visit.requester.citizen_number,
        opening="Trung tâm đã nhận yêu cầu chứng thực các giấy tờ sau:",
        points=tuple(
            Point(f"{entry.title}: {entry.pages} trang, {entry.copies} bản sao, số chứng thực {entry.number}")
            for entry in visit.standing
        ),
        due=words.moment_line(promise.due),
        closing=(
            f"Lý do hẹn: {say(WHY_NAMES[promise.why])}.",
            *(agreed if promise.agreed else []),
            f"Cần hỏi thêm, xin gọi {settings.phone}.",
        ),
        signer=signer,
        small=True,
    )


def fee_letter(visit: Visit | PayableLine, *, official: str, say: Say, settings: Settings) -> NoticeData:
    """What a visit costs and how each amount comes about, in the words of its page and of `hcc fee`.

    It is no official receipt: of that one, which the tax office issued, only the number stands here.
    """
    payment = visit.payment
    points = [
        Point(
            f"{entry.title}, số chứng thực {entry.number}: {words.money(entry.fee)}",
            "; ".join(say(line).rstrip(".") for line in fee_of(entry).steps) + ".",
        )
        for entry in visit.standing
    ]
    fee = sum(entry.fee for entry in visit.standing)
    sources = dict.fromkeys(say(one) for entry in visit.standing if (one := fee_of(entry).source) is not None)
    closing = [*(f"{one}." for one in sources), f"Cộng phí chứng thực: {words.money(fee)} ({words.in_words(fee)})."]
    if payment is not None:
        if exemption := exemption_line(payment):
            closing.append(f"{exemption}.")
        if payment.photocopy:
            closing.append(f"Tiền chụp: {words.money(payment.photocopy)}.")
        if payment.receipt:
            closing.append(f"Biên lai số: {payment.receipt.line}.")
        closing.append(f"Đã thu: {words.money(payment.total)} ({words.in_words(payment.total)}).")
    return NoticeData(
        **_head(settings, payment.at if payment else visit.at),
        number=f"{visit.standing[0].number if visit.standing else ''}/PTP-CT",
        title="Phiếu tính phí chứng thực",
        person=visit.requester.name,
        opening="Phí chứng thực gồm:",
        points=tuple(points),
        closing=tuple(closing),
        heading="Người thu" if payment else "Người tính phí",
        signer=official,
        small=True,
    )
