"""A file of procedures arrives: it is looked at, its faults are told by row and column, and it becomes drafts."""

import io
import re
from dataclasses import fields, replace
from datetime import date

import openpyxl
import pytest

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.operations.announce import announce
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.record import Case, Component, Fee, FeeKind, LimitUnit, TimeLimit
from hcc.procedures.toml_files import write_record
from importing import PATH, bring, do_jobs, faults_on, outcomes_on, page_of, written
from office import LOGINS

COPY = "2.000815"


def record_of(office, code=COPY):
    with office.site() as site:
        return site.procedures[code].latest().record


def all_records(office):
    with office.site() as site:
        return [procedure.latest().record for procedure in site.procedures.values()]


@pytest.mark.parametrize("ending", ["xlsx", "csv", "zip"])
def test_what_was_written_out_and_brought_back_changes_nothing(office, ending):
    page = page_of(office, bring(office, f"danh-muc.{ending}", written(all_records(office), ending)))
    assert faults_on(page) == []
    assert set(outcomes_on(page).values()) == {"Không đổi"}
    assert "take" not in page.forms


def test_procedures_of_a_file_do_not_take_each_others_place(office):
    other, over = "1.004873", date(2027, 1, 31)
    both = [
        replace(record_of(office, code), effective_to=over, successor=by) for code, by in ((COPY, other), (other, COPY))
    ]
    faults = faults_on(page_of(office, bring(office, "vong.xlsx", written(both, "xlsx"))))
    assert len(faults) == 2, "one at each of them"
    for fault in faults:
        assert "Mã thủ tục thay thế" in fault[2]
        assert any(f"thành vòng: {a} → {b} → {a}" in fault[-1] for a, b in ((COPY, other), (other, COPY)))
    with office.changing() as site:
        procedure = site.procedures[other]
        act = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)
        edit_procedure(procedure, record=both[1], opened_on=draft_stamp(procedure), act=act)
    [fault] = faults_on(page_of(office, bring(office, f"{COPY}.toml", write_record(both[0]).encode())))
    assert "vòng" in fault[-1]


def test_a_new_fee_becomes_a_draft_and_citizens_see_it_after_it_is_published(office):
    record = record_of(office)
    dearer = replace(record, fees=(Fee(FeeKind.PER_CASE, amount=12_345, per="bản"),))
    address = bring(office, "phi.xlsx", written([dearer], "xlsx"))
    page = page_of(office, address)
    assert outcomes_on(page) == {COPY: "Thay đổi"}
    compare = page.click(href="compare", index=0)
    assert "12.345" in compare.html.text
    assert page.forms["take"].submit().status_code == 303
    assert "Đang tạo bản nháp" in page_of(office, address).html.text
    do_jobs(office)
    page = page_of(office, address)
    assert "bản nháp của 1 thủ tục" in page.html.text
    with office.site() as site:
        procedure = site.procedures[COPY]
        assert procedure.draft().record == dearer
        assert procedure.published(office.now.date()).record == record
    assert "12.345" not in office.as_(None).get(f"/thu-tuc/{COPY}").text


def summary_on(page, code) -> str:
    row = next(row for row in page.html.select("tbody[data-rows] tr") if code in row.get_text())
    assert row.find("a", href=re.compile(f"compare.*{re.escape(code)}|{re.escape(code)}/compare")), "the way to compare"
    return " ".join(row.find_all("td")[3].get_text().split())


def test_each_changed_procedure_says_in_one_line_what_changes_beside_its_way_to_the_comparison(office):
    record = record_of(office)
    dearer = replace(record, conditions=(*record.conditions, "Giấy phải còn đọc rõ"), agency="Ủy ban nhân dân xã")
    address = bring(office, "doi.xlsx", written([dearer, record_of(office, "1.004873")], "xlsx"))
    page = page_of(office, address)
    told = summary_on(page, COPY)
    assert re.fullmatch(r"2 thay đổi \(cơ quan thực hiện: bỏ “cấp”; .*thêm 1\)", told)
    assert told in " ".join(page.click(href="compare", index=0).html.text.split())
    assert sum("thay đổi (" in row.get_text() for row in page.html.select("tbody[data-rows] tr")) == 1
    edited(office, COPY, agency="Cơ quan khác")
    assert summary_on(page_of(office, address), COPY) == told, "as it was when the file was looked at"


def test_who_brought_a_file_is_called_by_her_name(office):
    address = bring(office, "ten.xlsx", written([record_of(office)], "xlsx"))
    with office.site() as site:
        name = site.accounts[LOGINS[Role.CATALOGUE_ADMINISTRATOR]].name
    listed = office.as_(Role.CATALOGUE_ADMINISTRATOR).get("/quan-tri/nhap-danh-muc")
    for page in (page_of(office, address), listed):
        assert name in page.html.select_one("main").get_text()


def test_the_line_stays_when_the_file_was_taken_in(office):
    record = record_of(office)
    address = bring(office, "doi.xlsx", written([replace(record, agency="Ủy ban nhân dân xã")], "xlsx"))
    before = summary_on(page_of(office, address), COPY)
    take_in(office, address)
    assert summary_on(page_of(office, address), COPY) == before


def act_of(office, role=Role.CATALOGUE_ADMINISTRATOR):
    return Act(LOGINS[role], office.now)


def edited(office, code, **changes):
    """Somebody writes a draft meanwhile."""
    with office.changing() as site:
        procedure = site.procedures[code]
        record = replace(procedure.latest().record, **changes)
        return edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act_of(office))


def take_in(office, address, **fields):
    form = page_of(office, address).forms["take"]
    for name, value in fields.items():
        form[name] = value
    answer = form.submit(expect_errors=True)
    do_jobs(office)
    return answer


def drafts_of(office):
    with office.site() as site:
        return {procedure.code for procedure in site.procedures.values() if procedure.draft() is not None}


def chain_of(office, what):
    with office.site() as site:
        return [record for record in site.procedures.chain if record.what == what]


def with_fee(record, amount=12_345):
    return replace(record, fees=(Fee(FeeKind.PER_CASE, amount=amount, per="bản"),))


def test_one_faulty_row_keeps_the_whole_file_out(office):
    two = [with_fee(record_of(office)), with_fee(record_of(office, "1.004873"))]
    book = openpyxl.load_workbook(io.BytesIO(written(two, "xlsx")))
    book["Phí, lệ phí"]["C3"] = "mười nghìn"
    content = io.BytesIO()
    book.save(content)
    page = page_of(office, bring(office, "sai.xlsx", content.getvalue()))
    assert faults_on(page) == [
        ("Phí, lệ phí", "3", "C Mức thu (đồng)", "1.004873",
         "“mười nghìn” không phải số nguyên. Hãy ghi bằng chữ số, ví dụ 8000."),
    ]  # fmt: skip
    assert outcomes_on(page) == {COPY: "Thay đổi", "1.004873": "Cần sửa"}
    assert "take" not in page.forms
    # Neither does a form that was made up.
    admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    answer = admin.post(f"{page.request.path}take_in", status=409)
    assert "Lúc này không nhập được gì từ tệp" in answer.html.text
    do_jobs(office)
    assert drafts_of(office) == set()


def test_a_procedure_changed_meanwhile_keeps_the_whole_file_out_until_it_is_compared_again(office):
    two = [with_fee(record_of(office)), with_fee(record_of(office, "1.004873"))]
    address = bring(office, "hai.xlsx", written(two, "xlsx"))
    edited(office, "1.004873", conditions=("Điều kiện mới.",))
    assert take_in(office, address).status_code == 303
    page = page_of(office, address)
    assert "đã thay đổi trong hệ thống sau khi xem tệp" in page.html.text
    assert page.html.find(id="main").find("a", href="/thu-tuc/1.004873/compare") is not None
    assert drafts_of(office) == {"1.004873"}
    with office.site() as site:
        assert site.procedures["1.004873"].draft().record.conditions == ("Điều kiện mới.",)
    again = next(form for form in page.forms.values() if form.action.endswith("/again"))
    again.submit(status=303)
    do_jobs(office)
    page = page_of(office, address)
    assert "Bản nháp sẽ bị tệp thay: 1" in page.html.text
    refused = take_in(office, address)
    assert refused.status_code == 409
    assert "1 thủ tục trong tệp đang có người soạn bản nháp" in refused.html.text
    assert take_in(office, address, over_drafts=True).status_code == 303
    with office.site() as site:
        draft = site.procedures["1.004873"].draft()
        assert [fee.amount for fee in draft.record.fees] == [12_345]
        # The text that was there is not lost.
        assert draft.earlier is not None
    assert drafts_of(office) == {COPY, "1.004873"}


def test_a_file_may_be_corrected_and_brought_again_over_its_own_drafts(office):
    record = record_of(office)
    take_in(office, bring(office, "a.xlsx", written([with_fee(record, 1_000)], "xlsx")))
    page = page_of(office, bring(office, "b.xlsx", written([with_fee(record, 2_000)], "xlsx")))
    assert "Bản nháp sẽ bị tệp thay" not in page.html.text
    assert take_in(office, page.request.path).status_code == 303
    assert [fee.amount for fee in record_of(office).fees] == [2_000]


def test_new_procedures_are_drafts_nobody_sees(office):
    fresh = replace(record_of(office), code="9.000001", name="Thủ tục hoàn toàn mới", short_name="", cases=())
    address = bring(office, "moi.zip", written([fresh], "zip"))
    assert outcomes_on(page_of(office, address)) == {"9.000001": "Mới"}
    take_in(office, address)
    office.as_(None).get("/thu-tuc/9.000001", status=404)
    assert drafts_of(office) == {"9.000001"}
    assert [record.facts["codes"] for record in chain_of(office, "imported") if "codes" in record.facts] == [
        ["9.000001"]
    ]
    assert "imported" not in office.as_(Role.ADMINISTRATOR).get("/quan-tri").html.text


def test_the_procedures_of_a_file_are_put_into_a_decision(office):
    with office.changing() as site:
        announce(
            site.procedures, decision="1843/QĐ-UBND", issued_on=office.now.date(), effective_from=date(2099, 1, 1),
            issuer="Ủy ban nhân dân tỉnh", today=office.now.date(), act=act_of(office),
        )  # fmt: skip
    fresh = replace(record_of(office), code="9.000001", name="Thủ tục hoàn toàn mới", short_name="", cases=())
    address = bring(office, "qd.xlsx", written([with_fee(record_of(office)), fresh], "xlsx"))
    take_in(office, address, announcement="1")
    with office.site() as site:
        rows = site.procedures.announcements.get(1).rows
        assert {row.code: str(row.kind) for row in rows} == {COPY: "amended", "9.000001": "new"}


def test_codes_of_the_province_are_told(office):
    book = openpyxl.load_workbook(io.BytesIO(written([record_of(office)], "xlsx")))
    for sheet in book:
        for row in sheet.iter_rows(min_row=2, max_col=1):
            if row[0].value == COPY:
                row[0].value = f"{COPY}.000.00.00.H44"
    content = io.BytesIO()
    book.save(content)
    page = page_of(office, bring(office, "tinh.xlsx", content.getvalue()))
    assert f"{COPY}.000.00.00.H44" in page.html.text
    assert outcomes_on(page) == {COPY: "Không đổi"}


def test_an_upload_without_a_file_and_an_empty_one_are_told(office):
    admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    answer = admin.get(PATH).forms["bring"].submit(status=409)
    assert "Hãy chọn tệp trước" in answer.html.text
    form = answer.forms["bring"]
    form["file"] = ("trong.xlsx", b"")
    assert "Tệp trống" in form.submit(status=409).html.text


def test_a_file_of_more_than_fifty_megabytes_is_told(office):
    form = office.as_(Role.CATALOGUE_ADMINISTRATOR).get(PATH).forms["bring"]
    form["file"] = ("to.csv", b"a" * (50 * 2**20 + 1))
    assert "Tệp lớn hơn 50 MB" in form.submit(status=409).html.text


def test_a_file_put_away_is_gone_and_another_cannot_take_it_in(office):
    address = bring(office, "a.xlsx", written([with_fee(record_of(office))], "xlsx"))
    page = page_of(office, address)
    next(form for form in page.forms.values() if form.action.endswith("/drop")).submit(status=303)
    page.forms["take"].submit(status=409)
    assert "Đã bỏ tệp" in page_of(office, address).html.text
    office.as_(Role.CATALOGUE_ADMINISTRATOR).get(f"{address}file", status=404)


CANARY = "<img src=x onerror=alert(1)>\"'${1+1}"


def hostile(record):
    """A text in which every string is a piece of script."""
    return replace(
        record,
        **{part.name: CANARY for part in fields(record) if part.name in ("name", "short_name", "audience", "agency")},
        everyday_names=(CANARY,), asked_as=(CANARY,), conditions=(CANARY,), steps=(CANARY,), results=(CANARY,),
        legal_basis=(CANARY,), announcement=CANARY, review=CANARY, online="partial", online_reason=CANARY,
        cases=(Case(CANARY, note=CANARY),),
        fees=(Fee(FeeKind.WORDING, per=CANARY, case=CANARY, exempt=CANARY, wording=CANARY, review=CANARY),),
        time_limits=(TimeLimit(LimitUnit.WORDING, case=CANARY, wording=CANARY, review=CANARY),),
        components=(Component(CANARY, note=CANARY, case=CANARY, form=CANARY, replaced_by="database", database=CANARY),),
        sources={"default": CANARY},
    )  # fmt: skip


def no_script(page):
    """Nothing of the canary became an element."""
    assert page.html.find("img", src="x") is None
    assert "<img src=x" not in page.text


@pytest.mark.parametrize("ending", ["xlsx", "csv", "zip"])
def test_script_in_every_cell_stays_text_on_every_page_of_an_import(office, ending):
    address = bring(office, f"{CANARY}.{ending}", written([hostile(record_of(office))], ending))
    page = page_of(office, address)
    assert outcomes_on(page) == {COPY: "Thay đổi"}
    admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    for shown in (page, admin.get(f"{address}compare?code={COPY}"), admin.get(PATH)):
        assert "onerror" in shown.html.text
        no_script(shown)
    take_in(office, address)
    assert record_of(office) == hostile(record_of(office))
    with office.changing() as site:
        publish_revision(site.procedures[COPY].draft(), effective=office.now.date(), act=act_of(office))
    for path in (
        f"/quan-tri/danh-muc?q={COPY}",
        f"/quan-tri/danh-muc/chosen?code={COPY}",
        f"/quan-tri/danh-muc/new?from={COPY}",
    ):
        shown = admin.get(path)
        assert "onerror" in shown.text
        no_script(shown)
    # What is written out comes back as it was.
    back = admin.get(f"/quan-tri/danh-muc/catalogue.{ending}?code={COPY}").body
    assert outcomes_on(page_of(office, bring(office, f"lai.{ending}", back))) == {COPY: "Không đổi"}


def test_script_in_what_is_wrong_stays_text(office):
    mark = CANARY.replace('"', "")
    text = f"Mã thủ tục;Tên thủ tục;Lĩnh vực;{mark}\n{mark};;{mark};\n"
    page = page_of(office, bring(office, "a.csv", text.encode()))
    assert faults_on(page)
    no_script(page)


def test_who_may_not_edit_procedures_sees_no_import(office):
    address = bring(office, "a.xlsx", written([with_fee(record_of(office))], "xlsx"))
    for role in (Role.ADMINISTRATOR, Role.HANDLER, None):
        office.as_(role).get(address, status=[303, 403, 404])
