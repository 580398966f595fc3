"""Procedures by what stands in their title or code: for whoever looks for one to lead to it, and not for an answer."""

from collections.abc import Iterator

from pyramid.request import Request

from hcc.search.index import IndexUnavailable
from hcc.search.text import spelled

from .following import follow
from .listing_rows import published_record
from .record import ProcedureRecord


def named_procedures(request: Request, asked: str) -> Iterator[ProcedureRecord]:
    """The texts citizens see today of procedures that have all these words in their title, whether with accents or
    not, or all of this in their code; first those of which it is the beginning. None where nothing can be searched.
    Each is read once it is asked for.
    """
    words, code_asked = list(dict.fromkeys(_folded(asked).split())), asked.strip().lower()
    if not words:
        return
    phrase, found = _folded(asked), []
    for code, title in _titles(request):
        if code_asked in code.lower() or all(word in title for word in words):
            begins = title.startswith(phrase) or code.lower().startswith(code_asked)
            found.append((not begins, phrase not in title, code))
    for *_, code in sorted(found):
        if (record := published_record(code, request)) is not None:
            yield record


def _folded(text: str) -> str:
    """As the index keeps titles: syllables without accents, parted by single spaces."""
    return " ".join([folded for _, folded in spelled(text)])


def _titles(request: Request) -> Iterator[tuple[str, str]]:
    """Code and folded title of each procedure: from the index, which has them in memory; until it is made, from the
    database.
    """
    try:
        snapshot = follow(request).snapshot()
    except IndexUnavailable:
        for one in request.site.procedures.published(request.now.date()):
            yield one.record.code, _folded(one.record.title)
    else:
        yield from ((code, names[0]) for code, names in zip(snapshot.keys, snapshot.folded, strict=True) if names)
