"""Tracking: where a dossier is, for whoever holds its number and secret."""

from deform import ValidationFailure
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.accounts.throttle import TriesPerPlace
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.steps import five_steps
from hcc.web.acting import UNREADABLE
from hcc.web.forms import Form

from ..places import Tracking
from ..schemas import TrackSchema
from ..tracking import Tracked, find_tracked


def _track_form(request: Request, values: dict | None = None) -> Form:
    return Form(
        TrackSchema().bind(request=request), request, submit=message("Look up"), guard=False, appstruct=values or {}
    )


def _phone(request: Request) -> str:
    """The number to call, which a line must not part."""
    return request.office.phone.replace(" ", "\u00a0")


def show_tracking(context: Tracking, request: Request) -> dict:
    """The form; the QR code of a receipt fills in the number, which is no secret."""
    form = _track_form(request, {"number": request.GET.get("number", "")[:60]})
    return {"title": message("Track a dossier"), "section": "track", "form": form, "rendered": form.render()}


def track(context: Tracking, request: Request) -> dict:
    """The answer to number and secret, on the page itself: neither ever stands in an address."""
    form = _track_form(request)
    page = {"title": message("Track a dossier"), "section": "track", "form": form}
    try:
        typed = form.validate_request(request)
    except ValidationFailure as failure:
        request.response.status = UNREADABLE
        return {**page, "rendered": failure.render(), "errors": True}
    tries: TriesPerPlace = request.registry["hcc.tracking_tries"]
    # Not `client_addr`, which is whatever the sender wrote into X-Forwarded-For.
    place = request.remote_addr or ""
    if tries.blocked("", place):
        request.response.status = 429
        sentence = message(
            "Too many wrong tries. Wait five minutes, or call the centre: ${phone}.",
            mapping={"phone": _phone(request)},
        )
        return {**page, "rendered": form.render_refused(typed, [sentence])}
    found = find_tracked(request.site.dossiers, number=typed["number"], secret=typed["secret"], now=request.now)
    if found is None:
        tries.failed("", place)
        request.response.status = UNREADABLE
        sentence = message(
            "Nothing fits this number and this secret. Compare both with the receipt, or call the centre: ${phone}.",
            mapping={"phone": _phone(request)},
        )
        return {**page, "rendered": form.render_refused(typed, [sentence])}
    request.override_renderer = "hcc:templates/portal/tracked.pt"
    return _tracked_page(found, request)


def _tracked_page(found: Tracked, request: Request) -> dict:
    lang = request.locale_name
    return {
        "title": found.number,
        "section": "track",
        "back": ("/tra-cuu", message("Track another dossier")),
        "found": found,
        "due": moment_line(found.due, lang) if found.due else None,
        "steps": five_steps(found.step, found.moments, lang, moment_line),
    }


def includeme(config: Configurator) -> None:
    config.registry["hcc.tracking_tries"] = TriesPerPlace(same=10, place=10, altogether=1_000)
    config.add_view(
        show_tracking,
        context=Tracking,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        renderer="hcc:templates/portal/track.pt",
    )
    config.add_view(
        track,
        context=Tracking,
        permission=Permission.SITE_VIEW,
        request_method="POST",
        renderer="hcc:templates/portal/track.pt",
    )
