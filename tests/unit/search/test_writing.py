"""What is written faster than Whoosh writes it is the same."""

import random

import pytest
from whoosh.index import Index

from hcc.search.document import SearchDocument
from hcc.search.memory import MemoryStorage
from hcc.search.schema import fields_of
from hcc.search.terms import schema
from hcc.search.writing import writing

WORDS = ["cấp", "lại", "giấy", "khai", "sinh", "chứng", "thực", "bản", "sao", "đất", "hộ", "nghèo", "trẻ", "em", "rừng"]


def documents(count: int) -> list[SearchDocument]:
    chance = random.Random(7)
    return [
        SearchDocument(str(n), " ".join(chance.choices(WORDS, k=6)), body=" ".join(chance.choices(WORDS, k=30)))
        for n in range(count)
    ]


def contents(index: Index) -> dict[tuple[str, bytes], list[tuple[str, float]]]:
    """Every term of every field, with the key of each document it stands in and its weight there."""
    found: dict[tuple[str, bytes], list[tuple[str, float]]] = {}
    with index.reader() as reader:
        for field, term in reader.all_terms():
            matcher = reader.postings(field, term)
            places = found.setdefault((field, term), [])
            while matcher.is_active():
                places.append((reader.stored_fields(matcher.id())["row"]["key"], round(matcher.weight(), 5)))
                matcher.next()
            places.sort()
    return found


@pytest.mark.parametrize("count", [3, 1500])
def test_every_term_stands_where_whoosh_puts_it(count):
    plain, fast = (MemoryStorage().create_index(schema()) for _ in range(2))
    with plain.writer() as theirs, writing(fast, merge=False) as ours:
        for document in documents(count):
            theirs.add_document(**fields_of(document))
            ours.add_document(**fields_of(document))
    assert contents(fast) == contents(plain)
    assert ("key", b"2") in contents(fast)


def test_segments_are_merged_without_what_was_deleted():
    index = MemoryStorage().create_index(schema())
    every = documents(60)
    for start in range(0, 60, 10):
        with writing(index, merge=True) as writer:
            writer.delete_by_term("key", "3")
            for document in every[start : start + 10]:
                writer.add_document(**fields_of(document))
    left = {key for places in contents(index).values() for key, _ in places}
    assert left == {document.key for document in every} - {"3"}
    with index.reader() as reader:
        assert len(reader.leaf_readers()) < 6
