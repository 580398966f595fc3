"""What the index is told of one thing that can be found."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SearchDocument:
    """One page, procedure or record as search sees it. Plain text only; markup is for the caller to take off."""

    key: str
    """Names the document for good; what a `Hit` gives back."""
    title: str
    other_titles: tuple[str, ...] = ()
    """Everyday and former names; they are searched like the title but never shown."""
    body: str = ""
    codes: tuple[str, ...] = ()
    """Numbers people type, as printed: "2.000815.000.00.00.H38" is found by itself, by 2.000815 and by 000815."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values to filter and count by, such as {"field": ("Hộ tịch",)}."""
    rank: float = 0.0
    """From 0 to 1: how much sooner than its like this one is wanted. 1 lifts a score a little."""
    newest: int = 0
    """Sorted by this, the highest first, when the newest are asked for; such as the day of the last change."""
    sort_key: str = ""
    """Sorted by this instead of the title, when given."""
    asked_as: tuple[str, ...] = ()
    """How people ask for it, in their own words; searched, never shown."""
    stamp: str = ""
    """Names the state it was made from, when given: two of one key and one stamp are alike."""
