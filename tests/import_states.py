"""Imports in the states their pages can be in, for an office that is populated."""

import contextlib
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hcc.content.operations.take_along import BeingWritten, ask_for_site
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.files.received import Received, sha256_of
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.operations.announce import announce
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.export_file import begin_export
from hcc.procedures.operations.import_file import ask_to_take_in, begin_import, import_name
from hcc.procedures.record import Fee, FeeKind
from importing import do_jobs, written
from office import LOGINS
from populated import PopulatedOffice

CHANGED, FRESH, WRITTEN_IN = "1.004873", "9.000001", "1.000656"
"""A procedure of the file that it changes; one that it adds; one of which somebody writes a draft."""
FAULTY = (
    "Mã thủ tục;Tên thủ tục;Lĩnh vực;Số bộ hồ sơ;Ngày quyết định\n"
    "2.000815;Chứng thực bản sao;Chứng thực;một bộ;31/02/2026\n"
    "2.000815;Chứng thực bản sao;Chứng thực;1;\n"
    "20.00815;;Chứng thực;1;45000\n"
)


def _act(o: PopulatedOffice) -> Act:
    return Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], o.office.now)


def _file(o: PopulatedOffice) -> bytes:
    with o.office.site() as site:
        record = site.procedures[CHANGED].latest().record
        same = site.procedures["2.000908"].latest().record
    # Another amount in each file: what an earlier one was taken in with would be no change any more.
    fee = Fee(FeeKind.PER_CASE, amount=15_000 + o.fresh(), per="bản")
    changed = replace(record, fees=(fee,), steps=())
    fresh = replace(record, code=FRESH, name="Xác nhận tình trạng ví dụ", short_name="", cases=(), portal_url="")
    return written([changed, same, fresh], "xlsx")


def brought(o: PopulatedOffice, name: str = "danh-muc.xlsx", content: bytes | None = None, *, read: bool = True) -> str:
    """The address of a fresh import, read."""
    content = _file(o) if content is None else content
    key = import_name()
    with tempfile.TemporaryDirectory(dir=o.office.var) as folder, o.office.changing() as site:
        path = Path(folder) / "received"
        path.write_bytes(content)
        received = Received(path, len(content), sha256_of(path))
        begin_import(site.procedures, site.jobs, name=key, received=received, file_name=name, act=_act(o))
    if read:
        do_jobs(o.office)
    return f"/quan-tri/nhap-danh-muc/{key}/"


def shown(o: PopulatedOffice) -> str:
    """The address of one import that is only looked at; brought again when later ones have taken its place."""
    address = getattr(o, "_shown_import", "")
    with o.office.site() as site:
        there = bool(address) and address.split("/")[3] in site.procedures.imports
    if not there:
        address = o._shown_import = brought(o)
    return address


def faulty(o: PopulatedOffice) -> str:
    """One with faults of every row."""
    return brought(o, "sai.csv", FAULTY.encode())


def in_the_way(o: PopulatedOffice) -> str:
    """One that would take the place of a draft somebody is writing, with a decision it may belong to."""
    open_decision(o)
    with o.office.changing() as site:
        procedure = site.procedures[WRITTEN_IN]
        if procedure.draft() is None:
            record = replace(procedure.latest().record, conditions=("Bản đang soạn.",))
            edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=_act(o))
        other = replace(procedure.latest().record, conditions=("Bản trong tệp.",))
    return brought(o, "de-len.xlsx", written([other], "xlsx"))


def taken_in(o: PopulatedOffice) -> str:
    """One that was taken in."""
    address = brought(o)
    with o.office.changing() as site:
        one = site.procedures.imports[address.split("/")[3]]
        ask_to_take_in(one, site.procedures, site.jobs, over_drafts=True, announcement=None, act=_act(o))
    do_jobs(o.office)
    return address


def open_decision(o: PopulatedOffice) -> int:
    """The number of a fresh announcement decision that takes procedures."""
    with o.office.changing() as site:
        number = site.procedures.announcements.next_number
        announce(
            site.procedures,
            decision=f"{1800 + number}/QĐ-UBND",
            issued_on=o.office.now.date(),
            effective_from=date(2099, 1, 1),
            issuer="Ủy ban nhân dân tỉnh",
            today=o.office.now.date(),
            act=_act(o),
            rows=[AnnouncedRow("2.000942", ChangeOfRules.AMENDED)],
        )
    return number


def newest_decision(o: PopulatedOffice) -> str:
    with o.office.site() as site:
        return str(site.procedures.announcements.next_number - 1)


DRAFTED_AGAIN = "2.000992"


def fresh_draft(o: PopulatedOffice) -> str:
    """Write a draft nobody has submitted; answers its code."""
    with o.office.changing() as site:
        procedure = site.procedures[DRAFTED_AGAIN]
        o._made += 1
        record = replace(procedure.latest().record, conditions=(f"Điều kiện thử {o._made}.",))
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=_act(o))
    return DRAFTED_AGAIN


def drafted(o: PopulatedOffice) -> str:
    """That draft as the form of the chosen ones names it."""
    return f"{DRAFTED_AGAIN}@{o.draft_stamp(DRAFTED_AGAIN)}"


def in_writing(o: PopulatedOffice) -> str:
    """The address of a fresh file of procedures that was asked for."""
    with o.office.changing() as site:
        codes = [CHANGED, WRITTEN_IN]
        name = begin_export(site.procedures, site.jobs, codes=codes, ending="xlsx", act=_act(o)).__name__
    return f"/quan-tri/danh-muc/xuat/{name}/"


def exported(o: PopulatedOffice) -> str:
    """The address of one that is written; asked for again when its time is over."""
    address = getattr(o, "_exported", "")
    with o.office.site() as site:
        there = bool(address) and address.split("/")[4] in site.procedures.exports
    if not there:
        address = o._exported = in_writing(o)
        do_jobs(o.office)
    return address


def site_in_writing(o: PopulatedOffice) -> str:
    """The page of the whole site's files while one is being written."""
    with o.office.changing() as site, contextlib.suppress(BeingWritten):
        ask_for_site(site.desk_work, site.content, site.jobs, act=_act(o))
    return "/quan-tri/site_files"


def site_taken(o: PopulatedOffice, address: str = "/quan-tri/site.zip") -> str:
    """That address when a file of the whole site is ready."""
    with o.office.site() as site:
        there = any(one.done_at is not None for one in site.desk_work.taken_along)
    if not there:
        site_in_writing(o)
        do_jobs(o.office)
    return address
