"""What lies in a folder, as a table for whoever works on it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message

from ..lines import Line
from ..resources import Container
from ..workflow import CONTENT
from .places import view_address, within


@dataclass(frozen=True)
class Row:
    """One thing of the table."""

    name: str
    title: str
    url: str
    kind: str
    icon: str
    state: str
    changed: str
    by: str


def _rows(context: Container, request: Request) -> list[Row]:
    kinds, lines = request.registry["hcc.content_kinds"], context.lines()
    found = []
    for name in context.names():
        line = lines[name]
        kind = kinds[line[Line.KIND]]
        found.append(
            Row(
                name=name,
                title=line[Line.TITLE],
                url=view_address(request, context.address_parent, name),
                kind=request.localizer.translate(kind.label),
                icon=kind.icon,
                state=request.localizer.translate(CONTENT.states[line[Line.STATE]].label),
                changed=short_moment(datetime.fromtimestamp(line[Line.CHANGED], UTC), request.locale_name),
                by=request.name_of(line[Line.CHANGED_BY]),
            )
        )
    return found


def show_contents(context, request: Request) -> dict:
    title = message("What lies in ${title}", mapping={"title": getattr(context, "title", "") or request.office.name})
    return within(context, request, title, "contents", rows=_rows(context, request))


def includeme(config: Configurator) -> None:
    config.add_view(
        show_contents,
        context=Container,
        name="contents",
        permission=Permission.CONTENT_HISTORY,
        request_method="GET",
        renderer="hcc:templates/content/contents.pt",
    )
