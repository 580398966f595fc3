"""Language: Vietnamese unless `?lang=` or the cookie it leaves says English. Accept-Language is not asked."""

from collections.abc import Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.events import NewResponse
from pyramid.i18n import Localizer, make_localizer
from pyramid.interfaces import ILocalizer, ITranslationDirectories
from pyramid.request import Request

from hcc.core.text import TranslationString

from .cookies import cookie_of

LANGUAGES = ("vi", "en")
PARAMETER, COOKIE = "lang", "hcc_lang"
YEAR = 365 * 24 * 3600


def first_known(*chosen: str | None) -> str:
    """The first of these that is a language of ours, else Vietnamese."""
    return next((language for language in chosen if language in LANGUAGES), LANGUAGES[0])


def negotiate(request: Request) -> str:
    return first_known(_asked(request), cookie_of(request, COOKIE))


def _asked(request: Request) -> str | None:
    return request.GET.get(PARAMETER) if request.environ.get("QUERY_STRING") else None


def _remember(event: NewResponse) -> None:
    request = event.request
    try:
        chosen = _asked(request)
    except UnicodeDecodeError:
        return
    if chosen in LANGUAGES and chosen != cookie_of(request, COOKIE):
        event.response.set_cookie(
            COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=request.office.https
        )


class Words:
    """The translations of one language for templates: what was looked up once is remembered."""

    MOST = 20_000
    """Sentences remembered; there are far fewer message ids."""

    def __init__(self, localizer: Localizer) -> None:
        self._localizer = localizer
        self._known: dict[tuple[str, str | None], str] = {}

    def __call__(
        self,
        sentence: Any,
        domain: str | None = None,
        mapping: Mapping[str, Any] | None = None,
        context: str | None = None,
        target_language: str | None = None,
        default: str | None = None,
    ) -> Any:
        """Chameleon's way of asking. What is no text becomes text; an id nobody translated gives `default` back."""
        if not isinstance(sentence, str):
            return sentence if sentence is None else str(sentence)
        if isinstance(sentence, TranslationString):
            domain, mapping, default = sentence.domain, sentence.mapping, sentence.default
            context = sentence.context
        if context is not None:
            return self._localizer.translate(TranslationString(sentence, domain, default, mapping, context))
        found = self._known.get((sentence, domain))
        if found is None:
            text = str(sentence)
            found = self._localizer.translate(TranslationString(text, domain))
            if found == text:
                found = text if default is None else default
            elif len(self._known) < self.MOST:
                self._known[text, domain] = found
        return TranslationString(sentence, mapping=mapping).interpolate(found) if mapping and "$" in found else found


def _words(request: Request) -> Words:
    """The translations in the language of the page."""
    every: dict[str, Words] = request.registry["hcc.words"]
    if request.locale_name not in every:
        every[request.locale_name] = Words(request.localizer)
    return every[request.locale_name]


def _in_vietnamese(request: Request, sentence: TranslationString | str) -> str:
    """The sentence in Vietnamese whatever language the page is in: papers have no other."""
    localizer = request.registry.queryUtility(ILocalizer, name="vi")
    if localizer is None:
        directories = request.registry.queryUtility(ITranslationDirectories, default=[])
        localizer = make_localizer("vi", directories)
        request.registry.registerUtility(localizer, ILocalizer, name="vi")
    return localizer.translate(sentence)


def includeme(config: Configurator) -> None:
    config.add_translation_dirs("hcc:locale")
    config.set_locale_negotiator(negotiate)
    config.registry["hcc.words"] = {}
    config.add_request_method(_words, "words", reify=True)
    config.add_request_method(_in_vietnamese, "in_vietnamese")
    config.add_subscriber(_remember, NewResponse)
