"""What citizens see without signing in: nothing they type breaks a page, and nothing tells them what is not theirs."""

import re

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused, typed
from hcc.accounts.throttle import TriesPerPlace
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.portal.views.track import PLACE
from populated import PopulatedOffice

NOTHING_FITS = "Không có hồ sơ nào khớp"


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office).ready()


@pytest.fixture(autouse=True)
def _no_tries_left_over(office):
    office.registry["hcc.tracking_tries"] = TriesPerPlace(same=10, place=10, altogether=1_000)


def track(office, number: str, secret: str, status: int = 422, **options):
    form = office.as_().get("/tra-cuu").forms["form"]
    form["number"], form["secret"] = number, secret
    return form.submit(status=status, **options)


def without_tokens(page) -> str:
    """The page without what differs in every answer or was typed by the reader herself."""
    return re.sub(r'value="[^"]*"', "", page.text)


def test_a_wrong_secret_and_an_unknown_number_cannot_be_told_apart(office, made):
    number, secret = made.number_of(made.processing), made.secret_of(made.processing)
    wrong = "22222222" if secret != "22222222" else "33333333"
    assert made.received
    with nothing_changes(office):
        answers = [
            track(office, number, wrong),
            track(office, "H44.99-261123-9999", secret),
            track(office, "H44.99-991231-0001", wrong),
            track(office, made.received.split("/")[2], secret),
            track(office, "không nhớ", "không nhớ"),
        ]
    assert len({without_tokens(answer) for answer in answers}) == 1
    assert len({str(sorted(answer.headers.keys())) for answer in answers}) == 1
    for answer in answers:
        refused(answer, NOTHING_FITS, status=422)
    assert typed(answers[0])["number"] == number


@pytest.mark.parametrize("state", [workflow.RECEIVED, workflow.RESOLVED, workflow.RETURNED])
def test_the_holder_of_number_and_secret_sees_no_names(office, made, state):
    dossier = made.dossier(state)
    number, secret = made.number_of(dossier), made.secret_of(dossier)
    with office.site() as site:
        person = site.dossiers.get_by_token(dossier.split("/")[2]).person
    page = track(office, f" {number.lower()} ", f"{secret[:4]}-{secret[4:]}".lower(), status=200)
    shown = page.html.find("main").get_text(" ").replace(office.registry["hcc.settings"].address, "")
    for private in (person.name, person.citizen_number, person.phone, person.address, secret, dossier.split("/")[2]):
        assert private not in shown
    assert page.headers["Cache-Control"] == "no-store"


def test_a_draft_is_not_tracked_by_anything(office, made):
    for dossier in (made.draft, made.submitted, made.refused):
        refused(track(office, "", made.secret_of(dossier)), status=422)
        refused(track(office, dossier.split("/")[2], made.secret_of(dossier)), NOTHING_FITS, status=422)


def test_ten_wrong_tries_then_a_pause_that_ends_by_itself(office, made, monkeypatch):
    number, secret = made.number_of(made.processing), made.secret_of(made.processing)
    for _ in range(10):
        track(office, number, "22222222")
    with nothing_changes(office):
        page = refused(track(office, number, secret, status=429), "5 phút", status=429)
        track(office, number, secret, status=429, extra_environ={"HTTP_X_FORWARDED_FOR": "10.0.0.9"})
    assert typed(page)["number"] == number
    track(office, number, secret, status=200, extra_environ={"REMOTE_ADDR": "10.0.0.9"})
    import time

    later = time.monotonic() + 301
    monkeypatch.setattr("hcc.accounts.throttle.time.monotonic", lambda: later)
    track(office, number, secret, status=200)


def test_right_tries_are_not_counted(office, made):
    number, secret = made.number_of(made.processing), made.secret_of(made.processing)
    for _ in range(12):
        track(office, number, secret, status=200)


def test_half_a_tracking_form(office):
    page = refused(track(office, "", ""), "Hãy", status=422)
    assert page.html.select_one('[name="number"]')["aria-invalid"] == "true"
    page = refused(track(office, "x" * 400, "y" * 400), "quá dài", "quá dài", status=422)
    assert typed(page)["number"] == "x" * 400


def test_a_hamlet_behind_one_address_is_not_shut_out_by_one_who_mistypes(office, made, monkeypatch):
    office.registry["hcc.tracking_tries"] = TriesPerPlace(same=10, place=PLACE, altogether=1_000)
    number, secret = made.number_of(made.processing), made.secret_of(made.processing)
    for _ in range(10):
        track(office, "H44.99-261123-9998", "22222222")
    track(office, "h44.99 261123 9998", "22222222", status=429)
    track(office, number, secret, status=200)
    for n in range(PLACE):
        office.registry["hcc.tracking_tries"].failed(str(n), "127.0.0.1")
    track(office, number, secret, status=200, extra_environ={"REMOTE_ADDR": "10.0.0.9"})
    refused(track(office, number, secret, status=429, extra_environ={"REMOTE_ADDR": "127.0.0.1"}), "5 phút", status=429)


def test_a_number_alone_shows_the_number_and_its_step(office, made):
    number = made.number_of(made.processing)
    page = track(office, number.lower(), " - ", status=200)
    main = page.html.find("main").get_text(" ")
    assert page.html.find("h1").text == number
    assert page.html.select_one('.steps [aria-current="step"] .name').text.startswith("Xử lý")
    with office.site() as site:
        dossier = site.dossiers.by_number(number)
        private = (dossier.record.title, dossier.person.name, "27/11/2026", dossier.token, dossier.lookup_secret)
    assert [one for one in private if one in main] == []
    refused(track(office, "H44.99-261123-9999", ""), "Không có hồ sơ nào mang số này", status=422)


def test_the_code_on_a_receipt_opens_the_dossier(office, made):
    with nothing_changes(office):
        page = office.as_().get(f"/tra-cuu/{made.processing.split('/')[2]}")
    number = made.number_of(made.processing)
    with office.site() as site:
        person, secret = site.dossiers.by_number(number).person, site.dossiers.by_number(number).lookup_secret
    assert page.html.find("h1").text == number
    assert page.headers["Cache-Control"] == "no-store"
    text = page.html.find("main").get_text(" ")
    assert "đang được xử lý" in text
    assert "Nơi nhận kết quả" in text
    assert [one for one in (person.name, person.phone, person.citizen_number, secret) if one in text] == []
    english = office.as_()
    english.get("/display?lang=en&next=/tra-cuu")
    assert "being worked on" in english.get(f"/tra-cuu/{made.processing.split('/')[2]}").text


def test_a_code_of_no_dossier_and_of_a_draft_is_not_there(office, made):
    for code in ("a" * 16, made.draft.split("/")[2], made.number_of(made.processing), "A" * 16, "x"):
        office.as_().get(f"/tra-cuu/{code}", status=404)


def test_a_receipts_code_fills_in_the_number_and_nothing_else(office):
    page = office.as_().get(
        "/tra-cuu", params={"number": 'H44.99-261123-0001"><script>alert(1)</script>', "secret": "ABCD2345"}
    )
    assert typed(page)["number"].startswith("H44.99-261123-0001")
    assert typed(page)["secret"] == ""
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("where", ["/thu-tuc", "/api/v1/procedures"])
@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 10_000,
        "q=" + "%E1%BA%BF" * 3_000,
        "q=%FF%FE",
        "q=%ED%A0%80",
        "q=%00",
        "q=%F0%9F%98%80",
        "q=%E2%80%AEabc",
        "q=and",
        "q=or+not+and",
        'q="',
        "q='",
        "q=%22ket+hon",
        "q=*",
        "q=?*",
        "q=ket*",
        "q=a%7E2",
        "q=title:ket",
        "q=[a+TO+z]",
        "q=(((((((((",
        "q=%5C",
        "q[]=x",
        "q=a&q=b&q=c",
        "q=&q",
        "=x",
        "&&&&",
        "q=a;b=c",
        "page=0",
        "page=-1",
        "page=1000000000",
        "page=99999999999999999999999999",
        "page=1.5",
        "page=NaN",
        "page=%D9%A3",
        "page=x&page=2",
        "field=khong-co",
        "field=%FF",
        "field=" + "x" * 10_000,
        "field=ho-tich&field=ho-tich&field=dat-dai",
        "level=commune&level=upward&level=x",
        "level=%00",
        "lang=xx",
        "lang=en&lang=vi",
        "q=%",
        "q=%zz",
        "q=${request}",
        "q={0}",
        "q=1.004873",
        "q=" + "(" * 2_000,
        "q=" + "a " * 5_000,
    ],
)
def test_any_question_is_answered(office, where, query):
    with nothing_changes(office):
        answer = office.as_().browser.get(f"{where}?{query}", status=[200, 400])
    legible = "%FF" not in query and "%ED%A0%80" not in query
    if where.startswith("/api/") and legible and answer.status_int == 400:
        assert answer.json["errors"], "a program is told which parameter it is"
    else:
        assert answer.status_int == (200 if legible else 400)
    assert "Traceback" not in answer.text


def test_a_page_beyond_the_last_is_the_last(office):
    far = office.as_().get("/thu-tuc?page=1000000000")
    assert far.html.select(".hits li, article, .results li, li a[href^='/thu-tuc/']")
    assert office.as_().get("/api/v1/procedures?page=1000000000").json["items"]


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'-alert(1)-'", "${7*7}", "{{7*7}}"]
)
def test_what_was_asked_is_shown_and_not_run(office, payload):
    receiver = office.as_(Role.RECEIVER)
    for page in (
        office.as_().get("/thu-tuc", params={"q": payload, "field": payload, "level": payload}),
        office.as_().get("/tra-cuu", params={"number": payload}),
        office.as_().get("/dang-nhap", params={"next": f"/{payload}"}),
        receiver.get("/ban-lam-viec/tim", params={"q": payload}),
        office.as_(Role.CATALOGUE_ADMINISTRATOR).get("/quan-tri/danh-muc", params={"q": payload}),
        office.as_(Role.GREETER).get("/ban-lam-viec/tiep-don", params={"procedure": payload}),
        office.as_().get("/khong-co", params={"q": payload}, status=404),
        office.as_().browser.get(f"/{payload.replace('/', '%2f')}", status=404),
    ):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert ">49<" not in page.text
        assert not [tag for tag in page.html.find_all(True) for name in tag.attrs if name.startswith("on")]
        assert not page.html.select('script:not([src]):not([type="application/ld+json"])')


def test_links_of_a_page_never_lead_to_another_site(office):
    """A path that begins with two slashes is another site to a browser, and a page has links to itself."""
    for path in ("//evil.example/", "//evil.example/thu-tuc", "///evil.example", "/%2f/evil.example"):
        page = office.as_().browser.get(
            path, status="*", extra_environ={"PATH_INFO": path} if path.startswith("//") else {}
        )
        for tag in page.html.select("[href], [action], [src]"):
            address = tag.get("href") or tag.get("action") or tag.get("src") or ""
            assert not re.match(r"(https?:)?//(?!localhost)", address), address


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:99999"},
        {"Host": "a b<script>"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "<script>"},
        {"Forwarded": "for=1.2.3.4;host=evil.example"},
        {"X-Original-URL": "/quan-tri", "X-Rewrite-URL": "/quan-tri"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"Accept-Language": "en-US,en;q=0.9," * 500},
        {"Accept": "application/json"},
        {"Accept": "x" * 5_000},
        {"Accept-Encoding": "gzip;q=" + "9" * 3_000},
        {"If-None-Match": '"' + "x" * 5_000},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Fri, 31 Feb 9999 99:99:99 GMT"},
        {"Range": "bytes=0-1"},
        {"Content-Type": "multipart/form-data"},
        {"Content-Type": "text/html; charset=utf-7"},
        {"Content-Length": "10"},
        {"Authorization": "Basic " + "A" * 5_000},
        {"Referer": "\xff\xfe"},
        {"User-Agent": "() { :; }; echo"},
        {"Origin": "null"},
        {"Expect": "100-continue"},
    ],
    ids=lambda headers: "-".join(headers),
)
def test_odd_headers_change_nothing(office, headers):
    for path in ("/", "/thu-tuc?q=ket+hon", "/tra-cuu", office.registry["hcc.assets"].path("css/public.css")):
        answer = office.as_().browser.get(path, headers=headers, status="*")
        assert answer.status_int in (200, 206, 304, 400), path
        if answer.content_type == "text/html" and answer.status_int == 200:
            assert 'lang="vi"' in answer.text
            assert "evil.example" not in answer.text
            assert "<script>" not in answer.text
