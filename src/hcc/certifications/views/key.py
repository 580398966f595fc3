"""The key the centre signs with, where a page can do without it; and what its pages say of it."""

import logging

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.text import TranslationString, message
from hcc.signing.errors import SigningError
from hcc.signing.keys import SigningKey
from hcc.signing.token import TokenKey

log = logging.getLogger(__name__)

WARNED_DAYS = 30
"""So long before its certificate ends everyone who signs is told: a new one takes weeks to get."""


def readable_key(request: Request) -> SigningKey | TokenKey | None:
    """The key, or None when its file is gone or cannot be opened just now; the log says why."""
    try:
        return request.registry["hcc.signing_key"]()
    except (SigningError, OSError, UnicodeDecodeError):
        log.exception("the signing key cannot be read")
        return None


def key_warnings(request: Request, key: SigningKey | TokenKey | None) -> list[TranslationString]:
    """What whoever signs must know before she does, most pressing first."""
    said = _expiry_warnings(request, key)
    left = key.tries_left if key is not None else None
    if left == 0:
        said.append(message("The signing token is locked: whoever issued it must open it again."))
    elif left is not None:
        said.append(
            message(
                "The last PIN typed was wrong. At most ${left} more wrong tries, then the token locks.",
                mapping={"left": left},
            )
        )
    return said


def desk_warnings(request: Request) -> list[TranslationString]:
    """What the desk must know of a configured certificate; the trial key is not even loaded for it."""
    configured = request.office.signing_key or request.office.token_module
    return _expiry_warnings(request, readable_key(request)) if configured else []


def _expiry_warnings(request: Request, key: SigningKey | TokenKey | None) -> list[TranslationString]:
    if key is None:
        return [message("The signing key cannot be read: electronic copies cannot be signed. Tell the administrator.")]
    days, day = (key.not_after - request.now).days, f"{key.not_after.astimezone(LOCAL):%d/%m/%Y}"
    if request.now > key.not_after:
        return [message("The signing certificate ended on ${day}. Have it renewed.", mapping={"day": day})]
    if days >= WARNED_DAYS:
        return []
    return [
        message(
            "The signing certificate ends on ${day}, in ${days} days. Have it renewed in time.",
            mapping={"day": day, "days": days},
        )
    ]
