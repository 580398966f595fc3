"""/quan-tri/danh-muc/catalogue.xlsx, .csv, .zip: the catalogue, or a part of it, as a file; and the empty template."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.names import content_disposition
from hcc.files.responses import SANDBOX, blob_response
from hcc.procedures.exporting import FORMATS, Format
from hcc.procedures.exports import AT_ONCE, KEPT_FOR
from hcc.procedures.hangings import stale_codes
from hcc.procedures.import_progress import Progress
from hcc.procedures.operations.export_file import begin_export
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.xlsx_writing import write_xlsx
from hcc.web.transactions import outside_transaction

from ..board_question import Question, find
from ..catalogue_places import CATALOGUE, EXPORTS, Catalogue, ExportPlace

PATH = f"/quan-tri/{CATALOGUE}"
ASKING = "hcc:templates/admin/export_asking.pt"
NAME = "Danh mục thủ tục"


def chosen_codes(context: Catalogue, request: Request) -> list[str]:
    """The procedures an address names: those ticked (`code`), else those that fit what the board was asked (`fit`)."""
    known = context.procedures
    ticked = [code for code in dict.fromkeys(request.GET.getall("code")) if code in known]
    if ticked:
        return ticked
    today, question = request.now.date(), asked_question(request)
    rows = request.registry["hcc.board_rows"].of(known, today, "code")
    return [row.code for row in find(question, rows, stale_codes(known, today)).rows]


def asked_question(request: Request) -> Question:
    """What the board was asked when somebody went on from it (`fit`)."""
    return Question.read(dict(parse_qsl(request.GET.get("fit", "")[:1_000])), request.registry["hcc.fields"])


def _answer(request: Request, name: str, kind: str, body: bytes) -> Response:
    answer = Response(body=body, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition(name, inline=False)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.cache_control = "private, no-store"
    return answer


def _view(form: Format):
    def give(context: Catalogue, request: Request) -> Response | dict[str, Any]:
        codes = chosen_codes(context, request)
        if len(codes) > AT_ONCE:
            return _asking(form, codes, request)
        # The latest text, draft or not: it is what a file that is brought in again is compared with.
        records: list[ProcedureRecord] = [context.procedures[code].latest().record for code in codes]
        fields, events = _names(request)
        body = outside_transaction(request, lambda: form.write(records, fields, events))
        return _answer(request, _file_name(request.now, form), form.media_type, body)

    return give


def _file_name(at: datetime, form: Format) -> str:
    return f"{NAME} {at:%Y-%m-%d}.{form.ending}"


def _asking(form: Format, codes: list[str], request: Request) -> dict[str, Any]:
    return {
        "title": message("File of ${count} procedures", mapping={"count": len(codes)}),
        "section": CATALOGUE,
        "admin": True,
        "back": (PATH, message("Procedure catalogue")),
        "address": f"{PATH}/catalogue.{form.ending}?{request.query_string}",
        "ending": form.ending,
    }


def _begin(form: Format):
    def begin(context: Catalogue, request: Request) -> HTTPSeeOther:
        """Have the file of what the address names written."""
        codes = chosen_codes(context, request)
        export = begin_export(context.procedures, request.site.jobs, codes=codes, ending=form.ending, act=request.act)
        return HTTPSeeOther(f"{PATH}/{EXPORTS}/{export.__name__}/")

    return begin


def show_export(context: ExportPlace, request: Request) -> dict[str, Any]:
    """How far the file is, and the way to it."""
    export = context.export
    return {
        "title": message("File of ${count} procedures", mapping={"count": len(export.codes)}),
        "section": CATALOGUE,
        "admin": True,
        "back": (PATH, message("Procedure catalogue")),
        "address": f"{PATH}/{EXPORTS}/{context.__name__}/",
        "export": export,
        "writing": export.blob is None,
        "progress": Progress(request.office.var).of(context.__name__) if export.blob is None else None,
        "kb": -(-export.size // 1024),
        "until": short_moment(export.asked_at + KEPT_FOR, request.locale_name),
    }


def give_export(context: ExportPlace, request: Request) -> Response:
    export = context.export
    if export.blob is None:
        raise HTTPNotFound()
    form = FORMATS[export.ending]
    name = _file_name(export.asked_at.astimezone(LOCAL), form)
    return blob_response(request, export.blob, name=name, sha256=export.sha256, kind=form.media_type, inline=False)


def give_template(context: Catalogue, request: Request) -> Response:
    """A workbook with headings and no procedures."""
    form = FORMATS["xlsx"]
    return _answer(request, "Mẫu nhập thủ tục.xlsx", form.media_type, write_xlsx([], *_names(request)))


def _names(request: Request) -> tuple[dict[str, str], dict[str, str]]:
    fields = {key: info.name for key, info in request.registry["hcc.fields"].items()}
    return fields, {key: event.name for key, event in request.registry["hcc.life_events"].items()}


def includeme(config: Configurator) -> None:
    view = {"context": Catalogue, "permission": Permission.PROCEDURE_EDIT, "request_method": "GET"}
    for form in FORMATS.values():
        config.add_view(_view(form), name=f"catalogue.{form.ending}", renderer=ASKING, **view)
        config.add_view(_begin(form), name=f"catalogue.{form.ending}", once=True, **{**view, "request_method": "POST"})
    config.add_view(give_template, name="template.xlsx", **view)
    place = {**view, "context": ExportPlace}
    config.add_view(show_export, renderer="hcc:templates/admin/export.pt", **place)
    config.add_view(give_export, name="file", **place)
