"""/noi-dung/links: links of pages that lead nowhere, or elsewhere than when they were written."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message

from ..linking import leads_to
from ..links import Link
from ..resources import ContentRoot, Item
from .parts import part_of
from .places import address, view_address, within
from .reserved import reserved_names

PAGE_SIZE = 100
PROCEDURES = "thu-tuc"

NOWHERE = message("leads nowhere")
IN_TRASH = message("leads to what lies in the trash")
ELSEWHERE = message("leads to something else than when it was written")
HIDDEN = message("leads to what visitors do not see")


class Fault(NamedTuple):
    """A link that does not do what it was written for."""

    page: Item
    link: Link
    what: TranslationString
    kind: str


def faults_of(root: ContentRoot, request: Request) -> Iterator[Fault]:
    """Every faulty link, by id of its page."""
    trashed = {thing.id for thing in root.trash.things()}
    for source, links in root.links:
        page = root.by_id.get(source)
        if page is None:
            continue
        public = page.is_public(request.now)
        for link in links:
            found = _fault(root, request, link, public, trashed)
            if found is not None:
                yield Fault(page, link, *found)


def _fault(
    root: ContentRoot, request: Request, link: Link, public: bool, trashed: set[str]
) -> tuple[TranslationString, str] | None:
    names = link.path.split("/")
    there = leads_to(root, names)
    if there is None:
        if link.target in trashed:
            return IN_TRASH, "bad"
        return None if not link.target and _is_program(root, request, names) else (NOWHERE, "bad")
    if link.target and there.id != link.target and link.target in root.by_id:
        return ELSEWHERE, "warn"
    return (HIDDEN, "warn") if public and not there.is_public(request.now) else None


def _is_program(root: ContentRoot, request: Request, names: Sequence[str]) -> bool:
    """Whether an address is a place of the program; of procedures, whether there is this one."""
    if names[0] == PROCEDURES and len(names) > 1:
        return names[1] in request.site.procedures or names[1] in reserved_names(request)
    return names[0] in reserved_names(request)


def show_links(context: ContentRoot, request: Request) -> dict[str, Any]:
    found = sorted(faults_of(context, request), key=lambda one: (one.page.title, one.page.id, one.link.path))
    path = view_address(request, context, "links")
    shown, paging = part_of(found, request, path, size=PAGE_SIZE)
    rows = [
        (
            one.page.title,
            address(request, one.page),
            f"{view_address(request, one.page, 'edit')}"
            if request.has_permission(Permission.CONTENT_EDIT, one.page)
            else "",
            f"/{one.link.path}",
            (one.kind, one.kind, one.what),
        )
        for one in shown
    ]
    title = message("Links that do not lead where they should")
    return within(context, request, title, "links", rows=rows, total=len(found), paging=paging)


def includeme(config: Configurator) -> None:
    config.add_view(
        show_links,
        context=ContentRoot,
        name="links",
        permission=Permission.CONTENT_HISTORY,
        request_method="GET",
        renderer="hcc:templates/content/links.pt",
    )
