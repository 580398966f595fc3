"""Files and pictures brought into a folder, several at once or alone; what is asked of pictures before they go out."""

import io

import pikepdf
import pytest
from PIL import Image
from webtest import Upload
from ZODB.POSException import ConflictError

from content_states import lay_in
from functional.test_arranging_content import item_at
from functional.test_content_files import BOMB, PDF, TWO_PAGES, bring, do_jobs, pages_of, photo, publish
from functional.test_plain_files import Import, written
from hcc.content.operations.delete import delete_items
from hcc.content.operations.restore import restore_item
from hcc.content.resources import Folder
from hcc.content.telling import untold_of_content
from hcc.content.views import upload
from hcc.content.workflow import PRIVATE
from hcc.core.act import Act
from hcc.core.roles import Role
from office import Office
from pdfs import make


@pytest.fixture
def folder(office) -> str:
    with office.changing() as site:
        lay_in(office, site.content, resource=Folder, title="Ảnh mới", state=PRIVATE)
    return "/anh-moi/"


def send(person, folder: str, *files: tuple[str, bytes], status: int, fields=None, **more: str):
    """Send files to a folder; `fields` are those of a form that was sent before."""
    fields = fields if fields is not None else fields_of(person, folder)
    body = [*fields, *more.items(), *(("file", Upload(name, data)) for name, data in files)]
    return person.browser.post(f"{folder}upload", body, status=status)


def fields_of(person, folder: str) -> list[tuple[str, str]]:
    form = person.get(f"{folder}contents").forms["bring"]
    return [(name, value) for name, value in form.submit_fields() if name not in ("file", "alone")]


def kinds_in(office, folder: str) -> dict[str, str]:
    with office.site() as site:
        return {name: line[1] for name, line in item_at(site, folder).lines().items()}


def test_of_several_files_the_good_ones_are_laid_in_once_and_each_other_says_why(office, folder):
    author = office.as_(Role.AUTHOR)
    sent = [
        ("don.pdf", PDF),
        ("anh.jpg", photo()),
        ("rong.txt", b""),
        ("bom.png", BOMB),
        ("hong.pdf", PDF[:200]),
        ("khoa.pdf", make.encrypted("bí mật")),
        ("iphone.jpg", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40),
        ("nhac.mp3", b"ID3 nhac"),
    ]
    fields = fields_of(author, folder)
    refused = send(author, folder, *sent, status=409, fields=fields)
    said = [one.text for one in refused.html.find(class_="summary").find_all("li")]
    for name, words in (
        ("rong.txt", "Tệp trống"),
        ("bom.png", "quá lớn"),
        ("hong.pdf", "PDF bị hỏng"),
        ("khoa.pdf", "mật khẩu"),
        ("iphone.jpg", "HEIC"),
    ):
        assert [words in one for one in said if one.startswith(f"{name}: ")] == [True], said
    laid_in = {"don": "file", "anh": "image", "nhac": "file"}
    assert kinds_in(office, folder) == laid_in
    again = send(author, folder, *sent, status=409, fields=fields)
    assert kinds_in(office, folder) == laid_in, "the same form again lays nothing in twice"
    there = again.html.find(attrs={"data-there": True})
    assert {one["href"] for one in there.find_all("a")} == {f"{folder}{name}" for name in laid_in}
    send(author, folder, *sent[:2], status=303)
    assert kinds_in(office, folder) == laid_in, "nor does another form with the same files"
    send(author, folder, ("don.pdf", TWO_PAGES), status=303)
    assert kinds_in(office, folder) == {**laid_in, "don-2": "file"}, "other bytes are another file"
    assert "Chưa chọn tệp" in send(author, folder, status=409).text
    done = send(author, folder, ("<b>x.pdf", TWO_PAGES), status=303, fields=(key := fields_of(author, folder)))
    assert done.location.endswith(f"{folder}contents")
    send(author, folder, ("<b>x.pdf", TWO_PAGES), status=303, fields=key)
    assert len(kinds_in(office, folder)) == 5
    with office.site() as site:
        assert list(untold_of_content(site.content)) == []


def test_a_file_sent_alone_by_scripts_comes_back_to_the_table_as_it_stood(office, folder):
    author = office.as_(Role.AUTHOR)
    fields = [(name, "kind=image&sort=title&page=2" if name == "back" else v) for name, v in fields_of(author, folder)]
    done = send(author, folder, ("a.jpg", photo()), status=303, fields=fields, alone="1")
    assert done.location.endswith(f"{folder}contents?kind=image&sort=title&page=2")
    odd = [(name, "//evil.example/?page=x&sort=x" if name == "back" else v) for name, v in fields_of(author, folder)]
    done = send(author, folder, ("b.jpg", photo()), status=303, fields=odd, alone="1")
    assert done.location.endswith(f"{folder}contents")
    there = send(author, folder, ("b.jpg", photo()), status=409, alone="1")
    assert there.html.find(attrs={"data-there": True})
    refused = send(author, folder, ("c.pdf", b"%PDF-"), status=409, alone="1")
    assert "PDF bị hỏng" in refused.html.find(attrs={"data-refused": True}).find(attrs={"data-why": True}).text


def test_no_picture_goes_out_before_somebody_says_what_it_shows(office, folder):
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    done = send(author, folder, ("IMG_1.jpg", photo()), ("hoa.png", photo(kind="PNG")), ("c.jpg", photo()), status=303)
    assert done.location.endswith(f"{folder}describe")
    assert 'alt=""' in author.get(f"{folder}c").html.find("img").decode(), "the name of a file is no words for it"
    send(author, folder, ("nhac.mp3", b"ID3 nhac"), status=303)
    assert "Bản ghi “nhac” chưa có lời" in step(reviewer, f"{folder}nhac", status=409).text
    with office.changing() as site:
        delete_items([item_at(site, f"{folder}nhac")], act=Act("duyetbai", office.now), why="")
    refused = step(reviewer, f"{folder}c", status=409)
    assert refused.html.find("a", string="Ghi ngay")["href"] == f"{folder}c/edit"
    assert "Ảnh “c” chưa có lời mô tả" in refused.text
    refused = step(reviewer, folder.rstrip("/"), status=409, inner=True)
    assert all(f"Ảnh “{title}”" in refused.text for title in ("IMG 1", "hoa", "c"))
    chosen = reviewer.get(f"{folder}chosen?name=c&name=hoa")
    form = next(form for form in chosen.forms.values() if form.action.endswith("step_chosen"))
    form["step"] = "publish"
    assert "Ảnh “hoa” chưa có lời mô tả" in form.submit(status=409).text
    page = author.get(f"{folder}contents").html.find(id="contents-untold")
    assert "3" in page.text
    page = author.get(page.a["href"])
    assert "chưa ghi" in page.forms["form"].submit(status=422).text.lower()
    form = page.forms["form"]
    form["alt-img-1"] = "IMG_1"
    form["alt-c"] = "Bà con chờ ở sảnh"
    wrong = form.submit(status=422)
    assert "tên tệp" in wrong.html.find(class_="summary").text
    form = wrong.forms["form"]
    assert form["alt-c"].value == "Bà con chờ ở sảnh", "nothing typed is lost"
    form["alt-img-1"] = ""
    form["decorative-hoa"] = True
    rest = form.submit(status=303).follow()
    assert rest.request.path.endswith("/describe")
    rest.forms["form"]["alt-img-1"] = "Biển tên Trung tâm"
    assert rest.forms["form"].submit(status=303).location.endswith("/contents")
    assert author.get(f"{folder}contents").html.find(id="contents-untold").text.strip() == ""
    step(reviewer, folder.rstrip("/"), status=303, inner=True)
    shown = {name: office.as_().get(f"{folder}{name}").html.find("img")["alt"] for name in ("img-1", "hoa", "c")}
    assert shown == {"img-1": "Biển tên Trung tâm", "hoa": "", "c": "Bà con chờ ở sảnh"}
    # What stood there before anybody said it does not come back while citizens see the picture.
    form = reviewer.get(f"{folder}c/version?number=1").forms
    restore = next(one for one in form.values() if "restore_version" in one.action)
    assert "thiếu lời cho người không nhìn được" in restore.submit(status=409).text


def step(person, address: str, *, status: int, **fields: object):
    form = person.get(f"{address}/steps").forms["form"]
    for name, value in {"step": "publish", **fields}.items():
        form[name] = value
    return form.submit(status=status)


def test_what_somebody_else_said_of_a_picture_stands(office, folder):
    author = office.as_(Role.AUTHOR)
    send(author, folder, ("a.jpg", photo()), status=303)
    mine, theirs = (author.get(f"{folder}describe").forms["form"] for _ in range(2))
    theirs["alt-a"] = "Sảnh chờ buổi sáng"
    theirs.submit(status=303)
    mine["alt-a"] = "Một cái sảnh"
    assert "Người khác vừa ghi" in mine.submit(status=303).follow().text
    with office.site() as site:
        assert item_at(site, f"{folder}a").text["alt"] == "Sảnh chờ buổi sáng"


def with_script() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(out)
    return out.getvalue()


def test_nothing_in_a_pdf_of_the_pages_acts_and_who_brought_it_is_told(office):
    author = office.as_(Role.AUTHOR)
    sent = with_script()
    page = bring(author, "file", "Kế hoạch.pdf", sent).follow()
    assert "Đã bỏ khỏi “Kế hoạch.pdf”" in page.text
    assert "mã lệnh" in page.text
    assert "tự chạy trên máy của người dân: lệnh tự chạy, mã lệnh" in author.get(page.request.path).text
    got = author.get(f"{page.request.path}/download").body
    assert b"JavaScript" not in got
    assert pages_of(got) == 1
    with office.site() as site:
        told = item_at(site, page.request.path).told
        assert (told["pages"], told["removed"]) == (1, ["javascript", "open-action"])
        assert told["sha256"] != told["sent"]
    signed = make.signed(inline=True)
    page = bring(author, "file", "Quyết định.pdf", signed).follow()
    assert author.get(f"{page.request.path}/download").body == signed, "its signature holds for these bytes only"


def test_a_file_stays_chosen_while_another_field_is_wrong(office):
    author = office.as_(Role.AUTHOR)
    form = author.get("/noi-dung/new?kind=image").forms["form"]
    form["file"] = Upload("Sân.jpg", photo())
    refused = form.submit(status=422)
    assert "Sân.jpg" in refused.html.find("form", id="form").text
    form = refused.forms["form"]
    form["alt"] = "Sân.jpg"
    refused = form.submit(status=422)
    assert "Đây là tên tệp" in refused.text, "it is known what the waiting file is called"
    stranger = office.as_(Role.REVIEWER).get("/noi-dung/new?kind=image").forms["form"]
    stranger["alt"] = "Sân trước"
    fields = [*stranger.submit_fields(), ("waiting_file", refused.forms["form"]["waiting_file"].value)]
    assert "Hãy chọn" in office.as_(Role.REVIEWER).browser.post(stranger.action, fields, status=422).text
    form = refused.forms["form"]
    form["alt"] = "Sân trước Trung tâm"
    address = form.submit(status=303).follow().request.path
    assert author.get(address).html.find("img")["alt"] == "Sân trước Trung tâm"
    assert list((office.var / "cache" / "waiting").glob("*/*")) == [], "it waits no longer"
    form = author.get(f"{address}/edit").forms["form"]
    form["file"], form["alt"] = Upload("Mới.png", photo(640, 480, kind="PNG")), ""
    form = form.submit(status=422).forms["form"]
    form["alt"] = "Sân sau"
    form.submit(status=303)
    assert author.get(address).html.find("img")["width"] == "640"


def test_a_broken_file_is_not_kept_for_the_next_form(office):
    refused = bring(office.as_(Role.AUTHOR), "image", "a.jpg", photo()[:400], alt="Sân trước")
    assert refused.status_code == 409
    assert "waiting_file" not in refused.forms["form"].fields


def test_pictures_of_every_make_are_taken_or_refused_with_a_sentence(office, folder):
    author = office.as_(Role.AUTHOR)
    into = io.BytesIO()
    Image.new("CMYK", (300, 200), (0, 255, 255, 0)).save(into, "JPEG")
    wide = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(wide, "PNG")
    moving = io.BytesIO()
    frames = [Image.new("RGB", (50, 50), color) for color in ("red", "blue")]
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    moving_webp = io.BytesIO()
    frames[0].save(moving_webp, "WEBP", save_all=True, append_images=frames[1:])
    sent = [("in.jpg", into.getvalue()), ("rong.png", wide.getvalue()), ("dong.webp", moving_webp.getvalue())]
    said = send(author, folder, *sent, status=409).html.find(class_="summary").text
    assert "rong.png: Ảnh quá lớn" in said, "a hundred megapixels"
    assert "dong.webp: Đây là ảnh động" in said
    with Image.open(io.BytesIO(author.get(f"{folder}in/picture").body)) as picture:
        assert picture.mode == "RGB"
        assert picture.getpixel((5, 5))[0] > 200
    refused = bring(author, "image", "dong.gif", moving.getvalue(), alt="Hai màu đổi nhau")
    assert "Hãy chọn ảnh JPEG, PNG hoặc WebP" in refused.text


def test_a_page_shows_the_widths_of_a_picture_once_they_are_made(office):
    author, visitor = office.as_(Role.AUTHOR), office.as_()
    address = bring(author, "image", "a.jpg", photo(2000, 1000), alt="Sân trước").follow().request.path
    publish(office, address)
    assert visitor.get(address).html.find("source") is None
    do_jobs(office)
    shown = visitor.get(address).html.find("source")["srcset"]
    assert [part.split()[1] for part in shown.split(", ")] == ["400w", "800w", "1600w"], "the kept page is drawn anew"
    with office.site() as site:
        assert list(site.jobs) == []
    # What is deleted before its widths are made has them when it comes back.
    other = bring(author, "image", "b.jpg", photo(2000, 1000), alt="Sân sau").follow().request.path
    with office.changing() as site:
        id = item_at(site, other).id
        delete_items([item_at(site, other)], act=Act("duyetbai", office.now), why="")
    do_jobs(office)
    with office.changing() as site:
        restore_item(site.content, id, act=Act("duyetbai", office.now), reserved=())
    assert author.get(other).html.find("source")["srcset"]


def test_a_folder_deleted_while_its_files_are_looked_at_takes_none(office, folder, monkeypatch):
    author, looked = office.as_(Role.AUTHOR), upload.look_at_all

    def deleted_meanwhile(*args):
        with office.changing() as site:
            delete_items([item_at(site, folder)], act=Act("duyetbai", office.now), why="")
        return looked(*args)

    fields = fields_of(author, folder)
    monkeypatch.setattr(upload, "look_at_all", deleted_meanwhile)
    refused = send(author, folder, ("a.pdf", PDF), status=409, fields=fields)
    assert "vừa bị xóa" in refused.text


def test_files_whose_commit_is_tried_again_are_whole_and_there_once(office, folder, monkeypatch):
    author, lay_in_, tries = office.as_(Role.AUTHOR), upload.lay_in, []

    def once_in_vain(*args, **more):
        laid = lay_in_(*args, **more)
        tries.append(laid)
        if len(tries) == 1:
            raise ConflictError()
        return laid

    monkeypatch.setattr(upload, "lay_in", once_in_vain)
    send(author, folder, ("a.pdf", PDF), ("b.jpg", photo()), status=303)
    assert len(tries) == 2
    assert kinds_in(office, folder) == {"a": "file", "b": "image"}
    assert pages_of(author.get(f"{folder}a/download").body) == 1
    assert Image.open(io.BytesIO(author.get(f"{folder}b/picture").body)).size == (1000, 500)


def test_a_file_that_is_too_large_is_told_the_limit_and_does_not_wait(filled, tmp_path):
    office = Office(tmp_path / "small", filled, page_file_mb=1)
    try:
        with office.changing() as site:
            lay_in(office, site.content, resource=Folder, title="Ảnh mới", state=PRIVATE)
        author, large = office.as_(Role.AUTHOR), photo() + bytes(2**20)
        assert "a.jpg: Tệp lớn hơn 1 MB" in send(author, "/anh-moi/", ("a.jpg", large), status=409).text
        refused = bring(author, "image", "a.jpg", large)
        assert refused.status_code == 422
        assert "waiting_file" not in refused.forms["form"].fields
    finally:
        office.close()


def test_what_is_known_of_files_travels_with_the_site(office, folder, tmp_path):
    send(office.as_(Role.AUTHOR), folder, ("a.pdf", with_script()), ("b.jpg", photo()), status=303)
    out, again, space = (tmp_path / name for name in ("out", "again", "space"))
    for place in (out, again, space):
        place.mkdir()
    with office.site() as site:
        first, jobs = written(site.content, out), len(list(site.jobs))
        site.begin_content()
        done = Import(site, out, space).bring_in()
        assert [one.sentence.interpolate() for one in done.problems] == []
        assert written(site.content, again) == first
        assert len(list(site.jobs)) == jobs + 1, "a picture that came without its widths gets them"
        item_at(site, f"{folder}b").state = "published"
        written(site.content, out)
        [problem] = Import(site, out, space).bring_in().problems
        assert "A published picture says what it shows" in str(problem.sentence)
