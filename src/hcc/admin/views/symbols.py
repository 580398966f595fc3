"""/quan-tri/cai-dat/symbols: what stands behind the number of each kind of outgoing paper, and from which day."""

from dataclasses import dataclass

import colander
from deform.widget import RadioChoiceWidget, TextInputWidget
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.dossiers.office_decisions import SYMBOL_SET
from hcc.dossiers.operations.set_symbol import set_symbol
from hcc.dossiers.slips import SlipKind
from hcc.dossiers.symbols import LONGEST, SYMBOL_KINDS, entry_on, symbol_on
from hcc.printing.dossier_slips import ResultLayout
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, DateWidget, DayMonthYear, Form, FormSchema

from ..decisions_told import told_of
from ..places import OfficeSettings
from .office_settings import PATH, page

KIND_NAMES: dict[str, TranslationString] = {
    SlipKind.SUPPLEMENT_REQUEST.value: message("Supplement request (form 02)"),
    SlipKind.REFUSAL.value: message("Refusal (form 03)"),
    SlipKind.APOLOGY.value: message("Apology (form 04)"),
    SlipKind.STOP.value: message("Notice of stop (form 05)"),
    ResultLayout.DECISION.value: message("Result: decision"),
    ResultLayout.PAPER.value: message("Result: confirmation, certificate, permit"),
    ResultLayout.LETTER.value: message("Result: official letter"),
}


@dataclass(frozen=True)
class SymbolRow:
    name: TranslationString
    symbol: str
    """Empty: whoever writes the paper says."""
    since: str
    """Empty: never decided here."""
    coming: str
    """The next one and its day; empty where none is to come."""


def _schema() -> FormSchema:
    schema = FormSchema()
    kinds = [(kind, KIND_NAMES[kind]) for kind in SYMBOL_KINDS]
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="kind",
            title=message("Kind of paper"),
            widget=RadioChoiceWidget(values=kinds),
            validator=colander.OneOf(list(SYMBOL_KINDS)),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="symbol",
            title=message("Symbol"),
            description=message("What stands behind the number: GXN-UBND"),
            widget=TextInputWidget(autocomplete="off", unmarked=True),
            validator=colander.Length(max=LONGEST),
            missing="",
        )
    )
    schema.add(colander.SchemaNode(DayMonthYear(), name="first", title=message("First day"), widget=DateWidget()))
    return schema


def _form(request: Request) -> Form:
    button = Button("save", message("Set the symbol"), icon="tick", key="Ctrl+Enter")
    values = {"first": request.now.astimezone(LOCAL).date()}
    return Form(_schema().bind(request=request), request, buttons=[button], buttons_outside=True, appstruct=values)


def _rows(request: Request) -> list[SymbolRow]:
    entries, today = request.site.dossiers.symbols, request.now.astimezone(LOCAL).date()
    rows = []
    for kind in SYMBOL_KINDS:
        entry = entry_on(entries, kind, today)
        next_day = min((one.first for one in entries if one.kind == kind and one.first > today), default=None)
        coming = entry_on(entries, kind, next_day) if next_day is not None else None
        rows.append(
            SymbolRow(
                KIND_NAMES[kind],
                symbol_on(entries, kind, today, request.office),
                f"{entry.first:%d/%m/%Y}" if entry is not None else "",
                f"{coming.symbol} ({coming.first:%d/%m/%Y})" if coming is not None else "",
            )
        )
    return rows


def _page(request: Request) -> dict:
    told = told_of(request, request.site.dossiers.decisions, SYMBOL_SET)
    return page(message("Symbols of outgoing papers"), rows=_rows(request), told=told)


def show_symbols(context: OfficeSettings, request: Request) -> dict:
    return show_form(_form(request), _page(request))


def do_set_symbol(context: OfficeSettings, request: Request):
    def do(typed: dict) -> str:
        set_symbol(request.site.dossiers, **typed, settings=request.office, act=request.act)
        text = message("Set. Papers bear it from ${day} on; those written before keep theirs.")
        request.flash(TranslationString(text, domain=text.domain, mapping={"day": f"{typed['first']:%d/%m/%Y}"}))
        return f"{PATH}/symbols"

    return act_on_form(request, _form(request), lambda: _page(request), do)


def includeme(config: Configurator) -> None:
    view = {
        "context": OfficeSettings,
        "name": "symbols",
        "permission": Permission.OFFICE_EDIT,
        "renderer": "hcc:templates/admin/symbols.pt",
    }
    config.add_view(show_symbols, request_method="GET", **view)
    config.add_view(do_set_symbol, request_method="POST", once=True, **view)
