"""The links of a text are read, and told where they lead."""

from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from .drawings import BODIES, drawing_of
from .links import Link
from .redirects import DEEPEST
from .resources import Container, ContentRoot, Item
from .tree import descend, path_of, walk

LONGEST = 2_000
"""Letters of an address that are looked at."""
NAMING = ("picture", "sound")
"""Fields besides the text that name a picture or file by its address."""


def note_links(item: Item) -> None:
    """Keep which links a thing holds, as they lead now."""
    root = item.root
    root.links.put(item.id, [Link("/".join(names), _target(root, names)) for names in _inner(item)])


def _inner(item: Item) -> Iterable[Sequence[str]]:
    """The names of every address within the site that the text of a thing leads to."""
    drawings = [drawing_of(item, field) for field in BODIES]
    addresses = [address for drawing in drawings if drawing is not None for address in drawing.links]
    addresses += [address for name in NAMING if (address := item.text.get(name))]
    here = "/" + "/".join(path_of(item)) + ("/" if isinstance(item, Container) else "")
    for address in addresses:
        if (names := names_of(here, address)) is not None:
            yield names


def names_of(here: str, address: str) -> list[str] | None:
    """The names of an address as it is written on a page at `here`; None where it leads out, or to the page itself."""
    try:
        found = urlsplit(urljoin(here, address[:LONGEST]))
    except ValueError:
        return None
    if found.scheme or found.netloc or address.startswith("#"):
        return None
    names = [name for name in unquote(found.path).split("/") if name]
    return names if names and len(names) <= DEEPEST and "|" not in found.path else None


def _target(root: ContentRoot, names: Sequence[str]) -> str:
    item = leads_to(root, names)
    return item.id if item is not None else ""


def leads_to(root: ContentRoot, names: Sequence[str]) -> Item | None:
    """What is at an address now, or was once; the last of its names may be a view."""
    item, depth = descend(root, names)
    if item is not None and depth >= len(names) - 1:
        return item
    former = root.redirects.find(root, names)
    return former[0] if former is not None and len(former[1]) <= 1 else None


def linking_to(items: Iterable[Item]) -> list[Item]:
    """What leads to these or to anything below them, and does not lie there itself; by title."""
    found: dict[str, Item] = {}
    inside: set[str] = set()
    for item in items:
        root = item.root
        for one in walk(item):
            inside.add(one.id)
            for source in (*root.links.sources(one.id), *root.links.sources("/" + "/".join(path_of(one)))):
                if (page := root.by_id.get(source)) is not None:
                    found[source] = page
    return sorted((page for id, page in found.items() if id not in inside), key=lambda page: page.title)
