"""Objects whose plain values are one string of bytes in their record."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import transaction
import ZODB
from persistent import Persistent
from ZODB.serialize import ObjectWriter

from hcc.core.folder import Node
from hcc.core.packed import Packed


@dataclass(frozen=True)
class Person:
    name: str


class Paper(Packed, Node):
    state = "draft"


class Page(Persistent):
    pass


@pytest.fixture
def root():
    database = ZODB.DB(None)
    connection = database.open()
    yield connection.root()
    transaction.abort()
    connection.close()
    database.close()


def kept(root) -> Paper:
    """Written, and read anew."""
    transaction.commit()
    root._p_jar.cacheMinimize()
    return root["paper"]


def test_everything_comes_back_and_an_object_of_its_own_stays_one(root):
    paper = root["paper"] = Paper()
    paper.people, paper.at, paper.state = {1: Person("Mẫu")}, datetime(2026, 11, 23, tzinfo=UTC), "submitted"
    paper.page, paper.__parent__, paper._v_seen = Page(), paper, True
    root["page"] = paper.page
    again = kept(root)
    assert vars(again) == {}, "not read yet"
    assert (again.people, again.at, again.state) == (
        {1: Person("Mẫu")},
        datetime(2026, 11, 23, tzinfo=UTC),
        "submitted",
    )
    assert again.page is root["page"]
    assert again.__parent__ is again
    assert not hasattr(again, "_v_seen")
    again.state = "received"
    assert kept(root).state == "received"


def test_a_hundred_values_cost_one_question(root, monkeypatch):
    asked = []
    question = ObjectWriter.persistent_id
    monkeypatch.setattr(ObjectWriter, "persistent_id", lambda self, one: asked.append(one) or question(self, one))
    paper = root["paper"] = Paper()
    paper.values = [[number] for number in range(100)]
    transaction.commit()
    paper.state = "submitted"
    asked.clear()
    transaction.commit()
    assert 0 < len(asked) < 10


def test_what_has_a_record_of_its_own_is_not_hidden_in_a_container(root):
    paper = root["paper"] = Paper()
    paper.pages = [Page()]
    with pytest.raises(TypeError, match="a Page stands in a container"):
        transaction.commit()
    transaction.abort()


def test_what_was_written_before_it_was_packed_is_read(root):
    paper = root["paper"] = Paper()
    paper.people = [Person("Mẫu")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Packed, "__getstate__", Persistent.__getstate__)
        again = kept(root)
        assert again.people == [Person("Mẫu")]
    again.state = "received"
    assert (kept(root).people, again.state) == ([Person("Mẫu")], "received")
