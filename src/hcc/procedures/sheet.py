"""The procedure sheet: what to bring, what it costs, how long it takes."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.core.moments import day_line
from hcc.core.permissions import Permission
from hcc.core.text import message

from .names import CHANNEL_NAMES, LEVEL_NAMES, STATE_NAMES
from .resources import Procedure, Revision, RevisionState
from .wording import fees_in_words, limits_in_words


def _sheet(revision: Revision, request: Request) -> dict:
    record = revision.record
    return {
        "title": record.title,
        "section": "procedures",
        "back": ("/thu-tuc", message("All procedures")),
        "revision": revision,
        "record": record,
        "field_name": field.name if (field := request.registry["hcc.fields"].get(record.field)) else record.field,
        "level_name": LEVEL_NAMES[record.level],
        "fees": fees_in_words(record),
        "limits": limits_in_words(record),
        "channel_names": CHANNEL_NAMES,
        "required": [c for c in record.components if c.required],
        "optional": [c for c in record.components if not c.required],
        "effective": day_line(revision.effective_from, request.locale_name) if revision.effective_from else None,
    }


def show_procedure(context: Procedure, request: Request) -> dict:
    """/thu-tuc/<code>: what citizens see today."""
    revision = context.published(request.now.date())
    if revision is None:
        raise HTTPNotFound()
    older = [r for r in context.revisions.values() if r.approved_at is not None and r is not revision]
    return {
        **_sheet(revision, request),
        "older": [(r.number, r.effective_from) for r in reversed(older)],
        "banner": None,
    }


def show_revision(context: Revision, request: Request) -> dict:
    """/thu-tuc/<code>/phien-ban/<n>: any revision that was ever published, with a banner saying it is not today's."""
    state = context.state(request.now.date())
    return {
        **_sheet(context, request),
        "back": (f"/thu-tuc/{context.record.code}", message("The text in force")),
        "older": [],
        "banner": STATE_NAMES[state] if state is not RevisionState.PUBLISHED else None,
    }


def includeme(config: Configurator) -> None:
    page = {
        "permission": Permission.PROCEDURE_VIEW,
        "request_method": "GET",
        "renderer": "hcc:templates/procedures/sheet.pt",
    }
    config.add_view(show_procedure, context=Procedure, cached=(), **page)
    config.add_view(show_revision, context=Revision, cached=(), **page)
