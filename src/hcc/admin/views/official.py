"""/quan-tri/can-bo/<sign-in name>: one official, what may be changed about her, and what was."""

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.accounts.history import shown_records
from hcc.accounts.operations.factor import reset_factor
from hcc.accounts.operations.officials import disable_official, enable_official
from hcc.accounts.operations.sessions import end_sessions
from hcc.accounts.resources import Official
from hcc.accounts.views.own import shown_sessions, stand_ins
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.roles import ROLE_NAMES, Role
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..places import OfficialPlace
from .official_forms import STANDING_NAMES, ReasonSchema
from .officials import BACK, last_sign_in, moment_of, page, state_of

RECENT = 30


def substitutes_of(request: Request, official: Official) -> list[dict]:
    """Who takes her place, today or later, the first day first."""
    today = request.now.astimezone(LOCAL).date()
    found = [pair for pair in request.site.accounts.substitutes_of(official.login) if pair[1].last >= today]
    return [
        {
            "login": stander.login,
            "name": stander.name,
            "first": one.first,
            "last": one.last,
            "roles": [ROLE_NAMES[role] for role in Role if role in one.roles],
            "now": one.holds_on(today),
        }
        for stander, one in sorted(found, key=lambda pair: pair[1].first)
    ]


def show_official(context: OfficialPlace, request: Request) -> dict:
    official, every = context.official, request.GET.get("history") == "all"
    records = shown_records(request, official.chain, most=len(official.chain) if every else RECENT)
    return page(
        official.name,
        back=BACK,
        official=official,
        path=request.resource_path(context),
        unit=request.site.accounts.unit(official.unit).name,
        roles=[ROLE_NAMES[role] for role in Role if role in official.roles],
        state=state_of(official, request.act.at),
        last=moment_of(request, last_sign_in(official)),
        sessions=shown_sessions(request, official),
        link_until=moment_of(request, official.link.until) if official.link else "",
        factor_since=moment_of(request, official.factor.at) if official.factor else "",
        factor_asked=bool(official.roles & request.registry["hcc.factor_roles"]),
        standing=STANDING_NAMES[official.contact.standing],
        substitutes=substitutes_of(request, official),
        stand_ins=stand_ins(request, official),
        records=records,
        more=len(official.chain) - len(records),
        may_edit=request.has_permission(Permission.ACCOUNT_EDIT),
        oneself=official is request.official,
    )


def _button(do: Callable[[OfficialPlace, Request], None]):
    """A view of an act that asks nothing: done or refused, the official's page says which."""

    def view(context: OfficialPlace, request: Request) -> HTTPSeeOther:
        try:
            do(context, request)
        except Refusal as refusal:
            for sentence in request.refused(refusal):
                request.flash(sentence, "warn")
        return HTTPSeeOther(request.resource_path(context))

    return view


def _disable(context: OfficialPlace, request: Request) -> None:
    disable_official(context.official, act=request.act)
    request.flash(message("${name} can no longer sign in. What she did stays in the records.", mapping=_named(context)))


def _enable(context: OfficialPlace, request: Request) -> None:
    enable_official(context.official, act=request.act)
    request.flash(message("${name} may sign in again.", mapping=_named(context)))


def _end_sessions(context: OfficialPlace, request: Request) -> None:
    count = end_sessions(context.official, act=request.act)
    if count:
        request.flash(message("Sessions of ${name} ended: ${count}.", mapping={**_named(context), "count": count}))
    else:
        request.flash(message("${name} was not signed in anywhere.", mapping=_named(context)), "info")


def _named(context: OfficialPlace) -> dict[str, str]:
    return {"name": context.official.name}


def _reset_form(request: Request) -> Form:
    button = Button("save", message("Reset the second factor"), style="destroy", icon="lock")
    return Form(ReasonSchema().bind(request=request), request, buttons=[button], buttons_outside=True)


def _reset_page(context: OfficialPlace, request: Request) -> dict:
    return page(
        message("Reset the second factor of ${name}", mapping=_named(context)),
        back=(request.resource_path(context), context.official.name),
        note=message(
            "For a lost phone without recovery codes. Make sure that it is really she: from now on the password alone"
            " lets her in, until she switches a second factor on again."
        ),
    )


def show_reset_factor(context: OfficialPlace, request: Request):
    if context.official.factor is None:
        return HTTPSeeOther(request.resource_path(context))
    return show_form(_reset_form(request), _reset_page(context, request))


def do_reset_factor(context: OfficialPlace, request: Request):
    def do(typed: dict) -> str:
        reset_factor(context.official, reason=typed["reason"], act=request.act)
        request.flash(message("The second factor of ${name} is gone. All her sessions ended.", mapping=_named(context)))
        return request.resource_path(context)

    return act_on_form(request, _reset_form(request), _reset_page(context, request), do)


def includeme(config: Configurator) -> None:
    config.add_view(
        show_official,
        context=OfficialPlace,
        permission=Permission.ACCOUNT_VIEW,
        request_method="GET",
        renderer="hcc:templates/admin/official.pt",
    )
    edit = {"context": OfficialPlace, "permission": Permission.ACCOUNT_EDIT}
    act = {"request_method": "POST", "once": True, "confirmed": "button", **edit}
    config.add_view(_button(_disable), name="disable", **act)
    config.add_view(_button(_enable), name="enable", **act)
    config.add_view(_button(_end_sessions), name="end_sessions", **act)
    reset = {"name": "reset_factor", "confirmed": True, "renderer": "hcc:templates/admin/official_form.pt", **edit}
    config.add_view(show_reset_factor, request_method="GET", **reset)
    config.add_view(do_reset_factor, request_method="POST", once=True, **reset)
