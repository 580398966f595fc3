"""The pages that name a procedure as related, for its sheet: guides, questions, and notices that are not over."""

from pyramid.config import Configurator
from pyramid.request import Request

from .lines_shown import Shown, line_shown
from .notices import Stage, stage_of
from .public_tree import Entry
from .resources import Notice

MOST = 6
NONE: tuple[Shown, ...] = ()


def pages_about(request: Request, code: str) -> tuple[Shown, ...]:
    """What citizens see of pages about a procedure: notices first, urgent ones before all, then the newest."""
    found: list[Entry] = request.public_tree.by_procedure.get(code)
    if not found:
        return NONE
    holding = [one for one in found if one.kind != Notice.kind or stage_of(one.more, request.now) != Stage.OVER]
    holding.sort(key=lambda one: (not one.more.get("urgent"), one.kind != Notice.kind, -one.since, one.path))
    return tuple(line_shown(one, request) for one in holding[:MOST])


def includeme(config: Configurator) -> None:
    config.add_request_method(pages_about)
