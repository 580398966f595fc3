"""Language: Vietnamese unless `?lang=` or the cookie it leaves says English. Accept-Language is not asked."""

from pyramid.config import Configurator
from pyramid.events import NewResponse
from pyramid.i18n import make_localizer
from pyramid.interfaces import ILocalizer, ITranslationDirectories
from pyramid.request import Request

from hcc.core.text import TranslationString

LANGUAGES = ("vi", "en")
PARAMETER, COOKIE = "lang", "hcc_lang"
YEAR = 365 * 24 * 3600


def first_known(*chosen: str | None) -> str:
    """The first of these that is a language of ours, else Vietnamese."""
    return next((language for language in chosen if language in LANGUAGES), LANGUAGES[0])


def negotiate(request: Request) -> str:
    return first_known(request.GET.get(PARAMETER), request.cookies.get(COOKIE))


def _remember(event: NewResponse) -> None:
    request = event.request
    try:
        chosen = request.GET.get(PARAMETER)
    except UnicodeDecodeError:
        return
    if chosen in LANGUAGES and chosen != request.cookies.get(COOKIE):
        event.response.set_cookie(
            COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=request.office.https
        )


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
    config.add_request_method(_in_vietnamese, "in_vietnamese")
    config.add_subscriber(_remember, NewResponse)
