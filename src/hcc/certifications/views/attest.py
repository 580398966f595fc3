"""The attestation of what people signed: what it will say, and printing it where the paper has room."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import bytes_response
from hcc.printing.signature_attestations import Placing
from hcc.printing.slips import render_slip

from ..resources import BookEntry
from ..signature_attestation import for_signatures
from ..signature_visit import IDENTITY_NAMES, HelperRole
from ..signed_kinds import SIGNED_KINDS
from ..workflow import OPEN_STATES, STRUCK
from .visit import entry_row

LEAST_TOP, MOST_TOP, USUAL_TOP = 10, 260, 150
"""Millimetres from the upper edge of the sheet."""
HELPERS = {HelperRole.WITNESS: message("Witness"), HelperRole.INTERPRETER: message("Interpreter")}


def may_be_attested(entry: BookEntry) -> bool:
    """Whether the line is of what people signed, and its attestation can be printed."""
    written_here = entry.given is None and entry.state not in (STRUCK, *OPEN_STATES)
    return entry.book.kind in SIGNED_KINDS and written_here


def signed_facts(entry: BookEntry) -> dict:
    """Who signed, how, and what of the paper is attested, as pages show it (signed_facts.pt)."""
    how = entry.circumstances
    kind = SIGNED_KINDS.get(entry.book.kind)
    label = kind.person if kind is not None else ""  # a copy shows none of this
    seen = [how.identity(position) if how else None for position in range(len(entry.people))]
    return {
        "entry": entry,
        "paper": how.paper if how else None,
        "people": [
            (
                one,
                its.side if its and its.side else label,
                IDENTITY_NAMES[its.kind] if its else "",
            )
            for one, its in zip(entry.people, seen, strict=True)
        ],
        "helpers": [(HELPERS[one.role], one) for one in how.helpers] if how else [],
        "outside": how.outside if how else None,
    }


def _with_attestation(entry: BookEntry) -> BookEntry:
    if not may_be_attested(entry):
        raise HTTPNotFound()
    return entry


def show_attestation(context: BookEntry, request: Request) -> dict:
    entry = _with_attestation(context)
    kind = SIGNED_KINDS[entry.book.kind]
    return {
        **signed_facts(entry),
        "title": message("Number ${number}", mapping={"number": entry.number}),
        "section": "chung-thuc",
        "back": (f"/chung-thuc/{kind.form}", kind.following),
        "row": entry_row(entry, request),
        "bounds": (LEAST_TOP, MOST_TOP, USUAL_TOP),
        "may_certify": request.has_permission(Permission.CERTIFICATION_CERTIFY, entry.book),
    }


def print_attestation(context: BookEntry, request: Request):
    """The PDF; a place or a distance nobody offers prints the usual one."""
    entry = _with_attestation(context)
    placing = Placing.UNDER if request.GET.get("place") == Placing.UNDER else Placing.APPENDED
    typed = request.GET.get("top", "")
    top = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else USUAL_TOP
    top = min(max(top, LEAST_TOP), MOST_TOP)
    content = render_slip(
        SIGNED_KINDS[entry.book.kind].slip,
        for_signatures(entry, request.office, placing=placing, top_mm=top),
        at=entry.at,
    )
    return bytes_response(
        content,
        name=f"loi-chung-{entry.book.kind}-{entry.number}.pdf",
        kind="application/pdf",
        etag=f"{entry.token}-{placing}-{top}",
    )


def includeme(config: Configurator) -> None:
    view = {"context": BookEntry, "permission": Permission.CERTIFICATION_VIEW, "request_method": "GET"}
    config.add_view(show_attestation, name="attest", renderer="hcc:templates/certifications/attest.pt", **view)
    config.add_view(print_attestation, name="attestation", **view)
