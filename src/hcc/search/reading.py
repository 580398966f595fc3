"""Reading where a term stands, a block at a time: Whoosh goes from one posting to the next in several calls."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, compress, repeat
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import SegmentReader, TermNotFound

_ONE = 1


def postings_of(readers: Sequence[tuple[SegmentReader, int]], field: str, term: str, type: str) -> tuple[array, array]:
    """The documents that have `term` in `field`, without deleted ones, as an array of that type, and its weight in
    each. `readers`: each segment, and the number of its first document.
    """
    documents = array(type)
    weights: list[bytes | Sequence[float]] = []
    for reader, first in readers:
        for some, their_weights in _blocks(reader, field, term, first):
            documents.extend(array(type, some))
            weights.append(their_weights)
    counts = [some for some in weights if isinstance(some, bytes)]
    if len(counts) == len(weights):
        return documents, array("B", b"".join(counts))
    return documents, array("f", chain.from_iterable(weights))


def _blocks(
    reader: SegmentReader, field: str, term: str, first: int
) -> Iterator[tuple[Sequence[int], bytes | Sequence[float]]]:
    """Documents and weights: one byte each where the weights are small numbers."""
    try:
        matcher = reader.postings(field, term)
    except TermNotFound:
        return
    # Whoosh leaves deleted documents out one by one; whoever reads blocks does so afterwards.
    matcher = getattr(matcher, "child", matcher)
    deleted = reader.deleted_docs_set
    for gaps, weights in _read(matcher):
        documents = list(accumulate(gaps, initial=first))
        del documents[0]
        if deleted:
            kept = [document - first not in deleted for document in documents]
            documents = list(compress(documents, kept))
            counts = isinstance(weights, bytes)
            weights = bytes(compress(weights, kept)) if counts else list(compress(weights, kept))  # type: ignore[arg-type]
        yield documents, weights


def _read(matcher: Any) -> Iterator[tuple[Sequence[int], bytes | Sequence[float]]]:
    """Each document as what it is more than the one before in its block, and the weights."""
    if isinstance(matcher, W3LeafMatcher):
        matcher.reset()
        while matcher.is_active():
            matcher._read_data()
            gaps, weights, _ = matcher._data
            if weights is None:
                weights = bytes(repeat(_ONE, len(gaps)))
            elif isinstance(weights, float):
                weights = _short([weights] * len(gaps))
            yield gaps, weights
            matcher._next_block()
    while matcher.is_active():
        yield (matcher.id(),), _short([matcher.weight()])
        matcher.next()


def _short(weights: list[float]) -> bytes | list[float]:
    counts = [int(weight) for weight in weights]
    return bytes(counts) if counts == weights and max(counts) < 256 else weights
