"""How many procedures there are under each thing one can browse by."""

from pyramid.request import Request

from hcc.procedures.following import follow
from hcc.procedures.life_events import LifeEvent
from hcc.procedures.listing_facets import LIFE_EVENT_FACET
from hcc.search.index import IndexUnavailable

Counts = dict[str, dict[str, int]]

_REMEMBERED = "hcc.facet_counts"


def facet_counts(request: Request) -> Counts | None:
    """For each facet its values and how many procedures have them; None while there is no index to ask.

    Counted once for each generation of the index and remembered beside it.
    """
    try:
        generation = follow(request).snapshot().generation
    except IndexUnavailable:
        return None
    remembered = request.registry.get(_REMEMBERED)
    if remembered is not None and remembered[0] == generation:
        return remembered[1]
    results = request.search_procedures("", page_size=1)
    if results is None:
        return None
    counts = {name: {one.value: one.count for one in counted} for name, counted in results.facets.items()}
    request.registry[_REMEMBERED] = (results.generation, counts)
    return counts


def life_events_in_use(request: Request, counts: Counts | None) -> list[LifeEvent]:
    """The life events that lead to a procedure, most used first; all of them while that is not known."""
    events = request.registry["hcc.life_events"].values()
    counted = {} if counts is None else counts.get(LIFE_EVENT_FACET, {})
    return [event for event in events if counts is None or counted.get(event.key)]
