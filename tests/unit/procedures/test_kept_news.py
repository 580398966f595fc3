"""What is new is kept over a start, and a file that cannot be trusted is no news."""

import hashlib
import json
from collections import OrderedDict
from datetime import UTC, datetime, timedelta

import pytest

from hcc.core.act import Act
from hcc.procedures import news
from hcc.procedures.kept_news import NewsFile
from hcc.procedures.news import headlines
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.resources import ProcedureFolder

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = MONDAY.date()


def bring_in(folder, *codes, at=MONDAY):
    records = {code: ProcedureRecord(code=code, name="Đăng ký khai sinh", field="ho-tich") for code in codes}
    import_catalogue(folder, records=records, act=Act("danhmuc", at), effective=at.date())


@pytest.fixture
def folder():
    made = ProcedureFolder()
    bring_in(made, *(f"1.{number:06}" for number in range(5)))
    bring_in(made, "1.000077", at=MONDAY + timedelta(hours=1))
    return made


@pytest.fixture
def file(tmp_path):
    return NewsFile(tmp_path / "index" / "news.json")


@pytest.fixture
def started_again(monkeypatch):
    """Forgets what this process has read, as a start does."""

    def start():
        monkeypatch.setattr(news, "_readings", OrderedDict())

    start()
    return start


def told(folder, file):
    lines = headlines(folder, TODAY, 5, keeper=file)
    return [(line.revision.record.code, line.kind, line.count) for line in lines]


def test_the_next_start_does_not_read_the_chain(folder, file, started_again, monkeypatch):
    first = told(folder, file)
    assert [count for _, _, count in first] == [1, 5]
    started_again()
    monkeypatch.setattr(news, "_read", None)
    assert told(folder, file) == first


def test_what_was_published_since_is_told(folder, file, started_again):
    told(folder, file)
    bring_in(folder, "1.000099", at=MONDAY + timedelta(hours=2))
    started_again()
    assert told(folder, file)[0][0] == "1.000099"


def test_the_news_of_another_day_are_not_those_of_this_one(folder, file):
    told(folder, file)
    position = folder.journal.position
    assert file.read(position, TODAY) is not None
    assert file.read(position, TODAY + timedelta(days=1)) is None
    assert file.read((position[0], position[1] ^ 1), TODAY) is None


def signed(body: str) -> bytes:
    return f"{body}\n{hashlib.sha256(body.encode()).hexdigest()}\n".encode()


DAMAGE = {
    "deleted": lambda kept: None,
    "emptied": lambda kept: b"",
    "cut short": lambda kept: kept[: len(kept) // 2],
    "one byte": lambda kept: kept.replace(b"1.000077", b"1.000001"),
    "not UTF-8": lambda kept: b"\xff" + kept,
    "no object": lambda kept: signed("[]"),
    "no JSON": lambda kept: signed("{"),
    "of another version": lambda kept: signed(json.dumps({**json.loads(kept.split(b"\n")[0]), "acts": [[1]]})),
}


@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_a_file_that_was_spoilt_is_made_anew(name, folder, file, started_again, tmp_path):
    first, path = told(folder, file), tmp_path / "index" / "news.json"
    kept = path.read_bytes()
    spoilt = DAMAGE[name](kept)
    if spoilt is None:
        path.unlink()
    else:
        path.write_bytes(spoilt)
    started_again()
    assert told(folder, file) == first
    assert path.read_bytes() == kept


def test_a_file_that_cannot_be_written_stops_nothing(folder, tmp_path, started_again, caplog):
    (tmp_path / "taken").write_text("no folder")
    assert len(told(folder, NewsFile(tmp_path / "taken" / "news.json"))) == 2
    assert "could not be kept" in caplog.text
