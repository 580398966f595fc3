"""The text of a thing is written anew; the former one stays as an earlier version."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, message

from ..recording import note_changed
from ..resources import Item, Text
from ..texts import digest_of
from ..versions import Version, Versions
from ..workflow import CONTENT


class WrittenMeanwhile(Refusal):
    """Somebody saved another text since the form was opened."""

    stale = True
    text = message(
        "${by} saved another text meanwhile. Yours stands below and is not saved yet: look at both, then save again."
    )


def edit_item(item: Item, *, text: Text, seen: int, act: Act, note: str = "") -> int:
    """Write a new text; answers the number of the version. `seen` is the version the writer began from.

    The same text again makes no version. Raises `WrittenMeanwhile`.
    """
    CONTENT.check("edit", item.state)
    if dict(text) == dict(item.text):
        return item.version
    if seen != item.version:
        raise WrittenMeanwhile(by=item.changed_by)
    if item.versions is None:
        item.versions = Versions()
    item.versions.keep(item.version, Version(item.text, item.changed_by, item.changed_at))
    item.text, item.version = dict(text), item.version + 1
    item.changed_by, item.changed_at = act.by, act.at
    facts = {"note": clean_line(note)} if note else {}
    item.chain.append(act, "edited", version=item.version, digest=digest_of(item.text), **facts)
    note_changed(item)
    return item.version
