"""What the list shows of each procedure, put in words once and kept while the index stays what it is."""

from dataclasses import dataclass

from pyramid.request import Request

from hcc.web.drawn import Pieces, draw_pieces

from .council_fees import record_on
from .names import CHANNEL_NAMES, ONLINE_NAMES
from .record import Channel, OnlineLevel, ProcedureRecord
from .wording import fee_in_a_line, limit_in_a_line

TEMPLATE = "hcc:templates/procedures/list_row.pt"
EVERYDAY_NAMES = 3
"""Everyday names shown of one procedure."""


@dataclass(frozen=True, slots=True)
class ListedProcedure:
    """One procedure in the reader's language."""

    code: str
    title: str
    everyday: str
    limit: str
    """Empty while it is not known, like the two that follow."""
    fee: str
    channels: str
    pieces: Pieces
    """As the list shows it, drawn once: up to its title, its everyday names and the sentence that answers, round that
    sentence, and the rest.
    """

    def html(self, title: str, everyday: str, snippet: str) -> str:
        """The row, given as HTML what in it answers the query."""
        begin, named, said, before, after, rest = self.pieces
        answer = f"{before}{snippet}{after}" if snippet else ""
        return f"{begin}{title}{named}{everyday}{said}{answer}{rest}"


class ListedRows:
    """Rows of the list for one generation of the index; a new generation drops them."""

    def __init__(self) -> None:
        self._kept: tuple[int, dict[tuple[str, str, str], ListedProcedure]] = (-1, {})

    def of(self, codes: list[str], request: Request, *, generation: int, keep: bool) -> list[ListedProcedure]:
        """The rows of the procedures citizens see, in this order; codes nobody sees any more are left out.

        `keep`: whether this request sees the database as the index of `generation` does; else nothing is kept.
        """
        kept_generation, rows = self._kept
        if generation != kept_generation:
            rows = {}
            if keep:
                self._kept = (generation, rows)
        found, language, root = [], request.locale_name, request.script_name
        for code in codes:
            key = (code, language, root)
            row = rows.get(key)
            if row is None and (record := published_record(code, request)) is not None:
                row = listed(record, request)
                if keep:
                    rows[key] = row
            if row is not None:
                found.append(row)
        return found


def published_record(code: str, request: Request) -> ProcedureRecord | None:
    """The text citizens see today, None when there is none."""
    folder, today = request.site.procedures, request.now.date()
    revision = folder[code].published(today) if code in folder else None
    return record_on(revision, today) if revision is not None else None


def listed(record: ProcedureRecord, request: Request) -> ListedProcedure:
    """The row of one text."""
    translate = request.localizer.translate
    ways = [translate(CHANNEL_NAMES[Channel(method.channel)]) for method in record.methods]
    if not ways and record.online in (OnlineLevel.FULL, OnlineLevel.PARTIAL):
        ways = [translate(ONLINE_NAMES[OnlineLevel(record.online)])]
    everyday = [name for name in record.everyday_names if name != record.title]
    facts = {
        "limit": limit_in_a_line(record, translate),
        "fee": fee_in_a_line(record, translate),
        "channels": _listed_words(ways),
    }
    return ListedProcedure(
        code=record.code,
        title=record.title,
        everyday=", ".join(everyday[:EVERYDAY_NAMES]),
        **facts,
        pieces=draw_pieces(TEMPLATE, {"code": record.code, "everyday": bool(everyday), **facts}, request),
    )


def _listed_words(words: list[str]) -> str:
    """ "Tại quầy, trực tuyến": the first word of each but the first begins small."""
    once = list(dict.fromkeys(words))
    return ", ".join([*once[:1], *(word[:1].lower() + word[1:] for word in once[1:])])


def sentences_of(record: ProcedureRecord) -> list[str]:
    """The sentences of a text that may answer a query its names do not: for the snippet under a hit."""
    return [
        *(component.name for component in record.components),
        *record.results,
        *(case.name for case in record.cases),
        *record.conditions,
        *record.steps,
        *((record.audience,) if record.audience else ()),
    ]
