"""The frame of the pages: it names the office, keeps the reader's choices, and holds when half of it is missing."""

import re
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from webtest import TestApp

from hcc.shipped import shipped
from hcc.web.display import COOKIE, display_url, local_path, read_display
from hcc.web.layout import Layout, Place
from hcc.web.macros import Macros

OFFICE = SimpleNamespace(
    office_name="Trung tâm Phục vụ hành chính công",
    commune="xã An Mẫu",
    province="tỉnh Phú Mẫu",
    address="xóm Mẫu",
    phone="0210 000 0000",
    demo=False,
)
NOW = datetime(2026, 11, 23, 9, 2, tzinfo=timezone(timedelta(hours=7)))


class Broken:
    """A request whose database is away: everything worked out from it fails."""

    registry: dict = {}
    environ: dict = {}
    cookies: dict = {}
    method, path, query_string, script_name, path_qs, path_info = "GET", "/x", "", "", "/x", "/x"

    def __getattr__(self, name: str):
        raise RuntimeError(name)


def request_of(path: str = "/", **attributes) -> Request:
    request = Request.blank(path)
    request.registry = {"hcc.settings": OFFICE}
    for name, value in {"locale_name": "vi", **attributes}.items():
        setattr(request, name, value)
    return request


def page_app(template: str, page: dict, **attributes) -> TestApp:
    config = Configurator(settings={})
    config.include("pyramid_chameleon")
    config.registry["hcc.settings"] = OFFICE
    config.set_locale_negotiator(lambda request: "vi")
    for part in ("assets", "display", "layout"):
        config.include(f"hcc.web.{part}")
    for name, value in attributes.items():
        config.add_request_method(lambda request, value=value: value, name, reify=True)
    config.add_route("page", "/page")
    config.override_asset("hcc:templates/", f"{shipped('templates')}/")
    config.add_view(lambda request: page, route_name="page", renderer=f"hcc:templates/{template}")
    return TestApp(config.make_wsgi_app())


STAFF = {
    "official": SimpleNamespace(name="Lê Thị Ví Dụ", job_title="Tiếp nhận, quầy 2", login="vidu"),
    "csrf_token": "token-of-session",
    "now": NOW,
    "flashes": [("ok", "Đã nhận"), ("strange", "Lạ")],
    "places": [
        Place("Tiếp nhận", "inbox", "/ban-lam-viec/tiep-nhan", count=7, current=True),
        Place("Sức khỏe", "database", "/quan-tri/suc-khoe", admin=True),
    ],
}


@pytest.mark.parametrize("template", ["layouts/public.pt", "layouts/staff.pt", "layouts/entry.pt", "layouts/print.pt"])
def test_layouts_render_for_nobody_and_for_an_official(template: str):
    for attributes in ({}, STAFF):
        html = page_app(template, {"title": "Trang thử"}, **attributes).get("/page").text
        assert html.count("<h1") == 1
        assert re.search(r'<html [^>]*lang="vi"', html)
        assert 'id="main"' in html
        assert "Trang thử" in html
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?! type=\"module\" src=\"/static/)", html)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 500, 503])
def test_error_pages_give_the_phone_number_and_one_way_on(status: int):
    html = page_app("errors/error.pt", {"title": "Hỏng", "status": status}).get("/page").text
    assert html.count("<h1") == 1
    assert 'href="tel:02100000000"' in html
    main = html[html.index("<main") : html.index("</main>")]
    # Where nothing is found, the search is the one way on.
    assert main.count("btn primary") + main.count('class="searchbox"') == 1
    assert len(re.sub(r"<[^>]+>", " ", main).split()) > 20


def test_error_page_shows_the_reference_and_the_sentences_of_a_refusal():
    page = {"title": "Hỏng", "status": 500, "reference": "a1b2c3d4"}
    assert "a1b2c3d4" in page_app("errors/error.pt", page).get("/page").text
    page = {"title": "Chưa làm", "status": 409, "sentences": ["<b>Sổ đã khóa</b>"]}
    assert "&lt;b&gt;Sổ đã khóa&lt;/b&gt;" in page_app("errors/error.pt", page).get("/page").text


def test_stale_form_is_offered_again_with_what_was_typed():
    page = {"title": "Lâu quá", "status": 400, "fields": [("name", 'a"<b')], "action": "/x", "signed_in": True}
    shown = page_app("errors/resend.pt", page, **STAFF).get("/page")
    assert shown.forms[1]["name"].value == 'a"<b' if 1 in shown.forms else shown.form["name"].value == 'a"<b'
    assert "token-of-session" in shown.text
    page = {"title": "Lâu quá", "status": 400, "fields": [], "action": "/x", "signed_in": False}
    assert "<form" not in page_app("errors/resend.pt", page).get("/page").text


def test_frame_holds_when_nothing_can_be_worked_out():
    layout = Layout(Broken())  # type: ignore[arg-type]
    assert layout.lang == "vi"
    assert layout.office.name == ""
    assert layout.official is None
    assert (layout.places, layout.flashes, layout.csrf_token, layout.clock, layout.date) == ([], [], "", "", "")
    assert layout.opening is None
    assert Layout(None).language_url == "/?lang=en"
    assert Layout(None).display.size == 0


def test_title_says_when_there_are_errors():
    html = page_app("layouts/public.pt", {"title": "Tra cứu", "errors": True}).get("/page").text
    assert re.search(r"<title>Error:\s+Tra cứu", html)
    html = page_app("layouts/public.pt", {"title": "Tra cứu"}).get("/page").text
    assert re.search(r"<title>\s*Tra cứu", html)


def test_section_and_back_link():
    page = {"title": "Sao y", "section": "procedures", "back": ("/thu-tuc", "Danh mục")}
    shown = page_app("layouts/public.pt", page).get("/page")
    assert [a.text for a in shown.html.select(".bar [aria-current=page]")] == ["Procedures"]
    assert shown.html.select_one("a.back")["href"] == "/thu-tuc"


def test_rail_shows_the_office_or_the_administration_and_the_way_across():
    shown = page_app("layouts/staff.pt", {"title": "Bàn"}, **STAFF).get("/page")
    assert [a["href"] for a in shown.html.select(".place")] == ["/ban-lam-viec/tiep-nhan", "/quan-tri/suc-khoe"]
    assert shown.html.select_one(".place[aria-current]")["href"] == "/ban-lam-viec/tiep-nhan"
    assert "7" in shown.html.select_one(".place .count").text
    assert not shown.html.select(".stripe")
    shown = page_app("layouts/staff.pt", {"title": "Sức khỏe", "admin": True}, **STAFF).get("/page")
    assert [a.text.strip() for a in shown.html.select(".place")] == ["Sức khỏe", "Desk"]
    assert shown.html.select_one(".stripe")


def test_sign_out_is_a_form_with_the_token():
    form = page_app("layouts/staff.pt", {"title": "Bàn"}, **STAFF).get("/page").html.select_one("form.out")
    assert (form["method"], form["action"]) == ("post", "/dang-xuat")
    assert form.select_one("[name=csrf_token]")["value"] == "token-of-session"


def test_flashes_are_escaped_and_of_known_kinds():
    app = page_app("layouts/public.pt", {"title": "x"}, flashes=[("bad", "<script>")])
    assert "<script>" not in app.get("/page").text
    assert Layout(request_of(flashes=[("strange", "x")])).flashes == [("info", "x")]


def test_office_words():
    office = Layout(request_of()).office
    assert office.place == "xã An Mẫu, tỉnh Phú Mẫu"
    assert office.phone_url == "tel:02100000000"
    layout = Layout(request_of(now=NOW))
    assert (layout.clock, layout.date, str(layout.weekday)) == ("9:02", "23/11/2026", "Monday")


def test_language_link_keeps_the_page_and_its_query():
    assert Layout(request_of("/thu-tuc?q=a%26b&lang=vi&page=2")).language_url == "/thu-tuc?q=a%26b&page=2&lang=en"
    assert Layout(request_of("/thu-tuc", locale_name="en")).language_url == "/thu-tuc?lang=vi"


def test_macros_are_found_by_name_and_stand_once():
    macros = Macros(shipped("templates") / "macros")
    wanted = [
        "icon",
        "tag",
        "say",
        "due",
        "key",
        "key_hints",
        "hash_line",
        "money",
        "meter",
        "note",
        "empty",
        "error_summary",
        "opinions",
        "card_note",
        "changes",
        "verdict",
        "steps",
        "progress",
        "details",
        "pairs",
        "facts",
        "basis",
        "paging",
        "counters",
        "events",
        "batch",
        "button",
        "link_button",
        "form_buttons",
        "post_button",
        "call_next",
        "called_number",
        "panel",
        "page_image",
        "words_diff",
        "procedure_tabs",
        "change_rows",
        "revision_tag",
        "touched",
        "late_dossiers",
        "open_on",
        "jsonld",
        "og",
        "page_qr",
        "content_lines",
        "content_search",
        "content_toolbar",
        "returned_pages",
        "crumbs",
        "edited_by",
        "person",
        "player",
        "reading_foot",
        "reading_head",
        "reading_top",
        "sent_back",
        "section_entries",
        "section_menu",
        "undo_notes",
        "version_choice",
    ]
    assert sorted(wanted) == macros.names()
    listed = (shipped("templates") / "macros/README.md").read_text("utf-8")
    assert all(f"| `{name}` |" in listed for name in wanted)
    with pytest.raises(AttributeError):
        macros.no_such_macro  # noqa: B018


def test_same_macro_in_two_files_is_refused(tmp_path):
    for name in ("a", "b"):
        text = '<b xmlns:metal="http://xml.zope.org/namespaces/metal" metal:define-macro="tag" />'
        (tmp_path / f"{name}.pt").write_text(text)
    with pytest.raises(ValueError, match="tag"):
        Macros(tmp_path).names()


# What the reader chose to see


def display_app() -> TestApp:
    config = Configurator(settings={})
    config.include("hcc.web.display")
    config.add_route("show", "/show")
    config.add_view(lambda request: Response(read_display(request).classes), route_name="show")
    return TestApp(config.make_wsgi_app())


def test_choice_is_kept_in_a_cookie_and_comes_back():
    app = display_app()
    answer = app.get("/display?size=2&contrast=1&next=/show%3Fq%3Dgi%E1%BA%A5y", status=303)
    assert answer.location == "http://localhost/show?q=gi%E1%BA%A5y"
    cookie = answer.headers["Set-Cookie"]
    assert f"{COOKIE}=2c" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert app.get("/show").text == "text-largest contrast"


@pytest.mark.parametrize("stored", ["3", "-2", "c", "1c1", "1%3B", "<b>", ""])
def test_other_cookies_count_as_none(stored: str):
    request = Request.blank("/", headers={"Cookie": f"{COOKIE}={stored}"})
    assert read_display(request).classes == ""
    assert "Set-Cookie" not in display_app().get(f"/display?size={stored}&next=/", status=303).headers


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "evil",
        "/\t/evil.example",
        "/a\r\nSet-Cookie: x=1",
        "javascript:alert(1)",
        "",
        None,
        "/\x00",
    ],
)
def test_never_leads_to_another_site(target: str | None):
    assert local_path(target) == ""


def test_display_sends_strangers_home():
    assert display_app().get("/display?size=1&next=//evil.example", status=303).location == "http://localhost/"


def test_links_change_one_thing_and_keep_the_other():
    request = Request.blank("/thu-tuc?q=a%26b")
    request.cookies[COOKIE] = "2c"
    assert display_url(request, size=3) == "/display?size=2&contrast=1&next=%2Fthu-tuc%3Fq%3Da%2526b"
    assert "size=2&contrast=0" in display_url(request, contrast=False)
