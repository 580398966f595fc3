"""The link by which a citizen fetches her electronic copy: made at the desk, shown once, good for some days."""

import re
import subprocess
from datetime import timedelta
from hashlib import sha256

import pytest

from hcc.certifications.operations.cancel import cancel
from hcc.core.act import Act
from hcc.core.moments import moment_line
from hcc.core.roles import Role
from office import LOGINS, Office
from populated import PopulatedOffice
from unit.signing.pki import PASSPHRASE


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled, copy_link_days=7)
    yield office
    office.close()


def links_of(office, line: str) -> str:
    """Make a link as the certifier does; answers its path."""
    person = office.as_(Role.CERTIFIER)
    page = person.post(f"{line}deliver", status=303)
    assert page.location.endswith(f"{line}link")
    assert "ban-sao/" not in page.location.removeprefix("http://localhost/chung-thuc/ban-sao/"), "no secret"
    shown = person.get(f"{line}link", status=200)
    return re.search(r"/ban-sao/[0-9a-f]{48}", shown.text)[0]


def entry_of(site, line: str):
    _, _, kind, year, number, _ = line.split("/")
    return site.books[kind][year][number]


def log_of(office) -> str:
    return office.registry["hcc.access_log"].path.read_text(encoding="utf-8")


def test_a_citizen_fetches_her_copy_by_the_link(office):
    line = PopulatedOffice(office).signed
    link, citizen = links_of(office, line), office.as_()
    page = citizen.get(link, status=200)
    with office.site() as site:
        entry = entry_of(site, line)
        number, digest, title, asked = entry.number, entry.sha256, entry.title, entry.requester.name
    assert title in page.text
    assert f"{number}, quyển số" in page.text
    until = moment_line(office.now + timedelta(days=7), "vi")
    assert until in page.text
    assert asked not in page.text
    assert "Bản thử nghiệm" in page.text
    paper = citizen.get(f"{link}/paper", status=200)
    assert paper.content_type == "application/pdf"
    assert sha256(paper.body).hexdigest() == digest, "byte for byte what was issued"
    for answer in (page, paper):
        assert "no-store" in answer.headers["Cache-Control"]
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_reading_by_a_link_is_on_record_without_the_secret(office):
    line = PopulatedOffice(office).signed
    link = links_of(office, line)
    before = log_of(office).count("link holder") if office.registry["hcc.access_log"].path.exists() else 0
    office.as_().get(link)
    office.as_().get(f"{link}/paper")
    log = log_of(office)
    assert log.count("link holder") == before + 2
    assert line in log.splitlines()[-1]
    assert link.split("/")[-1] not in log
    with office.site() as site:
        entry = entry_of(site, line)
        assert [one.what for one in entry.book.chain][-1] == "link given"
        assert link.split("/")[-1] not in repr(entry.delivery), "the secret is kept nowhere"


def test_a_link_is_shown_once(office):
    line = PopulatedOffice(office).signed
    links_of(office, line)
    again = office.as_(Role.CERTIFIER).get(f"{line}link", status=303)
    page = again.follow()
    assert "chỉ hiện một lần" in page.text
    assert "/ban-sao/" not in page.text.replace("/chung-thuc/ban-sao/", "")


@pytest.mark.parametrize("what", ["expired", "made anew", "wrong", "misshapen", "an address of its own"])
def test_a_link_that_does_not_hold_answers_as_one_that_never_was(office, what):
    line = PopulatedOffice(office).signed
    link = links_of(office, line)
    unknown = office.as_().get(f"/ban-sao/{'0' * 48}", status=404).text
    if what == "expired":
        office.later(days=7, seconds=1)
    elif what == "made anew":
        newer = links_of(office, line)
        office.as_().get(newer, status=200)
    elif what == "wrong":
        link = link[:-1] + ("0" if link[-1] != "0" else "1")
    elif what == "misshapen":
        link = "/ban-sao/%E1%BA%A3nh.%00..pdf"
    else:
        with office.site() as site:
            link = f"/ban-sao/{entry_of(site, line).delivery.digest}"
    for path in (link, f"{link}/paper"):
        answer = office.as_().get(path, status=404)
        assert "Trung tâm có thể tạo đường dẫn mới" in answer.text
        assert "X-Robots-Tag" in answer.headers
    shown = office.as_().get(link, status=404).text
    assert _without_names(shown) == _without_names(unknown)


def _without_names(page: str) -> str:
    """The page without its own address, which some of its links carry, and without tokens."""
    return re.sub(r'(href|action|value|content)="[^"]*"', "", page)


def test_the_link_holds_to_its_last_day(office):
    link = links_of(office, PopulatedOffice(office).signed)
    office.later(days=7)
    office.as_().get(link, status=200)


def test_guessing_links_is_stopped_by_place(office):
    link, there = links_of(office, PopulatedOffice(office).signed), {"REMOTE_ADDR": "127.0.0.77"}
    for n in range(60):
        office.as_().get(f"/ban-sao/{n:048x}", status=404, extra_environ=there)
    for path in (f"/ban-sao/{61:048x}", link, f"{link}/paper"):
        answer = office.as_().get(path, status=429, extra_environ=there)
        assert "năm phút" in answer.text
    office.as_().get(link, status=200, extra_environ={"REMOTE_ADDR": "127.0.0.78"})


def test_a_copy_that_was_cancelled_says_so_and_is_not_handed_out(office):
    line = PopulatedOffice(office).signed
    link = links_of(office, line)
    with office.changing() as site:
        act = Act(LOGINS[Role.APPROVER], office.now)
        cancel(entry_of(site, line), reason="Sai ngày cấp của bản chính", act=act)
    page = office.as_().get(link, status=200)
    assert "Sai ngày cấp của bản chính" in page.text
    assert "/paper" not in page.text
    assert office.as_().get(f"{link}/paper", status=303).location.endswith(f"{link}/")
    assert "deliver" not in office.as_(Role.CERTIFIER).get(line).text
    office.as_(Role.CERTIFIER).post(f"{line}deliver", status=409)


@pytest.mark.parametrize("role", [Role.RECEIVER, Role.HANDLER, Role.ADMINISTRATOR])
def test_links_are_made_at_the_certification_desk_only(office, role):
    line = PopulatedOffice(office).signed
    office.as_(role).post(f"{line}deliver", status=403)
    with office.site() as site:
        assert entry_of(site, line).delivery is None


def test_a_paper_in_ink_has_no_link(office):
    line = PopulatedOffice(office).issued_line()
    person = office.as_(Role.CERTIFIER)
    assert "deliver" not in person.get(line).text
    answer = person.post(f"{line}deliver", status=409)
    assert "Chỉ bản sao điện tử mới có đường dẫn" in answer.text


@pytest.mark.parametrize("address", ["", "http://anmau.example"])
def test_the_slip_has_a_code_only_where_the_centre_has_an_address(filled, tmp_path, address):
    office = Office(tmp_path / "other", filled, public_url=address)
    try:
        line, person = PopulatedOffice(office).signed, office.as_(Role.CERTIFIER)
        person.post(f"{line}deliver", status=303)
        slip = person.get(f"{line}link")
        assert ('class="qr"' in slip.text) == bool(address)
        assert ("chưa có địa chỉ công khai" in slip.text) == (not address)
        assert f"{address or 'http://localhost'}/ban-sao/" in slip.text
    finally:
        office.close()


@pytest.mark.parametrize("recognised", [False, True])
def test_page_and_paper_say_whether_it_is_a_trial(filled, tmp_path, pki, recognised):
    settings = {}
    if recognised:
        (tmp_path / "passphrase").write_text(PASSPHRASE)
        key = pki.key_file(tmp_path / "key.p12", "chair", "chair")
        settings = {"signing_key": key, "signing_passphrase_file": tmp_path / "passphrase"}
    office = Office(tmp_path / "var", filled, **settings)
    try:
        made, person = PopulatedOffice(office), office.as_(Role.CERTIFIER)
        line = made.signed
        person.post(f"{line}deliver", status=303)
        slip = person.get(f"{line}link").text
        link = re.search(r"/ban-sao/[0-9a-f]{48}", slip)[0]
        pages = [slip, person.get(line).text, office.as_().get(link).text, office.as_().get(made.check_of(line)).text]
        assert ["Bản thử nghiệm" in page for page in pages] == [not recognised] * 4
        assert ("Chứng thư thử nghiệm" in person.get(made.waiting_scan).text) == (not recognised)
        (tmp_path / "copy.pdf").write_bytes(office.as_().get(f"{link}/paper").body)
        read = subprocess.run(["pdftotext", tmp_path / "copy.pdf", "-"], capture_output=True, text=True, check=True)
        assert ("BẢN THỬ NGHIỆM" in read.stdout) == (not recognised)
    finally:
        office.close()
