"""Recordings, forms to take away and pictures as citizens meet them, in either language."""

import struct

from webtest import Upload

import content_states
from hcc.content.resources import FileItem, Notice, Page
from hcc.core.roles import Role

WAV = (
    b"RIFF" + struct.pack("<I", 1636) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8_000, 16_000, 2, 16)
    + b"data" + struct.pack("<I", 1600) + bytes(1600)
)  # fmt: skip
"""A tenth of a second of silence."""


def _publish(office, address: str) -> None:
    form = office.as_(Role.REVIEWER).get(f"{address}/steps").forms["form"]
    form["step"] = "publish"
    form.submit(status=303)


def _policy(answer) -> str:
    return answer.headers["Content-Security-Policy"]


def test_a_recording_is_heard_and_read(office):
    author, visitor = office.as_(Role.AUTHOR), office.as_()
    form = author.get("/noi-dung/new?kind=file").forms["form"]
    form["file"], form["title"] = Upload("loa.wav", WAV), "Bản tin loa"
    refused = form.submit(status=422)
    assert "Hãy ghi lại lời trong bản ghi" in refused.text
    form = refused.forms["form"]
    assert form["title"].value == "Bản tin loa"
    form["file"], form["transcript"] = Upload("loa.wav", WAV), "Bà con <chú ý>.\nSáng mai mở cửa."
    form["title_en"], form["transcript_en"] = "Loudspeaker news", "We open tomorrow."
    address = form.submit(status=303).follow().request.path
    _publish(office, address)
    page = visitor.get(address, status=200)
    player = page.html.find("audio", controls=True)
    assert player["aria-label"] == "Bản tin loa"
    assert "autoplay" not in player.attrs
    assert "media-src 'self'" in _policy(page)
    assert "Bà con <chú ý>." in page.html.find("main").section.get_text()
    heard = visitor.get(player["src"], headers={"Range": "bytes=0-3"}, status=206)
    assert (heard.body, heard.content_type) == (b"RIFF", "audio/wav")
    page = visitor.get(f"{address}?lang=en")
    assert page.html.h1.text == "Loudspeaker news"
    assert "We open tomorrow." in page.text
    with office.changing() as site:
        sound = {"sound": address, "title": "Nghe loa"}
        notice = content_states.lay_in(office, site.content, resource=Notice, **sound).__name__
        bare = content_states.lay_in(office, site.content, state="private", resource=FileItem, file={})
        item, kept = site.content.get(address.strip("/")), site.content.by_id[bare.id]
        kept.text = {"title": "Chưa có lời", "file": dict(item.told)}
        kept.kept[item.told["sha256"]] = item.file
    page = visitor.get(f"/{notice}?lang=vi")
    assert page.html.find("audio")["src"] == player["src"]
    assert "media-src 'self'" in _policy(page)
    assert "media-src" not in _policy(visitor.get("/"))
    assert "Bản ghi này chưa có lời ghi lại" in author.get(f"/{bare.__name__}").text, "who may write is asked for it"
    assert "Bản ghi này chưa có lời ghi lại" not in author.get(address).text


def test_a_published_recording_keeps_its_words(office):
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    form = author.get("/noi-dung/new?kind=file").forms["form"]
    form["file"], form["title"], form["transcript"] = Upload("loa.wav", WAV), "Bản tin", "Sáng mai mở cửa."
    address = form.submit(status=303).follow().request.path
    with office.changing() as site:
        item = site.content.get(address.strip("/"))
        item.text = {name: value for name, value in item.text.items() if name != "transcript"}
    form = author.get(f"{address}/edit").forms["form"]
    form["transcript"] = "Chiều mai mở cửa."
    form.submit(status=303)
    _publish(office, address)
    version = reviewer.get(f"{address}/version?number=1")
    restore = next(one for one in version.forms.values() if "restore_version" in one.action)
    assert "không nghe được" in restore.submit(status=409).text
    assert "Chiều mai mở cửa." in office.as_().get(address).text


def test_a_form_to_take_away_says_how_long_it_is_and_of_which_day(office):
    address = content_states.file_at(office).rstrip("/")
    visitor = office.as_()
    assert "trang ·" not in visitor.get(address).html.find("main").get_text(" ", strip=True)
    with office.changing() as site:
        item = site.content.get(address.strip("/"))
        item.text = {**item.text, "file": {**item.told, "pages": 3}, "title_en": "A form", "summary_en": "For birth"}
        site.content.relist(item)
        content_states.lay_in(office, site.content)
    told = visitor.get(address).html.find("main").get_text(" ", strip=True).replace("\u00a0", " ")
    assert "PDF 9 B" in told
    assert "3 trang · Cập nhật thứ Hai 23/11/2026" in told
    page = visitor.get(f"{address}?lang=en").html
    assert (page.h1.text, page.find("p", class_="lead").text) == ("A form", "For birth")


def test_a_picture_is_told_in_the_language_of_the_reader(office):
    reviewer, visitor = office.as_(Role.REVIEWER), office.as_()
    address = content_states.picture_at(office, alt="Bà con đợi").rstrip("/")
    form = reviewer.get(f"{address}/edit").forms["form"]
    form["title_en"], form["alt_en"], form["summary_en"] = "The hall", "People wait", "Ground floor"
    form.submit(status=303)
    with office.changing() as site:
        text = {"body": f"![]({address})", "title_en": "Way here", "body_en": f"![]({address})"}
        page = content_states.lay_in(office, site.content, resource=Page, title="Đường đến", **text).__name__
    for where in (address, f"/{page}"):
        assert visitor.get(f"{where}?lang=vi").html.find("main").img["alt"] == "Bà con đợi"
        assert visitor.get(f"{where}?lang=en").html.find("main").img["alt"] == "People wait"
    shown = visitor.get(f"{address}?lang=en").html
    assert (shown.h1.text, shown.figcaption.text) == ("The hall", "Ground floor")
    assert shown.find("nav", class_="crumbs").a["href"] == "/"
