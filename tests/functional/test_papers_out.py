"""What the centre prints says what was recorded, and carries a code only when there is an address to lead to."""

import re
import subprocess
from pathlib import Path

import pytest

from hcc.core.roles import Role
from office import Office, sample_pdf


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout


def codes_in(pdf: bytes, folder: Path) -> list[str]:
    """What a phone would read on the pages."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(path), str(folder / "page")], check=True)
    pages = [str(page) for page in sorted(folder.glob("page*.png"))]
    read = subprocess.run(["zbarimg", "-q", "--raw", *pages], capture_output=True, text=True)
    return read.stdout.split()


def received(office: Office) -> str:
    """A received dossier's address."""
    greeter, receiver = office.as_(Role.GREETER), office.as_(Role.RECEIVER)
    answer = greeter.fill("/ban-lam-viec/tiep-don", procedure="1.004873", name="Nguyễn Thị Mẫu")
    dossier = re.match(r".*?(/ho-so/[a-z2-7]{16}/)", answer.location)[1]
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["citizen_number"], form["c3"] = "025190000000", "compared_with_original"
    form.submit(status=303)
    greeter.upload(dossier, sample_pdf(), component="0")
    greeter.post(f"{dossier}submit", status=303)
    receiver.fill(f"{dossier}receive")
    return dossier


def attestation(office: Office) -> bytes:
    certifier = office.as_(Role.CERTIFIER)
    form = certifier.get("/chung-thuc/visit").forms["form"]
    form["name"], form["title"], form["pages"], form["copies"] = "Nguyễn Thị Mẫu", "Bằng tốt nghiệp", "3", "2"
    visit = form.submit(status=303).location
    return certifier.get(f"{visit}print").body


def test_receipt_says_number_due_moment_and_papers(office, tmp_path):
    dossier = received(office)
    receipt = office.as_(Role.RECEIVER).get(f"{dossier}receipt").body
    text = text_of(receipt, tmp_path)
    assert "GIẤY TIẾP NHẬN HỒ SƠ" in text
    assert "H44.99-261123-0001" in text
    assert "9 giờ 12 phút, thứ Sáu ngày 27/11/2026" in text
    assert "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân" in text
    assert codes_in(receipt, tmp_path) == [f"http://127.0.0.1:6543/tra-cuu/{dossier.split('/')[2]}"]
    again = office.as_(Role.RECEIVER).get(f"{dossier}receipt").body
    assert again == receipt, "a receipt is the same again whenever it is printed"


def test_attestation_prints_once_a_copy_with_its_number(office, tmp_path):
    printed = attestation(office)
    text = text_of(printed, tmp_path)
    assert text.count("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH") == 2
    assert "01/2026 - SCT/BS" in text
    assert "KT. CHỦ TỊCH" in text
    with office.site() as site:
        token = site.books["ban-sao"]["2026"]["1"].token
    assert set(codes_in(printed, tmp_path)) == {f"http://127.0.0.1:6543/kiem-tra/{token}"}


@pytest.fixture
def office_without_address(filled, tmp_path):
    office = Office(tmp_path / "var", filled, public_url="")
    yield office
    office.close()


def test_without_a_public_address_no_code_is_printed(office_without_address, tmp_path):
    dossier = received(office_without_address)
    receipt = office_without_address.as_(Role.RECEIVER).get(f"{dossier}receipt").body
    assert "H44.99-261123-0001" in text_of(receipt, tmp_path)
    assert codes_in(receipt, tmp_path) == []
    assert codes_in(attestation(office_without_address), tmp_path) == []
