"""Where the attestation stands on an electronic copy: on which pages, in which corner as people see the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from hcc.core.text import TranslationString, message
from hcc.pdf.stamp_places import Corner, Pages

PAGES: dict[Pages, TranslationString] = {
    "last": message("The last page"),
    "first": message("The first page"),
    "all": message("Every page"),
}
CORNERS: dict[Corner, TranslationString] = {
    "bottom-right": message("Bottom right"),
    "bottom-left": message("Bottom left"),
    "top-right": message("Top right"),
    "top-left": message("Top left"),
}


@dataclass(frozen=True)
class StampPlace:
    """As the law has it (NĐ 23/2015/NĐ-CP art. 20) the last page, unless another suits the paper better."""

    pages: Pages = "last"
    corner: Corner = "bottom-right"

    def covers(self, page: int, of: int) -> bool:
        """Whether the page of this number, from 1, is stamped."""
        return self.pages == "all" or page == (1 if self.pages == "first" else of)


def read_place(sent: Mapping[str, object]) -> StampPlace:
    """The place that fields or an address name; the usual one in place of what is no place."""
    pages = next((one for one in get_args(Pages) if one == sent.get("pages")), StampPlace.pages)
    corner = next((one for one in get_args(Corner) if one == sent.get("corner")), StampPlace.corner)
    return StampPlace(pages, corner)
