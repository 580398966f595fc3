"""One transaction a request, retried on conflict with a jittered pause; and work that must stand outside it."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import pyramid_tm
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid_retry import BeforeRetry, RetryableExecutionPolicy
from transaction.interfaces import NoTransaction

from .turns import Turns, give_back

ATTEMPTS = 6
FIRST_PAUSE = 0.01

T = TypeVar("T")


def _pause(event: BeforeRetry) -> None:
    number = event.environ.get("retry.attempt", 0)
    time.sleep(random.uniform(0.2, 1) * FIRST_PAUSE * 2**number)


def outside_transaction(request: Request, work: Callable[[], T]) -> T:
    """End the request's transaction, which must have changed nothing, do `work`, and begin a new one.

    Others are worked on meanwhile: its turn is given back.
    """
    request.tm.abort()
    give_back(request.environ)
    try:
        return work()
    finally:
        request.tm.begin()


def committed(request: Request, work: Callable[[], T]) -> T:
    """Do `work` in a transaction of its own, committed here and tried again on conflict; then begin a new one.

    For the second half of an act whose first half cannot be repeated: retrying the request would repeat it.
    """
    request.tm.abort()
    try:
        for number, attempt in enumerate(request.tm.attempts(ATTEMPTS)):
            if number:
                time.sleep(random.uniform(0.2, 1) * FIRST_PAUSE * 2**number)
            with attempt:
                result = work()
        return result
    finally:
        with suppress(NoTransaction):
            request.tm.abort()  # the last attempt leaves a failed commit as it is
        request.tm.begin()


def retrying(turns: Turns) -> Callable:
    """The execution policy that page_cache.py puts in place: pyramid_retry's, in turns, and told that the server's own
    buffer can be read again, so that an upload is not copied.
    """
    policy = RetryableExecutionPolicy(ATTEMPTS)

    def run(environ: dict, router: object):
        body = environ["wsgi.input"]
        if hasattr(body, "seekable") and body.seekable():
            environ["webob.is_body_seekable"] = True
        turn = turns.take(environ)
        try:
            return policy(environ, router)
        finally:
            turn.give_back()

    return run


def includeme(config: Configurator) -> None:
    settings = config.get_settings()
    settings["tm.manager_hook"] = pyramid_tm.explicit_manager
    settings["tm.annotate_user"] = False
    config.include("pyramid_tm")
    config.add_subscriber(_pause, BeforeRetry)
