"""What an official may know of: parts she has in a folder hold for what lies in it, unless a thing there stands apart.

Everybody else who works here does so by a role, and these see every page in every state.
"""

from pyramid.request import Request

from hcc.core.permissions import Permission

from .kept_lists import Lines
from .lines import Line
from .reading import title_in
from .resources import APART, Container, Item


def sees_everything(request: Request) -> bool:
    return bool(request.has_permission(Permission.CONTENT_HISTORY, request.site.content))


def lines_seen(container: Container, lines: Lines, request: Request) -> Lines:
    """Those of these lines of a folder whose things whoever asks may read. Asks the folder's permission of nobody."""
    if sees_everything(request):
        return lines
    more = int(Line.MORE)
    return [
        one
        for one in lines
        if APART not in one[1][more] or request.has_permission(Permission.CONTENT_VIEW, container[one[0]])
    ]


def title_told(folder: Item, request: Request) -> tuple[str, str | None]:
    """What a folder is called on the way to something that lies in it, and the `lang` of that: its title, or to whoever
    may not read the folder its name in the address, which she has anyway.
    """
    if request.has_permission(Permission.CONTENT_VIEW, folder):
        return title_in(folder, request.locale_name)
    return folder.__name__, None
