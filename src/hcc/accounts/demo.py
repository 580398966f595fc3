"""The demo office: invented people of an invented commune, one a role, sharing one trial password."""

from dataclasses import dataclass

from hcc.core.act import Act
from hcc.core.roles import Role

from .operations.officials import add_official
from .operations.units import add_unit
from .passwords import Passwords
from .resources import UNLISTED, AccountFolder, Contact, Standing
from .units import CENTRE

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
    contact: Contact = UNLISTED
    unit: int = CENTRE


UNITS = {2: "Văn phòng HĐND và UBND", 3: "Phòng Văn hóa – Xã hội", 4: "Phòng Kinh tế"}
"""The units of a commune beside its centre, by the numbers they get."""


def _listed(
    number: int,
    duty: str,
    duty_en: str,
    title_en: str,
    *,
    standing: Standing = Standing.OFFICIAL,
    title: str = "",
) -> Contact:
    """An entry of the public list with a number that nobody has."""
    phone = f"0210 000 00{number:02}"
    return Contact(
        listed=True, standing=standing, title=title, phone=phone, duty=duty, title_en=title_en, duty_en=duty_en
    )


OFFICIALS = (
    DemoOfficial(
        "tiepdon",
        "Đoàn viên Thử",
        "Tiếp đón, hướng dẫn",
        Role.GREETER,
        "people",
        contact=_listed(1, "Hướng dẫn, hỗ trợ nộp hồ sơ", "Guidance, help with handing in", "Reception and guidance"),
    ),
    DemoOfficial("hotro", "Bùi Thị Giúp", "Hỗ trợ chuẩn bị hồ sơ", Role.HELPER, "person"),
    DemoOfficial(
        "tiepnhan",
        "Lê Thị Ví Dụ",
        "Tiếp nhận, quầy 2",
        Role.RECEIVER,
        "inbox",
        contact=_listed(
            2,
            "Hộ tịch, bảo trợ xã hội, người có công",
            "Civil status, social assistance, people of merit",
            "Receiving, counter 2",
        ),
    ),
    DemoOfficial(
        "xuly",
        "Phạm Thị Thử",
        "Xử lý, hộ tịch",
        Role.HANDLER,
        "file",
        contact=_listed(3, "Hộ tịch, nuôi con nuôi", "Civil status, adoption", "Civil status official"),
        unit=2,
    ),
    DemoOfficial(
        "pheduyet",
        "Trần Văn Mẫu",
        "Phó Chủ tịch",
        Role.APPROVER,
        "pen",
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        _listed(
            10,
            "Phê duyệt kết quả, ký chứng thực",
            "Approval of results, signing of certifications",
            "Deputy chair of the commune People's Committee",
            title="Phó Chủ tịch Ủy ban nhân dân xã",
        ),
        2,
    ),
    DemoOfficial("vanthu", "Đỗ Thị Dấu", "Văn thư", Role.CLERK, "book", unit=2),
    DemoOfficial(
        "chungthuc",
        "Đinh Văn Chứng",
        "Chứng thực",
        Role.CERTIFIER,
        "stamp",
        contact=_listed(
            4,
            "Chứng thực bản sao, chữ ký, hợp đồng",
            "Certification of copies, signatures, contracts",
            "Certification official",
        ),
    ),
    DemoOfficial(
        "traketqua",
        "Hà Thị Trả",
        "Trả kết quả, quầy 4",
        Role.RETURNER,
        "return",
        contact=_listed(
            5, "Trả kết quả, thu phí và lệ phí", "Handing out results, fees and charges", "Returning, counter 4"
        ),
    ),
    DemoOfficial(
        "danhmuc",
        "Hoàng Thị Kiểm",
        "Quản trị danh mục",
        Role.CATALOGUE_ADMINISTRATOR,
        "list",
        contact=_listed(
            11,
            "Kiểm soát thủ tục, nhận phản ánh và góp ý",
            "Control of procedures, complaints and suggestions",
            "Deputy director of the centre",
            standing=Standing.DEPUTY,
            title="Phó Giám đốc Trung tâm",
        ),
    ),
    DemoOfficial("soanbai", "Lưu Thị Viết", "Soạn thông báo, bài viết", Role.AUTHOR, "speech"),
    DemoOfficial("duyetbai", "Tạ Văn Soi", "Duyệt thông báo, bài viết", Role.REVIEWER, "genuine"),
    DemoOfficial("quantri", "Ngô Văn Duyệt", "Quản trị hệ thống", Role.ADMINISTRATOR, "gear"),
    DemoOfficial("kiemtoan", "Quách Văn Soát", "Kiểm tra, chỉ xem", Role.AUDITOR, "eye"),
    DemoOfficial(
        "giamdoc",
        "Vũ Văn Thí",
        "Giám đốc Trung tâm",
        Role.DIRECTOR,
        "chart",
        contact=_listed(12, "Phụ trách chung", "General direction", "Director of the centre", standing=Standing.HEAD),
    ),
)


def add_demo_office(accounts: AccountFolder, *, passwords: Passwords, act: Act) -> None:
    """Add the demo officials that are not there yet, and the units they belong to."""
    if [unit.number for unit in accounts.units()] == [CENTRE]:
        for name in UNITS.values():
            add_unit(accounts, name=name, act=act)
    numbers = {unit.number for unit in accounts.units()}
    for person in OFFICIALS:
        if person.login not in accounts:
            official = add_official(
                accounts,
                login=person.login,
                name=person.name,
                job_title=person.job_title,
                roles={person.role},
                password_hash=passwords.hash(PASSWORD),
                unit=person.unit if person.unit in numbers else CENTRE,
                act=act,
            )
            official.demo = True
            official.signing_capacity = person.capacity
            official.contact = person.contact
