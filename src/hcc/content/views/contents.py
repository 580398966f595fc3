"""What lies in a folder, as a table for whoever works on it: sifted, ordered, chosen from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.paging import page_number
from hcc.web.typed import typed_text

from ..contents_question import CHOSEN, ContentsQuestion
from ..kept_lists import KeptLists
from ..lines import Line
from ..operations.order import NotHere, put_in_place
from ..resources import APART, Container, ContentRoot, Item, Page
from ..seeing import lines_seen
from ..sent_back import returned_count, told_returned
from ..workflow import CONTENT
from .arrange_forms import MOST
from .bringing import bringing
from .parts import part_of
from .places import mark_of, view_address, within
from .undo import undo_notes

PAGE_SIZE = 50
PAGES = message("Pages of the centre")
HEADS = (
    ("title", message("Title")),
    ("kind", message("Kind")),
    ("state", message("State")),
    ("changed", message("Last change")),
)


@dataclass(frozen=True)
class Row:
    """One thing of the table."""

    name: str
    title: str
    url: str
    kind: str
    icon: str
    mark: tuple[str, str, TranslationString]
    changed: str
    by: str
    place: int
    """Its place in the order chosen, from 1; 0 where the table is in another order."""
    may_edit: bool


def read_question(request: Request) -> ContentsQuestion:
    """What the address asks of the table."""
    return ContentsQuestion.read(request.GET, request.registry["hcc.content_kinds"])


def lines_asked(context: Container, request: Request, question: ContentsQuestion) -> list[tuple[str, list[Any]]]:
    """Name and line of everything in a folder that answers, in the order asked for."""
    kept: KeptLists = request.registry["hcc.kept_content_lists"]
    return question.sift(lines_seen(context, kept.of(context, question.sort), request))


def _rows(context: Container, request: Request, found: Sequence[tuple[str, list[Any]]], first: int) -> list[Row]:
    kinds, base, now = request.registry["hcc.content_kinds"], _base(context, request), request.now.timestamp()
    say, names = request.localizer.translate, {}
    may_edit, rows = _may_edit(context, request), []
    for number, (name, line) in enumerate(found, first):
        kind, by = kinds[line[Line.KIND]], line[Line.CHANGED_BY]
        if by not in names:
            names[by] = request.name_of(by)
        rows.append(
            Row(
                name=name,
                title=line[Line.TITLE],
                url=f"{base}{name}",
                kind=say(kind.label),
                icon=kind.icon,
                mark=mark_of(line[Line.STATE], line[Line.PUBLISH_FROM], line[Line.EXPIRES_AT], now),
                changed=short_moment(datetime.fromtimestamp(line[Line.CHANGED], UTC), request.locale_name),
                by=names[by],
                place=number,
                may_edit=may_edit(name, line),
            )
        )
    return rows


def _may_edit(context: Container, request: Request) -> Callable[[str, list[Any]], bool]:
    """Whether whoever looks may edit what has that name and line. Only what stands apart is asked itself: of all others
    it is asked as of a new thing there in the same state.
    """
    by_state: dict[str, bool] = {}

    def may(name: str, line: list[Any]) -> bool:
        if APART in line[Line.MORE]:
            return bool(request.has_permission(Permission.CONTENT_EDIT, context.get(name)))
        state = line[Line.STATE]
        if state not in by_state:
            like = Page("", {}, by="", at=request.now)
            like.__parent__, like.state = context.address_parent, state
            by_state[state] = bool(request.has_permission(Permission.CONTENT_EDIT, like))
        return by_state[state]

    return may


def _base(context: Container, request: Request) -> str:
    """What stands before the names of what lies in it."""
    return request.resource_path(context.address_parent)


def show_contents(context: Container, request: Request) -> dict[str, Any]:
    question, path = read_question(request), view_address(request, context, "contents")
    found = lines_asked(context, request, question)
    shown, paging = part_of(found, request, path, size=PAGE_SIZE, asked=question.values)
    first = paging.first if paging is not None else 1
    page = (first - 1) // PAGE_SIZE + 1
    kinds, say = request.registry["hcc.content_kinds"], request.localizer.translate
    ordered = question.sort == CHOSEN and not question.asked and len(found) == len(context)
    title, rows = PAGES, _rows(context, request, shown, first)
    if isinstance(context, Item):
        title = message("What lies in ${title}", mapping={"title": context.title})
    return within(
        context,
        request,
        title,
        "contents",
        question=question,
        path=path,
        undo=undo_notes(context, request),
        rows=rows,
        total=len(found),
        heads=[(words, question.url(path, sort=key), key == question.sort) for key, words in HEADS],
        own_order=question.url(path, sort=CHOSEN) if question.sort else "",
        states=[(name, say(state.label), name == question.state) for name, state in CONTENT.states.items()],
        kinds=[(name, say(kind.label), name == question.kind) for name, kind in kinds.items()],
        may_act=any(row.may_edit for row in rows),
        may_choose=request.has_permission(Permission.CONTENT_ADD, context),
        may_all=len(found) <= MOST,
        may_order=ordered and len(found) > 1 and request.has_permission(Permission.CONTENT_EDIT, context),
        page=page,
        chosen_url=view_address(request, context, "chosen"),
        order_url=view_address(request, context, "order"),
        paging=paging,
        complaints=[],
        **(told_returned(request) if isinstance(context, ContentRoot) else {}),
        **bringing(context, request, question, page),
    )


def do_order(context: Container, request: Request) -> HTTPSeeOther:
    """One thing goes up or down by one place, or was dragged to another; what has gone meanwhile moves nothing."""
    path, page = view_address(request, context, "contents"), page_number(typed_text(request, "page"))
    up, down = typed_text(request, "up"), typed_text(request, "down")
    names = context.names()
    name = up or down or typed_text(request, "name")
    item = context.get(name)
    if item is None or not request.has_permission(Permission.CONTENT_VIEW, item):
        raise NotHere()
    place = names.index(name) + (0 if up else 2) if up or down else page_number(typed_text(request, "place"))
    put_in_place(context, names=[name], place=place, act=request.act)
    return HTTPSeeOther(f"{path}?page={page}" if page > 1 else path)


def includeme(config: Configurator) -> None:
    config.registry["hcc.kept_content_lists"] = KeptLists()
    config.add_view(
        show_contents,
        context=Container,
        name="contents",
        permission=Permission.CONTENT_HISTORY,
        request_method="GET",
        renderer="hcc:templates/content/contents.pt",
    )
    config.add_view(
        do_order,
        context=Container,
        name="order",
        permission=Permission.CONTENT_EDIT,
        request_method="POST",
        once=True,
    )
    config.add_place(
        "content",
        message("Web pages"),
        icon="globe",
        path="/noi-dung/contents",
        context="/noi-dung",
        permission=Permission.CONTENT_HISTORY,
        order=60,
        count=returned_count,
    )
