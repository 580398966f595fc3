"""Catalogue files survive being written and read; whoever made a slip is told the file, the line and what to do."""

import tomllib
import unicodedata
from dataclasses import fields
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.procedures.file_problems import SENTENCES
from hcc.procedures.record import (
    Case,
    Component,
    Fee,
    FeeKind,
    LimitUnit,
    Method,
    ProcedureRecord,
    TimeLimit,
)
from hcc.procedures.toml_files import (
    FILE_LIMIT,
    LIST_LIMIT,
    MONEY_LIMIT,
    NAME_LIMIT,
    CatalogueFileRefused,
    FieldInfo,
    FileProblem,
    Problem,
    parse_record,
    read_catalogue,
    read_fields,
    read_record,
    write_fields,
    write_record,
)
from hcc.shipped import shipped
from unit.procedures.made_records import records

HEAD = ['code = "2.000815"', 'name = "Chứng thực bản sao"', 'field = "chung-thuc"']


def problems_of(*lines: str, head: list[str] = HEAD, file: str = "2.000815.toml") -> list[tuple[int, str]]:
    """Line and problem of each complaint about a file of these lines; the head fills lines 1 to 3."""
    text = "\n".join([*head, *lines]) + "\n"
    _, problems = parse_record(text.encode(), file, {"chung-thuc"})
    assert all(problem.file == file for problem in problems)
    return [(problem.line, problem.problem.value) for problem in problems]


def test_the_head_alone_is_sound():
    assert problems_of() == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['colour = "red"'], [(4, "unknown_key")]),
        (["", "[[fees]]", 'kind = "free"', "", "[[fees]]", 'kind = "council"', "ammount = 3"], [(10, "unknown_key")]),
        (["[sources]", 'default = "DN"', 'feees = "DN"'], [(6, "unknown_key")]),
        (["[[components]]", "original = 1"], [(4, "missing_key")]),
        (["audience = 3"], [(4, "not_text")]),
        (['steps = "one"'], [(4, "not_list")]),
        (["steps = [", '    "one",', "    2,", "]"], [(6, "not_text")]),
        (["[[components]]", 'name = "Tờ khai"', "original = 1.5"], [(6, "not_whole_number")]),
        (["[[components]]", 'name = "Tờ khai"', "original = true"], [(6, "not_whole_number")]),
        (["[[components]]", 'name = "Tờ khai"', 'required = "no"'], [(6, "not_yes_or_no")]),
        (["[[time_limits]]", 'unit = "days"', 'amount = "3"'], [(6, "not_number")]),
        (['fees = "free"'], [(4, "not_tables")]),
        (["[fees]", 'kind = "free"'], [(4, "not_tables")]),
        (['sources = "DN"'], [(4, "not_table")]),
        (['level = "province"'], [(4, "unknown_value")]),
        (["[[time_limits]]", 'unit = "weeks"', "amount = 1"], [(5, "unknown_value")]),
        (["[[fees]]", 'kind = "free"', 'channel = "phone"'], [(6, "unknown_value")]),
        (["steps = [", '    "one",', '    " ",', "]"], [(6, "empty")]),
        (['audience = "' + "a" * 2001 + '"'], [(4, "too_long")]),
        (["steps = [" + ", ".join(f'"{n}"' for n in range(LIST_LIMIT + 1)) + "]"], [(4, "too_many")]),
        (["[[components]]\nname = 'p'\n"] * (LIST_LIMIT + 1), [(4, "too_many")]),
        (["asked_as = [", '    "xin giấy",', '    "' + "a" * 121 + '",', "]"], [(6, "too_long")]),
        (["asked_as = [" + ", ".join(f'"{n}"' for n in range(61)) + "]"], [(4, "too_many")]),
        (["asked_as = [", '    "đẻ con",', '    "Đẻ con",', "]"], [(6, "duplicate_text")]),
        (["[sources]", 'asked_as = "HCC"'], [(5, "unknown_key")]),
        ([r'audience = "one\ntwo"'], [(4, "control_character")]),
        (["steps = [", '    "one",', '    "two\u202e",', "]"], [(6, "control_character")]),
        (["steps = [", '    "Ký",', "", '    "KÝ",', "]"], [(7, "duplicate_text")]),
        (["[[components]]", 'name = "Đơn"', "", "[[components]]", 'name = "đơn"'], [(7, "duplicate_text")]),
        (["[[fees]]", 'kind = "free"', "", "[[fees]]", 'kind = "free"'], [(7, "duplicate_text")]),
        (["[[time_limits]]", 'unit = "hours"'], [(5, "unit_without_amount")]),
        (["[[time_limits]]", 'case = "x"', "amount = 3"], [(6, "amount_without_unit")]),
        (["[[fees]]", 'per = "bản"', "amount = 3"], [(6, "amount_without_unit")]),
        (["[[time_limits]]", 'unit = "same_day"', "amount = 1"], [(6, "amount_not_counted")]),
        (["[[time_limits]]", 'unit = "days"', "amount = 0"], [(6, "bad_time")]),
        (["[[time_limits]]", 'unit = "days"', "amount = 1.2"], [(6, "bad_time")]),
        (["[[time_limits]]", 'unit = "days"', "amount = nan"], [(6, "bad_time")]),
        (["[[time_limits]]", 'unit = "days"', "amount = 1" + "0" * 400], [(6, "bad_time")]),
        (["[[fees]]", 'kind = "per_case"', "amount = -5"], [(6, "negative")]),
        (["[[components]]", 'name = "Đơn"', "copy = -1"], [(6, "negative")]),
        (["[[fees]]", 'kind = "per_case"', f"amount = {MONEY_LIMIT + 1}"], [(6, "too_large")]),
        (["[[time_limits]]", 'unit = "days"', "amount = 3", "after_15 = true"], [(7, "after_15_not_same_day")]),
        (
            ["[[time_limits]]", 'unit = "same_day"', "", "[[time_limits]]", 'unit = "days"', "amount = 2"],
            [(7, "same_case_twice")],
        ),
        (["[[fees]]", 'kind = "per_case"'], [(5, "fee_without_amount")]),
        (["[[fees]]", 'kind = "per_case"', "amount = 0"], [(6, "fee_without_amount")]),
        (["[[fees]]", 'kind = "free"', "amount = 5000"], [(6, "amount_not_taken")]),
        (["[[fees]]", 'kind = "council"', "amount = 5000"], [(6, "amount_not_taken")]),
        (["[[fees]]", 'kind = "per_case"', "amount = 5000", "cap = 9000"], [(7, "only_per_page")]),
        (["[[fees]]", 'kind = "per_page"', "amount = 5000"], [(5, "no_further_amount")]),
        (
            ["[[fees]]", 'kind = "per_page"', "amount = 5", "further_amount = 5", "further_from = 1"],
            [(8, "bad_further_page")],
        ),
        (
            ["[[fees]]", 'kind = "per_page"', "amount = 5000", "further_amount = 1", "cap = 4999"],
            [(8, "cap_below_amount")],
        ),
        (["[[fees]]", 'kind = "wording"', 'review = "why"'], [(5, "wording_missing")]),
        (["[[time_limits]]", 'unit = "wording"', 'wording = "x"'], [(5, "review_missing")]),
        (['announced_on = "2026-03-01"'], [(4, "not_date")]),
        (["effective_from = 2026-03-01T10:00:00"], [(4, "not_date")]),
        (["effective_from = 2026-02-30"], [(4, "malformed")]),
        (["effective_from = 2026-03-02", "effective_to = 2026-03-01"], [(5, "dates_reversed")]),
        (["[[cases]]", 'name = "x"', 'code = "2.000815"'], [(6, "bad_case_code")]),
        (["[[cases]]", 'name = "x"', 'code = "2.000816.01"'], [(6, "bad_case_code")]),
        (["[[cases]]", 'name = "x"', "", "[[cases]]", 'name = "X"'], [(7, "duplicate_text")]),
        (["[[components]]", 'name = "Tờ khai"', 'form_file = "../etc/passwd.pdf"'], [(6, "bad_form_file")]),
        (["[[components]]", 'name = "Tờ khai"', 'form_file = "To khai.pdf"'], [(6, "bad_form_file")]),
        (["[[components]]", 'name = "Tờ khai"', 'form_file = "to-khai.exe"'], [(6, "bad_form_file")]),
        (['portal_url = "http://dichvucong.gov.vn/x"'], [(4, "bad_portal_url")]),
        (['portal_url = "https://dichvucong.gov.vn.example/x"'], [(4, "bad_portal_url")]),
        (['portal_url = "javascript:alert(1)//.gov.vn/"'], [(4, "bad_portal_url")]),
        (["[[components]]", 'name = "Tờ khai"', 'case = "Phải xác minh"'], [(6, "unknown_case")]),
        (
            ["[[time_limits]]", 'unit = "same_day"', 'case = "Cấp lai"', "", "[[cases]]", 'name = "Cấp lại"'],
            [(6, "unknown_case")],
        ),
        (["[[components]]", 'name = "Tờ khai"', 'database = "CSDL dân cư"'], [(6, "database_alone")]),
        (["[[components]]", 'name = "Tờ khai"', 'replaced_by = "database"'], [(6, "database_missing")]),
        (["[[components]]", 'name = "Tờ khai"', 'replaced_by = "zalo"'], [(6, "unknown_value")]),
        (['online = "partial"'], [(4, "reason_missing")]),
        (['online = "full"', 'online_reason = "Phải ký trước mặt"'], [(5, "reason_alone")]),
        (['successor = "2.000815"'], [(4, "own_successor")]),
        (['successor = "2000815"'], [(4, "bad_code")]),
        (['audiences = ["citizen", "martian"]'], [(4, "unknown_value")]),
        (['non_territorial = "yes"'], [(4, "not_yes_or_no")]),
        (["sets = 100"], [(4, "too_large")]),
        (["[[methods]]", 'note = "x"'], [(4, "missing_key")]),
        (["[[methods]]", 'channel = "post"', "", "[[methods]]", 'channel = "post"'], [(7, "duplicate_text")]),
        (["steps = ["], [(4, "malformed")]),
        (['audience = "', 'agency = "x"'], [(4, "malformed")]),
        (["[[fees]]", 'kind = "free"', 'kind = "council"'], [(6, "malformed")]),
        (["[[fees]]", 'kind = "per_case"', "amount = 2.000"], [(6, "not_whole_number")]),
        (["[[fees]]", 'kind = "per_case"', "amount = 200.000.000"], [(6, "malformed")]),
    ],
)
def test_a_slip_is_found_on_its_line(lines, expected):
    assert problems_of(*lines) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ([HEAD[0], HEAD[2]], [(1, "missing_key")]),
        ([HEAD[0], 'name = ""', HEAD[2]], [(2, "empty")]),
        ([HEAD[0], f'name = "{"a" * (NAME_LIMIT + 1)}"', HEAD[2]], [(2, "too_long")]),
        ([HEAD[1], 'code = "2000815"', HEAD[2]], [(2, "bad_code")]),
        ([HEAD[1], HEAD[2], 'code = "2.000884"'], [(3, "name_not_code")]),
        ([HEAD[0], HEAD[1], 'field = "chung-thuk"'], [(3, "unknown_field")]),
    ],
)
def test_a_slip_in_the_head_is_found_on_its_line(head, expected):
    assert problems_of(head=head) == expected


def test_every_problem_of_a_file_is_told_at_once():
    found = problems_of(
        'level = "province"',
        "steps = 3",
        "[[fees]]",
        'kind = "per_case"',
        "amount = -1",
        'colour = "red"',
        "[[time_limits]]",
        'unit = "days"',
        head=['code = "2.000884"', HEAD[1], 'field = "none"'],
    )
    assert found == [
        (1, "name_not_code"),
        (3, "unknown_field"),
        (4, "unknown_value"),
        (5, "not_list"),
        (8, "negative"),
        (9, "unknown_key"),
        (11, "unit_without_amount"),
    ]


def test_lines_are_right_however_the_file_is_laid_out():
    found = problems_of(
        '# a comment with [brackets] and "quotes" = \'',
        "audience = '''y",
        "x'''  # two lines, so a control character",
        'sources = { default = "DN", "x" = "]}#" }',
        "steps = [ # first",
        '  "a ] # b", "c", \'d\',',
        "",
        "  5 ]",
        "fees = [",
        '  { kind = "free", amount = 7 },',
        '  { kind = "gratis" },',
        "]",
    )
    assert found == [
        (5, "control_character"),
        (7, "unknown_key"),
        (11, "not_text"),
        (13, "amount_not_taken"),
        (14, "unknown_value"),
    ]


def test_lines_are_right_after_quotation_marks_that_end_a_long_text_and_beside_remarks_on_sections():
    found = problems_of(
        'audience = """a\\"b"""""',
        "agency = 3",
        "announcement = '''a'''''",
        "review = 3",
        '[sources]#default = "DN"',
        "default = 3",
    )
    assert found == [(5, "not_text"), (7, "not_text"), (9, "not_text")]


def test_lines_are_right_in_a_file_with_windows_line_ends_and_a_byte_order_mark():
    text = "\r\n".join([*HEAD, "", "[[fees]]", 'kind = "free"', "amount = 1", ""])
    _, problems = parse_record(b"\xef\xbb\xbf" + text.encode(), "2.000815.toml")
    assert [(p.line, p.problem) for p in problems] == [(7, Problem.AMOUNT_NOT_TAKEN)]


def test_a_file_that_is_not_utf8():
    data = "\n".join(HEAD).encode() + '\nagency = "Giấy"'.encode("utf-16-le")
    _, problems = parse_record(data + b"\nx = '\xff'", "2.000815.toml")
    assert [(p.line, p.problem) for p in problems] == [(4, Problem.NOT_UTF8)]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"a = " + b"[" * 100_000, Problem.MALFORMED),
        (b"a = " + b"9" * 5_000, Problem.MALFORMED),
        (b"#" * (FILE_LIMIT + 1), Problem.FILE_TOO_BIG),
        (b"\x00", Problem.MALFORMED),
        (b"", Problem.MISSING_KEY),
    ],
)
def test_a_hostile_file_is_refused_not_crashed_on(data, problem):
    record, problems = parse_record(data, "2.000815.toml")
    assert record is None
    assert {(p.line, p.problem) for p in problems} == {(1, problem)}


def test_text_is_kept_composed_and_trimmed():
    decomposed = unicodedata.normalize("NFD", "Hộ tịch")
    text = "\n".join([HEAD[0], f'name = "  {decomposed} "', HEAD[2]])
    record, _ = parse_record(text.encode(), "2.000815.toml")
    assert record is not None
    assert record.name == unicodedata.normalize("NFC", "Hộ tịch")


def test_every_problem_speaks_and_fills_its_sentence():
    assert set(SENTENCES) == set(Problem)
    record, problems = parse_record(b'code = "1"\nname = 3\nfield = "x"\nlevel = "y"\n', "1.toml", set())
    assert record is None
    for problem in problems:
        sentence = problem.message
        assert sentence.domain == "hcc"
        assert "${" not in sentence.interpolate()
    assert str(problems[0]) == ('1.toml:1: "1" is not a procedure code. Write it as announced, for example 2.000815.')


def test_a_sentence_never_quotes_a_line_breaking_or_endless_value():
    _, problems = parse_record(rb'level = "a\nb' + b"c" * 5000 + b'"', "x.toml")
    quoted = next(p for p in problems if p.problem is Problem.UNKNOWN_VALUE)
    assert "\n" not in str(quoted)
    assert len(str(quoted)) < 200


# Folders.


def write_folder(folder: Path, **files: str) -> Path:
    (folder / "procedures").mkdir()
    (folder / "fields.toml").write_text('[chung-thuc]\nname = "Chứng thực"\n', encoding="utf-8")
    for code, text in files.items():
        name = code.removeprefix("p").replace("_", ".") + ".toml"
        (folder / "procedures" / name).write_text(text, encoding="utf-8")
    return folder


def head_of(code: str) -> str:
    return "\n".join([f'code = "{code}"', *HEAD[1:]]) + "\n"


def test_sound_files_are_read_and_the_problems_of_all_others_told(tmp_path):
    folder = write_folder(
        tmp_path,
        p2_000815=head_of("2.000815"),
        p2_000884=head_of("2.000884") + "level = 1\nsteps = 2\n",
        p2_000908="code = ",
        p2_000942=head_of("2.000942").replace("chung-thuc", "ho-tich"),
    )
    records, problems = read_catalogue(folder)
    assert list(records) == ["2.000815"]
    assert [(p.file, p.line, p.problem.value) for p in problems] == [
        ("procedures/2.000884.toml", 4, "not_text"),
        ("procedures/2.000884.toml", 5, "not_list"),
        ("procedures/2.000908.toml", 1, "malformed"),
        ("procedures/2.000942.toml", 3, "unknown_field"),
    ]


def test_two_files_may_not_hold_one_procedure(tmp_path):
    folder = write_folder(tmp_path, p2_000815=head_of("2.000815"), p3_copy=head_of("2.000815"))
    records, problems = read_catalogue(folder)
    assert list(records) == ["2.000815"]
    assert [(p.file, p.line, p.problem.value) for p in problems] == [
        ("procedures/3.copy.toml", 1, "name_not_code"),
        ("procedures/3.copy.toml", 1, "duplicate_code"),
    ]
    assert problems[1].facts["other"] == "procedures/2.000815.toml"


def test_a_folder_without_fields_says_so_once(tmp_path):
    folder = write_folder(tmp_path, p2_000815=head_of("2.000815"))
    (folder / "fields.toml").unlink()
    records, problems = read_catalogue(folder)
    assert list(records) == ["2.000815"]
    assert problems == [FileProblem("fields.toml", 1, Problem.NO_FILE)]


def test_a_folder_in_place_of_a_file_is_told(tmp_path):
    folder = write_folder(tmp_path)
    (folder / "procedures" / "2.000815.toml").mkdir()
    _, problems = read_catalogue(folder)
    assert [(p.file, p.problem) for p in problems] == [("procedures/2.000815.toml", Problem.UNREADABLE)]


def test_one_file_refused_tells_all_its_problems(tmp_path):
    path = tmp_path / "2.000815.toml"
    path.write_text(head_of("2.000815") + "level = 1\nsteps = 2\n", encoding="utf-8")
    with pytest.raises(CatalogueFileRefused) as refused:
        read_record(path)
    assert [p.line for p in refused.value.problems] == [4, 5]
    assert refused.value.sentence.interpolate() == "2.000815.toml has 2 things to put right."


def test_fields_keep_their_order(tmp_path):
    path = tmp_path / "fields.toml"
    path.write_text('[ho-tich]\nname = "Hộ tịch"\n\n[dat-dai]\nname = "Đất đai"\n', encoding="utf-8")
    known = read_fields(path)
    assert known == {
        "ho-tich": FieldInfo("ho-tich", "Hộ tịch", 1),
        "dat-dai": FieldInfo("dat-dai", "Đất đai", 2),
    }
    assert write_fields(known.values()) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[Ho_Tich]\nname = "Hộ tịch"', [(1, "bad_field_key")]),
        ('[ho-tich]\n\n[dat-dai]\nname = "x"\nrank = 3', [(1, "missing_key"), (5, "unknown_key")]),
        ('[a]\nname = "Hộ tịch"\n[b]\nname = "hộ tịch"', [(4, "duplicate_text")]),
        ('ho-tich = "Hộ tịch"', [(1, "not_table")]),
    ],
)
def test_a_slip_in_the_fields_is_found_on_its_line(tmp_path, text, expected):
    path = tmp_path / "fields.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueFileRefused) as refused:
        read_fields(path)
    assert [(p.line, p.problem.value) for p in refused.value.problems] == expected


# Writing.


def test_the_written_form_is_this_one():
    record = ProcedureRecord(
        code="2.000815",
        name='Chứng thực "bản sao" C:\\x',
        field="chung-thuc",
        steps=("Một", "Hai"),
        time_limits=(
            TimeLimit(LimitUnit.SAME_DAY, after_15=True),
            TimeLimit(LimitUnit.DAYS, 3.5, case="Phải xác minh", channel="post"),
        ),
        fees=(Fee(FeeKind.PER_PAGE, 2000, 1000, cap=200000, wording="2.000 đồng/trang"),),
        components=(Component("Tờ khai", original=1, required=False, note="Nếu có"),),
        sources={"fees": "ND23", "default": "DVCQG"},
    )
    assert write_record(record) == dedent(
        """\
        code = "2.000815"
        name = "Chứng thực \\"bản sao\\" C:\\\\x"
        field = "chung-thuc"
        level = "commune"
        steps = [
            "Một",
            "Hai",
        ]

        [[time_limits]]
        unit = "same_day"
        after_15 = true

        [[time_limits]]
        case = "Phải xác minh"
        channel = "post"
        unit = "days"
        amount = 3.5

        [[fees]]
        kind = "per_page"
        amount = 2000
        further_amount = 1000
        cap = 200000
        wording = "2.000 đồng/trang"

        [[components]]
        name = "Tờ khai"
        original = 1
        required = false
        note = "Nếu có"

        [sources]
        default = "DVCQG"
        fees = "ND23"
        """
    )


@settings(max_examples=150, deadline=None)
@given(records)
def test_what_is_written_is_read_back_the_same(record):
    text = write_record(record)
    read, problems = parse_record(text.encode(), f"{record.code}.toml")
    assert problems == []
    assert read == record
    assert write_record(read) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@settings(max_examples=100, deadline=None)
@given(records, st.data())
def test_a_bad_value_anywhere_is_found_on_its_very_line(record, data):
    lines = write_record(record).splitlines()
    settable = [number for number, line in enumerate(lines) if " = " in line and not line.endswith(("[", '",'))]
    number = data.draw(st.sampled_from(settable))
    lines[number] = lines[number].partition(" = ")[0] + " = { x = 1 }"
    _, problems = parse_record("\n".join(lines).encode(), f"{record.code}.toml")
    assert number + 1 in {problem.line for problem in problems}


def test_changing_one_amount_changes_one_line():
    fee = Fee(FeeKind.PER_CASE, 10_000, per="trường hợp")
    record = ProcedureRecord("2.000884", "x", "y", fees=(fee, Fee(FeeKind.FREE, case="z")))
    dearer = ProcedureRecord(
        "2.000884", "x", "y", fees=(Fee(FeeKind.PER_CASE, 12_000, per="trường hợp"), record.fees[1])
    )
    before, after = write_record(record).splitlines(), write_record(dearer).splitlines()
    assert len(before) == len(after)
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [("amount = 10000", "amount = 12000")]


def test_even_a_control_character_is_written_as_valid_toml():
    record = ProcedureRecord("2.000884", "a\nb\x7f\t\"'", "y")
    assert tomllib.loads(write_record(record))["name"] == record.name


def test_the_guide_of_the_catalogue_names_every_key():
    guide = (shipped("catalog") / "README.md").read_text(encoding="utf-8")
    for kind in (ProcedureRecord, TimeLimit, Fee, Component, Case, Method):
        for one in fields(kind):
            assert f"`{one.name}`" in guide or f"[{one.name}]" in guide, f"{kind.__name__}.{one.name}"
