"""Files that cannot be taken in, forms that come too late or too often, and people in the wrong place."""

import re
import secrets

import pytest
from webtest import Upload

from functional.refusing import everyone_at_work, nothing_changes, refused, sentences, typed
from hcc.accounts.demo import PASSWORD
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.pdf.verdict import ACCEPTED
from office import Office, sample_pdf
from pdfs.make import HOSTILE
from populated import PopulatedOffice

SLOW = {"object-stream-bomb", "many-objects", "nested-forms", "many-strokes", "self-recursive-form"}
"""Refused only after seconds of work; tests/unit/pdf tries them with lower limits."""
SAID = {
    "empty": "Tệp trống",
    "not-pdf": "Đây không phải tệp PDF",
    "damaged": "Tệp bị hỏng",
    "no-pages": "không có trang nào",
    "password": "khóa bằng mật khẩu",
    "too-many-pages": "hơn 300 trang",
    "too-complex": "có thể làm hại máy",
}


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office).ready()


# Files


@pytest.mark.parametrize(
    "name", sorted(n for n, (_, word) in HOSTILE.items() if word not in ACCEPTED and n not in SLOW)
)
def test_greeter_sends_a_file_that_cannot_be_taken(office, made, name):
    make, word = HOSTILE[name]
    dossier, content, greeter = made.draft, make(), office.as_(Role.GREETER)
    with nothing_changes(office):
        page = refused(greeter.upload(dossier, content, name="tờ khai.pdf", component="2", status=409), SAID[word])
    assert page.html.select_one("#component option[selected]")["value"] == "2", "she need not choose again what it is"
    assert page.html.select_one(".scan"), "the papers that were there are still there"


@pytest.mark.parametrize(
    "name",
    [
        *("javascript-names", "javascript-escaped-name", "launch", "attachment", "xfa-and-submit-form"),
        *("external-stream", "html-polyglot", "signature"),
    ],
)
def test_what_is_taken_of_a_hostile_file_is_harmless(office, made, name):
    make, word = HOSTILE[name]
    dossier, greeter, content = made.dossier(), office.as_(Role.GREETER), make()
    page = greeter.upload(dossier, content, status=303).follow()
    served = greeter.get(f"{dossier}giay-to/1")
    assert served.body.startswith(b"%PDF-")
    assert not re.search(rb"/JavaScript|/JS\b|/Launch|/OpenAction|/AA\b|/EmbeddedFile|/URI\b|/XFA|<script", served.body)
    assert "Đã gỡ" in page.text or word != "active-removed"
    with office.site() as site:
        paper = site.dossiers.get_by_token(dossier.split("/")[2]).papers["1"]
        with paper.original.open("r") as kept:
            assert kept.read() == content, "the received bytes are kept as they came"


def test_a_scan_for_an_electronic_copy_is_refused_alike(office):
    certifier = office.as_(Role.CERTIFIER)
    for name in ("no-bytes", "html", "truncated-in-a-stream", "password", "flate-bomb"):
        make, word = HOSTILE[name]
        with nothing_changes(office):
            answer = certifier.post(
                "/chung-thuc/electronic", {"paper": Upload("a.pdf", make(), "application/pdf")}, status=409
            )
            refused(answer, SAID[word])


@pytest.mark.parametrize(
    "fields",
    [{}, {"paper": ""}, {"paper": "to-khai.pdf"}, {"papers": Upload("a.pdf", b"%PDF-1.7", "application/pdf")}],
    ids=["no field", "empty", "text in place of a file", "another field"],
)
@pytest.mark.parametrize("where", ["dossier", "electronic"])
def test_no_file_was_chosen(office, made, where, fields):
    person = office.as_(Role.GREETER if where == "dossier" else Role.CERTIFIER)
    path = f"{made.draft}attach" if where == "dossier" else "/chung-thuc/electronic"
    with nothing_changes(office):
        refused(person.post(path, fields, status=409), "Hãy chọn")


NAMES = [
    "a" * 400 + ".pdf",
    "../../../../etc/passwd",
    "..\\..\\windows\\system32\\con.pdf",
    "NUL",
    'x"; filename="y.exe',
    "x%0d%0aSet-Cookie: a=b.pdf",
    "x\u202efdp.exe",
    "<img src=x onerror=alert(1)>.pdf",
    "${request.registry}.pdf",
    "{0.__class__}.pdf",
    "Giấy khai sinh của cháu Nguyễn.pdf",
    "Gia\u0302\u0301y.pdf",
    "😀.pdf",
    "   .pdf",
    ".",
    "-rf.pdf",
    "x;y,z.pdf",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_file_with_an_odd_name_is_taken_under_a_clean_one(office, made, name):
    dossier, greeter = made.dossier(), office.as_(Role.GREETER)
    page = greeter.upload(dossier, sample_pdf(), name=name, status=303).follow()
    shown = page.html.select_one(".scan a.strong").get_text()
    assert 0 < len(shown) <= 120
    assert not set(shown) & set('/\\<>"\r\n\u202e\u0302')
    assert "<img src=x" not in page.text
    served = greeter.get(f"{dossier}giay-to/1")
    assert set(served.headers) & {"Set-Cookie"} == set() or "a=b" not in served.headers["Set-Cookie"]
    disposition = served.headers["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=\"[A-Za-z0-9._ -]+\"; filename\*=UTF-8''[A-Za-z0-9%._~-]+", disposition)


def test_a_file_larger_than_the_setting(filled, tmp_path):
    office = Office(tmp_path / "var", filled, upload_mb=1)
    try:
        dossier, greeter = PopulatedOffice(office).draft, office.as_(Role.GREETER)
        big = sample_pdf() + b"%" * (1024 * 1024)
        with nothing_changes(office):
            refused(greeter.upload(dossier, big, status=409), "Tệp lớn hơn 1 MB")
        certifier = office.as_(Role.CERTIFIER)
        with nothing_changes(office):
            answer = certifier.post(
                "/chung-thuc/electronic", {"paper": Upload("a.pdf", big, "application/pdf")}, status=409
            )
            refused(answer, "Tệp lớn hơn 1 MB")
        citizen = office.as_()
        answer = citizen.post("/kiem-tra", {"paper": Upload("a.pdf", big, "application/pdf")}, status=413)
        refused(answer, "Tệp lớn hơn mọi tệp Trung tâm đã cấp", status=413)
        assert not any((office.var / "tmp").iterdir()), "nothing is left of what was refused"
    finally:
        office.close()


def test_a_paper_is_taken_away_twice(office, made):
    dossier, greeter = made.dossier_with_paper(), office.as_(Role.GREETER)
    greeter.post(f"{dossier}detach", {"number": "1"}, status=303)
    with nothing_changes(office):
        refused(greeter.post(f"{dossier}detach", {"number": "1"}, status=409), "đã được")
        for number in ("0", "-1", "9999999999", "x", "", "1/../2"):
            greeter.post(f"{dossier}detach", {"number": number}, status=[400, 409])


def test_what_was_handed_in_is_not_replaced_after_reception(office, made):
    """Something new may come to a received dossier; nothing once others decide about it."""
    receiver, dossier = office.as_(Role.RECEIVER), made.dossier(workflow.RECEIVED)
    with nothing_changes(office):
        refused(receiver.upload(dossier, sample_pdf(), component="0", status=409), "Tờ khai cấp Giấy xác nhận")
    receiver.upload(dossier, sample_pdf(), name="giay-them.pdf")
    awaiting = made.dossier(workflow.AWAITING_APPROVAL)
    with nothing_changes(office):
        refused(receiver.upload(awaiting, sample_pdf(), status=409), "Người khác vừa làm")


def test_the_same_upload_twice_is_one_paper(office, made):
    dossier, greeter = made.dossier(), office.as_(Role.GREETER)
    body = {"csrf_token": greeter.token(), "key": secrets.token_hex(16), "component": "0"}
    body["paper"] = Upload("to-khai.pdf", sample_pdf(), "application/pdf")
    first = greeter.browser.post(f"{dossier}attach", body, status=303)
    with nothing_changes(office):
        assert greeter.browser.post(f"{dossier}attach", body, status=303).location == first.location


# Forms that come too late, or from elsewhere


def test_a_form_whose_token_went_stale_comes_back_with_what_was_typed(office, made):
    dossier, receiver = made.dossier(workflow.SUBMITTED), office.as_(Role.RECEIVER)
    form = receiver.get(f"{dossier}refuse").forms["form"]
    form["reason"] = 'Thiếu <b>bản chính</b> & "dấu"'
    form["csrf_token"] = "of another session"
    with nothing_changes(office):
        page = form.submit(status=400)
    assert "Chưa có gì thay đổi" in sentences(page)[0]
    again = page.forms[0] if "form" not in page.forms else page.forms["form"]
    assert again["reason"].value == 'Thiếu <b>bản chính</b> & "dấu"'
    again.submit(status=303)
    with office.site() as site:
        assert site.dossiers.get_by_token(dossier.split("/")[2]).refusal_reason == 'Thiếu <b>bản chính</b> & "dấu"'


@pytest.mark.parametrize(
    "token", [None, "", "x", "ệ", "\ud800"], ids=["missing", "empty", "wrong", "not ascii", "half"]
)
def test_no_act_without_the_sessions_own_token(office, made, token):
    body = {"key": secrets.token_hex(16)}
    if token is not None:
        body["csrf_token"] = token.encode("utf-8", "surrogatepass")
    dossier, greeter = made.draft, office.as_(Role.GREETER)
    with nothing_changes(office):
        greeter.browser.post(f"{dossier}submit", body, status=400)


def test_a_colleagues_token_does_not_serve(office, made):
    dossier, greeter, stolen = made.draft, office.as_(Role.GREETER), office.as_(Role.RECEIVER).token()
    with nothing_changes(office):
        greeter.browser.post(f"{dossier}submit", {"csrf_token": stolen, "key": secrets.token_hex(16)}, status=400)


@pytest.mark.parametrize("key", [None, "", "x", "0" * 31, "G" * 32, "0" * 33])
def test_no_act_without_a_key(office, made, key):
    dossier, greeter = made.draft, office.as_(Role.GREETER)
    body = {"csrf_token": greeter.token()} | ({"key": key} if key is not None else {})
    with nothing_changes(office):
        greeter.browser.post(f"{dossier}submit", body, status=400)


def test_a_colleagues_key_gives_nothing_away(office, made):
    """Keys are looked up among the sender's own answers only."""
    key, path = secrets.token_hex(16), "/ban-lam-viec/tiep-don"
    greeter, receiver = office.as_(Role.GREETER), office.as_(Role.RECEIVER)
    fields = {"key": key, "procedure": "2.000815", "name": "An", "guidance": ""}
    first = greeter.browser.post(path, {**fields, "csrf_token": greeter.token()}, status=303)
    other = receiver.browser.post(path, {**fields, "csrf_token": receiver.token()}, status=303)
    assert other.location != first.location


def test_form_sent_after_signing_out_elsewhere_keeps_what_was_typed(office, made):
    from office import Person

    dossier, person = made.dossier(workflow.SUBMITTED), Person(office)
    person.sign_in("tiepnhan")
    form = person.get(f"{dossier}refuse").forms["form"]
    form["reason"] = "Chữ đã gõ"
    person.browser.reset()
    with nothing_changes(office):
        page = form.submit(status=403, headers={"Origin": "http://localhost"})
    kept = page.forms[0]
    assert kept["reason"].value == "Chữ đã gõ"
    again = page.html.find("main").select_one('a[href^="/dang-nhap?next="]')
    assert again, "she is shown where to sign in again"
    sign_in = person.get(again["href"]).forms["form"]
    sign_in["login"], sign_in["password"] = "tiepnhan", PASSWORD
    assert sign_in.submit(status=303).location.endswith(f"{dossier}refuse"), "and comes back to the form"
    asked = kept.submit(status=400, headers={"Origin": "http://localhost"})
    assert asked.forms[0]["reason"].value == "Chữ đã gõ"
    asked.forms[0].submit(status=303)
    with office.site() as site:
        assert site.dossiers.get_by_token(dossier.split("/")[2]).state == workflow.REFUSED


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {}],
    ids=["another site", "hidden site", "cross-site", "unknown"],
)
def test_what_another_site_made_up_does_not_come_back_with_a_button(office, made, headers):
    stranger = office.as_()
    for path in (f"{made.submitted}refuse", "/tra-cuu"):
        page = stranger.browser.post(path, {"reason": "made up", "number": "made up"}, headers=headers, status="*")
        assert page.status_int in (400, 403)
        assert "made up" not in page.text


def test_a_citizens_form_whose_cookie_is_gone_keeps_what_was_typed(office):
    citizen = office.as_()
    form = citizen.get("/tra-cuu").forms["form"]
    form["number"], form["secret"] = "H44.99-261123-0001", "ABCD EFGH"
    citizen.browser.reset()
    page = form.submit(status=400, headers={"Origin": "http://localhost"})
    assert page.forms[0]["number"].value == "H44.99-261123-0001"
    answer = page.forms[0].submit(status=422)
    assert typed(answer)["number"] == "H44.99-261123-0001"


# The wrong place


def test_an_official_at_a_desk_that_is_not_hers(office):
    for path in ("/ban-lam-viec/tiep-nhan", "/quan-tri", "/quan-tri/danh-muc", "/chung-thuc", "/thu-tuc/2.000815/edit"):
        page = office.as_(Role.GREETER).get(path, status=403)
        refused(page, "việc này của người khác", status=403)


def test_pages_that_are_not_there(office):
    for path in (
        "/khong-co",
        "/ho-so",
        "/ho-so/x",
        "/thu-tuc/2.999999",
        "/chung-thuc/ban-sao/1999",
        "/kiem-tra/" + "0" * 32,
    ):
        for person in (office.as_(), office.as_(Role.RECEIVER)):
            page = person.get(path, status=404)
            refused(page, "Địa chỉ", status=404)
