"""/quan-tri/viec-nen: jobs that were tried too often, and what administrators did with such."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.content.picture_jobs import LABELS as PICTURE_LABELS
from hcc.core.errors import Refusal
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.dossiers.paper_jobs import LABELS
from hcc.jobs.operations import DROPPED, RETRIED, drop_job, retry_job
from hcc.jobs.queue import INTERRUPTED
from hcc.procedures.export_jobs import LABELS as EXPORT_LABELS
from hcc.procedures.import_jobs import LABELS as IMPORT_LABELS

from ..places import JOBS, JobPlace, Jobs
from ..site_jobs import LABELS as SITE_LABELS

PATH = f"/quan-tri/{JOBS}"
RECENT = 20

WORDS = {
    "too-slow": message("It took too long."),
    "too-complex": message("It needed too much memory."),
    "damaged": message("The paper cannot be read any more."),
    "changed": message("The paper was changed meanwhile."),
    "disk": message("The disk is full or broken. Mend that first."),
    INTERRUPTED: message("The program was stopped in the middle of it."),
    "unknown-kind": message("This version of the program does not know such jobs."),
}
"""What became of the last try. Any other word is a mistake of the program."""
MISTAKE = message("A mistake of the program. The log of the server says more.")

RECORDED = {RETRIED: message("had a job tried again"), DROPPED: message("dropped a job")}


@dataclass(frozen=True)
class ParkedJob:
    """One line. It names no paper and nobody: administrators do not read dossiers."""

    id: str
    what: TranslationString | str
    since: str
    tries: int
    why: TranslationString
    word: str


def _shown(request: Request, moment: float) -> str:
    return short_moment(datetime.fromtimestamp(moment, UTC), request.locale_name)


def show_jobs(context: Jobs, request: Request) -> dict:
    queue = context.queue
    jobs = list(queue)
    translate = request.localizer.translate
    return {
        "title": message("Background jobs"),
        "section": JOBS,
        "admin": True,
        "counts": [
            (message("Waiting"), sum(1 for job in jobs if not job.parked) - len(queue.held.leases)),
            (message("At work"), len(queue.held.leases)),
            (message("Set aside"), sum(1 for job in jobs if job.parked)),
        ],
        "parked": [
            ParkedJob(
                job.id,
                {**LABELS, **IMPORT_LABELS, **EXPORT_LABELS, **PICTURE_LABELS, **SITE_LABELS}.get(job.kind, job.kind),
                _shown(request, job.added),
                job.tries,
                WORDS.get(job.word, MISTAKE),
                job.word,
            )
            for job in queue.parked()
        ],
        "records": [
            (
                short_moment(record.at, request.locale_name),
                request.doer(record),
                translate(RECORDED.get(record.what, record.what)),
                translate(LABELS.get(record.facts["kind"], record.facts["kind"])),
            )
            for record in islice(queue.chain.latest(), RECENT)
        ],
        "may_decide": request.has_permission(Permission.JOB_DECIDE),
    }


def _button(decide: Callable, done: TranslationString):
    def view(context: JobPlace, request: Request) -> HTTPSeeOther:
        try:
            decide(request.site.jobs, id=context.__name__, act=request.act)
        except Refusal as refusal:
            for sentence in request.refused(refusal):
                request.flash(sentence, "warn")
        else:
            request.flash(done)
        return HTTPSeeOther(PATH)

    return view


def includeme(config: Configurator) -> None:
    config.add_place(
        JOBS,
        message("Background jobs"),
        icon="clock",
        path=PATH,
        permission=Permission.HEALTH_VIEW,
        order=91,
        admin=True,
    )
    config.add_view(
        show_jobs,
        context=Jobs,
        permission=Permission.HEALTH_VIEW,
        request_method="GET",
        renderer="hcc:templates/admin/jobs.pt",
    )
    act = {"context": JobPlace, "request_method": "POST", "once": True, "permission": Permission.JOB_DECIDE}
    config.add_view(_button(retry_job, message("The job is tried again shortly.")), name="retry", **act)
    config.add_view(_button(drop_job, message("The job was dropped.")), name="drop", **act)
