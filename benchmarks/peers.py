"""What a user would pick instead, as measured once on another machine; the method is in docs/benchmarks.md.

6,000 procedures, 2,000 dossiers; one process of waitress with 4 threads; server CPU milliseconds a request.
"""

PEERS = ("Django + FTS5", "Substance D", "Plone 6.2")

FLOOR_MS = 0.11
"""A bare Pyramid hello on waitress, in the same run as the peers."""

PUBLISHED: dict[str, tuple[float, ...]] = {
    "front page": (1.42, 0.60, 16.48),
    "listing of 20": (1.47, 2.11, 34.25),
    "search results": (5.32, 3.68, 34.11),
    "search as JSON": (4.67, 3.65, 12.96),
    "document page": (0.89, 0.36, 28.46),
    "filed PDF, one transition": (3.5, 4.8, 51.2),
}
"""Row -> CPU ms by peer. The last is one client's; every peer stores the PDF unread, ours is inspected and cleaned."""

OURS: dict[str, tuple[str, ...]] = {
    "front page": ("home",),
    "listing of 20": ("list",),
    "search results": ("search + 2 facets, made anew", "search + 2 facets, never seen"),
    "search as JSON": ("JSON search, warm", "JSON search, never seen"),
    "document page": ("sheet",),
    "filed PDF, one transition": ("filed PDF, one transition",),
}
"""Row -> our measurements that stand beside it. Theirs were asked the same 20 queries again: the first of ours too."""

NOT_ALIKE = ("filed PDF, one transition",)
"""Rows where more is done here than there: nobody is compared by them."""

START_AND_MEMORY: dict[str, tuple[float, ...]] = {
    "cold start to first 200, s": (0.18, 0.83, 3.93),
    "memory after the run, MiB": (60.6, 166.9, 306.0),
}
