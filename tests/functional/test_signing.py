"""Signing electronic copies in the tray: with a token and its PIN, many at once, each told what became of it."""

import io
import subprocess
from contextlib import contextmanager
from datetime import timedelta

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature

from functional.refusing import nothing_changes, refused
from hcc.accounts.capacities import Capacity, Seat
from hcc.accounts.confirming import SIGNING_MINUTES
from hcc.accounts.demo import PASSWORD
from hcc.certifications.operations.strike import strike
from hcc.certifications.views.signing import BATCH
from hcc.core.act import Act
from hcc.core.roles import Role
from office import LOGINS, MONDAY, Office
from populated import PopulatedOffice
from unit.signing.pki import PASSPHRASE
from unit.signing.tokens import MODULE, PIN, new_token

TRAY = "/chung-thuc/tray"


@contextmanager
def office_with(filled, tmp_path, **settings):
    office = Office(tmp_path / "var", filled, **settings)
    try:
        for role in (Role.APPROVER, Role.CERTIFIER):
            office.as_(role)
        yield office
    finally:
        office.close()


@pytest.fixture
def token(softhsm, pki):
    token = new_token(softhsm)
    token.put_key(pki, "chair", "chair")
    return token


@pytest.fixture
def certificate(pki, tmp_path):
    path = tmp_path / "chair.pem"
    path.write_bytes(pki.pem("chair", "issuing", "root"))
    return path


@pytest.fixture
def office(filled, tmp_path, token, certificate):
    """An office whose copies are signed with a token."""
    settings = {"token_module": MODULE, "token_label": token.label, "token_certificate": certificate}
    with office_with(filled, tmp_path, **settings) as office:
        yield office


def waiting(office, count: int) -> list[str]:
    """So many copies in the signer's tray, as its boxes name them."""
    made = PopulatedOffice(office)
    return [made.to_choose_for_signing() for _ in range(count)]


def send(office, papers: list[str], pin: str = PIN, *, status: int = 200, key: str = "ab" * 16):
    signer = office.as_(Role.APPROVER)
    fields = [("csrf_token", signer.token()), ("key", key), ("pin", pin), *(("paper", name) for name in papers)]
    return signer.browser.post("/chung-thuc/sign", fields, status=status)


def states(office, papers: list[str]) -> list[str]:
    with office.site() as site:
        found = [site.books[kind][year][number] for kind, year, number in (name.split(".") for name in papers)]
        return [entry.state for entry in found]


def results(page) -> list[tuple[str, str]]:
    """Number and what became of it, a row."""
    return [
        (row.select_one("a strong").get_text(), " ".join(row.select_one("td").get_text(" ").split()))
        for row in page.html.select("tbody tr")
    ]


def test_a_batch_is_signed_with_one_pin_and_every_copy_is_trusted(office, pki, tmp_path):
    papers = waiting(office, 3)
    page = office.as_(Role.APPROVER).get(TRAY)
    assert [box["value"] for box in page.html.select('input[name="paper"][checked]')] == papers
    page = send(office, papers)
    assert results(page) == [(name.split(".")[2], "Đã ký, đã cấp") for name in papers]
    assert states(office, papers) == ["issued"] * 3
    for name in papers:
        content = office.as_(Role.APPROVER).get(f"/chung-thuc/{name.replace('.', '/')}/paper").body
        (signature,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
        assert validate_pdf_signature(signature, pki.trust(office.now)).bottom_line
        (tmp_path / "copy.pdf").write_bytes(content)
        shown = subprocess.run(["pdftotext", tmp_path / "copy.pdf", "-"], capture_output=True, text=True).stdout
        assert "BẢN THỬ NGHIỆM" not in shown, "a recognised certificate is no trial"


def test_a_wrong_pin_stops_the_batch_and_says_what_is_left(office, caplog):
    papers = waiting(office, 3)
    with nothing_changes(office):
        page = refused(send(office, papers[:2], "000000", status=409), "Mã PIN sai", status=409)
        assert "nhiều nhất 2 lần" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert [box["value"] for box in page.html.select('input[name="paper"][checked]')] == papers[:2], "kept as chosen"
    pin = page.html.select_one("#pin")
    assert pin["aria-invalid"] == "true"
    assert "000000" not in page.text
    with nothing_changes(office):
        page = send(office, papers, "999999", status=409)
    assert "nhiều nhất 1 lần" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    warned = office.as_(Role.APPROVER).get(TRAY).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Chỉ được sai nhiều nhất 1 lần nữa" in warned, "it is warned of before the last try"
    send(office, papers)
    assert states(office, papers) == ["issued"] * 3
    assert not [pin for pin in ("000000", "999999", PIN) if pin in caplog.text], "no PIN is written down"


@pytest.mark.parametrize("pin", ["", "x" * 65, "12\x0034"])
def test_what_is_no_pin_is_not_given_to_the_token(office, pin):
    papers = waiting(office, 1)
    with nothing_changes(office):
        refused(send(office, papers, pin, status=409), "nhập mã PIN")
    assert "Mã PIN nhập lần trước sai" not in office.as_(Role.APPROVER).get(TRAY).text


def test_the_token_is_pulled_out(office, token):
    papers = waiting(office, 2)
    token.pull_out()
    with nothing_changes(office):
        refused(send(office, papers, status=409), "Thiết bị ký số không trả lời")
        line = f"/chung-thuc/{papers[0].replace('.', '/')}/"
        refused(office.as_(Role.APPROVER).post(f"{line}sign", {"pin": PIN}, status=409), "Thiết bị ký số không trả lời")


def test_the_token_is_pulled_out_between_two_papers(office, token, monkeypatch):
    """What was signed is issued; every paper left keeps its number and says why."""
    from hcc.certifications.views import signing

    papers, storing = waiting(office, 4), signing.issue

    def pulled_out_after(*arguments, **options):
        storing(*arguments, **options)
        token.pull_out()

    monkeypatch.setattr(signing, "issue", pulled_out_after)
    page = send(office, papers, status=200)
    assert states(office, papers) == ["issued", "numbered", "numbered", "numbered"]
    said = dict(results(page))
    assert said[papers[0].split(".")[2]] == "Đã ký, đã cấp"
    assert all("không trả lời" in said[name.split(".")[2]] for name in papers[1:])


def test_another_token_is_plugged_in(filled, tmp_path, softhsm, pki, certificate):
    token = new_token(softhsm)
    token.put_key(pki, "other", "other")
    settings = {"token_module": MODULE, "token_label": token.label, "token_certificate": certificate}
    with office_with(filled, tmp_path, **settings) as office:
        papers = waiting(office, 1)
        with nothing_changes(office):
            refused(send(office, papers, status=409), "Thiết bị đang cắm giữ chứng thư số khác")


@pytest.mark.parametrize(
    ("certificate", "said"), [("ended", "Chứng thư số đã hết hạn ngày 01/01/2024"), ("chair", None)]
)
def test_a_certificate_out_of_its_time_signs_nothing(certificate, said, filled, tmp_path, pki):
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE)
    key = pki.key_file(tmp_path / "key.p12", certificate, "chair")
    with office_with(filled, tmp_path, signing_key=key, signing_passphrase_file=passphrase) as office:
        papers = waiting(office, 1)
        if said is None:
            send(office, papers)
            return
        assert said in office.as_(Role.APPROVER).get(TRAY).text.replace("\N{NO-BREAK SPACE}", " ")
        with nothing_changes(office):
            refused(send(office, papers, status=409), said)


def test_the_end_of_a_certificate_is_warned_of_thirty_days_ahead(filled, tmp_path, pki):
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE)
    key = pki.key_file(tmp_path / "key.p12", "ending", "chair")
    with office_with(filled, tmp_path, signing_key=key, signing_passphrase_file=passphrase) as office:
        papers = waiting(office, 1)
        line = f"/chung-thuc/{papers[0].replace('.', '/')}/"
        for path in (TRAY, line):
            said = office.as_(Role.APPROVER).get(path).text.replace("\N{NO-BREAK SPACE}", " ")
            assert "Chứng thư số hết hạn ngày 10/12/2026, còn 16 ngày" in said
        assert "Chứng thư số hết hạn" not in office.as_(Role.CERTIFIER).get(line).text, "she does not sign"
        for path, role in (("/chung-thuc", Role.CERTIFIER), ("/quan-tri", Role.ADMINISTRATOR)):
            said = office.as_(role).get(path).text.replace("\N{NO-BREAK SPACE}", " ")
            assert "16 ngày" in said
        office.now = MONDAY.replace(month=11, day=9)
        assert "Chứng thư số hết hạn" not in office.as_(Role.APPROVER).get(TRAY).text


def test_signing_asks_again_who_she_is_after_ten_minutes(office):
    papers = waiting(office, 1)
    line = f"/chung-thuc/{papers[0].replace('.', '/')}/"
    office.later(minutes=SIGNING_MINUTES, seconds=1)
    signer = office.as_(Role.APPROVER)
    asked = send(office, papers, status=303)
    assert asked.location.startswith("http://localhost/tai-khoan/confirm")
    assert signer.post(f"{line}sign", {"pin": PIN}, status=303).location.startswith(
        "http://localhost/tai-khoan/confirm"
    )
    assert states(office, papers) == ["numbered"]
    form = signer.get(asked.location).forms["form"]
    form["password"] = PASSWORD
    back = form.submit(status=303)
    assert back.location.endswith(TRAY)
    send(office, papers)
    assert states(office, papers) == ["issued"]


def test_sent_twice_is_signed_once(office):
    papers = waiting(office, 2)
    send(office, papers)
    with nothing_changes(office):
        page = send(office, papers)
    assert [said for _, said in results(page)] == ["Đã ký, đã cấp"] * 2
    page = send(office, papers, key="cd" * 16, status=409)
    assert all("Người khác vừa làm việc này" in said for _, said in results(page)), "another form finds them signed"


def test_one_paper_that_cannot_be_signed_does_not_stop_the_others(office):
    papers = waiting(office, 3)
    with office.changing() as site:
        _, year, number = papers[1].split(".")
        entry = site.books["ban-sao"][year][number]
        strike(site.books, entry=entry, reason="Nhầm.", act=Act(LOGINS[Role.CERTIFIER], office.now))
    page = send(office, papers)
    assert states(office, papers) == ["issued", "struck", "issued"]
    assert results(page)[0][0] == number, "what was not done stands first"
    assert page.html.title.get_text(strip=True).startswith("Lỗi:")
    faults = page.html.select("[data-error-summary] li a")
    assert [(one["href"], one.get_text().split(":")[0]) for one in faults] == [
        (f"/chung-thuc/{papers[1].replace('.', '/')}/", f"Số {number}")
    ]


def test_a_batch_without_a_fault_is_no_error_page(office):
    page = send(office, waiting(office, 2))
    assert not page.html.title.get_text(strip=True).startswith("Lỗi:")
    assert not page.html.select("[data-error-summary], [role=alert]")


@pytest.mark.parametrize(
    "papers", [[], ["x"], ["ban-sao.2026.999999"], ["../quan-tri"], ["ban-sao.2026.0"], ["luot.2026.1"]]
)
def test_nothing_that_can_be_signed_is_chosen(office, papers):
    with nothing_changes(office):
        refused(send(office, papers, status=409), "Hãy chọn ít nhất một giấy")


def test_more_than_a_batch(office):
    papers = waiting(office, 1)
    with nothing_changes(office):
        refused(
            send(office, [*papers, *(f"ban-sao.2026.{n}" for n in range(100, 100 + BATCH))], status=409), "nhiều nhất"
        )


def test_a_scan_changed_between_preview_and_signing(office):
    papers = waiting(office, 2)
    with office.site() as site:
        _, year, number = papers[0].split(".")
        path = site.books["ban-sao"][year][number].scan.clean.committed()
    with open(path, "r+b") as file:
        file.seek(100)
        file.write(b"?")
    page = send(office, papers)
    assert states(office, papers) == ["numbered", "issued"]
    assert "không còn là tệp đã xem" in results(page)[0][1]


def test_nothing_is_signed_while_the_clock_is_behind_the_book(office):
    papers = waiting(office, 1)
    office.later(minutes=-3)
    with nothing_changes(office):
        assert "Đồng hồ máy này chậm" in results(send(office, papers, status=409))[0][1]
    office.later(minutes=2)
    send(office, papers)
    assert states(office, papers) == ["issued"], "what others did during a batch is no fault of the clock"


def test_a_delegation_that_ended_since_the_number_was_taken_signs_nothing(office):
    papers, today = waiting(office, 1), MONDAY.date()
    with office.changing() as site:
        official = site.accounts[LOGINS[Role.APPROVER]]
        official.capacities = (Capacity(1, Seat.VICE_CHAIR, today - timedelta(days=90), today - timedelta(days=1)),)
    with nothing_changes(office):
        assert "22/11/2026" in results(send(office, papers, status=409))[0][1]
    with office.changing() as site:
        official = site.accounts[LOGINS[Role.APPROVER]]
        official.capacities = (Capacity(1, Seat.VICE_CHAIR, today - timedelta(days=90), today),)
    send(office, papers)
    assert states(office, papers) == ["issued"]


def test_a_colleagues_papers_are_not_in_her_tray_to_sign(office):
    papers = waiting(office, 1)
    with office.changing() as site:
        official = site.accounts[LOGINS[Role.CERTIFIER]]
        official.roles = frozenset(official.roles | {Role.APPROVER})
    page = office.as_(Role.CERTIFIER).get(TRAY)
    assert not page.html.select('input[name="paper"]')
    with nothing_changes(office):
        office.as_(Role.CERTIFIER).post("/chung-thuc/sign", {"paper": papers[0], "pin": PIN}, status=409)


# In ink


@pytest.fixture
def desk(filled, tmp_path):
    with office_with(filled, tmp_path) as office:
        yield office


def named(line: str) -> str:
    return ".".join(line.strip("/").split("/")[1:])


def test_everything_that_came_back_signed_is_marked_at_once(desk):
    made, certifier = PopulatedOffice(desk), desk.as_(Role.CERTIFIER)
    papers = [named(made.ink_line()) for _ in range(3)]
    page = certifier.get(TRAY)
    assert [box["value"] for box in page.html.select('input[form="confirm"][checked]')] == papers
    key = page.html.select_one('button[form="confirm"]')["data-key"]
    assert key == "y"
    certifier.post("/chung-thuc/confirm", {"paper": papers[0]}, status=303)
    assert states(desk, papers) == ["issued", "numbered", "numbered"]
    fields = [("csrf_token", certifier.token()), ("key", "ef" * 16), *(("paper", name) for name in papers)]
    answer = certifier.browser.post("/chung-thuc/confirm", fields, status=303).follow()
    assert states(desk, papers) == ["issued"] * 3
    # The first was marked before.
    assert "Đã ghi ký, đóng dấu: 2 giấy" in answer.text.replace("\N{NO-BREAK SPACE}", " ")
    with nothing_changes(desk):
        certifier.browser.post("/chung-thuc/confirm", fields, status=303)


def test_nothing_that_waits_for_ink_is_marked(desk):
    made = PopulatedOffice(desk)
    electronic, done = made.to_choose_for_signing(), named(made.issued_line())
    for paper in ("", "x", done, "ban-sao.2026.999"):
        with nothing_changes(desk):
            refused(desk.as_(Role.CERTIFIER).post("/chung-thuc/confirm", {"paper": paper}, status=409), "Hãy chọn")
    with nothing_changes(desk):
        answer = desk.as_(Role.CERTIFIER).post("/chung-thuc/confirm", {"paper": electronic}, status=409)
        refused(answer, "Đây là bản sao điện tử")


def test_the_list_that_goes_with_the_papers_to_the_signer(desk):
    made = PopulatedOffice(desk)
    lines, electronic = [made.ink_line() for _ in range(2)], made.to_choose_for_signing()
    page = desk.as_(Role.CERTIFIER).get("/chung-thuc/list")
    listed = [row.select_one("td").get_text() for row in page.html.select("tbody tr")]
    assert listed == [line.strip("/").rpartition("/")[2] for line in lines]
    assert electronic.split(".")[2] not in listed
