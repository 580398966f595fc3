"""Folders: children by name, each knowing where it stands."""

import pytest

from hcc.core.folder import Folder, Node


def test_a_child_knows_its_address():
    folder, child = Folder(), Node()
    folder["mau"] = child
    assert (child.__name__, child.__parent__) == ("mau", folder)
    assert folder["mau"] is folder.get("mau") is child
    assert "mau" in folder
    assert list(folder) == ["mau"]
    assert list(folder.items()) == [("mau", child)]


def test_a_missing_child_is_a_key_error_and_get_has_its_default():
    folder = Folder()
    with pytest.raises(KeyError):
        folder["khong"]
    assert folder.get("khong") is None
    assert folder.get("khong", 7) == 7
    assert "khong" not in folder
    assert not list(folder.values())


def test_children_come_in_the_order_of_their_names():
    folder = Folder()
    for name in "cab":
        folder[name] = Node()
    assert list(folder) == ["a", "b", "c"]
