"""Objects whose plain values are one string of bytes in their record."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import transaction
import ZODB
from persistent import Persistent
from ZODB.serialize import ObjectWriter

from hcc.core import packed
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


class Filed(Packed):
    settled = frozenset({"person", "again", "name"})


def test_settled_values_are_written_as_they_were_read_until_one_is_set_anew(root, monkeypatch):
    """And two names of one thing stay names of one thing."""
    filed = root["filed"] = Filed()
    filed.person = filed.again = Person("Mẫu")
    filed.name, filed.state = "một", "draft"
    transaction.commit()
    for act in ("submit", "receive"):
        filed._p_deactivate()
        assert filed.person is filed.again
        filed.state = act
        with monkeypatch.context() as patched:
            patched.setattr("hcc.core.packed._dumped", only_of({"state"}))
            transaction.commit()
    filed._p_deactivate()
    filed.person = Person("Khác")
    transaction.commit()
    filed._p_deactivate()
    assert (filed.person, filed.again, filed.name, filed.state) == (Person("Khác"), Person("Mẫu"), "một", "receive")
    del filed.again
    transaction.commit()
    filed._p_deactivate()
    assert not hasattr(filed, "again")


def only_of(names: set[str]):
    """What writes values, and refuses any but these."""

    def dumped(values):
        assert set(values) == names
        return whole(values)

    return dumped


whole = packed._dumped


def test_a_settled_value_that_was_given_up_is_not_written(root):
    filed = root["filed"] = Filed()
    filed.name = "một"
    transaction.commit()
    filed.name = "hai"
    transaction.abort()
    filed.state = "receive"
    transaction.commit()
    filed._p_deactivate()
    assert (filed.name, filed.state) == ("một", "receive")


def test_what_was_packed_before_anything_was_settled_is_read(root):
    filed = root["filed"] = Filed()
    filed.name, filed.state = "một", "draft"
    Filed.settled, settled = frozenset(), Filed.settled
    try:
        transaction.commit()
    finally:
        Filed.settled = settled
    filed._p_deactivate()
    assert filed.name == "một"
    filed.state = "receive"
    transaction.commit()
    filed._p_deactivate()
    assert (filed.name, filed.state) == ("một", "receive")
