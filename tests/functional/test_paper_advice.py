"""What intake advises on a paper it accepts is said on the paper's row, for whoever opens the dossier later too."""

import pytest
from webtest import Upload

from functional.refusing import everyone_at_work
from hcc.core.roles import Role
from pdfs import make
from populated import PopulatedOffice


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office).ready()


def test_what_to_look_at_stands_beside_the_paper(office, made):
    path, greeter = made.dossier(papers=False), office.as_(Role.GREETER)
    greeter.upload(path, make.one_page(content=b""), name="trang trang.pdf")
    greeter.upload(path, make.layered(make.HIDING["listed"]), name="lop an.pdf")
    greeter.upload(path, make.one_page(), name="to khai.pdf")
    greeter.upload(path, make.HOSTILE["launch"][0](), name="tu chay.pdf")
    note = b"/Annots [<< /Type /Annot /Subtype /Text /Rect [72 700 92 720] /Contents (x) >>]"
    greeter.upload(path, make.one_page(page=note), name="ghi chu.pdf")
    rows = {row.select_one(".strong").text: row.text for row in greeter.get(path).html.select("[data-scan]")}
    assert "Trang trắng: 1. Nếu đặt nhầm mặt giấy, hãy quét lại." in rows["trang trang.pdf"]
    assert "Tệp có phần bị ẩn và vẫn để ẩn." in rows["lop an.pdf"]
    assert "Trang trắng" not in rows["to khai.pdf"]
    assert "Đã gỡ" in rows["tu chay.pdf"]
    assert "chữ trong ghi chú dán không có trong bản hiện ra" in rows["ghi chu.pdf"]
    assert "Đã gỡ" not in rows["ghi chu.pdf"], "nothing in it could act"


def test_what_to_look_at_stands_beside_the_scan_of_an_electronic_copy_too(office, made):
    certifier = office.as_(Role.CERTIFIER)

    def words(content: bytes) -> str:
        fields = {"paper": Upload("ban chinh.pdf", content, "application/pdf")}
        return certifier.post("/chung-thuc/electronic", fields, status=303).follow().html.select_one("main").text

    assert "Trang trắng: 1." in words(make.one_page(content=b""))
    assert "Đã gỡ" in words(make.HOSTILE["launch"][0]())
    note = b"/Annots [<< /Type /Annot /Subtype /Text /Rect [72 700 92 720] /Contents (x) >>]"
    noted = words(make.one_page(page=note))
    assert "chữ trong ghi chú dán không có trong bản hiện ra" in noted
    assert "Đã gỡ" not in noted, "nothing in it could act"


def test_the_page_for_an_electronic_copy_offers_what_is_taken_in(office):
    page = office.as_(Role.CERTIFIER).get("/chung-thuc/electronic")
    field = page.html.select_one("#paper")
    assert {"application/pdf", "image/jpeg", "image/png", "image/webp"} <= set(field["accept"].split(","))
    assert "ảnh" in page.html.select_one("label[for=paper]").text
