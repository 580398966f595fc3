"""A page is written: with buttons and keys, with how it will look beside it, and without scripts."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

import content_states
from hcc.content.workflow import PENDING, PUBLISHED
from hcc.core.roles import Role

from .online import DESK, PHONE, SQUEEZED, Reader, look_at, sign_in

pytestmark = pytest.mark.browser

NEW = "/noi-dung/new?kind=page"


def author(online, browser, size, *, scripts: bool) -> Reader:
    width, height = size
    context = browser.new_context(
        locale="vi-VN", java_script_enabled=scripts, viewport={"width": width, "height": height}
    )
    return sign_in(Reader(online, context), Role.AUTHOR)


def photo() -> bytes:
    into = io.BytesIO()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(into, "JPEG")
    return into.getvalue()


def test_marks_by_buttons_and_keys_and_the_look_beside_them(online, browser):
    reader = author(online, browser, DESK, scripts=True)
    page = reader.go(NEW)
    body, look = page.locator("#form [name=body]"), page.locator("[data-html]").first
    expect(page.get_by_role("button", name="Xem thử").first).to_be_hidden()
    body.fill("Giờ làm việc")
    page.get_by_role("button", name="Đề mục").first.click()
    expect(body).to_have_value("## Giờ làm việc")
    body.press("End")
    body.press("Enter")
    body.press("Enter")
    body.press_sequentially("Trung tâm ")
    body.press("Control+b")
    body.press_sequentially("mở cửa")
    body.press("End")
    body.press_sequentially(" cả tuần.")
    expect(body).to_have_value("## Giờ làm việc\n\nTrung tâm **mở cửa** cả tuần.")
    expect(look.locator("h2")).to_have_text("Giờ làm việc")
    expect(look.locator("strong")).to_have_text("mở cửa")
    body.press("Control+z")
    body.press("Control+z")
    expect(body).not_to_have_value("## Giờ làm việc\n\nTrung tâm **mở cửa** cả tuần.")

    body.fill("xem lịch")
    body.press("Control+a")
    body.press("Control+k")
    body.press_sequentially("/lich-tiep-dan")
    expect(body).to_have_value("[xem lịch](/lich-tiep-dan)")
    expect(look.locator("a[href='/lich-tiep-dan']")).to_have_text("xem lịch")

    body.fill("sáng")
    page.get_by_role("button", name="Danh sách", exact=True).first.click()
    body.press("End")
    body.press("Enter")
    body.press_sequentially("chiều")
    body.press("Enter")
    body.press("Enter")
    expect(body).to_have_value("- sáng\n- chiều\n\n")
    page.get_by_role("button", name="Bảng").first.click()
    expect(look.locator("th")).to_have_text(["Cột 1", "Cột 2"])

    body.fill("<script>alert(1)</script>" + "![x](javascript:alert(1))")
    expect(look).to_have_text("<script>alert(1)</script>![x](javascript:alert(1))")
    body.fill(
        "## Giờ làm việc\n\nSáng 7 giờ 30.\n\n| Việc | Ngày |\n| --- | --- |\n| Họp | Thứ Hai |\n\n> Bà con nhớ nhé."
    )
    expect(look.locator("td").first).to_have_text("Họp")
    look_at(reader, "page-editor", fresh=False)
    reader.context.close()


def test_a_picture_is_brought_and_put_in_without_leaving(online, browser):
    reader = author(online, browser, PHONE, scripts=True)
    page = reader.go(NEW)
    body = page.locator("#form [name=body]")
    page.locator("#form [name=title]").fill("Đường đến Trung tâm")
    body.fill("Lối vào ở bên trái.")
    page.get_by_role("button", name="Ảnh, tệp hoặc trang").first.click()
    window = page.get_by_role("dialog")
    window.locator("[name=file]").set_input_files({"name": "loi-vao.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    reader.expected_statuses = {422}
    window.get_by_role("button", name="Thêm vào thư mục này").click()
    expect(window.locator("[data-error-summary]")).to_contain_text("Hãy ghi ảnh cho thấy gì")
    reader.shot("picking-refused")
    window.locator("[name=file]").set_input_files({"name": "loi-vao.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    window.get_by_label("Ảnh cho thấy gì").fill("Lối vào chính")
    window.get_by_role("button", name="Thêm vào thư mục này").click()
    put = window.get_by_role("button", name="Chèn").first
    expect(put).to_be_focused()
    put.click()
    expect(window).to_have_count(0)
    expect(body).to_have_value("Lối vào ở bên trái.\n\n![Lối vào chính](/loi-vao)\n")
    expect(page.locator("[data-html]").first.locator("picture img")).to_have_attribute("alt", "Lối vào chính")
    page.get_by_role("button", name="Lưu").first.click()
    expect(page.locator("main picture img")).to_be_visible()
    look_at(reader, "page-with-picture", fresh=False)
    reader.go("/loi-vao/edit")
    look_at(reader, "picture-form")
    reader.go("/noi-dung/pick")
    look_at(reader, "picking")
    reader.context.close()


def test_a_link_is_found_by_words_and_put_in_behind_the_word_before_it(online, browser):
    with online.office.changing() as site:
        content_states.lay_in(online.office, site.content, title="Lịch [hè] của đình Đoài", state=PUBLISHED)
    mark = r"[Lịch \[hè\] của đình Đoài](/lich-he-cua-dinh-doai)"
    reader = author(online, browser, DESK, scripts=True)
    page = reader.go(NEW)
    body = page.locator("#form [name=body]")

    def put_in(asked: str, title: str) -> None:
        page.get_by_role("button", name="Ảnh, tệp hoặc trang").first.click()
        window = page.get_by_role("dialog")
        window.get_by_role("searchbox").fill(asked)
        window.get_by_role("searchbox").press("Enter")
        put = window.get_by_role("button", name=title)
        expect(put).to_be_focused()
        reader.shot(f"picking-{asked.replace(' ', '-')}")
        put.click()
        expect(window).to_have_count(0)

    body.fill("Xem")
    put_in("lich he", "Lịch [hè] của đình Đoài")
    expect(body).to_have_value(f"Xem {mark}")
    body.press_sequentially(" và (")
    put_in("1.001193", "Đăng ký khai sinh")
    expect(body).to_have_value(f"Xem {mark} và ([Đăng ký khai sinh](/thu-tuc/1.001193)")
    for typed, gap in (("Xem **", ""), ("“", ""), ("> *", ""), ("Xem **kỹ**", " "), ("Xem “lịch”", " ")):
        body.fill(typed)
        put_in("lich he", "Lịch [hè] của đình Đoài")
        expect(body).to_have_value(f"{typed}{gap}{mark}")
    body.fill("Trước\n")
    put_in("dinh doai", "Lịch [hè] của đình Đoài")
    expect(body).to_have_value(f"Trước\n{mark}")
    expect(page.locator("[data-html] a").first).to_have_attribute("href", "/lich-he-cua-dinh-doai")
    reader.context.close()

    reader = author(online, browser, PHONE, scripts=False)
    page = reader.go("/noi-dung/pick")
    page.locator(".pick-search [name=q]").fill("dinh doai")
    page.locator(".pick-search").get_by_role("button").click()
    line = page.get_by_label("Dòng cần gõ để dẫn tới Lịch [hè] của đình Đoài")
    expect(line).to_be_visible()
    expect(line).to_have_value(mark)
    expect(page.get_by_role("button", name="Chèn")).to_have_count(0)
    assert page.evaluate(SQUEEZED) == []
    reader.shot("picking-without-scripts")
    reader.context.close()


def test_fields_that_take_an_address_or_codes_open_the_window_of_their_kind(online, browser):
    where = content_states.picture_at(online.office).rstrip("/")
    reader = author(online, browser, PHONE, scripts=True)
    page = reader.go("/noi-dung/new?kind=contact")
    page.locator("#form [name=title]").fill("Vàng A Mẫu")
    page.get_by_role("button", name="Chọn ảnh").click()
    window = page.get_by_role("dialog", name="Chọn ảnh")
    window.locator(".picks").get_by_role("button", name="Chọn").first.click()
    expect(window).to_have_count(0)
    field = page.get_by_label("Ảnh chân dung")
    expect(field).to_have_value(where)
    expect(field).to_be_focused()
    expect(page.locator("[data-stands]")).to_contain_text("Trang thử")
    look_at(reader, "choosing-portrait", fresh=False)
    field.fill("/khong-co")
    expect(page.locator("[data-stands] li")).to_have_count(0)
    reader.expected_statuses = {422}
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Không có ảnh nào ở địa chỉ này")
    look_at(reader, "choosing-portrait-refused", fresh=False)

    page = reader.go("/noi-dung/new?kind=question")
    codes = page.get_by_label("Thủ tục liên quan")
    for asked, title in (("1.001193", "Đăng ký khai sinh"), ("1.000894", "Đăng ký kết hôn")):
        page.get_by_role("button", name="Chọn thủ tục").click()
        window = page.get_by_role("dialog")
        window.get_by_role("searchbox").fill(asked)
        window.get_by_role("searchbox").press("Enter")
        window.get_by_role("button", name=title).click()
    expect(codes).to_have_value("1.001193\n1.000894")
    expect(page.locator("[data-stands] li")).to_have_text(["1.001193 Đăng ký khai sinh", "1.000894 Đăng ký kết hôn"])
    reader.shot("choosing-procedures")
    reader.context.close()

    # Without scripts these are pages of their own, in which nothing runs either way.
    reader = author(online, browser, PHONE, scripts=True)
    for asked in ("", "?q=dinh+doai", "?for=picture", "?for=sound", "?for=folder", "?for=procedure&q=dang+ky"):
        reader.go(f"/noi-dung/pick{asked}")
        look_at(reader, f"picking-page-{asked[1:12]}")
    reader.context.close()


def test_without_scripts_the_form_comes_back_with_the_look(online, browser):
    reader = author(online, browser, PHONE, scripts=False)
    page = reader.go(NEW)
    page.locator("#form [name=title]").fill("Giờ làm việc")
    page.locator("#form [name=body]").fill("Sáng **7 giờ 30**.")
    page.get_by_role("button", name="Xem thử").first.click()
    expect(page.locator("[data-look]").first.locator("strong")).to_have_text("7 giờ 30")
    expect(page.locator("#form [name=title]")).to_have_value("Giờ làm việc")
    expect(page.locator("#form [name=body]")).to_have_value("Sáng **7 giờ 30**.")
    with reader.context.expect_page() as opened:
        page.get_by_role("link", name="Ảnh, tệp và trang để dẫn tới").first.click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("Ảnh, tệp và trang")
    page.get_by_role("button", name="Lưu").first.click()
    expect(page.locator("main strong", has_text="7 giờ 30")).to_be_visible()
    reader.context.close()


def test_a_text_that_is_far_too_long_is_not_sent(online, browser):
    reader = author(online, browser, DESK, scripts=True)
    page = reader.go(NEW)
    page.locator("#form [name=title]").fill("Dài")
    body = page.locator("#form [name=body]")
    body.evaluate(
        "(field) => { field.value = 'ế '.repeat(150_000); field.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    page.get_by_role("button", name="Lưu").first.click()
    expect(page.locator("[data-refused]").first).to_contain_text("Bài dài quá")
    expect(body).to_be_focused()
    assert body.evaluate("(field) => field.value.length") == 300_000
    page.on("dialog", lambda dialog: dialog.accept())
    reader.context.close()


def test_without_scripts_megabytes_come_back_to_be_divided(online, browser):
    reader = author(online, browser, DESK, scripts=False)
    page = reader.go(NEW)
    typed = ("ế" * 100 + "\n") * 3_000  # 2.7 million bytes as browsers send it
    page.locator("#form [name=title]").fill("Dài")
    page.locator("#form [name=body]").fill(typed)
    reader.expected_statuses = {413}
    page.get_by_role("button", name="Lưu").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("quá lớn")
    expect(page.locator("main")).to_contain_text("còn nguyên ở dưới")
    assert page.locator("textarea[readonly]").input_value().strip() == typed.strip()
    assert reader.page.evaluate(SQUEEZED) == []
    reader.context.close()


def test_what_was_typed_and_not_saved_is_asked_for_before_leaving(online, browser):
    reader = author(online, browser, DESK, scripts=True)
    page = reader.go(NEW)
    body = page.locator("#form [name=body]")
    body.fill("Sáng")
    page.get_by_role("button", name="Danh sách", exact=True).first.click()
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.locator(".rail a.home").click(no_wait_after=True)
    assert asked.value.type == "beforeunload"
    expect(body).to_have_value("- Sáng")
    reader.context.close()


def test_where_a_writer_begins_and_an_earlier_text_of_hers(online, browser):
    with online.office.changing() as site:
        item = content_states.lay_in(online.office, site.content, state=PENDING, title="Giờ mở cửa")
        online.office.later(minutes=1)
        why = {"note": "Thiếu số điện thoại của quầy 2.", "act": content_states.reviewer(online.office)}
        content_states.take_step(item, step="send_back", **why)
    picture = content_states.picture_at(online.office, alt="Sảnh chờ").rstrip("/")
    reader = author(online, browser, DESK, scripts=True)
    page = reader.go("/ban-lam-viec/")
    told = page.get_by_role("region", name="Trả lại để sửa: 1")
    expect(told).to_contain_text("Thiếu số điện thoại của quầy 2.")
    look_at(reader, "writer-begins", fresh=False)
    told.get_by_role("link").first.click()
    page.locator("#form [name=body]").fill(f"## Giờ\n\nGọi **0210**.\n\n![Sảnh]({picture})\n\n- một\n- hai")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main strong", has_text="0210")).to_be_visible()
    reader.go("/gio-mo-cua/version?number=2")
    expect(page.locator(".prose strong", has_text="0210")).to_be_visible()
    typed = page.locator("details .pre", has_text="**0210**")
    expect(typed).to_be_hidden()
    look_at(reader, "writer-version", fresh=False)
    page.get_by_text("Nguyên văn như đã gõ").click()
    expect(typed).to_be_visible()
    reader.shot("writer-version-typed")
    reader.context.close()
