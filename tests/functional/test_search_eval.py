"""`hcc search-eval FILE`: what it prints, and what it says of a file that cannot be used."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faults.served import clean_environment, run_hcc, write_ini
from hcc.cli import READER_LEFT, main
from office import ROOT

MARRIAGE, BIRTH = "1.000894", "1.001193"


@pytest.fixture(scope="module")
def ini(filled, tmp_path_factory):
    folder = tmp_path_factory.mktemp("eval")
    return write_ini(folder / "office.ini", shutil.copytree(filled, folder / "var"))


@pytest.fixture
def ask(ini, tmp_path, capsys):
    """Judge by a file of this content; answers status, lines and complaints."""

    def run(content: str | bytes, *options: object) -> tuple[int, list[str], list[str]]:
        file = tmp_path / "queries.tsv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        capsys.readouterr()
        status = main(["--ini", str(ini), "search-eval", str(file), *map(str, options)])
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run


def test_the_figures_stand_first_and_every_miss_is_told(ask):
    status, lines, complaints = ask(
        f"# remark\n\nđăng ký kết hôn\t{MARRIAGE}\nđăng ký kết hôn\t{BIRTH}\n"
        f"đăng ký lại kết hôn\t{MARRIAGE}, 1.004746\nzzqx wwvf\t{BIRTH}\n"
    )
    assert (status, complaints) == (0, [])
    assert lines[0] == "queries=4 success@1=0.500 success@3=0.500 MRR=0.500"
    assert lines[1:] == [
        f"missed: 'đăng ký kết hôn': {BIRTH} not found, first {MARRIAGE}",
        f"missed: 'zzqx wwvf': {BIRTH} not found, first nothing",
    ]


def test_a_right_answer_further_down_counts_for_its_place(ask):
    _, lines, _ = ask("khai sinh\t1.004884\n")
    place = int(re.search(r"place (\d+)", lines[1])[1])
    assert place > 1
    assert lines[0].endswith(f"success@3={float(place <= 3):.3f} MRR={1 / place:.3f}")


def test_a_catalogue_folder_is_asked_without_a_database(tmp_path, capsys):
    ini = write_ini(tmp_path / "new.ini", tmp_path / "none")
    queries = str(ROOT / "tests/search/search-queries.tsv")
    assert main(["--ini", str(ini), "search-eval", queries, "--catalogue", str(ROOT / "catalog")]) == 0
    assert re.match(r"queries=\d+ success@1=[01]\.\d{3} success@3=[01]\.\d{3} MRR=[01]\.\d{3}$", _first(capsys))
    assert not (tmp_path / "none/Data.fs").exists()


def test_a_catalogue_folder_is_asked_with_its_own_synonyms(ask, tmp_path):
    folder = Path(shutil.copytree(ROOT / "catalog", tmp_path / "catalog"))
    query = f"bìm bịp kêu\t{MARRIAGE}\n"
    assert ask(query, "--catalogue", folder)[1][0].startswith("queries=1 success@1=0.000")
    (folder / "synonyms.toml").write_text('"bìm bịp kêu" = ["đăng ký kết hôn"]\n', encoding="utf-8")
    assert ask(query, "--catalogue", folder) == (0, ["queries=1 success@1=1.000 success@3=1.000 MRR=1.000"], [])


def test_a_file_of_the_folder_that_is_left_out_is_named(ask, tmp_path):
    folder = Path(shutil.copytree(ROOT / "catalog", tmp_path / "catalog"))
    (folder / f"procedures/{BIRTH}.toml").write_text("code = \n", encoding="utf-8")
    status, lines, complaints = ask(GOOD, "--catalogue", folder)
    assert (status, lines[0]) == (1, "queries=1 success@1=1.000 success@3=1.000 MRR=1.000")
    assert complaints[0].startswith(f"error: procedures/{BIRTH}.toml:1: ")


def _first(capsys) -> str:
    return capsys.readouterr().out.splitlines()[0]


GOOD = f"kết hôn\t{MARRIAGE}\n"
BAD_FILES = {
    "no tab": (GOOD + "kết hôn 1.000894\n", 2, "one tab"),
    "no code": (GOOD + "kết hôn\t\n", 2, "one tab"),
    "no query": (f"\t{MARRIAGE}\n", 1, "one tab"),
    "only commas": (GOOD + GOOD + "kết hôn\t, ,\n", 3, "one tab"),
    "a third column": (GOOD + f"kết hôn\t{MARRIAGE}\thộ tịch\n", 2, "one tab"),
    "two tabs": (GOOD + f"kết hôn\t\t{MARRIAGE}\n", 2, "one tab"),
    "a line end inside a query": (GOOD + f"kết\rhôn\t{MARRIAGE}\nkết hôn", 3, "one tab"),
    "another encoding": (2 * GOOD.encode() + b"gi\xffy\t1\n", 3, "UTF-8"),
    "utf-16": (GOOD.encode("utf-16"), 1, "UTF-8"),
}


@pytest.mark.parametrize("what", sorted(BAD_FILES))
def test_a_bad_line_is_named_with_what_to_do(ask, what):
    content, line, advice = BAD_FILES[what]
    status, lines, complaints = ask(content)
    assert (status, lines) == (1, [])
    [complaint] = complaints
    assert complaint.startswith(f"queries.tsv:{line}: ")
    assert advice in complaint


def test_every_bad_line_is_named_at_once(ask):
    _, _, complaints = ask("a\n" + GOOD + "b\n\t1\n")
    assert [complaint.split(":")[1] for complaint in complaints] == ["1", "3", "4"]


@pytest.mark.parametrize("content", ["", "\n\n", "# only a remark\n", "\ufeff# only a remark\n"])
def test_a_file_without_a_query_says_so(ask, content):
    status, lines, complaints = ask(content)
    assert (status, lines) == (1, [])
    assert "holds no query" in complaints[0]


def test_a_byte_order_mark_and_windows_line_ends_harm_nothing(ask):
    status, lines, complaints = ask(f"\ufeffđăng ký kết hôn\t{MARRIAGE}\r\n# x\r\nkhai sinh\t{BIRTH}\r\n")
    assert (status, complaints) == (0, [])
    assert lines == ["queries=2 success@1=1.000 success@3=1.000 MRR=1.000"]


def test_a_code_nobody_has_is_named_with_its_line_and_the_figures_still_stand(ask):
    status, lines, complaints = ask(f"# remark\nđăng ký kết hôn\t{MARRIAGE},9.999999\nkhai sinh\tkhai-sinh\n")
    assert status == 1
    assert lines[0] == "queries=2 success@1=0.500 success@3=0.500 MRR=0.500"
    assert [complaint.partition(": no procedure")[0] for complaint in complaints] == ["queries.tsv:2", "queries.tsv:3"]
    assert "9.999999: correct it, or take it out" in complaints[0]


@pytest.mark.parametrize("path", ["nowhere.tsv", "."])
def test_a_file_that_cannot_be_read_says_why(ini, tmp_path, monkeypatch, capsys, path):
    monkeypatch.chdir(tmp_path)
    assert main(["--ini", str(ini), "search-eval", path]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert re.match(rf"{re.escape(path)} cannot be read \(.+\): give the path of a file$", err)


def test_a_folder_that_is_no_catalogue_is_not_judged(ask, tmp_path):
    status, lines, complaints = ask(GOOD, "--catalogue", tmp_path / "nowhere")
    assert (status, lines) == (1, [])
    assert complaints[0].startswith("error: fields.toml:1: The file is missing.")
    assert "There is no procedure to ask for" in complaints[1]


def piped(ini, lines_read: int, *arguments: str, together: bool = False) -> tuple[int, list[bytes], bytes]:
    """A command whose reader goes away after so many lines; answers status, the lines and what was complained about."""
    process = subprocess.Popen(
        [sys.executable, "-m", "hcc.cli", "--ini", str(ini), *arguments],
        # As at a prompt: the output is written in blocks, the last of them when the program ends.
        env=clean_environment(PYTHONUNBUFFERED=None),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if together else subprocess.PIPE,
    )
    read = [process.stdout.readline() for _ in range(lines_read)]
    process.stdout.close()
    complaints = process.stderr.read() if process.stderr else b""
    if process.stderr:
        process.stderr.close()
    return process.wait(60), read, complaints


def test_a_reader_that_has_seen_enough_is_not_complained_to(ini, tmp_path):
    """As `hcc search-eval FILE | head -1` with more to say than a pipe holds."""
    file = tmp_path / "queries.tsv"
    file.write_text("".join(f"zzqx {'wwvf' * 40} {n}\t{BIRTH}\n" for n in range(1_000)), encoding="utf-8")
    status, [first], complaints = piped(ini, 1, "search-eval", str(file))
    assert first.startswith(b"queries=1000 ")
    assert (status, complaints) == (READER_LEFT, b"")


@pytest.mark.parametrize("command", ["search-eval", "user list", "verify"])
def test_a_reader_that_never_looked_is_not_complained_to(ini, command):
    """Little enough is said that all of it is written at the very end."""
    arguments = [*command.split(), *([str(ROOT / "tests/search/search-queries.tsv")] if "eval" in command else [])]
    told = run_hcc("--ini", ini, *arguments)
    assert told.returncode == 0, told.stderr
    assert told.stdout
    status, _, complaints = piped(ini, 0, *arguments)
    assert (status, complaints) == (READER_LEFT, b"")


def test_a_real_pipe_into_head(ini):
    done = subprocess.run(
        ["bash", "-c", '"$@" | head -1', "-", sys.executable, "-m", "hcc.cli", "--ini", str(ini), "search-eval",
         str(ROOT / "tests/search/training-1.tsv")],
        env=clean_environment(PYTHONUNBUFFERED="1"),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )  # fmt: skip
    assert re.match(r"queries=\d+ success@1=", done.stdout)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_output_that_fails_otherwise_is_complained_of(ini):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "hcc.cli", "--ini", str(ini), "user", "list"],
            env=clean_environment(PYTHONUNBUFFERED=None),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode != 0
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
