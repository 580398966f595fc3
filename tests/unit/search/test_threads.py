"""One index, many threads."""

import random
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hcc.search.document import SearchDocument
from hcc.search.query import search

WORDS = ["đăng", "ký", "khai", "sinh", "tử", "hộ", "hồ", "nghèo", "đất", "đai", "chứng", "thực", "bản", "sao"]


@pytest.fixture
def hurried():
    """Threads change places as often as the interpreter can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


def filled(shelf, count=300):
    chance = random.Random(5)
    for number in range(count):
        words = chance.choices(WORDS, k=chance.randrange(2, 9))
        body = " ".join(chance.choices(WORDS, k=20))
        shelf.documents[str(number)] = SearchDocument(str(number), " ".join(words), (), body, (), {"f": (words[0],)})
    return [" ".join(chance.choices(WORDS, k=chance.randrange(1, 4))) for _ in range(60)]


def test_threads_get_the_answers_one_gets_alone(new_shelf, hurried):
    alone, together = new_shelf(), new_shelf(cache_bytes=20_000)
    queries = filled(alone)
    filled(together)
    alone.follow()
    expected = [search(alone.index, query, filters={"f": ["khai", "đất"]}) for query in queries]

    def ask(seed):
        order = list(enumerate(queries))
        random.Random(seed).shuffle(order)
        assert together.follow()
        return {n: search(together.index, query, filters={"f": ["khai", "đất"]}) for n, query in order}

    with ThreadPoolExecutor(6) as pool:
        for answers in pool.map(ask, range(6)):
            assert [answers[n] for n in range(len(queries))] == expected
    assert together.rebuilds == 1


def test_the_memory_keeps_to_its_limit(new_shelf):
    shelf = new_shelf(cache_bytes=20_000)
    queries = filled(shelf)
    shelf.follow()
    for query in queries:
        search(shelf.index, query)
    memory = shelf.index.snapshot().memory
    assert 0 < memory.size <= 15_000
    assert len(memory) > 0


def test_queries_and_changes_at_once(shelf, hurried):
    filled(shelf, 60)
    shelf.follow()
    writing = threading.Lock()
    totals = []

    def change(number):
        with writing:
            shelf.put(f"new-{number}", "Tạm trú tạm vắng")
            shelf.follow()
        totals.append(search(shelf.index, "tạm trú").total)

    def ask(_):
        results = search(shelf.index, "tạm trú")
        assert all(hit.key.startswith("new-") for hit in results.hits)
        assert results.total == len(results.hits)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: change(n) if n % 4 == 0 else ask(n), range(40)))
    assert shelf.search("tạm trú").total == 10
    assert max(totals) == 10
