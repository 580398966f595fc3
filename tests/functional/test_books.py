"""The certification books as those who keep them see them: closing, volumes, paper books, after a restore, printing."""

import shutil
import subprocess
from pathlib import Path

import pytest

from faults.served import write_ini
from functional.refusing import everyone_at_work, nothing_changes, refused
from functional.test_certification import visit_form
from hcc.cli import main
from hcc.core.roles import Role
from office import Office

BOOK = "/chung-thuc/ban-sao/2026/"
KIND = "/chung-thuc/ban-sao/"


@pytest.fixture
def certifier(office):
    return everyone_at_work(office).as_(Role.CERTIFIER)


def take(person, *, status: int = 303, **fields: str):
    return visit_form(person, **fields).submit(status=status)


def sign_all(person) -> None:
    for line in [one["href"] for one in person.get("/chung-thuc/tray").html.select("tbody a")]:
        person.post(f"{line}confirm", status=303)


def text(page) -> str:
    return " ".join(page.html.find("main").get_text(" ").replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_day_is_closed_and_the_next_day_goes_on(office, certifier):
    take(certifier, copies="3")
    take(certifier)
    with nothing_changes(office):
        page = refused(certifier.post(f"{BOOK}close_day", {"day": "23/11/2026"}, status=409), "Còn 2 giấy chưa ký")
    assert page.html.select_one("#close_day-reason")["aria-invalid"] == "true"
    assert page.html.select_one("#close_day-day")["value"] == "23/11/2026"
    sign_all(certifier)
    closed = certifier.post(f"{BOOK}close_day", {"day": "23/11/2026"}, status=303).follow()
    assert "23/11/2026 2 1–2 0 2 4 16.000 đồng" in text(closed)
    with nothing_changes(office):
        refused(take(certifier, status=409), "Sổ SCT/BS đã khóa ngày 23/11/2026")
        refused(certifier.post(f"{BOOK}close_day", {"day": "23/11/2026"}, status=409), "Sổ đã khóa")
    office.later(days=1)
    office._people.clear()
    take(office.as_(Role.CERTIFIER))


@pytest.mark.parametrize("day", ["", "31/02/2026", "hôm nay", "24/11/2026", "23/11/2025", "9" * 400, "1/1/0001"])
def test_a_day_that_cannot_be_closed_stays_as_typed(office, certifier, day):
    take(certifier)
    sign_all(certifier)
    with nothing_changes(office):
        page = refused(certifier.post(f"{BOOK}close_day", {"day": day}, status=409))
    assert page.html.select_one("#close_day-day")["value"] == day
    assert page.html.select_one('[data-error-summary] a[href="#close_day-day"]')


def test_a_day_that_was_not_closed_is_told_on_the_next(office, certifier):
    take(certifier)
    assert "chưa khóa" not in text(certifier.get("/chung-thuc"))
    office.later(days=1)
    office._people.clear()
    certifier = office.as_(Role.CERTIFIER)
    assert "01/2026 - SCT/BS: chưa khóa từ ngày 23/11/2026" in text(certifier.get("/chung-thuc"))
    certifier.post(f"{BOOK}close_day", {"day": "23/11/2026", "reason": "Chưa ký trong ngày"}, status=303)
    assert "chưa khóa" not in text(certifier.get("/chung-thuc"))


def test_what_is_unsigned_is_struck_with_the_reason_given(office, certifier):
    take(certifier)
    offered = certifier.get(f"{BOOK}keep").html.select_one("#close_day-reason")["value"]
    assert offered == "Chưa ký trong ngày lấy số"
    certifier.post(f"{BOOK}close_day", {"day": "23/11/2026", "reason": offered}, status=303)
    book = certifier.get(BOOK)
    assert offered in text(book)
    assert book.html.select("tr.struck")


def test_a_new_volume_goes_on_with_the_numbers(office, certifier):
    take(certifier)
    certifier.post(f"{BOOK}open_volume", status=303)
    with nothing_changes(office):
        refused(certifier.post(f"{BOOK}open_volume", status=409), "Quyển 02/2026 - SCT/BS chưa có dòng nào")
    line = take(certifier).follow()
    assert line.html.select_one("tbody strong").get_text() == "2"
    assert "02/2026 - SCT/BS" in certifier.get(f"{BOOK}2").text
    assert "01/2026 - SCT/BS" in certifier.get(f"{BOOK}1").text


def test_a_paper_book_is_taken_over_once_it_is_known_where_it_ends(office, certifier):
    fields = {"volume": "x", "first": "1206", "reason": "Chuyển từ sổ giấy"}
    with nothing_changes(office):
        page = refused(certifier.post(f"{KIND}take_over", fields, status=409), "Hãy ghi một số nguyên")
    assert page.html.select_one("#take_over-reason")["value"] == "Chuyển từ sổ giấy"
    with nothing_changes(office):
        said = refused(certifier.post(f"{KIND}take_over", {"volume": "0", "first": "0"}, status=409))
    assert len(said.html.select("[data-error-summary] li")) == 3
    certifier.post(f"{KIND}take_over", {**fields, "volume": "3"}, status=303)
    take(certifier)
    assert "03/2026 - SCT/BS" in certifier.get(f"{BOOK}1206").text
    assert "take_over" not in certifier.get(KIND).text
    with nothing_changes(office):
        refused(certifier.post(f"{KIND}take_over", {**fields, "volume": "3"}, status=409), "Sổ 03/2026 - SCT/BS đã có")


def test_the_year_is_closed_on_its_last_day(office, certifier):
    take(certifier)
    assert "close_year" not in certifier.get(f"{BOOK}keep").text
    with nothing_changes(office):
        refused(
            certifier.post(f"{BOOK}close_year", {"reason": "x"}, status=409), "Sổ năm 2026 khóa vào ngày 31/12/2026"
        )
    office.now = office.now.replace(month=12, day=31)
    office._people.clear()
    certifier = office.as_(Role.CERTIFIER)
    page = certifier.get(f"{BOOK}keep")
    assert page.html.select('form[action$="close_year"]')
    closed = certifier.post(f"{BOOK}close_year", {"reason": "Chưa ký trong ngày"}, status=303).follow()
    assert "Đã khóa sổ năm: 1 số, gạch 1, 0 đồng" in text(closed)
    with nothing_changes(office):
        refused(certifier.post(f"{BOOK}open_volume", status=409), "Sổ 01/2026 - SCT/BS đã khóa năm")
        refused(take(certifier, status=409), "Sổ SCT/BS đã khóa")


def test_after_a_restore_numbers_wait_for_the_paper_book(filled, tmp_path, capsys):
    var, kept = tmp_path / "var", tmp_path / "kept"
    ini = write_ini(tmp_path / "office.ini", var)
    office = Office(var, filled)
    take(office.as_(Role.CERTIFIER))
    office.close()
    assert main(["--ini", str(ini), "backup", str(kept)]) == 0
    shutil.rmtree(var)
    assert main(["--ini", str(ini), "restore", str(kept)]) == 0
    assert "wait until the last number" in capsys.readouterr().out
    (tmp_path / "nothing").mkdir()
    office = Office(var, tmp_path / "nothing")
    try:
        certifier = everyone_at_work(office).as_(Role.CERTIFIER)
        with nothing_changes(office):
            refused(take(certifier, status=409), "Dữ liệu vừa được khôi phục")
            refused(certifier.post(f"{KIND}confirm_number", {"last": "0"}, status=409), "Sổ ở đây đã có đến số 1")
            refused(certifier.post(f"{KIND}confirm_number", {"last": "nhiều"}, status=409), "Hãy ghi một số nguyên")
            refused(certifier.post(f"{KIND}confirm_number", {"last": "502"}, status=409), "Sổ ở đây dừng ở số 1")
        assert "xác nhận số cuối" in text(certifier.get("/chung-thuc"))
        certifier.post(f"{KIND}confirm_number", {"last": "3"}, status=303)
        take(certifier)
        assert [row.get_text() for row in certifier.get(BOOK).html.select("tbody strong")] == ["4", "3", "2", "1"]
        for number in (2, 3):
            page = certifier.get(f"{BOOK}{number}")
            assert "Đã ghi trong sổ giấy" in page.text
            assert not page.html.select("form[action$=confirm], form[action$=strike], a[href$=print]")
        with nothing_changes(office):
            refused(certifier.post(f"{KIND}confirm_number", {"last": "4"}, status=409), "Số cuối trên sổ giấy đã được")
    finally:
        office.close()
    assert main(["--ini", str(ini), "verify"]) == 0


def pdf_text(pdf: bytes, path: Path) -> str:
    path.write_bytes(pdf)
    shown = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(shown.split())


def test_the_book_is_printed_the_same_by_the_page_and_by_the_command(filled, tmp_path, capsys):
    var, out = tmp_path / "var", tmp_path / "so.pdf"
    ini = write_ini(tmp_path / "office.ini", var)
    office = Office(var, filled)
    certifier = office.as_(Role.CERTIFIER)
    take(certifier, title="Sổ đỏ", copies="2")
    take(certifier, title="Hộ chiếu")
    certifier.post(f"{BOOK}2/strike", {"reason": "Ghi nhầm tên"}, status=303)
    certifier.post(f"{BOOK}open_volume", status=303)
    take(certifier, title="Bằng lái xe")
    first = certifier.get(f"{BOOK}print?volume=1")
    assert certifier.get(f"{BOOK}print?volume=1").body == first.body
    assert certifier.get(f"{BOOK}print").body != first.body
    for wrong in ("volume=3", "volume=x", "month=13", "month=0", "volume=01"):
        certifier.get(f"{BOOK}print?{wrong}", status=404)
    office.close()
    assert main(["--ini", str(ini), "book", "print", "SCT/BS", "2026", "--volume", "1", "--out", str(out)]) == 0
    assert out.read_bytes() == first.body
    said = pdf_text(first.body, out)
    assert "Quyển số: 01/2026 - SCT/BS" in said
    assert "Đã gạch: Ghi nhầm tên" in said
    assert "Sổ đỏ" in said
    assert "Bằng lái xe" not in said
    assert "từ số 1 đến số 2, cộng 2 số chứng thực (bằng chữ: hai)" in said
    assert "Đã chứng thực 1 giấy tờ, văn bản, 2 bản sao (bằng chữ: hai)" in said
    assert "Phí chứng thực: 8.000 đồng (bằng chữ: tám nghìn đồng)" in said
    assert main(["--ini", str(ini), "book", "print", "SCT/BS", "2026", "--out", str(out)]) == 0
    assert "Bằng lái xe" in pdf_text(out.read_bytes(), out)
    assert main(["--ini", str(ini), "book", "print", "SCT/BS", "2026", "--month", "10", "--out", str(out)]) == 0
    assert "không có số nào" in pdf_text(out.read_bytes(), out)
    capsys.readouterr()
    for arguments, says in (
        (("SCT/XX", "2026"), "SCT/CK,ĐC"),
        (("SCT/BS", "1999"), "2026"),
        (("SCT/CK,ĐC", "2026"), "no year"),
        (("SCT/BS", "2026", "--volume", "7"), "it has 01, 02"),
    ):
        assert main(["--ini", str(ini), "book", "print", *arguments, "--out", str(tmp_path / "no.pdf")]) == 2
        assert says in capsys.readouterr().err
    assert not (tmp_path / "no.pdf").exists()


def test_figures_are_shown_and_downloaded_for_a_period(office, certifier):
    take(certifier, copies="3")
    take(certifier)
    certifier.post(f"{BOOK}2/strike", {"reason": "Ghi nhầm"}, status=303)
    director = office.as_(Role.DIRECTOR)
    page = director.get("/chung-thuc/statistics?from=23/11/2026&to=23/11/2026")
    row = page.html.select_one("tbody tr")
    assert [cell.get_text(" ", strip=True) for cell in row.select("td.num")] == ["2", "1", "3", "0", "0", "12.000 đồng"]
    assert page.html.select('nav a[href="/chung-thuc/statistics"]'), "the director finds the way"
    director.get("/chung-thuc", status=403)
    table = director.get(page.html.select_one(".acts a")["href"])
    lines = table.body.decode("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert lines[1].endswith("SCT/BS,2026-11-23,2026-11-23,2,1,0,1,3,0,0,12000,1")
    assert "0" in director.get("/chung-thuc/statistics?from=24/11/2026&to=30/11/2026").html.select_one("td.num")


@pytest.mark.parametrize("period", ["from=x", "from=31/02/2026", "from=2/1/2026&to=1/1/2026", "to=" + "9" * 3000])
def test_a_period_that_is_none_is_told(office, certifier, period):
    page = refused(certifier.get(f"/chung-thuc/statistics?{period}"), status=200)
    assert page.html.select_one("#from")["aria-invalid"] == "true"
    certifier.get(f"/chung-thuc/statistics.csv?{period}", status=200)
