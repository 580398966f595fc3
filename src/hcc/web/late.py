"""Parts of the program that are put in place after the first page: nobody waits for what officials do with dossiers
to read the front page.

Nothing is served while they are put in place, and nothing but a few pages before: whoever asks for more waits until
the program is whole, so that no page can be missing and no permission can be asked of half a program.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from hcc.core.errors import Refusal

log = logging.getLogger(__name__)

EARLY = ("/", "/healthz")
EARLY_BELOW = "/static/"
"""What is served before: the front page as strangers see it, its files, and the sign of life."""
A_MOMENT = 0.1
"""Seconds from a first page to the making: its answer goes out, and the files it leans on are served, undisturbed."""
AT_THE_LATEST = 1.0
"""Seconds after which the program is made whole though nobody asked."""

Finish = Callable[[], None]
_postponing: ContextVar[Callable[[Finish], None] | None] = ContextVar("postponing", default=None)


def _at_once(finish: Finish) -> None:
    finish()


@contextmanager
def postponing(how: Callable[[Finish], None] = _at_once) -> Iterator[None]:
    """An application made inside serves its first page before it is whole; `how` calls what makes it so."""
    token = _postponing.set(how)
    try:
        yield
    finally:
        _postponing.reset(token)


def is_postponing() -> bool:
    return _postponing.get() is not None


class Whole:
    """The application, made whole after its first page, or before the first request that needs more."""

    def __init__(self, early: Any, finish: Finish) -> None:
        """`early`: Pyramid's router, able to serve `EARLY`; `finish` adds the rest to it."""
        self._router, self._finish = early, finish
        self._how = _postponing.get() or _at_once
        self.registry = early.registry
        self._lock = threading.Lock()
        self._whole = self._begun = False
        self._make_whole_in(AT_THE_LATEST)

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if not self._whole:
            with self._lock:
                if not self._whole and _is_early(environ):
                    answer = self._router(environ, start_response)
                    if environ["PATH_INFO"] != "/healthz" and not self._begun:
                        self._begun = True
                        self._make_whole_in(A_MOMENT)
                    return answer
            self.make_whole()
        return self._router(environ, start_response)

    def _make_whole_in(self, seconds: float) -> None:
        timer = threading.Timer(seconds, self.make_whole)
        timer.daemon = True
        timer.start()

    def make_whole(self) -> None:
        """Put in place what is missing. A program that cannot be made whole ends: a part of it must not be served."""
        with self._lock:
            if self._whole:
                return
            try:
                self._how(self._finish)
            except Refusal as refusal:
                for complaint in refusal.complaints:
                    print(complaint.sentence.interpolate(), file=sys.stderr, flush=True)
                os._exit(1)
            except BaseException:
                log.critical("the program cannot be put together", exc_info=True)
                os._exit(1)
            self._whole = True


def _is_early(environ: dict[str, Any]) -> bool:
    """Whether a request is for one of the first pages, from somebody who has shown no cookie."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("HTTP_COOKIE"):
        return False
    path = environ.get("PATH_INFO", "")
    return path in EARLY or path.startswith(EARLY_BELOW)
