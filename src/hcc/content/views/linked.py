"""Things as warnings tell of them: which pages lead to one, which pictures of a page nobody sees yet."""

from collections.abc import Iterable, Sequence

from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message

from ..linking import linking_to
from ..resources import Item
from .places import address


def linked(items: Iterable[Item], request: Request) -> list[tuple[str, str | None]]:
    """Every page that leads to these, as `told`."""
    return told(linking_to(items), request)


def told(every: Sequence[Item], request: Request) -> list[tuple[str, str | None]]:
    """Title and address of each of these; of those that whoever asks may not read only how many."""
    seen = [one for one in every if request.has_permission(Permission.CONTENT_VIEW, one)]
    found: list[tuple[str, str | None]] = [(one.title, address(request, one)) for one in seen]
    if unseen := len(every) - len(seen):
        others = message("Pages that you may not read: ${count}", mapping={"count": unseen})
        found.append((request.localizer.translate(others), None))
    return found
