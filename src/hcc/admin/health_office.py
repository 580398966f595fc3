"""What those who keep the office's data must know: copies, drills, index, jobs, keys, errors, versions."""

from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.certifications.views.key import readable_key
from hcc.core.calendar import LOCAL
from hcc.core.text import message
from hcc.procedures.following import follow
from hcc.search.index import IndexUnavailable
from hcc.storage.backup import last_backup
from hcc.storage.opening import data_file
from hcc.storage.upkeep import DRILLED, PACKED, VERIFIED, last_noted
from hcc.web.health_checks import BAD, IDLE, OK, WARN, Finding

from .health_machine import GOOD, LOOK, until

JOB_HOURS = 1
VERIFY_DAYS = 8
"""A night without `hcc verify` is no harm, a week is."""
ERROR_HOURS = 24
NONE_YET, OVERDUE = message("None yet"), message("Overdue")


def backup(request: Request) -> Finding:
    made, part, hours = last_backup(request.office), message("Backup"), request.office.backup_hours
    limit = message("${hours} hours", mapping={"hours": hours})
    advice = message("Run “hcc backup DIR” on this machine")
    if made is None:
        return Finding(part, WARN, NONE_YET, message("Nothing was copied yet."), advice, limit)
    age = int((request.now - made).total_seconds() // 3600)
    measured = message("${hours} hours ago", mapping={"hours": age})
    if age > hours:
        return Finding(part, BAD if age > 2 * hours else WARN, OVERDUE, measured, advice, limit)
    return Finding(part, OK, GOOD, measured, limit=limit)


def drill(request: Request) -> Finding:
    """The last time a backup was brought back on trial."""
    advice = message("Run “hcc restore --check DIR”: a copy that nobody ever brought back may be none.")
    return _done_lately(request, DRILLED, message("Restore drill"), request.office.drill_days, advice)


def verified(request: Request) -> Finding:
    """The last time everything stored was held against its records."""
    advice = message("Run “hcc verify” every night; what it prints says what is damaged.")
    return _done_lately(request, VERIFIED, message("Check of all that is stored"), VERIFY_DAYS, advice)


def _done_lately(request: Request, what: str, part, days: int, advice) -> Finding:
    note, limit = last_noted(request.office.var, what), message("${days} days", mapping={"days": days})
    if note is None:
        return Finding(part, WARN, NONE_YET, message("It was not done yet."), advice, limit)
    facts = {"at": f"{note['at'].astimezone(LOCAL):%d/%m/%Y}", "count": note.get("faults", 0)}
    if note.get("faults"):
        measured = message("${at}: ${count} faults", mapping=facts)
        return Finding(part, BAD, message("Faults found"), measured, advice, limit)
    measured = message("${at}: nothing found", mapping=facts)
    if request.now - note["at"] > timedelta(days=days):
        return Finding(part, WARN, OVERDUE, measured, advice, limit)
    return Finding(part, OK, GOOD, measured, limit=limit)


def database(request: Request) -> Finding:
    """How large the data file is, and when it was packed last. A large one is no fault: packing is asked for by the
    disk."""
    part, data = message("Database"), data_file(request.office)
    size = data.stat().st_size if data is not None and data.exists() else request.zodb.db().getSize()
    note = last_noted(request.office.var, PACKED)
    facts = {"size": f"{size / 1e6:.1f}".replace(".", ","), "objects": request.zodb.db().objectCount()}
    if note is None:
        return Finding(part, OK, GOOD, message("${size} MB, never packed", mapping=facts))
    facts["at"] = f"{note['at'].astimezone(LOCAL):%d/%m/%Y}"
    return Finding(part, OK, GOOD, message("${size} MB, packed ${at}", mapping=facts))


def index(request: Request) -> Finding:
    part = message("Search index")
    try:
        found = follow(request)
        found.snapshot()
    except IndexUnavailable:
        measured = message("The list is shown from the database meanwhile")
        advice = message("Wait a minute. Where it stays so, look at the log and whether the disk can be written.")
        return Finding(part, WARN, message("Being made"), measured, advice)
    last = request.site.procedures.journal.last
    measured = message("change ${at} of ${last}", mapping={"at": found.sequence, "last": last})
    if found.sequence == last:
        return Finding(part, OK, GOOD, measured)
    return Finding(part, WARN, message("Behind"), measured, message("It follows with the next search."))


def certificate(request: Request) -> Finding:
    part, key = message("Signing certificate"), readable_key(request)
    if key is None:
        advice = message("Electronic copies cannot be signed. Look at the log, and at the settings of the key.")
        return Finding(part, BAD, LOOK, message("The key cannot be read."), advice)
    found = until(part, (key.not_after - request.now).days, message("Have it renewed: that takes weeks."))
    if found.kind == OK and key.is_trial:
        return Finding(part, IDLE, message("Trial certificate"), found.measured, limit=found.limit)
    return found


def jobs(request: Request) -> Finding:
    part, limit = message("Background jobs"), message("${hours} hours", mapping={"hours": JOB_HOURS})
    every = list(request.site.jobs)
    parked = sum(job.parked for job in every)
    facts = {"count": parked, "waiting": len(every) - parked}
    measured = message("${count} set aside, ${waiting} waiting", mapping=facts)
    late = request.now.timestamp() - JOB_HOURS * 3600
    if any(job.due < late and not job.parked for job in every):
        # Where the server alone holds the database it does them itself, and `hcc worker` refuses to start.
        ours = data_file(request.office) is not None
        advice = (
            message("Nobody does them: restart the server") if ours else message("Nobody does them: start “hcc worker”")
        )
        return Finding(part, BAD, OVERDUE, measured, advice, limit)
    if parked:
        advice = message("Open Background jobs: have them tried again, or drop them.")
        return Finding(part, WARN, message("Look at the list"), measured, advice, limit)
    return Finding(part, OK, GOOD, measured, limit=limit)


def policy(request: Request) -> Finding:
    part, count = message("Safety of the pages"), len(request.registry["hcc.csp_reports"])
    measured = message("${count} reports of pages that broke the content policy", mapping={"count": count})
    if not count:
        return Finding(part, OK, GOOD, measured)
    return Finding(part, WARN, LOOK, measured, message("Somebody's browser, or a page of ours: tell its makers."))


def errors(request: Request) -> Finding:
    """Pages answered with an error of ours, since the start and no longer ago than a day."""
    since: datetime = request.now - timedelta(hours=ERROR_HOURS)
    count = sum(at > since for at in request.registry["hcc.errors_answered"])
    part, facts = message("Errors of the program"), {"count": count, "hours": ERROR_HOURS}
    measured = message("${count} in the last ${hours} hours, since this server was started", mapping=facts)
    if not count:
        return Finding(part, OK, GOOD, measured)
    advice = message("The log of the server has each with a reference, and no personal data: send it to its makers.")
    return Finding(part, WARN, LOOK, measured, advice)


def versions(request: Request) -> Finding:
    """The program, and how many evolution steps the database has taken: it would not be served with one waiting."""
    facts = {"program": _program(), "steps": len(request.site.evolution)}
    measured = message("Program ${program}, database at step ${steps}", mapping=facts)
    return Finding(message("Versions"), OK, GOOD, measured)


@cache
def _program() -> str:
    try:
        return version("hcc")
    except PackageNotFoundError:
        return "?"


CHECKS = (
    ("backup", backup),
    ("drill", drill),
    ("verified", verified),
    ("index", index),
    ("jobs", jobs),
    ("certificate", certificate),
    ("policy", policy),
    ("errors", errors),
    ("database", database),
    ("versions", versions),
)


def includeme(config: Configurator) -> None:
    for order, (name, look) in enumerate(CHECKS):
        config.add_health_check(name, look, order=20 + order)
