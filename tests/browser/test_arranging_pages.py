"""Pages are arranged in a browser: sifted, chosen, published and moved together, put in order, deleted, brought back.

Each journey on the counter's screen with scripts and on a cheap phone without; each state is looked at at both widths.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from arranging_states import private_folder
from content_states import lay_in, reviewer
from hcc.content.operations.delete import delete_items
from hcc.content.resources import Folder
from hcc.content.workflow import PRIVATE
from hcc.core.roles import Role

from .online import DESK, PHONE, SQUEEZED, Reader, look_at, sign_in

pytestmark = pytest.mark.browser
WAYS = pytest.mark.parametrize(("size", "scripts"), [(DESK, True), (PHONE, False)], ids=["desk", "phone, no scripts"])


@pytest.fixture
def person(online, browser):
    """`person(role, size, scripts)`: somebody at a window of her own."""
    opened: list[Reader] = []

    def sit(role, size=DESK, scripts: bool = True) -> Reader:
        context = browser.new_context(
            locale="vi-VN", java_script_enabled=scripts, viewport={"width": size[0], "height": size[1]}
        )
        reader = Reader(online, context)
        opened.append(reader)
        return sign_in(reader, role) if role is not None else reader

    yield sit
    for reader in opened:
        reader.context.close()


def looked_at(reader: Reader, name: str, size: tuple[int, int], scripts: bool = True) -> None:
    """Look at the page as it stands, then go on at the size one sits at. Where no scripts run axe cannot either, and
    the same page is looked at where they do; here that it fits is.
    """
    if scripts:
        look_at(reader, name, fresh=False)
    else:
        assert reader.page.evaluate(SQUEEZED) == []
        assert not reader.complaints
    reader.page.set_viewport_size({"width": size[0], "height": size[1]})


def listed(page: Page):
    return page.locator("tbody tr td.whole a")


def pressed(page: Page, words: str):
    return page.get_by_role("button", name=words).first


@WAYS
def test_several_are_sifted_chosen_published_and_moved(online, person, size, scripts):
    folder = private_folder(online.office, "Ăn mặc", "Bảo hiểm", "Ảnh đẹp", "Bãi xe")
    with online.office.changing() as site:
        target = lay_in(online.office, site.content, resource=Folder, title=f"Kho bài {size[0]}")
        lay_in(online.office, target, resource=Folder, title=f"Năm cũ {size[0]}")
        lay_in(online.office, site.content, state=PRIVATE)
        into = f"/{target.__name__}/"
    reader = person(Role.REVIEWER, size, scripts)
    page = reader.go(f"{folder}contents?sort=title")
    expect(listed(page)).to_have_text(["Ăn mặc", "Ảnh đẹp", "Bãi xe", "Bảo hiểm"])
    looked_at(reader, "arrange-contents", size, scripts)
    page.get_by_label("Chữ trong tiêu đề").fill("ba")
    page.get_by_label("Chữ trong tiêu đề").press("Enter")
    expect(listed(page)).to_have_text(["Bãi xe", "Bảo hiểm"])
    page.get_by_role("link", name="Bỏ lọc, xem tất cả").first.click()
    for title in ("Bảo hiểm", "Ảnh đẹp"):
        page.get_by_label(f"Chọn {title}").check(force=True)
    page.locator(".acts").get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2")
    looked_at(reader, "arrange-chosen", size, scripts)
    step = page.locator("#step")
    step.locator("[value=publish]").check(force=True)
    step.locator("[name=publish_date]").fill("31/12/2027")
    step.locator("[name=expires_date]").fill("1/12/2027")
    reader.expected_statuses = {409}
    step.locator("button[name=do]").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("trước ngày bắt đầu")
    if scripts:
        expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("#step [name=publish_date]")).to_have_value("31/12/2027")
    looked_at(reader, "arrange-chosen-refused", size, scripts)
    for name in ("publish_date", "expires_date"):
        page.locator(f"#step [name={name}]").fill("")
    page.locator("#step button[name=do]").click()
    expect(page.locator(".flash")).to_contain_text("2")
    for title in ("Bảo hiểm", "Ảnh đẹp"):
        page.get_by_label(f"Chọn {title}").check(force=True)
    page.locator(".acts").get_by_role("button").first.click()
    page.locator("#move select").select_option(label=f"\u2003Năm cũ {size[0]}")
    page.locator("#move button[name=do]").click()
    expect(listed(page)).to_have_text(["Ăn mặc", "Bãi xe"])
    page = reader.go(f"{folder}bao-hiem")
    expect(page).to_have_url(re.compile(rf"{into}nam-cu-{size[0]}/bao-hiem$"))


def test_all_of_a_page_are_chosen_by_one_box(online, person):
    folder = private_folder(online.office, "Một", "Hai", "Ba")
    reader = person(Role.REVIEWER)
    page = reader.go(f"{folder}contents")
    every, boxes = page.get_by_label("Chọn tất cả ở trang này"), page.locator("tbody .chooses input")
    every.check(force=True)
    expect(page.locator("tbody .chooses input:checked")).to_have_count(3)
    boxes.first.uncheck(force=True)
    expect(every).not_to_be_checked()
    assert every.evaluate("box => box.indeterminate")
    looked_at(reader, "arrange-some-chosen", DESK)
    every.check(force=True)
    page.locator(".acts").get_by_role("button").first.click()
    expect(page.locator("h1")).to_contain_text("3")


@WAYS
def test_things_are_put_in_order_by_buttons(online, person, size, scripts):
    folder = private_folder(online.office, "Một", "Hai", "Ba")
    reader = person(Role.REVIEWER, size, scripts)
    page = reader.go(f"{folder}contents")
    first, second, third = listed(page).all_inner_texts()
    pressed(page, f"Xuống: {first}").click()
    expect(listed(page)).to_have_text([second, first, third])
    pressed(page, f"Lên: {third}").click()
    expect(listed(page)).to_have_text([second, third, first])
    page = reader.go(folder)
    expect(page.locator(".hits a")).to_have_text([second, third, first])


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_row_is_dragged_to_another_place(online, person, size):
    folder = private_folder(online.office, "Một", "Hai", "Ba")
    reader = person(Role.REVIEWER, size)
    page = reader.go(f"{folder}contents")
    first, second, third = listed(page).all_inner_texts()
    handle = page.locator("tbody tr").nth(0).locator("[data-order]")
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), page.locator("tbody tr").nth(1).bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, end["y"] + end["height"] - 4, steps=5)
    with page.expect_navigation():
        page.mouse.up()
    expect(listed(page)).to_have_text([second, first, third])
    looked_at(reader, "arrange-order", size)


@WAYS
def test_what_is_deleted_is_found_in_the_trash_and_brought_back(online, person, size, scripts):
    folder = private_folder(online.office, "Bài bị xóa nhầm")
    reader = person(Role.REVIEWER, size, scripts)
    page = reader.go(f"{folder}bai-bi-xoa-nham/arrange")
    looked_at(reader, "arrange-one", size, scripts)
    page.locator("#delete [name=why]").fill("Trùng bài")
    page.locator("#delete button[name=do]").click()
    expect(page.locator(".flash")).to_contain_text("thùng rác")
    page = reader.go("/noi-dung/trash")
    row = page.locator("tbody tr", has_text="Bài bị xóa nhầm").filter(has_text=folder.strip("/"))
    expect(row).to_contain_text("Trùng bài")
    looked_at(reader, "arrange-trash", size, scripts)
    row.get_by_role("link", name="Xóa hẳn").click()
    reader.expected_statuses = {422}
    page.locator(".acts button").first.click()
    expect(page.locator("[data-error-summary]")).to_contain_text("đánh dấu")
    looked_at(reader, "arrange-purge-refused", size, scripts)
    page = reader.go("/noi-dung/trash")
    page.locator("tbody tr", has_text=folder.strip("/")).get_by_role("link", name="Khôi phục").click()
    expect(page).to_have_url(re.compile("/restore"))
    looked_at(reader, "arrange-restore", size, scripts)
    page.locator(".acts button").first.click()
    expect(page).to_have_url(re.compile(rf"{folder}bai-bi-xoa-nham$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Bài bị xóa nhầm")


@WAYS
def test_a_page_is_renamed_and_its_former_address_leads_on(online, person, size, scripts):
    with online.office.changing() as site:
        folder = lay_in(online.office, site.content, resource=Folder)
        for title in ("Lịch cũ", "Lịch khác"):
            lay_in(online.office, folder, title=title)
        where = f"/{folder.__name__}/"
    reader = person(Role.REVIEWER, size, scripts)
    page = reader.go(f"{where}lich-cu/arrange")
    name = page.locator("#rename [name=name]")
    name.fill("lich-khac")
    reader.expected_statuses = {409}
    page.locator("#rename button[name=do]").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("đã có mục tên lich-khac")
    expect(page.locator("#rename [name=name]")).to_have_value("lich-khac")
    looked_at(reader, "arrange-rename-refused", size, scripts)
    page.locator("#rename [name=name]").fill("lich-moi")
    page.locator("#rename button[name=do]").click()
    expect(page).to_have_url(re.compile("/lich-moi$"))
    visitor = person(None, size, scripts).go(f"{where}lich-cu")
    expect(visitor).to_have_url(re.compile(f"{where}lich-moi$"))
    page = reader.go("/noi-dung/redirects")
    expect(page.locator("tbody")).to_contain_text(f"{where}lich-cu")
    looked_at(reader, "arrange-redirects", size, scripts)


@WAYS
def test_a_link_that_leads_nowhere_is_found_and_mended(online, person, size, scripts):
    with online.office.changing() as site:
        source = lay_in(online.office, site.content, state=PRIVATE, body="Xem [bảng giá](/khong-con-bang-gia).")
        title = source.title
    reader = person(Role.REVIEWER, size, scripts)
    page = reader.go("/noi-dung/links")
    row = page.locator("tbody tr", has_text="/khong-con-bang-gia").filter(has_text=title)
    expect(row).to_have_count(1)
    looked_at(reader, "arrange-links", size, scripts)
    row.get_by_role("link", name="Sửa").click()
    page.locator("#form [name=body]").fill("Xem [bảng giá](/thu-tuc).")
    page.locator(".acts button[name=save]").click()
    expect(page.locator("main")).to_contain_text("bảng giá")
    page = reader.go("/noi-dung/links")
    expect(page.locator("tbody tr", has_text="/khong-con-bang-gia").filter(has_text=title)).to_have_count(0)


def test_a_new_page_is_kept_while_it_is_typed(online, person):
    reader = person(Role.AUTHOR)
    page = reader.go("/noi-dung/new?kind=question")
    expect(page.get_by_role("button", name="Giữ phần đã gõ")).to_have_count(0)
    page.locator("#form [name=title]").fill("Hỏi khi mất điện")
    page.locator("#form [name=body]").fill("Gọi tổ trực.")
    expect(page.locator("[data-draft]")).to_contain_text("giữ")
    page.on("dialog", lambda dialog: dialog.accept())
    page = reader.go("/noi-dung/new?kind=question")
    expect(page.locator("#form [name=body]")).to_have_value("Gọi tổ trực.")
    looked_at(reader, "arrange-new-kept", DESK)
    pressed(page, "Bỏ, không lưu").click()
    page = reader.go("/noi-dung/new?kind=question")
    expect(page.locator("#form [name=title]")).to_have_value("")


def test_without_scripts_a_button_keeps_a_new_page(online, person):
    reader = person(Role.AUTHOR, PHONE, scripts=False)
    page = reader.go("/noi-dung/new?kind=page")
    page.locator("#form [name=title]").fill("Hướng dẫn gửi xe")
    page.locator("#form [name=body]").fill("Gửi ở sân sau.")
    pressed(page, "Giữ phần đã gõ").click()
    expect(page.locator(".saved")).to_contain_text("giữ")
    page = reader.go("/noi-dung/new?kind=page")
    expect(page.locator("#form [name=title]")).to_have_value("Hướng dẫn gửi xe")
    looked_at(reader, "arrange-new-kept-plain", PHONE, False)
    pressed(page, "Bỏ, không lưu").click()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_folder_is_found_among_many_by_a_part_of_its_name(online, person, size):
    folder = private_folder(online.office, "Bài")
    with online.office.changing() as site:
        outer = lay_in(online.office, site.content, resource=Folder, title=f"Thông báo {size[0]}", state=PRIVATE)
        for title in ("Xóm Đồng Bưởi", "Xóm Suối Cạn", "Xóm Gò Mít", "Xóm Bến Đá", "Xóm Trại Cau", "Xóm Ao Sen"):
            lay_in(online.office, outer, resource=Folder, title=title, state=PRIVATE)
        where = f"/{outer.__name__}/"
    reader = person(Role.REVIEWER, size)
    page = reader.go(f"{folder}bai/arrange")
    choice = page.locator("#move")
    field, options = choice.get_by_label("Lọc theo"), choice.locator("option")
    before = options.count()
    field.fill(f"{size[0]} dong buoi")
    expect(options).to_have_text([f"Thông báo {size[0]} › Xóm Đồng Bưởi"])
    expect(choice.get_by_role("status")).to_have_text("Tìm thấy 1 thư mục")
    looked_at(reader, "arrange-sifted", size)
    field.fill("khong co xom nao")
    expect(choice.get_by_role("status")).to_contain_text("Không có thư mục nào")
    looked_at(reader, "arrange-sifted-empty", size)
    field.fill("")
    expect(options).to_have_count(before)
    field.fill(f"{size[0]} ao sen")
    field.press("Enter")
    expect(choice.locator("select")).to_be_focused()
    field.fill("xom")
    expect(choice.locator("option:checked")).to_have_text(f"Thông báo {size[0]} › Xóm Ao Sen")
    choice.get_by_role("button").click()
    expect(page).to_have_url(re.compile(f"{where}xom-ao-sen/bai$"))


def test_without_scripts_a_folder_is_chosen_in_the_tree(online, person):
    folder = private_folder(online.office, "Bài")
    with online.office.changing() as site:
        outer = lay_in(online.office, site.content, resource=Folder, title="Cây thư mục", state=PRIVATE)
        lay_in(online.office, outer, resource=Folder, title="Nhánh trong", state=PRIVATE)
        where = f"/{outer.__name__}/"
    reader = person(Role.REVIEWER, PHONE, scripts=False)
    page = reader.go(f"{folder}bai/arrange")
    expect(page.locator("#move input[type=search]")).to_be_hidden()
    reader.expected_statuses = {422}
    page.locator("#move button[name=do]").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Hãy chọn thư mục")
    looked_at(reader, "arrange-move-refused", PHONE, False)
    page.locator("#move select").select_option(label="\u2003Nhánh trong")
    page.locator("#move button[name=do]").click()
    expect(page).to_have_url(re.compile(f"{where}nhanh-trong/bai$"))


def test_what_was_written_for_a_page_that_was_deleted_meanwhile_is_shown(online, person):
    folder = private_folder(online.office, "Bài")
    reader = person(Role.AUTHOR)
    page = reader.go(f"{folder}bai/edit")
    reader.expected_statuses = {404}  # of the preview too, which asks by itself as soon as the form stands
    with online.office.changing() as site:
        delete_items([site.content.get(folder.strip("/")).get("bai")], act=reviewer(online.office))
    page.locator("#form [name=body]").fill("Viết cả buổi chiều.\n\nĐoạn thứ hai.")
    page.locator(".acts button[name=save]").click()
    expect(page.get_by_label("Phần bạn đã viết").last).to_have_value("Viết cả buổi chiều.\n\nĐoạn thứ hai.")
    looked_at(reader, "deleted-meanwhile", DESK)
