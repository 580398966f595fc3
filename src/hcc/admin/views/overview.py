"""/quan-tri: what needs somebody, and recent acts."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.accounts.history import RECORDED as OF_ACCOUNTS
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.health_checks import BAD, WARN, look_at_health

from ..evidence_words import RECORDED
from ..places import Admin

RECENT = 30


@dataclass(frozen=True)
class RecentAct:
    at: str
    who: str
    what: str
    moment: datetime


def recent_acts(request: Request) -> list[RecentAct]:
    """The newest records of the catalogue and of accounts, newest first. Dossiers are not listed: they are not hers."""
    site, lang = request.site, request.locale_name
    found = []
    chains = [(request.localizer.translate(message("Catalogue")), site.procedures.chain)]
    chains += [(request.localizer.translate(message("Calendar")), site.calendar_book.chain)]
    chains += [(request.localizer.translate(message("Units")), site.accounts.chain)]
    chains += [(request.localizer.translate(message("Background jobs")), site.jobs.chain)]
    if site.dossiers.decisions is not None:
        chains += [(request.localizer.translate(message("Settings of the office")), site.dossiers.decisions)]
    people = [(official.name, official.chain) for official in site.accounts.officials()]
    for (name, chain), words in [*((pair, RECORDED) for pair in chains), *((pair, OF_ACCOUNTS) for pair in people)]:
        for record in islice(chain.latest(), RECENT):
            detail = " ".join(str(record.facts[key]) for key in ("code",) if key in record.facts)
            what = request.localizer.translate(words.get(record.what) or OF_ACCOUNTS.get(record.what, record.what))
            what = f"{name}: {what} {detail}".strip()
            found.append(RecentAct(short_moment(record.at, lang), request.doer(record), what, record.at))
    return sorted(found, key=lambda act: act.moment, reverse=True)[:RECENT]


def show_overview(context: Admin, request: Request) -> dict:
    looked = look_at_health(request)
    return {
        "title": message("Administration"),
        "section": "quan-tri",
        "admin": True,
        "findings": [one for _, one in looked.findings if one.kind in (BAD, WARN)],
        "acts": recent_acts(request),
        "measured_at": f"{looked.at:%H:%M}".lstrip("0"),
        "counts": [
            (message("Procedures"), sum(1 for _ in request.site.procedures)),
            (message("Dossiers"), len(request.site.dossiers)),
            (message("Officials"), sum(1 for _ in request.site.accounts)),
        ],
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        show_overview,
        context=Admin,
        permission=Permission.HEALTH_VIEW,
        request_method="GET",
        renderer="hcc:templates/admin/overview.pt",
    )
    config.add_place(
        "quan-tri",
        message("Overview"),
        icon="home",
        path="/quan-tri",
        permission=Permission.HEALTH_VIEW,
        order=90,
        admin=True,
    )
