"""Pages are arranged: as an author and a reviewer do it, and as visitors find them afterwards."""

import pytest

from content_states import author, fresh, lay_in, reviewer
from hcc.content.operations.add import add_item
from hcc.content.operations.delete import delete_items
from hcc.content.operations.move import move_items
from hcc.content.resources import Folder, Page
from hcc.content.tree import walk
from hcc.content.workflow import PRIVATE, PUBLISHED
from hcc.core.roles import Role

CANARY = "<script>alert('chim')</script>"


def news(office, *titles: str, state: str = PUBLISHED, name: str = "Tin tức") -> str:
    """The address of a folder with pages of these titles."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, state=state, title=name)
        for title in titles:
            office.later(seconds=1)
            lay_in(office, folder, title=title, state=state)
        return f"/{folder.__name__}/"


def item_at(site, address: str):
    here = site.content
    for name in address.strip("/").split("/"):
        here = here.get(name)
    return here


def act(person, address: str, key: str, status: int = 303, **fields: str):
    """One panel of a page's "arrange"."""
    form = person.get(f"{address.rstrip('/')}/arrange").forms[key]
    for name, value in fields.items():
        form[name] = value
    return form.submit("do", status=status)


def folder_id(office, address: str) -> str:
    with office.site() as site:
        return item_at(site, address).id


def test_what_is_renamed_is_found_under_its_former_address(office):
    folder = news(office, "Lịch tiếp công dân")
    reviewer, visitor = office.as_(Role.REVIEWER), office.as_()
    act(reviewer, folder, "rename", name="tin-moi")
    act(reviewer, "/tin-moi/lich-tiep-cong-dan", "rename", name="lich")
    moved = visitor.get("/tin-tuc/lich-tiep-cong-dan?trang=2", status=301)
    assert moved.location == "http://localhost/tin-moi/lich?trang=2"
    assert visitor.get("/tin-tuc/", status=301).location == "http://localhost/tin-moi/"
    assert reviewer.get("/tin-tuc/lich-tiep-cong-dan/edit", status=301).location == "http://localhost/tin-moi/lich/edit"
    assert visitor.get("/tin-tuc/khong-co", status=404)
    # Something new takes the address: what was there is found there no longer.
    news(office, name="Tin tức")
    assert "Nội dung thử." in visitor.get("/tin-tuc/", status=200).text
    visitor.get("/tin-tuc/lich-tiep-cong-dan", status=404)


def test_a_former_address_says_nothing_of_what_a_visitor_may_not_read(office):
    folder = news(office, "Bản nháp kín", state=PRIVATE)
    act(office.as_(Role.AUTHOR), folder, "rename", name="bi-mat-moi")
    answer = office.as_().get("/tin-tuc/ban-nhap-kin", status=404)
    assert "bi-mat-moi" not in answer.text + str(answer.headers)
    assert office.as_(Role.AUTHOR).get("/tin-tuc/", status=301)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hai", "Ở đây đã có mục tên hai"),
        ("edit", "Tên edit do phần mềm dùng"),
        ("thu-tuc", "Tên thu-tuc do phần mềm dùng"),
        ("contents", "Tên contents do phần mềm dùng"),
        ("Tên Có Dấu", "chữ thường không dấu"),
        ("a/b", "chữ thường không dấu"),
        ("..", "chữ thường không dấu"),
        ("x" * 4_096, "chữ thường không dấu"),
        (CANARY, "chữ thường không dấu"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_stays_typed(office, name, said):
    folder = news(office, "Một", "Hai")
    refused = act(office.as_(Role.REVIEWER), f"{folder}mot", "rename", 409, name=name)
    assert said in refused.html.text
    assert refused.forms["rename"]["name"].value == name
    assert CANARY not in refused.text
    office.as_().get(f"{folder}mot", status=200)


def test_a_folder_is_not_moved_into_itself_or_below(office):
    with office.changing() as site:
        outer = lay_in(office, site.content, resource=Folder, title="Ngoài")
        inner = lay_in(office, outer, resource=Folder, title="Trong")
        ids = outer.id, inner.id
    reviewer = office.as_(Role.REVIEWER)
    for key, said in (("move", "không thể nằm trong chính nó"), ("copy", "không thể nằm trong chính nó")):
        for target in ids:
            form = reviewer.get("/ngoai/arrange").forms[key]
            assert target not in [value for value, *_ in form["target"].options], "it is not even offered"
            form["target"].force_value(target)
            assert said in form.submit("do", status=409).html.text
    assert "nằm sẵn trong thư mục này" in act(reviewer, "/ngoai/trong", "move", 409, target=ids[0]).html.text
    assert office.as_().get("/ngoai/trong/", status=200)


def test_folders_are_offered_as_they_lie_in_each_other(office):
    """Those nobody may add to stand there only for those in them."""
    with office.changing() as site:
        shut = lay_in(office, site.content, resource=Folder, title="Đã lưu trữ", state="archived")
        lay_in(office, lay_in(office, shut, resource=Folder, title="Năm 2026"), resource=Folder, title="Ảnh")
        lay_in(office, site.content, resource=Folder, title="Rỗng", state="archived")
        moved = lay_in(office, site.content, resource=Folder, title="Đang chuyển", state=PRIVATE)
        lay_in(office, moved, resource=Folder, title="Nằm trong")
    listed = office.as_(Role.AUTHOR).get("/dang-chuyen/arrange").html.find("form", id="move").find_all("option")
    told = [(one.text.count("\u2003"), one.text.strip(), one.has_attr("disabled")) for one in listed]
    start = told.index((0, "Đã lưu trữ", True))
    assert told[start : start + 3] == [(0, "Đã lưu trữ", True), (1, "Năm 2026", False), (2, "Ảnh", False)]
    assert listed[start + 2]["aria-label"] == "Đã lưu trữ › Năm 2026 › Ảnh"
    assert not {"Rỗng", "Đang chuyển", "Nằm trong"} & {title for _, title, _ in told}


def test_moved_and_copied(office):
    one, other = news(office, "Mẫu đơn"), news(office, name="Hướng dẫn")
    author, reviewer, visitor = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER), office.as_()
    copied = act(reviewer, f"{one}mau-don", "copy", target=folder_id(office, other))
    assert copied.location == "http://localhost/huong-dan/mau-don"
    visitor.get("/huong-dan/mau-don", expect_errors=True).mustcontain(no="Nội dung thử.")
    assert "Nội dung thử." in author.get("/huong-dan/mau-don").text
    refused = act(reviewer, f"{one}mau-don", "move", 409, target=folder_id(office, other))
    assert "đã có mục tên mau-don" in refused.html.text
    act(reviewer, "/huong-dan/mau-don", "rename", name="mau-cu")
    act(reviewer, f"{one}mau-don", "move", target=folder_id(office, other))
    assert visitor.get("/tin-tuc/mau-don", status=301).location == "http://localhost/huong-dan/mau-don"
    with office.site() as site:
        assert [record.what for record in item_at(site, "/huong-dan/mau-don").chain][-1] == "moved"
        assert [record.what for record in item_at(site, "/huong-dan/mau-cu").chain] == ["added", "renamed"]


def test_what_is_deleted_comes_back_with_all_that_lay_in_it(office):
    folder = news(office, "Một", "Hai")
    reviewer, visitor = office.as_(Role.REVIEWER), office.as_()
    with office.changing() as site:
        lay_in(office, site.content, title="Trang chủ", body="Xem [tin](/tin-tuc/mot).")
    assert "Trang chủ" in reviewer.get(f"{folder}arrange").html.find(id="delete-panel").text
    act(reviewer, folder, "delete", why=f"Lỗi thời {CANARY}")
    visitor.get("/tin-tuc/mot", status=404)
    page = reviewer.get("/noi-dung/trash")
    assert "Lỗi thời" in page.text
    assert CANARY not in page.text
    restored = page.click(href="restore").forms["form"].submit("save", status=303)
    assert restored.location == "http://localhost/tin-tuc/"
    visitor.get("/tin-tuc/mot", status=200)
    assert "Thùng rác trống" in reviewer.get("/noi-dung/trash").text


def test_restoring_into_a_folder_that_vanished_asks_for_another(office):
    folder, other = news(office, "Một"), news(office, "Một", name="Hướng dẫn")
    reviewer = office.as_(Role.REVIEWER)
    act(reviewer, f"{folder}mot", "delete")
    act(reviewer, folder, "delete")
    row = next(row for row in reviewer.get("/noi-dung/trash").html.find_all("tr") if "/tin-tuc/mot" in row.text)
    page = reviewer.get(row.find("a")["href"])
    assert "không còn nữa" in page.html.text
    form = page.forms["form"]
    nowhere = [pair for pair in form.submit_fields("save") if pair[0] != "target"]
    assert "Hãy chọn thư mục" in reviewer.browser.post(page.request.url, nowhere, status=422).text
    form["target"] = folder_id(office, other)
    restored = form.submit("save", status=303)
    assert restored.location == "http://localhost/huong-dan/mot-2"
    assert "mot-2" in restored.follow().html.find(class_="flash").text, "it says that the name was taken"
    assert form.submit("save").status_int == 303, "a repeat is answered as the first time"
    assert "không còn trong thùng rác" in reviewer.get(row.find("a")["href"], status=409).html.text


def test_only_reviewers_delete_for_good_and_only_when_they_say_so(office):
    folder = news(office, "Một", state=PRIVATE)
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    act(author, folder, "delete")
    trash = author.get("/noi-dung/trash").html
    assert trash.find("a", string=lambda words: words and "Xóa hẳn" in words) is None
    page = reviewer.get("/noi-dung/trash").click(href="purge")
    refused = page.forms["form"].submit("save", status=422)
    form = refused.forms["form"]
    form["sure"] = True
    form.submit("save", status=303)
    with office.site() as site:
        assert len(site.content.trash) == 0
        purged = site.content.chain.last
        assert (purged.what, len(purged.facts["things"])) == ("purged", 2)


def test_an_author_restores_only_what_she_deleted(office):
    folder = news(office)
    act(office.as_(Role.REVIEWER), folder, "delete")
    with office.site() as site:
        (entry,) = site.content.trash.newest_first()
    answer = office.as_(Role.AUTHOR).post(f"/noi-dung/restore?entry={entry.id}", {"target": "site"}, status=409)
    assert "tin-tuc" in answer.text
    with office.site() as site:
        assert len(site.content.trash) == 1


def choose(person, folder: str, *names: str):
    page = person.get(f"{folder}contents")
    form = page.forms["chosen"]
    boxes = [field for field in form.fields["name"]]
    for box in boxes:
        box.checked = box._value in names
    return form.submit()


def test_several_are_published_moved_and_deleted_at_once(office):
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, title="Tin tức")
        for title in ("Một", "Hai", "Ba"):
            lay_in(office, folder, title=title, state=PRIVATE)
    other = news(office, name="Hướng dẫn")
    reviewer, visitor = office.as_(Role.REVIEWER), office.as_()
    form = choose(reviewer, "/tin-tuc/", "mot", "ba").forms["step"]
    form["step"] = "publish"
    form["publish_date"], form["expires_date"] = "31/12/2026", "01/12/2026"
    refused = form.submit("do", status=409)
    assert refused.forms["step"]["publish_date"].value == "31/12/2026"
    form = refused.forms["step"]
    form["publish_date"] = form["expires_date"] = ""
    form.submit("do", status=303)
    visitor.get("/tin-tuc/mot", status=200)
    form = choose(reviewer, "/tin-tuc/", "mot", "hai", "ba").forms["step"]
    form["step"] = "unpublish"
    assert "“Hai” không thể" in form.submit("do", status=409).html.text
    visitor.get("/tin-tuc/mot", status=200)  # all or none
    form = choose(reviewer, "/tin-tuc/", "mot", "ba").forms["move"]
    form["target"] = folder_id(office, other)
    form.submit("do", status=303)
    assert visitor.get("/tin-tuc/ba", status=301).location == "http://localhost/huong-dan/ba"
    choose(reviewer, "/huong-dan/", "mot", "ba").forms["delete"].submit("do", status=303)
    with office.site() as site:
        assert {entry.item.title for entry in site.content.trash.newest_first()} == {"Một", "Ba"}


def test_an_author_does_to_several_only_what_she_may_to_each(office):
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, title="Tin tức")
        lay_in(office, folder, title="Công khai"), lay_in(office, folder, title="Nháp", state=PRIVATE)
    author = office.as_(Role.AUTHOR)
    refused = choose(author, "/tin-tuc/", "cong-khai", "nhap").forms["delete"].submit("do", status=409)
    assert "“Công khai”" in refused.html.text
    choose(author, "/tin-tuc/", "nhap").forms["delete"].submit("do", status=303)
    with office.site() as site:
        assert item_at(site, "/tin-tuc").names() == ["cong-khai"]


def test_nothing_chosen_and_what_went_meanwhile(office):
    folder = news(office, "Một", "Hai")
    reviewer = office.as_(Role.REVIEWER)
    assert "Chưa chọn" in reviewer.get(f"{folder}chosen", status=409).html.text
    page = choose(reviewer, folder, "mot", "hai")
    act(reviewer, f"{folder}hai", "delete")
    assert "không còn ở đây" in page.forms["delete"].submit("do", status=409).html.text
    office.as_().get(f"{folder}mot", status=200)


def test_the_table_is_sifted_ordered_and_put_in_place(office):
    folder = news(office, "Ăn mặc", "Bảo hiểm", "Ảnh đẹp", CANARY)
    reviewer = office.as_(Role.REVIEWER)

    def titles(query: str = "") -> list[str]:
        page = reviewer.get(f"{folder}contents{query}")
        assert CANARY not in page.text
        return [row.find("a").text for row in page.html.tbody.find_all("tr")] if page.html.tbody else []

    assert titles() == ["Ăn mặc", "Bảo hiểm", "Ảnh đẹp", CANARY]
    assert titles("?sort=title") == [CANARY, "Ăn mặc", "Ảnh đẹp", "Bảo hiểm"]
    assert titles("?q=anh") == ["Ảnh đẹp"]
    assert titles("?state=private") == titles("?q=khong+co+gi") == []
    reviewer.get(f"{folder}contents").forms["order"].submit("down", value="an-mac", status=303)
    assert titles()[:2] == ["Bảo hiểm", "Ăn mặc"]
    form = choose(reviewer, folder, "anh-dep").forms["place"]
    form["place"] = "1"
    form.submit("do", status=303)
    assert titles()[:3] == ["Ảnh đẹp", "Bảo hiểm", "Ăn mặc"]
    hits = office.as_().get(folder).html.find("ul", class_="hits").find_all("a")
    assert [hit.text for hit in hits][:3] == ["Ảnh đẹp", "Bảo hiểm", "Ăn mặc"]


def test_links_that_lead_nowhere_are_listed(office):
    with office.changing() as site:
        lay_in(office, site.content, title="Đích")
        kept = lay_in(office, site.content, title="Sẽ đổi tên")
        lay_in(
            office,
            site.content,
            title="Nguồn",
            body="[a](/dich) [b](/khong-co) [c](/thu-tuc/1.004873) [d](/thu-tuc/9.999999) [e](se-doi-ten#muc)"
            " [f](https://example.org/x) [g](/tra-cuu) ![h](/anh-mat.jpg)",
        )
        kept_name = kept.__name__
    reviewer = office.as_(Role.REVIEWER)
    act(reviewer, f"/{kept_name}", "rename", name="ten-moi")

    def faulty() -> dict[str, str]:
        rows = reviewer.get("/noi-dung/links").html.find_all("tr")[1:]
        return {row.find_all("td")[1].text: row.find_all("td")[2].text.strip() for row in rows}

    assert set(faulty()) == {"/khong-co", "/thu-tuc/9.999999", "/anh-mat.jpg"}
    act(reviewer, "/dich", "delete")
    assert "thùng rác" in faulty()["/dich"]


def test_whoever_takes_a_page_off_the_site_is_told_what_leads_there(office):
    with office.changing() as site:
        lay_in(office, site.content, title="Đích")
        lay_in(office, site.content, title=f"Nguồn {CANARY}", body="Xem [đích](/dich).")
    page = office.as_(Role.REVIEWER).get("/dich/steps")
    note = next(note for note in page.html.find_all(class_="note") if "Các trang có liên kết tới đây" in note.text)
    assert [link["href"] for link in note.find_all("a")] == ["/nguon-script-alert-chim-script"]
    assert CANARY not in page.text
    alone = office.as_(Role.REVIEWER).get("/nguon-script-alert-chim-script/steps")
    assert "Các trang có liên kết tới đây" not in alone.text


def test_former_addresses_are_listed_and_forgotten(office):
    folder = news(office, "Một")
    reviewer = office.as_(Role.REVIEWER)
    act(reviewer, f"{folder}mot", "rename", name="khac")
    page = reviewer.get("/noi-dung/redirects")
    assert "/tin-tuc/mot" in page.text
    assert page.html.tbody.find("a")["href"] == "/tin-tuc/khac"
    page.html.find("button", string=lambda words: words)
    form = next(form for form in page.forms.values() if form.action.endswith("forget_redirect"))
    form.submit(status=303)
    office.as_().get("/tin-tuc/mot", status=404)


def test_a_folder_of_a_thousand_is_one_entry_everywhere(office):
    with office.changing() as site:
        act_, folder = reviewer(office), lay_in(office, site.content, resource=Folder, title="Lớn")
        for number in range(300):
            add_item(folder, resource=Page, text={"title": f"Trang {number}"}, act=author(office), reserved=frozenset())
        target = lay_in(office, site.content, resource=Folder, title="Kho")
        move_items([folder], to=target, act=act_)
        assert len(site.content.redirects) == 1
        delete_items([folder], act=act_)
        assert [entry.count for entry in site.content.trash.newest_first()] == [301]
        assert len(list(walk(site.content))) == 1
    assert fresh(office)
