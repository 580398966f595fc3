"""From stored revisions to what machines are given."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from urllib.parse import quote

import msgspec
from pyramid.registry import Registry

from hcc.core.calendar import LOCAL
from hcc.core.identifiers import PROCEDURE
from hcc.procedures import record as stored
from hcc.procedures.council_fees import record_on, shown_day
from hcc.procedures.form_download import FORMS_NAME
from hcc.procedures.resources import Procedure, ProcedureFolder, Revision, RevisionState

from .shapes import Component, Item, Links, Record, RevisionLink

RECORD_PATH = "/api/v1/procedures"


def find_procedure(folder: ProcedureFolder, code: str) -> Procedure | None:
    """The procedure of this code; one with a local tail (1.000894.000.00.00.H44) is looked up without it as well."""
    if not PROCEDURE.match(code):
        return None
    return folder.get(code) or folder.get(".".join(code.split(".")[:2]))


def approved(procedure: Procedure) -> list[Revision]:
    """Every text that was ever approved, by number: what anybody may read."""
    return [revision for revision in procedure.revisions.values() if revision.approved_at is not None]


def shown(procedure: Procedure, today: date) -> Revision | None:
    """The text in force; where there is none, the last that was or else the next that will be."""
    return procedure.in_effect(today) or procedure.upcoming(today)


def item_of(revision: Revision, registry: Registry) -> Item:
    record = revision.record
    return Item(
        code=record.code,
        title=record.title,
        name=record.name,
        field=record.field,
        field_name=_field_name(record, registry),
        level=record.level,
        audiences=record.audiences,
        life_events=record.life_events,
        online=record.online,  # type: ignore[arg-type]
        channels=tuple(dict.fromkeys(method.channel for method in record.methods)),  # type: ignore[misc]
        revision=revision.number,
        effective_from=revision.effective_from,
        url=f"/thu-tuc/{record.code}",
        record_url=f"{RECORD_PATH}/{record.code}",
    )


def record_of(revision: Revision, today: date, registry: Registry) -> Record:
    """Everything public about this text; raises msgspec.ValidationError for what no catalogue file can hold."""
    record, state = revision.record, revision.state(today)
    page, forms = _page(revision, state), revision.procedure.__parent__.forms.names
    first, ended = revision.effective_from, _ended_on(revision)
    values = {name: getattr(record, name) for name in Record.__struct_fields__ if hasattr(record, name)}
    values |= {
        "field_name": _field_name(record, registry),
        "revision": revision.number,
        "state": state,
        "in_force": state is RevisionState.PUBLISHED,
        "approved_on": revision.approved_at.astimezone(LOCAL).date() if revision.approved_at else None,
        # What came along with the program may have ended before: since when it held nobody wrote down.
        "in_force_from": first if ended is None or first is None or first <= ended else None,
        "ended_on": ended,
        "successor": revision.successor,
        "fees": tuple(map(_without_foreign_figures, record_on(revision, shown_day(revision, today)).fees)),
        "components": tuple(_component(component, page, forms) for component in record.components),
        "links": _links(page),
        "revisions": tuple(_revision_link(other, today) for other in approved(revision.procedure)),
    }
    return msgspec.convert(values, Record, from_attributes=True)


def _field_name(record: stored.ProcedureRecord, registry: Registry) -> str:
    field = registry["hcc.fields"].get(record.field)
    return field.name if field is not None else record.field


def _without_foreign_figures(fee: stored.Fee) -> stored.Fee:
    return replace(fee, wording="") if fee.kind == stored.FeeKind.COUNCIL else fee


def _component(component: stored.Component, page: str, forms: Collection[str]) -> Component:
    file = component.form_file
    return Component(
        **{name: getattr(component, name) for name in Component.__struct_fields__ if name != "form_url"},
        form_url=f"{page}/{FORMS_NAME}/{quote(file)}" if file in forms else None,
    )


def _page(revision: Revision, state: RevisionState) -> str:
    """Where people read this very text."""
    page = f"/thu-tuc/{revision.procedure.code}"
    return page if state is RevisionState.PUBLISHED else f"{page}/phien-ban/{revision.number}"


def _links(page: str) -> Links:
    return Links(
        page=page,
        sheet=f"{page}/sheet.pdf",
        poster=f"{page}/poster.pdf",
        card=f"{page}/card.pdf",
        picture=f"{page}/picture.png",
        loudspeaker=f"{page}/loudspeaker.txt",
    )


def _ended_on(revision: Revision) -> date | None:
    """The first day on which this text no longer holds or held, by its own end or because another came."""
    order = (revision.begins, revision.number)
    later = [
        other.effective_from
        for other in approved(revision.procedure)
        if other.takes_effect and (other.begins, other.number) > order
    ]
    return min((day for day in (revision.ended_on, *later) if day is not None), default=None)


def _revision_link(revision: Revision, today: date) -> RevisionLink:
    return RevisionLink(
        number=revision.number,
        state=revision.state(today),
        effective_from=revision.effective_from,
        record_url=f"{RECORD_PATH}/{revision.procedure.code}?revision={revision.number}",
    )
