"""The staff search: one box, dossiers the reader may see, procedures. Looking people up is limited and on record."""

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.accounts.throttle import Throttle
from hcc.core.acl import ASSIGNED, HELPING
from hcc.core.identifiers import RECEPTION
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.dossiers import workflow
from hcc.dossiers.finding import FoundPage, find_dossiers
from hcc.dossiers.resources import CERTIFICATION_FIELD, Row

from .due_cell import DueWords
from .find_question import FindQuestion
from .places import Desks

LOOK_UPS = 120
"""Searches for people that one official may make in five minutes."""
_TIMED = frozenset(("received", "processing", "awaiting_approval", "consulting"))
_HERE = "/ban-lam-viec/tim"


def find(context: Desks, request: Request):
    """What the box found. A whole number leads straight to its dossier."""
    question = FindQuestion.of(request)
    number = "".join(question.typed["q"].split()).upper()
    if RECEPTION.match(number):
        dossier = request.site.dossiers.by_number(number)
        if dossier is not None and request.has_permission(Permission.DOSSIER_VIEW, dossier):
            return HTTPSeeOther(request.resource_path(dossier))
    if question.wanted.personal and _too_many(request):
        request.response.status = 429
        return {**_page(question, FoundPage(), request), "blocked": True}
    page = FoundPage()
    if not question.complaints:
        may = may_see(request)
        page = find_dossiers(request.site.dossiers, question.wanted, may=may, after=question.after)
        _record(question, page, request)
    return _page(question, page, request)


def may_see(request: Request) -> Callable[[Row], bool]:
    """Whether the reader may open a row's dossier: by the table first, which most are refused by, then by itself."""
    dossiers = request.site.dossiers
    granted: dict[str, set[Role | str]] = {}
    for state in (*workflow.WORKFLOW.states.values(), *workflow.VARIANTS.values()):
        sees = {key for key, permissions in state.grants.items() if Permission.DOSSIER_VIEW in permissions}
        granted.setdefault(state.name, set()).update(sees)

    def by_table(row: Row) -> bool:
        for key in granted[row.state]:
            if key is Role.CERTIFIER and row.field != CERTIFICATION_FIELD:
                continue
            if key in request.roles:
                return True
            if not isinstance(key, Role):
                login = {ASSIGNED: row.handler, HELPING: row.helper}.get(key)
                if login is None or request.stands_for(login):
                    return True
        return False

    def may(row: Row) -> bool:
        if not by_table(row):
            return False
        dossier = dossiers.get_by_token(row.token)
        return dossier is not None and bool(request.has_permission(Permission.DOSSIER_VIEW, dossier))

    return may


def _too_many(request: Request) -> bool:
    looked_up: Throttle = request.registry["hcc.looked_up"]
    if looked_up.blocked(request.official.login):
        return True
    looked_up.failed(request.official.login)
    return False


def _record(question: FindQuestion, page: FoundPage, request: Request) -> None:
    """Who looked for people, by what kind of thing, and how many were shown; never what was typed."""
    if not question.wanted.personal:
        return
    more = "+" if page.after else ""
    what = f"{_HERE} {','.join(question.wanted.kinds)}: {len(page.rows)}{more}"
    request.registry["hcc.access_log"].record(by=request.official.login, at=request.now, what=what)


def _page(question: FindQuestion, page: FoundPage, request: Request) -> dict:
    words = DueWords.of(request)
    say = request.localizer.translate
    rows = [
        {
            "row": row,
            "url": f"/ho-so/{row.token}/",
            "due": words.cell(row, timed=row.state in _TIMED),
            "state": say(workflow.WORKFLOW.states[row.state].label),
        }
        for row in page.rows
    ]
    states = [(name, say(state.label)) for name, state in workflow.WORKFLOW.states.items()]
    return {
        "title": message("Find"),
        "here": _HERE,
        "typed": question.typed,
        "complaints_of": question.complaints,
        "rows": rows,
        "states": states,
        "asked": question.asked,
        "looked_through": page.looked_through,
        "more_url": _HERE + question.query(page.after) if page.after else "",
        "first_url": _HERE + question.query() if question.after else "",
        "procedures": _procedures(question, request),
        "blocked": False,
    }


def _procedures(question: FindQuestion, request: Request) -> list:
    """Procedures that the words of the box fit."""
    typed = question.typed["q"]
    if not typed or ":" in typed or question.after:
        return []
    results = request.search_procedures(typed, page_size=10)
    folder, today = request.site.procedures, request.now.date()
    hits = [folder[hit.key].published(today) for hit in results.hits if hit.key in folder] if results else []
    return [revision.record for revision in hits if revision is not None]


def includeme(config: Configurator) -> None:
    config.registry["hcc.looked_up"] = Throttle(LOOK_UPS)
    config.add_view(
        find,
        context=Desks,
        name="tim",
        permission=Permission.DESK_VIEW,
        request_method="GET",
        renderer="hcc:templates/desks/find.pt",
    )
