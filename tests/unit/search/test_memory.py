"""Files in memory are read as files on disk are."""

import io
import pickle
import random

import pytest

from hcc.search.memory import MemoryStorage, storage_of

CONTENT = b"one\ntwo\n\nthree" + bytes(range(256))


@pytest.fixture
def file():
    return storage_of({"a": CONTENT}).open_file("a")


def test_it_is_read_like_any_file(file):
    chance, real = random.Random(1), io.BytesIO(CONTENT)
    for _ in range(500):
        if chance.random() < 0.5:
            size = chance.choice((0, 1, 3, 40))
            assert file.read(size) == real.read(size)
        elif chance.random() < 0.5:
            assert file.readline() == real.readline()
        else:
            whence = chance.choice((0, 2))
            offset = chance.randrange(len(CONTENT)) * (1 if whence == 0 else -1)
            file.seek(offset, whence)
            real.seek(offset, whence)
        assert file.tell() == real.tell()
    file.seek(0)
    assert file.read() == CONTENT


def test_a_part_is_a_file_of_its_own(file):
    file.read(5)
    part = file.subset(4, 4)
    assert part.read() == b"two\n"
    assert part.get(1, 2) == b"wo"
    assert file.tell() == 5


def test_pickles_are_read(file):
    kept = {"names": ["hộ", "họ"], "at": 2.5, "lines": b"x\ny\n"}
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert storage_of({"p": pickle.dumps(kept, protocol)}).open_file("p").read_pickle() == kept


def test_looking_copies_nothing():
    file = storage_of({"a": CONTENT}).open_file("a")
    assert file.subset(2, 5)._buf.obj is CONTENT


def test_what_is_not_there_is_said():
    with pytest.raises(NameError):
        MemoryStorage().open_file("a")
