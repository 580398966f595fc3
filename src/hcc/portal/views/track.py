"""Tracking: where a dossier is, for whoever holds its number and secret."""

from deform import ValidationFailure
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.accounts.throttle import TriesPerPlace
from hcc.core.identifiers import squeeze
from hcc.core.moments import basis_lines, day_line, moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.fresh_numbers import backwards
from hcc.dossiers.steps import five_steps
from hcc.dossiers.workflow import REFUSED, STOPPED
from hcc.web.acting import UNREADABLE
from hcc.web.forms import Form

from ..places import TrackedDossier, Tracking
from ..schemas import TrackSchema
from ..tracking import Numbered, Tracked, find_numbered, find_tracked, tracked

TRACKED = "hcc:templates/portal/tracked.pt"
PLACE = 60
"""Wrong tries from one address in five minutes: a whole hamlet may stand behind one. Ten for one number."""


def _track_form(request: Request, values: dict | None = None) -> Form:
    return Form(
        TrackSchema().bind(request=request), request, submit=message("Look up"), guard=False, appstruct=values or {}
    )


def _phone(request: Request) -> str:
    """The number to call, which a line must not part."""
    return request.office.phone.replace(" ", "\u00a0")


def show_tracking(context: Tracking, request: Request) -> dict:
    """The form; a number in the address, which is no secret, is filled in."""
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
    place, tried = request.remote_addr or "", backwards(typed["number"])
    if tries.blocked(tried, place):
        request.response.status = 429
        sentence = message(
            "Too many wrong tries. Wait five minutes, or call the centre: ${phone}.",
            mapping={"phone": _phone(request)},
        )
        return {**page, "rendered": form.render_refused(typed, [sentence])}
    if not squeeze(typed["secret"]):
        numbered = find_numbered(request.site.dossiers, typed["number"])
        if numbered is not None:
            request.override_renderer = "hcc:templates/portal/tracked_number.pt"
            return _numbered_page(numbered, request)
        sentence = message(
            "No dossier has this number. Compare it with the receipt, or call the centre: ${phone}.",
            mapping={"phone": _phone(request)},
        )
    else:
        dossiers = request.site.dossiers
        found = find_tracked(dossiers, number=typed["number"], secret=typed["secret"], now=request.now)
        if found is not None:
            request.override_renderer = TRACKED
            return _tracked_page(found, request)
        sentence = message(
            "Nothing fits this number and this secret. Compare both with the receipt, or call the centre: ${phone}.",
            mapping={"phone": _phone(request)},
        )
    tries.failed(tried, place)
    request.response.status = UNREADABLE
    return {**page, "rendered": form.render_refused(typed, [sentence])}


def show_tracked(context: TrackedDossier, request: Request) -> dict:
    """What the QR code of a receipt opens."""
    return _tracked_page(tracked(context.dossier, request.now), request)


def _numbered_page(found: Numbered, request: Request) -> dict:
    return {
        "title": found.number,
        "section": "track",
        "back": ("/tra-cuu", message("Track another dossier")),
        "found": found,
        "steps": five_steps(found.step, (), request.locale_name),
    }


def _tracked_page(found: Tracked, request: Request) -> dict:
    lang = request.locale_name
    return {
        "title": found.number or message("Your dossier"),
        "section": "track",
        "back": ("/tra-cuu", message("Track another dossier")),
        "found": found,
        "due": moment_line(found.due, lang) if found.due else None,
        "paused": moment_line(found.paused_since, lang) if found.paused_since else None,
        "until": day_line(found.until, lang) if found.until else None,
        "amount": f"{found.amount:,}".replace(",", ".") if found.amount else None,
        "portal": request.office.portal_url,
        "basis": basis_lines(found.basis, lang),
        "steps": five_steps(found.step, found.moments, lang, moment_line, ended=found.state in (REFUSED, STOPPED)),
    }


def includeme(config: Configurator) -> None:
    config.registry["hcc.tracking_tries"] = TriesPerPlace(same=10, place=PLACE, altogether=1_000)
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
    config.add_view(
        show_tracked,
        context=TrackedDossier,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        renderer=TRACKED,
    )
