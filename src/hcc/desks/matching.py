"""From what an official types to one procedure."""

from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.identifiers import PROCEDURE
from hcc.core.text import message
from hcc.procedures.resources import Procedure


class NoProcedureFits(Refusal):
    text = message("No procedure fits “${typed}”. Write its code, or other words of its name.")


class SeveralFit(Refusal):
    """More than one procedure fits; `facts["names"]` lists the nearest."""

    text = message("Several procedures fit “${typed}”. Write the code of one: ${names}.")


def find_procedure(request: Request, typed: str) -> Procedure:
    """The procedure with this code, or the one whose name fits; refused when none or several do."""
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
        names = [folder[hit.key].published(today) for hit in hits]
        raise SeveralFit(
            typed=typed[:80], names="; ".join(f"{r.record.code} {r.record.title[:60]}" for r in names if r is not None)
        )
    return folder[hits[0].key]
