"""/quan-tri/can-bo: the officials, and the invitation of a new one."""

from dataclasses import dataclass
from datetime import datetime

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.accounts.operations.links import invite
from hcc.accounts.operations.officials import add_official
from hcc.accounts.resources import Official
from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.roles import ROLE_NAMES, Role
from hcc.core.text import TranslationString, fold, message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..places import OFFICIALS, Officials
from .official_forms import AddOfficialSchema, role_choices, unit_choices
from .official_link import show_link_once

PATH = f"/quan-tri/{OFFICIALS}"
BACK = (PATH, message("Officials"))


@dataclass(frozen=True)
class OfficialState:
    """Whether an official gets in, as a tag: kind and words."""

    kind: str
    icon: str
    words: TranslationString


def state_of(official: Official, now: datetime) -> OfficialState:
    if official.disabled:
        return OfficialState("idle", "off", message("Disabled"))
    if official.password_hash is not None:
        return OfficialState("ok", "ok", message("May sign in"))
    if official.link is not None and now <= official.link.until:
        return OfficialState("info", "info", message("Invited"))
    return OfficialState("warn", "warn", message("Link run out"))


def last_sign_in(official: Official) -> datetime | None:
    """When she signed in last, by her chain."""
    return next((record.at for record in official.chain.latest() if record.what == "signed in"), None)


def page(title, **more) -> dict:
    return {"title": title, "section": OFFICIALS, "admin": True, **more}


def _row(request: Request, official: Official) -> dict:
    last = last_sign_in(official)
    return {
        "official": official,
        "unit": request.site.accounts.unit(official.unit).name,
        "roles": [ROLE_NAMES[role] for role in Role if role in official.roles],
        "state": state_of(official, request.act.at),
        "last": f"{last.astimezone(LOCAL):%d/%m/%Y}" if last is not None else "",
        "listed": official.contact.listed,
    }


def show_officials(context: Officials, request: Request) -> dict:
    """Who may sign in stands first; within that by name."""
    officials = sorted(context.accounts.officials(), key=lambda one: (one.disabled, fold(one.name), one.login))
    return page(
        message("Officials"),
        rows=[_row(request, official) for official in officials],
        may_edit=request.has_permission(Permission.ACCOUNT_EDIT),
    )


def _form(request: Request) -> Form:
    button = Button("save", message("Invite"), icon="send", key="Ctrl+Enter")
    schema = AddOfficialSchema().bind(request=request, units=unit_choices(request), roles=role_choices())
    return Form(schema, request, buttons=[button], buttons_outside=True)


def _invitation() -> dict:
    return page(
        message("Invite an official"),
        back=BACK,
        note=message("You get a link that works once. With it your colleague chooses a password that only she knows."),
    )


def show_add(context: Officials, request: Request) -> dict:
    return show_form(_form(request), _invitation())


def do_add(context: Officials, request: Request):
    def do(typed: dict) -> str:
        official = add_official(
            context.accounts,
            login=typed["login"].strip().lower(),
            name=typed["name"],
            job_title=typed["job_title"],
            roles={Role(role) for role in typed["roles"]},
            password_hash=None,
            unit=typed["unit"],
            act=request.act,
        )
        return show_link_once(request, official, invite(official, act=request.act))

    return act_on_form(request, _form(request), _invitation(), do)


def moment_of(request: Request, at: datetime | None) -> str:
    return short_moment(at, request.locale_name) if at is not None else ""


def includeme(config: Configurator) -> None:
    config.add_view(
        show_officials,
        context=Officials,
        permission=Permission.ACCOUNT_VIEW,
        request_method="GET",
        renderer="hcc:templates/admin/officials.pt",
    )
    add = {
        "context": Officials,
        "name": "add_official",
        "permission": Permission.ACCOUNT_EDIT,
        "renderer": "hcc:templates/admin/official_form.pt",
        "confirmed": True,
    }
    config.add_view(show_add, request_method="GET", **add)
    config.add_view(do_add, request_method="POST", once=True, **add)
    config.add_place(
        OFFICIALS,
        message("Officials"),
        icon="people",
        path=PATH,
        permission=Permission.ACCOUNT_VIEW,
        order=85,
        admin=True,
    )
