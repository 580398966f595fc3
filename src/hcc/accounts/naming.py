"""What people are called where records are shown."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.evidence import Record
from hcc.core.text import message

NOT_PEOPLE = {
    "system": message("The program itself"),
    "command line": message("Someone at the server"),
    "public": message("Somebody not signed in"),
}


def name_of(request: Request, login: str) -> str:
    """The official's name; of no official, what stands for her."""
    official = request.site.accounts.get(login)
    return official.name if official is not None else request.localizer.translate(NOT_PEOPLE.get(login, login))


def doer(request: Request, record: Record) -> str:
    """Who did what a record tells, and in whose stead: "Lê Thị Ví Dụ thay Phạm Thị Thử"."""
    name = name_of(request, record.by)
    if not record.stead:
        return name
    facts = {"name": name, "absent": name_of(request, record.stead)}
    return request.localizer.translate(message("${name} in place of ${absent}", mapping=facts))


def includeme(config: Configurator) -> None:
    config.add_request_method(name_of, "name_of")
    config.add_request_method(doer, "doer")
