"""What others did to a dossier since a form was opened: field by field, beside what stands in the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request

from hcc.core.moments import short_moment
from hcc.core.text import TranslationString, message
from hcc.dossiers.prepare_form import CHANNEL_NAMES, VERDICT_NAMES
from hcc.dossiers.resources import Dossier
from hcc.dossiers.views.show import RECORDED

FIELD_NAMES = {
    "name": message("Full name"),
    "citizen_number": message("Citizen number"),
    "birth": message("Date of birth"),
    "phone": message("Phone"),
    "address": message("Where the person lives now"),
}
"""The fields of the owner that are told one by one; what else changed is on the dossier's own page."""


@dataclass(frozen=True)
class FieldChange:
    """One field: what it says now, and what stands in the form."""

    label: TranslationString | str
    now: str
    typed: str


@dataclass(frozen=True)
class Change:
    """One act of somebody else since the form was opened."""

    who: str
    at: str
    what: TranslationString | str


@dataclass(frozen=True)
class Changes:
    acts: list[Change]
    fields: list[FieldChange]


def changes_since(dossier: Dossier, seen: int, typed: Mapping[str, Any], request: Request) -> list[Changes]:
    """A list of one, or of none when nothing happened since the act number `seen`."""
    records = [record for record in dossier.chain.latest() if record.sequence > seen]
    if not records:
        return []
    acts = [
        Change(request.doer(r), short_moment(r.at, request.locale_name), RECORDED.get(r.what, r.what))
        for r in reversed(records)
    ]
    return [Changes(acts, list(_fields(dossier, typed, request)))]


def _fields(dossier: Dossier, typed: Mapping[str, Any], request: Request):
    say = request.localizer.translate
    person = typed.get("person")
    if isinstance(person, dict):
        for name, label in FIELD_NAMES.items():
            now, mine = getattr(dossier.person, name), person.get(name, "")
            if isinstance(mine, str) and _plain(mine) != _plain(now):
                yield FieldChange(label, now, mine)
    verdicts = typed.get("verdicts")
    if isinstance(verdicts, dict):
        for index, component in dossier.components():
            found = dossier.verdicts.get(index)
            now, mine = found.verdict.value if found else "", verdicts.get(f"c{index}", "")
            if mine != now and isinstance(mine, str):
                names = {verdict.value: say(words) for verdict, words in VERDICT_NAMES.items()}
                yield FieldChange(component.name, names.get(now, ""), names.get(mine, ""))
    channel = typed.get("channel")
    if isinstance(channel, str) and channel and channel != dossier.channel:
        names = {str(one): say(words) for one, words in CHANNEL_NAMES.items()}
        yield FieldChange(message("How it is handed in"), names.get(dossier.channel, ""), names.get(channel, ""))


def _plain(value: str) -> str:
    return "".join(value.split()).casefold()
