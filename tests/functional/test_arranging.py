"""Pages put in order: turned, moved, parted, put together, and papers told apart; with what was sent kept as it was."""

import hashlib
import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image
from webtest import Upload

from functional.refusing import everyone_at_work, nothing_changes, refused
from functional.test_photos import photo
from hcc.core.roles import Role
from hcc.dossiers.telling import untold_of
from hcc.dossiers.views import arranging
from hcc.site.verification import Check, _papers
from populated import PopulatedOffice


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office).ready()


@pytest.fixture
def greeter(office):
    return office.as_(Role.GREETER)


@pytest.fixture
def dossier(made):
    return made.dossier(papers=False)


def pages_of(*widths: int) -> bytes:
    """A PDF whose pages are told apart by how wide they are."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for width in widths:
            pdf.add_blank_page(page_size=(width, 800))
            pdf.pages[-1].Contents = pdf.make_stream(b"0 g 50 50 40 40 re f")
        pdf.save(out)
    return out.getvalue()


def shape(greeter, dossier: str, number: int) -> list[tuple[int, int]]:
    """Width and turn of each page of the clean copy of a paper."""
    served = greeter.get(f"{dossier}giay-to/{number}").body
    with pikepdf.open(io.BytesIO(served)) as pdf:
        return [(int(page.MediaBox[2]), int(page.obj.get("/Rotate", 0))) for page in pdf.pages]


def kept(office, dossier: str) -> dict[int, list[bytes]]:
    """The received files of each paper, by its number; that the chain tells of these papers is looked at too."""
    with office.site() as site:
        one = site.dossiers.get_by_token(dossier.split("/")[2])
        assert list(untold_of(one)) == []
        found = {}
        for paper in one.papers:
            files = []
            for file in paper.received:
                with file.original.open("r") as opened:
                    files.append(opened.read())
                assert hashlib.sha256(files[-1]).hexdigest() == file.sha256
                assert len(files[-1]) == file.size
            found[paper.number] = files
        return found


def test_pages_are_moved_and_turned_and_the_received_file_stays(office, greeter, dossier):
    content = pages_of(300, 400, 500)
    greeter.upload(dossier, content, component="0")
    form = greeter.get(f"{dossier}giay-to/1/arrange").forms["form"]
    form["place-1-3"], form["place-1-1"], form["turn-1-2"] = "1", "3", "90"
    page = form.submit(status=303).follow()
    assert "Đã sắp xếp các trang" in page.text
    assert shape(greeter, dossier, 2) == [(500, 0), (400, 90), (300, 0)]
    assert kept(office, dossier) == {2: [content]}
    greeter.get(f"{dossier}giay-to/1", status=404)
    assert "sắp xếp lại trang" in page.text, "the history tells of it"
    form = greeter.get(f"{dossier}giay-to/2/arrange").forms["form"]
    form["turn-2-2"] = "270"
    form.submit(status=303)
    assert shape(greeter, dossier, 3) == [(500, 0), (400, 0), (300, 0)]


def test_a_scan_of_two_papers_is_taken_apart(office, greeter, dossier):
    content = pages_of(300, 400, 500)
    greeter.upload(dossier, content, name="chung.pdf", component="0")
    form = greeter.get(f"{dossier}giay-to/1/arrange").forms["form"]
    form["begins-1-2"] = True
    page = form.submit(status=303).follow()
    assert [one.get_text() for one in page.html.select(".scan a.strong")] == ["chung.pdf", "chung (2).pdf"]
    assert shape(greeter, dossier, 2) == [(300, 0)]
    assert shape(greeter, dossier, 3) == [(400, 0), (500, 0)]
    assert kept(office, dossier) == {2: [content], 3: [content]}
    with office.site() as site:
        papers = site.dossiers.get_by_token(dossier.split("/")[2]).papers
        assert [papers["2"].component, papers["3"].component] == [0, None]


def test_papers_are_put_together(office, greeter, dossier):
    first, second = pages_of(300), pages_of(400, 500)
    greeter.upload(dossier, first, name="mot.pdf", component="0")
    greeter.upload(dossier, second, name="hai.pdf")
    page = greeter.get(f"{dossier}giay-to/1/arrange")
    shown = page.forms[next(key for key, form in page.forms.items() if "with" in form.fields and form.method == "get")]
    both = shown.submit()
    form = both.forms["form"]
    assert form["place-2-2"].value == "3"
    form.submit(status=303)
    assert shape(greeter, dossier, 3) == [(300, 0), (400, 0), (500, 0)]
    assert kept(office, dossier) == {3: [first, second]}


def test_a_further_received_file_that_is_not_what_came_is_found_by_hcc_verify(office, greeter, dossier):
    greeter.upload(dossier, pages_of(300))
    greeter.upload(dossier, pages_of(400))
    greeter.get(f"{dossier}giay-to/1/arrange?with=2").forms["form"].submit(status=303)
    with office.changing() as site:
        file = site.dossiers.get_by_token(dossier.split("/")[2]).papers["3"].others[0]
        right, file.sha256 = file.sha256, "0" * 64
    check = Check("papers")
    with office.site() as site:
        _papers(check, site, office.registry["hcc.settings"])
    with office.changing() as site:
        site.dossiers.get_by_token(dossier.split("/")[2]).papers["3"].others[0].sha256 = right
    assert any("further file: bytes differ" in fault for fault in check.faults)


def test_nothing_is_done_where_nothing_was_changed(office, greeter, dossier):
    greeter.upload(dossier, pages_of(300, 400))
    form = greeter.get(f"{dossier}giay-to/1/arrange").forms["form"]
    form.submit(status=303)
    assert list(kept(office, dossier)) == [1]


def test_a_place_that_is_no_number_is_asked_for_again_with_what_was_typed(office, greeter, dossier):
    greeter.upload(dossier, pages_of(300, 400))
    form = greeter.get(f"{dossier}giay-to/1/arrange").forms["form"]
    form["place-1-2"], form["turn-1-1"] = "cuối", "180"
    answer = refused(form.submit(status=409), "Hãy ghi vị trí")
    again = answer.forms["form"]
    assert (again["place-1-2"].value, again["turn-1-1"].value) == ("cuối", "180")
    again["place-1-2"] = "2"
    again.submit(status=303)
    assert shape(greeter, dossier, 2) == [(300, 180), (400, 0)]


def test_what_was_handed_in_or_signed_keeps_its_pages(office, made, greeter):
    refused(greeter.get(f"{made.with_signed_file}giay-to/1/arrange", status=409), "“to-khai.pdf” đã ký số")
    with nothing_changes(office):
        refused(greeter.post(f"{made.with_signed_file}arrange", {"of": "1"}, status=409), "“to-khai")
    handed_in = made.dossier_with_paper()
    with office.changing() as site:
        site.dossiers.get_by_token(handed_in.split("/")[2]).papers.keep()
    refused(greeter.get(f"{handed_in}giay-to/1/arrange", status=409), "“to-khai.pdf” đã nộp")
    with nothing_changes(office):
        fields = {"number": "1", "component": ""}
        refused(greeter.post(f"{handed_in}assign_paper", fields, status=409), "“to-khai.pdf” đã nộp")
        refused(greeter.post(f"{handed_in}arrange", {"of": "1"}, status=409), "“to-khai.pdf” đã nộp")
    assert greeter.get(handed_in).html.select("form[action$=assign_paper]") == []


def test_somebody_took_the_paper_away_meanwhile(office, greeter, dossier):
    greeter.upload(dossier, pages_of(300, 400))
    greeter.upload(dossier, pages_of(500))
    form = greeter.get(f"{dossier}giay-to/1/arrange?with=2").forms["form"]
    greeter.post(f"{dossier}detach", {"number": "2"}, status=303)
    with nothing_changes(office):
        refused(form.submit(status=409), "Giấy này đã được bỏ")


def test_a_paper_is_said_to_be_another_component(office, greeter, dossier):
    greeter.upload(dossier, pages_of(300))
    page = greeter.get(dossier)
    form = next(one for one in page.forms.values() if one.action.endswith("assign_paper"))
    form["component"] = "0"
    page = form.submit(status=303).follow()
    with office.site() as site:
        one = site.dossiers.get_by_token(dossier.split("/")[2])
        assert one.papers["1"].component == 0
        assert one.chain.last.what == "assign_paper"
    assert "Đã xếp vào" in page.text


@pytest.mark.parametrize(
    "fields",
    [{"number": "9", "component": "0"}, {"number": "1", "component": "99"}, {"number": "1", "component": "x"}],
)
def test_a_paper_or_component_that_does_not_exist(office, greeter, dossier, fields):
    greeter.upload(dossier, pages_of(300))
    status = 409 if fields["number"] == "9" else 303
    greeter.post(f"{dossier}assign_paper", fields, status=status)
    greeter.post(f"{dossier}assign_paper", {"number": "mot"}, status=400)


def test_photos_sent_together_become_one_paper(office, greeter, dossier):
    files = [photo(colour="red"), photo("PNG", colour="green"), photo("WEBP", size=(400, 300))]
    names = ["trang 1.jpg", "trang 2.png", "trang 3.webp"]
    page = greeter.get(f"{dossier}photos")
    body = [
        ("csrf_token", page.forms["form"]["csrf_token"].value),
        ("key", page.forms["form"]["key"].value),
        ("component", "0"),
        *[("photos", Upload(name, content)) for name, content in zip(names, files, strict=True)],
    ]
    page = greeter.browser.post(f"{dossier}photos", body, status=303).follow()
    assert [one.get_text() for one in page.html.select(".scan a.strong")] == ["trang 1.jpg"]
    assert kept(office, dossier) == {4: files}
    assert [width for width, _ in shape(greeter, dossier, 4)] == [595, 595, 841]
    with office.site() as site:
        one = site.dossiers.get_by_token(dossier.split("/")[2])
        told = [record.what for record in one.chain][-4:]
        assert told == ["attach", "attach", "attach", "arrange"]
        assert one.papers["4"].component == 0
    assert greeter.browser.post(f"{dossier}photos", body, status=303).location
    assert list(kept(office, dossier)) == [4], "sent twice is done once"


def test_one_bad_photo_among_several_is_named_and_none_is_kept(office, greeter, dossier):
    with nothing_changes(office):
        answer = greeter.post(
            f"{dossier}photos", {"photos": Upload("hong.jpg", photo()[:300]), "component": "1"}, status=409
        )
        refused(answer, "“hong.jpg”: Tệp bị hỏng")
        refused(greeter.post(f"{dossier}photos", {"photos": ""}, status=409), "Hãy chọn các ảnh")
    assert answer.forms["form"]["component"].value == "1"


def test_the_picture_shown_is_the_photo(greeter, dossier):
    greeter.upload(dossier, photo(colour="red"), name="anh.jpg")
    picture = Image.open(io.BytesIO(greeter.get(f"{dossier}giay-to/1/page?n=1").body)).convert("RGB")
    red, green, blue = picture.getpixel((picture.width // 2, picture.height // 2))
    assert red > 200 > 60 > max(green, blue)


def test_pages_arranged_by_a_double_click_are_arranged_once_and_nobody_is_told_otherwise(
    office, greeter, dossier, monkeypatch
):
    greeter.upload(dossier, pages_of(300, 400))
    form = greeter.get(f"{dossier}giay-to/1/arrange").forms["form"]
    form["turn-1-1"] = "90"
    fields, plain, again = form.submit_fields(), arranging.lay_out, []

    def lay_out(*some):
        made = plain(*some)
        if not again:
            again.append(1)
            again.append(greeter.browser.post(f"{dossier}arrange", fields, status=303))
        return made

    monkeypatch.setattr(arranging, "lay_out", lay_out)
    first = greeter.browser.post(f"{dossier}arrange", fields, status=303)
    assert first.location == again[1].location
    assert list(kept(office, dossier)) == [2]


def test_pages_that_meet_another_act_are_laid_out_once(office, greeter, dossier, monkeypatch):
    """Somebody else's act on the dossier comes between: only storing the papers is done again."""
    greeter.upload(dossier, pages_of(300, 400))
    laid_out, lay_out, arrange, tries = [], arranging.lay_out, arranging.arrange, []

    def arrange_and_meanwhile(one, **more):
        made = arrange(one, **more)
        tries.append(1)
        if len(tries) == 1:
            with office.changing() as site:
                other = site.dossiers.get_by_token(one.token)
                other.parties = replace(other.parties)
        return made

    monkeypatch.setattr(arranging, "lay_out", lambda *some: laid_out.append(1) or lay_out(*some))
    monkeypatch.setattr(arranging, "arrange", arrange_and_meanwhile)
    form = greeter.get(f"{dossier}giay-to/1/arrange").forms["form"]
    form["turn-1-1"] = "90"
    form.submit(status=303)
    assert (len(tries), len(laid_out)) == (2, 1)
    assert shape(greeter, dossier, 2) == [(300, 90), (400, 0)]
    kept(office, dossier)
