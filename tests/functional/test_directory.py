"""/can-bo: whom to call for what. Officials of the list and people with a page stand there once, by their field."""

import content_states
from hcc.accounts.resources import Contact as Entry
from hcc.content.resources import Contact
from hcc.content.workflow import PRIVATE
from hcc.core.roles import Role
from office import LOGINS

RECEIVER = LOGINS[Role.RECEIVER]


def _fields(person) -> dict[str, list[str]]:
    """Names by the heading they stand under."""
    page = person.get("/can-bo", status=200).html
    return {
        one.h2.get_text(strip=True): [name.get_text(strip=True) for name in one.select("h3")]
        for one in page.select(".field-of")
    }


def test_everybody_stands_once_in_her_field(office):
    visitor = office.as_()
    with office.changing() as site:
        site.accounts[RECEIVER].contact = Entry(listed=True, title="Công chức", phone="0210 000 0002", duty="Hộ tịch")
        left = site.accounts[LOGINS[Role.HANDLER]]
        left.contact = Entry(listed=False, phone="0210 000 0003", duty="Đất đai")
        name = site.accounts[RECEIVER].name

        def page(state="published", **text):
            return content_states.lay_in(office, site.content, resource=Contact, state=state, body="", **text)

        page(title="Chọn từ danh sách", account=RECEIVER, place="Quầy 2", hours="Buổi sáng")
        page(title="Hai lần", account=RECEIVER, place="Quầy 9")
        page(title=name.upper(), phone="02100000002", duty="Đất đai")
        page(title="Lò Thị Mẫu", duty="Hộ tịch, nuôi con nuôi", phone="0210 000 111")
        page(title="Lò thị mẫu", duty="Hộ tịch", phone="0210000111")
        page(title="Bộ phận Một cửa", phone="0210 000 112")
        page(title="Người đã nghỉ", account=left.login, duty="Đất đai")
        page(PRIVATE, title="Chưa công khai", duty="Đất đai")
    fields = _fields(visitor)
    assert next(iter(fields)) == "Lãnh đạo Trung tâm"
    assert fields["Hộ tịch"] == [name, "Lò Thị Mẫu"]
    assert fields["Việc khác"] == ["Bộ phận Một cửa"], "who named no field stands last"
    assert list(fields)[-1] == "Việc khác"
    assert "Đất đai" not in fields, "of an official the list decides; drafts are nobody's business"
    every = [one for people in fields.values() for one in people]
    assert len(every) == len(set(every))
    html = visitor.get("/can-bo").html
    [card] = [one for one in html.select(".people li") if one.h3.get_text(strip=True) == name]
    assert "Quầy 2 · Buổi sáng" in card.get_text(), "what her page adds"
    assert card.h3.a["href"].startswith("/")
    assert visitor.get(card.h3.a["href"]).html.find("a", href="/can-bo"), "and her page leads back to all"
    assert visitor.get("/").html.find("footer").find("a", href="/can-bo")
    with office.changing() as site:
        site.accounts[RECEIVER].disabled = True
    assert name not in str(_fields(visitor)), "who left stands there no longer, whatever pages she has"


def test_a_person_is_shown_with_her_picture_once_citizens_may_see_it(office):
    visitor, author = office.as_(), office.as_(Role.AUTHOR)
    picture = content_states.picture_at(office, state=PRIVATE, alt="Lò Thị Mẫu ở quầy 1").rstrip("/")
    where = content_states.fresh(
        office, resource=Contact, title="Lò Thị Mẫu", duty="Hộ tịch", picture=picture, body=""
    ).rstrip("/")
    assert visitor.get(where).html.find("main").img is None
    seen = author.get(where).html.find("main")
    assert seen.img["alt"] == "Lò Thị Mẫu ở quầy 1"
    assert seen.find("div", class_="warn").a["href"] == picture, "who may write is told that citizens do not see it"
    reviewer = office.as_(Role.REVIEWER)
    assert reviewer.get(f"{picture}/arrange").html.find("main").find("a", href=where), (
        "who takes it away is told whose it is"
    )
    form = reviewer.get(f"{picture}/steps").forms["form"]
    form["step"] = "publish"
    form.submit(status=303)
    for page in (where, "/can-bo"):
        assert visitor.get(visitor.get(page).html.find("main").img["src"], status=200).content_type == "image/jpeg"
    form = author.get("/noi-dung/new?kind=contact").forms["form"]
    form["title"], form["picture"] = "Vàng A Mẫu", "https://example.org/a.jpg"
    refused = form.submit(status=422)
    assert "bắt đầu bằng /" in refused.text
    assert refused.forms["form"]["picture"].value == "https://example.org/a.jpg"
