"""What searching costs, and how often the right procedure comes first.

    python benchmarks/search_cost.py --source catalog/procedures [--documents 6000] [--queries queries.tsv]

Documents are mixed from the sentences of the real ones: a real title with a clause of another, a body of about 4 kB.
`--queries` is a tab-separated file, query and the keys that answer it (comma between), asked of the unmixed source.
Figures are CPU milliseconds of this process.
"""

import argparse
import random
import statistics
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from hcc.search.document import SearchDocument
from hcc.search.index import SearchIndex
from hcc.search.journal import Journal
from hcc.search.query import search
from hcc.search.text import fold

ABBREVIATIONS = {
    "gcn": ["giấy chứng nhận"],
    "đkkd": ["đăng ký kinh doanh"],
    "hkd": ["hộ kinh doanh"],
    "ubnd": ["ủy ban nhân dân"],
    "nvqs": ["nghĩa vụ quân sự"],
    "htx": ["hợp tác xã"],
    "thcs": ["trung học cơ sở"],
    "cccd": ["căn cước công dân", "căn cước"],
    "tthn": ["tình trạng hôn nhân"],
    "gpxd": ["giấy phép xây dựng"],
    "btxh": ["bảo trợ xã hội"],
    "qsdđ": ["quyền sử dụng đất"],
}


def records(source: Path) -> list[dict]:
    """The raw procedures: a folder of TOML files or one YAML list."""
    if source.is_dir():
        return [tomllib.loads(path.read_text("utf-8")) for path in sorted(source.glob("*.toml"))]
    import yaml

    return yaml.safe_load(source.read_text("utf-8"))


def sentences(value: object) -> Iterator[str]:
    """Every string in a record, wherever it is."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in ("source", "asked_as"):
                yield from sentences(part)
    elif isinstance(value, list):
        for part in value:
            yield from sentences(part)


def document(record: dict) -> SearchDocument:
    """One real procedure as the index sees it."""
    code = str(record["code"])
    name = record.get("name") or record.get("title")
    body = "\n".join(text for text in sentences(record) if text not in (name, code))
    level = record.get("level") or "?"
    facets = {"field": (str(record.get("field") or "?"),), "level": (str(level),)}
    asked_as = tuple(record.get("asked_as", ()))
    return SearchDocument(key=code, title=name, asked_as=asked_as, body=body, codes=(code,), facets=facets)


def mixed(real: list[SearchDocument], count: int, body_length: int = 4000) -> list[SearchDocument]:
    """`count` documents out of the sentences of the real ones."""
    chance = random.Random(1)
    lines = [line for one in real for line in one.body.splitlines() if len(line) > 10]
    documents = []
    for number in range(count):
        title = chance.choice(real).title
        if chance.random() < 0.7:
            title = f"{title} {' '.join(chance.choice(real).title.split()[:6])}"
        body: list[str] = []
        while sum(map(len, body)) < body_length * 0.75:
            body.append(chance.choice(lines))
        code = f"{chance.randrange(1, 4)}.{number:06d}"
        facets = chance.choice(real).facets
        text, codes, asked_as = "\n".join(body), (f"{code}.000.00.00.H38",), chance.choice(real).asked_as
        documents.append(SearchDocument(code, title, (), text, codes, facets, asked_as=asked_as))
    return documents


def spans(documents: list[SearchDocument], count: int, seed: int) -> list[str]:
    """Queries: two to five syllables that stand together in a title or a body, half of them without accents."""
    chance = random.Random(seed)
    queries = []
    for _ in range(count):
        one = chance.choice(documents)
        words = (one.title if chance.random() < 0.7 else chance.choice(one.body.splitlines())).split()
        start = chance.randrange(max(1, len(words) - 5))
        query = " ".join(words[start : start + chance.randrange(2, 6)])
        queries.append(fold(query) if chance.random() < 0.5 else query)
    return queries


def cost(what: str, times: list[float]) -> None:
    """Print the middle, the 95th in a hundred and the worst."""
    times = sorted(times)
    p95 = times[int(len(times) * 0.95)]
    print(f"{what:<46} p50 {statistics.median(times):8.2f}  p95 {p95:8.2f}  max {times[-1]:8.2f} ms")


def timed(call, *args, **kwargs) -> float:
    """CPU milliseconds of one call."""
    before = time.process_time()
    call(*args, **kwargs)
    return (time.process_time() - before) * 1000


def success(index: SearchIndex, queries: Path) -> str:
    """How many queries have a right answer first, and among the first three."""
    rows = [line.split("\t") for line in queries.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    first = three = 0
    for query, keys in rows:
        found = [hit.key for hit in search(index, query, page_size=3).hits]
        right = set(keys.strip().split(","))
        first += bool(set(found[:1]) & right)
        three += bool(set(found) & right)
    return f"{first}/{len(rows)} first, {three}/{len(rows)} among three"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, default=Path("catalog/procedures"))
    parser.add_argument("--documents", type=int, default=6000)
    parser.add_argument("--queries", type=Path)
    options = parser.parse_args()
    real = [document(record) for record in records(options.source)]
    with tempfile.TemporaryDirectory() as scratch:
        if options.queries:
            for name, table in (("no synonyms", {}), ("abbreviations", ABBREVIATIONS)):
                small = SearchIndex(Path(scratch, name), table)
                small.catch_up(Journal(), lambda key: None, lambda: real)
                print(f"{name:<46} {success(small, options.queries)}")
        measure(Path(scratch, "large"), mixed(real, options.documents))


def measure(folder: Path, documents: list[SearchDocument]) -> None:
    """Build, open, ask, follow."""
    by_key = {one.key: one for one in documents}
    journal = Journal()
    index = SearchIndex(folder)
    print(f"{len(documents)} documents")
    print(f"build {timed(index.catch_up, journal, by_key.get, by_key.values) / 1000:.1f} s CPU")
    print(f"on disk {sum(path.stat().st_size for path in folder.iterdir()) / 1e6:.1f} MB")
    index = SearchIndex(folder)
    print(f"open {timed(index.catch_up, journal, by_key.get, by_key.values):.0f} ms")
    filters = {"level": [documents[0].facets["level"][0]]}
    print(f"first query of all {timed(search, index, 'giấy', filters=filters):.1f} ms")
    queries = list(dict.fromkeys(spans(documents, 150, seed=2)))
    cost("never seen, two facets", [timed(search, index, query) for query in queries])
    cost("warm, two facets", [timed(search, index, query) for query in queries for _ in range(3)])
    cost("warm, one facet filtered", [timed(search, index, query, filters=filters) for query in queries])
    cost("warm, page 50", [timed(search, index, query, page=50) for query in queries])
    cost("nothing asked", [timed(search, index, "", page=3) for _ in range(50)])
    cost("up to date already", [timed(index.catch_up, journal, by_key.get, by_key.values) for _ in range(1000)])
    memory = index.snapshot().memory
    print(f"memory of answers {memory.size / 1e6:.1f} MB in {len(memory)} entries")
    follow = []
    for one in documents[:20]:
        journal.append("changed", one.key)
        follow.append(timed(index.catch_up, journal, by_key.get, by_key.values))
    cost("one change followed", follow)


if __name__ == "__main__":
    main()
