"""What the counter's page shows of the files that came for a visit."""

from typing import TYPE_CHECKING

from pyramid.request import Request

from hcc.dossiers.views.papers import component_named
from hcc.dossiers.views.show import sending_page

if TYPE_CHECKING:
    from .counter import Counter


def files_page(counter: "Counter") -> dict:
    """The papers that are kept, and where the next is meant to go."""
    request, holder, draft = counter.request, counter.holder, counter.draft
    named = request.method == "POST" and "component" in request.POST and counter.components_as_shown
    return {
        **sending_page(request),
        "file_complaints": [],
        "papers": list(holder.papers) if holder is not None else [],
        "base": request.resource_path(holder.papers) if holder is not None else "",
        "handed_in": holder.papers.handed_in if holder is not None else 0,
        "scans": holder.version if holder is not None else 0,
        "same_papers": holder is not None and holder.revision is draft.revision,
        "meant": component_named(request) if named else next(iter(draft.missing()), None),
    }


def has_file(request: Request) -> bool:
    """Whether a file was chosen in the form that was sent."""
    return bool(getattr(request.POST.get("paper"), "filename", ""))
