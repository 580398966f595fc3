"""A form is done once: its key is looked up in the transaction of the act, and a repeat gets the first answer."""

import re
from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.viewderivers import INGRESS

from hcc.core.numbering import number_lock

from .transactions import committed

KEY_FIELD = "key"
_KEY = re.compile(r"[0-9a-f]{32}\Z")


def _key(request: Request) -> str | None:
    key = request.POST.get(KEY_FIELD, "")
    return key if isinstance(key, str) and _KEY.match(key) else None


def first_answer(request: Request) -> str | None:
    """Where this official's form was led when it was sent before; None when it was not, or is no form of hers."""
    key = _key(request) if request.method == "POST" and request.official is not None else None
    return request.official.answers.find(key) if key is not None else None


def was_done(request: Request) -> bool:
    """Whether this very form was done before: its key has an answer."""
    key = _key(request)
    return key is not None and request.official.answers.find(key) is not None


def committed_once(request: Request, where: str, store: Callable[[], object]) -> None:
    """Do `store` in a transaction of its own, which keeps `where` as the answer to this form, unless the form was done
    meanwhile. On conflict only this is done again, and not the work before it.
    """

    def work() -> None:
        key = _key(request)
        if key is None or request.official.answers.find(key) is None:
            store()
            keep_answer(request, where)

    committed(request, work)


def committed_in_turn(request: Request, series: str, act: Callable[[], str]) -> str:
    """Do `act` in a transaction of its own, one after the other with all acts of that series in this process, so that
    none of them meets a conflict with another. Answers where the act leads, which is kept as the answer to this form.
    """

    def work() -> str:
        key = _key(request)
        if key is not None and (first := request.official.answers.find(key)):
            return first
        where = act()
        keep_answer(request, where)
        return where

    with number_lock(series):
        return committed(request, work)


def keep_answer(request: Request, where: str) -> None:
    """Keep this form's answer now, for a view that commits its act itself: key and act must not be two commits."""
    key = _key(request)
    if key is not None:
        request.official.answers.keep(key, where, request.now)


def repeat_deriver(view, info):
    """View option ``once=True``, before the permission is asked for: an official's repeat gets her first answer.

    The act itself may have taken the permission away, as receiving does; a double click must not end in "not found".
    Nothing is done here, and a key is only looked up among the answers of the official who sent it.
    """
    if not info.options.get("once"):
        return view

    def repeat_view(context, request: Request):
        first = first_answer(request)
        return HTTPSeeOther(first) if first else view(context, request)

    return repeat_view


setattr(repeat_deriver, "options", ("once",))  # noqa: B010 - Pyramid reads it off the function


def once_deriver(view, info):
    """View option ``once=True``: a POST needs an idempotency key, kept with its answer in the same transaction."""
    if not info.options.get("once"):
        return view

    def once_view(context, request: Request):
        if request.method != "POST":
            return view(context, request)
        key = _key(request)
        if key is None:
            raise HTTPBadRequest()
        answers = request.official.answers
        response = view(context, request)
        # A view that worked outside the transaction began a new one: the same form may have been done meanwhile, and
        # then this one may be refused only because of that.
        if first := answers.find(key):
            request.tm.doom()
            return HTTPSeeOther(first)
        if response.status_code == 303 and not request.tm.isDoomed():
            answers.keep(key, response.location, request.now)
        return response

    return once_view


setattr(once_deriver, "options", ("once",))  # noqa: B010 - Pyramid reads it off the function


def includeme(config: Configurator) -> None:
    config.add_view_deriver(repeat_deriver, name="repeat", under=INGRESS, over="secured_view")
    config.add_view_deriver(once_deriver, name="once", under="secured_view", over="rendered_view")
