"""What is put into the text of a page: pictures and files of its folder, of which another is brought without leaving,
and links to other pages and to procedures. `for` in the address asks for one kind alone, of which a field takes the
address or code.
"""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form
from hcc.web.typed import asked_text

from ..file_schemas import ShownSchema, is_picture
from ..intake import file_of, keep_with
from ..operations.add import add_item
from ..resources import Container, FileItem, ImageItem
from ..wanted import FOLDER, PROCEDURE, WANTED, Wanted
from .leads import codes_found, leads_found
from .picks import picks_for
from .places import view_address, within
from .reserved import reserved_names

PAGE = "hcc:templates/content/pick.pt"


def _wanted(request: Request) -> Wanted | None:
    """What a field asks for; None: anything for a text."""
    return WANTED.get(asked_text(request, "for"))


def _pick_url(context: Container, request: Request) -> str:
    wanted = _wanted(request)
    return view_address(request, context, "pick") + (f"?for={wanted.name}" if wanted is not None else "")


def _page(context: Container, request: Request) -> dict:
    wanted = _wanted(request)
    title = wanted.heading if wanted is not None else message("Pictures, files and pages to link to: ${title}")
    where = getattr(context, "title", "") or request.office.office_name
    asked = asked_text(request, "q").strip()
    return within(
        context,
        request,
        TranslationString(title, mapping={"title": where}),
        "pick",
        asked=asked,
        wanted=wanted.name if wanted is not None else "",
        picks=picks_for(context, request, asked, wanted) if wanted is not PROCEDURE else [],
        leads=leads_found(context, request, asked) if wanted is None else [],
        codes=codes_found(request, asked) if wanted is PROCEDURE else None,
        pick_url=view_address(request, context, "pick"),
        may_bring=wanted not in (FOLDER, PROCEDURE) and request.has_permission(Permission.CONTENT_ADD, context),
    )


def _form(context: Container, request: Request) -> Form:
    schema = ShownSchema().bind(request=request, item=None)
    return Form(
        schema,
        request,
        action=_pick_url(context, request),
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
        return _pick_url(context, request)

    return act_on_form(request, _form(context, request), lambda: _page(context, request), do)


def includeme(config: Configurator) -> None:
    view = {"context": Container, "name": "pick", "renderer": PAGE}
    config.add_view(show_picks, permission=Permission.CONTENT_HISTORY, request_method="GET", **view)
    config.add_view(bring, permission=Permission.CONTENT_ADD, request_method="POST", once=True, **view)
