"""/quan-tri/site_files: the whole site as plain files, to take away."""

import tempfile
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import FileIter, Response

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.names import content_disposition
from hcc.files.responses import SANDBOX

from ..places import Admin
from ..whole_site import write_zip

PATH = "/quan-tri/site_files"


def show_site_files(context: Admin, request: Request) -> dict[str, Any]:
    return {
        "title": message("The whole site as files"),
        "section": "site_files",
        "admin": True,
        "count": len(request.site.content.by_id),
        "procedures": len(request.site.procedures._children),
    }


def give_site_files(context: Admin, request: Request) -> Response:
    folder = request.office.var / "tmp"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    out = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - the server closes it when it is sent
    write_zip(request.site, request.office.commune, out)
    answer = Response(content_type="application/zip", content_length=out.tell())
    out.seek(0)
    answer.app_iter = FileIter(out)
    name = f"Trang của Trung tâm {request.now:%Y-%m-%d}.zip"
    answer.headers["Content-Disposition"] = content_disposition(name, inline=False)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.cache_control = "private, no-store"
    return answer


def includeme(config: Configurator) -> None:
    view = {"context": Admin, "permission": Permission.SITE_EXPORT, "request_method": "GET"}
    config.add_view(show_site_files, name="site_files", renderer="hcc:templates/admin/site_files.pt", **view)
    config.add_view(give_site_files, name="site.zip", **view)
    config.add_place(
        "site_files",
        message("The whole site as files"),
        icon="download",
        path=PATH,
        context="/quan-tri",
        permission=Permission.SITE_EXPORT,
        order=98,
        admin=True,
    )
