"""How a person is reached, and what was tried already."""

from dataclasses import dataclass

from pyramid.request import Request

from hcc.core.moments import short_moment
from hcc.core.text import TranslationString
from hcc.dossiers.act_forms import MEANS_NAMES, NOT_REACHED, REACHED, REACHED_NAMES
from hcc.dossiers.operations.announce_result import Means
from hcc.dossiers.resources import Row

SHOWN = 3
"""Of the calls and announcements the newest; the others stand on the dossier's page."""


@dataclass(frozen=True)
class Tried:
    """One call or announcement."""

    at: str
    by: str
    what: TranslationString
    note: str
    reached: bool


@dataclass(frozen=True)
class Contact:
    """`phone` is empty where nobody can be called; `through`: who answers, where it is not the person."""

    phone: str
    through: str
    tried: tuple[Tried, ...]
    more: int
    """How many older ones there are."""

    @property
    def phone_url(self) -> str:
        return "tel:" + "".join(letter for letter in self.phone if letter in "+0123456789")


def contact_of(row: Row, request: Request) -> Contact:
    """Phone, contact person, and the newest tries first."""
    dossier = request.site.dossiers.get_by_token(row.token)
    person = dossier.person
    tries = [(one.at, one.by, MEANS_NAMES[Means(one.means)], one.note, one.means != Means.NOT_REACHED)
             for one in dossier.announcements]  # fmt: skip
    tries += [
        (one.at, one.by, REACHED_NAMES[REACHED if one.reached else NOT_REACHED], one.note, one.reached)
        for one in dossier.calls
    ]
    newest = sorted(tries, key=lambda one: one[0], reverse=True)
    shown = tuple(Tried(short_moment(at, request.locale_name), _name(by, request), *said) for at, by, *said in newest)
    return Contact(person.reached_by, "" if person.phone else person.contact_name, shown[:SHOWN], len(shown[SHOWN:]))


def _name(login: str, request: Request) -> str:
    official = request.site.accounts.get(login)
    return official.name if official is not None else login
