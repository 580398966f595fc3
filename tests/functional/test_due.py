"""hcc due: an official at the server's keyboard asks when a result is due, and why."""

import io
import re
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from faults.objects import changed_site
from faults.served import Served, run_hcc, write_ini
from hcc.cli import main
from hcc.core.calendar import LOCAL, DayRule, weekdays
from hcc.core.deadlines import Limit, Unit
from hcc.shipped import shipped
from unit.core.counted import counted_by_hand

OPTIONS = {Unit.WORKING_DAYS: "--working-days", Unit.DAYS: "--days", Unit.HOURS: "--hours"}
MONDAY = "2026-03-02T09:00"
ON_THURSDAY = "2026-03-05T09:00:00+07:00"


@pytest.fixture
def without(tmp_path) -> Path:
    """The settings of an office that has no database yet."""
    return write_ini(tmp_path / "office.ini", tmp_path / "var")


@pytest.fixture
def ask(without, capsys):
    """Ask once; answers the exit status, the lines printed and what was complained of."""

    def asked(*arguments: object, ini: Path = without) -> tuple[int, list[str], str]:
        capsys.readouterr()
        try:
            status = main(["--ini", str(ini), "due", *map(str, arguments)])
        except SystemExit as refused:  # argparse
            status = refused.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert (status == 0) == (not err), err
        return status, out.splitlines(), err

    return asked


@pytest.fixture
def catalogue(tmp_path) -> Path:
    return Path(shutil.copytree(shipped("catalog"), tmp_path / "catalog"))


def options_of(limit: Limit) -> list[str]:
    if limit.unit is Unit.SAME_DAY:
        return ["--same-day", *(["--after-15"] if limit.after_15 else [])]
    return [OPTIONS[limit.unit], f"{limit.amount:g}"]


def test_every_case_counted_by_hand_is_answered_so(ask):
    wrong = []
    for row in counted_by_hand():
        _, lines, _ = ask(*options_of(row.limit), "--at", f"{row.received:%Y-%m-%dT%H:%M}")
        if lines[0] != row.due.isoformat():
            wrong.append((str(row), lines[0]))
    assert wrong == []


def test_the_moment_stands_on_the_first_line_and_the_count_below_as_on_the_page(ask):
    assert ask("--working-days", 3, "--at", "2026-11-23T09:12") == (
        0,
        [
            "2026-11-27T09:12:00+07:00",
            "T2 23/11 9:12 nhận đủ giấy tờ, bắt đầu tính",
            "T3 24/11 Ngày Văn hóa Việt Nam, không tính",
            "T4 25/11 9:12 là hết ngày làm việc thứ 1",
            "T5 26/11 9:12 là hết ngày làm việc thứ 2",
            "T6 27/11 9:12 là hết 3 ngày làm việc, hẹn trả",
        ],
        "",
    )


@pytest.mark.parametrize(
    "moment", ["2026-03-02T09:00", "2026-03-02 09:00:00", "2026-03-02T02:00Z", "2026-03-01T21:00:00-05:00"]
)
def test_a_plain_hour_is_local_and_an_offset_is_honoured(ask, moment):
    assert ask("--working-days", "3", "--at", moment)[1][0] == ON_THURSDAY


def test_half_days_are_written_with_a_point_or_a_comma(ask):
    assert ask("--days", "1,5", "--at", MONDAY) == ask("--days", "1.5", "--at", MONDAY)
    assert ask("--days", "1,5", "--at", MONDAY)[1][0] == "2026-03-03T14:30:00+07:00"


def test_without_a_moment_it_is_counted_from_now(ask):
    status, lines, _ = ask("--hours", "8")
    assert status == 0
    assert datetime.fromisoformat(lines[0]) > datetime.now(LOCAL)


# Procedures of the shipped catalogue


@pytest.mark.parametrize(
    ("asked", "due", "named"),
    [
        # The ordinary case comes first, and the special one by number or by words with or without accents.
        (["1.004873"], ON_THURSDAY, "tại quầy: 3 ngày làm việc"),
        (["1.004873", "--case", "1"], ON_THURSDAY, "3 ngày làm việc"),
        (["1.004873", "--case", "2"], "2026-03-25T09:00:00+07:00", "Phải xác minh, tại quầy: 23 ngày"),
        (["1.004873", "--case", "Phải xác minh"], "2026-03-25T09:00:00+07:00", "23 ngày"),
        (["1.004873", "--case", "xac minh"], "2026-03-25T09:00:00+07:00", "23 ngày"),
        # Every case has its own limit: the first listed one is meant.
        (["2.000575"], ON_THURSDAY, "Cấp đổi, tại quầy: 3 ngày"),
        (["2.000575", "--case", "Cấp lại"], "2026-03-03T09:00:00+07:00", "1 ngày làm việc"),
        # Cases without a limit of their own have the procedure's.
        (["1.001193", "--case", "2"], "2026-03-02T17:00:00+07:00", "Đăng ký không đúng hạn"),
        (["2.000815"], "2026-03-02T17:00:00+07:00", "Trong ngày"),
        (["2.000815", "--channel", "online"], "2026-03-03T09:00:00+07:00", "trực tuyến: 1 ngày làm việc"),
    ],
)
def test_a_procedure_is_asked_for_by_its_code(ask, asked, due, named):
    status, lines, _ = ask(*asked, "--at", MONDAY)
    assert (status, lines[0]) == (0, due)
    assert named in lines[1]
    assert asked[0] in lines[1]


def test_the_wording_of_15_belongs_to_the_procedure(ask):
    assert ask("2.000815", "--at", "2026-03-02T15:01")[1][0] == "2026-03-03T17:00:00+07:00"
    assert ask("2.000815", "--at", "2026-03-02T15:00")[1][0] == "2026-03-02T17:00:00+07:00"


@pytest.mark.parametrize("code", ["3.000422", "1.013144"])
def test_a_limit_nobody_laid_down_is_not_made_up(ask, code):
    status, lines, err = ask(code, "--at", MONDAY)
    assert (status, lines) == (1, [])
    assert code in err
    assert "an official" in err


def test_a_case_with_only_words_is_not_counted(ask):
    status, lines, err = ask("1.004859", "--case", "Bổ sung hộ tịch", "--at", MONDAY)
    assert (status, lines) == (1, [])
    assert "1.004859" in err


@pytest.mark.parametrize(
    ("asked", "advice"),
    [
        (["9.999999"], "no procedure 9.999999"),
        (["../secret"], "no procedure"),
        (["1.004873", "--case", "3"], "2  Phải xác minh"),
        (["1.004873", "--case", "0"], "1  thông thường"),
        (["1.004873", "--case", "9" * 5000], "1  thông thường"),
        (["1.004873", "--case", ""], "1  thông thường"),
        (["1.013147", "--case", "đối tượng"], "2  Đối tượng đã từ trần"),
        (["1.004873", "--channel", "fax"], "direct"),
        (["1.004873", "--at", "02/03/2026 9:00"], "2026-03-02T09:00"),
        (["1.004873", "--at", "2026-03-02"], "2026-03-02T09:00"),
        (["1.004873", "--at", "2026-02-30T09:00"], "2026-03-02T09:00"),
        (["1.004873", "--at", "0001-01-01T00:00+14:00"], "2000"),
        (["1.004873", "--at", "9999-12-31T23:59"], "2095"),
        (["--working-days", "-3"], "from 0 to 1000"),
        (["--working-days=-3"], "from 0 to 1000"),
        (["--days", "1001"], "from 0 to 1000"),
        (["--days", "0.25"], "3.5"),
        (["--hours", "nan"], "3.5"),
        (["--hours", "inf"], "8000"),
        (["--hours", "ba"], "3.5"),
        (["--days", "3", "--hours", "8"], "one limit only"),
        (["1.004873", "--days", "3"], "code of a procedure, or one limit"),
        ([], "code of a procedure, or one limit"),
        (["--days", "3", "--after-15"], "--same-day"),
        (["1.004873", "--after-15"], "--same-day"),
        (["--days", "3", "--channel", "post"], "belong to the code"),
        (["1.004873", "--catalogue", "/nowhere/at/all"], "fields.toml"),
    ],
)
def test_what_is_not_understood_says_what_to_write(ask, asked, advice):
    status, lines, err = ask(*asked)
    assert (status, lines) == (2, [])
    assert advice in err


def test_another_folder_of_files_is_read(ask, catalogue):
    path = catalogue / "procedures" / "1.004873.toml"
    path.write_text(path.read_text("utf-8").replace("amount = 3\n", "amount = 4\n"), encoding="utf-8")
    assert ask("1.004873", "--at", MONDAY, "--catalogue", catalogue)[1][0] == "2026-03-06T09:00:00+07:00"
    path.write_text(path.read_text("utf-8").replace("amount = 4\n", 'amount = "bốn"\n'), encoding="utf-8")
    status, _, err = ask("1.004873", "--at", MONDAY, "--catalogue", catalogue)
    assert status == 2
    assert re.search(r"1\.004873\.toml:\d+: ", err)
    assert ask("2.000815", "--at", MONDAY, "--catalogue", catalogue)[0] == 0


def test_asking_makes_no_database(ask, tmp_path):
    ask("1.004873", "--at", MONDAY)
    assert not (tmp_path / "var").exists()


def test_the_offices_policy_is_followed(ask, tmp_path):
    ini = write_ini(tmp_path / "close.ini", tmp_path / "var", deadline_landing="close_of_day")
    assert ask("--working-days", "3", "--at", MONDAY, ini=ini)[1][0] == "2026-03-05T17:00:00+07:00"


# The database, where there is one


@pytest.fixture
def var(filled, tmp_path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "filled"))


@pytest.fixture
def here(var, tmp_path) -> Path:
    return write_ini(tmp_path / "filled.ini", var)


def test_the_catalogue_and_the_calendar_of_the_database_come_first(ask, var, here, catalogue):
    assert ask("1.004873", "--at", MONDAY, ini=here)[1][0] == ON_THURSDAY
    with changed_site(var) as site:
        revision = site.procedures["1.004873"].latest()
        vars(revision.record)["time_limits"] = site.procedures["2.000815"].latest().record.time_limits
        revision._p_changed = True
        site.calendar_book.rules = {date(2026, 3, 4): DayRule(False, "Nghỉ phòng tránh bão")}
        site.calendar_book.tables = (weekdays(((datetime(1, 1, 1, 8).time(), datetime(1, 1, 1, 16).time()),)),)
    assert ask("1.004873", "--at", MONDAY, ini=here)[1][0] == "2026-03-02T16:00:00+07:00"
    _, lines, _ = ask("--working-days", "3", "--at", MONDAY, ini=here)
    assert lines[0] == "2026-03-06T09:00:00+07:00"
    assert "T4 04/03 Nghỉ phòng tránh bão, không tính" in lines
    # Files asked for by name are read; the days off stay those of the office.
    assert ask("1.004873", "--at", MONDAY, "--catalogue", catalogue, ini=here)[1][0] == "2026-03-06T09:00:00+07:00"
    assert ask("9.999999", ini=here)[2].startswith("There is no procedure 9.999999 in the database")


def test_a_text_that_only_waits_to_be_published_is_not_counted(ask, var, here):
    with changed_site(var) as site:
        revision = site.procedures["1.004873"].latest()
        revision.approved_at = revision.effective_from = None
    status, lines, err = ask("1.004873", "--at", MONDAY, ini=here)
    assert (status, lines) == (1, [])
    assert "publish" in err


def test_it_works_beside_a_running_server(here):
    with Served(here) as server:
        done = run_hcc("--ini", here, "due", "1.004873", "--at", MONDAY)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[0] == ON_THURSDAY
        assert server.browser().get("/").status == 200


def test_settings_that_are_no_policy_stop_the_start(tmp_path, capsys):
    for name, value in (("deadline_pause", "sometimes"), ("deadline_landing", "")):
        ini = write_ini(tmp_path / "bad.ini", tmp_path / "var", **{name: value})
        assert main(["--ini", str(ini), "due", "--days", "3"]) == 1
        assert f"hcc.{name}" in capsys.readouterr().err


def test_nothing_is_asked_of_the_keyboard(ask, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert ask("--same-day", "--at", MONDAY)[0] == 0
