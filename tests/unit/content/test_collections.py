"""What a living list shows, by each thing that can be asked of it."""

from datetime import UTC, datetime

import pytest

from hcc.content.collections import collected
from hcc.content.public_tree import Entry, PublicTree

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


def entry(path: str, kind: str = "page", *, title: str = "", since: float = 0.0, summary: str = "", **more) -> Entry:
    names = tuple(path.split("/"))
    title = title or path
    return Entry(path, kind, names, kind == "folder", title, "", summary, since, since, False, title.lower(), more)


TREE = PublicTree(
    {
        (): [
            entry("tin", "folder"),
            entry("tinh", title="C", since=9),
            entry("anh", "image"),
            entry("gom", "collection"),
        ],
        ("tin",): [
            entry("tin/a", title="b", since=1, summary="Khám bệnh lưu động"),
            entry("tin/b", "notice", title="a", since=3, starts_on="2026-12-09"),
            entry("tin/c", "notice", title="d", since=2, ends_on="2026-11-01"),
            entry("tin/d", "notice", title="e", since=4, starts_on="2026-12-01", starts_at="08:00"),
        ],
    }
)


@pytest.mark.parametrize(
    ("text", "within", "found"),
    [
        ({}, (), ["tinh", "tin/d", "tin/b", "tin/c", "tin/a", "tin"]),
        ({"sort": "title"}, ("tin",), ["tin/b", "tin/a", "tin/c", "tin/d"]),
        ({"sort": "begin", "kinds": ["notice"]}, (), ["tin/d", "tin/b", "tin/c"]),
        ({"words": "luu dong kham"}, (), ["tin/a"]),
        ({"words": "lưu động xe"}, (), []),
        ({"kinds": ["page"]}, (), ["tinh", "tin/a"]),
        ({"kinds": ["notice"], "stage": "over"}, (), ["tin/c"]),
        ({"kinds": ["notice"], "stage": "ahead"}, (), ["tin/d", "tin/b"]),
        ({"most": 2}, (), ["tinh", "tin/d"]),
        ({}, ("khong-co",), []),
    ],
)
def test_it_shows_what_was_asked_for_and_never_itself_or_pictures(text, within, found):
    assert [one.id for one in collected(text, TREE, NOW, within=within, without="gom")] == found


def test_another_collection_is_shown_like_any_page():
    assert "gom" in [one.id for one in collected({}, TREE, NOW, without="khac")]
