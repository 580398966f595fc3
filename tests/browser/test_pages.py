"""Every page of the application in Chromium, at the width of a cheap phone and of the counter's screen.

Which pages there are is read off tests/pages.py, which tests/functional/test_every_view.py holds against Pyramid's
introspector. Each page, its error state and the pages of what went wrong: no axe violation of any rule, nothing in
checks.js, no word in the console, no report about the content policy, no sideways scroll down to 320 px.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import pytest
from playwright.sync_api import Page, Response, expect
from ZODB.POSException import ConflictError

import announced_states
from content_states import rewritten
from hcc.core.roles import Role
from hcc.dossiers import workflow
from office import sample_pdf
from pages import LOOKS, PAGE, VIEWS
from populated import COPY, DRAFTED, FREE_TEXT, PopulatedOffice
from tampering import put, records_of

from .online import HERE, chromium, look_at

pytestmark = pytest.mark.browser

AXE_FOLDER = HERE / "axe"


@pytest.fixture(scope="module")
def populated(online):
    return PopulatedOffice(online.office).fill()


@pytest.fixture(scope="module")
def browser(populated, online):
    """After the office is populated, see `online.chromium`."""
    with chromium() as one:
        yield one


@dataclass(frozen=True)
class Look:
    name: str
    role: Role | None
    at: Callable[[PopulatedOffice], str]


def _slug(text: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+", "-", text).strip("-").lower()


READ = [
    *(
        Look(_slug(f"{row.route or row.context} {row.name}"), row.opens, row.at)
        for row in VIEWS
        if row.method == "GET" and row.kind == PAGE and not row.status
    ),
    *(Look(name, role, at) for name, at, role in LOOKS),
]


@pytest.mark.parametrize("look", READ, ids=[look.name for look in READ])
def test_page(populated, people, look):
    reader = people(look.role)
    reader.wide()
    answer = reader.page.goto(reader.online.url + look.at(populated))
    assert answer.status == 200
    look_at(reader, look.name)


# What a page says of a form that was refused


@dataclass(frozen=True)
class Wrong:
    """A form sent with a fault: where it stands, what is done, and the status it is answered with."""

    name: str
    role: Role | None
    at: Callable[[PopulatedOffice], str]
    do: Callable[[Page], None]
    status: int = 422


def _press(selector: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        page.locator(selector).first.click()

    return press


ACT = ".acts button.primary"


def _wrong_number(page: Page) -> None:
    page.locator("[name=citizen_number]").fill("0251900")
    page.locator("[name=birth]").fill("31/2/1998")
    page.locator(ACT).click()


def _second_row(page: Page) -> None:
    page.locator("[name=title]").first.fill("Bằng tốt nghiệp")
    page.keyboard.press("Escape")
    page.locator("button[name=__add__]").click()
    page.locator(ACT).first.click()


def _no_name(page: Page) -> None:
    page.locator("textarea[name=name]").first.fill("")
    page.locator("[name=amount]").first.fill("mười")
    page.locator(ACT).first.click()


def _unnamed_day(page: Page) -> None:
    page.locator("[name=first]").fill("26/11/2026")
    page.locator("[name=last]").fill("25/11/2026")
    page.locator("[name=decision]").first.check()
    page.locator(ACT).click()


def _crossing_hours(page: Page) -> None:
    page.locator("[name=valid_from]").fill("ngày mai")
    page.locator("[name=monday]").fill("sáng và chiều")
    page.locator(ACT).click()


def _unknown_secret(page: Page) -> None:
    page.locator("[name=number]").fill("H44.99-261123-0001")
    page.locator("[name=secret]").fill("AAAA AAAA")
    page.locator("main form button.primary").click()


def _no_fee_set(page: Page) -> None:
    typed = {"name": "Nguyễn Thị Mẫu", "number": "025190000001", "side": "Bên A", "title": "Văn bản phân chia di sản"}
    for name, value in {**typed, "originals": "3", "pages": "4", "sheets": "2", "place": "Xóm Mẫu"}.items():
        if name == "place":
            page.locator("details:has([name=place]) summary").click()
        page.locator(f"[name={name}]").first.fill(value)
        page.keyboard.press("Escape")
    page.locator("[name=transaction]").select_option("division")
    page.locator(ACT).first.click()


def _five_days(page: Page) -> None:
    page.locator("[name=days]").fill("5")
    page.locator(ACT).first.click()


def _half_a_fee(page: Page) -> None:
    for name, value in {"form": "01BLP2-001", "series": "AA-26P", "number": "0000901", "reduction": "50%"}.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator(ACT).first.click()


def _not_pdf(page: Page) -> None:
    page.locator("#paper").set_input_files({"name": "anh.pdf", "mimeType": "application/pdf", "buffer": b"GIF89a"})
    page.locator(".acts button.primary").first.click()


def _number_too_high(page: Page) -> None:
    page.locator("[name=number]").fill("10000")
    page.locator(ACT).first.click()


def _wrong_password(page: Page) -> None:
    page.locator("#form [name=login]").fill("tiepdon")
    page.locator("#form [name=password]").fill("sai-mat-khau")
    page.locator("#form button.primary").click()


def _written_by_two(page: Page) -> None:
    page.locator("[name=seen]").evaluate("field => (field.value = '1')")
    page.locator("textarea[name=body]").fill("Nội dung của người thứ hai.")
    page.locator(ACT).first.click()


def _ends_before_it_begins(page: Page) -> None:
    page.locator("[name=step][value=publish]").check()
    page.locator("[name=publish_date]").fill("5/1/2027")
    page.locator("[name=expires_date]").fill("4/1/2027")
    page.locator(ACT).first.click()


WRONG = [
    Wrong("content-written-by-two", Role.AUTHOR, lambda o: f"{rewritten(o.office)}edit", _written_by_two, 409),
    Wrong("content-days", Role.REVIEWER, lambda o: f"{rewritten(o.office)}steps", _ends_before_it_begins, 409),
    Wrong("sign-in-empty", None, lambda o: "/dang-nhap", _press("#form button.primary")),
    Wrong("sign-in-refused", None, lambda o: "/dang-nhap", _wrong_password, 422),
    Wrong("tracking-empty", None, lambda o: "/tra-cuu", _press("main form button.primary")),
    Wrong("tracking-nothing-fits", None, lambda o: "/tra-cuu", _unknown_secret),
    Wrong("check-no-file", None, lambda o: "/kiem-tra", _press("main form button.primary")),
    Wrong("greet-empty", Role.GREETER, lambda o: "/ban-lam-viec/tiep-don", _press(ACT)),
    Wrong("give-number-too-high", Role.GREETER, lambda o: "/goi-so/give", _number_too_high, 409),
    Wrong("prepare-wrong", Role.GREETER, lambda o: f"{o.unprepared}prepare", _wrong_number, 409),
    Wrong("calendar-day-refused", Role.ADMINISTRATOR, lambda o: "/quan-tri/lich/day", _unnamed_day, 409),
    Wrong("calendar-hours-unreadable", Role.ADMINISTRATOR, lambda o: "/quan-tri/lich/sessions", _crossing_hours),
    Wrong("submit-incomplete", Role.GREETER, lambda o: o.unprepared, _press(ACT), 409),
    Wrong("refuse-no-reason", Role.RECEIVER, lambda o: f"{o.submitted}refuse", _press(".acts button"), 409),
    Wrong("send-back-no-reason", Role.APPROVER, lambda o: f"{o.awaiting}send_back", _press(ACT)),
    Wrong("propose-empty", Role.HANDLER, lambda o: f"{o.processing}submit_for_approval", _press(ACT)),
    Wrong("return-empty", Role.RETURNER, lambda o: f"{o.resolved}return_result", _press(ACT)),
    Wrong("visit-empty", Role.CERTIFIER, lambda o: "/chung-thuc/visit", _press(ACT)),
    Wrong("visit-second-row", Role.CERTIFIER, lambda o: "/chung-thuc/visit", _second_row),
    Wrong("translation-empty", Role.CERTIFIER, lambda o: "/chung-thuc/translation", _press(ACT)),
    Wrong("contract-without-fee", Role.CERTIFIER, lambda o: "/chung-thuc/contract", _no_fee_set, 409),
    Wrong("promise-without-agreement", Role.CERTIFIER, lambda o: f"{o.visit()}promise_later", _five_days, 409),
    Wrong("reduction-unexplained", Role.CERTIFIER, lambda o: f"{o.visit()}pay", _half_a_fee, 409),
    Wrong("fee-empty", Role.ADMINISTRATOR, lambda o: "/chung-thuc/bieu-phi", _press("#form button.primary")),
    Wrong("electronic-not-pdf", Role.CERTIFIER, lambda o: "/chung-thuc/electronic", _not_pdf, 409),
    Wrong("electronic-no-file", Role.CERTIFIER, lambda o: "/chung-thuc/electronic", _press(ACT), 409),
    Wrong("scan-empty", Role.CERTIFIER, lambda o: o.waiting_scan, _press(ACT)),
    Wrong("strike-no-reason", Role.CERTIFIER, lambda o: o.numbered, _press("main form .btn.destroy"), 409),
    Wrong(
        "decline-no-reason",
        Role.CATALOGUE_ADMINISTRATOR,
        lambda o: announced_states.asked_back(o.office, "take_back"),
        _press("form[action$=give_back] button"),
        409,
    ),
    Wrong("edit-wrong", Role.CATALOGUE_ADMINISTRATOR, lambda o: f"/thu-tuc/{FREE_TEXT}/edit", _no_name),
]


def _answers_the_form(answer: Response) -> bool:
    """Not a redirect, nor what the page says of itself: that it was looked at."""
    return answer.request.method == "POST" and answer.status not in (204, 303)


@pytest.mark.parametrize("wrong", WRONG, ids=[wrong.name for wrong in WRONG])
def test_refused_form(populated, people, wrong):
    reader = people(wrong.role)
    reader.wide()
    reader.expected_statuses = {wrong.status}
    page = reader.go(wrong.at(populated))
    with page.expect_response(_answers_the_form) as posted:
        wrong.do(page)
        page.wait_for_load_state()
    while posted.value.status == 200 and wrong.status != 200:
        # Adding a row posts too.
        with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
            page.locator(ACT).first.click()
    assert posted.value.status == wrong.status
    page.wait_for_load_state()
    assert page.locator("[data-error-summary]").count() == 1
    look_at(reader, wrong.name)
    # Each fault named in the summary leads to its field, and the field has the focus then.
    for link in page.locator("[data-error-summary] a[href^='#']").all():
        target = link.get_attribute("href")
        link.click()
        focused = page.evaluate("document.activeElement.id")
        assert f"#{focused}" == target


# Other answers


def test_answer_of_tracking(populated, people):
    reader = people(None)
    page = reader.go(f"/tra-cuu?number={populated.number_of(populated.awaiting)}")
    page.locator("[name=secret]").fill(populated.secret_of(populated.awaiting).lower())
    page.locator("main form button.primary").click()
    assert populated.number_of(populated.awaiting) in page.locator("h1").inner_text()
    look_at(reader, "tracked")


def test_answer_of_the_check(populated, people):
    reader = people(None)
    page = reader.go("/kiem-tra")
    content = sample_pdf(1)
    page.locator("#paper").set_input_files({"name": "la.pdf", "mimeType": "application/pdf", "buffer": content})
    page.locator("main form button.primary").click()
    page.wait_for_selector(".verdict")
    look_at(reader, "check-not-ours")


def test_answer_of_the_check_of_chains(populated, people):
    """Whole without a seal; and with a record that somebody changed, in an office with a seal that was altered."""
    reader = people(Role.AUDITOR)
    reader.go("/quan-tri/nhat-ky?kind=units")
    reader.page.get_by_role("button", name="Kiểm tra").click()
    expect(reader.page.get_by_text("nguyên vẹn")).to_be_visible()
    look_at(reader, "evidence-checked", fresh=False)
    with populated.office.changing() as site:
        chain = site.procedures.chain
        whole, head = records_of(chain), chain.head
        put(chain, {**whole, 2: (whole[2][0].replace("e", "a"), whole[2][1])}, head)
    seals = populated.office.var / "seals"
    seals.mkdir(exist_ok=True)
    (seals / "2026-11-23T000000Z.json").write_text("{}", "utf-8")
    reader.go("/quan-tri/nhat-ky?kind=catalogue")
    reader.page.get_by_role("button", name="Kiểm tra").click()
    expect(reader.page.get_by_text("Bản ghi số 2 đã bị sửa")).to_be_visible()
    look_at(reader, "evidence-broken", fresh=False)
    (seals / "2026-11-23T000000Z.json").unlink()
    with populated.office.changing() as site:
        put(site.procedures.chain, whole, head)


def test_paging_and_facets(populated, people):
    reader = people(None)
    page = reader.go("/thu-tuc?page=3")
    assert page.locator(".hits > li").count() == 20
    look_at(reader, "list-page-3")


# What went wrong on the way


def test_no_such_page(people):
    reader = people(None)
    reader.expected_statuses = {404}
    reader.go("/khong-co-trang-nay")
    look_at(reader, "error-404")


def test_another_official_s_place(people):
    reader = people(Role.RECEIVER)
    reader.expected_statuses = {403}
    reader.go("/quan-tri")
    look_at(reader, "error-403")


def _spoil(page: Page, name: str, value: str) -> None:
    page.evaluate("([name, value]) => document.querySelectorAll(`main [name=${name}], .acts [name=${name}]`)"
                  ".forEach(one => one.value = value)", [name, value])  # fmt: skip


def test_a_form_without_a_key(populated, people):
    reader = people(Role.GREETER)
    reader.expected_statuses = {400}
    page = reader.go("/ban-lam-viec/tiep-don")
    _spoil(page, "key", "x")
    page.locator(ACT).click()
    page.wait_for_load_state()
    look_at(reader, "error-400")


def test_a_stale_form_comes_back_with_what_was_typed(populated, people):
    reader = people(Role.GREETER)
    reader.expected_statuses = {400}
    page = reader.go("/ban-lam-viec/tiep-don")
    page.locator("[name=procedure]").fill(COPY)
    page.locator("[name=name]").fill("Nguyễn Thị Mẫu")
    _spoil(page, "csrf_token", "stale")
    page.locator(ACT).click()
    page.wait_for_load_state()
    look_at(reader, "error-stale")
    reader.wide()
    page.locator("main form button").click()
    assert page.url.endswith("/prepare")
    assert page.locator("[name=name]").input_value() == "Nguyễn Thị Mẫu"


def test_a_refused_act_without_a_form(populated, people):
    reader = people(Role.CERTIFIER)
    reader.expected_statuses = {409}
    reader.go(f"{populated.struck_visit}print")
    look_at(reader, "error-409")


@pytest.mark.parametrize(
    ("name", "error", "status"),
    [("error-500", RuntimeError("tried by a test"), 500), ("error-503", ConflictError(), 503)],
)
def test_something_broke(populated, online, people, monkeypatch, name, error, status):
    def broken():
        raise error

    reader = people(Role.CERTIFIER)
    reader.expected_statuses = {status}
    monkeypatch.setitem(online.office.registry, "hcc.signing_key", broken)
    reader.go(populated.waiting_scan)
    look_at(reader, name)


def test_signing_that_fails_says_so(populated, online, people, monkeypatch):
    reader = people(Role.APPROVER)
    reader.expected_statuses = {409}
    reader.wide()
    monkeypatch.setattr(
        "hcc.certifications.views.signing.stamp_and_sign", lambda *a, **k: (_ for _ in ()).throw(OSError("no token"))
    )
    page = reader.go(populated.to_sign)
    page.locator(ACT).click()
    page.wait_for_selector("[data-error-summary]")
    look_at(reader, "line-signing-failed")


def test_publishing_a_draft_that_moved(populated, people):
    reader = people(Role.CATALOGUE_ADMINISTRATOR)
    reader.expected_statuses = {409}
    reader.wide()
    page = reader.go(f"/thu-tuc/{DRAFTED}/publish")
    _spoil(page, "opened_on", "0@then")
    page.locator(ACT).click()
    page.wait_for_selector("[data-error-summary]")
    look_at(reader, "publish-stale")


# Readers who need more


CHOSEN = [
    ("home", None, lambda o: "/"),
    ("list", None, lambda o: "/thu-tuc?q=chung+thuc"),
    ("sheet", None, lambda o: "/thu-tuc/1.004873"),
    ("tracking", None, lambda o: "/tra-cuu"),
    ("dossier", Role.RECEIVER, lambda o: o.submitted),
    ("receive", Role.RECEIVER, lambda o: f"{o.submitted}receive"),
    ("visit", Role.CERTIFIER, lambda o: "/chung-thuc/visit"),
]


@pytest.mark.parametrize(("name", "role", "at"), CHOSEN, ids=[name for name, _, _ in CHOSEN])
def test_largest_text_and_strongest_contrast(populated, people, name, role, at):
    reader = people(role)
    try:
        page = reader.go("/display?size=2&contrast=1&next=/tra-cuu")
        assert page.locator("html").get_attribute("class") == "text-largest contrast"
        reader.go(at(populated))
        look_at(reader, f"{name}-contrast")
    finally:
        reader.go("/display?size=0&contrast=0&next=/tra-cuu")


@pytest.mark.parametrize(("name", "role", "at"), CHOSEN, ids=[name for name, _, _ in CHOSEN])
def test_in_english(populated, people, name, role, at):
    reader = people(role)
    try:
        where = at(populated)
        page = reader.go(f"{where}{'&' if '?' in where else '?'}lang=en")
        assert page.locator("html").get_attribute("lang") == "en"
        look_at(reader, f"{name}-english")
    finally:
        reader.go("/?lang=vi")


def test_an_open_dialog_of_keys(populated, people):
    reader = people(Role.RECEIVER)
    reader.wide()
    page = reader.go(populated.submitted)
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    assert not reader.axe_violations()
    reader.shot("keys")
    reader.wide()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


def test_states_of_the_table_are_all_looked_at():
    assert {workflow.DRAFT, *(look.name.partition("-")[2] for look in READ if look.name.startswith("dossier-"))} >= {
        "submitted", "received", "processing", "awaiting", "resolved", "returned", "refused",
    }  # fmt: skip


def test_axe_is_the_released_file():
    listed = dict(reversed(line.split()) for line in (AXE_FOLDER / "SHA256SUMS").read_text().splitlines())
    assert set(listed) == {"axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt"}
    for name, digest in listed.items():
        assert sha256((AXE_FOLDER / name).read_bytes()).hexdigest() == digest
