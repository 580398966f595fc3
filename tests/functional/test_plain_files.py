"""The whole site as plain files: taken out, put into another office, the same to the last byte."""

import hashlib
import io
import os
import secrets
import shutil
import tempfile
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import colander
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from ZODB.blob import Blob

from content_states import lay_in
from faults.objects import changed_site, site_of
from faults.served import write_ini
from hcc.cli import main
from hcc.content.files import KeptPicture, described, keep_received
from hcc.content.operations.add import add_item
from hcc.content.operations.edit import edit_item
from hcc.content.operations.import_content import ImportContent
from hcc.content.operations.order import set_order
from hcc.content.operations.rename import rename_item
from hcc.content.operations.share import share_item, stamp_of
from hcc.content.operations.step import take_step
from hcc.content.reading_files import read_site
from hcc.content.resources import Container, FileItem, Folder, ImageItem, Item, Page
from hcc.content.telling import untold_of_content
from hcc.content.tree import path_of, walk
from hcc.content.views.kinds import KINDS as EVERY_KIND
from hcc.content.workflow import PRIVATE
from hcc.content.writing_files import written_site
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.core.text import clean_line, clean_text
from hcc.files.blobs import keep_file
from hcc.files.received import Received, sha256_of
from importing import do_jobs
from office import LOGINS, MONDAY

pytestmark = pytest.mark.usefixtures("on_thursday")


def written(root, folder: Path) -> dict[str, bytes]:
    """The files of a site, as they are written into a folder."""
    found = {}
    for path, content in written_site(root):
        data = content
        if isinstance(content, Blob):
            with content.open() as kept:
                data = kept.read()
        assert path not in found
        found[path] = data
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return found


def facts(item: Item) -> dict:
    """All that is stored of a thing, but its history and what is drawn of it."""
    left_out = {"chain", "versions", "kept", "drawn", "order", "_children", "_lines", "__parent__"}
    found = {name: value for name, value in vars(item).items() if name not in left_out and not name.startswith("_v_")}
    found |= {name: getattr(item, name) for name in ("state", "publish_from", "expires_at", "in_menu", "inherits")}
    found |= {"sharing": dict(item.sharing), "text": dict(item.text), "version": item.version, "path": path_of(item)}
    if item.versions is not None:
        numbers = item.versions.numbers()
        found["versions"] = {n: (dict(v.text), v.by, v.at) for n in numbers if (v := item.versions.get(n))}
    if isinstance(item, Container):
        found["names"] = item.names()
    if isinstance(item, FileItem):
        found["kept"] = {sha: (type(kept), kept.size, kept.type) for sha, kept in item.kept.items()}
    return found


def everything(root) -> dict:
    return {item.id: facts(item) for item in walk(root)}


class Import:
    """A folder brought into an office."""

    def __init__(self, site, folder: Path, space: Path) -> None:
        self.plain = read_site(folder, KINDS, most_file_mb=20)
        reserved = frozenset({"edit", "thu-tuc"})
        act = Act("command line", MONDAY + timedelta(days=1))
        self.act = ImportContent(site.content, KINDS, site.accounts, reserved, act, space)

    def look(self):
        return self.act.look(self.plain)

    def bring_in(self):
        return self.act.bring_in(self.plain)


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co")) | st.just("\n"), max_size=40).map(clean_text)
lines = st.text("aăđBé\"\\'+=#[]{}<>&% .🐃", max_size=30).map(clean_line)
KINDS = {kind.name: kind for kind in EVERY_KIND}
OF_TYPES = {
    "String": words,
    "Boolean": st.booleans(),
    "Integer": st.integers(1, 20),
    "KeptDay": st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat),
    "KeptTime": st.times().map("{:%H:%M}".format),
    "Address": st.sampled_from(("", "/a/b")),
    "Codes": st.lists(st.sampled_from(("1.001193", "1.000894")), unique=True),
}
"""What may be typed, by the types of fields."""


def typed(node):
    """What may stand in that field of a form."""
    validator = getattr(node, "validator", None)
    if isinstance(validator, colander.OneOf):
        return st.sampled_from(list(validator.choices))
    if isinstance(node.typ, colander.Set):
        return st.lists(st.sampled_from(list(validator.validators[0].choices)), unique=True).map(sorted)
    if isinstance(node.typ, colander.String) and getattr(node.widget, "template", "textinput") == "textinput":
        return st.sampled_from(("", "/a/b"))
    return OF_TYPES[type(node.typ).__name__]


@st.composite
def texts(draw, kind: str):
    """A text of that kind, with every field its form asks, or without some."""
    found = {"title": draw(lines) or "Trang"}
    for node in KINDS[kind].schema():
        if node.name not in ("title", "file") and draw(st.integers(0, 3)):
            found[node.name] = draw(typed(node))
    return found


@st.composite
def trees(draw, depth: int = 0):
    """Things to be made, with what lies in them."""
    found = []
    for _ in range(draw(st.integers(0, 2 if depth else 4))):
        kind = draw(st.sampled_from(list(KINDS)))
        found.append(
            {
                "kind": kind,
                "texts": draw(st.lists(texts(kind), min_size=1, max_size=3)),
                "bytes": draw(st.binary(min_size=1, max_size=20)),
                "name": draw(st.sampled_from(("", "", "con", "nul.txt", "a.md"))),
                "steps": draw(st.sampled_from(((), ("submit",), ("publish",), ("publish", "archive")))),
                "dates": draw(st.sampled_from(((None, None), (1, None), (None, 2), (1, 2)))),
                "part": draw(st.sampled_from(((), ("local_author",), ("local_reader", "local_reviewer")))),
                "inherits": draw(st.booleans()),
                "in_menu": draw(st.booleans()),
                "reversed": draw(st.booleans()),
                "renamed": draw(st.booleans()),
                "inner": draw(trees(depth + 1)) if kind == "folder" and depth < 3 else [],
            }
        )
    return found


def kept_with(item: FileItem, number: int, content: bytes, space: Path) -> dict:
    """A file laid beside a text, and what the text says of it."""
    place = space / secrets.token_hex(8)
    place.write_bytes(content + bytes([number]))
    received = Received(place, place.stat().st_size, sha256_of(place))
    kept, told = keep_received(received, f"Đơn: số {number}?.pdf", near=item)
    item.kept[kept.sha256] = kept
    return {"file": told}


def picture_with(item: ImageItem, number: int, space: Path) -> dict:
    """A picture laid beside a text, with a smaller one, and what the text says of it."""
    whole, small = space / secrets.token_hex(8), space / secrets.token_hex(8)
    Image.new("RGB", (40 + number, 30)).save(whole, "JPEG")
    Image.new("RGB", (20, 15)).save(small, "WEBP")
    kept = KeptPicture(size=whole.stat().st_size, sha256=sha256_of(whole), width=40 + number, height=30, widths=(400,))
    keep_file(kept.smaller[400], small, near=item)
    keep_file(kept.blob, whole, near=item)
    item.kept[kept.sha256] = kept
    return {"file": described(kept, "Sảnh: số 1?.png"), "alt": "Bà con chờ ở sảnh", "decorative": False}


def make(site, container, tree, space: Path) -> None:
    """Make these things as officials would."""
    author, reviewer = (Act(LOGINS[role], MONDAY) for role in (Role.AUTHOR, Role.REVIEWER))
    for one in tree:
        name = one["name"] if one["name"] not in container else ""
        resource, (first, *later) = KINDS[one["kind"]].resource, one["texts"]
        item = add_item(container, resource=resource, text=first, act=author, reserved=frozenset(), name=name)
        if isinstance(item, ImageItem) and not later:
            later = [{**first, "title": "Sảnh"}]
        for number, text in enumerate(later):
            more = {}
            if isinstance(item, ImageItem):
                more = picture_with(item, number, space)
            elif isinstance(item, FileItem):
                more = kept_with(item, number, one["bytes"], space)
            edit_item(item, text={**text, **more}, seen=item.version, act=author, note="sửa")
        begin, end = (MONDAY + timedelta(days=d) if d else None for d in one["dates"])
        for step in one["steps"]:
            take_step(item, step=step, act=reviewer, publish_from=begin, expires_at=end)
        item.in_menu = one["in_menu"]
        container.relist(item)
        sharing = {LOGINS[Role.RECEIVER]: one["part"]} if one["part"] else {}
        seen, inherits = stamp_of(item), one["inherits"]
        share_item(item, sharing=sharing, inherits=inherits, seen=seen, act=reviewer, accounts=site.accounts)
        make(site, item, one["inner"], space)
        if one["reversed"] and one["inner"]:
            set_order(item, item.names()[::-1], act=author)
        if one["renamed"]:
            rename_item(item, name=f"doi-ten-{len(container)}", act=author, reserved=frozenset())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees())
def test_whatever_stands_in_a_site_comes_back_the_same(shared_office, tree):
    office = shared_office
    with tempfile.TemporaryDirectory() as place:
        out, again, space = (Path(place) / name for name in ("out", "again", "space"))
        for folder in (out, again, space):
            folder.mkdir()
        with office.site() as site:
            site.begin_content()
            make(site, site.content, tree, space)
            first, objects = written(site.content, out), everything(site.content)
            assert written(site.content, out) == first, "two exports are the same"
            site.begin_content()
            done = Import(site, out, space).bring_in()
            assert [one.sentence.interpolate() for one in done.problems] == []
            assert (done.changed, done.unchanged) == ([], [])
            assert written(site.content, again) == first
            assert everything(site.content) == objects
            assert list(untold_of_content(site.content)) == []
            assert Import(site, out, space).look().new == []
            assert Import(site, out, space).look().changed == []


@pytest.fixture
def folder(var, hcc, tmp_path) -> Path:
    """An office with a page in a folder, a file and a picture, written out."""
    with changed_site(var) as site:
        acts = Act(LOGINS[Role.REVIEWER], MONDAY)
        news = add_item(site.content, resource=Folder, text={"title": "Tin tức"}, act=acts, reserved=frozenset())
        page = add_item(
            news,
            resource=Page,
            text={"title": "Lịch tiếp công dân", "body": "Bảy giờ."},
            act=acts,
            reserved=frozenset(),
        )
        for item in (news, page):
            take_step(item, step="publish", act=acts)
        rename_item(page, name="lich-tiep-dan", act=acts, reserved=frozenset())
    out = tmp_path / "out"
    status, said, _ = hcc("export-site", out)
    assert status == 0
    assert "files of pages" in said
    return out


def problems(hcc, folder: Path) -> str:
    """What is said of a folder that cannot be brought in; nothing is."""
    status, _, complaints = hcc("import-site", folder)
    assert status == 1
    assert "Nothing was changed" in complaints
    return complaints


def test_a_site_moves_to_another_office_with_its_former_addresses(folder, filled, tmp_path, hcc, var):
    assert (folder / "pages/tin-tuc/lich-tiep-dan/_index.md").read_text("utf-8").endswith("+++\nBảy giờ.\n")
    assert "sao lưu" in (folder / "README.txt").read_text("utf-8")
    assert (folder / "catalog/procedures/2.000884.toml").is_file()
    other = tmp_path / "other"
    ini = write_ini(tmp_path / "other.ini", Path(shutil.copytree(filled, other)))
    assert main(["--ini", str(ini), "import-site", str(folder), "--dry-run"]) == 0
    with site_of(other) as site:
        assert len(site.content) == 0, "a dry run changes nothing"
    assert main(["--ini", str(ini), "import-site", str(folder)]) == 0
    again = tmp_path / "again"
    assert main(["--ini", str(ini), "export-site", str(again)]) == 0
    names = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert names == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert all((folder / name).read_bytes() == (again / name).read_bytes() for name in names)
    with site_of(other) as site:
        found = site.content.redirects.find(site.content, ("tin-tuc", "lich-tiep-cong-dan"))
        assert found[0].title == "Lịch tiếp công dân"
        assert list(untold_of_content(site.content)) == []
    assert "new=0 changed=0 unchanged=2" in hcc("import-site", folder)[1], "what is there already stays"
    assert hcc("export-site", folder)[0] == 1, "no old file stays between new ones"


def test_a_page_written_by_hand_is_a_new_version_or_a_draft(folder, var, hcc):
    page = folder / "pages/tin-tuc/lich-tiep-dan/_index.md"
    page.write_bytes(page.read_bytes().replace("Bảy giờ.".encode(), "Tám giờ.\r\nChiều nghỉ.".encode()))
    news = folder / "pages/tin-tuc/tin-moi/_index.md"
    news.parent.mkdir()
    news.write_text('+++\nkind = "page"\n[text]\ntitle = "Tin mới"\n+++\nMời đọc.\n', "utf-8")
    status, said, _ = hcc("import-site", folder)
    assert status == 0
    assert "new: /tin-tuc/tin-moi\nchanged: /tin-tuc/lich-tiep-dan" in said
    with site_of(var) as site:
        news = site.content.get("tin-tuc")
        page = news.get("lich-tiep-dan")
        assert (page.version, page.versions.get(1).text["body"]) == (2, "Bảy giờ.")
        assert news.get("tin-moi").state == "private", "nothing is public that nobody published"
        assert list(untold_of_content(site.content)) == []


def changed_here(var: Path, *, at: datetime = MONDAY + timedelta(hours=1), **text: str) -> None:
    """Somebody of here writes another text."""
    act = Act(LOGINS[Role.REVIEWER], at)
    with changed_site(var) as site:
        page = site.content.get("tin-tuc").get("lich-tiep-dan")
        edit_item(page, text={**page.text, **text}, seen=page.version, act=act, note="")


def body_here(var: Path) -> tuple[str, int]:
    with site_of(var) as site:
        page = site.content.get("tin-tuc").get("lich-tiep-dan")
        assert list(untold_of_content(site.content)) == []
        return page.text["body"], page.version


def test_what_somebody_wrote_here_since_is_never_written_over_unasked(folder, var, hcc):
    """The file may be older than the page, or both went on: nothing is decided for whoever brings it in."""
    changed_here(var, body="Chín giờ.")
    before = (var / "Data.fs").read_bytes()
    page = folder / "pages/tin-tuc/lich-tiep-dan/_index.md"
    for text in (page.read_bytes(), page.read_bytes().replace("Bảy giờ.".encode(), "Sáu giờ.".encode())):
        page.write_bytes(text)
        for dry in ((), ("--dry-run",)):
            status, said, complaints = hcc("import-site", folder, *dry)
            assert status == 1
            assert "conflict: /tin-tuc/lich-tiep-dan (here by duyetbai, 2026-11-23" in said
            assert "--on-conflict" in complaints
    assert (var / "Data.fs").read_bytes() == before
    assert hcc("import-site", folder, "--on-conflict", "keep")[0] == 0
    assert body_here(var) == ("Chín giờ.", 2)
    assert hcc("import-site", folder, "--on-conflict", "take")[0] == 0
    assert body_here(var) == ("Sáu giờ.", 3), "what stood here is in the history"
    shutil.copytree(var, var.parent / "here")
    changed_here(var, at=datetime.now(UTC) + timedelta(hours=1), body="Mười giờ.")
    newest = folder.parent / "newest"
    assert hcc("export-site", newest)[0] == 0
    shutil.rmtree(var)
    shutil.copytree(var.parent / "here", var)
    status, said, _ = hcc("import-site", newest)
    assert "changed: /tin-tuc/lich-tiep-dan" in said, "what only went on there comes in without a question"
    assert body_here(var)[0] == "Mười giờ."


BROKEN = {
    "not closed": ('title = "Lịch tiếp công dân"', 'title = "Lịch', ":13: Từ đây"),
    "unknown kind": ('kind = "page"', 'kind = "blog"', ":2: Không có loại blog"),
    "unknown state": ('state = "published"', 'state = "public"', ":4: Không có trạng thái public"),
    "unknown key": ('kind = "page"', 'kind = "page"\ncolour = "red"', ":3: Không rõ colour"),
    "unknown field": ('title = "Lịch', 'colour = "red"\ntitle = "Lịch', "không có ô colour"),
    "not a moment": ("made_at = ", 'made_at = "hôm qua" # ', "made_at phải là"),
    "before all time": ("made_at = ", "made_at = 0001-01-01T00:00:00+07:00 # ", "made_at phải là"),
    "reversed dates": (
        'state = "published"',
        'state = "published"\npublish_from = 2026-12-02T00:00:00Z\nexpires_at = 2026-12-01T00:00:00Z',
        "Kết thúc trước khi bắt đầu",
    ),
    "too long": ('title = "Lịch', f'title = "{"x" * 300}Lịch', "title: "),
    "not text": ('title = "Lịch tiếp công dân"', "title = 7", "title có giá trị"),
    "nobody": ('kind = "page"', 'kind = "page"\nsharing = {khongai = ["local_reader"]}', "Không có công chức nào"),
    "no part": ('kind = "page"', 'kind = "page"\nsharing = {tiepdon = ["owner"]}', "owner không phải"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_told_by_file_and_line_and_nothing_changes(folder, hcc, var, case):
    before = (var / "Data.fs").read_bytes()
    page, (old, new, sentence) = folder / "pages/tin-tuc/lich-tiep-dan/_index.md", BROKEN[case]
    text = page.read_text("utf-8")
    assert text.count(old) == 1
    page.write_text(text.replace(old, new), "utf-8")
    complaints = problems(hcc, folder)
    assert "error: pages/tin-tuc/lich-tiep-dan/_index.md" in complaints
    assert sentence in complaints
    assert (var / "Data.fs").read_bytes() == before


def test_nothing_is_followed_out_of_the_folder(folder, hcc, tmp_path, var):
    secret = tmp_path / "bi-mat"
    secret.mkdir()
    (secret / "_index.md").write_text('+++\nkind = "page"\n[text]\ntitle = "Bí mật"\n+++\n', "utf-8")
    (folder / "pages/lien-ket").symlink_to(secret)
    assert "pages/lien-ket: " in problems(hcc, folder)
    (folder / "pages/lien-ket").unlink()
    (folder / "pages/tin-tuc/_files").symlink_to(secret)
    (folder / "pages/tin-tuc/_history").symlink_to(secret)
    assert "pages/tin-tuc/_history: " in problems(hcc, folder)
    (folder / "pages/tin-tuc/_history").unlink()
    page = folder / "pages/tin-tuc/lich-tiep-dan/_index.md"
    page.unlink()
    page.symlink_to(secret / "_index.md")
    assert "lich-tiep-dan" in problems(hcc, folder)
    with site_of(var) as site:
        assert "Bí mật" not in [item.title for item in walk(site.content)]


def test_folders_and_names_as_long_as_they_come_are_told_of(folder, hcc, var):
    before = (var / "Data.fs").read_bytes()
    here = os.getcwd()
    try:
        os.chdir(folder / "pages/tin-tuc")
        for _ in range(60):  # deeper than any system opens by one name
            os.mkdir("a" * 80)
            Path("a" * 80, "_index.md").write_text('+++\nkind = "folder"\n[text]\ntitle = "Sâu"\n+++\n', "utf-8")
            os.chdir("a" * 80)
    finally:
        os.chdir(here)
    complaints = problems(hcc, folder)
    assert len(complaints) < 5_000
    shutil.rmtree(folder / "pages/tin-tuc" / ("a" * 80))
    site = folder / "pages/_site.toml"
    whole = site.read_text("utf-8")
    site.write_text(whole.replace('from = "tin-tuc/', f'from = "{"../" * 1000}tin-tuc/'), "utf-8")
    complaints = problems(hcc, folder)
    assert "_site.toml:" in complaints
    assert len(complaints) < 1_000
    site.write_text(whole.replace("since = ", "since = inf #"), "utf-8")
    assert "_site.toml" in {one.file for one in read_site(folder / "pages", KINDS, most_file_mb=20).problems}
    site.write_text(whole, "utf-8")
    (folder / "pages/Tin-Tuc").mkdir()
    (folder / "pages/Tin-Tuc/_index.md").write_text('+++\nkind = "page"\n[text]\ntitle = "Trang"\n+++\n', "utf-8")
    assert "error: pages/Tin-Tuc: " in problems(hcc, folder), "of two that differ in capitals one has no address"
    assert (var / "Data.fs").read_bytes() == before


def test_names_the_program_needs_and_names_no_address_has_are_refused(folder, hcc):
    for name in ("thu-tuc", "edit", "Tin Tức", "a" * 90):
        page = folder / "pages" / name / "_index.md"
        page.parent.mkdir()
        page.write_text('+++\nkind = "page"\n[text]\ntitle = "Trang"\n+++\n', "utf-8")
    (folder / "pages/trong").mkdir()
    complaints = problems(hcc, folder)
    for name in ("thu-tuc/_index.md", "edit/_index.md", "Tin Tức", "a" * 90, "trong"):
        assert f"error: pages/{name}: " in complaints


def test_what_no_folder_may_hold_is_refused(folder, hcc, tmp_path):
    page = folder / "pages/tin-tuc/lich-tiep-dan/_index.md"
    whole = page.read_bytes()
    for content, sentence in (
        (b"\xff\xfe", "UTF-8"),
        (b"Kh\xc3\xb4ng c\xc3\xb3 d\xe1\xba\xa5u", "+++"),
        (b"x" * 5_000_000, "4000000"),
        (b"+++\n" + b"a." * 30_000 + b"a = 1\n+++\n", "_index.md"),
        (b"+++\na = " + b"[" * 20_000 + b"\n+++\n", "_index.md"),
        (whole + b"x" * 200_001, "body: "),
    ):
        page.write_bytes(content)
        assert sentence in problems(hcc, folder)
    page.write_bytes(whole)
    shutil.copytree(page.parent, page.parent.with_name("ban-sao"))
    assert "là mã của" in problems(hcc, folder)
    shutil.rmtree(page.parent.with_name("ban-sao"))
    shutil.copytree(folder / "pages/tin-tuc/lich-tiep-dan", page.parent / "con-cua-trang")
    assert "con-cua-trang" in problems(hcc, folder)
    assert "_site.toml" in problems(hcc, tmp_path / "khong-co")


def test_an_administrator_takes_the_site_away_in_one_file(office):
    """It is written behind the request and kept a day; who takes it is on record before the first byte."""
    with office.changing() as site:
        lay_in(office, site.content, state=PRIVATE, title="Bản thảo")
    administrator = office.as_(Role.ADMINISTRATOR)
    link = "/quan-tri/site.zip"
    administrator.get(link, status=404)
    page = administrator.get("/quan-tri/site_files", status=200).forms["ask"].submit(status=303).follow()
    assert "Đang ghi tệp" in page.html.text
    assert page.html.find("meta", attrs={"http-equiv": "refresh"}), "without scripts it looks again by itself"
    again = page.forms["ask"].submit(status=303).follow()
    assert "đang được ghi rồi" in again.html.text
    administrator.get(link, status=404)
    do_jobs(office)
    page = administrator.get("/quan-tri/site_files")
    assert page.html.find("meta", attrs={"http-equiv": "refresh"}) is None
    first = page.click(href=r"site\.zip")
    assert first.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(first.body)) as parts:
        assert parts.testzip() is None
        assert {"README.txt", "pages/ban-thao/_index.md", "catalog/procedures/2.000884.toml"} <= set(parts.namelist())
        assert not any(LOGINS[Role.RECEIVER] in name for name in parts.namelist())
    log = (office.var / "access.log").read_text("utf-8").splitlines()
    assert hashlib.sha256(first.body).hexdigest() in log[-1]
    assert LOGINS[Role.ADMINISTRATOR] in log[-1]
    auditor = office.as_(Role.AUDITOR)
    assert "tải toàn bộ trang về" in auditor.get("/quan-tri/nhat-ky?kind=reads").html.select_one("tbody").text
    assert "yêu cầu ghi toàn bộ trang" in auditor.get("/quan-tri/nhat-ky?kind=content").html.select_one("tbody").text
    for who in (None, *(role for role in Role if role != Role.ADMINISTRATOR)):
        office.as_(who).get(link, status=(303, 403, 404))
    with office.site() as site:
        assert list(untold_of_content(site.content)) == []
    page.forms["ask"].submit(status=303)
    do_jobs(office)
    page = administrator.get("/quan-tri/site_files")
    both = [a["href"] for a in page.html.select('main a[href*="site.zip"]')]
    assert len(both) == 2
    assert administrator.get(both[0]).body == administrator.get(both[1]).body == first.body, "the same site, same bytes"
    office.later(days=2)
    do_jobs(office)
    assert list((office.var / "site-files").iterdir()) == []
    office.as_(Role.ADMINISTRATOR).sign_in("quantri")
    administrator.get(both[0], status=404)
