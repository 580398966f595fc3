"""Handing an electronic certified copy over: a link that only its holder knows, for some days."""

import secrets
from datetime import timedelta

from hcc.accounts.operations.sessions import session_digest
from hcc.core.act import Act
from hcc.core.errors import NotInThisState, Refusal
from hcc.core.text import message

from ..deliveries import Delivery
from ..resources import BookEntry, BookFolder
from ..telling_links import LINK_GIVEN
from ..workflow import ISSUED


class NothingToDeliver(Refusal):
    text = message("Only an electronic copy has a link. A paper signed in ink is handed over at the desk.")


def deliver(books: BookFolder, *, entry: BookEntry, days: int, act: Act) -> str:
    """A link by which whoever asked for the copy fetches it during so many days; answers its secret (192 random bits).

    An earlier link is worth nothing any more. Raises NotInThisState and NothingToDeliver.
    """
    if entry.state != ISSUED:
        raise NotInThisState(act="deliver", state=entry.state)
    if entry.paper is None:
        raise NothingToDeliver()
    secret = secrets.token_hex(24)
    delivery = Delivery(session_digest(secret), act.by, act.at, act.at + timedelta(days=days))
    books.deliveries.put(delivery, entry)
    entry.book.chain.append(act, LINK_GIVEN, number=entry.number, until=delivery.until.isoformat())
    return secret
