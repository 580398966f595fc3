"""/healthz for machines, and the door where browsers report breaches of the content policy."""

import logging
import time

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

log = logging.getLogger(__name__)
REPORT_LIMIT, LONGEST_REPORT = 4_096, 65_536
"""Bytes kept of a report, and bytes taken at all."""
LOG_EVERY = 60.0
"""Seconds between two lines of the log: anyone may send reports, as many as she likes."""


def healthz(request: Request) -> dict:
    """200 when a page could be served: the database answers and holds a site."""
    request.site  # noqa: B018 - raises when the database does not answer
    return {"status": "ok", "sequence": request.zodb.db().lastTransaction().hex()}


def csp_report(request: Request) -> Response:
    """Log that a page broke its policy. The report's own text is a stranger's: only its size is kept."""
    if (request.content_length or 0) > LONGEST_REPORT:
        raise HTTPRequestEntityTooLarge()
    reports: LastReports = request.registry["hcc.csp_reports"]
    reports.append(request.body_file.read(REPORT_LIMIT).decode("utf-8", "replace"))
    if reports.is_time_to_say(time.monotonic()):
        log.warning("a browser reported a breach of the content policy (%d bytes)", request.content_length or 0)
    return Response(status=204)


class LastReports(list):
    """The newest few reports, in memory, for the health page and the tests."""

    said_at = -LOG_EVERY

    def is_time_to_say(self, now: float) -> bool:
        """Whether the log has been quiet long enough; then it is the turn of the caller. `now` in seconds."""
        if now - self.said_at < LOG_EVERY:
            return False
        self.said_at = now
        return True

    def append(self, report: str) -> None:
        super().append(report)
        del self[:-50]


def includeme(config: Configurator) -> None:
    config.registry["hcc.csp_reports"] = LastReports()
    config.add_route("healthz", "/healthz")
    config.add_view(
        healthz, route_name="healthz", renderer="json", permission=NO_PERMISSION_REQUIRED, request_method="GET"
    )
    config.add_route("csp_report", "/csp-report")
    config.add_view(
        csp_report,
        route_name="csp_report",
        permission=NO_PERMISSION_REQUIRED,
        require_csrf=False,
        request_method="POST",
    )
