"""What the index sees of a procedure: the text citizens see today, or nothing."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from hcc.core.calendar import LOCAL
from hcc.search.document import SearchDocument

from .council_fees import crossed
from .record import FeeKind, LimitUnit, ProcedureRecord
from .resources import Procedure, ProcedureFolder, Revision

FIELD_FACET, LIFE_EVENT_FACET, AUDIENCE_FACET = "field", "life_event", "audience"
ONLINE_FACET, LEVEL_FACET, CHANNEL_FACET = "online", "level", "channel"


def document_of(procedure: Procedure, today: date) -> SearchDocument | None:
    """The document of a procedure as published on that day; None when citizens see none."""
    revision = procedure.published(today)
    if revision is None:
        return None
    return replace(document_of_record(revision.record), newest=_shown_since(revision))


def documents_made_by() -> str:
    """Changes whenever the code does that makes documents of procedures; an index of other documents is made anew."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def _shown_since(revision: Revision) -> int:
    """Since when citizens see the text, in seconds since 1970: its day has begun and it was approved."""
    begun = datetime.combine(revision.effective_from or date.min, time.min, LOCAL)
    return int(max(begun, revision.approved_at or begun).timestamp())


def document_of_record(record: ProcedureRecord) -> SearchDocument:
    """What the index is told of a text."""
    return SearchDocument(
        key=record.code,
        title=record.title,
        other_titles=tuple(name for name in (record.name, *record.everyday_names) if name != record.title),
        asked_as=record.asked_as,
        body=_body(record),
        codes=(record.code,),
        facets=_facets(record),
        rank=_rank(record),
        sort_key=record.title,
    )


def _facets(record: ProcedureRecord) -> dict[str, tuple[str, ...]]:
    return {
        FIELD_FACET: (record.field,),
        LIFE_EVENT_FACET: record.life_events,
        AUDIENCE_FACET: tuple(audience.value for audience in record.audiences),
        ONLINE_FACET: (record.online,) if record.online else (),
        LEVEL_FACET: (record.level.value,),
        CHANNEL_FACET: tuple(dict.fromkeys(method.channel for method in record.methods)),
    }


def _body(record: ProcedureRecord) -> str:
    parts = [
        record.audience,
        *record.results,
        *(text for component in record.components for text in (component.name, component.note)),
        *(text for case in record.cases for text in (case.name, case.note)),
        *record.conditions,
        *record.steps,
    ]
    return "\n".join(part for part in parts if part)


def _rank(record: ProcedureRecord) -> float:
    """How complete the text is: what the office knows best is what it does most."""
    known = [
        bool(record.components),
        bool(record.steps),
        any(limit.unit != LimitUnit.WORDING for limit in record.time_limits),
        any(fee.kind != FeeKind.WORDING for fee in record.fees),
        bool(record.results),
    ]
    return sum(known) / len(known)


def crossed_since(procedures: ProcedureFolder, former: str, today: date) -> list[str]:
    """Codes of which what citizens see changed because a day passed since `former` (an ISO date)."""
    since = date.fromisoformat(former) if former else date.min
    return crossed(procedures.council_fees, since, today) + [
        procedure.code
        for procedure in procedures.values()
        for revision in procedure.revisions.values()
        if revision.approved_at is not None
        and any(day is not None and since < day <= today for day in (revision.effective_from, revision.ended_on))
    ]
