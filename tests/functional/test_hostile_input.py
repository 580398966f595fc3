"""Every field of every form, every query, body and address filled with what no friendly reader sends.

The forms are read off the pages themselves, so that a new form is tried without anybody thinking of it. Whatever comes:
never an answer of 500 or more, never a trace of the inside, and nothing typed comes back as anything but text.
"""

import gzip
import itertools
import re

import pytest
from pyramid.interfaces import INewRequest

from functional.refusing import everyone_at_work, nothing_changes
from functional.seen_forms import (
    FIELDS,
    HOSTILE,
    SeenForm,
    ask,
    check,
    encoded,
    forms_of,
    misshapen,
    multipart,
    send,
    without_waiting,
)
from hcc.core.roles import Role
from office import sample_pdf
from pages import LOOKS, PAGE, VIEWS
from populated import PopulatedOffice

MOST_A_FORM = 110
"""Tries of one form: every payload in some field, every field with some payloads."""


@pytest.fixture(scope="module")
def office(shared_office):
    office = shared_office
    PopulatedOffice(office).fill()
    office._people.clear()  # a week passed meanwhile, and those who had signed in are signed out
    without_waiting(office)
    return everyone_at_work(office)


@pytest.fixture
def fruitless(office):
    """Every act is done and then given up, so that a form can be sent a hundred times."""

    def doom(event) -> None:
        manager = event.request.tm
        manager.doom()
        begin, attempts = manager.begin, manager.attempts

        def begin_doomed():
            """What is done outside a transaction, such as reading a file, is followed by another one."""
            begin().doom()

        def attempts_kept(number):
            """What is committed by itself stays: its first half cannot be given up either."""
            manager.begin = begin
            return attempts(number)

        manager.begin, manager.attempts = begin_doomed, attempts_kept

    office.registry.registerHandler(doom, (INewRequest,))
    yield
    office.registry.unregisterHandler(doom, (INewRequest,))


@pytest.fixture(scope="module")
def forms(office) -> list[SeenForm]:
    """Every form of every page, once."""
    made = PopulatedOffice(office)
    rows = [(row.opens, row.at) for row in VIEWS if row.method == "GET" and row.kind == PAGE]
    rows += [(who, at) for _, at, who in LOOKS]
    found: dict[tuple, SeenForm] = {}
    for who, at in rows:
        path = at(made)
        page = office.as_(who).get(path, status="*")
        for seen in forms_of(page, who, path):
            shape = (seen.method, re.sub(r"[a-z2-7]{16}|\d+", "*", seen.action), tuple(name for name, _ in seen.fields))
            found.setdefault(shape, seen)
    return list(found.values())


# Fields


def test_the_forms_of_the_site_were_found(forms):
    actions = " ".join(form.action for form in forms)
    for part in (
        "/dang-nhap",
        "/tra-cuu",
        "/kiem-tra",
        "/thu-tuc",
        "/tiep-don",
        "prepare",
        "receive",
        "refuse",
        "attach",
    ):
        assert part in actions
    for part in (
        "process",
        "submit_for_approval",
        "approve",
        "send_back",
        "return_result",
        "strike",
        "sign",
        "confirm",
    ):
        assert part in actions
    for part in ("/edit", "/publish", "/danh-muc", "/electronic", "/number", "/visit", "/tim", "/dang-xuat", "detach"):
        assert part in actions


def given_up(forms: list[SeenForm]) -> list[SeenForm]:
    """Those whose acts `fruitless` gives up: long work, and what many do at once, commits by itself, outside the
    transaction of the request.
    """
    own = ("/sign", "/arrange", "/nhap-danh-muc", "/upload", "/quyet-dinh/new")
    return [form for form in forms if not form.action.endswith(own) and "/new?kind=" not in form.action]


def try_each_field(office, form: SeenForm) -> int:
    pairs = list(itertools.product(form.places, range(len(HOSTILE))))
    # A step that shares no factor with the number of payloads walks over all of them in every field.
    step = max(1, len(pairs) // MOST_A_FORM)
    while step > 1 and len(HOSTILE) % step == 0:
        step += 1
    for place, which in pairs[::step]:
        what = f"{form}: {form.fields[place][0]} = {HOSTILE[which][:60]!r}"
        check(send(office, form, form.with_field(place, HOSTILE[which])), what)
    return len(pairs[::step])


PARTS = 8
"""One after the other they take minutes, and whoever waits for a single test gives up at some moment."""


@pytest.mark.parametrize("part", range(PARTS))
def test_every_field_of_every_form_takes_anything(office, forms, fruitless, part):
    mine = forms[part::PARTS]
    given = given_up(mine)
    with nothing_changes(office):
        tried = sum(try_each_field(office, form) for form in given)
    others = [form for form in mine if form not in given]
    assert tried + sum(try_each_field(office, form) for form in others) > 1_000


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_a_form_filled_with_one_thing_throughout(office, forms, fruitless, payload):
    with nothing_changes(office):
        for form in forms:
            hidden = ("csrf_token", "key", "__start__", "__end__", "seen", "opened_on")
            pairs = [(n.encode(), v.encode() if n in hidden else payload) for n, v in form.fields]
            if form.places:
                check(send(office, form, pairs), f"{form}: everything = {payload[:60]!r}")


# Shapes


def test_no_shape_of_a_form_breaks_anything(office, forms, fruitless):
    with nothing_changes(office):
        for form in given_up(forms):
            for number, pairs in enumerate(misshapen(form)):
                check(send(office, form, pairs), f"{form}: shape {number}")


def test_a_misshapen_form_that_comes_too_late_is_answered(office):
    """Filling in is over, and what was sent cannot even be shown again."""
    receiver, dossier = office.as_(Role.RECEIVER), PopulatedOffice(office).dossier("received")
    whole = {"csrf_token": receiver.token(), "key": "0" * 32, "seen": "2", "__start__": "person:mapping"}
    for fields in (whole, {**whole, "__start__": "x"}, {**whole, "__end__": "x:mapping"}):
        with nothing_changes(office):
            answer = receiver.browser.post(f"{dossier}prepare", fields, status="*")
        assert answer.status_int == 400
        check(answer, str(fields))


def test_files_where_text_is_asked_for_and_text_where_a_file_is(office, forms, fruitless):
    with nothing_changes(office):
        for form in given_up(forms):
            if form.method != "POST":
                continue
            person = office.as_(form.who)
            whole = [(name.encode(), value.encode()) for name, value in form.fields]
            for place in form.places[:12] + [
                n for n, (name, _) in enumerate(form.fields) if name in ("csrf_token", "key")
            ]:
                name = whole[place][0]
                rest = whole[:place] + whole[place + 1 :]
                kind, body = multipart(rest, {name: (b"<b>\xff.pdf", b"\x00\xff" * 20)})
                check(ask(person, "POST", form.action, body, kind), f"{form}: a file as {name!r}")
            for name in form.files:
                body = encoded([*whole, (name.encode(), b"a.pdf")])
                check(ask(person, "POST", form.action, body, FIELDS), f"{form}: text as {name}")


# Bodies


BODIES: list[tuple[str, bytes]] = [
    ("application/json", b'{"number": "x"}'),
    ("application/json", b"{" * 100_000),
    ("text/plain", b"number=x"),
    ("text/xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
    ("application/x-www-form-urlencoded; charset=latin1", b"number=\xe9"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"number=+ADw-"),
    ("application/x-www-form-urlencoded; charset=utf8", b"number=x"),
    ("application/x-www-form-urlencoded; charset=no-such-thing", b"number=x"),
    ("application/x-www-form-urlencoded; charset=", b"number=x"),
    ("application/x-www-form-urlencoded", b"\xff\xfe\x00%%%&&&==;=%ED%A0%80&" * 50),
    ("application/x-www-form-urlencoded", b"a" * 1_000_000),
    ("application/x-www-form-urlencoded", b"a=&" * 300_000),
    ("application/x-www-form-urlencoded", b"a" * 2_200_000),
    ("multipart/form-data", b"--x\r\n\r\n--x--"),
    ("multipart/form-data; boundary=", b"--\r\n\r\n----"),
    ("multipart/form-data; boundary=x", b""),
    ("multipart/form-data; boundary=x", b"no parts at all"),
    ("multipart/form-data; boundary=x", b"--x"),
    ("multipart/form-data; boundary=x", b"--x\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=number"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="number"\r\n\r\nx'),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n\xff\r\n--x--'),
    ("multipart/form-data; boundary=x", b"--x\r\n" + b"a: b\r\n" * 100_000 + b"\r\nx\r\n--x--"),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n' * 6_000 + b"--x--",
    ),
    (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n" + b"--y\r\n\r\na\r\n" * 50 + b"--y--\r\n--x--",
    ),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Length: 99999999\r\n\r\nb\r\n--x--',
    ),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n????\r\n--x--',
    ),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x\r\n\r\n"),
    ('multipart/form-data; boundary="x\\"y"', b"--x\r\n\r\n"),
    ("multipart/form-data; boundary=\xff", b"--\xff\r\n\r\n"),
    ("multipart/form-data; boundary=x; boundary=y", b"--x\r\n\r\n--x--"),
    ("multipart/form-data; boundary*=utf-8''x", b"--x\r\n\r\n--x--"),
    ("multipart/mixed; boundary=x", b"--x\r\n\r\n--x--"),
    ("multipart/form-data; boundary=x", gzip.compress(b"x" * 1_000)),
    ("x" * 5_000, b"x"),
    ("/", b"x"),
    ("", b"number=x"),
]


@pytest.mark.parametrize(("kind", "body"), BODIES, ids=range(len(BODIES)))
def test_any_body_is_answered(office, fruitless, kind, body):
    with nothing_changes(office):
        for person, path in (
            (office.as_(), "/tra-cuu"),
            (office.as_(), "/dang-nhap"),
            (office.as_(), "/kiem-tra"),
            (office.as_(), "/"),
            (office.as_(Role.GREETER), "/ban-lam-viec/tiep-don"),
            (office.as_(Role.CERTIFIER), "/chung-thuc/electronic"),
        ):
            for method in ("POST", "GET", "PUT"):
                check(ask(person, method, path, body, kind), f"{method} {path}: {kind[:80]}")


LARGE: list[tuple[str, bytes]] = [
    (FIELDS, b"a=&" * 10_000_000),
    (FIELDS, b"a=&" * 300_000),
    (FIELDS, b"a=" + b"x" * 3_000_000),
    ("multipart/form-data; boundary=x", b"--x\r\n" + b"a: b\r\n" * 5_000_000),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n" + b"\n" * 30_000_000),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n" * 10_000),
]


@pytest.mark.parametrize(("kind", "body"), LARGE, ids=range(len(LARGE)))
def test_a_body_made_to_be_slow_is_not_taken_apart(office, monkeypatch, kind, body):
    """30 million fields would be gigabytes in memory; a head of millions of lines, hours of copying."""

    def taken_apart(*args, **options):
        raise AssertionError("the parser was given the body")

    monkeypatch.setattr("webob.request.cgi_FieldStorage", taken_apart)
    answer = ask(office.as_(), "POST", "/tra-cuu", body, kind)
    assert answer.status_int in (400, 413)
    check(answer, kind)


def test_an_honest_large_form_is_taken(office, fruitless):
    """The longest procedure there may be, and a paper whose bytes look like the marks of a form."""
    admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    form = admin.get("/thu-tuc/1.011606/edit").forms["form"]
    form["steps"] = "\n".join(f"{number} " + "ệ" * 1_990 for number in range(9))
    form.submit(status=303)
    looks_like_parts = sample_pdf() + b"\n%" + b"\n--" * 50_000 + b"\n%%EOF\n"
    answer = office.as_().post("/kiem-tra", {}, upload_files=[("paper", "a.pdf", looks_like_parts)], status=200)
    assert "<main" in answer.text


# Addresses


ADDRESSES = [
    *("/%FF", "/%ED%A0%80", "/%00", "/a%00b", "/%0d%0aSet-Cookie:%20hostile=1", "/" + "x" * 10_000, "/" + "a/" * 3_000),
    *("/..", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/./././", "/thu-tuc/..", "/thu-tuc/%2e%2e/quan-tri"),
    *("//", "///", "/;/", "/~root", "/.git/config", "/.env", "/wp-login.php", "/@@view", "/++resource++x", "/*", "/'"),
    *("/thu-tuc/2.000815/phien-ban/0", "/thu-tuc/2.000815/phien-ban/-1", "/thu-tuc/2.000815/phien-ban/999999999999"),
    *("/thu-tuc/2.000815/phien-ban/%D9%A1", "/thu-tuc/2.000815/phien-ban/1e1", "/thu-tuc/%FF", "/thu-tuc/__class__"),
    *("/thu-tuc/__getitem__", "/thu-tuc/_children", "/thu-tuc/journal", "/thu-tuc/2.000815/revisions"),
    *("/ho-so/AAAAAAAAAAAAAAAA", "/ho-so/aaaaaaaaaaaaaaaa%0a", "/ho-so/H44.99-261123-0001%0a", "/ho-so/%F0%9F%98%80"),
    *(
        "/chung-thuc/ban-sao/2026/999999999",
        "/chung-thuc/ban-sao/0000",
        "/chung-thuc/ban-sao/%D9%A2026",
        "/chung-thuc/luot",
    ),
    *(
        "/chung-thuc/counters",
        "/chung-thuc/by_token",
        "/kiem-tra/" + "0" * 31,
        "/kiem-tra/" + "G" * 32,
        "/kiem-tra/%FF",
    ),
    *(
        "/ban-lam-viec/x",
        "/ban-lam-viec/tiep-don/x",
        "/quan-tri/x",
        "/quan-tri/can-bo/khong-co",
        "/tra-cuu/x",
        "/accounts",
    ),
    *(
        "/static/%FF",
        "/static/" + "../" * 50 + "etc/passwd",
        "/api/v1/procedures/x",
        "/api/v2",
        "/api/v1/procedures?q=%FF",
    ),
    *("/display?next=//evil.example", "/display?size=99&next=%0d%0aSet-Cookie:%20hostile=1", "/display?next=%FF"),
    *(
        "/healthz?x=%FF",
        "/dang-nhap?next=%FF",
        "/tra-cuu?number=%FF",
        "/?lang=%FF",
        "/?" + "&" * 50_000,
        "/?" + "a=b&" * 20_000,
    ),
]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "HEAD"])
def test_any_address_is_answered(office, fruitless, method):
    with nothing_changes(office):
        for person in (office.as_(), office.as_(Role.RECEIVER), office.as_(Role.CERTIFIER)):
            for address in ADDRESSES:
                answer = ask(person, method, address)
                assert answer.status_int in (200, 303, 400, 403, 404, 405), f"{method} {address[:80]}"
                if method != "HEAD":
                    check(answer, f"{method} {address[:80]}")
                assert "evil.example" not in answer.headers.get("Location", "")


def test_queries_of_every_page(office, forms, fruitless):
    """Parameters that pages read, and some they do not."""
    made = PopulatedOffice(office)
    names = [
        b"q",
        b"page",
        b"n",
        b"before",
        b"after",
        b"number",
        b"procedure",
        b"dossier",
        b"next",
        b"lang",
        b"field",
        b"level",
    ]
    rows = [(row.opens, row.at(made), row.kind) for row in VIEWS if row.method == "GET" and row.kind != "file"]
    with nothing_changes(office):
        for number, (who, path, _) in enumerate(rows):
            for offset in range(8):
                query = [
                    (name, HOSTILE[(number * 8 + offset + place * 5) % len(HOSTILE)])
                    for place, name in enumerate(names)
                ]
                address = f"{path.partition('?')[0]}?{encoded(query).decode()}"
                check(ask(office.as_(who), "GET", address), f"GET {path}: {query}")


# What is stored and shown again


@pytest.mark.parametrize("which", range(0, len(HOSTILE), 4))
def test_what_was_stored_is_shown_and_printed_as_text(office, which):
    """Four payloads a dossier and a visit, through every page and slip that shows them."""
    words = [payload.decode("utf-8", "replace").replace("\0", "")[:100] for payload in HOSTILE[which : which + 4]]
    name, address, guidance, title = (words * 4)[:4]
    greeter, receiver, certifier = (office.as_(role) for role in (Role.GREETER, Role.RECEIVER, Role.CERTIFIER))
    begun = greeter.post(
        "/ban-lam-viec/tiep-don", {"procedure": "2.000884", "name": name, "guidance": guidance}, status="*"
    )
    check(begun, "greet")
    if begun.status_int != 303:
        begun = greeter.post(
            "/ban-lam-viec/tiep-don", {"procedure": "2.000884", "name": "An", "guidance": ""}, status=303
        )
    dossier = begun.location.partition("localhost")[2].removesuffix("prepare")
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["name"], form["address"] = f"An {name}".replace("�", ""), address.replace("�", "")
    for field in form.fields:
        if re.fullmatch(r"c\d+", field or ""):
            form[field] = "compared_with_original"
    form.submit(status="*")
    greeter.post(f"{dossier}submit", status="*")
    received = receiver.post(f"{dossier}receive", status="*").status_int == 303
    shown = [receiver.get(path, status="*") for path in (dossier, f"{dossier}receipt", "/ban-lam-viec/tiep-nhan")]
    visit = certifier.get("/chung-thuc/visit").forms["form"]
    visit["name"], visit["title"] = f"An {name}".replace("�", ""), f"Giấy {title}".replace("�", "")
    visit["pages"], visit["copies"] = "2", "1"
    done = visit.submit(status="*")
    if done.status_int == 303:
        path = done.location.partition("localhost")[2]
        shown += [certifier.get(f"{path}{below}", status=200) for below in ("", "print")]
        shown += [
            certifier.get(path, status=200) for path in ("/chung-thuc", "/chung-thuc/ban-sao/2026", "/chung-thuc/tray")
        ]
    for page in shown:
        check(page, f"{page.request.path}: {words}")
    slips = [page.content_type for page in shown].count("application/pdf")
    assert slips == received + (done.status_int == 303), "every slip could be printed"
