"""Arranging the pages of papers that were not handed in yet: order, turns, one paper into several, several into one.

The papers taken apart are gone and new ones stand in their place, each with all the received bytes its pages came from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message
from hcc.files.blobs import keep_file
from hcc.files.names import shown_name
from hcc.files.received import sha256_of
from hcc.pdf.limits import LIMITS

from ..events import PaperAttached, PaperDetached
from ..quotas import QUOTAS
from ..resources import Attachment, Dossier
from .attach import fill_component, fits_component, paper_numbered
from .moving import check_standing, stay


@dataclass(frozen=True)
class Leaf:
    """One page of a paper, and how far it is turned: degrees clockwise."""

    number: int
    """Of the paper."""
    page: int
    """Counted from 1."""
    turn: int = 0


@dataclass(frozen=True)
class Part:
    """A paper to be: its pages in order, and the clean PDF that was made of them."""

    leaves: tuple[Leaf, ...]
    clean: Path


class SignedStays(Refusal):
    text = message("“${name}” is signed: the signature holds only for the whole file. Leave it as it is.")


class HandedInStays(Refusal):
    text = message(
        "“${name}” was handed in with the dossier: its pages stay as they are. Add what is new as another paper."
    )


class TooManyParts(Refusal):
    text = message("A dossier holds at most ${most} papers. Begin fewer new papers.")


class TooManyPages(Refusal):
    text = message("Together the papers have ${pages} pages, and a paper holds at most ${most}. Put fewer together.")


def check_arrangeable(dossier: Dossier, numbers: Sequence[int]) -> list[Attachment]:
    """The papers with these numbers, if all may be arranged."""
    papers = [_not_handed_in(dossier, number) for number in numbers]
    for paper in papers:
        if paper.signed:
            raise SignedStays(name=paper.name)
    return papers


def _not_handed_in(dossier: Dossier, number: int) -> Attachment:
    paper = paper_numbered(dossier, number)
    if number <= dossier.papers.handed_in:
        raise HandedInStays(name=paper.name)
    return paper


def arrange(
    dossier: Dossier, *, numbers: Sequence[int], parts: Sequence[Part], act: Act, most: int = QUOTAS.dossier_papers
) -> list[Attachment]:
    """Put a paper for each part in the place of the papers with these numbers.

    Every page of them is in exactly one part, or it is a ValueError. A number never comes to mean other pages.
    """
    check_standing(dossier, "arrange", None)
    papers = {paper.number: paper for paper in check_arrangeable(dossier, numbers)}
    leaves = sorted((leaf.number, leaf.page) for part in parts for leaf in part.leaves)
    if leaves != sorted((paper.number, page) for paper in papers.values() for page in range(1, paper.pages + 1)):
        raise ValueError(leaves)
    if len(parts) > len(papers) and len(dossier.papers) - len(papers) + len(parts) > most:
        raise TooManyParts(most=most)
    check_pages(max(len(part.leaves) for part in parts))
    made: list[Attachment] = []
    for place, part in enumerate(parts):
        taken = {paper.component for paper in made}
        made.append(_paper(part, papers, place, taken, act))
    for number in papers:
        dossier.papers.remove(number)
    for paper, part in zip(made, parts, strict=True):
        paper.number = dossier.papers.next_number
        paper.__name__ = str(paper.number)
        dossier.papers.add(paper)
        keep_file(paper.clean, part.clean, near=dossier.__parent__)
    stay(
        dossier,
        "arrange",
        act=act,
        taken=[[number, paper.sha256] for number, paper in papers.items()],
        made=[[paper.number, paper.sha256] for paper in made],
        clean=[paper.clean_sha256 for paper in made],
        pages=[[[leaf.number, leaf.page, leaf.turn] for leaf in part.leaves] for part in parts],
    )
    for paper in papers.values():
        act.announce(PaperDetached(paper))
    for paper in made:
        act.announce(PaperAttached(dossier, paper, act.at))
    return made


def check_pages(pages: int) -> None:
    if pages > LIMITS.pages:
        raise TooManyPages(pages=pages, most=LIMITS.pages)


def _paper(part: Part, papers: dict[int, Attachment], place: int, taken: set[int | None], act: Act) -> Attachment:
    sources = [papers[number] for number in dict.fromkeys(leaf.number for leaf in part.leaves)]
    first, *more = list({one.sha256: one for source in sources for one in source.received}.values())
    paper = Attachment(
        0,
        # The rest of a paper taken apart is something else, until somebody says what.
        component=next((one.component for one in sources if one.component not in {None, *taken}), None),
        name=_part_name(sources[0].name, place),
        sha256=first.sha256,
        size=sum(one.size for one in (first, *more)),
        pages=len(part.leaves),
    )
    paper.original = first.original
    paper.others = tuple(more)
    paper.clean_sha256 = sha256_of(part.clean)
    paper.removed = tuple(sorted({kind for source in sources for kind in source.removed}))
    paper.verdict = "active-removed" if any(one.verdict == "active-removed" for one in sources) else "clean"
    paper.advice = tuple(_advice(part, papers))
    paper.added_by, paper.added_at = act.by, act.at
    return paper


def _advice(part: Part, papers: dict[int, Attachment]) -> Iterator[str]:
    """What was said of the pages, where they stand now; that one lies sideways only while nobody turned it."""
    said = {
        number: [one.partition(":") for one in papers[number].advice]
        for number in {leaf.number for leaf in part.leaves}
    }
    yield from dict.fromkeys(word for words in said.values() for word, _, page in words if not page)
    for place, leaf in enumerate(part.leaves, 1):
        for word, _, page in said[leaf.number]:
            if page == str(leaf.page) and not (leaf.turn and word == "sideways-page"):
                yield f"{word}:{place}"


def _part_name(name: str, place: int) -> str:
    """The name of the paper with this place among those made of one, counted from 0."""
    if not place:
        return name
    stem, dot, ending = name.rpartition(".")
    return shown_name(f"{stem or name} ({place + 1}){dot}{ending if stem else ''}")


def assign_paper(dossier: Dossier, *, number: int, component: int | None, act: Act) -> Attachment:
    """Say which of the needed papers a paper is; None: another one."""
    check_standing(dossier, "assign_paper", None)
    paper = _not_handed_in(dossier, number)
    if component != paper.component and (component := fits_component(dossier, component)) != paper.component:
        paper.component = component
        fill_component(dossier, component)
        stay(dossier, "assign_paper", act=act, number=number, sha256=paper.sha256, component=component)
    return paper
