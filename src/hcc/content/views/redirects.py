"""Former addresses lead to the present ones; and the page that lists them."""

from datetime import UTC, datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPMovedPermanently, HTTPSeeOther, HTTPTemporaryRedirect
from pyramid.request import Request
from pyramid.traversal import quote_path_segment

from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import fold, message
from hcc.web.once import first_answer
from hcc.web.typed import asked_text

from ..resources import ContentRoot
from .parts import part_of
from .places import address, view_address, within
from .reserved import reserved_names

PAGE = "hcc:templates/content/redirects.pt"
PAGE_SIZE = 100
LONGEST = 6_000


Elsewhere = HTTPMovedPermanently | HTTPTemporaryRedirect | HTTPSeeOther


def present_address(request: Request) -> Elsewhere | None:
    """Where what was asked for is now, with the same view and query, for whoever may read it there.

    None where it never was anywhere else, or is gone. Asked when an address leads nowhere. A form that moved or deleted
    what it was sent to gets its first answer again; one that was open while somebody else moved the thing follows it,
    with all that was typed (307: the browser sends it once more).
    """
    if request.method == "POST" and (first := first_answer(request)) is not None:
        return HTTPSeeOther(first)
    root = getattr(getattr(request, "root", None), "content", None)
    if request.matched_route is not None or root is None or request.method not in ("GET", "HEAD", "POST"):
        return None
    if request.method == "POST" and request.official is None:
        return None
    names = (*request.traversed, request.view_name, *request.subpath)
    found = root.redirects.find(root, [name for name in names if name])
    if found is None:
        return None
    item, rest = found
    if rest and rest[0] not in reserved_names(request):
        return None
    if not request.has_permission(Permission.CONTENT_VIEW, item):
        return None
    path = request.resource_path(item) + "/".join(map(quote_path_segment, rest)) if rest else address(request, item)
    where = f"{path}?{request.query_string}" if request.query_string else path
    return HTTPTemporaryRedirect(where) if request.method == "POST" else HTTPMovedPermanently(where)


def show_redirects(context: ContentRoot, request: Request) -> dict[str, Any]:
    """Every former address, and where it leads."""
    asked, path = asked_text(request, "q", 100).strip(), view_address(request, context, "redirects")
    found = [one for one in context.redirects if fold(asked) in one[0]]
    shown, paging = part_of(found, request, path, size=PAGE_SIZE, asked=[("q", asked)] if asked else [])
    rows = []
    for left, id, at in shown:
        item = context.by_id.get(id)
        url = address(request, item) if item is not None else ""
        since = moment_line(datetime.fromtimestamp(at, UTC), request.locale_name)
        rows.append((left, url, item.title if item is not None else "", since))
    return within(
        context,
        request,
        message("Former addresses"),
        "redirects",
        rows=rows,
        total=len(found),
        q=asked,
        forget_label=message("Forget"),
        path=path,
        may_forget=request.has_permission(Permission.CONTENT_EDIT, context),
        paging=paging,
    )


def forget_redirect(context: ContentRoot, request: Request) -> HTTPSeeOther:
    """One former address leads nowhere from now on."""
    left = asked_text(request, "left", LONGEST)
    if left in context.redirects:
        context.redirects.forget(left)
        context.chain.append(request.act, "forgotten", path=left)
        request.flash(message("Forgotten: /${path}", mapping={"path": left}))
    return HTTPSeeOther(view_address(request, context, "redirects"))


def includeme(config: Configurator) -> None:
    config.registry["hcc.former_address"] = present_address
    view = {"context": ContentRoot}
    config.add_view(
        show_redirects,
        name="redirects",
        permission=Permission.CONTENT_HISTORY,
        request_method="GET",
        renderer=PAGE,
        **view,
    )
    config.add_view(
        forget_redirect,
        name="forget_redirect",
        permission=Permission.CONTENT_EDIT,
        request_method="POST",
        once=True,
        **view,
    )
