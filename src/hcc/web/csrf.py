"""Tokens against forged requests: of the session for officials, of a cookie for everyone else."""

import hmac

from pyramid.config import Configurator
from pyramid.csrf import CookieCSRFStoragePolicy
from pyramid.interfaces import ICSRFStoragePolicy
from pyramid.request import Request
from zope.interface import implementer

from .page_cache import keep_to_reader


def cookie_name(secure: bool) -> str:
    return "__Host-hcc_csrf" if secure else "hcc_csrf"


@implementer(ICSRFStoragePolicy)
class SessionOrCookie:
    """An official's token is a secret of her session record; an anonymous visitor's stands in a cookie."""

    def __init__(self, secure: bool) -> None:
        self._cookie = CookieCSRFStoragePolicy(
            cookie_name=cookie_name(secure), secure=secure, httponly=True, samesite="Strict"
        )

    def new_csrf_token(self, request: Request) -> str:
        keep_to_reader(request)
        if request.session_record is not None:
            return request.session_record.csrf_token
        return self._cookie.new_csrf_token(request)

    def get_csrf_token(self, request: Request) -> str:
        keep_to_reader(request)
        if request.session_record is not None:
            return request.session_record.csrf_token
        return self._cookie.get_csrf_token(request)

    def check_csrf_token(self, request: Request, supplied_token: object) -> bool:
        if not isinstance(supplied_token, str):
            return False
        expected = self.get_csrf_token(request)
        return hmac.compare_digest(expected.encode(), supplied_token.encode("utf-8", "replace"))


def _token(request: Request) -> str:
    return request.registry.getUtility(ICSRFStoragePolicy).get_csrf_token(request)


def includeme(config: Configurator) -> None:
    settings = config.registry["hcc.settings"]
    if settings.https:
        # The web server in front may not pass on the name it was asked by.
        config.add_settings({"pyramid.csrf_trusted_origins": [settings.public_url.partition("//")[2]]})
    config.set_csrf_storage_policy(SessionOrCookie(settings.https))
    config.set_default_csrf_options(require_csrf=True, header=None)
    config.add_request_method(_token, "csrf_token", reify=True)
