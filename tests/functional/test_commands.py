"""The command line, as the administrator of the server uses it."""

import difflib
import io
import re
import shutil
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from faults.objects import changed_site, site_of
from faults.served import Served, run_hcc, write_ini
from hcc.accounts.operations.officials import disable_official
from hcc.cli import main
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.evolution import Step
from hcc.core.roles import Role
from hcc.shipped import shipped
from hcc.site import evolution, start
from hcc.storage.upkeep import BACKED_UP, DRILLED, last_noted
from office import Office, sample_pdf

CODE = "2.000884"


@pytest.fixture
def var(filled, tmp_path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "var"))


@pytest.fixture
def hcc(var, tmp_path, capsys, monkeypatch):
    """Run one command in this process; answers status, output and complaints."""
    ini = write_ini(tmp_path / "office.ini", var)

    def run(*arguments: object, typed: str = "", ini: Path = ini) -> tuple[int, str, str]:
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = main(["--ini", str(ini), *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run


@pytest.fixture
def catalogue(tmp_path) -> Path:
    """A copy of the shipped catalogue, to be changed."""
    return Path(shutil.copytree(shipped("catalog"), tmp_path / "catalog"))


def edit(catalogue: Path, old: str, new: str, code: str = CODE) -> int:
    """Change the one place of `old` in a file; answers its line."""
    path = catalogue / "procedures" / f"{code}.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def digest(var: Path) -> bytes:
    return (var / "Data.fs").read_bytes()


@contextmanager
def open_office(var: Path):
    """The application on this database, for as long as no command writes to it."""
    nothing = var.parent / "nothing"
    nothing.mkdir(exist_ok=True)
    office = Office(var, nothing)
    try:
        yield office
    finally:
        office.close()


# init


def test_init_twice_keeps_what_is_there(tmp_path, hcc):
    ini = write_ini(tmp_path / "new.ini", tmp_path / "new")
    status, out, _ = hcc("init", ini=ini)
    assert status == 0
    assert re.search(r"holds \d{3} procedures", out)
    with changed_site(tmp_path / "new") as site:
        site.accounts["tiepnhan"].job_title = "Quầy 9"
        disable_official(site.accounts["xuly"], act=Act("quantri", datetime.now(UTC)))
        chain = site.procedures.chain.head
    assert hcc("init", ini=ini)[0] == 0
    with site_of(tmp_path / "new") as site:
        assert site.accounts["tiepnhan"].job_title == "Quầy 9"
        assert site.accounts["xuly"].disabled
        assert site.procedures.chain.head == chain
    assert hcc("verify", ini=ini)[0] == 0


def test_init_makes_no_demo_people_where_it_is_not_a_demo(tmp_path, hcc):
    ini = write_ini(tmp_path / "new.ini", tmp_path / "new", demo="false")
    assert hcc("init", ini=ini)[0] == 0
    with site_of(tmp_path / "new") as site:
        assert list(site.accounts) == []
        assert len(list(site.procedures)) > 100


# The catalogue


def test_a_dry_run_tells_and_changes_nothing(hcc, var, catalogue):
    before = digest(var)
    status, out, _ = hcc("import-catalog", catalogue, "--dry-run")
    assert status == 0
    assert re.search(r"new=0 changed=0 unchanged=\d{3} errors=0", out)
    edit(catalogue, "amount = 10000", "amount = 12000")
    (catalogue / "procedures" / "1.004873.toml").rename(catalogue / "procedures" / "9.999999.toml")
    edit(catalogue, 'code = "1.004873"', 'code = "9.999999"', "9.999999")
    status, out, _ = hcc("import-catalog", catalogue, "--dry-run")
    assert status == 0
    assert "new: 9.999999\n" in out
    assert f"changed: {CODE}\n" in out
    assert "new=1 changed=1" in out
    assert "nothing was changed" in out
    assert digest(var) == before


def test_an_import_makes_drafts_and_with_publish_the_text_in_force(hcc, var, catalogue):
    edit(catalogue, "amount = 10000", "amount = 12000")
    assert hcc("import-catalog", catalogue)[0] == 0
    with site_of(var) as site:
        procedure = site.procedures[CODE]
        assert procedure.draft().record.fees[0].amount == 12_000
        assert procedure.revisions[1].record.fees[0].amount == 10_000
    # Somebody's draft is in the way of another text; nothing at all is brought in.
    edit(catalogue, "amount = 12000", "amount = 15000")
    edit(catalogue, "required = false", "required = true", "2.000815")
    before = digest(var)
    status, _, err = hcc("import-catalog", catalogue, "--publish")
    assert status == 1
    assert f"{CODE}: somebody is writing a draft" in err
    assert digest(var) == before


def test_a_published_import_is_what_citizens_see(hcc, var, catalogue, filled):
    edit(catalogue, "amount = 10000", "amount = 12000")
    status, out, _ = hcc("import-catalog", catalogue, "--publish")
    assert status == 0
    assert "changed=1" in out
    assert "changed=0" in hcc("import-catalog", catalogue, "--publish")[1]
    with open_office(var) as office:
        office.now = datetime.now(LOCAL)
        assert "12.000" in office.as_().get(f"/thu-tuc/{CODE}").text


FAULTY = {
    "malformed TOML": ("amount = 10000", "amount = = 10000"),
    "an unknown key": ("amount = 10000", "amuont = 10000"),
    "an unknown field of work": ('field = "chung-thuc"', 'field = "chung-thuk"'),
    "not a number": ("amount = 10000", 'amount = "mười nghìn"'),
    "an unknown unit": ('unit = "same_day"', 'unit = "fortnight"'),
}


@pytest.mark.parametrize("what", FAULTY)
def test_a_faulty_file_is_named_with_its_line_and_nothing_is_changed(hcc, var, catalogue, what):
    line = edit(catalogue, *FAULTY[what])
    edit(catalogue, "required = false", "required = true", "2.000815")
    before = digest(var)
    status, out, err = hcc("import-catalog", catalogue, "--publish")
    assert status == 1
    assert f"error: procedures/{CODE}.toml:{line}: " in err
    assert "${" not in err
    assert "Nothing was changed" in err
    assert "errors=0" not in out
    assert digest(var) == before


def test_a_code_that_stands_in_two_files_is_refused(hcc, var, catalogue):
    folder = catalogue / "procedures"
    shutil.copy(folder / f"{CODE}.toml", folder / "2.000999.toml")
    before = digest(var)
    status, _, err = hcc("import-catalog", catalogue, "--publish")
    assert status == 1
    assert "procedures/2.000999.toml:1: " in err
    assert CODE in err
    assert digest(var) == before


def test_a_folder_that_is_no_catalogue_is_refused(hcc, var, tmp_path):
    before = digest(var)
    assert hcc("import-catalog", tmp_path / "nowhere", "--publish")[0] == 1
    assert digest(var) == before


def exported(hcc, folder: Path) -> dict[str, bytes]:
    assert hcc("export-catalog", folder)[0] == 0
    return {path.name: path.read_bytes() for path in (folder / "procedures").iterdir()}


def test_what_was_not_touched_is_exported_as_it_was_shipped(hcc, tmp_path):
    files = exported(hcc, tmp_path / "out")
    assert files == {path.name: path.read_bytes() for path in (shipped("catalog") / "procedures").iterdir()}
    assert exported(hcc, tmp_path / "out") == files


def test_an_export_has_every_list_an_import_reads_and_goes_in_again(hcc, tmp_path):
    assert hcc("export-catalog", tmp_path / "out")[0] == 0
    lists = {path.name for path in shipped("catalog").glob("*.toml")}
    assert {path.name for path in (tmp_path / "out").glob("*.toml")} == lists
    status, out, err = hcc("import-catalog", tmp_path / "out", "--publish")
    assert (status, err) == (0, "")
    assert out.splitlines()[0].startswith("new=0 changed=0 ")
    (tmp_path / "out" / "fields.toml").unlink()
    assert hcc("import-catalog", tmp_path / "out", "--dry-run")[0] == 1


def test_a_form_comes_in_with_the_catalogue_and_goes_out_byte_for_byte(hcc, var, catalogue, tmp_path):
    form, digested = sample_pdf(), digest(var)
    line = edit(catalogue, 'name = "Bản dịch tiếng Việt"', 'name = "Bản dịch"\nform_file = "mau-01.pdf"') + 1
    status, _, err = hcc("import-catalog", catalogue)
    assert status == 1
    assert f"procedures/{CODE}.toml:{line}: " in err
    assert "mau-01.pdf" in err
    assert digest(var) == digested
    (catalogue / "forms").mkdir(exist_ok=True)
    (catalogue / "forms" / "mau-01.pdf").write_bytes(form)
    assert "form: mau-01.pdf\n" in hcc("import-catalog", catalogue, "--publish")[1]
    with open_office(var) as office:
        office.now = datetime.now(LOCAL)
        assert office.as_().get(f"/thu-tuc/{CODE}/bieu-mau/mau-01.pdf").body == form
    assert hcc("export-catalog", tmp_path / "out")[0] == 0
    assert (tmp_path / "out" / "forms" / "mau-01.pdf").read_bytes() == form
    assert "new=0 changed=0" in hcc("import-catalog", tmp_path / "out", "--dry-run")[1]
    (blob,) = [path for path in (var / "blobs").rglob("*.blob") if path.read_bytes() == form]
    blob.chmod(0o600)
    blob.write_bytes(form[:-1])
    status, _, err = hcc("verify")
    assert status == 1
    assert "form mau-01.pdf" in err


def test_one_fee_changed_on_the_screen_is_one_line_of_the_export(hcc, var, tmp_path):
    before = exported(hcc, tmp_path / "before")
    with open_office(var) as office:
        admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
        form = admin.get(f"/thu-tuc/{CODE}/edit").forms["form"]
        form.get("amount", 0).value = "12000"
        form.submit(status=303)
        admin.get(f"/thu-tuc/{CODE}/publish").forms["form"].submit(status=303)
    after = exported(hcc, tmp_path / "after")
    assert {name for name in after if after[name] != before[name]} == {f"{CODE}.toml"}
    old, new = (files[f"{CODE}.toml"].decode().splitlines() for files in (before, after))
    changed = [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if line[:2] not in ("--", "++", "@@")]
    assert changed == ["-amount = 10000", "+amount = 12000"]
    # And back in again: the database already holds it.
    assert "changed=0" in hcc("import-catalog", tmp_path / "after", "--dry-run")[1]


# Officials


def test_an_official_comes_changes_and_goes(hcc, var):
    added = ["user", "add", "nguoimoi", "--name", "Người Mới", "--job-title", "Quầy 5", "--role", "receiver"]
    status, out, _ = hcc(*added, "--password-stdin", typed="ba con thuyền giấy\n")
    assert (status, out) == (0, "nguoimoi was added.\n")
    status, _, err = hcc(*added, "--password-stdin", typed="ba con thuyền giấy\n")
    assert status == 1
    assert "nguoimoi" in err
    assert hcc("user", "add", "ngan", "--name", "Ngắn", "--password-stdin", typed="ngắn\n")[0] == 1
    assert hcc("user", "add", "Có Dấu", "--name", "X", "--password-stdin", typed="ba con thuyền giấy\n")[0] == 1
    assert "nguoimoi: Người Mới, Quầy 5: receiver\n" in hcc("user", "list")[1]

    def signs_in(password: str) -> bool:
        with open_office(var) as office:
            return office.as_().sign_in("nguoimoi", password, status="*").status_code == 303

    assert signs_in("ba con thuyền giấy")
    assert not signs_in("mật khẩu khác hẳn")
    assert hcc("user", "roles", "nguoimoi", "handler", "certifier")[0] == 0
    assert "nguoimoi: Người Mới, Quầy 5: certifier, handler\n" in hcc("user", "list")[1]
    assert hcc("user", "roles", "nguoimoi") == (0, "nguoimoi now is: nothing.\n", "")
    assert hcc("user", "disable", "nguoimoi")[0] == 0
    assert "nguoimoi (disabled)" in hcc("user", "list")[1]
    assert not signs_in("ba con thuyền giấy")
    assert hcc("user", "reset", "nguoimoi", "--password-stdin", typed="mật khẩu mới hơn\n")[0] == 0
    assert signs_in("mật khẩu mới hơn")
    assert not signs_in("ba con thuyền giấy")
    for command in (("roles", "aidó"), ("disable", "aidó"), ("reset", "aidó", "--password-stdin")):
        status, _, err = hcc("user", *command, typed="ba con thuyền giấy\n")
        assert status == 1
        assert "aidó" in err
    with site_of(var) as site:
        acts = [record.what for record in site.accounts["nguoimoi"].chain if record.by == "command line"]
        assert acts == ["added", "roles changed", "roles changed", "disabled", "password reset"]
    assert hcc("verify")[0] == 0


def test_a_role_nobody_knows_is_refused(hcc, capsys):
    with pytest.raises(SystemExit) as ended:
        hcc("user", "roles", "xuly", "king")
    assert ended.value.code == 2
    assert "king" in capsys.readouterr().err


# Settings


def test_the_settings_file_is_chosen_by_option_then_environment_then_folder(var, tmp_path, monkeypatch, capsys):
    for name in ("one", "two", "three"):
        shutil.copytree(var, tmp_path / name)
        with changed_site(tmp_path / name) as site:
            site.accounts["xuly"].name = f"Của {name}"
        write_ini(tmp_path / f"{name}.ini", tmp_path / name)
    (tmp_path / "three.ini").rename(tmp_path / "development.ini")
    monkeypatch.chdir(tmp_path)

    def owner(*arguments: str) -> str:
        assert main([*arguments, "user", "list"]) == 0
        return re.search(r"xuly: Của (\w+)", capsys.readouterr().out)[1]

    assert owner() == "three"
    monkeypatch.setenv("HCC_INI", str(tmp_path / "two.ini"))
    assert owner() == "two"
    assert owner("--ini", "one.ini") == "one"
    monkeypatch.setenv("VAR", str(tmp_path / "three"))
    assert owner("--ini", "one.ini") == "three"
    monkeypatch.delenv("VAR")
    monkeypatch.setenv("HCC_INI", str(tmp_path / "nowhere.ini"))
    assert main(["user", "list"]) == 1
    assert "nowhere.ini" in capsys.readouterr().err


BAD = {
    "agency_code": "somewhere",
    "listen": "127.0.0.1",
    "threads": "none",
    "pool_size": "0",
    "demo": "perhaps",
    "public_url": "anmau.example",
    "signing_key": "key.p12",
    "colour": "green",
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["serve", "init"])
def test_a_bad_setting_stops_the_start_and_names_itself(hcc, var, tmp_path, name, command):
    before = digest(var)
    status, out, err = hcc(command, ini=write_ini(tmp_path / "bad.ini", var, **{name: BAD[name]}))
    assert (status, out) == (1, "")
    assert f"hcc.{'signing_passphrase_file' if name == 'signing_key' else name}: " in err
    assert digest(var) == before


@pytest.mark.parametrize("listen", ["0.0.0.0:6543", "192.0.2.7:6543", "[::]:6543", "an-mau.example:80"])
def test_the_demo_office_is_never_served_to_others(hcc, var, tmp_path, listen, monkeypatch):
    status, _, err = hcc("serve", ini=write_ini(tmp_path / "open.ini", var, listen=listen))
    assert status == 1
    assert "hcc.demo: " in err
    monkeypatch.setenv("PORT", "7000")
    assert hcc("serve", ini=write_ini(tmp_path / "open.ini", var, listen=listen))[0] == 1


def test_the_port_of_the_environment_is_served(tmp_path, var):
    ini = write_ini(tmp_path / "office.ini", var, listen="127.0.0.1:9")
    with Served(ini) as server:
        assert server.browser().get("/healthz").status == 200
        assert f"http://127.0.0.1:{server.port}" in server.log.read_text()


# Beside a running server


@pytest.fixture(scope="module")
def running(filled, tmp_path_factory):
    folder = tmp_path_factory.mktemp("running")
    var = shutil.copytree(filled, folder / "var")
    with Served(write_ini(folder / "office.ini", var)) as server:
        server.var = var
        yield server


WRITING = [
    ("init",),
    ("evolve",),
    ("import-catalog",),
    ("import-catalog", "--publish"),
    ("pack",),
    ("user", "roles", "xuly", "handler"),
    ("user", "disable", "xuly"),
    ("serve",),
]


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_writing_command_refuses_at_once_beside_a_server(hcc, running, monkeypatch, command):
    before = digest(running.var)
    monkeypatch.setattr(time, "sleep", lambda seconds: pytest.fail("it waits for the server to end"))
    status, out, err = hcc(*command, ini=running.ini)
    assert (status, out) == (1, "")
    assert f"process {running.process.pid}" in err
    assert digest(running.var) == before


def test_a_reading_command_works_beside_a_server(hcc, running, tmp_path):
    assert hcc("user", "list", ini=running.ini)[0] == 0
    assert hcc("verify", ini=running.ini)[0] == 0
    assert hcc("import-catalog", "--dry-run", ini=running.ini)[0] == 0
    assert hcc("export-catalog", tmp_path / "out", ini=running.ini)[0] == 0
    assert hcc("backup", tmp_path / "kept", ini=running.ini)[0] == 0
    assert running.browser(Role.GREETER).get("/ban-lam-viec/tiep-don").status == 200


def test_a_refusal_takes_no_longer_as_a_process_of_its_own(running):
    began = time.monotonic()
    done = run_hcc("--ini", running.ini, "user", "disable", "xuly")
    assert done.returncode == 1
    assert str(running.process.pid) in done.stderr
    assert time.monotonic() - began < 10


# Databases that are not ready


NEED_A_DATABASE = [
    ("user", "disable", "xuly"),
    ("import-catalog",),
    ("pack",),
    ("evolve",),
    ("verify",),
    ("user", "list"),
]


@pytest.mark.parametrize("command", NEED_A_DATABASE, ids=" ".join)
def test_without_a_database_a_command_makes_none(hcc, tmp_path, command):
    ini = write_ini(tmp_path / "none.ini", tmp_path / "none")
    status, out, err = hcc(*command, ini=ini)
    assert (status, out) == (1, "")
    assert "hcc init" in err
    assert not (tmp_path / "none" / "Data.fs").exists()


def test_backing_up_nothing_is_refused(hcc, tmp_path):
    status, _, err = hcc("backup", tmp_path / "kept", ini=write_ini(tmp_path / "none.ini", tmp_path / "none"))
    assert status == 1
    assert "no database" in err
    assert not (tmp_path / "kept").exists()


def test_a_waiting_step_stops_everything_but_evolve(hcc, var, monkeypatch):
    def rename_desks(site) -> None:
        site.accounts["tiepnhan"].job_title = "Quầy một"

    steps = (*evolution.STEPS, Step("rename desks", rename_desks))
    monkeypatch.setattr(evolution, "STEPS", steps)
    monkeypatch.setattr(start, "STEPS", steps)
    for command in (("serve",), ("user", "list"), ("user", "disable", "xuly"), ("verify",), ("import-catalog",)):
        status, _, err = hcc(*command)
        assert status == 1
        assert "hcc evolve" in err
        assert "rename desks" in err
    assert hcc("evolve") == (0, "Steps taken: rename desks.\n", "")
    assert hcc("evolve")[1] == "Nothing to do.\n"
    with site_of(var) as site:
        assert site.accounts["tiepnhan"].job_title == "Quầy một"
        assert site.evolution[-1] == "rename desks"
    assert hcc("user", "list")[0] == 0


def test_a_step_that_breaks_leaves_the_database_as_it_was(hcc, var, monkeypatch):
    def half(site) -> None:
        site.accounts["tiepnhan"].job_title = "Quầy một"
        raise OSError("the step broke")

    steps = (*evolution.STEPS, Step("half", half))
    monkeypatch.setattr(evolution, "STEPS", steps)
    monkeypatch.setattr(start, "STEPS", steps)
    before = digest(var)
    assert hcc("evolve")[0] == 1
    assert digest(var) == before


def test_pack_keeps_everything_that_is_current(hcc, var, tmp_path):
    with changed_site(var) as site:
        site.accounts["xuly"].job_title = "Một"
    with changed_site(var) as site:
        site.accounts["xuly"].job_title = "Hai"
    size = (var / "Data.fs").stat().st_size
    assert hcc("pack", "--days", "0")[0] == 0
    assert (var / "Data.fs").stat().st_size < size
    with site_of(var) as site:
        assert site.accounts["xuly"].job_title == "Hai"
    assert hcc("verify")[0] == 0


def test_a_drill_brings_the_backup_back_aside_and_is_noted(hcc, var, tmp_path):
    assert hcc("backup", tmp_path / "kept")[0] == 0
    before = sorted(path.relative_to(var) for path in var.rglob("*") if path.is_file())
    status, out, _ = hcc("restore", "--check", tmp_path / "kept")
    assert (status, out.splitlines()[-1].endswith("papers, 0 faults.")) == (0, True)
    assert last_noted(var, DRILLED)["faults"] == 0
    assert last_noted(var, BACKED_UP)
    after = {path.relative_to(var) for path in var.rglob("*") if path.is_file()}
    assert after - set(before) == set(), "the office is as it was, but for the note"


def test_a_drill_with_a_damaged_backup_fails_and_says_so(hcc, var, tmp_path):
    assert hcc("backup", tmp_path / "kept")[0] == 0
    files = [path for path in (tmp_path / "kept").rglob("*") if path.is_file()]
    data = max(files, key=lambda path: path.stat().st_size)
    kept = bytearray(data.read_bytes())
    kept[len(kept) // 2] ^= 0xFF
    data.write_bytes(kept)
    assert hcc("restore", "--check", tmp_path / "kept")[0] != 0
    drill = last_noted(var, DRILLED)
    assert drill is None or drill["faults"]
