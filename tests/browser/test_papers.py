"""Papers of a dossier in Chromium: chosen, dropped, pasted; sent again after a cut connection; read page by page."""

import base64
import re

import pytest
from playwright.sync_api import Page, expect

from hcc.core.roles import Role
from office import sample_pdf
from populated import PopulatedOffice

from .online import Reader, look_at

pytestmark = pytest.mark.browser

ONE, TWO = sample_pdf(1), sample_pdf(2)


@pytest.fixture
def made(online) -> PopulatedOffice:
    return PopulatedOffice(online.office)


@pytest.fixture
def reader(people) -> Reader:
    one = people(Role.GREETER)
    one.wide()
    return one


def pdf(name: str, content: bytes = ONE) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def choose(page: Page, *files: dict) -> None:
    page.locator("#paper").set_input_files(list(files))


def row(page: Page, name: str):
    return page.locator(".sending", has_text=name)


def names_kept(online, path: str) -> list[str]:
    with online.office.site() as site:
        return sorted(paper.name for paper in site.dossiers.get_by_token(path.split("/")[2]).papers)


GIVE = """([how, files]) => {
  const transfer = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type: "application/pdf" }));
  }
  const target = document.querySelector("main h1");
  const options = { bubbles: true, cancelable: true };
  const pasted = { ...options, clipboardData: transfer };
  if (how === "paste") return target.dispatchEvent(new ClipboardEvent("paste", pasted));
  for (const name of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(name, { ...options, dataTransfer: transfer }));
}"""


def give(page: Page, how: str, *files: dict) -> None:
    """Drop or paste files."""
    page.evaluate(GIVE, [how, [[one["name"], base64.b64encode(one["buffer"]).decode()] for one in files]])


def test_several_files_are_kept_each_by_itself_and_the_page_follows(online, made, reader):
    path = made.dossier(papers=False)
    page = reader.go(path)
    assert not page.locator("form.upload button[type=submit]").is_visible(), "it is for those without scripts"
    todo = page.locator("#todo li").count()
    reader.expected_statuses = {409}
    choose(page, pdf("to-khai.pdf"), pdf("trống.pdf", b""), pdf("giấy-khai-sinh.pdf", TWO))
    for name in ("to-khai.pdf", "giấy-khai-sinh.pdf"):
        expect(row(page, name).locator("[data-state=kept]")).to_be_visible()
    expect(row(page, "trống.pdf").locator("[data-state=refused]")).to_contain_text("trống")
    expect(page.locator("[data-told]")).to_have_text("Đã lưu 2 trên 3 tệp.")
    expect(page.locator("#scans-list .scan")).to_have_count(2)
    expect(page.locator("#scans-count")).to_contain_text("2")
    for number in (0, 1):
        expect(page.locator("#scans-list [data-with-keys]").nth(number)).to_be_visible()
    assert page.locator("#todo li").count() < todo
    look_at(reader, "uploads", fresh=False)
    assert names_kept(online, path) == ["giấy-khai-sinh.pdf", "to-khai.pdf"]
    reader.wide()
    page.reload()
    expect(page.locator("#scans-list .scan")).to_have_count(2)
    # The dossier was not changed behind the page's back: its act is done at once.
    assert page.locator("#acts [name=seen]").first.input_value() == page.locator("[data-scans]").get_attribute(
        "data-scans"
    )


def test_the_acts_of_the_page_know_of_the_files_that_came(online, made, reader):
    path = made.dossier(papers=False)
    page = reader.go(path)
    before = page.locator("#acts [name=seen]").first.input_value()
    choose(page, pdf("to-khai.pdf"))
    expect(row(page, "to-khai.pdf").locator("[data-state=kept]")).to_be_visible()
    assert page.locator("#acts [name=seen]").first.input_value() != before


def test_two_are_sent_at_once_and_each_says_how_it_stands(online, made, reader):
    path = made.dossier(papers=False)
    page = reader.go(path)
    held, going = [], []
    page.route("**/attach", lambda route: route.continue_() if going else held.append(route))
    choose(page, pdf("một.pdf"), pdf("hai.pdf"), pdf("ba.pdf"))
    for name in ("một.pdf", "hai.pdf"):
        expect(row(page, name).locator("[data-state=sending]")).to_be_visible()
        expect(row(page, name).locator("progress")).to_be_visible()
    expect(row(page, "ba.pdf").locator("[data-state=waiting]")).to_be_visible()
    look_at(reader, "uploads-under-way", fresh=False)
    reader.wide()
    assert len(held) == 2
    going.append(True)
    for route in held:
        route.continue_()
    expect(page.locator(".sending [data-state=kept]:visible")).to_have_count(3)
    assert names_kept(online, path) == ["ba.pdf", "hai.pdf", "một.pdf"]


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_files_are_dropped_and_pasted_anywhere_on_the_page(online, made, reader, how):
    path = made.dossier(papers=False)
    page = reader.go(path)
    give(page, how, pdf("một.pdf"), pdf("hai.pdf", TWO))
    expect(page.locator(".sending [data-state=kept]:visible")).to_have_count(2)
    assert names_kept(online, path) == ["hai.pdf", "một.pdf"]


def test_a_cut_connection_costs_one_file_and_is_mended_by_sending_it_again(online, made, reader):
    path = made.dossier(papers=False)
    page = reader.go(path)
    cut = []

    def cut_once(route):
        if "thu-hai" in (route.request.post_data_buffer or b"").decode("latin-1") and not cut:
            cut.append(1)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/attach", cut_once)
    choose(page, pdf("thu-nhat.pdf"), pdf("thu-hai.pdf", TWO))
    expect(row(page, "thu-hai.pdf").locator("[data-state=cut]")).to_be_visible()
    expect(row(page, "thu-nhat.pdf").locator("[data-state=kept]")).to_be_visible()
    assert names_kept(online, path) == ["thu-nhat.pdf"]
    reader.complaints.clear()
    look_at(reader, "upload-cut", fresh=False)
    reader.wide()
    row(page, "thu-hai.pdf").locator("[data-send]").click()
    expect(row(page, "thu-hai.pdf").locator("[data-state=kept]")).to_be_visible()
    assert names_kept(online, path) == ["thu-hai.pdf", "thu-nhat.pdf"]


def test_a_file_that_arrived_before_the_connection_was_cut_makes_one_paper(online, made, reader):
    path = made.dossier(papers=False)
    page = reader.go(path)
    cut = []

    def cut_the_answer(route):
        if cut:
            return route.continue_()
        cut.append(route.fetch(max_redirects=0).status)
        return route.abort("connectionreset")

    page.route("**/attach", cut_the_answer)
    choose(page, pdf("to-khai.pdf"))
    expect(row(page, "to-khai.pdf").locator("[data-state=cut]")).to_be_visible()
    assert cut == [303]
    assert names_kept(online, path) == ["to-khai.pdf"]
    row(page, "to-khai.pdf").locator("[data-send]").click()
    expect(row(page, "to-khai.pdf").locator("[data-state=kept]")).to_be_visible()
    assert names_kept(online, path) == ["to-khai.pdf"]
    expect(page.locator("#scans-list .scan")).to_have_count(1)
    reader.complaints.clear()


def test_who_was_signed_out_meanwhile_signs_in_beside_it_and_sends_again(online, made, reader):
    path = made.dossier(papers=False)
    page = reader.go(path)
    cookies = reader.context.cookies()
    reader.context.clear_cookies()
    reader.expected_statuses = {400, 403}
    choose(page, pdf("to-khai.pdf"))
    expect(row(page, "to-khai.pdf").locator("[data-state=signed-out]")).to_be_visible()
    assert names_kept(online, path) == []
    reader.context.add_cookies(cookies)
    row(page, "to-khai.pdf").locator("[data-send]").click()
    expect(row(page, "to-khai.pdf").locator("[data-state=kept]")).to_be_visible()
    assert names_kept(online, path) == ["to-khai.pdf"]


def test_a_file_beyond_the_largest_is_not_even_sent(online, made, reader):
    path = made.dossier(papers=False)
    page = reader.go(path)
    page.locator("form.upload").evaluate("one => one.dataset.uploads = 100")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    choose(page, pdf("to-khai.pdf"))
    expect(row(page, "to-khai.pdf").locator("[data-state=big]")).to_contain_text("64 MB")
    assert not [url for url in sent if url.endswith("attach")]


def test_without_scripts_the_form_sends_one_file_and_says_why_another_is_refused(online, made, reader, browser):
    path = made.dossier(papers=False)
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    context.add_cookies(reader.context.cookies())
    try:
        page = context.new_page()
        page.goto(online.url + path)
        page.locator("#paper").set_input_files(pdf("to-khai.pdf"))
        page.locator("form.upload button[type=submit]").click()
        expect(page.locator("#scans-list .scan")).to_have_count(1)
        page.locator("#paper").set_input_files(pdf("anh.pdf", b"GIF89a"))
        page.locator("form.upload button[type=submit]").click()
        expect(page.locator("[data-refused]")).to_have_text(re.compile(r"anh\.pdf\s.+", re.DOTALL))
        assert page.locator("[data-error-summary] a[href='#paper']").count() == 1
        assert page.locator("#scans-list .scan").count() == 1
        page.locator("#scans-list .scan a.strong").click()
        expect(page.locator(".opened figure img")).to_have_attribute("alt", "Ảnh trang 1")
    finally:
        context.close()
    assert names_kept(online, path) == ["to-khai.pdf"]


def test_pages_are_turned_with_links_and_arrow_keys(online, made, reader):
    page = reader.go(f"{made.dossier_with_paper()}giay-to/1/read")
    picture = page.locator(".opened figure img")
    expect(picture).to_have_attribute("alt", "Ảnh trang 1")
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 900
    page.keyboard.press("ArrowRight")
    expect(picture).to_have_attribute("alt", "Ảnh trang 2")
    assert page.locator(".strip [aria-current]").inner_text().strip().endswith("2")
    assert page.locator(".turn [rel=next]").count() == 0
    page.locator(".turn [rel=prev]").click()
    expect(picture).to_have_attribute("alt", "Ảnh trang 1")
    page.locator(".strip a").nth(1).click()
    expect(picture).to_have_attribute("alt", "Ảnh trang 2")
    with page.expect_download() as kept:
        page.locator("#main .acts a[download]").click()
    assert kept.value.suggested_filename == "to-khai.pdf"
    reader.complaints.clear()
    look_at(reader, "paper-read")


def test_a_signed_file_is_shown_as_a_reading_copy_beside_its_original(online, made, reader):
    page = reader.go(f"{made.with_signed_file}giay-to/1/read")
    assert "bản để đọc" in page.locator(".note.info").inner_text()
    with page.expect_download() as kept:
        page.locator(".note.info a[download]").click()
    assert kept.value.suggested_filename == "to-khai.pdf"
    reader.complaints.clear()
    look_at(reader, "paper-signed")
