"""A real server in a process of its own, and browsers that talk to it over a socket."""

import configparser
import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path

from hcc.accounts.demo import PASSWORD
from hcc.core.roles import Role
from office import LOGINS, ROOT, ini_values

Fields = Sequence[tuple[str, str]]
NETWORK = (OSError, http.client.HTTPException)
"""What a browser sees when the server goes away."""


def write_ini(path: Path, var: Path, **more: object) -> Path:
    """A settings file as an administrator has it: development.ini with another var folder."""
    ini = configparser.RawConfigParser()
    ini.read(ROOT / "development.ini", encoding="utf-8")
    for section in [name for name in ini.sections() if name.startswith("app:")]:
        ini.remove_section(section)
    ini["app:main"] = {"use": "egg:hcc", **ini_values(var, **more)}
    ini["logger_root"]["level"] = "WARNING"
    with open(path, "w", encoding="utf-8") as out:
        ini.write(out)
    return path


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def clean_environment(**more: str | None) -> dict[str, str]:
    """This environment without what would choose another database, and changed as asked; None takes a name away."""
    changed = {**dict.fromkeys(("PORT", "VAR", "HCC_INI")), **more}
    return {key: value for key, value in {**os.environ, **changed}.items() if value is not None}


def run_hcc(*arguments: str, seconds: float = 60, cwd: Path | None = None, **environment: str | None):
    """One command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "hcc.cli", *map(str, arguments)],
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        timeout=seconds,
        cwd=cwd,
        check=False,
    )


class Served:
    """`hcc serve` on a free loopback port. `broken` is Python run in the server first, to try the tests themselves."""

    def __init__(self, ini: Path, *, broken: str = "", before: Sequence[str] = (), **environment: str | None) -> None:
        self.ini = ini
        self.port = free_port()
        self.broken = broken
        self.before = before
        self.environment = environment
        self.log = ini.with_name(f"{ini.stem}-server.log")
        self.process: subprocess.Popen | None = None
        self._browsers: list[Browser] = []

    def browser(self, role: Role | None = None) -> "Browser":
        """A browser, signed in when a role is named; closed with the server."""
        browser = Browser(self.port)
        self._browsers.append(browser)
        return browser.sign_in(LOGINS[role]) if role is not None else browser

    def start(self, *, ready: bool = True) -> "Served":
        serve = f"import sys; from hcc.cli import main; sys.exit(main(['--ini', {str(self.ini)!r}, 'serve']))"
        code = f"{self.broken}\n{serve}"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.before, sys.executable, "-c", code],
                env=clean_environment(PORT=str(self.port), **self.environment),
                stdout=log,
                stderr=log,
            )
        if ready:
            self.wait_ready()
        return self

    def wait_ready(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(
                    f"the server ended with {self.process.returncode}:\n{self.log.read_text()[-3000:]}"
                )
            with suppress(*NETWORK), closing(Browser(self.port)) as browser:
                if browser.get("/healthz").status == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(f"no answer in {seconds} s:\n{self.log.read_text()[-3000:]}")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, number: int = signal.SIGTERM, seconds: float = 20) -> int:
        """Ask it to stop; answers its exit status."""
        self.process.send_signal(number)
        return self.process.wait(seconds)

    def __enter__(self) -> "Served":
        return self.start() if self.process is None else self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()
        for browser in self._browsers:
            browser.close()


class NoAnswer(Exception):
    """The server says that nothing was done and one should try again."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        """What a reader sees of a page, roughly."""
        return " ".join(re.sub("<[^>]+>", " ", self.text).split())


class _FormReader(HTMLParser):
    """The controls of the form with id="form", in order, as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._inside = False
        self._select: str | None = None
        self._chosen: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attributes: list) -> None:
        found = dict(attributes)
        if tag == "form":
            self._inside = found.get("id") == "form"
        if not self._inside:
            return
        name = found.get("name")
        if tag == "input" and name and found.get("type") not in ("submit", "file"):
            if found.get("type") not in ("checkbox", "radio") or "checked" in found:
                self.fields.append((name, found.get("value") or ""))
        elif tag == "select":
            self._select, self._chosen = name, None
        elif tag == "option" and self._select and (self._chosen is None or "selected" in found):
            self._chosen = found.get("value") or ""
        elif tag == "textarea":
            self._area = name
            self.fields.append((name, ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            before = self.fields[-1][1]
            # A browser drops the line end right after the opening tag.
            self.fields[-1] = (self._area, before + (data if before else data.removeprefix("\n")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select" and self._select:
            self.fields.append((self._select, self._chosen or ""))
            self._select = None
        elif tag == "textarea":
            self._area = None


def filled_in(fields: Fields, **values: str) -> list[tuple[str, str]]:
    """The same form with some fields changed; a field the form does not have is an error of the test."""
    missing = set(values) - {name for name, _ in fields}
    assert not missing, f"the form has no {missing}: {fields}"
    return [(name, values.get(name, value)) for name, value in fields]


class Browser:
    """One person's browser: cookies, one kept connection, forms."""

    def __init__(self, port: int, seconds: float = 30) -> None:
        self.port = port
        self.seconds = seconds
        self.cookies: dict[str, str] = {}
        self.token = ""
        self._connection: http.client.HTTPConnection | None = None

    def request(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        """One request. Raises one of NETWORK when no whole answer comes."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.seconds)
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            content = response.read()
        except NETWORK:
            self.close()
            raise
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        location = re.sub(r"^https?://[^/]+", "", response.headers.get("Location") or "")
        if response.headers.get("Connection", "").lower() == "close":
            self.close()
        return Answer(response.status, location, content)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def post(self, path: str, fields: Fields, *, key: str | None = None) -> Answer:
        """Post a form with this browser's token and a key of ours."""
        from urllib.parse import urlencode

        fields = [(name, value) for name, value in fields if name not in ("csrf_token", "key")]
        guard = [("csrf_token", self.token), ("key", key or secrets.token_hex(16))]
        return self.request("POST", path, urlencode(guard + fields).encode(), "application/x-www-form-urlencoded")

    def upload(self, path: str, content: bytes, *, name: str = "to-khai.pdf", key: str | None = None, **more: str):
        """Post a PDF as the field `paper`."""
        fields = {"csrf_token": self.token, "key": key or secrets.token_hex(16), **more}
        edge = secrets.token_hex(12)
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in fields.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="paper"; filename="{name}"\r\n'
        parts += [f"{head}Content-Type: application/pdf\r\n\r\n".encode(), content, f"\r\n--{edge}--\r\n".encode()]
        return self.request("POST", path, b"".join(parts), f"multipart/form-data; boundary={edge}")

    def form(self, path: str) -> list[tuple[str, str]]:
        answer = self.get(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        return form_fields(answer.text)

    def sign_in(self, login: str, password: str = PASSWORD) -> "Browser":
        fields = dict(self.form("/dang-nhap"))
        self.token = fields["csrf_token"]
        answer = self.post("/dang-nhap", [("login", login), ("password", password)])
        if answer.status == 503:
            raise NoAnswer("please wait")
        assert answer.status == 303, f"signing in as {login} answered {answer.status}"
        self.token = dict(form_fields(self.get("/tra-cuu").text, any_form=True))["csrf_token"]
        return self


def form_fields(text: str, *, any_form: bool = False) -> list[tuple[str, str]]:
    if any_form:
        found = re.search(r'name="csrf_token" value="([^"]+)"', text)
        assert found, "the page carries no token"
        return [("csrf_token", found[1])]
    reader = _FormReader()
    reader.feed(text)
    return reader.fields


def all_of(names: Iterable[str], fields: Fields, value: str) -> dict[str, str]:
    """The same value for every field of these names that the form has."""
    wanted = set(names)
    return {name: value for name, _ in fields if name in wanted}
