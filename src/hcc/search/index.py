"""The index of one node: it follows a journal, heals itself, and lends out the generation queries work on."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hcc.search.document import SearchDocument
from hcc.search.fingerprint import fingerprint
from hcc.search.journal import Journal
from hcc.search.outline import Outline
from hcc.search.store import FilesDamaged, FileStore, Lock

# Loaded with the index, for the first question: the front page needs neither.
if TYPE_CHECKING:
    from hcc.search.memory import MemoryStorage
    from hcc.search.snapshot import Snapshot
    from hcc.search.synonyms import SynonymTable

log = logging.getLogger(__name__)

LOOK_AGAIN = 1.0
"""Seconds after which a search looks whether the files are still as they were left."""
TRY_AGAIN = 30.0
"""Seconds after which files that could not be written are tried again."""

CACHE_BYTES = 12 * 2**20
"""Memory for answers and postings of one generation."""

Read = Callable[[str], SearchDocument | None]
ReadAll = Callable[[], Iterable[SearchDocument]]
Crossed = Callable[[str], Iterable[str]]
Stamp = Callable[[str], str | None]
Synonyms = Mapping[str, Sequence[str]]
"""What people say -> what titles say."""


class IndexUnavailable(Exception):
    """There is no index yet that could be asked: list from the database meanwhile."""


class SearchIndex:
    """Full-text index in `folder`, derived from documents and always possible to make again.

    Any number of threads may share one, and several processes a folder. Every page that searches first calls
    `catch_up`, which costs a comparison when nothing changed. Answers come from memory: what happens to the files
    after they were read and checked changes no answer, and the next search puts them back.
    """

    def __init__(
        self,
        folder: Path,
        synonyms: "Synonyms | Callable[[], Synonyms | SynonymTable] | None" = None,
        *,
        documents_made_by: str = "",
        cache_bytes: int = CACHE_BYTES,
        patience: float = 10.0,
    ) -> None:
        """`synonyms`, or what reads them when they are first needed and may have taken them apart for several indexes.

        `cache_bytes`: memory for postings already read.

        `documents_made_by` names what makes the documents; files of an index whose documents were made otherwise are
        not used. `patience`: seconds to wait for another thread that is making the first index.
        """
        self._synonyms = synonyms or {}
        self._store = FileStore(Path(folder), fingerprint(documents_made_by))
        self._cache_bytes = cache_bytes
        self._patience = patience
        self._snapshot: Snapshot | None = None
        self._outline: Outline | None = None
        self._confirmed = False
        self._distrusted = 0
        self._updating = threading.Lock()
        self._looked = time.monotonic()

    @cached_property
    def synonyms(self) -> "SynonymTable":
        """What people say and what titles say; taken apart for the first query."""
        from hcc.search.synonyms import SynonymTable

        known = self._synonyms() if callable(self._synonyms) else self._synonyms
        return known if isinstance(known, SynonymTable) else SynonymTable(known)

    @property
    def generation(self) -> int:
        """Changes with every change of what a search may answer; 0 before the first index."""
        return self._snapshot.generation if self._snapshot else 0

    @property
    def sequence(self) -> int:
        """Number of the last journal entry applied."""
        return self._snapshot.position[0] if self._snapshot else 0

    @property
    def total(self) -> int:
        """Documents in the index."""
        return self._snapshot.total if self._snapshot else 0

    @property
    def is_kept(self) -> bool:
        """Whether there is an index to ask, in memory or on the disk: nobody must wait until one is made."""
        return self._snapshot is not None or self._store.generation() > 0

    def snapshot(self) -> "Snapshot":
        """The generation to ask now. Raises IndexUnavailable before the first `catch_up` that got an index."""
        if self._snapshot is None:
            raise IndexUnavailable
        return self._snapshot

    def outline(self, journal: Journal, as_of: str = "") -> Outline | None:
        """What there is to be found now, without loading the index; None when only `catch_up` can tell."""
        if self._snapshot is not None:
            outline: Outline | None = self._snapshot.outline
        else:
            outline = self._outline = self._outline or self._store.outline()
        return outline if outline is not None and outline.is_current(journal.position, as_of) else None

    def catch_up(
        self,
        journal: Journal,
        read: Read,
        read_all: ReadAll,
        *,
        as_of: str = "",
        crossed: Crossed | None = None,
        stamp: Stamp | None = None,
    ) -> bool:
        """Bring the index to where `journal` stands; whether it is there now.

        `read(key)` gives the present state of one document, None when it should not be found (any more); `read_all()`
        gives every document, for a rebuild when the index is missing, damaged, made by other code, or belongs to
        another history of the database. Both are called in this thread only. What they raise comes through and
        leaves the index as it was.

        `as_of` is a label that content depends on besides the journal, such as today's date: when it changed,
        `crossed(former label)` names the keys to read again; without `crossed`, all are.

        `stamp(key)` gives the stamp that `read(key)` would give, without making the document, or None as it does:
        what the journal names but stands in the index as it is now is not read.

        False means that another thread or process is at work on the index (it will be current soon), or that
        `journal` is seen as it was a moment ago.
        """
        if self._is_current(journal, as_of):
            if time.monotonic() - self._looked >= LOOK_AGAIN:
                self._keep_whole()
            return True
        if not self._updating.acquire(timeout=self._wait()):
            return False
        try:
            return self._follow(journal, read, read_all, as_of, crossed, stamp)
        finally:
            self._updating.release()

    def rebuild(self, journal: Journal, read_all: ReadAll, *, as_of: str = "") -> None:
        """Make the index anew from every document. Waits for whoever is at work on it."""
        with self._updating, self._store.locked(self._patience) as lock:
            self._build(journal.position, read_all, as_of, keep=lock is Lock.HELD)

    def distrust(self, snapshot: "Snapshot") -> None:
        """Give up a generation that could not be read; the next `catch_up` makes the index anew."""
        log.warning("search index generation %d cannot be read and is to be made anew", snapshot.generation)
        self._distrusted = snapshot.generation
        if self._snapshot is snapshot:
            self._snapshot = None

    def _wait(self) -> float:
        return 0 if self._snapshot else self._patience

    def _is_current(self, journal: Journal, as_of: str) -> bool:
        snapshot = self._snapshot
        return snapshot is not None and snapshot.position == journal.position and snapshot.as_of == as_of

    def _follow(
        self,
        journal: Journal,
        read: Read,
        read_all: ReadAll,
        as_of: str,
        crossed: Crossed | None,
        stamp: Stamp | None,
    ) -> bool:
        self._take_newer()
        if self._is_current(journal, as_of):
            self._confirmed = True
            return True
        with self._store.locked(self._wait()) as lock:
            if lock is Lock.BUSY and self._snapshot is not None:
                return False
            keep = lock is Lock.HELD
            self._take_newer()
            snapshot = self._snapshot
            if snapshot is None or not journal.knows(snapshot.position):
                if snapshot is not None and self._confirmed and self._is_ahead(snapshot, journal):
                    return False
                self._build(journal.position, read_all, as_of, keep=keep)
            elif not self._is_current(journal, as_of):
                keys = {key for _, _, key in journal.since(snapshot.position[0])}
                if snapshot.as_of != as_of:
                    if crossed is None:
                        self._build(journal.position, read_all, as_of, keep=keep)
                        return True
                    keys.update(crossed(snapshot.as_of))
                if stamp is not None:
                    keys = snapshot.otherwise(keys, stamp)
                if not keys and stamp is not None:
                    snapshot.is_still_right(journal.position, as_of)
                else:
                    self._apply(snapshot, keys, journal.position, read, as_of, keep=keep)
            self._confirmed = True
            return True

    def _keep_whole(self) -> None:
        """Put files back that were deleted or altered since they were read or written here; never waits."""
        if not self._updating.acquire(blocking=False):
            return
        try:
            self._looked, snapshot = time.monotonic(), self._snapshot
            if snapshot is None or self._store.is_untouched():
                return
            with self._store.locked() as lock:
                if lock is Lock.HELD and self._store.needs(snapshot.generation):
                    log.warning("search index files were altered: they are put back")
                    self._save(snapshot)
        finally:
            self._updating.release()

    @staticmethod
    def _is_ahead(snapshot: "Snapshot", journal: Journal) -> bool:
        # In a running process: this thread's view of the database is older than another thread's. At the start of
        # one (not confirmed): more likely the database was put back to an older day.
        return snapshot.position[0] > journal.last

    def _take_newer(self) -> None:
        """Read from disk what another process has put there, if anything."""
        if self._snapshot is not None and self._store.generation() <= self._snapshot.generation:
            return
        try:
            from hcc.search.memory import storage_of
            from hcc.search.snapshot import Snapshot

            stored = self._store.load()
            if stored is not None and stored.generation != self._distrusted:
                self._snapshot = Snapshot(storage_of(stored.files), stored.generation, self._cache_bytes).prepare()
        except FilesDamaged as damage:
            log.warning("search index is to be made anew: %s", damage)
        except Exception:
            # Whoosh raises whatever its unpickling meets. The index can always be made again.
            log.warning("search index cannot be opened and is to be made anew", exc_info=True)

    def _build(self, position: tuple[int, int], read_all: ReadAll, as_of: str, *, keep: bool) -> None:
        from hcc.search.building import built

        started = time.perf_counter()
        self._put(built(read_all(), position, as_of), keep=keep)
        log.info("search index made anew: %d documents in %.1f s", self.total, time.perf_counter() - started)

    def _apply(
        self,
        snapshot: "Snapshot",
        keys: Iterable[str],
        position: tuple[int, int],
        read: Read,
        as_of: str,
        *,
        keep: bool,
    ) -> None:
        from hcc.search.building import changed

        keys = sorted(keys)
        documents = [document for key in keys if (document := read(key)) is not None]
        storage = changed(snapshot.files, snapshot.numbers_of(keys), documents, position, as_of)
        self._put(storage, keep=keep, former=snapshot)

    def _put(self, storage: "MemoryStorage", *, keep: bool, former: "Snapshot | None" = None) -> None:
        from hcc.search.snapshot import Snapshot

        generation = max(self.generation, self._distrusted, self._store.generation()) + 1
        snapshot = Snapshot(storage, generation, self._cache_bytes, former).prepare()
        if keep:
            self._save(snapshot)
        self._snapshot = snapshot

    def _save(self, snapshot: "Snapshot") -> None:
        try:
            self._store.save(snapshot.generation, snapshot.files, snapshot.outline)
        except OSError:
            log.warning("search index cannot be written; answers come from memory", exc_info=True)
            self._looked = time.monotonic() + TRY_AGAIN
