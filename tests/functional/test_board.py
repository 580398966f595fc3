"""The catalogue board: found in two actions, sifted by address, and things done to many at once."""

import json
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from announced_states import hung
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures import board_rows
from hcc.procedures.board_rows import BoardRows
from hcc.procedures.operations.announce import announce
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.operations.submit import submit_revision
from hcc.procedures.operations.withdraw import cancel_scheduled, withdraw_procedure
from hcc.procedures.resources import Procedure
from office import LOGINS

BOARD = "/quan-tri/danh-muc"
COPY, MARRIAGE, DEATH = "2.000815", "1.004873", "1.000656"


def act_of(office):
    return Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)


def write(office, code, **changes):
    with office.changing() as site:
        procedure = site.procedures[code]
        record = replace(procedure.latest().record, **(changes or {"conditions": ("Điều kiện thử.",)}))
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act_of(office))


def board(office, **asked):
    return office.as_(Role.CATALOGUE_ADMINISTRATOR).get(BOARD, params=asked)


def codes_on(page) -> list[str]:
    body = page.html.find("tbody")
    return [row.find_all("td")[1].get_text() for row in body.find_all("tr")] if body else []


def row_of(page, code) -> str:
    return next(row.get_text(" ") for row in page.html.find("tbody").find_all("tr") if code in row.get_text())


def counters_on(page) -> dict[str, int]:
    return {one.find("span").get_text(): int(one.find("b").get_text()) for one in page.html.select(".counters a")}


@pytest.mark.parametrize(
    "typed", [COPY, "000815", "chứng thực bản sao từ bản chính", "chung thuc ban sao tu ban chinh", "ctbstbc"]
)
def test_a_procedure_is_found_by_code_words_or_first_letters(office, typed):
    assert COPY in codes_on(board(office, q=typed))


def test_nothing_found_says_so_and_leads_back(office):
    page = board(office, q="khongcogi")
    assert codes_on(page) == []
    assert page.html.find("div", class_="empty").find("a")["href"] == BOARD


def test_a_draft_shows_on_the_board_at_once_and_citizens_pages_keep_theirs(office):
    assert "Nháp" not in counters_on(board(office))
    before = office.registry["hcc.page_state"].seen().state
    write(office, DEATH)
    assert office.registry["hcc.page_state"].seen().state == before
    page = board(office)
    assert counters_on(page)["Nháp"] == 1
    assert codes_on(page)[0] == DEATH
    assert "Hoàng Thị Kiểm" in row_of(page, DEATH)
    assert "Hệ thống" in row_of(page, codes_on(page)[1])
    assert page.html.find("a", href=f"/thu-tuc/{DEATH}/compare") is not None


def test_every_state_is_counted_and_sifted_for(office):
    today = office.now.date()
    write(office, DEATH)
    write(office, MARRIAGE)
    write(office, COPY)
    with office.changing() as site:
        submit_revision(site.procedures[MARRIAGE].draft(), act=act_of(office))
        publish_revision(site.procedures[COPY].draft(), effective=today + timedelta(days=3), act=act_of(office))
        withdraw_procedure(site.procedures["2.000908"], on=today, reason="Bãi bỏ", act=act_of(office))
    for state, code, words in (
        ("draft", DEATH, "Nháp"), ("review", MARRIAGE, "Chờ duyệt"), ("scheduled", COPY, "Đã lên lịch"),
        ("withdrawn", "2.000908", ""),
    ):  # fmt: skip
        page = board(office, state=state)
        assert codes_on(page) == [code], state
        assert words in row_of(page, code)
    assert f"từ {today + timedelta(days=3):%d/%m/%Y}" in row_of(board(office, state="scheduled"), COPY)
    office.later(days=4)
    office._people.clear()  # she was signed out meanwhile
    assert codes_on(board(office, state="scheduled")) == []
    assert COPY in codes_on(board(office, state="published", q=COPY))


def test_what_will_end_is_marked_with_its_day(office):
    day = office.now.date() + timedelta(days=3)
    with office.changing() as site:
        withdraw_procedure(site.procedures[COPY], on=day, reason="Bãi bỏ", act=act_of(office))
    page = board(office, state="ending")
    assert codes_on(page) == [COPY]
    row = " ".join(row_of(page, COPY).split())
    assert "Đang áp dụng bản 1" in row
    assert f"Sắp hết áp dụng từ {day:%d/%m/%Y}" in row
    office.later(days=3)
    office._people.clear()  # she was signed out meanwhile
    assert codes_on(board(office, state="ending")) == []
    assert codes_on(board(office, state="withdrawn")) == [COPY]


def test_a_procedure_citizens_never_saw_leads_to_its_draft(office):
    administrator = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    form = administrator.get(f"{BOARD}/new").forms["form"]
    form["code"], form["name"] = "9.000123", "Thủ tục chưa công bố bao giờ"
    form.submit()
    page = board(office, q="9.000123")
    assert page.click("9.000123").request.path == "/thu-tuc/9.000123/compare"
    assert board(office, q=COPY).click(COPY).request.path == f"/thu-tuc/{COPY}"


def test_what_was_taken_back_before_its_day_leads_to_no_public_page(office):
    with office.changing() as site:
        record = replace(site.procedures[COPY].latest().record, code="9.000124")
        procedure = site.procedures["9.000124"] = Procedure("9.000124")
        act = act_of(office)
        text = procedure.add_revision(record, made_by=act.by, made_at=act.at)
        publish_revision(text, effective=office.now.date() + timedelta(days=3), act=act)
    assert board(office, q="9.000124").click("9.000124").request.path == "/thu-tuc/9.000124"
    with office.changing() as site:
        cancel_scheduled(site.procedures["9.000124"].latest(), reason="Lùi ngày", act=act_of(office))
    page = board(office, q="9.000124").click("9.000124")
    assert page.request.path == "/thu-tuc/9.000124/edit"
    compared = office.as_(Role.CATALOGUE_ADMINISTRATOR).get("/thu-tuc/9.000124/compare")
    assert "Xem trang công khai" not in compared.text


def test_whoever_goes_on_with_all_that_fit_comes_back_to_the_same_board(office):
    hung(office, MARRIAGE)  # at a board that there is now
    page = board(office, field="chung-thuc", sort="title")
    every = page.click("Với cả")
    codes = codes_of(every)
    assert set(codes) == set(codes_on(page))
    assert every.click("Về bảng danh mục", index=0).request.url == page.request.url
    hang = every.click("Ghi nơi treo")
    assert hang.forms["form"]["lines"].value.split() == codes


def codes_of(page) -> list[str]:
    return [row.find("td").get_text() for row in page.html.find("tbody").find_all("tr")]


def test_a_state_looks_the_same_on_the_board_and_in_the_history(office):
    today = office.now.date()
    write(office, DEATH)
    write(office, MARRIAGE)
    with office.changing() as site:
        submit_revision(site.procedures[MARRIAGE].draft(), act=act_of(office))
        withdraw_procedure(site.procedures["2.000908"], on=today, reason="Bãi bỏ", act=act_of(office))
    for state, code in (("draft", DEATH), ("review", MARRIAGE), ("withdrawn", "2.000908")):
        on_board = board(office, state=state).html.select("tbody .tag")[0]
        in_history = office.as_(Role.CATALOGUE_ADMINISTRATOR).get(f"/thu-tuc/{code}/history").html.select_one(".tag")
        looks = [(tag["class"], tag.find("use")["href"]) for tag in (on_board, in_history)]
        assert looks[0] == looks[1], state


def test_procedures_with_outdated_sheets_are_sifted_for_and_counted(office):
    for code in (COPY, DEATH):
        hung(office, code)
    assert codes_on(board(office, gap="stale")) == []
    write(office, DEATH)
    assert codes_on(board(office, gap="stale")) == [], "a draft outdates nothing yet"
    with office.changing() as site:
        publish_revision(site.procedures[DEATH].draft(), effective=office.now.date(), act=act_of(office))
    page = board(office, gap="stale")
    assert codes_on(page) == [DEATH]
    assert "bản niêm yết đã cũ" in row_of(page, DEATH)
    assert codes_on(board(office, gap="stale", field="chung-thuc")) == []
    form = next(form for form in page.forms.values() if "gap" in form.fields and form.action == BOARD)
    assert next(o for o in form["gap"].options if o[0] == "stale")[2].endswith("(1)")
    with office.changing() as site:
        withdraw_procedure(site.procedures[COPY], on=office.now.date(), reason="Bãi bỏ", act=act_of(office))
    assert set(codes_on(board(office, gap="stale"))) == {COPY, DEATH}, "what ended is to be taken down"


def test_filters_combine_and_stand_in_the_address(office):
    page = board(office, q="khai sinh", field="ho-tich", gap="any")
    assert codes_on(page)
    for code in codes_on(page):
        assert "Hộ tịch" in row_of(page, code)
    assert set(codes_on(page)) < set(codes_on(board(office, field="ho-tich", gap="any")))
    form = next(form for form in page.forms.values() if "q" in form.fields and form.action == BOARD)
    assert (form["field"].value, form["gap"].value) == ("ho-tich", "any")
    counted = int(next(o for o in form["gap"].options if o[0] == "any")[2].rpartition("(")[2].rstrip(")"))
    assert counted == len(codes_on(page))


def test_what_an_address_cannot_mean_is_passed_over(office):
    page = board(office, state="x", field="'", gap="\x00", sort="<", page="9" * 18)
    assert page.status_int == 200
    assert codes_on(page)


def test_the_board_tells_the_truth_after_every_act_without_reading_everything_again(office):
    rows, today = BoardRows(), office.now.date()

    def kept(day=today):
        with office.site() as site:
            return {row.code: row for row in rows.of(site.procedures, day)}

    def afresh(day=today):
        with office.site() as site:
            return {row.code: row for row in BoardRows().of(site.procedures, day)}

    first = kept()
    assert first == afresh()
    write(office, DEATH)
    second = kept()
    assert second == afresh() != first
    assert second[COPY] is first[COPY]
    with office.changing() as site:
        publish_revision(site.procedures[DEATH].draft(), effective=today + timedelta(days=2), act=act_of(office))
    assert kept() == afresh()
    for days in (1, 2, 400):
        assert kept(today + timedelta(days=days)) == afresh(today + timedelta(days=days))


def chosen(office, *codes):
    form = board(office, q="").forms["chosen"]
    return office.as_(Role.CATALOGUE_ADMINISTRATOR).get(form.action, params=[("code", code) for code in codes])


def test_many_drafts_are_submitted_together(office):
    write(office, DEATH)
    write(office, MARRIAGE)
    page = chosen(office, DEATH, MARRIAGE, COPY)
    assert "Trình duyệt 2 bản nháp" in page.html.text
    page.forms["submit"].submit(status=303)
    assert sorted(codes_on(board(office, state="review"))) == sorted([DEATH, MARRIAGE])


def test_none_is_submitted_when_one_draft_is_another_than_was_seen(office):
    write(office, DEATH)
    write(office, MARRIAGE)
    page = chosen(office, DEATH, MARRIAGE)
    office.later(minutes=1)
    write(office, MARRIAGE, conditions=("Khác hẳn.",))
    answer = page.forms["submit"].submit(status=409)
    assert f"Bản nháp {MARRIAGE} đã thay đổi" in answer.html.text
    assert codes_on(board(office, state="review")) == []
    answer.forms["submit"].submit(status=303)
    assert len(codes_on(board(office, state="review"))) == 2


def test_chosen_procedures_are_put_into_a_decision_once(office):
    with office.changing() as site:
        announce(
            site.procedures, decision="1843/QĐ-UBND", issued_on=office.now.date(), effective_from=date(2099, 1, 1),
            issuer="Ủy ban nhân dân tỉnh", today=office.now.date(), act=act_of(office),
        )  # fmt: skip
    page = chosen(office, COPY, DEATH)
    form = next(form for form in page.forms.values() if form.action.endswith("/announce"))
    form.submit(status=303)
    with office.site() as site:
        assert sorted(site.procedures.announcements.get(1).codes) == sorted([COPY, DEATH])
    again = next(f for f in chosen(office, COPY).forms.values() if f.action.endswith("/announce"))
    assert f"{COPY}" in again.submit(status=409).html.text


def test_what_fits_the_board_is_written_out_when_nothing_is_ticked(office):
    page = board(office, q="khai sinh", field="ho-tich")
    admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    fit = page.forms["chosen"]["fit"].value
    listed = admin.get(f"{BOARD}/chosen", params={"fit": fit})
    text = admin.get(listed.html.find("a", string="CSV")["href"]).body.decode("utf-8-sig")
    found = {line.split(";")[1] for line in text.splitlines()[1:] if line.startswith("Thủ tục;")}
    assert found == set(codes_on(page))


def test_a_new_procedure_begins_from_another_ones_text(office):
    admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    form = admin.get(f"{BOARD}/new?from={COPY}").forms["form"]
    form["code"], form["name"] = "9.000001.000.00.00.H44", "Chứng thực bản sao thử"
    form.submit(status=303)
    with office.site() as site:
        record, source = site.procedures["9.000001"].latest().record, site.procedures[COPY].latest().record
        assert record.components == source.components
        assert (record.name, record.announcement, record.sources) == ("Chứng thực bản sao thử", "", {})
        assert COPY in record.review
    form = admin.get(f"{BOARD}/new").forms["form"]
    form["code"], form["name"] = COPY, "Trùng"
    answer = form.submit(status=409)
    assert f"Danh mục đã có {COPY}" in answer.html.text
    assert answer.forms["form"]["name"].value == "Trùng"
    form["code"] = "abc"
    assert "không phải mã thủ tục" in form.submit(status=409).html.text


def test_after_a_start_the_board_comes_out_of_its_file_and_only_what_moved_is_read(office, tmp_path, monkeypatch):
    path, today = tmp_path / "cache" / "board-rows", office.now.date()
    read: list[str] = []

    def counted(procedure, *of):
        read.append(procedure.code)
        return row_as_it_is(procedure, *of)

    row_as_it_is = board_rows.row_of
    monkeypatch.setattr(board_rows, "row_of", counted)

    def started(day=today):
        """The rows of a program that has just started, and which procedures it looked at for them."""
        read.clear()
        with office.site() as site:
            rows = BoardRows(path).of(site.procedures, day, "code")
        looked_at = list(read)
        with office.site() as site:
            assert rows == BoardRows().of(site.procedures, day, "code")
        return looked_at

    assert len(started()) > 100
    assert started() == []
    write(office, DEATH)
    assert started() == [DEATH]
    with office.changing() as site:
        publish_revision(site.procedures[DEATH].draft(), effective=today + timedelta(days=2), act=act_of(office))
    assert started() == [DEATH]
    assert set(started(today + timedelta(days=3))) == {DEATH}


@pytest.mark.parametrize("damage", ["gone", "garbled", "cut", "of another database", "of another program", "no JSON"])
def test_a_file_of_rows_that_does_not_fit_is_passed_over(office, tmp_path, damage):
    path, today = tmp_path / "board-rows", office.now.date()
    with office.site() as site:
        right = BoardRows(path).of(site.procedures, today)
    whole = path.read_bytes()

    def signed(body: bytes) -> bytes:
        return sha256(body).hexdigest().encode() + b"\n" + body

    body = whole.partition(b"\n")[2]
    values = json.loads(body)
    path.write_bytes(
        {
            "gone": b"",
            "garbled": whole.replace(COPY.encode(), b"9.999999"),
            "cut": whole[: len(whole) // 2],
            "of another database": signed(json.dumps([*values[:2], "0" * 64, values[3], values[4][:5]]).encode()),
            "of another program": signed(json.dumps(["0" * 64, *values[1:4], values[4][:5]]).encode()),
            "no JSON": signed(b"[[[["),
        }[damage]
    )
    with office.site() as site:
        assert BoardRows(path).of(site.procedures, today) == right
    assert path.read_bytes().partition(b"\n")[2] == body, "it was written anew"
