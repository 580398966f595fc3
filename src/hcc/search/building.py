"""Making the files of an index, from every document or from those that changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hcc.search.document import SearchDocument
from hcc.search.memory import MemoryStorage, storage_of
from hcc.search.schema import fields_of, meta_fields
from hcc.search.terms import schema
from hcc.search.writing import writing

_BATCH = 3000
"""Documents that go into one Whoosh segment: bounds the memory it takes."""


def built(documents: Iterable[SearchDocument], position: tuple[int, int], as_of: str) -> MemoryStorage:
    """An index of these documents; of several with one key the first counts."""
    storage = MemoryStorage()
    whoosh_index = storage.create_index(schema())
    for batch in _batches(_by_key(documents), _BATCH):
        with writing(whoosh_index, merge=False) as writer:
            for document in batch:
                writer.add_document(**fields_of(document))
    with writing(whoosh_index, merge=False) as writer:
        writer.add_document(**meta_fields(*position, as_of))
    return storage


def changed(
    files: Mapping[str, bytes],
    former: Sequence[int],
    documents: Iterable[SearchDocument],
    position: tuple[int, int],
    as_of: str,
) -> MemoryStorage:
    """The index of `files` without the documents of the numbers `former`, its position among them, and with these."""
    storage = storage_of(files)
    with writing(storage.open_index(), merge=True) as writer:
        for number in former:
            writer.delete_document(number)
        for document in documents:
            writer.add_document(**fields_of(document))
        writer.add_document(**meta_fields(*position, as_of))
    return storage


def _by_key(documents: Iterable[SearchDocument]) -> Iterator[SearchDocument]:
    seen: set[str] = set()
    for document in documents:
        if document.key not in seen:
            seen.add(document.key)
            yield document


def _batches(documents: Iterable[SearchDocument], size: int) -> Iterator[list[SearchDocument]]:
    batch: list[SearchDocument] = []
    for document in documents:
        batch.append(document)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
