"""/quan-tri/site_files: the whole site as plain files, written behind the request, to take away."""

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import FileResponse, Response

from hcc.content.operations.take_along import BeingWritten, ask_for_site
from hcc.content.taken_along import KEPT_FOR, TakenAlong, file_of
from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.names import content_disposition
from hcc.files.responses import SANDBOX

from ..places import Admin

PATH, FILE = "/quan-tri/site_files", "/quan-tri/site.zip"
NAME = "Trang của Trung tâm"
FAILED = message("The file could not be written. Look at the background jobs, or ask for it again.")


def show_site_files(context: Admin, request: Request) -> dict[str, Any]:
    """What is among the files, whether one is being written, and the way to those that are ready."""
    asked = [one for one in request.site.desk_work.taken_along if one.asked_at + KEPT_FOR > request.now]
    waiting = next((one for one in asked if one.done_at is None), None)
    job = next((one for one in request.site.jobs if waiting is not None and one.subject == waiting.name), None)
    return {
        "title": message("The whole site as files"),
        "section": "site_files",
        "admin": True,
        "count": len(request.site.content.by_id),
        "procedures": len(request.site.procedures._children),
        "writing": job is not None and not job.parked,
        "failed": FAILED if waiting is not None and (job is None or job.parked) else None,
        "ready": [_shown(request, one) for one in reversed(asked) if _is_there(request, one)],
    }


def _is_there(request: Request, one: TakenAlong) -> bool:
    return one.done_at is not None and file_of(request.office.var, one.name).is_file()


def _shown(request: Request, one: TakenAlong) -> dict[str, Any]:
    return {
        "url": f"{FILE}?name={one.name}",
        "by": request.name_of(one.asked_by),
        "at": short_moment(one.asked_at, request.locale_name),
        "until": short_moment(one.asked_at + KEPT_FOR, request.locale_name),
        "mb": f"{one.size / 2**20:.1f}".replace(".", ","),
        "files": one.files,
        "sha256": one.sha256,
    }


def ask_for_files(context: Admin, request: Request) -> HTTPSeeOther:
    """Have the file written; while one is, its page is the answer."""
    site = request.site
    try:
        ask_for_site(site.desk_work, site.content, site.jobs, act=request.act)
    except BeingWritten as told:
        request.flash(told.text, "info")
    return HTTPSeeOther(PATH)


def give_site_files(context: Admin, request: Request) -> Response:
    """The file that is named, else the newest; who takes it, and when, is on record before its first byte."""
    name = request.GET.get("name", "")
    ready = [one for one in request.site.desk_work.taken_along if _is_there(request, one)]
    found = next((one for one in reversed(ready) if name in ("", one.name)), None)
    if found is None:
        raise HTTPNotFound()
    what = f"{FILE} {found.name}: {found.sha256}"
    request.registry["hcc.access_log"].record(by=request.official.login, at=request.now, what=what)
    answer = FileResponse(file_of(request.office.var, found.name), request=request, content_type="application/zip")
    shown = f"{NAME} {found.asked_at.astimezone(LOCAL):%Y-%m-%d}.zip"
    answer.headers["Content-Disposition"] = content_disposition(shown, inline=False)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def includeme(config: Configurator) -> None:
    view = {"context": Admin, "permission": Permission.SITE_EXPORT}
    page = {**view, "request_method": "GET"}
    config.add_view(show_site_files, name="site_files", renderer="hcc:templates/admin/site_files.pt", **page)
    config.add_view(ask_for_files, name="site_files", request_method="POST", once=True, **view)
    config.add_view(give_site_files, name="site.zip", **page)
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
