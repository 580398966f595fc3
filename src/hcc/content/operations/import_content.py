"""Pages are brought in from plain files: what is new is laid in, what differs is written anew, all or nothing."""

import secrets
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hcc.accounts.resources import AccountFolder
from hcc.core.act import Act
from hcc.core.text import TranslationString, message
from hcc.files.blobs import keep_file

from ..files import FILE, KeptFile, KeptPicture, lacks_words, type_of
from ..kinds import Kind
from ..picture_jobs import put_widths_in
from ..plain_files import PlainFile, PlainItem, PlainProblem, PlainSite
from ..recording import note_changed, note_returned
from ..resources import Container, ContentRoot, FileItem, ImageItem, Item, Order
from ..sharing import put_sharing
from ..texts import digest_of
from ..tree import descend
from ..versions import Version, Versions
from ..workflow import PUBLISHED
from .edit import write_text
from .order import set_order
from .share import told
from .step import dates_told

OTHER_KIND = message("At this address there is a page of another kind, ${kind}. Rename the folder, or that page.")
RESERVED = message("${name} is used by the program itself. Rename the folder.")
UNTOLD = message("A published picture says what it shows. Write alt, or decorative = true where it only decorates.")
UNHEARD = message("A published recording says what is said in it. Write it into transcript.")
NO_OFFICIAL = message("There is no official called ${login}. Make the account first, or take the line out of sharing.")


STOP, KEEP, TAKE = "stop", "keep", "take"
"""What is done where somebody here wrote otherwise than the files know: nothing at all; what is here stays; what the
files say becomes a further version of what is here."""
_STANDING_ACTS = ("shared", "put_in_menu", "taken_off_menu")


@dataclass
class Imported:
    """What an import does, by addresses, or why it does nothing."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    """Each with who changed it here, and when."""
    problems: list[PlainProblem] = field(default_factory=list)


@dataclass(frozen=True)
class ImportContent:
    """Brings pages in. `space`: a folder on the disk of the database, for files on their way."""

    root: ContentRoot
    kinds: Mapping[str, Kind]
    accounts: AccountFolder
    reserved: Collection[str]
    act: Act
    space: Path
    on_conflict: str = STOP

    def look(self, site: PlainSite) -> Imported:
        """What bringing this in would do; changes nothing."""
        done = Imported(problems=list(site.problems))
        for plain in site.items:
            there = self._there(plain)
            address = "/" + "/".join(plain.path)
            done.problems += self._faults(plain, there)
            if there is None:
                done.new.append(address)
            elif self._is_contested(plain, there):
                done.conflicts.append(f"{address} (here by {there.changed_by}, {there.changed_at:%Y-%m-%d %H:%M} UTC)")
            elif _differs(plain, there):
                done.changed.append(address)
            else:
                done.unchanged.append(address)
            if isinstance(there, Container) and _orders_otherwise(there, plain.order):
                done.conflicts.append(f"{address}: the order of what lies in it")
        if _orders_otherwise(self.root, site.order):
            done.conflicts.append("/: the order of what lies in it")
        return done

    @staticmethod
    def _is_contested(plain: PlainItem, there: Item) -> bool:
        return _differs(plain, there) and _was_changed_here(plain, there)

    def bring_in(self, site: PlainSite) -> Imported:
        """Bring it in, where nothing is wrong with any of it; what is not in it stays as it is."""
        done = self.look(site)
        if done.problems or (done.conflicts and self.on_conflict == STOP):
            return done
        taken = {item.id for item in self.root.trash.things()}
        ids = {}
        for plain in site.items:
            there = self._there(plain)
            if there is None:
                there = self._lay_in(plain, taken)
            elif _differs(plain, there) and (self.on_conflict == TAKE or not _was_changed_here(plain, there)):
                self._write(plain, there)
            ids[plain.id] = there.id
        for plain in site.items:
            there = self._there(plain)
            if isinstance(there, Container):
                self._set_order(there, plain.order)
        self._set_order(self.root, site.order)
        for path, id, at in site.redirects:
            names = path.split("/")
            if id in ids and path not in self.root.redirects and descend(self.root, names)[1] < len(names):
                self.root.redirects.leave(names, ids[id], at)
        return done

    def _there(self, plain: PlainItem) -> Item | None:
        item, depth = descend(self.root, plain.path)
        return item if depth == len(plain.path) else None

    def _faults(self, plain: PlainItem, there: Item | None) -> list[PlainProblem]:
        found = []
        name = plain.path[-1]
        if there is None and name in self.reserved:
            found.append((RESERVED, {"name": name}))
        if there is not None and there.kind != plain.kind:
            found.append((OTHER_KIND, {"kind": there.kind}))
        if plain.state == PUBLISHED and lacks_words(plain.kind, plain.text):
            found.append((UNTOLD if plain.kind == ImageItem.kind else UNHEARD, {}))
        found += [(NO_OFFICIAL, {"login": login}) for login in plain.sharing if login not in self.accounts]
        return [PlainProblem(plain.file, 0, TranslationString(words, mapping=facts)) for words, facts in found]

    def _lay_in(self, plain: PlainItem, taken: set[str]) -> Item:
        act, names = self.act, plain.path
        folder, _ = descend(self.root, names[:-1])
        container = folder if isinstance(folder, Container) else self.root
        is_free = plain.id and plain.id not in self.root.by_id and plain.id not in taken
        item = self.kinds[plain.kind].resource(
            plain.id if is_free else secrets.token_hex(8),
            plain.text,
            by=plain.made_by or act.by,
            at=plain.made_at or act.at,
        )
        item.version = plain.version
        item.changed_by, item.changed_at = plain.changed_by or item.made_by, plain.changed_at or item.made_at
        _set_standing(plain, item)
        item.state_at = plain.state_at or act.at
        earlier = {}
        for number, version in plain.versions.items():
            if item.versions is None:
                item.versions = Versions()
            item.versions.keep(number, Version(version.text, version.by, version.at))
            earlier[str(number)] = digest_of(version.text)
        container.put(names[-1], item)
        put_sharing(item, plain.sharing, plain.inherits)
        self._keep_files(plain, item)
        item.chain.append(
            act,
            "imported",
            **_facts(item),
            version=item.version,
            digest=digest_of(item.text),
            **({"earlier": earlier} if earlier else {}),
        )
        note_returned(item)
        return item

    def _write(self, plain: PlainItem, item: Item) -> None:
        before = item.turning_points()
        if plain.whole:
            if plain.state != item.state:
                item.state_at = self.act.at
            _set_standing(plain, item)
            put_sharing(item, plain.sharing, plain.inherits)
        self._keep_files(plain, item)
        if plain.text != dict(item.text):
            write_text(item, plain.text, self.act, "imported", **_facts(item))
        else:
            item.chain.append(self.act, "imported", **_facts(item))
        item.root.relist_moments(item, before)
        note_changed(item)

    def _keep_files(self, plain: PlainItem, item: Item) -> None:
        if not isinstance(item, FileItem):
            return
        texts = [plain.text, *(version.text for version in plain.versions.values())]
        sizes = {named["sha256"]: named for text in texts if (named := text.get(FILE))}
        for sha256, file in plain.files.items():
            if sha256 not in item.kept and sha256 in sizes:
                kept = item.kept[sha256] = self._kept(file, sizes[sha256] if isinstance(item, ImageItem) else None)
                if isinstance(kept, KeptPicture):
                    put_widths_in(item, kept)

    def _kept(self, file: PlainFile, picture: Mapping[str, Any] | None) -> KeptFile:
        if picture is None:
            kept = KeptFile(size=file.size, sha256=file.sha256, type=type_of(file.path))
        else:
            kept = KeptPicture(
                size=file.size,
                sha256=file.sha256,
                width=picture["width"],
                height=picture["height"],
                widths=tuple(file.smaller),
            )
            for width, path in file.smaller.items():
                keep_file(kept.smaller[width], self._copy(path), near=self.root)
        keep_file(kept.blob, self._copy(file.path), near=self.root)
        return kept

    def _copy(self, path: Path) -> Path:
        copy = self.space / secrets.token_hex(8)
        shutil.copyfile(path, copy)
        return copy

    def _set_order(self, container: Container, names: tuple[str, ...] | None) -> None:
        if names is None:
            return
        chosen = tuple(name for name in names if name in container)
        if container.order is not None and container.order.names == chosen:
            return
        if self.on_conflict == KEEP and _orders_otherwise(container, names):
            return
        set_order(container, [*chosen, *(name for name in container.names() if name not in chosen)], act=self.act)
        container.order = Order(chosen)


def _set_standing(plain: PlainItem, item: Item) -> None:
    item.state, item.in_menu = plain.state, plain.in_menu
    item.publish_from, item.expires_at = plain.publish_from, plain.expires_at


def _facts(item: Item) -> dict[str, Any]:
    """What the record says of a thing beside its text."""
    return {
        "kind": item.kind,
        "name": item.__name__,
        "state": item.state,
        **dates_told((item.publish_from, item.expires_at)),
        "sharing": told(item.sharing),
        "inherits": item.inherits,
    }


def _differs(plain: PlainItem, item: Item) -> bool:
    if plain.text != dict(item.text):
        return True
    if not plain.whole:
        return False
    one = (plain.state, plain.publish_from, plain.expires_at, plain.in_menu, plain.inherits, plain.sharing)
    other = (item.state, item.publish_from, item.expires_at, item.in_menu, item.inherits, dict(item.sharing))
    return one != other


def _was_changed_here(plain: PlainItem, item: Item) -> bool:
    """Whether it differs by something that was done here and that the file knows nothing of."""
    if dict(item.text) != plain.text and plain.changed_at != item.changed_at:
        earlier = [dict(version.text) for version in plain.versions.values()]
        if plain.changed_at is None or item.changed_at > plain.changed_at or dict(item.text) not in earlier:
            return True
    if not plain.whole:
        return False
    moment = max(filter(None, (plain.changed_at, plain.state_at, plain.made_at)), default=item.made_at)
    if (plain.state, plain.publish_from, plain.expires_at) != (item.state, item.publish_from, item.expires_at):
        return plain.state_at != item.state_at and (item.state_at or item.made_at) > moment
    if (plain.in_menu, plain.inherits, plain.sharing) != (item.in_menu, item.inherits, dict(item.sharing)):
        return any(record.at > moment for record in item.chain if record.what in _STANDING_ACTS)
    return False


def _orders_otherwise(container: Container, names: tuple[str, ...] | None) -> bool:
    """Whether an order was chosen here, of the same things, that is another one."""
    if names is None or container.order is None:
        return False
    here = [name for name in container.order.names if name in container]
    there = [name for name in names if name in container]
    both = set(here) & set(there)
    return [name for name in here if name in both] != [name for name in there if name in both]
