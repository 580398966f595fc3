"""Dossiers of older databases, brought to today's shape. Called by the steps in site/evolution.py."""

from typing import Any

from BTrees.OOBTree import OOBTree

from .checklist import Finding, Verdict
from .guidance import GuidanceBook
from .people import Parties, Person
from .resources import Dossier, DossierFolder, reception_day
from .results import GRANTED, Decision, Result, ReturnedResult

_VERDICTS = {
    "paper": Verdict.PAPER_LATER,
    "seen": Verdict.COMPARED,
    "database": Verdict.FROM_DATABASE,
    "not_needed": Verdict.NOT_NEEDED,
}


def people_results_and_codes(folder: DossierFolder) -> None:
    """One person becomes several people, ticks become findings, a result becomes decision and papers, and the
    reception number the dossier code.
    """
    folder.begin_lists()
    folder.begin_people()
    for dossier in folder.all():
        dossier._p_activate()
        _evolve(dossier, dossier.__dict__)
        dossier._p_changed = True
        folder.number(dossier)
        folder.relist(dossier)


def lists_of_handlers(folder: DossierFolder) -> None:
    """The tree of each handler's dossiers; and rows that tell how many acts there were."""
    folder.begin_lists()
    folder.begin_people()
    for dossier in folder.all():
        folder.relist(dossier)


def dossiers_of_a_person(folder: DossierFolder) -> None:
    """The trees that find a person's dossiers."""
    folder.begin_people()
    for dossier in folder.all():
        folder.note_person(dossier)


def search_trees(folder: DossierFolder) -> None:
    """Dossiers are found by numbers and their tails, names and procedures."""
    folder.begin_search()


def slips_and_guidance(folder: DossierFolder) -> None:
    """The trees of slips and outgoing numbers, the book of guidance, and rows that tell what rests."""
    folder.slips, folder.outgoing, folder.guidance = OOBTree(), OOBTree(), GuidanceBook()
    folder.begin_lists()
    for dossier in folder.all():
        folder.relist(dossier)


def open_dossiers_and_results_to_fetch(folder: DossierFolder) -> None:
    """The set of unfinished dossiers, the board of results nobody has fetched, and the drafts of each helper."""
    folder.begin_lists()
    folder.begin_open()
    for dossier in folder.all():
        folder.relist(dossier)


def open_dossiers_by_revision(folder: DossierFolder) -> None:
    """The set of unfinished dossiers names the revision each stands on."""
    folder.begin_open()


def lives(folder: DossierFolder) -> None:
    """The tree of when each dossier was with the office."""
    folder.begin_lives(folder.all())


def opinions(folder: DossierFolder) -> None:
    """The set of opinions that officials owe."""
    folder.begin_opinions(folder.all())


def keys_as_text(folder: DossierFolder) -> None:
    """What dossiers are found by and when they were with the office stand under keys of text."""
    folder.begin_search()
    folder.begin_lives(folder.all())


def lists_of_lines(folder: DossierFolder) -> None:
    """Each list has a tree of its own, in which rows are lines of text."""
    folder.begin_lists()
    for dossier in folder.all():
        folder.relist(dossier)


def chains_within_dossiers(folder: DossierFolder) -> None:
    """The chain of a dossier stands in the dossier's own record."""
    for dossier in folder.all():
        dossier._p_activate()
        if (chain := dossier.__dict__.pop("chain", None)) is not None:
            dossier.evidence, dossier.evidence_head = dict(chain._records), chain.head


def leaves_of_lines(folder: DossierFolder) -> None:
    """Leaves of lists, and of what dossiers are found and counted by, are written whole; a dossier knows its place."""
    folder.begin_tokens()
    folder.begin_search()
    folder.begin_lives(folder.all())
    lists_of_lines(folder)
    folder.__dict__.pop("_listed", None)


def holders_of_numbers(folder: DossierFolder) -> None:
    """The counter of a day knows whose its reception numbers are."""
    folder.begin_numbers()


def _evolve(dossier: Dossier, kept: dict[str, Any]) -> None:
    if "person" in kept:
        dossier.parties = Parties(owner=Person(**vars(kept.pop("person"))))
    dossier.verdicts = {index: _finding(found) for index, found in kept["verdicts"].items() if found in _VERDICTS}
    if kept.get("proposal") is not None:
        dossier.proposal = Decision(**vars(kept["proposal"]))
    if (decided := kept.pop("result", None)) is not None:
        dossier.decision = Decision(**vars(decided))
        if dossier.decision.outcome == GRANTED:
            dossier.results = _papers(dossier, dossier.decision)
    if (handed := kept.pop("handover", None)) is not None:
        dossier.returned = ReturnedResult(**vars(handed))
    if dossier.reception_number:
        dossier.dossier_code = dossier.reception_number
        dossier.papers.keep()
        dossier.receiver = next((record.by for record in dossier.chain if record.what == "receive"), "")


def _finding(found: str) -> Finding:
    verdict = _VERDICTS[found]
    return Finding(verdict, "Nộp bản giấy." if verdict is Verdict.PAPER_LATER else "")


def _papers(dossier: Dossier, decision: Decision) -> tuple[Result, ...]:
    title = next(iter(dossier.record.results), dossier.record.title)
    signed_on = reception_day(dossier.resolved_at) if dossier.resolved_at is not None else None
    return tuple(Result(title, number, signed_on=signed_on) for number in decision.references or ("",))
