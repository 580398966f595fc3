"""What each figure may be. Milliseconds and seconds are for machine x1.0; `verdicts` makes them this one's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import peers

PROCEDURES = 6_000
"""The size of catalogue the limits are meant for."""


@dataclass(frozen=True)
class Limit:
    """One line of the verdict. `of` finds the figure in a report; None when it was not measured."""

    name: str
    unit: str
    most: float
    of: Callable[[Mapping[str, Any]], float | None]
    scaled: bool = True
    """Whether a faster machine has less: not so for memory, nor for multiples of the floor of the same run."""


@dataclass(frozen=True)
class Verdict:
    """A figure beside what it may be, both in the same unit and on this machine."""

    name: str
    unit: str
    found: float
    most: float

    @property
    def word(self) -> str:
        return "ok" if self.found <= self.most else "OVER"


def _cpu(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda report: _works(report).get(name)


def _floors(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    def found(report: Mapping[str, Any]) -> float | None:
        works = _works(report)
        return works[name] / works[FLOOR] if name in works else None

    return found


def _bare_commits(part: str) -> Callable[[Mapping[str, Any]], float | None]:
    """How many bare commits of as many bytes are made in the time of one act."""

    def ratio(report: Mapping[str, Any]) -> float | None:
        found = report[part]
        return found["bare_per_second"] / found["per_second"] if found else None

    return ratio


def _spread(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    """p95 as a multiple of p50, at eight connections."""

    def found(report: Mapping[str, Any]) -> float | None:
        for work in report["works"]:
            if work["name"] == name and work.get("p50_ms_at_8"):
                return work["p95_ms_at_8"] / work["p50_ms_at_8"]
        return None

    return found


def _works(report: Mapping[str, Any]) -> dict[str, float]:
    return {work["name"]: work["cpu_ms"] for work in report["works"]}


def _many(start: str) -> Callable[[Mapping[str, Any]], float | None]:
    """The most of the figures that begin so, in the largest centre."""

    def found(report: Mapping[str, Any]) -> float | None:
        if not report["many"]:
            return None
        largest = report["many"][list(report["many"])[-1]]
        return max(figure for name, figure in largest.items() if name.startswith(start))

    return found


def _flat(start: str) -> Callable[[Mapping[str, Any]], float | None]:
    """How many times the figure of the smallest centre that of the largest is: the most of those that begin so."""

    def found(report: Mapping[str, Any]) -> float | None:
        if not report["many"]:
            return None
        smallest, largest = (list(report["many"].values())[place] for place in (0, -1))
        return max(largest[name] / smallest[name] for name in largest if name.startswith(start))

    return found


def _signing(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda report: report["signing"].get(name)


def _evidence(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda report: report["evidence"].get(name)


def _pages(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda report: report["pages"].get(name)


def _arranging(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda report: report["arranging"].get(name)


def _page_search(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda report: report["page_search"].get(name)


def _looking(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda report: report["looking"].get(name, {}).get("cpu_ms")


def _importing(kind: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda report: next((cpu for name, cpu in report["importing"].items() if name.endswith(kind)), None)


def _opening(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda report: report["opening"].get(name)


def _beside(report: Mapping[str, Any]) -> float | None:
    """p95 of other requests while papers wait, as a multiple of what it is when nobody sends any."""
    found = report["beside"]
    return found["busy_p95_ms"] / found["idle_p95_ms"] if found else None


FLOOR = "floor: hello"
HOME, LIST, SHEET_KEPT = "home", "list", "sheet"
HOME_ANEW, LIST_ANEW, SHEET_ANEW = "home, made anew", "list, made anew", "sheet, made anew"
SEARCH_WARM, SEARCH_UNSEEN = "search + 2 facets, made anew", "search + 2 facets, never seen"
RECEPTION, CHECK_KNOWN = "reception", "check of a known hash"
RECEIPT = "receipt PDF"
KEPT_SEARCH = "search"
BOARD, BOARD_SIFTED, COMPARE = "catalogue board", "catalogue board, sifted", "compare"
JSON_WARM, JSON_UNSEEN = "JSON search, warm", "JSON search, never seen"

LIMITS = (
    Limit("front page, kept", "x floor", 3, _floors(HOME), scaled=False),
    Limit("listing, kept", "x floor", 3, _floors(LIST), scaled=False),
    Limit("sheet, kept", "x floor", 3, _floors(SHEET_KEPT), scaled=False),
    Limit("sheet, kept", "ms CPU", 0.35, _cpu(SHEET_KEPT)),
    Limit("sheet, made anew", "ms CPU", 0.9, _cpu(SHEET_ANEW)),
    Limit("search page with two facets, made anew", "ms CPU", 2.5, _cpu(SEARCH_WARM)),
    Limit("search page with two facets, never seen", "ms CPU", 80, _cpu(SEARCH_UNSEEN)),
    Limit("search as JSON, warm", "ms CPU", 2, _cpu(JSON_WARM)),
    Limit("reception through its operation", "bare commits", 1 / 0.4, _bare_commits("receiving"), scaled=False),
    Limit(
        "certification number through its operation", "bare commits", 1 / 0.4, _bare_commits("numbering"), scaled=False
    ),
    Limit("stamp and sign a scan of 1 page", "ms CPU", 120, _signing("sign: 1 page")),
    Limit("stamp and sign a scan of 10 pages", "ms CPU", 250, _signing("sign: 10 pages")),
    Limit("stamp and sign a scan of 100 pages", "ms CPU", 600, _signing("sign: 100 pages")),
    Limit("stamp and sign 100 copies", "ms CPU", 12_000, _signing("sign: 100 copies")),
    Limit("page of evidence among 200,000 records", "ms CPU", 20, _evidence("evidence of the office")),
    Limit("page of health", "ms CPU", 20, _evidence("health")),
    Limit("page of the centre among 5,000, kept", "ms CPU", 1, _pages("page, kept")),
    Limit("page of the centre among 5,000, made anew", "ms CPU", 3, _pages("page, made anew")),
    Limit("page of the centre among 5,000, first after a change", "ms CPU", 3, _pages("page, first after a change")),
    Limit("table of a folder of 5,000", "ms CPU", 10, _arranging("table of 5,000")),
    Limit("table of a folder of 5,000, by title", "ms CPU", 10, _arranging("table of 5,000, by title")),
    Limit("table of 5,000, first after a change", "ms CPU", 10, _arranging("table of 5,000, first after a change")),
    Limit("table of a folder of 5,000, sifted", "ms CPU", 10, _arranging("table of 5,000, sifted")),
    Limit("move of a folder of 1,000", "s CPU", 2, _arranging("move of a folder of 1,000, s")),
    Limit("search of 5,000 pages, never asked", "ms CPU", 10, _page_search("never asked, visitor")),
    Limit("search of 5,000 pages, first after a start", "ms CPU", 1_000, _page_search("first after a start")),
    Limit(
        "search of 5,000 pages, first after 1,000 moved",
        "ms CPU",
        500,
        _page_search("folder of 1,000 moved: first question, visitor"),
    ),
    Limit("intake of 1 page scanned at 300 dpi", "ms CPU", 500, _looking("intake: 1 page")),
    Limit("intake of 10 such pages", "ms CPU", 1_200, _looking("intake: 10 pages")),
    Limit("intake of 100 such pages", "ms CPU", 6_000, _looking("intake: 100 pages")),
    Limit("small picture of such a page, ten drawn together", "ms CPU", 60, _looking("thumbnail: of ten")),
    Limit("small picture of such a page in colour, alone", "ms CPU", 60, _looking("thumbnail: alone")),
    Limit("other requests while eight scans wait, p95", "x idle", 3, _beside, scaled=False),
    Limit(RECEIPT, "ms CPU", 30, _cpu(RECEIPT)),
    Limit(CHECK_KNOWN, "ms CPU", 5, _cpu(CHECK_KNOWN)),
    Limit("check of an altered file of 10 pages", "ms CPU", 150, _signing("check: altered")),
    Limit("reception over HTTP, without printing", "ms CPU", 6, _cpu(RECEPTION)),
    Limit("reception at eight counters, p95", "x p50", 5, _spread(RECEPTION), scaled=False),
    Limit("desk of 50 rows, largest centre", "ms CPU", 8, _many("desk: ")),
    Limit("desk of 50 rows, largest centre", "x smallest", 1.5, _flat("desk: "), scaled=False),
    Limit("search of officials, largest centre, cold", "ms CPU", 1_000, _many("search, cold: ")),
    Limit("figures of a day, longest at work, cold", "ms CPU", 100, _many("figures, cold: ")),
    Limit("board of the whole catalogue", "ms CPU", 15, _cpu(BOARD)),
    Limit("board of the whole catalogue, sifted", "ms CPU", 15, _cpu(BOARD_SIFTED)),
    Limit("compare page", "ms CPU", 10, _cpu(COMPARE)),
    Limit("import of 400 procedures from a workbook", "s CPU", 20, _importing("XLSX")),
    Limit("import of the whole catalogue from TOML", "s CPU", 120, _importing("TOML")),
    Limit("board of the whole catalogue, first after a start", "s CPU", 0.3, _opening("catalogue board")),
    Limit("council fees, first after a start", "s CPU", 0.3, _opening("council fees")),
    Limit("start to first page", "s", 0.8, lambda report: report["start_up"].get("warm", {}).get("front_page_s")),
    Limit("memory after the run", "MiB", 150, lambda report: report["memory"]["rss_after_run"] / 2**20, scaled=False),
    Limit(
        "memory after the catalogue's run",
        "MiB",
        150,
        lambda report: report["memory"]["rss_after_catalogue"] / 2**20,
        scaled=False,
    ),
    Limit("index made", "s CPU", 20, lambda report: report["index"].get("cpu_s")),
)


def verdicts(report: Mapping[str, Any]) -> list[Verdict]:
    """Every limit whose figure was measured, then what a user would pick instead: the least of their figures each."""
    factor = report["machine"]["factor"]
    found = []
    for limit in LIMITS:
        figure = limit.of(report)
        if figure is not None:
            found.append(Verdict(limit.name, limit.unit, figure, limit.most * (factor if limit.scaled else 1)))
    works = _works(report)
    for row, theirs in peers.PUBLISHED.items():
        name = peers.OURS[row][0]
        if name in works and row not in peers.NOT_ALIKE:
            found.append(Verdict(f"{row}, below every peer", "ms CPU", works[name], min(theirs)))
    return found
