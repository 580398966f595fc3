"""Acts with a small form of their own: one line of this table an act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import colander
from pyramid.request import Request

from hcc.accounts.resources import Official
from hcc.core.calendar import LOCAL
from hcc.core.deadlines import Limit, Unit, due_moment, policy_of
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import TranslationString, fold, message
from hcc.procedures.process_words import hours_words, who_words
from hcc.web.forms import Button

from .. import act_forms as forms
from ..operations.accept_withdrawal import accept_withdrawal
from ..operations.announce_result import announce_result
from ..operations.answer_consultation import answer_consultation
from ..operations.appraise import appraise
from ..operations.assign import assign, may_handle
from ..operations.confirm_payment import confirm_payment
from ..operations.consult import consult
from ..operations.correct import correct
from ..operations.decline_withdrawal import decline_withdrawal
from ..operations.extend import extend
from ..operations.hand_over import hand_over
from ..operations.note_call import note_call
from ..operations.pass_on import may_do, pass_on
from ..operations.reassign import reassign
from ..operations.record_external_work import record_external_work
from ..operations.refuse import refuse
from ..operations.register_and_seal import register_and_seal
from ..operations.request_supplement import request_supplement
from ..operations.request_withdrawal import request_withdrawal
from ..operations.require_payment import require_payment
from ..operations.return_result import fee_due, return_result
from ..operations.send_back import send_back
from ..operations.set_dossier_code import set_dossier_code
from ..operations.stop import stop
from ..operations.submit_for_approval import submit_for_approval
from ..prepare_form import correct_schema, prepare_values, typed_parties
from ..process_way import further_steps, process_of
from ..resources import Dossier
from ..result_documents import document_of
from ..result_words import documents_in_use
from ..schemas import ReasonSchema, SeenSchema
from ..slips import SlipKind
from ..workflow import PROCESSING
from ..worklist import Span
from . import proposing
from .course import dong
from .symbols import symbol_of

Values = dict[str, Any]
SUPPLEMENT_LIMIT = Limit(Unit.WORKING_DAYS, 3)
"""Within which the person is told what is missing (NĐ 61/2018 art. 19(4)); a sector's law may say otherwise."""


def _nothing(dossier: Dossier, request: Request) -> Values:
    return {}


def _no_note(dossier: Dossier, request: Request) -> TranslationString | None:
    return None


def _no_offers(dossier: Dossier, request: Request) -> list[proposing.Offer]:
    return []


def _as_typed(typed: Values, dossier: Dossier, request: Request) -> Values:
    return typed


@dataclass(frozen=True)
class Asking:
    """An act with a form. `given` makes its keyword arguments of what was typed; `seen` and `act` are added."""

    operation: Callable[..., Any]
    permission: Permission
    title: TranslationString
    button: Button
    schema: Callable[[Dossier, Request], SeenSchema]
    done: TranslationString
    values: Callable[[Dossier, Request], Values] = field(default=_nothing)
    """What stands in the form when it is opened."""
    given: Callable[[Values, Dossier, Request], Values] = field(default=_as_typed)
    slips: bool = False
    """Takes a number of a slip."""
    note: Callable[[Dossier, Request], TranslationString | None] = field(default=_no_note)
    """What to think of before sending."""
    offers: Callable[[Dossier, Request], list[proposing.Offer]] = field(default=_no_offers)
    """Other papers the form could be about."""


def _plain(schema: Callable[[], SeenSchema]) -> Callable[[Dossier, Request], SeenSchema]:
    return lambda dossier, request: schema()


def _of_dossier(schema: Callable[[Dossier], SeenSchema]) -> Callable[[Dossier, Request], SeenSchema]:
    return lambda dossier, request: schema(dossier)


# Whom one may choose


def _handlers(dossier: Dossier, request: Request) -> list[Official]:
    found = [one for one in request.site.accounts.officials() if may_handle(dossier, one)]
    return _by_name(found)


def _colleagues(request: Request) -> list[Official]:
    """Everybody else, whom one may ask or hand something to."""
    found = [one for one in request.site.accounts.officials() if not one.disabled and one is not request.official]
    return _by_name(found)


def _by_name(officials: Iterable[Official]) -> list[Official]:
    """As people look a name up: Đ beside D, not after V."""
    return sorted(officials, key=lambda one: (fold(one.name), one.name))


def _takers(dossier: Dossier, request: Request) -> list[Official]:
    """Who can do a step that comes next; whoever has the fewest dossiers in hand first."""
    steps, folder = further_steps(dossier), request.site.dossiers
    found = [one for one in request.site.accounts.officials() if any(may_do(dossier, step, one) for step in steps)]
    in_hand = {one.login: folder.count_in(Span(PROCESSING, one.login)) for one in found}
    return sorted(_by_name(found), key=lambda one: in_hand[one.login])


def _passing_schema(dossier: Dossier, request: Request) -> SeenSchema:
    say, units = request.localizer.translate, request.site.accounts
    steps = {str(one.key): f"{one.name} ({who_words(one, units, say)})" for one in further_steps(dossier)}
    return forms.passing_schema(_takers(dossier, request), steps)


def _passing_values(dossier: Dossier, request: Request) -> Values:
    takers = _takers(dossier, request)
    return {"official": takers[0].login} if takers else {}


def _passing_given(typed: Values, dossier: Dossier, request: Request) -> Values:
    return {"official": _chosen(typed, request), "step": int(typed["step"]) if typed.get("step") else None}


def _passing_note(dossier: Dossier, request: Request) -> TranslationString | None:
    process, steps = process_of(dossier), further_steps(dossier)
    if process is None or len(steps) != 1:
        return None
    step, accounts, say = steps[0], request.site.accounts, request.localizer.translate
    who, hours = who_words(step, accounts, say), say(hours_words(step.hours))
    facts = {"place": process.place(step.key), "name": step.name, "who": who, "hours": hours}
    return message(
        "Step ${place}: ${name}. Done by ${who}, ${hours}. Its hours begin when you pass it on.", mapping=facts
    )


def _chosen(typed: Values, request: Request) -> Official | None:
    return request.site.accounts.get(typed.pop("official")) if typed.get("official") else None


# From what was typed to what the act takes


def _official_given(typed: Values, dossier: Dossier, request: Request) -> Values:
    official = _chosen(typed, request)
    return {**typed, "official": official}


def _taker_given(typed: Values, dossier: Dossier, request: Request) -> Values:
    official = _chosen(typed, request)
    typed.pop("official", None)
    if official is not None:
        typed = {**typed, "to": official.name, "login": official.login}
    return {**typed, "calendar": request.site.calendar}


def _reason(typed: Values, symbol: str) -> Values:
    reason = forms.reason_given(typed)
    return {**{name: value for name, value in typed.items() if name != "ready"}, "reason": reason, "symbol": symbol}


def _counted(request: Request) -> Values:
    return {"calendar": request.site.calendar, "policy": policy_of(request.office)}


def _supplement_given(typed: Values, dossier: Dossier, request: Request) -> Values:
    return {
        "defects": forms.defects_given(dossier, typed),
        "until": typed["until"],
        "second_reason": typed.get("second_reason", ""),
        "director": Role.DIRECTOR in request.roles,
        "symbol": symbol_of(request, SlipKind.SUPPLEMENT_REQUEST),
        **_counted(request),
    }


def _register_values(dossier: Dossier, request: Request) -> Values:
    values = {**forms.register_values(dossier), "day": _today(request)}
    if not values.get("symbol") and values.get("title"):
        values["symbol"] = symbol_of(request, document_of(documents_in_use(dossier), values["title"]).layout)
    return values


def _register_given(typed: Values, dossier: Dossier, request: Request) -> Values:
    return {**typed, "file": int(typed["file"]) if typed.get("file") else None}


def _answer_given(typed: Values, dossier: Dossier, request: Request) -> Values:
    return {"number": int(typed["number"] or 0), "opinion": typed["opinion"]}


def _appraisal_given(typed: Values, dossier: Dossier, request: Request) -> Values:
    return {**typed, "eligible": typed["eligible"] == "yes"}


def _correction_given(typed: Values, dossier: Dossier, request: Request) -> Values:
    return {"parties": typed_parties(dossier, typed), "reason": typed["reason"]}


def _correction_values(dossier: Dossier, request: Request) -> Values:
    return prepare_values(dossier, correct_schema(dossier))


def _answer_schema(dossier: Dossier, request: Request) -> SeenSchema:
    own = request.stands_for(dossier.handler)
    asked = [one for one in dossier.consultations if one.open and (own or request.stands_for(one.login or None))]
    return forms.answer_schema(asked)


def _answer_values(dossier: Dossier, request: Request) -> Values:
    numbers = [one.number for one in dossier.consultations if one.open]
    return {"number": str(numbers[0])} if len(numbers) == 1 else {}


def _supplement_note(dossier: Dossier, request: Request) -> TranslationString:
    if dossier.supplements:
        return message("Papers were asked for once already. A second time the dossier counts as overdue.")
    if dossier.received_at is not None:
        asked_by = due_moment(SUPPLEMENT_LIMIT, dossier.received_at, request.site.calendar).moment
        if asked_by < request.now:
            mapping = {"moment": moment_line(asked_by, request.locale_name)}
            text = message("The law wants this list within three working days of reception: by ${moment}.")
            return TranslationString(text, domain=text.domain, mapping=mapping)
    return message("The law allows to ask once: put everything into this one list.")


def _extension_note(dossier: Dossier, request: Request) -> TranslationString | None:
    if dossier.due is None:
        return None
    mapping = {"moment": moment_line(dossier.due.moment, request.locale_name)}
    return message("It is due ${moment}. A later day can be promised once.", mapping=mapping)


def _before_handing_over(dossier: Dossier, request: Request) -> TranslationString | None:
    """Unsigned copies must not leave the office; what was paid must not be taken twice."""
    waiting = request.site.books.waiting.values() if dossier.certifying_form else ()
    if unsigned := sum(entry.dossier_token == dossier.token for entry in waiting):
        return message(
            "Certified papers of this dossier not yet marked as signed and sealed: ${count}. Look before they go out.",
            mapping={"count": unsigned},
        )
    return _paid_before(dossier)


def _paid_before(dossier: Dossier) -> TranslationString | None:
    if not dossier.payments:
        return None
    receipts = ", ".join(paid.receipt_number for paid in dossier.payments)
    mapping = {"amount": dong(sum(paid.amount for paid in dossier.payments)), "receipts": receipts}
    return message("${amount} was paid before, receipt ${receipts}. Do not take it a second time.", mapping=mapping)


def _no_number(dossier: Dossier, request: Request) -> TranslationString | None:
    if dossier.person.reached_by:
        return None
    return message("No phone number is written down: send word through the head of the hamlet.")


def _today(request: Request) -> Any:
    return request.now.astimezone(LOCAL).date()


P = Permission
ASKING: dict[str, Asking] = {
    "refuse": Asking(
        refuse,
        P.DOSSIER_REFUSE,
        message("Refuse the dossier"),
        Button("refuse", message("Refuse, in writing"), icon="bad", style="destroy"),
        _of_dossier(forms.refuse_schema),
        message("Refused. The reason is on record."),
        given=lambda typed, dossier, request: _reason(typed, symbol_of(request, SlipKind.REFUSAL)),
        slips=True,
    ),
    "assign": Asking(
        assign,
        P.DOSSIER_ASSIGN,
        message("Give it to an official"),
        Button("assign", message("Give it to her"), icon="person", key="Ctrl+Enter"),
        lambda dossier, request: forms.official_schema(_handlers(dossier, request), why=False),
        message("Given to the official who handles it."),
        given=_official_given,
    ),
    "reassign": Asking(
        reassign,
        P.DOSSIER_REASSIGN,
        message("Give it to another official"),
        Button("reassign", message("Give it to her"), icon="person"),
        lambda dossier, request: forms.official_schema(_handlers(dossier, request), why=True),
        message("Another official handles it now."),
        given=_official_given,
    ),
    "pass_on": Asking(
        pass_on,
        P.DOSSIER_SUBMIT_FOR_APPROVAL,
        message("Pass on to the next step"),
        Button("pass_on", message("Pass it on"), icon="next", key="Ctrl+Enter"),
        _passing_schema,
        message("Passed on. The next step has begun."),
        values=_passing_values,
        given=_passing_given,
        note=_passing_note,
    ),
    "request_supplement": Asking(
        request_supplement,
        P.DOSSIER_REQUEST_SUPPLEMENT,
        message("Ask for what is missing"),
        Button("ask", message("Ask for it, once"), icon="warn"),
        lambda dossier, request: forms.supplement_schema(dossier, second=bool(dossier.supplements)),
        message("Asked for. The slip has its number; the clock stands still until everything is there."),
        values=lambda dossier, request: forms.supplement_values(dossier),
        given=_supplement_given,
        slips=True,
        note=_supplement_note,
    ),
    "hand_over": Asking(
        hand_over,
        P.DOSSIER_HAND_OVER,
        message("Hand the paper over"),
        Button("hand_over", message("Write it on the control slip"), icon="papers"),
        lambda dossier, request: forms.hand_over_schema(_colleagues(request)),
        message("Written on the control slip."),
        given=_taker_given,
    ),
    "require_payment": Asking(
        require_payment,
        P.DOSSIER_REQUIRE_PAYMENT,
        message("Ask for a payment"),
        Button("require", message("Ask for the payment"), icon="warn"),
        _plain(forms.require_payment_schema),
        message("The dossier waits for the payment."),
    ),
    "confirm_payment": Asking(
        confirm_payment,
        P.DOSSIER_CONFIRM_PAYMENT,
        message("Confirm the payment"),
        Button("confirm", message("It was paid"), icon="ok", key="Ctrl+Enter"),
        _plain(forms.confirm_payment_schema),
        message("Paid. The work goes on."),
        values=lambda dossier, request: (
            {"amount": dossier.payment_request.amount} if dossier.payment_request is not None else {}
        ),
    ),
    "consult": Asking(
        consult,
        P.DOSSIER_CONSULT,
        message("Ask for an opinion"),
        Button("consult", message("Ask"), icon="people"),
        lambda dossier, request: forms.consult_schema(_colleagues(request)),
        message("Asked. The dossier waits for the opinion."),
        given=_official_given,
    ),
    "answer_consultation": Asking(
        answer_consultation,
        P.DOSSIER_ANSWER_CONSULTATION,
        message("Write the opinion down"),
        Button("answer", message("Give the opinion"), icon="ok", key="Ctrl+Enter"),
        _answer_schema,
        message("The opinion is on record."),
        values=_answer_values,
        given=_answer_given,
    ),
    "appraise": Asking(
        appraise,
        P.DOSSIER_APPRAISE,
        message("Write the appraisal down"),
        Button("appraise", message("Save the appraisal"), icon="ok"),
        _plain(forms.appraise_schema),
        message("The appraisal is on record."),
        given=_appraisal_given,
    ),
    "record_external_work": Asking(
        record_external_work,
        P.DOSSIER_RECORD_EXTERNAL_WORK,
        message("Work done in another system"),
        Button("record", message("Save the number"), icon="ok"),
        _plain(forms.external_work_schema),
        message("The number is on record."),
    ),
    "submit_for_approval": Asking(
        submit_for_approval,
        P.DOSSIER_SUBMIT_FOR_APPROVAL,
        message("Put up for approval"),
        Button("propose", message("Put up"), icon="pen", key="Ctrl+Enter"),
        lambda dossier, request: forms.proposal_schema(dossier, proposing.title_asked(dossier, request)),
        message("Put up for approval."),
        values=proposing.proposal_values,
        given=proposing.proposal_given,
        offers=proposing.other_titles,
    ),
    "send_back": Asking(
        send_back,
        P.DOSSIER_SEND_BACK,
        message("Send back to the handler"),
        Button("send", message("Send back"), icon="return"),
        _plain(ReasonSchema),
        message("Sent back with your reason."),
    ),
    "register_and_seal": Asking(
        register_and_seal,
        P.DOSSIER_REGISTER_AND_SEAL,
        message("Enter in the register and seal"),
        Button("register", message("Registered and sealed"), icon="stamp", key="Ctrl+Enter"),
        _of_dossier(forms.register_schema),
        message("Registered and sealed."),
        values=_register_values,
        given=_register_given,
    ),
    "extend": Asking(
        extend,
        P.DOSSIER_EXTEND,
        message("Promise a later day"),
        Button("extend", message("Apologise and promise"), icon="calendar"),
        _of_dossier(forms.extend_schema),
        message("A later day is promised. Tell the person, with the apology."),
        given=lambda typed, dossier, request: {
            **_reason(typed, symbol_of(request, SlipKind.APOLOGY)),
            **_counted(request),
        },
        slips=True,
        note=_extension_note,
    ),
    "stop": Asking(
        stop,
        P.DOSSIER_STOP,
        message("Stop the dossier"),
        Button("stop", message("Stop it, in writing"), icon="bad", style="destroy"),
        _of_dossier(forms.stop_schema),
        message("Stopped. The notice has its number."),
        given=lambda typed, dossier, request: _reason(typed, symbol_of(request, SlipKind.STOP)),
        slips=True,
    ),
    "request_withdrawal": Asking(
        request_withdrawal,
        P.DOSSIER_REQUEST_WITHDRAWAL,
        message("The person wants it back"),
        Button("withdraw", message("Write the wish down"), icon="return"),
        _plain(ReasonSchema),
        message("Written down. The work rests until it is decided."),
    ),
    "accept_withdrawal": Asking(
        accept_withdrawal,
        P.DOSSIER_ACCEPT_WITHDRAWAL,
        message("Give the dossier back"),
        Button("accept", message("Give it back and stop"), icon="return", style="destroy"),
        _plain(forms.withdrawal_schema),
        message("Given back. The notice has its number."),
        given=lambda typed, dossier, request: {**typed, "symbol": symbol_of(request, SlipKind.STOP)},
        slips=True,
    ),
    "decline_withdrawal": Asking(
        decline_withdrawal,
        P.DOSSIER_DECLINE_WITHDRAWAL,
        message("Go on with the dossier"),
        Button("decline", message("Go on with it"), icon="ok"),
        _plain(ReasonSchema),
        message("The dossier goes on."),
    ),
    "announce_result": Asking(
        announce_result,
        P.DOSSIER_ANNOUNCE_RESULT,
        message("Tell the person"),
        Button("announce", message("Write it down"), icon="ok"),
        _plain(forms.announce_schema),
        message("Written down."),
    ),
    "note_call": Asking(
        note_call,
        P.DOSSIER_NOTE_CALL,
        message("Note a call"),
        Button("call", message("Write the call down"), icon="phone"),
        _plain(forms.call_schema),
        message("The call is on record."),
        values=lambda dossier, request: forms.call_values(dossier),
        given=lambda typed, dossier, request: {**typed, "reached": typed["reached"] == forms.REACHED},
        note=_no_number,
    ),
    "return_result": Asking(
        return_result,
        P.DOSSIER_RETURN_RESULT,
        message("Hand over the result"),
        Button("hand", message("Confirm: handed over"), icon="return", key="Ctrl+Enter"),
        _plain(forms.return_schema),
        message("Handed over. The dossier is done."),
        values=lambda dossier, request: {"to": dossier.person.name, "fee": fee_due(dossier) or colander.null},
        note=_before_handing_over,
    ),
    "correct": Asking(
        correct,
        P.DOSSIER_CORRECT,
        message("Correct the people"),
        Button("correct", message("Save the correction"), icon="ok"),
        _of_dossier(correct_schema),
        message("Corrected. What stood there before is on record."),
        values=_correction_values,
        given=_correction_given,
    ),
    "set_dossier_code": Asking(
        set_dossier_code,
        P.DOSSIER_SET_DOSSIER_CODE,
        message("Enter the dossier code"),
        Button("save", message("Save the code"), icon="ok", key="Ctrl+Enter"),
        _plain(forms.code_schema),
        message("The code is saved. It can be used for tracking."),
        values=lambda dossier, request: {"code": dossier.dossier_code} if dossier.dossier_code else {},
    ),
}
