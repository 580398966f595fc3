"""Whether certifications are being signed now, and until when: from capacities, absences and the office calendar.

Nothing is said where nobody has a capacity to sign; no day is promised on which all who have one are away.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hcc.accounts.resources import AccountFolder
from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.moments import clock, day_line
from hcc.core.text import TranslationString, message

from .book_kinds import COPIES, SIGNATURES
from .signers import is_away, signer_on

LOOK_AHEAD = 30
"""Days looked ahead for the next one on which somebody signs."""
_LACKING = {
    COPIES: message("No copies are certified that day."),
    SIGNATURES: message("No signatures are certified that day."),
}


AWAY = message("Certifications are not being signed at present: who signs is away.")


@dataclass(frozen=True)
class SigningHours:
    """What desk and front page say of it."""

    now: bool
    sentence: TranslationString
    lacking: tuple[TranslationString, ...] = ()
    """What is not certified on the day the sentence speaks of."""


def signing_hours(
    accounts: AccountFolder, calendar: OfficeCalendar, moment: datetime, lang: str = "vi"
) -> SigningHours | None:
    """What to say at a moment; None where nobody has a capacity to sign, on that day or in the month after it."""
    moment = moment.astimezone(LOCAL)
    known = False
    for ahead in range(LOOK_AHEAD):
        day = moment.date() + timedelta(days=ahead)
        left = [session for session in calendar.sessions_on(day) if session[1] > moment]
        if not left:
            continue
        kinds, somebody = _signed_on(accounts, day)
        known = known or somebody
        if kinds:
            lacking = tuple(words for kind, words in _LACKING.items() if kind not in kinds)
            return SigningHours(left[0][0] <= moment, _sentence(moment, left, lang), lacking)
    return SigningHours(False, AWAY) if known else None


def _signed_on(accounts: AccountFolder, day: date) -> tuple[set[str], bool]:
    """Kinds of books (copies, signatures) in which somebody who is not away may sign on a day, and whether anybody at
    all has a capacity then. Asks no more officials than it takes.
    """
    signed: set[str] = set()
    somebody = False
    for official in accounts.officials():
        kinds = {kind for kind in _LACKING if kind not in signed and signer_on(official, day, kind) is not None}
        somebody = somebody or bool(kinds)
        if kinds and not is_away(accounts, official.login, day):
            signed |= kinds
            if len(signed) == len(_LACKING):
                break
    return signed, somebody


def _sentence(moment: datetime, left: list[tuple[datetime, datetime]], lang: str) -> TranslationString:
    begin, end = left[0]
    if begin > moment:
        if begin.date() == moment.date():
            return message("Certifications are signed again from ${time} today", mapping={"time": clock(begin)})
        facts = {"time": clock(begin), "day": day_line(begin.date(), lang)}
        return message("Certifications are signed again from ${time} on ${day}", mapping=facts)
    if len(left) > 1:
        again, close = left[1]
        facts = {"end": clock(end), "again": clock(again), "close": clock(close)}
        return message("Certifications are signed now, until ${end}, then from ${again} to ${close}", mapping=facts)
    return message("Certifications are signed now, until ${end}", mapping={"end": clock(end)})


def signing_facts(accounts: AccountFolder) -> tuple:
    """Everything of officials that `signing_hours` goes by, to be compared."""
    return tuple(
        (one.login, one.disabled, one.capacities, one.signing_capacity, sorted(one.roles), one.stands_in)
        for one in accounts.officials()
        if one.capacities or one.signing_capacity or one.stands_in
    )
