"""Every view, read off Pyramid's introspector: nobody opens what is not hers, reading changes nothing, writing is
asked for with a token and done once, and pages are well made.
"""

import re
import secrets
from html.parser import HTMLParser

import pytest
from pyramid.interfaces import IDefaultPermission, IExceptionResponse
from pyramid.security import NO_PERMISSION_REQUIRED
from webtest import Upload
from ZODB.Connection import Connection

from hcc.core.permissions import Permission
from office import LOGINS, Office, Person
from pages import DATA, EXCEPTIONS, FILE, PAGE, VIEWS, File, Row
from populated import PopulatedOffice

GETS = [row for row in VIEWS if row.method == "GET"]
POSTS = [row for row in VIEWS if row.method == "POST"]
GUARDED = [row for row in POSTS if not row.unguarded]
ACTS = [row for row in POSTS if row.once]
SESSIONS = ("choose_password", "set_up", "sign_in", "sign_in_code", "sign_out")
"""Routes whose posts change a session and nothing else: repeating them is harmless."""

each = pytest.mark.parametrize


def named(rows):
    return {"argnames": "row", "argvalues": rows, "ids": [str(row) for row in rows]}


@pytest.fixture(scope="module")
def populated(filled, tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("every") / "var", filled)
    yield PopulatedOffice(office).fill()
    office.close()


@pytest.fixture
def office(populated) -> Office:
    return populated.office


@pytest.fixture
def last_tid(office):
    return office.registry["hcc.database"].storage.lastTransaction


# The table and the application


def registered(office: Office) -> list[dict]:
    return [entry["introspectable"] for entry in office.registry.introspector.get_category("views")]


def is_exception(view: dict) -> bool:
    context = view["context"]
    return context is IExceptionResponse or (isinstance(context, type) and issubclass(context, Exception))


def context_name(view: dict) -> str:
    return view["context"].__name__ if view["context"] is not None else ""


def test_every_view_is_in_the_table_and_every_row_has_its_view(office):
    found = set()
    for view in registered(office):
        if is_exception(view):
            continue
        methods = view["request_methods"]
        for method in (methods,) if isinstance(methods, str) else methods or ("GET",):
            if method != "HEAD":
                found.add((context_name(view), view["name"], method, view["route_name"] or ""))
    listed = [row.key for row in VIEWS]
    assert len(listed) == len(set(listed)), "a view stands in the table twice"
    assert sorted(found - set(listed)) == [], "views that tests/pages.py does not know"
    assert sorted(set(listed) - found) == [], "rows of tests/pages.py without a view"


def test_every_exception_view_is_known(office):
    assert {context_name(view) for view in registered(office) if is_exception(view)} == set(EXCEPTIONS)


def test_every_view_says_who_may_open_it(office):
    bare = {
        str(view["callable"]) for view in registered(office) if not is_exception(view) and not _permission(office, view)
    }
    assert not bare


def _permission(office: Office, view: dict) -> str:
    for entry in office.registry.introspector.get_category("views"):
        if entry["introspectable"] is view:
            found = [related["value"] for related in entry["related"] if related.category_name == "permissions"]
            assert all(one in set(Permission) or one == NO_PERMISSION_REQUIRED for one in found)
            return found[0] if found else ""
    raise AssertionError(view)


def test_a_view_that_says_nothing_is_open_to_nobody(office):
    permission = office.registry.queryUtility(IDefaultPermission)
    assert permission is not None
    with office.site() as site:
        granted = {one for _, _, permissions in site.__acl__ for one in permissions if isinstance(permissions, tuple)}
    assert permission not in granted


@each(**named([row for row in POSTS if row.once]))
def test_views_that_change_something_declare_once(office, row):
    view = next(v for v in registered(office) if (context_name(v), v["name"], v["request_methods"]) == row.key[:3])
    assert view["once"] is True


def test_posts_without_once_are_those_that_change_nothing(office):
    without = {
        (context_name(v), v["route_name"] or "") for v in registered(office)
        if v["request_methods"] == "POST" and not v.get("once")
    }  # fmt: skip
    assert without == {(row.context, row.route) for row in POSTS if not row.once}


# Who opens it


def someone(office: Office, row: Row) -> Person:
    """Who may; for a public row a visitor with a browser of her own."""
    return office.as_(row.opens)


def sent(office: PopulatedOffice, row: Row, person: Person, *, key: str, token: str, at: str | None = None):
    """Post a row's fields; every status is let through."""
    fields = row.fields(office)
    pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
    pairs = [("csrf_token", token), ("key", key), *pairs]
    body = [(n, Upload(v.name, v.content, "application/pdf") if isinstance(v, File) else v) for n, v in pairs]
    files = [(name, value) for name, value in body if isinstance(value, Upload)]
    texts = [(name, value) for name, value in body if not isinstance(value, Upload)]
    at = at or row.at(office)
    if not files:
        return person.browser.post(at, texts, status="*")
    return person.browser.post(
        at, texts, upload_files=[(name, upload.filename, upload.content) for name, upload in files], status="*"
    )


def new_key() -> str:
    return secrets.token_hex(16)


@each(**named(GETS))
def test_who_may_opens_it_and_reading_changes_nothing(populated, office, last_tid, row, monkeypatch):
    person, at = someone(office, row), row.at(populated)
    changed: list[object] = []
    register = Connection.register
    monkeypatch.setattr(Connection, "register", lambda self, obj: (changed.append(obj), register(self, obj))[1])
    before = last_tid()
    answer = person.get(at, status="*")
    assert answer.status_int == (row.status or (303 if row.kind == "redirect" else 200)), answer.status
    assert not changed
    assert last_tid() == before
    if row.kind in (FILE, DATA):
        assert "text/html" not in answer.content_type


@each(**named(GETS))
def test_a_head_request_is_answered_like_the_page(populated, office, row):
    person, at = someone(office, row), row.at(populated)
    head = person.browser.head(at, status="*")
    assert head.status_int == person.get(at, status="*").status_int
    assert head.body == b""


@each(**named([row for row in VIEWS if row.refused is not None]))
def test_an_official_of_another_role_is_refused(populated, office, last_tid, row):
    person, at = office.as_(row.refused), row.at(populated)
    before = last_tid()
    if row.method == "GET":
        answer = person.get(at, status="*")
    else:
        answer = sent(populated, row, person, key=new_key(), token=person.token(), at=at)
    assert answer.status_int in (403, 404), answer.status
    assert last_tid() == before


@each(**named([row for row in VIEWS if row.opens is not None]))
def test_a_stranger_is_refused(populated, office, last_tid, row):
    person, at = office.as_(), row.at(populated)
    before = last_tid()
    # What is not public does not exist for her, nor any view of it.
    hidden = row.context in ("Item", "Container") and person.get(at.rpartition("/")[0], status="*").status_int == 404
    if row.method == "GET":
        answer = person.get(at, status="*")
        if hidden:
            assert answer.status_int == 404
        else:
            assert answer.status_int == 303
            assert answer.location.startswith("http://localhost/dang-nhap?next=")
    else:
        answer = sent(populated, row, person, key=new_key(), token=person.token(), at=at)
        assert answer.status_int == (404 if hidden else 403), answer.status
    assert last_tid() == before


def test_what_needs_nobody_named_is_public(populated, office):
    """A row that says everyone may is really opened by a stranger; the others were tried above."""
    public = {row.context or row.route for row in VIEWS if row.opens is None}
    assert public == {
        "Root", "ProcedureFolder", "Procedure", "Revision", "LocalCode", "Queue", "Tracking", "TrackedDossier",
        "PaperCheck", "IssuedPaper", "CopyLink", "Page", "Folder",
        "Collection", "Contact", "ContentRoot", "Notice", "Question", "health_parts", "FileItem", "ImageItem",
        "choose_password", "set_up", "sign_in", "sign_in_code", "sign_out",
        "display", "static", "healthz", "csp_report",
        "api_procedures", "api_procedure", "api_description", "sitemap", "robots",
    }  # fmt: skip


# Tokens against forged requests


@pytest.fixture(scope="module")
def former_tokens(populated) -> dict[str, str]:
    """For each role the token of a session that has ended."""
    found = {}
    for role in {row.opens for row in GUARDED if row.opens is not None}:
        person = Person(populated.office)
        person.sign_in(LOGINS[role])
        found[role] = person.token()
        person.post("/dang-xuat", status=303)
    return found


@each(**named(GUARDED))
def test_a_form_without_a_fresh_token_of_its_own_session_is_refused(populated, office, last_tid, former_tokens, row):
    person, at = someone(office, row), row.at(populated)
    own = person.token()
    if row.opens is None:
        person.browser.reset()
        stale, own = own, person.token()
    else:
        stale = former_tokens[row.opens]
    another = office.as_(row.refused or LOGINS[next(iter(LOGINS))]).token() if row.opens else office.as_().token()
    assert own not in ("", stale, another)
    row.fields(populated)
    before = last_tid()
    for token in ("", another, stale, own[:-1], "é" * 8):
        answer = sent(populated, row, person, key=new_key(), token=token, at=at)
        assert answer.status_int == 400, (token, answer.status)
    assert last_tid() == before


def test_the_one_unguarded_post_keeps_nothing(populated, office, last_tid):
    assert [row.route for row in POSTS if row.unguarded] == ["csp_report"]
    before = last_tid()
    office.as_().browser.post("/csp-report", b"{}", status=204)
    assert last_tid() == before
    assert office.registry["hcc.csp_reports"][-1] == "{}"


# Done once


@each(**named(ACTS))
def test_an_act_is_done_once_however_often_it_is_sent(populated, office, last_tid, row):
    person, at, key = someone(office, row), row.at(populated), new_key()
    fields = row.fields(populated)
    row = Row(**{**vars(row), "fields": lambda o: fields})
    before = last_tid()
    first = sent(populated, row, person, key=key, token=person.token(), at=at)
    assert first.status_int == 303, first.text[:3000] if first.content_type == "text/html" else first.status
    done = last_tid()
    assert done != before
    again = sent(populated, row, person, key=key, token=person.token(), at=at)
    assert (again.status_int, again.location) == (303, first.location)
    assert last_tid() == done


@each(**named(ACTS))
def test_an_act_without_a_usable_key_is_refused(populated, office, last_tid, row):
    person, at = someone(office, row), row.at(populated)
    row.fields(populated)
    before = last_tid()
    for key in ("", "1", "g" * 32, new_key() + "0"):
        answer = sent(populated, row, person, key=key, token=person.token(), at=at)
        assert answer.status_int == 400, (key, answer.status)
    assert last_tid() == before


@each(**named([row for row in POSTS if not (row.once or row.unguarded or row.repeated)]))
def test_public_forms_change_nothing_but_the_session(populated, office, last_tid, row):
    person, at = someone(office, row), row.at(populated)
    before = last_tid()
    answer = sent(populated, row, person, key=new_key(), token=person.token(), at=at)
    assert answer.status_int == (row.status or (200 if row.kind == PAGE else 303))
    assert (last_tid() == before) is (row.route not in ("sign_in", "choose_password"))


def test_session_rows_are_the_ones_excused_from_once():
    assert {row.route for row in POSTS if not row.once and row.kind == "redirect"} == set(SESSIONS)


# How pages are made


WITHOUT_SCRIPTS = "allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
"""Of a frame in which links may open a tab, and nothing may run."""


class Markup(HTMLParser):
    """What must and must not stand in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.titles: list[str] = []
        self.lang = ""
        self.faults: list[str] = []
        self.ids: list[str] = []
        self._inside: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "html":
            self.lang = given.get("lang") or ""
        if tag == "h1":
            self.headings.append("")
            self._inside = self.headings
        if tag == "title":
            self.titles.append("")
            self._inside = self.titles
        if tag == "script" and not given.get("src") and given.get("type") != "application/ld+json":
            self.faults.append("a script in the page")
        if tag == "iframe" and given.get("sandbox") == WITHOUT_SCRIPTS:
            return  # a public page of ours in its preview, where nothing runs
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.faults.append(f"<{tag}>")
        if "id" in given:
            self.ids.append(given["id"] or "")
        for name, value in attributes:
            if name.startswith("on") or name == "style":
                self.faults.append(f"{name}= on <{tag}>")
            if re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE):
                self.faults.append(f"{name}={value!r} on <{tag}>")

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self._inside[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "title"):
            self._inside = None


@each(**named([row for row in GETS if row.kind == PAGE]))
@each("lang", ["vi", "en"])
def test_pages_have_one_heading_a_title_a_language_and_nothing_inline(populated, office, row, lang):
    at = row.at(populated)
    answer = someone(office, row).get(f"{at}{'&' if '?' in at else '?'}lang={lang}", status=row.status or 200)
    someone(office, row).get("/?lang=vi")
    page = Markup(answer.text)
    assert page.lang == lang
    assert len(page.headings) == 1
    assert page.headings[0].strip()
    assert len(page.titles) == 1
    assert page.titles[0].strip(" \n·")
    assert not page.faults
    assert len(page.ids) == len(set(page.ids))
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    if row.opens is not None:
        assert answer.headers["Cache-Control"] == "no-store"


@each(**named([row for row in GETS if row.kind == FILE and row.context]))
def test_files_from_outside_cannot_act(populated, office, row):
    answer = someone(office, row).get(row.at(populated))
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].split(";")[0] in ("inline", "attachment")
