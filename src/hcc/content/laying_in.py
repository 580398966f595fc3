"""Several files laid into a folder at once: each is looked at by itself, and none is laid in twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyramid.request import Request

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.pdf.kinds import BEGINNING, OTHER, kind_of_beginning
from hcc.web.fields import UploadedFile

from .files import FILE
from .intake import LookedAt, keep_with, look_at, named
from .lines import Line
from .operations.add import add_item
from .resources import SENT, Container, FileItem, ImageItem, Item


@dataclass(frozen=True)
class Sent:
    """One file as it was sent, and what became of looking at it."""

    upload: UploadedFile
    resource: type[FileItem]
    found: LookedAt | Refusal


@dataclass
class LaidIn:
    """What became of the files."""

    added: list[Item] = field(default_factory=list)
    there: list[Item] = field(default_factory=list)
    """Those that lay in the folder before, by the same name and with the same bytes."""
    refused: list[tuple[str, Refusal]] = field(default_factory=list)
    """By the name under which each was sent."""

    @property
    def untold(self) -> list[Item]:
        """Pictures of which nobody has said yet what they show."""
        return [one for one in (*self.added, *self.there) if isinstance(one, ImageItem) and one.is_untold]


def look_at_all(request: Request, uploads: Sequence[UploadedFile], folders: Sequence[Path]) -> list[Sent]:
    """Look at each in a folder of its own, with no transaction going on. What it becomes, its first bytes say."""
    return [_looked(request, upload, folder) for upload, folder in zip(uploads, folders, strict=True)]


def _looked(request: Request, upload: UploadedFile, folder: Path) -> Sent:
    begin = upload.file.read(BEGINNING)
    upload.file.seek(0)
    resource: type[FileItem] = FileItem if kind_of_beginning(begin) == OTHER else ImageItem
    try:
        return Sent(upload, resource, look_at(request, resource, upload, folder))
    except Refusal as refusal:
        return Sent(upload, resource, refusal)


def lay_in(container: Container, sent: Sequence[Sent], *, act: Act, reserved: Collection[str]) -> LaidIn:
    """Lay in what can be kept. May be done again where a commit failed."""
    laid = LaidIn()
    for one in sent:
        if isinstance(one.found, Refusal):
            laid.refused.append((one.upload.name, one.found))
        elif (there := _already(container, one.resource, one.found)) is not None:
            laid.there.append(there)
        else:
            kept, told = one.found.keep(container)
            text = named({"title": "", "summary": "", FILE: told})
            if one.resource is ImageItem:
                text |= {"alt": "", "decorative": False}
            item = add_item(container, resource=one.resource, text=text, act=act, reserved=reserved)
            keep_with(item, kept)
            laid.added.append(item)
    return laid


def _already(container: Container, resource: type[FileItem], found: LookedAt) -> Item | None:
    """What lies in the folder under that name with those bytes."""
    for name, line in container.lines().items():
        if line[Line.MORE].get(SENT) != found.sent[:16]:
            continue
        item = container.get(name)
        if type(item) is resource and (item.told.get("name"), item.told.get("sent")) == (found.name, found.sent):
            return item
    return None
