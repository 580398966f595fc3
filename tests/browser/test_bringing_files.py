"""Files are brought into a folder of pages: chosen, dropped, one of them bad; with scripts and without."""

import base64
import re

import pytest
from playwright.sync_api import Page, expect

from content_states import lay_in
from functional.test_content_files import photo
from hcc.content.resources import Folder
from hcc.content.workflow import PRIVATE
from hcc.core.roles import Role
from office import sample_pdf

from .online import DESK, PHONE, Reader, look_at, sign_in

pytestmark = pytest.mark.browser

PDF = sample_pdf()
THREE = (("sân trước.jpg", photo()), ("hỏng.pdf", PDF[:200]), ("kế hoạch.pdf", PDF))
DROP = """([how, files]) => {
  const transfer = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
  }
  const options = { bubbles: true, cancelable: true, dataTransfer: transfer };
  for (const name of how) document.querySelector("h1").dispatchEvent(new DragEvent(name, options));
}"""


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def size(request) -> tuple[int, int]:
    return request.param


def author(online, browser, size, *, scripts: bool) -> Reader:
    width, height = size
    context = browser.new_context(
        locale="vi-VN", java_script_enabled=scripts, viewport={"width": width, "height": height}
    )
    return sign_in(Reader(online, context), Role.AUTHOR)


def fresh_folder(online) -> str:
    with online.office.changing() as site:
        return f"/{lay_in(online.office, site.content, resource=Folder, state=PRIVATE).__name__}/"


def payload(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    page.get_by_label("Tệp và ảnh đặt vào đây").set_input_files([payload(*file) for file in files])


def drag(page: Page, how: tuple[str, ...], *files: tuple[str, bytes]) -> None:
    page.evaluate(DROP, [how, [[name, base64.b64encode(content).decode()] for name, content in files]])


def became(page: Page, name: str, state: str):
    return page.locator(".sending", has_text=name).locator(f"[data-state={state}]")


def test_three_files_one_of_them_bad_are_dropped_onto_the_table(online, browser, size):
    reader, folder = author(online, browser, size, scripts=True), fresh_folder(online)
    reader.expected_statuses = {409, 422}
    page = reader.go(f"{folder}contents")
    expect(page.get_by_role("button", name="Đưa lên")).to_be_hidden()
    drag(page, ("dragenter", "dragover"), THREE[0])
    expect(page.get_by_text("Thả tệp vào đây để đặt vào thư mục này")).to_be_visible()
    drag(page, ("drop",), *THREE)
    expect(page.get_by_text("Thả tệp vào đây để đặt vào thư mục này")).to_be_hidden()
    for name in ("sân trước.jpg", "kế hoạch.pdf"):
        expect(became(page, name, "kept")).to_be_visible()
    expect(became(page, "hỏng.pdf", "refused")).to_contain_text("Tệp PDF bị hỏng")
    told = page.locator("[data-told]")
    expect(told).to_have_text("Đã lưu 2 trên 3 tệp.")
    expect(told).to_have_role("status")
    rows = page.locator("#contents-table tbody tr")
    expect(rows).to_have_count(2)
    # What is chosen in the table and where one is stays so when more arrives.
    box = rows.filter(has_text="kế hoạch").get_by_role("checkbox")
    box.focus()
    page.keyboard.press("Space")
    drag(page, ("drop",), ("nhạc.mp3", b"ID3 nhac"), THREE[2])
    expect(became(page, "nhạc.mp3", "kept")).to_be_visible()
    expect(page.locator(".sending [data-state=there]:visible")).to_have_count(1)
    expect(rows).to_have_count(3)
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    look_at(reader, f"bringing-{size[0]}", fresh=False)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.get_by_role("link", name="Ghi lời mô tả").click()
    page.get_by_role("button", name="Lưu lời mô tả").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi cho ảnh nào")
    look_at(reader, f"describing-{size[0]}")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.get_by_label("Ảnh cho thấy gì").fill("Sân trước của Trung tâm")
    page.get_by_role("button", name="Lưu lời mô tả").click()
    expect(page).to_have_url(re.compile("/contents$"))
    expect(page.get_by_role("link", name="Ghi lời mô tả")).to_have_count(0)
    reader.context.close()


def test_three_files_one_of_them_bad_are_sent_without_scripts(online, browser, size):
    reader, folder = author(online, browser, size, scripts=False), fresh_folder(online)
    page = reader.go(f"{folder}contents")
    choose(page, *THREE)
    page.get_by_role("button", name="Đưa lên").click()
    expect(page.get_by_role("alert")).to_contain_text("hỏng.pdf: Tệp PDF bị hỏng")
    expect(page.locator(".note.ok").get_by_role("link")).to_have_text(["sân trước", "kế hoạch"])
    choose(page, *THREE)
    page.get_by_role("button", name="Đưa lên").click()
    expect(page.locator("[data-there]").get_by_role("link")).to_have_text(["sân trước", "kế hoạch"])
    page.get_by_role("link", name="Ghi lời mô tả").click()
    page.get_by_label("Ảnh cho thấy gì").fill("Sân trước của Trung tâm")
    page.get_by_role("button", name="Lưu lời mô tả").click()
    expect(page.locator("#contents-table tbody tr")).to_have_count(2)
    reader.context.close()


SENT_WHOLE = """([files]) => {
  const transfer = new DataTransfer();
  for (const [name, content] of files)
    transfer.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name));
  document.querySelector("#files").files = transfer.files;
  document.querySelector("#bring").submit();
}"""
"""As without scripts, in a page that axe can look at."""


def test_what_became_of_each_file_stands_on_a_page_that_all_can_use(online, browser):
    reader, folder = author(online, browser, DESK, scripts=True), fresh_folder(online)
    reader.expected_statuses = {409}
    page = reader.go(f"{folder}upload")
    files = [[[name, base64.b64encode(content).decode()] for name, content in THREE]]
    page.evaluate(SENT_WHOLE, files)
    expect(page.locator(".note.ok").get_by_role("link")).to_have_count(2)
    page.evaluate(SENT_WHOLE, files)
    expect(page.locator("[data-there]").get_by_role("link")).to_have_count(2)
    expect(page.get_by_role("alert")).to_be_focused()
    look_at(reader, "uploaded")
    reader.context.close()
