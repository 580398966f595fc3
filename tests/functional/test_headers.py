"""The headers of every kind of answer: pages, files, redirects, refusals, and what no page of ours would ask."""

import re
import socket
import threading

import pytest
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask
from webtest import TestApp

from functional.refusing import everyone_at_work, is_vietnamese
from hcc.commands.unheard import say_refusals_ourselves
from hcc.core.roles import Role
from office import Office
from populated import PopulatedOffice

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "report-uri": ["/csp-report"],
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def policy_of(answer) -> dict[str, list[str]]:
    directives = [part.split() for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in directives}


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office).ready()


PUBLIC = ["/", "/thu-tuc", "/thu-tuc?q=ket+hon", "/thu-tuc/2.000815", "/thu-tuc/2.000815/phien-ban/1", "/tra-cuu"]
PUBLIC += ["/kiem-tra", "/dang-nhap", "/healthz", "/api/v1/procedures?q=x", "/display?size=1", "/khong-co", "/%FF"]
PUBLIC += ["/?q=%FF", "/ban-lam-viec", "/dang-xuat", "/csp-report", "/static/x/y.css", "/thu-tuc/2.999999"]


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_every_answer_is_protected(office, path, method):
    answer = TestApp(office.app, lint=False).request(path, method=method, status="*")
    assert answer.status_int < 500
    for name, value in ALWAYS.items():
        assert answer.headers.getall(name) == [value], name
    assert policy_of(answer) == POLICY
    assert len(answer.headers.getall("Cache-Control")) == 1
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in answer.headers, "said only where the site is reached by https"
    if method == "HEAD":
        assert answer.body == b""


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_method_of_no_page_is_named_as_such(office, made, method):
    receiver = office.as_(Role.RECEIVER)
    for path in ("/", made.draft, "/tra-cuu", "/ban-lam-viec/tiep-don"):
        answer = receiver.browser.request(path, method=method, status=405)
        assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_a_failure_of_ours_is_protected_and_says_nothing_of_the_inside(office, monkeypatch, caplog):
    def broken(request):
        raise RuntimeError("secret detail of the inside")

    monkeypatch.setattr("hcc.portal.views.home.day_line", broken)
    answer = office.as_().get("/?lang=vi", status=500)
    assert policy_of(answer) == POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    reference = re.search(r"\b[0-9a-f]{8}\b", answer.html.find("main").get_text())[0]
    assert reference in caplog.text, "whoever reads the log finds it by what the caller reads out"


def test_a_failure_cannot_be_made_to_forge_a_line_of_the_log(office, monkeypatch, caplog):
    """Not even where the address itself cannot be followed."""
    monkeypatch.setattr("hcc.site.resources.Site.__getitem__", None)
    answer = office.as_().get("/x%0a2026-11-23%2009:00%20CRITICAL%20forged", status=500)
    assert policy_of(answer) == POLICY
    assert [record for record in caplog.records if "unexpected error" in record.getMessage()]
    assert not [record for record in caplog.records if "\n2026-11-23" in record.getMessage()]


def test_when_even_the_page_about_a_failure_fails(office, monkeypatch, caplog):
    monkeypatch.setattr("hcc.web.errors.PAGES", {500: "x"})
    answer = office.as_().get("/khong-co", status=500)
    assert policy_of(answer) == POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert "KeyError" not in answer.text
    assert "no page could be made" in caplog.text


def test_nothing_personal_is_kept_by_the_browser(office, made):
    for role, paths in {
        Role.RECEIVER: [
            made.draft,
            f"{made.received}receipt",
            f"{made.draft}giay-to/1",
            f"{made.draft}giay-to/1/page?n=1",
        ],
        Role.CERTIFIER: [
            made.signed,
            f"{made.signed}paper",
            f"{made.waiting_scan}page?n=1",
            f"{made.waiting_visit}print",
        ],
        Role.ADMINISTRATOR: ["/quan-tri", "/quan-tri/can-bo"],
    }.items():
        for path in paths:
            assert "no-store" in office.as_(role).get(path, status=200).headers["Cache-Control"], path


def test_files_from_outside_are_kept_in_a_sandbox(office, made):
    for role, paths in {
        Role.RECEIVER: [f"{made.draft}giay-to/1", f"{made.draft}giay-to/1/page?n=1", f"{made.received}receipt"],
        Role.CERTIFIER: [f"{made.signed}paper", f"{made.waiting_scan}page?n=1"],
    }.items():
        for path in paths:
            answer = office.as_(role).get(path, status=200)
            assert policy_of(answer) == {"sandbox": [], "default-src": ["'none'"], "frame-ancestors": ["'none'"]}, path
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.content_type in ("application/pdf", "image/png")
            assert re.match(r"(inline|attachment); filename=", answer.headers["Content-Disposition"])


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        *[("bytes=0-9", 206), ("bytes=-5", 206), ("bytes=0-,0-,0-", 200), ("bytes=" + "0-1," * 5_000, 200)],
        *[("bytes=9-0", 200), ("pages=1-2", 200), ("bytes=\xff", 200), ("bytes=-0", 200), ("bytes=999999999-", 416)],
    ],
)
def test_parts_of_a_paper(office, made, asked, status):
    path = f"{made.draft}giay-to/1"
    answer = office.as_(Role.RECEIVER).get(path, headers={"Range": asked}, status="*")
    assert answer.status_int == status
    whole = office.as_(Role.RECEIVER).get(path).body
    if answer.status_int != 416:
        assert answer.body in whole
    if asked in ("bytes=0-9", "bytes=-5"):
        assert answer.body == (whole[:10] if "0-9" in asked else whole[-5:])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("Range", value) for value in ("bytes=-", "bytes=--1", "bytes=-0", f"bytes={'9' * 5_000}-", "bytes=0-1,3-4")],
        *[("If-Range", value) for value in ("Wed, 21 Oct 99999999 07:28:00 GMT", "x", '"', "")],
        ("If-Modified-Since", "Wed, 21 Oct 99999999 07:28:00 GMT"),
        ("If-Modified-Since", "Wed, 21 Oct 2026 07:28:00 -999999999999"),
    ],
)
def test_a_header_that_says_nothing_is_not_there(office, made, name, value):
    """Of a paper, and of a file that every stranger may ask for."""
    headers = {name: value, **({"Range": "bytes=0-1"} if name == "If-Range" else {})}
    for person, path in (
        (office.as_(Role.RECEIVER), f"{made.draft}giay-to/1"),
        (office.as_(), office.registry["hcc.assets"].path("css/public.css")),
    ):
        answer = person.get(path, headers=headers, status=200)
        assert answer.body == person.get(path).body


def test_a_part_is_given_of_the_file_that_is_known(office, made):
    path, receiver = f"{made.draft}giay-to/1", office.as_(Role.RECEIVER)
    tag = receiver.get(path).headers["ETag"]
    assert len(receiver.get(path, headers={"Range": "bytes=0-1", "If-Range": tag}, status=206).body) == 2
    receiver.get(path, headers={"Range": "bytes=0-1", "If-Range": '"another"'}, status=200)
    receiver.get(path, headers={"If-None-Match": tag}, status=304)


def test_files_of_the_site_itself_are_kept_for_ever_by_their_hash(office):
    assets = office.registry["hcc.assets"]
    answer = office.as_().get(assets.path("css/public.css"))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert policy_of(answer) == POLICY
    stale = office.as_().get("/static/000000000000/css/public.css")
    assert stale.headers["Cache-Control"] == "no-cache"
    for path in ("/static/../settings.py", "/static/%2e%2e/settings.py", "/static/x/../../../development.ini"):
        office.as_().get(path, status=404)
    for path in ("/static/", "/static", "/static/x", "/static//etc/passwd", "/static/x/css/public.css%00"):
        office.as_().get(path, status=404)


def test_search_engines_are_offered_what_citizens_need_and_nothing_else(office, made):
    person = office.as_()
    for path in ("/", "/thu-tuc", "/thu-tuc/2.000815"):
        assert "X-Robots-Tag" not in person.get(path).headers
    closed = ["/thu-tuc?q=ket+hon", "/tra-cuu", "/dang-nhap", "/kiem-tra", made.check_of(made.issued)]
    for path in [*closed, "/thu-tuc/2.000815/phien-ban/1"]:
        assert person.get(path).headers["X-Robots-Tag"] == "noindex, nofollow", path
    assert person.get("/khong-co", status=404).headers["X-Robots-Tag"] == "noindex, nofollow"
    assert office.as_(Role.RECEIVER).get(made.draft).headers["X-Robots-Tag"] == "noindex, nofollow"


def test_https_is_insisted_on_where_the_site_is_reached_by_it(filled, tmp_path):
    office = Office(tmp_path / "var", filled, public_url="https://anmau.example")
    try:
        browser = TestApp(office.app, lint=False, extra_environ={"HTTP_HOST": "anmau.example"})
        for path in ("/", "/khong-co", "/%FF", office.registry["hcc.assets"].path("css/public.css")):
            answer = browser.get(path, status="*")
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert browser.get("/ban-lam-viec", status=303).location.startswith("https://anmau.example/")
    finally:
        office.close()


# The door for reports


def test_reports_are_taken_without_a_token_and_kept_short(office):
    reports, browser = office.registry["hcc.csp_reports"], TestApp(office.app, lint=False)
    reports.clear()
    answer = browser.post("/csp-report", b'{"csp-report": {}}', content_type="application/csp-report", status=204)
    assert answer.body == b""
    browser.post("/csp-report", b"\xff\xfe" * 20_000, content_type="application/csp-report", status=204)
    assert [len(report) <= 4_096 for report in reports] == [True, True]
    browser.post("/csp-report", b"x" * 70_000, content_type="application/csp-report", status=413)
    browser.post("/csp-report", b"", status=204)
    assert len(reports) == 3


def test_reports_fill_neither_the_memory_nor_the_log(office, caplog):
    browser = TestApp(office.app, lint=False)
    for number in range(70):
        browser.post("/csp-report", b"report\n%d" % number, content_type="application/csp-report", status=204)
    assert len(office.registry["hcc.csp_reports"]) == 50
    lines = [record for record in caplog.records if "content policy" in record.getMessage()]
    assert len(lines) <= 1
    assert all("report\n" not in record.getMessage() for record in lines), "a stranger's words do not reach the log"


# What the server itself refuses


@pytest.fixture
def server():
    """A real server on a port of its own, as `hcc serve` makes it, before an application that is never asked."""
    say_refusals_ourselves()
    server = create_server(
        lambda environ, start: pytest.fail("it was let through"), port=0, max_request_body_size=1_000
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server
    server.close()
    thread.join(10)
    HTTPChannel.error_task_class = ErrorTask


def heard(server, request: bytes) -> tuple[str, dict[str, str], str]:
    """Status line, headers and body of the answer to these bytes."""
    with socket.create_connection(("127.0.0.1", server.effective_port), timeout=60) as line:
        line.sendall(request)
        answer = b""
        while more := line.recv(65_536):
            answer += more
    head, _, body = answer.decode().partition("\r\n\r\n")
    status, *lines = head.split("\r\n")
    return status, dict(one.split(": ", 1) for one in lines), body


def test_a_file_that_is_too_big_is_told_how_big_it_may_be_and_the_way_back(server):
    server.adj.max_request_body_size = 65 * 2**20
    sent = (
        b"POST /quan-tri/quyet-dinh/1/attach HTTP/1.1\r\nHost: x:80\r\nContent-Length: 99999999\r\nReferer: %s\r\n\r\n"
    )
    _, _, body = heard(server, sent % b"http://x:80/quan-tri/quyet-dinh/1/?page=2&b=%22")
    assert "lớn hơn 64 MB" in body
    assert 'href="/quan-tri/quyet-dinh/1/?page=2&amp;b=%22"' in body
    for stranger in (b"http://la.example/quan-tri", b"javascript:alert(1)", b"http://x:80//la.example/", b"http://[x"):
        _, _, body = heard(server, sent % stranger)
        assert "<a" not in body


@pytest.mark.parametrize(
    ("request_bytes", "status", "said"),
    [
        (b"POST /ho-so/x/attach HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", "413", "lớn quá"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n", "400", "hỏng"),
        (b"<script>alert(1)</script>\r\n\r\n", "400", "hỏng"),
    ],
    ids=["too big", "no length", "no request"],
)
def test_what_never_reaches_the_application_is_refused_in_words(server, request_bytes, status, said):
    line, headers, body = heard(server, request_bytes)
    assert line.split()[1] == status
    assert said in body
    assert is_vietnamese(re.sub(r"<[^>]+>", " ", body))
    assert "alert" not in body
    for name, value in ALWAYS.items():
        assert headers[name] == value
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
