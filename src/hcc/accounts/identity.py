"""Who is asking: the session cookie, the record behind it, the official, what she may do, and in whose stead."""

from datetime import timedelta

from pyramid.authorization import ACLHelper, Authenticated, Everyone
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import Allowed
from webob.cookies import SignedCookieProfile

from hcc.core.acl import official_principal, role_in_unit, role_of, role_principal
from hcc.core.calendar import LOCAL
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.settings import BadSetting
from hcc.web.cookies import cookie_of

from .last_seen import LastSeen
from .operations.sessions import session_digest
from .passwords import Passwords
from .resources import Official, SessionRecord, session_expired
from .substitutes import Powers, powers_of

RENEW_AFTER = 60
"""Seconds after which the cookie's last-seen stamp is renewed."""

_SETTLED = "hcc.session_cookie_written"
_ASKED = "hcc.asked_permission"


class SessionCookie:
    """The session's secret and when it was last seen, signed."""

    def __init__(self, secret: bytes, *, secure: bool, idle_minutes: int) -> None:
        self.name = "__Host-hcc_session" if secure else "hcc_session"
        self.idle = timedelta(minutes=idle_minutes)
        self._profile = SignedCookieProfile(
            secret,
            "hcc.session",
            self.name,
            secure=secure,
            httponly=True,
            samesite=b"Strict",
            hashalg="sha256",
            path="/",
        )

    def read(self, request: Request) -> tuple[str, float] | None:
        """The secret and its last-seen moment, unless the session was idle too long."""
        value = self._value(request)
        if value is None:
            return None
        secret, seen = value
        return (secret, seen) if request.now.timestamp() - seen <= self.idle.total_seconds() else None

    def was_given(self, request: Request) -> bool:
        """Whether the browser was signed in with it, however long ago: nobody else can sign one."""
        return self._value(request) is not None

    def _value(self, request: Request) -> tuple[str, float] | None:
        if cookie_of(request, self.name) is None:
            return None
        value = self._profile.bind(request).get_value()
        return (value[0], value[1]) if isinstance(value, list) and len(value) == 2 else None

    def write(self, request: Request, response: Response, secret: str) -> None:
        request.environ[_SETTLED] = True
        self._profile.bind(request).set_cookies(response, [secret, int(request.now.timestamp())])

    def forget(self, request: Request, response: Response) -> None:
        request.environ[_SETTLED] = True
        self._profile.bind(request).set_cookies(response, None)


class OfficeSecurity:
    """Pyramid's security policy over sessions and computed access lists."""

    def __init__(self) -> None:
        self._acl = ACLHelper()

    def identity(self, request: Request) -> Official | None:
        return request.official

    def authenticated_userid(self, request: Request) -> str | None:
        return request.official.login if request.official is not None else None

    def permits(self, request: Request, context: object, permission: str):
        # What lies open to everybody by the date alone has no access list that could know the date.
        opens = getattr(context, "opens", None)
        if opens is not None and opens(permission, request.now):
            return Allowed("open to everybody at this moment")
        return self._acl.permits(context, request.principals, permission)

    def remember(self, request: Request, userid: str, **kw: object) -> list:
        return []

    def forget(self, request: Request, **kw: object) -> list:
        return []


def _session_secret(request: Request) -> str | None:
    cookie: SessionCookie = request.registry["hcc.session_cookie"]
    read = cookie.read(request)
    if read is None:
        return None
    secret, seen = read
    if request.now.timestamp() - seen > RENEW_AFTER:

        def renew(request: Request, response: Response) -> None:
            # Signing in and out set the cookie themselves: the old session must not come back behind that.
            if _SETTLED not in request.environ:
                cookie.write(request, response, secret)

        request.add_response_callback(renew)
    return secret


def _session_record(request: Request) -> SessionRecord | None:
    secret = request.session_secret
    if secret is None:
        return None
    digest = session_digest(secret)
    record = request.site.accounts.sessions.get(digest)
    if record is None or session_expired(record, request.now, request.office.session_hours):
        return None
    request.registry["hcc.last_seen"].note(digest, request.now)
    return record


def _official(request: Request) -> Official | None:
    record = request.session_record
    if record is None:
        return None
    official = request.site.accounts.get(record.login)
    return official if official is not None and not official.disabled else None


def _session_ended(request: Request) -> bool:
    """Whether the browser was signed in here once and is no longer."""
    return request.official is None and request.registry["hcc.session_cookie"].was_given(request)


def _powers(request: Request) -> Powers | None:
    official = request.official
    if official is None:
        return None
    return powers_of(
        official,
        request.site.accounts,
        today=request.now.astimezone(LOCAL).date(),
        factor_roles=request.registry["hcc.factor_roles"],
    )


def _roles(request: Request) -> frozenset[Role]:
    return request.powers.roles if request.powers is not None else frozenset()


def _stands_for(request: Request, login: str | None) -> bool:
    """Whether what is this official's is hers who asks: her own, or of somebody in whose place she stands today."""
    return request.powers is not None and login in request.powers.logins


def principals_of(powers: Powers | None) -> list[str]:
    """The principals an official answers to; None stands for a stranger."""
    if powers is None:
        return [Everyone]
    people = [official_principal(login) for login in powers.logins]
    roles = sorted(powers.roles)
    at_work = [role_in_unit(role, unit) for unit, held in powers.held for role in held]
    return [
        *(Everyone, Authenticated, *people, *map(role_principal, roles)),
        *at_work,
        *(role_of(role, powers.login) for role in roles),
    ]


def _principals(request: Request) -> list[str]:
    # Without a cookie there is no session to look for.
    return principals_of(request.powers if "HTTP_COOKIE" in request.environ else None)


def _stead(request: Request) -> str:
    """Login of the absent official in whose place the view's permission is used; empty: in one's own.

    An official who may do something herself does it herself, also on days when she stands in for somebody.
    """
    powers, asked = request.powers, request.environ.get(_ASKED)
    if powers is None or not powers.lent or asked is None:
        return ""
    helper = ACLHelper()
    places = ((powers.login, frozenset()), *powers.lent)
    for place, unit in zip(places, powers.units, strict=True):
        alone = Powers(powers.login, powers.own, (place,), units=(powers.units[0], unit))
        if helper.permits(asked[0], principals_of(alone), asked[1]):
            return "" if place[0] == powers.login else place[0]
    return ""


def asked_deriver(view, info):
    """Remember what permission the view asked for, and on what."""
    permission = info.options.get("permission")
    if permission is None:
        return view

    def asked_view(context, request: Request):
        request.environ[_ASKED] = (context, permission)
        return view(context, request)

    return asked_view


def _factor_roles(names: str) -> frozenset[Role]:
    """The roles of the setting `factor_roles`. Raises BadSetting for a name that is no role."""
    given = names.replace(",", " ").split()
    if unknown := [name for name in given if name not in set(Role)]:
        raise BadSetting("factor_roles", f"there is no role {unknown[0]!r}; there are {', '.join(Role)}")
    return frozenset(map(Role, given))


def includeme(config: Configurator) -> None:
    settings = config.registry["hcc.settings"]
    config.registry["hcc.session_cookie"] = cookie = SessionCookie(
        config.registry["hcc.cookie_secret"], secure=settings.https, idle_minutes=settings.session_idle_minutes
    )
    config.add_private_cookie(cookie.name)
    config.registry["hcc.factor_roles"] = _factor_roles(settings.factor_roles)
    config.registry["hcc.last_seen"] = LastSeen()
    config.registry["hcc.passwords"] = Passwords(settings.password_memory_kib)
    config.add_request_method(_session_secret, "session_secret", reify=True)
    config.add_request_method(_session_record, "session_record", reify=True)
    config.add_request_method(_official, "official", reify=True)
    config.add_request_method(_session_ended, "session_ended", reify=True)
    config.add_request_method(_powers, "powers", reify=True)
    config.add_request_method(_roles, "roles", reify=True)
    config.add_request_method(_stands_for, "stands_for")
    config.add_request_method(_stead, "stead", reify=True)
    config.add_request_method(_principals, "principals", reify=True)
    config.add_view_deriver(asked_deriver, name="asked", under="secured_view", over="rendered_view")
    config.set_security_policy(OfficeSecurity())
    # A view that names no permission is open to nobody.
    config.set_default_permission(Permission.NOBODY)
