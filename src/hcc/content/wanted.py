"""What a field can ask for by its address or code (a picture, a recording, a folder, procedures), and what is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from chameleon.utils import Markup
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message

from .body import item_at, picture_of
from .recordings import plays_in
from .resources import Container, FileItem, ImageItem, Item

THUMB = "96px"
"""How wide a picture stands beside its field."""


def _plays(item: Item) -> bool:
    return isinstance(item, FileItem) and bool(plays_in(item.told.get("type", ""), item.told.get("name", "")))


@dataclass(frozen=True)
class Wanted:
    """One kind of thing that a field asks for."""

    name: str
    """As the address of the window has it."""
    fits: Callable[[Item], bool]
    icon: str
    choose: TranslationString
    """Words of the button that opens the window."""
    heading: TranslationString
    """Of the window and its page."""
    none: TranslationString
    """Said of an address at which nothing is, or something else."""


PICTURE = Wanted(
    "picture",
    lambda item: isinstance(item, ImageItem),
    "camera",
    message("Choose a picture"),
    message("Pictures to choose from: ${title}"),
    message("There is no picture at this address. Choose one from the list, or leave the field empty."),
)
SOUND = Wanted(
    "sound",
    _plays,
    "listen",
    message("Choose a recording"),
    message("Recordings to choose from: ${title}"),
    message("There is no recording at this address. Choose one from the list, or leave the field empty."),
)
FOLDER = Wanted(
    "folder",
    lambda item: isinstance(item, Container),
    "list",
    message("Choose a folder"),
    message("Folders to choose from: ${title}"),
    message("There is no folder at this address. Choose one from the list, or leave the field empty."),
)
PROCEDURE = Wanted(
    "procedure",
    lambda item: False,
    "search",
    message("Choose procedures"),
    message("Procedures to choose from: ${title}"),
    message("There is no procedure with the code ${code}. Look it up under Procedures."),
)
WANTED = {one.name: one for one in (PICTURE, SOUND, FOLDER, PROCEDURE)}


class Stands(NamedTuple):
    """What an address or a code stands for, as it is told beside its field."""

    key: str
    """The address or code, as the field has it."""
    title: str
    """Empty: nothing; then `note` says so."""
    note: TranslationString | None = None
    picture: Markup = Markup("")


UNSEEN = message("citizens do not see it yet")
EVERYTHING = message("All pages of the centre")


def thing_at(address: str, wanted: Wanted, request: Request) -> Item | None:
    """What of that kind is at an address, and whoever asks may see; None: nothing she could know of."""
    item = item_at(address, request)
    if item is None or not wanted.fits(item) or not request.has_permission(Permission.CONTENT_VIEW, item):
        return None
    return item


def address_stands(address: str, wanted: Wanted, request: Request) -> Stands:
    """What an address that is not empty stands for."""
    if wanted is FOLDER and not address.strip("/"):
        return Stands(address, request.localizer.translate(EVERYTHING))
    item = thing_at(address, wanted, request)
    if item is None:
        return Stands(address, "", wanted.none)
    picture = picture_of(item, request, sizes=THUMB) if isinstance(item, ImageItem) else Markup("")
    return Stands(address, item.title, None if item.is_public(request.now) else UNSEEN, picture)


def code_stands(code: str, request: Request) -> Stands:
    """What a code of a procedure stands for: its title where citizens find it."""
    procedure = request.site.procedures.get(code)
    if procedure is None:
        return Stands(code, "", TranslationString(PROCEDURE.none, mapping={"code": code[:40]}))
    revision = procedure.published(request.now.date())
    if revision is None:
        return Stands(code, "", message("Citizens do not find this procedure now: it is left out on the page"))
    return Stands(code, revision.record.title)
