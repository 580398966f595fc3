"""Every view of the application: how to reach it in a populated office, who opens it, and who must not.

tests/functional/test_every_view.py fails for a view that is not in this table and for a row without a view, and tries
each row as the one who may, as one who may not, and as a stranger. tests/browser looks at every row that is a page.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from webtest import Upload

import account_states
import announced_states
import arranging_states
import content_states
import import_states
import process_states
import revision_states
import ticket_states
from hcc.accounts.demo import PASSWORD
from hcc.certifications.resources import SIGNATURES
from hcc.content.workflow import ARCHIVED, PRIVATE
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.tickets.resources import Reason
from office import LOGINS, sample_pdf
from populated import COPY, DISCARDED, DRAFTED, FORM, FREE_TEXT, MARRIAGE, PopulatedOffice

PAGE, FILE, REDIRECT, DATA = "page", "file", "redirect", "data"
"""What a view answers with: a page to look at, a file, another address, something for machines."""


@dataclass(frozen=True)
class File:
    """An uploaded file among the fields of a row."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Row:
    """One view. `context` is the class the view is registered for, empty for a route."""

    context: str
    name: str
    method: str
    at: Callable[[PopulatedOffice], str]
    """Its address; for a POST a fresh subject each time, since the act uses it up."""
    opens: Role | None
    """Who opens it; None: everyone, strangers too."""
    refused: Role | None = None
    """An official who may not; None: there is none, every official may."""
    route: str = ""
    kind: str = PAGE
    fields: Callable[[PopulatedOffice], dict[str, Any]] = field(default=lambda office: {})
    """What is posted besides token and key."""
    once: bool = True
    """A POST: whether it carries an idempotency key. Those that change nothing in the office do not."""
    status: int = 0
    """The status it answers with in a populated office, where that is not 200 or 303."""
    unguarded: str = ""
    """A POST without a token: why that is right."""

    repeated: str = ""
    """A POST without an idempotency key that changes something all the same: why a repeat is harmless."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.context, self.name, self.method, self.route)

    def __str__(self) -> str:
        return f"{self.method} {self.route or self.context}{' ' + self.name if self.name else ''}"


def _get(context: str, name: str, at, opens: Role | None, refused: Role | None = None, **more: Any) -> Row:
    return Row(context, name, "GET", at, opens, refused, **more)


def _post(context: str, name: str, at, opens: Role | None, refused: Role | None = None, **more: Any) -> Row:
    return Row(context, name, "POST", at, opens, refused, kind=more.pop("kind", REDIRECT), **more)


G, R, H, A, C = Role.GREETER, Role.RECEIVER, Role.HANDLER, Role.APPROVER, Role.CERTIFIER
T, K, Z = Role.RETURNER, Role.CATALOGUE_ADMINISTRATOR, Role.ADMINISTRATOR
ELDERLY = Reason.ELDERLY
V, D = Role.CLERK, Role.DIRECTOR
W = Role.AUDITOR
"""Whose own account is changed: no other row needs her."""


def _paper(name: str = "giay.pdf") -> File:
    return File(name, sample_pdf(1))


def _asked(verb: str, shown, opens: Role, refused: Role, fresh, fields) -> tuple[Row, Row]:
    """The form of an act upon a dossier, and the act: upon a fresh dossier each time."""
    given = fields if callable(fields) else (lambda o: fields)
    return (
        _get("Dossier", verb, lambda o: f"{shown(o)}{verb}", opens, refused),
        _post("Dossier", verb, lambda o: f"{fresh(o)}{verb}", opens, refused, fields=given),
    )


def _of_another_handler(office: PopulatedOffice) -> str:
    """A fresh dossier in process that somebody who left handles."""
    path = office.dossier(workflow.PROCESSING)
    with office.office.changing() as site:
        dossier = site.dossiers.get_by_token(path.split("/")[2])
        dossier.handler = "nguoi-cu"
        site.dossiers.relist(dossier)
    return path


def _corrected(office: PopulatedOffice) -> list[tuple[str, str]]:
    """The form of a correction as its page has it, with another phone number."""
    form = office.office.as_(R).get(f"{office.processing}correct").forms["form"]
    form["reason"], form["phone"] = "Ghi nhầm số.", "0912 345 678"
    hidden = ("csrf_token", "key", "seen", "correct")
    return [(name, value) for name, value in form.submit_fields() if name not in hidden]


POSTINGS = (
    ("sheet.pdf", FILE),
    ("poster.pdf", FILE),
    ("card.pdf", FILE),
    ("picture.png", FILE),
    ("loudspeaker.txt", FILE),
    ("loudspeaker", PAGE),
    ("qr.svg", FILE),
)
"""The papers of a procedure, which each of its revisions has too."""

PUBLIC = (
    _get("Root", "", lambda o: "/", None),
    _get("ProcedureFolder", "", lambda o: "/thu-tuc?q=chung+thuc+ban+sao", None),
    _get("ProcedureFolder", "browse", lambda o: "/thu-tuc/browse", None),
    _get("ProcedureFolder", "suggest", lambda o: "/thu-tuc/suggest?q=khai+s", None, kind=DATA),
    _get("Procedure", "", lambda o: f"/thu-tuc/{COPY}", None),
    _get("Revision", "", lambda o: f"/thu-tuc/{COPY}/phien-ban/1", None),
    _get("Procedure", "bieu-mau", lambda o: f"{o.formed}bieu-mau/{FORM}", None, kind=FILE),
    _get("Revision", "bieu-mau", lambda o: f"{o.formed}phien-ban/2/bieu-mau/{FORM}", None, kind=FILE),
    _get(
        "ProcedureFolder", "posters.pdf", lambda o: f"/thu-tuc/posters.pdf?code={COPY}&code={MARRIAGE}", None, kind=FILE
    ),
    *(
        _get(context, name, lambda o, at=f"/thu-tuc/{COPY}{below}/{name}": at, None, kind=kind)
        for context, below in (("Procedure", ""), ("Revision", "/phien-ban/1"))
        for name, kind in POSTINGS
    ),
    _get("Queue", "", lambda o: ticket_states.called_twice(o.office) and "/goi-so", None),
    _get("Queue", "board.json", lambda o: "/goi-so/board.json", None, kind=DATA),
    _get("Root", "gioi-thieu", lambda o: "/gioi-thieu", None),
    _get("Root", "can-bo", lambda o: "/can-bo", None),
    _get("Root", "tro-nang", lambda o: "/tro-nang", None),
    _get("Root", "quyen-rieng-tu", lambda o: "/quyen-rieng-tu", None),
    _get("Tracking", "", lambda o: "/tra-cuu", None),
    _post(
        "Tracking",
        "",
        lambda o: "/tra-cuu",
        None,
        kind=PAGE,
        once=False,
        fields=lambda o: {"number": o.number_of(o.processing), "secret": o.secret_of(o.processing)},
    ),
    _get("TrackedDossier", "", lambda o: f"/tra-cuu/{o.received.split('/')[2]}", None),
    _get("PaperCheck", "", lambda o: "/kiem-tra", None),
    _post("PaperCheck", "", lambda o: "/kiem-tra", None, kind=PAGE, once=False, fields=lambda o: {"paper": _paper()}),
    _post(
        "PaperCheck",
        "known",
        lambda o: "/kiem-tra/known",
        None,
        kind=DATA,
        once=False,
        status=200,
        fields=lambda o: {"sha256": "ab" * 32},
    ),
    _get("IssuedPaper", "", lambda o: o.check_of(o.issued), None),
    _get("CopyLink", "", lambda o: o.copy_link, None),
    _get("CopyLink", "paper", lambda o: f"{o.copy_link}/paper", None, kind=FILE),
    _get("", "", lambda o: "/dang-nhap", None, route="sign_in"),
    _post(
        "",
        "",
        lambda o: "/dang-nhap",
        None,
        route="sign_in",
        once=False,
        fields=lambda o: {"login": LOGINS[G], "password": PASSWORD, "next": ""},
    ),
    _post("", "", lambda o: "/dang-xuat", None, route="sign_out", once=False),
    _get("", "", lambda o: account_states.invitation(o.office, LOGINS[W]), None, route="choose_password"),
    _post(
        "",
        "",
        lambda o: account_states.invitation(o.office, LOGINS[W]),
        None,
        route="choose_password",
        once=False,
        fields=lambda o: {"password": PASSWORD, "again": PASSWORD},
    ),
    _get("", "", lambda o: "/dang-nhap/thiet-lap", None, route="set_up", status=410),
    _post(
        "",
        "",
        lambda o: "/dang-nhap/thiet-lap",
        None,
        route="set_up",
        once=False,
        status=410,
        fields=lambda o: {"token": "x" * 32, "login": "lan", "name": "Lan", "password": PASSWORD, "again": PASSWORD},
    ),
    _get("", "", lambda o: "/dang-nhap/ma", None, route="sign_in_code", kind=REDIRECT),
    _post("", "", lambda o: "/dang-nhap/ma", None, route="sign_in_code", once=False, fields=lambda o: {"code": "1"}),
    _get("", "", lambda o: "/display?size=1&contrast=1&next=/tra-cuu", None, route="display", kind=REDIRECT),
    _get("", "", lambda o: o.office.registry["hcc.assets"].path("css/public.css"), None, route="static", kind=FILE),
    _get("", "", lambda o: "/healthz", None, route="healthz", kind=DATA),
    _get("", "", lambda o: "/api/v1/procedures?q=ket+hon", None, route="api_procedures", kind=DATA),
    _get("", "", lambda o: f"/api/v1/procedures/{COPY}", None, route="api_procedure", kind=DATA),
    _get("", "", lambda o: "/api/v1/openapi.json", None, route="api_description", kind=DATA),
    _get("", "", lambda o: "/sitemap.xml", None, route="sitemap", kind=DATA),
    _get("", "", lambda o: "/robots.txt", None, route="robots", kind=DATA),
    _get("ProcedureFolder", "changes.atom", lambda o: "/thu-tuc/changes.atom", None, kind=DATA),
    _post(
        "",
        "",
        lambda o: "/csp-report",
        None,
        route="csp_report",
        kind=DATA,
        once=False,
        unguarded="browsers send these reports themselves; only a note in memory is kept",
    ),
)

OWN_ACCOUNT = (
    _get("OwnAccount", "", lambda o: "/tai-khoan", R),
    _post(
        "OwnAccount",
        "end_session",
        lambda o: account_states.another_session(o.office, LOGINS[W]) and "/tai-khoan/end_session",
        W,
        fields=lambda o: {"session": account_states.newest_session(o.office, LOGINS[W])},
    ),
    _post(
        "OwnAccount",
        "end_others",
        lambda o: account_states.another_session(o.office, LOGINS[W]) and "/tai-khoan/end_others",
        W,
    ),
    _get("OwnAccount", "password", lambda o: "/tai-khoan/password", R),
    _post(
        "OwnAccount",
        "password",
        lambda o: account_states.as_made(o.office, LOGINS[W]) or "/tai-khoan/password",
        W,
        fields=lambda o: {
            "current": PASSWORD,
            "password": account_states.ANOTHER_PASSWORD,
            "again": account_states.ANOTHER_PASSWORD,
        },
    ),
    _get("OwnAccount", "confirm", lambda o: "/tai-khoan/confirm", R),
    _post(
        "OwnAccount",
        "confirm",
        lambda o: account_states.as_made(o.office, LOGINS[W]) or "/tai-khoan/confirm",
        W,
        fields=lambda o: {"password": PASSWORD, "next": ""},
    ),
    _get("OwnAccount", "factor", lambda o: "/tai-khoan/factor", R),
    _post(
        "OwnAccount",
        "factor",
        lambda o: account_states.as_made(o.office, LOGINS[W]) or (o.office.as_(W) and "/tai-khoan/factor"),
        W,
        fields=lambda o: account_states.switch_on_fields(o.office, o.office.as_(W)),
    ),
    _post(
        "OwnAccount",
        "renew_recovery",
        lambda o: account_states.with_factor(o.office, LOGINS[W]) and "/tai-khoan/renew_recovery",
        W,
    ),
    _get("OwnAccount", "recovery", lambda o: "/tai-khoan/recovery", R, kind=REDIRECT),
    _post(
        "OwnAccount",
        "switch_off",
        lambda o: account_states.with_factor(o.office, LOGINS[W]) and "/tai-khoan/switch_off",
        W,
    ),
)

HANDED = {"hand_over": "hand_over", "official": "", "to": "Phòng Kinh tế", "cabinet": "Tủ 2", "compartment": "Ngăn 7"}
GIVEN = {"assign": "assign", "official": LOGINS[H]}
TOLD = {"announce": "announce", "means": "phone", "note": ""}
"""What is filled in once for many dossiers, with the button that sends it."""

DESKS = (
    _get("Desks", "", lambda o: "/ban-lam-viec", R, kind=REDIRECT),
    _get("Desks", "tim", lambda o: "/ban-lam-viec/tim?q=ket+hon", R),
    _get("GreetDesk", "", lambda o: "/ban-lam-viec/tiep-don", G, H),
    _post(
        "GreetDesk",
        "",
        lambda o: "/ban-lam-viec/tiep-don",
        G,
        H,
        fields=lambda o: {"procedure": FREE_TEXT, "name": "Nguyễn Thị Mẫu", "guidance": "Mang thẻ căn cước"},
    ),
    *(
        _post(
            context,
            f"batch_{verb}",
            lambda o, at=at, state=state, verb=verb: o.to_choose(state) and f"/ban-lam-viec/{at}/batch_{verb}",
            opens,
            refused,
            kind=PAGE,
            once=False,
            repeated="each of its dossiers is done once by a key of its own",
            fields=lambda o, fields=fields: {"chosen": o.chosen, **fields},
        )
        for context, at, opens, refused, verb, state, fields in (
            ("PrepareDesk", "chuan-bi", G, A, "submit", workflow.DRAFT, {}),
            ("ReceiveDesk", "tiep-nhan", R, G, "hand_over", workflow.RECEIVED, HANDED),
            ("ReceiveDesk", "tiep-nhan", R, G, "assign", workflow.RECEIVED, GIVEN),
            ("ProcessDesk", "xu-ly", H, R, "process", workflow.RECEIVED, {}),
            ("ProcessDesk", "xu-ly", H, R, "hand_over", workflow.PROCESSING, HANDED),
            ("ApproveDesk", "phe-duyet", A, H, "approve", workflow.AWAITING_APPROVAL, {}),
            ("ReturnDesk", "tra-ket-qua", T, R, "announce_result", workflow.RESOLVED, TOLD),
            ("ReturnDesk", "tra-ket-qua", T, R, "hand_over", workflow.RESOLVED, HANDED),
            ("NotFetchedBoard", "cho-nhan", T, H, "announce_result", workflow.RESOLVED, TOLD),
            ("NotFetchedBoard", "cho-nhan", T, H, "hand_over", workflow.RESOLVED, HANDED),
            ("DirectDesk", "theo-doi", D, H, "assign", workflow.RECEIVED, GIVEN),
        )
    ),
    _get("PrepareDesk", "", lambda o: "/ban-lam-viec/chuan-bi", G, A),
    _get("ReceiveDesk", "", lambda o: "/ban-lam-viec/tiep-nhan", R, G),
    _get("ReceiveDesk", "counter", lambda o: "/ban-lam-viec/tiep-nhan/counter", R, G),
    _post(
        "ReceiveDesk",
        "counter",
        lambda o: f"/ban-lam-viec/tiep-nhan/counter?dossier={o.to_receive(workflow.SUBMITTED)}",
        R,
        G,
        fields=lambda o: o.at_counter,
    ),
    _post(
        "ReceiveDesk",
        "counter_keep",
        lambda o: "/ban-lam-viec/tiep-nhan/counter_keep",
        R,
        G,
        kind=DATA,
        once=False,
        status=200,
        repeated="the same is kept again",
        fields=lambda o: {"name": "Nguyễn Thị Mẫu"},
    ),
    _post(
        "ReceiveDesk",
        "counter_attach",
        lambda o: "/ban-lam-viec/tiep-nhan/counter_attach",
        R,
        G,
        fields=lambda o: {"paper": _paper()},
    ),
    *(
        _post(
            "ReceiveDesk",
            f"counter_{verb}",
            lambda o, verb=verb: o.begun_at_counter() and f"/ban-lam-viec/tiep-nhan/counter_{verb}",
            R,
            G,
            fields=lambda o, verb=verb: {"visit": o.visit_begun, verb: "1"},
        )
        for verb in ("assign", "detach")
    ),
    _post("ReceiveDesk", "counter_give_up", lambda o: "/ban-lam-viec/tiep-nhan/counter_give_up", R, G),
    _get("ProcessDesk", "", lambda o: "/ban-lam-viec/xu-ly", H, R),
    _get("ApproveDesk", "", lambda o: "/ban-lam-viec/phe-duyet", A, H),
    _get("ReturnDesk", "", lambda o: "/ban-lam-viec/tra-ket-qua", T, R),
    _get("SealDesk", "", lambda o: "/ban-lam-viec/dong-dau", V, H),
    _get("NotFetchedBoard", "", lambda o: "/ban-lam-viec/cho-nhan", T, H),
    _get("NoCodeBoard", "", lambda o: "/ban-lam-viec/chua-co-ma", R, G, status=404),
    _get("ToScanBoard", "", lambda o: "/ban-lam-viec/cho-so-hoa", R, G),
    _get("DirectDesk", "", lambda o: "/ban-lam-viec/theo-doi", D, H),
)

QUEUE = (
    _get("Queue", "give", lambda o: "/goi-so/give", G, H),
    _post("Queue", "give", lambda o: "/goi-so/give", G, H, fields=lambda o: {"reason": "elderly", "number": ""}),
    _get("Ticket", "", lambda o: ticket_states.waiting(o.office), G, H),
    _get("Queue", "desk", lambda o: ticket_states.waiting(o.office) and "/goi-so/desk", R, H),
    _post(
        "Queue",
        "sit",
        lambda o: "/goi-so/sit",
        R,
        H,
        fields=lambda o: {"counter": ticket_states.another_counter(o.office)},
    ),
    _post(
        "Queue",
        "call_next",
        lambda o: ticket_states.receiver_sits(o.office) or (ticket_states.waiting(o.office) and "/goi-so/call_next"),
        R,
        H,
    ),
    _post("Ticket", "call_again", lambda o: f"{ticket_states.missed(o.office)}call_again", R, H),
    _post("Ticket", "miss", lambda o: f"{ticket_states.called(o.office)}miss", R, H),
    _post("Ticket", "serve", lambda o: f"{ticket_states.called(o.office)}serve", R, H),
)

DOSSIERS = (
    _get("DossierFolder", "register", lambda o: "/ho-so/register?from=01/11/2026&to=30/11/2026", R, H),
    _get("DossierFolder", "register.pdf", lambda o: "/ho-so/register.pdf", R, H, kind=FILE),
    _get("DossierFolder", "figures", lambda o: "/ho-so/figures?day=2026-11-23&hour=9", D, R),
    _get("NumberedDossier", "", lambda o: f"/ho-so/{o.number_of(o.received)}", R, K, kind=REDIRECT),
    _post(
        "DossierFolder",
        "read_card",
        lambda o: "/ho-so/read_card",
        G,
        H,
        kind=DATA,
        once=False,
        status=200,
        fields=lambda o: {"text": "025190000000||Nguyễn Thị Mẫu|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022"},
    ),
    _get("Dossier", "", lambda o: o.draft, G, A),
    _post(
        "Dossier",
        "looked",
        lambda o: f"{o.received}looked",
        R,
        K,
        kind=DATA,
        once=False,
        status=204,
        repeated="seen is seen",
    ),
    _get("Dossier", "internal_process", lambda o: f"{o.received}internal_process", R, G),
    _get("Dossier", "receipt", lambda o: f"{o.received}receipt", R, G, kind=FILE),
    _get("Dossier", "control_slip", lambda o: f"{o.processing}control_slip", R, G, kind=FILE),
    _get("Dossier", "cover", lambda o: f"{o.received}cover", R, G, kind=FILE),
    _get("Dossier", "print", lambda o: f"{o.received}print", R, G, kind=REDIRECT),
    _get("Dossier", "result", lambda o: f"{o.sealing}result", V, G, kind=FILE),
    _get("Dossier", "slip", lambda o: f"{o.stopped}slip?n=1", H, G, kind=FILE),
    _get("Attachment", "", lambda o: f"{o.draft}giay-to/1", G, A, kind=FILE),
    _get("Attachment", "page", lambda o: f"{o.draft}giay-to/1/page?n=1", G, A, kind=FILE),
    _get("Attachment", "read", lambda o: f"{o.draft}giay-to/1/read?n=2", G, A),
    _get("Attachment", "original", lambda o: f"{o.with_signed_file}giay-to/1/original", G, A, kind=FILE),
    _post(
        "Dossier",
        "attach",
        lambda o: f"{o.dossier()}attach",
        G,
        A,
        fields=lambda o: {"component": "0", "paper": _paper("to-khai.pdf")},
    ),
    _post("Dossier", "detach", lambda o: f"{o.dossier_with_paper()}detach", G, A, fields=lambda o: {"number": "1"}),
    _get("Dossier", "photos", lambda o: f"{o.draft}photos", G, A),
    _post(
        "Dossier",
        "photos",
        lambda o: f"{o.dossier()}photos",
        G,
        A,
        fields=lambda o: [("component", "0"), ("photos", _paper("mot.pdf")), ("photos", _paper("hai.pdf"))],
    ),
    _get("Attachment", "arrange", lambda o: f"{o.draft}giay-to/1/arrange", G, A),
    _post(
        "Dossier",
        "arrange",
        lambda o: f"{o.dossier_with_paper()}arrange",
        G,
        A,
        fields=lambda o: {"of": "1", "place-1-1": "2", "place-1-2": "1", "turn-1-1": "90"},
    ),
    _post(
        "Dossier",
        "assign_paper",
        lambda o: f"{o.dossier_with_paper()}assign_paper",
        G,
        A,
        fields=lambda o: {"number": "1", "component": ""},
    ),
    _get("Dossier", "prepare", lambda o: f"{o.draft}prepare", G, A),
    _post(
        "Dossier",
        "prepare",
        lambda o: f"{o.dossier(papers=False)}prepare",
        G,
        A,
        fields=lambda o: [
            ("__start__", "person:mapping"),
            ("name", "Trần Văn Ví Dụ"),
            ("citizen_number", "025190000000"),
            ("birth", "1/1/1990"),
            ("phone", "0900000000"),
            ("address", ""),
            ("__end__", "person:mapping"),
            ("__start__", "verdicts:mapping"),
            ("c0", "passed"),
            ("c1", ""),
            ("c2", ""),
            ("c3", "compared_with_original"),
            ("__end__", "verdicts:mapping"),
        ],
    ),
    _post(
        "Dossier",
        "prepare_keep",
        lambda o: f"{o.dossier(papers=False)}prepare_keep",
        G,
        A,
        kind=DATA,
        once=False,
        status=200,
        repeated="the same is kept again",
        fields=lambda o: [("__start__", "person:mapping"), ("name", "Trần Văn Ví Dụ"), ("__end__", "person:mapping")],
    ),
    _post("Dossier", "prepare_give_up", lambda o: f"{o.dossier(papers=False)}prepare_give_up", G, A),
    _post("Dossier", "submit", lambda o: f"{o.dossier()}submit", G, A),
    _get("Dossier", "receive", lambda o: f"{o.submitted}receive", R, G),
    _post("Dossier", "receive", lambda o: f"{o.dossier(workflow.SUBMITTED)}receive", R, G),
    _get("Dossier", "refuse", lambda o: f"{o.submitted}refuse", R, G),
    _post(
        "Dossier",
        "refuse",
        lambda o: f"{o.dossier(workflow.SUBMITTED)}refuse",
        R,
        G,
        fields=lambda o: {"reason": "Tờ khai chưa ký."},
    ),
    _post("Dossier", "process", lambda o: f"{o.dossier(workflow.RECEIVED)}process", H, R),
    _get("Dossier", "submit_for_approval", lambda o: f"{o.processing}submit_for_approval", H, C),
    _post(
        "Dossier",
        "submit_for_approval",
        lambda o: f"{o.dossier(workflow.PROCESSING)}submit_for_approval",
        H,
        C,
        fields=lambda o: {"outcome": "granted", "text": "Cấp giấy xác nhận."},
    ),
    _post("Dossier", "approve", lambda o: f"{o.dossier(workflow.AWAITING_APPROVAL)}approve", A, H),
    _get("Dossier", "send_back", lambda o: f"{o.awaiting}send_back", A, H),
    _post(
        "Dossier",
        "send_back",
        lambda o: f"{o.dossier(workflow.AWAITING_APPROVAL)}send_back",
        A,
        H,
        fields=lambda o: {"reason": "Ghi rõ căn cứ pháp lý."},
    ),
    *_asked("assign", lambda o: o.received, R, H, lambda o: o.dossier(workflow.RECEIVED), {"official": LOGINS[H]}),
    *_asked(
        "reassign",
        lambda o: o.processing,
        D,
        H,
        lambda o: _of_another_handler(o),
        {"official": LOGINS[H], "reason": "Cán bộ nghỉ ốm."},
    ),
    *_asked(
        "request_supplement",
        lambda o: o.processing,
        H,
        V,
        lambda o: o.dossier(workflow.PROCESSING),
        [
            ("__start__", "defects:mapping"),
            ("d0", "missing"),
            ("d0_note", ""),
            ("__end__", "defects:mapping"),
            ("other", "Ảnh 4 x 6."),
            ("until", ""),
        ],
    ),
    _post("Dossier", "supply", lambda o: f"{o.supplied()}supply", R, H),
    *_asked(
        "require_payment",
        lambda o: o.processing,
        H,
        R,
        lambda o: o.dossier(workflow.PROCESSING),
        {"amount": "50000", "purpose": "Lệ phí"},
    ),
    *_asked(
        "confirm_payment",
        lambda o: o.unpaid,
        R,
        A,
        lambda o: o.dossier(workflow.PAYMENT_REQUIRED),
        {"amount": "50000", "method": "cash", "receipt_number": "0012"},
    ),
    *_asked(
        "hand_over",
        lambda o: o.received,
        R,
        H,
        lambda o: o.dossier(workflow.RECEIVED),
        {"official": "", "to": "Phòng Kinh tế", "cabinet": "Tủ 2", "compartment": "Ngăn 7", "note": ""},
    ),
    *_asked(
        "consult",
        lambda o: o.processing,
        H,
        R,
        lambda o: o.dossier(workflow.PROCESSING),
        {"official": "", "of": "Phòng Kinh tế", "question": "Có vướng quy hoạch không?", "due": "1/2/2027"},
    ),
    *_asked(
        "answer_consultation",
        lambda o: o.consulting,
        C,
        R,
        lambda o: o.dossier(workflow.CONSULTING),
        {"number": "1", "opinion": "Đúng bản chính."},
    ),
    *_asked(
        "appraise",
        lambda o: o.processing,
        H,
        R,
        lambda o: o.dossier(workflow.PROCESSING),
        {"eligible": "yes", "opinion": "Đủ điều kiện.", "findings": ""},
    ),
    *_asked(
        "record_external_work",
        lambda o: o.processing,
        H,
        R,
        lambda o: o.dossier(workflow.PROCESSING),
        {"system": "Hệ thống hộ tịch", "number": "25/2026"},
    ),
    *_asked(
        "register_and_seal",
        lambda o: o.sealing,
        V,
        H,
        lambda o: o.dossier(workflow.SEALING),
        lambda o: {
            "title": "Giấy xác nhận",
            "number": secrets.token_hex(4),
            "symbol": "GXN-UBND",
            "code": "",
            "day": f"{o.office.now:%d/%m/%Y}",
        },
    ),
    _post("Dossier", "resolve", lambda o: f"{o.worked_elsewhere()}resolve", V, R),
    *_asked(
        "extend",
        lambda o: o.processing,
        D,
        H,
        lambda o: o.dossier(workflow.PROCESSING),
        {"until": "1/2/2027", "ready": "", "reason": "Phải xác minh tại xóm."},
    ),
    *_asked(
        "stop",
        lambda o: o.processing,
        A,
        H,
        lambda o: o.dossier(workflow.PROCESSING),
        {"ready": "", "reason": "Trùng hồ sơ khác.", "basis": "Điều 17 Nghị định 61/2018"},
    ),
    *_asked(
        "request_withdrawal",
        lambda o: o.processing,
        R,
        H,
        lambda o: o.dossier(workflow.PROCESSING),
        {"reason": "Không cần nữa."},
    ),
    *_asked(
        "accept_withdrawal",
        lambda o: o.wanted_back,
        R,
        H,
        lambda o: o.dossier(workflow.WITHDRAWAL_REQUESTED),
        {"given_back": "Giấy khai sinh (bản chính)"},
    ),
    *_asked(
        "decline_withdrawal",
        lambda o: o.wanted_back,
        R,
        H,
        lambda o: o.dossier(workflow.WITHDRAWAL_REQUESTED),
        {"reason": "Người nộp đổi ý."},
    ),
    *_asked(
        "announce_result",
        lambda o: o.resolved,
        T,
        H,
        lambda o: o.dossier(workflow.RESOLVED),
        {"means": "phone", "note": ""},
    ),
    *_asked(
        "note_call",
        lambda o: o.resolved,
        T,
        H,
        lambda o: o.dossier(workflow.RESOLVED),
        {"to": "Nguyễn Thị Mẫu", "reached": "no", "note": "Máy bận"},
    ),
    _get("Dossier", "copy_sheet", lambda o: f"{o.processing}copy_sheet", R, A, kind=REDIRECT),
    *_asked("correct", lambda o: o.processing, R, A, lambda o: o.dossier(workflow.PROCESSING), lambda o: _corrected(o)),
    *_asked(
        "set_dossier_code",
        lambda o: o.processing,
        R,
        A,
        lambda o: o.dossier(workflow.PROCESSING),
        lambda o: {"code": f"H44.99-261123-{secrets.randbelow(8_000_000) + 1_000_000}"},
    ),
    _get("Dossier", "return_result", lambda o: f"{o.resolved}return_result", T, R),
    _post(
        "Dossier",
        "return_result",
        lambda o: f"{o.dossier(workflow.RESOLVED)}return_result",
        T,
        R,
        fields=lambda o: {"to": "Nguyễn Thị Mẫu", "identified_by": "Thẻ căn cước", "fee": "0", "originals": ""},
    ),
)


def _one_who_signs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """How the forms of signed papers name one person."""
    return [
        ("dossier", ""),
        ("__start__", "people:sequence"),
        ("__start__", "person:mapping"),
        ("name", "Nguyễn Thị Mẫu"),
        ("number", "025190000001"),
        *more,
        ("__end__", "person:mapping"),
        ("__end__", "people:sequence"),
    ]


CERTIFICATION = (
    _get("BookFolder", "", lambda o: "/chung-thuc", C, R),
    _get("BookFolder", "tray", lambda o: "/chung-thuc/tray", A, R),
    _get("BookFolder", "list", lambda o: "/chung-thuc/list", A, R),
    _post(
        "BookFolder",
        "confirm",
        lambda o: o.to_choose_for_ink() and "/chung-thuc/confirm",
        C,
        R,
        fields=lambda o: {"paper": o.chosen_for_ink},
    ),
    _post(
        "BookFolder",
        "sign",
        lambda o: o.to_choose_for_signing() and "/chung-thuc/sign",
        A,
        C,
        kind=PAGE,
        once=False,
        repeated="each of its papers is signed once by a key of its own",
        fields=lambda o: {"paper": o.chosen_for_signing},
    ),
    _get("Book", "", lambda o: f"/chung-thuc/ban-sao/{o.office.now.year}", C, R),
    _get("Book", "print", lambda o: f"{o.numbered.rsplit('/', 2)[0]}/print", A, R, kind=FILE),
    _get("Book", "keep", lambda o: f"/chung-thuc/ban-sao/{o.office.now.year}/keep", C, A),
    _post(
        "Book",
        "close_day",
        lambda o: f"{o.kept_book()}close_day",
        C,
        A,
        fields=lambda o: {"day": o.day_to_close(), "reason": ""},
    ),
    _post("Book", "open_volume", lambda o: f"{o.kept_book()}open_volume", C, A),
    _post("Book", "close_year", lambda o: f"{o.year_to_close()}close_year", C, A, fields=lambda o: {"reason": ""}),
    _get("BookKind", "", lambda o: "/chung-thuc/ban-sao", C, R),
    _post(
        "BookKind",
        "take_over",
        lambda o: f"{o.kind_to_take_over()}take_over",
        C,
        A,
        fields=lambda o: {"volume": "2", "first": "1206", "reason": "Chuyển từ sổ giấy"},
    ),
    _post(
        "BookKind",
        "confirm_number",
        lambda o: f"{o.restored_kind()}confirm_number",
        C,
        A,
        fields=lambda o: {"last": "400"},
    ),
    _post("BookKind", "reserve", lambda o: f"/chung-thuc/{SIGNATURES}/reserve", C, A, fields=lambda o: {"count": "3"}),
    _get("Book", "pad", lambda o: f"{o.padded_book()}pad", C, A),
    _get("Book", "pad.pdf", lambda o: f"{o.padded_book()}pad.pdf", C, A, kind=FILE),
    _post(
        "Book",
        "strike_unused",
        lambda o: f"{o.padded_book()}strike_unused",
        C,
        A,
        fields=lambda o: {"first": "1", "last": "9999", "reason": "Không dùng đến"},
    ),
    _get("BookEntry", "enter", lambda o: f"{o.reserved_line()}enter", C, A),
    _post(
        "BookEntry",
        "enter",
        lambda o: f"{o.reserved_line()}enter",
        C,
        A,
        fields=lambda o: [
            ("day", f"{o.office.now:%d/%m/%Y}"),
            ("hour", f"{o.office.now:%H:%M}"),
            ("official", LOGINS[C]),
            ("paper", o.fresh_paper()),
            *_one_who_signs()[1:],
            ("title", "Giấy ủy quyền"),
            ("papers", "1"),
            ("signer", LOGINS[A]),
        ],
    ),
    _get("BookFolder", "visit", lambda o: "/chung-thuc/visit", C, A),
    _post(
        "BookFolder",
        "visit",
        lambda o: "/chung-thuc/visit",
        C,
        A,
        fields=lambda o: [
            ("dossier", ""),
            ("__start__", "requester:mapping"),
            ("name", "Nguyễn Thị Mẫu"),
            ("citizen_number", ""),
            ("__end__", "requester:mapping"),
            ("__start__", "rows:sequence"),
            ("__start__", "row:mapping"),
            ("title", "Giấy khai sinh"),
            ("holder", ""),
            ("pages", "2"),
            ("copies", "3"),
            ("__end__", "row:mapping"),
            ("__end__", "rows:sequence"),
            ("signer", LOGINS[A]),
        ],
    ),
    _get("BookFolder", "fees", lambda o: "/chung-thuc/fees?row=5x2&row=x", C, A, kind=DATA),
    _post(
        "BookFolder",
        "read_card",
        lambda o: "/chung-thuc/read_card",
        C,
        A,
        kind=DATA,
        once=False,
        status=200,
        fields=lambda o: {"text": "025190000000||Nguyễn Thị Mẫu|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022"},
    ),
    _get("BookFolder", "statistics", lambda o: "/chung-thuc/statistics", D, R),
    _get("BookFolder", "statistics.csv", lambda o: "/chung-thuc/statistics.csv", D, R, kind=FILE),
    _get("BookFolder", "signature", lambda o: "/chung-thuc/signature", C, A),
    _post(
        "BookFolder",
        "signature",
        lambda o: "/chung-thuc/signature",
        C,
        A,
        fields=lambda o: [
            *_one_who_signs(),
            ("title", "Giấy ủy quyền"),
            ("papers", "1"),
            ("manner", "signature"),
            ("signer", LOGINS[A]),
        ],
    ),
    *(
        _get("BookFolder", form, lambda o, form=form: f"/chung-thuc/{form}", C, A)
        for form in ("translation", "contract")
    ),
    _post(
        "BookFolder",
        "translation",
        lambda o: "/chung-thuc/translation",
        C,
        A,
        fields=lambda o: [
            *_one_who_signs(),
            ("title", "Giấy khai sinh"),
            ("translated_from", "Anh"),
            ("translated_to", "Việt"),
            ("papers", "2"),
            ("pages", "1"),
            ("sheets", "1"),
            ("signer", LOGINS[A]),
        ],
    ),
    _post(
        "BookFolder",
        "contract",
        lambda o: "/chung-thuc/contract",
        C,
        A,
        fields=lambda o: [
            *_one_who_signs(("side", "Bên A")),
            ("title", "Hợp đồng mua bán xe"),
            ("transaction", o.priced),
            ("originals", "3"),
            ("pages", "2"),
            ("sheets", "1"),
            ("manner", "signature"),
            ("signer", LOGINS[A]),
        ],
    ),
    _get("BookEntry", "attest", lambda o: f"{o.signed_line}attest", C, R),
    _get("BookEntry", "attestation", lambda o: f"{o.signed_line}attestation?place=under", C, R, kind=FILE),
    _get("Visit", "", lambda o: o.waiting_visit, C, R),
    _get("Visit", "print", lambda o: f"{o.waiting_visit}print", C, R, kind=FILE),
    _post("Visit", "confirm", lambda o: f"{o.visit()}confirm", C, A),
    _get("BookFolder", "electronic", lambda o: "/chung-thuc/electronic", C, A),
    _post("BookFolder", "electronic", lambda o: "/chung-thuc/electronic", C, A, fields=lambda o: {"paper": _paper()}),
    _get("Scan", "", lambda o: o.waiting_scan, C, A),
    _get("Scan", "page", lambda o: f"{o.waiting_scan}page?n=1", C, R, kind=FILE),
    _post(
        "Scan",
        "number",
        lambda o: f"{o.scan()}number",
        C,
        A,
        fields=lambda o: [
            ("__start__", "requester:mapping"),
            ("name", "Nguyễn Thị Mẫu"),
            ("citizen_number", ""),
            ("__end__", "requester:mapping"),
            ("title", "Giấy khai sinh"),
            ("holder", ""),
            ("signer", LOGINS[A]),
        ],
    ),
    _get("BookEntry", "", lambda o: o.numbered, C, R),
    _get("BookEntry", "print", lambda o: f"{o.numbered}print", C, R, kind=FILE),
    _get("BookEntry", "paper", lambda o: f"{o.signed}paper", C, R, kind=FILE),
    _post("BookEntry", "deliver", lambda o: f"{o.signed_afresh()}deliver", C, R),
    _get("BookEntry", "link", lambda o: f"{o.signed}link", C, R, kind=REDIRECT),
    _post("BookEntry", "confirm", lambda o: f"{o.ink_line()}confirm", C, R),
    _post("BookEntry", "strike", lambda o: f"{o.ink_line()}strike", C, A, fields=lambda o: {"reason": "Ghi nhầm"}),
    _post("BookEntry", "sign", lambda o: f"{o.electronic_line()}sign", A, C),
    _post(
        "BookEntry",
        "cancel",
        lambda o: f"{o.issued_line()}cancel",
        A,
        C,
        fields=lambda o: {"reason": "Sai ngày cấp của bản chính"},
    ),
)


def _money_of(line: str) -> str:
    """Where the money of a line of a book is taken."""
    return f"/chung-thuc/thu-tien/{'.'.join(line.strip('/').split('/')[1:])}/"


def _receipt(office: PopulatedOffice) -> dict[str, str]:
    number = f"{secrets.randbelow(10**9)}"
    return {"form": "01BLP2-001", "series": "AA-26P", "number": number, "photocopy": "5000", "exempt": ""}


def _named_printer(office: PopulatedOffice) -> dict[str, str]:
    return {"name": office.printer}


CERTIFICATION_DESK = (
    _get("BookFolder", "refuse_copy", lambda o: "/chung-thuc/refuse_copy", C, A),
    _post(
        "BookFolder",
        "refuse_copy",
        lambda o: "/chung-thuc/refuse_copy",
        C,
        A,
        fields=lambda o: [
            ("__start__", "requester:mapping"),
            ("name", "Nguyễn Thị Mẫu"),
            ("citizen_number", ""),
            ("__end__", "requester:mapping"),
            ("title", "Giấy khai sinh"),
            ("__start__", "reasons:sequence"),
            ("checkbox", "altered"),
            ("__end__", "reasons:sequence"),
            ("note", ""),
        ],
    ),
    _get("RefusalFolder", "", lambda o: o.refused_copy and "/chung-thuc/tu-choi", C, R),
    _get("WrittenRefusal", "", lambda o: o.refused_copy, C, R),
    _get("WrittenRefusal", "print", lambda o: f"{o.refused_copy}print", C, R, kind=FILE),
    _get("Visit", "pay", lambda o: f"{o.waiting_visit}pay", C, A),
    _post(
        "Visit",
        "pay",
        lambda o: f"{o.visit()}pay",
        C,
        A,
        fields=_receipt,
    ),
    _post(
        "Visit",
        "undo_payment",
        lambda o: f"{o.paid_visit()}undo_payment",
        C,
        A,
        fields=lambda o: {"reason": "Ghi nhầm số biên lai"},
    ),
    _get("Visit", "fee_slip", lambda o: f"{o.waiting_visit}fee_slip", C, R, kind=FILE),
    _get("Visit", "promise_later", lambda o: f"{o.waiting_visit}promise_later", C, A),
    _post(
        "Visit",
        "promise_later",
        lambda o: f"{o.visit()}promise_later",
        C,
        A,
        fields=lambda o: {"why": "many", "days": "2"},
    ),
    _get("Visit", "promise_slip", lambda o: f"{o.promised_visit}promise_slip", C, R, kind=FILE),
    _get("PayableLine", "pay", lambda o: f"{_money_of(o.line_to_pay)}pay", C, A),
    _post("PayableLine", "pay", lambda o: f"{_money_of(o.signature_line())}pay", C, A, fields=_receipt),
    _post(
        "PayableLine",
        "undo_payment",
        lambda o: f"{o.paid_line()}undo_payment",
        C,
        A,
        fields=lambda o: {"reason": "Ghi nhầm số biên lai"},
    ),
    _get("PayableLine", "fee_slip", lambda o: f"{_money_of(o.line_to_pay)}fee_slip", C, R, kind=FILE),
    _get("CashBook", "", lambda o: o.paid_visit() and "/chung-thuc/thu-tien", C, R),
    _post(
        "CashBook",
        "",
        lambda o: "/chung-thuc/thu-tien",
        C,
        A,
        fields=lambda o: {"counted": "1000", "explanation": "Đếm lại vào ngày mai"},
    ),
    _get("CashBook", "list.csv", lambda o: "/chung-thuc/thu-tien/list.csv", D, R, kind=FILE),
    _get("CashBook", "list.pdf", lambda o: "/chung-thuc/thu-tien/list.pdf", D, R, kind=FILE),
    _get("FeeTable", "", lambda o: "/chung-thuc/bieu-phi", Z, R),
    _post(
        "FeeTable",
        "",
        lambda o: "/chung-thuc/bieu-phi",
        Z,
        C,
        fields=lambda o: {"kind": "amendment", "amount": "30000", "basis": "Nghị quyết mẫu số 01/2026/NQ-HĐND"},
    ),
    _get("PrinterList", "", lambda o: o.printer and "/chung-thuc/may-in", C, R),
    _post(
        "PrinterList",
        "",
        lambda o: "/chung-thuc/may-in",
        C,
        A,
        fields=lambda o: {"name": "Quầy 3", "corner": "top-left", "dx": "-1,5", "dy": "2"},
    ),
    _post("PrinterList", "use_printer", lambda o: "/chung-thuc/may-in/use_printer", C, A, fields=_named_printer),
    _post("PrinterList", "remove_printer", lambda o: "/chung-thuc/may-in/remove_printer", C, A, fields=_named_printer),
    _get("PrinterList", "test_sheet", lambda o: "/chung-thuc/may-in/test_sheet", C, R, kind=FILE),
)
"""What the certification desk does beside the books."""

ADMINISTRATION = (
    _get("Admin", "", lambda o: "/quan-tri", Z, K),
    _get("Admin", "site_files", lambda o: import_states.site_taken(o, "/quan-tri/site_files"), Z, K),
    _post("Admin", "site_files", lambda o: "/quan-tri/site_files", Z, K),
    _get("Admin", "site.zip", import_states.site_taken, Z, K, kind=FILE),
    _get("Health", "", lambda o: "/quan-tri/suc-khoe", Z, K),
    _get("EvidencePlace", "", lambda o: "/quan-tri/nhat-ky", Role.DIRECTOR, K),
    _post("EvidencePlace", "check", lambda o: "/quan-tri/nhat-ky/check?kind=calendar", Z, D, kind=PAGE, once=False),
    _get("EvidencePlace", "evidence.csv", lambda o: "/quan-tri/nhat-ky/evidence.csv", Z, D, kind=FILE),
    _get("EvidencePlace", "chain.jsonl", lambda o: "/quan-tri/nhat-ky/chain.jsonl?name=catalogue", Z, D, kind=FILE),
    _get("", "", lambda o: "/healthz/parts", None, route="health_parts", kind=DATA, status=404),
    _get("CalendarPlace", "", lambda o: "/quan-tri/lich", Role.DIRECTOR, K),
    _get("CalendarPlace", "day", lambda o: f"/quan-tri/lich/day?on={o.office.now:%Y-%m-%d}", Z, Role.DIRECTOR),
    _post(
        "CalendarPlace",
        "day",
        lambda o: "/quan-tri/lich/day",
        Z,
        Role.DIRECTOR,
        fields=lambda o: {"first": "26/11/2031", "last": "", "decision": "closed", "name": "Nghỉ bão", "reason": ""},
    ),
    _get("CalendarPlace", "sessions", lambda o: "/quan-tri/lich/sessions", Z, Role.DIRECTOR),
    _post(
        "CalendarPlace",
        "sessions",
        lambda o: "/quan-tri/lich/sessions",
        Z,
        Role.DIRECTOR,
        fields=lambda o: {"valid_from": "1/1/2032", **_week("8:00-12:00, 13:00-17:00"), "note": "", "reason": ""},
    ),
    _get(
        "CalendarPlace",
        "remove_sessions",
        lambda o: f"/quan-tri/lich/remove_sessions?from={o.hours()}",
        Z,
        Role.DIRECTOR,
    ),
    _post(
        "CalendarPlace",
        "remove_sessions",
        lambda o: f"/quan-tri/lich/remove_sessions?from={o.hours()}",
        Z,
        Role.DIRECTOR,
        fields=lambda o: {"reason": ""},
    ),
    _get("OfficeSettings", "", lambda o: "/quan-tri/cai-dat", Role.DIRECTOR, R),
    _get("OfficeSettings", "four_eyes", lambda o: "/quan-tri/cai-dat/four_eyes", Z, K),
    _post("OfficeSettings", "four_eyes", lambda o: "/quan-tri/cai-dat/four_eyes", Z, K),
    _get("OfficeSettings", "sentences", lambda o: "/quan-tri/cai-dat/sentences", K, Role.DIRECTOR),
    _post(
        "OfficeSettings",
        "sentences",
        lambda o: "/quan-tri/cai-dat/sentences",
        Z,
        W,
        fields=lambda o: {"missing": "Chưa nộp.", "supplement": "Chưa ký.", "refusal": "", "apology": "", "stop": ""},
    ),
    _get("OfficeSettings", "result_texts", lambda o: "/quan-tri/cai-dat/result_texts", K, W),
    _get("OfficeSettings", "result_text", lambda o: "/quan-tri/cai-dat/result_text?n=1", K, W),
    _get("OfficeSettings", "result_text.pdf", lambda o: "/quan-tri/cai-dat/result_text.pdf?n=1", K, W, kind=FILE),
    _post(
        "OfficeSettings",
        "result_text",
        lambda o: "/quan-tri/cai-dat/result_text",
        K,
        W,
        fields=lambda o: {
            "name": f"Giấy thử {o.fresh()}",
            "layout": "paper",
            "titles": "Giấy thử",
            "procedures": "2.000815",
            "heading": "",
            "subject": "",
            "basis": "",
            "body": "Xác nhận: {họ và tên}",
            "recipients": "",
        },
    ),
    _post(
        "OfficeSettings",
        "remove_result_text",
        lambda o: "/quan-tri/cai-dat/remove_result_text?n=1",
        K,
        W,
        fields=lambda o: {"seen": str(o.decisions())},
    ),
    _get("OfficeSettings", "hamlets", lambda o: "/quan-tri/cai-dat/hamlets", K, W),
    _post(
        "OfficeSettings",
        "hamlets",
        lambda o: "/quan-tri/cai-dat/hamlets",
        Z,
        W,
        fields=lambda o: {"hamlets": f"xóm Thử {o.fresh()} | xã Mẫu Hạ"},
    ),
    _get("OfficeSettings", "symbols", lambda o: "/quan-tri/cai-dat/symbols", Z, W),
    _post(
        "OfficeSettings",
        "symbols",
        lambda o: "/quan-tri/cai-dat/symbols",
        Z,
        W,
        fields=lambda o: {"kind": "refusal", "symbol": f"TC{o.fresh()}-TTPV", "first": "01/02/2031"},
    ),
    _get("OfficeSettings", "council_fees", lambda o: "/quan-tri/cai-dat/council_fees", K, Z),
    _post(
        "OfficeSettings",
        "council_fees",
        lambda o: "/quan-tri/cai-dat/council_fees?q=1.000656",
        K,
        Z,
        fields=lambda o: [
            ("resolution", "12/2026/NQ-HĐND"),
            ("first", f"01/01/{2031 + o.fresh() % 100}"),
            ("last", ""),
            ("reason", ""),
            ("__start__", "amounts:mapping"),
            (o.council_fee, "8.000"),
            ("__end__", "amounts:mapping"),
        ],
    ),
    _post(
        "OfficeSettings",
        "take_back_council_fee",
        lambda o: f"/quan-tri/cai-dat/{o.council_fee_set()}",
        K,
        Z,
        fields=lambda o: {"name": o.council_fee, "first": o.council_fee_from},
    ),
    _get("Officials", "", lambda o: "/quan-tri/can-bo", Z, K),
    _get("Officials", "add_official", lambda o: "/quan-tri/can-bo/add_official", Z, W),
    _post(
        "Officials",
        "add_official",
        lambda o: "/quan-tri/can-bo/add_official",
        Z,
        W,
        fields=lambda o: [
            ("login", o.colleagues.fresh_login()),
            ("name", "Mai Thị Lan"),
            ("job_title", "Chuyên viên"),
            ("unit", "1"),
            ("__start__", "roles:sequence"),
            ("checkbox", "receiver"),
            ("checkbox", "greeter"),
            ("__end__", "roles:sequence"),
        ],
    ),
    _get("OfficialPlace", "", lambda o: f"/quan-tri/can-bo/{LOGINS[C]}/", Z, K),
    _get("OfficialPlace", "edit", lambda o: f"/quan-tri/can-bo/{LOGINS[A]}/edit", Z, W),
    _post(
        "OfficialPlace",
        "edit",
        lambda o: f"{o.colleagues.hired()}edit",
        Z,
        W,
        fields=lambda o: [
            ("seen", o.colleagues.stamp()),
            ("name", "Mai Thị Lan"),
            ("job_title", "Phó trưởng phòng"),
            ("unit", "2"),
            ("__start__", "roles:sequence"),
            ("checkbox", "approver"),
            ("__end__", "roles:sequence"),
            ("capacity", "TL. CHỦ TỊCH"),
        ],
    ),
    _get("OfficialPlace", "capacities", lambda o: f"/quan-tri/can-bo/{LOGINS[C]}/capacities", Z, W),
    _post(
        "OfficialPlace",
        "capacities",
        lambda o: f"{o.colleagues.hired()}capacities",
        Z,
        W,
        fields=lambda o: [
            ("seat", "delegated"),
            ("first", "01/11/2026"),
            ("last", "31/12/2026"),
            ("decision", "12/QĐ-UBND ngày 01/11/2026"),
            ("title", "Công chức Tư pháp - Hộ tịch"),
            ("__start__", "kinds:sequence"),
            ("checkbox", "chu-ky"),
            ("__end__", "kinds:sequence"),
        ],
    ),
    _post(
        "OfficialPlace",
        "end_capacity",
        lambda o: f"{o.colleagues.signing()}end_capacity",
        Z,
        W,
        fields=lambda o: {"number": "1"},
    ),
    _get("OfficialPlace", "contact", lambda o: f"/quan-tri/can-bo/{LOGINS[C]}/contact", Z, W),
    _post(
        "OfficialPlace",
        "contact",
        lambda o: f"/quan-tri/can-bo/{LOGINS[C]}/contact",
        Z,
        W,
        fields=lambda o: {
            "listed": "true",
            "standing": "official",
            "title": "",
            "phone": "0210 000 0004",
            "duty": "Chứng thực",
        },
    ),
    _get("OfficialPlace", "substitute", lambda o: f"/quan-tri/can-bo/{LOGINS[C]}/substitute", Z, W),
    _post(
        "OfficialPlace",
        "substitute",
        lambda o: f"{o.colleagues.hired()}substitute",
        Z,
        W,
        fields=lambda o: [
            ("substitute", LOGINS[T]),
            ("first", f"{o.colleagues.today:%d/%m/%Y}"),
            ("last", f"{o.colleagues.today:%d/%m/%Y}"),
            ("__start__", "roles:sequence"),
            ("checkbox", "handler"),
            ("__end__", "roles:sequence"),
        ],
    ),
    _post(
        "OfficialPlace",
        "end_substitution",
        lambda o: f"{o.colleagues.hired(away=True)}end_substitution",
        Z,
        W,
        fields=lambda o: {"substitute": LOGINS[T], "first": o.colleagues.today.isoformat()},
    ),
    _post("OfficialPlace", "give_link", lambda o: f"{o.colleagues.hired()}give_link", Z, W),
    _get("OfficialPlace", "link", lambda o: f"/quan-tri/can-bo/{LOGINS[C]}/link", Z, W, kind=REDIRECT),
    _post("OfficialPlace", "disable", lambda o: f"{o.colleagues.hired()}disable", Z, W),
    _post("OfficialPlace", "enable", lambda o: f"{o.colleagues.hired(disabled=True)}enable", Z, W),
    _post("OfficialPlace", "end_sessions", lambda o: f"{o.colleagues.hired(session=True)}end_sessions", Z, W),
    _get("OfficialPlace", "reset_factor", lambda o: f"{o.colleagues.hired(factor=True)}reset_factor", Z, W),
    _post(
        "OfficialPlace",
        "reset_factor",
        lambda o: f"{o.colleagues.hired(factor=True)}reset_factor",
        Z,
        W,
        fields=lambda o: {"reason": "Đến gặp trực tiếp, mất điện thoại"},
    ),
    _get("Jobs", "", lambda o: "/quan-tri/viec-nen", Z, K),
    _post("JobPlace", "retry", lambda o: f"{o.parked_job()}/retry", Z, W),
    _post("JobPlace", "drop", lambda o: f"{o.parked_job()}/drop", Z, W),
    _get("Units", "", lambda o: "/quan-tri/don-vi", Z, K),
    _post(
        "Units",
        "",
        lambda o: "/quan-tri/don-vi",
        Z,
        W,
        fields=lambda o: {"name": f"Tổ {o.colleagues.fresh_login()}"},
    ),
    _get("UnitPlace", "rename", lambda o: "/quan-tri/don-vi/1/rename", Z, W),
    _post(
        "UnitPlace",
        "rename",
        lambda o: f"{o.colleagues.opened()}rename",
        Z,
        W,
        fields=lambda o: {"name": f"Tổ {o.colleagues.fresh_login()}"},
    ),
    _post("UnitPlace", "close", lambda o: f"{o.colleagues.opened()}close", Z, W),
    _post("UnitPlace", "open", lambda o: f"{o.colleagues.opened(closed=True)}open", Z, W),
    _get("LocalCode", "", lambda o: f"/thu-tuc/{COPY}.000.00.00.H44", None, kind=REDIRECT, status=301),
    _get("Catalogue", "", lambda o: "/quan-tri/danh-muc", K, Z),
    _get("Catalogue", "chosen", lambda o: f"/quan-tri/danh-muc/chosen?code=2.000815&code={DRAFTED}", K, Z),
    _post(
        "Catalogue",
        "submit",
        lambda o: import_states.fresh_draft(o) and "/quan-tri/danh-muc/submit",
        K,
        Z,
        fields=lambda o: {"draft": import_states.drafted(o)},
    ),
    _post(
        "Catalogue",
        "announce",
        lambda o: import_states.open_decision(o) and "/quan-tri/danh-muc/announce",
        K,
        Z,
        fields=lambda o: {"code": "2.000815", "announcement": import_states.newest_decision(o)},
    ),
    *(
        _get("Catalogue", name, lambda o, name=name: f"/quan-tri/danh-muc/{name}?code=2.000815", K, Z, kind=FILE)
        for name in ("catalogue.xlsx", "catalogue.csv", "catalogue.zip", "template.xlsx")
    ),
    *(
        _post("Catalogue", name, lambda o, name=name: f"/quan-tri/danh-muc/{name}?code=2.000815", K, Z)
        for name in ("catalogue.xlsx", "catalogue.csv", "catalogue.zip")
    ),
    _get("ExportPlace", "", import_states.exported, K, Z),
    _get("ExportPlace", "file", lambda o: f"{import_states.exported(o)}file", K, Z, kind=FILE),
    _get("Catalogue", "new", lambda o: "/quan-tri/danh-muc/new?from=2.000815", K, Z),
    _post(
        "Catalogue",
        "new",
        lambda o: "/quan-tri/danh-muc/new",
        K,
        Z,
        fields=lambda o: {"code": f"8.{secrets.randbelow(10**6):06}", "name": "Thủ tục ví dụ", "field": "ho-tich"},
    ),
    _get("Imports", "", lambda o: "/quan-tri/nhap-danh-muc", K, Z),
    _post(
        "Imports",
        "",
        lambda o: "/quan-tri/nhap-danh-muc",
        K,
        Z,
        fields=lambda o: {"file": File("danh-muc.csv", import_states.FAULTY.encode())},
    ),
    _get("ImportPlace", "", import_states.shown, K, Z),
    _get("ImportPlace", "compare", lambda o: f"{import_states.shown(o)}compare?code={import_states.CHANGED}", K, Z),
    _get("ImportPlace", "file", lambda o: f"{import_states.shown(o)}file", K, Z, kind=FILE),
    _post("ImportPlace", "take_in", lambda o: f"{import_states.brought(o)}take_in", K, Z),
    _post("ImportPlace", "again", lambda o: f"{import_states.brought(o)}again", K, Z),
    _post("ImportPlace", "drop", lambda o: f"{import_states.brought(o)}drop", K, Z),
    _get("Procedure", "edit", lambda o: f"/thu-tuc/{FREE_TEXT}/edit", K, Z),
    _post("Procedure", "edit", lambda o: f"/thu-tuc/{FREE_TEXT}/edit", K, Z, fields=lambda o: _edited(o, FREE_TEXT)),
    _post(
        "Procedure",
        "edit_keep",
        lambda o: f"/thu-tuc/{FREE_TEXT}/edit_keep",
        K,
        Z,
        kind=DATA,
        once=False,
        status=200,
        repeated="the same is kept again",
        fields=lambda o: {"results": "Giấy"},
    ),
    _get("Procedure", "discard", lambda o: f"{o.draft_of(DISCARDED)}discard", K, Z),
    _post(
        "Procedure",
        "discard",
        lambda o: f"{o.draft_of(DISCARDED)}discard",
        K,
        Z,
        fields=lambda o: {"seen": o.draft_stamp(DISCARDED), "reason": "Bản nháp thừa"},
    ),
    _post("Procedure", "edit_give_up", lambda o: f"/thu-tuc/{FREE_TEXT}/edit_give_up", K, Z),
    _get("Procedure", "compare", lambda o: f"{o.drafted}compare", K, Z),
    _post(
        "Procedure",
        "publish",
        lambda o: f"{o.drafted}publish",
        K,
        Z,
        fields=lambda o: {
            "opened_on": o.draft_stamp(DRAFTED),
            "effective": f"{o.office.now:%d/%m/%Y}",
            "reason": "",
        },
    ),
    _get("Procedure", "publish", lambda o: f"{o.drafted}publish", K, Z),
    _get("Procedure", "history", lambda o: f"/thu-tuc/{COPY}/history", K, Z),
    _post(
        "Procedure",
        "submit",
        lambda o: f"{revision_states.drafted(o.office)}submit",
        K,
        Z,
        fields=lambda o: {"opened_on": revision_states.stamp(o.office, revision_states.SUBMITTED)},
    ),
    _post(
        "Procedure",
        "send_back",
        lambda o: f"{revision_states.submitted(o.office)}send_back",
        K,
        Z,
        fields=lambda o: {"opened_on": revision_states.stamp(o.office, revision_states.SUBMITTED), "why": "Sai phí."},
    ),
    _get("Procedure", "withdraw", lambda o: f"/thu-tuc/{COPY}/withdraw", K, Z),
    _post(
        "Procedure",
        "withdraw",
        lambda o: f"{revision_states.in_force(o.office)}withdraw",
        K,
        Z,
        fields=lambda o: {"on": f"{o.office.now:%d/%m/%Y}", "reason": "Bãi bỏ.", **revision_states.seen(o.office)},
    ),
    _get("Revision", "cancel", lambda o: f"/thu-tuc/{COPY}/phien-ban/1/cancel", K, Z),
    _post(
        "Revision",
        "cancel",
        lambda o: f"{revision_states.scheduled(o.office)}cancel",
        K,
        Z,
        fields=lambda o: {"reason": "Ghi nhầm ngày."},
    ),
    _post(
        "Procedure",
        "give_back_end",
        lambda o: f"{revision_states.end_asked(o.office)}give_back_end",
        K,
        Z,
        fields=lambda o: {"why": "Thủ tục còn hiệu lực."},
    ),
    _post(
        "Revision",
        "give_back_end",
        lambda o: f"{revision_states.cancel_asked(o.office)}give_back_end",
        K,
        Z,
        fields=lambda o: {"why": "Ngày đúng rồi."},
    ),
    _get("Revision", "bring_back", lambda o: f"/thu-tuc/{COPY}/phien-ban/1/bring_back", K, Z),
    _post(
        "Revision",
        "bring_back",
        lambda o: f"{revision_states.superseded(o.office)}bring_back",
        K,
        Z,
        fields=lambda o: {"reason": "Bản mới ghi nhầm lệ phí."},
    ),
)


def _at_decision(view: str = "", lines: str = announced_states.FRESH, **how: Any):
    return lambda o: f"{announced_states.decided(o.office, lines, **how)}{view}"


def _new_decision(office: PopulatedOffice) -> dict[str, str]:
    number = office.colleagues.fresh_login()
    return {
        "decision": f"{number}/QĐ-UBND",
        "issued_on": "20/11/2026",
        "effective_from": "01/12/2026",
        "lines": f"{announced_states.AMENDED} sửa đổi",
    }


def _new_decision_facts(office: PopulatedOffice) -> dict[str, str]:
    return {**{name: value for name, value in _new_decision(office).items() if name != "lines"}, "seen": "0"}


def _sheets_put_up(office: PopulatedOffice) -> list[tuple[str, str]]:
    """The form of new sheets as its page has it: one poster at the board in the centre."""
    form = office.office.as_(K).get("/quan-tri/niem-yet/new").forms["form"]
    form["lines"] = announced_states.PUBLISHED
    form.fields["checkbox"][0].checked = True
    return [(name, value) for name, value in form.submit_fields() if name not in ("csrf_token", "key", "post")]


_TAKEN: dict[str, dict[str, str]] = {}


def _to_take(office: PopulatedOffice) -> str:
    path, _TAKEN["fields"] = announced_states.draft_to_take(office.office)
    return f"{path}take_draft"


_PUBLISHED_AT: dict[str, str] = {}


def _to_publish(office: PopulatedOffice) -> str:
    path = announced_states.decided(office.office, announced_states.FRESH, days=0, drafted=True)
    _PUBLISHED_AT["path"] = path
    return f"{path}publish"


def _to_submit(office: PopulatedOffice) -> str:
    return f"{announced_states.decided(office.office, announced_states.fresh_code(office.office), drafted=True)}submit"


def _with_paper(office: PopulatedOffice) -> str:
    path = announced_states.decided(office.office, announced_states.FRESH)
    person = office.office.as_(K)
    person.post(f"{path}attach", {"paper": Upload("quyet-dinh.pdf", sample_pdf(1))}, status=303)
    return f"{path}paper"


ANNOUNCED = (
    _get("Announcements", "", lambda o: announced_states.every_kind(o.office) and "/quan-tri/quyet-dinh", K, Z),
    _get("Announcements", "new", lambda o: f"/quan-tri/quyet-dinh/new?code={COPY}", K, Z),
    _post("Announcements", "new", lambda o: "/quan-tri/quyet-dinh/new", K, Z, fields=_new_decision),
    _get("AnnouncementPlace", "", lambda o: announced_states.every_kind(o.office), K, Z),
    _post("AnnouncementPlace", "rows", _at_decision("rows"), K, Z, fields=lambda o: {"lines": announced_states.HUNG}),
    _post("AnnouncementPlace", "draft", lambda o: announced_states.undrafted(o.office), K, Z),
    _post("AnnouncementPlace", "submit", _to_submit, K, Z),
    _post("AnnouncementPlace", "take_draft", _to_take, K, Z, fields=lambda o: _TAKEN["fields"]),
    _post(
        "AnnouncementPlace",
        "drop_row",
        _at_decision("drop_row"),
        K,
        Z,
        fields=lambda o: {"code": announced_states.FRESH},
    ),
    _get("AnnouncementPlace", "edit", _at_decision("edit"), K, Z),
    _post("AnnouncementPlace", "edit", _at_decision("edit"), K, Z, fields=_new_decision_facts),
    _get("AnnouncementPlace", "row", _at_decision(f"row?code={announced_states.FRESH}"), K, Z),
    _post(
        "AnnouncementPlace",
        "row",
        _at_decision("row"),
        K,
        Z,
        fields=lambda o: {"code": announced_states.FRESH, "kind": "abolished", "successor": ""},
    ),
    _post("AnnouncementPlace", "attach", _at_decision("attach"), K, Z, fields=lambda o: {"paper": _paper()}),
    _get("AnnouncementPlace", "paper", _with_paper, K, Z, kind=FILE),
    _get("AnnouncementPlace", "publish", _at_decision("publish", drafted=True), K, Z),
    _post(
        "AnnouncementPlace",
        "publish",
        _to_publish,
        K,
        Z,
        fields=lambda o: announced_states.stamps(o.office, _PUBLISHED_AT["path"]),
    ),
    _get("AnnouncementPlace", "take_back", lambda o: announced_states.waiting(o.office, "take_back"), K, Z),
    _post(
        "AnnouncementPlace",
        "take_back",
        lambda o: announced_states.waiting(o.office, "take_back"),
        K,
        Z,
        fields=lambda o: {"reason": "Tỉnh hoãn", "seen": announced_states.version(o.office)},
    ),
    _post(
        "AnnouncementPlace",
        "give_back",
        lambda o: announced_states.asked_back(o.office, "give_back"),
        K,
        Z,
        fields=lambda o: {"why": "Đúng ngày rồi", "seen": announced_states.version(o.office)},
    ),
    _get("Hangings", "", lambda o: announced_states.outdated(o.office), K, Z),
    _get(
        "Hangings",
        "replacements.pdf",
        lambda o: announced_states.outdated(o.office) and "/quan-tri/niem-yet/replacements.pdf",
        K,
        Z,
        kind=FILE,
    ),
    _post(
        "Hangings",
        "post",
        lambda o: announced_states.hung(o.office, announced_states.RIGHT) and "/quan-tri/niem-yet/post",
        K,
        Z,
        fields=lambda o: {"sheet": announced_states.sheet(o.office)},
    ),
    _post(
        "Hangings",
        "take_down",
        lambda o: announced_states.hung(o.office, announced_states.RIGHT) and "/quan-tri/niem-yet/take_down",
        K,
        Z,
        fields=lambda o: {"sheet": announced_states.sheet(o.office)},
    ),
    _get("Hangings", "places", lambda o: announced_states.board(o.office) and "/quan-tri/niem-yet/places", K, Z),
    _post(
        "Hangings",
        "places",
        lambda o: "/quan-tri/niem-yet/places",
        K,
        Z,
        fields=lambda o: {"name": f"Nhà văn hóa xóm {o.colleagues.fresh_login()}"},
    ),
    _post(
        "Hangings",
        "change_place",
        lambda o: announced_states.spare_board(o.office) and "/quan-tri/niem-yet/change_place",
        K,
        Z,
        fields=lambda o: {"number": str(announced_states.SPARE["number"]), "do": "close"},
    ),
    _get("Hangings", "new", lambda o: announced_states.board(o.office) and "/quan-tri/niem-yet/new", K, Z),
    _post(
        "Hangings",
        "new",
        lambda o: announced_states.board(o.office) and "/quan-tri/niem-yet/new",
        K,
        Z,
        fields=_sheets_put_up,
    ),
    _post(
        "Hangings",
        "print_new",
        lambda o: announced_states.board(o.office) and "/quan-tri/niem-yet/print_new",
        K,
        Z,
        kind=FILE,
        once=False,
        status=200,
        fields=_sheets_put_up,
    ),
    _get("Procedure", "preview", lambda o: f"{o.drafted}preview", K, Z),
    _get("Revision", "preview_phone", lambda o: f"/thu-tuc/{COPY}/phien-ban/1/preview_phone", K, Z),
    _get(
        "Revision", "preview_paper", lambda o: f"/thu-tuc/{COPY}/phien-ban/1/preview_paper?of=poster", K, Z, kind=FILE
    ),
    _get("Desks", "changes", lambda o: announced_states.changed_today(o.office), H),
    _post(
        "Desks",
        "changes_seen",
        lambda o: announced_states.changed_today(o.office) and "/ban-lam-viec/changes_seen",
        H,
        fields=lambda o: {"until": o.office.now.isoformat()},
    ),
)


def _process_rows(context: str, at: str, code: str) -> tuple[Row, ...]:
    """The pages of one internal process; `at` is the beginning of their addresses."""
    name = "process" if code else ""

    def changed(office: PopulatedOffice) -> list[tuple[str, str]]:
        number = office.colleagues.fresh_login()
        return process_states.form_fields(
            office.office, f"{at}process_edit", lambda form: form.set("basis", f"Quyết định {number}")
        )

    def to_publish(office: PopulatedOffice) -> str:
        process_states.drafted(office.office, code)
        return f"{at}process_publish"

    def publishing(office: PopulatedOffice) -> dict[str, str]:
        stamp = process_states.stamp(office.office, code)
        return {"effective": f"{office.office.now:%d/%m/%Y}", "opened_on": stamp}

    return (
        _get(context, name, lambda o: process_states.changing(o.office, code), K, Z),
        _get(context, "process_edit", lambda o: f"{at}process_edit", K, Z),
        _post(context, "process_edit", lambda o: f"{at}process_edit", K, Z, fields=changed),
        _get(context, "process_compare", lambda o: f"{at}process_compare", K, Z),
        _post(context, "process_publish", to_publish, K, Z, fields=publishing),
    )


def _passed_on(office: PopulatedOffice) -> dict[str, str]:
    return {"official": LOGINS[Role.CERTIFIER], "seen": ""}


PROCESSES = (
    _get("OfficeProcess", "process_adopt", lambda o: "/quan-tri/quy-trinh/process_adopt", K, Z),
    _post(
        "OfficeProcess",
        "process_adopt",
        lambda o: "/quan-tri/quy-trinh/process_adopt",
        K,
        Z,
        fields=lambda o: {
            "shipped": "1",
            "field": process_states.untouched_field(o.office),
            "effective": f"{o.office.now:%d/%m/%Y}",
        },
    ),
    _get("Dossier", "pass_on", lambda o: f"{o.dossier(workflow.PROCESSING, of=process_states.DIVISION)}pass_on", H, R),
    _post(
        "Dossier",
        "pass_on",
        lambda o: f"{o.dossier(workflow.PROCESSING, of=process_states.DIVISION)}pass_on",
        H,
        R,
        fields=_passed_on,
    ),
    *_process_rows("Procedure", f"/thu-tuc/{process_states.TEN_DAYS}/", process_states.TEN_DAYS),
    *_process_rows("OfficeProcess", "/quan-tri/quy-trinh/", process_states.OFFICE),
)


def _week(hours: str) -> dict[str, str]:
    """The same hours from Monday to Friday."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return {name: hours if number < 5 else "" for number, name in enumerate(names)}


def _edited(office: PopulatedOffice, code: str) -> list[tuple[str, str]]:
    """The edit form as its page has it, with another short name."""
    form = office.office.as_(K).get(f"/thu-tuc/{code}/edit").forms["form"]
    form["short_name"] = "Chứng thực chữ ký và điểm chỉ"
    return [(name, value) for name, value in form.submit_fields() if name not in ("csrf_token", "key", "save")]


def _written(view: str, state: str = PRIVATE):
    """A view of a fresh page."""
    return lambda o: f"{content_states.fresh(o.office, state)}{view}"


B, Y = Role.AUTHOR, Role.REVIEWER
_TEXT = {"title": "Thông báo thử", "summary": "", "body": "Nội dung."}

CONTENT = (
    _get("Root", "tim", lambda o: content_states.folder_with_page(o.office) and "/tim?q=trang+th%E1%BB%AD", None),
    _get("Page", "", lambda o: content_states.fresh(o.office).rstrip("/"), None),
    _get("Folder", "", lambda o: content_states.folder_with_page(o.office), None),
    _get("Notice", "", lambda o: content_states.notice(o.office).rstrip("/"), None),
    _get("Notice", "loudspeaker", lambda o: f"{content_states.notice(o.office)}loudspeaker", None),
    _get("Notice", "loudspeaker.txt", lambda o: f"{content_states.notice(o.office)}loudspeaker.txt", None, kind=DATA),
    _get("Question", "", lambda o: content_states.question(o.office).rstrip("/"), None),
    _get("Contact", "", lambda o: content_states.contact(o.office).rstrip("/"), None),
    _get("Collection", "", lambda o: content_states.collection(o.office).rstrip("/"), None),
    _get("ContentRoot", "", lambda o: content_states.folder_with_page(o.office) and "/noi-dung/", None),
    _get("ContentRoot", "board", lambda o: content_states.notice(o.office) and "/noi-dung/board", None),
    _get(
        "ContentRoot",
        "notices.atom",
        lambda o: content_states.notice(o.office) and "/noi-dung/notices.atom",
        None,
        kind=DATA,
    ),
    _post(
        "Item",
        "in_menu",
        lambda o: f"{content_states.fresh(o.office, PRIVATE)}in_menu",
        B,
        R,
        fields=lambda o: {"in_menu": "true"},
    ),
    _get("Container", "contents", lambda o: f"{content_states.folder_with_page(o.office)}contents", B, R),
    _get("Container", "add", lambda o: "/noi-dung/add", B, R),
    _get("Container", "new", lambda o: "/noi-dung/new?kind=page", B, R),
    _post("Container", "new", lambda o: "/noi-dung/new?kind=page", B, R, fields=lambda o: _TEXT),
    _post(
        "Container",
        "new_keep",
        lambda o: f"{content_states.folder_with_page(o.office)}new_keep?kind=page",
        B,
        R,
        kind=DATA,
        once=False,
        status=200,
        repeated="the same is kept again",
        fields=lambda o: _TEXT,
    ),
    _post("Container", "new_give_up", lambda o: "/noi-dung/new_give_up?kind=page", B, R),
    _get("Item", "edit", _written("edit"), B, R),
    _post("Item", "edit", _written("edit"), B, R, fields=lambda o: {**_TEXT, "seen": "1", "note": "Sửa thử"}),
    _get("Item", "steps", _written("steps"), B, R),
    _post("Item", "steps", _written("steps"), B, R, fields=lambda o: {"step": "submit", "note": ""}),
    _post(
        "Item",
        "edit_keep",
        _written("edit_keep"),
        B,
        R,
        kind=DATA,
        once=False,
        status=200,
        repeated="the same is kept again",
        fields=lambda o: _TEXT,
    ),
    _post("Item", "edit_give_up", _written("edit_give_up"), B, R),
    _get("Item", "history", lambda o: f"{content_states.rewritten(o.office)}history", B, R),
    _get("Item", "version", lambda o: f"{content_states.rewritten(o.office)}version?number=1", B, R),
    _get("Item", "compare", lambda o: f"{content_states.rewritten(o.office)}compare?a=1&b=2", B, R),
    _post(
        "Item",
        "restore_version",
        lambda o: f"{content_states.rewritten(o.office)}restore_version",
        B,
        R,
        fields=lambda o: {"number": "1"},
    ),
    _get("Item", "sharing", lambda o: f"{content_states.shared_folder(o.office)}sharing", Y, B),
    _post("Item", "sharing", _written("sharing"), Y, B),
    _post("Item", "undo", lambda o: f"{content_states.rewritten(o.office)}undo", B, R, fields=lambda o: {"seen": "2"}),
    _post(
        "ContentRoot",
        "undo",
        lambda o: content_states.deleted(o.office) and "/noi-dung/undo",
        B,
        R,
        fields=lambda o: {"deleted": content_states.newest_deleted(o.office)},
    ),
    _get("ContentRoot", "shared", lambda o: content_states.shared_folder(o.office) and "/noi-dung/shared", R, G),
)


def _pdf_typed(o: PopulatedOffice) -> dict[str, Any]:
    return {"file": _paper(), "alt": ""}


CONTENT_FILES = (
    _get("FileItem", "", lambda o: content_states.file_at(o.office).rstrip("/"), None),
    _get("FileItem", "download", lambda o: f"{content_states.file_at(o.office)}download", None, kind=FILE),
    _get("ImageItem", "", lambda o: content_states.picture_at(o.office).rstrip("/"), None),
    _get("ImageItem", "picture", lambda o: f"{content_states.picture_at(o.office)}picture?w=400", None, kind=FILE),
    _get("Container", "pick", lambda o: content_states.picture_at(o.office) and "/noi-dung/pick", B, R),
    _post("Container", "pick", lambda o: "/noi-dung/pick", B, R, fields=_pdf_typed),
    *(
        _post(
            context,
            "markdown_preview",
            at,
            B,
            R,
            kind=PAGE,
            once=False,
            fields=lambda o: {"text": "# Giờ làm việc"},
        )
        for context, at in (
            ("Container", lambda o: "/noi-dung/markdown_preview"),
            ("Item", _written("markdown_preview")),
        )
    ),
)


def _chosen(view: str, **fields: str) -> Row:
    """An act upon two pages of a fresh folder."""
    return _post(
        "Container",
        f"{view}_chosen",
        lambda o: f"{arranging_states.two_in_a_folder(o.office)}{view}_chosen",
        B,
        R,
        fields=lambda o: {"names": "mot,hai", **fields},
    )


def _arranged(view: str, **fields: str) -> Row:
    """An act upon a page of a fresh folder."""
    return _post(
        "Item",
        view,
        lambda o: f"{arranging_states.two_in_a_folder(o.office)}mot/{view}",
        B,
        R,
        fields=lambda o: fields,
    )


ARRANGED = (
    _get("Item", "arrange", lambda o: f"{arranging_states.linked(o.office)}arrange", B, R),
    _arranged("rename", name="ten-khac"),
    _arranged("move", target="site"),
    _arranged("copy", target="site"),
    _arranged("place", place="2"),
    _arranged("delete", why="Đăng nhầm"),
    _get(
        "Container",
        "chosen",
        lambda o: f"{arranging_states.two_in_a_folder(o.office)}chosen?name=mot&name=hai",
        B,
        R,
    ),
    _chosen("move", target="site"),
    _chosen("copy", target="site"),
    _chosen("place", place="2"),
    _chosen("delete", why=""),
    _chosen("step", step="submit", note=""),
    _post(
        "Container",
        "order",
        lambda o: f"{arranging_states.two_in_a_folder(o.office)}order",
        B,
        R,
        fields=lambda o: {"up": "mot", "page": "1"},
    ),
    _get("Container", "describe", lambda o: content_states.untold_picture(o.office) and "/noi-dung/describe", B, R),
    _post(
        "Container",
        "describe",
        lambda o: content_states.untold_picture(o.office) and "/noi-dung/describe",
        B,
        R,
        fields=lambda o: {f"alt-{content_states.untold_picture(o.office)}": "Bà con chờ ở sảnh"},
    ),
    _get("Container", "upload", lambda o: f"{arranging_states.private_folder(o.office)}upload", B, R),
    _post(
        "Container",
        "upload",
        lambda o: f"{arranging_states.private_folder(o.office)}upload",
        B,
        R,
        fields=lambda o: {"file": File("mau.pdf", sample_pdf())},
    ),
    _get("ContentRoot", "review", lambda o: arranging_states.waiting(o.office) and "/noi-dung/review", Y, R),
    _get(
        "ContentRoot",
        "review_chosen",
        lambda o: f"/noi-dung/review_chosen?id={arranging_states.waiting(o.office)}",
        Y,
        R,
    ),
    _post(
        "ContentRoot",
        "review_step",
        lambda o: arranging_states.waiting(o.office) and "/noi-dung/review_step",
        Y,
        R,
        fields=lambda o: {
            "names": arranging_states.last_waiting(o.office),
            **dict.fromkeys(("note", "publish_date", "publish_time", "expires_date", "expires_time"), ""),
            "step": "send_back",
        },
    ),
    _get("ContentRoot", "trash", lambda o: arranging_states.in_trash(o.office) and "/noi-dung/trash", B, R),
    _get("ContentRoot", "restore", lambda o: f"/noi-dung/restore?entry={arranging_states.in_trash(o.office)}", B, R),
    _post(
        "ContentRoot",
        "restore",
        lambda o: f"/noi-dung/restore?entry={arranging_states.in_trash(o.office)}",
        B,
        R,
        fields=lambda o: {"target": "site"},
    ),
    _get("ContentRoot", "purge", lambda o: f"/noi-dung/purge?entry={arranging_states.in_trash(o.office)}", Y, B),
    _post(
        "ContentRoot",
        "purge",
        lambda o: f"/noi-dung/purge?entry={arranging_states.in_trash(o.office)}",
        Y,
        B,
        fields=lambda o: {"sure": "true"},
    ),
    _get(
        "ContentRoot", "redirects", lambda o: arranging_states.former_address(o.office) and "/noi-dung/redirects", B, R
    ),
    _post(
        "ContentRoot",
        "forget_redirect",
        lambda o: f"/noi-dung/forget_redirect?left={arranging_states.former_address(o.office)}",
        Y,
        B,
    ),
    _get("ContentRoot", "links", lambda o: arranging_states.linked(o.office) and "/noi-dung/links", B, R),
)


VIEWS: tuple[Row, ...] = (
    *PUBLIC,
    *OWN_ACCOUNT,
    *DESKS,
    *QUEUE,
    *DOSSIERS,
    *CERTIFICATION,
    *CERTIFICATION_DESK,
    *ADMINISTRATION,
    *PROCESSES,
    *ANNOUNCED,
    *CONTENT,
    *ARRANGED,
    *CONTENT_FILES,
)

LOOKS: tuple[tuple[str, Callable[[PopulatedOffice], str], Role | None], ...] = (
    ("site-files-in-writing", import_states.site_in_writing, Z),
    ("announcement-asked-back", lambda o: announced_states.asked_back(o.office, "take_back"), K),
    ("announcement-declined", lambda o: announced_states.declined(o.office), K),
    ("evidence-of-dossiers", lambda o: "/quan-tri/nhat-ky?kind=dossiers", Z),
    ("evidence-wrong-days", lambda o: "/quan-tri/nhat-ky?from=hom+qua&to=1/1/1900&q=abc", Z),
    ("content-steps-of-a-folder", lambda o: f"{content_states.folder_taken_along(o.office)}steps", Y),
    ("content-steps-none", _written("steps", ARCHIVED), B),
    ("content-edit-with-others", lambda o: f"{content_states.edited_now(o.office)}edit", Y),
    ("content-edit-sent-back", lambda o: f"{content_states.sent_back(o.office)}edit", B),
    ("content-page-sent-back", lambda o: content_states.sent_back(o.office).rstrip("/"), B),
    ("content-folder-of-notices", lambda o: content_states.folder_of_notices(o.office), None),
    ("sheet-with-urgent-notice", lambda o: content_states.sheet_with_notice(o.office), None),
    ("content-picture-of-many-words", lambda o: content_states.picture_at(o.office, alt="Bà con đợi " * 25), Y),
    ("content-sharing-inherited", lambda o: f"{content_states.page_shared_above(o.office)}sharing", Y),
    ("home-official", lambda o: "/", R),
    ("list-all", lambda o: "/thu-tuc", None),
    ("list-filtered", lambda o: "/thu-tuc?q=ket+hon&level=commune", None),
    ("list-nothing", lambda o: "/thu-tuc?q=zzzz+qqqq", None),
    ("sheet-fee-by-page", lambda o: "/thu-tuc/1.004873", None),
    ("list-chips", lambda o: "/thu-tuc?field=ho-tich&level=commune&audience=citizen", None),
    ("list-unknown-choice", lambda o: "/thu-tuc?q=ket+hon&field=khong-co", None),
    ("sheet-gaps", lambda o: "/thu-tuc/1.011606", None),
    ("sheet-only-a-name", lambda o: "/thu-tuc/1.012964", None),
    ("sheet-many-papers", lambda o: "/thu-tuc/2.000806", None),
    ("sheet-cases", lambda o: "/thu-tuc/1.001193", None),
    ("issued-not-yet", lambda o: o.check_of(o.numbered), None),
    ("issued-struck", lambda o: o.check_of(o.struck), None),
    ("ticket-given", lambda o: f"/goi-so/give?given={ticket_states.waiting(o.office, ELDERLY).split('/')[3]}", G),
    ("counter-called", lambda o: ticket_states.called(o.office, ELDERLY, COPY) and "/goi-so/desk", R),
    ("counter-missed", lambda o: ticket_states.missed(o.office) and "/goi-so/desk", R),
    ("counter-not-chosen", lambda o: "/goi-so/desk", C),
    ("dossier-unprepared", lambda o: o.unprepared, G),
    ("dossier-submitted", lambda o: o.submitted, R),
    ("dossier-received", lambda o: o.received, H),
    ("dossier-processing", lambda o: o.processing, H),
    ("dossier-awaiting", lambda o: o.awaiting, A),
    ("dossier-resolved", lambda o: o.resolved, T),
    ("dossier-returned", lambda o: o.returned, T),
    ("dossier-refused", lambda o: o.refused, R),
    ("dossier-consulting", lambda o: o.consulting, H),
    ("dossier-asked", lambda o: o.asked, R),
    ("dossier-unpaid", lambda o: o.unpaid, R),
    ("dossier-wanted-back", lambda o: o.wanted_back, R),
    ("dossier-sealing", lambda o: o.sealing, V),
    ("dossier-stopped", lambda o: o.stopped, R),
    ("prepare-again", lambda o: f"{o.asked}prepare", R),
    ("receive-incomplete", lambda o: f"{o.unprepared}prepare", G),
    ("counter-dossier", lambda o: f"/ban-lam-viec/tiep-nhan/counter?dossier={o.submitted.split('/')[2]}", R),
    ("counter-files", lambda o: f"/ban-lam-viec/tiep-nhan/counter?visit={o.begun_at_counter()}", R),
    ("counter-procedure", lambda o: f"/ban-lam-viec/tiep-nhan/counter?procedure={MARRIAGE}", R),
    ("desk-filtered", lambda o: "/ban-lam-viec/xu-ly?handler=all&due=later&q=mau", H),
    ("desk-filtered-empty", lambda o: "/ban-lam-viec/xu-ly?channel=post&q=khong+co", H),
    ("find-nothing", lambda o: "/ban-lam-viec/tim?q=zzzz+qqqq", R),
    ("find-people", lambda o: "/ban-lam-viec/tim?q=mau" if o.received else "", R),
    ("find-misunderstood", lambda o: "/ban-lam-viec/tim?q=mau&received=31/02", R),
    ("visit-promised-later", lambda o: o.promised_visit, C),
    ("payment-of-a-visit", lambda o: f"{o.paid_visit()}pay", C),
    ("visit-from-dossier", lambda o: f"/chung-thuc/visit?dossier={o.processing.split('/')[2]}", C),
    ("statistics-misunderstood", lambda o: "/chung-thuc/statistics?from=32/01/2026", D),
    ("line-of-signatures", lambda o: o.signature_line(), C),
    ("end-asked", lambda o: f"{revision_states.end_asked(o.office)}withdraw", K),
    ("attest-translation", lambda o: f"{o.translated_line()}attest", C),
    ("attest-contract", lambda o: f"{o.contract_line}attest", C),
    ("line-contract", lambda o: o.contract_line, C),
    ("kind-to-take-over", lambda o: o.kind_to_take_over(), C),
    ("kind-restored", lambda o: o.restored_kind(), C),
    ("book-on-paper", lambda o: o.kept_book(), C),
    ("line-issued", lambda o: o.issued, C),
    ("line-struck", lambda o: o.struck, C),
    ("line-to-sign", lambda o: o.to_sign, A),
    ("line-signed", lambda o: o.signed, A),
    ("officials-auditor", lambda o: "/quan-tri/can-bo", W),
    ("official-signed-in", lambda o: o.colleagues.hired(session=True, away=True), Z),
    ("official-factor", lambda o: o.colleagues.hired(factor=True), Z),
    ("official-disabled", lambda o: o.colleagues.hired(disabled=True), Z),
    ("units-closed", lambda o: o.colleagues.opened(closed=True) and "/quan-tri/don-vi", Z),
    ("compare-published", lambda o: f"/thu-tuc/{COPY}/compare", K),
    ("history-of-several", lambda o: f"{revision_states.returned(o.office)}history", K),
    ("publish-nothing", lambda o: f"/thu-tuc/{COPY}/publish", K),
    ("publish-submitted", lambda o: f"{revision_states.submitted(o.office)}publish", K),
    ("cancel-scheduled", lambda o: f"{revision_states.scheduled(o.office)}cancel", K),
    ("withdraw-in-force", lambda o: f"{revision_states.in_force(o.office)}withdraw", K),
    ("calendar-edited", lambda o: f"/quan-tri/lich?year={o.decided_on.year}", Z),
    ("calendar-years-ahead", lambda o: "/quan-tri/lich?year=2101", Z),
    ("calendar-sessions", lambda o: f"/quan-tri/lich/sessions?from={o.hours()}", Z),
    ("edit-draft", lambda o: f"{o.drafted}edit", K),
    ("decision-late", lambda o: announced_states.decided(o.office, announced_states.FRESH, days=-20), K),
    (
        "decision-published",
        lambda o: announced_states.decided(o.office, announced_states.PUBLISHED, days=0, published=True),
        K,
    ),
    ("decision-publish-late", lambda o: announced_states.late(o.office), K),
    ("decision-publish-faulty", lambda o: f"{announced_states.every_kind(o.office)}publish", K),
    ("desk-changed-today", lambda o: announced_states.changed_today(o.office) and "/ban-lam-viec/xu-ly", H),
    ("preview-poster", lambda o: f"/thu-tuc/{COPY}/preview?as=poster", K),
    ("preview-loudspeaker", lambda o: f"/thu-tuc/{COPY}/preview?as=loudspeaker", K),
    ("board-sifted", lambda o: o.drafted and "/quan-tri/danh-muc?state=draft&q=chung+thuc", K),
    ("board-empty", lambda o: "/quan-tri/danh-muc?q=khong+co+gi", K),
    ("board-gaps", lambda o: "/quan-tri/danh-muc?gap=our_fee&sort=title", K),
    ("chosen-none", lambda o: "/quan-tri/danh-muc/chosen?fit=q%3Dkhongcogi", K),
    ("export-in-writing", import_states.in_writing, K),
    ("imports", lambda o: import_states.shown(o) and "/quan-tri/nhap-danh-muc", K),
    ("import-faulty", import_states.faulty, K),
    ("import-over-a-draft", import_states.in_the_way, K),
    ("import-taken-in", import_states.taken_in, K),
    ("import-being-read", lambda o: import_states.brought(o, read=False), K),
    ("import-new", lambda o: f"{import_states.shown(o)}compare?code={import_states.FRESH}", K),
    ("process-in-force", lambda o: process_states.in_force(o.office, process_states.FIVE_DAYS), K),
    ("process-faulty", lambda o: process_states.drafted(o.office, MARRIAGE, process_states.dead_end()), K),
    ("dossier-with-steps", lambda o: process_states.followed(o), H),
    ("dossier-steps", lambda o: f"{process_states.followed(o)}internal_process", H),
    ("desk-with-steps", lambda o: process_states.followed(o, workflow.RECEIVED) and "/ban-lam-viec/xu-ly?unit=2", H),
    ("trash-orphan", lambda o: f"/noi-dung/restore?entry={arranging_states.in_trash(o.office, orphan=True)}", Y),
    ("process-of-the-office", lambda o: f"/thu-tuc/{FREE_TEXT}/process", K),
    ("process-shipped", lambda o: f"/thu-tuc/{process_states.OTHER}/process", K),
    ("process-write-shipped", lambda o: f"/thu-tuc/{process_states.OTHER}/process_edit?shipped=5", K),
    ("dossier-with-a-step-ahead", lambda o: o.dossier(workflow.PROCESSING, of=process_states.DIVISION), H),
)
"""Pages of the table in another state of what they show: worth a look of their own in the browser."""

EXCEPTIONS = {
    "HTTPNotFound": "an address that leads nowhere",
    "HTTPForbidden": "an official at another's place",
    "HTTPBadRequest": "a form without a usable key",
    "BadCSRFToken": "a form whose token went stale",
    "BadCSRFOrigin": "the same page as BadCSRFToken; Pyramid looks at the origin over https only",
    "Refusal": "an act that no form asked for",
    "Exception": "something of ours that broke",
    "HTTPException": "any other status: the same view and template as HTTPNotFound",
    "HTTPRequestEntityTooLarge": "the same view and template as HTTPNotFound; the server refuses such a body itself",
    "IExceptionResponse": "Pyramid's own, behind the view of HTTPException",
    "WSGIHTTPException": "Pyramid's own, behind the view of HTTPException",
}
"""Views of exceptions, by exception: what brings a reader there."""
