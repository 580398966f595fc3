"""/quan-tri/nhap-danh-muc: bringing a file of procedures, and the files brought lately."""

from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.files.received import Received, TooBig, linked, receive, workspace
from hcc.procedures.imports import FILE_LIMIT, Import, ImportState
from hcc.procedures.operations.import_file import begin_import, import_name
from hcc.web.acting import REFUSED
from hcc.web.once import committed_once
from hcc.web.transactions import outside_transaction

from ..catalogue_places import IMPORTS, Imports

PATH = f"/quan-tri/{IMPORTS}"
PAGE = "hcc:templates/admin/importing.pt"
LIMIT_MB = FILE_LIMIT // 2**20

STATES: dict[ImportState, TranslationString] = {
    ImportState.READING: message("Being read"),
    ImportState.READ: message("Looked at, not taken in"),
    ImportState.COMMITTING: message("Being taken in"),
    ImportState.DONE: message("Taken in as drafts"),
    ImportState.DROPPED: message("Put away"),
}


class NoImportFile(Refusal):
    field = "file"
    text = message("Choose a file first: an Excel workbook, a CSV file, a TOML file or a ZIP file of the catalogue.")


class ImportTooBig(Refusal):
    field = "file"
    text = message(
        "The file is larger than ${limit} MB. Delete what does not belong to the tables, or send it in several parts."
    )


class ImportEmpty(Refusal):
    field = "file"
    text = message("The file is empty. Look whether it was saved, then send it again.")


def show_imports(context: Imports, request: Request, complaints: list[str] | None = None) -> dict[str, Any]:
    """The form, and the files brought lately."""
    folder = context.procedures.imports
    return {
        "title": message("Bring in a file of procedures"),
        "section": "danh-muc",
        "admin": True,
        "back": ("/quan-tri/danh-muc", message("Procedure catalogue")),
        "path": PATH,
        "limit": LIMIT_MB,
        "rows": [_row(one, request) for one in folder.newest_first()] if folder is not None else [],
        "complaints": [("#file", sentence) for sentence in complaints or ()],
        "errors": bool(complaints),
    }


def _row(one: Import, request: Request) -> dict[str, Any]:
    return {
        "url": f"{PATH}/{one.__name__}/",
        "name": one.file_name,
        "by": request.name_of(one.made_by),
        "at": short_moment(one.made_at, request.locale_name),
        "state": STATES[one.state],
        "faults": one.counts.get("faults", 0),
        "brings": one.brings,
        "under_way": one.under_way,
    }


def bring(context: Imports, request: Request):
    """Keep the file at once, and have it read behind the request."""
    upload = request.POST.get("file")
    try:
        if upload is None or not hasattr(upload, "file"):
            raise NoImportFile()
        name = import_name()
        where = f"{PATH}/{name}/"
        with workspace(request.office.var) as folder:
            received = outside_transaction(request, lambda: _received(upload, folder))

            def store() -> None:
                begin_import(
                    request.site.procedures,
                    request.site.jobs,
                    name=name,
                    received=replace(received, path=linked(received.path)),
                    file_name=upload.filename or "",
                    act=request.act,
                )

            committed_once(request, where, store)
    except Refusal as refusal:
        request.response.status = REFUSED
        return show_imports(context, request, request.refused(refusal))
    return HTTPSeeOther(where)


def _received(upload: Any, folder: Any) -> Received:
    try:
        received = receive(upload.file, folder, limit=FILE_LIMIT)
    except TooBig:
        raise ImportTooBig(limit=LIMIT_MB) from None
    if not received.size:
        raise ImportEmpty()
    return received


def includeme(config: Configurator) -> None:
    view = {"context": Imports, "permission": Permission.PROCEDURE_EDIT, "renderer": PAGE}
    config.add_view(show_imports, request_method="GET", **view)
    config.add_view(bring, request_method="POST", once=True, **view)
