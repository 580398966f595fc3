"""Internal processes for tests: drafted, faulty and in force, of a procedure or of the office."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.procedures.able_officials import able_on
from hcc.procedures.operations.process_edit import edit_process, process_stamp
from hcc.procedures.operations.process_publish import check_of, publish_process
from hcc.procedures.process_owners import Owner
from hcc.procedures.processes import InternalProcess, ProcessStep, Stage, Way
from hcc.procedures.shipped_processes import general_process
from office import LOGINS, Office
from populated import PopulatedOffice

TEN_DAYS, FIVE_DAYS = "1.001776", "1.000593"
"""Procedures with these time limits, in working days."""
DIVISION = "2.001406"
"""Division of an inheritance: two units handle it in the demo office."""
OTHER = "1.013161"
"""A procedure nobody made a process for."""
OFFICE = ""
"""Stands for the process of all procedures that have none of their own."""


def usual(*, clerk: bool = False) -> InternalProcess:
    """Reception, handling, signature, the clerk's register where there is one, and return."""
    rows = [
        (Stage.RECEIVE, Role.RECEIVER, "Tiếp nhận", 2),
        (Stage.PROCESS, Role.HANDLER, "Thẩm định", 12),
        (Stage.APPROVE, Role.APPROVER, "Ký duyệt", 6),
        *([(Stage.SEAL, Role.CLERK, "Vào sổ, đóng dấu", 2)] if clerk else []),
        (Stage.RETURN, Role.RETURNER, "Trả kết quả", 0),
    ]
    steps = [
        ProcessStep(key, name, stage, role, hours=hours, ways=(Way(key + 1),) if key < len(rows) else ())
        for key, (stage, role, name, hours) in enumerate(rows, 1)
    ]
    return InternalProcess(tuple(steps))


def branching(*, handling: int = 0, seal: bool = True) -> InternalProcess:
    """Handling may ask another office, and the clerk seals or not; `handling`: the unit that handles."""
    steps = (
        ProcessStep(1, "Tiếp nhận", Stage.RECEIVE, Role.RECEIVER, hours=2, ways=(Way(2),)),
        ProcessStep(
            2,
            "Thẩm định",
            Stage.PROCESS,
            Role.HANDLER,
            handling,
            hours=8,
            ways=(Way(3, "cần ý kiến của Công an xã"), Way(4, "đủ căn cứ")),
        ),
        ProcessStep(3, "Lấy ý kiến Công an xã", Stage.CONSULT, hours=4, ways=(Way(2),)),
        ProcessStep(
            4,
            "Ký duyệt",
            Stage.APPROVE,
            Role.APPROVER,
            hours=4,
            ways=(Way(5, "giấy phải đóng dấu"), Way(6, "không phải đóng dấu")) if seal else (Way(6),),
        ),
        ProcessStep(5, "Vào sổ, đóng dấu", Stage.SEAL, Role.CLERK, hours=2, ways=(Way(6),)),
        ProcessStep(6, "Trả kết quả", Stage.RETURN, Role.RETURNER),
    )
    return InternalProcess(tuple(step for step in steps if seal or step.key != 5), "Quyết định 15/QĐ-UBND")


_written = count(1)


def fresh() -> InternalProcess:
    """A process without a fault that no call gave before."""
    return replace(usual(clerk=True), basis=f"Quyết định {next(_written)}/QĐ-UBND")


def dead_end() -> InternalProcess:
    """Its second step leads nowhere."""
    process = usual()
    return replace(process, steps=tuple(replace(s, ways=()) if s.key == 2 else s for s in process.steps))


def owner_in(site, code: str) -> Owner:
    return site.procedures[code] if code else site.procedures


def path_of(code: str) -> str:
    return f"/thu-tuc/{code}/process" if code else "/quan-tri/quy-trinh"


def drafted(office: Office, code: str, process: InternalProcess | None = None) -> str:
    """A draft of a process; answers the address of its page."""
    with office.changing() as site:
        owner = owner_in(site, code)
        act = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)
        edit_process(owner, process=process or fresh(), opened_on=process_stamp(owner), act=act)
    return path_of(code)


def in_force(office: Office, code: str, process: InternalProcess | None = None, *, from_day: date | None = None) -> str:
    """A process in force, from today where no day is said; answers the address of its page."""
    drafted(office, code, process)
    with office.changing() as site:
        owner, today = owner_in(site, code), office.now.astimezone(LOCAL).date()
        publish_process(
            owner,
            effective=from_day or today,
            opened_on=process_stamp(owner),
            today=today,
            able=able_on(site.accounts, today),
            units=site.accounts.units(),
            act=Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now),
        )
    return path_of(code)


def untouched_field(office: Office) -> str:
    """A field with a procedure that no process was made for and that the general shipped one fits."""
    with office.site() as site:
        today = office.now.astimezone(LOCAL).date()
        able, units, process = able_on(site.accounts, today), site.accounts.units(), general_process().suggested
        return next(
            one.latest().record.field
            for one in site.procedures.values()
            if one.processes is None and not check_of(one, process, able=able, units=units).faults
        )


def stamp(office: Office, code: str) -> str:
    """What a form remembers of the process."""
    with office.site() as site:
        return process_stamp(owner_in(site, code))


def changing(office: Office, code: str) -> str:
    """The address of a process of which one version is in force and another is drafted."""
    in_force(office, code)
    return drafted(office, code, branching())


def followed(made: PopulatedOffice, state: str = workflow.AWAITING_APPROVAL) -> str:
    """A fresh dossier in this state that goes its way through a process with branches, handled by one unit."""
    in_force(made.office, FIVE_DAYS, replace(branching(handling=2), basis=fresh().basis))
    return made.dossier(state, of=FIVE_DAYS)


def form_fields(office: Office, at: str, change: Callable[..., None] = lambda form: None) -> list[tuple[str, str]]:
    """The fields of the form in which a process is written, as its page has them, changed."""
    form = office.as_(Role.CATALOGUE_ADMINISTRATOR).get(at).forms["form"]
    change(form)
    return [(name, value) for name, value in form.submit_fields() if name not in ("csrf_token", "key", "save")]
