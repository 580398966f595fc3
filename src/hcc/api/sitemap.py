"""/sitemap.xml: every page a search engine may show (sitemaps.org 0.9)."""

from datetime import date, datetime
from xml.sax.saxutils import escape

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.calendar import LOCAL
from hcc.core.permissions import Permission
from hcc.procedures.kept import Kept
from hcc.procedures.resources import ProcedureFolder, Revision
from hcc.web.freshness import keep_fresh
from hcc.web.origins import public_origin

PAGES = ("/", "/noi-dung/", "/thu-tuc", "/thu-tuc/browse", "/gioi-thieu", "/can-bo", "/tro-nang", "/quyen-rieng-tu")
"""Pages of the centre besides the sheets."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def last_changed(revision: Revision) -> date:
    """The day on which this text took the place of the former."""
    days = [revision.effective_from, revision.approved_at.astimezone(LOCAL).date() if revision.approved_at else None]
    return max(day for day in days if day is not None)


def pieces(folder: ProcedureFolder, today: date) -> list[str]:
    """The sitemap, cut where the origin of the addresses goes."""
    found = [f"{_HEAD}<url><loc>"]
    found += [f"{path}</loc></url>\n<url><loc>" for path in PAGES]
    for revision in folder.published(today):
        day = last_changed(revision).isoformat()
        found.append(f"/thu-tuc/{revision.record.code}</loc><lastmod>{day}</lastmod></url>\n<url><loc>")
    found[-1] = found[-1].removesuffix("<url><loc>") + "</urlset>\n"
    return found


def _of_the_centre(request: Request) -> list[str]:
    """The centre's own pages. Their names need no escaping."""
    found = []
    for one in request.public_tree.readable:
        day = datetime.fromtimestamp(max(one.changed, one.since), LOCAL).date().isoformat()
        found.append(f"{one.url}</loc><lastmod>{day}</lastmod></url>\n<url><loc>")
    return found


def show_sitemap(request: Request) -> Response:
    kept: Kept[list[str]] = request.registry["hcc.sitemap"]
    parts = kept.of(request.site.procedures, request.now.date())
    parts = [*parts[:-1], *_of_the_centre(request), parts[-1]]
    body = escape(public_origin(request)).join(parts).encode()
    response = Response(body, content_type="application/xml", charset="utf-8")
    keep_fresh(response)
    return response


def includeme(config: Configurator) -> None:
    config.registry["hcc.sitemap"] = Kept(pieces)
    config.add_route("sitemap", "/sitemap.xml")
    config.add_view(
        show_sitemap, route_name="sitemap", permission=Permission.SITE_VIEW, request_method="GET", cached=()
    )
