"""What an office decided, carried to another as plain files: all of it comes, nothing of there is written over."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import office_decisions as decided
from faults.objects import changed_site, site_of
from faults.served import write_ini
from hcc.cli import main
from hcc.core.act import Act
from hcc.settings import read_settings
from hcc.site.verification import verify_site
from office import MONDAY, ini_values

pytestmark = pytest.mark.usefixtures("on_thursday")
LATER = Act("khac", MONDAY + timedelta(days=1))


class Place:
    """An installation of the office, and its commands."""

    def __init__(self, var: Path, capsys) -> None:
        self.var, self.capsys = var, capsys
        self.ini = write_ini(var.parent / f"{var.name}.ini", var)

    def hcc(self, *arguments: object) -> tuple[int, str, str]:
        self.capsys.readouterr()
        status = main(["--ini", str(self.ini), *map(str, arguments)])
        return status, *self.capsys.readouterr()

    def export(self, folder: Path) -> dict[str, bytes]:
        assert self.hcc("export-site", folder)[0] == 0
        files = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    def faults(self) -> list[str]:
        settings = read_settings(ini_values(self.var), environ={})
        with site_of(self.var) as site:
            return [fault for check in verify_site(site, settings) for fault in check.faults]


@pytest.fixture(scope="module")
def settings(filled):
    return read_settings(ini_values(filled), environ={})


@pytest.fixture(scope="module")
def worked(filled, settings, tmp_path_factory) -> Path:
    """The folder of an office that has decided everything."""
    var = Path(shutil.copytree(filled, tmp_path_factory.mktemp("there") / "var"))
    space = tmp_path_factory.mktemp("space")
    with changed_site(var) as site:
        decided.decide_everything(site, settings, space)
    return var


@pytest.fixture
def there(worked, capsys) -> Place:
    return Place(worked, capsys)


@pytest.fixture
def here(filled, tmp_path, capsys) -> Place:
    return Place(Path(shutil.copytree(filled, tmp_path / "var")), capsys)


def test_everything_an_office_decided_comes_back_in_a_fresh_one(there, here, tmp_path):
    first = there.export(tmp_path / "first")
    assert {
        "office/calendar.toml",
        "office/symbols.toml",
        "office/council_fees.toml",
        "office/contract_fees.toml",
        "office/boards.toml",
        "office/sheets/0001.toml",
        "office/asked.toml",
        "office/units.toml",
        "office/settings.toml",
        f"office/processes/{decided.WITH_PROCESS}.toml",
        "office/decisions/0001/decision.toml",
        f"office/texts/{decided.PUBLISHED}/0002.toml",
    } <= first.keys()
    readme = first["README.txt"].decode()
    folders = {path.split("/")[1] for path in first if path.startswith("office/")}
    assert all(name in readme for name in folders), "each file and folder is explained"
    with changed_site(here.var) as site:
        text = site.procedures[decided.COUNCIL].revisions[1]
        text.made_at = text.approved_at = text.made_at + timedelta(days=2)  # `hcc init` ran on another day here
        book = site.procedures[decided.PUBLISHED].processes
        days = {"made_at": LATER.at, "approved_at": LATER.at, "effective_from": LATER.at.date()}
        book.versions = tuple(replace(one, **days) for one in book.versions)
    before = (here.var / "Data.fs").read_bytes()
    status, said, complaints = here.hcc("import-site", tmp_path / "first", "--dry-run")
    assert (complaints, status) == ("", 0)
    for line in (
        "new: calendar: sessions from 2027-01-04",
        "changed: calendar: 2026-01-02",
        "new: symbol: apology",
        "new: unit: Phòng Việc mới",
        "new: board Bảng “tin” ở sảnh: 3 sheets",
        "new: board Nhà cũ: 1 sheets",
        f"new: asked: end of {decided.DRAFTED}",
        f"new: asked: taking back of text 2 of {decided.PUBLISHED}",
        f"new: texts of {decided.PUBLISHED}: 1 further",
        f"changed: texts of {decided.COUNCIL}",
        f"changed: internal process {decided.PUBLISHED}: 1 versions, with their days",
        f"new: internal process {decided.WITH_PROCESS}: 2 versions",
        "new: decision 1843/QĐ-UBND",
        "conflict=0",
    ):
        assert line in said
    assert (here.var / "Data.fs").read_bytes() == before, "a dry run changes nothing"
    assert here.hcc("import-site", tmp_path / "first")[0] == 0
    again = here.export(tmp_path / "again")
    assert {name for name in first.keys() | again.keys() if first.get(name) != again.get(name)} == set()
    assert here.faults() == []
    with site_of(here.var) as site:
        assert site.procedures[decided.PUBLISHED].upcoming(decided.TODAY).number == 2
        assert site.procedures.announcements.get(1).paper.pages == 1
        hanging = [(one.code, one.kind.value, one.revision) for one in site.procedures.hangings]
        assert hanging == [(decided.COUNCIL, "sheet", 1), (decided.PUBLISHED, "poster-a3", 2)]
        step = site.procedures[decided.WITH_PROCESS].processes.versions[0].process.step(2)
        assert site.accounts.unit(step.unit).name == "Phòng Việc mới"
    status, said, _ = here.hcc("import-site", tmp_path / "first")
    assert "new=0 changed=0" in said
    assert "conflict=0" in said


def test_what_was_decided_otherwise_here_is_listed_and_never_written_over_unasked(there, here, settings, tmp_path):
    folder = tmp_path / "there"
    there.export(folder)
    with changed_site(here.var) as site:
        decided.set_symbol(
            site.dossiers, kind="apology", symbol="KHAC-UBND", first=decided.TODAY, settings=settings,
            act=decided.ADMINISTRATOR,
        )  # fmt: skip
        decided.set_days(
            site.calendar_book, first=decided.date(2027, 2, 1), rule=decided.DayRule(False, "Nghỉ khác"), act=LATER
        )
        decided.set_hamlets(site.dossiers, hamlets=[decided.Hamlet("Xóm Khác")], act=LATER)
    mine = here.export(tmp_path / "mine")
    before = (here.var / "Data.fs").read_bytes()
    status, said, complaints = here.hcc("import-site", folder)
    assert status == 1
    for line in ("symbol: apology from 2026-11-23: XL-UBND, here KHAC-UBND", "calendar: 2027-02-01", "hamlets"):
        assert f"conflict: {line}" in said
    assert "--on-conflict keep" in complaints
    assert (here.var / "Data.fs").read_bytes() == before
    assert here.hcc("import-site", folder, "--on-conflict", "keep")[0] == 0
    kept = here.export(tmp_path / "kept")
    assert kept["office/symbols.toml"] == mine["office/symbols.toml"]
    assert kept["catalog/hamlets.toml"] == mine["catalog/hamlets.toml"]
    assert "Nghỉ khác".encode() in kept["office/calendar.toml"]
    assert b"2027-01-04" in kept["office/calendar.toml"], "what nobody decided here comes in"
    assert here.hcc("import-site", folder, "--on-conflict", "take")[0] == 0
    taken = here.export(tmp_path / "taken")
    for name in ("office/symbols.toml", "office/calendar.toml", "catalog/hamlets.toml"):
        assert taken[name] == (folder / name).read_bytes()
    assert here.faults() == []
