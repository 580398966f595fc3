"""People take a procedure home, pin it up, send it on and read it out."""

import io
import re
import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PIL import Image

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures import posting
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.operations.publish import put_in_force
from hcc.procedures.record import Component, Fee, FeeKind
from office import LOGINS, Office

COPY, MARRIAGE = "2.000815", "1.004873"
PAPERS = ("sheet.pdf", "poster.pdf", "card.pdf")
EVERY = (*PAPERS, "picture.png", "loudspeaker.txt", "qr.svg")


def text_of(answer) -> str:
    found = subprocess.run(["pdftotext", "-", "-"], input=answer.body, capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


def page_sizes(answer) -> list[tuple[int, int]]:
    found = subprocess.run(["pdfinfo", "-l", "-1", "-"], input=answer.body, capture_output=True, check=True)
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", found.stdout.decode())
    return [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in sizes]


def change(office: Office, code: str, **changes) -> None:
    """Draft a change of a procedure; nobody has published it."""
    with office.changing() as site:
        procedure = site.procedures[code]
        act = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)
        record = replace(procedure.latest().record, **changes)
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act)


def publish_draft(office: Office, code: str, *, days: int = 0) -> None:
    """Publish the draft of a procedure for so many days from now."""
    with office.changing() as site:
        act = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)
        put_in_force(site.procedures[code].draft(), effective=office.now.date() + timedelta(days=days), act=act)


def test_a_citizen_prints_the_guide_the_card_and_the_posters(office):
    citizen = office.as_()
    expected = {"sheet.pdf": [(210, 297)], "poster.pdf": [(210, 297)], "card.pdf": [(148, 210)]}
    for name, sizes in expected.items():
        answer = citizen.get(f"/thu-tuc/{COPY}/{name}")
        assert answer.content_type == "application/pdf"
        assert page_sizes(answer) == sizes
        text = text_of(answer)
        assert "Chứng thực bản sao từ bản chính" in text
        assert "2.000 đồng" in text
        assert "0210 000 0000" in text
    large = citizen.get(f"/thu-tuc/{COPY}/poster.pdf?size=a3")
    assert page_sizes(large) == [(297, 420)]


def test_saved_files_have_names_that_can_be_read(office):
    name = office.as_().get(f"/thu-tuc/{COPY}/sheet.pdf").headers["Content-Disposition"]
    assert name.startswith('inline; filename="huong dan chung thuc ban sao tu ban chinh')
    assert "filename*=UTF-8''H%C6%B0%E1%BB%9Bng%20d%E1%BA%ABn%20Ch%E1%BB%A9ng" in name
    assert name.endswith("%282.000815%29.pdf")


def test_the_picture_for_chats_is_1080_pixels_wide(office):
    answer = office.as_().get(f"/thu-tuc/{COPY}/picture.png")
    assert answer.content_type == "image/png"
    assert Image.open(io.BytesIO(answer.body)).size == (1080, 1350)


def test_a_sheet_sent_on_shows_what_to_bring_and_its_picture(office):
    page = office.as_().get(f"/thu-tuc/{COPY}").html
    tags = {tag["property"]: tag["content"] for tag in page.find_all("meta", property=True)}
    assert tags["og:title"] == "Chứng thực bản sao từ bản chính"
    assert tags["og:description"].startswith("Mang theo: Bản chính giấy tờ")
    assert (tags["og:type"], tags["og:locale"]) == ("website", "vi_VN")
    assert tags["og:url"] == f"http://127.0.0.1:6543/thu-tuc/{COPY}"
    assert tags["og:image"] == f"{tags['og:url']}/picture.png"


def test_the_description_names_whole_papers_and_counts_the_rest(office):
    papers = tuple(Component(f"Giấy tờ có một cái tên khá dài để đọc số {n}") for n in range(9))
    change(office, COPY, components=papers)
    page = office.as_(Role.CATALOGUE_ADMINISTRATOR).get(f"/thu-tuc/{COPY}/phien-ban/2").html
    described = page.find("meta", {"name": "description"})["content"]
    named = described.count("Giấy tờ có một cái tên khá dài để đọc số")
    assert 1 < named < 9
    assert described.endswith(f" và {9 - named} giấy tờ khác.")
    assert len(described) <= 200


def test_the_code_on_the_page_leads_to_the_page(office, tmp_path):
    answer = office.as_().get(f"/thu-tuc/{COPY}/qr.svg")
    assert answer.content_type == "image/svg+xml"
    (tmp_path / "sheet.pdf").write_bytes(office.as_().get(f"/thu-tuc/{COPY}/sheet.pdf").body)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", tmp_path / "sheet.pdf", tmp_path / "p"], check=True)
    found = subprocess.run(["zbarimg", "-q", "--raw", tmp_path / "p.png"], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == f"http://127.0.0.1:6543/thu-tuc/{COPY}"


def test_the_hamlet_reads_it_out(office):
    plain = office.as_().get(f"/thu-tuc/{COPY}/loudspeaker.txt")
    assert (plain.content_type, plain.charset) == ("text/plain", "utf-8")
    assert "Phí là hai nghìn đồng một trang." in plain.text
    page = office.as_().get(f"/thu-tuc/{COPY}/loudspeaker")
    sentences = [p.text for p in page.html.select(".loud p")]
    assert "\n".join(sentences) + "\n" == plain.text
    assert page.click("Tải bài đọc về").text == plain.text


def test_many_posters_come_in_one_file_in_the_order_asked_for(office):
    answer = office.as_().get(f"/thu-tuc/posters.pdf?code={MARRIAGE}&code={COPY}&code={MARRIAGE}&size=a3")
    assert page_sizes(answer) == [(297, 420)] * 2
    text = text_of(answer)
    assert text.index("tình trạng hôn nhân") < text.index("Chứng thực bản sao")


def test_all_posters_of_a_field(office):
    with office.site() as site:
        wanted = sorted(
            r.record.code for r in site.procedures.published(office.now.date()) if r.record.field == "chung-thuc"
        )
    assert len(wanted) > 3
    answer = office.as_().get("/thu-tuc/posters.pdf?field=chung-thuc")
    assert len(page_sizes(answer)) == len(wanted)
    text = text_of(answer)
    assert [code for code in wanted if code not in text] == []


def test_one_table_of_several_procedures(office):
    answer = office.as_().get(f"/thu-tuc/posters.pdf?code={MARRIAGE}&code={COPY}&layout=list")
    assert page_sizes(answer) == [(297, 210)]
    text = text_of(answer)
    for part in ("Thủ tục hành chính niêm yết", MARRIAGE, COPY, "Mang theo gì", "2.000 đồng"):
        assert part in text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"/thu-tuc/{COPY}/poster.pdf?size=zz", "Áp phích chỉ có cỡ A4 và A3."),
        (f"/thu-tuc/posters.pdf?code={COPY}&size=a0", "Áp phích có cỡ A4 và A3"),
        (f"/thu-tuc/posters.pdf?code={COPY}&layout=pile", "Áp phích có cỡ A4 và A3"),
        ("/thu-tuc/posters.pdf", "Hãy chọn ít nhất một thủ tục"),
        (f"/thu-tuc/posters.pdf?code={COPY}&code=9.999999", "9.999999"),
        ("/thu-tuc/posters.pdf?code=%3Cscript%3E", "&lt;script&gt;"),
        ("/thu-tuc/posters.pdf?code=" + "x" * 3000, "xxxxx"),
        ("/thu-tuc/posters.pdf?field=khong-co", "khong-co"),
        ("/thu-tuc/posters.pdf?code=phien-ban", "phien-ban"),
    ],
)
def test_what_cannot_be_printed_is_said_on_a_plain_page(office, address, said):
    answer = office.as_().get(address, status=400)
    assert answer.content_type == "text/html"
    assert said in answer.text
    assert "Chưa in được tờ này" in answer.html.h1.text


def test_more_than_two_hundred_are_refused(office):
    with office.changing() as site:
        record = site.procedures[COPY].latest().record
        records = {f"8.{n:06}": replace(record, code=f"8.{n:06}") for n in range(201)}
        import_catalogue(site.procedures, records=records, act=Act("system", office.now), effective=office.now.date())
    query = "&".join(f"code={code}" for code in records)
    assert "nhiều nhất 200 thủ tục" in office.as_().get(f"/thu-tuc/posters.pdf?{query}", status=400).text


@pytest.mark.parametrize("name", EVERY)
def test_asked_again_it_is_not_sent_again_until_it_changes(office, name):
    first = office.as_().get(f"/thu-tuc/{COPY}/{name}")
    assert first.headers["Cache-Control"] == "no-cache"
    again = office.as_().get(f"/thu-tuc/{COPY}/{name}", headers={"If-None-Match": first.headers["ETag"]}, status=304)
    assert again.body == b""
    if name == "qr.svg":
        return
    change(office, COPY, fees=(Fee(FeeKind.PER_PAGE, amount=7000),), name="Chứng thực bản sao kiểu mới", short_name="")
    publish_draft(office, COPY)
    changed = office.as_().get(f"/thu-tuc/{COPY}/{name}", headers={"If-None-Match": first.headers["ETag"]}, status=200)
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_a_paper_is_printed_once_and_not_at_all_for_who_has_it(office, monkeypatch):
    printed = []
    render = posting.render_posting
    monkeypatch.setattr(posting, "render_posting", lambda *one, **more: printed.append(one) or render(*one, **more))
    address = f"/thu-tuc/{MARRIAGE}/card.pdf"
    first = office.as_().get(address)
    assert office.as_().get(address).body == first.body
    assert len(printed) == 1
    office.registry["hcc.press"].printed.__init__(posting.KEPT_BYTES)
    office.as_().get(address, headers={"If-None-Match": first.headers["ETag"]}, status=304)
    assert len(printed) == 1


@pytest.mark.parametrize("name", [*EVERY, "loudspeaker"])
def test_a_draft_is_printed_only_for_who_may_read_it_and_says_so(office, name):
    change(office, COPY, name="Chứng thực kiểu mới", short_name="")
    address = f"/thu-tuc/{COPY}/phien-ban/2/{name}"
    office.as_().get(address, status=404)
    office.as_(Role.GREETER).get(address, status=404)
    answer = office.as_(Role.CATALOGUE_ADMINISTRATOR).get(address)
    assert "no-store" in answer.headers["Cache-Control"]
    if name in PAPERS:
        assert "Bản nháp, chưa công bố." in text_of(answer)
    if name == "loudspeaker":
        assert "Chưa đọc trên loa" in answer.text


def test_an_older_text_says_that_it_no_longer_holds(office):
    change(office, COPY, fees=(Fee(FeeKind.PER_PAGE, amount=7000),))
    publish_draft(office, COPY, days=1)
    coming = f"/thu-tuc/{COPY}/phien-ban/2/sheet.pdf"
    assert f"Chỉ áp dụng từ ngày {office.now.date() + timedelta(days=1):%d/%m/%Y}." in text_of(office.as_().get(coming))
    office.later(days=1)
    assert "Bản cũ, không còn áp dụng." in text_of(office.as_().get(f"/thu-tuc/{COPY}/phien-ban/1/sheet.pdf"))
    assert "7.000 đồng" in text_of(office.as_().get(f"/thu-tuc/{COPY}/sheet.pdf"))
    assert "áp dụng từ ngày" not in text_of(office.as_().get(coming))


def test_what_is_not_in_force_is_not_printed_as_if_it_were(office):
    change(office, COPY, effective_to=date(2026, 11, 24))
    publish_draft(office, COPY)
    office.later(days=3)
    for name in EVERY:
        office.as_().get(f"/thu-tuc/{COPY}/{name}", status=404)
    assert COPY in office.as_().get(f"/thu-tuc/posters.pdf?code={COPY}", status=400).text
    assert "Bản cũ" in text_of(office.as_().get(f"/thu-tuc/{COPY}/phien-ban/2/sheet.pdf"))


def test_without_a_public_address_no_code_is_made_or_shown(filled, tmp_path):
    office = Office(tmp_path / "var", filled, public_url="")
    try:
        office.as_().get(f"/thu-tuc/{COPY}/qr.svg", status=404)
        page = office.as_().get(f"/thu-tuc/{COPY}")
        assert "og:title" in page.text
        assert "og:image" not in page.text
        assert "qr.svg" not in page.text
        assert "0210 000 0000" in text_of(office.as_().get(f"/thu-tuc/{COPY}/sheet.pdf"))
    finally:
        office.close()


def test_letters_no_font_has_do_not_stop_a_paper(office):
    change(
        office,
        COPY,
        short_name="",
        name='Chứng thực 😀 "漢字" / #panic(1)',
        steps=("Bước\u202e một \x07", "שלום " * 500),
        components=tuple(Component(f"Giấy {n} " + "rất dài " * 250, note="ghi chú " * 300) for n in range(100)),
    )
    official = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    for name in EVERY:
        answer = official.get(f"/thu-tuc/{COPY}/phien-ban/2/{name}")
        if name in PAPERS:
            assert len(page_sizes(answer)) == 1
    assert "#panic(1)" in text_of(official.get(f"/thu-tuc/{COPY}/phien-ban/2/sheet.pdf"))
