"""Fields that name a picture, a recording, a folder or procedures: chosen from a list, and told what they stand for."""

import io

from PIL import Image
from webtest import Upload

import content_states
from content_states import lay_in
from hcc.content.resources import FileItem, Folder
from hcc.content.workflow import PRIVATE
from hcc.core.roles import Role


def photo() -> bytes:
    into = io.BytesIO()
    Image.linear_gradient("L").resize((300, 400)).convert("RGB").save(into, "JPEG")
    return into.getvalue()


def field(page, name: str):
    return page.html.select_one(f"#form [name={name}]").find_parent("div", class_="choosing")


def stands(page, name: str) -> str:
    return field(page, name).select_one(".stands").get_text(" ", strip=True)


def choices(person, page, name: str, words: str = "") -> list[str]:
    """What the list of a field offers, found as without scripts: by its link, then by words."""
    listed = person.get(field(page, name).select_one("a[target=_blank]")["href"], status=200)
    assert not listed.html.select_one("#leads-heading"), "only what the field takes"
    if words:
        form = next(form for form in listed.forms.values() if "for" in form.fields)
        form["q"] = words
        listed = form.submit(status=200)
    return [one["value"] for one in listed.html.select("[data-picks] input.code")]


def made(person, kind: str, folder: str = "/noi-dung", **typed: str) -> None:
    form = person.get(f"{folder}/new?kind={kind}").forms["form"]
    for name, value in typed.items():
        form[name] = value
    form.submit("save", status=303)


def lay_sound(site, office) -> None:
    kept = {"type": "audio/wav", "name": "loa.wav", "size": 4, "sha256": ""}
    lay_in(office, site.content, resource=FileItem, title="Bản tin loa", file=kept, transcript="Chú ý.", state=PRIVATE)
    lay_in(office, site.content, resource=FileItem, title="Mẫu tờ khai", file={**kept, "type": "application/pdf"})


def test_a_portrait_is_chosen_among_pictures_and_its_field_says_what_it_is(office):
    portrait, draft = content_states.picture_at(office), content_states.picture_at(office, state=PRIVATE)
    with office.changing() as site:
        title = site.content.get(portrait.strip("/")).title
        lay_in(office, site.content, title="Trang khác")
        lay_in(office, site.content, resource=Folder, title="Cán bộ xã")
    person, where = office.as_(Role.AUTHOR), portrait.rstrip("/")
    made(person, "contact", "/can-bo-xa", title="Lò Thị Mẫu")
    page = person.get("/can-bo-xa/lo-thi-mau/edit")
    assert stands(page, "picture") == ""
    every = {where, draft.rstrip("/")}
    assert set(choices(person, page, "picture")) == every, "though they lie in another folder, and one is not published"
    assert choices(person, page, "picture", title) == [where]
    assert choices(person, page, "picture", "khong co gi") == []
    form = page.forms["form"]
    form["picture"] = "/trang-khac"
    refused = form.submit("save", status=422)
    assert "Không có ảnh nào ở địa chỉ này" in refused.text
    assert refused.forms["form"]["picture"].value == "/trang-khac"
    form = refused.forms["form"]
    form["picture"] = where
    form.submit("save", status=303)
    assert title in stands(person.get("/can-bo-xa/lo-thi-mau/edit"), "picture")
    reviewer = office.as_(Role.REVIEWER)
    form = reviewer.get(f"{where}/arrange").forms["delete"]
    form.submit("do", status=303)
    page = person.get("/can-bo-xa/lo-thi-mau/edit")
    assert "Không có ảnh nào ở địa chỉ này" in stands(page, "picture")
    page.forms["form"].submit("save", status=303)


def test_recordings_folders_and_procedures_are_chosen_the_same_way(office):
    with office.changing() as site:
        lay_sound(site, office)
        news = lay_in(office, site.content, resource=Folder, title="Tin của xã")
        lay_in(office, news, resource=Folder, title="Tin nháp", state=PRIVATE)
    person = office.as_(Role.AUTHOR)
    made(person, "notice", title="Nghỉ lễ")
    made(person, "collection", title="Gom")
    page = person.get("/nghi-le/edit")
    assert choices(person, page, "sound") == ["/ban-tin-loa"], "what cannot be heard is no recording"
    form = page.forms["form"]
    form["sound"], form["procedures"] = "/mau-to-khai", "1.001193\n9.999999"
    refused = form.submit("save", status=422)
    assert "Không có bản ghi âm nào ở địa chỉ này" in refused.text
    assert "Đăng ký khai sinh" in stands(refused, "procedures"), "also while another code is wrong"
    form = refused.forms["form"]
    form["sound"], form["procedures"] = "/ban-tin-loa", "1.001193"
    form.submit("save", status=303)
    page = person.get("/nghi-le/edit")
    assert stands(page, "sound") == "Bản tin loa (người dân chưa xem được)"
    assert stands(page, "procedures") == "1.001193 Đăng ký khai sinh"
    assert choices(person, page, "procedures") == []
    assert "1.001193" in choices(person, page, "procedures", "dang ky khai sinh")

    page = person.get("/gom/edit")
    assert set(choices(person, page, "within")) == {"/tin-cua-xa/", "/tin-cua-xa/tin-nhap/"}
    form = page.forms["form"]
    form["within"] = "/tin-cua-xa/"
    form.submit("save", status=303)
    assert stands(person.get("/gom/edit"), "within") == "Tin của xã"


def test_what_she_may_not_see_stands_for_nothing(office):
    with office.changing() as site:
        lay_in(office, site.content, resource=Folder, title="Tuyệt mật", state=PRIVATE)
        own = lay_in(office, site.content, resource=Folder, title="Của tôi", state=PRIVATE)
        content_states.share(site, office, own, {content_states.LOGINS[Role.RECEIVER]: (content_states.AUTHOR,)})
    made(office.as_(Role.AUTHOR), "collection", "/cua-toi", title="Gom", within="/tuyet-mat/")
    person = office.as_(Role.RECEIVER)
    page = person.get("/cua-toi/gom/edit")
    assert stands(page, "within") == "Không có thư mục nào ở địa chỉ này. " + (
        "Hãy chọn một thư mục trong danh sách, hoặc để trống ô này."
    )
    assert choices(person, page, "within") == ["/cua-toi/"]


def test_a_picture_is_brought_where_one_is_chosen(office):
    person = office.as_(Role.AUTHOR)
    link = field(person.get("/noi-dung/new?kind=contact"), "picture").select_one("a[target=_blank]")["href"]
    form = person.get(link).forms["bring"]
    form["file"], form["alt"] = Upload("chan-dung.jpg", photo()), "Chân dung"
    page = form.submit("bring", status=303).follow()
    assert [one["value"] for one in page.html.select(".picks input.code")] == ["/chan-dung"]
    assert "Thêm ảnh" in page.text
