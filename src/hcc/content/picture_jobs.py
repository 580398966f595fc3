"""The job of a new picture: it is written in several widths. Until then pages show it as large as it is kept."""

from pathlib import Path
from typing import Any, NamedTuple

from ZODB.blob import Blob

from hcc.core.text import message
from hcc.jobs.kinds import JobFailed, Kind
from hcc.pdf.pictures import in_widths

from .files import KeptPicture
from .resources import ContentRoot, FileItem, Item

WIDTHS = "picture-widths"
LABELS = {WIDTHS: message("A picture of the pages in several widths")}


class WholePicture(NamedTuple):
    """What there is to work on."""

    path: Path
    sha256: str


def put_widths_in(item: Item, picture: KeptPicture) -> None:
    """Put the job in, in the transaction that keeps the picture."""
    if not picture.smaller:
        jobs, subject = item.root.__parent__.jobs, f"{item.id} {picture.sha256}"
        jobs.add(WIDTHS, subject=subject, now=item.changed_at.timestamp())


def picture_kinds() -> dict[str, Kind]:
    """The kind of job, by its name."""
    return {WIDTHS: Kind(LABELS[WIDTHS], find=_find, work=_work, store=_store)}


def _picture(site: Any, subject: str) -> tuple[Item, KeptPicture] | None:
    """The picture that has no widths yet, and what it belongs to, which may lie in the trash and come back; None once
    there is nothing to be done.
    """
    id, _, sha256 = subject.partition(" ")
    content: ContentRoot | None = site.content
    if content is None:
        return None
    item: Item | None = content.by_id.get(id) or next((one for one in content.trash.things() if one.id == id), None)
    kept = item.kept.get(sha256) if isinstance(item, FileItem) else None
    return (item, kept) if item is not None and isinstance(kept, KeptPicture) and not kept.smaller else None


def _find(site: Any, subject: str) -> WholePicture | None:
    found = _picture(site, subject)
    return WholePicture(Path(found[1].blob.committed()), found[1].sha256) if found is not None else None


def _work(found: WholePicture, folder: Path) -> dict[int, bytes]:
    answer = in_widths(found.path, folder)
    if answer["word"] != "clean":
        raise JobFailed("damaged")
    return {width: (folder / f"{width}.webp").read_bytes() for width in answer["widths"]}


def _store(site: Any, subject: str, found: WholePicture, made: dict[int, bytes]) -> None:
    there = _picture(site, subject)
    if there is None:
        return
    item, kept = there
    smaller = {width: Blob() for width in made}
    for width, blob in smaller.items():
        kept._p_jar.add(blob)
        with blob.open("w") as file:
            file.write(made[width])
    kept.smaller = smaller
    if item.id in site.content.by_id:
        site.content.journal.append("changed", item.id)  # pages that show it are drawn anew
