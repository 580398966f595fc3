"""The jobs of a paper, and how the queue names what they are about."""

from typing import Any

from hcc.jobs.queue import JobQueue

from .attachments import Attachment

THUMBNAILS, TEXT_LAYER = "thumbnails", "text-layer"


def put_in(jobs: JobQueue, paper: Attachment, *, now: float) -> None:
    """Put in the jobs of a paper; `now` is seconds since 1970."""
    jobs.add(THUMBNAILS, TEXT_LAYER, subject=subject_of(paper), now=now)


def subject_of(paper: Attachment) -> str:
    """The token of its dossier, and its number."""
    return f"{paper.__parent__.__parent__.token}/{paper.number}"


def paper_of(site: Any, subject: str) -> Attachment | None:
    """The paper a job is about; None once it is gone."""
    token, _, number = subject.partition("/")
    dossier = site.dossiers.get_by_token(token) or site.dossiers.begun(token)
    try:
        return dossier.papers[number] if dossier is not None else None
    except KeyError:
        return None
