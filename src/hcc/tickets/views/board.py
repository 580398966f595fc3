"""/goi-so: which number is called to which counter, for the screen in the hall and for phones. No names, no reasons."""

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.moments import clock
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.freshness import keep_fresh

from ..places import today
from ..resources import Queue

SHOWN = 6
"""Numbers on the screen, each once: the one called last, and those before it."""
ASK_EVERY_MS = 3_000
RELOAD_EVERY_S = 5
"""Where the browser runs no scripts."""


def calls_shown(request: Request) -> list[dict]:
    """The calls of today, the newest first, each number once. `call` grows with every call, so that one who is called
    again is seen to be.
    """
    day = today(request)
    shown: dict[int, dict] = {}
    for place, call in day.latest_calls() if day is not None else ():
        if call.number not in shown:
            shown[call.number] = {"call": place, "number": call.number, "counter": call.counter, "at": clock(call.at)}
        if len(shown) == SHOWN:
            break
    return list(shown.values())


def show_board(context: Queue, request: Request) -> dict:
    calls = calls_shown(request)
    before = [(call["number"], call["counter"]) for call in calls[1:]]
    return {
        "title": message("Numbers being called"),
        "calls": calls,
        # As many rows as there can be: the script fills them in.
        "before": [*before, *[("", "")] * (SHOWN - 1 - len(before))],
        "ask_every": ASK_EVERY_MS,
        "reload_every": RELOAD_EVERY_S,
        "program": request.registry["hcc.assets"].hash,
    }


def tell_board(context: Queue, request: Request) -> Response:
    """The same for the page's script: 304 as long as nothing changed. `program` changes with a new version."""
    opening = request.opening
    response = Response(content_type="application/json", charset="utf-8")
    response.json = {
        "calls": calls_shown(request),
        "open": opening.open,
        "opening": opening.sentence,
        "program": request.registry["hcc.assets"].hash,
    }
    keep_fresh(response)
    response.vary = ("Cookie",)
    return response


def includeme(config: Configurator) -> None:
    config.add_view(
        show_board,
        context=Queue,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        renderer="hcc:templates/tickets/board.pt",
    )
    config.add_view(tell_board, context=Queue, name="board.json", permission=Permission.SITE_VIEW, request_method="GET")
