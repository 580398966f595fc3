"""What is measured: pages as people open them and acts as officials do them, each with the answer it must get."""

import hashlib
import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from hcc.accounts.demo import PASSWORD as DEMO_PASSWORD
from hcc.commands.database import reading
from hcc.core.text import fold
from hcc.procedures.toml_files import read_catalogue
from hcc.settings import Settings
from hcc.shipped import shipped

from .callers import Callers
from .centre import COUNTERS, DRAFTED, PASSWORD, Server, Waiting
from .forms import filled, with_two
from .limits import (
    BOARD,
    BOARD_SIFTED,
    CHECK_KNOWN,
    COMPARE,
    HOME,
    HOME_ANEW,
    JSON_UNSEEN,
    JSON_WARM,
    KEPT_SEARCH,
    LIST,
    LIST_ANEW,
    RECEIPT,
    RECEPTION,
    SEARCH_UNSEEN,
    SEARCH_WARM,
    SHEET_ANEW,
    SHEET_KEPT,
)
from .people import Person

SHEET = "/thu-tuc/2.000815"
SEARCH, JSON = "/thu-tuc", "/api/v1/procedures"
WARM = {"q": "chung thuc ban sao"}
"""Finds 2.000815 first."""

PERSON, PAPER = "Nguyễn Thị Mẫu", "Bằng tốt nghiệp trung học phổ thông"

Unit = list[dict]


@dataclass(frozen=True)
class Work:
    """One line of the report. `units` makes so many units of it; what they need is made ready unmeasured."""

    name: str
    units: Callable[[int], list[Unit]]
    at_one: int
    """Units a round at one connection."""
    at_eight: int
    """Units a round at eight connections."""
    rounds_at_eight: int = 5


class UnseenQueries:
    """Words that stand together in the catalogue, half of them without accents, none asked twice.

    Each comes with the two facets (field and level) of the procedure it was taken from.
    """

    def __init__(self) -> None:
        records, _ = read_catalogue(shipped("catalog"))
        self._lines = [
            (line.split(), {"field": record.field, "level": record.level.value})
            for record in records.values()
            for text in (record.name, record.short_name, *record.everyday_names, *record.steps)
            for line in re.split(r"[.;:,()/\n]", text)
            if len(line.split()) > 2
        ]
        self._chance = random.Random(2)
        self._asked: set[str] = set()

    def __iter__(self) -> Iterator[dict[str, str]]:
        while True:
            words, facets = self._chance.choice(self._lines)
            start = self._chance.randrange(len(words) - 1)
            query = " ".join(words[start : start + self._chance.randrange(2, 6)])
            if (folded := fold(query)) not in self._asked:
                self._asked.add(folded)
                yield {"q": folded if self._chance.random() < 0.5 else query, **facets}


class Public:
    """The pages of a running centre, as citizens open them."""

    def __init__(self, server: Server, settings: Settings, queries: Iterator[dict[str, str]]) -> None:
        self.server, self.settings, self.queries = server, settings, queries
        self.citizen = Person(server.port)
        with reading(settings) as site:
            sheet = site.procedures[SHEET.rpartition("/")[2]].latest().record
            self.facets = {"field": sheet.field, "level": sheet.level.value}

    def page(self, path: str, *, has: str, times: int = 1, by: Person | None = None) -> Callable[[int], list[Unit]]:
        return lambda count: [[(by or self.citizen).opens(path, has=has, times=times)]] * count

    def search(self, *, has: str, at: str = SEARCH, facets: bool = True) -> Callable[[int], list[Unit]]:
        """The same question again and again."""
        asked = {**WARM, **self.facets} if facets else WARM
        return self.page(f"{at}?{urlencode(asked)}", has=has)

    def unseen_searches(self, *, has: str, at: str = SEARCH) -> Callable[[int], list[Unit]]:
        """Questions nobody has asked before."""

        def units(count: int) -> list[Unit]:
            return [[self.citizen.opens(f"{at}?{urlencode(asked)}", has=has)] for asked in _take(self.queries, count)]

        return units


class Centre(Public):
    """The people and papers of a running centre."""

    def __init__(
        self,
        server: Server,
        callers: Callers,
        settings: Settings,
        waiting: Waiting,
        scans: dict[int, Path],
        queries: Iterator[dict[str, str]],
    ) -> None:
        super().__init__(server, settings, queries)
        self.callers, self.scans = callers, scans
        self.drafts, self.submitted = iter(waiting.drafts), iter(waiting.submitted)
        self.receivers = self._counters("tiepnhan")
        self.certifiers = self._counters("chungthuc")
        self.handler = Person(server.port).sign_in("xuly", DEMO_PASSWORD)
        self.keeper = Person(server.port).sign_in("danhmuc", DEMO_PASSWORD)
        self.approvers = self._counters("pheduyet")
        self.issued = ""
        self._make_a_dossier()

    def _counters(self, login: str) -> list[Person]:
        people = [Person(self.server.port) for _ in range(COUNTERS)]
        return [person.sign_in(f"{login}{number}", PASSWORD) for number, person in enumerate(people, 1)]

    def do(self, units: list[Unit], *, connections: int = 2) -> list[str]:
        """Do units unmeasured; answers where each led. Raises RuntimeError at the first wrong answer."""
        run = self.callers.call(self.server.port, units, connections=connections, server=self.server.tree)
        if run.errors:
            raise RuntimeError(run.errors[0])
        return run.locations

    def _make_a_dossier(self) -> None:
        """One dossier with a paper, received and taken over; another handed over to nobody yet."""
        receiver, token = self.receivers[0], next(self.submitted)
        self.dossier = f"/ho-so/{token}/"
        self.do([self._attach(receiver, token)])
        self.do([[receiver.posts(f"{self.dossier}receive", receiver.form(f"{self.dossier}receive"))]])
        self.do([[self.handler.posts(f"{self.dossier}process")]])
        with reading(self.settings) as site:
            found = site.dossiers.get_by_token(token)
            self.number, self.secret = found.reception_number, found.lookup_secret

    def _attach(self, person: Person, token: str, *, pages: int = 1) -> Unit:
        return [person.posts(f"/ho-so/{token}/attach", [("component", "0")], paper=str(self.scans[pages]))]

    def trackings(self, count: int) -> list[Unit]:
        typed = filled(self.citizen.form("/tra-cuu"), {"number": self.number, "secret": self.secret})
        step = self.citizen.posts("/tra-cuu", typed, status=200, has=self.number)
        return [[step]] * count

    # Acts; the n-th unit is the n-th counter's

    def receptions(self, count: int) -> list[Unit]:
        """Each dossier once. They are alike, so the form of the first serves for all."""
        tokens = _take(self.submitted, count)
        form = self.receivers[0].form(f"/ho-so/{tokens[0]}/receive")
        return [
            [self.receivers[number % COUNTERS].posts(f"/ho-so/{token}/receive", form)]
            for number, token in enumerate(tokens)
        ]

    def uploads(self, count: int) -> list[Unit]:
        return [
            self._attach(self.receivers[number % COUNTERS], token)
            for number, token in enumerate(_take(self.drafts, count))
        ]

    def filings(self, count: int) -> list[Unit]:
        """Upload and pass on."""
        return [
            [*self._attach(person, token), person.posts(f"/ho-so/{token}/submit")]
            for number, token in enumerate(_take(self.drafts, count))
            for person in [self.receivers[number % COUNTERS]]
        ]

    def visits(self, count: int) -> list[Unit]:
        """Two papers of one person, in ink."""
        form = filled(
            self.certifiers[0].form("/chung-thuc/visit"),
            {"name": PERSON, "title": PAPER, "pages": "4", "copies": "2", "signer": "pheduyet1"},
        )
        form = with_two(form, "row")
        return [[self.certifiers[number % COUNTERS].posts("/chung-thuc/visit", form)] for number in range(count)]

    def signings(self, pages: int) -> Callable[[int], list[Unit]]:
        """Take a number for a scan that was uploaded before, then stamp and sign it."""

        def units(count: int) -> list[Unit]:
            self.approvers = self._counters("pheduyet")  # signing asks for a sign-in of the last ten minutes
            paper = str(self.scans[pages])
            taken_in = self.do(
                [[self.certifiers[n % COUNTERS].posts("/chung-thuc/electronic", paper=paper)] for n in range(count)]
            )
            made, form = [], self.certifiers[0].form(taken_in[0])
            for number, scan in enumerate(taken_in):
                place = number % COUNTERS
                typed = filled(form, {"name": PERSON, "title": PAPER, "signer": f"pheduyet{place + 1}"})
                made.append(
                    [
                        self.certifiers[place].posts(f"{scan}number", typed),
                        self.approvers[place].posts("{location}sign"),
                    ]
                )
            return made

        return units

    def checks_by_hash(self, count: int) -> list[Unit]:
        """A citizen checks an issued file; her browser worked its SHA-256 out and sends that alone."""
        if not self.issued:
            (entry,) = self.do(self.signings(1)(1))
            self.issued = hashlib.sha256(self.certifiers[0].file(f"{entry}paper")).hexdigest()
        step = self.citizen.posts("/kiem-tra", [("sha256", self.issued)], status=200, has='class="verdict ok"')
        return [[step]] * count

    def check_signed(self, entry: str) -> None:
        """The paper of a signed line is a PDF that the public check calls genuine. Raises RuntimeError."""
        paper = self.scans[1].with_name("issued.pdf")
        paper.write_bytes(self.certifiers[0].file(f"{entry}paper"))
        self.do([[self.citizen.posts("/kiem-tra", paper=str(paper), status=200, has='class="verdict ok"')]])


def _take(source: Iterator[str], count: int) -> list[str]:
    """The next ones. Raises ValueError when there are not so many: a shorter round would not be the same round."""
    taken = list(itertools.islice(source, count))
    if len(taken) < count:
        raise ValueError(f"{count} were needed and {len(taken)} were made beforehand")
    return taken


def works_kept(public: Public) -> list[Work]:
    """What citizens and machines read of the catalogue, on the server as an office runs it."""
    page, settings = public.page, public.settings
    return [
        Work(HOME, page("/", has=settings.commune), 60, 240),
        Work(LIST, page("/thu-tuc", has='href="/thu-tuc/', times=20), 60, 240),
        Work(SHEET_KEPT, page(SHEET, has="2.000815"), 60, 240),
        Work(KEPT_SEARCH, public.search(has="2.000815", facets=False), 60, 240),
        Work(JSON_WARM, public.search(at=JSON, has="2.000815"), 40, 160),
        Work(JSON_UNSEEN, public.unseen_searches(at=JSON, has='"total"'), 40, 160),
    ]


def works(centre: Centre) -> list[Work]:
    """What officials do on that server, and citizens with papers of theirs."""
    page = centre.page
    return [
        Work("tracking answer", centre.trackings, 40, 160),
        Work(
            "desk of 50",
            page("/ban-lam-viec/tiep-nhan", has='href="/ho-so/', times=50, by=centre.receivers[0]),
            20,
            80,
        ),
        Work(BOARD, page("/quan-tri/danh-muc", has='href="/thu-tuc/', times=50, by=centre.keeper), 20, 80),
        Work(
            BOARD_SIFTED,
            page("/quan-tri/danh-muc?q=khai+sinh&gap=any&sort=title", has='href="/thu-tuc/', by=centre.keeper),
            20,
            80,
        ),
        Work(COMPARE, page(f"/thu-tuc/{DRAFTED}/compare", has="<del>", by=centre.keeper), 20, 80),
        Work("dossier", page(centre.dossier, has=centre.number, by=centre.handler), 20, 80),
        Work(RECEPTION, centre.receptions, 10, 32),
        Work(RECEIPT, page(f"{centre.dossier}receipt", has="%PDF-", by=centre.receivers[0]), 10, 32),
        Work("ink visit, 2 rows", centre.visits, 8, 32),
        Work("electronic copy, 1 page", centre.signings(1), 2, 8, 2),
        Work("electronic copy, 10 pages", centre.signings(10), 2, 8, 1),
        Work(CHECK_KNOWN, centre.checks_by_hash, 40, 160),
        Work("upload, 1 page", centre.uploads, 3, 8, 2),
        Work("filed PDF, one transition", centre.filings, 3, 8, 2),
    ]


def works_anew(public: Public) -> list[Work]:
    """The lines of a server that keeps no finished pages: what a page costs when it is made."""
    page, settings = public.page, public.settings
    return [
        Work(HOME_ANEW, page("/", has=settings.commune), 40, 160),
        Work(LIST_ANEW, page("/thu-tuc", has='href="/thu-tuc/', times=20), 40, 160),
        Work(SHEET_ANEW, page(SHEET, has="2.000815"), 40, 160),
        Work(SEARCH_WARM, public.search(has="2.000815"), 40, 160),
        Work(SEARCH_UNSEEN, public.unseen_searches(has="</html>"), 40, 160),
    ]
