"""Settings: a bad value stops the start-up and names itself; the pages printed from code are up to date."""

from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from hcc.cli import main
from hcc.commands.paperwork import settings_page, workflows_page
from hcc.dossiers.workflow import WORKFLOW
from hcc.settings import BadSetting, Settings, is_loopback, read_settings

DOCS = Path(__file__).parents[2] / "docs"
NEEDED = ("agency_code", "office_name", "commune", "province", "authority", "address", "phone")
OFFICE = dict.fromkeys(NEEDED, "x") | {"agency_code": "H44.99"}


def read(environ: dict | None = None, **values: str) -> Settings:
    return read_settings({f"hcc.{k}": v for k, v in {**OFFICE, **values}.items() if v is not None}, environ or {})


def test_what_must_be_given_is_all_that_must():
    assert [f.name for f in fields(Settings) if f.default is MISSING] == list(NEEDED)
    settings = read()
    assert (settings.host, settings.port, settings.demo, settings.https) == ("127.0.0.1", 6543, False, False)


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("missing", [None, "", "   "])
def test_what_is_missing_names_itself(name, missing):
    with pytest.raises(BadSetting, match=rf"^hcc\.{name}: is needed"):
        read(**{name: missing})


BAD = {
    "agency_code": ["h44", "Z01", "H44..1", "H٤٤", "H44" + ".1" * 20],
    "pool_size": ["0", "-1", "eight", "1.5", "", "٨", "99999999999"],
    "cache_size": ["0", "many"],
    "page_cache_mb": ["-1", "much"],
    "threads": ["0", "x"],
    "counters": ["0", "10", "two"],
    "session_idle_minutes": ["0", "half an hour"],
    "session_hours": ["0", "-12"],
    "upload_mb": ["0", "64 MB"],
    "uploads_waiting": ["0", "some"],
    "dossier_papers": ["0", "forty"],
    "dossier_mb": ["0", "500 MB"],
    "official_papers_a_day": ["0", "many"],
    "official_mb_a_day": ["0", "4 GB"],
    "copy_link_days": ["0", "a week"],
    "page_file_mb": ["0", "50 MB"],
    "disk_warn_percent": ["0", "101", "80 %"],
    "disk_bad_percent": ["0", "101", "full"],
    "backup_hours": ["0", "a day"],
    "drill_days": ["0", "a quarter"],
    "password_memory_kib": ["0", "7", "19 MiB"],
    "demo": ["maybe", "2"],
    "one_core": ["maybe", "2"],
    "clerk_registers": ["maybe"],
    "dossier_code_source": ["portal", ""],
    "listen": ["", "6543", ":6543", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:port", "127.0.0.1:٦"],
    "public_url": [
        "anmau.example", "ftp://anmau.example", "https://", "https://anmau.example/path", "https://anmau.example?x=1",
        "https://anmau.example#x", "https://[", "https://anmau.example:port", "https://a@anmau.example", "javascript:x",
    ],
    "var": [""],
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_a_bad_value_names_its_setting(name, value):
    with pytest.raises(BadSetting, match=rf"^hcc\.{name}: "):
        read(**{name: value})


def test_every_number_setting_has_a_bad_value_tried():
    assert {f.name for f in fields(Settings) if f.type in (int, bool)} <= set(BAD)


def test_a_setting_that_is_gone_says_what_took_its_place():
    with pytest.raises(BadSetting, match=r"^hcc\.hours_text: .* office calendar"):
        read(hours_text="Thứ Hai đến thứ Sáu")


def test_a_name_that_is_no_setting_is_refused():
    with pytest.raises(BadSetting, match=r"^hcc\.agencycode: there is no such setting"):
        read(agencycode="H44")
    assert read_settings({**{f"hcc.{k}": v for k, v in OFFICE.items()}, "pyramid.reload_templates": "x"}, {})


@pytest.mark.parametrize("value", ["true", "True", "yes", "on", "1"])
def test_yes(value):
    assert read(demo=value).demo is True


@pytest.mark.parametrize("value", ["false", "No", "off", "0", ""])
def test_no(value):
    assert read(demo=value).demo is False


@pytest.mark.parametrize("listen", ["0.0.0.0:6543", "192.168.1.2:6543", "anmau.example:6543", "[::]:6543"])
def test_the_demo_office_is_only_for_this_machine(listen):
    with pytest.raises(BadSetting, match=r"^hcc\.demo: "):
        read(demo="true", listen=listen)
    assert read(demo="false", listen=listen)


@pytest.mark.parametrize("listen", ["127.0.0.1:6543", "localhost:80", "[::1]:6543", "127.9.9.9:1"])
def test_loopback_addresses(listen):
    assert is_loopback(read(demo="true", listen=listen).host)


def test_a_key_needs_its_passphrase():
    with pytest.raises(BadSetting, match=r"^hcc\.signing_passphrase_file: "):
        read(signing_key="key.p12")
    assert read(signing_key="key.p12", signing_passphrase_file="pass")


def test_a_relative_folder_becomes_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read(var="data").var == tmp_path / "data"
    assert read(var="../data").var == tmp_path.parent / "data"
    assert read().var == tmp_path / "var"
    assert read({"VAR": "elsewhere"}, var="data").var == tmp_path / "elsewhere"
    assert read({"VAR": "/srv/hcc"}).secrets_folder == Path("/srv/hcc/secrets")
    assert read({"VAR": ""}, var="/srv/hcc").var == Path("/srv/hcc")


def test_port_of_the_environment_wins():
    assert read({"PORT": "7000"}).listen == "127.0.0.1:7000"
    assert read({"PORT": "7000"}, listen="[::1]:1").listen == "[::1]:7000"
    assert read({"PORT": ""}, listen="127.0.0.1:1").port == 1
    for port in ("x", "0", "65536", "-1", "7000 "):
        if port.strip() == "7000":
            continue
        with pytest.raises(BadSetting, match=r"^hcc\.listen: "):
            read({"PORT": port})


def test_the_demo_office_is_reached_where_it_listens():
    demo = {"demo": "true", "public_url": "http://127.0.0.1:6543"}
    assert read({"PORT": "7000"}, **demo).public_url == "http://127.0.0.1:7000"
    assert read({}, **demo).public_url == "http://127.0.0.1:6543"
    assert read({"PORT": "7000"}, demo="true").public_url == ""
    assert read({"PORT": "7000"}, public_url="https://anmau.example").public_url == "https://anmau.example"


def test_an_address_ends_without_a_stroke():
    """Or every printed QR code would have two."""
    assert read(public_url="https://anmau.example/").public_url == "https://anmau.example"
    assert read(public_url="https://anmau.example").https is True
    assert read(public_url="http://127.0.0.1:6543").https is False


def test_spaces_around_a_value_do_not_matter():
    assert read(phone="  0210 000 0000 ").phone == "0210 000 0000"


# The pages printed from code


def test_docs_settings_is_up_to_date():
    assert (DOCS / "settings.md").read_text(encoding="utf-8") == settings_page(), "run: hcc settings > docs/settings.md"


def test_docs_workflows_is_up_to_date():
    page = (DOCS / "workflows.md").read_text(encoding="utf-8")
    assert page == workflows_page(), "run: hcc workflows > docs/workflows.md"


def test_the_settings_page_has_every_setting_with_its_default():
    page = settings_page()
    for spec in fields(Settings):
        section = page.split(f"## hcc.{spec.name}\n")[1].split("\n## ")[0]
        assert spec.metadata["doc"] in section
        assert ("must be given" in section) is (spec.default is MISSING)
        if spec.default is True:
            assert "`true`" in section
        elif spec.default not in (MISSING, "", False):
            assert f"`{spec.default}`" in section


def test_the_workflows_page_says_who_may_what():
    page = workflows_page()
    submitted = page.split("### Waiting for reception\n")[1].split("###")[0]
    assert "- Reception (`receiver`) may view, prepare, attach, receive, refuse, request supplement" in submitted
    assert "- To **refuse** makes it *Not received*." in submitted
    assert all(f"`{state}`" in page for state in WORKFLOW.states)
    assert "The official who handles it may view, correct, set dossier code, hand over, attach, appraise" in page
    waiting = page.split("### Waits for review\n")[1].split("###")[0]
    assert "- Whoever may write in this page or folder may view, see the history and retract." in waiting
    assert "- To **publish** makes it *Published page*." in waiting


@pytest.mark.parametrize(("command", "page"), [("settings", settings_page), ("workflows", workflows_page)])
def test_the_commands_print_the_pages(command, page, capsys):
    ini = Path(__file__).parents[2] / "development.ini"
    assert main(["--ini", str(ini), command]) == 0
    assert capsys.readouterr().out == page()
