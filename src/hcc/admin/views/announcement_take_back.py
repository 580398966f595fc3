"""/quan-tri/quyet-dinh/<number>/take_back: the publication of the whole decision is taken back before its day.

Where two people look at each text, one asks for it and another does it.
"""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.moments import day_line
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.operations.cancel_announced import (
    TakenBack,
    ask_taking_back,
    cancel_announced,
    leave_published,
)
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..announcement_schemas import LeavePublishedSchema, TakeBackSchema
from ..catalogue_places import AnnouncementPlace
from ..procedure_head import shown_day
from .announcement import address, decision_title
from .announcement_waiting import asked_back_of, waiting_of
from .announcements import within

PAGE = "hcc:templates/admin/announcement_take_back.pt"


def _hers(context: AnnouncementPlace, request: Request) -> bool:
    """Whether another person has to decide, and this one asked."""
    asked = context.announcement.asked_back
    return context.procedures.four_eyes and asked is not None and bool(request.act.is_of(asked.by))


def _form(context: AnnouncementPlace, request: Request) -> Form:
    announcement = context.announcement
    values: dict[str, Any] = {"seen": announcement.version}
    # What was sent is read as the page had it then.
    if "reason" not in request.POST if request.method == "POST" else _hers(context, request):
        schema = LeavePublishedSchema()
        button = Button("leave", message("Do not ask for it any more"), style="second", icon="off")
    else:
        schema = TakeBackSchema()
        asked = announcement.asked_back
        values["reason"] = asked.reason if asked is not None else ""
        button = Button("take_back", message("Take all of it back"), icon="return", style="destroy", key="Ctrl+Enter")
        if context.procedures.four_eyes and asked is None:
            button = Button("ask", message("Ask a colleague to approve it"), icon="send", key="Ctrl+Enter")
    return Form(
        schema.bind(request=request), request, buttons=[button], buttons_outside=True, guard=False, appstruct=values
    )


def _page(context: AnnouncementPlace, request: Request) -> dict[str, Any]:
    announcement, waiting = context.announcement, waiting_of(context, request)
    asked = asked_back_of(announcement, request)
    return within(
        message("Take decision ${decision} back", mapping={"decision": announcement.decision}),
        back=(address(context), decision_title(announcement)),
        address=address(context),
        waiting=waiting,
        waits=waiting.day is not None,
        revived=[(code, number, shown_day(day)) for code, number, day in waiting.revived],
        asked=asked,
        asks=context.procedures.four_eyes and asked is None,
        day=day_line(waiting.day, request.locale_name) if waiting.day is not None else "",
    )


def show_take_back(context: AnnouncementPlace, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def do_take_back(context: AnnouncementPlace, request: Request):
    announcement, folder = context.announcement, context.procedures

    def do(typed: dict) -> str:
        if "reason" not in typed:
            leave_published(announcement, folder, seen=typed["seen"], act=request.act)
            request.flash(message("It is not asked for any more. The decision stays published."))
        elif folder.four_eyes and (announcement.asked_back is None or _hers(context, request)):
            ask_taking_back(announcement, folder, **typed, act=request.act)
            request.flash(message("Asked for. A colleague finds it on the page of the decision."))
        else:
            request.flash(_done(cancel_announced(announcement, folder, **typed, act=request.act)))
        return address(context)

    return act_on_form(request, _form(context, request), lambda: _page(context, request), do)


def _done(taken: TakenBack) -> TranslationString:
    facts = {"texts": taken.texts, "ends": taken.ends}
    said = message("Taken back: ${texts} texts, ${ends} ends. Make the drafts again to correct and publish them.")
    if not taken.opened:
        said = message(
            "Taken back: ${texts} texts, ${ends} ends. Some of the decision has begun already, so it stays published."
        )
    return TranslationString(said, mapping=facts)


def includeme(config: Configurator) -> None:
    view = {"context": AnnouncementPlace, "name": "take_back", "renderer": PAGE}
    view["permission"] = Permission.PROCEDURE_PUBLISH
    config.add_view(show_take_back, request_method="GET", **view)
    config.add_view(do_take_back, request_method="POST", once=True, **view)
