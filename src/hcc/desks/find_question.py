"""What is asked of the staff search: one box with words, numbers and tokens, and the same as fields of the address."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.identifiers import PROCEDURE
from hcc.core.text import TranslationString, clean_line, fold, message
from hcc.dossiers.finding import Wanted
from hcc.dossiers.resources import NO_DUE
from hcc.dossiers.search_trees import name_words
from hcc.dossiers.workflow import WORKFLOW

LONGEST = 120
SHORTEST_TAIL = 4
"""Digits of a tail at least: fewer would show half the town."""
MOST_PROCEDURES = 20
MOST_DIGITS = 6
TOKENS = {
    "nhan": "received",
    "hen": "due",
    "so": "number",
    "cccd": "paper",
    "sdt": "phone",
    "ten": "name",
    "thutuc": "procedure",
    "trangthai": "state",
}
"""The words before a colon, without accents: nhận:01/11..05/11, hẹn:, số:, cccd:, sđt:, tên:, thủtục:, trạngthái:."""
FIELDS = ("q", "procedure", "revision", "state", "received", "due")
_PLACE = re.compile(r"(\d{1,4})-(\d{1,19})")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\Z", re.ASCII)
_CODE = re.compile(r"[1-9]\.\d{3,6}[\w.]*\Z", re.ASCII)


@dataclass(frozen=True)
class FindQuestion:
    """As typed, and what was understood of it."""

    typed: dict[str, str]
    wanted: Wanted
    complaints: tuple[TranslationString, ...] = ()
    after: tuple[int, int] | None = None

    @classmethod
    def of(cls, request: Request) -> "FindQuestion":
        typed = {name: clean_line(request.GET.get(name, "")[:LONGEST]) for name in FIELDS}
        place = _PLACE.fullmatch(request.GET.get("after", "")[:24])
        after = (int(place[1]), min(int(place[2]), 2**62)) if place else None
        reading = _Reading(request)
        reading.box(typed["q"])
        for name in FIELDS[1:]:
            if typed[name]:
                reading.take(name, typed[name])
        return cls(typed, reading.wanted, tuple(reading.complaints), after)

    @property
    def asked(self) -> bool:
        return any(self.typed.values())

    def query(self, after: tuple[int, int] | None = None) -> str:
        given: dict[str, Any] = {name: value for name, value in self.typed.items() if value}
        if after is not None:
            given["after"] = f"{after[0]}-{after[1]}"
        return f"?{urlencode(given)}"


class _Reading:
    def __init__(self, request: Request) -> None:
        self._request = request
        self.wanted = Wanted()
        self.complaints: list[TranslationString] = []

    def box(self, typed: str) -> None:
        words = []
        for word in typed.split():
            token, colon, value = word.partition(":")
            name = TOKENS.get(re.sub(r"\W", "", fold(token))) if colon else None
            if name is not None:
                if value:
                    self.take(name, value)
            else:
                words.append(word)
        self._free(words)

    def _free(self, words: list[str]) -> None:
        """Words without a token: a number, the end of one, the code of a procedure, or words of a name."""
        if words and all(any(c.isdigit() for c in word) for word in words) and any(map(str.isalpha, "".join(words))):
            self._set(number="".join(words))
            return
        digits = [word for word in words if not re.search(r"[^\W\d_]", word) and re.search(r"\d", word)]
        if len(digits) == 1 and _CODE.match(digits[0]):
            self.take("procedure", digits[0])
        elif digits:
            self._tail("digits", "".join(digits))
        self.take("name", " ".join(word for word in words if word not in digits))

    def take(self, name: str, value: str) -> None:
        if name in ("number", "paper", "phone"):
            self._tail(name, value)
        elif name == "name":
            words = tuple(dict.fromkeys(name_words(value).split()))
            self._set(words=(*self.wanted.words, *words)[:8])
        elif name == "state":
            self._state(value)
        elif name == "procedure":
            self._procedure(value)
        elif name == "revision":
            self._revision(value)
        else:
            self._days(name, value)

    def _set(self, **more: Any) -> None:
        self.wanted = replace(self.wanted, **more)

    def _tail(self, name: str, value: str) -> None:
        kept = re.sub(r"[\W_]", "", value)
        if len(kept) < SHORTEST_TAIL:
            self.complaints.append(message("Write at least the last four digits of a number."))
        else:
            self._set(**{name: kept})

    def _state(self, value: str) -> None:
        """The name of a state in the address; in a token the beginning of what it is called."""
        states = WORKFLOW.states
        plain = re.sub(r"[\W_]", "", fold(value))
        say = self._request.localizer.translate
        known = [key for key, state in states.items() if re.sub(r"\W", "", fold(say(state.label))).startswith(plain)]
        if value in states:
            self._set(state=value)
        elif plain and known:
            self._set(state=known[0])
        else:
            self.complaints.append(message("There is no state “${typed}”.", mapping={"typed": value}))

    def _procedure(self, value: str) -> None:
        if PROCEDURE.match(value) or _CODE.match(value):
            self._set(procedures=(value,))
            return
        results = self._request.search_procedures(value, page_size=MOST_PROCEDURES)
        codes = tuple(hit.key for hit in results.hits) if results else ()
        if codes:
            self._set(procedures=codes)
        else:
            self.complaints.append(message("There is no procedure “${typed}”.", mapping={"typed": value}))

    def _revision(self, value: str) -> None:
        """The number of a text, which only means something together with its procedure."""
        codes = self.wanted.procedures
        if len(codes) != 1 or not PROCEDURE.match(codes[0]):
            self.complaints.append(message("Write the whole code of the procedure beside the revision."))
        elif not (value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS and int(value)):
            self.complaints.append(message("“${typed}” is no revision. Write its number.", mapping={"typed": value}))
        else:
            self._set(revision=int(value))

    def _days(self, name: str, value: str) -> None:
        first, dots, last = value.replace(" ", "").partition("..")
        today = self._request.now.astimezone(LOCAL).date()
        since = read_day(first, today) if first else None
        until = (read_day(last, today) if last else None) if dots else since
        if (first and since is None) or (last and until is None) or not (first or last):
            text = message("“${typed}” is no day. Write 01/11, or 01/11..05/11 for several days.")
            self.complaints.append(TranslationString(text, domain=text.domain, mapping={"typed": value}))
        elif since and until and until < since:
            self.complaints.append(message("“${typed}”: the first day is after the last.", mapping={"typed": value}))
        elif name == "received":
            self._set(since=since, until=until)
        else:
            begin = _midnight(since) if since else 0
            self._set(due_since=begin, due_until=_midnight(until + timedelta(days=1)) if until else NO_DUE)


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), LOCAL).timestamp())


def read_day(typed: str, today: date) -> date | None:
    """A day as typed: 01/11 of this year, 01/11/2026 or 2026-11-01; None when it is none between 2000 and 2099."""
    match = _DAY.match(typed)
    try:
        day = date(int(match[3] or today.year), int(match[2]), int(match[1])) if match else date.fromisoformat(typed)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2099 else None
