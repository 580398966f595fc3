"""Writing a segment of the Whoosh index, in a fraction of Whoosh's own time.

Whoosh sorts single postings, because they might not fit into memory, and checks each several times. Ours do fit (see
`index`), and come in the order of their documents: they are kept by term, and written a block at a time. The files are
Whoosh's own format.
"""

from array import array
from collections.abc import Iterator, Mapping
from operator import sub
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter
from whoosh.writing import SegmentWriter

from hcc.search.terms import Terms

_BLOCK = 65536
"""Postings of one block; a term is always read whole, so that Whoosh's smaller ones only cost."""
_COMPRESSION = 3
_WORTH_COMPRESSING = 32
"""Postings from which a block gets shorter by more than the time it takes."""


class _Terms:
    """What Whoosh calls the pool: the postings of a segment, by field and term."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[str, list[Any]]] = {}
        """For each term its documents and its weights in them, taking turns."""

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting. Those of a term must come in the order of their documents."""
        field, term, document, weight, _ = posting
        self.add_document(field, document, {term.decode(): int(weight) if weight == int(weight) else weight})

    def add_document(self, field: str, document: int, weights: Mapping[str, float]) -> None:
        """Take all terms of a field of one document."""
        terms = self._fields.setdefault(field, {})
        for term, weight in weights.items():
            found = terms.get(term)
            if found is None:
                terms[term] = [document, weight]
            else:
                found += (document, weight)

    def iter_postings(self) -> Iterator[tuple[str, Iterator[tuple[bytes, list[int], list[float]]]]]:
        """Field by field the terms, each with its documents and weights, all in order."""
        for field in sorted(self._fields):
            terms = self._fields[field]
            encoded = sorted((term.encode("utf-8", "replace"), term) for term in terms)
            yield field, ((code, terms[term][::2], terms[term][1::2]) for code, term in encoded)

    def cleanup(self) -> None:
        """Nothing was put on disk."""


class _PostingsWriter(W3PostingsWriter):
    def add_all(self, documents: list[int], weights: list[float]) -> None:
        self._compression = _COMPRESSION if len(documents) >= _WORTH_COMPRESSING else 0
        for start in range(0, len(documents), self._blocklimit):
            if start:
                self._write_block()
            self._ids = documents[start : start + self._blocklimit]
            self._weights = _short(weights[start : start + self._blocklimit])
            self._maxweight = max(self._weights)

    # What Whoosh reads as a tuple it reads as bytes too, and these are read in a tenth of the time.

    def _mini_ids(self):
        ids = self._ids
        gaps = (ids[0], *map(sub, ids[1:], ids))
        return bytes(gaps) if max(gaps) < 256 else gaps

    def _mini_weights(self):
        weights, first = self._weights, self._weights[0]
        if weights.count(first) == len(weights):
            return None if first == 1 else float(first)
        return weights if isinstance(weights, bytes) else tuple(weights)


def _short(weights: list[float]) -> bytes | array:
    """Numbers of times as one byte each; weights that are none as they are."""
    try:
        return bytes(weights)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return array("f", weights)


class _FieldWriter(W3FieldWriter):
    def add_postings(self, schema, lengths, items) -> None:
        for field, terms in items:
            self.start_field(field, schema[field])
            for term, documents, weights in terms:
                self.start_term(term)
                self._postwriter.add_all(documents, weights)
                self.finish_term()
            self.finish_field()


class _Codec(W3Codec):
    # Lengths of fields serve Whoosh's own scores, which nobody asks for; looking them up takes a third of the time.
    length_stats = False

    def field_writer(self, storage, segment):
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile, byteids=False):
        return _PostingsWriter(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)


class _Writer(SegmentWriter):
    def __init__(self, whoosh_index) -> None:
        super().__init__(whoosh_index, codec=_Codec(blocklimit=_BLOCK))
        self.pool = _Terms()

    def add_document(self, **fields) -> None:
        rest = {}
        for name, value in fields.items():
            if isinstance(self.schema[name], Terms):
                self.pool.add_document(name, self.docnum, value)
            else:
                rest[name] = value
        super().add_document(**rest)


class writing:
    """A Whoosh writer that commits on leaving, or lets go when something was raised."""

    def __init__(self, whoosh_index, merge: bool) -> None:
        self._writer = _Writer(whoosh_index)
        self._merge = merge

    def __enter__(self):
        return self._writer

    def __exit__(self, kind: object, *rest: object) -> None:
        if kind is None:
            self._writer.commit(merge=self._merge)
        else:
            self._writer.cancel()
