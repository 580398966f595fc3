"""/noi-dung/review: what waits for review and what is being written, of all folders, and a step for several at once."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.errors import NotInThisState, Refusal
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.acting import act_on_form
from hcc.web.typed import asked_text, typed_text

from ..kinds import kind_of
from ..lines import Line
from ..operations.order import NotHere
from ..resources import ContentRoot, Item
from ..sent_back import told_returned
from ..unfinished import Unfinished, unfinished
from ..workflow import PENDING, PRIVATE
from .arrange_forms import (
    MOST,
    NAMES,
    GoneMeanwhile,
    NothingChosen,
    Panel,
    TooManyChosen,
    panel,
    refused_page,
    stepping,
    steps_for_any,
)
from .chosen import ACTS
from .parts import part_of
from .places import address, state_mark, view_address, within
from .steps import WORDS

PAGE = "hcc:templates/content/review.pt"
CHOSEN = "hcc:templates/content/arrange.pt"
PAGE_SIZE = 50
WAITING, MINE, EVERYBODYS = "waiting", "mine", "all"
"""Which list, as it stands in the address."""
LISTS = (
    (WAITING, "warn", "eye", message("wait for review")),
    (MINE, "info", "pen", message("being written by you")),
    (EVERYBODYS, "idle", "people", message("being written by anybody")),
)


class Counter(NamedTuple):
    """One list and how long it is."""

    kind: str
    icon: str
    count: int
    label: TranslationString
    url: str
    current: bool


class Row(NamedTuple):
    """One thing of the list."""

    id: str
    title: str
    url: str
    path: str
    kind: str
    icon: str
    mark: tuple[str, str, TranslationString]
    since: str
    by: str
    note: str
    """What was written beside the last step."""
    steps_url: str


def _lists(request: Request) -> dict[str, Sequence[Unfinished]]:
    every, login = unfinished(request).by_state, request.official.login
    mine = [one for one in every[PRIVATE] if one.line[Line.CHANGED_BY] == login]
    return {WAITING: every[PENDING], MINE: mine, EVERYBODYS: every[PRIVATE]}


def waiting_count(request: Request) -> int:
    """How much waits for review."""
    return len(unfinished(request).by_state[PENDING])


def _list_asked(root: ContentRoot, request: Request) -> str:
    """Whoever writes sees her own first, whoever reviews or looks on what waits."""
    asked = asked_text(request, "list")
    if asked in (WAITING, MINE, EVERYBODYS):
        return asked
    writes = request.has_permission(Permission.CONTENT_ADD, root)
    return MINE if writes and not request.has_permission(Permission.CONTENT_EDIT, root) else WAITING


def _row(item: Item, request: Request) -> Row:
    kind, last = kind_of(request, item), next(item.chain.latest(), None)
    facts = last.facts if last is not None else {}
    return Row(
        item.id,
        item.title,
        address(request, item),
        request.resource_path(item).rstrip("/"),
        request.localizer.translate(kind.label),
        kind.icon,
        state_mark(item, request),
        short_moment(item.state_at or item.changed_at, request.locale_name),
        request.name_of(last.by if last is not None else item.changed_by),
        facts.get("note", ""),
        f"{view_address(request, item, 'steps')}?from=review",
    )


def show_review(context: ContentRoot, request: Request) -> dict[str, Any]:
    lists, asked, path = _lists(request), _list_asked(context, request), view_address(request, context, "review")
    shown, paging = part_of(lists[asked], request, path, size=PAGE_SIZE, asked=[("list", asked)])
    items = [context.by_id.get(one.id) for one in shown]
    return within(
        context,
        request,
        message("Review"),
        "review",
        counters=[
            Counter(kind, icon, len(lists[name]), words, f"{path}?list={name}", name == asked)
            for name, kind, icon, words in LISTS
        ],
        rows=[_row(item, request) for item in items if item is not None],
        asked=asked,
        total=len(lists[asked]),
        paging=paging,
        may_choose=request.has_permission(Permission.CONTENT_ADD, context),
        may_all=len(lists[asked]) <= MOST,
        chosen_url=view_address(request, context, "review_chosen"),
        **told_returned(request),
    )


def _chosen(root: ContentRoot, ids: Sequence[str]) -> tuple[list[Item], int]:
    """The things of these ids, and how many of them are gone. Raises `NothingChosen`, `TooManyChosen`, `NotHere` where
    nothing is left.
    """
    wanted = list(dict.fromkeys(one for one in ids if one))
    if not wanted:
        raise NothingChosen()
    if len(wanted) > MOST:
        raise TooManyChosen(count=len(wanted), most=MOST)
    found = [item for one in wanted if (item := root.by_id.get(one)) is not None]
    if not found:
        raise NotHere()
    return found, len(wanted) - len(found)


def _panel(root: ContentRoot, request: Request, items: Sequence[Item], taken: str = "") -> Panel:
    """`taken`: the step a form was sent for, which may not be possible any longer. Raises `NotInThisState`."""
    steps = steps_for_any(items, request) or [step for step in WORDS if step == taken]
    if not steps:
        raise NotInThisState()
    return panel(
        request,
        "step",
        message("State"),
        "swap",
        action=view_address(request, root, "review_step"),
        label=message("Take this step"),
        fields=stepping(steps),
        names=[item.id for item in items],
        **({"step": steps[0]} if len(steps) == 1 else {}),
    )


def _page(
    root: ContentRoot, request: Request, items: Sequence[Item], one: Panel | None, *, typed: bool = False
) -> dict[str, Any]:
    """`typed`: the form is shown as it was sent, which `act_on_form` does."""
    if one is not None and not typed:
        one.rendered = one.form.render()
    say = request.localizer.translate
    page = within(
        root,
        request,
        message("Chosen: ${count}", mapping={"count": len(items)}),
        "review",
        panels=[one] if one is not None else [],
        active="step" if typed else "",
        rows=[
            (item.title, address(request, item), say(kind_of(request, item).label), state_mark(item, request))
            for item in items
        ],
        things=0,
        linked=[],
        folder="",
    )
    return {**page, "back": (view_address(request, root, "review"), message("Review")), "rendered": ""}


def _nothing(root: ContentRoot, request: Request, refusal: Refusal) -> dict[str, Any]:
    return refused_page(_page(root, request, [], None), request, refusal)


def show_chosen(context: ContentRoot, request: Request) -> dict[str, Any]:
    """What was ticked, and the steps for all of it."""
    ids = request.GET.getall("id")
    if every := asked_text(request, "every"):
        ids = [one.id for one in _lists(request).get(every, ())]
    try:
        items, gone = _chosen(context, ids)
        one = _panel(context, request, items)
    except Refusal as refusal:
        return _nothing(context, request, refusal)
    page = _page(context, request, items, one)
    return refused_page(page, request, GoneMeanwhile(count=gone)) if gone else page


def do_step(context: ContentRoot, request: Request):
    try:
        items, gone = _chosen(context, typed_text(request, "names", NAMES).split(","))
        one = _panel(context, request, items, typed_text(request, "step"))
    except Refusal as refusal:
        return _nothing(context, request, refusal)

    def do(typed: dict[str, Any]) -> str:
        if gone:
            raise GoneMeanwhile(count=gone)
        ACTS["step"](context, request, items, typed)
        return view_address(request, context, "review")

    return act_on_form(request, one.form, lambda: _page(context, request, items, one, typed=True), do)


def includeme(config: Configurator) -> None:
    view = {"context": ContentRoot}
    config.add_view(
        show_review, name="review", permission=Permission.CONTENT_HISTORY, request_method="GET", renderer=PAGE, **view
    )
    several = {**view, "permission": Permission.CONTENT_ADD, "renderer": CHOSEN}
    config.add_view(show_chosen, name="review_chosen", request_method="GET", **several)
    config.add_view(do_step, name="review_step", request_method="POST", once=True, **several)
    config.add_place(
        "review",
        message("Review"),
        icon="tick",
        path="/noi-dung/review",
        context="/noi-dung",
        permission=Permission.CONTENT_EDIT,
        order=61,
        count=waiting_count,
    )
