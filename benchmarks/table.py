"""The report as text, for people."""

from collections.abc import Mapping

from . import peers
from .beside import A_SECOND, PAGES
from .limits import FLOOR, verdicts

HEAD = (
    "",
    "CPU ms",
    "at x1.0",
    "x floor",
    "CPU at 8",
    "1: req/s",
    "p50",
    "p95",
    "8: req/s",
    "p50",
    "p95",
    "errors",
)


def text(report: dict) -> str:
    """Everything measured: machine, works, start-up, memory, peers."""
    machine = report["machine"]
    lines = [
        f"machine=x{machine['factor']:.2f} (bare Pyramid hello {machine['hello_us']} us in process; 20 us is x1.0)",
        f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}, load {machine['load'][0]}",
        f"waitress, {report['threads']} threads; procedures: {report['procedures']}; {report['at']}",
        "",
        *aligned([HEAD, *works(report)]),
        "",
        *aligned([("start-up", "/healthz s", "front page s", "its CPU s", "first search s"), *starts(report)]),
        "",
        *memory(report),
        *receiving(report),
        *signing(report),
        *looking(report),
        *(f"5,000 pages, {name}: {cpu:.2f} ms CPU" for name, cpu in report["pages"].items()),
        *(f"search of 5,000 pages, {name}: {cpu:.1f} ms CPU" for name, cpu in report["page_search"].items()),
        *(
            f"pages, {name}: {cpu:.2f}{'' if name.endswith(', s') else ' ms'} CPU"
            for name, cpu in report["arranging"].items()
        ),
        *(f"200,000 records, {name}: {cpu:.2f} ms CPU" for name, cpu in report["evidence"].items()),
        *others(report),
        *many(report),
        *(f"{name}: {cpu:.2f} s CPU" for name, cpu in report["importing"].items()),
        *(f"{name}, first after a start: {cpu:.2f} s CPU" for name, cpu in report["opening"].items()),
        *(f"index of every procedure made anew: {cpu:.2f} s CPU" for cpu in report["index"].values()),
        "",
        *aligned([("", "found", "limit here", "", ""), *judged(report)]),
        "",
        "Server CPU ms (and how many times the floor of the same run) beside what a user would pick instead;",
        "their figures: another machine, once, 6,000 procedures",
        *aligned([("", "ours", "ours at x1.0", *peers.PEERS), *beside(report)]),
    ]
    return "\n".join(lines)


def aligned(rows: list[tuple]) -> list[str]:
    """Rows as columns: the first to the left, the others to the right."""
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            [
                str(row[0]).ljust(widths[0]),
                *(str(cell).rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    ]


def works(report: dict) -> list[tuple]:
    factor, floor = report["machine"]["factor"], _floor(report)
    return [
        (
            work["name"],
            f"{work['cpu_ms']:.2f}",
            f"{work['cpu_ms'] / factor:.2f}",
            f"{work['cpu_ms'] / floor:.0f}",
            f"{work['cpu_ms_at_8']:.2f}",
            *pace(work, "at_1"),
            *pace(work, "at_8"),
            work["errors"],
        )
        for work in report["works"]
    ]


def pace(work: dict, name: str) -> tuple[str, str, str]:
    if f"p50_ms_{name}" not in work:
        return "-", "-", "-"
    rate = work[f"per_second_{name}"]
    return (
        f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}",
        f"{work[f'p50_ms_{name}']:.1f}",
        f"{work[f'p95_ms_{name}']:.1f}",
    )


def starts(report: dict) -> list[tuple]:
    names = {"cold": "no compiled templates", "warm": "compiled templates kept"}
    figures = ("healthz_s", "front_page_s", "front_page_cpu_s", "first_search_s")
    return [
        (names[name], *(f"{found[figure]:.2f}" for figure in figures)) for name, found in report["start_up"].items()
    ]


def memory(report: dict) -> list[str]:
    words = {
        "rss_at_start": "RSS at start",
        "rss_after_catalogue": "RSS after the catalogue was read and searched",
        "rss_after_run": "RSS after the run, all processes",
        "peak_of_server_process": "most of the server process",
    }
    return ["memory, MiB: " + "; ".join(f"{words[n]} {size / 2**20:.0f}" for n, size in report["memory"].items())]


def signing(report: dict) -> list[str]:
    return [f"{name}: {cpu:.1f} ms CPU, children counted" for name, cpu in report["signing"].items()]


def looking(report: dict) -> list[str]:
    return [
        f"{name}: {one['cpu_ms']:.1f} ms CPU, children counted; bounded by decoding: libjpeg alone takes "
        f"{one['decoding_ms']:.1f} ({one['decoding_ms'] / one['cpu_ms']:.0%})"
        for name, one in report["looking"].items()
    ]


def others(report: dict) -> list[str]:
    """Other requests beside papers that wait; nothing when they were not measured."""
    found = report["beside"]
    if not found:
        return []
    idle, busy = (
        f"p50 {found[f'{name}_p50_ms']:.1f}, p95 {found[f'{name}_p95_ms']:.1f} ms of {found[f'{name}_requests']}"
        for name in ("idle", "busy")
    )
    return [
        f"other requests, {A_SECOND} a second: {idle} when nobody sends papers; {busy} while eight scans of {PAGES} "
        f"pages wait or are looked at, two at a time ({found['seconds']:.1f} s); bounded by the server's one core, on "
        "which their bodies are received and taken apart"
    ]


def receiving(report: dict) -> list[str]:
    told = []
    for name, found in (("reception", report["receiving"]), ("certification number", report["numbering"])):
        if found:
            share = found["per_second"] / found["bare_per_second"]
            rate, bare, size = found["per_second"], found["bare_per_second"], found["bytes"] / 1024
            of = f"{share:.0%} of {bare:.0f} bare commits of as many bytes ({size:.1f} KiB)"
            told.append(f"{name} through its operation: {rate:.0f} a second, {of}")
    return told


def many(report: dict) -> list[str]:
    """Figures of a small and a large centre; none when they were not measured."""
    return ["", *aligned(rows(report["many"])), ""] if report["many"] else []


def rows(found: Mapping[str, Mapping[str, float]]) -> list[tuple]:
    """A row a figure: milliseconds of CPU by number of dossiers, and how many times the first the last is."""
    sizes = list(found)
    first, last = sizes[0], sizes[-1]
    head = ("ms CPU, by dossiers", *(f"{int(size):,}".replace(",", ".") for size in sizes), "times")
    return [
        head,
        *(
            (name, *(f"{found[size][name]:.2f}" for size in sizes), f"x{found[last][name] / found[first][name]:.2f}")
            for name in found[first]
        ),
    ]


def judged(report: dict) -> list[tuple]:
    """Every figure that has a limit, and whether it holds."""
    return [(one.name, f"{one.found:.2f}", f"{one.most:.2f}", one.unit, one.word) for one in verdicts(report)]


def beside(report: dict) -> list[tuple]:
    """Our figures and theirs, with the multiple of each one's own floor in brackets."""
    factor, found = report["machine"]["factor"], {work["name"]: work for work in report["works"]}
    floor, their_floor = _floor(report), peers.FLOOR_MS
    rows = []
    for row, theirs in peers.PUBLISHED.items():
        for name in peers.OURS[row]:
            if name in found:
                ours = found[name]["cpu_ms"]
                shown = row if len(peers.OURS[row]) == 1 else f"{row} ({name.rpartition(', ')[2]})"
                cells = (_with_multiple(one, their_floor) for one in theirs)
                rows.append((shown, _with_multiple(ours, floor), f"{ours / factor:.2f}", *cells))
    start, size = report["start_up"].get("warm", {}).get("front_page_s"), report["memory"]["rss_after_run"] / 2**20
    for (row, theirs), ours in zip(peers.START_AND_MEMORY.items(), (start, size), strict=True):
        rows.append((row, "-" if ours is None else f"{ours:.2f}", "", *(f"{one:g}" for one in theirs)))
    return rows


def _floor(report: dict) -> float:
    return next(work["cpu_ms"] for work in report["works"] if work["name"] == FLOOR)


def _with_multiple(value: float, floor: float) -> str:
    return f"{value:.2f} ({value / floor:.0f})"
