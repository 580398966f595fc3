"""Pages of the centre for tests: of every kind and in every state."""

from itertools import count

from hcc.content.operations.add import add_item
from hcc.content.operations.step import take_step
from hcc.content.resources import Container, Folder, Item, Page
from hcc.content.workflow import ARCHIVED, PENDING, PRIVATE, PUBLISHED
from hcc.core.act import Act
from hcc.core.roles import Role
from office import LOGINS, Office

WAY = {PRIVATE: (), PENDING: ("submit",), PUBLISHED: ("publish",), ARCHIVED: ("publish", "archive")}
"""Steps that lead to each state."""

_made = count(1)


def author(office: Office) -> Act:
    return Act(LOGINS[Role.AUTHOR], office.now)


def reviewer(office: Office) -> Act:
    return Act(LOGINS[Role.REVIEWER], office.now)


def lay_in(
    office: Office, container: Container, *, resource: type[Item] = Page, state: str = PUBLISHED, **text: object
) -> Item:
    """A fresh thing in this state."""
    text = {"title": f"Trang thử {next(_made)}", "summary": "Tóm tắt thử.", "body": "Nội dung thử.", **text}
    item = add_item(container, resource=resource, text=text, act=author(office), reserved=frozenset())
    for step in WAY[state]:
        take_step(item, step=step, act=reviewer(office))
    return item


def fresh(office: Office, state: str = PUBLISHED, resource: type[Item] = Page, **text: object) -> str:
    """The address of a fresh thing right under the site, with a slash at its end."""
    with office.changing() as site:
        return f"/{lay_in(office, site.content, resource=resource, state=state, **text).__name__}/"


def folder_with_page(office: Office) -> str:
    """The address of a published folder with a published page in it."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder)
        lay_in(office, folder)
        return f"/{folder.__name__}/"
