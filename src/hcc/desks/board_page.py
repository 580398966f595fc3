"""The page of one board: its rows in its own order, and the next act of each."""

from collections.abc import Callable
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.core.acl import official_principal
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import TranslationString, message
from hcc.dossiers.resources import Row
from hcc.dossiers.views.asking import ASKING
from hcc.dossiers.workflow import standing_of
from hcc.dossiers.worklist import LOOKED_THROUGH, Board, Page, page_in_order, shown_count

from .boards import BOARDS, BoardRule
from .chosen import choosing
from .contact import Contact, contact_of
from .due_cell import DueCell, DueWords
from .looked import Badges
from .places import Desk
from .question import EVERYBODY, MINE, Question, all_of, choices_of, filtering, officials_of
from .step_cell import StepCell, StepWords
from .steps import BatchAct

_SEES_ALL = frozenset((Role.RECEIVER, Role.RETURNER, Role.CLERK, Role.DIRECTOR, Role.AUDITOR))
"""Who sees a whole board; others see their own dossiers."""
_HAVE_THEM = frozenset((Role.RECEIVER, Role.HANDLER, Role.CERTIFIER))
"""Whose dossiers stand there: who received them, then who handles them."""


@dataclass(frozen=True)
class BoardRow:
    """A dossier as a board shows it."""

    row: Row
    url: str
    order: DueCell
    """By what it stands there: how long already, or until when."""
    state: TranslationString
    official: str
    contact: Contact | None
    next_act: TranslationString
    next_url: str
    badge: str
    chosen: str
    step: StepCell


def show_board(context: Desk, request: Request) -> dict:
    """One range read of the boards' tree. Where the office gives its codes itself, no dossier is without."""
    rule = BOARDS[context.step]
    if rule.board is Board.NO_CODE and request.office.own_code:
        raise HTTPNotFound()
    dossiers, here = request.site.dossiers, f"/ban-lam-viec/{context.__name__}"
    question, whole = Question.of(request), bool(_SEES_ALL & request.roles)
    fits = _fitting(question, whole, request)
    page, rights = page_in_order(dossiers.board(rule.board, question.after), fits=fits), _Rights(request)
    batches = [act for act in rule.batches if any(_may(act, row, rights) for row in page.rows)]
    return {
        "title": rule.label,
        "section": context.__name__,
        "here": here,
        "rule": rule,
        "rows": _rows(page, rule, batches, rights, request),
        "count": shown_count(dossiers.count_board(rule.board)) if whole else "",
        "question": question,
        "choices": choices_of(question, {"handler": officials_of(_HAVE_THEM, request)} if whole else {}, request),
        "official_label": message("Official"),
        "batches": batches,
        "more_url": here + question.query(after=page.after) if page.after else "",
        "first_url": here + question.query() if question.after != Question.after else "",
        "looked_through": LOOKED_THROUGH if page.looked_through else 0,
    }


def _fitting(question: Question, whole: bool, request: Request) -> Callable[[Row], bool] | None:
    tests = filtering(question)
    if not whole:
        tests.append(lambda row: request.stands_for(row.handler))
    if question.handler == MINE:
        tests.append(lambda row: request.stands_for(row.official))
    elif question.handler not in ("", EVERYBODY):
        tests.append(lambda row: row.official == question.handler)
    return all_of(tests)


class _Rights:
    """What the reader may do to the dossiers of rows, asked once for those of one standing, field and unit, hers or
    not.

    Nothing else tells them apart: who sees a whole board does so by a role, everybody else as the handler.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self._principals = frozenset(request.principals)
        self._known: dict[tuple, bool] = {}

    def may(self, permission: Permission, row: Row) -> bool:
        hers = official_principal(row.handler) in self._principals
        key = (permission, row.state, row.sealing, hers, row.field, row.unit, row.stand_in)
        if key not in self._known:
            dossier = self._request.site.dossiers.get_by_token(row.token)
            self._known[key] = bool(self._request.has_permission(permission, dossier))
        return self._known[key]


def _may(act: BatchAct, row: Row, rights: _Rights) -> bool:
    return row.state in act.states and rights.may(ASKING[act.verb].permission, row)


def _rows(page: Page, rule: BoardRule, batches: list[BatchAct], rights: _Rights, request: Request) -> list[BoardRow]:
    words, badges, found = DueWords.of(request), Badges.of(request), []
    steps = StepWords(request, words)
    for moment, row in zip(page.moments, page.rows, strict=True):
        if not rights.may(Permission.DOSSIER_VIEW, row):
            continue
        may = rights.may(rule.permission, row)
        url = f"/ho-so/{row.token}/"
        found.append(
            BoardRow(
                row,
                url,
                _order(rule, moment, row, words),
                standing_of(row).label,
                _official(row, request) if "official" in rule.columns else "",
                contact_of(row, request) if "contact" in rule.columns else None,
                rule.next_act if may else message("Open the dossier"),
                f"{url}{rule.verb}" if may else url,
                badges.badge(row),
                choosing(row, batches),
                steps.cell(row),
            )
        )
    return found


def _order(rule: BoardRule, moment: int, row: Row, words: DueWords) -> DueCell:
    if rule.by_day:
        return words.by_day(moment)
    return words.since(moment, rule.care_after) if rule.care_after else words.cell(row, timed=True)


def _official(row: Row, request: Request) -> str:
    """Who has the dossier: her name, and as a last resort her sign-in name."""
    official = request.site.accounts.get(row.official)
    return official.name if official is not None else row.official
