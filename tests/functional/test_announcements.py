"""A decision arrives: its procedures are written down, drafted, published together, and nothing of it is lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from webtest import Upload

import announced_states
from announced_states import decided, stamps
from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures import board_rows
from hcc.procedures.announced_telling import untold_of_decisions
from hcc.procedures.operations.cancel_announced import cancel_announced
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.four_eyes import FOUR_EYES_ASKED, FOUR_EYES_LIFTED
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.operations.submit import submit_revision
from hcc.procedures.operations.take_over_decision import DECISION_BROUGHT
from hcc.procedures.operations.withdraw import OwnEnding
from hcc.procedures.resources import RevisionState
from hcc.procedures.texts_telling import untold_of_texts
from office import LOGINS, Office, sample_pdf

COPY, MARRIAGE, SIGNATURE, GUARDIAN = "2.000815", "1.004873", "2.000884", "1.004837"
K = Role.CATALOGUE_ADMINISTRATOR
CANARY = "<script>alert('xss')</script>"


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    # A week after the centre was set up.
    office.later(days=7)
    yield everyone_at_work(office)
    office.close()


def words(page) -> str:
    return " ".join(page.html.find("main").get_text(" ").split()).replace("\N{NO-BREAK SPACE}", " ")


def write_down(office, status: int = 303, **fields: str):
    form = office.as_(K).get("/quan-tri/quyet-dinh/new").forms["form"]
    usual = {"decision": "1843/QĐ-UBND", "issued_on": "20/11/2026", "effective_from": "01/12/2026", "lines": COPY}
    for name, value in {**usual, **fields}.items():
        if name == "retroactive":
            form[name].checked = value == "true"
        else:
            form[name] = value
    return form.submit(status=status)


def rows_of(office, number: str = "1") -> list[tuple[str, str, str]]:
    with office.site() as site:
        return [(row.code, row.kind.value, row.successor) for row in site.procedures.announcements[number].rows]


def press(page, view: str, status: int = 303):
    """Press the button that does this to the whole decision, or else the first that does it to a row."""
    found = [form for form in page.forms.values() if form.action.endswith(view)]
    return next((form for form in found if "code" not in form.fields), found[0]).submit(status=status)


def edit(office, code: str, **changes) -> None:
    office.later(minutes=2)
    with office.changing() as site:
        procedure = site.procedures[code]
        act = Act(LOGINS[K], office.now)
        record = replace(procedure.latest().record, **changes)
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act)


def publish(office, path: str, status: int = 303, **fields: str):
    form = office.as_(K).get(f"{path}publish").forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=status)


# Writing it down


def test_the_annex_is_pasted_as_it_stands(office):
    write_down(
        office,
        lines="\n".join(
            (
                "PHỤ LỤC",
                "(Kèm theo Quyết định số 1843/QĐ-UBND ngày 20/11/2026)",
                "STT\tMã TTHC\tTên thủ tục\tLĩnh vực",
                "A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH",
                "1\t1.999001\tCấp mới giấy phép thử nghiệm\tHộ tịch",
                "B. Danh mục TTHC được sửa đổi, bổ sung",
                f"1\t{COPY}\tChứng thực bản sao từ bản chính",
                f"2\t{MARRIAGE}\tCấp Giấy xác nhận tình trạng hôn nhân\tThay thế\t1.999001",
                "C. Thủ tục hành chính bị bãi bỏ",
                f"1 {SIGNATURE} Chứng thực chữ ký",
            )
        ),
    )
    assert rows_of(office) == [
        ("1.999001", "new", ""),
        (COPY, "amended", ""),
        (MARRIAGE, "replaced", "1.999001"),
        (SIGNATURE, "abolished", ""),
    ]
    page = office.as_(K).get("/quan-tri/quyet-dinh/1/")
    assert "Đã bỏ qua 6 dòng không có thủ tục: dòng 1 “PHỤ LỤC”" in page.html.get_text()
    press(page, "1/draft")
    with office.site() as site:
        assert site.procedures["1.999001"].draft().record.field == "ho-tich"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"decision": "   "}, "Hãy ghi số quyết định"),
        ({"issued_on": "01/12/2027"}, "Ngày ký 01/12/2027 chưa đến"),
        ({"issued_on": "31/02/2026"}, "không có trong lịch"),
        ({"effective_from": "19/11/2026"}, "trước ngày ký 20/11/2026"),
        ({"lines": f"{COPY}\nchứng thực bản sao"}, "Dòng 2 không có mã thủ tục"),
        ({"lines": f"{COPY}\n{MARRIAGE}\n{COPY}"}, f"{COPY} có ở cả dòng 1 và dòng 3"),
        ({"lines": "1.999002"}, "1.999002 không có trong danh mục"),
        ({"lines": f"{COPY} mới"}, f"{COPY} đã có trong danh mục"),
        ({"lines": f"{COPY} thay thế {COPY}"}, "không thể tự thay thế"),
    ],
)
def test_what_cannot_be_written_down_comes_back_as_it_was_typed(office, fields, sentence):
    with nothing_changes(office):
        page = write_down(office, status="*", **fields)
    assert page.status_int in (409, 422)
    assert sentence in words(page)
    form = page.forms["form"]
    for name, value in fields.items():
        assert form[name].value.strip() == value.strip()


def test_every_line_that_is_wrong_is_told_at_once(office):
    page = write_down(office, status=409, lines="không mã\n1.999002\nvẫn không mã", issued_on="20/11/2027")
    said = words(page)
    assert "Dòng 1 không" in said
    assert "Dòng 3 không" in said
    assert "Ngày ký 20/11/2027 chưa đến" in said


def test_a_decision_that_does_take_effect_before_its_own_day(office):
    write_down(office, effective_from="10/11/2026", retroactive="true")
    assert "Quy định đã có hiệu lực được" in words(office.as_(K).get("/quan-tri/quyet-dinh/1/"))


def test_the_same_decision_is_written_down_once(office):
    write_down(office)
    with nothing_changes(office):
        page = write_down(office, status=409, decision="1843 / qđ-ubnd")
    assert "đã được ghi, ở số 1" in words(page)
    write_down(office, issued_on="20/11/2025", effective_from="01/12/2025")  # of another year it is another decision


def test_two_who_correct_a_decision_do_not_overwrite_each_other(office):
    write_down(office)
    office.later(minutes=1)
    first = office.as_(K).get("/quan-tri/quyet-dinh/1/edit").forms["form"]
    second = office.as_(K).get("/quan-tri/quyet-dinh/1/edit").forms["form"]
    first["issuer"], second["subject"] = "UBND tỉnh", "Lĩnh vực hộ tịch"
    first.submit(status=303)
    page = second.submit(status=409)
    assert "Có người đã sửa quyết định này" in words(page)
    assert page.forms["form"]["subject"].value == "Lĩnh vực hộ tịch"
    page.forms["form"].submit(status=303)


def test_rows_are_added_corrected_and_taken_out(office):
    write_down(office)
    path = "/quan-tri/quyet-dinh/1/"
    form = office.as_(K).get(path).forms["form"]
    form["lines"] = f"{MARRIAGE} bãi bỏ"
    form.submit(status=303)
    form = office.as_(K).get(f"{path}row?code={MARRIAGE}").forms["form"]
    form["kind"], form["successor"] = "replaced", "không phải mã"
    refused = form.submit(status=409)
    assert "không phải mã thủ tục" in words(refused)
    refused.forms["form"]["successor"] = f"{MARRIAGE}.000.00.00.H44"
    refused = refused.forms["form"].submit(status=409)
    assert f"{MARRIAGE} không thể tự thay thế" in words(refused), "by whichever of its codes"
    refused.forms["form"]["successor"] = SIGNATURE
    refused.forms["form"].submit(status=303)
    assert rows_of(office)[1] == (MARRIAGE, "replaced", SIGNATURE)
    press(office.as_(K).get(f"{path}row?code={COPY}"), "drop_row")
    assert rows_of(office) == [(MARRIAGE, "replaced", SIGNATURE)]
    again = office.as_(K).post(f"{path}drop_row", {"code": COPY}, status=409)
    assert f"{COPY} không còn trong quyết định" in words(again)


# Its file


def test_the_signed_file_is_kept_as_it_came_and_shown_clean(office):
    write_down(office)
    path, content = "/quan-tri/quyet-dinh/1/", sample_pdf(2)
    file = {"paper": Upload("Quyết định 1843.pdf", content, "application/pdf")}
    office.as_(K).post(f"{path}attach", file, status=303)
    assert "2 trang" in words(office.as_(K).get(path))
    assert office.as_(K).get(f"{path}paper").content_type == "application/pdf"
    assert office.as_(K).get(f"{path}paper?original=1").body == content


def test_a_decision_is_written_down_with_its_file_which_waits_while_the_rest_is_put_right(office):
    form = office.as_(K).get("/quan-tri/quyet-dinh/new").forms["form"]
    form["decision"], form["issued_on"], form["effective_from"] = "1843/QĐ-UBND", "20/11/2026", "01/12/2026"
    form["lines"], form["file"] = "1.999002", Upload("anh.pdf", b"\x89PNG no pdf" * 40, "application/pdf")
    with nothing_changes(office):
        page = form.submit("save", status=409)
    assert "1.999002 không có trong danh mục" in words(page)
    form = page.forms["form"]
    form["lines"], form["file"] = COPY, Upload("anh.pdf", b"MZ no pdf" * 40, "application/pdf")
    with nothing_changes(office):
        page = form.submit("save", status=409)
    [link] = page.html.select("[data-error-summary] a")
    assert link.text == "Đây không phải tệp PDF. Hãy quét quyết định thành tệp PDF rồi gửi tệp đó."
    assert page.html.select_one(link["href"])["type"] == "file"
    form = page.forms["form"]
    form["lines"], form["file"] = "1.999002", Upload("1843.pdf", sample_pdf(2), "application/pdf")
    page = form.submit("save", status=409)
    assert "1843.pdf" in words(page), "it need not be chosen again"
    form = page.forms["form"]
    form["lines"] = COPY
    page = form.submit("save", status=303).follow()
    assert "1843.pdf" in words(page)
    assert "2 trang" in words(page)
    assert rows_of(office) == [(COPY, "amended", "")]
    with office.site() as site:
        assert list(untold_of_decisions(site.procedures)) == []


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", "không có gì"), (b"MZ\x90\x00 not a pdf" * 40, "không phải tệp PDF")]
)
def test_a_file_that_is_no_decision_changes_nothing(office, content, sentence):
    write_down(office)
    with nothing_changes(office):
        page = office.as_(K).post(
            "/quan-tri/quyet-dinh/1/attach", {"paper": Upload("a.pdf", content, "application/pdf")}, status=409
        )
    [link] = page.html.select("[data-error-summary] a")
    assert sentence in link.text
    assert "ảnh" not in link.text, "a decision is no photo"
    assert page.html.select_one(link["href"])["aria-invalid"] == "true"
    with office.site() as site:
        assert site.procedures.announcements["1"].paper is None


# Drafts


def test_drafts_have_the_decision_in_them_and_nothing_else_changed(office):
    write_down(office, lines=f"{COPY}\n1.999001\tThủ tục mới của tỉnh\tmới\n{SIGNATURE} bãi bỏ")
    page = office.as_(K).get("/quan-tri/quyet-dinh/1/")
    press(page, "1/draft")
    with office.site() as site:
        draft = site.procedures[COPY].draft()
        before = site.procedures[COPY].revisions[draft.base].record
        assert draft.record.announcement == "1843/QĐ-UBND"
        assert f"{draft.record.announced_on} {draft.record.effective_from}" == "2026-11-20 2026-12-01"
        same = replace(
            draft.record,
            announcement=before.announcement,
            announced_on=before.announced_on,
            effective_from=before.effective_from,
        )
        assert same == before
        new = site.procedures["1.999001"].draft()
        assert new.record.name == "Thủ tục mới của tỉnh"
        assert site.procedures[SIGNATURE].draft() is None
    seen = office.as_().get("/thu-tuc/1.999001", status="*")
    assert "Thủ tục mới của tỉnh" not in seen.text


def test_each_row_says_in_one_line_what_its_draft_changes_besides_the_decision_itself(office):
    path = decided(office, f"{COPY}\n{MARRIAGE}", drafted=True)

    def told(code: str) -> list[str]:
        cell = office.as_(K).get(path).html.find(id=f"p-{code}").find("td")
        return [" ".join(small.get_text().split()) for small in cell.find_all("small")]

    assert (told(COPY), told(MARRIAGE)) == ([COPY], [MARRIAGE]), "nothing but what the decision brings"
    with office.site() as site:
        conditions = site.procedures[COPY].latest().record.conditions
    edit(office, COPY, conditions=(*conditions, "Giấy tờ còn đọc rõ."))
    assert told(COPY)[1].startswith("1 thay đổi (yêu cầu, điều kiện")
    assert told(MARRIAGE) == [MARRIAGE]


def test_a_draft_of_somebody_else_is_left_alone_until_it_is_taken_over(office):
    edit(office, COPY, short_name="Bản nháp của đồng nghiệp")
    write_down(office)
    page = office.as_(K).get("/quan-tri/quyet-dinh/1/")
    assert "Đang có bản nháp của người khác" in words(page)
    assert "đang có bản nháp không thuộc quyết định này" in words(publish(office, "/quan-tri/quyet-dinh/1/", 409))
    edit(office, COPY, short_name="Đồng nghiệp vừa sửa tiếp")
    stale = press(page, "take_draft", status=409)
    assert "Đang có bản nháp của người khác" in words(stale)
    press(stale, "take_draft")
    with office.site() as site:
        record = site.procedures[COPY].draft().record
        assert record.short_name == "Đồng nghiệp vừa sửa tiếp"
        assert record.announcement == "1843/QĐ-UBND"


# Publishing together


def test_all_of_it_takes_effect_on_its_day_by_itself(office):
    path = decided(office, f"{COPY}\n{GUARDIAN}\n{SIGNATURE} thay thế {COPY}", days=7, drafted=True)
    edit(office, COPY, short_name="Sao y theo quyết định")
    assert "Sao y theo quyết định" not in office.as_().get(f"/thu-tuc/{COPY}").text
    publish(office, path)
    assert "Đã công bố, chờ đến ngày: 2" in words(office.as_(K).get(path))
    assert "Sao y theo quyết định" not in office.as_().get(f"/thu-tuc/{COPY}").html.find("h1").get_text()
    office.later(days=8)
    office._people.clear()
    assert "Sao y theo quyết định" in office.as_().get(f"/thu-tuc/{COPY}").text
    ended = office.as_().get(f"/thu-tuc/{SIGNATURE}")
    assert f"/thu-tuc/{COPY}" in ended.text
    assert "Sao y theo quyết định" in words(ended)
    assert office.as_().get(f"/api/v1/procedures/{SIGNATURE}").json["successor"] == COPY


def test_one_wrong_text_keeps_all_of_them_back(office):
    path = decided(office, f"{COPY}\n1.999001\tThủ tục chưa có lĩnh vực\tmới\n{SIGNATURE} thay thế", drafted=True)
    with nothing_changes(office):
        page = publish(office, path, 409)
    said = words(page)
    assert "1.999001: Thiếu “Lĩnh vực”" in said
    assert f"{SIGNATURE}: Thủ tục thay thế không có trong danh mục" in said
    with office.site() as site:
        assert site.procedures[COPY].draft() is not None


def test_what_was_once_written_down_as_its_own_successor_is_not_published_nor_told_to_citizens(office):
    path = decided(office, f"{SIGNATURE} thay thế {COPY}")
    with office.changing() as site:
        one = site.procedures.announcements[path.split("/")[3]]
        one.rows = tuple(replace(row, successor=row.code) for row in one.rows)
    assert "Thiếu thủ tục thay thế" in words(office.as_(K).get(path))
    assert f"{SIGNATURE} không thể tự thay thế chính nó" in words(publish(office, path, 409))
    with office.changing() as site:
        text = site.procedures[SIGNATURE].latest()
        text.replaced_by, text.withdrawn_on = SIGNATURE, office.now.date()
        site.procedures.journal.append("changed", SIGNATURE)
    sheet = words(office.as_().get(f"/thu-tuc/{SIGNATURE}"))
    assert "không còn hiệu lực từ" in sheet
    assert "Thủ tục thay thế" not in sheet
    assert office.as_().get(f"/api/v1/procedures/{SIGNATURE}").json["successor"] == ""


def test_procedures_do_not_take_each_others_place_in_a_circle(office):
    lines = f"{COPY} thay thế {MARRIAGE}\n{MARRIAGE} thay thế {SIGNATURE}\n{SIGNATURE} thay thế {COPY}"
    with nothing_changes(office):
        page = write_down(office, 409, lines=lines)
    closed = f"thay thế nhau thành vòng: {COPY} → {MARRIAGE} → {SIGNATURE} → {COPY}"
    assert closed in words(page)
    assert page.forms["form"]["lines"].value.split() == lines.split()
    path = decided(
        office, f"{COPY} thay thế {MARRIAGE}\n{MARRIAGE} thay thế {SIGNATURE}\n{SIGNATURE} thay thế {GUARDIAN}"
    )
    form = office.as_(K).get(f"{path}row?code={SIGNATURE}").forms["form"]
    form["kind"], form["successor"] = "replaced", COPY
    page = form.submit(status=409)
    assert f"{SIGNATURE} → {COPY} → {MARRIAGE} → {SIGNATURE}" in words(page)
    form = office.as_(K).get(f"/thu-tuc/{SIGNATURE}/edit").forms["form"]
    form["effective_to"], form["successor"] = "31/12/2026", COPY
    with nothing_changes(office):
        page = form.submit(status=409)
    assert f"{SIGNATURE} → {COPY} → {MARRIAGE} → {SIGNATURE}" in words(page)
    assert page.forms["form"]["successor"].value == COPY
    # One that an earlier version of the program let through is not published.
    with office.changing() as site:
        one = site.procedures.announcements[path.split("/")[3]]
        one.rows = tuple(replace(row, successor=COPY) if row.code == SIGNATURE else row for row in one.rows)
    assert closed in words(office.as_(K).get(f"{path}publish"))
    with nothing_changes(office):
        assert closed in words(publish(office, path, 409))


def test_the_page_of_publishing_tells_what_each_procedure_touches_and_lacks(office):
    path = decided(office, f"{COPY}\n1.999001\tThủ tục mới của tỉnh\tmới\n{SIGNATURE} bãi bỏ", drafted=True)
    edit(office, COPY, conditions=("Giấy tờ còn đọc rõ.",))
    announced_states.hung(office, COPY)
    announced_states.hung(office, SIGNATURE)
    page = office.as_(K).get(f"{path}publish")
    lines = [" ".join(line.get_text(" ").split()) for line in page.html.select(".rows-list li")]
    assert [line.split()[0] for line in lines] == [COPY, "1.999001", SIGNATURE]
    assert "yêu cầu, điều kiện" in lines[0]
    assert "Đang treo 1 tờ" in lines[0]
    assert "Bảng niêm yết tại Trung tâm" in lines[0]
    assert "Đang treo 1 tờ" in lines[2]
    assert "đang cập nhật" in lines[1]
    assert "ai làm được" in lines[1].lower()
    assert "Chưa có tệp của quyết định" in words(page)
    file = {"paper": Upload("1843.pdf", sample_pdf(), "application/pdf")}
    office.as_(K).post(f"{path}attach", file, status=303)
    assert "Chưa có tệp của quyết định" not in words(office.as_(K).get(f"{path}publish"))


def test_a_day_that_is_not_the_decisions_own_is_asked_back_once(office):
    path = decided(office, f"{COPY}\n{GUARDIAN} bãi bỏ", drafted=True)
    form = office.as_(K).get(f"{path}publish").forms["form"]
    form["effective"] = "01/01/2027"
    with nothing_changes(office):
        page = form.submit("publish", status=409)
    assert "Chưa công bố gì" in words(page)
    assert "Đó là ngày nghỉ" in words(page)
    assert "Tết Dương lịch" in words(page)
    assert not page.html.select("[data-error-summary]"), "there is nothing to put right"
    form = page.forms["form"]
    assert form["effective"].value == "01/01/2027"
    form["effective"] = "04/01/2027"
    page = form.submit("publish", status=409)
    assert "04/01/2027" in words(page)
    page.forms["form"].submit("publish", status=303)
    with office.site() as site:
        text, own = site.procedures[COPY].latest(), site.procedures.announcements["1"].effective_from
        assert (text.effective_from, text.record.effective_from) == (date(2027, 1, 4), date(2027, 1, 4))
    seen = words(office.as_(K).get(f"/thu-tuc/{COPY}/compare?b=2")) + words(
        office.as_().get(f"/thu-tuc/{COPY}/phien-ban/2")
    )
    assert "04/01/2027" in seen
    assert f"{own:%d/%m/%Y}" not in seen, "one day holds, and is the one that is read"


def test_all_that_waits_is_taken_back_together_and_published_anew_for_another_day(office):
    path = decided(
        office, f"{COPY}\n1.999001\tThủ tục mới của tỉnh\tmới\n{SIGNATURE} thay thế bởi {COPY}", drafted=True
    )
    edit(office, COPY, conditions=("Giấy tờ còn đọc rõ.",))
    edit(office, "1.999001", field="ho-tich")
    answer = publish(office, path).follow()
    assert "Đã công bố cùng lúc 2 nội dung, cho hết áp dụng 1 thủ tục" in words(answer)
    page = answer.click(href="take_back")
    assert "2 nội dung, 1 thủ tục hết áp dụng" in words(page)
    with nothing_changes(office):
        page = page.forms["form"].submit(status=409)
    page.forms["form"]["reason"] = "UBND tỉnh hoãn quyết định"
    page = page.forms["form"].submit(status=303).follow()
    assert "Chưa có bản nháp: 2" in words(page)
    assert not page.html.select("a[href$=take_back]")
    today = office.now.date()
    with office.site() as site:
        folder = site.procedures
        assert folder[SIGNATURE].published(today).ended_on is None
        assert folder[SIGNATURE].published(today).successor == ""
        assert folder[COPY].upcoming(today) is None
        assert [*untold_of_decisions(folder), *untold_of_texts(folder)] == []
    office.later(minutes=2)
    press(page, "1/draft")
    page = office.as_(K).get(path)
    assert "Bản nháp sẵn sàng" in words(page)
    with office.site() as site:
        draft = site.procedures[COPY].draft()
        assert draft.record.conditions == ("Giấy tờ còn đọc rõ.",), "what was written is not lost"
        assert (draft.base, draft.copy_of) == (1, 2)
    publish(office, path)
    with office.site() as site:
        folder = site.procedures
        assert folder[SIGNATURE].published(today).ended_on == folder.announcements["1"].effective_from
        assert folder[COPY].upcoming(today).number == 3
        assert [*untold_of_decisions(folder), *untold_of_texts(folder)] == []
    office.later(days=8)
    office._people.clear()
    assert "Không còn gì" not in words(office.as_(K).get(path))
    office.as_(K).post(f"{path}take_back", {"reason": "muộn rồi"}, status=409)


def test_who_looked_at_an_earlier_publication_does_not_take_the_later_one_back(office):
    path = decided(office, f"{COPY}\n{MARRIAGE}", published=True)
    stale = office.as_(K).get(f"{path}take_back")
    page = office.as_(K).get(f"{path}take_back")
    page.forms["form"]["reason"] = "Nhầm ngày"
    page = page.forms["form"].submit(status=303).follow()
    office.later(minutes=2)
    press(page, "draft")
    publish(office, path)
    stale.forms["form"]["reason"] = "Nhầm, phải hoãn"
    with nothing_changes(office):
        stale = stale.forms["form"].submit(status=409)
    assert "Có người đã sửa quyết định này" in words(stale)
    assert stale.forms["form"]["reason"].value == "Nhầm, phải hoãn"
    stale.forms["form"].submit(status=303)


def test_a_decision_whose_texts_were_taken_back_one_by_one_is_open_again(office, monkeypatch):
    path = decided(office, f"{COPY}\n{MARRIAGE}", published=True)
    admin = office.as_(K)
    for code in (COPY, MARRIAGE):
        assert "Tạo các bản nháp còn thiếu" not in words(admin.get(path)), "a text of it still waits"
        form = admin.get(f"/thu-tuc/{code}/phien-ban/2/cancel").forms["form"]
        form["reason"] = "Nhầm"
        form.submit(status=303)
    with office.site() as site:
        assert [*untold_of_decisions(site.procedures), *untold_of_texts(site.procedures)] == []
    office.later(minutes=2)
    press(admin.get(path), "draft")
    publish(office, path)
    admin.get("/quan-tri/danh-muc")
    # What is not of one procedure leaves the others as they stand on the board.
    made, row_of = [], board_rows.row_of
    monkeypatch.setattr(
        board_rows, "row_of", lambda procedure, *of: (made.append(procedure.code), row_of(procedure, *of))[1]
    )
    page = admin.get(f"{path}take_back")
    assert "Các nội dung này không áp dụng: nội dung đang áp dụng" in words(page), "no end is spoken of"
    page.forms["form"]["reason"] = "Nhầm"
    page.forms["form"].submit(status=303)
    with office.changing() as site:
        for sure in (True, False):
            act = Act(LOGINS[K], office.now)
            site.procedures.chain.append(act, FOUR_EYES_ASKED if sure else FOUR_EYES_LIFTED)
        site.procedures.chain.append(act, DECISION_BROUGHT, announcement=1)
    admin.get("/quan-tri/danh-muc")
    assert sorted(made) == [MARRIAGE, COPY]


def test_a_row_without_a_draft_keeps_all_of_them_back(office):
    path = decided(office, f"{COPY}\n{GUARDIAN}")
    page = publish(office, path, 409)
    assert words(page).count("Chưa có bản nháp") == 1, "what is wrong with many is said once"
    assert f"{COPY}, {GUARDIAN}: Chưa có bản nháp" in words(page)


def test_what_changed_meanwhile_is_looked_at_again(office):
    path = decided(office, COPY, drafted=True)
    form = office.as_(K).get(f"{path}publish").forms["form"]
    edit(office, COPY, short_name="Sửa sau khi mở trang")
    page = form.submit(status=409)
    assert "đã thay đổi sau khi bạn mở trang" in words(page)
    page.forms["form"].submit(status=409)  # the old page again: what she saw is remembered, not what stands now
    publish(office, path)


def test_two_browsers_publish_at_once(office):
    path = decided(office, COPY, drafted=True)
    first = office.as_(K).get(f"{path}publish").forms["form"]
    second = office.as_(K).get(f"{path}publish").forms["form"]
    first.submit(status=303)
    page = second.submit("publish", status=409)  # as a browser sends it, with the button that was pressed
    at = f"{office.now.hour}:{office.now:%M}"
    with office.site() as site:
        name = site.accounts[LOGINS[K]].name
        assert len(site.procedures[COPY].revisions) == 2
    assert f"{name} đã công bố quyết định này lúc {at}" in words(page)
    assert "không đến nơi" not in words(page)
    assert page.forms.get("form") is None, "there is nothing to send again"


def test_a_late_decision_needs_a_reason_and_lists_dossiers_received_since(office):
    from hcc.dossiers import workflow
    from populated import PopulatedOffice

    made = PopulatedOffice(office)
    dossier = made.dossier(workflow.RECEIVED)
    number = made.number_of(dossier)
    path = decided(office, f"{MARRIAGE}\n{SIGNATURE} bãi bỏ", days=-2, drafted=True)
    page = office.as_(K).get(f"{path}publish")
    assert number in words(page)
    assert not page.html.select("#received a"), "she sees no dossiers: a link would lead her nowhere"
    assert words(page).count("theo bản 1: 1") == 1, "and how many open ones keep which text"
    refused = page.forms["form"].submit(status=409)
    assert "Hãy ghi lý do" in words(refused)
    refused.forms["form"]["reason"] = "Trung tâm nhận quyết định muộn"
    office.later(minutes=5)
    refused.forms["form"].submit(status=303)
    page = office.as_(K).get(path)
    assert "Lý do: Trung tâm nhận quyết định muộn" in words(page)
    office.later(minutes=5)
    page = page.click(href="publish#received")
    assert number in words(page), "whoever has to ring people finds the list again"
    with office.site() as site:
        procedure = site.procedures[MARRIAGE]
        assert procedure.published(office.now.date()).number == 2
        assert procedure.revisions[2].approval_reason == "Trung tâm nhận quyết định muộn"
        assert site.dossiers.get_by_token(dossier.split("/")[2]).revision.number == 1


def test_from_the_text_of_a_row_one_goes_back_to_that_row(office):
    path = decided(office, f"{COPY}\n{GUARDIAN}", drafted=True)
    admin = office.as_(K)
    for name in ("edit", "compare", "publish", "preview"):
        page = admin.get(f"/thu-tuc/{COPY}/{name}")
        assert page.html.select_one("main a[data-key=Esc]")["href"] == f"{path}#p-{COPY}"
    assert admin.get(path).html.select_one(f"[id='p-{COPY}']")
    publish(office, path)
    edit(office, COPY, audience="Ai cũng được")
    page = admin.get(f"/thu-tuc/{COPY}/compare")
    assert page.html.select_one("main a[data-key=Esc]")["href"] == "/quan-tri/danh-muc"


def test_the_history_leads_to_decisions_the_office_keeps_and_only_names_the_others(office):
    path = decided(office, COPY, drafted=True)
    publish(office, path)
    edit(office, COPY, announcement="77/QĐ-KHÁC")
    page = office.as_(K).get(f"/thu-tuc/{COPY}/history")
    assert "77/QĐ-KHÁC" in words(page)
    links = page.html.select('main small a[href^="/quan-tri/quyet-dinh"]')
    assert [link["href"] for link in links] == [path.rstrip("/")]
    assert "/QĐ-UBND" in links[0].text


def test_nothing_ends_before_the_rules_begin_that_take_its_place(office):
    path = decided(office, f"{COPY}\n{GUARDIAN} bãi bỏ", days=7, drafted=True)
    form = office.as_(K).get(f"{path}publish").forms["form"]
    first, today = form["effective"].value, office.now.date()
    form["effective"] = f"{today:%d/%m/%Y}"
    page = form.submit(status=409)
    assert f"Hãy ghi ngày {first} hoặc ngày sau đó" in words(page)
    with office.site() as site:
        assert site.procedures[GUARDIAN].published(today) is not None
        assert site.procedures[GUARDIAN].latest().withdrawn_on is None


def test_a_day_before_the_text_in_force_names_the_row(office):
    with office.site() as site:
        begun = site.procedures[COPY].in_effect(office.now.date()).begins
    days = (begun - office.now.date()).days - 10
    path = decided(office, COPY, days=days, drafted=True)
    page = publish(office, path, 409, reason="Muộn")
    assert f"{COPY}: Ngày áp dụng" in words(page)


def test_a_decision_from_before_the_office_was_set_up_takes_effect_on_its_own_day(office):
    """What the program brought along is in force since the day of installing, and stands in no late decision's way."""
    from hcc.procedures.changed_today import text_before

    with office.site() as site:
        installed = site.procedures[COPY].in_effect(office.now.date()).effective_from
    days = (installed - office.now.date()).days - 4
    first = installed - timedelta(days=4)
    path = decided(office, f"{COPY}\n{SIGNATURE} bãi bỏ\n{GUARDIAN} thay thế bởi {COPY}", days=days, drafted=True)
    edit(office, COPY, short_name="Sao y theo quyết định")
    publish(office, path, reason="Trung tâm nhận quyết định muộn")
    today = office.now.date()
    with office.site() as site:
        folder = site.procedures
        old, new = folder[COPY].revisions[1], folder[COPY].revisions[2]
        assert (new.effective_from, folder[COPY].published(today).number) == (first, 2)
        assert (old.state(today), new.state(today)) == (RevisionState.SUPERSEDED, RevisionState.PUBLISHED)
        assert text_before(folder[COPY], new) is old
        assert folder[SIGNATURE].published(today) is None
        assert folder[SIGNATURE].revisions[1].state(today) is RevisionState.WITHDRAWN
        assert [*untold_of_decisions(folder), *untold_of_texts(folder)] == []
    assert "Sao y theo quyết định" in office.as_().get(f"/thu-tuc/{COPY}").text
    ended = words(office.as_().get(f"/thu-tuc/{GUARDIAN}"))
    assert f"{first:%d/%m/%Y}" in ended
    assert COPY in office.as_().get(f"/thu-tuc/{GUARDIAN}").text
    former = words(office.as_().get(f"/thu-tuc/{COPY}/phien-ban/1"))
    assert f"đến ngày {first - timedelta(days=1):%d/%m/%Y}" in former
    assert office.as_().get(f"/api/v1/procedures/{COPY}?revision=1").json["ended_on"] == first.isoformat()
    told = words(office.as_(Role.RECEIVER).get("/ban-lam-viec/changes"))
    assert "Sao y theo quyết định" in told
    assert "Thủ tục mới" not in told


def test_a_published_decision_stays_as_it_is(office):
    path = decided(office, COPY, days=0, published=True)
    with nothing_changes(office):
        for view, fields in (
            ("rows", {"lines": MARRIAGE}),
            ("drop_row", {"code": COPY}),
            ("draft", {}),
            ("publish", stamps(office, path)),
        ):
            page = office.as_(K).post(f"{path}{view}", fields, status=409)
            assert "đã công bố" in words(page)


def second_keeper(office, site) -> None:
    add_official(
        site.accounts,
        login="catalogue2",
        name="Người Thứ Hai",
        job_title="Quản trị danh mục",
        roles={K},
        password_hash=Passwords(64).hash("an-mau-chay-thu"),
        act=Act("system", office.now),
    )


def test_where_two_look_at_each_text_the_writer_submits_and_a_colleague_publishes(office):
    with office.changing() as site:
        site.procedures.four_eyes = True
        second_keeper(office, site)
    path = decided(office, COPY, drafted=True)
    page = office.as_(K).get(f"{path}publish")
    assert page.forms.get("form") is None, "she cannot publish it, and is not offered to"
    assert "người khác công bố những gì bạn đã viết" in words(page)
    assert f"{COPY}:" in words(office.as_(K).post(f"{path}publish", stamps(office, path), status=409))
    press(page, "submit")
    assert [one.action for one in office.as_(K).get(f"{path}publish").forms.values() if "submit" in one.action] == []
    form = office.as_("catalogue2").get(f"{path}publish").forms["form"]
    form.submit(status=303)
    with office.site() as site:
        assert site.procedures[COPY].latest().approved_by == "catalogue2"


def test_where_two_look_at_each_text_one_asks_to_take_a_decision_back_and_a_colleague_does(office):
    path = decided(office, f"{COPY}\n{SIGNATURE} (bãi bỏ)", published=True)
    with office.changing() as site:
        site.procedures.four_eyes = True
        second_keeper(office, site)

    def asks(reason: str = "Nhầm ngày", status: int = 303):
        page = office.as_(K).get(f"{path}take_back")
        page.forms["form"]["reason"] = reason
        return page.forms["form"].submit(status=status)

    def given_back(page, why: str = "", status: int = 303):
        form = next(form for form in page.forms.values() if form.action.endswith("/give_back"))
        if why:
            form["why"] = why
        return form.submit(status=status)

    def waiting(person) -> set[str]:
        rows = person.get("/quan-tri/danh-muc?state=review").html.select("tbody tr")
        return {code for code in (COPY, SIGNATURE, MARRIAGE) for row in rows if code in row.get_text()}

    second = office.as_("catalogue2")
    assert waiting(second) == set()
    asks().follow()
    with office.site() as site:
        assert site.procedures.announcements["1"].published_at is not None, "nothing changes until a colleague does"
    assert waiting(second) == {COPY, SIGNATURE}
    page = second.get(f"/thu-tuc/{SIGNATURE}/history").click("Xem và quyết định")
    assert page.request.path == f"{path}take_back"
    stale = second.get(f"{path}take_back")
    page = office.as_(K).get(f"{path}take_back")
    assert "form" not in page.forms, "she asked for it herself"
    given_back(page)
    assert waiting(second) == set()
    asks(reason="Tỉnh hoãn")
    with nothing_changes(office):
        asks_no_more = refused(given_back(stale, "Đúng ngày rồi.", 409), "Có người đã sửa quyết định này")
        assert "Đúng ngày rồi." in asks_no_more.text, "what was typed is not lost"
        page = refused(given_back(second.get(f"{path}take_back"), status=409), "vì sao không làm")
    assert page.html.select_one("#why")["aria-invalid"] == "true"
    given_back(second.get(f"{path}take_back"), f"Ngày đúng như quyết định. {CANARY}")
    assert waiting(second) == set()
    with nothing_changes(office):
        refused(given_back(asks_no_more, "Không", 409), "không còn nữa")
    told = office.as_(K).get("/quan-tri/quyet-dinh")
    assert "Đề nghị hủy lịch không được chấp nhận" in words(told)
    assert "Đề nghị hủy lịch không được chấp nhận" not in words(second.get("/quan-tri/quyet-dinh"))
    told = words(office.as_(K).get(path))
    assert "không hủy lịch áp dụng của quyết định theo đề nghị của" in told
    assert "Ngày đúng như quyết định. <script>" in told
    with office.site() as site:
        last = next(iter(site.procedures.chain.latest()))
        assert (last.what, last.by, last.facts["asked_by"]) == ("taking back declined", "catalogue2", LOGINS[K])
        assert site.procedures.announcements["1"].published_at is not None
    assert "không chấp nhận đề nghị hủy lịch" in words(office.as_(Role.ADMINISTRATOR).get("/quan-tri"))
    with nothing_changes(office):
        asks("", 409)
    assert "đề nghị hủy lịch áp dụng cả quyết định" in words(asks().follow())
    assert "không hủy lịch áp dụng của quyết định theo" not in words(office.as_(K).get(path)), "she asked anew"
    hers = Act(LOGINS[K], office.now)
    with office.site() as site, pytest.raises(OwnEnding):
        cancel_announced(site.procedures.announcements["1"], site.procedures, reason="Nhầm", act=hers)
    page = office.as_("catalogue2").get(path).click(href="take_back", index=0)
    assert page.forms["form"]["reason"].value == "Nhầm ngày"
    with nothing_changes(office):
        page_of_hers = office.as_(K).post(f"{path}take_back", {"reason": "Tôi tự hủy", "seen": "99"}, status=409)
        assert page_of_hers.forms["form"]["reason"].value == "Tôi tự hủy"
        page_of_hers.forms["form"].submit(status=409)
    page = page.forms["form"].submit(status=303).follow()
    assert "Chưa có bản nháp: 1" in words(page)
    today = office.now.date()
    with office.site() as site:
        folder = site.procedures
        assert folder[SIGNATURE].published(today).ended_on is None
        text = folder[COPY].revisions[2]
        assert (text.withdrawn_by, text.withdrawal_asked_by) == ("catalogue2", LOGINS[K])
        assert [*untold_of_decisions(folder), *untold_of_texts(folder)] == []


def test_publishing_is_told_in_the_chain_and_among_recent_acts(office):
    path = decided(office, f"{COPY}\n{SIGNATURE} bãi bỏ", days=3, published=True)
    with office.site() as site:
        chain = site.procedures.chain
        told = [record for record in chain.latest()][:3]
        assert [record.what for record in told] == ["announcement published", "withdrawn", "published"]
        assert all(record.facts["announcement"] == int(path.split("/")[3]) for record in told)
        assert chain.faults() == []
    assert "công bố theo quyết định" in words(office.as_(Role.ADMINISTRATOR).get("/quan-tri"))


def test_what_ends_on_a_later_day_is_not_said_to_have_ended(office):
    path = decided(office, f"{COPY}\n{SIGNATURE} bãi bỏ", days=3, published=True)
    assert "chờ ngày hết áp dụng" in words(office.as_(K).get(path))
    office.now += timedelta(days=3)
    office._people.clear()  # her session has ended meanwhile
    page = words(office.as_(K).get(path))
    assert "Đã hết áp dụng" in page
    assert "chờ ngày" not in page


# What is typed never runs


def test_no_string_of_a_decision_runs_on_any_page(office):
    write_down(
        office,
        decision=CANARY[:60],
        issuer=CANARY,
        subject=CANARY,
        lines=f"1.999001\t{CANARY}\tmới\n{COPY}",
    )
    path = "/quan-tri/quyet-dinh/1/"
    press(office.as_(K).get(path), "1/draft")
    for view in ("", "edit", f"row?code={COPY}", "publish"):
        page = office.as_(K).get(f"{path}{view}")
        assert CANARY not in page.text
        assert "&lt;script&gt;" in page.text
    for page in ("/quan-tri/quyet-dinh", "/quan-tri/niem-yet?decision=1", f"/thu-tuc/{COPY}/compare"):
        assert CANARY not in office.as_(K).get(page).text


@pytest.mark.parametrize("name", ["decision", "issuer", "subject", "lines"])
def test_hostile_text_is_a_sentence_or_is_kept(office, name):
    for value in ("\x00\ud800", "A" * 300_000, "‮đảo", "${code}", "%s{0}"):
        try:
            page = write_down(office, status="*", **{name: value.encode("utf-8", "replace").decode()})
        except UnicodeEncodeError:
            continue
        assert page.status_int < 500


def test_days_and_rows_of_any_kind_never_break_a_page(office):
    for days in (-3_650, -1, 0, 1, 3_650):
        path = decided(office, announced_states.FRESH, days=days, drafted=True)
        assert office.as_(K).get(path).status_int == 200
        assert office.as_(K).get(f"{path}publish").status_int == 200
        with office.site() as site:
            states = {
                one.state(office.now.date()) for one in site.procedures[announced_states.FRESH].revisions.values()
            }
            assert states <= set(RevisionState)
        office.later(seconds=timedelta(minutes=1).total_seconds())


# What was written of it is corrected


def correct(office, **fields: str):
    form = office.as_(K).get("/quan-tri/quyet-dinh/1/edit").forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=303).follow()


def texts(office, code: str) -> list[tuple[str, str, bool, bool]]:
    """Of every revision of a procedure: number and first day it names, whether it is submitted, whether approved."""
    with office.site() as site:
        return [
            (
                one.record.announcement,
                f"{one.record.effective_from:%d/%m/%Y}" if one.record.effective_from else "",
                one.submitted_at is not None,
                one.approved_at is not None,
            )
            for one in site.procedures[code].revisions.values()
        ]


def test_drafts_follow_a_decision_that_is_corrected_and_stay_their_writers(office):
    write_down(office, lines=f"{COPY}\n{MARRIAGE}")
    press(office.as_(K).get("/quan-tri/quyet-dinh/1/"), "draft")
    edit(office, COPY, conditions=("Người nộp có mặt.",))
    by_hand = {"effective_from": date(2026, 12, 15), "effective_to": date(2026, 12, 31)}
    edit(office, MARRIAGE, **by_hand)
    with office.changing() as site:
        draft = site.procedures[COPY].draft()
        draft.made_by = LOGINS[Role.ADMINISTRATOR]
        submit_revision(draft, act=Act(LOGINS[Role.ADMINISTRATOR], office.now))
    office.later(minutes=1)
    before = texts(office, MARRIAGE)
    assert "Đã lưu." in words(correct(office, subject="Lĩnh vực chứng thực"))
    assert texts(office, MARRIAGE) == before, "a day somebody gave a text by hand is hers"
    page = correct(office, decision="1848/QĐ-UBND", effective_from="05/12/2026")
    assert "Đã sửa theo 2 bản nháp" in words(page)
    assert texts(office, MARRIAGE)[-1] == ("1848/QĐ-UBND", "15/12/2026", False, False)
    assert "“15/12/2026”" in page.html.find(id=f"p-{MARRIAGE}").text, "its row says that it has a day of its own"
    assert "05/12/2026" not in page.html.find(id=f"p-{COPY}").text
    assert "trước khi sửa" not in words(page)
    assert texts(office, COPY)[-1] == ("1848/QĐ-UBND", "05/12/2026", False, False), "what changed is submitted anew"
    with office.site() as site:
        draft = site.procedures[COPY].draft()
        assert (draft.made_by, draft.record.conditions) == (LOGINS[Role.ADMINISTRATOR], ("Người nộp có mặt.",))
        assert draft.earlier.find is not None
        record = site.procedures[MARRIAGE].draft().record
        assert {name: getattr(record, name) for name in by_hand} == by_hand
        assert list(untold_of_decisions(site.procedures)) == []
    assert "Bản nháp đang mở của người khác" not in words(page)


def test_a_draft_that_is_not_of_the_decision_does_not_follow(office):
    write_down(office, lines=COPY)
    edit(office, COPY, conditions=("Khác.",))
    before = texts(office, COPY)
    page = correct(office, decision="1848/QĐ-UBND")
    assert "Đã lưu." in words(page)
    assert texts(office, COPY) == before


def test_what_was_published_before_the_correction_is_listed_until_another_text_replaces_it(office):
    write_down(office, lines=f"{COPY}\n{MARRIAGE}")
    press(office.as_(K).get("/quan-tri/quyet-dinh/1/"), "draft")
    with office.changing() as site:
        publish_revision(site.procedures[COPY].draft(), effective=date(2026, 12, 1), act=Act(LOGINS[K], office.now))
    published = texts(office, COPY)[-1]
    page = correct(office, decision="1848/QĐ-UBND")
    assert "Đã công bố với số, ngày trước khi sửa quyết định này: 1 thủ tục" in words(page)
    [listed] = page.html.select("#left-behind li")
    assert COPY in listed.text
    assert "1843/QĐ-UBND" in listed.text
    assert listed.find("a")["href"] == f"/thu-tuc/{COPY}/edit"
    assert texts(office, COPY)[-1] == published, "a published text stays as it was"
    assert texts(office, MARRIAGE)[-1][0] == "1848/QĐ-UBND"

    office.later(minutes=1)
    press(page, "draft")
    assert texts(office, COPY)[-1][0] == "1848/QĐ-UBND"
    publish(office, "/quan-tri/quyet-dinh/1/")
    assert not office.as_(K).get("/quan-tri/quyet-dinh/1/").html.select("#left-behind")


def test_issuer_and_subject_leave_drafts_alone(office):
    write_down(office)
    press(office.as_(K).get("/quan-tri/quyet-dinh/1/"), "draft")
    with office.changing() as site:
        submit_revision(site.procedures[COPY].draft(), act=Act(LOGINS[K], office.now))
    correct(office, subject="Lĩnh vực chứng thực")
    assert texts(office, COPY)[-1][2], "it stays submitted"


def test_each_wrong_line_leads_to_the_field_it_was_typed_into(office):
    page = write_down(office, status=409, lines=f"{COPY}\nkhông mã\n1.999002\n\n{COPY}\nvẫn không mã")
    box = page.html.find("textarea", attrs={"name": "lines"})["id"]
    links = page.html.select("[data-error-summary] a")
    assert {link["href"] for link in links} == {f"#{box}"}
    assert sorted(link["data-line"] for link in links) == ["2", "3", "5", "6"]
    assert len(page.html.select(f"#{box}-error div div")) == 4, "and all of them stand beside it"
    write_down(office)
    page = office.as_(K).get("/quan-tri/quyet-dinh/1/")
    assert page.html.select_one("#add").get("open") is None, "what is seldom needed is folded"
    form = page.forms["form"]
    form["lines"] = f"{MARRIAGE}\n{COPY}"
    page = form.submit(status=409)
    assert page.html.select_one("#add[open]"), "and stands open where something in it is wrong"
    [link] = page.html.select("[data-error-summary] a")
    assert link["data-line"] == "2"
    assert page.html.select(link["href"])[0].name == "textarea"
    form = page.forms["form"]
    form["lines"] = "\n".join(["không mã", *[f"1.99{number:04d}" for number in range(70)], "không mã"])
    page = form.submit(status=409)
    links = page.html.select("[data-error-summary] a")
    assert [link.get("data-line") for link in links] == [*map(str, range(1, 21)), None], "the first, in their order"
    assert "Còn 52 chỗ nữa" in links[-1].text
    assert page.forms["form"]["lines"].value == form["lines"].value
