"""Health and recent acts."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.accounts.history import RECORDED as OF_ACCOUNTS
from hcc.certifications.views.key import readable_key
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.jobs.operations import DROPPED, RETRIED
from hcc.office_calendar.telling import DAY_DECIDED, SESSIONS_DECIDED
from hcc.procedures.following import follow
from hcc.procedures.operations.process_edit import PROCESS_EDITED
from hcc.procedures.operations.process_publish import PROCESS_PUBLISHED
from hcc.search.index import IndexUnavailable
from hcc.storage.backup import last_backup
from hcc.storage.opening import data_file

from ..announced_told import ANNOUNCED
from ..decisions_told import DECIDED
from ..places import Admin

DISK_WARN, DISK_BAD = 0.8, 0.9
BACKUP_HOURS = 24
JOB_HOURS = 1
RECENT = 30


@dataclass(frozen=True)
class Measure:
    """One line of the health page. Kinds: ok, warn, bad, idle."""

    part: TranslationString
    kind: str
    state: TranslationString
    measured: TranslationString | str
    limit: TranslationString | str = ""


def measures(request: Request) -> list[Measure]:
    """What was measured just now, the worst first."""
    found = [_disk(request), _backup(request), _index(request), _certificate(request), _policy(request), _jobs(request)]
    order = {"bad": 0, "warn": 1, "idle": 2, "ok": 3}
    return sorted(found, key=lambda m: order[m.kind])


def _disk(request: Request) -> Measure:
    usage = shutil.disk_usage(request.office.var)
    share = usage.used / usage.total
    kind = "bad" if share > DISK_BAD else "warn" if share > DISK_WARN else "ok"
    states = {"bad": message("Nearly full"), "warn": message("Filling up"), "ok": message("Good")}
    measured = message(
        "${percent} percent used, ${free} GB left", mapping={"percent": round(share * 100), "free": usage.free // 2**30}
    )
    return Measure(message("Disk"), kind, states[kind], measured, f"{round(DISK_BAD * 100)} %")


def _backup(request: Request) -> Measure:
    made = last_backup(request.office)
    limit = message("${hours} hours", mapping={"hours": BACKUP_HOURS})
    if made is None:
        return Measure(
            message("Backup"), "warn", message("None yet"), message("Run “hcc backup DIR” on this machine"), limit
        )
    hours = int((request.now - made).total_seconds() // 3600)
    kind = "ok" if hours <= BACKUP_HOURS else "bad"
    state = message("Good") if kind == "ok" else message("Overdue")
    measured = message("${hours} hours ago", mapping={"hours": hours})
    return Measure(message("Backup"), kind, state, measured, limit)


def _index(request: Request) -> Measure:
    part = message("Search index")
    try:
        index = follow(request)
        index.snapshot()
    except IndexUnavailable:
        return Measure(part, "warn", message("Being made"), message("The list is shown from the database meanwhile"))
    last = request.site.procedures.journal.last
    measured = message("change ${at} of ${last}", mapping={"at": index.sequence, "last": last})
    kind, state = ("ok", message("Good")) if index.sequence == last else ("warn", message("Behind"))
    return Measure(part, kind, state, measured)


def _certificate(request: Request) -> Measure:
    key = readable_key(request)
    if key is None:
        return Measure(message("Signing certificate"), "bad", message("Look at the log"), "–")
    days = (key.not_after - request.now).days
    measured = message("valid for ${days} more days", mapping={"days": days})
    if days < 0:
        measured = message("expired ${days} days ago", mapping={"days": -days})
    part, limit = message("Signing certificate"), message("${days} days", mapping={"days": 30})
    if days < 0:
        return Measure(part, "bad", message("Expired"), measured, limit)
    if days < 30:
        return Measure(part, "warn", message("Expires soon"), measured, limit)
    if key.is_trial:
        return Measure(part, "idle", message("Trial certificate"), measured, limit)
    return Measure(part, "ok", message("Good"), measured, limit)


def _policy(request: Request) -> Measure:
    count = len(request.registry["hcc.csp_reports"])
    kind, state = ("ok", message("Good")) if not count else ("warn", message("Look at the log"))
    measured = message("${count} reports of pages that broke the content policy", mapping={"count": count})
    return Measure(message("Safety of the pages"), kind, state, measured)


def _jobs(request: Request) -> Measure:
    part, limit = message("Background jobs"), message("${hours} hours", mapping={"hours": JOB_HOURS})
    jobs = list(request.site.jobs)
    parked = sum(job.parked for job in jobs)
    late = request.now.timestamp() - JOB_HOURS * 3600
    if any(job.due < late and not job.parked for job in jobs):
        # Where the server alone holds the database it does them itself, and `hcc worker` refuses to start.
        ours = data_file(request.office) is not None
        advice = (
            message("Nobody does them: restart the server") if ours else message("Nobody does them: start “hcc worker”")
        )
        return Measure(part, "bad", message("Overdue"), advice, limit)
    measured = message(
        "${count} set aside, ${waiting} waiting", mapping={"count": parked, "waiting": len(jobs) - parked}
    )
    kind, state = ("warn", message("Look at the list")) if parked else ("ok", message("Good"))
    return Measure(part, kind, state, measured, limit)


RECORDED = {
    "edited": message("edited a procedure"),
    "discarded": message("threw a draft away"),
    "submitted": message("submitted a procedure"),
    "sent back": message("gave a procedure back to its writer"),
    "published": message("published a procedure"),
    "withdrawn": message("withdrew a procedure"),
    "cancelled": message("took the approval of a procedure back"),
    "end asked": message("asked that a procedure or an approval ends"),
    "end given back": message("gave back what was asked to end"),
    "returned": message("brought back an earlier text of a procedure"),
    "imported": message("imported the catalogue"),
    "file brought": message("brought a file of procedures"),
    "file dropped": message("put a file of procedures away"),
    "form kept": message("took in a form"),
    PROCESS_EDITED: message("wrote the internal process"),
    PROCESS_PUBLISHED: message("put the internal process in force"),
    DAY_DECIDED: message("decided on a day"),
    SESSIONS_DECIDED: message("decided on working hours"),
    RETRIED: message("had a job tried again"),
    DROPPED: message("dropped a job"),
    **DECIDED,
    **ANNOUNCED,
}


@dataclass(frozen=True)
class RecentAct:
    at: str
    who: str
    what: str
    moment: datetime


def recent_acts(request: Request) -> list[RecentAct]:
    """The newest records of the catalogue and of accounts, newest first. Dossiers are not listed: they are not hers."""
    site, lang = request.site, request.locale_name
    found = []
    chains = [(request.localizer.translate(message("Catalogue")), site.procedures.chain)]
    chains += [(request.localizer.translate(message("Calendar")), site.calendar_book.chain)]
    chains += [(request.localizer.translate(message("Units")), site.accounts.chain)]
    chains += [(request.localizer.translate(message("Background jobs")), site.jobs.chain)]
    if site.dossiers.decisions is not None:
        chains += [(request.localizer.translate(message("Settings of the office")), site.dossiers.decisions)]
    people = [(official.name, official.chain) for official in site.accounts.officials()]
    for (name, chain), words in [*((pair, RECORDED) for pair in chains), *((pair, OF_ACCOUNTS) for pair in people)]:
        for record in islice(chain.latest(), RECENT):
            detail = " ".join(str(record.facts[key]) for key in ("code",) if key in record.facts)
            what = request.localizer.translate(words.get(record.what) or OF_ACCOUNTS.get(record.what, record.what))
            what = f"{name}: {what} {detail}".strip()
            found.append(RecentAct(short_moment(record.at, lang), request.doer(record), what, record.at))
    return sorted(found, key=lambda act: act.moment, reverse=True)[:RECENT]


def show_overview(context: Admin, request: Request) -> dict:
    return {
        "title": message("Health of the system"),
        "section": "quan-tri",
        "admin": True,
        "measures": measures(request),
        "acts": recent_acts(request),
        "measured_at": f"{request.now:%H:%M}".lstrip("0"),
        "counts": [
            (message("Procedures"), sum(1 for _ in request.site.procedures)),
            (message("Dossiers"), len(request.site.dossiers)),
            (message("Officials"), sum(1 for _ in request.site.accounts)),
        ],
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        show_overview,
        context=Admin,
        permission=Permission.HEALTH_VIEW,
        request_method="GET",
        renderer="hcc:templates/admin/overview.pt",
    )
    config.add_place(
        "quan-tri",
        message("Health"),
        icon="database",
        path="/quan-tri",
        permission=Permission.HEALTH_VIEW,
        order=90,
        admin=True,
    )
