"""Officials at work, a list of what the office acknowledged to them, and the judge who compares it with the database.

An act counts as acknowledged when its 303 arrived. An act without an answer is sent again with the same key, as a
browser's reload would, until it is answered: its outcome was unknown.
"""

import hashlib
import itertools
import random
import re
import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import transaction

from hcc.core.roles import Role
from hcc.settings import read_settings
from hcc.site.verification import verify_site
from hcc.storage.opening import open_database
from office import LOGINS, ini_values, sample_pdf

from .served import NETWORK, Answer, Browser, NoAnswer, all_of, filled_in, form_fields

PROCEDURE = "1.004873"
NUMBER = re.compile(r"H44\.99-\d{6}-\d{4,7}")
AGAIN = 0.1
"""Share of acts that are sent a second time although they were answered: a double click."""


@dataclass
class FiledDossier:
    """What a writer knows of one dossier. `acts` were acknowledged, in order."""

    name: str
    token: str = ""
    acts: list[str] = field(default_factory=list)
    paper: str = ""
    """SHA-256 of the paper that was acknowledged."""
    number: str = ""
    planned: tuple[str, ...] = ("greet", "prepare", "submit", "receive")


@dataclass
class CertifiedVisit:
    """What a writer knows of one visit."""

    name: str
    token: str = ""
    numbers: tuple[int, ...] = ()


class Ledger:
    """Everything that was begun and everything that was acknowledged, by all writers."""

    def __init__(self) -> None:
        self.dossiers: list[FiledDossier] = []
        self.visits: list[CertifiedVisit] = []
        self.surprises: list[str] = []
        self.resent = 0

    @property
    def acknowledged(self) -> int:
        return sum(len(d.acts) for d in self.dossiers) + sum(bool(v.token) for v in self.visits)


class Stopped(Exception):
    """The writers are to go home."""


class Load:
    """Writers in threads, each with browsers of her own. They pause while `up` is not set.

    With `strict` a writer who is answered what she did not expect goes home; otherwise she begins another act.
    """

    def __init__(self, port: int, *, seed: int, again: float = AGAIN, strict: bool = True) -> None:
        self.port = port
        self.seed = seed
        self.again = again
        self.strict = strict
        self.ledger = Ledger()
        self.up = threading.Event()
        self.over = threading.Event()
        self.threads: list[threading.Thread] = []
        self._serial = itertools.count(1)
        self._run = secrets.token_hex(3)
        self._browsers = threading.local()
        self._opened: list[Browser] = []

    def start(self, *, filers: int = 2, uploaders: int = 1, certifiers: int = 1) -> "Load":
        work = [self._file] * filers + [self._file_with_paper] * uploaders + [self._certify] * certifiers
        for position, one in enumerate(work):
            dice = random.Random(self.seed * 1_000 + position)
            self.threads.append(threading.Thread(target=self._guarded, args=(one, dice), daemon=True))
        self.up.set()
        for thread in self.threads:
            thread.start()
        return self

    def until(self, acknowledged: int, seconds: float = 60) -> "Load":
        """Let the writers work until the office has acknowledged so many acts."""
        end = time.monotonic() + seconds
        while self.ledger.acknowledged < acknowledged:
            assert time.monotonic() < end, f"only {self.ledger.acknowledged} acts in {seconds} s"
            assert not (self.strict and self.ledger.surprises), self.ledger.surprises
            time.sleep(0.02)
        return self

    def finish(self, seconds: float = 60) -> Ledger:
        """Let every writer end the act she is at."""
        self.over.set()
        self.up.set()
        for thread in self.threads:
            thread.join(seconds)
            assert not thread.is_alive(), "a writer got no answer"
        for browser in self._opened:
            browser.close()
        return self.ledger

    def _guarded(self, work, dice: random.Random) -> None:
        while not self.over.is_set():
            try:
                work(dice)
            except Stopped:
                return
            except Exception as problem:  # reported by the judge: a thread cannot fail a test
                self.ledger.surprises.append(f"{work.__name__}: {type(problem).__name__}: {problem}")
                if self.strict:
                    return

    def _name(self) -> str:
        return f"Nguyễn Thử {self._run} {next(self._serial)}"

    def _answered(self, ask) -> Answer:
        """Ask until an answer comes. A 503 is an answer that says: nothing was done, try again."""
        while True:
            self.up.wait(60)
            try:
                answer = ask()
            except NETWORK:
                self.ledger.resent += 1
                # Killed: wait for the next one. The pause keeps a thread from spinning before `up` is cleared.
                time.sleep(0.02)
                continue
            if answer.status != 503:
                return answer

    def _acknowledged(self, ask, dice: random.Random) -> str:
        """The place an act led to."""
        answer = self._answered(ask)
        if answer.status == 303 and dice.random() < self.again:
            again = self._answered(ask)
            if (again.status, again.location) != (303, answer.location):
                self.ledger.surprises.append(f"sent twice: {answer.location}, then {again.status} {again.location}")
        if answer.status != 303:
            raise AssertionError(f"answered {answer.status}: {answer.words[:1500]}")
        return answer.location

    def _signed_in(self, role: Role) -> Browser:
        """This writer's browser for a role; it stays signed in when the server is started again."""
        kept = self._browsers.__dict__
        while role not in kept:
            if self.over.is_set():
                raise Stopped
            self.up.wait(60)
            browser = Browser(self.port)
            self._opened.append(browser)
            try:
                kept[role] = browser.sign_in(LOGINS[role])
            except (*NETWORK, NoAnswer):
                time.sleep(0.05)
        return kept[role]

    def _file(self, dice: random.Random, paper: bytes | None = None) -> None:
        greeter, receiver = self._signed_in(Role.GREETER), self._signed_in(Role.RECEIVER)
        filed = FiledDossier(self._name())
        if paper is not None:
            filed.planned = ("greet", "prepare", "attach", "submit", "receive")
            filed.paper = hashlib.sha256(paper).hexdigest()
        self.ledger.dossiers.append(filed)
        key = secrets.token_hex(16)
        form = [("procedure", PROCEDURE), ("name", filed.name), ("guidance", "")]
        place = self._acknowledged(lambda: greeter.post("/ban-lam-viec/tiep-don", form, key=key), dice)
        filed.token = place.split("/")[2]
        filed.acts.append("greet")
        base = f"/ho-so/{filed.token}/"
        for act in filed.planned[1:]:
            if self.over.is_set():
                return
            filed_key = secrets.token_hex(16)
            if act == "prepare":
                fields = self._prepare_form(greeter, base, filed.name)
                self._acknowledged(lambda f=fields, k=filed_key: greeter.post(f"{base}prepare", f, key=k), dice)
            elif act == "attach":
                self._acknowledged(
                    lambda k=filed_key: greeter.upload(f"{base}attach", paper, key=k, component="0"), dice
                )
            else:
                who = receiver if act == "receive" else greeter
                self._acknowledged(lambda w=who, a=act, k=filed_key: w.post(base + a, [], key=k), dice)
            filed.acts.append(act)
        page = self._answered(lambda: receiver.get(base))
        filed.number = NUMBER.search(page.text)[0]

    def _prepare_form(self, greeter: Browser, base: str, name: str) -> list[tuple[str, str]]:
        page = self._answered(lambda: greeter.get(f"{base}prepare"))
        assert page.status == 200, page.status
        fields = [pair for pair in form_fields(page.text) if pair[0] != "seen"]
        return filled_in(fields, name=name, **all_of((f"c{n}" for n in range(30)), fields, "compared_with_original"))

    def _file_with_paper(self, dice: random.Random) -> None:
        # Something of its own at the end makes each paper another, and no reader minds it.
        self._file(dice, sample_pdf() + f"\n% {secrets.token_hex(8)}\n".encode())

    def _certify(self, dice: random.Random) -> None:
        certifier = self._signed_in(Role.CERTIFIER)
        visit = CertifiedVisit(self._name())
        self.ledger.visits.append(visit)
        key, fields = secrets.token_hex(16), visit_form(visit.name)
        place = self._acknowledged(lambda: certifier.post("/chung-thuc/visit", fields, key=key), dice)
        visit.token = place.strip("/").rpartition("/")[2]
        page = self._answered(lambda: certifier.get(place))
        visit.numbers = tuple(sorted({int(n) for n in re.findall(r"/chung-thuc/ban-sao/\d{4}/(\d+)", page.text)}))


def visit_form(name: str, rows: int = 2) -> list[tuple[str, str]]:
    """A visit with so many papers, as the page would send it."""
    fields = [("dossier", ""), ("__start__", "requester:mapping"), ("name", name), ("citizen_number", "")]
    fields += [("__end__", "requester:mapping"), ("__start__", "rows:sequence")]
    for row in range(rows):
        fields += [("__start__", "row:mapping"), ("title", f"Giấy mẫu {row + 1}"), ("holder", "")]
        fields += [("pages", "4"), ("copies", "2"), ("__end__", "row:mapping")]
    return [*fields, ("__end__", "rows:sequence"), ("signer", LOGINS[Role.APPROVER])]


@dataclass
class Findings:
    """What the judge found, a sentence each."""

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    half_applied: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return [*self.lost, *self.half_applied, *self.duplicated, *self.chains]

    def line(self, kills: int) -> str:
        return (
            f"kills={kills} acknowledged={self.acknowledged} lost={len(self.lost)} "
            f"half_applied={len(self.half_applied)} duplicated={len(self.duplicated)} "
            f"chains={'ok' if not self.chains else len(self.chains)}"
        )


def judge(ledger: Ledger, var: Path) -> Findings:
    """Compare what was acknowledged with what stands in the database at `var`, which a server may be serving."""
    # Before the database is opened: whatever is acknowledged later may or may not be seen.
    known = [(d, tuple(d.acts), d.token, d.number) for d in list(ledger.dossiers)]
    visits = [(v, v.token, v.numbers) for v in list(ledger.visits)]
    settings = read_settings(ini_values(var), environ={})
    found = Findings(acknowledged=sum(len(acts) for _, acts, _, _ in known) + sum(bool(t) for _, t, _ in visits))
    manager = transaction.TransactionManager()
    database = open_database(settings, read_only=True)
    connection = database.open(manager)
    try:
        site = connection.root()["site"]
        for check in verify_site(site, settings):
            {"chains": found.chains}.get(check.name, found.half_applied).extend(check.faults)
        begun = {d.name: d for d in list(ledger.dossiers)} | {v.name: v for v in list(ledger.visits)}
        stored = list(site.dossiers.all())
        names = Counter(d.person.name for d in stored)
        found.duplicated += [f"{name}: {count} dossiers" for name, count in names.items() if count > 1]
        numbers = Counter(d.reception_number for d in stored if d.reception_number)
        found.duplicated += [f"number {number} {count} times" for number, count in numbers.items() if count > 1]
        for dossier in stored:
            _judge_dossier(dossier, begun.get(dossier.person.name), found)
        for filed, acts, token, number in known:
            _judge_filed(site.dossiers.get_by_token(token) if token else None, filed, acts, number, found)
        _judge_visits(site.books, visits, begun, found)
    finally:
        manager.abort()
        connection.close()
        database.close()
    return found


def _judge_dossier(dossier, filed: FiledDossier | None, found: Findings) -> None:
    """Its chain is the beginning of what was planned, each act once, and its state is what the chain says."""
    if filed is None:
        return
    done = tuple(record.what for record in dossier.chain)
    if done != filed.planned[: len(done)]:
        doubled = [act for act, count in Counter(done).items() if count > 1]
        (found.duplicated if doubled else found.half_applied).append(f"{filed.name}: acts {done}")
        return
    expected = {"submit": "submitted", "receive": "received"}.get(done[-1] if done else "", "draft")
    whole = (
        dossier.state == expected
        and ("attach" in done) == (len(dossier.papers) == 1)
        and ("submit" in done) == (dossier.submitted_at is not None)
        and ("receive" in done) == bool(dossier.reception_number and dossier.received_at and dossier.due)
    )
    if not whole:
        found.half_applied.append(f"{filed.name}: {dossier.state} after {done}")


def _judge_filed(dossier, filed: FiledDossier, acts: tuple[str, ...], number: str, found: Findings) -> None:
    """Everything that was acknowledged is there."""
    if not acts:
        return
    if dossier is None:
        found.lost.append(f"{filed.name}: the dossier is gone")
        return
    done = [record.what for record in dossier.chain]
    found.lost += [f"{filed.name}: {act} is gone" for act in acts if act not in done]
    if "attach" in acts and [paper.sha256 for paper in dossier.papers] != [filed.paper]:
        found.lost.append(f"{filed.name}: the paper is gone or another")
    if number and dossier.reception_number != number:
        found.lost.append(f"{filed.name}: had {number}, has {dossier.reception_number or 'none'}")


def _judge_visits(books, known, begun, found: Findings) -> None:
    stored = {visit.__name__: visit for visit in books.visits}
    names = Counter(visit.requester.name for visit in stored.values())
    found.duplicated += [f"{name}: {count} visits" for name, count in names.items() if count > 1]
    for visit in stored.values():
        if visit.requester.name in begun and len(visit.entries) != 2:
            found.half_applied.append(f"{visit.requester.name}: {len(visit.entries)} lines of 2")
    lines = Counter(entry.number for visit in stored.values() for entry in visit.entries)
    found.duplicated += [f"book number {number} {count} times" for number, count in lines.items() if count > 1]
    for certified, token, numbers in known:
        if not token:
            continue
        visit = stored.get(token)
        if visit is None or visit.requester.name != certified.name:
            found.lost.append(f"{certified.name}: the visit is gone")
        elif numbers and tuple(entry.number for entry in visit.entries) != numbers:
            found.lost.append(f"{certified.name}: had {numbers}")
