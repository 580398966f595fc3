"""Where one is among the pages, and what whoever looks may do there."""

from typing import NamedTuple

from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message

from ..resources import Container, Item
from ..workflow import CONTENT, PUBLISHED

ROOT = "/noi-dung/"
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
    return (address(request, above), above.title) if above is not None else FRONT


TOOLS = (
    ("", message("View"), "eye", Permission.CONTENT_VIEW),
    ("edit", message("Edit"), "pen", Permission.CONTENT_EDIT),
    ("steps", message("State"), "swap", Permission.CONTENT_HISTORY),
    ("contents", message("Contents"), "list", Permission.CONTENT_HISTORY),
    ("add", message("Add"), "plus", Permission.CONTENT_ADD),
    ("history", message("History"), "history", Permission.CONTENT_HISTORY),
    ("sharing", message("Sharing"), "people", Permission.CONTENT_SHARE),
)
"""Name of the view, words, icon, permission: in the order of the bar."""
OF_FOLDERS = ("contents", "add")


def toolbar(item, request: Request, current: str = "") -> list[Tool]:
    """The bar above a page for whoever is signed in and may do more than read; empty for everybody else.

    Of a page that lies in a folder, "contents" and "add" lead to those of the folder.
    """
    if request.official is None:
        return []
    found = []
    for name, label, icon, permission in TOOLS:
        at = item if isinstance(item, Container) or name not in OF_FOLDERS else item.container
        if isinstance(at, Item) or name in OF_FOLDERS:
            if not request.has_permission(permission, at):
                continue
            url = view_address(request, at, name) if name else address(request, at)
            found.append(Tool(name, label, icon, url, name == current))
    return found if len(found) > 1 else []


def state_mark(item: Item, request: Request) -> tuple[str, str, TranslationString]:
    """Kind, icon and words of the state a thing is in at this moment."""
    if item.state != PUBLISHED:
        kind, icon = {"private": ("idle", "pen"), "pending": ("warn", "eye"), "archived": ("idle", "off")}[item.state]
        return kind, icon, CONTENT.states[item.state].label
    if item.publish_from is not None and item.publish_from > request.now:
        return "info", "calendar", message("Waits for its day")
    if item.expires_at is not None and item.expires_at <= request.now:
        return "idle", "off", message("No longer shown")
    return "ok", "ok", CONTENT.states[PUBLISHED].label


def within(item, request: Request, title, current: str, **more: object) -> dict:
    """What every page of work upon a thing has."""
    return {
        "title": title,
        "section": "content",
        "item": item,
        "item_url": address(request, item),
        "toolbar": toolbar(item, request, current),
        "back": (address(request, item), getattr(item, "title", "") or message("Pages of the centre")),
        **more,
    }
