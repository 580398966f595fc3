"""/quan-tri/suc-khoe: what was looked at just now; and the same for a monitoring program."""

import hmac
from pathlib import Path

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.health_checks import BAD, IDLE, OK, WARN, kept_health, look_at_health

from ..places import HEALTH, Health

PATH = f"/quan-tri/{HEALTH}"
VERDICTS = {
    BAD: message("Something needs you now"),
    WARN: message("Look at this in the next days"),
    IDLE: message("All is in order"),
    OK: message("All is in order"),
}


def show_health(context: Health, request: Request) -> dict:
    looked = look_at_health(request)
    return {
        "title": message("Health of the system"),
        "section": HEALTH,
        "admin": True,
        "findings": [finding for _, finding in looked.findings],
        "verdict": VERDICTS[looked.worst],
        "kind": looked.worst if looked.worst != IDLE else OK,
        "measured_at": f"{looked.at:%H:%M}".lstrip("0"),
    }


def monitored(request: Request) -> dict:
    """Name and colour of every check, for a program with the token; to everybody else it says nothing."""
    wanted = _token(request)
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if not wanted or scheme != "Bearer" or not hmac.compare_digest(given.encode("utf-8", "replace"), wanted):
        request.response.status = 404
        return {"status": "unknown"}
    looked = look_at_health(request)
    request.response.cache_control = "no-store"
    return {
        "status": looked.worst,
        "at": looked.at.isoformat(),
        "checks": [
            {"name": name, "status": one.kind, "said": request.in_vietnamese(one.measured)}
            for name, one in looked.findings
        ],
    }


def _token(request: Request) -> bytes:
    file = request.office.monitor_token_file
    try:
        return Path(file).read_bytes().strip() if file else b""
    except OSError:
        return b""


def includeme(config: Configurator) -> None:
    config.add_place(
        HEALTH,
        message("Health"),
        icon="database",
        path=PATH,
        permission=Permission.HEALTH_VIEW,
        order=91,
        admin=True,
        count=lambda request: kept_health(request).reds,
    )
    config.add_view(
        show_health,
        context=Health,
        permission=Permission.HEALTH_VIEW,
        request_method="GET",
        renderer="hcc:templates/admin/health.pt",
    )
    config.add_route("health_parts", "/healthz/parts")
    config.add_view(
        monitored,
        route_name="health_parts",
        renderer="json",
        permission=NO_PERMISSION_REQUIRED,
        request_method="GET",
    )
