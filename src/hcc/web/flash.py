"""One sentence shown on the next page, carried in a short-lived signed cookie."""

from pyramid.config import Configurator
from pyramid.request import Request
from webob.cookies import SignedCookieProfile

from hcc.core.text import TranslationString

from .cookies import cookie_of
from .page_cache import keep_to_reader

NAME = "hcc_flash"
SECONDS = 60


def _profile(request: Request) -> SignedCookieProfile:
    return request.registry["hcc.flash_cookie"].bind(request)


def flash(request: Request, sentence: TranslationString, kind: str = "ok") -> None:
    """Show `sentence` on the next page. Kinds: ok, warn, bad, info."""
    keep_to_reader(request)
    text = request.localizer.translate(sentence)
    kept = [*getattr(request, "_flashes", []), [kind, text[:300]]]
    request._flashes = kept
    request.add_response_callback(lambda req, response: _profile(req).set_cookies(response, kept))


def _flashes(request: Request) -> list[tuple[str, str]]:
    if cookie_of(request, request.registry["hcc.flash_cookie"].cookie_name) is None:
        return []
    kept = _profile(request).get_value()
    if not kept:
        return []
    keep_to_reader(request)
    request.add_response_callback(lambda req, response: _profile(req).set_cookies(response, None))
    return [(kind, text) for kind, text in kept]


def includeme(config: Configurator) -> None:
    settings = config.registry["hcc.settings"]
    name = f"__Host-{NAME}" if settings.https else NAME
    config.add_private_cookie(name)
    config.registry["hcc.flash_cookie"] = SignedCookieProfile(
        config.registry["hcc.cookie_secret"],
        "hcc.flash",
        name,
        secure=settings.https,
        httponly=True,
        samesite=b"Strict",
        max_age=SECONDS,
        hashalg="sha256",
    )
    config.add_request_method(flash, "flash")
    config.add_request_method(_flashes, "flashes", reify=True)
