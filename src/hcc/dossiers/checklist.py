"""What was found of each paper a dossier needs (thành phần hồ sơ), and whether that is enough for reception.

Kept inside dossiers: add fields with defaults, never rename them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache


class Verdict(StrEnum):
    """What the official found of one component."""

    PASSED = "passed"
    """Đạt: handed in and right."""
    MISSING = "missing"
    """Thiếu."""
    WRONG = "wrong"
    """Sai; the note says what is wrong."""
    FROM_DATABASE = "from_database"
    """Đã khai thác từ cơ sở dữ liệu: nothing has to be handed in (NĐ 309/2026 art. 2)."""
    SEEN_ON_VNEID = "seen_on_vneid"
    """Đã xem trên VNeID."""
    COMPARED = "compared_with_original"
    """Đã đối chiếu bản chính: the original was shown and goes home with the person."""
    PAPER_LATER = "paper_later"
    """Nộp bản giấy, số hóa sau: the note says why, the deadline until when."""
    NOT_NEEDED = "not_needed"
    """Does not apply in this case; only for components that are not mandatory."""
    ATTACHED = "attached"
    """A paper was handed in and scanned; the attachment names the component. Never ticked, always seen."""


STANDS_FOR_A_PAPER = frozenset(
    {
        Verdict.PASSED,
        Verdict.FROM_DATABASE,
        Verdict.SEEN_ON_VNEID,
        Verdict.COMPARED,
        Verdict.PAPER_LATER,
        Verdict.ATTACHED,
    }
)
"""With one of these a mandatory component is there."""
BLOCKS = frozenset({Verdict.MISSING, Verdict.WRONG})
"""With one of these on any component nothing can be received."""


@dataclass(frozen=True)
class Finding:
    """The verdict on one component."""

    verdict: Verdict
    note: str = ""
    """What is wrong, or why the paper is digitised later."""
    deadline: date | None = None
    """The last day for a paper that is digitised later."""


@cache
def _alone(verdict: Verdict) -> Finding:
    return Finding(verdict)


def finding(verdict: Verdict, note: str = "", deadline: date | None = None) -> Finding:
    """A finding; those that say nothing but one verdict are one object, which a dossier writes once."""
    return Finding(verdict, note, deadline) if note or deadline else _alone(verdict)


def findings(given: Mapping[int, Finding | str]) -> dict[int, Finding]:
    """Findings by component; a verdict alone stands for a finding without a note. Raises ValueError for no verdict."""
    return {
        index: found if isinstance(found, Finding) else finding(Verdict(found))
        for index, found in given.items()
        if found
    }
