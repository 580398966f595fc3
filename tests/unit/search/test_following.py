"""The index follows the journal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from hcc.search.document import SearchDocument
from hcc.search.index import IndexUnavailable, SearchIndex
from hcc.search.journal import Journal
from hcc.search.query import search


def test_changes_and_removals_arrive(shelf):
    shelf.put("a", "Đăng ký khai sinh")
    shelf.put("b", "Đăng ký khai tử")
    assert shelf.keys("khai") == ["a", "b"]
    shelf.put("a", "Đăng ký kết hôn")
    shelf.remove("b")
    shelf.put("c", "Đăng ký lại khai sinh")
    assert shelf.keys("khai") == ["c"]
    assert shelf.keys("kết hôn") == ["a"]
    assert shelf.search().total == shelf.index.total == 2
    assert shelf.rebuilds == 1


def test_only_what_changed_is_read_and_once(civil_status):
    civil_status.follow()
    civil_status.reads.clear()
    for _ in range(3):
        civil_status.put("khai-tu", "Báo tử")
    assert civil_status.follow()
    assert civil_status.follow()
    assert civil_status.reads == ["khai-tu"]
    assert civil_status.rebuilds == 1


def test_the_generation_changes_only_with_the_content(civil_status):
    civil_status.follow()
    before = civil_status.index.generation
    civil_status.follow()
    assert civil_status.index.generation == before
    civil_status.put("khai-tu", "Báo tử")
    civil_status.follow()
    assert civil_status.index.generation > before
    assert civil_status.index.sequence == civil_status.journal.last


def test_what_is_up_to_date_is_not_built_again_by_a_new_process(civil_status):
    civil_status.follow()
    civil_status.reopen()
    assert civil_status.keys("khai tử")[0] == "khai-tu"
    civil_status.put("khai-tu", "Báo tử")
    civil_status.reopen()
    assert civil_status.keys("báo tử")[0] == "khai-tu"
    assert civil_status.rebuilds == 1
    assert civil_status.reads == ["khai-tu"]


def test_what_stands_in_the_index_as_it_is_now_is_not_read(shelf):
    def stamp(key: str) -> str | None:
        return shelf.documents[key].stamp if key in shelf.documents else None

    for key in "abc":
        shelf.put(key, f"Trang {key}", stamp="1")
    shelf.follow(stamp=stamp)
    generation = shelf.index.generation
    for key in "abc":
        shelf.journal.append("changed", key)
    assert shelf.follow(stamp=stamp)
    assert (shelf.reads, shelf.index.generation, shelf.index.sequence) == ([], generation, shelf.journal.last)
    shelf.put("b", "Trang khác", stamp="2")
    shelf.remove("c")
    shelf.journal.append("changed", "a")
    shelf.reopen()
    assert shelf.follow(stamp=stamp)
    assert (shelf.reads, shelf.rebuilds) == (["b", "c"], 1)
    assert [hit.key for hit in search(shelf.index, "trang").hits] == ["a", "b"]
    assert search(shelf.index, "khac").hits[0].key == "b"


def test_a_database_put_back_to_an_older_day_is_noticed(shelf):
    shelf.put("old", "Khai sinh")
    backup = list(shelf.journal._entries.items())
    shelf.put("lost", "Khai tử")
    assert shelf.follow()
    shelf.journal = Journal()
    shelf.journal._entries.update(backup)
    del shelf.documents["lost"]
    shelf.reopen()
    assert shelf.keys("khai") == ["old"]
    # The same number, another history, in a process that saw the former one.
    shelf.put("lost", "Khai tử")
    shelf.follow()
    del shelf.documents["lost"]
    shelf.journal = Journal()
    shelf.journal._entries.update(backup)
    shelf.put("new", "Khai báo")
    assert shelf.keys("khai") == ["new", "old"]


def test_an_older_view_of_the_database_changes_nothing(shelf):
    shelf.put("a", "Khai sinh")
    older = Journal()
    older._entries.update(shelf.journal._entries)
    shelf.put("b", "Khai tử")
    assert shelf.follow()
    assert not shelf.index.catch_up(older, shelf.read, lambda: pytest.fail("must not rebuild"))
    assert shelf.index.total == 2


def test_a_journal_trimmed_too_far_means_a_rebuild(shelf):
    shelf.put("a", "Khai sinh")
    shelf.follow()
    for number in range(5):
        shelf.put(str(number), f"Khai sinh {number}")
    shelf.journal.trim(before=4)
    assert len(shelf.keys("khai sinh")) == 6
    assert shelf.rebuilds == 2


def test_a_new_day_reads_what_crossed_a_boundary(shelf):
    shelf.put("a", "Khai sinh")
    shelf.put("b", "Khai tử")
    shelf.follow(as_of="2026-11-24")
    shelf.reads.clear()
    shelf.documents["b"] = SearchDocument("b", "Báo tử")
    former = []
    assert shelf.follow(as_of="2026-11-25", crossed=lambda day: former.append(day) or ["b"])
    assert former == ["2026-11-24"]
    assert shelf.reads == ["b"]
    assert [hit.key for hit in search(shelf.index, "báo tử").hits] == ["b"]
    shelf.reopen()
    assert shelf.follow(as_of="2026-11-25", crossed=lambda day: pytest.fail("same day"))
    assert shelf.rebuilds == 1


def test_a_failing_read_comes_through_and_leaves_the_index_as_it_was(shelf):
    shelf.put("a", "Khai sinh")
    shelf.follow()
    generation = shelf.index.generation
    shelf.put("b", "Khai tử")

    def fail(key):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        shelf.index.catch_up(shelf.journal, fail, shelf.read_all)
    assert (shelf.index.generation, shelf.index.sequence) == (generation, 1)
    assert shelf.keys("khai") == ["a", "b"]


def test_while_another_has_the_lock_the_former_state_answers(shelf):
    shelf.put("a", "Khai sinh")
    shelf.follow()
    shelf.put("b", "Khai tử")
    lock = FileStorage(str(shelf.folder)).lock("index.lock")
    assert lock.acquire()
    try:
        assert not shelf.follow()
        assert [hit.key for hit in search(shelf.index, "khai").hits] == ["a"]
    finally:
        lock.release()
    assert shelf.keys("khai") == ["a", "b"]


def test_a_first_index_is_made_in_memory_when_the_lock_cannot_be_had(new_shelf):
    shelf = new_shelf(patience=0)
    shelf.put("a", "Khai sinh")
    shelf.folder.mkdir()
    lock = FileStorage(str(shelf.folder)).lock("index.lock")
    assert lock.acquire()
    try:
        assert shelf.keys("khai") == ["a"]
        assert not (shelf.folder / "index.json").exists()
    finally:
        lock.release()


def test_a_folder_that_cannot_be_written_to_still_answers(shelf):
    shelf.folder.parent.mkdir(exist_ok=True)
    shelf.folder.write_text("a file where the folder should be")
    shelf.put("a", "Khai sinh")
    assert shelf.keys("khai") == ["a"]
    shelf.put("b", "Khai tử")
    assert shelf.keys("khai") == ["a", "b"]


def test_two_processes_follow_in_one_folder(shelf):
    shelf.put("a", "Khai sinh")
    one, other = shelf.index, SearchIndex(shelf.folder)
    for round_number in range(6):
        shelf.put(f"{round_number}", f"Khai sinh {round_number}")
        for index in (one, other) if round_number % 2 else (other, one):
            assert index.catch_up(shelf.journal, shelf.read, shelf.read_all)
    for index in (one, other, SearchIndex(shelf.folder)):
        assert index.catch_up(shelf.journal, shelf.read, shelf.read_all)
        assert search(index, "khai sinh").total == 7
    assert shelf.rebuilds == 1
    # Each change but the first build was read once; the other index took it from the folder.
    assert len(shelf.reads) == 5


def test_other_code_means_a_rebuild(shelf, monkeypatch):
    shelf.put("a", "Khai sinh")
    shelf.follow()
    monkeypatch.setattr("hcc.search.index.fingerprint", lambda documents_made_by: "another version")
    shelf.reopen()
    assert shelf.keys("khai") == ["a"]
    assert shelf.rebuilds == 2


def test_documents_made_otherwise_mean_a_rebuild(new_shelf):
    shelf = new_shelf(documents_made_by="one way")
    shelf.put("a", "Khai sinh")
    shelf.follow()
    shelf.reopen(documents_made_by="one way")
    assert shelf.keys("khai") == ["a"]
    assert shelf.rebuilds == 1
    shelf.reopen(documents_made_by="another way")
    assert shelf.keys("khai") == ["a"]
    assert shelf.rebuilds == 2


def test_rebuilding_by_hand(shelf):
    shelf.put("a", "Khai sinh")
    shelf.follow()
    generation = shelf.index.generation
    shelf.index.rebuild(shelf.journal, lambda: [SearchDocument("b", "Khai tử")])
    assert [hit.key for hit in search(shelf.index, "khai").hits] == ["b"]
    assert shelf.index.generation > generation


def test_postings_that_cannot_be_read_lead_to_a_rebuild(shelf, monkeypatch):
    shelf.put("a", "Khai sinh")
    shelf.follow()
    broken = shelf.index.snapshot()
    monkeypatch.setattr(broken._reader, "leaf_readers", lambda *_: 1 / 0)
    with pytest.raises(IndexUnavailable):
        search(shelf.index, "khai")
    assert shelf.keys("khai") == ["a"]
    assert shelf.rebuilds == 2


steps = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.one_of(st.none(), st.lists(st.sampled_from(["khai", "sinh", "tử", "hộ", "hồ"]), min_size=1, max_size=4)),
        st.booleans(),
    ),
    max_size=25,
)


@given(steps, st.booleans())
@settings(max_examples=25, deadline=None)
def test_following_step_by_step_equals_building_anew(tmp_path_factory, taken, stamped):
    documents: dict[str, SearchDocument] = {}

    def stamp(key: str) -> str | None:
        return documents[key].stamp if key in documents else None

    stamps = {"stamp": stamp} if stamped else {}
    journal = Journal()
    index = SearchIndex(tmp_path_factory.mktemp("steps"))
    for key, words, follow in taken:
        if words is None:
            documents.pop(key, None)
        else:
            title = " ".join(words)
            documents[key] = SearchDocument(key, title, facets={"first": (words[0],)}, stamp=title if stamped else "")
        journal.append("changed", key)
        if follow:
            index.catch_up(journal, documents.get, documents.values, **stamps)
    index.catch_up(journal, documents.get, documents.values, **stamps)
    fresh = SearchIndex(tmp_path_factory.mktemp("fresh"))
    fresh.catch_up(journal, documents.get, documents.values)
    for query in ("", "khai", "hộ", "ho", "khai sinh", "sinh tử hồ"):
        followed, built = search(index, query), search(fresh, query)
        assert (followed.hits, followed.facets, followed.total) == (built.hits, built.facets, built.total)
