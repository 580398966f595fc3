"""/ban-lam-viec, with the desks and boards under it. They hold nothing: each shows dossiers by a range read."""

from typing import Any

from hcc.core.acl import DENY_ALL, Authenticated, allow
from hcc.core.permissions import Permission
from hcc.core.roles import Role

_DESKS = {
    "tiep-don": ("greet", Permission.DESK_GREET, (Role.GREETER, Role.HELPER, Role.RECEIVER)),
    "chuan-bi": ("prepare", Permission.DESK_PREPARE, (Role.GREETER, Role.HELPER, Role.RECEIVER)),
    "tiep-nhan": ("receive", Permission.DESK_RECEIVE, (Role.RECEIVER,)),
    "xu-ly": ("process", Permission.DESK_PROCESS, (Role.HANDLER, Role.CERTIFIER)),
    "phe-duyet": ("approve", Permission.DESK_APPROVE, (Role.APPROVER,)),
    "dong-dau": ("seal", Permission.DESK_SEAL, (Role.CLERK,)),
    "tra-ket-qua": ("return_result", Permission.DESK_RETURN, (Role.RETURNER,)),
    "cho-nhan": ("not_fetched", Permission.DESK_NOT_FETCHED, (Role.RETURNER, Role.RECEIVER)),
    "chua-co-ma": (
        "no_code",
        Permission.DESK_NO_CODE,
        (Role.RECEIVER, Role.HANDLER, Role.CERTIFIER, Role.DIRECTOR, Role.AUDITOR),
    ),
    "cho-so-hoa": (
        "to_scan",
        Permission.DESK_TO_SCAN,
        (Role.RECEIVER, Role.HANDLER, Role.CERTIFIER, Role.DIRECTOR, Role.AUDITOR),
    ),
    "theo-doi": ("direct", Permission.DESK_DIRECT, (Role.DIRECTOR, Role.AUDITOR)),
}


class Desk:
    """One step's desk."""

    def __init__(self, parent: "Desks", name: str) -> None:
        self.__parent__, self.__name__ = parent, name
        self.step, self.permission, self.roles = _DESKS[name]

    @property
    def __acl__(self) -> list:
        return [*(allow(role, self.permission) for role in self.roles), DENY_ALL]


class GreetDesk(Desk):
    """Tiếp đón."""


class PrepareDesk(Desk):
    """Chuẩn bị."""


class ReceiveDesk(Desk):
    """Tiếp nhận."""


class ProcessDesk(Desk):
    """Xử lý."""


class ApproveDesk(Desk):
    """Phê duyệt."""


class SealDesk(Desk):
    """Văn thư: vào sổ, đóng dấu."""


class ReturnDesk(Desk):
    """Trả kết quả."""


class NotFetchedBoard(Desk):
    """Kết quả chưa nhận."""


class NoCodeBoard(Desk):
    """Chưa có mã hồ sơ quốc gia."""


class ToScanBoard(Desk):
    """Giấy tờ chờ số hóa."""


class DirectDesk(Desk):
    """Theo dõi."""


_CLASSES = {
    "tiep-don": GreetDesk,
    "chuan-bi": PrepareDesk,
    "tiep-nhan": ReceiveDesk,
    "xu-ly": ProcessDesk,
    "phe-duyet": ApproveDesk,
    "dong-dau": SealDesk,
    "tra-ket-qua": ReturnDesk,
    "cho-nhan": NotFetchedBoard,
    "chua-co-ma": NoCodeBoard,
    "cho-so-hoa": ToScanBoard,
    "theo-doi": DirectDesk,
}


class Desks:
    """/ban-lam-viec: leads each official to her own desk."""

    __acl__ = [allow(Authenticated, Permission.DESK_VIEW), DENY_ALL]

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name

    def __getitem__(self, name: str) -> Desk:
        return _CLASSES[name](self, name)

    def __iter__(self):
        return (self[name] for name in _DESKS)
