"""Which dossiers are about one person: by citizen number, and by name with birth date where there is no number."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOTreeSet

from hcc.core.text import fold

from .worklist import Row

if TYPE_CHECKING:
    from .people import Person
    from .resources import Dossier

MOST = 12
"""Dossiers of one person that are looked at: the newest."""
_FIRST_ID, _LAST_ID = 0, 1 << 62


def person_keys(person: "Person") -> tuple[tuple[str, str], ...]:
    """What a person is known by. A name alone is nobody: many share it."""
    keys = []
    if person.citizen_number:
        keys.append(("number", person.citizen_number))
    if person.name and person.birth:
        keys.append(("name", f"{' '.join(fold(person.name).split())}|{person.birth}"))
    return tuple(keys)


class SamePerson:
    """The part of the folder that finds a person's dossiers. Its trees change only when the person does."""

    row: Callable[[int], Row | None]

    def __init__(self) -> None:
        super().__init__()
        self.begin_people()

    def begin_people(self) -> None:
        """Empty trees; relisting every dossier fills them."""
        self._people = OOTreeSet()
        self._people_of = LOBTree()

    def note_person(self, dossier: "Dossier") -> None:
        """Bring the trees up to date with whose dossier it is."""
        keys, known = person_keys(dossier.person), self._people_of.get(dossier.id, ())
        if keys == known:
            return
        for kind, value in known:
            self._people.remove((kind, value, dossier.id))
        for kind, value in keys:
            self._people.add((kind, value, dossier.id))
        if keys:
            self._people_of[dossier.id] = keys
        else:
            del self._people_of[dossier.id]

    def dossiers_of(self, person: "Person") -> Iterator[Row]:
        """Rows of the dossiers of whoever has this number, or this name and birth date; the newest first."""
        found: set[int] = set()
        for kind, value in person_keys(person):
            keys = self._people.keys(min=(kind, value, _FIRST_ID), max=(kind, value, _LAST_ID))
            found.update(key[2] for key in islice(reversed(keys), MOST))
        for number in sorted(found, reverse=True)[:MOST]:
            if (row := self.row(number)) is not None:
                yield row

    def people_faults(self, dossiers: Iterator["Dossier"]) -> list[str]:
        """Where the trees and the dossiers disagree."""
        should = {(*key, dossier.id) for dossier in dossiers for key in person_keys(dossier.person)}
        return [] if set(self._people) == should else ["a person's dossiers are found wrongly"]
