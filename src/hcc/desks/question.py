"""What is asked of a desk, as it stands in the address: filters that combine, and where the page begins."""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request

from hcc.core.roles import Role
from hcc.core.text import clean_line, fold, message
from hcc.dossiers.channels import Channel
from hcc.dossiers.prepare_form import CHANNEL_NAMES
from hcc.dossiers.resources import CERTIFICATION_FIELD, NO_DUE, Row
from hcc.dossiers.workflow import DRAFT
from hcc.dossiers.worklist import START, Place, Span

from .due_cell import DueWords
from .steps import DeskRule, Stand, Whose

OVERDUE, SOON, LATER = "overdue", "soon", "later"
DUE_NAMES = {OVERDUE: message("Overdue"), SOON: message("Due today"), LATER: message("Due later")}
MINE, EVERYBODY = "mine", "all"
LATE = "late"
LONGEST = 80
_PLACE = re.compile(r"(-?\d{1,13})-(\d{1,19})", re.ASCII)


def place_in(request: Request) -> Place:
    """Where the page begins by the address; at the beginning where that says nothing."""
    found = _PLACE.fullmatch(request.GET.get("after", "")[:LONGEST])
    return (int(found[1]), min(int(found[2]), 2**62)) if found else START


@dataclass(frozen=True)
class Question:
    """Each empty filter lets everything through. Values that mean nothing count as not given."""

    state: str = ""
    due: str = ""
    procedure: str = ""
    """A code or the beginning of one."""
    field: str = ""
    channel: str = ""
    handler: str = ""
    """MINE, EVERYBODY or a login; empty: what the desk shows by itself."""
    q: str = ""
    """Words of the owner's name, with or without accents, in any order."""
    step: str = ""
    """LATE: those whose step of the internal process has taken longer than its hours."""
    unit: str = ""
    """Number of the unit that acts next."""
    after: Place = START

    @classmethod
    def of(cls, request: Request, rule: DeskRule | None = None) -> "Question":
        """What the address asks of a desk; of a board without a rule: neither its state nor its due moment is asked."""
        given = {one.name: clean_line(request.GET.get(one.name, "")[:LONGEST]) for one in fields(cls)}
        given.pop("after")
        known: dict[str, Any] = {
            "state": {stand.state for stand in rule.offered} if rule else (),
            "due": DUE_NAMES if rule else (),
            "field": request.registry["hcc.fields"],
            "channel": set(Channel),
            "step": (LATE,) if rule else (),
            "unit": {str(unit.number) for unit in request.site.accounts.units()} if rule else (),
        }
        kept = {name: value for name, value in given.items() if name not in known or value in known[name]}
        if kept.get("handler") not in (MINE, EVERYBODY) and kept.get("handler") not in request.site.accounts:
            kept.pop("handler", None)
        return cls(**kept, after=place_in(request))

    @property
    def filters(self) -> dict[str, str]:
        """What is asked for besides the place."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "after"}

    @property
    def asked(self) -> bool:
        return any(self.filters.values())

    def query(self, **change: Any) -> str:
        """The query of an address that asks this with some of it changed; back at the first page unless `after` is."""
        wanted = replace(self, **{"after": START, **change})
        given = {name: value for name, value in wanted.filters.items() if value}
        if wanted.after != START:
            given["after"] = f"{wanted.after[0]}-{wanted.after[1]}"
        return f"?{urlencode(given)}" if given else ""


def spans_of(question: Question, stands: tuple[Stand, ...], words: DueWords, request: Request) -> list[Span]:
    """The stretches of the worklist that a question reads."""
    window = {
        "": (0, NO_DUE + 1),
        OVERDUE: (0, words.moment),
        SOON: (words.moment, words.tonight),
        LATER: (words.tonight, NO_DUE),
    }[question.due]
    spans = []
    for stand in stands:
        if question.state not in ("", stand.state) or (question.due and not stand.timed):
            continue
        if stand.aside and not question.state:
            continue
        spans += [Span(stand.state, handler, *window) for handler in _handlers(question.handler, stand, request)]
    return spans


def helps_only(request: Request) -> bool:
    """Whether she sees no drafts but those she helps with."""
    return Role.HELPER in request.roles and not {Role.GREETER, Role.RECEIVER} & request.roles


def _handlers(asked: str, stand: Stand, request: Request) -> tuple[str | None, ...]:
    if stand.state == DRAFT and helps_only(request):
        return request.powers.logins
    if asked == MINE or (not asked and stand.whose is Whose.HANDLER):
        return request.powers.logins
    return (None,) if asked in ("", EVERYBODY) else (asked,)


def filtering(question: Question) -> list[Callable[[Row], bool]]:
    """What a row must answer to by what it tells itself."""
    tests: list[Callable[[Row], bool]] = []
    if question.procedure:
        tests.append(lambda row: row.procedure.startswith(question.procedure))
    if question.field:
        tests.append(lambda row: row.field == question.field)
    if question.channel:
        tests.append(lambda row: row.channel == question.channel)
    if words := fold(question.q).split():
        tests.append(lambda row: _has_words(row.owner, words))
    return tests


def fitting(question: Question, request: Request) -> Callable[[Row], bool] | None:
    """What of a question the key order cannot answer, and what this official may see; None when every row fits."""
    tests = filtering(question)
    if question.step == LATE:
        now = int(request.now.timestamp())
        tests.append(lambda row: 0 < row.step_due < now and not row.paused)
    if question.unit:
        unit = int(question.unit)
        tests.append(lambda row: row.unit == unit)
    others = {Role.HANDLER, Role.GREETER, Role.RECEIVER, Role.APPROVER, Role.RETURNER, Role.DIRECTOR}
    if Role.CERTIFIER in request.roles and not others & request.roles:
        tests.append(lambda row: row.field == CERTIFICATION_FIELD)
    return all_of(tests)


def all_of(tests: list[Callable[[Row], bool]]) -> Callable[[Row], bool] | None:
    """Whether a row passes every test; None without any."""
    return (lambda row: all(test(row) for test in tests)) if tests else None


Choices = dict[str, list[tuple[str, Any, bool]]]
"""By the name of a filter: value, words, whether it is chosen."""


def choices_of(question: Question, offered: dict[str, list[tuple[str, Any]]], request: Request) -> Choices:
    """What the filters offer: field and channel everywhere, and these."""
    every: dict[str, list[tuple[str, Any]]] = {
        "field": [(key, info.name) for key, info in request.registry["hcc.fields"].items()],
        "channel": [(str(channel), name) for channel, name in CHANNEL_NAMES.items()],
        **offered,
    }
    chosen = question.filters
    return {name: [(value, words, value == chosen[name]) for value, words in values] for name, values in every.items()}


def officials_of(roles: Container[Role], request: Request) -> list[tuple[str, Any]]:
    """Officials of any of these roles, to be chosen: login and name."""
    return [
        (official.login, official.name)
        for official in request.site.accounts.values()
        if any(role in roles for role in official.roles)
    ]


def _has_words(name: str, words: list[str]) -> bool:
    parts = fold(name).split()
    return all(any(part.startswith(word) for part in parts) for word in words)
