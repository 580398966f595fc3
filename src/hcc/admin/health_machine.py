"""The machine the office runs on: disks, memory, clock, and the certificate of the web server in front."""

import ctypes
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from persistent.TimeStamp import TimeStamp
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.text import message
from hcc.storage.opening import blob_folder, data_file
from hcc.storage.upkeep import BACKED_UP, noted
from hcc.web.health_checks import BAD, IDLE, OK, WARN, Finding

GOOD, LOOK = message("Good"), message("Look at the log")
FULL_SOON_DAYS, FULL_VERY_SOON_DAYS = 60, 7
"""At the pace of the last weeks the disk is full within so many days: a warning, and red."""
PACE_DAYS = 3
"""Backups must lie so far apart for a pace to be reckoned."""
MEMORY_WARN, MEMORY_BAD = 0.10, 0.04
"""Share of the machine's memory that is still to be had."""
CERTIFICATE_WARN = 30
"""Days."""
AHEAD = timedelta(seconds=5)
"""The newest transaction may lie so far ahead of the clock; ZODB gives no two the same moment."""


def disk(request: Request) -> Finding:
    """The fullest of the disks that hold the var folder and the papers."""
    office = request.office
    folders = {office.var.stat().st_dev: office.var}
    if (data := data_file(office)) is not None and blob_folder(data).exists():
        folders.setdefault(blob_folder(data).stat().st_dev, blob_folder(data))
    usage = max((shutil.disk_usage(folder) for folder in folders.values()), key=lambda one: one.used / one.total)
    percent, free = 100 * usage.used / usage.total, usage.free // 2**30
    days = _days_until_full(request, usage.used, usage.free)
    facts = {"percent": round(percent), "free": free}
    measured = message("${percent} percent used, ${free} GB left", mapping=facts)
    if days is not None and days < 3650:
        measured = message(
            "${percent} percent used, ${free} GB left; full in ${days} days at the pace of late",
            mapping={**facts, "days": days},
        )
    part, limit = message("Disk"), f"{office.disk_bad_percent} %"
    soon = days if days is not None else FULL_SOON_DAYS
    advice = message("Take away what is not needed, run “hcc pack”, or get a larger disk.")
    if percent >= office.disk_bad_percent or soon < FULL_VERY_SOON_DAYS:
        return Finding(part, BAD, message("Nearly full"), measured, advice, limit)
    if percent >= office.disk_warn_percent or soon < FULL_SOON_DAYS:
        return Finding(part, WARN, message("Filling up"), measured, advice, limit)
    return Finding(part, OK, GOOD, measured, limit=limit)


def _days_until_full(request: Request, used: int, free: int) -> int | None:
    """At the pace since the oldest backup that is noted; None where that cannot be said, or the disk does not fill."""
    notes = [note for note in noted(request.office.var, BACKED_UP) if isinstance(note.get("disk_used"), int)]
    if not notes:
        return None
    days = (request.now - notes[0]["at"]).total_seconds() / 86_400
    grown = used - notes[0]["disk_used"]
    return int(free / (grown / days)) if days >= PACE_DAYS and grown > 0 else None


def memory(request: Request) -> Finding:
    """What the machine still has, and what this process takes."""
    part = message("Memory")
    try:
        lines = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text().splitlines())
        total, free = (int(lines[name].split()[0]) / 1024 for name in ("MemTotal", "MemAvailable"))
        own = int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) / 1024
    except (OSError, KeyError, ValueError, IndexError):
        return Finding(part, IDLE, message("Not known here"), message("This machine does not tell."))
    measured = message(
        "${free} of ${total} MB to be had, the server takes ${own} MB",
        mapping={"free": round(free), "total": round(total), "own": round(own)},
    )
    limit, advice = f"{MEMORY_BAD:.0%}", message("Stop other programs on this machine, or restart the server.")
    if free < total * MEMORY_BAD:
        return Finding(part, BAD, message("Used up"), measured, advice, limit)
    if free < total * MEMORY_WARN:
        return Finding(part, WARN, message("Little left"), measured, advice, limit)
    return Finding(part, OK, GOOD, measured, limit=limit)


def clock(request: Request) -> Finding:
    """Whether the clock stands before what was stored last, and whether the machine keeps it by a time server."""
    part = message("Clock")
    newest = TimeStamp(request.zodb.db().lastTransaction())
    ahead = datetime.fromtimestamp(newest.timeTime(), UTC) - datetime.now(UTC)
    if ahead > AHEAD:
        seconds = round(ahead.total_seconds())
        measured = message("${seconds} seconds behind what was stored last", mapping={"seconds": seconds})
        return Finding(part, BAD, message("Wrong"), measured, message("Set the clock of this machine right."))
    kept = _kept_by_time_server()
    if kept is None:
        return Finding(part, IDLE, message("Not known here"), message("This machine does not tell."))
    if not kept:
        measured = message("No time server keeps it: it may drift.")
        return Finding(part, WARN, message("On its own"), measured, message("Switch on time synchronisation (NTP)."))
    return Finding(part, OK, GOOD, message("A time server keeps it."))


def _kept_by_time_server() -> bool | None:
    """What the kernel says (adjtimex(2), status bit STA_UNSYNC); None where it cannot be asked."""
    if not sys.platform.startswith("linux") or ctypes.sizeof(ctypes.c_long) != 8:
        return None
    asked = ctypes.create_string_buffer(256)
    try:
        if ctypes.CDLL(None, use_errno=True).adjtimex(asked) < 0:
            return None
    except (OSError, AttributeError):
        return None
    status = int.from_bytes(asked.raw[40:44], sys.byteorder)
    unsynchronised = 0x40
    return not status & unsynchronised


def tls(request: Request) -> Finding:
    """The certificate of the web server in front, where a setting names its file."""
    part, limit = message("Certificate of the address"), message("${days} days", mapping={"days": CERTIFICATE_WARN})
    if not request.office.tls_certificate:
        measured = message("Name its file in the setting tls_certificate, and its end is watched here.")
        return Finding(part, IDLE, message("Not watched"), measured, limit=limit)
    advice = message("Have it renewed, or look why that did not happen by itself.")
    try:
        content = Path(request.office.tls_certificate).read_bytes()
        end = x509.load_pem_x509_certificates(content)[0].not_valid_after_utc
    except (OSError, ValueError):
        measured = message("The file that the setting names cannot be read.")
        return Finding(part, BAD, message("Cannot be looked at"), measured, advice, limit)
    return until(part, (end - request.now).days, advice)


def until(part, days: int, advice) -> Finding:
    """A certificate that ends in so many days."""
    limit = message("${days} days", mapping={"days": CERTIFICATE_WARN})
    if days < 0:
        measured = message("expired ${days} days ago", mapping={"days": -days})
        return Finding(part, BAD, message("Expired"), measured, advice, limit)
    measured = message("valid for ${days} more days", mapping={"days": days})
    if days < CERTIFICATE_WARN:
        return Finding(part, WARN, message("Expires soon"), measured, advice, limit)
    return Finding(part, OK, GOOD, measured, limit=limit)


def includeme(config: Configurator) -> None:
    for order, (name, look) in enumerate((("disk", disk), ("memory", memory), ("clock", clock), ("tls", tls))):
        config.add_health_check(name, look, order=10 + order)
