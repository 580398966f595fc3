"""What happened to a dossier beside its history: lists for the side of its page."""

from dataclasses import dataclass, field

from pyramid.request import Request

from hcc.core.moments import day_line, short_moment
from hcc.core.text import TranslationString, message

from ..act_forms import MEANS_NAMES, METHOD_NAMES
from ..course import PaymentMethod
from ..operations.announce_result import Means
from ..people import Person
from ..resources import AttachmentFolder, Dossier
from ..result_words import open_blanks, results_of

Said = TranslationString | str


@dataclass(frozen=True)
class Told:
    """One thing: a line, what is said about it, and whether something is wrong with it."""

    line: Said
    more: tuple[Said, ...] = ()
    warn: TranslationString | None = None
    links: tuple[tuple[str, Said], ...] = ()
    """Papers to print: below the dossier, with what is said of them."""


@dataclass(frozen=True)
class Section:
    """A list under a heading."""

    title: TranslationString
    icon: str
    rows: list[Told] = field(default_factory=list)


def course_of(dossier: Dossier, request: Request) -> list[Section]:
    """Every list that has something in it."""
    sections = (
        Section(message("Asked for"), "warn", list(_supplements(dossier, request))),
        Section(message("Opinions"), "people", list(_consultations(dossier, request))),
        Section(message("Appraisal"), "tick", list(_appraisals(dossier, request))),
        Section(message("Payments"), "ok", list(_payments(dossier, request))),
        Section(message("Control slip"), "papers", list(_control_slip(dossier, request))),
        Section(message("Slips"), "file", list(_slips(dossier, request))),
        Section(message("Result documents"), "print", list(_result_documents(dossier, request))),
        Section(message("Announced"), "bell", list(_announcements(dossier, request))),
        Section(message("Calls"), "phone", list(_calls(dossier, request))),
    )
    return [section for section in sections if section.rows]


def others_of(dossier: Dossier) -> list[tuple[TranslationString, Person]]:
    """Everyone but the owner, by what they are."""
    parties = dossier.parties
    found = ((message("Hands it in"), parties.submitter), (message("Authorised"), parties.proxy))
    return [(role, person) for role, person in found if person is not None]


def _name(login: str, request: Request) -> str:
    official = request.site.accounts.get(login)
    return official.name if official is not None else login


def _at(moment, request: Request) -> str:
    return short_moment(moment, request.locale_name)


def _supplements(dossier: Dossier, request: Request):
    for asked in dossier.supplements:
        names = [component.name for component in dossier.record.components]
        lines = [d.text if d.component is None else f"{names[d.component]}: {d.text}" for d in asked.defects]
        answered: list[Said] = (
            [message("Brought ${moment}", mapping={"moment": _at(asked.answered_at, request)})]
            if (asked.answered_at)
            else []
        )
        until: list[Said] = (
            [message("To be brought until ${day}", mapping={"day": day_line(asked.until, request.locale_name)})]
            if asked.until and not asked.answered_at
            else []
        )
        second = message("A second time: counts as overdue") if asked.reason else None
        yield Told(f"{asked.slip} · {_at(asked.asked_at, request)}", (*lines, asked.reason, *until, *answered), second)


def _consultations(dossier: Dossier, request: Request):
    for asked in dossier.consultations:
        late = asked.open and asked.due < request.now.date()
        until = message("Wanted until ${day}", mapping={"day": day_line(asked.due, request.locale_name)})
        yield Told(
            asked.of,
            (asked.question, asked.opinion or until),
            message("Late") if late else None,
        )


def _appraisals(dossier: Dossier, request: Request):
    for made in dossier.appraisals:
        met = message("The conditions are met") if made.eligible else message("The conditions are not met")
        yield Told(f"{_name(made.by, request)} · {_at(made.at, request)}", (met, made.opinion, made.findings))


def dong(amount: int) -> str:
    """An amount as it is read: 16.000 đồng."""
    return f"{amount:,} đồng".replace(",", ".")


def _payments(dossier: Dossier, request: Request):
    if (asked := dossier.payment_request) is not None:
        yield Told(dong(asked.amount), (asked.purpose,), message("To be paid"))
    for paid in dossier.payments:
        method = METHOD_NAMES[PaymentMethod(paid.method)]
        receipt = message("Receipt ${number}", mapping={"number": paid.receipt_number})
        yield Told(f"{dong(paid.amount)} · {_at(paid.at, request)}", (method, receipt))


def _control_slip(dossier: Dossier, request: Request):
    for row in dossier.control_slip:
        place = ", ".join(part for part in (row.cabinet, row.compartment) if part)
        hands = message("${giver} to ${taker}", mapping={"giver": _name(row.giver, request), "taker": row.taker})
        late = message("Late, by the rule of 15:00") if row.late else None
        yield Told(hands, (_at(row.at, request), place, row.note), late)


def _slips(dossier: Dossier, request: Request):
    for n, slip in enumerate(dossier.slips, 1):
        links = ((f"slip?n={n}", message("Print")), (f"slip?n={n}&copies=2", message("Two copies on A4")))
        yield Told(f"{slip.line} · {_at(slip.at, request)}", (SLIP_NAMES[slip.kind], slip.reason), links=links)


def _result_documents(dossier: Dossier, request: Request):
    for n, result in enumerate(results_of(dossier), 1):
        draft = () if dossier.decision is not None else (message("A draft, until it is approved"),)
        line = f"{result.title} {result.line}".rstrip()
        if result.file is not None:
            yield Told(line, draft, links=((f"{AttachmentFolder.SLUG}/{result.file}", message("The attached file")),))
            continue
        blanks = open_blanks(dossier, result, request.office) if dossier.resolved_at is None else []
        still = message("Left open: ${blanks}", mapping={"blanks": ", ".join(blanks)}) if blanks else None
        yield Told(line, draft, still, links=((f"result?n={n}", message("Print")),))


def _announcements(dossier: Dossier, request: Request):
    for told in dossier.announcements:
        yield Told(f"{_at(told.at, request)} · {_name(told.by, request)}", (MEANS_NAMES[Means(told.means)], told.note))


def _calls(dossier: Dossier, request: Request):
    for call in dossier.calls:
        head = f"{_at(call.at, request)} · {_name(call.by, request)}"
        unreached = None if call.reached else message("Nobody answered")
        yield Told(head, (message("Called ${name}", mapping={"name": call.to}), call.note), unreached)


SLIP_NAMES = {
    "supplement_request": message("Supplement request"),
    "refusal": message("Refusal"),
    "apology": message("Apology"),
    "stop": message("Notice of stop"),
}
