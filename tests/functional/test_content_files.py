"""Files and pictures among the pages: brought, shown, replaced and taken away."""

import hashlib
import io
import re
import struct
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image
from webtest import Upload

from hcc.content.picture_jobs import picture_kinds
from hcc.core.roles import Role
from hcc.jobs.worker import Worker
from office import sample_pdf

PDF, TWO_PAGES = sample_pdf(1), sample_pdf(2)
HOSTILE = {
    "a.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a.html": b"<!doctype html><script>alert(1)</script>",
    "a.xml": b"<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></x>",
    "a.js": b"alert(1)",
    "a.pdf": b"<html><script>alert(1)</script>%PDF-1.7",
    "a.exe": b"MZ\x90\x00",
}


def photo(width: int = 1000, height: int = 500, kind: str = "JPEG", **more: object) -> bytes:
    into = io.BytesIO()
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    picture.save(into, kind, **more)
    return into.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


BOMB = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    + _chunk(b"IEND", b"")
)
"""A few kilobytes that would be ten gigabytes of pixels."""


def bring(person, kind: str, name: str, data: bytes, *, where: str = "/noi-dung/", **fields: object):
    """Send the form of a new file or picture; its answer."""
    form = person.get(f"{where}new?kind={kind}").forms["form"]
    form["file"] = Upload(name, data)
    for field, value in fields.items():
        form[field] = value
    return form.submit(expect_errors=True)


def pages_of(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def do_jobs(office) -> None:
    """Do what new pictures gave rise to, as the worker does behind the requests."""
    worker = Worker(
        office.registry["hcc.database"],
        picture_kinds,
        office.var / "tmp",
        alone=True,
        clock=lambda: office.now.timestamp(),
    )
    while worker.do_one():
        pass


def publish(office, address: str) -> None:
    form = office.as_(Role.REVIEWER).get(f"{address}/steps").forms["form"]
    form["step"] = "publish"
    form.submit(status=303)


def test_a_citizen_takes_a_published_form_with_her(office):
    author, visitor = office.as_(Role.AUTHOR), office.as_()
    address = bring(author, "file", "Tờ khai đăng ký.pdf", PDF).follow().request.path
    assert address == "/to-khai-dang-ky", "it is called as its file"
    visitor.get(f"{address}/download", status=(302, 303, 403, 404))
    publish(office, address)
    page = visitor.get(address, status=200)
    assert re.search(r"PDF \d+ (B|KB)", page.text)
    answer = visitor.get(f"{address}/download", status=200)
    assert pages_of(answer.body) == 1
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="to khai dang ky.pdf"')
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    part = visitor.get(f"{address}/download", headers={"Range": "bytes=0-3"}, status=206)
    assert part.body == b"%PDF"
    visitor.get(f"{address}/download", headers={"If-None-Match": answer.headers["ETag"]}, status=304)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_browser_could_run_is_only_ever_kept(office, name):
    author = office.as_(Role.AUTHOR)
    address = bring(author, "file", name, HOSTILE[name]).follow().request.path
    answer = author.get(f"{address}/download", status=200)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store", "it is not published"
    assert answer.body == HOSTILE[name]


def test_a_document_with_macros_is_not_said_to_be_one(office):
    author, types = office.as_(Role.AUTHOR), {}
    for name, more in (("a.docx", ()), ("b.docx", ("word/vbaProject.bin",))):
        into = io.BytesIO()
        with zipfile.ZipFile(into, "w") as archive:
            for member in ("word/document.xml", *more):
                archive.writestr(member, "<x/>")
        address = bring(author, "file", name, into.getvalue()).follow().request.path
        types[name] = author.get(f"{address}/download").headers["Content-Type"]
    assert types["a.docx"].endswith("wordprocessingml.document")
    assert types["b.docx"] == "application/octet-stream"


def test_a_photo_comes_in_widths_and_without_where_it_was_taken(office):
    author, visitor = office.as_(Role.AUTHOR), office.as_()
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "SecretCamera"
    data = photo(1000, 500, exif=exif) + b"<script>alert(1)</script>"
    address = bring(author, "image", "Sảnh.jpg", data, alt='Bà con "đợi" ở sảnh').follow().request.path
    publish(office, address)
    page = visitor.get(address, status=200)
    shown = page.html.find("picture")
    assert shown.source is None, "until its widths are made it is shown as it is kept"
    do_jobs(office)
    shown = visitor.get(address).html.find("picture")
    assert (shown.img["width"], shown.img["height"]) == ("500", "1000"), "turned as it was held"
    assert shown.img["alt"] == 'Bà con "đợi" ở sảnh'
    assert [part.split()[1] for part in shown.source["srcset"].split(", ")] == ["400w", "500w"]
    for part in [shown.img["src"], *(one.split()[0] for one in shown.source["srcset"].split(", "))]:
        answer = visitor.get(part, status=200)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert b"Secret" not in answer.body
        assert b"script" not in answer.body
        assert not Image.open(io.BytesIO(answer.body)).getexif()
    assert Image.open(io.BytesIO(visitor.get(f"{address}/picture?w=400").body)).size == (400, 800)
    for odd in ("?w=401", "?w=x", "?w=%D9%A4", "?w=-1", "?v=zz", "?w=" + "9" * 99):
        visitor.get(f"{address}/picture{odd}", status=404)


def test_a_page_shows_its_picture_once_citizens_may_see_it(office):
    author, visitor = office.as_(Role.AUTHOR), office.as_()
    picture = bring(author, "image", "a.png", photo(kind="PNG"), alt="Sảnh").follow().request.path
    form = author.get("/noi-dung/new?kind=page").forms["form"]
    form["title"], form["body"] = "Đường đến", f'![]({picture} "Lối vào")\n\n![bàn 1]({picture})'
    page = form.submit(status=303).follow().request.path
    publish(office, page)
    told = author.get(page).html.find(class_="warn")
    assert [one["href"] for one in told.find_all("a")] == [picture], "and the author is told so"
    assert visitor.get(page).html.find(class_="warn") is None
    assert "<img" not in visitor.get(page).html.find("main").decode(), "the picture is not published"
    assert "Sảnh" in visitor.get(page).text
    publish(office, picture)
    assert author.get(page).html.find(class_="warn") is None
    shown = visitor.get(page).html.find("main")
    assert [one["alt"] for one in shown.find_all("img")] == ["Sảnh", "bàn 1"]
    assert shown.figcaption.text == "Lối vào"


def test_what_a_picture_shows_is_said_or_that_it_says_nothing(office):
    author = office.as_(Role.AUTHOR)
    refused = bring(author, "image", "a.jpg", photo(), title="Hoa văn")
    assert refused.status_code == 422
    assert "Hãy ghi ảnh cho thấy gì" in refused.text
    assert refused.forms["form"]["title"].value == "Hoa văn"
    page = bring(author, "image", "a.jpg", photo(), title="Hoa văn", decorative=True).follow()
    assert page.html.find("picture").img["alt"] == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HOSTILE["a.svg"], "Hãy chọn ảnh JPEG, PNG hoặc WebP"),
        (HOSTILE["a.html"], "Hãy chọn ảnh JPEG, PNG hoặc WebP"),
        (b"\xff\xd8\xff\xe0" + HOSTILE["a.html"], "hỏng"),
        (photo()[:400], "hỏng"),
        (b"", "trống"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "HEIC"),
        (BOMB, "quá lớn"),
    ],
    ids=["svg", "html", "polyglot", "cut", "empty", "heic", "bomb"],
)
def test_what_is_no_picture_is_refused_with_what_to_do(office, data, words):
    refused = bring(office.as_(Role.AUTHOR), "image", "a.jpg", data, alt="Sảnh", title="Sảnh Trung tâm")
    assert refused.status_code in (409, 422)
    assert words in refused.html.find("form", id="form").text
    assert refused.forms["form"]["alt"].value == "Sảnh"


def test_names_of_any_length_and_kind_are_taken(office):
    author = office.as_(Role.AUTHOR)
    for name in (
        "x" * 3_800 + ".pdf",
        "../../etc/passwd",
        "con.pdf",
        "<script>alert(1)</script>.pdf",
        ".",
        "a\u202efdp.exe",
    ):
        answer = bring(author, "file", name, b"Xin chao")
        assert answer.status_code == 303, name
        page = answer.follow()
        assert "<script>alert" not in page.text
        author.get(f"{page.request.path}/download", status=200)


def test_a_form_without_its_file_is_told_so(office):
    author = office.as_(Role.AUTHOR)
    form = author.get("/noi-dung/new?kind=file").forms["form"]
    form["title"] = "Mẫu đơn"
    assert "Hãy chọn" in form.submit(status=422).text


def test_another_file_takes_its_place_and_the_former_stays_with_its_text(office):
    author, visitor = office.as_(Role.AUTHOR), office.as_()
    address = bring(author, "file", "Mẫu.pdf", PDF).follow().request.path
    form = author.get(f"{address}/edit").forms["form"]
    assert "Mẫu.pdf" in author.get(f"{address}/edit").text
    form["summary"] = "Để đăng ký."
    form.submit(status=303)
    first = author.get(f"{address}/download").body
    assert pages_of(first) == 1, "without another file it keeps its own"
    form = author.get(f"{address}/edit").forms["form"]
    form["file"] = Upload("Mẫu mới.pdf", TWO_PAGES)
    form.submit(status=303)
    publish(office, address)
    assert pages_of(visitor.get(f"{address}/download").body) == 2
    former = hashlib.sha256(first).hexdigest()
    visitor.get(f"{address}/download?v={former}", status=404)
    assert author.get(f"{address}/download?v={former}").body == first
    with office.site() as site:
        item = site.content.get("mau")
        assert [item.versions.get(number).text["file"]["sha256"] for number in (1, 2)] == [former] * 2


def test_a_picture_is_brought_from_where_one_writes(office):
    author = office.as_(Role.AUTHOR)
    link = author.get("/noi-dung/new?kind=page").html.find("a", target="_blank")["href"]
    form = author.get(link).forms["bring"]
    form["file"] = Upload("sanh-cho.jpg", photo())
    refused = form.submit(status=422)
    assert "Hãy ghi ảnh cho thấy gì" in refused.text
    assert "sanh-cho.jpg" in refused.html.find("form", id="bring").text, "it need not be chosen again"
    form = refused.forms["bring"]
    form["alt"] = "Bà con ở [sảnh]"
    page = form.submit(status=303).follow()
    assert [one["value"] for one in page.html.select(".picks input")] == [r"![Bà con ở \[sảnh\]](/sanh-cho)"]
    form = page.forms["bring"]
    form["file"] = Upload("mau.pdf", PDF)
    page = form.submit(status=303).follow()
    assert "[mau](/mau)" in [one["value"] for one in page.html.select(".picks input")]
    assert "sanh-cho" not in author.get(f"{link}?q=m%E1%BA%ABu").html.find("ul", class_="picks").text
    assert author.get(f"{link}?q=%00khong-co").status_code in (200, 400)
