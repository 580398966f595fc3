"""A workbook or CSV file of procedures: what was written is read back the same, and a slip is told with its cell."""

import io
import random
import re
import unicodedata
import zipfile
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.procedures.csv_files import read_csv, write_csv
from hcc.procedures.exporting import FORMATS
from hcc.procedures.import_files import read_import
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.table_columns import PROCEDURES, SECTIONS, TABLES, TEXTS
from hcc.procedures.table_faults import SENTENCES, Fault, TableProblem
from hcc.procedures.table_reading import Known, Reading
from hcc.procedures.toml_sections import ENTRY_KEYS
from hcc.procedures.xlsx_writing import write_xlsx
from unit.procedures.full_record import FULL
from unit.procedures.made_records import records

FIELDS = {"chung-thuc": "Chứng thực", "ho-tich": "Hộ tịch"}
EVENTS = {"ket-hon": "Kết hôn", "co-con": "Có con nhỏ"}
FORMS = frozenset(("mau-01.docx", "to-khai.pdf", "mau-01.2.docx"))
SOUND = replace(FULL, life_events=("ket-hon",))
HEADINGS = {table.title: [column.heading for column in table.columns] for table in TABLES}
in_catalogue = st.tuples(records, st.sampled_from(list(FIELDS)), st.lists(st.sampled_from(list(EVENTS)), unique=True))
sound_records = in_catalogue.map(lambda made: replace(made[0], field=made[1], life_events=tuple(made[2])))


def known(*there: ProcedureRecord) -> Known:
    return Known({record.code: record for record in there}, FIELDS, EVENTS, FORMS)


def read(content: bytes, name: str, folder: Path, *there: ProcedureRecord) -> Reading:
    path = folder / "received"
    path.write_bytes(content)
    return read_import(path, name, known(*there), folder, lambda done, all: None)


def told(reading: Reading) -> list[tuple[str, int, str, str]]:
    """Table, row, column and problem of each fault."""
    return [(fault.table, fault.row, fault.column, str(fault.problem)) for fault in reading.faults]


def workbook(**sheets: list[list]) -> openpyxl.Workbook:
    """A workbook another program made."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def listed(*rows: list, more: list[str] = ()) -> dict[str, list[list]]:
    return {"Thủ tục": [["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", *more], *rows]}


def test_every_part_of_a_record_has_its_column():
    there = {column.key for column in PROCEDURES.columns} | set(TEXTS) | {table.key for table in SECTIONS} | {"sources"}
    assert there == {part.name for part in fields(ProcedureRecord)}
    kinds = {table.key: next(kind for kind in ENTRY_KEYS if kind.__name__ in fits) for table, fits in zip(
        SECTIONS, ("Component", "Fee", "TimeLimit", "Case", "Method"), strict=True)}  # fmt: skip
    for table in SECTIONS:
        columns = {"code" if column.key == "case_code" else column.key for column in table.columns[1:]}
        assert columns == {part.name for part in fields(kinds[table.key])}


@pytest.mark.parametrize("ending", ["xlsx", "csv", "zip"])
def test_a_record_in_which_every_part_says_something_comes_back_as_it_was(ending, tmp_path):
    content = FORMATS[ending].write([SOUND], FIELDS, EVENTS)
    for there in ((), (SOUND,)):
        reading = read(content, f"a.{ending}", tmp_path, *there)
        assert told(reading) == []
        assert reading.records == {SOUND.code: SOUND}


@pytest.mark.parametrize("ending", ["xlsx", "csv", "zip"])
@settings(max_examples=60, deadline=None)
@given(st.lists(sound_records, min_size=1, max_size=3, unique_by=lambda one: one.code[:8]))
def test_what_is_written_is_read_back_the_same(tmp_path_factory, ending, made):
    folder = tmp_path_factory.mktemp("tables")
    content = FORMATS[ending].write(made, FIELDS, EVENTS)
    reading = read(content, f"a.{ending}", folder, *made)
    assert told(reading) == []
    assert reading.records == {record.code: record for record in made}
    fresh = [record for record in made if len(record.code) == 8]
    reading = read(FORMATS[ending].write(fresh, FIELDS, EVENTS), f"a.{ending}", folder) if fresh else Reading()
    assert reading.records == {record.code: record for record in fresh}


def test_another_program_reads_the_workbook_as_it_was_written(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([SOUND], FIELDS, EVENTS)))
    sheet = book["Thủ tục"]
    row = dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[2]], strict=True))
    assert row["Mã thủ tục"] == "2.000815"
    assert row["Lĩnh vực"] == "Chứng thực"
    assert row["Ngày quyết định"] == datetime(2026, 2, 3)
    assert row["Số bộ hồ sơ"] == 2
    assert sheet.freeze_panes == "B2"
    assert {rule.formula1 for rule in book["Phí, lệ phí"].data_validations.dataValidation} >= {
        '"Trực tiếp,Trực tuyến,Bưu chính"'
    }
    # Saved by that program it is still the same for us.
    assert read(saved(book), "a.xlsx", tmp_path, SOUND).records == {SOUND.code: SOUND}


def test_a_text_is_never_a_formula_in_a_spreadsheet_and_comes_back_whole(tmp_path):
    texts = ('=HYPERLINK("http://x.vn","a")', "+84", "-1", "@SUM(A1)", "'=1", "''=1", "’=1", "＝1", "'thường")
    record = replace(SOUND, conditions=texts)
    rows = write_csv([record], FIELDS, EVENTS).decode("utf-8-sig")
    assert not [
        cell for line in rows.splitlines() for cell in line.split(";") if cell.strip('"')[:1] in tuple("=+-@＝")
    ]
    assert read(rows.encode(), "a.csv", tmp_path, SOUND).records[SOUND.code].conditions == texts
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx([record], FIELDS, EVENTS)))["Nội dung"]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("comma", [";", ",", "\t"])
def test_a_csv_file_is_read_in_whatever_encoding_and_with_whatever_commas(tmp_path, encoding, comma):
    rows = [["Mã thủ tục", "Tên thủ tục", "Lĩnh vực"], ["2.000815", "Chứng thực bản sao điện tử", "Hộ tịch"]]
    text = "\r\n".join(comma.join(row) for row in rows)
    reading = read(text.encode(encoding), "ds.csv", tmp_path)
    assert told(reading) == []
    assert reading.records["2.000815"].name == "Chứng thực bản sao điện tử"


def test_a_csv_file_of_an_old_program_keeps_its_accents(tmp_path):
    text = "Mã thủ tục;Tên thủ tục;Lĩnh vực\n2.000815;Chứng thực;Hộ tịch\n"
    tones = "".join(map(_with_tone_apart, text))
    reading = read(tones.encode("cp1258"), "cu.csv", tmp_path)
    assert told(reading) == []
    assert reading.records["2.000815"].name == "Chứng thực"


def _with_tone_apart(letter: str) -> str:
    """As CP1258 has it: the vowel with its hat, the tone as a letter of its own."""
    whole = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in whole if part in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(part for part in whole if part not in tones)) + tones


def test_only_the_fees_are_changed_by_a_file_of_fees_alone(tmp_path):
    rows = [["Mã thủ tục", "Cách tính", "Mức thu (đồng)"], ["2.000815", "Theo lần", "12.000 đ"]]
    reading = read(saved(workbook(**{"Phí, lệ phí": rows})), "phi.xlsx", tmp_path, SOUND)
    assert told(reading) == []
    changed = reading.records["2.000815"]
    assert [fee.amount for fee in changed.fees] == [12_000]
    assert replace(changed, fees=SOUND.fees) == SOUND


def test_an_empty_cell_empties_and_a_missing_column_leaves(tmp_path):
    reading = read(
        "Mã thủ tục;Tên ngắn\n2.000815;\n".encode(), "a.csv", tmp_path, SOUND
    )  # fmt: skip
    assert reading.records["2.000815"] == replace(SOUND, short_name="")


def test_codes_that_a_spreadsheet_took_for_numbers_are_codes(tmp_path):
    reading = read(
        saved(workbook(**listed([1.0013, "Một", "Hộ tịch"], [2.000815, "Hai", "Hộ tịch"]))), "a.xlsx", tmp_path
    )
    assert set(reading.records) == {"1.001300", "2.000815"}


def test_a_code_with_the_tail_of_a_province_is_the_national_one(tmp_path):
    rows = [
        ["2.000815.000.00.00.H44", "Một", "Chứng thực"],
        ["1.000656.H44", "Hai", "Hộ tịch"],
        ["1.013274.H17", "Ba", "Hộ tịch"],
    ]
    reading = read(
        saved(workbook(**listed(*rows))), "a.xlsx", tmp_path, SOUND, replace(SOUND, code="1.000656", cases=())
    )
    assert reading.mapped == {"2.000815.000.00.00.H44": "2.000815", "1.000656.H44": "1.000656"}
    assert "1.013274.H17" in reading.records


SLIPS = [
    ([["2.000815", "A", "Hộ tịch", "một"]], ["Số bộ hồ sơ"], [(2, "D Số bộ hồ sơ", "not_whole")]),
    ([["2.000815", "A", "Hộ tịch", 1.5]], ["Số bộ hồ sơ"], [(2, "D Số bộ hồ sơ", "not_whole")]),
    ([["2.000815", "A", "Hộ tịch", -1]], ["Số bộ hồ sơ"], [(2, "D Số bộ hồ sơ", "negative")]),
    ([["2.000815", "A", "Hộ tịch", "ngày 1/7/2026"]], ["Ngày quyết định"], [(2, "D Ngày quyết định", "not_day")]),
    ([["2.000815", "A", "Hộ tịch", 46000]], ["Ngày quyết định"], [(2, "D Ngày quyết định", "day_as_number")]),
    ([["2.000815", "A", "Hộ tịch", "31/02/2026"]], ["Ngày quyết định"], [(2, "D Ngày quyết định", "no_such_day")]),
    ([["2.000815", "A", "Hộ tịch", "có lẽ"]], ["Phi địa giới"], [(2, "D Phi địa giới", "not_answer")]),
    ([["2.000815", "A", "Không có"]], [], [(2, "C Lĩnh vực", "not_field")]),
    ([["2.000815", "A", "Hộ tịch"], ["2.000815", "B", "Hộ tịch"]], [], [(3, "A Mã thủ tục", "same_code")]),
    ([[None, "A", "Hộ tịch"]], [], [(2, "A Mã thủ tục", "no_code")]),
    ([["20.00815", "A", "Hộ tịch"]], [], [(2, "A Mã thủ tục", "bad_code")]),
    ([["2.000815", None, "Hộ tịch"]], [], [(2, "B Tên thủ tục", "missing_key")]),
    ([["2.000815", "A" * 501, "Hộ tịch"]], [], [(2, "B Tên thủ tục", "too_long")]),
    ([["2.000815", "A\u202eB", "Hộ tịch"]], [], [(2, "B Tên thủ tục", "control_character")]),
    ([["2.000815", "=A1", "Hộ tịch"]], [], [(2, "B Tên thủ tục", "formula")]),
    ([["2.000815", "#REF!", "Hộ tịch"]], [], [(2, "B Tên thủ tục", "cell_error")]),
    ([["2.000815", "A", "Hộ tịch", "thừa"]], [], [(2, "D", "no_heading")]),
    ([["2.000815", "A", "Hộ tịch", "x"]], ["Cột lạ"], [(1, "D", "unknown_column")]),
    ([["2.000815", "A", "Hộ tịch", "x"]], ["Tên thủ tục"], [(1, "D", "column_twice")]),
    ([["2.000815", "A", "Hộ tịch", "1/1/2027", "1/1/2026"]], ["Hiệu lực từ ngày", "Hiệu lực đến hết ngày"],
     [(2, "E Hiệu lực đến hết ngày", "dates_reversed")]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "more", "expected"), SLIPS)
def test_a_slip_is_told_with_its_row_and_column(tmp_path, rows, more, expected):
    reading = read(saved(workbook(**listed(*rows, more=more))), "a.xlsx", tmp_path)
    assert told(reading) == [("Thủ tục", *one) for one in expected]
    for fault in reading.faults:
        said = fault.sentence(lambda message: message.interpolate())
        assert "${" not in said
        assert not re.search(r'"[a-z][a-z_0-9]*"', said)


def test_every_slip_of_a_file_is_told_at_once_and_calls_things_as_the_file_does(tmp_path):
    sheets = listed(["2.000815", "A", "Hộ tịch", "hai"], more=["Số bộ hồ sơ"])
    sheets["Phí, lệ phí"] = [
        ["Mã thủ tục", "Cách tính", "Mức thu (đồng)"],
        ["2.000815", "Theo lần", None],
        ["2.000815", "Theo tháng", 5000],
    ]
    sheets["Thời hạn giải quyết"] = [["Mã thủ tục", "Số", "Đơn vị"], ["2.000815", 3, None], ["1.000656", 3, "Ngày"]]
    reading = read(saved(workbook(**sheets)), "a.xlsx", tmp_path)
    assert told(reading) == [
        ("Thủ tục", 2, "D Số bộ hồ sơ", "not_whole"),
        ("Phí, lệ phí", 3, "B Cách tính", "not_choice"),
        ("Thời hạn giải quyết", 2, "B Số", "amount_without_unit"),
        ("Thời hạn giải quyết", 3, "A Mã thủ tục", "missing_key"),
        ("Thời hạn giải quyết", 3, "A Mã thủ tục", "missing_key"),
    ]
    assert "“Đơn vị”" in reading.faults[2].sentence(lambda message: message.interpolate())
    assert reading.records == {}


def test_merged_cells_hidden_and_strange_tables_are_told(tmp_path):
    book = workbook(
        **listed(["2.000815", "A", "Hộ tịch"], [None, "B", "Hộ tịch"]),
        **{"Phí, lệ phí": [["Mã thủ tục", "Cách tính"], ["2.000815", "Miễn phí"]], "Ghi chép": [["gì đó"]]},
    )
    book["Thủ tục"].merge_cells("A2:A3")
    book["Phí, lệ phí"].sheet_state = "hidden"
    found = told(read(saved(book), "a.xlsx", tmp_path))
    assert ("Thủ tục", 3, "", "merged") in found
    assert ("Phí, lệ phí", 0, "", "hidden_table") in found
    assert ("Ghi chép", 0, "", "unknown_table") in found


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            whole.writestr(name, content)
    return out.getvalue()


def with_part(content: bytes, name: str, change) -> bytes:
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            data = before.read(info)
            after.writestr(info.filename, change(data) if info.filename == name else data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet2.xml"
WORKBOOK = write_xlsx([SOUND], FIELDS, EVENTS)
LAUGHTER = b"<!DOCTYPE a [<!ENTITY a 'ha'>%s<!ENTITY z '&k;'>]>" % b"".join(
    b"<!ENTITY %c '%s'>" % (letter + 1, b"&%c;" % letter * 30) for letter in range(ord("a"), ord("k"))
)
"""Thirty times thirty times thirty…: a word that would fill any memory."""
HOSTILE = {
    "nothing": (b"", "a.csv", "no_procedure"),
    "no workbook": (b"Hello", "a.xlsx", "not_xlsx"),
    "half a workbook": (WORKBOOK[: len(WORKBOOK) // 2], "a.xlsx", "not_xlsx"),
    "a workbook without sheets": (zipped(**{"xl/workbook.xml": b"<workbook/>"}), "a.xlsx", "not_xlsx"),
    "a password": (b"\xd0\xcf\x11\xe0" + b"\0" * 4096, "a.xlsx", "encrypted"),
    "a bomb": (
        with_part(WORKBOOK, SHEET, lambda data: data.replace(b"</sheetData>", b" " * 2**28 + b"</sheetData>")),
        "a.xlsx", "too_heavy",
    ),
    "laughter": (
        with_part(WORKBOOK, SHEET, lambda data: data.replace(
            b"<worksheet", LAUGHTER + b"<worksheet", 1).replace(
            b"</sheetData>", b'<row r="9"><c t="inlineStr"><is><t>&z;</t></is></c></row></sheetData>')),
        "a.xlsx", "not_xlsx",
    ),
    "a cell far to the right": (
        with_part(WORKBOOK, SHEET, lambda data: data.replace(b'r="B2"', b'r="XFD2"')), "a.xlsx", "no_heading",
    ),
    "text that does not exist": (
        with_part(WORKBOOK, SHEET, lambda data: data.replace(
            b"</sheetData>", b'<row r="9"><c r="A9" t="s"><v>7</v></c></row></sheetData>')),
        "a.xlsx", "not_xlsx",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "a.csv", "not_text_file"),
    "zeros": (b"\0" * 10_000, "a.csv", "not_text_file"),
    "an open quotation mark": ('Mã thủ tục;Tên thủ tục\n2.000815;"A\n'.encode(), "a.csv", "unclosed_quote"),
    "an endless cell": (b"Ma\n" + b"a" * 300_000, "a.csv", "unclosed_quote"),
    "no headings": (b"2.000815;A\n", "a.csv", "no_headings"),
    "a zip of nothing": (zipped(**{"doc.txt": b"a"}), "a.zip", "no_procedure"),
    "a broken zip": (zipped(**{"procedures/2.000815.toml": b"a" * 9000})[:-60], "a.zip", "not_zip"),
    "a way out": (zipped(**{"../procedures/2.000815.toml": b"code ="}), "a.zip", "malformed"),
    "a toml file of no procedure": (b"a = 1\n", "a.toml", "unknown_key"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_not_crashed_on(tmp_path, name):
    content, called, problem = HOSTILE[name]
    reading = read(content, called, tmp_path)
    assert problem in [str(fault.problem) for fault in reading.faults]
    assert reading.records == {}


def test_any_bytes_give_a_sentence(tmp_path):
    chance = random.Random(7)
    for kind, whole in (("xlsx", WORKBOOK), ("csv", write_csv([SOUND], FIELDS, EVENTS))):
        for _ in range(25):
            broken = bytearray(whole)
            for _ in range(chance.randrange(1, 6)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            reading = read(bytes(broken), f"a.{kind}", tmp_path, SOUND)
            assert reading.faults or reading.codes or reading.records


def test_every_problem_of_a_table_speaks():
    assert set(SENTENCES) == set(TableProblem)
    for problem in TableProblem:
        facts = dict.fromkeys(("value", "allowed", "code", "other", "heading", "yes", "no"), "v")
        assert "${" not in Fault(problem, facts).sentence(lambda message: message.interpolate())


def test_days_stand_as_days_in_every_kind_of_workbook(tmp_path):
    book = workbook(**listed(["2.000815", "A", "Hộ tịch", date(2026, 7, 1)], ["1.000656", "B", "Hộ tịch", "01-07-2026"],
                             more=["Ngày quyết định"]))  # fmt: skip
    reading = read(saved(book), "a.xlsx", tmp_path)
    assert {record.announced_on for record in reading.records.values()} == {date(2026, 7, 1)}


def test_a_csv_file_has_one_line_of_headings_for_all_tables(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(write_csv([SOUND], FIELDS, EVENTS))
    sheets = read_csv(path)
    assert [sheet.name for sheet in sheets] == [table.title for table in TABLES]
