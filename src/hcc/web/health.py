"""/healthz for machines, and the door where browsers report breaches of the content policy."""

import logging

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

log = logging.getLogger(__name__)
REPORT_LIMIT = 4_096


def healthz(request: Request) -> dict:
    """200 when a page could be served: the database answers and holds a site."""
    request.site  # noqa: B018 - raises when the database does not answer
    return {"status": "ok", "sequence": request.zodb.db().lastTransaction().hex()}


def csp_report(request: Request) -> Response:
    """Log that a page broke its policy. The report's own text is a stranger's: only its size is kept."""
    request.registry["hcc.csp_reports"].append(request.body[:REPORT_LIMIT].decode("utf-8", "replace"))
    log.warning("a browser reported a breach of the content policy (%d bytes)", len(request.body))
    return Response(status=204)


class LastReports(list):
    """The newest few reports, in memory, for the health page and the tests."""

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
