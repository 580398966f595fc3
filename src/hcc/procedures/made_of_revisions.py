"""What is made of a revision to be shown, kept once for all connections to the database.

Each connection has objects of its own, and forgets them when others are asked for: what was made of each would be made
again and again, and comparing it (see hcc.web.drawn) would take longer than putting a page together.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from pyramid.config import Configurator

from .resources import Revision

MOST = 512
"""Things kept; they take some 5 kilobytes each."""

T = TypeVar("T")


class MadeOfRevisions:
    """The things made last. Kept by the state stored: nothing that was changed since, or is not saved, is shown."""

    def __init__(self) -> None:
        self._kept: dict[tuple[bytes, bytes, Hashable], Any] = {}

    def of(self, revision: Revision, about: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes of the revision and of nothing else but what it is `about`."""
        revision._p_activate()
        if revision._p_jar is None or revision._p_changed:
            return make()
        key = (revision._p_oid, revision._p_serial, about)
        made = self._kept.get(key)
        if made is None:
            made = make()
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = made
        return made

    def __len__(self) -> int:
        return len(self._kept)


def includeme(config: Configurator) -> None:
    config.registry["hcc.made_of_revisions"] = MadeOfRevisions()
    config.add_request_method(lambda request: request.registry["hcc.made_of_revisions"].of, "made_of", reify=True)
