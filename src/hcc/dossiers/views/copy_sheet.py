"""The copy sheet: what the form of the portal asks for, a field a row, each copied with one key.

For offices whose dossier codes another system gives: the official enters the dossier there without typing it twice,
and brings the code back with the field below (NĐ 309/2026 art. 8).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.forms import Button

from ..act_forms import code_schema
from ..people import OUTSIDE, Gender, IdKind, Person
from ..prepare_form import CHANNEL_NAMES, GENDER_NAMES, ID_KIND_NAMES
from ..resources import Channel, Dossier
from .act_page import act_form

PAGE = "hcc:templates/dossiers/copy_sheet.pt"


@dataclass(frozen=True)
class Copied:
    """One field of the portal's form; empty where the dossier does not know it."""

    label: TranslationString
    value: str


@dataclass(frozen=True)
class Group:
    """Fields that stand together."""

    title: TranslationString
    rows: list[Copied]


def copied_groups(dossier: Dossier, request: Request) -> list[Group]:
    """Everything, in the order of the portal's form."""
    parties = dossier.parties
    groups = [
        Group(message("Procedure"), list(_procedure(dossier, request))),
        Group(message("The person"), list(_owner(parties.owner, request))),
    ]
    for title, other in (
        (message("Somebody else hands it in"), parties.submitter),
        (message("Authorised by the owner"), parties.proxy),
    ):
        if other is not None:
            groups.append(Group(title, list(_other(other))))
    if parties.proxy is not None and parties.authorisation:
        groups[-1].rows.append(Copied(message("Paper of authorisation"), parties.authorisation))
    papers = [Copied(message("Paper"), component.name) for _, component in dossier.components() if component.required]
    groups.append(Group(message("Papers of the dossier"), papers))
    return [group for group in groups if group.rows]


def _procedure(dossier: Dossier, request: Request) -> Iterator[Copied]:
    office, say = request.office, request.localizer.translate
    yield Copied(message("Code of the procedure"), dossier.record.code)
    yield Copied(message("Name of the procedure"), dossier.record.name)
    if dossier.case:
        yield Copied(message("Case"), dossier.case)
    yield Copied(message("Agency code"), office.agency_code)
    yield Copied(message("Receiving office"), f"{office.office_name} {office.commune}")
    yield Copied(message("How it is handed in"), say(CHANNEL_NAMES[Channel(dossier.channel)]))
    yield Copied(message("Reception number at the centre"), dossier.reception_number)
    if dossier.received_at is not None:
        yield Copied(message("Received at"), f"{dossier.received_at.astimezone(LOCAL):%d/%m/%Y %H:%M}")
    if dossier.due is not None and dossier.due.moment is not None:
        yield Copied(message("Due at"), f"{dossier.due.moment.astimezone(LOCAL):%d/%m/%Y %H:%M}")


def _owner(person: Person, request: Request) -> Iterator[Copied]:
    say = request.localizer.translate
    yield Copied(message("Full name"), person.name)
    yield Copied(message("Citizen number"), person.citizen_number)
    yield Copied(message("Date of birth"), person.birth)
    yield Copied(message("Gender"), say(GENDER_NAMES[Gender(person.gender)]) if person.gender else "")
    yield Copied(message("Phone"), person.reached_by)
    yield Copied(message("Where the person lives now"), person.address)
    hamlet = "" if person.hamlet == OUTSIDE else person.hamlet
    day = person.id_issued
    for label, value in (
        (message("Hamlet"), hamlet),
        (message("E-mail"), person.email),
        (message("Identity paper"), say(ID_KIND_NAMES[IdKind(person.id_kind)]) if person.id_kind else ""),
        (message("Issued on"), f"{day:%d/%m/%Y}" if day else ""),
        (message("Valid until"), f"{person.id_expires:%d/%m/%Y}" if person.id_expires else ""),
        (message("Old identity card number"), person.old_number),
        (message("Passport number"), person.passport),
        (message("Commune before the mergers"), person.old_commune),
        (message("Tax number"), person.tax_number),
    ):
        if value:
            yield Copied(label, value)


def _other(person: Person) -> Iterator[Copied]:
    yield Copied(message("Full name"), person.name)
    yield Copied(message("Citizen number"), person.citizen_number)
    yield Copied(message("Phone"), person.phone)
    yield Copied(message("Address"), person.address)


def show_copy_sheet(context: Dossier, request: Request):
    """The sheet; where the office gives the codes itself nothing is to be copied, and the dossier is shown."""
    if request.office.own_code:
        return HTTPSeeOther(request.resource_path(context))
    code = {"code": context.dossier_code} if context.dossier_code else {}
    form = act_form(
        code_schema(),
        request,
        Button("save", message("Save the code"), icon="ok", key="Ctrl+Enter"),
        code,
        action=request.resource_path(context, "set_dossier_code"),
        guard=False,
    )
    return {
        "title": message("Copy sheet for the portal"),
        "back": (request.resource_path(context), message("Dossier")),
        "dossier": context,
        "record": context.record,
        "groups": copied_groups(context, request),
        "portal": request.office.portal_url,
        "form": form,
        "rendered": form.render(),
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        show_copy_sheet,
        context=Dossier,
        name="copy_sheet",
        permission=Permission.DOSSIER_SET_DOSSIER_CODE,
        request_method="GET",
        renderer=PAGE,
    )
