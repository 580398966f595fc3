"""Taking over what somebody asked for in another installation of the office, and nobody has decided yet."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from hcc.core.act import Act

from ..announcements import Announcement
from ..asked_ends import AskedEnd, Declined
from ..resources import Procedure, ProcedureFolder, Revision
from .ask_taking_back import TAKING_BACK_ASKED, TAKING_BACK_DECLINED

ASKED_BROUGHT = "asked brought"
"""What the catalogue's chain calls it."""
Asked = tuple[str, int, int, str]
"""Code and number of the text, or number of the decision, and the moment (UTC, ISO 8601) at which it was asked."""


def take_over_end(place: Procedure | Revision, *, asked: AskedEnd, act: Act) -> None:
    """Let that be asked of a procedure, or of a text whose approval is to be taken back."""
    place.asked_end = asked
    procedure = place if isinstance(place, Procedure) else place.procedure
    facts: dict[str, Any] = {} if isinstance(place, Procedure) else {"revision": place.number}
    facts |= {"on": asked.on.isoformat()} if asked.on is not None else {}
    told = {"reason": asked.reason, "asked_by": asked.by, "asked_at": asked.at.astimezone(UTC).isoformat()}
    procedure.__parent__.chain.append(act, ASKED_BROUGHT, code=procedure.code, **facts, **told)


def take_over_taking_back(
    announcement: Announcement, folder: ProcedureFolder, *, asked: AskedEnd | None, declined: Declined | None, act: Act
) -> None:
    """Let that be asked of a decision, or be what a colleague answered; one of the two."""
    announcement.asked_back, announcement.declined = asked, declined
    announcement.version += 1
    told = asked or declined
    assert told is not None
    facts = {"declined_by": told.by, "asked_by": told.asked_by} if isinstance(told, Declined) else {"asked_by": told.by}
    facts |= {"reason": told.reason, "asked_at": told.at.astimezone(UTC).isoformat()}
    folder.chain.append(act, ASKED_BROUGHT, announcement=announcement.number, codes=list(announcement.codes), **facts)


def asked_before(folder: ProcedureFolder) -> Iterator[Asked]:
    """Everything that was ever asked or answered here, decided or not."""
    verbs = ("end asked", TAKING_BACK_ASKED, TAKING_BACK_DECLINED, ASKED_BROUGHT)
    for at, _, facts in folder.chain.told(*verbs):
        where = facts.get("code", ""), facts.get("revision", 0), facts.get("announcement", 0)
        yield (*where, facts.get("asked_at", at))
