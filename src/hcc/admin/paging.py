"""A long list of the administration, a page at a time."""

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

from pyramid.request import Request

from hcc.procedures.paging import Paging, page_number

T = TypeVar("T")


def page_of(every: Sequence[T], request: Request, *, size: int) -> tuple[Sequence[T], Paging | None]:
    """The part of the list that the address asks for, and the way to its neighbours; None where there are none."""
    pages = max(1, -(-len(every) // size))
    page = min(page_number(request.GET.get("page", "")), pages)
    shown = every[(page - 1) * size : page * size]
    if pages < 2:
        return shown, None

    def url(number: int) -> str:
        kept = [(name, value) for name, value in request.GET.items() if name != "page"]
        return f"{request.path}?{urlencode([*kept, ('page', number)])}"

    return shown, Paging(
        (page - 1) * size + 1,
        min(page * size, len(every)),
        len(every),
        url(page - 1) if page > 1 else None,
        url(page + 1) if page < pages else None,
    )
