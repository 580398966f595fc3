"""Pictures of pages are kept within a bound, can be deleted at any time, and are never another paper's."""

import os

import pytest

from hcc.dossiers.page_pictures import WIDEST_KEPT, PagePictures

SHA = "a" * 64


@pytest.fixture
def pictures(tmp_path):
    return PagePictures(tmp_path / "pages", most_bytes=1_000)


def test_a_picture_is_drawn_once(pictures):
    drawn = []

    def draw() -> bytes:
        drawn.append(1)
        return b"picture"

    assert pictures.drawn(SHA, 1, 240, draw) == pictures.drawn(SHA, 1, 240, draw) == b"picture"
    assert len(drawn) == 1
    for other in (("b" * 64, 1, 240), (SHA, 2, 240), (SHA, 1, 900)):
        assert pictures.find(*other) is None


@pytest.mark.parametrize("sha256", ["", "../../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_a_paper_without_a_digest_is_drawn_each_time_and_names_no_file(pictures, sha256):
    assert pictures.drawn(sha256, 1, 240, lambda: b"picture") == b"picture"
    assert pictures.find(sha256, 1, 240) is None
    assert not pictures.folder.exists()


def test_wide_pictures_are_not_kept(pictures):
    pictures.keep(SHA, 1, WIDEST_KEPT + 1, b"picture")
    assert pictures.find(SHA, 1, WIDEST_KEPT + 1) is None


def test_the_oldest_go_when_there_is_too_much(pictures):
    for number in range(1, 12):
        pictures.keep(SHA, number, 240, b"x" * 100)
        path = next(pictures.folder.glob(f"??/{SHA}-240-{number}.png"))
        os.utime(path, (number, number))
    pictures.prune()
    kept = [number for number in range(1, 12) if pictures.find(SHA, number, 240)]
    assert kept == list(range(4, 12))


def test_within_the_bound_nothing_goes(pictures):
    for number in range(10):
        pictures.keep(SHA, number, 240, b"x" * 100)
    pictures.prune()
    assert all(pictures.find(SHA, number, 240) for number in range(10))


def test_after_so_many_new_ones_somebody_looks(pictures, monkeypatch):
    monkeypatch.setattr("hcc.dossiers.page_pictures.LOOKED_AFTER_EVERY", 20)
    for number in range(20):
        pictures.keep(SHA, number, 240, b"x" * 100)
    assert sum(path.stat().st_size for path in pictures.folder.glob("??/*")) <= 1_000


def test_a_disk_that_takes_nothing_is_no_trouble(pictures):
    pictures.folder.write_bytes(b"in the way")
    assert pictures.drawn(SHA, 1, 240, lambda: b"picture") == b"picture"
    assert pictures.find(SHA, 1, 240) is None


def test_pictures_of_a_paper_taken_away_are_removed(pictures):
    for sha256 in (SHA, "a" * 63 + "b"):
        pictures.keep(sha256, 1, 240, b"picture")
    pictures.forget(SHA)
    assert pictures.find(SHA, 1, 240) is None
    assert pictures.find("a" * 63 + "b", 1, 240) == b"picture"
