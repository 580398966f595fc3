"""Acts upon a book, a panel each on one page: a refused one stands again as it was typed, with what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import colander
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.text import TranslationString, message
from hcc.web.acting import REFUSED
from hcc.web.fields import DayMonthYear
from hcc.web.typed import typed_text


class DayUnreadable(Refusal):
    field = "day"
    text = message("Write the day as 23/11/2026.")


class NumberUnreadable(Refusal):
    text = message("Write a whole number, in digits.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


@dataclass(frozen=True)
class Blank:
    """One thing to fill in."""

    name: str
    label: TranslationString
    value: str = ""
    hint: TranslationString | None = None
    digits: bool = False
    error: str = ""


@dataclass(frozen=True)
class ActPanel:
    """One act: what it does, what to fill in, its button."""

    act: str
    """Name of the view it is sent to."""
    title: TranslationString
    text: TranslationString
    button: TranslationString
    icon: str
    blanks: tuple[Blank, ...] = ()
    style: str = "second"


def typed_number(request: Request, name: str) -> int:
    """Raises NumberUnreadable."""
    value = typed_text(request, name).strip().replace(".", "")
    if not (value.isascii() and value.isdecimal() and len(value) <= 9):
        raise NumberUnreadable(name)
    return int(value)


def typed_day(request: Request, name: str = "day") -> date:
    """Raises DayUnreadable."""
    return read_day(typed_text(request, name))


def read_day(text: str) -> date:
    """A day as people write it. Raises DayUnreadable."""
    node = colander.SchemaNode(DayMonthYear())
    try:
        day = node.typ.deserialize(node, text)
    except colander.Invalid:
        day = None
    if not isinstance(day, date):
        raise DayUnreadable()
    return day


def panels_page(
    request: Request, panels: list[ActPanel], *, tried: str = "", refusal: Refusal | None = None
) -> Mapping[str, object]:
    """The panels for a template; the act `tried` with its typed values and its complaints."""
    complaints: list[tuple[str, str]] = []
    if refusal is not None:
        request.response.status = REFUSED
        request.refused(refusal)
        at = {one.field: request.sentence_of(one) for one in refusal.complaints}
        panels = [_as_typed(panel, request, at) if panel.act == tried else panel for panel in panels]
        blanks = {blank.name for panel in panels if panel.act == tried for blank in panel.blanks}
        complaints = [(f"#{tried}-{field}" if field in blanks else f"#{tried}", text) for field, text in at.items()]
    return {"panels": panels, "complaints": complaints, "errors": bool(complaints)}


def _as_typed(panel: ActPanel, request: Request, errors: Mapping[str, str]) -> ActPanel:
    def again(blank: Blank) -> Blank:
        return replace(blank, value=typed_text(request, blank.name), error=errors.get(blank.name, ""))

    return replace(panel, blanks=tuple(again(blank) for blank in panel.blanks))
