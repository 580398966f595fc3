"""Pages and folders of the centre, and the root they hang on. What the public may read of them is computed.

A page is stored in few records: its text in its own, its earlier texts and its history each apart, so that a reader
loads neither.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import DENY_ALL, Everyone, acl_of_grants, allow, official_principal
from hcc.core.evidence import Chain
from hcc.core.folder import Node
from hcc.core.kept_forms import KeptForms
from hcc.core.line_trees import LineTree
from hcc.core.packed import Packed
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.short_leaves import NamedTree

from .files import FILE, KeptFile, is_untold, lacks_words, tells_nothing
from .journal import PageJournal
from .lines import Line, line_of
from .notices import moments_of
from .versions import Versions
from .workflow import AUTHOR, CONTENT, PRIVATE, PUBLISHED, READER, REVIEWER

if TYPE_CHECKING:
    from .drawings import KeptDrawings

SENT, UNTOLD, APART = "sent", "untold", "apart"
"""What lines tell besides: how the SHA-256 of a file's bytes as they came begins; that nobody says what a picture
shows; that what was shared above does not hold for a thing."""
TRANSLATED = ("job", "duty", "place", "hours")
"""Fields of a contact that stand in English too, by the same names with _en behind."""
Text = Mapping[str, Any]
"""What stands in a page, by fields of its kind: strings, numbers, lists of them, None."""


class Item(Packed, Node):
    """One page, or whatever else has an address and a state. Subclasses are the kinds."""

    kind: ClassVar[str] = ""
    unknown_without: ClassVar[Permission] = Permission.CONTENT_VIEW
    """Who may not read it gets the answer for what does not exist (hcc.web.errors)."""
    settled: ClassVar[frozenset[str]] = frozenset({"text"})

    state: str = PRIVATE
    publish_from: datetime | None = None
    """Published: the moment (UTC) from which citizens read it; None: at once."""
    expires_at: datetime | None = None
    """The moment (UTC) from which citizens read it no longer; None: it stays."""
    state_at: datetime | None = None
    """Since when it is in its state."""
    version: int = 1
    """Number of the present text."""
    versions: Versions | None = None
    """Earlier texts; None while there is only the first."""
    sharing: Mapping[str, tuple[str, ...]] = {}
    """Sign-in name -> parts this official has here and below: READER, AUTHOR, REVIEWER. Replaced as a whole."""
    inherits: bool = True
    """Whether what was shared above holds here too."""
    in_menu: bool = False
    """Whether it stands in the menu of the folder it is in."""
    drawn: "KeptDrawings | None" = None
    """Its texts as HTML, kept so that reading them draws nothing."""

    def __init__(self, id: str, text: Text, *, by: str, at: datetime) -> None:
        self.id = id
        """Its name for life, 16 hexadecimal digits; the address may change."""
        self.text = dict(text)
        self.made_by = self.changed_by = by
        self.made_at = self.changed_at = self.state_at = at.astimezone(UTC)
        self.chain = Chain()

    def copied(self, id: str, *, by: str, at: datetime) -> "Item":
        """A private copy, without what lies in it, earlier texts, sharing and dates."""
        return type(self)(id, self.text, by=by, at=at)

    @property
    def title(self) -> str:
        return self.text.get("title", "")

    @property
    def listed_summary(self) -> str:
        """What lists say of it below its title."""
        return self.text.get("summary") or ""

    @property
    def listed_summary_en(self) -> str:
        """The same in English; empty where that is not there."""
        return self.text.get("summary_en") or ""

    def listed_more(self) -> dict[str, Any]:
        """What lists know of it besides: plain values by names. Related procedures, the summary in English, that it
        stands apart from what was shared above, and what its kind adds.
        """
        codes, english = self.text.get("procedures"), self.listed_summary_en
        found = {**({"procedures": list(codes)} if codes else {}), **({"summary_en": english} if english else {})}
        return found if self.inherits else {**found, APART: 1}

    def turning_points(self) -> tuple[datetime | None, ...]:
        """The moments at which citizens begin to see it otherwise, without any act."""
        return (self.publish_from, self.expires_at)

    @property
    def container(self) -> "Container":
        """What it lies in: a folder, or the root of all content."""
        parent = self.__parent__
        return parent if isinstance(parent, Container) else parent.content

    @property
    def root(self) -> "ContentRoot":
        here: Any = self
        while isinstance(here, Item):
            here = here.__parent__
        return here.content

    def above(self) -> Iterator["Item"]:
        """The folders it lies in, the nearest first."""
        here = self.__parent__
        while isinstance(here, Item):
            yield here
            here = here.__parent__

    def is_out(self, now: datetime) -> bool:
        """Whether it is itself published at that moment, wherever it lies."""
        if self.state != PUBLISHED:
            return False
        return (self.publish_from is None or self.publish_from <= now) and (
            self.expires_at is None or now < self.expires_at
        )

    def is_public(self, now: datetime) -> bool:
        """Whether citizens read it: it is out, and every folder it lies in too."""
        return self.is_out(now) and all(folder.is_out(now) for folder in self.above())

    def parts_shared(self) -> dict[str, set[str]]:
        """Part -> sign-in names of the officials who have it here, also from above."""
        found: dict[str, set[str]] = {READER: set(), AUTHOR: set(), REVIEWER: set()}
        here: Any = self
        while isinstance(here, Item):
            for login, parts in here.sharing.items():
                for part in parts:
                    found[part].add(login)
            if not here.inherits:
                break
            here = here.__parent__
        return found

    def opens(self, permission: str, now: datetime) -> bool:
        """What the passing of time opens to everybody: reading what is public. Asked before the access list."""
        return permission == Permission.CONTENT_VIEW and self.is_public(now)

    def __acl__(self) -> list[tuple]:
        """Grants of its state to roles, and to officials with whom it is shared."""
        return self.acl_in(self.state)

    def acl_in(self, state: str) -> list[tuple]:
        """The access list it has, or would have, in that state."""
        return acl_of_grants(CONTENT.states[state].grants, self.parts_shared())


class Container:
    """What things lie in, by name: no order is written when one is added, and two who add at once do not meet."""

    order: "Order | None" = None
    """The order somebody chose; None: as they came."""
    chain: Chain

    @property
    @abstractmethod
    def root(self) -> "ContentRoot":
        """The root of all content."""

    def begin_container(self) -> None:
        self._children = NamedTree()
        self._lines = LineTree()

    @property
    def address_parent(self) -> Any:
        """What stands before the names of its children in an address."""
        return self

    def __getitem__(self, name: str) -> Item:
        return self._children[name]

    def get(self, name: str) -> Item | None:
        return self._children.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._children

    def __len__(self) -> int:
        return len(self._children)

    def names(self) -> list[str]:
        """Every name, in the order chosen; what came later stands behind, the oldest first."""
        return [name for name, _ in self.lines_in_order()]

    def lines_in_order(self) -> list[tuple[str, list[Any]]]:
        """Every name with its line (`lines.Line`), in the order of `names`."""
        later, chosen = dict(self._lines.items()), self.order.names if self.order is not None else ()
        found = [(name, later.pop(name)) for name in chosen if name in later]
        return found + sorted(later.items(), key=_made)

    def untold(self) -> list[str]:
        """Names of the pictures right in it of which nobody has said what they show, in its order."""
        more = int(Line.MORE)
        untold = {name for name, line in self._lines.items() if line[more].get(UNTOLD)}
        return [name for name in self.names() if name in untold] if untold else []

    def items_in_order(self) -> Iterator[Item]:
        return (self._children[name] for name in self.names())

    def things(self) -> Iterator[Item]:
        """Everything in it, by name."""
        return iter(self._children.values())

    def lines(self) -> LineTree:
        """What a list shows of each child, by name (`lines.Line`)."""
        return self._lines

    def put(self, name: str, item: Item) -> None:
        """Lay a thing in under a name that is free; `recording.note_placed` tells the rest of it."""
        if name in self._children:
            raise ValueError(f"{name} is taken")
        item.__name__, item.__parent__ = name, self.address_parent
        self._children[name] = item
        self._lines[name] = line_of(item)

    def take_out(self, name: str) -> Item:
        """Take a thing out; in the order chosen another one of that name has no place."""
        item = self._children.pop(name)
        del self._lines[name]
        if self.order is not None and name in self.order.names:
            self.order.names = tuple(one for one in self.order.names if one != name)
        return item

    def change_name(self, name: str, new: str) -> None:
        """Give a thing another name that is free; in the order chosen it keeps its place."""
        order = self.order.names if self.order is not None else ()
        item = self.take_out(name)
        self.put(new, item)
        if self.order is not None and name in order:
            self.order.names = tuple(new if one == name else one for one in order)

    def relist(self, item: Item) -> None:
        """Write down anew what lists show of a child. What lies in the trash is in no list."""
        if self._children.get(item.__name__) is item:
            self._lines[item.__name__] = line_of(item)

    def relist_all(self) -> None:
        """Write down anew whatever lists do not show as it is."""
        for name in [name for name in self._lines if name not in self._children]:
            del self._lines[name]
        for name, item in self._children.items():
            if self._lines.get(name) != (line := line_of(item)):
                self._lines[name] = line


def _made(listed: tuple[str, list[Any]]) -> float:
    return listed[1][Line.MADE]


class Order(Persistent):
    """The order somebody chose; names that are gone are passed over."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names


class Folder(Item, Container):
    """Things under one address (thư mục), with a text of its own above their list."""

    kind = "folder"

    def __init__(self, id: str, text: Text, *, by: str, at: datetime) -> None:
        super().__init__(id, text, by=by, at=at)
        self.begin_container()


class Page(Item):
    """A page of text (trang)."""

    kind = "page"


class Notice(Item):
    """Something made known (thông báo): from when until when it holds, and what the loudspeaker says of it."""

    kind = "notice"

    def listed_more(self) -> dict[str, Any]:
        named = ("starts_on", "starts_at", "ends_on", "ends_at", "urgent")
        return {**super().listed_more(), **{name: value for name in named if (value := self.text.get(name))}}

    def turning_points(self) -> tuple[datetime | None, ...]:
        return (*super().turning_points(), *moments_of(self.text))


class Question(Item):
    """What people ask, and the answer (câu hỏi)."""

    kind = "question"


class Contact(Item):
    """An official one can ask (người liên hệ): title, field, telephone, hours; perhaps one with an account."""

    kind = "contact"

    @property
    def listed_summary(self) -> str:
        return " · ".join(words for name in ("job", "duty", "phone") if (words := self.text.get(name)))

    @property
    def listed_summary_en(self) -> str:
        told = [name for name in ("job", "duty") if self.text.get(name)]
        english = [self.text.get(f"{name}_en") or "" for name in told]
        if not english or not all(english):
            return ""
        return " · ".join([*english, phone] if (phone := self.text.get("phone")) else english)


class Collection(Item):
    """A list that is made anew whenever it is read (danh sách tự động): of what kinds, where, with which words."""

    kind = "collection"


class FileItem(Item):
    """A file to take away (tệp): what it is for, and its bytes."""

    kind = "file"

    def __init__(self, id: str, text: Text, *, by: str, at: datetime) -> None:
        super().__init__(id, text, by=by, at=at)
        self.kept = OOBTree()
        """The files of this text and of earlier ones, by SHA-256."""

    def copied(self, id: str, *, by: str, at: datetime) -> "Item":
        copy = super().copied(id, by=by, at=at)
        if isinstance(copy, FileItem) and (file := self.file) is not None:
            copy.kept[file.sha256] = file
        return copy

    def listed_more(self) -> dict[str, Any]:
        sent = self.told.get("sent")
        return {**super().listed_more(), **({SENT: sent[:16]} if sent else {})}

    @property
    def told(self) -> Mapping[str, Any]:
        """What the text says of its file (see `files.FILE`); empty where it has none."""
        return self.text.get(FILE) or {}

    @property
    def is_untold(self) -> bool:
        """Whether it lacks words for who cannot see or hear it, so that it cannot be published."""
        return lacks_words(self.kind, self.text)

    @property
    def file(self) -> KeptFile | None:
        return self.kept.get(self.told.get("sha256", ""))


class ImageItem(FileItem):
    """A picture for pages (ảnh)."""

    kind = "image"

    @property
    def alt(self) -> str:
        """What it shows, in words; empty where it only decorates."""
        return "" if self.text.get("decorative") else self.text.get("alt") or ""

    @property
    def is_untold(self) -> bool:
        """Whether nobody has said yet what it shows, nor that it only decorates: so it cannot be published."""
        return super().is_untold or tells_nothing(self.alt, self.told.get("name", ""))

    def listed_more(self) -> dict[str, Any]:
        return {**super().listed_more(), **({UNTOLD: 1} if is_untold(self.text) else {})}


class ContentRoot(Container, KeptForms, Node):
    """/noi-dung: where all content begins. What lies in it has its address right under the site."""

    largest_form = 260_000
    """Letters: a page of text, and what is typed around it."""

    def __init__(self) -> None:
        self.begin_container()
        self.chain = Chain()
        self.journal = PageJournal()
        """What the search index follows: "changed" or "removed", id."""
        self.by_id = OOBTree()
        """Every item that is not in the trash, by id."""
        self.moments = OOBTree()
        """(moment, id) at which something begins or ends to be public -> id."""
        self.shared = OOBTree()
        """(sign-in name, id) of everything that is shared with an official by name -> id."""
        from .links import Links
        from .redirects import Redirects
        from .trash import Trash

        self.links = Links()
        self.redirects = Redirects()
        self.trash = Trash(self)

    _grants = (
        allow(Role.AUTHOR, Permission.CONTENT_HISTORY, Permission.CONTENT_ADD),
        allow(
            Role.REVIEWER,
            Permission.CONTENT_HISTORY,
            Permission.CONTENT_ADD,
            Permission.CONTENT_EDIT,
            Permission.CONTENT_DELETE,
            Permission.CONTENT_SHARE,
        ),
        allow(Role.AUDITOR, Permission.CONTENT_HISTORY),
        allow(Everyone, Permission.SITE_VIEW),
    )

    def __acl__(self) -> list[tuple]:
        """Grants to roles, and the way to what is theirs for officials with whom something is shared by name."""
        named = [allow(official_principal(login), Permission.CONTENT_SHARED) for login in self.shared_logins()]
        return [*self._grants, *named, DENY_ALL]

    def shared_logins(self) -> Iterator[str]:
        """Sign-in names of everybody with whom something is shared by name."""
        after = ("",)
        while (key := next(iter(self.shared.keys(after)), None)) is not None:
            yield key[0]
            after = (f"{key[0]}\0",)

    @property
    def address_parent(self) -> Any:
        return self.__parent__

    @property
    def container(self) -> "ContentRoot":
        return self

    @property
    def root(self) -> "ContentRoot":
        return self

    def __getitem__(self, name: str) -> Item:
        """Nothing has its address under /noi-dung: the site looks things up with `get`."""
        raise KeyError(name)

    def state_at(self, now: datetime) -> tuple:
        """What public pages depend on: the newest change, and the newest moment that has passed."""
        past = (now.astimezone(UTC), "~")
        passed = self.moments.maxKey(past) if self.moments and self.moments.minKey() <= past else None
        return (self.journal.position, passed)

    def next_moment(self, now: datetime) -> datetime | None:
        """The next moment at which something begins or ends to be public, or to hold."""
        found = next(iter(self.moments.keys((now.astimezone(UTC), "~"))), None)
        return found[0] if found is not None else None

    def relist_moments(self, item: Item, before: tuple[datetime | None, ...] = ()) -> None:
        """Put down the turning points of `item`, instead of `before`."""
        for moment in before:
            if moment is not None:
                self.moments.pop((moment, item.id), None)
        for moment in item.turning_points():
            if moment is not None:
                self.moments[moment, item.id] = item.id

    def forget_moments(self, item: Item) -> None:
        """It begins and ends no longer."""
        for moment in item.turning_points():
            if moment is not None:
                self.moments.pop((moment, item.id), None)
