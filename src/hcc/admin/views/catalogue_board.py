"""/quan-tri/danh-muc: the catalogue board, every procedure with how it stands and what is missing."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.renderers import render
from pyramid.request import Request

from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.board_row import STANDING_NAMES, BoardRow, Standing
from hcc.procedures.board_rows import BoardRows
from hcc.procedures.gaps import GAP_NAMES, named
from hcc.procedures.hangings import stale_codes
from hcc.procedures.paging import Paging, page_number
from hcc.procedures.resources import RevisionState

from ..board_question import ANY_GAP, GAPS, STALE, STATES, Found, Question, find
from ..catalogue_places import CATALOGUE, Catalogue
from ..procedure_head import LOOKS

PATH = f"/quan-tri/{CATALOGUE}"
ROW = "hcc:templates/admin/board_row.pt"
PAGE_SIZE = 50
MOST_DRAWN = 1_000
"""Rows kept as HTML; each takes some 2 kilobytes."""

_OWN = {Standing.NEVER: ("idle", "idle"), Standing.ENDING: ("warn", "off")}
TAGS: dict[Standing, tuple[str, str]] = {
    bit: _OWN[bit] if bit in _OWN else LOOKS[RevisionState[str(bit.name)]] for bit in Standing
}
"""How each is marked; the states of a procedure's texts as on its own pages."""
ORDER_NAMES = {
    "": message("being written first"),
    "changed": message("last change"),
    "title": message("name"),
    "code": message("code"),
}


def asked_rows(request: Request, today: date) -> tuple[Question, Found]:
    """What the address asks for, and what answers."""
    question = Question.read(request.GET, request.registry["hcc.fields"])
    folder = request.site.procedures
    rows = request.registry["hcc.board_rows"].of(folder, today, question.sort)
    return question, find(question, rows, stale_codes(folder, today))


def show_board(context: Catalogue, request: Request) -> dict[str, Any]:
    today = request.now.date()
    question, found = asked_rows(request, today)
    pages = max(1, -(-len(found.rows) // PAGE_SIZE))
    page = min(page_number(request.GET.get("page", "")), pages)
    stale = stale_codes(context.procedures, today)
    say, fields = request.localizer.translate, request.registry["hcc.fields"]
    names = {bit: say(words) for bit, words in STANDING_NAMES.items()}
    fit = question.url("").partition("?")[2]
    shown = found.rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return {
        "title": message("Procedure catalogue"),
        "section": CATALOGUE,
        "admin": True,
        "path": PATH,
        "question": question,
        "rows": request.registry["hcc.drawn_board_rows"].of(shown, stale, request),
        "total": len(found.rows),
        "states": _states(question, found, names),
        "gap_choices": _gap_choices(question, found, say),
        "field_choices": [(key, info.name, key == question.field) for key, info in fields.items()],
        "orders": [
            (words, "" if key == question.sort else question.url(PATH, sort=key)) for key, words in ORDER_NAMES.items()
        ],
        "fit": fit,
        "all_url": f"{PATH}/chosen?{urlencode({'fit': fit})}",
        "paging": _paging(question, page, pages, len(found.rows)),
    }


class DrawnRows:
    """Rows of the board as HTML: a row never changes, another takes its place."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str, str, bool], tuple[BoardRow, str]] = {}

    def of(self, rows: list[BoardRow], stale: frozenset[str], request: Request) -> Markup:
        """These rows, one below the other."""
        kept, language, drawn = self._kept, request.locale_name, []
        names = {login: request.name_of(login) for login in {row.changed_by for row in rows}}
        for row in rows:
            by = names[row.changed_by]
            key = (id(row), language, by, row.code in stale)
            found = kept.get(key)
            if found is None:
                if len(kept) >= MOST_DRAWN:
                    kept.clear()
                # Kept with the row itself, so that no other row can have its id.
                found = kept[key] = (row, render(ROW, _told(row, by, request, row.code in stale), request))
            drawn.append(found[1])
        return Markup("".join(drawn))


def _told(row: BoardRow, by: str, request: Request, stale: bool) -> dict[str, Any]:
    say, fields = request.localizer.translate, request.registry["hcc.fields"]
    standing = row.standing
    gaps = [say(words) for words in named(row.gaps)]
    if stale:
        gaps.append(say(message("a sheet that hangs is outdated")))
    if standing & Standing.REVIEW and not row.draft:
        act = ("history", message("Look at what is asked for"))
    elif standing & (Standing.DRAFT | Standing.REVIEW):
        act = ("compare", message("Look at the draft"))
    else:
        act = ("edit", message("Edit"))
    days = {Standing.SCHEDULED: row.from_day, Standing.ENDING: row.ends_on}
    return {
        "code": row.code,
        "page": f"/thu-tuc/{row.code}{'' if row.has_page else '/' + act[0]}",
        "name": row.title,
        "field": fields[row.field].name if row.field in fields else row.field,
        "tags": [
            (
                *TAGS[bit],
                STANDING_NAMES[bit],
                row.published if bit is Standing.PUBLISHED else 0,
                f"{day:%d/%m/%Y}" if (day := days.get(bit)) is not None else "",
            )
            for bit in TAGS
            if standing & bit
        ],
        "at": short_moment(row.changed_at, request.locale_name),
        "by": by,
        "gaps": ", ".join(gaps),
        "url": f"/thu-tuc/{row.code}/{act[0]}",
        "act": act[1],
    }


def _states(question: Question, found: Found, names: dict) -> list[dict[str, Any]]:
    """A counter for each state that occurs; pressed again it lets all through."""
    shown = []
    for name, bit in STATES.items():
        current = question.state == name
        if found.states[name] or current:
            kind, icon = TAGS[bit]
            shown.append(
                {
                    "kind": kind,
                    "icon": icon,
                    "count": found.states[name],
                    "label": names[bit],
                    "current": current,
                    "url": question.url(PATH, state="" if current else name),
                }
            )
    return shown


def _gap_choices(question: Question, found: Found, say: Any) -> list[tuple[str, str, bool]]:
    names: list[tuple[str, TranslationString]] = [
        (ANY_GAP, message("anything missing")),
        *((name, GAP_NAMES[bit]) for name, bit in GAPS.items()),
        (STALE, message("outdated sheets that hang")),
    ]
    return [(name, f"{say(words)} ({found.gaps[name]})", name == question.gap) for name, words in names]


def _paging(question: Question, page: int, pages: int, total: int) -> Paging | None:
    if pages < 2:
        return None
    return Paging(
        (page - 1) * PAGE_SIZE + 1,
        min(page * PAGE_SIZE, total),
        total,
        question.url(PATH, page - 1) if page > 1 else None,
        question.url(PATH, page + 1) if page < pages else None,
    )


def includeme(config: Configurator) -> None:
    config.registry["hcc.board_rows"] = BoardRows(config.registry["hcc.settings"].var / "cache" / "board-rows")
    config.registry["hcc.drawn_board_rows"] = DrawnRows()
    config.add_view(
        show_board,
        context=Catalogue,
        permission=Permission.PROCEDURE_EDIT,
        request_method="GET",
        renderer="hcc:templates/admin/board.pt",
    )
    config.add_place(
        CATALOGUE,
        message("Catalogue"),
        icon="list",
        path=PATH,
        context=PATH,
        permission=Permission.PROCEDURE_EDIT,
        order=80,
        admin=True,
    )
