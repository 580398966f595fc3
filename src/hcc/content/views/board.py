"""/noi-dung/board: the board on the screen of the hall: one notice or procedure at a time, large, with its QR."""

from typing import Any, NamedTuple

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.printing.qr import qr_svg
from hcc.web.origins import public_origin
from hcc.web.typed import asked_text

from ..board import board_procedures
from ..lines_shown import Mark, line_shown, standing_notices
from ..resources import ContentRoot

SECONDS = 15
"""How long each stands on the screen: some forty words are read in that time."""
MOST_NOTICES = 20
LONGEST = 420
"""Letters of a summary that fit the screen beside the longest title."""


class Slide(NamedTuple):
    """What stands on the screen at one time."""

    kind: Any
    title: str
    words: str
    days: str
    mark: Mark | None
    url: str
    lang: str | None
    """The `lang` of its title; None where it is that of the page."""
    words_lang: str | None


def slides_of(request: Request) -> list[Slide]:
    """Every notice that is not over, then procedures people come for."""
    notice, procedure = message("Notice"), message("Procedure")
    found = []
    for entry in standing_notices(request)[:MOST_NOTICES]:
        line = line_shown(entry, request)
        words = _short(line.summary)
        found.append(Slide(notice, line.title, words, line.days, line.mark, entry.url, line.lang, line.summary_lang))
    vietnamese = "vi" if request.locale_name != "vi" else None
    for code, title, name in board_procedures(request):
        found.append(Slide(procedure, title, name, "", None, f"/thu-tuc/{code}", vietnamese, vietnamese))
    return found


def _short(words: str) -> str:
    """Words that fit; cut behind one of them where they are more."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…"


def show_board(context: ContentRoot, request: Request) -> dict[str, Any]:
    """The slide of number `n`, from 0; with `hold` it stays until somebody goes on.

    A script goes on by itself, unless the reader asked her machine for less motion. Without scripts nothing can ask
    that, so the page only goes on where `run` was asked for, as on the screen of the hall (WCAG 2.2.2).
    """
    slides, asked = slides_of(request), asked_text(request, "n")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
    number = number % len(slides) if slides else 0
    slide = slides[number] if slides else None
    here = request.resource_path(context, "board")
    count = max(len(slides), 1)
    held, runs = bool(asked_text(request, "hold")), bool(asked_text(request, "run"))
    on = "&run=1" if runs and not held else ""
    return {
        "title": slide.title if slide is not None else message("The notice board"),
        "slide": slide,
        "number": number + 1,
        "count": count,
        "held": held,
        "runs": bool(on),
        "next_url": f"{here}?n={(number + 1) % count}{'&hold=1' if held else on}",
        "before_url": f"{here}?n={(number - 1) % count}{'&hold=1' if held else on}",
        "held_url": f"{here}?n={number}&hold=1",
        "moving_url": f"{here}?n={number}&run=1",
        "seconds": SECONDS,
        "qr": Markup(qr_svg(public_origin(request) + slide.url, quiet=2)) if slide is not None else "",
    }


def includeme(config: Configurator) -> None:
    config.include("hcc.content.board")
    config.add_view(
        show_board,
        context=ContentRoot,
        name="board",
        permission=Permission.SITE_VIEW,
        request_method="GET",
        renderer="hcc:templates/content/board.pt",
        cached=("n", "hold", "run"),
    )
