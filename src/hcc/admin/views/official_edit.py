"""The forms in which an administrator changes an official: who she is, what the public reads, who stands in for her."""

import hashlib
from datetime import date

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.accounts.operations.officials import change_roles, edit_contact, edit_official
from hcc.accounts.operations.substitutes import SubstituteUnfit, appoint_substitute, end_substitution
from hcc.accounts.resources import Contact, Official, Standing
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..places import OfficialPlace
from .official_forms import (
    ContactSchema,
    EditOfficialSchema,
    SubstituteSchema,
    official_choices,
    role_choices,
    unit_choices,
)
from .officials import page


class OfficialChanged(Refusal):
    stale = True
    text = message(
        "Somebody else changed ${name} after you opened this form. Look at what stands there now; what you typed is"
        " kept. Save again if it should be as you typed it."
    )


def _save() -> Button:
    return Button("save", message("Save"), icon="tick", key="Ctrl+Enter")


def _within(context: OfficialPlace, request: Request, title, **more) -> dict:
    return page(title, back=(request.resource_path(context), context.official.name), **more)


# Who she is


def stamp_of(official: Official) -> str:
    """What the form shows of her, in short: tells whether somebody changed it meanwhile."""
    shown = (official.name, official.job_title, official.unit, sorted(official.roles), official.signing_capacity)
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def _edit_form(request: Request, official: Official) -> Form:
    schema = EditOfficialSchema().bind(request=request, units=unit_choices(request, official), roles=role_choices())
    values = {
        "seen": stamp_of(official),
        "name": official.name,
        "job_title": official.job_title,
        "unit": official.unit,
        "roles": {role.value for role in official.roles},
        "capacity": "\n".join(official.signing_capacity),
    }
    return Form(schema, request, buttons=[_save()], buttons_outside=True, appstruct=values)


def _edit_page(context: OfficialPlace, request: Request) -> dict:
    return _within(
        context,
        request,
        message("Edit ${name}", mapping={"name": context.official.name}),
        note=message("Roles count from her next click on."),
    )


def show_edit(context: OfficialPlace, request: Request) -> dict:
    return show_form(_edit_form(request, context.official), _edit_page(context, request))


def do_edit(context: OfficialPlace, request: Request):
    official = context.official

    def do(typed: dict) -> str:
        if typed["seen"] != stamp_of(official):
            raise OfficialChanged(name=official.name)
        edit_official(
            official,
            name=typed["name"],
            job_title=typed["job_title"],
            unit=typed["unit"],
            capacity=tuple(typed["capacity"].splitlines()),
            act=request.act,
        )
        change_roles(official, roles={Role(role) for role in typed["roles"]}, act=request.act)
        request.flash(message("Saved."))
        return request.resource_path(context)

    return act_on_form(request, _edit_form(request, official), _edit_page(context, request), do)


# What the public reads


def _contact_form(request: Request, contact: Contact) -> Form:
    values = {
        "listed": contact.listed,
        "standing": contact.standing.value,
        "title": contact.title,
        "phone": contact.phone,
        "duty": contact.duty,
        "title_en": contact.title_en,
        "duty_en": contact.duty_en,
    }
    schema = ContactSchema().bind(request=request)
    return Form(schema, request, buttons=[_save()], buttons_outside=True, appstruct=values)


def _contact_page(context: OfficialPlace, request: Request) -> dict:
    title = message("${name} in the public list", mapping={"name": context.official.name})
    return _within(context, request, title, public=True)


def show_contact(context: OfficialPlace, request: Request) -> dict:
    return show_form(_contact_form(request, context.official.contact), _contact_page(context, request))


def do_edit_contact(context: OfficialPlace, request: Request):
    official = context.official

    def do(typed: dict) -> str:
        contact = Contact(**{**typed, "standing": Standing(typed["standing"])})
        edit_contact(official, contact=contact, act=request.act)
        request.flash(message("Saved. The public list shows it from now on."))
        return request.resource_path(context)

    return act_on_form(request, _contact_form(request, official.contact), _contact_page(context, request), do)


# Who stands in for her


def _today(request: Request):
    return request.now.astimezone(LOCAL).date()


def _substitute_form(request: Request, official: Official) -> Form:
    button = Button("save", message("Appoint"), icon="swap", key="Ctrl+Enter")
    schema = SubstituteSchema().bind(
        request=request,
        officials=[("", message("Choose an official")), *official_choices(request, but=official)],
        roles=role_choices(official.roles),
    )
    values = {"first": _today(request), "roles": {role.value for role in official.roles}}
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _substitute_page(context: OfficialPlace, request: Request) -> dict:
    return _within(
        context,
        request,
        message("Who stands in for ${name}", mapping={"name": context.official.name}),
        note=message("It begins and ends by itself. Records say who did it, and in whose place."),
    )


def show_substitute(context: OfficialPlace, request: Request) -> dict:
    return show_form(_substitute_form(request, context.official), _substitute_page(context, request))


def do_appoint_substitute(context: OfficialPlace, request: Request):
    official, accounts = context.official, request.site.accounts

    def do(typed: dict) -> str:
        substitute = accounts.get(typed["substitute"])
        if substitute is None:
            raise SubstituteUnfit()
        one = appoint_substitute(
            official,
            substitute=substitute,
            first=typed["first"],
            last=typed["last"],
            roles={Role(role) for role in typed["roles"]},
            today=_today(request),
            act=request.act,
        )
        facts = {"name": substitute.name, "first": f"{one.first:%d/%m/%Y}", "last": f"{one.last:%d/%m/%Y}"}
        request.flash(message("${name} stands in from ${first} to ${last}.", mapping=facts))
        return request.resource_path(context)

    return act_on_form(request, _substitute_form(request, official), _substitute_page(context, request), do)


def do_end_substitution(context: OfficialPlace, request: Request) -> HTTPSeeOther:
    """End what `substitute`, a sign-in name, and `first`, its first day, name."""
    try:
        first = date.fromisoformat(str(request.POST.get("first", "")))
    except ValueError:
        first = date.min
    try:
        end_substitution(
            request.site.accounts,
            context.official,
            substitute=str(request.POST.get("substitute", "")),
            first=first,
            today=_today(request),
            act=request.act,
        )
    except Refusal as refusal:
        for sentence in request.refused(refusal):
            request.flash(sentence, "warn")
    else:
        request.flash(message("The substitution has ended."))
    return HTTPSeeOther(request.resource_path(context))


def includeme(config: Configurator) -> None:
    edit = {"context": OfficialPlace, "permission": Permission.ACCOUNT_EDIT}
    form = {"renderer": "hcc:templates/admin/official_form.pt", **edit}
    for name, show, do, confirmed in (
        ("edit", show_edit, do_edit, True),
        ("contact", show_contact, do_edit_contact, False),
        ("substitute", show_substitute, do_appoint_substitute, True),
    ):
        config.add_view(show, name=name, request_method="GET", confirmed=confirmed, **form)
        config.add_view(do, name=name, request_method="POST", once=True, confirmed=confirmed, **form)
    config.add_view(
        do_end_substitution, name="end_substitution", request_method="POST", once=True, confirmed="button", **edit
    )
