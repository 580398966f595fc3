"""What somebody may have looked for at an address that leads nowhere."""

import re
from urllib.parse import unquote

from pyramid.request import Request

LONGEST = 100
SHOWN = 3

_NOT_WORDS = re.compile(r"[^\w.]+|_")


def words_of(path: str) -> str:
    """The last part of a path as words: "/thu-tuc/dang-ky-ket-hon.html" is "dang ky ket hon"."""
    last = next((part for part in reversed(unquote(path).split("/")) if part), "")
    return _NOT_WORDS.sub(" ", last.removesuffix(".html")).strip()[:LONGEST]


def nearest_procedures(request: Request) -> list[tuple[str, str]]:
    """Address and name of up to three procedures that the words of this address may mean."""
    words = words_of(request.path_info)
    results = request.search_procedures(words, page_size=SHOWN) if words else None
    if results is None or not results.total:
        return []
    folder, today = request.site.procedures, request.now.date()
    found = [folder[hit.key].published(today) for hit in results.hits if hit.key in folder]
    return [(f"/thu-tuc/{one.record.code}", one.record.title) for one in found if one is not None]
