"""The officials and their roles, and what the public list tells of each."""

import colander
from deform.widget import CheckboxWidget, RadioChoiceWidget, TextAreaWidget, TextInputWidget
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.accounts.operations.officials import edit_contact
from hcc.accounts.resources import DUTY_LIMIT, NAME_LIMIT, PHONE_LIMIT, Contact, Official, Standing
from hcc.core.permissions import Permission
from hcc.core.roles import ROLE_NAMES
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form, FormSchema

from ..places import Admin

OFFICIALS = "/quan-tri/can-bo"

STANDING_NAMES = {
    Standing.HEAD: message("Head of the centre"),
    Standing.DEPUTY: message("Deputy head"),
    Standing.OFFICIAL: message("Official"),
}


class ContactSchema(FormSchema):
    listed = colander.SchemaNode(
        colander.Boolean(),
        title=message("Stands in the public list of officials"),
        widget=CheckboxWidget(),
        missing=False,
    )
    standing = colander.SchemaNode(
        colander.String(),
        title=message("Place in the list"),
        widget=RadioChoiceWidget(values=[(one.value, name) for one, name in STANDING_NAMES.items()]),
        validator=colander.OneOf([one.value for one in Standing]),
    )
    title = colander.SchemaNode(
        colander.String(),
        title=message("Title, as citizens read it"),
        description=message("Left empty, the list shows the position"),
        validator=colander.Length(max=NAME_LIMIT),
        missing="",
    )
    phone = colander.SchemaNode(
        colander.String(),
        title=message("Phone"),
        # Not PhoneWidget: citizens read the number as it is grouped here.
        widget=TextInputWidget(inputmode="tel", autocomplete="off", short=True),
        validator=colander.Length(max=PHONE_LIMIT),
        missing="",
    )
    duty = colander.SchemaNode(
        colander.String(),
        title=message("Field of work"),
        description=message("In a few words, such as civil status and certification"),
        widget=TextAreaWidget(rows=2),
        validator=colander.Length(max=DUTY_LIMIT),
        missing="",
    )


def show_officials(context: Admin, request: Request) -> dict:
    return {
        "title": message("Officials"),
        "section": "can-bo",
        "admin": True,
        "officials": [
            (official, [ROLE_NAMES[role] for role in sorted(official.roles)])
            for official in sorted(request.site.accounts.officials(), key=lambda o: o.login)
        ],
    }


def _official(request: Request) -> Official:
    official = request.site.accounts.get(request.GET.get("login", ""))
    if official is None:
        raise HTTPNotFound()
    return official


def _form(request: Request, contact: Contact) -> Form:
    button = Button("save", message("Save"), icon="tick", key="Ctrl+Enter")
    values = {
        "listed": contact.listed,
        "standing": contact.standing.value,
        "title": contact.title,
        "phone": contact.phone,
        "duty": contact.duty,
    }
    return Form(
        ContactSchema().bind(request=request), request, buttons=[button], buttons_outside=True, appstruct=values
    )


def _page(official: Official) -> dict:
    return {
        "title": message("${name} in the public list", mapping={"name": official.name}),
        "section": "can-bo",
        "admin": True,
        "back": (OFFICIALS, message("Officials")),
        "official": official,
    }


def show_contact(context: Admin, request: Request) -> dict:
    """What citizens read of one official, named by ?login=."""
    official = _official(request)
    return show_form(_form(request, official.contact), _page(official))


def do_edit_contact(context: Admin, request: Request):
    official = _official(request)

    def do(typed: dict) -> str:
        contact = Contact(**{**typed, "standing": Standing(typed["standing"])})
        edit_contact(official, contact=contact, act=request.act)
        request.flash(message("Saved. The public list shows it from now on."))
        return OFFICIALS

    return act_on_form(request, _form(request, official.contact), _page(official), do)


def includeme(config: Configurator) -> None:
    config.add_view(
        show_officials,
        context=Admin,
        name="can-bo",
        permission=Permission.ACCOUNT_VIEW,
        request_method="GET",
        renderer="hcc:templates/admin/officials.pt",
    )
    contact = {
        "context": Admin,
        "name": "contact",
        "permission": Permission.ACCOUNT_EDIT,
        "renderer": "hcc:templates/admin/contact.pt",
    }
    config.add_view(show_contact, request_method="GET", **contact)
    config.add_view(do_edit_contact, request_method="POST", once=True, **contact)
