"""Pages of the centre in the trash, at former addresses, and with links, for tests."""

from content_states import author, lay_in, reviewer
from hcc.content.operations.delete import delete_items
from hcc.content.operations.rename import rename_item
from hcc.content.resources import Folder
from hcc.content.workflow import PENDING, PRIVATE
from office import Office


def private_folder(office: Office, *titles: str) -> str:
    """The address of a fresh private folder with private pages of these titles."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, state=PRIVATE)
        for title in titles:
            lay_in(office, folder, state=PRIVATE, title=title)
        return f"/{folder.__name__}/"


def two_in_a_folder(office: Office) -> str:
    """The address of a fresh private folder with pages mot and hai; none of that name lies right under the site."""
    with office.changing() as site:
        moved = [page for name in ("mot", "hai") if (page := site.content.get(name)) is not None]
        delete_items(moved, act=reviewer(office))
    return private_folder(office, "Một", "Hai")


def waiting(office: Office) -> str:
    """The id of a fresh page that waits for review, in a folder of its own."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder)
        return lay_in(office, folder, state=PENDING).id


def last_waiting(office: Office) -> str:
    """The id of the page that has waited for review for the shortest time."""
    with office.site() as site:
        waiting = [one for one in site.content.by_id.values() if one.state == PENDING]
        return max(waiting, key=lambda one: (one.made_at, one._p_serial)).id


def in_trash(office: Office, *, orphan: bool = False) -> str:
    """The id of a folder with a page that its author just deleted; `orphan`: of a page whose folder is gone too."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, state=PRIVATE)
        page = lay_in(office, folder, state=PRIVATE)
        deleted = page if orphan else folder
        delete_items([deleted], act=author(office), why="Đăng nhầm")
        if orphan:
            delete_items([folder], act=author(office))
        return deleted.id


def former_address(office: Office) -> str:
    """A former address of a fresh page, its names joined."""
    with office.changing() as site:
        page = lay_in(office, site.content)
        left = page.__name__
        rename_item(page, name=f"{left}-moi", act=reviewer(office), reserved=frozenset())
        return left


def linked(office: Office) -> str:
    """The address of a fresh page that another one leads to; that one leads nowhere too."""
    with office.changing() as site:
        page = lay_in(office, site.content, state=PRIVATE)
        lay_in(office, site.content, body=f"Xem [trang kia](/{page.__name__}) và [trang này](/khong-co-dau).")
        return f"/{page.__name__}/"
