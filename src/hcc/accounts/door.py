"""Wrong tries at a page: how long one has to wait, and the sentence that says so."""

import math

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.text import TranslationString, message

from .lanes import CODES_EVERYWHERE, SignInLanes

MINUTE = 60


class TriesHeldBack(Refusal):
    """Too many wrong tries: the next one has to wait."""

    def __init__(self, sentence: TranslationString) -> None:
        super().__init__(**(sentence.mapping or {}))
        self.text = sentence


class Door:
    """One door's lanes, as this request stands before them. `login` is the name that is tried."""

    def __init__(self, request: Request, lanes: SignInLanes, login: str) -> None:
        self._request, self._lanes, self._held = request, lanes, False
        # Not `client_addr`, which is whatever the sender wrote into X-Forwarded-For.
        browser = request.registry["hcc.browser_cookie"].mark_for(request, login)
        self._key = (login, request.remote_addr or "", browser)

    def refusal(self) -> TranslationString | None:
        """Why the next try has to wait, None when it may be now. Sets the status and Retry-After."""
        seconds = self._lanes.wait(*self._key)
        if not seconds:
            return None
        self._request.response.status = 429
        self._request.response.headers["Retry-After"] = str(seconds)
        if seconds < 2 * MINUTE:
            return message(
                "Too many wrong tries. Wait ${seconds} seconds, then try again.", mapping={"seconds": seconds}
            )
        minutes = math.ceil(seconds / MINUTE)
        return message("Too many wrong tries. Wait ${minutes} minutes, then try again.", mapping={"minutes": minutes})

    def check(self) -> None:
        """Raises TriesHeldBack while the next try has to wait."""
        if (sentence := self.refusal()) is not None:
            self._held = True
            raise TriesHeldBack(sentence)

    def settle(self) -> None:
        """Answer 429 where `check` refused: a form's own refusal has another status."""
        if self._held:
            self._request.response.status = 429

    def failed(self) -> None:
        self._lanes.failed(*self._key)

    def succeeded(self) -> None:
        self._lanes.succeeded(*self._key)


def includeme(config: Configurator) -> None:
    config.registry["hcc.sign_in_lanes"] = SignInLanes()
    config.registry["hcc.code_lanes"] = SignInLanes(everywhere=CODES_EVERYWHERE)
    config.registry["hcc.presence_lanes"] = SignInLanes()
