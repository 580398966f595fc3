"""What an official has typed and not yet sent, kept for her alone until she sends it or gives it up.

A form is kept as it was typed, so that a reload, the back button or a power cut loses nothing. It may hold personal
data: nobody else sees it, the newest few stay, and none longer than a day, or what the folder says.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from BTrees.OOBTree import OOBTree
from persistent.mapping import PersistentMapping

Controls = Sequence[tuple[str, str]]
KEPT = timedelta(hours=24)
MOST = 8
"""Forms kept for one official."""
LARGEST = 60_000
"""Letters of one form; a larger one is not kept."""


class KeptForms:
    """The part of the folder that keeps forms by official and name."""

    keeps_forms_for = KEPT
    largest_form = LARGEST
    _kept_forms: OOBTree | None = None

    def keep_form(self, login: str, name: str, controls: Controls, at: datetime) -> bool:
        """Keep what stands in a form; answers whether it was kept."""
        typed, at = tuple((str(name), str(value)) for name, value in controls), at.astimezone(UTC)
        if sum(len(key) + len(value) for key, value in typed) > self.largest_form:
            return False
        if self._kept_forms is None:
            self._kept_forms = OOBTree()
        mine = self._kept_forms.get(login)
        if mine is None:
            mine = self._kept_forms[login] = PersistentMapping()
        mine[name] = (at, typed)
        for old in [key for key, (when, _) in mine.items() if at - when > self.keeps_forms_for]:
            del mine[old]
        while len(mine) > MOST:
            del mine[min(mine, key=lambda key: mine[key][0])]
        return True

    def kept_form(self, login: str, name: str, now: datetime) -> tuple[datetime, Controls] | None:
        """When and what was kept; None when nothing was, or too long ago."""
        mine = self._kept_forms.get(login) if self._kept_forms is not None else None
        found = mine.get(name) if mine is not None else None
        return found if found is not None and now - found[0] <= self.keeps_forms_for else None

    def newest_form(self, login: str, kind: str, now: datetime) -> str | None:
        """The name of what she typed last, of those that begin with `kind`; None when nothing is kept."""
        mine = (self._kept_forms.get(login) if self._kept_forms is not None else None) or {}
        names = [name for name, (at, _) in mine.items() if name.startswith(kind) and now - at <= self.keeps_forms_for]
        return max(names, key=lambda name: mine[name][0], default=None)

    def forget_form(self, login: str, name: str) -> None:
        """The form was sent, or given up."""
        mine = self._kept_forms.get(login) if self._kept_forms is not None else None
        if mine is not None and name in mine:
            del mine[name]
