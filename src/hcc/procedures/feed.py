"""/thu-tuc/changes.atom: what is new in the catalogue, for whoever follows it (Atom, RFC 4287)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock_time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.calendar import LOCAL
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.freshness import keep_fresh
from hcc.web.origins import public_origin

from .changes import FIELD_LABELS
from .council_fees import COUNCIL_FEE_SET, fees_of
from .news import ChangeKind, latest_changes
from .record import NEVER_SHOWN
from .resources import ProcedureFolder, Revision

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "changes.atom"
MEDIA_TYPE = "application/atom+xml"
NEWEST = 50
NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated last."""
ATOM = "http://www.w3.org/2005/Atom"

TITLE = message("What is new in the procedures")
NEW = message("New procedure")
CHANGED = message("Changed: ${fields}")
FEE_SET = message("Fee set by the province's council, from ${day}: ${resolution}")
REWRITTEN = message("A new text, the same in every part")

_NOT_XML = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""Letters that no XML 1.0 document may hold, escaped or not."""


@dataclass(frozen=True)
class Entry:
    """One text that came into force, or a fee of the council that began for it."""

    code: str
    revision: int
    title: str
    moment: datetime
    """When citizens began to go by it: its approval, or the beginning of its day of effect."""
    what: str
    part: str = ""
    """Which fee it is, where no text changed."""

    @property
    def mark(self) -> str:
        """Its name within the feed; it stays what it is, whatever text is published later."""
        return f"{self.code}/{self.part or self.revision}"


def moment_of(revision: Revision) -> datetime:
    """When citizens began to go by this text."""
    moments = [revision.approved_at]
    if revision.effective_from is not None:
        moments.append(datetime.combine(revision.effective_from, clock_time(), LOCAL))
    return max(moment for moment in moments if moment is not None).astimezone(UTC)


def former(revision: Revision) -> Revision | None:
    """The text that was in force before this one."""
    earlier = [
        other
        for other in revision.procedure.revisions.values()
        if other.takes_effect and _order(other) < _order(revision)
    ]
    return max(earlier, key=_order, default=None)


def _order(revision: Revision) -> tuple:
    return (revision.begins, revision.number)


def changed_fields(before: Revision, after: Revision) -> list[TranslationString]:
    """What differs, in the order of the sheet, as the parts of a procedure are called."""
    return [
        label
        for name, label in FIELD_LABELS.items()
        if name not in NEVER_SHOWN and getattr(before.record, name) != getattr(after.record, name)
    ]


def entry_of(revision: Revision, kind: ChangeKind, say) -> Entry:
    before = former(revision) if kind is ChangeKind.CHANGED else None
    if before is None:
        what = say(NEW)
    elif fields := ", ".join(map(say, changed_fields(before, revision))):
        what = say(TranslationString(CHANGED, domain=CHANGED.domain, mapping={"fields": fields}))
    else:
        what = say(REWRITTEN)
    return Entry(revision.procedure.code, revision.number, revision.record.title, moment_of(revision), what)


def fee_entries(folder: ProcedureFolder, today: date, say) -> list[Entry]:
    """The council's fees that hold today, once for each procedure and first day."""
    found: dict[tuple[str, str], Entry] = {}
    for at, _, facts in folder.chain.told(COUNCIL_FEE_SET):
        first, code = date.fromisoformat(facts["first"]), facts["code"]
        procedure = folder.get(code) if first <= today else None
        revision = procedure.published(today) if procedure is not None else None
        if revision is None or not any(fee.first == first for fee in fees_of(revision, today)):
            continue
        moment = max(datetime.fromisoformat(at), datetime.combine(first, clock_time(), LOCAL)).astimezone(UTC)
        facts = {"day": f"{first:%d/%m/%Y}", "resolution": facts["resolution"]}
        what = say(TranslationString(FEE_SET, domain=FEE_SET.domain, mapping=facts))
        title, part = revision.record.title, f"phi-{first.isoformat()}"
        found[code, part] = Entry(code, revision.number, title, moment, what, part)
    return list(found.values())


def document(entries: list[Entry], *, title: str, author: str, origin: str, agency: str) -> bytes:
    """The feed. Its marks are made of origin and agency code: both should stay as they are."""
    from xml.etree import ElementTree  # with the first feed, not with the program

    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    address = f"{origin}/thu-tuc"
    mark = f"tag:{urlsplit(origin).hostname or 'localhost'},2026:{agency}/thu-tuc"
    add_element(feed, "id", mark)
    add_element(feed, "title", title)
    add_element(feed, "updated", max((entry.moment for entry in entries), default=NOTHING_YET).isoformat())
    add_element(feed, "link", rel="self", type=MEDIA_TYPE, href=f"{address}/{NAME}")
    add_element(feed, "link", rel="alternate", type="text/html", href=address)
    add_element(add_element(feed, "author"), "name", author)
    for entry in entries:
        element = add_element(feed, "entry")
        add_element(element, "id", f"{mark}/{entry.mark}")
        add_element(element, "title", entry.title)
        add_element(element, "updated", entry.moment.isoformat())
        add_element(element, "link", rel="alternate", type="text/html", href=f"{address}/{entry.code}")
        add_element(
            element,
            "link",
            rel="related",
            type="text/html",
            href=f"{address}/{entry.code}/phien-ban/{entry.revision}",
        )
        add_element(element, "summary", entry.what)
    return ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)


def add_element(parent: "Element", tag: str, text: str = "", **attributes: str) -> "Element":
    """An element of the feed; letters that no XML may hold are left out."""
    clean = {name: re.sub(_NOT_XML, "", value) for name, value in attributes.items()}
    element = parent.makeelement(f"{{{ATOM}}}{tag}", clean)
    element.text = re.sub(_NOT_XML, "", text) or None
    parent.append(element)
    return element


def show_changes(context: ProcedureFolder, request: Request) -> Response:
    """The newest texts in force and fees of the council, newest first."""
    say, today = request.in_vietnamese, request.now.date()
    entries = [entry_of(revision, kind, say) for revision, kind in latest_changes(context, today, NEWEST)]
    # In the order in which they came; of one moment as the chain has them.
    entries = sorted([*entries, *fee_entries(context, today, say)], key=lambda entry: entry.moment, reverse=True)
    body = document(
        entries[:NEWEST],
        title=f"{request.in_vietnamese(TITLE)} · {request.office.office_name} {request.office.commune}",
        author=request.office.office_name,
        origin=public_origin(request),
        agency=request.office.agency_code,
    )
    response = Response(body, content_type=MEDIA_TYPE, charset="utf-8")
    keep_fresh(response)
    return response


def includeme(config: Configurator) -> None:
    config.add_view(
        show_changes,
        name=NAME,
        context=ProcedureFolder,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        cached=(),
    )
