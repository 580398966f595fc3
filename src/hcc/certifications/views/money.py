"""Money of the desk: what a visit pays, and the cash of a day, counted, listed and printed."""

import csv
import hashlib
import io
from collections.abc import Callable
from datetime import date, datetime

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import bytes_response
from hcc.printing.slips import render_slip
from hcc.procedures.wording import money
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..cash import CashBook, PayableLine
from ..cash_list import COLUMNS, cash_of, note_of, numbers_of, printed_list, table_rows
from ..desk_schemas import count_schema, payment_schema, undo_schema
from ..fees import grouped
from ..letters import fee_letter
from ..operations.count_cash import count_cash
from ..operations.take_payment import NothingToPay, take_payment, undo_payment
from ..resources import BookFolder, Visit

FIRST_YEAR = 2000
"""No cash was counted here before."""


def name_of(request: Request) -> Callable[[str], str]:
    """The name of an official by her login, as the accounts know it."""

    def name(login: str) -> str:
        official = request.site.accounts.get(login)
        return official.name if official is not None else login

    return name


# What a visit pays, or a line that belongs to none

Payable = Visit | PayableLine


def _page_of(context: Payable, request: Request) -> str:
    """Where the papers that are paid for are shown."""
    return request.resource_path(context.entry if isinstance(context, PayableLine) else context)


def _payment_form(context: Payable, request: Request) -> Form:
    last = request.site.books.cash.last_receipt_of(request.official.login)
    known = {"form": last.form, "series": last.series} if last is not None else {}
    button = Button("pay", message("Take the money"), icon="money", key="Ctrl+Enter")
    schema = payment_schema().bind(request=request)
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=known)


def _undo_form(context: Payable, request: Request) -> Form:
    button = Button("undo_payment", message("Take the payment back"), style="destroy", icon="close")
    action = request.resource_path(context, "undo_payment")
    return Form(undo_schema().bind(request=request), request, action=action, buttons=[button])


def _payment_page(context: Payable, request: Request) -> dict:
    payment = context.payment
    return {
        "title": message("Money of the visit of ${name}", mapping={"name": context.requester.name}),
        "section": "chung-thuc",
        "back": (_page_of(context, request), message("What is paid for")),
        "visit": context,
        "total": money(sum(entry.fee for entry in context.standing)),
        "payment": payment,
        "paid": payment
        and {
            "total": money(payment.total),
            "fee": money(payment.fee),
            "photocopy": money(payment.photocopy),
            "receipt": payment.receipt.line if payment.receipt else "",
            "exempt": payment.exempt,
            "reduced": money(payment.reduced) if payment.reduced else "",
            "at": short_moment(payment.at.astimezone(LOCAL), request.locale_name),
            "by": name_of(request)(payment.by),
        },
        "with_dossier": bool(context.dossier_token),
    }


def show_payment(context: Payable, request: Request) -> dict:
    form = _payment_form(context, request) if context.payment is None else _undo_form(context, request)
    return show_form(form, _payment_page(context, request))


def do_pay(context: Payable, request: Request):
    def do(typed: dict) -> str:
        take_payment(request.site.books, visit=context, act=request.act, **typed)
        request.flash(message("The payment is written down."))
        return _page_of(context, request)

    return act_on_form(request, _payment_form(context, request), _payment_page(context, request), do)


def do_undo_payment(context: Payable, request: Request):
    def do(typed: dict) -> str:
        undo_payment(request.site.books, visit=context, reason=typed["reason"], act=request.act)
        request.flash(message("The payment is taken back. Its receipt stays used: write another one."))
        return request.resource_path(context, "pay")

    return act_on_form(request, _undo_form(context, request), _payment_page(context, request), do)


def print_fee_slip(context: Payable, request: Request):
    """What the visit costs and how that comes about, to take home."""
    if not context.standing:
        raise NothingToPay()
    payment = context.payment
    official = payment.by if payment is not None else request.official.login
    letter = fee_letter(
        context, official=name_of(request)(official), say=request.in_vietnamese, settings=request.office
    )
    content = render_slip("notice", letter, at=payment.at if payment is not None else context.at)
    return bytes_response(
        content, name="phieu-tinh-phi.pdf", kind="application/pdf", etag=hashlib.sha256(content).hexdigest()
    )


# The cash of a day


def _day(request: Request) -> date:
    """The day asked for, `?day=23/11/2026` or 2026-11-23; today where none is, no such day, or one of no office."""
    asked, today = request.GET.get("day", ""), request.now.astimezone(LOCAL).date()
    for written in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(asked, written).replace(tzinfo=LOCAL).date()
        except ValueError:
            continue
        return day if FIRST_YEAR <= day.year <= today.year + 1 else today
    return today


def _count_form(day: date, request: Request) -> Form:
    button = Button("count_cash", message("Keep the count"), icon="tick", key="Ctrl+Enter")
    action = f"{request.resource_path(request.context)}?day={day.isoformat()}"
    return Form(count_schema().bind(request=request), request, action=action, buttons=[button])


def _cash_page(context: CashBook, day: date, request: Request) -> dict:
    books: BookFolder = request.site.books
    named, officials = name_of(request), cash_of(books, day)
    own = next((one for one in officials if one.login == request.official.login), None)
    return {
        "title": message("Money of certification on ${day}", mapping={"day": f"{day:%d/%m/%Y}"}),
        "section": "tien-chung-thuc",
        "back": ("/chung-thuc", message("Certification"))
        if request.has_permission(Permission.CERTIFICATION_VIEW, books)
        else None,
        "day": f"{day:%d/%m/%Y}",
        "base": request.resource_path(context),
        "query": f"?day={day.isoformat()}",
        "officials": [
            {
                "name": named(one.login),
                "payments": one.payments,
                "exempt": one.exempt,
                "copies": grouped(one.copies),
                "others": grouped(one.others),
                "photocopy": grouped(one.photocopy),
                "total": grouped(one.total),
                "counted": grouped(one.count.counted) if one.count else "",
                "difference": grouped(one.difference) if one.difference is not None else "",
                "differs": bool(one.difference),
                "explanation": one.count.explanation if one.count else "",
            }
            for one in officials
        ],
        "total": money(sum(one.total for one in officials)),
        "lines": [
            {
                "hour": f"{one.payment.at.astimezone(LOCAL):%-H:%M}",
                "name": named(one.payment.by),
                "numbers": numbers_of(books, one),
                "receipt": one.payment.receipt.line if one.payment.receipt else "",
                "fee": grouped(one.payment.fee),
                "photocopy": grouped(one.payment.photocopy),
                "note": note_of(one),
                "undone": bool(one.undone),
            }
            for one in context.taken_on(day)
        ],
        "may_count": request.has_permission(Permission.CERTIFICATION_CERTIFY, context),
        "expected": money(own.total if own is not None else 0),
    }


def show_cash(context: CashBook, request: Request) -> dict:
    day = _day(request)
    return show_form(_count_form(day, request), _cash_page(context, day, request))


def do_count_cash(context: CashBook, request: Request):
    day = _day(request)

    def do(typed: dict) -> str:
        count_cash(context, day=day, act=request.act, **typed)
        request.flash(message("The count is written down."))
        return f"{request.resource_path(context)}?day={day.isoformat()}"

    return act_on_form(request, _count_form(day, request), _cash_page(context, day, request), do)


def show_cash_table(context: CashBook, request: Request):
    """The list as a table for the accountant: UTF-8 with a mark, plain numbers."""
    day, out = _day(request), io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(table_rows(request.site.books, day, name_of=name_of(request)))
    content = out.getvalue().encode("utf-8-sig")
    return bytes_response(
        content,
        name=f"thu-tien-{day:%Y%m%d}.csv",
        kind="text/csv",
        etag=hashlib.sha256(content).hexdigest(),
        inline=False,
    )


def print_cash_list(context: CashBook, request: Request):
    """The list of the day to print and sign."""
    day = _day(request)
    data = printed_list(request.site.books, day, name_of=name_of(request), settings=request.office)
    at = datetime(day.year, day.month, day.day, tzinfo=LOCAL)
    content = render_slip("cash_list", data, at=at)
    return bytes_response(
        content,
        name=f"bang-ke-thu-tien-{day:%Y%m%d}.pdf",
        kind="application/pdf",
        etag=hashlib.sha256(content).hexdigest(),
    )


def includeme(config: Configurator) -> None:
    edit = Permission.CERTIFICATION_CERTIFY
    for payable in (Visit, PayableLine):
        pay = {"context": payable, "renderer": "hcc:templates/certifications/payment.pt"}
        config.add_view(show_payment, name="pay", permission=edit, request_method="GET", **pay)
        config.add_view(do_pay, name="pay", permission=edit, request_method="POST", once=True, **pay)
        config.add_view(do_undo_payment, name="undo_payment", permission=edit, request_method="POST", once=True, **pay)
        config.add_view(
            print_fee_slip,
            context=payable,
            name="fee_slip",
            permission=Permission.CERTIFICATION_VIEW,
            request_method="GET",
        )
    page = {"context": CashBook, "renderer": "hcc:templates/certifications/cash.pt"}
    figures = Permission.CERTIFICATION_FIGURES
    config.add_view(show_cash, permission=figures, request_method="GET", **page)
    config.add_view(do_count_cash, permission=edit, request_method="POST", once=True, **page)
    config.add_view(show_cash_table, context=CashBook, name="list.csv", permission=figures, request_method="GET")
    config.add_view(print_cash_list, context=CashBook, name="list.pdf", permission=figures, request_method="GET")
    config.add_place(
        "tien-chung-thuc",
        message("Certification money"),
        icon="money",
        path="/chung-thuc/thu-tien",
        permission=figures,
        order=41,
    )
