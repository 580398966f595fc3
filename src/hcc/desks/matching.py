"""From what an official types to one procedure."""

from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.identifiers import PROCEDURE
from hcc.core.text import fold, message
from hcc.procedures.resources import Procedure


class NoProcedureFits(Refusal):
    field = "procedure"
    text = message("No procedure fits “${typed}”. Write its code, or other words of its name.")


class SeveralFit(Refusal):
    """More than one procedure fits; `facts["names"]` lists the nearest."""

    field = "procedure"
    text = message("Several procedures fit “${typed}”. Write the code of one: ${names}.")


def find_procedure(request: Request, typed: str) -> Procedure:
    """The procedure with this code, or of this very name, or whose name fits; refused when none or several do."""
    folder, typed = request.site.procedures, typed.strip()
    code = typed.split(" ", 1)[0]
    if PROCEDURE.match(code) and code in folder:
        return folder[code]
    results = request.search_procedures(typed, page_size=4)
    hits = [hit for hit in results.hits if hit.key in folder] if results and not results.relaxed else []
    if not hits:
        raise NoProcedureFits(typed=typed[:80])
    if len(hits) > 1 and results.total > 1 and hits[1].score > 0.8 * hits[0].score:
        today = request.now.date()
        records = [revision.record for hit in hits if (revision := folder[hit.key].published(today)) is not None]
        exact = [record for record in records if fold(typed) in (fold(record.title), fold(record.short_name))]
        if len(exact) == 1:
            return folder[exact[0].code]
        raise SeveralFit(typed=typed[:80], names="; ".join(f"{r.code} {r.title[:60]}" for r in records))
    return folder[hits[0].key]
