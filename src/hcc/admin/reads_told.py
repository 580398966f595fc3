"""What a line of the access log says in words: what was read, by the number of its dossier. No secret of an address is
shown: who has the token of a dossier reads how far it is.
"""

import re

from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message

_DOSSIER = re.compile(r"/ho-so/([^/ ]+)/giay-to/(\d+)")
_SECRET = re.compile(r"(?<=/)[0-9A-Za-z_-]{12,}")
PATHS = (
    ("/ban-lam-viec/tim", message("looked for people")),
    ("/quan-tri/site.zip", message("took the whole site away as files")),
    ("/quan-tri/nhat-ky", message("read the evidence")),
    ("/chung-thuc/", message("read a paper of certification")),
    ("/ho-so/", message("read a dossier")),
)


def read_of(request: Request, what: str) -> tuple[str, str, str]:
    """What was done, to what, and its address for whoever may open it."""
    say = request.localizer.translate
    if found := _DOSSIER.match(what):
        dossier = request.site.dossiers.get_by_token(found[1]) or request.site.dossiers.begun(found[1])
        number = dossier.reception_number if dossier is not None else ""
        of = say(message("paper ${number}", mapping={"number": found[2]}))
        may = dossier is not None and request.has_permission(Permission.DOSSIER_VIEW, dossier)
        shown = number or say(message("Dossier without a number"))
        return say(message("read a paper")), f"{shown}, {of}", request.resource_path(dossier) if may else ""
    words = next((words for path, words in PATHS if what.startswith(path)), message("read"))
    return say(words), _SECRET.sub("…", what), ""
