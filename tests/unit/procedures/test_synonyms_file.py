"""What is wrong with catalog/synonyms.toml is said by file and line, with what to do."""

import pytest

from hcc.procedures.synonyms_file import read_shipped_synonyms, read_synonyms
from hcc.procedures.toml_files import CatalogueFileRefused, Problem


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('"cccd" = ["căn cước"]\n\n"hkd" = "hộ kinh doanh"\n', 3, Problem.NOT_LIST),
        ('"cccd" = ["căn cước", 5]\n', 1, Problem.NOT_LIST),
        ('"cccd" = []\n', 1, Problem.EMPTY),
        ('# remark\n"cccd" = [" ? "]\n', 2, Problem.EMPTY),
        ('"!" = ["căn cước"]\n', 1, Problem.EMPTY),
        ('"kỹ" = ["a"]\n"kĩ" = ["b"]\n', 2, Problem.DUPLICATE_TEXT),
        ('"cccd" = ["a"]\n"cccd" = ["b"]\n', 2, Problem.MALFORMED),
        ('"cccd" = ["a"\n"hkd" = ["b"]\n', 2, Problem.MALFORMED),
        (f'"cccd" = ["{"a" * 200}"]\n', 1, Problem.TOO_LONG),
        (f'"cccd" = {[f"a{n}" for n in range(30)]}\n', 1, Problem.TOO_MANY),
        ("[cccd]\na = 1\n", 1, Problem.NOT_LIST),
        (f'"a" = ["b"]\n"{"a" * 200}" = ["b"]\n', 2, Problem.TOO_LONG),
        ("a = " + "[" * 5_000, 1, Problem.MALFORMED),
        ('"a" = ["b"]\n' + "# \n" * 100_000, 1, Problem.FILE_TOO_BIG),
        # A key that only looks like one does not move the line.
        ('"a" = ["b", # "hkd" =\n  "c"]\n"hkd" = 5\n', 3, Problem.NOT_LIST),
    ],
)
def test_problems(tmp_path, text, line, problem):
    file = tmp_path / "synonyms.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(CatalogueFileRefused) as refused:
        read_synonyms(file)
    found = refused.value.problems[0]
    assert (found.file, found.line, found.problem) == ("synonyms.toml", line, problem)
    assert "${" not in str(found)


def test_no_file_and_another_encoding(tmp_path):
    with pytest.raises(CatalogueFileRefused) as refused:
        read_synonyms(tmp_path / "synonyms.toml")
    assert refused.value.problems[0].problem is Problem.NO_FILE
    (tmp_path / "synonyms.toml").write_bytes('"a" = ["b"]\n"cấp" = ["c"]\n'.encode("cp1258", "replace") + b"\xff")
    with pytest.raises(CatalogueFileRefused) as refused:
        read_synonyms(tmp_path / "synonyms.toml")
    assert refused.value.problems[0].problem is Problem.NOT_UTF8


def test_all_problems_are_named_at_once(tmp_path):
    file = tmp_path / "synonyms.toml"
    file.write_text('"a" = 1\n"b" = ["tốt"]\n"c" = []\n', "utf-8")
    with pytest.raises(CatalogueFileRefused) as refused:
        read_synonyms(file)
    assert [found.line for found in refused.value.problems] == [1, 3]


def test_the_shipped_table_is_sound():
    synonyms = read_shipped_synonyms()
    assert synonyms["htx"] == ("hợp tác xã",)
