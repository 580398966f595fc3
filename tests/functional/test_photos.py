"""Photos instead of scans: from the phone into the dossier."""

import hashlib
import io

import pytest
from PIL import Image
from webtest import Upload

from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.core.roles import Role
from populated import PopulatedOffice


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office).ready()


def photo(kind: str = "JPEG", *, colour: str = "grey", size: tuple[int, int] = (300, 400)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def test_a_photo_of_a_paper_becomes_a_paper_of_the_dossier(office, made):
    dossier, greeter, content = made.dossier(papers=False), office.as_(Role.GREETER), photo()
    page = greeter.upload(dossier, content, name="IMG_0001.jpg", component="0").follow()
    assert "IMG_0001" in page.html.select_one(".scan a.strong").get_text()
    served = greeter.get(f"{dossier}giay-to/1")
    assert served.content_type == "application/pdf"
    assert "IMG_0001.pdf" in served.headers["Content-Disposition"]
    assert served.body.startswith(b"%PDF-")
    assert greeter.get(f"{dossier}giay-to/1/page?n=1").body.startswith(b"\x89PNG")
    with office.site() as site:
        paper = site.dossiers.get_by_token(dossier.split("/")[2]).papers["1"]
        with paper.original.open("r") as kept:
            assert kept.read() == content, "the received bytes are kept as they came"
        assert (paper.sha256, paper.pages) == (hashlib.sha256(content).hexdigest(), 1)


def test_a_photo_that_cannot_be_taken_says_what_to_do(office, made):
    greeter = office.as_(Role.GREETER)
    for content, sentence in (
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(2000), "Tương thích nhất"),
        (photo()[:300], "Tệp bị hỏng"),
        (photo("GIF"), "hay ảnh chụp"),
    ):
        with nothing_changes(office):
            refused(greeter.upload(made.draft, content, name="anh.jpg", status=409), sentence)


def test_a_certified_copy_may_be_made_of_a_photo(office):
    certifier = office.as_(Role.CERTIFIER)
    fields = {"paper": Upload("anh.png", photo("PNG"), "image/png")}
    page = certifier.post("/chung-thuc/electronic", fields, status=303).follow()
    assert "anh.png" in page.text or page.status_int == 200
