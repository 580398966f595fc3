"""Whatever becomes of the files, the answers stay right and the folder heals."""

import shutil
import time

import pytest

from hcc.search.index import LOOK_AGAIN, SearchIndex
from hcc.search.query import search
from hcc.search.store import FileStore, Lock


def delete(path):
    path.unlink()


def cut_short(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path):
    path.write_bytes(b"")


def flip_a_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) * 2 // 3] ^= 4
    path.write_bytes(content)


def fill_with_rubbish(path):
    path.write_bytes(bytes(range(256)) * (path.stat().st_size // 256 + 1))


def put_a_folder_there(path):
    path.unlink()
    path.mkdir()


DAMAGE = [delete, cut_short, empty, flip_a_bit, fill_with_rubbish]


def files_of(shelf):
    return sorted(path.name for path in shelf.folder.iterdir() if path.name != "index.lock")


@pytest.fixture
def whole(civil_status):
    """An index of several segments."""
    civil_status.follow()
    civil_status.put("khai-tu", "Đăng ký khai tử")
    civil_status.follow()
    assert len(files_of(civil_status)) >= 4
    return civil_status


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_every_file_may_be_damaged(whole, damage):
    expected = whole.search("đăng ký khai sinh")
    for place in range(len(files_of(whole))):
        whole.reopen()
        whole.follow()
        whole.put("khai-tu", "Đăng ký khai tử")
        whole.follow()
        damage(whole.folder / files_of(whole)[place % len(files_of(whole))])
        whole.reopen()
        before = whole.rebuilds
        after = whole.search("đăng ký khai sinh")
        assert after.hits == expected.hits
        assert whole.rebuilds == before + 1
        # Healed: the next process finds everything in place.
        whole.reopen()
        assert whole.search("đăng ký khai sinh").hits == expected.hits
        assert whole.rebuilds == before + 1


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_running_process_does_not_notice(whole, damage):
    expected = whole.search("đăng ký khai sinh")
    for name in files_of(whole):
        damage(whole.folder / name)
    assert whole.search("đăng ký khai sinh") == expected
    assert whole.search("kết hôn").hits[0].key == "ket-hon"
    assert whole.rebuilds == 1


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_running_process_heals_the_folder_with_its_next_change(whole, damage):
    for name in files_of(whole):
        damage(whole.folder / name)
    whole.put("khai-tu", "Báo tử")
    assert whole.keys("báo tử")[0] == "khai-tu"
    whole.reopen()
    assert whole.keys("báo tử")[0] == "khai-tu"
    assert whole.rebuilds == 1


@pytest.fixture
def attentive(monkeypatch):
    """Every search looks after the files, not only one a second."""
    monkeypatch.setattr("hcc.search.index.LOOK_AGAIN", 0)


def contents(shelf):
    return {name: (shelf.folder / name).read_bytes() for name in files_of(shelf)}


@pytest.mark.parametrize("damage", [*DAMAGE, put_a_folder_there], ids=lambda damage: damage.__name__)
def test_a_running_process_puts_back_what_was_damaged_with_the_next_search(whole, attentive, damage):
    expected, before = whole.search("đăng ký khai sinh"), contents(whole)
    for name in before:
        damage(whole.folder / name)
        assert whole.search("đăng ký khai sinh") == expected
        assert contents(whole) == before
    whole.reopen()
    assert whole.search("đăng ký khai sinh").hits == expected.hits
    assert whole.rebuilds == 1


def test_a_running_process_puts_the_whole_folder_back(whole, attentive):
    before = contents(whole)
    shutil.rmtree(whole.folder)
    assert whole.keys("khai tử")[0] == "khai-tu"
    assert contents(whole) == before


def test_a_file_altered_without_its_size_is_noticed(whole, attentive):
    before = contents(whole)
    for name, content in before.items():
        path = whole.folder / name
        with path.open("r+b") as file:
            file.seek(len(content) // 2)
            file.write(b"\0\xff")
        whole.search("khai tử")
        assert path.read_bytes() == content


def test_files_are_looked_after_once_a_second_and_not_more_often(whole, monkeypatch):
    looks = []
    untouched = FileStore.is_untouched
    monkeypatch.setattr(FileStore, "is_untouched", lambda store: looks.append(1) or untouched(store))
    now = time.monotonic()
    monkeypatch.setattr("hcc.search.index.time.monotonic", lambda: now)
    whole.follow()
    looks.clear()
    for _ in range(20):
        whole.follow()
    assert len(looks) <= 1
    now += LOOK_AGAIN
    for _ in range(20):
        whole.follow()
    assert len(looks) <= 2
    assert looks


def test_what_another_process_put_back_is_not_put_back_again(whole, attentive):
    """Two processes that both noticed would else overwrite each other's files for ever."""
    other = SearchIndex(whole.folder)
    assert other.catch_up(whole.journal, whole.read, whole.read_all)
    (whole.folder / "index.json").unlink()
    whole.follow()
    made = (whole.folder / "index.json").stat().st_mtime_ns
    for index in (other, whole.index, other, whole.index):
        assert index.catch_up(whole.journal, whole.read, whole.read_all)
    assert (whole.folder / "index.json").stat().st_mtime_ns == made


def test_files_of_another_version_in_the_same_folder_are_left_alone(whole, attentive):
    """While a new version is put in place, both may run for a moment."""
    other = SearchIndex(whole.folder, documents_made_by="a newer version")
    assert other.catch_up(whole.journal, whole.read, whole.read_all)
    theirs = contents(whole)
    assert whole.keys("khai tử")[0] == "khai-tu"
    assert contents(whole) == theirs


def test_a_newer_generation_of_another_process_is_left_alone(whole, attentive):
    other = SearchIndex(whole.folder)
    other.catch_up(whole.journal, whole.read, whole.read_all)
    other.rebuild(whole.journal, whole.read_all)
    theirs = contents(whole)
    whole.search("khai tử")
    assert contents(whole) == theirs


def test_nobody_waits_for_a_folder_somebody_else_is_writing_to(whole, attentive):
    (whole.folder / "index.json").unlink()
    with FileStore(whole.folder, "another").locked() as lock:
        assert lock is Lock.HELD
        assert whole.keys("khai tử")[0] == "khai-tu"
        assert not (whole.folder / "index.json").exists()
    whole.follow()
    assert (whole.folder / "index.json").exists()


def test_what_a_full_disk_kept_from_being_written_is_written_when_there_is_room(whole, attentive, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hcc.search.index.TRY_AGAIN", 0)
    with monkeypatch.context() as full:
        full.setattr("hcc.search.store.FileStore._write", refuse)
        whole.put("khai-tu", "Báo tử")
        assert whole.keys("báo tử")[0] == "khai-tu"
        assert whole.keys("báo tử")[0] == "khai-tu"
    whole.follow()
    whole.reopen()
    whole.reads.clear()
    assert whole.keys("báo tử")[0] == "khai-tu"
    assert (whole.rebuilds, whole.reads) == (1, [])


def test_the_whole_folder_may_vanish(whole):
    for path in whole.folder.iterdir():
        path.unlink()
    whole.folder.rmdir()
    whole.put("khai-tu", "Báo tử")
    assert whole.keys("báo tử")[0] == "khai-tu"
    whole.reopen()
    assert whole.keys("báo tử")[0] == "khai-tu"


def test_a_folder_in_place_of_a_file(whole):
    put_a_folder_there(whole.folder / "index.json")
    whole.reopen()
    assert whole.keys("khai tử")[0] == "khai-tu"


def test_files_that_are_not_ours_are_left_alone(whole):
    (whole.folder / "notes.txt").write_text("keep me")
    (whole.folder / "MAIN_leftover.seg").write_bytes(b"from a killed writer")
    whole.put("khai-tu", "Báo tử")
    whole.follow()
    assert (whole.folder / "notes.txt").read_text() == "keep me"
    assert not (whole.folder / "MAIN_leftover.seg").exists()


def test_a_disk_that_is_full_still_answers(whole, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hcc.search.store.FileStore._write", refuse)
    whole.put("khai-tu", "Báo tử")
    assert whole.keys("báo tử")[0] == "khai-tu"
    monkeypatch.undo()
    whole.put("ket-hon", "Cưới hỏi")
    whole.follow()
    whole.reopen()
    whole.follow()
    assert search(whole.index, "cưới hỏi").hits[0].key == "ket-hon"
    assert search(whole.index, "báo tử").hits[0].key == "khai-tu"
    assert whole.rebuilds == 1
