"""A form is done once: its key is looked up in the transaction of the act, and a repeat gets the first answer."""

import re

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request

KEY_FIELD = "key"
_KEY = re.compile(r"[0-9a-f]{32}\Z")


def once_deriver(view, info):
    """View option ``once=True``: a POST needs an idempotency key and is answered from the first answer if repeated."""
    if not info.options.get("once"):
        return view

    def once_view(context, request: Request):
        if request.method != "POST":
            return view(context, request)
        key = request.POST.get(KEY_FIELD, "")
        if not isinstance(key, str) or not _KEY.match(key):
            raise HTTPBadRequest()
        answers = request.official.answers
        if first := answers.find(key):
            return HTTPSeeOther(first)
        response = view(context, request)
        if response.status_code == 303 and not request.tm.isDoomed():
            # A view that worked outside the transaction began a new one: the same form may have been done meanwhile.
            if first := answers.find(key):
                request.tm.doom()
                return HTTPSeeOther(first)
            answers.keep(key, response.location, request.now)
        return response

    return once_view


once_deriver.options = ("once",)


def includeme(config: Configurator) -> None:
    config.add_view_deriver(once_deriver, name="once", under="secured_view", over="rendered_view")
