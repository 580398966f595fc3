"""/ban-lam-viec and the six desks under it. They hold nothing: each shows dossiers by a range read."""

from typing import Any

from hcc.core.acl import DENY_ALL, Authenticated, allow
from hcc.core.permissions import Permission
from hcc.core.roles import Role

_DESKS = {
    "tiep-don": ("greet", Permission.DESK_GREET, (Role.GREETER, Role.HELPER, Role.RECEIVER)),
    "chuan-bi": ("prepare", Permission.DESK_PREPARE, (Role.GREETER, Role.RECEIVER)),
    "tiep-nhan": ("receive", Permission.DESK_RECEIVE, (Role.RECEIVER,)),
    "xu-ly": ("process", Permission.DESK_PROCESS, (Role.HANDLER, Role.CERTIFIER)),
    "phe-duyet": ("approve", Permission.DESK_APPROVE, (Role.APPROVER,)),
    "tra-ket-qua": ("return_result", Permission.DESK_RETURN, (Role.RETURNER,)),
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


class ReturnDesk(Desk):
    """Trả kết quả."""


_CLASSES = {
    "tiep-don": GreetDesk,
    "chuan-bi": PrepareDesk,
    "tiep-nhan": ReceiveDesk,
    "xu-ly": ProcessDesk,
    "phe-duyet": ApproveDesk,
    "tra-ket-qua": ReturnDesk,
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
