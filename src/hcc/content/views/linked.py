"""Which pages lead to a thing, as warnings tell of them."""

from collections.abc import Iterable

from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message

from ..linking import linking_to
from ..resources import Item
from .places import address


def linked(items: Iterable[Item], request: Request) -> list[tuple[str, str | None]]:
    """Title and address of every page that leads to these; of those nobody may read who asks only how many."""
    every = linking_to(items)
    seen = [one for one in every if request.has_permission(Permission.CONTENT_VIEW, one)]
    found: list[tuple[str, str | None]] = [(one.title, address(request, one)) for one in seen]
    if unseen := len(every) - len(seen):
        others = message("Pages that you may not read: ${count}", mapping={"count": unseen})
        found.append((request.localizer.translate(others), None))
    return found
