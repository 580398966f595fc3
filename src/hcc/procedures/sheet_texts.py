"""What revisions say, in the words of a reader's language: made once for all connections to the database.

Each connection has objects of its own; texts made of each would be equal, but comparing them (see hcc.web.drawn) would
take longer than putting the page together.
"""

from dataclasses import dataclass

from pyramid.request import Request

from .record import ProcedureRecord
from .resources import Revision
from .sheet_words import SheetWords, sheet_words

MOST = 256
"""Texts kept; one takes some 10 kilobytes."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a revision says, and the same in the words of a reader's language."""

    record: ProcedureRecord
    words: SheetWords


class Texts:
    """The texts read last, one for all connections to the database: what is equal to itself is soon compared."""

    def __init__(self) -> None:
        self._kept: dict[tuple, Text] = {}

    def of(self, revision: Revision, request: Request) -> Text:
        """The text of a revision. Kept by the state stored, so that nothing that was changed since is taken for it."""
        lang, forms = request.locale_name, request.site.procedures.forms.names
        record = revision.record
        key = (revision._p_oid, revision._p_serial, lang, forms)
        text = self._kept.get(key)
        if text is None or revision._p_changed:
            text = Text(record, sheet_words(record, request.localizer.translate, lang, forms))
            if revision._p_jar is not None and not revision._p_changed:
                if len(self._kept) >= MOST:
                    self._kept.clear()
                self._kept[key] = text
        return text

    def __len__(self) -> int:
        return len(self._kept)
