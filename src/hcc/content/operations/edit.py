"""The text of a thing is written anew; the former one stays as an earlier version."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, message

from ..files import lacks_words
from ..reconciling import reconcile, text_of
from ..recording import note_changed
from ..resources import Item, Text
from ..texts import digest_of
from ..versions import Version, Versions
from ..workflow import CONTENT, PUBLISHED


def edit_item(item: Item, *, text: Text, seen: int, act: Act, note: str = "", **more: int) -> bool:
    """Write a new text; answers whether what somebody else saved meanwhile was joined to it. `seen` is the version the
    writer began from; `more` are further facts for the record.

    The same text again makes no version. Raises `BothWrote`.
    """
    CONTENT.check("edit", item.state)
    text = {name: value for name, value in text.items() if value or name in item.text}
    whole = reconcile(item, text=text, seen=seen)
    if whole.text != dict(item.text):
        facts = {**({"note": clean_line(note)} if note else {}), **({"joined": seen} if whole.joined else {}), **more}
        write_text(item, whole.text, act, "edited", **facts)
    return whole.joined


class NoSuchVersion(Refusal):
    text = message("There is no such version of this page. Choose one from its history.")


class UntoldBefore(Refusal):
    text = message(
        "That text lacks the words for people who cannot see or hear it, and citizens read it. Edit the present text"
        " instead."
    )


def restore_version(item: Item, *, number: int, act: Act) -> None:
    """Bring an earlier text back, as a new version. Raises `NoSuchVersion`, `UntoldBefore`."""
    CONTENT.check("edit", item.state)
    text = text_of(item, number)
    if text is None:
        raise NoSuchVersion()
    check_words(item, text)
    if dict(text) != dict(item.text):
        write_text(item, text, act, "text_restored", of=number)


def check_words(item: Item, text: Text) -> None:
    """What citizens see does not lose its words for who cannot see or hear it. Raises `UntoldBefore`."""
    if item.state == PUBLISHED and lacks_words(item.kind, text):
        raise UntoldBefore()


def write_text(item: Item, text: Text, act: Act, what: str, **facts: object) -> None:
    """Put a text in the place of the present one, as a version of its own, and say so on record."""
    if item.versions is None:
        item.versions = Versions()
    item.versions.keep(item.version, Version(item.text, item.changed_by, item.changed_at))
    before = item.turning_points()
    item.text, item.version = dict(text), item.version + 1
    item.changed_by, item.changed_at = act.by, act.at
    item.chain.append(act, what, version=item.version, digest=digest_of(item.text), **facts)
    item.root.relist_moments(item, before)
    note_changed(item)
