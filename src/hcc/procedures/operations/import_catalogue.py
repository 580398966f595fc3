"""Bringing catalogue files into the database: all of them or none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import refuse_if

from ..record import ProcedureRecord
from ..resources import Procedure, ProcedureFolder, Revision
from ..successors import Succession, circles_of_texts, with_arrows
from .announce import InACircle
from .publish import day_complaints, effective_day, put_in_force
from .submit import submit_revision


@dataclass
class ImportResult:
    """Codes by what became of them. `blocked` holds procedures whose open draft differs from the file."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """Of the unchanged ones those that were to be published and are drafts already: they stay with their writers."""
    forms: list[str] = field(default_factory=list)
    """Names of the form files that are new or differ."""
    wording_limits: int = 0
    wording_fees: int = 0
    reviews: int = 0
    submits: bool = False
    """Whether what was to be published is laid before whoever approves it: in this office two look at each text."""


def import_catalogue(
    procedures: ProcedureFolder,
    *,
    records: Mapping[str, ProcedureRecord],
    forms: Mapping[str, bytes] = MappingProxyType({}),
    act: Act,
    effective: date | None = None,
    dry_run: bool = False,
) -> ImportResult:
    """Make drafts of what is new or differs; with `effective` they are published for that day, or for their announced
    first day where that is later. Where two have to look at each text they are submitted instead.

    Nothing is changed when `dry_run` is set or a procedure is blocked. The latest text counts: a file equal to it is
    unchanged. Raises InACircle, and BeforeTheScheduled where a later revision is already approved, before anything is
    changed.
    """
    submits = effective is not None and procedures.four_eyes
    result = ImportResult(forms=procedures.forms.differing(forms), submits=submits)
    for code, record in sorted(records.items()):
        result.reviews += len(record.reviews)
        result.wording_limits += sum(limit.unit == "wording" for limit in record.time_limits)
        result.wording_fees += sum(fee.kind == "wording" for fee in record.fees)
        procedure = procedures.get(code)
        latest = procedure.latest() if procedure is not None else None
        if latest is None:
            result.new.append(code)
        elif latest.record == record:
            result.unchanged.append(code)
            if effective is not None and latest.approved_at is None:
                result.waiting.append(code)
        elif procedure.draft() is not None:
            result.blocked.append(code)
        else:
            result.changed.append(code)
    succession = Succession(procedures)
    texts = {code: records[code] for code in (*result.new, *result.changed)}
    refuse_if([InACircle(code=one[0], circle=with_arrows(one)) for one in circles_of_texts(texts, succession.follows)])
    if dry_run or result.blocked:
        return result
    if effective is not None and not submits:
        today = act.at.astimezone(LOCAL).date()
        refuse_if(
            [
                complaint
                for code in result.changed
                for complaint in day_complaints(procedures[code], effective_day(records[code], effective), today=today)
            ]
        )
    for name in result.forms:
        kept = procedures.forms.keep(name, forms[name])
        procedures.chain.append(act, "form kept", name=name, sha256=kept.sha256)
        for procedure in _naming(procedures, name, result.unchanged):
            # Its page now offers another file, although its text stays.
            procedures.journal.append("changed", procedure.code)
    for code in (*result.new, *result.changed):
        revision = _bring_in(procedures, records[code], act)
        if submits:
            submit_revision(revision, act=act)
        elif effective is not None:
            put_in_force(revision, effective=effective, act=act)
    if result.new or result.changed:
        procedures.chain.append(act, "imported", new=len(result.new), changed=len(result.changed))
    return result


def _naming(procedures: ProcedureFolder, form: str, codes: list[str]) -> Iterator[Procedure]:
    """The procedures among `codes` with a text that names this form."""
    for code in codes:
        procedure = procedures[code]
        if any(
            component.form_file == form
            for revision in procedure.revisions.values()
            for component in revision.record.components
        ):
            yield procedure


def _bring_in(procedures: ProcedureFolder, record: ProcedureRecord, act: Act) -> Revision:
    procedure = procedures.get(record.code)
    base = 0 if procedure is None else procedure.latest().number
    if procedure is None:
        procedure = procedures[record.code] = Procedure(record.code)
    return procedure.add_revision(record, made_by=act.by, made_at=act.at, base=base)
