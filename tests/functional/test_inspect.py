"""hcc inspect: the words of intake for files, a line each, and the copies that would be served."""

import os

import pytest

from faults.served import write_ini
from hcc.cli import main
from hcc.dossiers.operations.attach import SENTENCES
from hcc.dossiers.paper_advice import ACCEPTED as SAID
from hcc.dossiers.paper_advice import ADVICE
from hcc.pdf.looks import KINDS
from hcc.pdf.verdict import ACCEPTED, REFUSED
from pdfs import make


@pytest.fixture
def inspect(tmp_path, capsys):
    """Inspect these files, with no database there; answers the exit status, the lines and what was complained of."""
    ini = write_ini(tmp_path / "office.ini", tmp_path / "var")

    def inspected(*arguments: object) -> tuple[int, list[str], str]:
        status = main(["--ini", str(ini), "inspect", *map(str, arguments)])
        out, err = capsys.readouterr()
        return status, out.splitlines(), err

    return inspected


def test_a_line_a_file_begins_with_what_became_of_it(inspect, tmp_path):
    files = {
        "empty.pdf": b"",
        "scan.pdf": make.pages(3),
        "launch.pdf": make.HOSTILE["launch"][0](),
        "locked.pdf": make.encrypted("secret"),
        "signed.pdf": make.signed(inline=True),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    status, lines, err = inspect(*(tmp_path / name for name in files))
    assert (status, err) == (0, "")
    assert [line.split()[:3] for line in lines] == [
        ["refused", "empty", "0"],
        ["accepted", "clean", "3"],
        ["accepted", "active-removed", "1"],
        ["refused", "password", "0"],
        ["accepted", "signed", "1"],
    ]
    assert all(float(line.split()[3]) < 20 for line in lines)
    assert lines[3].endswith("locked.pdf: Tệp bị khóa bằng mật khẩu. Hãy lưu một bản không có mật khẩu rồi gửi lại.")


def test_files_and_folder_may_be_named_from_where_one_stands(inspect, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scan.pdf").write_bytes(make.one_page())
    status, lines, err = inspect("scan.pdf", "--out", "out")
    assert (status, err, lines[0].split()[:2]) == (0, "", ["accepted", "clean"])
    assert (tmp_path / "out" / "scan.pdf").read_bytes().startswith(b"%PDF-")


def test_only_accepted_files_are_copied_and_names_never_meet(inspect, tmp_path):
    brought = []
    for place in ("a", "b", "c", "out"):
        (tmp_path / place).mkdir()
        brought.append(tmp_path / place / "scan.pdf")
        brought[-1].write_bytes(make.one_page())
    loud = tmp_path / "a" / "SCAN.PDF"
    loud.write_bytes(make.one_page())
    locked = tmp_path / "a" / "locked.pdf"
    locked.write_bytes(make.encrypted("secret"))
    stale = tmp_path / "out" / "locked.pdf"
    stale.write_bytes(b"of another day")
    status, lines, _ = inspect(*brought, loud, locked, "--out", tmp_path / "out")
    assert (status, len(lines)) == (0, 6)
    assert brought[3].read_bytes() == make.one_page(), "an original is never written over"
    copies = {path.name for path in (tmp_path / "out").iterdir()} - {"scan.pdf"}
    assert copies == {"scan-2.pdf", "scan-3.pdf", "scan-4.pdf", "scan-5.pdf", "SCAN-6.pdf"}


@pytest.mark.parametrize(
    "name", ["..pdf", ".pdf", "x" * 251 + ".pdf", "không dấu.PDF", "no-ending", "new\nline.pdf", b"\xff\xfe.pdf"]
)
def test_an_odd_name_stays_in_the_folder_and_on_its_line(name, inspect, tmp_path):
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / os.fsdecode(name)
    file.write_bytes(make.one_page())
    status, lines, err = inspect(file, "--out", tmp_path / "out")
    assert (status, len(lines), err) == (0, 1, "")
    (copy,) = (tmp_path / "out").iterdir()
    assert copy.name.endswith(".pdf")
    assert {path.name for path in tmp_path.iterdir()} <= {"in", "out", "office.ini", "var"}


def test_what_cannot_be_read_is_complained_of_and_the_rest_goes_on(inspect, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(make.one_page())
    status, lines, err = inspect(tmp_path / "gone.pdf", tmp_path, tmp_path / "scan.pdf")
    assert (status, len(lines)) == (1, 1)
    assert "gone.pdf: No such file" in err


def test_every_word_has_its_sentence():
    assert SENTENCES.keys() == REFUSED
    assert SAID.keys() == ACCEPTED
    assert ADVICE.keys() == KINDS
