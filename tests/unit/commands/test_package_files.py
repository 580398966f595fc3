"""What answers for pkg_resources answers as it does."""

import subprocess
import sys

import pkg_resources
import pytest

from hcc.commands import package_files

QUESTIONS = [
    ("hcc", ""),
    ("hcc", "web/static/icons.svg"),
    ("hcc", "web/static"),
    ("hcc", "nothing/here.txt"),
    ("hcc.web", "static/css"),
    ("deform", "templates/form.pt"),
]


@pytest.mark.parametrize(("package", "name"), QUESTIONS)
def test_it_answers_as_the_real_one(package, name):
    for ask in ("resource_filename", "resource_exists", "resource_isdir"):
        assert getattr(package_files, ask)(package, name) == getattr(pkg_resources, ask)(package, name), ask


def test_it_reads_and_lists_as_the_real_one():
    assert package_files.resource_string("hcc", "settings.py") == pkg_resources.resource_string("hcc", "settings.py")
    assert package_files.resource_stream("hcc", "settings.py").read().startswith(b'"""')
    assert package_files.resource_listdir("hcc", "web") == pkg_resources.resource_listdir("hcc", "web")


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/passwd", "web/../../x"])
def test_nothing_outside_the_package_is_named(name):
    with pytest.raises(ValueError, match="not inside the package"):
        package_files.resource_filename("hcc", name)


def test_no_package_no_answer():
    with pytest.raises(ImportError):
        package_files.resource_exists("hcc_of_nobody", "x")


IN_ITS_PLACE = """
import sys, warnings

from hcc.commands import package_files
package_files.answer_for_it()
import pkg_resources
assert pkg_resources is package_files and "packaging" not in sys.modules
from pyramid.config import Configurator
config = Configurator()
config.override_asset("hcc:templates/", sys.argv[1] + "/")
config.commit()
config.begin()
print(pkg_resources.resource_string("hcc", "templates/one.txt").decode())
assert not pkg_resources.resource_exists("hcc", "templates/two.txt")
warnings.simplefilter("ignore")
assert pkg_resources.parse_version("2") > pkg_resources.parse_version("1.9"), "the real one was not asked"
import pkg_resources as real
assert real is not package_files and real.resource_exists("hcc", "settings.py")
print(real.resource_string("hcc", "templates/one.txt").decode())
"""


def test_what_pyramid_lays_over_a_package_is_seen_and_the_real_one_takes_over(tmp_path):
    (tmp_path / "one.txt").write_text("laid over")
    code = [sys.executable, "-c", IN_ITS_PLACE, str(tmp_path)]
    done = subprocess.run(code, capture_output=True, text=True, check=False)
    assert done.stdout.split("\n") == ["laid over", "laid over", ""], done.stderr
