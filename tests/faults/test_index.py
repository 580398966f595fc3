"""The search index of a served office: files spoiled under it and between runs, and kills while it writes them.

Whatever happens, every answer is what the database says: never an empty list, never a former title.
"""

import json
import os
import random
import re
import shutil
import signal
import threading
import time
from datetime import datetime
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.procedures.following import new_index
from hcc.procedures.indexing import document_of
from hcc.search.index import SearchIndex
from hcc.search.journal import Journal
from hcc.search.query import search

from .objects import site_of
from .served import NETWORK, Browser, Served, filled_in, run_hcc, write_ini
from .spoiling import SPOILS, files_of, is_sound

pytestmark = pytest.mark.faults

KILLS = int(os.environ.get("KILLS", "4"))
SEED = int(os.environ.get("SEED", "20261123"))
API = "/api/v1/procedures"
BIRTH, MARRIAGE, COPY = "1.001193", "1.000894", "2.000815"
QUERIES = ("", "giay", "kết hôn", "khai sinh cho con", COPY, "neo ghe cà ràng")
EVERY = 177
_MADE: dict[Path, tuple[int, list, SearchIndex]] = {}
"""By the folder of the test: the bytes of its database, and what was made of them."""


@pytest.fixture(scope="module")
def filled_today(tmp_path_factory) -> Path:
    """A var folder filled by `hcc init` today: a real server goes by the real day."""
    folder = tmp_path_factory.mktemp("today")
    made = run_hcc("--ini", write_ini(folder / "office.ini", folder / "var", password_memory_kib=64), "init")
    assert made.returncode == 0, made.stderr
    return folder / "var"


@pytest.fixture
def var(filled_today: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled_today, tmp_path / "var"))


@pytest.fixture
def ini(var: Path, tmp_path: Path) -> Path:
    return write_ini(tmp_path / "office.ini", var, password_memory_kib=64)


@pytest.fixture
def index_folder(var: Path) -> Path:
    return var / "index"


def asked(browser: Browser, words: str) -> dict:
    answer = browser.get(f"{API}?q={quote_plus(words)}&page_size=100")
    assert answer.status == 200, answer.text[:300]
    return json.loads(answer.body)


def codes(answer: dict) -> list[str]:
    return [item["code"] for item in answer["items"]]


def listed(browser: Browser, words: str) -> list[str]:
    """The first page of the list, as citizens see it."""
    answer = browser.get(f"/thu-tuc?q={quote_plus(words)}")
    assert answer.status == 200
    return re.findall(r'<h2><a href="/thu-tuc/([\d.]+)"', answer.text)


def made_anew(var: Path, tmp_path: Path) -> tuple[list, SearchIndex]:
    """What the database has to be found, and an index of it; the same again while nothing was committed."""
    written = (var / "Data.fs").stat().st_size
    if tmp_path not in _MADE or _MADE[tmp_path][0] != written:
        today = datetime.now(LOCAL).date()
        with site_of(var) as site:
            documents = [document for p in site.procedures.values() if (document := document_of(p, today)) is not None]
        assert len(documents) == EVERY
        fresh = new_index(tmp_path / f"fresh-{time.monotonic_ns()}")
        fresh.rebuild(Journal(), lambda: documents)
        _MADE[tmp_path] = written, documents, fresh
    return _MADE[tmp_path][1:]


def agrees(browser: Browser, var: Path, tmp_path: Path) -> None:
    """Every answer of the server is that of an index made anew from the database as it is on disk."""
    documents, fresh = made_anew(var, tmp_path)
    titles = {document.key: document.title for document in documents}
    for words in QUERIES:
        answer, expected = asked(browser, words), search(fresh, words, page_size=100)
        assert answer["index_ready"]
        assert codes(answer) == [hit.key for hit in expected.hits] != []
        assert answer["total"] == expected.total
        assert {item["code"]: item["title"] for item in answer["items"]}.items() <= titles.items()
        counts = {
            name: {value["value"]: value["count"] for value in values} for name, values in answer["facets"].items()
        }
        assert counts == {name: {f.value: f.count for f in values} for name, values in expected.facets.items()}
        assert listed(browser, words) == [hit.key for hit in expected.hits][:20]


# Spoiled files


def healed(folder: Path, browser: Browser, expected: dict[str, bytes], seconds: float = 20) -> None:
    """Searches go on; before long every file is back as it was."""
    until = time.monotonic() + seconds
    while files_of(folder) != expected:
        assert time.monotonic() < until, "the files were not put back"
        assert codes(asked(browser, "kết hôn"))[0] == MARRIAGE
        time.sleep(0.1)


def test_files_spoiled_under_a_running_server_change_no_answer_and_are_put_back(ini, var, index_folder, tmp_path):
    with Served(ini) as server:
        citizen = server.browser()
        agrees(citizen, var, tmp_path)
        whole = files_of(index_folder)
        assert {"index.json"} < set(whole)
        for spoil in SPOILS.values():
            for name in whole:
                spoil(index_folder / name)
            agrees(citizen, var, tmp_path)
            healed(index_folder, citizen, whole)
        shutil.rmtree(index_folder)
        agrees(citizen, var, tmp_path)
        healed(index_folder, citizen, whole)
        # What is put back is sound: the next process takes it as it is.
        assert server.stop() == 0
        server.start()
        agrees(server.browser(), var, tmp_path)
        assert files_of(index_folder) == whole


def test_files_spoiled_between_runs_are_noticed_and_the_index_is_made_anew(ini, var, index_folder, tmp_path):
    """One way after the other, each time another file; tests/functional/test_search_index.py spoils all in all ways."""
    with Served(ini) as server:
        asked(server.browser(), "kết hôn")
        for turn, how in enumerate(sorted(SPOILS)):
            server.stop()
            files = sorted(files_of(index_folder), key=lambda name: (name != "index.json", name))
            SPOILS[how](index_folder / files[turn % len(files)])
            server.start()
            assert listed(server.browser(), "kết hôn")[0] == MARRIAGE, how
            agrees(server.browser(), var, tmp_path)
            assert is_sound(index_folder)
        healthy = files_of(index_folder)
        server.stop()
        server.start()
        assert codes(asked(server.browser(), "kết hôn"))[0] == MARRIAGE
        assert files_of(index_folder) == healthy, "a sound index is taken as it is"


# Kills


DYING = """
import os, signal
from pathlib import Path
from hcc.search.store import FileStore
write = FileStore._write

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def write_and_die(self, name, content):
    order = Path({order!r})
    when = order.read_text() if order.exists() else ""
    manifest = name == "index.json"
    place = self._folder / name
    if when == "half of a segment" and not manifest or when == "half of the manifest" and manifest:
        (self._folder / (name + ".part")).write_bytes(content[: len(content) // 2])
        die()
    if when == "a segment not in place" and not manifest or when == "the manifest not in place" and manifest:
        (self._folder / (name + ".part")).write_bytes(content)
        die()
    if when == "a segment half written over" and not manifest:
        place.write_bytes(content[: len(content) // 2])
        die()
    write(self, name, content)
    if when == "between two segments" and not manifest or when == "nothing cleared away" and manifest:
        die()

FileStore._write = write_and_die
"""
MOMENTS = (
    "half of a segment",
    "a segment not in place",
    "a segment half written over",
    "between two segments",
    "half of the manifest",
    "the manifest not in place",
    "nothing cleared away",
)
CHANGED = (MARRIAGE, BIRTH, COPY, "1.004884")


class Administrator:
    """The one who publishes: each time another procedure under a name nobody had before."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.browser = server.browser(Role.CATALOGUE_ADMINISTRATOR)
        self.titles: dict[str, str] = {}
        self.count = 0

    def publish(self) -> str:
        """Publish the next name; answers its code once the server has acknowledged it."""
        self.browser.close()  # what it was connected to may have been killed
        self.count += 1
        code, title = CHANGED[self.count % len(CHANGED)], f"Xin neo ghe cà ràng bến {self.count}"
        form = self.browser.form(f"/thu-tuc/{code}/edit")
        edited = self.browser.post(f"/thu-tuc/{code}/edit", filled_in(form, short_name=title))
        assert edited.status == 303, edited.words
        published = self.browser.post(f"/thu-tuc/{code}/publish", self.browser.form(f"/thu-tuc/{code}/publish"))
        assert published.status == 303, published.words
        self.titles[code] = title
        return code

    def are_found(self, browser: Browser) -> None:
        """Everything that was published is found under its last name, by the very first question."""
        found = {item["code"]: item["title"] for item in asked(browser, "xin neo ghe ca rang")["items"]}
        assert self.titles.items() <= found.items()


def test_killed_at_every_moment_of_writing_the_files(ini, var, tmp_path):
    order = tmp_path / "order"
    with Served(ini, broken=DYING.format(order=str(order))) as server:
        administrator = Administrator(server)
        administrator.publish()
        administrator.are_found(server.browser())
        for moment in MOMENTS:
            administrator.publish()
            order.write_text(moment)
            with pytest.raises(NETWORK):
                asked(server.browser(), "xin neo ghe ca rang")
            assert server.process.wait(20) == -signal.SIGKILL, moment
            order.unlink()
            server.start()
            administrator.are_found(server.browser())
            agrees(server.browser(), var, tmp_path)


class Citizens:
    """Somebody who searches without a pause, and what was wrong with an answer."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.up, self.done = threading.Event(), threading.Event()
        self.wrong: list[str] = []
        self.answers = 0
        self._thread = threading.Thread(target=self._search)

    def __enter__(self) -> "Citizens":
        self.up.set()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.up.set()
        self._thread.join(60)

    def _search(self) -> None:
        browser, number = Browser(self.port), 0
        while not self.done.is_set():
            self.up.wait(60)
            number += 1
            # Never the same words, so that no page that was kept answers; and none that begins like a code.
            words = f"giám hộ q{number}" if number % 2 else f"1.004837 q{number}"
            try:
                answer = browser.get(
                    f"{API}?q={quote_plus(words)}" if number % 3 else f"/thu-tuc?q={quote_plus(words)}"
                )
            except NETWORK:
                continue
            if answer.status != 200 or "1.004837" not in answer.text:
                self.wrong.append(f"{words}: {answer.status} {answer.text[:200]}")
            self.answers += 1
        browser.close()


def test_killed_at_any_moment_while_people_search_and_texts_are_published(ini, var, tmp_path, capsys):
    dice = random.Random(SEED)
    with Served(ini) as server, Citizens(server.port) as citizens:
        administrator = Administrator(server)
        for _ in range(KILLS):
            administrator.publish()
            # Now the next question of the citizens makes the server write its files.
            time.sleep(dice.uniform(0, 0.12))
            citizens.up.clear()
            server.kill()
            server.start()
            citizens.up.set()
            administrator.are_found(server.browser())
            agrees(server.browser(), var, tmp_path)
        before = citizens.answers
        while citizens.answers < before + 20:
            time.sleep(0.05)
        assert server.stop() == 0
    assert citizens.wrong == []
    with capsys.disabled():
        print(f"\nkills={KILLS} answers={citizens.answers} wrong={len(citizens.wrong)}")
