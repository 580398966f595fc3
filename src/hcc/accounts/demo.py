"""The demo office: invented people of an invented commune, one a role, sharing one trial password."""

from dataclasses import dataclass

from hcc.core.act import Act
from hcc.core.roles import Role

from .operations import add_official
from .passwords import Passwords
from .resources import AccountFolder

PASSWORD = "an-mau-chay-thu"
"""Shown on the sign-in page of a demo office, which refuses any address but a loopback one."""


@dataclass(frozen=True)
class DemoOfficial:
    login: str
    name: str
    job_title: str
    role: Role
    icon: str
    capacity: tuple[str, ...] = ()


OFFICIALS = (
    DemoOfficial("tiepdon", "Đoàn viên Thử", "Tiếp đón, hướng dẫn", Role.GREETER, "people"),
    DemoOfficial("tiepnhan", "Lê Thị Ví Dụ", "Tiếp nhận, quầy 2", Role.RECEIVER, "inbox"),
    DemoOfficial("xuly", "Phạm Thị Thử", "Xử lý, hộ tịch", Role.HANDLER, "file"),
    DemoOfficial("pheduyet", "Trần Văn Mẫu", "Phó Chủ tịch", Role.APPROVER, "pen", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    DemoOfficial("chungthuc", "Đinh Văn Chứng", "Chứng thực", Role.CERTIFIER, "stamp"),
    DemoOfficial("traketqua", "Hà Thị Trả", "Trả kết quả, quầy 4", Role.RETURNER, "return"),
    DemoOfficial("danhmuc", "Hoàng Thị Kiểm", "Quản trị danh mục", Role.CATALOGUE_ADMINISTRATOR, "list"),
    DemoOfficial("quantri", "Ngô Văn Duyệt", "Quản trị hệ thống", Role.ADMINISTRATOR, "gear"),
)


def add_demo_office(accounts: AccountFolder, *, passwords: Passwords, act: Act) -> None:
    """Add the demo officials that are not there yet."""
    for person in OFFICIALS:
        if person.login not in accounts:
            official = add_official(
                accounts,
                login=person.login,
                name=person.name,
                job_title=person.job_title,
                roles={person.role},
                password_hash=passwords.hash(PASSWORD),
                act=act,
            )
            official.signing_capacity = person.capacity
