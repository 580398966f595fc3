"""The states of a page and who may do what in each.

Names of states and acts stand in databases and evidence: frozen.
"""

from hcc.core.permissions import Permission as P
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.core.workflow import Standing, State, Transition, Workflow

PRIVATE, PENDING, PUBLISHED, ARCHIVED = "private", "pending", "published", "archived"

READER, AUTHOR, REVIEWER = "local_reader", "local_author", "local_reviewer"
"""In the grant table: officials who have a part in this page or folder alone (sharing)."""

_SEES = (P.CONTENT_VIEW, P.CONTENT_HISTORY)
_WRITES = (*_SEES, P.CONTENT_ADD, P.CONTENT_EDIT, P.CONTENT_DELETE)
_REVIEWS = (*_WRITES, P.CONTENT_SHARE)


def _grants(author: tuple[P, ...], reviewer: tuple[P, ...]) -> dict[Role | str, tuple[P, ...]]:
    """What authors and reviewers may, whether everywhere or here alone; auditors read."""
    return {
        Role.AUTHOR: author,
        Role.REVIEWER: reviewer,
        AUTHOR: author,
        REVIEWER: reviewer,
        READER: _SEES,
        Role.AUDITOR: _SEES,
    }


STATES = (
    State(
        PRIVATE,
        message("Being written"),
        _grants((*_WRITES, P.CONTENT_SUBMIT), (*_REVIEWS, P.CONTENT_SUBMIT, P.CONTENT_PUBLISH)),
    ),
    State(
        PENDING,
        message("Waits for review"),
        _grants((*_SEES, P.CONTENT_RETRACT), (*_REVIEWS, P.CONTENT_PUBLISH, P.CONTENT_SEND_BACK)),
    ),
    State(
        PUBLISHED,
        message("Published page"),
        _grants(
            (*_SEES, P.CONTENT_ADD),
            (*_REVIEWS, P.CONTENT_PUBLISH, P.CONTENT_UNPUBLISH, P.CONTENT_ARCHIVE),
        ),
    ),
    State(
        ARCHIVED,
        message("Archived"),
        _grants(_SEES, (*_REVIEWS, P.CONTENT_REOPEN)),
        final=True,
    ),
)

TRANSITIONS = (
    Transition("submit", (PRIVATE,), PENDING, P.CONTENT_SUBMIT),
    Transition("retract", (PENDING,), PRIVATE, P.CONTENT_RETRACT),
    Transition("send_back", (PENDING,), PRIVATE, P.CONTENT_SEND_BACK),
    Transition("publish", (PRIVATE, PENDING), PUBLISHED, P.CONTENT_PUBLISH),
    Transition("set_dates", (PUBLISHED,), PUBLISHED, P.CONTENT_PUBLISH),
    Transition("unpublish", (PUBLISHED,), PRIVATE, P.CONTENT_UNPUBLISH),
    Transition("archive", (PUBLISHED,), ARCHIVED, P.CONTENT_ARCHIVE),
    Transition("reopen", (ARCHIVED,), PRIVATE, P.CONTENT_REOPEN),
)

DATED = ("publish", "set_dates")
"""Steps after which the dates asked for hold."""

STANDING = (
    Standing("edit", (PRIVATE, PENDING, PUBLISHED, ARCHIVED), P.CONTENT_EDIT),
    Standing("share", (PRIVATE, PENDING, PUBLISHED, ARCHIVED), P.CONTENT_SHARE),
    Standing("delete", (PRIVATE, PENDING, PUBLISHED, ARCHIVED), P.CONTENT_DELETE),
)

CONTENT = Workflow(STATES, TRANSITIONS, PRIVATE, standing=STANDING)
