"""Sheets on notice boards: where boards are, what was pinned up, what was taken down."""

from collections.abc import Iterable
from dataclasses import replace

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..hangings import MOST_PLACES, PLACE_LIMIT, Hanging, HangingPlace, SheetKind
from ..resources import ProcedureFolder

Sheet = tuple[str, int, SheetKind]
"""Code of the procedure, number of the place, kind of the sheet."""


class NoPlaceName(Refusal):
    field = "name"
    text = message("Write what the place is called, such as “Notice board in the centre”.")


class PlaceNameTooLong(Refusal):
    field = "name"
    text = message("The name of a place has at most ${most} letters.")


class KnownPlace(Refusal):
    field = "name"
    text = message("There is a place of this name already.")


class TooManyPlaces(Refusal):
    field = "name"
    text = message("There are ${most} places already. Rename one that is not used any more.")


class NoSuchPlace(Refusal):
    text = message("This place is not in the list any more. Open the page again.")


class SheetsHangThere(Refusal):
    text = message("${count} sheets still hang at ${name}. Mark them as taken down first.")


class NothingChosen(Refusal):
    text = message("Choose at least one sheet.")


class NotPosted(Refusal):
    text = message("${code} was taken down already, or posted anew. Open the page again.")


class CannotHang(Refusal):
    field = "lines"
    text = message("${code} has no published text to hang. Publish it first.")


def _named(folder: ProcedureFolder, name: str, number: int = 0) -> str:
    name = clean_line(name)
    if not name:
        raise NoPlaceName()
    if len(name) > PLACE_LIMIT:
        raise PlaceNameTooLong(most=PLACE_LIMIT)
    if any(place.name.casefold() == name.casefold() and place.number != number for place in folder.hangings.places):
        raise KnownPlace()
    return name


def open_place(folder: ProcedureFolder, *, name: str, act: Act) -> HangingPlace:
    """Write down one more place where sheets hang."""
    hangings = folder.hangings
    name = _named(folder, name)
    if len(hangings.places) >= MOST_PLACES:
        raise TooManyPlaces(most=MOST_PLACES)
    place = HangingPlace(max((one.number for one in hangings.places), default=0) + 1, name)
    hangings.places = (*hangings.places, place)
    folder.chain.append(act, "board opened", place=place.number, name=name)
    return place


def rename_place(folder: ProcedureFolder, *, number: int, name: str, act: Act) -> None:
    place = _place(folder, number)
    name = _named(folder, name, number)
    _put(folder, place, replace(place, name=name))
    folder.chain.append(act, "board renamed", place=number, name=name)


def close_place(folder: ProcedureFolder, *, number: int, act: Act) -> None:
    """Nothing hangs there any more. Raises SheetsHangThere: what still hangs must be taken down."""
    place = _place(folder, number)
    hanging = sum(one.place == number for one in folder.hangings)
    if hanging:
        raise SheetsHangThere(count=hanging, name=place.name)
    _put(folder, place, replace(place, closed=True))
    folder.chain.append(act, "board closed", place=number)


def reopen_place(folder: ProcedureFolder, *, number: int, act: Act) -> None:
    place = _place(folder, number)
    _put(folder, place, replace(place, closed=False))
    folder.chain.append(act, "board opened", place=number, name=place.name)


def _place(folder: ProcedureFolder, number: int) -> HangingPlace:
    place = folder.hangings.place(number)
    if place is None:
        raise NoSuchPlace()
    return place


def _put(folder: ProcedureFolder, before: HangingPlace, after: HangingPlace) -> None:
    folder.hangings.places = tuple(after if one is before else one for one in folder.hangings.places)


def post_sheets(folder: ProcedureFolder, *, sheets: Iterable[tuple[Sheet, int]], act: Act) -> int:
    """Write down that these sheets were pinned up, each with its revision; what hung in their place came down.

    Answers how many. Raises NothingChosen, NoSuchPlace and CannotHang for every one that cannot hang.
    """
    sheets = list(dict(sheets).items())
    complaints: list[Refusal] = [] if sheets else [NothingChosen()]
    for (code, number, _), revision in sheets:
        place = folder.hangings.place(number)
        if place is None or place.closed:
            complaints.append(NoSuchPlace())
        procedure = folder.get(code)
        text = procedure.revisions.get(revision) if procedure is not None else None
        if text is None or text.approved_at is None:
            complaints.append(CannotHang(code=code[:40]))
    refuse_if(complaints)
    for (code, number, kind), revision in sheets:
        folder.hangings.hang(Hanging(code, number, kind, revision, act.by, act.at))
    folder.chain.append(
        act, "posted", sheets=[[code, place, kind.value, revision] for (code, place, kind), revision in sheets]
    )
    return len(sheets)


def take_down_sheets(folder: ProcedureFolder, *, sheets: Iterable[Sheet], act: Act) -> int:
    """Write down that these sheets hang no longer. Answers how many. Raises NothingChosen, NotPosted for each."""
    sheets = list(dict.fromkeys(sheets))
    complaints: list[Refusal] = [] if sheets else [NothingChosen()]
    complaints += [NotPosted(code=sheet[0][:40]) for sheet in sheets if folder.hangings.find(*sheet) is None]
    refuse_if(complaints)
    for code, place, kind in sheets:
        folder.hangings.take_down(code, place, kind)
    folder.chain.append(act, "taken down", sheets=[[code, place, kind.value] for code, place, kind in sheets])
    return len(sheets)
