"""A procedure of which the catalogue has no text yet: from the text of another one, or from its name alone."""

from dataclasses import replace

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.identifiers import PROCEDURE
from hcc.core.text import clean_line, message

from ..national_codes import known_code
from ..record import ProcedureRecord
from ..resources import Procedure, ProcedureFolder


class NoProcedureCode(Refusal):
    field = "code"
    text = message("“${code}” is not a procedure code. Write it as announced, for example 2.000815.")


class KnownProcedure(Refusal):
    field = "code"
    text = message("The catalogue has ${code} already: “${title}”. Edit that one, or look at the code again.")


class NoProcedureName(Refusal):
    field = "name"
    text = message("Write the full name of the procedure, as announced.")


def copied(source: ProcedureRecord, *, code: str, name: str, mark: str) -> ProcedureRecord:
    """The text of another procedure without what is true of that one alone: its decision and days, its address on the
    national portal, codes of its cases, where its values come from. `mark` says what is to be looked at.
    """
    return replace(
        source,
        code=code,
        name=name,
        short_name="",
        everyday_names=(),
        asked_as=(),
        portal_url="",
        cases=tuple(replace(case, code="") for case in source.cases),
        announcement="",
        announced_on=None,
        effective_from=None,
        effective_to=None,
        successor="",
        sources={},
        review=mark,
    )


def new_procedure(
    folder: ProcedureFolder, *, code: str, name: str, field: str, source: Procedure | None, mark: str, act: Act
) -> Procedure:
    """A procedure with one draft: the latest text of `source`, or nothing but name and field.

    Raises Refusal with every complaint: NoProcedureCode, KnownProcedure, NoProcedureName.
    """
    code, name = known_code(clean_line(code), folder), clean_line(name)
    complaints: list[Refusal] = []
    if not PROCEDURE.match(code):
        complaints.append(NoProcedureCode(code=code[:40]))
    elif code in folder:
        complaints.append(KnownProcedure(code=code, title=folder[code].latest().record.title))
    if not name:
        complaints.append(NoProcedureName())
    refuse_if(complaints)
    if source is None:
        record = ProcedureRecord(code=code, name=name, field=field)
    else:
        record = replace(copied(source.latest().record, code=code, name=name, mark=mark), field=field)
    procedure = folder[code] = Procedure(code)
    revision = procedure.add_revision(record, made_by=act.by, made_at=act.at)
    facts = {"source": source.code} if source is not None else {}
    folder.chain.append(act, "edited", code=code, revision=revision.number, **facts)
    return procedure
