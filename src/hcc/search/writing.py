"""Writing a segment of the Whoosh index, in a third of Whoosh's own time.

Whoosh sorts single postings, because they might not fit into memory, and checks each several times. Ours do fit (see
`index`), and come in the order of their documents: they are kept by term, and written a block at a time. The files are
Whoosh's own format.
"""

from array import array
from collections.abc import Iterator

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter

_BLOCK = 1024
"""Postings of one block; a term is always read whole, so that Whoosh's smaller ones only cost."""


class _Terms:
    """What Whoosh calls the pool: the postings of a segment, by field and term."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, tuple[list[int], list[float]]]] = {}

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting. Those of a term must come in the order of their documents."""
        field, term, document, weight, _ = posting
        terms = self._fields.get(field)
        if terms is None:
            terms = self._fields[field] = {}
        found = terms.get(term)
        if found is None:
            terms[term] = ([document], [weight])
        else:
            found[0].append(document)
            found[1].append(weight)

    def iter_postings(self) -> Iterator[tuple[str, Iterator[tuple[bytes, list[int], list[float]]]]]:
        """Field by field the terms, each with its documents and weights, all in order."""
        for field in sorted(self._fields):
            terms = self._fields[field]
            yield field, ((term, *terms[term]) for term in sorted(terms))

    def cleanup(self) -> None:
        """Nothing was put on disk."""


class _PostingsWriter(W3PostingsWriter):
    def add_all(self, documents: list[int], weights: list[float]) -> None:
        for start in range(0, len(documents), self._blocklimit):
            if start:
                self._write_block()
            self._ids = array("I", documents[start : start + self._blocklimit])
            self._weights = array("f", weights[start : start + self._blocklimit])
            self._maxweight = max(self._weights)


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


class writing:
    """A Whoosh writer that commits on leaving, or lets go when something was raised."""

    def __init__(self, whoosh_index, merge: bool) -> None:
        self._writer = whoosh_index.writer(codec=_Codec(blocklimit=_BLOCK))
        self._writer.pool = _Terms()
        self._merge = merge

    def __enter__(self):
        return self._writer

    def __exit__(self, kind: object, *rest: object) -> None:
        if kind is None:
            self._writer.commit(merge=self._merge)
        else:
            self._writer.cancel()
