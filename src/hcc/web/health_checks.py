"""What the page of health looks at: each feature names its own check, and says what it found in words of people.

A check is a function of the request that answers one `Finding`, in a few milliseconds: what takes longer is done
elsewhere and noted (hcc.storage.upkeep). It gives no name of a person and nothing that somebody typed.
"""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pyramid.config import Configurator
from pyramid.events import NewResponse
from pyramid.request import Request

from hcc.core.text import TranslationString, message

log = logging.getLogger(__name__)

OK, IDLE, WARN, BAD = "ok", "idle", "warn", "bad"
ORDER = (BAD, WARN, IDLE, OK)
"""The worst first. IDLE: not watched, or nothing to judge; it calls for nobody."""
KEPT_SECONDS = 60.0
"""So long the rail and the like go by what was found, instead of looking again for every page."""
ERRORS_KEPT = 1_000


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    part: TranslationString
    kind: str
    """One of ORDER."""
    state: TranslationString
    """The same as a word."""
    measured: TranslationString | str
    advice: TranslationString | str = ""
    """What to do; empty where nothing is to be done."""
    limit: TranslationString | str = ""


Look = Callable[[Request], Finding]


class HealthCheck(NamedTuple):
    name: str
    """English, for machines."""
    look: Look
    order: int


class Looked(NamedTuple):
    """All checks at one moment."""

    at: datetime
    findings: tuple[tuple[str, Finding], ...]
    """Name and finding, the worst first."""

    @property
    def worst(self) -> str:
        return min((finding.kind for _, finding in self.findings), key=ORDER.index, default=OK)

    @property
    def reds(self) -> int:
        return sum(finding.kind == BAD for _, finding in self.findings)


def look_at_health(request: Request) -> Looked:
    """Run every check now. One that breaks is itself a finding; the log has the reason."""
    checks: list[HealthCheck] = request.registry["hcc.health_checks"]
    found = []
    for check in checks:
        try:
            finding = check.look(request)
        except Exception:  # whatever a damaged disk or database raises: the other checks must still be told
            log.exception("the health check %r broke", check.name)
            state = message("Cannot be looked at")
            finding = Finding(message("A check of the program"), BAD, state, check.name, message("Look at the log"))
        found.append((check.name, finding))
    found.sort(key=lambda one: ORDER.index(one[1].kind))
    looked = Looked(request.now, tuple(found))
    request.registry["hcc.health_kept"] = (time.monotonic(), looked)
    return looked


def kept_health(request: Request) -> Looked:
    """What was found a while ago, at most KEPT_SECONDS."""
    kept: tuple[float, Looked] | None = request.registry.get("hcc.health_kept")
    if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
        return look_at_health(request)
    return kept[1]


def add_health_check(config: Configurator, name: str, look: Look, *, order: int = 50) -> None:
    """Name a check. Of those equally bad the lower order stands first."""
    checks: list[HealthCheck] = config.registry["hcc.health_checks"]
    checks.append(HealthCheck(name, look, order))
    checks.sort(key=lambda check: check.order)


def _count_error(event: NewResponse) -> None:
    if event.response.status_code >= 500:
        event.request.registry["hcc.errors_answered"].append(event.request.registry["hcc.clock"]())


def includeme(config: Configurator) -> None:
    config.registry["hcc.health_checks"] = []
    config.registry["hcc.errors_answered"] = deque(maxlen=ERRORS_KEPT)
    config.add_directive("add_health_check", add_health_check)
    config.add_subscriber(_count_error, NewResponse)
