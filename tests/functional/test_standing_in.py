"""Phạm Thị Thử (xuly) is away for two days; Hà Thị Trả (traketqua) takes her place."""

from datetime import date

import pytest

from hcc.accounts.operations.substitutes import appoint_substitute
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from office import LOGINS, Office, Person
from populated import PopulatedOffice

ABSENT, STANDER = LOGINS[Role.HANDLER], LOGINS[Role.RETURNER]
TODAY = date(2026, 11, 23)
PROPOSAL = {"outcome": "granted", "text": "Cấp giấy xác nhận."}


@pytest.fixture
def processing(office: Office) -> str:
    """A dossier that the absent official had taken over."""
    return PopulatedOffice(office).dossier(workflow.PROCESSING)


def appoint(office: Office, *roles: Role, first: date = TODAY, last: date = date(2026, 11, 24)) -> None:
    with office.changing() as site:
        appoint_substitute(
            site.accounts[ABSENT],
            substitute=site.accounts[STANDER],
            first=first,
            last=last,
            roles=set(roles),
            today=TODAY,
            act=Act(LOGINS[Role.ADMINISTRATOR], office.now),
        )


def history(person: Person, dossier: str) -> list[str]:
    *_, events = person.get(dossier).html.select(".events")
    return [" ".join(one.get_text(" ").split()) for one in events.select("li")]


def test_who_stands_in_carries_the_absent_ones_dossier_on(office, processing):
    stander = office.as_(STANDER)
    stander.get(processing, status=404)
    appoint(office, Role.HANDLER)
    with office.site() as site:
        number = site.dossiers.get_by_token(processing.split("/")[2]).reception_number
    assert number in stander.get("/ban-lam-viec/xu-ly").text
    assert "thay Phạm Thị Thử" in stander.get("/ban-lam-viec/xu-ly").html.select_one(".who").get_text()
    stander.post(f"{processing}submit_for_approval", PROPOSAL, status=303)
    approver = office.as_(Role.APPROVER)
    assert any("Hà Thị Trả thay Phạm Thị Thử" in line for line in history(approver, processing))


def test_what_is_her_own_she_does_as_herself(office, processing):
    appoint(office, Role.HANDLER)
    returned = PopulatedOffice(office).dossier(workflow.RESOLVED)
    office.as_(STANDER).post(f"{returned}return_result", {"to": "Mẫu", "identified_by": "Thẻ", "fee": "0"}, status=303)
    newest = history(office.as_(STANDER), returned)[0]
    assert "Hà Thị Trả" in newest
    assert "thay" not in newest


def test_it_begins_and_ends_by_itself(office, processing):
    appoint(office, Role.HANDLER, first=date(2026, 11, 25), last=date(2026, 11, 25))
    seen = []
    for _ in range(4):
        stander = Person(office)
        stander.sign_in(STANDER)
        seen.append(stander.get("/ban-lam-viec/xu-ly", status="*").status_int)
        office.later(days=1)
    assert seen == [403, 403, 200, 403]


def test_without_roles_she_reaches_what_was_assigned_and_nothing_else(office, processing):
    other = PopulatedOffice(office).dossier(workflow.RECEIVED)
    appoint(office)
    stander = office.as_(STANDER)
    stander.get(processing, status=200)
    stander.post(f"{processing}submit_for_approval", PROPOSAL, status=303)
    stander.get(other, status=404)


def test_somebody_elses_dossier_stays_hers(office, processing):
    """Standing in for one handler does not make one the handler of another's dossier."""
    appoint(office, Role.HANDLER)
    with office.changing() as site:
        site.dossiers.get_by_token(processing.split("/")[2]).handler = LOGINS[Role.CERTIFIER]
    office.as_(STANDER).post(f"{processing}submit_for_approval", PROPOSAL, status=404)
