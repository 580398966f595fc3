"""/…/describe: what the pictures of a folder show, for people who do not see them; asked after they are laid in."""

from typing import Any, NamedTuple

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, clean_line, message
from hcc.web.acting import REFUSED, UNREADABLE
from hcc.web.typed import typed_text

from ..body import picture_of
from ..file_schemas import DECORATES, WHEN_DECORATIVE, alt_fault
from ..operations.edit import edit_item
from ..resources import Container, ImageItem
from ..schemas import ALT
from .places import address, view_address, within

PAGE = "hcc:templates/content/describe.pt"
MOST = 30
"""Pictures on one page."""
NOTHING = message("Nothing was said of any picture yet. Say what one shows, or leave the page for later.")


class Row(NamedTuple):
    """One picture."""

    item: ImageItem
    url: str
    picture: Markup
    alt: str
    decorative: bool
    fault: str

    @property
    def name(self) -> str:
        return self.item.__name__


def _items(context: Container, request: Request) -> list[ImageItem]:
    """Those of them on which whoever asks may write."""
    found = (context.get(name) for name in context.untold())
    return [one for one in found if isinstance(one, ImageItem) and request.has_permission(Permission.CONTENT_EDIT, one)]


def _rows(context: Container, request: Request, faults: dict[str, str]) -> list[Row]:
    rows = []
    for item in _items(context, request)[:MOST]:
        name = item.__name__
        rows.append(
            Row(
                item,
                address(request, item),
                picture_of(item, request, sizes="160px"),
                typed_text(request, f"alt-{name}"),
                f"decorative-{name}" in request.POST,
                faults.get(name, ""),
            )
        )
    return rows


def _page(context: Container, request: Request, faults: dict[str, str], general: str = "") -> dict[str, Any]:
    rows = _rows(context, request, faults)
    at = [(f"#alt-{row.name}", f"{row.item.title}: {row.fault}") for row in rows if row.fault]
    contents = view_address(request, context, "contents")
    page = within(
        context,
        request,
        message("What the pictures show"),
        "contents",
        rows=rows,
        more=len(_items(context, request)) - len(rows),
        most=ALT,
        decorates=DECORATES,
        when_decorative=WHEN_DECORATIVE,
        url=view_address(request, context, "describe"),
        contents_url=contents,
        complaints=[*([(f"#alt-{rows[0].name}" if rows else "", general)] if general else []), *at],
        errors=bool(general or faults),
    )
    return {**page, "back": (contents, message("Back to the table"))}


def show_describe(context: Container, request: Request) -> dict[str, Any]:
    return _page(context, request, {})


def do_describe(context: Container, request: Request):
    """Keep what was written, all of it or nothing; pictures of which nothing was written wait on."""
    say = request.localizer.translate
    written: list[tuple[ImageItem, str, bool]] = []
    faults: dict[str, str] = {}
    items = _items(context, request)
    for item in items:
        name = item.__name__
        alt, decorative = clean_line(typed_text(request, f"alt-{name}", 2 * ALT)), f"decorative-{name}" in request.POST
        if decorative or not alt:
            written += [(item, "", True)] if decorative else []
        elif (fault := alt_fault(alt, item.told.get("name", ""))) is not None:
            faults[name] = say(fault)
        else:
            written.append((item, alt, False))
    if others := _told_by_others(context, request, {item.__name__ for item in items}):
        said = message("Somebody else said meanwhile what these show, and that stands: ${titles}.")
        request.flash(TranslationString(said, mapping={"titles": ", ".join(others)}), "info")
    if faults or not (written or others):
        request.response.status = UNREADABLE
        return _page(context, request, faults, "" if faults else say(NOTHING))
    try:
        for item, alt, decorative in written:
            text = {**item.text, "alt": alt, "decorative": decorative}
            edit_item(item, text=text, seen=item.version, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return _page(context, request, {item.__name__: " ".join(request.refused(refusal))})
    if written:
        said = message("Said of ${count} pictures what they show.")
        request.flash(TranslationString(said, mapping={"count": len(written)}))
    return HTTPSeeOther(view_address(request, context, "describe" if _items(context, request) else "contents"))


def _told_by_others(context: Container, request: Request, untold: set[str]) -> list[str]:
    """Titles of pictures of which she wrote something, and which wait for it no longer."""
    typed = [name for name, value in request.POST.items() if isinstance(value, str) and value.strip()]
    sent = [name.removeprefix("alt-") for name in typed if name.startswith("alt-")]
    found = (context.get(name) for name in dict.fromkeys(sent) if name not in untold)
    return [
        one.title
        for one in found
        if isinstance(one, ImageItem) and request.has_permission(Permission.CONTENT_VIEW, one)
    ]


def includeme(config: Configurator) -> None:
    view = {"context": Container, "name": "describe", "permission": Permission.CONTENT_ADD, "renderer": PAGE}
    config.add_view(show_describe, request_method="GET", **view)
    config.add_view(do_describe, request_method="POST", once=True, **view)
