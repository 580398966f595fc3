"""Trees whose leaves are written as one string of bytes: they hold, merge and refuse what BTrees' own do."""

import random
from collections.abc import Callable

import pytest
import transaction
import ZODB
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.POSException import ConflictError
from ZODB.serialize import ObjectWriter

from hcc.core.line_trees import LineBucket, LineTree


@pytest.fixture
def database():
    database = ZODB.DB(None)
    yield database
    database.close()


def key(number: int) -> str:
    return f"nộp {number:04d}"


def fill(database: ZODB.DB, kind: type, count: int) -> None:
    with database.transaction() as connection:
        connection.root()["tree"] = kind({key(number): f"Mẫu {number}" for number in range(0, count, 2)})


def test_what_is_kept_is_read_again(database):
    fill(database, LineTree, 1000)
    with database.transaction() as connection:
        tree = connection.root()["tree"]
        tree[key(1)], tree[key(3)], tree[key(5)] = 7, None, ["a", 1]
        for number in range(100, 200, 2):
            del tree[key(number)]
    with database.transaction() as connection:
        tree = connection.root()["tree"]
        tree._check()
        assert isinstance(tree._firstbucket, LineBucket)
        assert [tree[key(number)] for number in range(1, 6, 2)] == [7, None, ["a", 1]]
        assert list(tree.keys(min=key(98), max=key(202))) == [key(98), key(200), key(202)]
        assert len(tree) == 453


def test_a_leaf_is_one_value_to_the_pickler(database, monkeypatch):
    fill(database, LineTree, 1000)
    asked = []
    whole = ObjectWriter.persistent_id
    monkeypatch.setattr(ObjectWriter, "persistent_id", lambda self, thing: (asked.append(thing), whole(self, thing))[1])
    with database.transaction() as connection:
        connection.root()["tree"][key(500)] = "anew"
    assert len(asked) < 10


def both_at_once(database: ZODB.DB, one: Callable, other: Callable) -> bool:
    """Two transactions that began together; whether the later is refused."""
    managers = [transaction.TransactionManager() for _ in range(2)]
    connections = [database.open(manager) for manager in managers]
    try:
        for change, connection in zip((one, other), connections, strict=True):
            change(connection.root()["tree"])
        managers[0].commit()
        managers[1].commit()
    except ConflictError:
        return True
    finally:
        for manager, connection in zip(managers, connections, strict=True):
            manager.abort()
            connection.close()
    return False


def changes(chance: random.Random, last: int) -> Callable:
    number, put = chance.randrange(last), chance.random() < 0.5
    return lambda tree: tree.__setitem__(key(number), "changed") if put else tree.pop(key(number), None)


@pytest.mark.parametrize("size", [10, 80, 600])
def test_two_transactions_meet_as_in_a_tree_of_btrees_own(size):
    """The same changes: the same are merged, the same refused, and the same is left."""
    found = []
    for kind in (LineTree, OOBTree):
        database, chance = ZODB.DB(None), random.Random(size)
        fill(database, kind, size)
        refused = [both_at_once(database, changes(chance, size), changes(chance, size)) for _ in range(200)]
        with database.transaction() as connection:
            found.append((refused, dict(connection.root()["tree"].items())))
        database.close()
    assert found[0] == found[1]
    assert 0 < sum(found[0][0]) < 200


def test_an_object_with_a_record_of_its_own_is_refused(database):
    fill(database, LineTree, 100)
    with pytest.raises(TypeError), database.transaction() as connection:
        connection.root()["tree"][key(1)] = Persistent()
