"""A thing takes a step of the workflow: it is submitted, published, archived …"""

from datetime import datetime

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_text, message

from ..recording import note_changed
from ..resources import Item
from ..workflow import CONTENT


class ReversedDates(Refusal):
    field = "expires_at"
    text = message("It would end before it begins. Choose a later end, or an earlier beginning.")


def take_step(
    item: Item,
    *,
    step: str,
    act: Act,
    note: str = "",
    publish_from: datetime | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Take a step; `publish_from` and `expires_at` count where it publishes.

    Raises `NotInThisState`, `ReversedDates`.
    """
    target = CONTENT.target(step, item.state)
    before = (item.publish_from, item.expires_at)
    if step == "publish":
        if expires_at is not None and expires_at <= (publish_from or act.at):
            raise ReversedDates()
        item.publish_from, item.expires_at = publish_from, expires_at
    former, item.state, item.state_at = item.state, target, act.at
    facts: dict = {"note": clean_text(note)} if note.strip() else {}
    if step == "publish":
        facts |= {
            name: moment.isoformat()
            for name, moment in (("publish_from", publish_from), ("expires_at", expires_at))
            if moment is not None
        }
    item.chain.append(act, step, before=former, after=target, **facts)
    item.root.relist_moments(item, before)
    note_changed(item)
