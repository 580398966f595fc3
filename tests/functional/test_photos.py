"""Photos instead of scans: from the phone into the dossier."""

import hashlib
import io
from dataclasses import replace

import pytest
from PIL import Image
from webtest import Upload

from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.checklist import Finding, Verdict
from hcc.dossiers.views import photos
from office import Office
from pdfs.make import signed
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


# Several photos of one paper


def send_photos(person, dossier: str, contents: list[bytes], *, component: str = "", status: int = 303):
    """Send photos together as the page does."""
    form = person.get(f"{dossier}photos").forms["form"]
    fields = [(name, form[name].value) for name in ("csrf_token", "key")]
    photos = [("photos", Upload(f"{number}.jpg", content)) for number, content in enumerate(contents, 1)]
    return person.browser.post(f"{dossier}photos", [*fields, ("component", component), *photos], status=status)


def papers_of(office, dossier: str) -> list[tuple[int | None, int]]:
    """Component and pages of each paper."""
    with office.site() as site:
        papers = site.dossiers.get_by_token(dossier.split("/")[2]).papers
        return [(paper.component, paper.pages) for paper in papers]


def test_photos_of_a_paper_that_was_still_owed_come_after_reception(office, made):
    dossier = made.dossier(workflow.RECEIVED)
    with office.changing() as site:
        one = site.dossiers.get_by_token(dossier.split("/")[2])
        one.verdicts = {**one.verdicts, 0: Finding(Verdict.PAPER_LATER, "Máy quét hỏng.", office.now.date())}
    send_photos(office.as_(Role.RECEIVER), dossier, [photo(colour="red"), photo(colour="blue")], component="0")
    assert papers_of(office, dossier) == [(0, 2)]


def test_photos_of_one_paper_take_the_room_of_one_paper(filled, tmp_path):
    office = Office(tmp_path / "var", filled, dossier_papers=2)
    try:
        dossier, greeter = PopulatedOffice(office).dossier(papers=False), office.as_(Role.GREETER)
        for number in (1, 2):
            send_photos(greeter, dossier, [photo(colour="red"), photo(colour="blue"), photo()])
            assert papers_of(office, dossier) == [(None, 3)] * number
        with nothing_changes(office):
            answer = send_photos(greeter, dossier, [photo(colour="red"), photo(colour="blue")], status=409)
        refused(answer, "Một hồ sơ chứa nhiều nhất 2")
    finally:
        office.close()


def test_photos_for_which_there_is_no_room_are_not_looked_at(filled, tmp_path, monkeypatch):
    office = Office(tmp_path / "var", filled, dossier_mb=1)
    try:
        dossier, looked_at = PopulatedOffice(office).dossier(papers=False), []
        monkeypatch.setattr("hcc.dossiers.views.photos.look_at", lambda *some, **more: looked_at.append(1))
        heavy = photo() + bytes(600_000)
        answer = send_photos(office.as_(Role.GREETER), dossier, [heavy, heavy], status=409)
        refused(answer, "Giấy tờ của một hồ sơ chỉ được tổng cộng 1 MB")
        assert not looked_at
    finally:
        office.close()


def test_a_signed_file_among_photos_is_sent_by_itself(office, made):
    dossier, greeter = made.dossier(papers=False), office.as_(Role.GREETER)
    with nothing_changes(office):
        answer = send_photos(greeter, dossier, [photo(), signed(inline=False)], status=409)
    refused(answer, "“2.jpg” đã ký số nên không gộp")


def test_photos_that_meet_another_act_are_kept_and_looked_at_once(office, made, monkeypatch):
    """Somebody else's act on the dossier comes between: only storing them is done again."""
    looked_at, look = [], photos.look_at
    monkeypatch.setattr(photos, "look_at", lambda *some: looked_at.append(1) or look(*some))
    dossier, plain, tries = made.dossier(papers=False), photos.arrange, []

    def arrange(one, **more):
        found = plain(one, **more)
        tries.append(1)
        if len(tries) == 1:
            with office.changing() as site:
                other = site.dossiers.get_by_token(one.token)
                other.parties = replace(other.parties)
        return found

    monkeypatch.setattr(photos, "arrange", arrange)
    send_photos(office.as_(Role.GREETER), dossier, [photo(colour="red"), photo(colour="blue")])
    assert (len(tries), len(looked_at)) == (2, 2)
    assert papers_of(office, dossier) == [(None, 2)]
