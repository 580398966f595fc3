"""Papers of a procedure for hands, notice boards, phones and loudspeakers; thin views over `posting_facts`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.core.week_words import opening_lines
from hcc.files.names import content_disposition
from hcc.files.responses import SANDBOX
from hcc.printing.joined import joined
from hcc.printing.poster_data import POSTED_AT_ONCE, PosterSize, PostingData
from hcc.printing.posters import Posting, draw_posting, edition_of_templates, filled, render_posting
from hcc.printing.printed import Printed
from hcc.printing.qr import qr_svg

from .binding import bound
from .loudspeaker import loudspeaker_text
from .posting_facts import posted_procedure, posting_office, public_address
from .resources import Procedure, ProcedureFolder, Revision

KEPT_BYTES = 8_000_000
"""Some 160 posters or sheets."""

REFUSED = "hcc:templates/procedures/posters_refused.pt"
PDF, PNG = "application/pdf", "image/png"


@dataclass(frozen=True)
class _Product:
    """One view: the paper it gives, the media type, what the saved file is called before the procedure's name."""

    view: str
    posting: Posting
    kind: str
    name: str


PRODUCTS = (
    _Product("sheet.pdf", Posting.SHEET, PDF, "Hướng dẫn"),
    _Product("poster.pdf", Posting.POSTER, PDF, "Áp phích"),
    _Product("card.pdf", Posting.CARD, PDF, "Mang theo gì"),
    _Product("picture.png", Posting.PICTURE, PNG, "Ảnh"),
)


class Press:
    """What prints: the papers printed lately, and the mark of the templates they were printed with."""

    def __init__(self) -> None:
        self.printed = Printed(KEPT_BYTES)
        self._edition = ""

    def key(self, posting: Posting, text: str, at: datetime) -> str:
        """Names a paper by all that it is made of; also its validator (ETag)."""
        self._edition = self._edition or edition_of_templates()
        return sha256(f"{self._edition}\0{posting}\0{at.isoformat()}\0{text}".encode()).hexdigest()[:32]

    def paper(self, posting: Posting, text: str, at: datetime) -> bytes:
        return self.printed.get(self.key(posting, text, at), lambda: render_posting(posting, text, at=at))


def shown_revision(context: Procedure | Revision, request: Request) -> Revision:
    """The revision a paper is about: the very one asked for, or of a procedure what citizens see today."""
    revision = context if isinstance(context, Revision) else context.published(request.now.date())
    if revision is None:
        raise HTTPNotFound()
    return revision


def _text_of(revisions: Iterable[Revision], size: PosterSize, request: Request, heading: str = "") -> str:
    office, today = request.office, request.now.date()
    procedures = tuple(
        posted_procedure(revision, office=office, say=request.in_vietnamese, today=today) for revision in revisions
    )
    hours = opening_lines(request.site.calendar.table_on(today))
    return filled(PostingData(posting_office(office, hours), procedures, size, heading))


def _made_at(revision: Revision) -> datetime:
    return revision.approved_at or revision.made_at


def posted_sheet(revision: Revision, posting: Posting, size: PosterSize, request: Request) -> bytes:
    """One paper about a revision, draft or not, as a file; kept by the press like every other."""
    press: Press = request.registry["hcc.press"]
    return press.paper(posting, _text_of([revision], size, request), _made_at(revision))


def drawn_sheet(revision: Revision, posting: Posting, size: PosterSize, request: Request) -> tuple[bytes, str]:
    """The same as a picture of its page, with its validator."""
    press: Press = request.registry["hcc.press"]
    text, at = _text_of([revision], size, request), _made_at(revision)
    return draw_posting(posting, text, at=at), press.key(posting, text, at)


def _product_view(product: _Product):
    def show(context: Procedure | Revision, request: Request) -> Response:
        revision = shown_revision(context, request)
        size = _size(request) if product.posting is Posting.POSTER else PosterSize.A4
        if size is None:
            return _refused(request, message("There are posters in A4 and A3 only."), f"{product.view}?size=a4")
        text, at, press = _text_of([revision], size, request), _made_at(revision), request.registry["hcc.press"]
        answer = _answer(revision, request, product.kind, press.key(product.posting, text, at))
        answer.headers["Content-Disposition"] = _file_name(product.name, revision, product.view)
        if not _is_current(request, answer):
            answer.body = press.paper(product.posting, text, at)
        return answer

    return show


def _read_aloud(revision: Revision, request: Request) -> str:
    today = request.now.date()
    return loudspeaker_text(revision, office=request.office, say=request.in_vietnamese, today=today)


def show_loudspeaker_text(context: Procedure | Revision, request: Request) -> Response:
    """.../loudspeaker.txt: what is read aloud in the hamlets."""
    revision = shown_revision(context, request)
    body = (_read_aloud(revision, request) + "\n").encode()
    answer = _answer(revision, request, "text/plain", sha256(body).hexdigest()[:32])
    answer.charset = "utf-8"
    answer.headers["Content-Disposition"] = _file_name("Bài đọc loa", revision, ".txt")
    answer.body = body
    return answer


def show_loudspeaker(context: Procedure | Revision, request: Request) -> dict:
    """.../loudspeaker: the same on a page, in type that can be read aloud from."""
    revision = shown_revision(context, request)
    here = request.resource_path(context)
    return {
        "title": message("Loudspeaker text: ${title}", mapping={"title": revision.record.title}),
        "heading": bound(revision.record.title),
        "section": "procedures",
        "back": (here.rstrip("/"), message("Back to the procedure")),
        "sentences": _read_aloud(revision, request).split("\n"),
        "file": f"{here}loudspeaker.txt",
        "is_draft": revision.approved_at is None,
    }


def show_qr(context: Procedure | Revision, request: Request) -> Response:
    """.../qr.svg: the code that leads to the procedure's public page; none without a public address."""
    revision = shown_revision(context, request)
    address = public_address(request.office, revision.record.code)
    if not address:
        raise HTTPNotFound()
    body = qr_svg(address, quiet=0).encode()
    answer = _answer(revision, request, "image/svg+xml", sha256(body).hexdigest()[:32])
    answer.headers["Content-Disposition"] = _file_name("Mã QR", revision, ".svg")
    answer.body = body
    return answer


def show_posters(context: ProcedureFolder, request: Request) -> Response:
    """/thu-tuc/posters.pdf: posters of the procedures named by `code`, or of all of `field`; or one table of them."""
    size, layout = _size(request), request.GET.get("layout", "pages")
    if size is None or layout not in ("pages", "list"):
        return _refused(request, message("There are posters in A4 and A3, a page each or as one list."), "/thu-tuc")
    codes, field = list(dict.fromkeys(request.GET.getall("code"))), request.GET.get("field", "")
    today = request.now.date()
    chosen = {code: context[code].published(today) if code in context else None for code in codes[: POSTED_AT_ONCE + 1]}
    unknown = [code for code, revision in chosen.items() if revision is None]
    if unknown:
        return _refused(request, message("These codes are not in the catalogue:"), "/thu-tuc", unknown)
    revisions = [revision for revision in chosen.values() if revision is not None]
    if field:
        known = request.registry["hcc.fields"]
        if field not in known:
            return _refused(request, message("There is no such field in the catalogue:"), "/thu-tuc", [field])
        revisions += [r for r in context.published(today) if r.record.field == field and r.record.code not in chosen]
    if not revisions:
        return _refused(request, message("Choose at least one procedure, by its code or its field."), "/thu-tuc")
    if len(revisions) > POSTED_AT_ONCE:
        return _refused(request, message("At most 200 procedures can be printed at once."), "/thu-tuc")
    heading = f"Thủ tục {known[field].name.lower()}" if field and not codes else "Thủ tục hành chính niêm yết"
    return _posters(revisions, size, layout, heading, request)


def _posters(revisions: list[Revision], size: PosterSize, layout: str, heading: str, request: Request) -> Response:
    press: Press = request.registry["hcc.press"]
    at = max(_made_at(revision) for revision in revisions)
    if layout == "list":
        texts = [(Posting.TABLE, _text_of(revisions, size, request, heading), at)]
    else:
        texts = [(Posting.POSTER, _text_of([one], size, request), _made_at(one)) for one in revisions]
    whole = sha256("\0".join(press.key(*each) for each in texts).encode()).hexdigest()[:32]
    answer = _answer(revisions[0], request, PDF, whole)
    answer.headers["Content-Disposition"] = content_disposition(f"{heading} ({len(revisions)}).pdf", inline=True)
    if not _is_current(request, answer):
        papers = (press.paper(*each) for each in texts)
        answer.body = next(papers) if len(texts) == 1 else joined(papers, title=heading)
    return answer


def _file_name(what: str, revision: Revision, ending: str) -> str:
    """What the saved file is called: "Áp phích Đăng ký khai tử (1.000656).pdf". A slash would cut the name."""
    title = re.sub(r"[/\\.]+", " ", revision.record.title)[:70].strip()
    name = f"{what} {title} ({revision.record.code}).{ending.rpartition('.')[2]}"
    return content_disposition(name, inline=True)


def _size(request: Request) -> PosterSize | None:
    asked = request.GET.get("size", PosterSize.A4).lower()
    return PosterSize(asked) if asked in list(PosterSize) else None


def _answer(revision: Revision, request: Request, kind: str, etag: str) -> Response:
    """An answer that browsers keep and ask about again; drafts are nobody's to keep."""
    answer = Response(content_type=kind)
    draft = revision.approved_at is None
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "private, no-store" if draft else "no-cache"
    answer.etag = etag
    answer.conditional_response = True
    return answer


def _is_current(request: Request, answer: Response) -> bool:
    """Whether the asker has this very paper, so that it need not be printed to say so."""
    return bool(request.if_none_match) and answer.etag in request.if_none_match


def _refused(request: Request, sentence: TranslationString, back: str, named: Iterable[str] = ()) -> Response:
    values = {
        "title": message("This paper cannot be made"),
        "section": "procedures",
        "sentence": sentence,
        "named": [name[:60] for name in named][:20],
        "back": (back, message("Back")),
    }
    answer = render_to_response(REFUSED, values, request=request)
    answer.status = 400
    return answer


def includeme(config: Configurator) -> None:
    config.registry["hcc.press"] = Press()
    reading = {"permission": Permission.PROCEDURE_VIEW, "request_method": "GET"}
    for context in (Procedure, Revision):
        for product in PRODUCTS:
            config.add_view(_product_view(product), context=context, name=product.view, **reading)
        config.add_view(show_loudspeaker_text, context=context, name="loudspeaker.txt", **reading)
        config.add_view(show_qr, context=context, name="qr.svg", **reading)
        config.add_view(
            show_loudspeaker,
            context=context,
            name="loudspeaker",
            renderer="hcc:templates/procedures/loudspeaker.pt",
            **reading,
        )
    config.add_view(
        show_posters,
        context=ProcedureFolder,
        name="posters.pdf",
        permission=Permission.SITE_VIEW,
        request_method="GET",
    )
