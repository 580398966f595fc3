"""An office that has worked: numbers called, a dossier received with a paper, a visit, a signed copy, a struck line."""

import re
import shutil
from pathlib import Path

import pytest
from webtest import Upload

from hcc.core.roles import Role
from office import Office, sample_pdf


def work(office: Office) -> None:
    greeter, receiver = office.as_(Role.GREETER), office.as_(Role.RECEIVER)
    receiver.post("/goi-so/sit", {"counter": "1"}, status=303)
    for reason in ("", "elderly", "", "small_child"):
        greeter.post("/goi-so/give", {"reason": reason}, status=303)
    for _ in range(3):
        receiver.post("/goi-so/call_next", status=303)
    certifier, approver = office.as_(Role.CERTIFIER), office.as_(Role.APPROVER)
    for number in range(3):
        answer = greeter.fill("/ban-lam-viec/tiep-don", procedure="1.004873", name=f"Nguyễn Thử {number}")
        dossier = re.match(r".*?(/ho-so/[a-z2-7]{16}/)", answer.location)[1]
        form = greeter.get(f"{dossier}prepare").forms["form"]
        form["c2"] = form["c3"] = "compared_with_original"
        form.submit(status=303)
        greeter.upload(dossier, sample_pdf(), component="0")
        greeter.post(f"{dossier}submit", status=303)
        receiver.post(f"{dossier}receive", status=303)
    form = certifier.get("/chung-thuc/visit").forms["form"]
    form["name"], form["title"], form["pages"], form["copies"] = "Nguyễn Thử", "Bằng tốt nghiệp", "4", "2"
    form.submit(status=303)
    for _ in range(2):
        paper = Upload("bang.pdf", sample_pdf(2), "application/pdf")
        scan = certifier.post("/chung-thuc/electronic", {"paper": paper}, status=303)
        form = scan.follow().forms["form"]
        form["name"], form["title"] = "Nguyễn Thử", "Bằng tốt nghiệp"
        form.action = scan.location.rstrip("/") + "/number"
        entry = form.submit(status=303).location
    approver.post(f"{entry}sign", status=303)
    certifier.post("/chung-thuc/ban-sao/2026/2/strike", {"reason": "Nhầm"}, status=303)
    administrator = office.as_(Role.ADMINISTRATOR)
    for day in ("7/12/2026", "8/12/2026", "9/12/2026"):
        administrator.fill("/quan-tri/lich/day", first=day, decision="closed", name="Nghỉ phòng tránh bão")
    handler = office.as_(Role.HANDLER)
    handler.get(f"{dossier}giay-to/1", expect_errors=True)
    handler.post(f"{dossier}process", status=303)
    fields = {"until": "14/12/2026", "ready": "", "reason": "Phải xác minh."}
    office.as_(Role.DIRECTOR).post(f"{dossier}extend", fields, status=303)
    assert handler.get(f"{dossier}giay-to/1").body.startswith(b"%PDF-")
    assert approver.get(f"{entry}paper", expect_errors=True).status_code == 200


@pytest.fixture(scope="session")
def worked(filled, tmp_path_factory) -> Path:
    """The var folder that office left."""
    var = tmp_path_factory.mktemp("worked") / "var"
    office = Office(var, filled)
    work(office)
    office.close()
    return var


@pytest.fixture
def var(worked, tmp_path) -> Path:
    return Path(shutil.copytree(worked, tmp_path / "var"))
