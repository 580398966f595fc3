"""Which symbol a paper of today bears."""

from pyramid.request import Request

from hcc.core.calendar import LOCAL

from ..symbols import symbol_on


def symbol_of(request: Request, kind: str) -> str:
    """What the office decided for this kind of slip or result; empty for a result nothing was decided of."""
    return symbol_on(request.site.dossiers.symbols, kind, request.now.astimezone(LOCAL).date(), request.office)
