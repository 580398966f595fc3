"""What lists show of a thing without loading it: plain values, kept by its folder."""

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from hcc.core.text import fold

if TYPE_CHECKING:
    from .resources import Item


class Line(IntEnum):
    """Places of the values in a line. Moments are seconds since 1970, None where there is none."""

    ID = 0
    KIND = 1
    TITLE = 2
    STATE = 3
    PUBLISH_FROM = 4
    EXPIRES_AT = 5
    MADE = 6
    CHANGED = 7
    CHANGED_BY = 8
    IN_MENU = 9
    SORTED = 10
    """The title without accents, for sorting and filtering."""
    SUMMARY = 11
    SINCE = 12
    """Since when it is public, where it is."""
    TITLE_EN = 13
    MORE = 14
    """What its kind tells besides, by names (`Item.listed_more`)."""


def line_of(item: "Item") -> list[Any]:
    """The line of a thing as it stands."""
    return [
        item.id,
        item.kind,
        item.title,
        item.state,
        item.publish_from.timestamp() if item.publish_from is not None else None,
        item.expires_at.timestamp() if item.expires_at is not None else None,
        item.made_at.timestamp(),
        item.changed_at.timestamp(),
        item.changed_by,
        item.in_menu,
        fold(item.title),
        item.listed_summary,
        (item.publish_from or item.state_at or item.made_at).timestamp(),
        item.text.get("title_en") or "",
        item.listed_more(),
    ]
