"""Whoever reads a paper that people handed in is on record before she has a byte of it."""

import errno

import pytest
from ZODB.blob import Blob

from hcc.core.roles import Role
from hcc.storage.access_log import AccessLog
from office import LOGINS, Office
from pages import FILE, VIEWS, Row
from populated import PopulatedOffice

OF_THE_OFFICE = {"ImportPlace", "ExportPlace", "AnnouncementPlace", "Admin", "EvidencePlace"}
"""Their files are procedures, decisions about them and the centre's own pages: nobody's papers. Reading the evidence is
on record by itself (test_evidence.py).
"""
STAFF_FILES = [
    row
    for row in VIEWS
    if row.kind == FILE and row.method == "GET" and row.opens is not None and row.context not in OF_THE_OFFICE
]


@pytest.fixture(scope="module")
def populated(filled, tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("readings") / "var", filled)
    yield PopulatedOffice(office)
    office.close()


@pytest.fixture
def log(populated) -> AccessLog:
    return populated.office.registry["hcc.access_log"]


def readings(log: AccessLog) -> list[str]:
    return log.path.read_text(encoding="utf-8").splitlines() if log.path.exists() else []


@pytest.fixture
def opened(monkeypatch) -> list[Blob]:
    """The stored files that are opened."""
    seen: list[Blob] = []
    for name in ("committed", "open"):
        plain = getattr(Blob, name)

        def watched(blob, *arguments, plain=plain):
            seen.append(blob)
            return plain(blob, *arguments)

        monkeypatch.setattr(Blob, name, watched)
    return seen


@pytest.mark.parametrize("row", STAFF_FILES, ids=str)
def test_a_view_that_opens_a_paper_records_the_reading(populated, log, opened, row: Row):
    at, person = row.at(populated), populated.office.as_(row.opens)
    before = readings(log)
    opened.clear()
    answer = person.get(at)
    new = readings(log)[len(before) :]
    assert answer.body
    if opened:
        (line,) = new
        assert f'"{LOGINS[row.opens]}"' in line
        assert at.split("?")[0].removesuffix("page").removesuffix("paper").removesuffix("original").rstrip("/") in line
    else:
        assert new == []
    assert log.faults() == []


def test_there_are_views_that_open_papers_and_views_that_do_not(populated, log):
    """Or the test above looks at nothing."""
    names = {str(row) for row in STAFF_FILES}
    assert {
        "GET Attachment",
        "GET Attachment page",
        "GET Attachment original",
        "GET Scan page",
        "GET BookEntry paper",
    } <= names
    assert "GET Dossier receipt" in names


ASKED = {
    "part of it": {"Range": "bytes=0-9"},
    "whether it changed": {"If-None-Match": '"0"'},
}


@pytest.mark.parametrize("how", ASKED)
def test_every_way_of_asking_is_a_reading(populated, log, how):
    before = len(readings(log))
    populated.office.as_(Role.GREETER).get(f"{populated.draft}giay-to/1", headers=ASKED[how], status="*")
    assert len(readings(log)) == before + 1


def test_a_paper_is_not_shown_when_its_reading_cannot_be_put_on_record(populated, log, monkeypatch):
    paper, page = f"{populated.draft}giay-to/1", f"{populated.draft}giay-to/1/page?n=1"
    scan = f"{populated.waiting_scan}page?n=1"
    signed = f"{populated.signed}paper"
    people = ((Role.GREETER, paper), (Role.GREETER, page), (Role.CERTIFIER, scan), (Role.CERTIFIER, signed))
    for role, at in people:
        assert populated.office.as_(role).get(at).content_type in ("application/pdf", "image/png")

    def full(self, **facts):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(AccessLog, "record", full)
    for role, at in people:
        answer = populated.office.as_(role).get(at, status="*")
        assert answer.status_int >= 500
        assert answer.content_type == "text/html"
        assert b"%PDF" not in answer.body


def test_who_may_not_read_a_paper_is_not_said_to_have_read_it(populated, log):
    before = readings(log)
    populated.office.as_(Role.APPROVER).get(f"{populated.draft}giay-to/1", status=404)
    populated.office.as_().get(f"{populated.draft}giay-to/1", status=303)
    assert readings(log) == before
