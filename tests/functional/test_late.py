"""The first page is served before the program is whole; nothing else is, and whole it is the same program."""

import shutil
import subprocess
import sys
import threading
from io import BytesIO

import pytest

import hcc
from hcc.web import late
from hcc.web.late import Whole, postponing
from office import Office, ini_values

CATEGORIES = ["routes", "subscribers", "tweens", "view derivers", "view predicates"]


def asked(path: str, **more: str) -> dict:
    return {"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.input": BytesIO(), **more}


class Half:
    """Stands for the router: says whether the program was whole when it was asked."""

    registry = None

    def __init__(self) -> None:
        self.finished = threading.Event()
        self.begun = 0

    def finish(self) -> None:
        self.begun += 1
        self.finished.set()

    def __call__(self, environ, start_response):
        return [b"whole" if self.finished.is_set() else b"half"]


@pytest.fixture
def half(monkeypatch):
    monkeypatch.setattr(late, "AT_THE_LATEST", 3600)
    return Half()


@pytest.mark.parametrize("path", ["/", "/healthz", "/static/0/css/public.css"])
def test_the_first_pages_do_not_wait(half, path):
    assert Whole(half, half.finish)(asked(path), None) == [b"half"]


@pytest.mark.parametrize(
    "request_",
    [
        asked("/thu-tuc"),
        asked("/quan-tri"),
        asked("/static"),
        asked("//"),
        asked("/", HTTP_COOKIE="session=1"),
        {**asked("/"), "REQUEST_METHOD": "POST"},
        {**asked("/healthz"), "REQUEST_METHOD": "OPTIONS"},
    ],
    ids=lambda environ: f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}",
)
def test_everything_else_is_answered_by_the_whole_program(half, request_):
    whole = Whole(half, half.finish)
    assert whole(request_, None) == [b"whole"]
    assert whole(asked("/"), None) == [b"whole"]
    assert half.begun == 1


def test_after_the_first_page_it_is_made_whole_though_nobody_asks(half):
    Whole(half, half.finish)(asked("/"), None)
    assert half.finished.wait(30)


def test_the_files_of_the_first_page_are_served_before_it_is_made_whole(half, monkeypatch):
    monkeypatch.setattr(late, "A_MOMENT", 3600)
    whole = Whole(half, half.finish)
    for path in ("/", "/static/0/css/public.css", "/static/0/icons.svg"):
        assert whole(asked(path), None) == [b"half"]
    assert half.begun == 0


def test_signs_of_life_alone_do_not_begin_it_but_time_does(monkeypatch):
    half = Half()
    monkeypatch.setattr(late, "AT_THE_LATEST", 3600)
    Whole(half, half.finish)(asked("/healthz"), None)
    assert not half.finished.wait(0.2)
    monkeypatch.setattr(late, "AT_THE_LATEST", 0.01)
    Whole(half, half.finish)
    assert half.finished.wait(30)


def test_many_who_come_at_once_wait_for_one_making(half):
    going = threading.Event()

    def slowly():
        going.wait(30)
        half.finish()

    whole, answers = Whole(half, slowly), []
    people = [threading.Thread(target=lambda: answers.append(whole(asked("/thu-tuc"), None))) for _ in range(8)]
    for person in people:
        person.start()
    assert answers == []
    going.set()
    for person in people:
        person.join(30)
    assert answers == [[b"whole"]] * 8
    assert half.begun == 1


def test_a_program_that_cannot_be_made_whole_ends():
    code = (
        "from hcc.web.late import Whole\n"
        "class Router:\n"
        "    registry = None\n"
        "def finish(): raise KeyError('a feature is broken')\n"
        "Whole(Router(), finish).make_whole()\n"
        "print('still there')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "a feature is broken" in done.stderr


def views_of(registry) -> list[tuple]:
    return sorted(
        (
            str(view["context"]),
            view["name"],
            str(view["route_name"]),
            str(view["request_methods"]),
            view["callable"].__qualname__,
        )
        for entry in registry.introspector.get_category("views")
        for view in [entry["introspectable"]]
    )


def permissions_of(registry) -> set[tuple[str, str]]:
    """Each permission asked for, with the view it is asked for."""
    return {
        (str(entry["introspectable"]["value"]), str(related["callable"].__qualname__))
        for entry in registry.introspector.get_category("permissions")
        for related in entry["related"]
        if related.category_name == "views"
    }


@pytest.fixture
def both(filled, tmp_path):
    """The application made at once, and the one made in two steps before its second."""
    office = Office(tmp_path / "once", filled)
    shutil.copytree(filled, tmp_path / "twice")
    with postponing():
        whole = hcc.main({}, **ini_values(tmp_path / "twice"))
    yield office.registry, whole
    whole.registry["hcc.database"].close()
    office.close()


def test_the_synonyms_are_read_when_it_is_made_whole(both):
    """A faulty file is found then, and no first page waits for a sound one."""
    _, whole = both
    index = whole.registry["hcc.search_index"]
    assert "synonyms" not in vars(index)
    whole.make_whole()
    assert vars(index)["synonyms"].words


def test_whole_it_is_the_same_program(both):
    once, whole = both
    twice = whole.registry
    assert len(views_of(twice)) < 20
    extended = vars(whole._router.request_factory).keys()
    whole.make_whole()
    assert views_of(twice) == views_of(once)
    assert permissions_of(twice) == permissions_of(once)
    for category in CATEGORIES:
        first, second = (len(registry.introspector.get_category(category) or ()) for registry in (once, twice))
        assert first == second, category
    # What every request has is decided before the first: nothing that comes later may add to it.
    assert extended == vars(whole._router.request_factory).keys()
    assert len(once.introspector.get_category("request extensions")) == len(
        twice.introspector.get_category("request extensions")
    )
