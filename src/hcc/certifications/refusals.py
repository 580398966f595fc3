"""Written refusals to certify a copy: why the law forbids it, what the person can do, and a number of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import DENY_ALL, allow
from hcc.core.evidence import Chain
from hcc.core.identifiers import is_filing_token
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import TranslationString, message

SYMBOL = "TC-CT"
"""After the number of a written refusal (từ chối chứng thực)."""

_ACL = [
    allow(Role.CERTIFIER, Permission.CERTIFICATION_VIEW, Permission.CERTIFICATION_CERTIFY),
    allow(Role.APPROVER, Permission.CERTIFICATION_VIEW),
    DENY_ALL,
]


@dataclass(frozen=True)
class Reason:
    """Why an original cannot be the ground of a certified copy, and what to do about it."""

    clause: int
    """Of article 22 of NĐ 23/2015/NĐ-CP."""
    text: TranslationString
    advice: TranslationString


REASONS = {
    "altered": Reason(
        1,
        message("The original was altered or is not valid"),
        message("Ask the office that issued the paper for a new original, or for a copy from its register."),
    ),
    "damaged": Reason(
        2,
        message("It is damaged and cannot be read"),
        message("Ask the office that issued the paper for a new original, or for a copy from its register."),
    ),
    "secret": Reason(
        3,
        message("It is stamped secret or “not to be copied”"),
        message("Ask the office that issued the paper whether and where it may be copied."),
    ),
    "unlawful": Reason(
        4,
        message("Its content is against the law or social ethics"),
        message("This paper cannot be certified. You may complain of the refusal as the law on complaints says."),
    ),
    "not_legalised": Reason(
        5,
        message("It is foreign and was not legalised"),
        message("Have the paper legalised by the consular office first, then bring it again."),
    ),
    "unconfirmed": Reason(
        6,
        message("A private person made it, and nobody confirmed it"),
        message("Have the paper confirmed and sealed by the office in charge first, then bring it again."),
    ),
}
"""The six grounds of the law, in its order (NĐ 23/2015/NĐ-CP art. 22)."""


class WrittenRefusal(Persistent):
    """/chung-thuc/tu-choi/<token>: one paper of one person that was not certified."""

    __acl__ = _ACL

    def __init__(
        self,
        token: str,
        number: int,
        *,
        at: datetime,
        by: str,
        name: str,
        citizen_number: str,
        title: str,
        reasons: tuple[str, ...],
        note: str,
    ) -> None:
        self.__name__ = token
        self.number = number
        """In the year of `at`, from 1."""
        self.at = at
        self.by = by
        self.name = name
        self.citizen_number = citizen_number
        self.title = title
        """Name of the paper."""
        self.reasons = reasons
        """Keys of REASONS."""
        self.note = note
        """What the official saw on the paper, in her words."""

    __parent__: Any = None

    @property
    def number_line(self) -> str:
        return f"{self.number:02d}/{SYMBOL}"


class RefusalFolder(Persistent):
    """/chung-thuc/tu-choi: the written refusals, and their chain."""

    NAME = "tu-choi"
    __acl__ = _ACL

    def __init__(self) -> None:
        self.__name__ = self.NAME
        self._refusals = OOBTree()
        self.chain = Chain()

    __parent__: Any = None

    def __getitem__(self, name: str) -> WrittenRefusal:
        if not is_filing_token(name):
            raise KeyError(name)
        return self._refusals[name]

    def add(self, refusal: WrittenRefusal) -> None:
        refusal.__parent__ = self
        self._refusals[refusal.__name__] = refusal

    def __iter__(self) -> Iterator[WrittenRefusal]:
        return iter(self._refusals.values())
