"""Papers that came before there were jobs for them get theirs a stretch at a time: a queue of thousands would be in the
way of papers that come today.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hcc.core.text import TranslationString
from hcc.jobs.kinds import Kind
from hcc.jobs.queue import JobQueue

from .job_subjects import paper_of, put_in, subject_of

OLDER_PAPERS = "older-papers"
DOSSIERS, PAPERS = 500, 25
"""After so many dossiers, or papers, the rest is left to another job, which stands behind those of the papers."""


@dataclass(frozen=True)
class Stretch:
    """Subjects of papers without a text, and the id of the dossier to go on with; None: there is no other."""

    papers: tuple[str, ...]
    next: int | None


def look_for_older_papers(jobs: JobQueue, *, first: int = 0, now: float) -> None:
    """Put in the job that goes through the dossiers from this id on."""
    jobs.add(OLDER_PAPERS, subject=str(first), now=now)


def put_older_papers_in(label: TranslationString, clock: Callable[[], float]) -> Kind:
    """The kind of that job. A paper whose jobs stand in the queue already, or are done, gets no others."""

    def store(site: Any, subject: str, found: Stretch, result: Stretch) -> None:
        now, waiting = clock(), {job.subject for job in site.jobs}
        for name in found.papers:
            paper = paper_of(site, name)
            if paper is not None and paper.texts is None and name not in waiting:
                put_in(site.jobs, paper, now=now)
        if found.next is not None and str(found.next) not in waiting:
            look_for_older_papers(site.jobs, first=found.next, now=now)

    return Kind(label, find=_stretch, work=lambda found, folder: found, store=store)


def _stretch(site: Any, subject: str) -> Stretch:
    papers: list[str] = []
    for looked_at, dossier in enumerate(site.dossiers.all_from(int(subject))):
        if looked_at >= DOSSIERS or len(papers) >= PAPERS:
            return Stretch(tuple(papers), dossier.id)
        if dossier.has_papers:
            papers += [subject_of(paper) for paper in dossier.papers if paper.texts is None]
    return Stretch(tuple(papers), None)
