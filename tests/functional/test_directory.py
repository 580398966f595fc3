"""/can-bo: whom to call for what. Officials of the list and people with a page stand there once, by their field."""

import content_states
from hcc.accounts.resources import Contact as Entry
from hcc.content.resources import Collection, Contact, Folder
from hcc.content.workflow import PRIVATE
from hcc.core.roles import Role
from office import LOGINS

RECEIVER = LOGINS[Role.RECEIVER]
ALTERNATE = 'link[hreflang="en"]'


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


def _english(person, address: str, wanted: str = "main") -> dict[str, str | None]:
    """Words by the `lang` they stand in on the English page."""
    found = person.get(f"{address}?lang=en", status=200).html.select(f"{wanted} :is(h1, h2, h3, p, dd, a, span)")
    return {one.get_text(" ", strip=True): one.get("lang") for one in found}


def test_readers_of_english_meet_people_in_english_where_somebody_wrote_it(office):
    visitor, author, reviewer = office.as_(), office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    where = content_states.fresh(office, resource=Folder, title="Hỏi ai", body="")
    form = author.get(f"{where}new?kind=contact").forms["form"]
    form["title"], form["phone"] = "Lò Thị Mẫu", "0210 000 111"
    form["job"], form["duty"], form["place"], form["hours"] = "Công chức", "Đo đạc, nhà ở", "Quầy 7", "Sáng thứ Hai"
    page = form.submit(status=303).location.removeprefix("http://localhost")
    form = reviewer.get(f"{page}/steps").forms["form"]
    form["step"] = "publish"
    form.submit(status=303)
    told = visitor.get(f"{page}?lang=en")
    assert "There is no English translation" in told.text
    assert {"vi"} == {one["lang"] for one in told.html.select(".person dd[lang]")}
    assert not told.html.select(ALTERNATE)

    form = reviewer.get(f"{page}/edit").forms["form"]
    form["job_en"], form["duty_en"], form["place_en"] = "Land registrar", "Surveys, housing", "Counter 7"
    form.submit(status=303)
    half = visitor.get(f"{page}?lang=en")
    assert "There is no English translation" not in half.text
    told = _english(visitor, page)
    assert (told["Land registrar"], told["Sáng thứ Hai"], told["Lò Thị Mẫu"]) == (None, "vi", "vi")
    form = reviewer.get(f"{page}/edit").forms["form"]
    form["hours_en"] = "Monday mornings"
    form.submit(status=303)
    assert visitor.get(page).html.select(ALTERNATE)
    assert _english(visitor, page)["Monday mornings"] is None

    found = content_states.fresh(office, resource=Collection, title="Mọi người", kinds=["contact"], body="")
    for list_of_her, line in (
        (where, "Land registrar"),
        (found.rstrip("/"), "Land registrar · Surveys, housing · 0210000111"),
        ("/can-bo", "Land registrar"),
    ):
        assert _english(visitor, list_of_her)[line] is None, list_of_her
        assert line not in visitor.get(f"{list_of_her}?lang=vi").text
        assert "Công chức" in visitor.get(f"{list_of_her}?lang=vi").text
    assert _english(visitor, "/can-bo")["Surveys, housing"] is None, "it heads the field"
    found = visitor.get("/tim?q=registrar&lang=en").html.find("a", href=page).find_parent("li")
    assert found.find(class_="snippet")["lang"] == "en"
    assert "Land registrar" in found.get_text()
    compared = author.get(f"{page}/compare?a=1&b=2").html.find("main").get_text(" ")
    assert "Chức vụ tiếng Anh" in compared
    assert "Land registrar" in compared


def test_of_an_official_of_the_list_english_comes_from_there(office):
    visitor, admin = office.as_(), office.as_(Role.ADMINISTRATOR)
    with office.changing() as site:
        old = Entry(listed=True, title="Công chức", phone="0210 000 0002", duty="Việc chung")
        for later in ("title_en", "duty_en"):
            vars(old).pop(later)  # as databases have it that were made before there was English
        site.accounts[RECEIVER].contact = old
        page = content_states.lay_in(
            office, site.content, resource=Contact, title="Tên", account=RECEIVER, job_en="Clerk", duty_en="Odd matters"
        ).__name__
    assert _english(visitor, f"/{page}")["Clerk"] is None, "her page helps out where the list has none"
    assert {"Clerk", "Odd matters"} <= _english(visitor, "/can-bo").keys()
    form = admin.get(f"/quan-tri/can-bo/{RECEIVER}/contact").forms["form"]
    form["title_en"], form["duty_en"] = "Registrar", "General matters"
    form.submit(status=303)
    assert "Registrar" in admin.get(f"/quan-tri/can-bo/{RECEIVER}/").text
    for address in (f"/{page}", "/can-bo"):
        told = _english(visitor, address)
        assert (told["Registrar"], told["General matters"]) == (None, None)
        assert not {"Clerk", "Odd matters", "Công chức", "Việc chung"} & told.keys()
    headings = [one.text for one in visitor.get("/can-bo?lang=en").html.select(".field-of h2")]
    assert headings[0] == "Who leads the centre"
    assert headings[1:] == sorted(headings[1:]), "in the order of the reader's language"


def test_english_of_her_page_is_not_said_of_other_vietnamese(office):
    visitor = office.as_()
    with office.changing() as site:
        site.accounts[RECEIVER].contact = Entry(listed=True, title="Phó Chủ tịch xã", duty="Đất đai, môi trường")
        her = {
            "job": "Công chức hộ tịch",
            "job_en": "Zoning clerk",
            "duty": "Hộ tịch",
            "duty_en": "Zoning matters",
        }
        page = content_states.lay_in(
            office, site.content, resource=Contact, title="Tên", account=RECEIVER, **her
        ).__name__
    for address in (f"/{page}", "/can-bo"):
        told = _english(visitor, address)
        assert not {"Zoning clerk", "Zoning matters"} & told.keys(), address
        assert told["Phó Chủ tịch xã"] == "vi", "she is what the list says, in its own words"


def test_what_says_only_a_name_and_a_telephone_needs_no_translation(office):
    visitor = office.as_()
    with office.changing() as site:
        plain, named = (
            content_states.lay_in(office, site.content, resource=Contact, phone="0210 000 0009", **words).__name__
            for words in ({"title": "Vàng A Mẫu"}, {"title": "Bộ phận Một cửa", "title_en": "One-stop office"})
        )
    for page, translated in ((plain, False), (named, True)):
        answer = visitor.get(f"/{page}?lang=en")
        assert "There is no English translation" not in answer.text
        assert bool(answer.html.select(ALTERNATE)) == translated
