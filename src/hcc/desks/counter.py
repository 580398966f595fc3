"""The counter, one screen: who, what, with which papers; Ctrl+Enter receives it and opens the receipt.

It works without scripts: "Read the card" and "Show papers" send the same form and show it again as it was typed.
Scripts only press these for the official and keep what she typed.
"""

from itertools import islice
from typing import Any

import colander
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound, HTTPSeeOther, HTTPTemporaryRedirect
from pyramid.request import Request

from hcc.core.deadlines import policy_of
from hcc.core.errors import NotInThisState, Refusal
from hcc.core.identifiers import filing_token, is_filing_token
from hcc.core.moments import clock, moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers import workflow
from hcc.dossiers.card_fields import card_said, filled_from_card, replaced, scanned
from hcc.dossiers.fee_words import fees_of
from hcc.dossiers.little_time import little_time
from hcc.dossiers.operations.greet import ProcedureNotOffered, greet
from hcc.dossiers.operations.moving import StaleForm
from hcc.dossiers.operations.prepare import prepare, read_parties, read_verdicts
from hcc.dossiers.operations.receive import PromiseNeeded, receive
from hcc.dossiers.operations.submit import AuthorisationMissing, PaperMissing, PaperWanting, incomplete, submit
from hcc.dossiers.people_rules import person_warnings
from hcc.dossiers.prepare_form import prepare_values, prepared
from hcc.dossiers.resources import Dossier, reception_day
from hcc.dossiers.views.changes import Changes, changes_since
from hcc.dossiers.views.show import due_lines
from hcc.procedures.resources import Revision
from hcc.web.acting import REFUSED, UNREADABLE
from hcc.web.forms import Form

from .counter_draft import draft_of, due_of, earlier_dossiers, has_double, write_typed
from .counter_files import files_page, has_file
from .counter_form import Controls, counter_form, of_this_procedure, value_of, without_files
from .matching import find_procedure
from .places import ReceiveDesk

PAGE = "hcc:templates/desks/counter.pt"
HERE = "/ban-lam-viec/tiep-nhan/counter"
NEW = "new "
"""What stands before the visit in the name under which a form is kept that belongs to no dossier yet."""
PAPER_ACTS = frozenset({"attach", "detach", "assign_paper", "arrange"})
"""Acts that change nothing the form has fields for."""


class ProcedureMissing(Refusal):
    field = "procedure"
    text = message("Choose the procedure: two to four letters of its name, or its code.")


class DoubledDossier(Refusal):
    field = "again"
    text = message(
        "This person has an open dossier of the same procedure. Go on with that one, or tick that it comes again."
    )


class Counter:
    """One request at the counter: the dossier it is about, what was typed, and what follows from it.

    Without a dossier it is about a visit, whose papers may have begun one that is not received yet.
    """

    def __init__(self, request: Request, token: str, controls: Controls | None) -> None:
        self.request = request
        self.origin = self._origin(token)
        self.kept_at = None
        self.complaints: list[Refusal] = []
        folder, login = request.site.dossiers, request.official.login
        asked = request.GET.get("visit", "") if controls is None else value_of(controls, "visit")
        if controls is None and self.origin is None and not asked:
            asked = (folder.newest_form(login, NEW, request.now) or "").removeprefix(NEW)
        self.visit = self._own_visit(asked)
        self.name = self.origin.token if self.origin is not None else NEW + self.visit
        if controls is None:
            kept = folder.kept_form(login, self.name, request.now)
            if kept is not None:
                self.kept_at, controls = kept
        self.revision = None
        if self.origin is None:
            typed = value_of(controls, "procedure") if controls else request.GET.get("procedure", "")[:40]
            self.revision = self._chosen(typed)
        self.begun = folder.begun(self.visit) if self.origin is None else None
        self.draft = draft_of(folder, self.origin, self.begun, self.revision, request.now)
        code = self.draft.record.code
        self.components_as_shown = controls is not None and value_of(controls, "papers_of") == code
        """Whether the needed papers are still those that were listed when this was sent."""
        self.controls = of_this_procedure(without_files(controls), code) if controls is not None else None
        self.form = counter_form(self.draft, request, seen=self.origin.version if self.origin else None)
        self.typed: dict[str, Any] = {}
        if self.controls is not None:
            if self.revision is not None:
                line = f"{self.revision.record.code} {self.revision.record.title}"
                self.controls = replaced(self.controls, procedure=line)
            self.typed = self.form.retype(self.controls)
            self.form["papers_of"].cstruct = self.draft.record.code
            write_typed(self.draft, self.typed)
        if self.origin is not None:
            self.form["dossier"].cstruct = self.origin.token
        self.form["visit"].cstruct = self.visit

    def _own_visit(self, asked: str) -> str:
        """The visit that was asked for, or another where that is nobody's, somebody else's or over."""
        folder = self.request.site.dossiers
        begun = folder.begun(asked) if is_filing_token(asked) else None
        free = is_filing_token(asked) and folder.get_by_token(asked) is None
        mine = begun is None or begun.begun_by == self.request.official.login
        return asked if free and mine else filing_token()

    def _origin(self, token: str) -> Dossier | None:
        """The dossier that was prepared or sent, if this is about one she may at least read."""
        if not token:
            return None
        dossier = self.request.site.dossiers.get_by_token(token)
        if dossier is None or not self.request.has_permission(Permission.DOSSIER_VIEW, dossier):
            raise HTTPNotFound()
        return dossier

    def _chosen(self, typed: str) -> Revision | None:
        """The revision in force of what was typed; what does not lead to one becomes a complaint at the field."""
        if not typed.strip():
            return None
        try:
            revision = find_procedure(self.request, typed).published(self.request.now.date())
            if revision is None:
                raise ProcedureNotOffered()
            return revision
        except Refusal as refusal:
            refusal.field = "procedure"
            self.complaints.append(refusal)
            return None

    @property
    def holder(self) -> Dossier | None:
        """The dossier that has the papers of this visit."""
        return self.origin if self.origin is not None else self.begun

    @property
    def at(self) -> str:
        """The address of this page, at its papers."""
        about = f"dossier={self.origin.token}" if self.origin is not None else f"visit={self.visit}"
        return f"{HERE}?{about}#files"

    @property
    def open(self) -> bool:
        """Whether the dossier can still be received here."""
        return self.origin is None or self.origin.state in (workflow.DRAFT, workflow.SUBMITTED)

    def page(self, **more: Any) -> dict:
        """Everything the page shows."""
        request, draft, lang = self.request, self.draft, self.request.locale_name
        self.form.fill_hidden()
        due = due_of(draft, request) if draft.record.code else None
        missing = [] if not draft.record.code else [c.sentence for c in incomplete(draft)]
        earlier = earlier_dossiers(draft, request)
        return {
            "title": message("Reception at the counter"),
            "section": "tiep-nhan",
            "back": ("/ban-lam-viec/tiep-nhan", message("Reception")),
            "form": self.form,
            "here": HERE,
            "draft": draft,
            "record": draft.record,
            "origin": self.origin,
            "visit": self.visit,
            "components": list(draft.components()),
            **files_page(self),
            "due": moment_line(due.moment, lang) if due else None,
            "due_days": due_lines(due, lang) if due else [],
            "little_time": little_time(draft, due, request.now) if due else None,
            "fees": fees_of(draft, request.localizer.translate, request.now) if draft.record.code else [],
            "missing": missing,
            "earlier": earlier,
            "doubled": any(one.doubled for one in earlier) or (bool(draft.record.code) and has_double(draft, request)),
            "warnings": person_warnings(draft.person, reception_day(request.now)),
            "kept_at": clock(self.kept_at) if self.kept_at else "",
            **card_said(None),
            "changes": None,
            "errors": self.form.refused,
            **more,
        }

    def refuse(self, complaints: list[Refusal], **more: Any) -> dict:
        """The page with each complaint at its field, and what was typed."""
        self.request.response.status = REFUSED
        self.request.tm.doom()
        _put(self.form, complaints, self.request)
        if self.origin is not None and any(complaint.stale for complaint in complaints):
            self.form["seen"].cstruct = str(self.origin.version)
        return self.page(**more, errors=True)


def _put(form: Form, complaints: list[Refusal], request: Request) -> None:
    """Each complaint at its field; one whose field the form does not have stands above it."""
    for complaint in complaints:
        sentence = request.sentence_of(complaint)
        found: Any = form
        for name in complaint.field.split(".") if complaint.field else ():
            found = next((child for child in found.children if child.name == name), None) if found is not None else None
        if found is None or found is form:
            form.problems.append(sentence)
        elif found.error is None:
            found.error = colander.Invalid(found.schema, sentence)


def token_of(request: Request) -> str:
    token = request.POST.get("dossier", "") if request.method == "POST" else request.GET.get("dossier", "")
    return token[:80] if isinstance(token, str) else ""


def controls_of(request: Request) -> Controls:
    """What was sent, without parts that bear no name: no form of ours has one."""
    try:
        return [(name, value) for name, value in request.POST.items() if name is not None]
    except (UnicodeDecodeError, ValueError, KeyError, OSError) as unreadable:
        raise HTTPBadRequest() from unreadable


def show_counter(context: ReceiveDesk, request: Request):
    counter = Counter(request, token_of(request), None)
    if not counter.open:
        return HTTPSeeOther(request.resource_path(counter.origin))
    return counter.page()


def do_counter(context: ReceiveDesk, request: Request):
    controls = controls_of(request)
    names = {name for name, _ in controls}
    if code := scanned(controls):
        return _read_card(request, controls, code)
    counter = Counter(request, token_of(request), controls)
    if "receive" in names and has_file(request):
        # Without scripts: it is taken in first, outside the lock of the numbers, and looked at before it is handed in.
        return HTTPTemporaryRedirect(f"{HERE}_attach")
    if "receive" in names:
        return _receive(counter)
    if counter.complaints:
        return counter.refuse(counter.complaints)
    return counter.page()


def _read_card(request: Request, controls: Controls, code: str) -> dict:
    """Without scripts: what the scanner typed goes into the fields, and nothing of it is kept."""
    controls, reading = filled_from_card(controls, code, today=request.now.date())
    counter = Counter(request, token_of(request), controls)
    return counter.page(**card_said(reading))


def _receive(counter: Counter):
    request, form = counter.request, counter.form
    if counter.origin is not None and not counter.open:
        refusal = NotInThisState(act="receive", state=counter.origin.state)
        return counter.refuse([refusal], changes=_changes(counter))
    typed = form.judge()
    complaints = _complaints(counter, typed)
    if typed is None or complaints:
        page = counter.refuse(complaints, changes=_changes(counter) if any(c.stale for c in complaints) else None)
        if typed is None:
            request.response.status = UNREADABLE
        return page
    try:
        dossier = _take_in(counter, typed)
    except Refusal as refusal:
        return counter.refuse(refusal.complaints, changes=_changes(counter))
    request.site.dossiers.forget_form(request.official.login, counter.name)
    request.flash(message("Received: ${number}.", mapping={"number": dossier.reception_number}))
    return HTTPSeeOther(request.resource_path(dossier, "receipt"))


def _complaints(counter: Counter, typed: dict | None) -> list[Refusal]:
    """Everything that stands in the way, all at once; `typed` is None when the form itself could not be read."""
    request, draft = counter.request, counter.draft
    complaints = list(counter.complaints)
    if counter.origin is None and counter.revision is None and not complaints:
        complaints.append(ProcedureMissing())
    if counter.origin is not None:
        seen = typed.get("seen") if typed else counter.origin.version
        if not _as_seen(counter.origin, seen):
            last = counter.origin.chain.last
            complaints.append(StaleForm(by=last.by if last else "", what=last.what if last else ""))
    promised, again = None, False
    if typed is not None:
        given = prepared(draft, typed)
        draft.parties = read_parties(draft, given["parties"], complaints, request.act)
        draft.verdicts = read_verdicts(draft, given["verdicts"], complaints)
        draft.channel, draft.case = given["channel"], given["case"]
        promised, again = typed["promised_days"], typed["again"]
    if draft.record.code or not complaints:
        complaints += [_at_its_field(complaint, draft) for complaint in incomplete(draft)]
        if draft.record.code and due_of(draft, request, promised) is None:
            complaints.append(PromiseNeeded())
        if not again and has_double(draft, request):
            complaints.append(DoubledDossier())
    return complaints


def _as_seen(dossier: Dossier, seen: int | None) -> bool:
    """Whether nothing happened to the dossier but papers that came and went since so many acts."""
    if seen is None or seen > dossier.version:
        return False
    newer = islice(dossier.chain.latest(), dossier.version - seen)
    return all(record.what in PAPER_ACTS for record in newer)


def _at_its_field(complaint: Refusal, draft: Dossier) -> Refusal:
    """What is wrong with a paper stands at that paper; a missing name at the name."""
    if isinstance(complaint, PaperMissing | PaperWanting):
        names = [component.name for component in draft.record.components]
        complaint.field = f"verdicts.c{names.index(str(complaint.facts['paper']))}"
    elif isinstance(complaint, AuthorisationMissing):
        complaint.field = "proxy.authorisation"
    return complaint


def _take_in(counter: Counter, typed: dict) -> Dossier:
    """Greet, prepare, submit and receive, in one transaction: everything or nothing."""
    request, act = counter.request, counter.request.act
    dossier = counter.origin
    if dossier is None:
        assert counter.revision is not None  # complained of before
        dossier = greet(
            request.site.dossiers,
            procedure=counter.revision.procedure,
            today=request.now.date(),
            begun=counter.begun,
            act=act,
        )
    prepare(dossier, **prepared(dossier, typed), act=act)
    if dossier.state == workflow.DRAFT:
        submit(dossier, act=act)
    receive(
        dossier,
        agency=request.office.agency_code,
        calendar=request.site.calendar,
        promised_days=typed["promised_days"],
        own_code=request.office.own_code,
        policy=policy_of(request.office),
        act=act,
    )
    return dossier


def _changes(counter: Counter) -> Changes | None:
    if counter.origin is None:
        return None
    seen, schema = str(counter.typed.get("seen", "")), counter.form.schema
    return changes_since(
        counter.origin,
        int(seen) if seen.isdecimal() else 0,
        schema=schema,
        values=prepare_values(counter.origin, schema),
        typed=counter.typed,
        request=counter.request,
    )


def includeme(config: Configurator) -> None:
    config.add_numbering_view("counter", "greeting", "reception")
    here: dict[str, Any] = {"context": ReceiveDesk, "permission": Permission.DESK_RECEIVE}
    config.add_view(show_counter, name="counter", request_method="GET", renderer=PAGE, **here)
    config.add_view(do_counter, name="counter", request_method="POST", once=True, renderer=PAGE, **here)
