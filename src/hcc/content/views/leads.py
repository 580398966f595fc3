"""Pages and procedures that a text may lead to: found by words of their titles, or those that lie near."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from pyramid.request import Request

from hcc.core.text import TranslationString, fold, message
from hcc.procedures.named import named_procedures

from ..file_facts import link_mark
from ..lines import Line
from ..public_tree import Entry, entry_of
from ..resources import Container, FileItem, ImageItem, Item
from ..seeing import lines_seen
from ..tree import path_of
from .places import mark_of as state_mark_of

SHOWN = 20
"""So many of each kind are shown."""
WITH_FILES = (FileItem.kind, ImageItem.kind)
"""What lies in the folder itself and is of these kinds stands in its list of pictures and files."""


class Lead(NamedTuple):
    """One page or procedure to lead to."""

    title: str
    where: str
    """Its address within the site, or the code of a procedure."""
    mark: str
    """What is typed into a text to lead there."""
    state: tuple[str, str, TranslationString] | None = None
    """Its state, where citizens do not see it."""


class Leads(NamedTuple):
    """Those of one kind."""

    heading: TranslationString
    found: list[Lead]
    more: bool
    """Whether there are more than are shown."""


def leads_found(context: Container, request: Request, asked: str) -> list[Leads]:
    """What has all the words asked for, by kind; without words the pages near by. Kinds of which nothing is found are
    left out.
    """
    words = list(dict.fromkeys(fold(asked).split()))
    near = message("Pages of this folder and beside it")
    kinds = (
        (message("Pages of the centre") if words else near, _pages(context, request, words)),
        (message("Procedures"), _procedures(request, asked)),
    )
    return [leads for heading, found in kinds if (leads := _first(heading, found)).found]


def codes_found(request: Request, asked: str) -> Leads:
    """Procedures that have all the words asked for, of which the code is put in."""
    found = _first(message("Procedures"), _procedures(request, asked))
    return found._replace(found=[lead._replace(mark=lead.where) for lead in found.found])


def _first(heading: TranslationString, found: Iterable[Lead]) -> Leads:
    first = list(islice(found, SHOWN + 1))
    return Leads(heading, first[:SHOWN], len(first) > SHOWN)


def _procedures(request: Request, asked: str) -> Iterator[Lead]:
    for record in named_procedures(request, asked):
        yield Lead(record.title, record.code, link_mark(record.title, f"/thu-tuc/{record.code}"))


def _pages(context: Container, request: Request, words: Sequence[str]) -> Iterator[Lead]:
    """Of the folder itself what she may read in whatever state, and of the rest of the site what citizens read. Only
    what is shown is asked whether she may.
    """
    tree, phrase = request.public_tree, " ".join(words)
    path = path_of(context) if isinstance(context, Item) else ()
    beside = tree.readable if words else tree.children.get(path[:-1], ()) if path else ()
    lines: dict[str, list] = {
        name: line for name, line in context.lines_in_order() if line[Line.KIND] not in WITH_FILES
    }
    own = ((line[Line.SORTED], name) for name, line in lines.items())
    others = ((one.sorted, one) for one in beside if one.path[:-1] != path and one.kind != ImageItem.kind)
    found: list[tuple[str, str | Entry]] = [one for one in chain(own, others) if all(word in one[0] for word in words)]
    if words:
        found.sort(key=lambda one: (one[0] != phrase, not one[0].startswith(phrase), phrase not in one[0]))
    now = request.now.timestamp()
    for _, one in found:
        state = None
        if isinstance(one, str):
            line = lines[one]
            if not lines_seen(context, [(one, line)], request):
                continue
            one = entry_of(path, one, line)
            if one.path not in tree.by_path:
                state = state_mark_of(line[Line.STATE], line[Line.PUBLISH_FROM], line[Line.EXPIRES_AT], now)
        yield Lead(one.title, one.url, link_mark(one.title, one.url), state)
