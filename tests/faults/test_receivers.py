"""Many counters receive at once, in one process and in two over ZEO; forms that arrive twice, together or after a
restart, are done once.

RECEIVERS says how many counters there are.
"""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from threading import Barrier

import pytest

from hcc.core.roles import Role
from office import LOGINS, sample_pdf
from zeo_server import serving_zeo

from .load import visit_form
from .objects import site_of, submitted_dossiers
from .served import Browser, NoAnswer, Served, all_of, filled_in, run_hcc, write_ini

pytestmark = pytest.mark.faults

COUNTERS, EACH = int(os.environ.get("RECEIVERS", "8")), 5


def together(count: int, work) -> list:
    """The answers of so many people who act at the same moment; `work` gets a number and a barrier."""
    barrier = Barrier(count, timeout=120)
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda number: work(number, barrier), range(count)))


def serials_by_day(numbers: list[str]) -> dict[str, list[int]]:
    days: dict[str, list[int]] = {}
    for number in numbers:
        _, day, serial = number.rsplit("-", 2)
        days.setdefault(day, []).append(int(serial))
    return days


SLOW = """
import time
from hcc.dossiers.resources import DossierFolder
number = DossierFolder.number
def slow_number(self, dossier):
    time.sleep(0.01)
    number(self, dossier)
DossierFolder.number = slow_number
"""
"""Transactions last long enough to overlap."""

WITHOUT_LOCK = """
import contextlib
from hcc.web import numbering
numbering.number_lock = lambda series: contextlib.nullcontext()
"""
"""As if each counter were served by a process of its own: only conflicts keep the numbers apart."""


def received_at(port: int, mine: list[str], keys: dict[str, str], barrier: Barrier) -> int:
    """One counter receives its dossiers, one after the other; answers how often it was asked to wait."""
    waits = 0
    with closing(Browser(port)) as counter:
        while True:  # all sign in as the one receiver at once, and may be asked to wait too
            with suppress(NoAnswer):
                counter.sign_in(LOGINS[Role.RECEIVER])
                break
        barrier.wait()
        for token in mine:
            while (answer := counter.post(f"/ho-so/{token}/receive", [], key=keys[token])).status == 503:
                waits += 1
            assert (answer.status, answer.location) == (303, f"/ho-so/{token}/"), answer.words[-500:]
    return waits


def without_gaps(var: Path, tokens: list[str]) -> dict[str, str]:
    """The number of each dossier, if all were received and no number is left out or there twice."""
    with site_of(var) as site:
        numbers = {token: site.dossiers[token].reception_number for token in tokens}
        assert {len(site.dossiers[token].chain) for token in tokens} == {4}
    for serials in serials_by_day(list(numbers.values())).values():
        assert sorted(serials) == list(range(1, len(serials) + 1))
    return numbers


@pytest.mark.parametrize("broken", [SLOW, SLOW + WITHOUT_LOCK], ids=["one process", "as several processes"])
def test_many_counters_receive_at_once(ini, var, broken):
    tokens = submitted_dossiers(var, COUNTERS * EACH)
    keys = {token: secrets.token_hex(16) for token in tokens}
    with Served(ini, broken=broken) as server:
        waits = together(
            COUNTERS, lambda number, barrier: received_at(server.port, tokens[number::COUNTERS], keys, barrier)
        )
        assert broken != SLOW or sum(waits) == 0, "the lock is there so that nobody has to wait and see"
        numbers = without_gaps(var, tokens)

        # The same forms once more after the power came back: the same answers, and nothing is done.
        server.kill()
        server.start()
        counter = server.browser(Role.RECEIVER)
        for token in tokens[:8]:
            answer = counter.post(f"/ho-so/{token}/receive", [], key=keys[token])
            assert (answer.status, answer.location) == (303, f"/ho-so/{token}/")
        # A new key on a dossier that was received is another act, and refused.
        assert counter.post(f"/ho-so/{tokens[0]}/receive", []).status in (403, 404, 409)
    assert without_gaps(var, tokens) == numbers
    assert run_hcc("--ini", ini, "verify").returncode == 0


def test_many_counters_of_two_programs_on_one_database_receive_at_once(var, tmp_path):
    tokens = submitted_dossiers(var, COUNTERS * EACH)
    keys = {token: secrets.token_hex(16) for token in tokens}
    shared = tmp_path / "zeo"
    with serving_zeo(var, shared) as uri, ExitStack() as opened:
        inis = [write_ini(tmp_path / f"{name}.ini", tmp_path / name, storage=uri) for name in ("one", "two")]
        ports = [opened.enter_context(Served(ini, broken=SLOW)).port for ini in inis]
        together(
            COUNTERS, lambda number, barrier: received_at(ports[number % 2], tokens[number::COUNTERS], keys, barrier)
        )
    without_gaps(shared, tokens)
    assert run_hcc("--ini", write_ini(tmp_path / "shared.ini", shared), "verify").returncode == 0


def twice(people: list[Browser], post) -> str:
    """Two browsers send the same form with the same key at the same moment; answers where both were sent."""
    key = secrets.token_hex(16)

    def once(number: int, barrier: Barrier):
        barrier.wait()
        return post(people[number], key)

    first, second = together(2, once)
    assert (first.status, second.status) == (303, 303), (first.words[-500:], second.words[-500:])
    assert first.location == second.location
    return first.location


def one_dossier(greeters: list[Browser], receivers: list[Browser]) -> str:
    """Every step of a dossier is sent twice at once; answers its token."""
    form = [("procedure", "1.004873"), ("name", "Nguyễn Hai Lần"), ("guidance", "")]
    place = twice(greeters, lambda who, key: who.post("/ban-lam-viec/tiep-don", form, key=key))
    token = place.split("/")[2]
    base = f"/ho-so/{token}/"
    fields = [pair for pair in greeters[0].form(f"{base}prepare") if pair[0] != "seen"]
    fields = filled_in(fields, **all_of((f"c{n}" for n in range(30)), fields, "compared_with_original"))
    twice(greeters, lambda who, key: who.post(f"{base}prepare", fields, key=key))
    twice(greeters, lambda who, key: who.upload(f"{base}attach", sample_pdf(), key=key, component="0"))
    twice(greeters, lambda who, key: who.post(f"{base}submit", [], key=key))
    twice(receivers, lambda who, key: who.post(f"{base}receive", [], key=key))
    return token


def test_the_same_form_at_the_same_moment_is_one_act(served, var):
    greeters, receivers, certifiers = (
        [served.browser(role) for _ in range(2)] for role in (Role.GREETER, Role.RECEIVER, Role.CERTIFIER)
    )
    visit = visit_form("Nguyễn Hai Lần")
    for _ in range(5):
        token = one_dossier(greeters, receivers)
        with site_of(var) as site:
            acts = [record.what for record in site.dossiers[token].chain]
            assert acts == ["greet", "prepare", "attach", "submit", "receive"]
        twice(certifiers, lambda who, key: who.post("/chung-thuc/visit", visit, key=key))
    with site_of(var) as site:
        assert len(site.dossiers) == 5
        assert [len(visit.entries) for visit in site.books.visits] == [2] * 5
        assert sum(1 for book in site.books.books() for _ in book) == 10
    assert run_hcc("--ini", served.ini, "verify").returncode == 0


def test_papers_sent_at_the_same_moment_are_all_taken_in(served, var):
    """They conflict over the dossier; the one that is tried again still has its file."""
    greeters = [served.browser(Role.GREETER) for _ in range(3)]
    form = [("procedure", "1.004873"), ("name", "Nguyễn Nhiều Giấy"), ("guidance", "")]
    base = greeters[0].post("/ban-lam-viec/tiep-don", form).location.removesuffix("prepare")

    def send(number: int, barrier: Barrier) -> list[int]:
        barrier.wait()
        return [greeters[number].upload(f"{base}attach", sample_pdf(number + 1)).status for _ in range(3)]

    assert together(3, send) == [[303] * 3] * 3
    with site_of(var) as site:
        papers = list(site.dossiers[base.split("/")[2]].papers)
        assert [paper.number for paper in papers] == list(range(1, 10))
        assert sorted(paper.pages for paper in papers) == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert run_hcc("--ini", served.ini, "verify").returncode == 0
