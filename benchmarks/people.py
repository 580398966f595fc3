"""Someone at a browser: signs in, keeps cookies, and knows the token that forms must carry."""

import http.client
import re
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from .forms import Controls, controls_of

RENEWED_AFTER = 45
"""Seconds after which a page is opened to renew the session cookie, as the server does for a browser once a minute."""
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_KEY = re.compile(r'name="key" value="([0-9a-f]{32})"')


@dataclass
class Person:
    """A citizen, or an official once signed in."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    home: str = "/tra-cuu"
    _token: str = ""
    _seen: float = float("-inf")

    def sign_in(self, login: str, password: str) -> "Person":
        """Begin a session. Raises RuntimeError when it is refused."""
        page = self._ask("GET", "/dang-nhap")
        token, key = _TOKEN.search(page), _KEY.search(page)
        fields = {"csrf_token": token[1], "login": login, "password": password} | ({"key": key[1]} if key else {})
        self._ask("POST", "/dang-nhap", fields, status=303)
        return self

    def form(self, path: str) -> Controls:
        """The form of a page, as it stands."""
        return controls_of(self._ask("GET", path))

    def file(self, path: str) -> bytes:
        """The bytes of a file."""
        return self._bytes("GET", path)

    @property
    def headers(self) -> dict[str, str]:
        """Headers of this person's requests, with a session cookie that is fresh."""
        if time.monotonic() - self._seen > RENEWED_AFTER:
            self._token = _TOKEN.search(self._ask("GET", self.home))[1]
            self._seen = time.monotonic()
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def opens(self, path: str, *, has: str, times: int = 1) -> dict:
        """A step of a client: open a page, in which `has` must stand."""
        return {"method": "GET", "path": path, "headers": self.headers, "status": 200, "has": has, "times": times}

    def posts(
        self, path: str, fields: list[tuple[str, str]] = (), *, paper: str = "", status: int = 303, has: str = ""
    ):
        """A step of a client: post a form with token and a fresh key, and a file as `paper` if one is named."""
        headers = self.headers
        sent = [("csrf_token", self._token), ("key", secrets.token_hex(16)), *fields]
        file = ["paper", "ban-quet.pdf", paper] if paper else None
        return {
            "method": "POST",
            "path": path,
            "headers": headers,
            "fields": sent,
            "file": file,
            "status": status,
            "has": has,
        }

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None, *, status: int = 200) -> str:
        return self._bytes(method, path, fields, status=status).decode()

    def _bytes(self, method: str, path: str, fields: dict[str, str] | None = None, *, status: int = 200) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            body, headers["Content-Type"] = urlencode(fields), "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        connection.close()
        if answer.status != status:
            raise RuntimeError(f"{method} {path}: {answer.status}, not {status}")
        return content
