"""/api/v1/openapi.json: what programs can ask and what they are answered, made of what the views themselves use."""

from datetime import date
from typing import Any

import msgspec
from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

from hcc import __doc__ as ABOUT
from hcc.core.identifiers import PROCEDURE
from hcc.procedures.record import Audience, Level

from .problems import MEDIA_TYPE, Fault, Problem
from .questions import PARAMETERS
from .responses import json_response
from .shapes import Answers, Correction, FacetValue, Item, Record
from .views import add_reading

PATH = "/api/v1/openapi.json"
ABOUT_DATA = (
    "The public catalogue of administrative procedures (thủ tục hành chính) of one centre: what to bring, what it "
    "costs, how long it takes. Everything is read only, needs no key and may be read by scripts of any site. Texts are "
    "in Vietnamese. Names of this description stay; new ones may be added, so pass over what you do not know. Unknown "
    "parameters are passed over too. Ask again with the ETag you were given: unchanged is a 304.\n\n"
    "The licence is that of the program. The texts are administrative documents, in which there is no copyright (Luật "
    "Sở hữu trí tuệ 50/2005/QH11, Điều 15)."
)

_TITLE = "Đăng ký kết hôn"
ITEM = Item(
    code="1.000894",
    title=_TITLE,
    name=_TITLE,
    field="ho-tich",
    field_name="Hộ tịch",
    level=Level.COMMUNE,
    audiences=(Audience.CITIZEN,),
    life_events=("ket-hon",),
    online="",
    channels=("direct", "online"),
    revision=1,
    effective_from=date(2026, 11, 23),
    url="/thu-tuc/1.000894",
    record_url="/api/v1/procedures/1.000894",
)
ANSWERS = Answers(
    items=(ITEM,),
    total=1,
    page=1,
    pages=1,
    page_size=20,
    facets={"level": (FacetValue(value="commune", label="Giải quyết tại xã", count=1),)},
    understood=(),
    corrected=(Correction(typed="kett", instead="ket"),),
    meant="kết hôn",
    dropped=(),
    nearest=(),
    index_ready=True,
)
BAD = Problem(
    status=400,
    title="Có tham số không dùng được",
    detail="Hãy sửa các tham số nêu trong errors rồi gửi lại.",
    errors=(Fault(parameter="page", detail="Hãy ghi số nguyên từ 1 đến 1000000000."),),
)
MISSING = Problem(status=404, title="Không có trang này", detail="Không có thủ tục nào mang mã này.")

_REFERENCE = "#/components/schemas/{name}"


def document(registry: Registry) -> dict[str, Any]:
    """OpenAPI 3.1. Values that come from the catalogue (fields, life events) are those of this centre."""
    _, schemas = msgspec.json.schema_components([Answers, Record, Problem], ref_template=_REFERENCE)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": registry["hcc.settings"].office_name,
            "summary": ABOUT,
            "description": ABOUT_DATA,
            "version": "1",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/v1/procedures": {"get": _list(registry)},
            "/api/v1/procedures/{code}": {"get": _show()},
            PATH: {"get": _describe()},
        },
        "components": {
            "schemas": schemas,
            "headers": {"ETag": {"description": "Of this very answer.", "schema": {"type": "string"}}},
        },
    }


def _list(registry: Registry) -> dict[str, Any]:
    return {
        "operationId": "listProcedures",
        "summary": "Search, narrow down and page through the procedures in force.",
        "parameters": [
            {
                "name": parameter.name,
                "in": "query",
                "description": parameter.description,
                "schema": parameter.schema(registry),
                **({} if parameter.example is None else {"example": parameter.example}),
            }
            for parameter in PARAMETERS
        ],
        "responses": {**_good("One page of procedures.", Answers, ANSWERS), "400": _bad("A parameter is wrong.", BAD)},
    }


def _show() -> dict[str, Any]:
    code = {
        "name": "code",
        "in": "path",
        "required": True,
        "description": "Code of the procedure, with or without its local tail.",
        "schema": {"type": "string", "pattern": f"^{PROCEDURE.pattern.removesuffix(chr(92) + 'Z')}$"},
        "example": ITEM.code,
    }
    revision = {
        "name": "revision",
        "in": "query",
        "description": "Number of another text that was ever approved; left out: the text in force.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 999_999},
        "example": 1,
    }
    return {
        "operationId": "showProcedure",
        "summary": "Everything public about one procedure.",
        "description": "A procedure that ended is still answered: `in_force` is false and `successor` names what "
        "replaces it, where that is known.",
        "parameters": [code, revision],
        "responses": {
            **_good("The record.", Record),
            "400": _bad("The address is no text.", BAD),
            "404": _bad("There is no such procedure or text.", MISSING),
        },
    }


def _describe() -> dict[str, Any]:
    schema = {"schema": {"type": "object"}}
    return {
        "operationId": "describe",
        "summary": "This description.",
        "responses": {"200": {"description": "OpenAPI 3.1.", "content": {"application/json": schema}}},
    }


def _good(what: str, shape: type, example: Any = None) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": {"$ref": _REFERENCE.format(name=shape.__name__)}}
    if example is not None:
        content["example"] = msgspec.to_builtins(example)
    return {
        "200": {
            "description": what,
            "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
            "content": {"application/json": content},
        },
        "304": {"description": "Unchanged since the answer whose ETag was given as If-None-Match."},
    }


def _bad(what: str, example: Problem) -> dict[str, Any]:
    schema = {"$ref": _REFERENCE.format(name="Problem")}
    return {"description": what, "content": {MEDIA_TYPE: {"schema": schema, "example": msgspec.to_builtins(example)}}}


def describe(request: Request) -> Response:
    registry = request.registry
    if "hcc.openapi" not in registry:
        registry["hcc.openapi"] = msgspec.json.encode(document(registry))
    return json_response(request, registry["hcc.openapi"])


def includeme(config: Configurator) -> None:
    add_reading(config, "api_description", PATH, describe)
