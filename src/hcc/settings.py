"""Every setting, once: name, type, default, a sentence. A bad value stops the start-up and names itself."""

import ipaddress
import os
import re
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "hcc."

AGENCY_CODE = re.compile(r"(?=.{3,35}\Z)[A-Y]\d{2}(?:\.[0-9A-Z]+)*\Z", re.ASCII)
"""Agency code (mã định danh), QĐ 20/2020/QĐ-TTg art. 4 and 6."""


GONE = {"hours_text": "is a setting no longer: hours are those of the office calendar. Take the line out"}
"""What older files may still have, and what to do about it."""

LEAST_MEMORY_KIB = 8
MOST_COUNTERS = 9


class BadSetting(Exception):
    """A setting that cannot be used; the message names it and says what it must be."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{PREFIX}{name}: {problem}")


def _setting(default: Any = MISSING, *, doc: str, least: int = 1, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"doc": doc, "least": least, "choices": choices})


@dataclass(frozen=True)
class Settings:
    """The settings of one office. Read from keys that begin with ``hcc.`` in the ini file."""

    agency_code: str = _setting(doc="Agency code (mã định danh) that begins every reception number. No default.")
    office_name: str = _setting(doc="Name of the centre, as on its sign.")
    commune: str = _setting(doc='Commune with its kind, such as "xã An Mẫu".')
    province: str = _setting(doc='Province with its kind, such as "tỉnh Phú Mẫu".')
    authority: str = _setting(doc="The authority above the centre, as at the head of its papers.")
    address: str = _setting(doc="Where people find the centre.")
    phone: str = _setting(doc="Phone number shown on every page.")
    var: Path = _setting(
        Path("var"), doc="Folder of the database, index, secrets and logs. VAR in the environment wins."
    )
    storage: str = _setting("", doc="URI of the database; empty: Data.fs with synced blobs in the var folder.")
    pool_size: int = _setting(
        12, doc="Database connections kept open: at least as many as threads and uploads_waiting together."
    )
    cache_size: int = _setting(1_000, doc="Objects kept in memory a connection.")
    page_cache_mb: int = _setting(
        8, least=0, doc="Memory for finished public pages, in megabytes; 0 makes every page anew."
    )
    listen: str = _setting("127.0.0.1:6543", doc="Address and port served. PORT in the environment sets the port.")
    threads: int = _setting(4, doc="Requests worked on at once.")
    uploads_waiting: int = _setting(
        8, doc="Uploaded files that may wait to be looked at, two at a time, without keeping other requests waiting."
    )
    one_core: bool = _setting(
        True,
        doc="Keep the server's threads on one processor core, which makes each page about a sixth cheaper. Children "
        "that read papers use the others. Several servers on one machine: false, or give each its cores from outside.",
    )
    public_url: str = _setting(
        "", doc="Address citizens reach, such as https://anmau.example; empty: no QR code is made."
    )
    portal_url: str = _setting(
        "https://dichvucong.gov.vn/",
        doc="Front page of the national portal: where a sheet leads whose procedure has no address of its own there.",
    )
    trusted_proxy: str = _setting(
        "",
        doc="Address of the web server in front, whose X-Forwarded-For, -Proto and -Host are believed. "
        "Empty: nobody's, and everyone behind that server counts as one place for the limits on wrong tries.",
    )
    demo: bool = _setting(False, doc="Make a demo office with invented people. Only on a loopback address.")
    dossier_code_source: str = _setting(
        "own",
        choices=("own", "external"),
        doc="Who gives the dossier code (mã hồ sơ): own, so that the reception number is the code; or external, the "
        "national or provincial system: it is entered when known, and the dossier stands on a list until then.",
    )
    clerk_registers: bool = _setting(
        False,
        doc="Whether the clerk (văn thư) enters every signed result in a register of outgoing papers and seals it. "
        "False: approving ends the work, and the numbers are those the handling official proposed.",
    )
    supplement_symbol: str = _setting("PBS-HDHS", doc="What stands behind the number of supplement requests (form 02).")
    refusal_symbol: str = _setting("PTC-HDHS", doc="What stands behind the number of refusals (form 03).")
    apology_symbol: str = _setting("PXL-HDHS", doc="What stands behind the number of apologies (form 04).")
    stop_symbol: str = _setting("TBD-HDHS", doc="What stands behind the number of notices of stop (form 05).")
    session_idle_minutes: int = _setting(60, doc="A session ends after so many minutes without a request.")
    session_hours: int = _setting(12, doc="A session ends after so many hours in any case.")
    deadline_pause: str = _setting(
        "restart",
        choices=("restart", "resume"),
        doc="How a time limit goes on when papers asked for have come: restart counts it afresh from their return "
        "(NĐ 61/2018 art. 19), resume adds the working time waited.",
    )
    deadline_landing: str = _setting(
        "same_clock",
        choices=("same_clock", "close_of_day"),
        doc="When on its last day a limit in days ends: same_clock at the clock time of reception, close_of_day at the "
        "end of the day's last session.",
    )
    counters: int = _setting(
        9, doc="Counters of the hall, Quầy 1 and on, at most 9: to them numbers of the queue are called."
    )
    factor_roles: str = _setting(
        "administrator",
        doc="Roles, separated by spaces, that wait until their official has a second factor. Empty: it is everyone's "
        "own choice.",
    )
    password_memory_kib: int = _setting(19_456, doc="Memory of one Argon2id hash, in KiB.")
    upload_mb: int = _setting(64, doc="Largest paper taken in, in megabytes.")
    page_file_mb: int = _setting(50, doc="Largest file or picture among the centre's own pages, in megabytes.")
    dossier_papers: int = _setting(40, doc="Most papers of one dossier.")
    dossier_mb: int = _setting(500, doc="Most that the papers of one dossier take together, in megabytes.")
    official_papers_a_day: int = _setting(500, doc="Most papers one official sends in a day.")
    official_mb_a_day: int = _setting(4_000, doc="Most that one official sends in a day, in megabytes.")
    copy_link_days: int = _setting(
        30, doc="Days during which the link handed to a citizen opens her electronic certified copy."
    )
    disk_warn_percent: int = _setting(80, doc="The page of health warns when so much of a disk is used.")
    disk_bad_percent: int = _setting(90, doc="The page of health calls a disk nearly full from here.")
    backup_hours: int = _setting(26, doc="A backup older than so many hours is overdue; twice as old, it is red.")
    drill_days: int = _setting(100, doc="A restore drill (hcc restore --check) older than so many days is overdue.")
    tls_certificate: str = _setting(
        "",
        doc="File with the certificate (PEM) that the web server in front shows: the page of health watches its end. "
        "Empty: it is not watched.",
    )
    monitor_token_file: str = _setting(
        "",
        doc="File with the token that a monitoring program sends (Authorization: Bearer ...) to /healthz/parts. Empty: "
        "that address is not there.",
    )
    signing_key: str = _setting("", doc="PKCS#12 file that signs electronic copies; empty: a trial key is made.")
    signing_passphrase_file: str = _setting("", doc="File that holds the passphrase of signing_key.")

    token_module: str = _setting(
        "",
        doc="PKCS#11 library of the token that signs electronic copies, as its maker installs it, such as "
        "/usr/lib/softhsm/libsofthsm2.so. Whoever signs types the PIN each time; it is kept nowhere. signing_key then "
        "signs only the daily seals. Empty: copies are signed with signing_key.",
    )
    token_label: str = _setting("", doc="Name of the token (its label).")
    token_certificate: str = _setting(
        "", doc="File with the certificate in the token, then those above it, as PEM; or the certificate alone as DER."
    )

    @property
    def own_code(self) -> bool:
        """Whether the reception number is the dossier code too."""
        return self.dossier_code_source == "own"

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def origin(self) -> str:
        """Where a browser finds the office."""
        return self.public_url or f"http://{self.listen}"

    @property
    def secrets_folder(self) -> Path:
        return self.var / "secrets"

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https:")


def _read(name: str, kind: type, text: str, least: int, choices: tuple[str, ...]) -> Any:
    if choices and text not in choices:
        raise BadSetting(name, f"must be {' or '.join(choices)}, not {text!r}")
    if kind is bool:
        if text.lower() in ("true", "yes", "on", "1"):
            return True
        if text.lower() in ("false", "no", "off", "0", ""):
            return False
        raise BadSetting(name, f"must be true or false, not {text!r}")
    if kind is int:
        if not (text.isascii() and text.isdecimal() and len(text) < 10) or int(text) < least:
            raise BadSetting(name, f"must be a whole number from {least}, not {text!r}")
        return int(text)
    if kind is Path and not text:
        raise BadSetting(name, "must name a folder")
    return Path(text) if kind is Path else text


def read_settings(values: dict[str, str], environ: dict[str, str] | None = None) -> Settings:
    """Settings from an ini section and the environment. Raises BadSetting for the first bad one."""
    environ = dict(os.environ) if environ is None else environ
    given = {key.removeprefix(PREFIX): str(value).strip() for key, value in values.items() if key.startswith(PREFIX)}
    known = {f.name: f for f in fields(Settings)}
    for name in given:
        if name not in known:
            raise BadSetting(name, GONE.get(name, "there is no such setting; docs/settings.md lists them all"))
    if environ.get("VAR"):
        given["var"] = environ["VAR"]
    for name, spec in known.items():
        if spec.default is MISSING and not given.get(name):
            raise BadSetting(name, f"is needed. {spec.metadata['doc']}")
    read = {
        name: _read(name, known[name].type, text, known[name].metadata["least"], known[name].metadata["choices"])  # type: ignore[arg-type]
        for name, text in given.items()
    }
    if environ.get("PORT"):
        host = read.get("listen", known["listen"].default).rpartition(":")[0]
        read["listen"] = f"{host}:{environ['PORT']}"
        if read.get("demo") and read.get("public_url"):
            read["public_url"] = f"http://{read['listen']}"
    read["public_url"] = read.get("public_url", "").rstrip("/")
    read["var"] = Path(os.path.abspath(read.get("var", known["var"].default)))
    settings = Settings(**read)
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    if not AGENCY_CODE.match(settings.agency_code):
        raise BadSetting("agency_code", f"must be an agency code such as H44.99, not {settings.agency_code!r}")
    host, _, port = settings.listen.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal() and len(port) < 6) or not 0 < int(port) < 65_536:
        raise BadSetting("listen", f"must be address:port, not {settings.listen!r}")
    if settings.demo and not is_loopback(settings.host):
        raise BadSetting("demo", f"the demo office is only for a loopback address, not {settings.host!r}")
    if settings.public_url and not _is_origin(settings.public_url):
        raise BadSetting("public_url", f"must be http(s)://host, not {settings.public_url!r}")
    if not settings.portal_url.startswith("https://") or any(letter.isspace() for letter in settings.portal_url):
        raise BadSetting("portal_url", f"must be an https address, not {settings.portal_url!r}")
    if settings.trusted_proxy and not _is_address(settings.trusted_proxy):
        raise BadSetting("trusted_proxy", f"must be an IP address such as 127.0.0.1, not {settings.trusted_proxy!r}")
    if settings.signing_key and not settings.signing_passphrase_file:
        raise BadSetting("signing_passphrase_file", "is needed beside signing_key")
    for name in ("token_label", "token_certificate"):
        if settings.token_module and not getattr(settings, name):
            raise BadSetting(name, "is needed beside token_module")
    if settings.counters > MOST_COUNTERS:
        raise BadSetting("counters", f"must be at most {MOST_COUNTERS}: one digit on the screen of the hall")
    for name in ("disk_warn_percent", "disk_bad_percent"):
        if getattr(settings, name) > 100:
            raise BadSetting(name, "is a part of a disk in hundredths: at most 100")
    if settings.password_memory_kib < LEAST_MEMORY_KIB:
        raise BadSetting("password_memory_kib", f"must be at least {LEAST_MEMORY_KIB}, the least Argon2id takes")


def _is_origin(url: str) -> bool:
    """Whether this is a scheme, a host and perhaps a port, with nothing behind them."""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
    except ValueError:  # brackets that do not close, a port that is no number
        return False
    return parts.scheme in ("http", "https") and named and url == f"{parts.scheme}://{parts.netloc}"


def is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
