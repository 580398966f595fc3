"""What is new in the catalogue, kept in a file for the next start: the catalogue's chain has a record of every text
there ever was, the news are a few lines.

Disposable, like the search index beside it: a file that is missing, altered or of another day is made anew.
"""

import hashlib
import json
import logging
import secrets
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from pyramid.config import Configurator

from .news import Act, Change, ChangeKind, News, Position

log = logging.getLogger(__name__)


class NewsFile:
    """The news of one state of the catalogue and one day, in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, position: Position, today: date) -> News | None:
        """What was kept of this state of the catalogue and this day, if anything."""
        try:
            body, digest = self._path.read_text("utf-8").split("\n", 1)
            if digest.strip() != _digest(body):
                return None
            kept = json.loads(body)
            if (kept["position"], kept["today"]) != (list(position), today.isoformat()):
                return None
            return _from_lines(kept["acts"], kept["changes"])
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def write(self, position: Position, today: date, news: News) -> None:
        """Keep this instead. Where that cannot be done the news are read anew at the next start."""
        acts = list(dict.fromkeys(change.act for change in news))
        body = json.dumps(
            {
                "position": position,
                "today": today.isoformat(),
                "acts": [(one.effective.isoformat(), one.at.isoformat(), one.kind, one.size) for one in acts],
                "changes": [(acts.index(change.act), change.code, change.revision) for change in news],
            }
        )
        draft = self._path.with_name(f"{self._path.name}.{secrets.token_hex(8)}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(f"{body}\n{_digest(body)}\n", "utf-8")
            draft.replace(self._path)
        except OSError as problem:
            log.warning("what is new could not be kept: %s", problem.strerror)
            with suppress(OSError):
                draft.unlink()


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _from_lines(acts: list, changes: list) -> News:
    made = [
        Act(date.fromisoformat(day), datetime.fromisoformat(at), ChangeKind(kind), size) for day, at, kind, size in acts
    ]
    return tuple(Change(code, revision, made[act]) for act, code, revision in changes)


def includeme(config: Configurator) -> None:
    config.registry["hcc.news_file"] = NewsFile(config.registry["hcc.settings"].var / "index" / "news.json")
