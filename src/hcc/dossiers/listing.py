"""The covering trees: lists are range reads of ready rows, never a walk over dossiers."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import chain
from typing import TYPE_CHECKING, Any

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet

from hcc.core.calendar import LOCAL
from hcc.core.kept_forms import KeptForms

from . import workflow
from .lives import Lives
from .opinions import Opinions
from .row_trees import RowTrees, id_of, moment_of, place_key, waiting_key
from .same_person import SamePerson
from .worklist import COUNTED, NO_DUE, OF_A_UNIT, START, Board, Place, Row, Span, Worklist, counted, row_from

if TYPE_CHECKING:
    from .resources import Dossier

LOOKS_KEPT = 2_000
"""Dossiers of which it is known how far an official has seen them: more than anybody has open."""

_LAST_ID = 1 << 62


class Listing(SamePerson, KeptForms, Lives, Opinions):
    """The part of the folder that holds its dossiers and lists them: by state and due moment, and on boards."""

    counters: Any
    fresh_days: tuple[date, ...]
    received_lately: Callable[[], list[frozenset[int]]]

    def __init__(self) -> None:
        super().__init__()
        self._dossiers = LOBTree()
        self.begin_lists()
        self.begin_open()

    def begin_lists(self) -> None:
        """Empty trees of rows; relisting every dossier fills them."""
        self._worklist = RowTrees()
        self._boards = RowTrees()
        self._boarded = LOBTree()
        self._handled = RowTrees()
        for dossier in self.all():
            dossier.listed = dossier.listed_in_hand = None

    def all(self) -> Iterator["Dossier"]:
        """Every dossier, in the order in which they were begun."""
        return iter(self._dossiers.values())

    def all_from(self, id: int) -> Iterator["Dossier"]:
        """Those from this id on, in the same order."""
        return iter(self._dossiers.values(id))

    def all_before(self, id: int | None = None) -> Iterator["Dossier"]:
        """Those begun before the one of this id, the newest first; None: all. Each is read when it is asked for."""
        below = id
        while True:
            try:
                below = self._dossiers.maxKey() if below is None else self._dossiers.maxKey(below - 1)
            except ValueError:  # there is none
                return
            yield self._dossiers[below]

    def first_begun_after(self, moment: datetime) -> int | None:
        """The id of the first dossier that was begun after this moment; None when there is none. It reads some twenty,
        and trusts that ids were given in the order of time."""
        if not self._dossiers or self._dossiers[self._dossiers.maxKey()].created_at <= moment:
            return None
        low, high = self._dossiers.minKey(), self._dossiers.maxKey()
        while low < high:
            middle = self._dossiers.maxKey((low + high) // 2)
            if self._dossiers[middle].created_at <= moment:
                low = self._dossiers.minKey(middle + 1)
            else:
                high = middle
        return low

    def relist(self, dossier: "Dossier") -> None:
        """Bring the covering trees up to date with the dossier."""
        self.note_life(dossier)
        row = row_of(dossier)
        key, line = row.key, row.line
        if dossier.listed is None or _is_final(dossier.listed.partition("|")[0]) != _is_final(row.state):
            self._note_open(dossier)
        if dossier.listed != key:
            if dossier.listed is not None and not self._leaves_later(dossier):
                self._worklist.pop(dossier.listed)
            dossier.listed = key
        self._worklist[key] = line
        in_hand = row.handled_key
        if dossier.listed_in_hand != in_hand:
            if dossier.listed_in_hand is not None:
                self._handled.pop(dossier.listed_in_hand)
            dossier.listed_in_hand = in_hand
        if in_hand is not None:
            self._handled[in_hand] = line
        if dossier.found_people is not dossier.parties:
            self.note_person(dossier)
        self.note_opinions(dossier)
        keys, known = board_keys(dossier), self._boarded.get(dossier.id, ())
        for one in known:
            if one not in keys:
                self._boards.pop(one)
        for one in keys:
            self._boards[one] = line
        if keys and keys != known:
            self._boarded[dossier.id] = keys
        elif known and not keys:
            del self._boarded[dossier.id]

    def _leaves_later(self, dossier: "Dossier") -> bool:
        """Whether its row may stand where it is until `strike_off`: nobody sees it there (see `fresh_numbers`)."""
        if dossier.received_at is None or dossier.listed != waiting_key(workflow.SUBMITTED, id=dossier.id):
            return False
        fresh = dossier.received_at.astimezone(LOCAL).date() in self.fresh_days
        return fresh and not self._worklist.is_written_anyway(dossier.listed)

    def strike_off(self, dossier: int) -> None:
        """Take a received dossier off the list of the submitted ones, if it still stands there."""
        self._worklist.pop(waiting_key(workflow.SUBMITTED, id=dossier))

    def by_id(self, dossier: int) -> "Dossier":
        """The dossier of an id that a counter or a list holds."""
        found: Dossier = self._dossiers[dossier]
        return found

    def row(self, dossier: int) -> Row | None:
        """The dossier as lists show it."""
        found = self._dossiers.get(dossier)
        line = self._worklist.get(found.listed) if found is not None and found.listed is not None else None
        return row_from(line) if line is not None else None

    _open: OOTreeSet | None = None
    """Procedure, number of the revision and id of every unfinished dossier. None in an older database until its
    evolution step makes it."""

    def begin_open(self) -> None:
        """Make the set of unfinished dossiers anew, from the dossiers there are."""
        self._open = OOTreeSet(sorted(_open_key(dossier) for dossier in self.all() if not _is_final(dossier.state)))

    def _note_open(self, dossier: "Dossier") -> None:
        if self._open is None:
            return
        key = _open_key(dossier)
        if _is_final(dossier.state):
            if key in self._open:
                self._open.remove(key)
        elif key not in self._open:
            self._open.add(key)

    def listing_faults(self) -> list[str]:
        """Where the covering trees and the dossiers disagree; empty when they are right."""
        gone = {waiting_key(workflow.SUBMITTED, id=id) for id in chain(*self.received_lately())}
        listed = [row_from(line) for key, line in self._worklist.items() if key not in gone]
        rows = {row.id: row.told for row in listed}
        right = ((d, row_of(d)) for d in self.all())
        wrong = (d for d, row in right if rows.get(d.id) != row.told or (d.listed, d.listed_in_hand) != row.places)
        faults = [f"dossier {d.number_shown} is listed wrongly" for d in wrong]
        if not len(rows) == len(listed) == len(self._dossiers):
            faults.append("the worklist holds doubled or stray rows")
        handled = {key: row_from(line).told for key, line in self._handled.items()}
        if handled != {row.handled_key: row for row in rows.values() if row.handled_key}:
            faults.append("the dossiers of a handler are listed wrongly")
        if set(self._open or ()) != {_open_key(dossier) for dossier in self.all() if not _is_final(dossier.state)}:
            faults.append("the open dossiers of a procedure are counted wrongly")
        should = {key: row_of(dossier).told for dossier in self.all() for key in board_keys(dossier)}
        if {key: row_from(line).told for key, line in self._boards.items()} != should:
            faults.append("a board shows other dossiers than it should")
        faults += self.opinion_faults(self.all())
        return [*faults, *self.people_faults(self.all()), *self.life_faults(self.all())]

    def worklist(self, state: str, *, limit: int = 50, after: tuple[int, int] = (0, 0)) -> Worklist:
        """Dossiers in a state ordered by due moment: a range read."""
        found = Worklist()
        for row in self.rows(Span(state), after):
            if len(found.rows) == limit:
                found.more = True
                break
            found.rows.append(row)
        return found

    def rows(self, span: Span, after: Place = START) -> Iterator[Row]:
        """The rows of a span behind a place, by due moment and id."""
        begin, end = max((span.since, 0), (after[0], after[1] + 1)), (span.until, 0)
        return map(row_from, self._lines(span, begin, end)) if begin < end else iter(())

    def count_in(self, span: Span, most: int = COUNTED, *, fits: Callable[[Row], bool] | None = None) -> int:
        """How many dossiers stand in a span, counted as far as `most` + 1; those of a step of one unit if they fit."""
        if span.since >= span.until:
            return 0
        lines = self._lines(span, (span.since, 0), (span.until, 0))
        if fits is not None:
            lines = (line for line in lines if OF_A_UNIT not in line or fits(row_from(line)))
        return counted(lines, most)

    def _lines(self, span: Span, begin: Place, end: Place) -> Iterator[str]:
        """The lines of a span from one place up to another."""
        names = (span.state,) if span.handler is None else (span.handler, span.state)
        first, behind = (place_key(*names, due=due, id=id) for due, id in (begin, end))
        lines = (self._worklist if span.handler is None else self._handled).between(first, behind)
        gone = self.received_lately() if names == (workflow.SUBMITTED,) else []
        return (line for place, line in lines if not any(id_of(place) in day for day in gone))

    _looked: OOBTree | None = None
    """Login -> dossier -> how many of its acts the official has seen. Made with the first look."""

    def looked_at(self, login: str) -> Mapping[int, int]:
        """How many acts of which dossier an official has seen."""
        return self._looked.get(login, {}) if self._looked is not None else {}

    def note_looked(self, login: str, dossier: int, seen: int) -> None:
        """An official has seen a dossier up to this act; the oldest looks are forgotten beyond LOOKS_KEPT."""
        if self._looked is None:
            self._looked = OOBTree()
        looks = self._looked.get(login)
        if looks is None:
            looks = self._looked[login] = LOBTree()
        if looks.get(dossier, -1) < seen:
            looks[dossier] = seen
        if len(looks) > LOOKS_KEPT:
            for old in list(looks.keys())[: len(looks) - LOOKS_KEPT + LOOKS_KEPT // 10]:
                del looks[old]

    def board(self, board: Board, after: Place = START) -> Iterator[tuple[int, Row]]:
        """What stands on a board behind a place: the moment it is ordered by, and the row."""
        due, id = max((0, 0), (after[0], after[1] + 1))
        first, behind = place_key(board.value, due=due, id=id), place_key(board.value, due=NO_DUE + 1)
        return ((moment_of(place), row_from(line)) for place, line in self._boards.between(first, behind))

    def count_board(self, board: Board, most: int = COUNTED) -> int:
        """How many dossiers stand on a board, counted as far as `most` + 1."""
        first, behind = place_key(board.value, due=0), place_key(board.value, due=NO_DUE + 1)
        return counted(self._boards.between(first, behind), most)

    def count_open(self, code: str, most: int = COUNTED) -> int:
        """How many unfinished dossiers of a procedure there are, counted as far as `most` + 1."""
        return counted(self._open_keys((code,), (code, _LAST_ID)), most)

    def open_revisions(self, code: str, most: int = COUNTED) -> dict[int, int]:
        """How many unfinished dossiers stand on which revision of a procedure, counted as far as `most` + 1 each;
        on the others there are none."""
        found: dict[int, int] = {}
        while (key := next(self._open_keys((code, max(found, default=-1) + 1), (code, _LAST_ID)), None)) is not None:
            found[key[1]] = counted(self._open_keys(key, (code, key[1], _LAST_ID)), most)
        return found

    def open_under(self, code: str, revision: int, after: int = 0) -> Iterator[int]:
        """The unfinished dossiers on this revision of a procedure, behind one of them, in the order they were begun."""
        keys = self._open_keys((code, revision, after + 1), (code, revision, _LAST_ID))
        return (id for _, _, id in keys)

    def is_open_under(self, code: str, revision: int, dossier: int) -> bool:
        """Whether a dossier is unfinished and stands on this revision of a procedure."""
        return self._open is not None and (code, revision, dossier) in self._open

    def _open_keys(self, first: tuple, last: tuple) -> Iterator[tuple[str, int, int]]:
        return iter(self._open.keys(min=first, max=last)) if self._open is not None else iter(())


def _due(dossier: "Dossier") -> int:
    return int(dossier.due.moment.timestamp()) if dossier.due else NO_DUE


def _open_key(dossier: "Dossier") -> tuple[str, int, int]:
    return dossier.record.code, dossier.revision.number, dossier.id


def _is_final(state: str) -> bool:
    return workflow.WORKFLOW.states[state].final


def row_of(dossier: "Dossier") -> Row:
    """The dossier as lists show it now."""
    helper = dossier.parties.helper
    return Row(
        id=dossier.id,
        state=dossier.state,
        due=_due(dossier),
        token=dossier.token,
        number=dossier.reception_number,
        procedure=dossier.record.code,
        title=dossier.record.title,
        owner=dossier.person.name,
        handler=dossier.handler or "",
        helper=helper.login if helper else "",
        code=dossier.dossier_code,
        channel=dossier.channel,
        field=dossier.record.field,
        official=dossier.handler or dossier.receiver,
        paused=dossier.due is not None and dossier.due.paused_since is not None,
        sealing=dossier.sealing,
        version=dossier.version,
        by=last.by if (last := dossier.chain.last) is not None else "",
        life=dossier.open_life or "",
        **_step_of(dossier),
    )


def _step_of(dossier: "Dossier") -> dict[str, Any]:
    leg = dossier.leg
    if leg is None:
        return {}
    told = {"process": dossier.process, "step": leg.step, "step_due": leg.due}
    return told | {"unit": leg.unit, "stand_in": leg.stand_in}


def board_keys(dossier: "Dossier") -> tuple[str, ...]:
    """Where the dossier stands besides the worklist."""
    places: list[tuple[Board, int]] = []
    if dossier.received_at is not None and not dossier.dossier_code:
        places.append((Board.NO_CODE, int(dossier.received_at.timestamp())))
    if dossier.state == workflow.RESOLVED:
        ready = dossier.resolved_at or dossier.created_at
        places.append((Board.NOT_FETCHED, int(ready.timestamp())))
    if dossier.sealing:
        places.append((Board.TO_SEAL, _due(dossier)))
    if dossier.received_at is not None and (day := dossier.owed()) is not None:
        moment = datetime.combine(day, time(23, 59, 59), LOCAL)
        places.append((Board.OWES_PAPER, int(moment.timestamp())))
    return tuple(place_key(board.value, due=moment, id=dossier.id) for board, moment in places)
