"""Catalogue files with a slip: every command that reads them names file and line, says what to do, changes nothing."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from faults.served import Served, write_ini
from hcc.cli import main
from hcc.commands.database import reading, writing
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.procedures.operations.publish import publish_revision
from hcc.settings import read_settings
from hcc.shipped import shipped
from office import ini_values

CODE = "2.000884"
PROCEDURE = f"procedures/{CODE}.toml"


@pytest.fixture
def catalogue(tmp_path) -> Path:
    """A copy of the shipped catalogue, to be changed."""
    return Path(shutil.copytree(shipped("catalog"), tmp_path / "catalog"))


@pytest.fixture
def var(filled, tmp_path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "var"))


@pytest.fixture
def hcc(var, tmp_path, capsys):
    """Run one command in this process; answers status, output and complaints by line."""
    ini = write_ini(tmp_path / "office.ini", var)

    def run(*arguments: object, ini: Path = ini) -> tuple[int, str, list[str]]:
        capsys.readouterr()
        status = main(["--ini", str(ini), *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert "${" not in err
        return status, out, err.splitlines()

    return run


def spoil(path: Path, old: str, new: str) -> int:
    """Change the one place of `old` in a file; answers its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


SLIPS = {
    "malformed": (PROCEDURE, "amount = 10000", "amount = = 10000", "Check the quotation marks"),
    "a text without its end": (PROCEDURE, 'code = "2.000884"', 'code = "2.000884', "Check the quotation marks"),
    "a code with too few figures": (PROCEDURE, 'code = "2.000884"', 'code = "2.00884"', "is not a procedure code"),
    "a code with letters": (PROCEDURE, 'code = "2.000884"', 'code = "TT-2.000884"', "is not a procedure code"),
    "a code with its tail": (PROCEDURE, 'code = "2.000884"', 'code = "2.000884.000.00.00.H38"', "Rename the file"),
    "a code that is a number": (PROCEDURE, 'code = "2.000884"', "code = 2.000884", "must be text"),
    "another procedure's code": (PROCEDURE, 'code = "2.000884"', 'code = "2.000885"', 'Rename the file to "2.000885'),
    "no such day": (PROCEDURE, 'field = "chung-thuc"', "effective_from = 2026-02-30", "Check the quotation marks"),
    "a day in words": (PROCEDURE, 'field = "chung-thuc"', 'effective_from = "1/3/2026"', "must be a day"),
    "a day with an hour": (PROCEDURE, 'field = "chung-thuc"', "announced_on = 2026-03-01T08:00:00", "must be a day"),
    "a year alone": (PROCEDURE, 'field = "chung-thuc"', "effective_to = 2026", "must be a day"),
    "an event that is none": (PROCEDURE, "life_events = [", 'life_events = ["cuoi-hoi", ', "not in life_events.toml"),
    "a synonym that is no list": ("synonyms.toml", '["hợp tác xã"]', '"hợp tác xã"', "must be a list of texts"),
    "a synonym without meaning": ("synonyms.toml", '["hợp tác xã"]', '["?!"]', "is empty"),
    "malformed synonyms": ("synonyms.toml", '["hợp tác xã"]', '["hợp tác xã"', "Check the quotation marks"),
    "an event without hint": ("life_events.toml", 'name = "Kết hôn"', 'title = "Kết hôn"', "is not known here"),
    "malformed events": ("life_events.toml", "[ket-hon]", "[ket-hon", "Check the quotation marks"),
    "an event with accents": ("life_events.toml", "[ket-hon]", '["kết-hôn"]', "is not a key of a life event"),
}
ON_THE_NEXT_LINE = {"malformed synonyms"}
"""Slips that only show where the next line begins; the sentence says to look at the one before as well."""


@pytest.mark.parametrize("what", sorted(SLIPS))
@pytest.mark.parametrize("more", [(), ("--dry-run",), ("--publish",)], ids=" ".join)
def test_an_import_names_file_and_line_and_changes_nothing(hcc, var, catalogue, what, more):
    file, old, new, advice = SLIPS[what]
    line = spoil(catalogue / file, old, new) + (what in ON_THE_NEXT_LINE)
    # Sound changes of other files are not brought in either.
    spoil(catalogue / "procedures/2.000815.toml", "required = false", "required = true")
    before = (var / "Data.fs").read_bytes()
    status, out, complaints = hcc("import-catalog", catalogue, *more)
    assert status == 1
    named = [complaint for complaint in complaints if complaint.startswith(f"error: {file}:{line}: ")]
    assert any(advice in complaint for complaint in named), complaints
    assert "Nothing was changed: put the errors right first." in complaints
    assert "errors=0" not in out
    assert (var / "Data.fs").read_bytes() == before


def test_two_days_the_wrong_way_round(hcc, var, catalogue):
    days = "effective_from = 2026-03-01\neffective_to = 2026-02-01\n"
    line = spoil(catalogue / PROCEDURE, 'field = "chung-thuc"', days + 'field = "chung-thuc"')
    before = (var / "Data.fs").read_bytes()
    status, _, complaints = hcc("import-catalog", catalogue, "--publish")
    assert status == 1
    assert f'error: {PROCEDURE}:{line + 1}: "effective_to" is before "effective_from". Check both days.' in complaints
    assert (var / "Data.fs").read_bytes() == before


def test_where_two_people_look_at_each_text_the_command_submits_what_it_would_publish(hcc, var, catalogue):
    def state() -> tuple[str, bool]:
        settings = read_settings(ini_values(var), environ={})
        with reading(settings) as site:
            procedure = site.procedures["2.000815"]
            today = datetime.now(LOCAL).date()
            return procedure.latest().state(today).value, procedure.published(today) is procedure.latest()

    with writing(read_settings(ini_values(var), environ={})) as root:
        root["site"].procedures.four_eyes = True
    spoil(catalogue / "procedures/2.000815.toml", "required = false", "required = true")
    told = "In this office two people look at each text: 1 texts {} for approval, none published."
    status, out, complaints = hcc("import-catalog", catalogue, "--publish", "--dry-run")
    assert (status, complaints) == (0, [])
    assert told.format("would be submitted") in out
    assert state() == ("published", True)
    status, out, complaints = hcc("import-catalog", catalogue, "--publish")
    assert (status, complaints) == (0, [])
    assert "are drafts already" not in out
    assert f"{told.format('were submitted')} Whoever approves finds them at /quan-tri/danh-muc?state=review." in out
    assert state() == ("review", False)
    status, out, _ = hcc("import-catalog", catalogue, "--publish")
    assert (status, state()) == (0, ("review", False))
    assert "1 texts of the file are drafts already, and stay so" in out
    with writing(read_settings(ini_values(var), environ={})) as root:
        draft = root["site"].procedures["2.000815"].draft()
        day = datetime.now(LOCAL).date()
        publish_revision(draft, effective=day, act=Act("danhmuc", datetime.now(UTC)))
    assert state() == ("published", True)
    status, out, _ = hcc("import-catalog", catalogue, "--publish")
    assert (status, "two people" in out) == (0, False), "nothing to submit"


def test_where_one_person_is_enough_the_command_publishes(hcc, var, catalogue):
    spoil(catalogue / "procedures/2.000815.toml", "required = false", "required = true")
    status, out, _ = hcc("import-catalog", catalogue, "--publish")
    assert (status, "two people" in out) == (0, False)
    with reading(read_settings(ini_values(var), environ={})) as site:
        assert site.procedures["2.000815"].draft() is None
        assert len(site.procedures["2.000815"].revisions) == 2


def test_files_of_a_folder_that_has_only_procedures_are_not_missed(hcc, catalogue):
    (catalogue / "synonyms.toml").unlink()
    (catalogue / "life_events.toml").unlink()
    status, out, complaints = hcc("import-catalog", catalogue, "--dry-run")
    assert (status, complaints) == (0, [])
    assert "changed=0" in out


OTHER_FILES = """
from pathlib import Path
import hcc.procedures.life_events, hcc.procedures.synonyms_file
for module in (hcc.procedures.life_events, hcc.procedures.synonyms_file):
    module.shipped = lambda name: Path({folder!r})
"""


@pytest.mark.parametrize("what", ["a synonym without meaning", "malformed synonyms", "an event without hint"])
def test_a_server_that_cannot_read_its_own_files_names_the_line_and_does_not_start(var, tmp_path, catalogue, what):
    file, old, new, advice = SLIPS[what]
    line = spoil(catalogue / file, old, new) + (what in ON_THE_NEXT_LINE)
    ini = write_ini(tmp_path / "office.ini", var)
    with Served(ini, broken=OTHER_FILES.format(folder=str(catalogue))).start(ready=False) as server:
        assert server.process.wait(30) == 1
    complaints = server.log.read_text(encoding="utf-8").splitlines()
    assert any(complaint.startswith(f"{file}:{line}: ") and advice in complaint for complaint in complaints)
    assert not any("Traceback" in complaint for complaint in complaints)


@pytest.mark.parametrize("what", ["a code with too few figures", "malformed events", "no such day"])
def test_a_new_office_is_not_filled_from_files_with_a_slip(hcc, tmp_path, catalogue, monkeypatch, what):
    file, old, new, advice = SLIPS[what]
    line = spoil(catalogue / file, old, new)
    monkeypatch.setattr("hcc.shipped.shipped", lambda name: catalogue)
    new_ini = write_ini(tmp_path / "new.ini", tmp_path / "new")
    status, _, complaints = hcc("init", ini=new_ini)
    assert status == 1
    assert any(complaint.startswith(f"{file}:{line}: ") and advice in complaint for complaint in complaints)
    monkeypatch.undo()
    assert hcc("init", ini=new_ini)[0] == 0


@pytest.mark.parametrize("ending", ["xlsx", "csv", "zip"])
def test_one_file_is_written_and_brought_back_by_commands(hcc, tmp_path, ending):
    path = tmp_path / f"danh-muc.{ending}"
    assert hcc("export-catalog", path)[0] == 0
    status, out, complaints = hcc("import-catalog", path, "--dry-run")
    assert (status, complaints) == (0, [])
    assert "new=0 changed=0 unchanged=177" in out


def test_a_slip_in_one_file_is_told_with_table_row_and_column(hcc, tmp_path):
    path = tmp_path / "phi.csv"
    path.write_text("Bảng;Mã thủ tục;Cách tính;Mức thu (đồng)\nPhí, lệ phí;2.000815;Theo lần;vài nghìn\n", "utf-8")
    status, _, complaints = hcc("import-catalog", path)
    assert status == 1
    assert complaints[0].startswith("error: phi.csv:Phí, lệ phí:2:D Mức thu (đồng): “vài nghìn” is not a whole number.")
    path.write_text("Bảng;Mã thủ tục;Cách tính;Mức thu (đồng)\nPhí, lệ phí;2.000815;Theo lần;7000\n", "utf-8")
    status, out, _ = hcc("import-catalog", path)
    assert status == 0
    assert "changed: 2.000815" in out
