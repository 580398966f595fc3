"""What a citizen reads whose dossier waits for her: what to bring and until when, how much to pay and how."""

from datetime import date

import pytest

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.course import Defect
from hcc.dossiers.operations.request_supplement import request_supplement
from hcc.dossiers.operations.require_payment import require_payment
from office import LOGINS
from populated import PopulatedOffice


@pytest.fixture
def made(office) -> PopulatedOffice:
    return PopulatedOffice(office)


def tracked(office, dossier: str) -> str:
    """What stands on the page that the QR code of the receipt opens."""
    page = office.as_().get(f"/tra-cuu/{dossier.split('/')[2]}")
    return " ".join(page.html.find("main").get_text(" ").split())


def ask_for_papers(office, dossier: str, until: date | None) -> None:
    with office.changing() as site:
        asked = site.dossiers.get_by_token(dossier.split("/")[2])
        request_supplement(
            asked,
            defects=[Defect(f"Chưa có chữ ký của {asked.person.name}.", 0), Defect("Ảnh chân dung 4 x 6.")],
            until=until,
            calendar=site.calendar,
            act=Act(LOGINS[Role.HANDLER], office.now),
        )


def test_what_to_bring_and_the_last_day_for_it(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    ask_for_papers(office, dossier, date(2026, 12, 4))
    said = tracked(office, dossier)
    assert "Giấy tờ còn phải bổ sung" in said
    assert "Ảnh chân dung 4 x 6." in said
    assert "Chưa có chữ ký của …" in said
    assert "thứ\N{NO-BREAK SPACE}Sáu 04/12/2026".replace("\N{NO-BREAK SPACE}", " ") in said
    with office.site() as site:
        person = site.dossiers.get_by_token(dossier.split("/")[2]).person
    assert [one for one in (person.name, person.citizen_number, person.phone) if one in said] == []


def test_no_last_day_is_made_up(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    ask_for_papers(office, dossier, None)
    said = tracked(office, dossier)
    assert "Ảnh chân dung 4 x 6." in said
    assert "Hạn cuối" not in said


def test_how_much_to_pay_and_how(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    before = tracked(office, dossier)
    with office.changing() as site:
        unpaid = site.dossiers.get_by_token(dossier.split("/")[2])
        act = Act(LOGINS[Role.HANDLER], office.now)
        require_payment(unpaid, amount=15_000, purpose=f"Lệ phí hộ tịch của {unpaid.person.name}", act=act)
        name, code = unpaid.person.name, unpaid.dossier_code
    said = tracked(office, dossier)
    assert "15.000 đồng" in said
    assert "Lệ phí hộ tịch của …" in said
    assert name not in said
    assert "tiền mặt" in said
    assert f"theo mã hồ sơ {code}" in said
    assert "15.000" not in before
    form = office.as_(Role.RECEIVER).get(f"{dossier}confirm_payment").forms["form"]
    form["method"], form["receipt_number"] = "cash", "0034"
    form.submit(status=303)
    assert "15.000" not in tracked(office, dossier)
