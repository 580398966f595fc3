"""/quan-tri/quyet-dinh/<number>: one decision, its procedures, and how far each of them is."""

from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal, Refusals
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.announced_progress import LooksAt, RowProgress, RowState, left_behind, looks_at, row_progress
from hcc.procedures.announcements import Announcement, ChangeOfRules
from hcc.procedures.change_summary import summary_of
from hcc.procedures.changed_today import text_before
from hcc.procedures.changes import changes
from hcc.procedures.operations.announce import add_rows, amend_announcement, change_row, drop_row
from hcc.procedures.operations.draft_announced import draft_announced, submit_announced, take_draft
from hcc.procedures.operations.edit import draft_stamp
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form
from hcc.web.typed import asked_text, typed_text

from ..announcement_schemas import KIND_NAMES, DecisionSchema, RowSchema, RowsSchema
from ..catalogue_places import AnnouncementPlace
from ..faults import in_words_of_the_form
from ..paging import page_of
from .announcement_waiting import asked_back_of, by_another, declined_of, is_late, late_reason, waiting_of
from .announcements import BACK, FORM, PATH, annex_typed, refuse_lines, tell_passed, within

PAGE = "hcc:templates/admin/announcement.pt"
PAGE_SIZE = 100
OF_THE_DECISION = frozenset({"announcement", "announced_on", "effective_from"})
TOLD = 3
"""So many faults of a draft are told in its row."""

STATES: dict[RowState, tuple[str, str, TranslationString]] = {
    RowState.NO_DRAFT: ("idle", "idle", message("No draft yet")),
    RowState.OTHER_DRAFT: ("warn", "warn", message("Somebody's draft is open")),
    RowState.DRAFT: ("info", "pen", message("Draft, text as before")),
    RowState.WRONG: ("bad", "bad", message("Wrong values")),
    RowState.READY: ("ok", "ok", message("Draft is ready")),
    RowState.IN_REVIEW: ("info", "eye", message("In review")),
    RowState.SCHEDULED: ("ok", "calendar", message("Published, waits for its day")),
    RowState.PUBLISHED: ("ok", "ok", message("Published")),
    RowState.TO_END: ("info", "off", message("Will end")),
    RowState.NO_SUCCESSOR: ("bad", "bad", message("Successor missing")),
    RowState.ENDING: ("ok", "calendar", message("Published, ends on its day")),
    RowState.ENDED: ("ok", "off", message("Ended")),
}


def address(context: AnnouncementPlace) -> str:
    return f"{PATH}/{context.announcement.number}/"


def decision_title(announcement: Announcement) -> TranslationString:
    return message("Decision ${decision}", mapping={"decision": announcement.decision})


def kept_looks(request: Request) -> LooksAt:
    """How ready a draft is, kept until the next act upon the catalogue: a text may name other procedures and forms."""
    folder, today = request.site.procedures, request.now.date()
    look, about = looks_at(folder, today), ("readiness", folder.chain.head, today)
    return lambda draft: request.made_of(draft, about, lambda: look(draft))


def progress_of(context: AnnouncementPlace, request: Request) -> list[RowProgress]:
    announcement, today, look = context.announcement, request.now.date(), kept_looks(request)
    return [row_progress(row, announcement, context.procedures, today, look) for row in announcement.rows]


def _facts(announcement: Announcement, request: Request) -> dict[str, Any]:
    today = request.now.date()
    paper = announcement.paper
    return {
        "announcement": announcement,
        "issued": f"{announcement.issued_on:%d/%m/%Y}",
        "effective": f"{announcement.effective or announcement.effective_from:%d/%m/%Y}",
        "late_days": (today - announcement.effective_from).days if announcement.published_at is None else 0,
        "days_left": (announcement.effective_from - today).days if announcement.published_at is None else 0,
        "published_at": short_moment(announcement.published_at, request.locale_name)
        if announcement.published_at is not None
        else "",
        "published_by": request.name_of(announcement.published_by) if announcement.published_by else "",
        "late": is_late(announcement),
        "paper": paper,
        "paper_added": short_moment(paper.added_at, request.locale_name) if paper is not None else "",
    }


def _where(one: RowProgress, today: date) -> str:
    """Address of the draft, or of the text citizens see or are to see; empty where there is none."""
    procedure = one.procedure
    if procedure is None:
        return ""
    place = f"/thu-tuc/{procedure.code}"
    if one.draft is not None:
        return f"{place}/edit"
    if one.published is not None:
        return f"{place}/phien-ban/{one.published.number}"
    return place if procedure.in_effect(today) or procedure.upcoming(today) else ""


def _wrong(one: RowProgress, request: Request) -> list[str]:
    """What is wrong with the draft, by the names of the form in which it is put right."""
    if one.ready is None or not one.ready.wrong:
        return []
    worded = in_words_of_the_form(Refusals(list(one.ready.wrong)), request.localizer.translate)
    return [request.sentence_of(fault) for fault in worded.complaints]


def summary_line(one: RowProgress, announcement: Announcement, request: Request) -> str:
    """What differs from the text before, in one line, besides what the decision itself brings. A first day of its own
    is told: it does not follow the decision."""
    text = one.draft or one.published
    if text is None or one.state is RowState.OTHER_DRAFT:
        return ""
    before = text_before(text.procedure, text) if one.published is not None else text.procedure.revisions.get(text.base)
    if before is None:
        return ""
    say = request.localizer.translate
    own = {"effective_from"} if text.record.effective_from != announcement.effective_from else set()
    about = ("summary", before.number, bool(own), request.locale_name)

    def make() -> str:
        of_the_decision = OF_THE_DECISION - own
        found = [change for change in changes(before.record, text.record, say) if change.name not in of_the_decision]
        return summary_of(found, say) if found else ""

    return request.made_of(text, about, make)


def _name(login: str, request: Request) -> str:
    official = request.site.accounts.get(login)
    return official.name if official is not None else login


def _shown(one: RowProgress, announcement: Announcement, request: Request) -> dict[str, Any]:
    kind, icon, words = STATES[one.state]
    draft, wrong = one.draft, _wrong(one, request)
    return {
        "code": one.row.code,
        "title": one.title,
        "url": _where(one, request.now.date()),
        "kind": KIND_NAMES[one.row.kind],
        "successor": one.row.successor,
        "known": one.procedure is not None,
        "state": one.state.value,
        "published": one.published.number if one.published is not None else 0,
        "tag": (kind, icon, words),
        "wrong": wrong[:TOLD],
        "more_wrong": max(len(wrong) - TOLD, 0),
        "unknown": [unknown.words for unknown in one.ready.unknown] if one.ready is not None else [],
        "summary": summary_line(one, announcement, request),
        "by": _name(draft.made_by, request) if draft is not None else "",
        "written": short_moment(draft.made_at, request.locale_name) if draft is not None else "",
        "stamp": draft_stamp(one.procedure) if one.procedure is not None and draft is not None else "",
    }


def _rows_form(context: AnnouncementPlace, request: Request) -> Form:
    button = Button("save", message("Add these procedures"), style="second", icon="plus")
    schema = RowsSchema().bind(request=request)
    return Form(schema, request, action=f"{address(context)}rows", buttons=[button], guard=False)


def announcement_page(
    context: AnnouncementPlace, request: Request, complaints: list[str] | None = None, at: str = ""
) -> dict:
    """The decision with its rows, a page of them; `complaints` are what an act was refused for, `at` this field."""
    announcement = context.announcement
    every = progress_of(context, request)
    shown, paging = page_of(every, request, size=PAGE_SIZE)
    counts = {state: sum(one.state is state for one in every) for state in RowState}
    to_draft = counts[RowState.NO_DRAFT]
    done = sum(one.state.is_done for one in every)
    return within(
        decision_title(announcement),
        back=BACK,
        address=address(context),
        rows=[_shown(one, announcement, request) for one in shown],
        paging=paging,
        total=len(every),
        done=done,
        to_draft=to_draft,
        to_submit=counts[RowState.DRAFT] + counts[RowState.READY] if context.procedures.four_eyes else 0,
        counted=[(*STATES[state], count) for state, count in counts.items() if count],
        open=announcement.published_at is None,
        reason=late_reason(announcement, every),
        waits=waiting_of(context, request).day is not None,
        asked_back=asked_back_of(announcement, request),
        declined=declined_of(announcement, request),
        by_another=by_another(every, request),
        left_behind=left_behind(announcement, context.procedures),
        complaints=[(f"#{at}" if at else "", sentence) for sentence in complaints or ()],
        wrong_file=(complaints or ()) if at else (),
        errors=bool(complaints),
        upload_mb=request.office.upload_mb,
        **_facts(announcement, request),
    )


def show_announcement(context: AnnouncementPlace, request: Request) -> dict:
    return show_form(_rows_form(context, request), announcement_page(context, request))


def refused_page(context: AnnouncementPlace, request: Request, refusal: Refusal, at: str = "") -> dict:
    """The page of the decision, which says why an act of one of its buttons was refused."""
    request.response.status = 409
    return show_form(_rows_form(context, request), announcement_page(context, request, request.refused(refusal), at))


def do_add_rows(context: AnnouncementPlace, request: Request):
    def do(typed: dict) -> str:
        annex = annex_typed(typed, request)
        complaints = annex.complaints
        try:
            add_rows(context.announcement, context.procedures, rows=annex.rows, act=request.act)
        except Refusal as refusal:
            complaints = [*complaints, *refusal.complaints]
        refuse_lines(complaints, typed["lines"])
        request.flash(message("Added: ${count} procedures.", mapping={"count": len(annex.rows)}))
        tell_passed(annex, request)
        return address(context)

    return act_on_form(request, _rows_form(context, request), lambda: announcement_page(context, request), do)


def _acted(request: Request, context: AnnouncementPlace, do) -> Any:
    try:
        words = do()
    except Refusal as refusal:
        return refused_page(context, request, refusal)
    request.flash(words)
    return HTTPSeeOther(address(context))


def do_draft(context: AnnouncementPlace, request: Request):
    """Make every draft that is missing, or that of one `code`."""
    code = typed_text(request, "code")

    def do() -> TranslationString:
        codes = {code} if code else None
        made = draft_announced(context.announcement, context.procedures, codes=codes, act=request.act)
        return message("Drafts made: ${count}. Each has the decision's number and days.", mapping={"count": len(made)})

    return _acted(request, context, do)


def do_submit(context: AnnouncementPlace, request: Request):
    """Lay every draft that is fit before whoever approves it."""

    def do() -> TranslationString:
        count = submit_announced(context.announcement, context.procedures, look=kept_looks(request), act=request.act)
        return message("Submitted together: ${count}. A colleague approves them.", mapping={"count": count})

    return _acted(request, context, do)


def do_take_draft(context: AnnouncementPlace, request: Request):
    def do() -> TranslationString:
        taken = take_draft(
            context.announcement,
            context.procedures,
            code=typed_text(request, "code"),
            opened_on=typed_text(request, "opened_on"),
            act=request.act,
        )
        code = taken.procedure.code
        return message("The draft of ${code} is one of this decision now. Its text stayed.", mapping={"code": code})

    return _acted(request, context, do)


def do_drop_row(context: AnnouncementPlace, request: Request):
    def do() -> TranslationString:
        code = typed_text(request, "code")
        drop_row(context.announcement, context.procedures, code=code, act=request.act)
        return message("${code} is not in this decision any more. Its drafts stayed.", mapping={"code": code})

    return _acted(request, context, do)


# What is written of the decision


def _edit_form(context: AnnouncementPlace, request: Request) -> Form:
    one = context.announcement
    values = {
        "seen": one.version,
        "decision": one.decision,
        "issued_on": one.issued_on,
        "effective_from": one.effective_from,
        "retroactive": one.effective_from < one.issued_on,
        "issuer": one.issuer,
        "subject": one.subject,
    }
    button = Button("save", message("Save"), icon="tick", key="Ctrl+Enter")
    schema = DecisionSchema().bind(request=request)
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _edit_page(context: AnnouncementPlace) -> dict:
    note = message("Drafts of this decision follow. Texts that are published already are listed on its page.")
    title = message("Correct decision ${decision}", mapping={"decision": context.announcement.decision})
    return within(title, back=(address(context), decision_title(context.announcement)), note=note)


def show_edit(context: AnnouncementPlace, request: Request) -> dict:
    return show_form(_edit_form(context, request), _edit_page(context))


def do_edit(context: AnnouncementPlace, request: Request):
    def do(typed: dict) -> str:
        one, today = context.announcement, request.now.date()
        drafts = amend_announcement(one, context.procedures, **typed, today=today, act=request.act)
        followed = message("Saved. Drafts corrected with it: ${count}.", mapping={"count": len(drafts)})
        request.flash(followed if drafts else message("Saved."))
        return address(context)

    return act_on_form(request, _edit_form(context, request), _edit_page(context), do)


# One row


def _row_form(context: AnnouncementPlace, request: Request) -> Form:
    row = context.announcement.row(asked_text(request, "code"))
    values = {"code": row.code, "kind": row.kind.value, "successor": row.successor} if row is not None else {}
    button = Button("save", message("Save"), icon="tick", key="Ctrl+Enter")
    schema = RowSchema().bind(request=request)
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _row_page(context: AnnouncementPlace, request: Request) -> dict:
    code = asked_text(request, "code", 40)
    row = context.announcement.row(code)
    title = message(
        "${code} in decision ${decision}", mapping={"code": code, "decision": context.announcement.decision}
    )
    return within(
        title,
        back=(address(context), decision_title(context.announcement)),
        row=row,
        code=code,
        address=address(context),
        open=context.announcement.published_at is None,
    )


def show_row(context: AnnouncementPlace, request: Request) -> dict:
    return show_form(_row_form(context, request), _row_page(context, request))


def do_change_row(context: AnnouncementPlace, request: Request):
    def do(typed: dict) -> str:
        change_row(
            context.announcement,
            context.procedures,
            code=typed["code"],
            kind=ChangeOfRules(typed["kind"]),
            successor=typed["successor"],
            act=request.act,
        )
        request.flash(message("Saved."))
        return address(context)

    return act_on_form(request, _row_form(context, request), _row_page(context, request), do)


def includeme(config: Configurator) -> None:
    view = {"context": AnnouncementPlace, "permission": Permission.PROCEDURE_EDIT}
    act = {"request_method": "POST", "once": True, **view}
    config.add_view(show_announcement, request_method="GET", renderer=PAGE, **view)
    for name, do in (
        ("rows", do_add_rows),
        ("draft", do_draft),
        ("submit", do_submit),
        ("take_draft", do_take_draft),
        ("drop_row", do_drop_row),
    ):
        config.add_view(do, name=name, renderer=PAGE, **act)
    config.add_view(show_edit, name="edit", request_method="GET", renderer=FORM, **view)
    config.add_view(do_edit, name="edit", renderer=FORM, **act)
    row = "hcc:templates/admin/announcement_row.pt"
    config.add_view(show_row, name="row", request_method="GET", renderer=row, **view)
    config.add_view(do_change_row, name="row", renderer=row, **act)
