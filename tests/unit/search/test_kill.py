"""Processes die at any moment, and several work at once."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
import transaction
from BTrees.OOBTree import OOBTree
from ZODB import DB
from ZODB.FileStorage import FileStorage

from hcc.search.document import SearchDocument
from hcc.search.index import SearchIndex
from hcc.search.journal import Journal
from hcc.search.query import search

OFFICE = """
import os, random, signal, sys, time
from pathlib import Path
import transaction
from ZODB import DB
from ZODB.FileStorage import FileStorage
from hcc.search.document import SearchDocument
from hcc.search.index import SearchIndex
from hcc.search.query import search
from hcc.search import store

def document(key, title):
    return SearchDocument(key, title, facets={"first": (title.split()[0],)})

def die():
    os.kill(os.getpid(), signal.SIGKILL)
"""

WRITER = (
    OFFICE
    + """
folder, when, seed = sys.argv[1], sys.argv[2], int(sys.argv[3])
chance = random.Random(seed)
database = DB(FileStorage(os.path.join(folder, "data.fs")))
root = database.open().root()
index = SearchIndex(Path(folder, "index"))
write = store.FileStore._write
steps = 0

def write_and_die(self, name, content):
    if steps > 2 and name == "index.json" and when == "before the manifest":
        die()
    write(self, name, content)
    if steps > 2 and name != "index.json" and when == "after a segment":
        die()
    if steps > 2 and name == "index.json" and when == "after the manifest":
        die()

store.FileStore._write = write_and_die
read = lambda key: document(key, root["titles"][key]) if key in root["titles"] else None
read_all = lambda: [document(*item) for item in root["titles"].items()]
while True:
    steps += 1
    key = chance.choice("abcdefgh")
    if chance.random() < 0.3 and key in root["titles"]:
        del root["titles"][key]
    else:
        root["titles"][key] = " ".join(chance.choices(["khai", "sinh", "tử", "hộ"], k=3))
    root["journal"].append("changed", key)
    transaction.commit()
    if steps > 2 and when == "between the commits":
        die()
    index.catch_up(root["journal"], read, read_all)
    print(steps, flush=True)
"""
)


@pytest.fixture
def office(tmp_path):
    """A database with an empty list of titles and its journal, closed again."""
    with_database(tmp_path, lambda root: root.update(titles=OOBTree(), journal=Journal()))
    return tmp_path


def with_database(folder, use):
    database = DB(FileStorage(str(folder / "data.fs")))
    manager = transaction.TransactionManager()
    try:
        result = use(database.open(manager).root())
        manager.commit()
        return result
    finally:
        manager.abort()
        database.close()


def started(script, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )


def check(folder):
    """The index as the next process finds it equals one made anew, query by query."""

    def compare(root):
        documents = {
            key: SearchDocument(key, title, facets={"first": (title.split()[0],)})
            for key, title in root["titles"].items()
        }
        followed = SearchIndex(folder / "index")
        assert followed.catch_up(root["journal"], documents.get, documents.values)
        fresh = SearchIndex(folder / "fresh")
        fresh.rebuild(root["journal"], documents.values)
        for query in ("", "khai", "hộ tử", "sinh"):
            one, other = search(followed, query), search(fresh, query)
            assert (one.hits, one.facets) == (other.hits, other.facets)
        assert search(followed, "").total == len(documents)

    with_database(folder, compare)


@pytest.mark.parametrize(
    "when", ["between the commits", "after a segment", "before the manifest", "after the manifest"]
)
def test_killed_at_a_chosen_moment(office, when):
    for seed in range(2):
        process = started(WRITER, office, when, seed)
        process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
        check(office)


def test_killed_at_any_moment(office):
    for seed in range(4):
        process = started(WRITER, office, "from outside", seed)
        for _ in range(3 + seed):
            assert process.stdout.readline()
        time.sleep(0.013 * seed)
        process.kill()
        process.communicate(timeout=60)
        check(office)


FOLLOWER = (
    OFFICE
    + """
folder = sys.argv[1]
database = DB(FileStorage(os.path.join(folder, "data.fs"), read_only=True))
root = database.open().root()
index = SearchIndex(Path(folder, "index"))
read = lambda key: document(key, root["titles"][key]) if key in root["titles"] else None
read_all = lambda: [document(*item) for item in root["titles"].items()]
assert index.catch_up(root["journal"], read, read_all)
print(search(index, "khai").total, search(index, "").total, flush=True)
database.close()
"""
)


def test_several_processes_start_in_an_empty_folder_at_once(office):
    def fill(root):
        for number in range(60):
            root["titles"][str(number)] = "khai sinh" if number % 3 else "đất đai"
            root["journal"].append("changed", str(number))

    with_database(office, fill)
    processes = [started(FOLLOWER, office) for _ in range(3)]
    answers = [process.communicate(timeout=60)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert answers == [[b"40", b"60"]] * 3
    check(office)
