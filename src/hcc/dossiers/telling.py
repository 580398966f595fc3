"""Whether a dossier's papers, number and code are those its chain tells of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .attachments import Attachment
from .resources import Dossier


@dataclass(frozen=True)
class ToldPaper:
    """A paper as the records of its dossier tell of it."""

    first: str
    """SHA-256 of the received file it is known by."""
    received: frozenset[str]
    """SHA-256 of every received file that has pages in it."""
    clean: str
    """SHA-256 of its clean copy; empty in records of older versions, which did not tell."""

    def fits(self, paper: Attachment) -> bool:
        files = {file.sha256 for file in paper.received}
        return self.first == paper.sha256 and self.received == files and self.clean in ("", paper.clean_sha256)


def untold_of(dossier: Dossier) -> Iterator[str]:
    """Where the dossier is not what is on record, a sentence each for the log."""
    papers: dict[int, ToldPaper] = {}
    number = code = ""
    for record in dossier.chain:
        if record.what == "attach":
            sha256 = record.facts["sha256"]
            papers[record.facts["number"]] = ToldPaper(sha256, frozenset((sha256,)), record.facts.get("clean", ""))
        elif record.what == "detach":
            papers.pop(record.facts["number"], None)
        elif record.what == "arrange":
            papers = _arranged(papers, record.facts)
        elif record.what == "receive":
            number = record.facts["number"]
        elif record.what == "set_dossier_code":
            code = record.facts["code"][1]
    kept = list(dossier.papers)
    if {paper.number for paper in kept} != set(papers) or not all(papers[one.number].fits(one) for one in kept):
        yield "its papers are not those on record"
    if number != dossier.reception_number:
        yield "its number is not the one on record"
    if dossier.dossier_code not in ((code,) if code else ("", number)):
        yield "its dossier code is not the one on record"


def _arranged(papers: dict[int, ToldPaper], facts: dict[str, Any]) -> dict[int, ToldPaper]:
    """The papers after some were arranged: a new one has the received files of all that gave it a page."""
    left = {number: paper for number, paper in papers.items() if [number, paper.first] not in facts["taken"]}
    clean = facts.get("clean") or [""] * len(facts["made"])
    for (number, first), pages, copy in zip(facts["made"], facts["pages"], clean, strict=True):
        sources = [papers[source] for source in {leaf[0] for leaf in pages} if source in papers]
        left[number] = ToldPaper(first, frozenset().union(*(one.received for one in sources)), copy)
    return left
