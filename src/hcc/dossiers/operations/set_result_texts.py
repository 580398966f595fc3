"""Deciding on the texts of result documents: writing one, putting another beside it, taking one away."""

import re
from dataclasses import fields, replace
from typing import Any

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.identifiers import PROCEDURE
from hcc.core.text import clean_line, clean_text, message

from ..office_decisions import DOCUMENTS_SET, NothingDiffers, check_seen, fingerprint, record_decision
from ..resources import DossierFolder
from ..result_documents import Documents, ResultDocument, shipped_documents, unfit_places, write_result_documents

MOST_DOCUMENTS = 100
LINE, PASSAGE, BODY, ENTRIES = 150, 350, 5_000, 40
"""Letters of a line, of a paragraph of the basis, of the body; entries of a list. Filled in, paper holds more."""
_LIMITS = {"name": LINE, "heading": LINE, "subject": PASSAGE, "body": BODY, "titles": LINE, "basis": PASSAGE}
_LIMITS |= {"recipients": LINE, "procedures": 40}


class NoName(Refusal):
    field = "name"
    text = message("Write what this kind of document is called.")


class NameTaken(Refusal):
    field = "name"
    text = message("There is a text of that name already. Change that one, or choose another name.")


class NoBody(Refusal):
    field = "body"
    text = message("Write the text of the document, a paragraph a line.")


class NoTitles(Refusal):
    field = "titles"
    text = message("Write how the name of a result begins that this text serves; only the last text serves every name.")


class ServesEveryName(Refusal):
    field = "titles"
    text = message("This text serves every result that no other serves: leave this empty.")


class UnfitPlace(Refusal):
    text = message("A blank is a name in a pair of braces, without ( ) or … in it. Look at ${begins}")


class TooLong(Refusal):
    text = message("This has more than ${most} letters; the paper has no room for it.")


class TooManyEntries(Refusal):
    text = message("There are more than ${most} lines here.")


class NoProcedureCode(Refusal):
    field = "procedures"
    text = message("${code} is no code of a procedure. Write codes such as 2.000815, one a line.")


class TooManyDocuments(Refusal):
    text = message("There are ${count} texts already. Take one away that nobody uses.")


class LastStays(Refusal):
    text = message("This text serves every result that no other serves: it can be changed, not taken away.")


class NoSuchDocument(Refusal):
    text = message("This text is not there any more. Look at the list again.")


def put_result_text(
    folder: DossierFolder, *, place: int | None, document: ResultDocument, seen: int | None = None, act: Act
) -> None:
    """Let this text stand in the place (from 0) of another, or (None) as a further one.

    It goes before every text that would serve one of its names first: else nobody would ever see it. Documents drafted
    from now on are written from it; what was proposed or issued keeps its words. Raises the refusals above together,
    DecisionsChanged and NothingDiffers.
    """
    check_seen(folder, seen)
    before = folder.documents or shipped_documents()
    if place is not None and not 0 <= place < len(before):
        raise NoSuchDocument()
    document = _clean(document)
    last = place == len(before) - 1
    others = [one for number, one in enumerate(before) if number != place]
    complaints = _complaints(document, last, {one.name.casefold() for one in others})
    if place is None and len(before) >= MOST_DOCUMENTS:
        complaints.append(TooManyDocuments(count=len(before)))
    refuse_if(complaints)
    if last:
        after = (*before[:-1], document)
    else:
        at = _first_that_serves(others, document, place if place is not None else len(others) - 1)
        after = (*others[:at], document, *others[at:])
    if after == before:
        raise NothingDiffers()
    _keep(folder, after, act, added=[document.name], removed=[before[place].name] if place is not None else [])


def remove_result_text(folder: DossierFolder, *, place: int, seen: int | None = None, act: Act) -> ResultDocument:
    """Take a text away; answers it. Raises NoSuchDocument, LastStays, DecisionsChanged."""
    check_seen(folder, seen)
    before = folder.documents or shipped_documents()
    if not 0 <= place < len(before):
        raise NoSuchDocument()
    if place == len(before) - 1:
        raise LastStays()
    _keep(folder, (*before[:place], *before[place + 1 :]), act, added=[], removed=[before[place].name])
    return before[place]


def _first_that_serves(others: list[ResultDocument], document: ResultDocument, place: int) -> int:
    """Where a text stands among the others: in its place, or before the first that would be taken for its names."""
    names = [title.casefold() for title in document.titles]
    for number, other in enumerate(others[:place]):
        begins = tuple(title.casefold() for title in other.titles)
        if any(name.startswith(begins) for name in names):
            return number
    return place


def _keep(folder: DossierFolder, documents: Documents, act: Act, *, added: list[str], removed: list[str]) -> None:
    folder.documents = documents
    facts = {"sha256": fingerprint(write_result_documents(documents)), "texts": {"added": added, "removed": removed}}
    record_decision(folder, act, DOCUMENTS_SET, **facts)


def _clean(document: ResultDocument) -> ResultDocument:
    values: dict[str, Any] = {}
    for name in _LIMITS:
        value = getattr(document, name)
        if isinstance(value, tuple):
            values[name] = tuple(dict.fromkeys(filter(None, map(clean_line, value))))
        else:
            values[name] = _paragraphs(value) if name == "body" else clean_line(value)
    return replace(document, **values)


def _paragraphs(text: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", clean_text(text))


def _complaints(document: ResultDocument, last: bool, taken: set[str]) -> list[Refusal]:
    found: list[Refusal] = []
    if not document.name:
        found.append(NoName())
    elif document.name.casefold() in taken:
        found.append(NameTaken())
    if not document.body:
        found.append(NoBody())
    if last and document.titles:
        found.append(ServesEveryName())
    if not last and not document.titles:
        found.append(NoTitles())
    if wrong := next((code for code in document.procedures if not PROCEDURE.match(code)), None):
        found.append(NoProcedureCode(code=wrong[:40]))
    complained = {one.field for one in found}
    for field in fields(document):
        if field.name in _LIMITS and field.name not in complained:
            found += _unfit(field.name, getattr(document, field.name))
    return found


def _unfit(name: str, value: str | tuple[str, ...]) -> list[Refusal]:
    said = value if isinstance(value, tuple) else (value,)
    complaint: Refusal | None = None
    if len(said) > ENTRIES:
        complaint = TooManyEntries(most=ENTRIES)
    elif any(len(one) > _LIMITS[name] for one in said):
        complaint = TooLong(most=_LIMITS[name])
    elif unfit := next((place for one in said for place in unfit_places(one)), ""):
        complaint = UnfitPlace(begins=f"“{unfit[:60]}”.")
    if complaint is None:
        return []
    complaint.field = name
    return [complaint]
