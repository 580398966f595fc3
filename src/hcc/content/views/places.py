"""Where one is among the pages, and what whoever looks may do there."""

from typing import NamedTuple

from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message

from ..resources import Container, Item
from ..seeing import title_told
from ..workflow import CONTENT, PUBLISHED

FRONT = ("/", message("Front page"))


class Tool(NamedTuple):
    """One entry of the bar above a page."""

    name: str
    label: TranslationString
    icon: str
    url: str
    current: bool = False


def address(request: Request, item) -> str:
    """The address of a thing: of a page without, of a folder with a slash at its end."""
    path = request.resource_path(item)
    return path if isinstance(item, Container) else path.rstrip("/")


def view_address(request: Request, item, view: str) -> str:
    """The address of a view of a thing."""
    return f"{request.resource_path(item)}{view}"


def back_of(item: Item, request: Request) -> tuple[str, object]:
    """The way up."""
    above = next(item.above(), None)
    return (address(request, above), title_told(above, request)[0]) if above is not None else FRONT


TOOLS = (
    ("", message("View"), "eye", Permission.CONTENT_VIEW),
    ("edit", message("Edit"), "pen", Permission.CONTENT_EDIT),
    ("steps", message("State"), "swap", Permission.CONTENT_HISTORY),
    ("contents", message("Contents"), "list", Permission.CONTENT_HISTORY),
    ("add", message("Add"), "plus", Permission.CONTENT_ADD),
    ("arrange", message("Rename, move, delete"), "settings", Permission.CONTENT_EDIT),
    ("history", message("History"), "history", Permission.CONTENT_HISTORY),
    ("sharing", message("Sharing"), "people", Permission.CONTENT_SHARE),
)
"""Name of the view, words, icon, permission: in the order of the bar."""
OF_FOLDERS = ("contents", "add")
TOOLS_OF_ROOT = (
    *(tool for tool in TOOLS if tool[0] in OF_FOLDERS),
    ("review", message("Review"), "eye", Permission.CONTENT_HISTORY),
    ("trash", message("Trash"), "trash", Permission.CONTENT_HISTORY),
    ("redirects", message("Former addresses"), "return", Permission.CONTENT_HISTORY),
    ("links", message("Links"), "link", Permission.CONTENT_HISTORY),
    ("board", message("Board in the hall"), "bell", Permission.CONTENT_HISTORY),
)
"""The same of what stands above all pages."""


def toolbar(item, request: Request, current: str = "") -> list[Tool]:
    """The bar above a page for whoever is signed in and may do more than read; empty for everybody else.

    Of a page that lies in a folder, "contents" and "add" lead to those of the folder.
    """
    if request.official is None:
        return []
    found = []
    for name, label, icon, permission in TOOLS if isinstance(item, Item) else TOOLS_OF_ROOT:
        at = item if isinstance(item, Container) or name not in OF_FOLDERS else item.container
        if not request.has_permission(permission, at):
            continue
        url = view_address(request, at, name) if name else address(request, at)
        if name == "steps":
            words = request.localizer.translate(state_mark(item, request)[2])
            label = message("State: ${state}", mapping={"state": words})
        found.append(Tool(name, label, icon, url, name == current))
    return found if len(found) > 1 else []


def state_mark(item: Item, request: Request) -> tuple[str, str, TranslationString]:
    """Kind, icon and words of the state a thing is in at this moment."""
    begin, end = (moment.timestamp() if moment is not None else None for moment in (item.publish_from, item.expires_at))
    return mark_of(item.state, begin, end, request.now.timestamp())


def mark_of(state: str, begin: float | None, end: float | None, now: float) -> tuple[str, str, TranslationString]:
    """The same of a state and its moments, in seconds since 1970, as lines of lists have them."""
    if state != PUBLISHED:
        kind, icon = {"private": ("idle", "pen"), "pending": ("warn", "eye"), "archived": ("idle", "off")}[state]
        return kind, icon, CONTENT.states[state].label
    if begin is not None and begin > now:
        return "info", "calendar", message("Waits for its day")
    if end is not None and end <= now:
        return "idle", "off", message("No longer shown")
    return "ok", "ok", CONTENT.states[PUBLISHED].label


def _back_from(item, request: Request, current: str) -> tuple[str, object]:
    """The way back from work upon a thing to its page; upon the root, to the table where work begins."""
    if isinstance(item, Item):
        return address(request, item), item.title
    if current == "contents":
        return address(request, item), message("All pages of the centre")
    return view_address(request, item, "contents"), message("Pages of the centre")


def within(item, request: Request, title, current: str, **more: object) -> dict:
    """What every page of work upon a thing has."""
    return {
        "title": title,
        "section": "content",
        "item": item,
        "item_url": address(request, item),
        "toolbar": toolbar(item, request, current),
        "back": _back_from(item, request, current),
        **more,
    }
