"""What the server refuses before the application hears of it: a body that is too big, a request that is no HTTP."""

from pathlib import Path

from pyramid.i18n import make_localizer
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from hcc.core.text import message
from hcc.web.errors import PAGES, plain_page
from hcc.web.headers import ALWAYS

LOCALE = Path(__file__).resolve().parents[1] / "locale"

WORDS = {
    400: message("What arrived here was damaged on the way. Nothing was changed."),
    413: message("The file is larger than we can take. Nothing was stored."),
    500: message("The fault is ours, not yours. What was stored before is safe."),
}


class PlainErrorTask(ErrorTask):
    """Answers with a page of ours in place of the server's English words."""

    def execute(self) -> None:
        code = self.request.error.code
        known = code if code in WORDS else 400 if code < 500 else 500
        localizer = make_localizer("vi", [str(LOCALE)])
        body = plain_page([localizer.translate(PAGES[known]), localizer.translate(WORDS[known])]).encode()
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
