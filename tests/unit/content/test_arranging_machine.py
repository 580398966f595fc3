"""Whatever is added, renamed, moved, copied, ordered, deleted, restored and purged, in whatever order: nothing is lost,
everything stands in one place, lists say what is there, and every former address leads home until it is taken anew.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import hypothesis.strategies as st
import transaction
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage

from hcc.content.lines import line_of
from hcc.content.names import NameRefused
from hcc.content.operations.add import add_item
from hcc.content.operations.copy import copy_items
from hcc.content.operations.delete import delete_items
from hcc.content.operations.move import TargetRefused, move_items
from hcc.content.operations.order import put_in_place
from hcc.content.operations.purge import purge_item
from hcc.content.operations.rename import rename_item
from hcc.content.operations.restore import FolderGone, NotInTrash, restore_item
from hcc.content.operations.step import take_step
from hcc.content.public_tree import KeptTree, tree_after, tree_at
from hcc.content.resources import ContentRoot, Folder, Page
from hcc.content.tree import descend, is_within, path_of, walk
from hcc.content.unfinished import UnfinishedPages, unfinished_in
from hcc.content.workflow import CONTENT
from hcc.core.act import Act
from hcc.core.folder import Root

RESERVED = frozenset({"edit", "thu-tuc"})
NAMES = st.sampled_from(["a", "b", "c", "a-2", "edit", "Ă", "x" * 4_096, ""])
ROOT = ""


Path = tuple[str, ...]


class Left(NamedTuple):
    """Whose address it was, and what was moved then, from where: the thing itself or a folder above it."""

    id: str
    moved: str
    moved_from: Path


class Site(Root):
    """What the root of content hangs on."""


class Arranging(RuleBasedStateMachine):
    things = Bundle("things")

    def __init__(self) -> None:
        super().__init__()
        self.database = DB(MappingStorage())
        self.manager = transaction.TransactionManager()
        connection = self.database.open(self.manager)
        site = connection.root()["site"] = Site()
        self.root = site.content = ContentRoot()
        self.root.__name__, self.root.__parent__ = "noi-dung", site
        self.at = datetime(2026, 11, 23, 2, tzinfo=UTC)
        self.there: set[str] = set()
        self.deleted: dict[str, set[str]] = {}
        """What is in the trash: id of the entry -> ids of all it holds."""
        self.left: dict[Path, Left] = {}
        """Former addresses that nothing took since."""
        self.unfinished: UnfinishedPages | None = None
        self.seen: KeptTree | None = None

    def teardown(self) -> None:
        self.manager.abort()
        self.database.close()

    def act(self) -> Act:
        self.at += timedelta(minutes=1)
        return Act("soanbai", self.at)

    def folder(self, id: str):
        """The folder of that id, or the one the thing lies in; the root where it is not there."""
        item = self.root.by_id.get(id)
        return self.root if item is None else item if isinstance(item, Folder) else item.container

    def settle(self) -> None:
        self.manager.commit()
        for path, left in list(self.left.items()):
            if any(descend(self.root, taken)[1] == len(taken) for taken in (path, left.moved_from)):
                del self.left[path]
        while taken := [path for path, left in self.left.items() if not self.leads_on(path, left)]:
            for path in taken:
                del self.left[path]

    def leads_on(self, path: Path, left: Left) -> bool:
        """Whether what was moved leads to the thing: it is there, or left that place and nothing took it since."""
        item, moved = self.root.by_id.get(left.id), self.root.by_id.get(left.moved)
        if item is None:
            return True
        if moved is None:
            return False
        now = (*path_of(moved), *path[len(left.moved_from) :])
        return now == path_of(item) or (now in self.left and self.left[now].id == left.id)

    def addresses(self, item) -> dict[Path, Left]:
        return {path_of(one): Left(one.id, item.id, path_of(item)) for one in walk(item)}

    @rule(target=things, where=st.one_of(st.just(ROOT), things), folder=st.booleans(), title=st.sampled_from("abc"))
    def add(self, where, folder, title):
        resource = Folder if folder else Page
        item = add_item(self.folder(where), resource=resource, text={"title": title}, act=self.act(), reserved=RESERVED)
        self.there.add(item.id)
        self.settle()
        return item.id

    @rule(id=things, name=NAMES)
    def rename(self, id, name):
        item = self.root.by_id.get(id)
        if item is None:
            return
        before = self.addresses(item)
        try:
            rename_item(item, name=name, act=self.act(), reserved=RESERVED)
        except NameRefused:
            assert self.addresses(item) == before
        else:
            self.left |= before
        self.settle()

    @rule(id=things, where=st.one_of(st.just(ROOT), things))
    def move(self, id, where):
        item, to = self.root.by_id.get(id), self.folder(where)
        if item is None:
            return
        before = self.addresses(item)
        try:
            move_items([item], to=to, act=self.act())
        except TargetRefused:
            assert is_within(to, item) or item.container is to or item.__name__ in to
            assert self.addresses(item) == before
        else:
            self.left |= before
        self.settle()

    @rule(id=things, where=st.one_of(st.just(ROOT), things))
    def copy(self, id, where):
        item, to = self.root.by_id.get(id), self.folder(where)
        if item is None:
            return
        try:
            (made,) = copy_items([item], to=to, act=self.act(), reserved=RESERVED, most=30)
        except TargetRefused:
            return
        fresh = {one.id for one in walk(made)}
        assert not fresh & self.there
        assert [one.text for one in walk(made)] == [one.text for one in walk(item)]
        assert {one.state for one in walk(made)} == {"private"}
        self.there |= fresh
        self.settle()

    @rule(id=things, place=st.integers(-2, 9))
    def order(self, id, place):
        item = self.root.by_id.get(id)
        if item is None:
            return
        before = item.container.names()
        put_in_place(item.container, names=[item.__name__], place=place, act=self.act())
        after = item.container.names()
        assert after.index(item.__name__) == min(max(place, 1), len(after)) - 1
        before.remove(item.__name__), after.remove(item.__name__)
        assert before == after
        self.settle()

    @rule(id=things, step=st.sampled_from(["submit", "publish", "send_back", "unpublish"]))
    def step(self, id, step):
        item = self.root.by_id.get(id)
        if item is None or item.state not in CONTENT.transitions[step].sources:
            return
        take_step(item, step=step, act=self.act())
        self.settle()

    @rule(id=things)
    def delete(self, id):
        item = self.root.by_id.get(id)
        if item is None:
            return
        gone = {one.id for one in walk(item)}
        delete_items([item], act=self.act(), why="thử")
        self.there -= gone
        self.deleted[id] = gone
        self.settle()

    @rule(id=things, where=st.one_of(st.none(), things))
    def restore(self, id, where):
        to = None if where is None else self.folder(where)
        try:
            item = restore_item(self.root, id, act=self.act(), reserved=RESERVED, to=to)
        except NotInTrash:
            assert id not in self.deleted
            return
        except FolderGone:
            assert id in self.deleted
            assert to is None
            return
        back = self.deleted.pop(id)
        assert {one.id for one in walk(item)} == back
        self.there |= back
        self.settle()

    @rule(id=consumes(things))
    def purge(self, id):
        try:
            purge_item(self.root, id, act=self.act())
        except NotInTrash:
            return
        gone = self.deleted.pop(id)
        self.left = {path: one for path, one in self.left.items() if one.id not in gone}
        self.settle()

    @invariant()
    def everything_is_in_one_place(self):
        found = list(walk(self.root))
        assert sorted(one.id for one in found) == sorted(self.there)
        assert {id: one for id, one in self.root.by_id.items()} == {one.id: one for one in found}
        for one in found:
            assert descend(self.root, path_of(one)) == (one, len(path_of(one)))
            assert one.root is self.root
        assert sorted(one.id for one in self.root.trash.things()) == sorted(
            id for held in self.deleted.values() for id in held
        )

    @invariant()
    def lists_say_what_is_there(self):
        for folder in [self.root, *(one for one in walk(self.root) if isinstance(one, Folder))]:
            assert dict(folder.lines()) == {one.__name__: line_of(one) for one in folder.things()}
            assert sorted(folder.names()) == sorted(one.__name__ for one in folder.things())
            if folder.order is not None:
                assert set(folder.order.names) <= set(folder.names())

    @invariant()
    def what_is_unfinished_is_told_of_changes_as_of_everything(self):
        anew = unfinished_in(self.root)
        self.unfinished = unfinished_in(self.root, self.unfinished)
        assert self.unfinished.by_id == anew.by_id
        assert self.unfinished.by_state == anew.by_state

    @invariant()
    def what_citizens_see_is_told_of_changes_as_of_everything(self):
        self.seen = tree_after(self.seen, self.root, self.at)
        tree, anew = self.seen.tree, tree_at(self.root, self.at)
        assert (tree.children, tree.by_id, tree.by_path) == (anew.children, anew.by_id, anew.by_path)

    @invariant()
    def former_addresses_lead_home(self):
        for path, left in self.left.items():
            item, found = self.root.by_id.get(left.id), self.root.redirects.find(self.root, path)
            if item is None:
                assert found is None or found[1], f"{path} leads to something else"
            else:
                assert found == (item, ())
                assert self.root.redirects.find(self.root, (*path, "history")) == (item, ("history",))
        for path, _id, _at in self.root.redirects:
            names = path.split("/")
            assert descend(self.root, names)[1] < len(names), f"{path} is no former address"

    @invariant()
    def evidence_is_whole(self):
        assert not self.root.chain.faults()
        assert not [one for one in walk(self.root) if one.chain.faults()]


TestArranging = Arranging.TestCase
TestArranging.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
