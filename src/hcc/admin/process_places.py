"""Where the pages of an internal process stand: under its procedure, or /quan-tri/quy-trinh for the office's."""

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.text import message
from hcc.procedures.process_in_order import process_faults
from hcc.procedures.process_owners import DEFAULT, Owner, named_process
from hcc.procedures.processes import ProcessVersion
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.resources import Procedure

from .places import PROCESS, OfficeProcess

Place = Procedure | OfficeProcess
OFFICE_PATH = f"/quan-tri/{PROCESS}"
SHOW, EDIT, COMPARE, PUBLISH, ADOPT = (
    "process",
    "process_edit",
    "process_compare",
    "process_publish",
    "process_adopt",
)
"""Names of the views. The office's process is shown at its own address."""


def owner_at(context: Place, request: Request) -> Owner:
    """Whose process the address means."""
    return context if isinstance(context, Procedure) else request.site.procedures


def path_of(context: Place, request: Request, name: str = SHOW) -> str:
    """Where the view of this name stands."""
    if isinstance(context, Procedure):
        return request.resource_path(context, name)
    return OFFICE_PATH if name == SHOW else f"{OFFICE_PATH}/{name}"


def version_asked(owner: Owner, asked: object) -> ProcessVersion | None:
    """The version of a number in an address; None where there is none."""
    if owner.processes is None or not isinstance(asked, str) or not (asked.isascii() and asked.isdecimal()):
        return None
    return owner.processes.version(int(asked[:6]))


def head_of(context: Place, request: Request) -> dict:
    """What every page of a process has: place in the rail, way back, whose it is."""
    of_procedure = isinstance(context, Procedure)
    return {
        "section": "danh-muc" if of_procedure else PROCESS,
        "admin": True,
        "back": ("/quan-tri/danh-muc", message("Procedure catalogue")),
        "procedure": context if of_procedure else None,
        "record": context.latest().record if isinstance(context, Procedure) else None,
        "urls": {name: path_of(context, request, name) for name in (SHOW, EDIT, COMPARE, PUBLISH, ADOPT)},
    }


def faults_of_process(procedure: Procedure, record: ProcedureRecord, request: Request) -> list[tuple[str, str]]:
    """What is wrong with the process that dossiers of this text would follow: where it is put right, and a sentence."""
    say, today = request.localizer.translate, request.now.astimezone(LOCAL).date()
    of_office = named_process(procedure, today).startswith(DEFAULT)
    page = OFFICE_PATH if of_office else path_of(procedure, request)
    return [
        (
            f"{page}#step-{fault.step}" if fault.step else page,
            say(message("Internal process: ${fault}", mapping={"fault": say(fault.sentence)})),
        )
        for fault in process_faults(procedure, record, day=today)
    ]
