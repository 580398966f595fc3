"""/ho-so/<token>/internal_process: the process a dossier was received under, and how far it has come in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.process_shown import drawing_of, rows_of
from hcc.procedures.process_words import hours_words, who_words

from ..process_course import StepGone, steps_gone
from ..process_way import process_of
from ..resources import Dossier


@dataclass(frozen=True)
class ShownStay:
    """A step as the dossier came through it. `kind`: ok (done in time), bad (late), info (runs), idle (ahead)."""

    place: int
    name: str
    who: str
    hours: TranslationString
    begun: str
    due: str
    ended: str
    kind: str
    state: TranslationString


def stays_of(dossier: Dossier, request: Request) -> Iterator[ShownStay]:
    """Every stay at a step of the process, then what is still ahead; nothing without a process."""
    lang, accounts, say = request.locale_name, request.site.accounts, request.localizer.translate
    for one in steps_gone(dossier):
        kind, state = _state(one, one.late(request.now))
        begun, due, ended = (
            short_moment(moment, lang) if moment is not None else "" for moment in (one.begun, one.due, one.ended)
        )
        who, hours = who_words(one.step, accounts, say), hours_words(one.step.hours)
        yield ShownStay(one.place, one.step.name, who, hours, begun, due, ended, kind, state)


def _state(one: StepGone, late: bool) -> tuple[str, TranslationString]:
    if one.begun is None:
        return "idle", message("Still ahead")
    if late:
        return "bad", message("Step over its time") if one.runs else message("Took too long")
    return ("info", message("Runs now")) if one.runs else ("ok", message("Done"))


def show_internal_process(context: Dossier, request: Request) -> dict:
    process = process_of(context)
    return {
        "title": message("Internal process"),
        "back": (request.resource_path(context), context.number_shown),
        "dossier": context,
        "record": context.record,
        "process": process,
        "stays": list(stays_of(context, request)),
        "rows": rows_of(process, request) if process is not None else [],
        "drawing": drawing_of(process, request) if process is not None else None,
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        show_internal_process,
        context=Dossier,
        name="internal_process",
        permission=Permission.DOSSIER_VIEW,
        request_method="GET",
        renderer="hcc:templates/dossiers/internal_process.pt",
    )
