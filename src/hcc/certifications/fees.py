"""What a certified copy costs (TT 226/2016/TT-BTC), and how the amount comes about."""

from dataclasses import dataclass

FIRST_PAGES = 2
FIRST_PAGE_FEE = 2_000
FURTHER_PAGE_FEE = 1_000
MOST_A_COPY = 200_000


@dataclass(frozen=True)
class CopyFee:
    """A fee in đồng with its parts: `first` pages at 2,000, `further` at 1,000, the cap, times copies."""

    first: int
    further: int
    one_copy: int
    capped: bool
    copies: int

    @property
    def total(self) -> int:
        return self.one_copy * self.copies


def copy_fee(pages: int, copies: int) -> CopyFee:
    """The fee of `copies` certified copies of an original of `pages` pages. Both at least 1, else ValueError."""
    if pages < 1 or copies < 1:
        raise ValueError("pages and copies are at least 1")
    first = min(pages, FIRST_PAGES)
    further = pages - first
    reckoned = first * FIRST_PAGE_FEE + further * FURTHER_PAGE_FEE
    return CopyFee(first, further, min(reckoned, MOST_A_COPY), reckoned > MOST_A_COPY, copies)
