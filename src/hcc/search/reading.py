"""Reading where a term stands, a block at a time: Whoosh goes from one posting to the next in several calls."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import SegmentReader, TermNotFound


def postings_of(reader: SegmentReader, field: str, term: str) -> tuple[array, array]:
    """The documents of a segment that have `term` in `field`, without deleted ones, and its weight in each."""
    documents, weights = array("I"), array("f")
    try:
        matcher = reader.postings(field, term)
    except TermNotFound:
        return documents, weights
    # Whoosh leaves deleted documents out one by one; whoever reads blocks does so afterwards.
    matcher = getattr(matcher, "child", matcher)
    matcher.reset()
    for some, their_weights in _blocks(matcher):
        documents.extend(some)
        weights.extend(their_weights)
    if deleted := reader.deleted_docs_set:
        kept = [document not in deleted for document in documents]
        return array("I", compress(documents, kept)), array("f", compress(weights, kept))
    return documents, weights


def _blocks(matcher: Any) -> Iterator[tuple[Sequence[int] | Iterator[int], Sequence[float]]]:
    if isinstance(matcher, W3LeafMatcher):
        while matcher.is_active():
            matcher._read_weights()
            yield accumulate(matcher._data[0]), matcher._weights
            matcher._next_block()
    while matcher.is_active():
        yield (matcher.id(),), (matcher.weight(),)
        matcher.next()
