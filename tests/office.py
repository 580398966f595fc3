"""An office for tests: the real application on a real database in a folder of its own, and people who use it."""

import configparser
import io
import re
import secrets
import shutil
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import transaction
from webtest import TestApp, Upload

import hcc
from hcc.accounts.demo import OFFICIALS, PASSWORD
from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.procedures.following import new_index
from hcc.procedures.indexing import document_of
from hcc.settings import read_settings
from hcc.shipped import shipped
from hcc.site.content import fill, make_site
from hcc.storage.opening import open_database
from hcc.storage.secrets import secret_bytes

ROOT = Path(__file__).resolve().parent.parent
MONDAY = datetime(2026, 11, 23, 9, 12, tzinfo=LOCAL)
"""A working Monday; the Tuesday after it is a holiday."""
LOGINS = {person.role: person.login for person in OFFICIALS}
PDFS = Path(__file__).parent / "pdfs"


def ini_values(var: Path, **more: object) -> dict[str, str]:
    """The settings of development.ini, with another var folder and cheap password hashes."""
    ini = configparser.ConfigParser(defaults={"here": str(ROOT)})
    ini.read(ROOT / "development.ini", encoding="utf-8")
    values = {key: value for key, value in ini["app:main"].items() if key not in ("use", "here")}
    values["pyramid.reload_templates"] = "false"
    values["hcc.password_memory_kib"] = "64"
    values["hcc.var"] = str(var)
    return {**values, **{f"hcc.{name}": str(value) for name, value in more.items()}}


def make_database(var: Path) -> None:
    """Fill a database as `hcc init` does, and make the secrets as the first start would: copies come with them."""
    settings = read_settings(ini_values(var), environ={})
    for name in ("cookie.key", "factor.key"):
        secret_bytes(settings.secrets_folder, name)
    database = open_database(settings)
    connection = database.open()
    with transaction.manager:
        fill(make_site(connection.root()), settings=settings, catalogue=shipped("catalog"), at=MONDAY)
    connection.close()
    database.close()


def index_catalogue(var: Path) -> None:
    """Make the search index of a database, as the first question of its first Monday would: copies come with it."""
    database = open_database(read_settings(ini_values(var), environ={}))
    connection = database.open()
    folder, today = connection.root()["site"].procedures, MONDAY.date()
    shown = [found for one in folder.values() if (found := document_of(one, today)) is not None]
    index = new_index(var / "index")
    index.rebuild(folder.journal, lambda: shown, as_of=today.isoformat())
    connection.close()
    database.close()


class Office:
    """The running office. `now` is its clock."""

    def __init__(self, var: Path, template: Path, **settings: object) -> None:
        shutil.copytree(template, var, dirs_exist_ok=True)
        self.var = var
        self.now = MONDAY
        self.app = hcc.main({}, **ini_values(var, **settings))
        self.registry = self.app.registry
        self.registry["hcc.clock"] = lambda: self.now
        self._people: dict[str, Person] = {}

    def close(self) -> None:
        self.registry["hcc.database"].close()

    def later(self, **delta: float) -> None:
        """Let time pass."""
        self.now += timedelta(**delta)

    def as_(self, who: Role | str | None = None) -> "Person":
        """A person of the office, signed in, or a citizen when nobody is named."""
        if who is None:
            return Person(self)
        login = LOGINS[Role(who)] if who in set(Role) else who
        if login not in self._people:
            person = self._people[login] = Person(self)
            # As the buttons of the demo officials do: reading the form of the page costs four times as much.
            person.post("/dang-nhap", {"login": login, "password": PASSWORD, "next": ""}, status=303)
        return self._people[login]

    @contextmanager
    def site(self):
        """Look at the objects; changes are given up."""
        manager = transaction.TransactionManager()
        connection = self.registry["hcc.database"].open(manager)
        try:
            yield connection.root()["site"]
        finally:
            manager.abort()
            connection.close()

    @contextmanager
    def changing(self):
        """Change the objects, committed at the end."""
        manager = transaction.TransactionManager()
        connection = self.registry["hcc.database"].open(manager)
        try:
            with manager:
                yield connection.root()["site"]
        finally:
            connection.close()


class Person:
    """Someone at a browser."""

    def __init__(self, office: Office) -> None:
        self.office = office
        # The lint wrapper hides that the body can be read again, which waitress and WebTest both allow.
        self.browser = TestApp(office.app, lint=False)
        self._token: tuple[object, str] = (None, "")

    def sign_in(self, login: str, password: str = PASSWORD, *, status: int = 303):
        form = self.browser.get("/dang-nhap").forms["form"]
        form["login"], form["password"] = login, password
        return form.submit(status=status)

    def get(self, path: str, **options):
        return self.browser.get(path, **options)

    def token(self) -> str:
        """A token of this browser, as any page with a form carries it: of the page it had, while that may still stand
        open. Time passing and other cookies mean another page.
        """
        if self._token[0] != self._moment():
            page = self.browser.get("/tra-cuu")
            found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
            self._token = (self._moment(), found)
        return self._token[1]

    def _moment(self) -> tuple:
        return self.office.now, tuple(sorted(self.browser.cookies.items()))

    def post(self, path: str, fields: dict | None = None, *, status: int | None = None, **options):
        """Post a form as its page would: with token, a fresh key, and the fields."""
        body = {"csrf_token": self.token(), "key": secrets.token_hex(16), **(fields or {})}
        return self.browser.post(path, body, status=status, **options)

    def fill(self, path: str, status: int = 303, **fields: str):
        """Open a page, fill in its form by field name, send it."""
        form = self.browser.get(path).forms["form"]
        for name, value in fields.items():
            form[name] = value
        return form.submit(status=status)

    def upload(
        self, dossier: str, content: bytes, *, name: str = "to-khai.pdf", component: str = "", status: int = 303
    ):
        return self.post(
            f"{dossier}attach",
            {"component": component, "paper": Upload(name, content, "application/pdf")},
            status=status,
        )


def sample_pdf(pages: int = 1) -> bytes:
    """A harmless PDF."""
    import pikepdf

    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(b"0.8 g 60 60 475 722 re f 0 g 100 700 200 20 re f")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
