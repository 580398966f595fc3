"""The records of accounts and units in words: what was done, and what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from pyramid.request import Request

from hcc.core.evidence import Chain, Record
from hcc.core.moments import short_moment
from hcc.core.roles import ROLE_NAMES, Role
from hcc.core.text import message

RECORDED = {
    "added": message("made the account"),
    "edited": message("changed name, position or unit"),
    "roles changed": message("changed the roles"),
    "contact edited": message("changed the entry in the public list"),
    "disabled": message("disabled the account"),
    "enabled": message("enabled the account again"),
    "password reset": message("set a new password on the server"),
    "password changed": message("changed her password"),
    "password chosen": message("chose a password by the link"),
    "link given": message("gave out a link to choose a password"),
    "signed in": message("signed in"),
    "signed out": message("signed out"),
    "confirmed": message("confirmed that it is she"),
    "session ended": message("ended a session"),
    "sessions ended": message("ended sessions"),
    "factor switched on": message("switched the second factor on"),
    "factor switched off": message("switched the second factor off"),
    "factor reset": message("reset the second factor"),
    "recovery code used": message("used a recovery code"),
    "recovery codes renewed": message("made new recovery codes"),
    "substitute appointed": message("appointed a substitute"),
    "substitute dismissed": message("ended the substitution"),
    "stands in": message("gave her an absent official's place"),
    "stands in no more": message("ended her standing in"),
    "capacity given": message("gave a capacity to sign certifications"),
    "capacity ended": message("ended a capacity to sign certifications"),
    "unit added": message("opened a unit"),
    "unit renamed": message("renamed a unit"),
    "unit closed": message("closed a unit"),
    "unit opened": message("opened a unit again"),
    "set-up offered": message("made a link for the first administrator"),
}


@dataclass(frozen=True)
class ShownRecord:
    """One line of a history."""

    at: str
    who: str
    what: str
    detail: str


def shown_records(request: Request, chain: Chain, *, most: int) -> list[ShownRecord]:
    """The newest records of a chain, newest first."""
    translate = request.localizer.translate
    return [
        ShownRecord(
            short_moment(record.at, request.locale_name),
            request.doer(record),
            translate(RECORDED.get(record.what, record.what)),
            detail_of(request, record),
        )
        for record in islice(chain.latest(), most)
    ]


def detail_of(request: Request, record: Record) -> str:
    """What more the record of an account or a unit tells; empty: nothing."""
    tell = _DETAILS.get(record.what)
    return tell(request, record) if tell is not None else ""


def _roles(request: Request, names: Iterable[str]) -> str:
    known = (ROLE_NAMES[Role(name)] if name in set(Role) else name for name in names)
    return ", ".join(request.localizer.translate(name) for name in known)


def _roles_changed(request: Request, record: Record) -> str:
    before, after = set(record.facts["before"]), set(record.facts["after"])
    parts = []
    for sentence, names in ((message("given: ${roles}"), after - before), (message("taken: ${roles}"), before - after)):
        if names:
            facts = {"roles": _roles(request, sorted(names))}
            parts.append(request.localizer.translate(message(sentence, mapping=facts)))
    return "; ".join(parts)


def _edited(request: Request, record: Record) -> str:
    return "; ".join(
        f"{_value(request, key, record.facts['before'][key])} → {_value(request, key, after)}"
        for key, after in sorted(record.facts["after"].items())
    )


def _value(request: Request, key: str, value: object) -> str:
    if key == "unit":
        return request.site.accounts.unit(value).name
    return " / ".join(map(str, value)) if isinstance(value, list) else str(value) or "–"


def _days(record: Record) -> str:
    first, last = (date.fromisoformat(record.facts[key]) for key in ("first", "last"))
    return f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def _substitution(key: str) -> Callable[[Request, Record], str]:
    def tell(request: Request, record: Record) -> str:
        parts = [request.name_of(record.facts[key])]
        if "last" in record.facts:
            parts += [_days(record), _roles(request, record.facts["roles"])]
        return ", ".join(filter(None, parts))

    return tell


def _capacity(request: Request, record: Record) -> str:
    days = [record.facts["first"], record.facts["last"]]
    first, last = (f"{date.fromisoformat(day):%d/%m/%Y}" if day else "…" for day in days)
    title = {"chair": "CHỦ TỊCH", "vice_chair": "KT. CHỦ TỊCH"}.get(record.facts["seat"], "TUQ. CHỦ TỊCH")
    return ", ".join(part for part in (title, record.facts["decision"], f"{first} – {last}") if part)


_DETAILS: dict[str, Callable[[Request, Record], str]] = {
    "added": lambda request, record: _roles(request, record.facts["roles"]),
    "edited": _edited,
    "roles changed": _roles_changed,
    "factor reset": lambda request, record: record.facts.get("reason", ""),
    "substitute appointed": _substitution("substitute"),
    "substitute dismissed": _substitution("substitute"),
    "stands in": _substitution("absent"),
    "stands in no more": _substitution("absent"),
    "capacity given": _capacity,
    "capacity ended": _capacity,
    "unit added": lambda request, record: record.facts["name"],
    "unit renamed": lambda request, record: f"{record.facts['before']} → {record.facts['after']}",
    "unit closed": lambda request, record: record.facts["name"],
    "unit opened": lambda request, record: record.facts["name"],
}
