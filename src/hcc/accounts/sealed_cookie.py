"""What one page hands to the next and nobody else may read: kept in the browser, sealed, for some minutes."""

import base64
import json
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.storage.secrets import SealBroken, Sealer, secret_bytes

HALF_IN = "hcc_half"
"""Who gave the right password and has not shown the second factor yet."""
SHOWN_ONCE = "hcc_once"
"""Recovery codes or a link, from the act that made them to the page that shows them."""


class SealedCookie:
    """A short-lived cookie whose content only this installation can read."""

    def __init__(self, sealer: Sealer, name: str, *, secure: bool, seconds: int) -> None:
        self.name = f"__Host-{name}" if secure else name
        self._sealer, self._secure, self._seconds = sealer, secure, seconds

    def read(self, request: Request) -> dict[str, Any] | None:
        """What was kept, unless it is too old or not ours."""
        try:
            sealed = base64.urlsafe_b64decode(request.cookies.get(self.name, "").encode("ascii", "replace"))
            kept = json.loads(self._sealer.open(sealed, about=self.name))
        except (SealBroken, ValueError):
            return None
        age = request.now.timestamp() - kept.pop("at")
        return kept if -self._seconds <= age <= self._seconds else None

    def write(self, request: Request, response: Response, **kept: Any) -> None:
        """Keep these JSON values."""
        text = json.dumps({**kept, "at": request.now.timestamp()})
        value = base64.urlsafe_b64encode(self._sealer.seal(text.encode(), about=self.name)).decode()
        self._set(response, value, self._seconds)

    def forget(self, response: Response) -> None:
        self._set(response, "", 0)

    def _set(self, response: Response, value: str, seconds: int) -> None:
        response.set_cookie(
            self.name, value, max_age=seconds, path="/", secure=self._secure, httponly=True, samesite="Strict"
        )


def includeme(config: Configurator) -> None:
    settings = config.registry["hcc.settings"]
    sealer = config.registry["hcc.sealer"] = Sealer(secret_bytes(settings.secrets_folder, "factor.key"))
    for key, name, seconds in (("hcc.half_cookie", HALF_IN, 300), ("hcc.once_cookie", SHOWN_ONCE, 600)):
        cookie = config.registry[key] = SealedCookie(sealer, name, secure=settings.https, seconds=seconds)
        config.add_private_cookie(cookie.name)
