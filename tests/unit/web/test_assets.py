"""Style sheets, icons and fonts: what is vendored is what we checked, and what a template names is there."""

import gzip
import re
from hashlib import sha256
from pathlib import Path

import pytest
from pyramid.config import Configurator
from webob import Request, Response
from webtest import TestApp

from hcc.shipped import shipped
from hcc.web.assets import AGAIN, FOREVER, STATIC, Assets

TEMPLATES = sorted(
    path for part in ("layouts", "macros", "deform", "errors") for path in (shipped("templates") / part).rglob("*.pt")
)
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text("utf-8")))


@pytest.fixture(scope="module")
def app() -> TestApp:
    config = Configurator(settings={})
    config.include("hcc.web.assets")
    return TestApp(config.make_wsgi_app())


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets()


def test_every_font_is_the_one_that_was_checked():
    listed = dict(reversed(line.split()) for line in (STATIC / "fonts/SHA256SUMS").read_text().splitlines())
    found = {path.name for path in (STATIC / "fonts").iterdir()} - {"SHA256SUMS"}
    assert found == set(listed)
    for name, expected in listed.items():
        assert sha256((STATIC / "fonts" / name).read_bytes()).hexdigest() == expected, name


def test_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (STATIC / "fonts/OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_icons_named_in_templates_are_in_the_sprite(template: Path):
    for expression in re.findall(r"layout\.icon\(([^}]*)\)\}", template.read_text("utf-8")):
        named = set(re.findall(r"'([\w-]+)'", expression))
        # Quoted words that are kinds compared with, not icons, are icons as well: every kind has one.
        assert named <= SPRITE, (template.name, expression)


def test_every_kind_and_rail_place_has_an_icon():
    assert {"ok", "warn", "bad", "info", "idle", "genuine", "altered", "tick", "clock", "counter", "gear"} <= SPRITE


def test_sprite_is_plain_drawing():
    svg = (STATIC / "icons.svg").read_text("utf-8")
    assert not re.search(r"<script|<style|\son\w+=|style=|href=(?!.#)|data:", svg)


@pytest.mark.parametrize("name", [name for name in Assets().names() if name.endswith((".css", ".js"))])
def test_no_inline_data_and_no_other_host(assets: Assets, name: str):
    text = assets[name].body.decode()
    assert not re.search(r"data:|https?://|//[\w-]+\.\w|javascript:|\beval\(|new Function|innerHTML", text)


def test_addresses_inside_style_sheets_lead_to_files(assets: Assets):
    for name in (name for name in assets.names() if name.endswith(".css")):
        for url in re.findall(r'url\("([^"]+)"\)', assets[name].body.decode()):
            assert (STATIC / Path(name).parent / url).resolve().is_file(), url


def test_imports_are_put_in_place(assets: Assets):
    for name in ("css/public.css", "css/staff.css"):
        sheet = assets[name].body.decode()
        assert "@import" not in sheet
        assert "--son:#9b1c1c" in sheet
        assert "@media print" in sheet


def test_public_page_stays_small(assets: Assets):
    css = len(assets["css/public.css"].packed)
    without_fonts = css + len(assets["icons.svg"].packed) + len(assets["js/forms.js"].packed)
    fonts = sum(
        len(assets[f"fonts/be-vietnam-pro-{weight}-{slice_}.woff2"].body)
        for weight in (400, 700)
        for slice_ in ("latin", "vietnamese")
    )
    assert css <= 12_000
    assert len(assets["js/forms.js"].packed) <= 8_000
    html = 14_000
    assert without_fonts + html <= 60_000
    assert without_fonts + html + fonts <= 100_000


def test_a_file_is_packed_for_the_first_who_asks():
    sheet = Assets()["css/public.css"]
    assert "packed" not in vars(sheet)
    assert gzip.decompress(sheet.packed) == sheet.body
    assert sheet.packed is sheet.packed


def test_what_packing_does_not_make_smaller_is_not_packed(tmp_path: Path):
    (tmp_path / "a.css").write_text("a{}")
    assert Assets(tmp_path)["a.css"].packed is None


def test_hash_changes_with_any_byte(tmp_path: Path):
    (tmp_path / "a.css").write_text("a{}")
    before = Assets(tmp_path).hash
    assert Assets(tmp_path).hash == before
    (tmp_path / "a.css").write_text("b{}")
    assert Assets(tmp_path).hash != before


def test_misspelt_name_is_an_error(assets: Assets):
    with pytest.raises(KeyError):
        assets.path("css/publik.css")


def test_hashed_address_is_kept_for_ever(app: TestApp, assets: Assets):
    page = app.get(assets.path("css/public.css"))
    assert page.headers["Cache-Control"] == FOREVER
    assert page.content_type == "text/css"
    app.get(assets.path("css/public.css"), headers={"If-None-Match": page.headers["ETag"]}, status=304)


def test_old_hash_and_no_hash_still_answer_but_are_not_kept(app: TestApp):
    for path in ("/static/0123456789ab/icons.svg", "/static/icons.svg"):
        page = app.get(path)
        assert page.headers["Cache-Control"] == AGAIN
        assert page.content_type == "image/svg+xml"


def test_packed_answer_holds_the_same_bytes(app: TestApp, assets: Assets):
    def ask(**headers: str) -> Response:
        # Not through WebTest, which unpacks an answer before showing it.
        return Request.blank(assets.path("icons.svg"), headers=headers).get_response(app.app)

    plain = ask()
    packed = ask(**{"Accept-Encoding": "br, gzip;q=0.5"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert gzip.decompress(packed.body) == plain.body
    assert "Content-Encoding" not in ask(**{"Accept-Encoding": "gzip;q=0"}).headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../assets.py",
        "/static/..%2Fassets.py",
        "/static/x/..%2f..%2fassets.py",
        "/static/fonts/SHA256SUMS",
        "/static/css",
        "/static/%00",
    ],
)
def test_nothing_else_can_be_reached(app: TestApp, path: str):
    app.get(path, status=404)
