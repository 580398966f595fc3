"""/…/chosen: what can be done with several things of a folder at once, each for all of them or for none."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.errors import NotInThisState, Refusal, refuse_if
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form
from hcc.web.typed import typed_text

from ..contents_question import ContentsQuestion
from ..kinds import kind_of
from ..operations.copy import copy_items
from ..operations.delete import delete_items
from ..operations.move import move_items
from ..operations.order import put_in_place
from ..operations.step import take_steps
from ..resources import Container, Item
from ..tree import walk
from ..workflow import CONTENT, DATED
from .arrange_forms import (
    NAMES,
    GoneMeanwhile,
    NotYours,
    Panel,
    back_to,
    chosen_items,
    deleting,
    into,
    panel,
    placing,
    refuse_unless,
    refused_page,
    stepping,
    steps_for_any,
)
from .contents import PAGES, lines_asked
from .linked import linked
from .places import address, state_mark, view_address, within
from .reserved import reserved_names
from .steps import WORDS, typed_dates
from .targets import folders_for, target_of

PAGE = "hcc:templates/content/arrange.pt"


class NotFromHere(Refusal):
    field = "step"
    text = message("“${title}” cannot take this step from the state it is in. Take it out of the choice first.")


def _panels(context: Container, request: Request, items: Sequence[Item], taken: str = "") -> dict[str, Panel]:
    """What is offered. `taken`: the step a form was sent for, which may not be possible any longer."""
    names = [item.__name__ for item in items]

    def made(key: str, heading, icon: str, label, fields, **more: Any) -> Panel:
        action = view_address(request, context, f"{key}_chosen")
        return panel(request, key, heading, icon, action=action, label=label, fields=fields, names=names, **more)

    folders = folders_for(request, items)
    found = []
    if steps := steps_for_any(items, request) or [step for step in WORDS if step == taken]:
        inner = any(isinstance(item, Container) and len(item) for item in items)
        only = {"step": steps[0]} if len(steps) == 1 else {}
        fields = stepping(steps, inner=inner)
        found.append(made("step", message("State"), "swap", message("Take this step"), fields, **only))
    found += [
        made("move", message("Move to another folder"), "next", message("Move there"), into(folders)),
        made("copy", message("Copy to another folder"), "papers", message("Copy there"), into(folders)),
    ]
    if request.has_permission(Permission.CONTENT_EDIT, context) and len(context) > 1:
        found.append(made("place", message("Place in the folder"), "list", message("Put them there"), placing))
    label = message("Lay them into the trash")
    found.append(made("delete", message("Delete"), "trash", label, deleting, style="destroy"))
    return {one.key: one for one in found}


def _fitting(context: Container, request: Request, items: Sequence[Item]) -> tuple[int, str] | None:
    """How many of these can take the step that was asked for, where some cannot, and the address of the choice of them
    alone.
    """
    step = CONTENT.transitions.get(typed_text(request, "step"))
    if step is None:
        return None
    able = [one for one in items if one.state in step.sources and request.has_permission(step.permission, one)]
    if len(able) in (0, len(items)):
        return None
    query = urlencode([("name", one.__name__) for one in able])
    return len(able), f"{view_address(request, context, 'chosen')}?{query}"


def _inner(items: Sequence[Item]) -> Iterator[Item]:
    """All that lies below these."""
    return (one for item in items for one in walk(item) if one is not item)


def _page(
    context: Container, request: Request, items: Sequence[Item], panels: dict[str, Panel], active: str = ""
) -> dict[str, Any]:
    for one in panels.values():
        if one.key != active:
            one.rendered = one.form.render()
    say = request.localizer.translate
    contents = view_address(request, context, "contents")
    page = within(
        context,
        request,
        message("Chosen: ${count}", mapping={"count": len(items)}),
        "contents",
        panels=list(panels.values()),
        active=active,
        rows=[
            (item.title, address(request, item), say(kind_of(request, item).label), state_mark(item, request))
            for item in items
        ],
        things=sum(1 for one in _inner(items) if request.has_permission(Permission.CONTENT_VIEW, one)),
        linked=linked(items, request),
        folder="",
        fitting=_fitting(context, request, items) if active == "step" else None,
    )
    return {**page, "back": (contents, message("Back to the table")), "rendered": ""}


def _asked(context: Container, request: Request) -> list[str]:
    """The names the address chooses: those ticked, or all that answer to a question."""
    fit = request.GET.get("fit", "")
    if not fit:
        return request.GET.getall("name")
    question = ContentsQuestion.read(dict(parse_qsl(fit[:1_000])), request.registry["hcc.content_kinds"])
    return [name for name, _ in lines_asked(context, request, question)]


def show_chosen(context: Container, request: Request) -> dict[str, Any]:
    try:
        items, gone = chosen_items(context, _asked(context, request), request)
    except Refusal as refusal:
        return _nothing(context, request, refusal)
    page = _page(context, request, items, _panels(context, request, items))
    return refused_page(page, request, GoneMeanwhile(count=gone)) if gone else page


def _nothing(context: Container, request: Request, refusal: Refusal) -> dict[str, Any]:
    """The page without anything that could be done."""
    return refused_page(_page(context, request, [], {}), request, refusal)


Do = Callable[[Container, Request, list[Item], dict[str, Any]], None]


def _move(context: Container, request: Request, items: list[Item], typed: dict[str, Any]) -> None:
    refuse_unless(Permission.CONTENT_EDIT, items, request)
    move_items(items, to=target_of(request, typed["target"]), act=request.act)
    request.flash(message("Moved: ${count}. Former addresses lead there.", mapping={"count": len(items)}))


def _copy(context: Container, request: Request, items: list[Item], typed: dict[str, Any]) -> None:
    refuse_unless(Permission.CONTENT_VIEW, [one for item in items for one in walk(item)], request)
    to = target_of(request, typed["target"])
    copy_items(items, to=to, act=request.act, reserved=reserved_names(request))
    request.flash(message("Copied: ${count}. Copies are private.", mapping={"count": len(items)}))


def _place(context: Container, request: Request, items: list[Item], typed: dict[str, Any]) -> None:
    refuse_unless_may_order(context, request)
    put_in_place(context, names=[item.__name__ for item in items], place=typed["place"], act=request.act)
    request.flash(message("Put in their place: ${count}.", mapping={"count": len(items)}))


def refuse_unless_may_order(context: Container, request: Request) -> None:
    if not request.has_permission(Permission.CONTENT_EDIT, context):
        raise NotYours(title=getattr(context, "title", "") or request.localizer.translate(PAGES))


def _delete(context: Container, request: Request, items: list[Item], typed: dict[str, Any]) -> None:
    refuse_unless(Permission.CONTENT_DELETE, [one for item in items for one in walk(item)], request)
    delete_items(items, act=request.act, why=typed["why"])
    request.flash(message("In the trash now: ${count}. They can be restored.", mapping={"count": len(items)}))


def _step(context: Container, request: Request, items: list[Item], typed: dict[str, Any]) -> None:
    """For all or for none: what was done for some would stay done."""
    step = CONTENT.transitions[typed["step"]]
    refuse_if([NotFromHere(title=item.title) for item in items if item.state not in step.sources])
    refuse_unless(step.permission, items, request)
    dates = typed_dates(typed) if step.act in DATED else {}
    may = request.has_permission if typed.get("inner") else None
    inner = take_steps(items, step=step.act, note=typed["note"], act=request.act, with_inner=may, **dates)
    request.flash(message("Done for ${count}.", mapping={"count": len(items) + inner}))


ACTS: dict[str, Do] = {"step": _step, "move": _move, "copy": _copy, "place": _place, "delete": _delete}


def do_chosen(context: Container, request: Request):
    """The act that the address names, for what its form chose."""
    key = request.view_name.removesuffix("_chosen")
    try:
        items, gone = chosen_items(context, typed_text(request, "names", NAMES).split(","), request)
        panels = _panels(context, request, items, typed_text(request, "step"))
        if key not in panels:
            raise NotInThisState()
    except Refusal as refusal:
        return _nothing(context, request, refusal)

    def do(typed: dict[str, Any]) -> str:
        if gone:
            raise GoneMeanwhile(count=gone)
        ACTS[key](context, request, items, typed)
        return back_to(context, request)

    return act_on_form(request, panels[key].form, lambda: _page(context, request, items, panels, key), do)


def includeme(config: Configurator) -> None:
    view = {"context": Container, "renderer": PAGE}
    config.add_view(show_chosen, name="chosen", permission=Permission.CONTENT_ADD, request_method="GET", **view)
    for key in ACTS:
        config.add_view(
            do_chosen,
            name=f"{key}_chosen",
            permission=Permission.CONTENT_ADD,
            request_method="POST",
            once=True,
            **view,
        )
