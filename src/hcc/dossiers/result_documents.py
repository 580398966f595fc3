"""The texts of result documents, from catalog/result_documents.toml: which serves a result, what it leaves open.

Names in braces are filled with what the dossier knows; a name it does not know becomes a blank, which the handling
official fills in. Kept in the database: add fields with defaults, never rename them.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from hcc.core.text import clean_line, clean_text
from hcc.printing.dossier_slips import BLANK_DOTS, ResultLayout
from hcc.procedures.toml_writing import quoted
from hcc.shipped import shipped

DOCUMENTS_FILE = "result_documents.toml"
_PLACE = re.compile(r"\{([^{}\n]+)\}")
_BLANK = re.compile(r"……\(([^()\n]+)\)……")
_FIT_PLACE = re.compile(r"[^()…]+")
DOTS = "." * BLANK_DOTS
"""What a blank is on paper, for the pen."""


@dataclass(frozen=True)
class ResultDocument:
    """The text of one kind of result document."""

    name: str
    layout: ResultLayout
    body: str
    """A paragraph a line."""
    titles: tuple[str, ...] = ()
    """How the name of a result begins that it serves; empty: every name."""
    procedures: tuple[str, ...] = ()
    """Codes of the procedures it is offered for, whatever their results are called."""
    heading: str = ""
    """What stands at its head, where that is not the name of the result."""
    subject: str = ""
    """What it is about (trích yếu)."""
    basis: tuple[str, ...] = ()
    """What a decision rests upon, a line each."""
    recipients: tuple[str, ...] = ()
    """Who gets it beside the files; none are printed where there are none."""


Documents = tuple[ResultDocument, ...]


def document_of(documents: Documents, title: str) -> ResultDocument:
    """The first one that serves a result of this name."""
    lowered = title.casefold()
    return next(one for one in documents if not one.titles or lowered.startswith(_lowered(one.titles)))


def offered(documents: Documents, code: str, results: Iterable[str]) -> list[str]:
    """What a result of the procedure may be called: as the catalogue says, by what is meant for it, or a reply."""
    names = [*results, *(one.name for one in documents if code in one.procedures or not one.titles)]
    return list(dict.fromkeys(names))


def _lowered(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(title.casefold() for title in titles)


def opened(text: str) -> str:
    """The text of a template with a blank for each place, to be filled."""
    return _PLACE.sub(r"……(\1)……", text)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with every blank filled of which `facts` tells; the others stay. What a fact says is not looked at."""
    return _BLANK.sub(lambda found: facts.get(found[1], "") or found[0], text)


def blanks_in(text: str) -> list[str]:
    """What is still open in a filled text, by name, in order."""
    return list(dict.fromkeys(_BLANK.findall(text)))


def dotted(text: str) -> str:
    """The text with dots for the pen where something is open."""
    return _BLANK.sub(DOTS, text)


def unfit_places(text: str) -> Iterator[str]:
    """Names in braces that can be no blank, and braces without the other one, with the line they stand in."""
    yield from (f"{{{place}}}" for place in _PLACE.findall(text) if not _FIT_PLACE.fullmatch(place))
    yield from (line for line in text.splitlines() if re.search(r"[{}]", _PLACE.sub("", line)))


# The file


def read_result_documents(path: Path) -> Documents:
    """The documents in the order of the file. Raises ValueError, naming the file and the document, when unsound."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    entries = table.get("documents")
    if set(table) != {"documents"} or not isinstance(entries, list):
        raise ValueError(f"{path.name}: there must be documents and nothing else")
    documents = tuple(_read(entry, f"{path.name}: document {number}") for number, entry in enumerate(entries, 1))
    if not documents or documents[-1].titles:
        raise ValueError(f"{path.name}: the last document must serve every name: leave out its titles")
    return documents


def _read(entry: Any, where: str) -> ResultDocument:
    known = {field.name: field for field in fields(ResultDocument)}
    if not isinstance(entry, dict) or not {"name", "layout", "body"} <= entry.keys():
        raise ValueError(f"{where}: name, layout and body are needed")
    if unknown := sorted(entry.keys() - known):
        raise ValueError(f"{where}: there is no {unknown[0]}")
    if entry["layout"] not in list(ResultLayout):
        raise ValueError(f"{where}: layout must be one of {', '.join(ResultLayout)}")
    values: dict[str, Any] = {}
    for name, value in entry.items():
        listed = known[name].type == tuple[str, ...]
        if isinstance(value, list) != listed or not all(map(_is_said, value if listed else [value])):
            raise ValueError(f"{where}: {name} must be {'a list of texts' if listed else 'a text'}")
        values[name] = tuple(map(clean_line, value)) if isinstance(value, list) else clean_text(value)
    for place in _PLACE.findall("\n".join(_texts(values))):
        if not _FIT_PLACE.fullmatch(place):
            raise ValueError(f"{where}: {{{place}}} may not hold ( ) or …")
    return ResultDocument(**{**values, "layout": ResultLayout(values["layout"])})


def _is_said(value: Any) -> bool:
    return isinstance(value, str) and bool(clean_line(value))


def _texts(values: Mapping[str, Any]) -> Iterator[str]:
    for value in values.values():
        yield from value if isinstance(value, tuple) else (value,)


def documents_of(catalogue: Path) -> Documents | None:
    """Those of a catalogue folder; None where it has no such file. Raises ValueError when the file is unsound."""
    path = catalogue / DOCUMENTS_FILE
    return read_result_documents(path) if path.exists() else None


def write_result_documents(documents: Documents) -> str:
    """The canonical text of the file: one value, or one entry of a list, a line."""
    return "\n".join("\n".join(["[[documents]]", *_lines(one)]) + "\n" for one in documents)


def _lines(document: ResultDocument) -> Iterator[str]:
    for field in fields(document):
        value = getattr(document, field.name)
        if not value:
            continue
        if isinstance(value, tuple):
            yield from (f"{field.name} = [", *(f"    {quoted(one)}," for one in value), "]")
        elif "\n" in value:
            yield from (f'{field.name} = """', *(quoted(one)[1:-1] for one in value.split("\n")), '"""')
        else:
            yield f"{field.name} = {quoted(value)}"


@cache
def shipped_documents() -> Documents:
    """Those of the shipped catalogue, for an office that has entered none of its own."""
    return read_result_documents(shipped("catalog") / DOCUMENTS_FILE)
