"""Jobs that a new paper gives rise to: small pictures of its pages, and its text."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyramid.config import Configurator

from hcc.core.text import message
from hcc.jobs.kinds import JobFailed, Kind
from hcc.pdf.errors import Unreadable
from hcc.pdf.whole import page_images, page_texts

from .attachments import PageTexts
from .events import PaperAttached, PaperDetached
from .job_subjects import TEXT_LAYER, THUMBNAILS, paper_of, put_in
from .older_papers import OLDER_PAPERS, put_older_papers_in
from .page_pictures import THUMBNAIL_WIDTH, pictures_of


@dataclass(frozen=True)
class CleanCopy:
    """What there is to work on."""

    path: Path
    sha256: str
    pages: int


def work_on_paper(event: PaperAttached) -> None:
    """Put in the jobs of a paper, in the transaction that stores it."""
    put_in(event.dossier.__parent__.__parent__.jobs, event.paper, now=event.at.timestamp())


def kinds(var: Path, clock: Callable[[], float] = time.time) -> dict[str, Kind]:
    """The kinds of jobs of an office in this folder, by name. `clock` tells seconds since 1970."""
    pictures = pictures_of(var)

    def draw(found: CleanCopy, folder: Path) -> None:
        try:
            made = page_images(found.path, found.pages, THUMBNAIL_WIDTH, folder)
        except Unreadable:
            raise JobFailed("damaged") from None
        for number, picture in made.items():
            pictures.keep(found.sha256, number, THUMBNAIL_WIDTH, picture)

    def forget_if_gone(site: Any, subject: str, found: CleanCopy, result: None) -> None:
        if paper_of(site, subject) is None:
            pictures.forget(found.sha256)

    return {
        THUMBNAILS: Kind(LABELS[THUMBNAILS], find=_clean_copy, work=draw, store=forget_if_gone),
        TEXT_LAYER: Kind(LABELS[TEXT_LAYER], find=_clean_copy, work=_read, store=_keep_texts),
        OLDER_PAPERS: put_older_papers_in(LABELS[OLDER_PAPERS], clock),
    }


LABELS = {
    THUMBNAILS: message("Small pictures of a paper's pages"),
    TEXT_LAYER: message("Text of a paper, for searching"),
    OLDER_PAPERS: message("Putting older papers in line"),
}


def _clean_copy(site: Any, subject: str) -> CleanCopy | None:
    paper = paper_of(site, subject)
    if paper is None:
        return None
    return CleanCopy(Path(paper.clean.committed()), paper.clean_sha256, paper.pages)


def _read(found: CleanCopy, folder: Path) -> tuple[str, ...]:
    try:
        return page_texts(found.path, found.pages, folder)
    except Unreadable:
        raise JobFailed("damaged") from None


def _keep_texts(site: Any, subject: str, found: CleanCopy, texts: tuple[str, ...]) -> None:
    paper = paper_of(site, subject)
    if paper is None:
        return
    if paper.clean_sha256 != found.sha256:
        raise JobFailed("changed")
    paper.texts = PageTexts(found.sha256, texts)


def includeme(config: Configurator) -> None:
    pictures = pictures_of(config.registry["hcc.settings"].var)

    def forget(committed: bool, sha256: str) -> None:
        if committed:
            pictures.forget(sha256)

    def forget_pictures(event: PaperDetached) -> None:
        """A mistaken paper may be somebody else's: no picture of it stays, once it is really away."""
        paper = event.paper
        if paper._p_jar is not None:
            paper._p_jar.transaction_manager.get().addAfterCommitHook(forget, (paper.clean_sha256,))

    config.add_subscriber(work_on_paper, PaperAttached)
    config.add_subscriber(forget_pictures, PaperDetached)
