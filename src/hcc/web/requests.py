"""What every view finds on its request."""

import secrets
from datetime import datetime

from pyramid.config import Configurator
from pyramid.events import NewRequest
from pyramid.interfaces import IRequestExtensions, IRequestFactory
from pyramid.registry import Registry
from pyramid.request import Request

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import TranslationString
from hcc.settings import Settings


def _settings(request: Request) -> Settings:
    return request.registry["hcc.settings"]


def _now(request: Request) -> datetime:
    return request.registry["hcc.clock"]()


def _act(request: Request) -> Act:
    official = request.official
    by = official.login if official is not None else "public"
    return Act(by=by, at=request.now, announce=request.registry.notify, stead=request.stead)


def _refused(request: Request, refusal: Refusal) -> list[str]:
    """The sentences of a refusal; whatever the act had begun to change is given up."""
    request.tm.doom()
    return [request.sentence_of(complaint) for complaint in refusal.complaints]


def _sentence_of(request: Request, complaint: Refusal) -> str:
    """A complaint in the reader's language; an official is named by her name, not by her sign-in name."""
    sentence = complaint.sentence
    official = request.site.accounts.get(complaint.facts.get("by", ""))
    if official is not None:
        mapping = {**(sentence.mapping or {}), "by": official.name}
        sentence = TranslationString(sentence, domain=sentence.domain, mapping=mapping)
    return request.localizer.translate(sentence)


def local_clock() -> datetime:
    return datetime.now(LOCAL)


def _close_uploads(event: NewRequest) -> None:
    """Uploaded files are temporary files: closed with the request, not when the collector comes by.

    A request that is tried again after a conflict has the same environ: it must read its form anew.
    """

    def close(request: Request) -> None:
        parsed = request.environ.pop("webob._parsed_post_vars", None)
        for value in parsed[0].values() if parsed else ():
            if hasattr(value, "file") and value.file is not None:
                value.file.close()

    event.request.add_finished_callback(close)


def _make_one_class(registry: Registry) -> None:
    """Give every request what features added to requests, in a class made once; Pyramid makes one for each request."""
    added = registry.getUtility(IRequestExtensions)
    registry.registerUtility(type("OfficeRequest", (Request,), {**added.methods, **added.descriptors}), IRequestFactory)
    registry.unregisterUtility(added, IRequestExtensions)


_AFTER_ALL = 1_000
"""Of the order of configuration actions: behind every `add_request_method`."""


def includeme(config: Configurator) -> None:
    config.action("hcc.request_class", _make_one_class, args=(config.registry,), order=_AFTER_ALL)
    config.registry["hcc.clock"] = local_clock
    config.add_subscriber(_close_uploads, NewRequest)
    config.add_request_method(_settings, "office", reify=True)
    config.add_request_method(_now, "now", reify=True)
    config.add_request_method(_act, "act", reify=True)
    config.add_request_method(_refused, "refused")
    config.add_request_method(_sentence_of, "sentence_of")
    config.add_request_method(lambda request: secrets.token_hex(16), "new_key", property=True)
