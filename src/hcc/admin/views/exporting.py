"""/quan-tri/danh-muc/catalogue.xlsx, .csv, .zip: the catalogue, or a part of it, as a file; and the empty template."""

from urllib.parse import parse_qsl

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.permissions import Permission
from hcc.files.names import content_disposition
from hcc.files.responses import SANDBOX
from hcc.procedures.exporting import FORMATS, Format
from hcc.procedures.hangings import stale_codes
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.xlsx_writing import write_xlsx
from hcc.web.transactions import outside_transaction

from ..board_question import Question, find
from ..catalogue_places import Catalogue

NAME = "Danh mục thủ tục"


def chosen_codes(context: Catalogue, request: Request) -> list[str]:
    """The procedures an address names: those ticked (`code`), else those that fit what the board was asked (`fit`)."""
    known = context.procedures
    ticked = [code for code in dict.fromkeys(request.GET.getall("code")) if code in known]
    if ticked:
        return ticked
    today = request.now.date()
    asked = dict(parse_qsl(request.GET.get("fit", "")[:1_000]))
    question = Question.read(asked, request.registry["hcc.fields"])
    rows = request.registry["hcc.board_rows"].of(known, today, "code")
    return [row.code for row in find(question, rows, stale_codes(known, today)).rows]


def _answer(request: Request, name: str, kind: str, body: bytes) -> Response:
    answer = Response(body=body, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition(name, inline=False)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.cache_control = "private, no-store"
    return answer


def _view(form: Format):
    def give(context: Catalogue, request: Request) -> Response:
        codes = chosen_codes(context, request)
        # The latest text, draft or not: it is what a file that is brought in again is compared with.
        records: list[ProcedureRecord] = [context.procedures[code].latest().record for code in codes]
        fields, events = _names(request)
        body = outside_transaction(request, lambda: form.write(records, fields, events))
        return _answer(request, f"{NAME} {request.now:%Y-%m-%d}.{form.ending}", form.media_type, body)

    return give


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
        config.add_view(_view(form), name=f"catalogue.{form.ending}", **view)
    config.add_view(give_template, name="template.xlsx", **view)
