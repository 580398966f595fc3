"""Whatever becomes of the files, the answers stay right and the folder heals."""

import pytest

from hcc.search.query import search


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
