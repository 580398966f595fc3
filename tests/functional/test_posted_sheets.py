"""What hangs on the notice boards: written down, outdated the day a text changes, printed anew, taken down."""

import subprocess
from datetime import timedelta

import pytest

from announced_states import board, decided, hung
from functional.refusing import everyone_at_work, nothing_changes
from hcc.core.roles import Role
from hcc.procedures.hangings import SheetKind, stale_codes
from office import Office

COPY, MARRIAGE, GUARDIAN = "2.000815", "1.004873", "1.004837"
K = Role.CATALOGUE_ADMINISTRATOR
KIT = "/quan-tri/niem-yet"
CANARY = "<script>alert(1)</script>"


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    office.later(days=7)
    yield everyone_at_work(office)
    office.close()


def words(page) -> str:
    return " ".join(page.html.find("main").get_text(" ").split()).replace("\N{NO-BREAK SPACE}", " ")


def pages(answer) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.body, capture_output=True, check=True).stdout
    return [" ".join(page.split()) for page in text.decode().split("\f") if page.strip()]


def hanging(office) -> list[tuple[str, int, str, int]]:
    with office.site() as site:
        return [(one.code, one.place, one.kind.value, one.revision) for one in site.procedures.hangings]


def stale(office) -> frozenset[str]:
    with office.site() as site:
        return stale_codes(site.procedures, office.now.date())


def put_up(office, lines: str, *, places: int = 1, status: int = 303, view: str = "new", kind: str = "poster-a4"):
    form = office.as_(K).get(f"{KIT}/new").forms["form"]
    form["lines"], form["kind"] = lines, kind
    for box in form.fields["checkbox"][:places]:
        box.checked = True
    form.action = f"{KIT}/{view}"
    return form.submit(status=status)


def test_the_first_boards_and_sheets(office):
    page = office.as_(K).get(KIT)
    assert "Chưa ghi tờ nào đang treo" in words(page)
    assert "Chưa ghi nơi niêm yết nào" in words(office.as_(K).get(f"{KIT}/new"))
    for name in ("Bảng niêm yết tại Trung tâm", "Nhà văn hóa xóm Mẫu"):
        office.as_(K).fill(f"{KIT}/places", name=name)
    put_up(office, f"{COPY}\n{MARRIAGE}", places=2)
    assert hanging(office) == [(code, place, "poster-a4", 1) for code in (MARRIAGE, COPY) for place in (1, 2)]
    assert "Mọi tờ đang treo đều đúng: 4 tờ" in words(office.as_(K).get(KIT))


def test_sheets_are_printed_before_they_hang(office):
    board(office)
    with nothing_changes(office):
        printed = put_up(office, f"{COPY}\n{MARRIAGE}", view="print_new", status=200)
    assert len(pages(printed)) == 2
    assert MARRIAGE in pages(printed)[1]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("1.999002", "1.999002 chưa có nội dung nào được công bố"),
        ("chứng thực", "Dòng 1 không có mã thủ tục"),
        (f"{COPY}\n{COPY}", f"{COPY} có ở cả dòng 1 và dòng 2"),
        ("", "Không được để trống"),
    ],
)
@pytest.mark.parametrize("view", ["new", "print_new"])
def test_what_cannot_hang_is_said_and_kept(office, lines, sentence, view):
    board(office)
    with nothing_changes(office):
        page = put_up(office, lines, view=view, status="*")
    assert page.status_int in (409, 422)
    assert sentence in words(page) or not lines
    assert page.forms["form"]["lines"].value.strip() == lines


def test_the_morning_a_text_changes_its_sheets_are_outdated_and_one_file_replaces_them(office):
    first, second = board(office), board(office, "Nhà văn hóa xóm Mẫu")
    hung(office, COPY, place=first)
    hung(office, COPY, place=second, kind=SheetKind.SHEET)
    hung(office, MARRIAGE, place=first)
    hung(office, GUARDIAN, place=first)
    path = decided(office, f"{COPY}\n{MARRIAGE} bãi bỏ", days=3, published=True)
    number = path.split("/")[3]
    assert stale(office) == frozenset()
    ahead = office.as_(K).get(f"{KIT}?decision={number}")
    assert "Sắp cũ: 2" in words(ahead)
    early = pages(office.as_(K).get(f"{KIT}/replacements.pdf?decision={number}"))
    assert len(early) == 2
    everywhere = office.as_(K).get(KIT)
    assert "In trước các tờ sắp thay (2)" in words(everywhere)
    assert all("Bản 2" in one for one in pages(everywhere.click(href="replacements.pdf")))
    office.later(days=4)
    office._people.clear()
    assert stale(office) == {COPY, MARRIAGE}
    page = office.as_(K).get(KIT)
    said = words(page)
    assert "Đã cũ: treo bản mới: 2" in said
    assert "Hết áp dụng: gỡ xuống: 1" in said
    printed = pages(office.as_(K).get(f"{KIT}/replacements.pdf"))
    assert len(printed) == 2
    assert all("Bản 2" in one for one in printed)
    assert len(pages(office.as_(K).get(f"{KIT}/replacements.pdf?place={second}"))) == 1
    page.forms["renew"].submit(status=303)
    assert stale(office) == {MARRIAGE}
    office.as_(K).get(KIT).forms["down"].submit(status=303)
    assert stale(office) == frozenset()
    assert {code for code, *_ in hanging(office)} == {COPY, GUARDIAN}
    with office.site() as site:
        assert [record.what for record in site.procedures.chain.latest()][:2] == ["taken down", "posted"]


def test_a_sheet_that_hangs_before_its_day_or_of_what_will_end_says_so(office):
    for code in (COPY, MARRIAGE):
        hung(office, code)
    decided(office, f"{COPY}\n{MARRIAGE} bãi bỏ", days=7, published=True)
    page = office.as_(K).get(KIT)
    day = f"{office.now.date() + timedelta(days=7):%d/%m/%Y}"
    assert f"bản 2 áp dụng từ {day}" in words(page)
    assert f"Sắp hết áp dụng: đến ngày thì gỡ từ {day}" in words(page)
    assert not page.forms["down"]["sheet"].checked, "it hangs until that day"
    assert stale(office) == frozenset()
    form = page.forms["renew"]
    form["sheet"].checked = True
    form.submit(status=303)
    page = office.as_(K).get(f"{KIT}?show=all")
    assert f"Treo trước ngày áp dụng bản 2 áp dụng từ {day}" in words(page)
    office.later(days=7)
    office._people.clear()  # they were signed out meanwhile
    assert stale(office) == {MARRIAGE}
    page = office.as_(K).get(KIT)
    assert "Hết áp dụng" in words(page)
    assert page.forms["down"]["sheet"].checked
    assert "Treo trước ngày" not in words(office.as_(K).get(f"{KIT}?show=all"))


def test_what_was_printed_is_written_down_though_a_newer_text_came_meanwhile(office):
    hung(office, COPY)
    decided(office, COPY, days=0, published=True)
    page = office.as_(K).get(KIT)
    office.later(minutes=5)
    decided(office, COPY, days=0, published=True)
    page.forms["renew"].submit(status=303)
    assert hanging(office) == [(COPY, 1, "poster-a4", 2)]
    assert stale(office) == {COPY}


def test_procedures_of_a_decision_that_hang_nowhere_are_offered(office):
    board(office)
    path = decided(office, f"{COPY}\n{MARRIAGE}", days=0, published=True)
    page = office.as_(K).get(f"{KIT}?decision={path.split('/')[3]}")
    assert "Chưa treo ở đâu: 2 thủ tục" in words(page)
    form = page.click("Treo tờ của các thủ tục này").forms["form"]
    assert form["lines"].value.split() == [COPY, MARRIAGE]


def test_a_board_with_sheets_is_not_closed(office):
    hung(office, COPY)
    with nothing_changes(office):
        page = office.as_(K).post(f"{KIT}/change_place", {"number": "1", "do": "close"}, status=409)
    assert "Còn 1 tờ đang treo" in words(page)
    office.as_(K).post(f"{KIT}/take_down", {"sheet": f"{COPY}|1|poster-a4|1"}, status=303)
    office.as_(K).post(f"{KIT}/change_place", {"number": "1", "do": "close"}, status=303)
    assert "Chưa ghi nơi niêm yết nào" in words(office.as_(K).get(f"{KIT}/new"))
    office.as_(K).post(f"{KIT}/change_place", {"number": "1", "do": "open"}, status=303)


@pytest.mark.parametrize("name", ["", "  ", "Bảng niêm yết tại trung tâm", "x" * 121])
def test_a_name_no_board_can_have(office, name):
    board(office)
    with nothing_changes(office):
        page = office.as_(K).fill(f"{KIT}/places", status="*", name=name)
    assert page.status_int in (409, 422)
    with nothing_changes(office):
        office.as_(K).post(f"{KIT}/change_place", {"number": "9", "do": "rename", "name": name}, status=409)


@pytest.mark.parametrize(
    "sheet",
    ["", "x", f"{COPY}|1|poster-a4", f"{COPY}|1|poster-a9|1", f"{COPY}|9|poster-a4|1", f"{COPY}|1|poster-a4|999999"],
)
@pytest.mark.parametrize("view", ["post", "take_down"])
def test_a_sheet_no_page_offered(office, sheet, view):
    board(office)
    with nothing_changes(office):
        page = office.as_(K).post(f"{KIT}/{view}", {"sheet": sheet}, status=409)
    assert "Có 1 chỗ cần sửa" in words(page) or "Có 2 chỗ cần sửa" in words(page)


@pytest.mark.parametrize(
    "query", ["place=x", "decision=999999", "place=-1&decision=%00", "show=%3Cscript%3E", "page=9"]
)
def test_an_address_typed_by_hand(office, query):
    hung(office, COPY)
    assert office.as_(K).get(f"{KIT}?{query}").status_int == 200
    assert office.as_(K).get(f"{KIT}/replacements.pdf?{query}", status=409).status_int == 409


def test_the_name_of_a_board_never_runs(office):
    office.as_(K).fill(f"{KIT}/places", name=CANARY)
    put_up(office, COPY)
    for page in (f"{KIT}?show=all", f"{KIT}/places", f"{KIT}/new"):
        text = office.as_(K).get(page).text
        assert CANARY not in text
        assert "&lt;script&gt;" in text or page == KIT
