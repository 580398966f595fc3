"""/quan-tri/quyet-dinh/<number>/take_back: the publication of the whole decision is taken back before its day.

Where two people look at each text, one asks for it and another does it, or declines it and says why.
"""

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import day_line
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.operations.ask_end import GivenBackWithoutReason
from hcc.procedures.operations.ask_taking_back import ask_taking_back, keep_published
from hcc.procedures.operations.cancel_announced import TakenBack, cancel_announced
from hcc.web.acting import REFUSED, act_on_form, show_form
from hcc.web.forms import Button, Form
from hcc.web.typed import typed_text

from ..announcement_schemas import TakeBackSchema
from ..catalogue_places import AnnouncementPlace
from ..procedure_head import shown_day
from .announcement import address, decision_title
from .announcement_waiting import asked_back_of, declined_of, waiting_of
from .announcements import within
from .withdrawing import ASKED

PAGE = "hcc:templates/admin/announcement_take_back.pt"


def _form(context: AnnouncementPlace, request: Request) -> Form:
    announcement = context.announcement
    asked = announcement.asked_back
    button = Button("take_back", message("Take all of it back"), icon="return", style="destroy", key="Ctrl+Enter")
    if context.procedures.four_eyes and asked is None:
        button = Button("ask", message("Ask a colleague to approve it"), icon="send", key="Ctrl+Enter")
    return Form(
        TakeBackSchema().bind(request=request),
        request,
        buttons=[button],
        buttons_outside=True,
        guard=False,
        appstruct={"seen": announcement.version, "reason": asked.reason if asked is not None else ""},
    )


def _page(context: AnnouncementPlace, request: Request) -> dict[str, Any]:
    announcement, waiting = context.announcement, waiting_of(context, request)
    asked = asked_back_of(announcement, request)
    two, typed = context.procedures.four_eyes, request.method == "POST" and "reason" in request.POST
    return within(
        message("Take decision ${decision} back", mapping={"decision": announcement.decision}),
        back=(address(context), decision_title(announcement)),
        address=address(context),
        waiting=waiting,
        waits=waiting.day is not None,
        revived=[(code, number, shown_day(day)) for code, number, day in waiting.revived],
        asked=asked,
        asks=two and asked is None,
        # Who asks for it a second time, from a page opened before, keeps what she typed.
        shows_form=typed or not (two and asked is not None and asked["mine"]),
        declined=declined_of(announcement, request),
        seen=announcement.version,
        why=typed_text(request, "why"),
        complaints=[],
        day=day_line(waiting.day, request.locale_name) if waiting.day is not None else "",
    )


def show_take_back(context: AnnouncementPlace, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def do_take_back(context: AnnouncementPlace, request: Request):
    announcement, folder = context.announcement, context.procedures

    def do(typed: dict) -> str:
        asked = announcement.asked_back
        if folder.four_eyes and (asked is None or request.act.is_of(asked.by)):
            ask_taking_back(announcement, folder, **typed, act=request.act)
            request.flash(ASKED)
        else:
            request.flash(_done(cancel_announced(announcement, folder, **typed, act=request.act)))
        return address(context)

    return act_on_form(request, _form(context, request), lambda: _page(context, request), do)


def do_give_back(context: AnnouncementPlace, request: Request):
    """Whoever asked takes that back, or a colleague declines it with a reason."""
    announcement, seen = context.announcement, typed_text(request, "seen", 20)
    try:
        keep_published(
            announcement,
            context.procedures,
            reason=typed_text(request, "why"),
            seen=int(seen) if seen.isdecimal() else -1,
            act=request.act,
        )
    except Refusal as refusal:
        request.response.status = REFUSED
        page = _page(context, request)
        at = "#why" if isinstance(refusal, GivenBackWithoutReason) else ""
        complaints = [(at, sentence) for sentence in request.refused(refusal)]
        return show_form(_form(context, request), {**page, "complaints": complaints, "errors": True})
    request.flash(message("Given back. The decision stays published."))
    return HTTPSeeOther(address(context))


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
    config.add_view(do_give_back, request_method="POST", once=True, **{**view, "name": "give_back"})
