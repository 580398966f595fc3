"""A folder of texts and files that no export has written, laid in as private pages."""

import io
from pathlib import Path

import pytest
from PIL import Image

from faults.objects import site_of
from hcc.content.raw_files import titled
from hcc.content.resources import FileItem, ImageItem
from hcc.content.telling import untold_of_content
from hcc.content.tree import path_of, walk
from office_decisions import one_page


def picture() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Thông báo **mới** #\n\nMời đọc.", "Thông báo mới", "Mời đọc."),
        ("Giới thiệu\n=====\nXin chào", "Giới thiệu", "Xin chào"),
        ("Không có đầu đề.\n\n# Sau", "Lich tiep dan", "Không có đầu đề.\n\n# Sau"),
        ("", "Lich tiep dan", ""),
        ("#hashtag", "Lich tiep dan", "#hashtag"),
    ],
)
def test_a_page_is_called_by_its_first_heading_else_by_its_file(text, title, body):
    assert titled(text, "lich-tiep_dan") == (title, body)


@pytest.fixture
def old_site(tmp_path) -> Path:
    folder = tmp_path / "trang cũ"
    for name in ("Giới thiệu", "anh", ".git"):
        (folder / name).mkdir(parents=True)
    (folder / "Giới thiệu/index.md").write_text("# Về chúng tôi\nXem [lịch](../lich.txt#sang).\n", "utf-8")
    (folder / "lich.txt").write_text("Sáng: 7 giờ.\n", "utf-8")
    (folder / "tin.md").write_text(
        "# Tin <mới>\n\n![Hội trường](anh/hoi%20truong.jpg) [mẫu](mau.pdf) [báo](https://bao.example/a) [x](../../x)\n",
        "utf-8",
    )
    (folder / "anh/hoi truong.jpg").write_bytes(picture())
    one_page(folder / "mau.pdf")
    (folder / "edit.md").write_text("Tên mà chương trình dùng.", "utf-8")
    (folder / ".git/config").write_text("x")
    return folder


def test_an_old_site_becomes_private_pages_with_its_links_and_pictures(old_site, var, hcc):
    before = (var / "Data.fs").read_bytes()
    status, said, complaints = hcc("import-site", old_site, "--raw", "--dry-run")
    assert (complaints, status) == ("", 0)
    assert "new page: /tin-moi (Tin <mới>)" in said
    assert "new folder: /ve-chung-toi (Về chúng tôi)" in said
    assert (var / "Data.fs").read_bytes() == before
    assert hcc("import-site", old_site, "--raw")[0] == 0
    with site_of(var) as site:
        things = {"/".join(path_of(item)): item for item in walk(site.content)}
        assert {item.state for item in things.values()} == {"private"}, "nothing is public that nobody published"
        assert "[lịch](/lich#sang)" in things["ve-chung-toi/ve-chung-toi"].text["body"]
        body = things["tin-moi"].text["body"]
        assert "![Hội trường](/anh/hoi-truong)" in body
        assert "[mẫu](/mau)" in body
        assert "(https://bao.example/a)" in body
        assert "[x](../../x)" in body, "what is not in the folder stays as it was"
        assert isinstance(things["anh/hoi-truong"], ImageItem)
        assert isinstance(things["mau"], FileItem)
        assert things["mau"].told["pages"] == 1, "a PDF is taken in as from a form"
        assert "edit-2" not in things or things["edit-2"].title == "Edit"
        assert not any("git" in name for name in things)
        assert list(untold_of_content(site.content)) == []
    status, said, _ = hcc("import-site", old_site, "--raw")
    assert f"raw: new=0 unchanged={len(things)}" in said, "what lies there already is not laid in twice"
    (old_site / "lich.txt").write_text("Sáng: 8 giờ.\n", "utf-8")
    assert "new page: /lich-2 (Lich)" in hcc("import-site", old_site, "--raw")[1], "and nothing is written over"
    with site_of(var) as site:
        assert site.content.get("lich").text["body"] == "Sáng: 7 giờ."


def test_what_cannot_be_laid_in_is_told_and_nothing_is(old_site, var, hcc, tmp_path):
    before = (var / "Data.fs").read_bytes()
    (old_site / "hỏng.md").write_bytes(b"dong 1\n\xff\xfe")
    (old_site / "trong.pdf").write_bytes(b"")
    (old_site / "hong.jpg").write_bytes(picture()[:200])
    (old_site / "ra-ngoai.md").symlink_to("/etc/passwd")
    (old_site / "dai.md").write_text("x" * 200_001, "utf-8")
    status, _, complaints = hcc("import-site", old_site, "--raw")
    assert status == 1
    for line in ("hỏng.md:2: ", "trong.pdf: ", "hong.jpg: ", "ra-ngoai.md: ", "dai.md: ", "Nothing was changed"):
        assert line in complaints
    assert (var / "Data.fs").read_bytes() == before
    assert hcc("import-site", tmp_path / "không có", "--raw")[0] == 1
    assert "there is no folder at" in hcc("import-site", old_site, "--raw", "--into", "/khong-co")[2].casefold()
    assert "--raw" in hcc("import-site", old_site)[2], "who forgot to say so is told"
