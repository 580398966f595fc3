"""What certifications cost: the rows of the law, and those the office sets."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.wording import money
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..desk_schemas import fee_schema
from ..fee_table import TRANSACTIONS, FeeTable
from ..fees import SIGNATURE_FEE, SOURCE
from ..operations.set_fee import set_fee
from .money import name_of

FEES = "hcc:templates/certifications/fees.pt"


def _form(context: FeeTable, request: Request) -> Form:
    button = Button("set_fee", message("Set the fee"), icon="tick", key="Ctrl+Enter")
    missing = context.missing
    values = {"kind": missing[0]} if missing else {}
    return Form(fee_schema().bind(request=request), request, buttons=[button], appstruct=values)


def _page(context: FeeTable, request: Request) -> dict:
    rows = []
    for kind, one in TRANSACTIONS.items():
        fee, kept = context.of(kind), context.set_for(kind)
        rows.append(
            {
                "name": one.name,
                "amount": money(fee.total) if fee is not None else None,
                "basis": fee.basis if fee is not None else "",
                "at": short_moment(kept.at.astimezone(LOCAL), request.locale_name) if kept is not None else "",
                "by": name_of(request)(kept.by) if kept is not None else "",
            }
        )
    sees_desk = request.has_permission(Permission.CERTIFICATION_VIEW, request.site.books)
    return {
        "title": message("Certification fees"),
        "section": "phi-chung-thuc",
        "back": ("/chung-thuc", message("Certification")) if sees_desk else ("/quan-tri", message("Administration")),
        "rows": rows,
        "signature": money(SIGNATURE_FEE),
        "source": SOURCE,
        "may_set": request.has_permission(Permission.CERTIFICATION_FEES, context),
    }


def show_fees(context: FeeTable, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def do_set_fee(context: FeeTable, request: Request):
    def do(typed: dict) -> str:
        set_fee(context, kind=typed["kind"], amount=typed["amount"], basis=typed["basis"], act=request.act)
        mapping = {"kind": TRANSACTIONS[typed["kind"]].name}
        request.flash(message("The fee is set: ${kind}. Lines that are written keep what they cost.", mapping=mapping))
        return request.resource_path(context)

    return act_on_form(request, _form(context, request), lambda: _page(context, request), do)


def includeme(config: Configurator) -> None:
    view = Permission.CERTIFICATION_VIEW
    edit = Permission.CERTIFICATION_FEES
    config.add_view(show_fees, context=FeeTable, permission=view, request_method="GET", renderer=FEES)
    config.add_view(do_set_fee, context=FeeTable, permission=edit, request_method="POST", once=True, renderer=FEES)
    config.add_place(
        "phi-chung-thuc",
        message("Certification fees"),
        icon="settings",
        path="/chung-thuc/bieu-phi",
        permission=edit,
        order=95,
    )
