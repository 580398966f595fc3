"""The index as Whoosh is told of it: its fields, and terms that are made before they come there."""

from collections.abc import Iterator, Mapping

from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence


class Terms(FieldType):
    """Terms made before they come here, each with its weight in the document; no analyser, no positions."""

    def __init__(self) -> None:
        super().__init__(format=Existence(), analyzer=None)

    def index(self, value: Mapping[str, float], **_options: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, weight in value.items():
            yield term.encode("utf-8", "replace"), 1, float(weight), b""


def schema() -> Schema:
    """key; title exact, folded, in pairs; all text exact and folded in one; the ways people ask, exact and in
    pairs; codes; facets; acts and special cases."""
    return Schema(
        key=ID(unique=True),
        title=Terms(),
        title_f=Terms(),
        title_b=Terms(),
        text=Terms(),
        asked=Terms(),
        asked_b=Terms(),
        code=Terms(),
        facet=Terms(),
        act=Terms(),
        row=STORED,
    )
