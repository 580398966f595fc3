"""Attestations over photocopies: every printer of the desk has its corner and offset, and prints where it should."""

import re
import subprocess

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.core.roles import Role
from populated import PopulatedOffice

PRINTERS = "/chung-thuc/may-in"
POINTS_A_MM = 72 / 25.4


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def visit(office):
    """A paper of two pages on one sheet five times, and one of four pages on two sheets four times."""
    return PopulatedOffice(office).visit(rows=2)


def write_down(person, status: int = 303, **fields: str):
    form = person.get(PRINTERS).forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=status)


def title_at(pdf: bytes) -> list[tuple[float, float]]:
    """Where on each page the first word of the attestation stands, in mm from the left and from the top."""
    text = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    first = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" [^>]*>CHỨNG</word>')
    return [
        (float(found[1]) / POINTS_A_MM, float(found[2]) / POINTS_A_MM)
        for page in text.split("<page ")[1:]
        if (found := first.search(page))
    ]


def test_the_offset_of_the_printer_moves_the_attestation_so_far(office, visit):
    certifier = office.as_(Role.CERTIFIER)
    write_down(certifier, name="Quầy 1", corner="bottom-left", dx="0", dy="")
    true = title_at(certifier.get(f"{visit}print").body)
    write_down(certifier, name="Quầy 2, khay tay", corner="bottom-left", dx="7", dy="-3,5")
    moved = title_at(certifier.get(f"{visit}print").body)
    assert len(true) == len(moved) == 5 + 4, "each copy has its sheet"
    for (x, y), (moved_x, moved_y) in zip(true, moved, strict=True):
        assert (moved_x - x, moved_y - y) == (pytest.approx(7, abs=0.1), pytest.approx(-3.5, abs=0.1))
    # Another corner, by the same name: the figures are changed, no second printer is made.
    write_down(certifier, name="Quầy 2, khay tay", corner="top-right", dx="0", dy="0")
    corner = title_at(certifier.get(f"{visit}print").body)
    assert corner[0][0] > true[0][0] + 10
    assert corner[0][1] < true[0][1] - 50
    assert len(certifier.get(PRINTERS).html.select("tbody tr")) == 2
    # The printer chosen last is the one that is used, by this official and on every print of hers.
    certifier.post(f"{PRINTERS}/use_printer", {"name": "Quầy 1"}, status=303)
    assert title_at(certifier.get(f"{visit}print").body) == true
    assert "Quầy 1" in certifier.get(visit).text
    certifier.post(f"{PRINTERS}/remove_printer", {"name": "Quầy 1"}, status=303)
    assert title_at(certifier.get(f"{visit}print").body) == corner, "the first printer that is left"


def test_seam_marks_stand_where_there_are_two_sheets_or_more(office, visit):
    pdf = office.as_(Role.CERTIFIER).get(f"{visit}print").body
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    pages = text.split("\f")[:-1]
    assert ["giáp lai" in page for page in pages] == [False] * 5 + [True] * 4
    page = office.as_(Role.CERTIFIER).get(visit)
    assert re.search(r"Các số có từ hai tờ trở lên: *\d+", page.text)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("dx", "hai"), ("dx", "61"), ("dy", "-60,5"), ("dy", "1e1"), ("dy", "0,55"), ("name", ""), ("corner", "middle")],
)
def test_figures_that_cannot_be_are_asked_for_again(office, field, wrong):
    form = office.as_(Role.CERTIFIER).get(PRINTERS).forms["form"]
    form["name"], form["dx"] = "Quầy 9", "3"
    if field == "corner":
        form[field].force_value(wrong)
    else:
        form[field] = wrong
    with nothing_changes(office):
        page = refused(form.submit(status=422), status=422)
    if field in ("dx", "dy"):
        assert "Hãy ghi số mi-li-mét từ -60 đến 60" in page.text
        assert page.forms["form"][field].value == wrong


def test_a_name_of_nothing_visible_is_no_name(office):
    with nothing_changes(office):
        refused(write_down(office.as_(Role.CERTIFIER), 409, name="\u200b", dx="1"), "Hãy ghi tên")


def test_a_printer_that_is_gone_cannot_be_used(office):
    certifier = office.as_(Role.CERTIFIER)
    page = certifier.post(f"{PRINTERS}/use_printer", {"name": "Quầy 77"}, status=303).follow()
    assert "Máy in này vừa bị bỏ" in page.text


def test_signers_see_the_printers_and_change_nothing(office):
    page = office.as_(Role.APPROVER).get(PRINTERS)
    assert "form" not in page.forms
    assert not page.html.select("main form")
