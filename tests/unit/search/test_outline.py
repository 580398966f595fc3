"""What is in the index can be told before it is loaded, and never wrongly."""

import subprocess
import sys

from hcc.search.outline import Outline


def field(name: str) -> dict:
    return {"facets": {"field": (name,)}}


def two_fields(shelf):
    shelf.put("birth", "Khai sinh", **field("ho-tich"))
    shelf.put("death", "Khai tử", **field("ho-tich"))
    shelf.put("house", "Xây nhà", **field("xay-dung"))
    return shelf


def test_a_new_process_tells_without_loading(shelf):
    two_fields(shelf).follow(as_of="2026-11-23")
    shelf.reopen()
    outline = shelf.index.outline(shelf.journal, "2026-11-23")
    assert outline.total == 3
    assert outline.counts == {"field": {"ho-tich": 2, "xay-dung": 1}}
    assert shelf.index.generation == 0, "the index was loaded"


def test_it_says_what_the_index_says(shelf):
    two_fields(shelf).follow()
    told = shelf.index.outline(shelf.journal)
    found = shelf.search()
    assert told.total == found.total
    assert {name: {one.value: one.count for one in counts} for name, counts in found.facets.items()} == told.counts
    shelf.reopen()
    assert shelf.index.outline(shelf.journal) == told


def test_nothing_is_told_of_another_state(shelf):
    two_fields(shelf).follow(as_of="2026-11-23")
    shelf.reopen()
    assert shelf.index.outline(shelf.journal, "2026-11-24") is None
    shelf.remove("birth")
    assert shelf.index.outline(shelf.journal, "2026-11-23") is None
    shelf.follow(as_of="2026-11-23")
    assert shelf.index.outline(shelf.journal, "2026-11-23").counts["field"] == {"ho-tich": 1, "xay-dung": 1}


def test_nothing_is_told_without_whole_files(shelf):
    assert two_fields(shelf).index.outline(shelf.journal) is None
    shelf.follow()
    manifest = shelf.folder / "index.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"total": 3', b'"total": 4'))
    shelf.reopen()
    assert shelf.index.outline(shelf.journal) is None
    shelf.follow()
    assert shelf.index.outline(shelf.journal).total == 3


def test_another_database_is_told_nothing(shelf, new_shelf):
    two_fields(shelf).follow()
    other = two_fields(new_shelf())
    shelf.reopen()
    assert other.journal.last == shelf.journal.last
    assert shelf.index.outline(other.journal) is None


def test_whoosh_waits_for_the_index():
    parts = "hcc.search.index, hcc.search.query, hcc.search.nearest, hcc.search.suggesting"
    code = f"import sys, {parts}; print('whoosh.index' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_it_survives_json():
    outline = Outline((3, 5), "2026-11-23", 1, {"field": {"hộ tịch": 1}})
    assert Outline.from_json(outline.as_json()) == outline
