"""/…/upload: several files are laid into a folder at once. Pictures become pictures, everything else files.

Scripts send each file as a form of its own (uploads.js), marked `alone`; without them all come in one.
"""

from contextlib import ExitStack
from typing import Any
from urllib.parse import parse_qsl

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.numbering import number_lock
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.files.received import workspace
from hcc.procedures.paging import page_number
from hcc.web.acting import REFUSED
from hcc.web.fields import UploadedFile
from hcc.web.once import first_answer, keep_answer
from hcc.web.posted import uploaded
from hcc.web.transactions import committed, outside_transaction
from hcc.web.typed import typed_text

from ..contents_question import ContentsQuestion
from ..files import FILE
from ..intake import LookedAt, check_still
from ..laying_in import LaidIn, Sent, lay_in, look_at_all
from ..resources import Container
from .add import PAGES
from .bringing import MOST, bringing
from .places import address, view_address, within
from .reserved import reserved_names

PAGE = "hcc:templates/content/upload.pt"
ADVICE = 4
"""Sentences about what was taken out of files, on the next page; the page of each file has its own."""
NAMES = 120
"""Letters of a file's name in a sentence."""


class NoFiles(Refusal):
    text = message("No file was chosen. Choose one or several, or drop them onto the field.")


class TooManyFiles(Refusal):
    text = message("These are ${count} files, and at most ${most} are taken at once. Send fewer.")


class _Done(Exception):
    """The same form was done meanwhile; `args` say where it led."""


def _sent(request: Request) -> list[UploadedFile]:
    """The files of the form. Raises `NoFiles`, `TooManyFiles`."""
    found = [sent for one in request.POST.getall(FILE) if (sent := uploaded(one)) is not None]
    if not found:
        raise NoFiles()
    if len(found) > MOST:
        raise TooManyFiles(count=len(found), most=MOST)
    return found


def _page(context: Container, request: Request, **more: Any) -> dict[str, Any]:
    return within(
        context,
        request,
        message("Lay several files in"),
        "add",
        contents_url=view_address(request, context, "contents"),
        **{"complaints": [], "added": [], "there": [], **bringing(context, request), **more},
    )


def show_upload(context: Container, request: Request) -> dict[str, Any]:
    return _page(context, request)


def _kept(context: Container, request: Request, sent: list[Sent]) -> LaidIn:
    """Lay in what can be, in a transaction of its own, one form after the other. Raises `_Done`, `Gone`.

    Where it leads on, that is kept as its answer; else it may be sent again: what was laid in is known by its name and
    bytes.
    """

    def work() -> LaidIn:
        if first := first_answer(request):
            raise _Done(first)
        check_still(request, Permission.CONTENT_ADD, context)
        laid = lay_in(context, sent, act=request.act, reserved=reserved_names(request))
        if not _is_said(request, laid):
            keep_answer(request, _next(context, request, laid))
        return laid

    with number_lock(PAGES):
        return committed(request, work)


def _is_said(request: Request, laid: LaidIn) -> bool:
    """Whether a page says what became of the files, instead of leading on."""
    return bool(laid.refused or (laid.there and "alone" in request.POST))


def _next(context: Container, request: Request, laid: LaidIn) -> str:
    """Where it goes on: to what pictures show, or to the table as it stood."""
    path = view_address(request, context, "contents")
    if "alone" not in request.POST and laid.untold:
        return view_address(request, context, "describe")
    asked = dict(parse_qsl(typed_text(request, "back", 1_000)))
    where = ContentsQuestion.read(asked, request.registry["hcc.content_kinds"]).url(path)
    page = page_number(asked.get("page", ""))
    return where if page < 2 else f"{where}{'&' if '?' in where else '?'}page={page}"


def do_upload(context: Container, request: Request):
    """Lay in what can be kept, and say of each file that cannot why: nobody sends twenty again because of one."""
    try:
        uploads = _sent(request)
        with ExitStack() as opened:
            folders = [opened.enter_context(workspace(request.office.var)) for _ in uploads]
            sent = outside_transaction(request, lambda: look_at_all(request, uploads, folders))
            laid = _kept(context, request, sent)
    except _Done as done:
        return HTTPSeeOther(done.args[0])
    except Refusal as refusal:
        request.response.status = REFUSED
        complaints = [("#files", sentence) for sentence in request.refused(refusal)]
        return _page(context, request, complaints=complaints, errors=True)
    if _is_said(request, laid):
        return _said(context, request, laid)
    if laid.added:
        said = message("Laid in: ${count} files. Only officials see them yet.")
        request.flash(TranslationString(said, mapping={"count": len(laid.added)}))
    if laid.there:
        said = message("Here already, and not laid in again: ${count} files.")
        request.flash(TranslationString(said, mapping={"count": len(laid.there)}), "info")
    advice = [sentence for one in sent if isinstance(one.found, LookedAt) for sentence in one.found.advice]
    for sentence in advice[:ADVICE]:
        request.flash(sentence, "warn")
    return HTTPSeeOther(_next(context, request, laid))


def _said(context: Container, request: Request, laid: LaidIn) -> dict[str, Any]:
    """The page that says of each file what became of it."""
    request.response.status = REFUSED
    refused = [
        (name[-NAMES:], request.sentence_of(complaint))
        for name, refusal in laid.refused
        for complaint in refusal.complaints
    ]
    return _page(
        context,
        request,
        complaints=[("#files", f"{name}: {words}") for name, words in refused],
        refused_file=refused[0] if refused and "alone" in request.POST else None,
        added=[(item.title, address(request, item)) for item in laid.added],
        there=[(item.title, address(request, item)) for item in laid.there],
        errors=bool(refused),
    )


def includeme(config: Configurator) -> None:
    view = {"context": Container, "name": "upload", "permission": Permission.CONTENT_ADD, "renderer": PAGE}
    config.add_view(show_upload, request_method="GET", **view)
    config.add_view(do_upload, request_method="POST", once=True, **view)
