"""One history of a page: steps and texts together; compared, brought back, and the last act undone."""

import pytest

import content_states
from hcc.content.operations.delete import delete_items
from hcc.content.operations.move import move_items
from hcc.content.operations.order import put_in_place
from hcc.content.operations.rename import rename_item
from hcc.content.resources import Folder, Notice
from hcc.content.workflow import PRIVATE, PUBLISHED
from hcc.core.act import Act
from hcc.core.roles import Role
from office import LOGINS


def step(person, address: str, step: str, status: int = 303, **fields: object):
    form = person.get(f"{address}steps").forms["form"]
    form["step"] = step
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=status)


def edit(person, address: str, **fields: str) -> None:
    form = person.get(f"{address}edit").forms["form"]
    for name, value in fields.items():
        form[name] = value
    form.submit("save", status=303)


def undo(person, address: str, page: str = "history"):
    """Press the button of the last act; the page it leads to."""
    shown = person.get(f"{address}{page}")
    form = next(one for one in shown.forms.values() if one.action.endswith("/undo"))
    return form.submit()


def rows(person, address: str) -> list[str]:
    return [" ".join(row.text.split()) for row in person.get(f"{address}history").html.select("tbody tr")]


def test_steps_and_texts_stand_in_one_list_with_who_when_and_why(office):
    address = content_states.fresh(office, PRIVATE, body="Bảy giờ.")
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    edit(author, address, body="Tám giờ.", note="Theo lịch mới")
    step(author, address, "submit", note="Nhờ xem giúp <script>alert(1)</script>")
    step(reviewer, address, "publish")
    shown = rows(author, address)
    assert [line.split(" ", 4)[0] for line in shown] == ["7:30"] * 4 or len(shown) == 4
    assert "đã đăng" in shown[0]
    assert "Nhờ xem giúp <script>alert(1)</script>" in shown[1]
    assert "Theo lịch mới" in shown[2]
    assert "Phiên bản 2" in shown[2]
    assert "đã tạo" in shown[3]
    assert "<script>alert" not in author.get(f"{address}history").text


def test_a_version_is_read_compared_and_brought_back_as_a_new_one(office):
    address = content_states.fresh(office, PRIVATE, body="Sáng: 7 giờ.\n\nChiều: 13 giờ.")
    author = office.as_(Role.AUTHOR)
    edit(author, address, body="Sáng: 8 giờ.\n\nChiều: 13 giờ.")
    assert "Sáng: 7 giờ." in author.get(f"{address}version?number=1").text
    compared = author.get(f"{address}compare?a=2&b=1").html
    assert [one.text for one in compared.select("td del")] == ["7"]
    assert [one.text for one in compared.select("td ins")] == ["8"]
    form = next(one for one in author.get(f"{address}version?number=1").forms.values() if "restore" in one.action)
    form.submit(status=303)
    assert "Sáng: 7 giờ." in author.get(address).text
    assert "đưa lại" in rows(author, address)[0]
    with office.site() as site:
        item = site.content.get(address.strip("/"))
        assert (item.version, item.versions.numbers()) == (3, [1, 2])


def test_a_version_is_shown_as_it_would_look_and_as_it_was_typed_below(office):
    picture = content_states.picture_at(office, alt="Sảnh chờ")
    secret = content_states.picture_at(office, state=PRIVATE, alt="Chưa công bố")
    body = f"## Giờ\n\n**Sáng** <script>alert(1)</script>\n\n![]({picture})\n\n![Ảnh kín]({secret})"
    text = {"procedures": ["1.001193"], "starts_on": "2026-12-01", "urgent": True, "body_en": "*Morning*"}
    address = content_states.fresh(office, PRIVATE, Notice, title="Cũ", body=body, **text)
    author = office.as_(Role.AUTHOR)
    edit(author, address, title="Mới", body="Khác.")
    page = author.get(f"{address}version?number=1").html.main
    first = page.select_one(".prose")
    assert (first.h2.text, first.strong.text) == ("Giờ", "Sáng")
    assert [one["alt"] for one in first.select("img")] == ["Sảnh chờ", "Ảnh kín"]
    assert "<script>alert(1)</script>" in first.text
    assert not page.select("script")
    assert page.select(".prose")[1].em.text == "Morning"
    beside = page.dl.get_text(" ", strip=True)
    assert all(words in beside for words in ("1.001193 Đăng ký khai sinh", "01/12/2026", "Có"))
    assert "True" not in beside
    assert body in [one.text for one in page.select("details .pre")], "one press away"

    address = content_states.picture_at(office, state=PRIVATE)
    edit(author, address, title="Tên mới")
    page = author.get(f"{address}version?number=1").html.main
    assert author.get(page.select_one("dd img")["src"]).content_type == "image/jpeg"
    author.get(page.select_one("dd a")["href"], status=200)


@pytest.mark.parametrize("query", ["version?number=9", "version", "version?number=x", "compare?a=1", "compare?a=1&b=0"])
def test_a_version_that_is_not_there_is_not_found(office, query):
    address = content_states.fresh(office, PRIVATE)
    office.as_(Role.AUTHOR).get(f"{address}{query}", status=404)
    office.as_(Role.AUTHOR).post(f"{address}restore_version", {"number": "7"}, status=409)


def test_a_long_history_is_read_page_by_page(office):
    address = content_states.fresh(office, PRIVATE)
    with office.changing() as site:
        item = site.content.get(address.strip("/"))
        for number in range(1, 60):
            content_states.edit_item(
                item, text={**item.text, "body": f"Bản {number}"}, seen=number, act=content_states.author(office)
            )
    author = office.as_(Role.AUTHOR)
    first = author.get(f"{address}history")
    second = first.click("Các mục cũ hơn")
    shown = [row["id"] for page in (first, second) for row in page.html.select("tbody tr")]
    assert shown == [f"n-{number}" for number in range(60, 0, -1)]


def test_who_changed_the_text_by_mistake_undoes_it_with_one_button(office):
    address = content_states.fresh(office, PRIVATE, body="Đúng.")
    author = office.as_(Role.AUTHOR)
    edit(author, address, body="Nhầm.")
    undo(author, address)
    assert "Đúng." in author.get(address).text
    assert "hoàn tác" in rows(author, address)[0]
    assert not [one for one in author.get(f"{address}history").forms.values() if one.action.endswith("/undo")]


def test_a_step_is_undone_with_the_days_it_had(office):
    address = content_states.fresh(office, PRIVATE)
    reviewer = office.as_(Role.REVIEWER)
    step(reviewer, address, "publish", expires_date="31/12/2026")
    step(reviewer, address, "unpublish")
    office.as_().get(address, status=404)
    undo(reviewer, address, "steps")
    office.as_().get(address, status=200)
    with office.site() as site:
        item = site.content.get(address.strip("/"))
        assert (item.state, item.expires_at.isoformat()) == (PUBLISHED, "2026-12-31T17:00:00+00:00")
        assert item.expires_at in [moment for moment, _ in site.content.moments]


def test_nobody_undoes_what_somebody_else_did_or_what_something_came_after(office):
    address = content_states.fresh(office, PRIVATE)
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    edit(author, address, body="Một.")
    assert "undo" not in reviewer.get(f"{address}history").text
    form = next(one for one in author.get(f"{address}history").forms.values() if one.action.endswith("/undo"))
    edit(reviewer, address, body="Hai.")
    assert "Không hoàn tác được nữa" in form.submit(status=409).text
    reviewer.post(f"{address}undo", {"seen": "2"}, status=409)
    reviewer.post(f"{address}undo", {"seen": "²"}, status=409)
    assert "Hai." in author.get(address).text


def test_who_may_no_longer_review_does_not_undo_a_publication(office):
    address = content_states.fresh(office, PRIVATE)
    with office.changing() as site:
        item = site.content.get(address.strip("/"))
        content_states.share(site, office, item, {LOGINS[Role.RECEIVER]: ("local_reviewer",)})
    receiver = office.as_(Role.RECEIVER)
    step(receiver, address, "publish")
    assert "undo" in receiver.get(f"{address}history").text
    with office.changing() as site:
        item = site.content.get(address.strip("/"))
        item.sharing = {LOGINS[Role.RECEIVER]: ("local_reader",)}
    assert "undo" not in receiver.get(f"{address}history").text
    receiver.post(f"{address}undo", {"seen": "3"}, status=409)


def test_a_folder_and_all_in_it_are_published_and_taken_back_together(office):
    with office.changing() as site:
        folder = content_states.lay_in(office, site.content, resource=Folder, state=PRIVATE)
        inner = content_states.lay_in(office, folder, resource=Folder, state=PRIVATE)
        page = content_states.lay_in(office, inner, state=PRIVATE)
        content_states.lay_in(office, inner, state="archived")
        address, below = f"/{folder.__name__}/", f"/{folder.__name__}/{inner.__name__}/{page.__name__}"
    reviewer, visitor = office.as_(Role.REVIEWER), office.as_()
    step(reviewer, address, "publish", inner=True)
    visitor.get(below, status=200)
    assert "2 mục" in rows(reviewer, address)[0]
    undo(reviewer, address)
    visitor.get(below, status=404)
    with office.site() as site:
        found = site.content.get(folder_name := address.strip("/"))
        assert found.state == PRIVATE, folder_name
        states = {one.state for one in next(iter(found.items_in_order())).items_in_order()}
        assert states == {"private", "archived"}


def test_only_what_an_author_may_do_is_done_inside_a_folder(office):
    with office.changing() as site:
        folder = content_states.lay_in(office, site.content, resource=Folder, state=PRIVATE)
        content_states.lay_in(office, folder, state=PRIVATE)
        content_states.lay_in(office, folder, state=PUBLISHED)
        address = f"/{folder.__name__}/"
    step(office.as_(Role.AUTHOR), address, "submit", inner=True)
    with office.site() as site:
        states = sorted(one.state for one in site.content.get(address.strip("/")).items_in_order())
    assert states == ["pending", "published"]


@pytest.mark.parametrize("what", ["rename", "move"])
def test_a_new_name_or_place_is_undone(office, what):
    with office.changing() as site:
        page = content_states.lay_in(office, site.content, state=PRIVATE)
        before, act = page.__name__, content_states.author(office)
        if what == "rename":
            rename_item(page, name="ten-moi", act=act, reserved=frozenset())
            address = "/ten-moi/"
        else:
            folder = content_states.lay_in(office, site.content, resource=Folder)
            move_items([page], to=folder, act=act)
            address = f"/{folder.__name__}/{before}/"
    author = office.as_(Role.AUTHOR)
    undo(author, address)
    author.get(f"/{before}", status=200)


def test_moving_back_asks_what_moving_asks(office):
    """She may write the page, and no longer add to the folder it lay in."""
    receiver = LOGINS[Role.RECEIVER]
    with office.changing() as site:
        former, there = (content_states.lay_in(office, site.content, resource=Folder, state=PRIVATE) for _ in "12")
        page = content_states.lay_in(office, former, state=PRIVATE)
        for folder in (former, there):
            content_states.share(site, office, folder, {receiver: ("local_author",)})
        move_items([page], to=there, act=Act(receiver, office.now))
        address, id = f"/{there.__name__}/{page.__name__}/", former.id
    person = office.as_(Role.RECEIVER)
    form = next(one for one in person.get(f"{address}history").forms.values() if one.action.endswith("/undo"))
    with office.changing() as site:
        site.content.by_id[id].sharing = {receiver: ("local_reader",)}
    assert "/undo" not in person.get(f"{address}history").text
    form.submit(status=409)
    person.get(address, status=200)
    with office.changing() as site:
        site.content.by_id[id].sharing = {receiver: ("local_author",)}
    assert undo(person, address).location.endswith(f"/{page.__name__}")
    person.get(address, status=301)


def test_the_order_of_the_root_is_undone_by_who_may_still_order_it(office):
    with office.changing() as site:
        names = [content_states.lay_in(office, site.content).__name__ for _ in "12"]
        put_in_place(site.content, names=names[1:], place=1, act=content_states.author(office))
    author = office.as_(Role.AUTHOR)
    assert "/undo" not in author.get("/noi-dung/contents").text, "she reviewed once, and does no longer"
    with office.site() as site:
        seen = site.content.chain.last.sequence
    author.post("/noi-dung/undo", {"seen": str(seen)}, status=409)


def test_another_order_is_undone(office):
    with office.changing() as site:
        folder = content_states.lay_in(office, site.content, resource=Folder)
        names = [content_states.lay_in(office, folder).__name__ for _ in range(4)]
        put_in_place(folder, names=[names[2]], place=1, act=content_states.reviewer(office))
        put_in_place(site.content, names=[folder.__name__], place=1, act=content_states.reviewer(office))
        address = f"/{folder.__name__}/"
    reviewer = office.as_(Role.REVIEWER)
    undo(reviewer, address, "contents")
    with office.site() as site:
        assert site.content.get(address.strip("/")).names() == names


def test_what_was_just_deleted_comes_back_where_it_lay(office):
    with office.changing() as site:
        page = content_states.lay_in(office, site.content, state=PRIVATE)
        name, id = page.__name__, page.id
        delete_items([page], act=content_states.author(office))
    author = office.as_(Role.AUTHOR)
    author.get(f"/{name}", status=404)
    office.as_(Role.REVIEWER).post("/noi-dung/undo", {"deleted": id}, status=409)
    assert "Bạn đã xóa “Trang thử" in author.get("/noi-dung/contents").text
    undo(author, "/noi-dung/", "contents")
    author.get(f"/{name}", status=200)
    author.post("/noi-dung/undo", {"deleted": id}, status=409)
