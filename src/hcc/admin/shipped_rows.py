"""The internal processes that come with the program, as the pages of processes offer them."""

from dataclasses import dataclass

from pyramid.request import Request

from hcc.core.text import TranslationString, message
from hcc.procedures.shipped_processes import ShippedProcess, shipped_processes

from .process_places import EDIT, Place, path_of


@dataclass(frozen=True)
class ShippedRow:
    """One of them: what it is for, and where one begins to write a process with it."""

    number: int
    name: str
    source: str
    steps: int
    of: tuple[TranslationString | str, ...]
    begin: str


def shipped_rows(context: Place, request: Request) -> list[ShippedRow]:
    """Those that are offered, in the order of the file."""
    edit = path_of(context, request, EDIT)
    return [
        ShippedRow(
            one.number,
            one.name,
            one.source,
            len(one.suggested.steps),
            _for_what(one, request),
            f"{edit}?shipped={one.number}",
        )
        for one in shipped_processes()
        if not one.retired
    ]


def _for_what(one: ShippedProcess, request: Request) -> tuple[TranslationString | str, ...]:
    if one.general:
        return (message("every procedure without one of its own"),)
    fields = request.registry["hcc.fields"]
    folder = request.site.procedures
    titles = [f"{code} {folder[code].latest().record.title}" if code in folder else code for code in one.procedures]
    names = [*titles, *(fields[key].name for key in one.fields if key in fields)]
    return tuple(names) or (message("to be chosen only"),)
