"""The pictures of the README, made from the demo office: `make pictures` puts them into docs/pictures."""

import io
import os
import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from hcc.core.roles import Role
from office import ROOT, Office

pytestmark = pytest.mark.browser

KEPT = ROOT / "docs" / "pictures"
FOLDER = Path(os.environ["PICTURES"]) if os.environ.get("PICTURES") else None
PROCEDURE = "2.000815"
MOST = 150_000
"""Bytes of one picture: a README is read on slow lines too."""
COLOURS = 64
WIDE = 1000
PAPERS = (("Bằng tốt nghiệp đại học", "4", "5"), ("Giấy khai sinh", "1", "3"))


def keep(picture: Image.Image, name: str, folder: Path) -> Path:
    to = folder / name
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(to, optimize=True)
    return to


@pytest.fixture
def folder(tmp_path) -> Path:
    return FOLDER or tmp_path


def test_a_sheet_on_a_phone(people, folder):
    reader = people(None)
    reader.narrow()
    page = reader.go(f"/thu-tuc/{PROCEDURE}")
    page.evaluate("document.fonts.ready")
    foot = page.evaluate("document.querySelector('.boxes .btns').getBoundingClientRect().bottom + scrollY")
    page.set_viewport_size({"width": 360, "height": round(foot) + 90})
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        made = keep(shot, "sheet-phone.png", folder)
        assert shot.width == 360
        assert shot.height > 780, "all three boxes are on it"
    assert made.stat().st_size <= MOST


def test_the_front_page(people, folder):
    reader = people(None)
    page = reader.page
    page.set_viewport_size({"width": WIDE, "height": 658})
    reader.go("/")
    page.evaluate("document.fonts.ready")
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        made = keep(shot, "home.png", folder)
    expect(page.locator("[type=search]").first).to_be_in_viewport()
    assert made.stat().st_size <= MOST


def test_a_visit_of_certified_copies(people, folder):
    reader = people(Role.CERTIFIER)
    page = reader.page
    page.set_viewport_size({"width": 1280, "height": 720})
    reader.go("/chung-thuc/visit")
    page.evaluate("document.fonts.ready")
    page.locator("[name=name]").fill("Nguyễn Thị Mẫu")
    for place, (title, pages, copies) in enumerate(
        (("Bằng tốt nghiệp đại học", "4", "5"), ("Giấy khai sinh", "1", "3"))
    ):
        if place:
            page.get_by_role("button", name="Thêm một dòng").click()
        for name, value in (("title", title), ("pages", pages), ("copies", copies)):
            page.locator(f"[name={name}]").nth(place).fill(value)
    expect(page.locator("[data-total]")).to_have_text("36.000 đồng")
    page.evaluate("scrollTo(0, 0)")
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        made = keep(shot.resize((WIDE, WIDE * shot.height // shot.width)), "visit.png", folder)
    assert made.stat().st_size <= MOST


def test_a_poster(filled, tmp_path, folder):
    office = Office(tmp_path / "var", filled, public_url="https://anmau.example")
    try:
        paper = office.as_().get(f"/thu-tuc/{PROCEDURE}/poster.pdf").body
    finally:
        office.close()
    command = ["pdftoppm", "-r", "80", "-png", "-singlefile", "-"]
    drawn = subprocess.run(command, input=paper, capture_output=True, check=True).stdout
    with Image.open(io.BytesIO(drawn)) as poster:
        made = keep(poster, "poster.png", folder)
        assert abs(poster.height / poster.width - 2**0.5) < 0.01
    assert made.stat().st_size <= MOST


def test_the_readme_shows_pictures_that_are_there_and_light():
    shown = re.findall(r"docs/pictures/[\w-]+\.png", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert {Path(name).name for name in shown} == {path.name for path in KEPT.glob("*.png")}
    assert {"docs/pictures/sheet-phone.png", "docs/pictures/poster.png"} <= set(shown)
    assert [name for name in shown if (ROOT / name).stat().st_size > MOST] == []
