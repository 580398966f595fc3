"""What the server refuses before the application hears of it: a body that is too big, a request that is no HTTP."""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from pyramid.i18n import make_localizer
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from hcc.core.text import TranslationString, message
from hcc.web.errors import PAGES, plain_page
from hcc.web.headers import ALWAYS

LOCALE = Path(__file__).resolve().parents[1] / "locale"

WORDS = {
    400: message("What arrived here was damaged on the way. Nothing was changed."),
    413: message("The file is larger than we can take. Nothing was stored."),
    500: message("The fault is ours, not yours. What was stored before is safe."),
}


BACK = message("Back to the page it was sent from")
TOO_BIG = message("The file is larger than ${limit} MB, which is the most we can take. Nothing was stored.")


def way_back(headers: dict[str, str]) -> str:
    """The page of ours that something was sent from; empty where the browser does not say."""
    try:
        came_from = urlsplit(headers.get("REFERER", ""))
    except ValueError:
        return ""
    ours = came_from.netloc and came_from.netloc == headers.get("HOST")
    if not ours or not came_from.path.startswith("/") or came_from.path.startswith("//"):
        return ""
    return urlunsplit(("", "", came_from.path, came_from.query, ""))


class PlainErrorTask(ErrorTask):
    """Answers with a page of ours in place of the server's English words."""

    def execute(self) -> None:
        code = self.request.error.code
        known = code if code in WORDS else 400 if code < 500 else 500
        localizer = make_localizer("vi", [str(LOCALE)])
        say, words = localizer.translate, WORDS[known]
        # A megabyte more is let in than a file may have: its form comes along.
        limit = self.channel.adj.max_request_body_size // 2**20 - 1
        if known == 413 and limit > 0:
            words = TranslationString(TOO_BIG, mapping={"limit": limit})
        back = way_back(self.request.headers)
        body = plain_page([say(PAGES[known]), say(words)], (back, say(BACK)) if back else None).encode()
        self.status = f"{code} {self.request.error.reason}"
        self.response_headers += [
            ("Content-Type", "text/html; charset=utf-8"),
            *ALWAYS.items(),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


def say_refusals_ourselves() -> None:
    """From now on every server of this process answers so."""
    HTTPChannel.error_task_class = PlainErrorTask
