"""/quan-tri/quyet-dinh/<number>/take_back: the publication of the whole decision is taken back before its day."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.moments import day_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.operations.cancel_announced import cancel_announced
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..announcement_schemas import TakeBackSchema
from ..catalogue_places import AnnouncementPlace
from .announcement import address, decision_title
from .announcement_waiting import waiting_of
from .announcements import within

PAGE = "hcc:templates/admin/announcement_take_back.pt"


def _form(request: Request) -> Form:
    button = Button("take_back", message("Take all of it back"), icon="return", style="destroy", key="Ctrl+Enter")
    return Form(TakeBackSchema().bind(request=request), request, buttons=[button], buttons_outside=True, guard=False)


def _page(context: AnnouncementPlace, request: Request) -> dict[str, Any]:
    announcement = context.announcement
    texts, ends = waiting_of(context, request)
    return within(
        message("Take decision ${decision} back", mapping={"decision": announcement.decision}),
        back=(address(context), decision_title(announcement)),
        address=address(context),
        texts=texts,
        ends=ends,
        waits=bool(texts or ends),
        two_look=context.procedures.four_eyes,
        day=day_line(announcement.effective, request.locale_name) if announcement.effective else "",
    )


def show_take_back(context: AnnouncementPlace, request: Request) -> dict:
    return show_form(_form(request), _page(context, request))


def do_take_back(context: AnnouncementPlace, request: Request):
    def do(typed: dict) -> str:
        texts, ends = cancel_announced(
            context.announcement, context.procedures, reason=typed["reason"], act=request.act
        )
        facts = {"texts": texts, "ends": ends}
        said = message(
            "Taken back: ${texts} texts, ${ends} ends. Make the drafts again to correct and publish them.",
            mapping=facts,
        )
        request.flash(said)
        return address(context)

    return act_on_form(request, _form(request), lambda: _page(context, request), do)


def includeme(config: Configurator) -> None:
    view = {"context": AnnouncementPlace, "name": "take_back", "renderer": PAGE}
    view["permission"] = Permission.PROCEDURE_PUBLISH
    config.add_view(show_take_back, request_method="GET", **view)
    config.add_view(do_take_back, request_method="POST", once=True, **view)
