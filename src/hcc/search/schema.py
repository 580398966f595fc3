"""The fields of the Whoosh index, and what of a document goes into each."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import whoosh
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence

from hcc.search.actions import later_act
from hcc.search.codes import code_terms
from hcc.search.document import SearchDocument
from hcc.search.text import Token, is_marked, order_key, pairs, tokens

META_KEY = "\x00position"
"""Key of the one document that says how far the index has followed its journal."""

_FACET_PARTS = "\x1f"


class Terms(FieldType):
    """Terms made before they come here, each with how often it stands in the document; no analyser, no positions."""

    def __init__(self) -> None:
        super().__init__(format=Existence(), analyzer=None)

    def index(self, value: Iterable[str], **_options: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, count in Counter(value).items():
            yield term.encode("utf-8", "replace"), count, float(count), b""


def schema() -> Schema:
    """key; title exact, folded, in pairs; all text exact and folded in one; codes; facets; the opening act."""
    return Schema(
        key=ID(unique=True),
        title=Terms(),
        title_f=Terms(),
        title_b=Terms(),
        text=Terms(),
        code=Terms(),
        facet=Terms(),
        act=Terms(),
        row=STORED,
    )


def fingerprint() -> str:
    """Changes whenever the code that makes terms of documents does, so that an index made otherwise is made anew."""
    here = Path(__file__).parent
    made_of = [(here / f"{name}.py").read_bytes() for name in ("schema", "text", "codes", "actions")]
    return hashlib.sha256(b"\0".join([*made_of, repr(whoosh.__version__).encode()])).hexdigest()


def facet_term(name: str, value: str) -> str:
    """The term a facet's value is kept under."""
    return f"{name}{_FACET_PARTS}{value}"


def facet_of(term: str) -> tuple[str, str]:
    """Name and value back from `facet_term`."""
    name, _, value = term.partition(_FACET_PARTS)
    return name, value


def fields_of(document: SearchDocument) -> dict[str, object]:
    """What to hand to Whoosh's `add_document`."""
    titles = [list(tokens(title)) for title in (document.title, *document.other_titles)]
    body = list(tokens(document.body))
    words = [token for title in titles for token in title]
    act = later_act(document.title)
    return {
        "key": document.key,
        "title": [token.exact for token in words],
        "title_f": [token.folded for token in words],
        "title_b": [pair for title in titles for pair in pairs(token.folded for token in title)],
        "text": list(_text_terms(words + body)),
        "code": [term for code in document.codes for term in code_terms(code)],
        "facet": [facet_term(name, value) for name, values in document.facets.items() for value in values],
        "act": [act] if act else [],
        "row": {
            "key": document.key,
            "rank": min(max(float(document.rank), 0.0), 1.0),
            "order": order_key(document.sort_key or document.title),
            "title_length": len(titles[0]),
            "text_length": len(words) + len(body),
        },
    }


def meta_fields(sequence: int, mark: int, as_of: str) -> dict[str, object]:
    """The document that travels in the same Whoosh commit as the content it speaks of."""
    return {"key": META_KEY, "row": {"sequence": sequence, "mark": mark, "as_of": as_of}}


def _text_terms(words: Iterable[Token]) -> Iterator[str]:
    for token in words:
        yield token.folded
        if is_marked(token):
            yield token.exact

