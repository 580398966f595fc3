"""Starting: what is read before the first page, and that a command reads what it needs only."""

import argparse
import gc
import shutil
import subprocess
import sys
import weakref

import pytest

from faults.served import clean_environment, write_ini
from hcc.cli import PARTS, parser
from hcc.shipped import shipped
from office import ROOT, Office

ALL = sorted(name for names in PARTS.values() for name in names)


def commands_of(made: argparse.ArgumentParser) -> set[str]:
    (found,) = [action for action in made._actions if isinstance(action, argparse._SubParsersAction)]
    return set(found.choices)


def ran(code: str, *arguments: object, **environment: str) -> str:
    """What Python code prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_names_every_command():
    assert commands_of(parser()) == set(ALL)
    assert commands_of(parser(["--help"])) == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_command_is_found_where_the_table_says(name):
    assert name in commands_of(parser(["--ini", "some.ini", name]))


def test_a_command_does_not_load_the_others():
    loaded = ran("import sys; from hcc.cli import parser; parser(['serve']); print(*sys.modules)").split()
    assert "hcc.commands.running" in loaded
    assert not {f"hcc.commands.{part}" for part in PARTS if part != "running"} & set(loaded)


def test_the_collector_is_as_it_was_after_a_command():
    code = "import gc; from hcc.cli import main; assert main(['settings']) == 0; assert gc.isenabled()"
    ran(code, HCC_INI=str(ROOT / "development.ini"))


WAITS = (
    "cryptography",
    "pyhanko",
    "asn1crypto",
    "pikepdf",
    "typst",
    "fontTools",
    "segno",
    "whoosh.index",
    "holidays",
    "msgspec",
    "hcc.children",
    "hcc.printing",
    "PIL",
    "zxcvbn",
    "packaging",
    "plaster",
    "colander",
    "deform",
    "hcc.dossiers.resources",
    "hcc.dossiers.views",
    "hcc.desks.desk_views",
    "hcc.certifications.resources",
    "hcc.certifications.views",
    "hcc.admin.views",
    "hcc.api",
)
"""Modules that wait for the first page that needs them."""
FIRST_PAGE = """
import sys
import weakref
from pathlib import Path
from hcc import cli
from hcc.commands.package_files import answer_for_it
answer_for_it()
from hcc.commands.ini import application_of
from hcc.web import late
late.AT_THE_LATEST = 3600
with late.postponing():
    application = application_of(Path(sys.argv[1]))._router
from webob import Request
answer = Request.blank("/").get_response(application)
assert answer.status_int == 200 and "</html>" in answer.text
style = next(part for part in answer.text.split('"') if part.endswith(".css"))
assert Request.blank(style).get_response(application).status_int == 200
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded_for_the_first_page(filled, tmp_path_factory) -> set[str]:
    """The modules of a process that has served the front page and a style sheet, in a database that is searched."""
    folder = tmp_path_factory.mktemp("starting")
    ini = write_ini(folder / "office.ini", shutil.copytree(filled, folder / "var"))
    ran(FIRST_PAGE, ini)  # makes the search index
    return set(ran(FIRST_PAGE, ini).split())


@pytest.mark.parametrize("package", WAITS)
def test_the_first_page_does_not_wait_for(package, loaded_for_the_first_page):
    """Import it in the function that needs it, or in what is put in place later (hcc.LATER)."""
    assert "hcc.portal.views.home" in loaded_for_the_first_page
    assert package not in loaded_for_the_first_page


def test_the_first_page_reads_no_macros_of_other_pages(loaded_for_the_first_page):
    templates = {name.rpartition("_")[0] for name in loaded_for_the_first_page}
    assert "home" in templates
    assert not templates & {path.stem for path in (shipped("templates") / "macros").glob("*.pt")}


DECODERS = ("PIL", "pikepdf", "pypdfium2", "openpyxl", "typst")
"""Libraries that read what strangers send, or write what a child writes."""
EVERY_VIEW = """
import sys
import weakref
from pathlib import Path
from hcc.commands.ini import application_of
application_of(Path(sys.argv[1]))
print(*sys.modules)
"""


def test_a_server_with_every_view_in_place_holds_no_library_that_its_children_use(filled, tmp_path):
    ini = write_ini(tmp_path / "office.ini", shutil.copytree(filled, tmp_path / "var"))
    loaded = ran(EVERY_VIEW, ini).split()
    assert "hcc.content.picture_jobs" in loaded
    assert not set(loaded) & {*DECODERS}


def test_an_office_that_is_closed_is_let_go(filled, tmp_path):
    """Whatever kept it would keep each that the tests open, and every collecting of garbage would walk over all."""
    office = Office(tmp_path / "var", filled)
    office.as_().get("/thu-tuc", status=200)
    left = weakref.ref(office.registry)
    office.close()
    del office
    gc.collect()
    assert left() is None
