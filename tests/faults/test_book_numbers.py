"""Sixteen officials take numbers from one book at the same moment: none is left out, none is given twice."""

import secrets
from contextlib import closing, suppress
from pathlib import Path
from threading import Barrier

import pytest

from hcc.certifications.resources import COPIES
from hcc.core.roles import Role
from office import LOGINS

from .load import visit_form
from .objects import site_of
from .served import Browser, NoAnswer, Served, run_hcc
from .test_receivers import WITHOUT_LOCK, together

pytestmark = pytest.mark.faults

OFFICIALS, EACH, ROWS = 16, 4, 2

SLOW = """
import time
from hcc.certifications.resources import Book
add = Book.add
def slow_add(self, entry):
    time.sleep(0.005)
    add(self, entry)
Book.add = slow_add
"""
"""Transactions last long enough to overlap."""


def certified_at(port: int, name: str, barrier: Barrier) -> tuple[list[str], int]:
    """One official certifies, one visit after the other; answers where they are, and how often she had to wait."""
    waits, places = 0, []
    with closing(Browser(port)) as desk:
        while True:
            with suppress(NoAnswer):
                desk.sign_in(LOGINS[Role.CERTIFIER])
                break
        barrier.wait()
        for _ in range(EACH):
            key = secrets.token_hex(16)
            while (answer := desk.post("/chung-thuc/visit", visit_form(name, ROWS), key=key)).status == 503:
                waits += 1
            assert answer.status == 303, answer.words[-500:]
            places.append(answer.location)
    return places, waits


def numbers_in(var: Path) -> list[int]:
    with site_of(var) as site:
        [book] = list(site.books[COPIES])
        assert site.books.counters.last("book", COPIES, str(book.year)) == book.last_number
        assert book.chain.faults() == []
        return [entry.number for entry in book]


@pytest.mark.parametrize("broken", [SLOW, SLOW + WITHOUT_LOCK], ids=["one process", "as several processes"])
def test_sixteen_officials_take_numbers_from_one_book(ini, var, broken):
    with Served(ini, broken=broken) as server:
        made = together(OFFICIALS, lambda who, barrier: certified_at(server.port, f"Nguyễn Thử {who}", barrier))
        server.kill()
    assert broken != SLOW or sum(waits for _, waits in made) == 0, "with the lock nobody has to wait and see"
    places = [place for mine, _ in made for place in mine]
    assert len(set(places)) == OFFICIALS * EACH
    assert numbers_in(var) == list(range(1, OFFICIALS * EACH * ROWS + 1))
    with site_of(var) as site:
        taken = [entry.number for visit in site.books.visits for entry in visit.entries]
        assert sorted(taken) == list(range(1, len(taken) + 1))
        assert len(taken) == OFFICIALS * EACH * ROWS
    assert run_hcc("--ini", ini, "verify").returncode == 0
