"""A page of the centre from its first word to its readers: as author, reviewer and visitor."""

from hcc.core.roles import Role


def _new(person, where: str, kind: str, **fields: str) -> str:
    """Write something new at `where`; its address."""
    form = person.get(f"{where}new?kind={kind}").forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=303).location.removeprefix("http://localhost")


def _step(person, address: str, step: str, **fields: str) -> None:
    form = person.get(f"{address.rstrip('/')}/steps").forms["form"]
    form["step"] = step
    for name, value in fields.items():
        form[name] = value
    form.submit(status=303)


def test_a_page_is_written_reviewed_and_read(office):
    author, reviewer, visitor = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER), office.as_()
    news = _new(author, "/noi-dung/", "folder", title="Tin tức")
    page = _new(author, news, "page", title="Lịch tiếp công dân", body="Sáng thứ hai hằng tuần.")
    assert (news, page) == ("/tin-tuc/", "/tin-tuc/lich-tiep-cong-dan")
    assert "Sáng thứ hai" in author.get(page).text
    for address in (news, page):
        _step(author, address, "submit")
    _step(reviewer, page, "publish")
    assert "Sáng thứ hai" not in visitor.get(page, expect_errors=True).text, "its folder is not published yet"
    _step(reviewer, news, "publish")
    assert "Sáng thứ hai" in visitor.get(page, status=200).text
    assert visitor.get(news, status=200).html.find("a", href=page).text == "Lịch tiếp công dân"


def test_two_who_write_at_once_lose_nothing(office):
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    page = _new(author, "/noi-dung/", "page", title="Giờ làm việc", body="Bảy giờ.")
    first, second = author.get(f"{page}/edit").forms["form"], reviewer.get(f"{page}/edit").forms["form"]
    first["body"] = "Bảy giờ ba mươi."
    first.submit(status=303)
    second["body"] = "Tám giờ."
    refused = second.submit(status=409)
    assert "Lưu Thị Viết vừa lưu một bản khác" in refused.text
    again = refused.forms["form"]
    assert again["body"].value == "Tám giờ."
    assert "Bảy giờ ba mươi." in author.get(page).text
    assert "hãy chọn" in again.submit(status=409).text, "nothing is chosen for her"
    again["choose_body"] = "mine"
    again.submit(status=303)
    assert "Tám giờ." in author.get(page).text
    with office.site() as site:
        item = site.content.get("gio-lam-viec")
        assert [record.what for record in item.chain] == ["added", "edited", "edited"]
        assert item.versions.get(2).text["body"] == "Bảy giờ ba mươi."
