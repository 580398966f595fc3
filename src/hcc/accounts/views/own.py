"""/tai-khoan: what an official sees of her own account, and the ending of her sessions."""

from dataclasses import dataclass

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.roles import ROLE_NAMES
from hcc.core.text import message

from ..history import shown_records
from ..operations.sessions import end_session, end_sessions, session_digest, session_name
from ..places import OwnAccount
from ..resources import Official, session_expired

OWN = "/tai-khoan"
RECENT = 12


@dataclass(frozen=True)
class ShownSession:
    """One signed-in browser of hers."""

    name: str
    browser: str
    begun: str
    seen: str
    """Empty: not since this program started."""
    here: bool


def shown_sessions(request: Request, official: Official) -> list[ShownSession]:
    """Her sessions that may still be used, the one that asks first."""
    last_seen, lang = request.registry["hcc.last_seen"], request.locale_name
    own = session_digest(request.session_secret) if request.session_secret else ""
    idle = request.registry["hcc.session_cookie"].idle
    found = []
    for digest, record in request.site.accounts.sessions_of(official.login):
        seen = last_seen.at(digest)
        left_alone = seen is not None and request.now - seen > idle
        if session_expired(record, request.now, request.office.session_hours) or left_alone:
            continue
        found.append(
            ShownSession(
                session_name(digest),
                record.browser,
                short_moment(record.created_at, lang),
                short_moment(seen, lang) if seen is not None else "",
                digest == own,
            )
        )
    return sorted(found, key=lambda session: not session.here)


def stand_ins(request: Request, official: Official) -> list[dict]:
    """Whose place she takes, today or later."""
    today = request.now.astimezone(LOCAL).date()
    return [
        {
            "name": request.name_of(one.absent),
            "first": one.first,
            "last": one.last,
            "roles": [ROLE_NAMES[role] for role in sorted(one.roles)],
            "now": one.holds_on(today),
        }
        for one in sorted(official.stands_in, key=lambda one: one.first)
        if one.last >= today
    ]


def show_own(context: OwnAccount, request: Request) -> dict:
    official = request.official
    return {
        "title": message("Your account"),
        "official": official,
        "unit": request.site.accounts.unit(official.unit).name,
        "roles": [ROLE_NAMES[role] for role in sorted(official.roles)],
        "waiting": [ROLE_NAMES[role] for role in sorted(request.powers.waiting)],
        "stand_ins": stand_ins(request, official),
        "sessions": shown_sessions(request, official),
        "factor_since": short_moment(official.factor.at, request.locale_name) if official.factor else None,
        "codes_left": len(official.factor.recovery) if official.factor else 0,
        "records": shown_records(request, official.chain, most=RECENT),
        "idle_minutes": request.office.session_idle_minutes,
        "hours": request.office.session_hours,
    }


def do_end_session(context: OwnAccount, request: Request) -> HTTPSeeOther:
    """End one session, named by `session`."""
    name = str(request.POST.get("session", ""))
    try:
        end_session(request.official, name=name, act=request.act)
    except Refusal as refusal:
        for sentence in request.refused(refusal):
            request.flash(sentence, "warn")
        return HTTPSeeOther(OWN)
    request.flash(message("That session has ended. The browser there has to sign in again."))
    return HTTPSeeOther(OWN)


def do_end_others(context: OwnAccount, request: Request) -> HTTPSeeOther:
    count = end_sessions(request.official, but=session_digest(request.session_secret), act=request.act)
    if count:
        request.flash(
            message("Sessions ended: ${count}. Only this browser is still signed in.", mapping={"count": count})
        )
    else:
        request.flash(message("No other browser was signed in with your name."), "info")
    return HTTPSeeOther(OWN)


def includeme(config: Configurator) -> None:
    own = {"context": OwnAccount, "permission": Permission.ACCOUNT_OWN}
    config.add_view(show_own, request_method="GET", renderer="hcc:templates/accounts/own.pt", **own)
    act = {"request_method": "POST", "once": True, **own}
    config.add_view(do_end_session, name="end_session", **act)
    config.add_view(do_end_others, name="end_others", **act)
