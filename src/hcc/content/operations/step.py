"""A thing takes a step of the workflow: it is submitted, published, archived …, alone or with what lies in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.permissions import Permission
from hcc.core.text import clean_text, message

from ..recording import note_changed
from ..resources import Container, FileItem, ImageItem, Item
from ..workflow import CONTENT, DATED, PUBLISHED

May = Callable[[Permission, Item], bool]
"""Whether whoever acts may do that to that thing."""


class ReversedDates(Refusal):
    field = "expires_date"
    text = message("It would end before it begins. Choose a later end, or an earlier beginning.")


class BeginsInThePast(Refusal):
    field = "publish_date"
    text = message("This moment has passed. Leave the field empty to publish at once, or choose a later moment.")


class EndsInThePast(Refusal):
    field = "expires_date"
    text = message("This moment has passed: nobody would ever see it. Choose a later end, or leave the field empty.")


class PictureUntold(Refusal):
    field = "step"
    text = message("The picture “${title}” has no words for people who cannot see it. Write what it shows first.")


class RecordingUntold(Refusal):
    field = "step"
    text = message("The recording “${title}” has no words for people who cannot hear it. Write down what it says.")


class MoreUntold(Refusal):
    field = "step"
    text = message("${count} more pictures or recordings have no words for people who cannot see or hear them either.")


NAMED = 10
"""Pictures and recordings named one by one where many lack words."""


def check_told(items: Iterable[Item], step: str) -> None:
    """Nothing becomes public that somebody who does not see or hear it would learn nothing of.

    Raises `Refusal` that names every picture of which nobody has said what it shows, and every recording without words.
    """
    if CONTENT.transitions[step].target != PUBLISHED:
        return
    untold = [one for one in items if isinstance(one, FileItem) and one.state != PUBLISHED and one.is_untold]
    found: list[Refusal] = [
        PictureUntold(title=one.title) if isinstance(one, ImageItem) else RecordingUntold(title=one.title)
        for one in untold[:NAMED]
    ]
    if len(untold) > NAMED:
        found.append(MoreUntold(count=len(untold) - NAMED))
    refuse_if(found)


def take_step(item: Item, **how: Any) -> int:
    """Take a step with one thing, see `take_steps`."""
    return take_steps([item], **how)


def take_steps(
    items: Sequence[Item],
    *,
    step: str,
    act: Act,
    note: str = "",
    publish_from: datetime | None = None,
    expires_at: datetime | None = None,
    with_inner: May | None = None,
) -> int:
    """Take a step with all of these or with none; none lies in another of them. `publish_from` and `expires_at` count
    where it makes a thing public; every other step drops them.

    With `with_inner` what lies in a folder takes the step too, without dates of its own, wherever it can and whoever
    acts may. Answers how many things of those did. Raises `NotInThisState`, `ReversedDates`, `BeginsInThePast`,
    `EndsInThePast`, `PictureUntold`, `RecordingUntold`.
    """
    dates = (_utc(publish_from), _utc(expires_at)) if step in DATED else (None, None)
    for item in items:
        CONTENT.target(step, item.state)
        _check_dates(item, *dates, act)
    within = [list(_able(item, step, with_inner)) if with_inner is not None else [] for item in items]
    check_told([*items, *chain(*within)], step)
    for item, inner in zip(items, within, strict=True):
        _move(item, step, act, note, dates, {"inner": len(inner)} if inner else {})
        for one in inner:
            _move(one, step, act, note, (None, None), {"along": item.id})
    return sum(map(len, within))


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment is not None else None


def _check_dates(item: Item, begin: datetime | None, end: datetime | None, act: Act) -> None:
    """What stands there already is no new mistake: an end may be moved while the beginning has long passed."""
    found: list[Refusal] = []
    if begin is not None and begin < act.at and begin != item.publish_from:
        found.append(BeginsInThePast())
    if end is not None and end <= act.at:
        found.append(EndsInThePast())
    elif begin is not None and end is not None and end <= begin:
        found.append(ReversedDates())
    refuse_if(found)


def _able(folder: Item, step: str, may: May) -> Iterator[Item]:
    """What lies in a folder, however deep, can take the step, and may by whoever acts."""
    transition = CONTENT.transitions[step]
    for child in folder.items_in_order() if isinstance(folder, Container) else ():
        if child.state in transition.sources and may(transition.permission, child):
            yield child
        yield from _able(child, step, may)


def _move(
    item: Item, step: str, act: Act, note: str, dates: tuple[datetime | None, datetime | None], more: dict
) -> None:
    before = (item.publish_from, item.expires_at)
    former, item.state, item.state_at = item.state, CONTENT.target(step, item.state), act.at
    item.publish_from, item.expires_at = dates
    facts = {**dates_told(before, "was_from", "was_until"), **dates_told(dates), **more}
    if note.strip():
        facts["note"] = clean_text(note)
    item.chain.append(act, step, before=former, after=item.state, **facts)
    item.root.relist_moments(item, before)
    note_changed(item)


def dates_told(
    dates: tuple[datetime | None, datetime | None], begin: str = "publish_from", end: str = "expires_at"
) -> dict[str, str]:
    """Dates as facts of a record; what is not set is left out."""
    return {name: moment.isoformat() for name, moment in zip((begin, end), dates, strict=True) if moment is not None}
