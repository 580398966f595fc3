"""What of a decision still waits, and that nobody looks further for it than has to be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hcc.core.act import Act
from hcc.procedures import announced_waiting
from hcc.procedures.announced_waiting import asked_back
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.operations.announce import announce
from hcc.procedures.operations.ask_taking_back import ask_taking_back
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.operations.publish import put_in_force
from hcc.procedures.operations.withdraw import withdraw_procedure
from hcc.procedures.resources import ProcedureFolder
from unit.dossiers.building import MONDAY, record

A, B, C, D = (f"1.00000{number}" for number in range(1, 5))
TODAY = MONDAY.date()
SOON, LATER = TODAY + timedelta(days=5), TODAY + timedelta(days=9)
ACT = Act("an", MONDAY)


@pytest.fixture
def folder():
    """Of a decision that somebody asks to take back A changes soon, B later, and C ends soon. D is none of it."""
    folder = ProcedureFolder()
    import_catalogue(folder, records={code: record(code) for code in (A, B, C, D)}, act=ACT, effective=TODAY)
    rows = [AnnouncedRow(A, ChangeOfRules.AMENDED), AnnouncedRow(B, ChangeOfRules.AMENDED)]
    rows.append(AnnouncedRow(C, ChangeOfRules.ABOLISHED))
    facts = {"issued_on": TODAY, "effective_from": SOON, "issuer": "UBND tỉnh", "today": TODAY}
    decision = announce(folder, decision="1/QĐ-UBND", rows=rows, act=ACT, **facts)
    at = Act("an", MONDAY + timedelta(hours=1))
    for code, day in ((A, SOON), (B, LATER)):
        text = folder[code].add_revision(replace(record(code), name="Tên mới"), made_by="an", made_at=MONDAY, base=1)
        put_in_force(text, effective=day, act=at, announcement=decision.number)
    withdraw_procedure(folder[C], on=SOON, reason="QĐ", act=at, announcement=decision.number)
    decision.published_at, decision.effective = at.at, SOON
    ask_taking_back(decision, folder, reason="Tỉnh hoãn", seen=decision.version, act=at)
    return folder


def test_what_is_asked_back_is_told_of_each_procedure_until_its_day(folder):
    assert set(asked_back(folder, TODAY)) == {A, B, C}
    assert set(asked_back(folder, SOON)) == {B}
    assert asked_back(folder, LATER) == {}
    for day in (TODAY, SOON, LATER):
        for code in (A, B, C, D):
            assert asked_back(folder, day, {code}).keys() == asked_back(folder, day).keys() & {code}


def test_of_one_procedure_no_other_is_opened_and_what_has_begun_is_not_read(folder, monkeypatch):
    opened, read = [], []
    get, is_of = ProcedureFolder.get, announced_waiting.is_of
    monkeypatch.setattr(ProcedureFolder, "get", lambda self, code: opened.append(code) or get(self, code))
    monkeypatch.setattr(announced_waiting, "is_of", lambda *of: read.append(of) or is_of(*of))
    asked_back(folder, TODAY, {D})
    assert not opened
    asked_back(folder, TODAY, {A})
    assert set(opened) == {A}
    assert read
    read.clear()
    asked_back(folder, LATER)
    assert not read
