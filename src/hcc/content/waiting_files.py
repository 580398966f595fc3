"""A file that came with a form which was refused for another field: kept a day for whoever sent it.

Browsers give no file back in a form. It stands in `var/cache/waiting`, apart by official, and goes with the form it is
sent again with; whoever deletes it takes away no more than the need to choose it once.
"""

import json
import logging
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyramid.request import Request

from hcc.files.received import CHUNK
from hcc.web.fields import UploadedFile

log = logging.getLogger(__name__)

FIELD = "waiting_file"
"""The hidden field that says which file is meant."""
KEPT = 24 * 3600
"""Seconds."""
MOST = 4
"""Files kept for one official."""
_TOKEN = re.compile(r"[0-9a-f]{32}\Z")
_BYTES, _TOLD = "bytes", "told.json"


@dataclass(frozen=True)
class WaitingFile:
    """A file that is kept: the word for it, what it was called by whoever sent it, how many bytes it has."""

    token: str
    name: str
    size: int
    path: Path


def keep_waiting(request: Request, upload: UploadedFile) -> WaitingFile | None:
    """Keep what was sent; None where it is larger than files may be, or the disk takes no more."""
    try:
        return _kept(request, upload)
    except OSError as trouble:
        log.error("a chosen file cannot wait: %s", trouble.strerror)
        return None


def _kept(request: Request, upload: UploadedFile) -> WaitingFile | None:
    _forget_old(_top(request))
    folder, token = _own(request), secrets.token_hex(16)
    place = folder / token
    place.mkdir(mode=0o700, parents=True)
    size, most = 0, request.office.page_file_mb * 2**20
    upload.file.seek(0)
    with (place / _BYTES).open("xb") as out:
        while size <= most and (chunk := upload.file.read(CHUNK)):
            size += len(chunk)
            out.write(chunk)
    if size > most or not size:
        shutil.rmtree(place)
        return None
    (place / _TOLD).write_text(json.dumps({"name": upload.name, "size": size}), encoding="utf-8")
    for old in sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime)[:-MOST]:
        shutil.rmtree(old, ignore_errors=True)
    return WaitingFile(token, upload.name, size, place / _BYTES)


def waiting_file(request: Request) -> WaitingFile | None:
    """The file that this form says was sent before, by the same official; None where there is none any more."""
    token = request.POST.get(FIELD, "")
    if request.official is None or not isinstance(token, str) or not _TOKEN.match(token):
        return None
    place = _own(request) / token
    try:
        told = json.loads((place / _TOLD).read_text(encoding="utf-8"))
        return WaitingFile(token, told["name"], told["size"], place / _BYTES)
    except (OSError, ValueError, KeyError):
        return None


def let_go(request: Request) -> None:
    """The form was taken: its file is kept elsewhere now."""
    if (waiting := waiting_file(request)) is not None:
        shutil.rmtree(waiting.path.parent, ignore_errors=True)


def _top(request: Request) -> Path:
    return request.office.var / "cache" / "waiting"


def _own(request: Request) -> Path:
    return _top(request) / sha256(request.official.login.encode()).hexdigest()[:32]


def _forget_old(top: Path) -> None:
    # Its age is the machine's: an office's own clock has nothing to do with the disk.
    before = time.time() - KEPT
    for place in top.glob("*/*"):
        try:
            if place.stat().st_mtime < before:
                shutil.rmtree(place, ignore_errors=True)
        except OSError:  # another process forgot it first
            continue
