"""Codes of one procedure: the national one, and the same with the tail of a province (domain.md 3).

Provincial portals write 2.000815.000.00.00.H44 for the procedure 2.000815: the tail says whose copy of the record it
is. Short tails (1.013274.H17) also stand in codes of procedures that only one province has.
"""

import re
from collections.abc import Container

from hcc.core.identifiers import PROCEDURE

_TAIL = re.compile(r"([1-9]\.\d{6})(\.000\.00\.00)?\.[A-Y]\d{2}\Z", re.ASCII)
_WITHIN = re.compile(r"(?<![\w.])([1-9]\.\d{6})\.(?:000\.00\.00\.)?[a-y]\d{2}(?:\.\d{2})?(?![\w.])", re.ASCII | re.I)


def national_code(code: str) -> str:
    """The code without a province's tail; anything else as it is."""
    found = _TAIL.match(code)
    return found[1] if found else code


def known_code(code: str, known: Container[str]) -> str:
    """The code under which the catalogue has, or would get, the procedure that somebody calls `code`.

    A code the catalogue has stays. Otherwise it is the national one, but for a short tail of which the catalogue has no
    national procedure: that is a province's own.
    """
    found = _TAIL.match(code)
    if found is None or code in known:
        return code
    return found[1] if found[2] or found[1] in known else code


def without_tails(text: str) -> str:
    """What was typed, with every code in it as the national one: for searches."""
    return _WITHIN.sub(r"\1", text)


def is_code(text: str) -> bool:
    """Whether it is a procedure code, national or with a tail."""
    return bool(PROCEDURE.match(text))
