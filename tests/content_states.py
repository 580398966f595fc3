"""Pages of the centre for tests: of every kind and in every state."""

import io
from datetime import timedelta
from itertools import count

from PIL import Image

from hcc.content.files import keep_received
from hcc.content.intake import keep_with
from hcc.content.operations.add import add_item
from hcc.content.operations.delete import delete_items
from hcc.content.operations.edit import edit_item
from hcc.content.operations.share import share_item, stamp_of
from hcc.content.operations.step import take_step
from hcc.content.picture_jobs import WIDTHS, picture_kinds
from hcc.content.pictures import keep_picture, look_at_picture
from hcc.content.resources import (
    Collection,
    Contact,
    Container,
    FileItem,
    Folder,
    ImageItem,
    Item,
    Notice,
    Page,
    Question,
)
from hcc.content.workflow import ARCHIVED, AUTHOR, PENDING, PRIVATE, PUBLISHED, READER, REVIEWER
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.files.received import receive, workspace
from hcc.pdf.limits import PdfLimits
from office import LOGINS, Office

WAY = {PRIVATE: (), PENDING: ("submit",), PUBLISHED: ("publish",), ARCHIVED: ("publish", "archive")}
"""Steps that lead to each state."""

_made = count(1_001)


def author(office: Office) -> Act:
    return Act(LOGINS[Role.AUTHOR], office.now)


def reviewer(office: Office) -> Act:
    return Act(LOGINS[Role.REVIEWER], office.now)


def lay_in(
    office: Office, container: Container, *, resource: type[Item] = Page, state: str = PUBLISHED, **text: object
) -> Item:
    """A fresh thing in this state."""
    text = {"title": f"Trang thử {next(_made)}", "summary": "Tóm tắt thử.", "body": "Nội dung thử.", **text}
    if issubclass(resource, FileItem):
        del text["body"]  # its form asks for none
    item = add_item(container, resource=resource, text=text, act=author(office), reserved=frozenset())
    for step in WAY[state]:
        take_step(item, step=step, act=reviewer(office))
    return item


def fresh(office: Office, state: str = PUBLISHED, resource: type[Item] = Page, **text: object) -> str:
    """The address of a fresh thing right under the site, with a slash at its end."""
    with office.changing() as site:
        return f"/{lay_in(office, site.content, resource=resource, state=state, **text).__name__}/"


def notice(office: Office) -> str:
    """The address of an urgent notice with its days, and what a loudspeaker reads."""
    today = office.now.date().isoformat()
    text = {"title": "Tạm ngừng nhận hồ sơ", "starts_on": today, "ends_on": today, "ends_at": "23:59", "urgent": True}
    return fresh(office, resource=Notice, **text, loudspeaker="Bà con chú ý. Hôm nay Trung tâm nghỉ.")


def question(office: Office) -> str:
    """The address of a question with its answer and a procedure."""
    return fresh(office, resource=Question, title="Khai sinh muộn có bị phạt không?", procedures=["1.001193"])


def contact(office: Office) -> str:
    """The address of somebody to ask, who has no account."""
    text = {"job": "Công chức", "duty": "Hộ tịch", "phone": "0210 000 111", "hours": "Sáng thứ Hai", "body": ""}
    return fresh(office, resource=Contact, title="Lò Thị Mẫu", **text)


def collection(office: Office) -> str:
    """The address of a living list of notices."""
    notice(office)
    return fresh(office, resource=Collection, title="Thông báo mới", kinds=["notice"], most=5, body="")


def folder_with_page(office: Office) -> str:
    """The address of a published folder with a published page in it."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder)
        lay_in(office, folder)
        return f"/{folder.__name__}/"


def rewritten(office: Office) -> str:
    """The address of a fresh private page with two versions."""
    with office.changing() as site:
        page = lay_in(office, site.content, state=PRIVATE)
        edit_item(page, text={**page.text, "body": "Nội dung đã sửa."}, seen=1, act=author(office), note="Sửa thử")
        return f"/{page.__name__}/"


def shared_folder(office: Office, part: str = AUTHOR, role: Role = Role.RECEIVER) -> str:
    """The address of a fresh private folder that is shared with an official, with a page in it."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, state=PRIVATE)
        share(site, office, folder, {LOGINS[role]: (part,)})
        lay_in(office, folder, state=PRIVATE)
        return f"/{folder.__name__}/"


def share(site, office: Office, item: Item, sharing: dict[str, tuple[str, ...]], *, inherits: bool = True) -> None:
    """Share a thing as its reviewer."""
    seen = stamp_of(item)
    share_item(item, sharing=sharing, inherits=inherits, seen=seen, act=reviewer(office), accounts=site.accounts)


def page_shared_above(office: Office) -> str:
    """The address of a page whose folder is shared with several officials."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, state=PRIVATE, title="Tin tức của Trung tâm")
        share(site, office, folder, {LOGINS[Role.RECEIVER]: (AUTHOR,), LOGINS[Role.HANDLER]: (READER, REVIEWER)})
        page = lay_in(office, folder, state=PRIVATE)
        return f"/{folder.__name__}/{page.__name__}/"


def folder_taken_along(office: Office) -> str:
    """The address of a folder that its reviewer just published for some days, with a page in it."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, state=PRIVATE)
        lay_in(office, folder, state=PRIVATE)
        end = office.now + timedelta(days=20)
        take_step(folder, step="publish", act=reviewer(office), expires_at=end, with_inner=lambda *_: True)
        return f"/{folder.__name__}/"


def edited_now(office: Office) -> str:
    """The address of a page that its author has open."""
    address = fresh(office, PRIVATE)
    with office.site() as site:
        id = site.content.get(address.strip("/")).id
    office.registry["hcc.editing_now"].note(id, LOGINS[Role.AUTHOR], office.now)
    return address


def sent_back(office: Office) -> str:
    """The address of a page that its reviewer sent back with a note."""
    with office.changing() as site:
        page = lay_in(office, site.content, state=PENDING)
        take_step(page, step="send_back", note="Thiếu số điện thoại của quầy 2.", act=reviewer(office))
        return f"/{page.__name__}/"


def sheet_with_notice(office: Office) -> str:
    """The address of a procedure about which there is an urgent notice."""
    text = {"title": "Tạm dừng đăng ký khai sinh chiều nay", "summary": "Máy đang được bảo trì.", "urgent": True}
    today = office.now.date().isoformat()
    with office.changing() as site:
        lay_in(office, site.content, resource=Notice, **text, starts_on=today, ends_on=today, procedures=["1.001193"])
    return "/thu-tuc/1.001193"


def folder_of_notices(office: Office) -> str:
    """The address of a folder of notices."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, title="Tin của xã")
        for title, more in (("Nghỉ Tết", {}), ("Mất điện", {"urgent": True, "starts_on": "2027-01-05"})):
            lay_in(office, folder, resource=Notice, title=title, **more)
        return f"/{folder.__name__}/"


def deleted(office: Office) -> str:
    """The id of a page that its author just deleted."""
    with office.changing() as site:
        page = lay_in(office, site.content, state=PRIVATE)
        delete_items([page], act=author(office))
        return page.id


def newest_deleted(office: Office) -> str:
    """The id of what was deleted last."""
    with office.site() as site:
        return site.content.trash.newest_first()[0].id


def file_at(office: Office, *, state: str = PUBLISHED, name: str = "mau-don.pdf", data: bytes = b"%PDF-1.7\n") -> str:
    """The address of a fresh file right under the site, with a slash at its end."""
    with office.changing() as site, workspace(office.var) as folder:
        received = receive(io.BytesIO(data), folder, limit=len(data))
        kept, told = keep_received(received, name, near=site.content)
        words = {"transcript": "Xin chào bà con."} if told["type"].startswith(("audio/", "video/")) else {}
        item = lay_in(office, site.content, resource=FileItem, state=state, body="", file=told, **words)
        keep_with(item, kept)
        return f"/{item.__name__}/"


def picture_at(
    office: Office, *, state: str = PUBLISHED, width: int = 900, height: int = 600, alt: str = "Sảnh"
) -> str:
    """The address of a fresh picture right under the site, with a slash at its end."""
    with office.changing() as site, workspace(office.var) as folder:
        original = folder / "received"
        Image.linear_gradient("L").resize((width, height)).convert("RGB").save(original, "PNG")
        answer = look_at_picture(original, folder, PdfLimits())
        kept, told = keep_picture(answer, folder, "sanh.png", near=site.content)
        item = lay_in(office, site.content, resource=ImageItem, state=state, body="", file=told, alt=alt)
        keep_with(item, kept)
        name, subject = item.__name__, f"{item.id} {kept.sha256}"
    widths = picture_kinds()[WIDTHS]
    with office.changing() as site, workspace(office.var) as folder:
        found = widths.find(site, subject)
        widths.store(site, subject, found, widths.work(found, folder))
    return f"/{name}/"


def untold_picture(office: Office) -> str:
    """The name of a picture at the top of which nobody has said what it shows."""
    with office.site() as site:
        if names := site.content.untold():
            return names[0]
    return picture_at(office, state=PRIVATE, alt="").strip("/")
