"""The page of one desk: rows by due moment, counters that are also filters, and what is due next."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import day_line
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.dossiers.resources import Row
from hcc.dossiers.workflow import PROCESSING, WORKFLOW, standing_of
from hcc.dossiers.worklist import LOOKED_THROUGH, Page, Span, page_of, shown_count

from .chosen import choosing, offered_batches
from .due_cell import DueCell, DueWords
from .looked import Badges
from .places import Desk
from .question import (
    DUE_NAMES,
    EVERYBODY,
    LATE,
    MINE,
    OVERDUE,
    SOON,
    Choices,
    Question,
    choices_of,
    fitting,
    helps_only,
    officials_of,
    spans_of,
)
from .step_cell import StepCell, StepWords
from .steps import DESKS, DeskRule, Whose

AHEAD = 100
"""Most rows of the next working day that are told apart by procedure."""
NAMED = 6
"""Procedures named in the list of the next working day."""


@dataclass(frozen=True)
class ListedRow:
    """A dossier as a desk shows it."""

    row: Row
    url: str
    due: DueCell
    state: str
    next_act: str
    badge: str
    """"new" when the official never opened it, "changed" when somebody else did something since; else empty."""
    chosen: str
    """The value of its box where it may be chosen for an act upon many; else empty."""
    step: StepCell
    """Where it is in its internal process."""


@dataclass(frozen=True)
class CounterLink:
    """A counter that filters. `count` is a number or "99+"."""

    label: Any
    kind: str
    icon: str
    count: str
    url: str
    current: bool


_COUNTER_LOOKS = {
    "submitted": ("info", "inbox"),
    "received": ("info", "inbox"),
    "processing": ("info", "file"),
    "consulting": ("info", "people"),
    "awaiting_approval": ("info", "pen"),
    "supplement_requested": ("off", "working"),
    "withdrawal_requested": ("info", "return"),
    "resolved": ("ok", "return"),
}


def show_desk(context: Desk, request: Request) -> dict:
    """One step's worklist: range reads of the covering trees."""
    rule = DESKS[context.step]
    stands, words = rule.offered, DueWords.of(request)
    question = Question.of(request, rule)
    dossiers = request.site.dossiers
    spans = spans_of(question, stands, words, request)
    page = page_of([dossiers.rows(span, question.after) for span in spans], fits=fitting(question, request))
    here = f"/ban-lam-viec/{context.__name__}"
    return {
        "title": message("Dossiers I help to prepare") if _of_helper(context, request) else rule.label,
        "section": context.__name__,
        "here": here,
        "step": context.step,
        "rows": listed(page, rule, words, request),
        "counters": _counters(question, rule, words, request, here),
        "question": question,
        "choices": _choices(question, rule, page, request),
        "official_label": message("Handled by"),
        "more_url": here + question.query(after=page.after) if page.after else "",
        "first_url": here + question.query() if question.after != Question.after else "",
        "looked_through": LOOKED_THROUGH if page.looked_through else 0,
        "empty": rule.empty,
        "ahead": due_ahead(rule, words, request),
        "batches": offered_batches(rule.batches, page.rows) if rule.acted_by(request.roles) else [],
        "waiting_papers": len(request.site.books.waiting) if context.step == "approve" else 0,
        "may_greet": request.has_permission(Permission.DOSSIER_GREET, dossiers),
        "may_receive": Role.RECEIVER in request.roles,
    }


def _of_helper(context: Desk, request: Request) -> bool:
    return context.step == "prepare" and helps_only(request)


def listed(page: Page, rule: DeskRule, words: DueWords, request: Request) -> list[ListedRow]:
    """The rows of a page; words of a state are looked up once."""
    say, acts = request.localizer.translate, rule.acted_by(request.roles)
    badges, opened = Badges.of(request), say(message("Open the dossier"))
    steps = StepWords(request, words)
    by_state = {stand.state: (stand, say(stand.next_act) if acts else opened) for stand in rule.offered}
    found = []
    for row in page.rows:
        stand, next_act = by_state[row.state]
        hers = not rule.of_unit or steps.hers(row)
        if rule.passes_on and row.state == PROCESSING and (onward := steps.passing(row)):
            next_act = say(onward)
        found.append(
            ListedRow(
                row,
                f"/ho-so/{row.token}/",
                words.cell(row, timed=stand.timed),
                say(standing_of(row).label),
                next_act if hers else opened,
                badges.badge(row),
                choosing(row, rule.batches) if acts and hers else "",
                steps.cell(row),
            )
        )
    return found


def _counters(question: Question, rule: DeskRule, words: DueWords, request: Request, here: str) -> list[CounterLink]:
    """Late, soon, and each state: of what the desk shows by itself, whatever else is filtered."""
    counters = []
    whose = Question(handler=question.handler)
    steps = StepWords(request, words) if rule.of_unit else None
    if rule.timed:
        for due, kind in ((OVERDUE, "bad"), (SOON, "warn")):
            spans = spans_of(Question(due=due, handler=question.handler), rule.offered, words, request)
            url = here + question.query(due="" if question.due == due else due, state="")
            counters.append(
                CounterLink(DUE_NAMES[due], kind, kind, _count(spans, steps, request), url, question.due == due)
            )
    for stand in rule.offered:
        current = question.state == stand.state
        kind, icon = _COUNTER_LOOKS.get(stand.state, ("info", rule.icon))
        counters.append(
            CounterLink(
                WORKFLOW.states[stand.state].label,
                kind,
                icon,
                _count(spans_of(replace(whose, state=stand.state), (stand,), words, request), steps, request),
                here + question.query(state="" if current else stand.state, due=""),
                current,
            )
        )
    return counters


def _count(spans: list[Span], steps: StepWords | None, request: Request) -> str:
    """How many dossiers stand in the spans; with `steps`, but those whose step is another unit's."""
    fits = steps.hers if steps is not None else None
    return shown_count(sum(request.site.dossiers.count_in(span, fits=fits) for span in spans))


def _choices(question: Question, rule: DeskRule, page: Page, request: Request) -> Choices:
    offered: dict[str, list[tuple[str, Any]]] = {}
    if rule.timed:
        offered["due"] = list(DUE_NAMES.items())
    if any(row.step for row in page.rows) or question.step or question.unit:
        offered["step"] = [(LATE, message("Over its time"))]
        offered["unit"] = [(str(unit.number), unit.name) for unit in request.site.accounts.units()]
    own = any(stand.whose is Whose.HANDLER for stand in rule.offered)
    if own or rule.follows:
        people = officials_of((Role.HANDLER, Role.CERTIFIER), request)
        offered["handler"] = [*(((MINE, message("Mine")), (EVERYBODY, message("Everybody's"))) if own else ()), *people]
    return choices_of(question, offered, request)


@dataclass(frozen=True)
class Ahead:
    """What is due on the next working day: the day, how many, and the procedures with the most of them."""

    day: str
    count: str
    procedures: tuple[tuple[str, int], ...]


def due_ahead(rule: DeskRule, words: DueWords, request: Request) -> Ahead | None:
    """The due list of the next working day; None on a desk without due moments."""
    timed = tuple(stand for stand in rule.offered if stand.timed and not stand.aside)
    if not timed:
        return None
    begin = datetime.combine(words.next_day, time(), LOCAL)
    since, until = int(begin.timestamp()), int((begin + timedelta(days=1)).timestamp())
    titles: Counter[str] = Counter()
    steps = StepWords(request, words)
    for span in spans_of(Question(), timed, words, request):
        rows = request.site.dossiers.rows(Span(span.state, span.handler, since, until))
        titles.update(row.title for row in islice(rows, AHEAD) if not rule.of_unit or steps.hers(row))
    count = sum(titles.values())
    most = tuple(titles.most_common(NAMED))
    return Ahead(day_line(words.next_day, request.locale_name), shown_count(count), most)
