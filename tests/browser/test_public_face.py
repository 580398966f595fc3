"""The centre's own pages in a browser: the demo office's tree at both widths, with and without scripts; the hall."""

import pytest
from playwright.sync_api import expect

from hcc.content.views.kinds import KINDS
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.shipped import shipped
from hcc.site.demo_pages import add_demo_pages

from .online import DESK, PHONE, look_at

pytestmark = pytest.mark.browser
HALL = {"width": 1920, "height": 1080}
LOOKED_AT = (
    ("home", "/"),
    ("notices", "/thong-bao/"),
    ("notice", "/thong-bao/dang-ky-khai-sinh-luu-dong-xom-mau"),
    ("table", "/thong-bao/muc-thu-phi-chung-thuc"),
    ("questions", "/hoi-dap/"),
    ("people", "/lien-he/"),
    ("guide", "/huong-dan/lay-so-va-cho-den-luot"),
    ("translated", "/lich-tiep-cong-dan?lang=en"),
    ("vietnamese-only", "/huong-dan/nop-ho-so-qua-mang?lang=en"),
    ("list", "/thong-bao-con-hieu-luc?lang=vi"),
    ("all", "/noi-dung/"),
    ("found", "/tim?q=khai+sinh"),
    ("officials", "/can-bo?lang=en"),
    ("sheet", "/thu-tuc/1.001193?lang=vi"),
)


@pytest.fixture(scope="module")
def furnished(online):
    office = online.office
    with office.changing() as site:
        settings, act = office.registry["hcc.settings"], Act("system", office.now)
        kinds = {kind.name: kind for kind in KINDS}
        add_demo_pages(site, kinds=kinds, settings=settings, catalogue=shipped("catalog"), act=act)
    return online


@pytest.mark.parametrize(("name", "path"), LOOKED_AT, ids=[name for name, _ in LOOKED_AT])
def test_a_page_of_the_centre(furnished, people, name, path):
    reader = people(None)
    reader.wide()
    answer = reader.page.goto(furnished.url + path)
    assert answer.status == 200
    look_at(reader, f"face-{name}")


def test_a_notice_refused_keeps_what_was_typed(furnished, people):
    reader = people(Role.AUTHOR)
    page = reader.page
    reader.expected_statuses = {422}
    page.goto(f"{furnished.url}/noi-dung/new?kind=notice")
    page.get_by_label("Tiêu đề", exact=True).fill("Họp xóm")
    names = ("starts_on", "starts_at", "ends_on", "ends_at")
    for size, rows in ((DESK, 1), (PHONE, 2)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        boxes = [page.locator(f"[name={name}]").bounding_box() for name in names]
        assert len({round(box["y"]) for box in boxes}) == rows
        assert boxes[0]["y"] == boxes[1]["y"], "a day and its time are one row"
        acts = [one.bounding_box() for one in page.locator(".acts .btn:visible").all()]
        assert page.locator(".acts .btn:visible").first.inner_text().strip().startswith("Lưu")
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= size[0] for box in acts), "no act is pushed aside"
        assert max(box["y"] + box["height"] for box in acts) <= size[1]
    page.get_by_role("group", name="Bắt đầu").get_by_label("Giờ").fill("19:00")
    words = page.get_by_label("Bài đọc loa")
    words.fill("một hai ba bốn năm")
    expect(page.locator("output[data-words]")).to_have_text("5")
    page.get_by_role("button", name="Lưu").first.click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Có giờ thì phải có ngày")
    expect(page.get_by_label("Tiêu đề", exact=True)).to_have_value("Họp xóm")
    expect(words).to_have_value("một hai ba bốn năm")
    look_at(reader, "face-notice-refused", fresh=False)


def test_questions_unfold_without_scripts(furnished, browser):
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{furnished.url}/hoi-dap/")
    answer = page.get_by_text("Không. Bà con vẫn được đăng ký khai sinh")
    expect(answer).to_be_hidden()
    page.get_by_text("Khai sinh cho con muộn quá 60 ngày có bị phạt không?", exact=True).click()
    expect(answer).to_be_visible()
    context.close()


def _sizes(page) -> list[float]:
    """Of every text that is seen: how large it is, in hundredths of the height of the screen."""
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")]
          .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
          .filter(one => !one.closest(".skip, script, noscript, svg") && one.getClientRects().length)
          .map(one => parseFloat(getComputedStyle(one).fontSize) / innerHeight * 100)"""
    )


@pytest.mark.parametrize("long", [False, True], ids=["usual", "longest"])
def test_the_board_in_the_hall_is_read_from_afar(furnished, browser, long):
    if long:
        title, summary = ("Thông báo về việc " * 12)[:200], ("Bà con nhớ mang theo giấy tờ. " * 20)[:500]
        import content_states
        from hcc.content.resources import Notice

        address = content_states.fresh(
            furnished.office, resource=Notice, title=title, summary=summary, urgent=True, starts_on="2026-12-01"
        )
        assert address
    context = browser.new_context(locale="vi-VN", viewport=HALL, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{furnished.url}/noi-dung/board")
    assert min(_sizes(page)) >= 3.99
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    slide, main = page.locator(".slide").bounding_box(), page.locator("main").bounding_box()
    assert slide["height"] <= main["height"]
    context.close()


@pytest.mark.parametrize(
    ("motion", "path", "moves"),
    [
        ("no-preference", "", True),
        ("reduce", "", False),
        ("reduce", "?run=1", True),
        ("no-preference", "?hold=1", False),
    ],
)
def test_the_board_goes_on_by_itself_and_stops_when_asked(furnished, browser, motion, path, moves):
    context = browser.new_context(locale="vi-VN", viewport=HALL, reduced_motion=motion)
    page, here = context.new_page(), f"{furnished.url}/noi-dung/board"
    page.clock.install()
    page.goto(here + path)
    expect(page.get_by_role("link", name="Dừng ở đây")).to_have_count(1 if moves else 0)
    expect(page.get_by_role("link", name="Tự chuyển tiếp")).to_have_count(0 if moves else 1)
    page.clock.run_for(16_000)
    expect(page).to_have_url(f"{here}?n=1{'&run=1' if 'run' in path else ''}" if moves else here + path)
    context.close()


def test_without_scripts_the_board_moves_only_where_that_was_asked_for(furnished, browser):
    context = browser.new_context(locale="vi-VN", viewport=HALL, java_script_enabled=False)
    page, here = context.new_page(), f"{furnished.url}/noi-dung/board"
    page.goto(here)
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    page.get_by_role("link", name="Trang sau").click()
    expect(page).to_have_url(f"{here}?n=1")
    page.get_by_role("link", name="Tự chuyển tiếp").click()
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content").endswith("?n=2&run=1")
    page.get_by_role("link", name="Dừng ở đây").click()
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    context.close()


def test_a_recording_is_played_under_the_policy_of_the_page(furnished, people):
    import content_states
    from functional.test_recordings import WAV

    name = f"{'ban-tin-loa-' * 9}.wav"
    address = content_states.file_at(furnished.office, name=name, data=WAV).rstrip("/")
    with furnished.office.changing() as site:
        item = site.content.get(address.strip("/"))
        item.text = {**item.text, "transcript": "Bà con chú ý. Sáng mai Trung tâm mở cửa."}
    reader = people(None)
    page = reader.go(f"{address}?lang=vi")
    expect(page.get_by_text("Bà con chú ý.")).to_be_visible()
    length = page.locator("audio").evaluate(
        """async (sound) => {
          const read = new Promise((done) => {
            for (const one of ["loadedmetadata", "error"]) sound.addEventListener(one, done);
          });
          sound.load();
          sound.preload = "metadata";
          await read;
          return sound.duration;
        }"""
    )
    assert abs(length - 0.1) < 0.01
    look_at(reader, "face-recording")
