"""Offices without one of their protections, to see that the kill test would notice: `make faults BREAK=ack|key|number`.

Each is Python run in the server before it starts.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Break:
    """A protection taken away, and which figure of the judge must tell."""

    code: str
    figure: str


ACKNOWLEDGES_FIRST = """
import time
import hcc.web.transactions as transactions
from pyramid.router import Router

def early_tween_factory(handler, registry):
    def early_tween(request):
        response = handler(request)
        begin = request.environ.pop("broken.start_response", None)
        # Whoever signs in needs her cookies, which come last.
        if begin and response.status_int == 303 and request.method == "POST" and request.path != "/dang-nhap":
            begin("303 See Other", [("Location", response.location), ("Content-Length", "0")])(b"")
            request.environ["broken.begun"].append(True)
            time.sleep(0.2)
        return response
    return early_tween

def call(router, environ, start_response):
    begun = environ["broken.begun"] = []
    environ["broken.start_response"] = start_response
    answer = whole_call(router, environ, lambda *given: None if begun else start_response(*given))
    return [] if begun else answer

def broken_includeme(config):
    includeme(config)
    config.add_tween("hcc.web.transactions.early_tween_factory", under="pyramid_tm.tm_tween_factory")

whole_call, Router.__call__ = Router.__call__, call
includeme, transactions.includeme = transactions.includeme, broken_includeme
transactions.early_tween_factory = early_tween_factory
"""
"""The answer goes out when the act is done in memory; the transaction is committed a fifth of a second later."""

FORGETS_KEYS = "from hcc.core.answers import Answers; Answers.find = lambda self, key: None"
"""A form that comes twice is done twice, as far as its act lets it."""

NUMBERS_IN_MEMORY = """
import contextlib
from collections import Counter
from hcc.core.numbering import Counters
from hcc.web import numbering
numbering.number_lock = lambda series: contextlib.nullcontext()
taken, take = Counter(), Counters.take
def take_in_memory(self, *name):
    if name[0] != "reception":
        return take(self, *name)
    taken[name] += 1
    return taken[name]
Counters.take = take_in_memory
"""
"""Reception numbers are counted beside the transactions that use them, and without the lock."""

BREAKS = {
    "ack": Break(ACKNOWLEDGES_FIRST, "lost"),
    "key": Break(FORGETS_KEYS, "duplicated"),
    "number": Break(NUMBERS_IN_MEMORY, "duplicated"),
}
"""What `BREAK=` names: acknowledgement after the commit, idempotency keys, the gapless reception number."""
