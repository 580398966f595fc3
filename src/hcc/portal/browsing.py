"""How many procedures there are under each thing one can browse by."""

from collections.abc import Mapping

from pyramid.request import Request

from hcc.procedures.following import outline_of
from hcc.procedures.life_events import LifeEvent
from hcc.procedures.listing_facets import LIFE_EVENT_FACET

Counts = Mapping[str, Mapping[str, int]]


def facet_counts(request: Request) -> Counts | None:
    """For each facet its values and how many procedures have them; None while there is no index to ask."""
    outline = outline_of(request)
    return None if outline is None else outline.counts


def life_events_in_use(request: Request, counts: Counts | None) -> list[LifeEvent]:
    """The life events that lead to a procedure, most used first; all of them while that is not known."""
    events = request.registry["hcc.life_events"].values()
    counted = {} if counts is None else counts.get(LIFE_EVENT_FACET, {})
    return [event for event in events if counts is None or counted.get(event.key)]
