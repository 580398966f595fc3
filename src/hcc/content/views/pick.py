"""What is put into the text of a page: pictures and files of its folder, of which another is brought without leaving,
and links to other pages and to procedures.
"""

from typing import NamedTuple

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, fold, message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form
from hcc.web.typed import asked_text

from ..body import picture_of
from ..file_facts import facts_of, mark_of
from ..file_schemas import ShownSchema, is_picture
from ..intake import file_of, keep_with
from ..lines import Line
from ..operations.add import add_item
from ..resources import Container, FileItem, ImageItem
from .leads import leads_found
from .places import mark_of as state_mark_of
from .places import view_address, within
from .reserved import reserved_names

PAGE = "hcc:templates/content/pick.pt"
SHOWN = 60
"""So many are shown, the newest first; others are found by their names."""


class Pick(NamedTuple):
    """One picture or file."""

    title: str
    words: str
    mark: str
    picture: Markup
    state: tuple[str, str, TranslationString]


def _picks(context: Container, request: Request, asked: str) -> list[Pick]:
    words = fold(asked)
    kinds = (FileItem.kind, ImageItem.kind)
    found = [
        (line[Line.MADE], name)
        for name, line in context.lines().items()
        if line[Line.KIND] in kinds and words in line[Line.SORTED]
    ]
    now, picks = request.now.timestamp(), []
    for _, name in sorted(found, reverse=True)[:SHOWN]:
        item, line = context.get(name), context.lines()[name]
        facts = facts_of(item, request)
        if facts is None or not request.has_permission(Permission.CONTENT_VIEW, item):
            continue
        state = state_mark_of(line[Line.STATE], line[Line.PUBLISH_FROM], line[Line.EXPIRES_AT], now)
        picture = picture_of(item, request, sizes="160px") if isinstance(item, ImageItem) else Markup("")
        picks.append(Pick(item.title, facts.words, mark_of(item, request), picture, state))
    return picks


def _page(context: Container, request: Request) -> dict:
    title = message("Pictures, files and pages to link to: ${title}")
    where = getattr(context, "title", "") or request.office.office_name
    asked = asked_text(request, "q").strip()
    return within(
        context,
        request,
        TranslationString(title, mapping={"title": where}),
        "pick",
        asked=asked,
        picks=_picks(context, request, asked),
        leads=leads_found(context, request, asked),
        pick_url=view_address(request, context, "pick"),
        may_bring=request.has_permission(Permission.CONTENT_ADD, context),
    )


def _form(context: Container, request: Request) -> Form:
    schema = ShownSchema().bind(request=request, item=None)
    return Form(
        schema,
        request,
        action=view_address(request, context, "pick"),
        buttons=[Button("bring", message("Bring it into this folder"), style="second", icon="upload")],
        formid="bring",
        guard=False,
    )


def show_picks(context: Container, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def bring(context: Container, request: Request):
    """Lay a picture or a file into the folder; what it is, its first bytes say."""

    def do(typed: dict) -> str:
        resource = ImageItem if is_picture(typed["file"]) else FileItem
        text = dict(typed) if resource is ImageItem else {"file": typed["file"]}
        text |= {"title": "", "summary": ""}
        with file_of(request, resource, text, context, Permission.CONTENT_ADD) as (told, file):
            item = add_item(context, resource=resource, text=told, act=request.act, reserved=reserved_names(request))
            if file is not None:
                keep_with(item, file)
        request.flash(message("It lies in the folder now. Citizens see it once it is published."))
        return view_address(request, context, "pick")

    return act_on_form(request, _form(context, request), lambda: _page(context, request), do)


def includeme(config: Configurator) -> None:
    view = {"context": Container, "name": "pick", "renderer": PAGE}
    config.add_view(show_picks, permission=Permission.CONTENT_HISTORY, request_method="GET", **view)
    config.add_view(bring, permission=Permission.CONTENT_ADD, request_method="POST", once=True, **view)
