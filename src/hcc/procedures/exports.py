"""Files of many procedures that were asked for, written behind the request and kept for a day."""

from datetime import datetime, timedelta

from ZODB.blob import Blob

from hcc.core.folder import Folder, Node

AT_ONCE = 500
"""Of so many procedures a file is written while its reader waits: a workbook of them takes a second."""
KEPT = 5
"""Files kept; the oldest go first."""
KEPT_FOR = timedelta(days=1)


class Export(Node):
    """One file that was asked for."""

    blob: Blob | None = None
    """None while it is being written."""
    sha256 = ""
    size = 0
    done_at: datetime | None = None

    def __init__(self, *, ending: str, codes: tuple[str, ...], asked_by: str, asked_at: datetime) -> None:
        self.ending = ending
        self.codes = codes
        self.asked_by, self.asked_at = asked_by, asked_at


class ExportFolder(Folder):
    """The files by name, which is random: their number tells nothing."""

    def forget_older(self, now: datetime) -> None:
        """Let those go whose time is over, and the oldest of too many."""
        newest = sorted(self.values(), key=lambda one: one.asked_at, reverse=True)
        for number, one in enumerate(newest):
            if number >= KEPT or one.asked_at + KEPT_FOR <= now:
                del self._children[one.__name__]
