"""The replay of the centre's first weeks, in little: two of its days."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from faults.served import write_ini
from hcc.cli import main
from hcc.commands.database import reading
from hcc.commands.ini import settings_in
from hcc.core.act import Act
from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.dossiers.day_figures import figures_at
from hcc.dossiers.operations.return_result import on_time
from hcc.dossiers.result_words import results_of
from hcc.dossiers.slips import SlipKind
from hcc.dossiers.symbols import SymbolEntry
from hcc.replay.arrivals import ASKS, RECEIVED, visits
from hcc.replay.course import Centre
from hcc.replay.plan import read_plan
from hcc.settings import read_settings
from hcc.site.verification import verify_site
from hcc.storage.opening import open_database

DOSSIERS, LAST = 80, "2025-07-02"


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """Lives through the two days with some officials; answers what was printed and the settings of the database."""

    def live(officials: int = 7, dossiers: int = DOSSIERS):
        folder: Path = tmp_path_factory.mktemp("replay")
        ini = write_ini(folder / "office.ini", folder / "var")
        told = ["replay", "--officials", officials, "--dossiers", dossiers, "--until", LAST]
        with pytest.MonkeyPatch.context() as patched:
            printed: list[str] = []
            patched.setattr("builtins.print", lambda *words, **_: printed.append(" ".join(map(str, words))))
            assert main(["--ini", str(ini), *map(str, told)]) == 0
        settings = read_settings(settings_in(ini), environ={})
        return printed, replace(settings, var=settings.var / "replay")

    return live


@pytest.fixture(scope="module")
def seven(lived):
    return lived()


def figures(line: str) -> dict[str, int]:
    found = re.fullmatch(r"received=(\d+) resolved=(\d+) on_time=(\d+) overdue=(\d+) seconds=(\d+)", line)
    assert found, line
    return dict(zip(("received", "resolved", "on_time", "overdue"), map(int, found.groups()), strict=False))


def test_papers_of_the_replay_keep_what_they_say(seven):
    _, settings = seven
    with reading(settings) as site:
        dossiers = [one for one in site.dossiers.all() if one.received_at is not None or one.slips]
        slips = [slip for one in dossiers for slip in one.slips]
        results = [result for one in dossiers if results_of(one) for result in one.results]
        assert slips
        assert results
        assert [slip.line for slip in slips if not slip.said] == []
        assert [result.line for result in results if not result.said] == []
        assert [one.id for one in dossiers if one.received_at is not None and one.handed_in is None] == []


def test_seven_officials_keep_every_promise(seven):
    printed, _ = seven
    told = figures(printed[-1])
    assert (told["received"], told["overdue"]) == (DOSSIERS, 0)
    assert DOSSIERS / 2 < told["resolved"] == told["on_time"]


def test_the_line_says_what_is_stored(seven):
    printed, settings = seven
    with reading(settings) as site:
        received = [one for one in site.dossiers.all() if one.received_at]
        resolved = [one for one in received if one.resolved_at]
        in_time = [one for one in resolved if on_time(one, None)]
    told = figures(printed[-1])
    assert (len(received), len(resolved), len(in_time)) == (told["received"], told["resolved"], told["on_time"])


def test_what_it_leaves_is_a_sound_office(seven):
    _, settings = seven
    with reading(settings) as site:
        checks = list(verify_site(site, settings))
        assert [fault for check in checks for fault in check.faults] == []
        numbers = sorted(one.reception_number for one in site.dossiers.all() if one.received_at)
        days = {number.split("-")[-2] for number in numbers}
        for day in days:
            serials = [int(number.rsplit("-", 1)[1]) for number in numbers if f"-{day}-" in number]
            assert serials == list(range(1, len(serials) + 1))
        assert days == {"250701", "250702"}
        [book] = site.books.books()
        assert [entry.number for entry in book] == list(range(1, book.last_number + 1))
        assert book.last_number > 10


def test_officials_act_in_sessions_only_and_as_themselves(seven):
    _, settings = seven
    with reading(settings) as site:
        calendar = site.calendar
        records = [record for dossier in site.dossiers.all() for record in dossier.chain]
        assert {record.by for record in records} == {f"canbo{n}" for n in range(1, 8)}
        assert all(calendar.at_or_next(record.at) == record.at for record in records)
        assert {"certify", "register_and_seal", "record_external_work", "refuse"} <= {one.what for one in records}
        assert len(site.dossiers.guidance) > DOSSIERS


def test_figures_of_its_days_follow_from_one_another(seven):
    """What is in process at night is carried over in the morning; all days together are what the last line says."""
    printed, settings = seven
    nights = [datetime(2025, 7, day, 23, 59, tzinfo=LOCAL) for day in (1, 2)]
    with reading(settings) as site:
        first, second = (figures_at(site.dossiers, night).total for night in nights)
        carried = figures_at(site.dossiers, nights[0] + timedelta(minutes=2)).total
    told = figures(printed[-1])
    assert first.adds_up
    assert second.adds_up
    assert first.carried_over == 0
    assert first.in_process == carried.carried_over == second.carried_over
    assert first.received + second.received == told["received"]
    assert first.resolved + second.resolved == told["resolved"]
    assert (first.late, second.late, second.overdue) == (0, 0, 0)


def test_two_officials_break_promises(lived):
    printed, _ = lived(officials=2)
    assert figures(printed[-1])["overdue"] > 0


def test_the_same_seed_gives_the_same_line(lived):
    lines = [lived(dossiers=20)[0][-1].rsplit(" ", 1)[0] for _ in range(2)]
    assert lines[0] == lines[1]
    assert lines[0].startswith("received=20 ")


def test_what_somebody_looks_at_is_not_swept_away(tmp_path, capsys):
    ini = write_ini(tmp_path / "office.ini", tmp_path / "var")
    told = ["--ini", str(ini), "replay", "--dossiers", "2", "--until", "2025-07-01"]
    assert main(told) == 0
    settings = read_settings(settings_in(ini), environ={})
    served = open_database(replace(settings, var=settings.var / "replay"))
    try:
        before = (settings.var / "replay" / "Data.fs").read_bytes()
        assert main(told) == 1
        assert "in use" in capsys.readouterr().err
        assert (settings.var / "replay" / "Data.fs").read_bytes() == before
    finally:
        served.close()
    assert main(told) == 0
    assert not (settings.var / "Data.fs").exists()


def test_a_line_is_told_a_week_where_no_terminal_is(tmp_path, capsys):
    ini = write_ini(tmp_path / "office.ini", tmp_path / "var")
    assert main(["--ini", str(ini), "replay", "--dossiers", "4", "--until", "2025-07-08"]) == 0
    out = capsys.readouterr().out
    assert "\r" not in out
    assert len(re.findall(r"^ *\d+% \d\d/\d\d/2025$", out, re.M)) == 2


def test_who_comes_does_not_hang_on_how_many_work():
    plan, calendar = read_plan(), OfficeCalendar()
    people = visits(plan, calendar)
    assert [(one.at, one.wanted.code) for one in people] == [
        (one.at, one.wanted.code) for one in visits(plan.but(officials=2), calendar)
    ]
    received = [one for one in people if one.what == RECEIVED]
    assert len(received) == 1_095
    assert len({one.at.date() for one in received}) == 30
    assert any(one.what == ASKS for one in people)


def test_shares_of_the_plan_are_whole():
    plan = read_plan()
    assert sum(one.share for one in plan.procedures) == pytest.approx(1)
    assert sum(plan.channels.values()) == pytest.approx(1)
    assert sum(one.weight for one in plan.hours) == pytest.approx(1)


def test_a_slip_bears_the_symbol_the_office_had_decided_on_by_its_day(seven):
    """As on the pages: what was decided for that day, and before it what the settings say."""
    _, settings = seven
    with reading(settings) as site:
        first = datetime(2025, 7, 10, 8, tzinfo=LOCAL)
        site.dossiers.symbols = (SymbolEntry(SlipKind.REFUSAL.value, "QĐ-MAU", first.date(), first, "giamdoc"),)
        centre = Centre(site, settings, read_plan())
        before, on_the_day = (
            centre.symbol(SlipKind.REFUSAL, Act("canbo1", at)) for at in (first - timedelta(days=1), first)
        )
    assert (before, on_the_day) == (settings.refusal_symbol, "QĐ-MAU")
