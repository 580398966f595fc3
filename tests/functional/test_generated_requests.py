"""Requests made by chance from every form of every page: none is answered with 500 or more.

Somebody opens a page, takes one of its forms, and sends it filled in, half filled in, misshapen, as another person, to
another dossier, cut off, or as other bytes altogether. What she does at the desks is done, so that the office moves on
under everybody's forms; what would shut officials out is given up. SEED chooses other requests, REQUESTS how many.
"""

import os
import random
import re
from collections import Counter
from dataclasses import replace

import pytest
from pyramid.interfaces import INewRequest
from webtest import TestResponse

from functional.seen_forms import (
    HOSTILE,
    SeenForm,
    ask,
    check,
    encoded,
    forms_of,
    misshapen,
    multipart,
    without_waiting,
)
from hcc.core.roles import Role
from hcc.dossiers.workflow import WORKFLOW
from office import Office, sample_pdf
from pages import LOOKS, PAGE, VIEWS
from populated import FREE_TEXT, MARRIAGE, PEOPLE, PopulatedOffice

REQUESTS = int(os.environ.get("REQUESTS", "1500"))
SEED = int(os.environ.get("SEED", "20261125"))
DONE = ("/ho-so/", "/ban-lam-viec", "/chung-thuc", "/goi-so", "/thu-tuc")
"""Below these addresses acts are done; elsewhere they are given up."""
METHODS = ("POST", "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PROPFIND")
HIDDEN = ("csrf_token", "key", "__start__", "__end__")
LIKELY = [
    *("1", "2", "7", "40", "50000", "yes", "no", "on", "true", "granted", "declined", "missing", "wrong", "passed"),
    *("23/11/2026", "1/2/2027", "1/1/1990", "1990", "2026-11-30", "08:00-12:00", "phone", "cash", "counter", "online"),
    *("025190000000", "0900000000", "H44.99-261123-0001", "GXN-UBND", "Giấy khai sinh", "Đủ điều kiện.", MARRIAGE),
    *PEOPLE,
    *map(str, Role),
]
"""What a friendly reader might write somewhere."""
_TOKEN = re.compile(r"/ho-so/[a-z2-7]{16}/")
_NAMES = re.compile(r"[a-z2-7]{16}|\d+|\?.*")

Pairs = list[tuple[bytes, bytes]]


class Generator:
    """Requests by chance, one after the other, in one office."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.dice = office, random.Random(seed)
        self.errors: list[str] = []
        self.sent = 0
        """Forms; the pages they are taken from do not count."""
        self.statuses: Counter[int] = Counter()
        made = PopulatedOffice(office)
        states = [*WORKFLOW.states, "sealing"]
        self.dossiers = [made.dossier(state, of=of) for of in (MARRIAGE, FREE_TEXT) for state in states]
        rows = [(row.opens, row.at) for row in VIEWS if row.method == "GET" and row.kind == PAGE]
        rows += [(who, at) for _, at, who in LOOKS]
        self.pages = [(who, at(made)) for who, at in rows]
        self.shapes: dict[tuple[str, ...], SeenForm] = {}
        """The different forms: where they go, and their fields."""
        self.kept: list[SeenForm] = []
        """Forms opened earlier: sent again they are stale."""
        for who, path in self.pages:
            for form in forms_of(office.as_(who).get(path, status="*"), who, path):
                self._note(form)
        self.first = list(self.shapes.values())
        """Each form once, before chance chooses."""
        office.registry.registerHandler(self._give_up, (INewRequest,))

    def _give_up(self, event) -> None:
        if not event.request.path_info.startswith(DONE):
            event.request.tm.doom()

    def run(self, count: int) -> None:
        while self.sent < count:
            form = self._form()
            if form is not None:
                self.sent += 1
                answer = self._send(form)
                self.statuses[answer.status_int if answer is not None else 500] += 1

    # Which form, and as whom

    def _form(self) -> SeenForm | None:
        if self.first:
            return self.first.pop()
        if self.kept and self.dice.random() < 0.3:
            return self.dice.choice(self.kept)
        who, path = self._page()
        page = self._asked(who, "GET", path)
        found = forms_of(page, who, path) if page is not None and page.content_type == "text/html" else []
        if not found:
            return None
        posted = [form for form in found if form.method == "POST"]
        form = self.dice.choice(posted if posted and self.dice.random() < 0.85 else found)
        self.kept = [*self.kept[-200:], form]
        self._note(form)
        return form

    def _note(self, form: SeenForm) -> None:
        self.shapes.setdefault((_NAMES.sub("*", form.action), *sorted({name for name, _ in form.fields})), form)

    def _page(self) -> tuple[Role | None, str]:
        """A page for whom it is; or some dossier, or one of its acts, for anybody."""
        if self.dice.random() < 0.6:
            return self.dice.choice(self.pages)
        acts = ["", "", "prepare", *WORKFLOW.transitions, *WORKFLOW.standing]
        return self.dice.choice(list(Role)), self.dice.choice(self.dossiers) + self.dice.choice(acts)

    # How it is sent

    def _send(self, form: SeenForm) -> TestResponse | None:
        dice = self.dice
        who = form.who if dice.random() < 0.85 else dice.choice([None, *Role])
        action = form.action
        if dice.random() < 0.1:
            action = _TOKEN.sub(dice.choice(self.dossiers), action)
        if dice.random() < 0.03:
            action += dice.choice(["/", "?", "x", "%00", "/../..", "?n=99999999999", "?lang=en", "?page=-1"])
        pairs = self._filled(replace(form, who=who))
        if form.method == "GET" and dice.random() < 0.95:
            return self._asked(who, "GET", f"{action.partition('?')[0]}?{encoded(pairs).decode()}")
        method = "POST" if dice.random() < 0.96 else dice.choice(METHODS)
        if form.files and dice.random() < 0.9:
            content = dice.choice([b"", b"%PDF-1.7\n", dice.randbytes(200), sample_pdf()])
            kind, body = multipart(pairs, {name.encode(): (b"giay.pdf", content) for name in form.files})
        elif dice.random() < 0.05:
            kind, body = multipart(pairs, {})
        else:
            kind, body = "application/x-www-form-urlencoded", encoded(pairs)
        if dice.random() < 0.04 and body:
            place = dice.randrange(len(body))
            body = body[:place] + dice.choice([b"", dice.randbytes(3) + body[place + 3 :]])
        if dice.random() < 0.02:
            kind = dice.choice(["", "text/plain", "application/json", "multipart/form-data", "x; charset=utf-16"])
        return self._asked(who, method, action, body, kind)

    def _filled(self, form: SeenForm) -> Pairs:
        """The fields as somebody sends them: mostly with a fresh key and the person's own token."""
        dice = self.dice
        if dice.random() < 0.06:
            return dice.choice(misshapen(form)[:-1])
        pairs = [(name.encode(), value.encode()) for name, value in form.fields]
        places = form.places
        for place in dice.sample(places, min(len(places), dice.choice([0, 1, 1, 2, 3, 40]))):
            pairs[place] = (pairs[place][0], self._value(form))
        if pairs and dice.random() < 0.1:
            del pairs[dice.randrange(len(pairs))]
        if pairs and dice.random() < 0.05:
            pairs.insert(dice.randrange(len(pairs)), dice.choice(pairs))
        if dice.random() < 0.02:
            dice.shuffle(pairs)
        if dice.random() < 0.9:
            pairs = [(n, f"{dice.getrandbits(128):032x}".encode()) if n == b"key" else (n, v) for n, v in pairs]
        return pairs

    def _value(self, form: SeenForm) -> bytes:
        chance = self.dice.random()
        if chance < 0.35:
            return self.dice.choice(HOSTILE)
        if chance < 0.85 or not form.fields:
            return self.dice.choice(LIKELY).encode()
        return self.dice.choice(form.fields)[1].encode()

    def _asked(
        self, who: Role | None, method: str, address: str, body: bytes = b"", kind: str = ""
    ) -> TestResponse | None:
        """Send it; an answer that must not be is noted. Answers None when there is none."""
        what = f"{method} {address[:200]} as {who}: {kind} {body[:400]!r}"
        try:
            answer = ask(self.office.as_(who), method, address, body, kind)
            check(answer, what) if method != "HEAD" else None
        except Exception as problem:  # every kind of it is what is looked for
            self.errors.append(f"{type(problem).__name__}: {problem} ({what})")
            return None
        return answer


@pytest.fixture
def generator(office) -> Generator:
    PopulatedOffice(office).fill()
    office._people.clear()  # a week passed meanwhile, and those who had signed in are signed out
    without_waiting(office)
    for role in Role:
        office.as_(role)
    return Generator(office, SEED)


def test_no_request_made_by_chance_breaks_anything(generator, capsys):
    generator.run(REQUESTS)
    statuses = dict(sorted(generator.statuses.items()))
    with capsys.disabled():
        print(f"\nrequests={generator.sent} errors={len(generator.errors)}")
        print(f"forms={len(generator.shapes)} statuses={statuses}")
    assert generator.errors == []
    assert len(generator.shapes) > 80, "the pages have lost their forms"
    for status in (200, 303, 400, 404, 409, 422):
        assert statuses.get(status, 0) > REQUESTS / 200, f"too few answers of {status} to have tried much"


def test_an_office_that_breaks_is_noticed(generator, monkeypatch):
    monkeypatch.setattr("hcc.web.forms.Form.validate_request", lambda form, request: 1 / 0)
    generator.run(100)
    assert generator.errors
    assert generator.statuses[500] == len(generator.errors)
