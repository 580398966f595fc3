"""Papers of a dossier over WebTest: sent, sent twice, refused, within quotas, read; and the worst of names."""

import re
import threading
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest
from webtest import TestApp, Upload
from ZODB.blob import Blob

from functional.refusing import refused
from hcc.children.errors import ChildStopped
from hcc.core.act import Act
from hcc.core.calendar import OfficeCalendar
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.page_pictures import pictures_of
from hcc.dossiers.views import arranging, photos, reading
from hcc.dossiers.views import papers as views
from hcc.files.names import NAME_LIMIT
from hcc.pdf.intake import Verdict
from hcc.site.verification import Check, _chains
from hostile_names import HOSTILE_NAMES
from office import LOGINS, Office, sample_pdf
from pdfs.make import signed
from populated import PopulatedOffice

ONE = sample_pdf(1)
KEY = "0123456789abcdef0123456789abcdef"


def papers_of(office: Office, path: str) -> list:
    with office.site() as site:
        return [(paper.name, paper.size) for paper in site.dossiers.get_by_token(path.split("/")[2]).papers]


@pytest.fixture
def made(office) -> PopulatedOffice:
    return PopulatedOffice(office)


# Sending


def test_the_same_form_sent_twice_makes_one_paper(office, made):
    path, greeter = made.dossier(papers=False), office.as_(Role.GREETER)
    answers = [
        greeter.post(f"{path}attach", {"key": KEY, "component": "", "paper": Upload("a.pdf", ONE)}, status=303)
        for _ in range(2)
    ]
    assert answers[0].location == answers[1].location
    assert [name for name, _ in papers_of(office, path)] == ["a.pdf"]


def test_files_that_come_at_the_same_moment_are_all_kept_and_looked_at_once_each(office, made, monkeypatch):
    path = made.dossier(papers=False)
    people = [office.as_(Role.GREETER), office.as_(Role.RECEIVER)]
    together, looked_at = threading.Barrier(2), []
    plain = views.taken_in

    def taken_in(request, folder, *rest, **more):
        taken = plain(request, folder, *rest, **more)
        looked_at.append(taken[-1])
        together.wait(20)
        return taken

    monkeypatch.setattr(views, "taken_in", taken_in)
    tokens = [person.token() for person in people]

    def send(number: int) -> None:
        fields = {"csrf_token": tokens[number], "key": f"{number:032x}", "component": ""}
        people[number].browser.post(f"{path}attach", {**fields, "paper": Upload(f"{number}.pdf", ONE)}, status=303)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(name for name, _ in papers_of(office, path)) == ["0.pdf", "1.pdf"]
    assert sorted(looked_at) == ["0.pdf", "1.pdf"]


def test_the_same_form_that_comes_twice_at_the_same_moment_makes_one_paper(office, made, monkeypatch):
    path, greeter = made.dossier(papers=False), office.as_(Role.GREETER)
    together, plain, answers = threading.Barrier(2), views.taken_in, []

    def taken_in(request, folder, *rest, **more):
        taken = plain(request, folder, *rest, **more)
        together.wait(20)
        return taken

    monkeypatch.setattr(views, "taken_in", taken_in)
    fields = {"csrf_token": greeter.token(), "key": KEY, "component": ""}
    windows = [greeter.browser, TestApp(office.app, lint=False, cookiejar=greeter.browser.cookiejar)]

    def send(window: TestApp) -> None:
        answers.append(window.post(f"{path}attach", {**fields, "paper": Upload("a.pdf", ONE)}, status=303).location)

    threads = [threading.Thread(target=send, args=(window,)) for window in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == 2
    assert len(set(answers)) == 1
    assert [name for name, _ in papers_of(office, path)] == ["a.pdf"]


def test_a_refused_file_says_why_beside_its_name_and_the_others_are_kept(office, made):
    path, greeter = made.dossier(papers=False), office.as_(Role.GREETER)
    greeter.upload(path, ONE, name="to-khai.pdf")
    page = greeter.upload(path, b"", name="C:\\anh <b>.pdf", component="3", status=409)
    row = page.html.select_one("[data-refused]")
    assert row.select_one(".strong").text == "anh b .pdf"
    assert "Tệp trống" in row.select_one("[data-why]").text
    assert page.html.select_one("[data-error-summary] a[href='#paper']").text.startswith("anh b .pdf: Tệp trống")
    assert page.html.select_one("#component option[selected]")["value"] == "3"
    assert [name for name, _ in papers_of(office, path)] == ["to-khai.pdf"]


def test_a_form_without_a_file_says_so(office, made):
    page = office.as_(Role.GREETER).post(f"{made.dossier(papers=False)}attach", {"component": ""}, status=409)
    assert page.html.select_one("[data-refused]") is None
    assert len(page.html.select("[data-error-summary] li")) == 1


# Quotas


@pytest.mark.parametrize(
    ("setting", "allowed", "words"),
    [
        ({"dossier_papers": 2}, 2, "nhiều nhất 2"),
        ({"dossier_mb": 1}, 1, "tổng cộng 1 MB"),
        ({"official_papers_a_day": 2}, 2, "đủ 2 giấy tờ"),
        ({"official_mb_a_day": 1}, 1, "đủ 1 MB"),
    ],
    ids=lambda one: next(iter(one)) if isinstance(one, dict) else None,
)
def test_what_is_beyond_a_quota_is_refused_before_it_is_looked_at(
    filled, tmp_path, monkeypatch, setting, allowed, words
):
    office = Office(tmp_path / "var", filled, **setting)
    try:
        path, greeter = PopulatedOffice(office).dossier(papers=False), office.as_(Role.GREETER)
        content = ONE + b"\n%" + b"x" * (600_000 if "mb" in next(iter(setting)) else 0)
        for number in range(allowed):
            greeter.upload(path, content, name=f"{number}.pdf")
        looked_at = []
        monkeypatch.setattr("hcc.dossiers.views.papers.taken_in", lambda *a, **k: looked_at.append(1))
        page = greeter.upload(path, content, name="them.pdf", status=409)
        assert words in page.html.select_one("[data-refused] [data-why]").text
        assert not looked_at
        assert len(papers_of(office, path)) == allowed
    finally:
        office.close()


def test_a_new_day_and_another_official_begin_with_nothing_sent(filled, tmp_path):
    office = Office(tmp_path / "var", filled, official_papers_a_day=1)
    try:
        path = PopulatedOffice(office).dossier(papers=False)
        office.as_(Role.GREETER).upload(path, ONE, name="a.pdf")
        office.as_(Role.GREETER).upload(path, ONE, name="b.pdf", status=409)
        office.as_(Role.RECEIVER).upload(path, ONE, name="c.pdf")
        number = {"number": "1"}
        office.as_(Role.GREETER).post(f"{path}detach", number, status=303)
        office.as_(Role.GREETER).upload(path, ONE, name="d.pdf", status=409)
        office.later(days=1)
        office._people.clear()
        office.as_(Role.GREETER).upload(path, ONE, name="e.pdf")
        assert [name for name, _ in papers_of(office, path)] == ["c.pdf", "e.pdf"]
    finally:
        office.close()


# Reading


@pytest.fixture(scope="module")
def shared(shared_office) -> PopulatedOffice:
    return PopulatedOffice(shared_office)


def test_page_by_page(shared):
    greeter = shared.office.as_(Role.GREETER)
    page = greeter.get(f"{shared.draft}giay-to/1/read")
    assert page.html.select_one(".opened figure img")["src"].endswith("giay-to/1/page?n=1")
    assert [link["href"].split("?")[1] for link in page.html.select(".strip a")] == ["n=1", "n=2"]
    assert all(picture["loading"] == "lazy" for picture in page.html.select(".strip img"))
    assert "Chưa quét vi rút" in page.html.select_one("main").text
    page = greeter.get(page.html.select_one(".turn a[rel=next]")["href"])
    assert page.html.select_one(".turn a[rel=next]") is None
    assert page.html.select_one(".opened figure img")["alt"] == "Ảnh trang 2"


@pytest.mark.parametrize("query", ["n=0", "n=3", "n=-1", "n=%D9%A3", "n=1e9", "n=", "n=1&size=huge", "n=1&size="])
@pytest.mark.parametrize("view", ["page", "read"])
def test_there_is_no_other_page(shared, view, query):
    status = 200 if view == "read" and query.startswith("n=1&") else 404
    shared.office.as_(Role.GREETER).get(f"{shared.draft}giay-to/1/{view}?{query}", status=status)


def test_pictures_come_in_three_sizes(shared):
    greeter = shared.office.as_(Role.GREETER)
    widths = [
        int.from_bytes(greeter.get(f"{shared.draft}giay-to/1/page?n=1&size={size}").body[16:20], "big")
        for size in ("thumbnail", "page", "large")
    ]
    assert widths == [240, 900, 1800]


def test_the_next_paper_is_one_step_away(office, made):
    path, greeter = made.dossier(papers=False), office.as_(Role.GREETER)
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        greeter.upload(path, ONE, name=name)
    greeter.post(f"{path}detach", {"number": "2"})
    page = greeter.get(f"{path}giay-to/1/read")
    (after,) = page.html.select(".heading nav a")
    page = greeter.get(after["href"])
    assert page.html.h1.text == "c.pdf"
    assert [link["href"] for link in page.html.select(".heading nav a")] == [f"{path}giay-to/1/read"]


def test_a_signed_original_is_a_download_in_a_sandbox_and_an_unsigned_one_is_not_given_out(shared):
    greeter = shared.office.as_(Role.GREETER)
    answer = greeter.get(f"{shared.with_signed_file}giay-to/1/original")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Cache-Control"] == "private, no-store"
    with shared.office.site() as site:
        paper = site.dossiers.get_by_token(shared.with_signed_file.split("/")[2])["giay-to"]["1"]
        assert answer.body == Path(paper.original.committed()).read_bytes()
    page = greeter.get(f"{shared.with_signed_file}giay-to/1/read")
    assert page.html.select_one(".note.info a")["href"].endswith("giay-to/1/original")
    assert "không còn giá trị trong bản này" in page.html.select_one(".note.info").text
    page = greeter.get(f"{shared.draft}giay-to/1/original", status=409)
    assert b"%PDF" not in page.body
    assert greeter.get(f"{shared.draft}giay-to/1/read").html.select_one(".note.info") is None


def test_a_page_too_heavy_to_draw_is_no_fault_of_the_office(shared, monkeypatch):
    def stopped(*_):
        raise ChildStopped("hcc.pdf.render", "too-slow", "wall time")

    monkeypatch.setattr("hcc.dossiers.views.reading.page_image", stopped)
    shared.office.as_(Role.GREETER).get(f"{shared.draft}giay-to/1/page?n=2&size=large", status=404)


# Names


def raw_form(fields: dict[str, str], name: str, content: bytes) -> tuple[str, bytes]:
    """A form as a hostile program sends it: the name stands in the head as it is."""
    bound = "----x"
    parts = [f'--{bound}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    head = f'--{bound}\r\nContent-Disposition: form-data; name="paper"; filename="{name}"\r\n'
    head += "Content-Type: application/pdf\r\n\r\n"
    body = "".join(parts).encode() + head.encode("utf-8", "surrogatepass") + content + f"\r\n--{bound}--\r\n".encode()
    return f"multipart/form-data; boundary={bound}", body


def as_browsers_send(name: str) -> str:
    """WHATWG HTML, multipart form data: these three are escaped, nothing else."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


@pytest.mark.parametrize("sent_as", [as_browsers_send, str], ids=["browser", "raw"])
def test_no_name_reaches_a_header_a_path_or_a_page(filled, tmp_path, monkeypatch, sent_as):
    assert len(HOSTILE_NAMES) >= 200

    def take_in(original: Path, clean: Path, *_):
        clean.write_bytes(original.read_bytes())
        return Verdict(accepted=True, word="clean", pages=1, removed=(), signed=False, seconds=0.0)

    office = Office(tmp_path / "var", filled, dossier_papers=1000, official_papers_a_day=1000)
    monkeypatch.setattr("hcc.dossiers.views.papers.take_in", take_in)
    try:
        path, greeter = PopulatedOffice(office).dossier(papers=False), office.as_(Role.GREETER)
        greeter.upload(path, ONE, name="binh-thuong.pdf")
        plain = set(greeter.get(f"{path}giay-to/1").headers)
        outside = sorted(one.name for one in tmp_path.iterdir())
        fields = {"csrf_token": greeter.token(), "component": ""}
        kept, differ = 1, [name for name in HOSTILE_NAMES if as_browsers_send(name) != name]
        for place, name in enumerate(HOSTILE_NAMES if sent_as is as_browsers_send else differ):
            kind, body = raw_form({**fields, "key": f"{place:032x}"}, sent_as(name), ONE)
            answer = greeter.browser.request(f"{path}attach", method="POST", body=body, content_type=kind, status="*")
            assert answer.status_int in (303, 400, 409), (name, answer.status)
            assert "Set-Cookie" not in answer.headers or "a=b" not in answer.headers["Set-Cookie"]
            if answer.status_int != 303:
                continue
            kept += 1
            got = greeter.get(f"{path}giay-to/{kept}")
            assert set(got.headers) == plain, name
            said = got.headers["Content-Disposition"]
            assert said.isascii()
            assert said.isprintable()
            found = re.fullmatch(r"attachment; filename=\"([^\"\\/]+)\"; filename\*=UTF-8''([\w.~%-]+)", said)
            assert found, said
            for shown in (found[1], unquote(found[2])):
                assert 0 < len(shown) <= NAME_LIMIT
                assert not set(shown) & set('\\/:*?"<>|\r\n\x00\u202e\u2066\u2028')
                assert shown.strip(" .") == shown
                assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", shown, re.IGNORECASE)
        # Browsers escape what would break the form, so only names too long for a head are refused.
        assert kept > (195 if sent_as is as_browsers_send else 1)
        assert sorted(one.name for one in tmp_path.iterdir()) == outside
        stored = [one for one in office.var.rglob("*") if one.is_file() and "blobs" in one.parts]
        assert all(re.fullmatch(r"(0x[0-9a-f]+\.blob|\.layout|\.lock|[.\w]+)", one.name) for one in stored)
        page = greeter.get(path)
        assert not page.html.select(".scan script, .scan b, .scan img[onerror]")
        assert "alert(1)" not in "".join(one.text for one in page.html.select("script"))
    finally:
        office.close()


def test_the_reading_is_of_the_one_who_reads(shared):
    log = shared.office.registry["hcc.access_log"]
    at = f"{shared.draft}giay-to/1/page?n=1&size=thumbnail"
    shared.office.as_(Role.RECEIVER).get(at)
    assert f'"{LOGINS[Role.RECEIVER]}"' in log.path.read_text(encoding="utf-8").splitlines()[-1]


def test_the_page_of_an_act_leads_to_where_papers_are_read(office, made):
    path = made.dossier(workflow.PROCESSING, scanned=True)
    page = office.as_(Role.HANDLER).get(f"{path}submit_for_approval")
    link = page.html.find("a", string="to-khai.pdf")
    assert link["href"] == f"{path}giay-to/1/read", "the paper itself would be a download"


def test_no_picture_stays_of_a_paper_taken_away_while_it_was_drawn(office, made, monkeypatch):
    path, greeter = made.dossier_with_paper(), office.as_(Role.GREETER)
    with office.site() as site:
        clean = site.dossiers.get_by_token(path.split("/")[2]).papers["1"].clean_sha256
    plain = reading.page_image

    def and_meanwhile(*some):
        picture = plain(*some)
        office.as_(Role.RECEIVER).post(f"{path}detach", {"number": "1"}, status=303)
        return picture

    monkeypatch.setattr(reading, "page_image", and_meanwhile)
    greeter.get(f"{path}giay-to/1/page?n=1", status=404)
    assert pictures_of(office.var).find(clean, 1, reading.WIDTHS["page"]) is None


def test_a_signed_file_is_called_the_pdf_it_is(office, made):
    path, greeter = made.dossier(papers=False), office.as_(Role.GREETER)
    greeter.upload(path, signed(inline=False), name="don.jpg")
    answer = greeter.get(f"{path}giay-to/1/original")
    assert answer.content_type == "application/pdf"
    assert 'filename="don.pdf"' in answer.headers["Content-Disposition"]


# Somebody else's act comes while a file is looked at


def _goes_on(office: Office, path: str, state: str) -> None:
    """The dossier is passed to reception, and received if that is the state."""
    with office.changing() as site:
        dossier = site.dossiers.get_by_token(path.split("/")[2])
        submit(dossier, act=Act(LOGINS[Role.GREETER], office.now))
        if state == workflow.RECEIVED:
            receive(dossier, agency="H44.99", calendar=OfficeCalendar(), act=Act(LOGINS[Role.RECEIVER], office.now))


@pytest.mark.parametrize("state", [workflow.SUBMITTED, workflow.RECEIVED])
@pytest.mark.parametrize("way", ["attach", "photos", "arrange"])
def test_work_on_papers_ends_without_effect_where_it_is_no_longer_hers(office, made, monkeypatch, state, way):
    path, greeter = made.dossier_with_paper(), office.as_(Role.GREETER)
    sent = {"attach": {"paper": Upload("a.pdf", ONE)}, "photos": {"photos": Upload("a.pdf", ONE)}}
    fields = sent.get(way, {"of": "1", "place-1-1": "2", "place-1-2": "1"})
    works = {"attach": (views, "taken_in"), "photos": (photos, "look_at"), "arrange": (arranging, "lay_out")}
    module, name = works[way]
    plain = getattr(module, name)

    def and_meanwhile(*some, **more):
        done = plain(*some, **more)
        _goes_on(office, path, state)
        return done

    monkeypatch.setattr(module, name, and_meanwhile)
    answer = greeter.post(f"{path}{way}", fields, status=409)
    refused(answer, "Người khác vừa làm việc này")
    with office.site() as site:
        dossier = site.dossiers.get_by_token(path.split("/")[2])
        assert [paper.number for paper in dossier.papers] == [1]
        assert dossier.chain.last.what == ("submit" if state == workflow.SUBMITTED else "receive")
        reads = state == workflow.SUBMITTED
        assert (dossier.person.name in answer.text) == reads, "she is shown it only while a greeter may read it"


# On disk


def test_no_received_byte_is_where_all_programs_of_the_machine_keep_their_files(office, made, monkeypatch):
    path, greeter, places = made.dossier(papers=False), office.as_(Role.GREETER), []
    plain = Blob._create_uncommitted_file
    monkeypatch.setattr(Blob, "_create_uncommitted_file", lambda blob: places.append(plain(blob)) or places[-1])
    greeter.upload(path, ONE, name="a.pdf")
    greeter.post(f"{path}photos", {"photos": Upload("b.pdf", ONE)}, status=303)
    greeter.post(f"{path}arrange", {"of": "1", "turn-1-1": "90"}, status=303)
    office.as_(Role.CERTIFIER).post("/chung-thuc/electronic", {"paper": Upload("c.pdf", ONE)}, status=303)
    assert len(places) == 7
    assert [one for one in places if not Path(one).is_relative_to(office.var)] == []


def test_papers_that_came_before_their_dossier_are_held_against_its_chain(office, made):
    visit = made.begun_at_counter()
    with office.changing() as site:
        site.dossiers.begun(visit).papers.remove(1)
    check = Check("chains")
    with office.site() as site:
        _chains(check, site, office.registry["hcc.settings"])
    begun = f"begun {sha256(visit.encode()).hexdigest()[:16]}"
    assert [fault for fault in check.faults if fault.startswith(begun)]
    assert visit not in str(check.faults)
