"""The pages about the centre: what it is, who works there, what the site does for readers and with their data."""

from dataclasses import dataclass
from datetime import timedelta

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.folder import Root
from hcc.core.moments import day_line
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.dossiers.workflow import STEP_NAMES
from hcc.web import csrf, display, i18n

from ..directory import directory
from ..opening import DayHours, hours_of

BACK = ("/", message("Front page"))
DAYS_SHOWN = 7

STEPS = (
    message("An official greets you, asks what you need and says what to bring."),
    message("She looks through your papers with you and helps with the form."),
    message("Complete papers are received. You get a receipt with a number and the day to come again."),
    message("The specialist official works on the dossier; the leader signs. You can follow it by its number."),
    message("You come with the receipt and your identity card, and take the result."),
)
"""What happens in each of the five steps, for the citizen."""


@dataclass(frozen=True)
class Cookie:
    """One cookie of this site, as the privacy page explains it."""

    name: str
    what: TranslationString
    how_long: TranslationString


def hours_shown(request: Request) -> list[tuple[str, DayHours]]:
    """Today and the days after it, each with its hours or why there are none."""
    today, calendar, lang = request.now.date(), request.site.calendar, request.locale_name
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN)]
    return [(day_line(day, lang), hours_of(day, calendar)) for day in days]


def about(context: Root, request: Request) -> dict:
    """/gioi-thieu: what the centre is, where, when, and how a dossier goes."""
    return {
        "title": message("About the centre"),
        "section": "about",
        "back": BACK,
        "authority": request.office.authority,
        "days": hours_shown(request),
        "steps": list(zip(STEP_NAMES, STEPS, strict=True)),
    }


def officials(context: Root, request: Request) -> dict:
    """/can-bo: whom to call, by field, with title and phone, as the law wants it (NĐ 118/2025)."""
    return {
        "title": message("Officials and their phones"),
        "section": "officials",
        "back": BACK,
        "fields": directory(request),
    }


def accessibility(context: Root, request: Request) -> dict:
    """/tro-nang: what helps readers, what was tested, what is still missing."""
    return {"title": message("Accessibility"), "back": BACK}


def cookies(request: Request) -> list[Cookie]:
    """Every cookie this site can leave."""
    minutes, hours = request.office.session_idle_minutes, request.office.session_hours
    year = message("One year, or until you delete it")
    ended = message("Until the browser is closed")
    guard = csrf.cookie_name(request.office.https)
    sentence, session = request.registry["hcc.flash_cookie"].cookie_name, request.registry["hcc.session_cookie"].name
    lasts = message("${minutes} minutes without use, ${hours} hours at most")
    lasts = TranslationString(lasts, domain=lasts.domain, mapping={"minutes": minutes, "hours": hours})
    return [
        Cookie(display.COOKIE, message("Text size and contrast, once you choose them"), year),
        Cookie(i18n.COOKIE, message("The language, once you choose it"), year),
        Cookie(guard, message("A random mark that guards forms against forgery, on pages with a form"), ended),
        Cookie(sentence, message("One sentence for the next page, such as “saved”"), message("Until it is shown")),
        Cookie(session, message("For officials who sign in: the session"), lasts),
        *_sign_in_cookies(request),
    ]


def _sign_in_cookies(request: Request) -> list[Cookie]:
    """What else signing in can leave."""
    registry = request.registry
    minutes = message("Ten minutes at most")
    return [
        Cookie(
            registry["hcc.browser_cookie"].name,
            message(
                "For officials who signed in here before: a random mark, so that a stranger's tries cannot hold them"
                " back"
            ),
            message("Half a year without signing in"),
        ),
        Cookie(registry["hcc.half_cookie"].name, message("For officials between password and code"), minutes),
        Cookie(registry["hcc.once_cookie"].name, message("For officials: codes or a link to be shown once"), minutes),
    ]


def privacy(context: Root, request: Request) -> dict:
    """/quyen-rieng-tu: what is kept of people, why and how long, and their rights (Luật 91/2025/QH15)."""
    return {
        "title": message("Privacy"),
        "back": BACK,
        "authority": request.office.authority,
        "cookies": cookies(request),
    }


PAGES = ((about, "gioi-thieu"), (accessibility, "tro-nang"), (privacy, "quyen-rieng-tu"))


def includeme(config: Configurator) -> None:
    # Not kept in the page cache, whose state knows nothing of accounts.
    config.add_view(
        officials,
        name="can-bo",
        context=Root,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        renderer="hcc:templates/portal/officials.pt",
    )
    for view, name in PAGES:
        config.add_view(
            view,
            name=name,
            context=Root,
            permission=Permission.SITE_VIEW,
            request_method="GET",
            cached=(),
            renderer=f"hcc:templates/portal/{view.__name__}.pt",
        )
