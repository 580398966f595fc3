"""Forms as they stand on the pages, what no friendly reader fills in, and sending exactly such bytes.

Whatever comes: never an answer of 500 or more, never a trace of the inside, and nothing typed comes back as anything
but text.
"""

import io
import re
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, unquote_to_bytes

from bs4 import BeautifulSoup
from webtest import TestResponse
from webtest.app import TestRequest

from hcc.accounts.lanes import Growth, SignInLanes
from hcc.accounts.throttle import TriesPerPlace
from hcc.core.roles import Role
from office import Office, Person

HOSTILE: list[bytes] = [
    b"",
    b" ",
    b"\t\r\n",
    b"\x00",
    b"a\x00b",
    b"\x1b[31m\x07\x08",
    b"\xff\xfe\xfd",
    b"\xed\xa0\x80",
    b"\xc3\x28",
    b"\xf4\x90\x80\x80",
    "\u202edne\u202c".encode(),
    "\ufeff\u200b\u2060".encode(),
    "\ue000\ufdd0\uffff".encode(),
    "😀👨‍👩‍👧".encode(),
    "Gia\u0302\u0301y tờ".encode(),
    ("á" * 400).encode(),
    b"x" * 10_000,
    ("ế " * 5_000).encode(),
    b"<script>alert(1)</script>",
    b'"><img src=x onerror=alert(1)>',
    b"'><svg/onload=alert(1)>",
    b"</textarea></title><script>alert(1)</script>",
    b"javascript:alert(1)//",
    b"${request.registry.settings} ${7*7}",
    b'<tal:x replace="7*7"/> {{7*7}} <%= 7*7 %>',
    b"{0.__class__.__init__.__globals__} {request}",
    b"%s%s%s%n %(x)s",
    b"' OR 1=1; DROP TABLE x; --",
    b"../../../../etc/passwd\x00.pdf",
    b"..\\..\\windows\\win.ini",
    b"/dev/zero",
    b"1000000000",
    b"99999999999999999999999999999999",
    b"9" * 5_000,
    b"-1",
    b"0",
    b"1.5",
    b"NaN",
    b"1e400",
    b"-Infinity",
    b"0x1F",
    "١٢٣".encode(),
    b"1_000",
    b"31/02/2026",
    b"00/00/0000",
    b"and",
    b"or not (",
    b'"khai sinh',
    b"* ? ~2 ^9 [a TO z] title:x",
    b"[]",
    b"\r\nSet-Cookie: hostile=1\r\n\r\n<html>",
    b"=cmd|'/C calc'!A0",
    b"a:mapping",
    b'@import "@preview/x:1"; #eval("1")',
]

FIELDS = "application/x-www-form-urlencoded"

_RUNS = re.compile(r"<script>alert|<img src=x|<svg/onload|<tal:x", re.IGNORECASE)
_HANDLER = re.compile(r"\son(error|load)\s*=", re.IGNORECASE)


def check(answer: TestResponse, what: str) -> None:
    """What holds for every answer."""
    assert answer.status_int < 500, what
    assert "hostile" not in answer.headers.get("Set-Cookie", ""), what
    if "html" not in answer.content_type:
        return
    text = answer.text
    assert "Traceback (most recent call last)" not in text, what
    assert not _RUNS.search(text), what
    if _HANDLER.search(text):  # as text it is harmless
        tags = BeautifulSoup(text, "html.parser").find_all(True)
        assert not [tag for tag in tags for name in tag.attrs if name.startswith("on")], what
    assert "pyramid.registry" not in text, what
    assert "__globals__': " not in text, what
    if answer.status_int >= 400:
        assert "<main" in text, what


@dataclass(frozen=True)
class SeenForm:
    """A form of some page: who saw it, where it goes, and its fields in order, buttons left out."""

    who: Role | None
    method: str
    action: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    @property
    def places(self) -> list[int]:
        """Which fields a person, or somebody playing with the page, would fill in."""
        kept = ("csrf_token", "key", "__start__", "__end__")
        return [place for place, (name, _) in enumerate(self.fields) if name not in kept]

    def with_field(self, place: int, value: bytes) -> list[tuple[bytes, bytes]]:
        pairs = [(name.encode(), text.encode()) for name, text in self.fields]
        pairs[place] = (pairs[place][0], value)
        return pairs

    def __str__(self) -> str:
        return f"{self.method} {self.action} as {self.who}"


def encoded(pairs: list[tuple[bytes, bytes]]) -> bytes:
    return "&".join(f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs).encode()


def multipart(pairs: list[tuple[bytes, bytes]], files: dict[bytes, tuple[bytes, bytes]]) -> tuple[str, bytes]:
    """Content type and body of these fields and files."""
    parts = [b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % pair for pair in pairs]
    parts += [
        b'Content-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: application/pdf\r\n\r\n%s'
        % (name, *file)
        for name, file in files.items()
    ]
    body = b"".join(b"--BoUnDaRy\r\n%s\r\n" % part for part in parts) + b"--BoUnDaRy--\r\n"
    return "multipart/form-data; boundary=BoUnDaRy", body


def forms_of(page: TestResponse, who: Role | None, path: str) -> list[SeenForm]:
    """Every form of a page that goes somewhere."""
    found = BeautifulSoup(page.text, "html.parser").find_all("form")
    return [_seen(form, who, path) for form in found if form.get("method") != "dialog"]


def _seen(form, who: Role | None, path: str) -> SeenForm:
    fields, files = [], []
    for control in form.find_all(["input", "select", "textarea"]):
        name, kind = control.get("name"), control.get("type", "text")
        if not name or kind in ("submit", "button", "image", "reset"):
            continue
        if kind == "file":
            files.append(name)
        elif control.name == "select":
            chosen = control.find("option", selected=True) or control.find("option")
            fields.append((name, chosen.get("value", "") if chosen else ""))
        elif control.name == "textarea":
            fields.append((name, control.get_text()))
        else:
            fields.append((name, control.get("value", "")))
    action = (form.get("action") or path).partition("#")[0]
    return SeenForm(who, form.get("method", "get").upper(), action, tuple(fields), tuple(files))


def without_waiting(office: Office) -> None:
    """Whoever tries too often is not asked to wait."""
    for name in ("hcc.tracking_tries", "hcc.check_tries"):
        office.registry[name] = TriesPerPlace(same=10**9, place=10**9, altogether=10**9)
    for name in ("hcc.sign_in_lanes", "hcc.code_lanes", "hcc.presence_lanes"):
        office.registry[name] = SignInLanes(*[Growth(free=10**9, first=0, most=0)] * 2)


def ask(person: Person, method: str, address: str, body: bytes = b"", kind: str = "") -> TestResponse:
    """Send exactly these bytes with the person's cookies; WebTest's own methods read address and body first."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in person.browser.cookies.items()),
        "wsgi.input": io.BytesIO(body),
    }
    return TestRequest.blank("/", environ=environ).get_response(person.office.app)


def send(office: Office, form: SeenForm, pairs: list[tuple[bytes, bytes]]) -> TestResponse:
    person = office.as_(form.who)
    if form.method == "GET":
        return ask(person, "GET", f"{form.action.partition('?')[0]}?{encoded(pairs).decode()}")
    if form.files:
        kind, body = multipart(pairs, {name.encode(): (b"a.pdf", b"%PDF-1.7\n") for name in form.files})
        return ask(person, "POST", form.action, body, kind)
    return ask(person, "POST", form.action, encoded(pairs), FIELDS)


def misshapen(form: SeenForm) -> list[list[tuple[bytes, bytes]]]:
    """The form's fields missing, doubled, renamed, crossed, nested and multiplied."""
    whole = [(name.encode(), value.encode()) for name, value in form.fields]
    shapes = [whole[:place] + whole[place + 1 :] for place in range(min(len(whole), 25))]
    shapes += [[*whole, whole[place]] for place in range(0, len(whole), max(1, len(whole) // 5))]
    shapes += [[(name + b"[]", value) for name, value in whole]]
    shapes += [[(b"", value) for _, value in whole], [(name, b"") for name, _ in whole], whole[::-1], []]
    swapped = {b"__start__": b"__end__", b"__end__": b"__start__"}
    shapes += [[(swapped.get(name, name), value) for name, value in whole]]
    shapes += [[pair for pair in whole if pair[0] != b"__end__"], [pair for pair in whole if pair[0] != b"__start__"]]
    shapes += [whole + [(b"__start__", b"x:mapping")] * 50 + [(b"__end__", b"x:mapping")] * 50]
    shapes += [[*whole, (b"__start__", b"x:sequence"), (b"a", b"b"), (b"__end__", b"x:sequence")]]
    shapes += [
        [*whole, (b"__start__", kind)] for kind in (b"", b":", b"x", b"x:rename", b"x:y:mapping", b"\xff:mapping")
    ]
    shapes += [[*whole, (b"__add__", b"1")], [(b"__remove__", b"1"), *whole], [(b"__rename__", b"x"), *whole]]
    shapes += [[*whole, (b"role", b"admin"), (b"state", b"returned"), (b"__class__", b"x"), (b"self", b"x")]]
    shapes += [[*whole, (b"\xff\xfe", b"x"), (b"a\x00b", b"x"), (b"x" * 10_000, b"x")]]
    shapes += [whole + [(b"x%d" % number, b"x") for number in range(5_100)]]
    return shapes
