"""One dossier and its papers through the whole centre in Chromium, as the people who do it."""

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from hcc.core.roles import Role
from office import sample_pdf

from .online import Reader, look_at, sign_in

pytestmark = pytest.mark.browser

COPY, SIGNATURE = "2.000815", "2.000884"
NAME = "Nguyễn Thị Mẫu"
ACT = ".acts .primary"


@pytest.fixture
def tool():
    """Debian's programs, each answering its standard output."""

    def run(*command: str | Path, ok: tuple[int, ...] = (0,)) -> str:
        assert shutil.which(command[0]), f"{command[0]} is not installed"
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode in ok, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


@pytest.fixture
def qr_codes(tool, tmp_path):
    """The QR codes on one page of a PDF, as a phone reads them off the print."""

    def read(pdf: Path, page: int = 1) -> list[str]:
        picture = tmp_path / f"{pdf.stem}-{page}"
        tool("pdftoppm", "-png", "-r", "200", "-f", str(page), "-l", str(page), "-singlefile", pdf, picture)
        return tool("zbarimg", "-q", "--raw", f"{picture}.png").split()

    return read


def fetch(reader: Reader, link: str, target: Path) -> Path:
    """The file behind a link of the page, with the cookies of this window."""
    address = reader.page.locator(link).first.get_attribute("href")
    answer = reader.context.request.get(reader.online.url + address)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/pdf")
    target.write_bytes(answer.body())
    return target


def click(target: Locator) -> None:
    """Press something that leads to another page, and be there; a form must have been taken."""
    with target.page.expect_navigation():
        target.click()
    refused = target.page.locator("[data-error-summary]")
    assert not refused.count(), refused.inner_text()


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def assert_pictures(page: Page, selector: str, count: int) -> None:
    """So many page images, each really drawn."""
    pictures = page.locator(selector).all()
    assert len(pictures) == count
    for picture in pictures:
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("async one => { await one.decode(); return one.naturalWidth; }") > 100


def upload(page: Page, name: str, content: bytes) -> None:
    page.locator("#paper").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})


def attach(page: Page, name: str, content: bytes, component: str = "") -> None:
    """Add a scan to the dossier that is open: it is sent as soon as it is chosen."""
    if component:
        page.locator("#component").select_option(component)
    upload(page, name, content)
    expect(page.locator(".sending [data-state=kept]:visible")).to_have_count(1)


def greet(page: Page, procedure: str, name: str) -> str:
    """Begin a dossier at the greeting desk; answers its address."""
    page.locator("[name=procedure]").fill(procedure)
    page.locator("main [name=name]").fill(name)
    page.locator("[name=guidance]").fill("Mang bản chính và bản chụp.")
    click(page.locator(ACT))
    page.wait_for_url("**/prepare")
    return urlsplit(page.url).path.removesuffix("prepare")


def pages_of(tool, pdf: Path) -> int:
    return int(re.search(r"Pages:\s+(\d+)", tool("pdfinfo", pdf))[1])


def words_of(tool, pdf: Path) -> str:
    return re.sub(r"\s+", " ", tool("pdftotext", "-layout", pdf, "-"))


def test_the_whole_journey(online, people, tool, qr_codes, tmp_path):
    citizen, greeter, receiver = people(None), people(Role.GREETER), people(Role.RECEIVER)
    certifier, approver, returner = people(Role.CERTIFIER), people(Role.APPROVER), people(Role.RETURNER)
    administrator = people(Role.CATALOGUE_ADMINISTRATOR)
    everyone = (citizen, greeter, receiver, certifier, approver, returner, administrator)
    for reader in everyone:
        reader.wide()

    # The citizen finds the procedure without accents and reads the sheet.
    page = citizen.go("/")
    look_at(citizen, "journey-01-home")
    citizen.wide()
    page.locator("#q").fill("chung thuc ban sao")
    enter(page)
    look_at(citizen, "journey-02-found")
    citizen.wide()
    click(page.locator(".hits a").first)
    assert page.locator("h1").inner_text().replace("\xa0", " ") == "Chứng thực bản sao từ bản chính"
    assert "2.000 đồng" in page.locator(".boxes").inner_text()
    look_at(citizen, "journey-03-sheet")

    # The greeter greets and prepares; a scan comes in.
    page = greeter.go("/ban-lam-viec")
    open_dossier = greet(page, SIGNATURE, "Trần Văn Ví Dụ")
    page = greeter.go("/ban-lam-viec/tiep-don")
    look_at(greeter, "journey-04-greet")
    greeter.wide()
    dossier = greet(page, "chung thuc ban sao tu ban chinh", NAME)
    page.locator("[name=citizen_number]").fill("025 190 000 000")
    page.locator("[name=birth]").fill("1/1/1990")
    page.locator("[name=phone]").fill("0900 000 000")
    page.locator("[name=address]").fill("xóm Mẫu, xã An Mẫu")
    look_at(greeter, "journey-05-prepare")
    greeter.wide()
    click(page.locator(ACT))
    page.wait_for_url(f"**{dossier}")
    attach(page, "bang-tot-nghiep.pdf", sample_pdf(2), "0")
    assert_pictures(page, ".scan img", 1)
    look_at(greeter, "journey-06-prepared")
    greeter.wide()
    click(page.locator(ACT))
    page.wait_for_selector(".flash")
    look_at(greeter, "journey-07-handed-on")

    # The receiver receives it and prints the receipt.
    page = receiver.go("/ban-lam-viec")
    assert page.url.endswith("/tiep-nhan")
    look_at(receiver, "journey-08-reception-desk")
    receiver.wide()
    click(page.locator("tr", has_text=NAME).locator(".next a"))
    click(page.locator(ACT))
    page.wait_for_url("**/receive")
    due = page.locator(".side .strong").inner_text()
    look_at(receiver, "journey-09-receive")
    receiver.wide()
    click(page.locator(ACT))
    page.wait_for_url(f"**{dossier}")
    number = page.locator("h1 .code").inner_text()
    assert number == "H44.99-261123-0001"
    look_at(receiver, "journey-10-received")
    receipt = fetch(receiver, ".acts a[href$=receipt]", tmp_path / "receipt.pdf")
    printed = words_of(tool, receipt)
    assert number in printed
    assert NAME in printed
    hour, day = re.match(r"(.*?), .*?(\d\d/\d\d/\d{4})", due).groups()
    assert hour in printed
    assert day in printed or re.search(rf"{int(day[:2])} tháng {day[3:5]} năm {day[6:]}", printed)
    (code,) = qr_codes(receipt)
    assert code == f"{online.url}/tra-cuu/{dossier.strip('/').split('/')[-1]}"
    secret = re.search(r"\b([0-9A-Z]{4}[ -]?[0-9A-Z]{4})\b(?!\d)", printed.partition("tra cứu")[2])[1]

    # The certifier takes it over and certifies two papers in ink from it.
    page = certifier.go("/ban-lam-viec/xu-ly")
    click(page.locator("tr", has_text=number).locator(".next a"))
    click(page.locator(ACT))
    page.wait_for_selector(".flash")
    look_at(certifier, "journey-11-taken-over")
    certifier.wide()
    click(page.locator(".acts a[href*='visit?dossier']"))
    assert page.locator("[name=name]").input_value() == NAME
    page.locator("[name=title]").fill("Bằng tốt nghiệp trung học phổ thông")
    page.locator("[name=pages]").fill("2")
    page.locator("[name=copies]").fill("3")
    page.locator("[name=__add__]").click()
    page.locator("[name=title]").nth(1).fill("Giấy khai sinh")
    page.locator("[name=pages]").nth(1).fill("4")
    page.locator("[name=copies]").nth(1).fill("2")
    look_at(certifier, "journey-12-visit", fresh=False)
    certifier.wide()
    click(page.locator(ACT))
    page.wait_for_url("**/luot/**")
    assert "24.000 đồng" in page.locator(".money").inner_text()
    look_at(certifier, "journey-13-numbered")
    attestations = fetch(certifier, ".acts a[href$=print]", tmp_path / "attestations.pdf")
    assert pages_of(tool, attestations) == 3 + 2
    said = words_of(tool, attestations)
    assert said.count("01/2026 - SCT/BS") >= 5
    assert "KT. CHỦ TỊCH" in said
    ink = qr_codes(attestations)
    assert [code.startswith(f"{online.url}/kiem-tra/") for code in ink] == [True]
    citizen.wide()
    citizen.page.goto(ink[0])
    look_at(citizen, "journey-14-not-yet-signed")
    assert "chưa" in citizen.page.locator("h1").inner_text().lower()
    certifier.wide()
    click(page.locator(".acts form button"))
    page.wait_for_selector(".flash")
    look_at(certifier, "journey-15-signed-in-ink")
    citizen.wide()
    citizen.page.reload()
    look_at(citizen, "journey-16-entered-in-the-book")
    assert NAME not in citizen.page.content()

    # She numbers an electronic copy, and puts the dossier up.
    page = certifier.go("/chung-thuc")
    click(page.locator(".acts a[href$=electronic]"))
    look_at(certifier, "journey-17-electronic")
    certifier.wide()
    upload(page, "bang-dai-hoc.pdf", sample_pdf(2))
    click(page.locator(ACT))
    page.wait_for_url("**/ban-quet/**")
    assert_pictures(page, ".sheets img", 2)
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=title]").fill("Bằng tốt nghiệp đại học")
    look_at(certifier, "journey-18-scan")
    certifier.wide()
    click(page.locator(ACT))
    page.wait_for_url("**/ban-sao/2026/3/")
    look_at(certifier, "journey-19-waits-for-the-signer")
    certifier.wide()
    page = certifier.go(f"{dossier}submit_for_approval")
    page.locator("[value=granted]").check()
    page.locator("[name=text]").fill("Đã chứng thực hai loại giấy, năm bản.")
    look_at(certifier, "journey-20-propose")
    certifier.wide()
    click(page.locator(ACT))
    page.wait_for_url(f"**{dossier}")

    # The approver signs the copy and approves the dossier.
    page = approver.go("/ban-lam-viec")
    look_at(approver, "journey-21-approval-desk")
    approver.wide()
    click(page.locator("a[href$=tray]").first)
    look_at(approver, "journey-22-tray")
    approver.wide()
    click(page.locator("tr", has_text="Bằng tốt nghiệp đại học").locator("a").first)
    click(page.locator(ACT))
    page.wait_for_selector(".flash")
    look_at(approver, "journey-23-signed")
    approver.wide()
    with page.expect_download() as got:
        page.locator(".acts a[href$=paper]").click()
    signed = _kept(got.value, tmp_path / "signed.pdf")
    verdict = tool("pdfsig", "-nocert", signed)
    assert verdict.count("Signature Validation: Signature is Valid.") == 1
    assert "Total document signed" in verdict
    tool("qpdf", "--check", signed)
    assert pages_of(tool, signed) == 2
    page = approver.go(dossier)
    look_at(approver, "journey-24-to-approve")
    approver.wide()
    click(page.locator(ACT))
    page.wait_for_selector(".flash")

    # The returner hands the result over.
    page = returner.go("/ban-lam-viec")
    look_at(returner, "journey-25-returning-desk")
    returner.wide()
    click(page.locator("tr", has_text=number).locator(".next a"))
    click(page.locator(ACT))
    page.locator("[name=identified_by]").fill("Thẻ căn cước")
    page.locator("[name=fee]").fill("24.000")
    look_at(returner, "journey-26-hand-over")
    returner.wide()
    click(page.locator(ACT))
    page.wait_for_selector(".flash")
    look_at(returner, "journey-27-done")

    # The citizen tracks it, and checks her electronic copy: by its QR code, genuine, altered.
    page = citizen.page
    page.goto(code)
    assert number in page.locator("h1").inner_text()
    assert page.locator(".steps .done").count() == 5
    page = citizen.go(f"/tra-cuu?number={number}")
    assert page.locator("[name=number]").input_value() == number
    page.locator("[name=secret]").fill(secret.lower())
    look_at(citizen, "journey-28-track")
    citizen.wide()
    click(page.locator("main form .primary"))
    page.wait_for_selector(".steps")
    assert page.locator(".steps .done").count() == 5
    assert NAME not in page.content()
    assert secret not in page.url
    look_at(citizen, "journey-29-tracked")
    citizen.wide()
    (paper,) = qr_codes(signed, page=2)
    page.goto(paper)
    assert "Có trong sổ" in page.locator("h1").inner_text()
    look_at(citizen, "journey-30-by-qr")
    for name, content, kind in (
        ("journey-31-genuine", signed.read_bytes(), "ok"),
        ("journey-32-altered", _altered(signed.read_bytes()), "bad"),
    ):
        citizen.wide()
        page = citizen.go("/kiem-tra")
        upload(page, "ban-sao.pdf", content)
        click(page.locator("main form .primary"))
        page.wait_for_selector(".verdict")
        assert kind in page.locator(".verdict").get_attribute("class").split()
        look_at(citizen, name)

    # The administrator changes fee, papers and time limit, compares, publishes.
    page = administrator.go("/ban-lam-viec")
    look_at(administrator, "journey-33-catalogue")
    administrator.wide()
    page.locator("#board-q").fill("diem chi")
    enter(page)
    click(page.locator(f"tr:has-text('{SIGNATURE}') .next a"))
    page.locator("[name=amount]").first.fill("12.000")
    page.locator("[name=short_name]").fill("Chứng thực chữ ký lưu động")
    limit = page.locator("fieldset", has=page.locator("legend", has_text=re.compile("^Thời hạn 1$"))).last
    limit.locator("[name=unit]").select_option("hours")
    limit.locator("[name=amount]").fill("7,5")
    limit.locator("[name=after_15]").uncheck()
    # The button that adds a paper stands right behind the list of papers.
    papers = page.locator("fieldset.field", has=page.locator("textarea[name=name]"))
    before = papers.locator("textarea[name=name]").count()
    papers.first.locator("button[name=__add__]").click()
    added = papers.first.locator("textarea[name=name]")
    expect(added).to_have_count(before + 1)
    added.last.fill("Giấy mời đến tận nơi")
    look_at(administrator, "journey-34-edit", fresh=False)
    administrator.wide()
    click(page.locator(ACT))
    page.wait_for_url("**/compare*")
    compared = page.locator(".diff").inner_text()
    for said in ("12.000", "10.000", "7,5", "Giấy mời đến tận nơi", "lưu động"):
        assert said in compared
    look_at(administrator, "journey-35-compare")
    public = citizen.go(f"/thu-tuc/{SIGNATURE}")
    assert "12.000" not in public.content()
    administrator.wide()
    click(page.locator(ACT))
    page.wait_for_url("**/publish")
    look_at(administrator, "journey-36-before-publishing")
    administrator.wide()
    click(page.locator(ACT))
    page.wait_for_selector(".flash")
    look_at(administrator, "journey-37-published")

    # The public page and the search follow; the open dossier keeps its revision.
    citizen.wide()
    page = citizen.go(f"/thu-tuc/{SIGNATURE}")
    for said in ("12.000 đồng", "7,5 giờ", "Giấy mời đến tận nơi"):
        assert said in page.locator(".boxes").inner_text()
    look_at(citizen, "journey-37-new-sheet")
    citizen.wide()
    page = citizen.go("/thu-tuc?q=chu+ky+luu+dong")
    assert page.locator(".hits a").first.get_attribute("href") == f"/thu-tuc/{SIGNATURE}"
    assert "12.000" in page.locator(".hits li").first.inner_text()
    page = greeter.go(open_dossier)
    assert "bản 1" in page.locator(".heading").inner_text()
    assert "Giấy mời đến tận nơi" not in page.locator("main").inner_text()
    look_at(greeter, "journey-38-keeps-its-revision")

    for reader in everyone:
        assert not reader.complaints
    assert not online.policy_reports


def _kept(download: Download, target: Path) -> Path:
    download.save_as(target)
    return target


def _altered(content: bytes) -> bytes:
    return content[:3000] + bytes([content[3000] ^ 1]) + content[3001:]


# Without scripts


@pytest.fixture
def scriptless(online, browser):
    windows: list[Reader] = []

    def person(role: Role | None = None) -> Reader:
        window = Reader(online, browser.new_context(java_script_enabled=False, locale="vi-VN"))
        windows.append(window)
        return sign_in(window, role) if role else window

    yield person
    for window in windows:
        window.context.close()


def test_the_main_acts_without_scripts(online, scriptless):
    citizen, receiver = scriptless(), scriptless(Role.RECEIVER)
    page = citizen.go("/")
    page.locator("#q").fill("xac nhan tinh trang hon nhan")
    click(page.locator(".searchbox button"))
    click(page.locator(".hits a").first)
    assert "1.004873" in page.content()

    page = receiver.go("/ban-lam-viec/tiep-don")
    dossier = greet(page, "1.004873", "Lê Thị Thử Nghiệm")
    page.locator("[name=citizen_number]").fill("0251900")
    receiver.expected_statuses = {409}
    page.locator(ACT).click()
    page.wait_for_selector("[data-error-summary]")
    assert page.locator("[data-error-summary] a").count() == 1
    assert page.locator("main [name=name]").input_value() == "Lê Thị Thử Nghiệm"
    page.locator("[name=citizen_number]").fill("025190000000")
    page.locator("[name=c3]").select_option("compared_with_original")
    click(page.locator(ACT))
    upload(page, "to-khai.pdf", sample_pdf(1))
    click(page.locator("form.upload button[type=submit]"))
    click(page.locator(ACT))
    click(page.locator(ACT))
    click(page.locator(ACT))
    number = page.locator("h1 .code").inner_text()
    assert re.fullmatch(r"H44\.99-261123-\d{4}", number)
    assert page.url.endswith(dossier)
    with online.office.site() as site:
        secret = site.dossiers.by_number(number).lookup_secret

    page = citizen.go("/tra-cuu")
    page.locator("[name=number]").fill(number)
    click(page.locator("main form .primary"))
    assert number in page.locator("h1").inner_text()
    page = citizen.go("/tra-cuu")
    page.locator("[name=number]").fill(number)
    page.locator("[name=secret]").fill("0000 0000")
    citizen.expected_statuses = {422}
    page.locator("main form .primary").click()
    page.wait_for_selector("[data-error-summary]")
    assert page.locator("[name=number]").input_value() == number
    page.locator("[name=secret]").fill(secret)
    click(page.locator("main form .primary"))
    assert page.locator(".steps .done").count() == 3

    certifier = scriptless(Role.CERTIFIER)
    page = certifier.go("/chung-thuc/visit")
    page.locator("[name=name]").fill("Lê Thị Thử Nghiệm")
    page.locator("[name=title]").fill("Giấy khai sinh")
    click(page.locator("[name=__add__]"))
    assert page.locator("[name=title]").first.input_value() == "Giấy khai sinh"
    page.locator("[name=title]").nth(1).fill("Sổ hộ khẩu")
    for field, values in (("pages", "12"), ("copies", "34")):
        for row, value in enumerate(values):
            page.locator(f"[name={field}]").nth(row).fill(value)
    click(page.locator(ACT))
    assert "22.000 đồng" in page.locator(".money").inner_text()
    click(page.locator(".acts form button"))
    assert page.locator(".tag.ok").count() == 2

    keeper = scriptless(Role.CATALOGUE_ADMINISTRATOR)
    page = keeper.go("/thu-tuc/2.001035/edit")
    page.locator("[name=short_name]").fill("Chứng thực giao dịch nhà đất")
    click(page.locator(ACT))
    click(page.locator(ACT))
    click(page.locator(ACT))
    assert page.locator(".flash").count() == 1
    assert "Chứng thực giao dịch nhà đất" in citizen.go("/thu-tuc/2.001035").locator("h1").inner_text()


# Without a mouse


class Keys:
    """Hands on a keyboard. Everything pressed besides what is typed into fields is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str, *, leads_on: bool = False) -> None:
        self.pressed += 1
        if leads_on:
            with self.page.expect_navigation():
                self.page.keyboard.press(key)
        else:
            self.page.keyboard.press(key)

    def tab_to(self, name: str) -> None:
        """Tab until the field of this name has the focus, which must be in sight all the way."""
        for _ in range(40):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.press("Tab")
            lost = self.page.evaluate(
                """() => {
                  const one = document.activeElement, box = one.getBoundingClientRect();
                  const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                  const seen = at && (one.contains(at) || at.contains(one));
                  return seen && getComputedStyle(one).outlineStyle !== "none" ? "" : one.outerHTML.slice(0, 200);
                }"""
            )
            assert not lost
        raise AssertionError(f"the focus never came to {name}")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)


def test_a_reception_without_a_mouse(online, people):
    receiver = people(Role.RECEIVER)
    receiver.wide()
    page = receiver.go("/ban-lam-viec/tiep-don")
    keys = Keys(page)
    keys.tab_to("procedure")
    keys.type("1.004873")
    keys.tab_to("name")
    keys.type("Phạm Văn Giả Định")
    keys.press("Control+Enter", leads_on=True)
    keys.tab_to("citizen_number")
    keys.type("025190000000")
    keys.tab_to("c0")
    keys.press("ArrowDown")
    keys.tab_to("c3")
    keys.press("ArrowDown")
    keys.press("Control+Enter", leads_on=True)
    assert page.locator(".tag.bad").count() == 0
    keys.press("Control+Enter", leads_on=True)
    keys.press("Control+Enter", leads_on=True)
    assert page.url.endswith("/receive")
    keys.press("Control+Enter", leads_on=True)
    assert re.match(r"H44\.99-261123-\d{4}", page.locator("h1 .code").inner_text())
    assert keys.pressed <= 40
    assert not receiver.complaints


def test_keys_move_along_a_desk(online, people):
    receiver, greeter = people(Role.RECEIVER), people(Role.GREETER)
    greeter.wide()
    for name in ("Trần Văn Một", "Trần Văn Hai"):
        page = greeter.go("/ban-lam-viec/tiep-don")
        dossier = greet(page, "1.004873", name)
        page.locator("[name=c0]").select_option("passed")
        page.locator("[name=c3]").select_option("compared_with_original")
        click(page.locator(ACT))
        page.wait_for_url(f"**{dossier}")
        click(page.locator(ACT))
        page.wait_for_selector(".flash")
    receiver.wide()
    page = receiver.go("/ban-lam-viec/tiep-nhan")
    keys = Keys(page)
    rows = page.locator("[data-rows] > tr")
    keys.press("j")
    keys.press("j")
    assert "current" in rows.nth(1).get_attribute("class")
    assert page.evaluate("document.activeElement.tagName") == "TR"
    keys.press("k")
    assert "current" in rows.nth(0).get_attribute("class")
    name = rows.nth(0).locator("td").nth(3).inner_text()
    keys.press("Enter", leads_on=True)
    assert name in page.locator("h1").inner_text()
    keys.press("Escape", leads_on=True)
    assert page.url.endswith("/tiep-nhan")
