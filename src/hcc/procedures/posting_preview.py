"""What a chat shows of a sheet that somebody sends (Open Graph)."""

from dataclasses import dataclass

from hcc.settings import Settings

from .posting_facts import public_address
from .record import ProcedureRecord

DESCRIPTION_LETTERS = 200
"""What chats show of a description."""


@dataclass(frozen=True)
class Preview:
    """The tags of the page's head; `url` and `image` are empty without a public address."""

    title: str
    description: str
    site: str
    url: str
    image: str


def preview(record: ProcedureRecord, office: Settings) -> Preview:
    address = public_address(office, record.code)
    return Preview(
        title=record.title,
        description=what_to_bring(record, office),
        site=f"{office.office_name} {office.commune}",
        url=address,
        image=f"{address}/picture.png" if address else "",
    )


def what_to_bring(record: ProcedureRecord, office: Settings) -> str:
    """One sentence: as many of everybody's papers as fit, whole names only, then how many more."""
    names = [component.name for component in record.components if component.required and not component.case]
    if not names:
        return f"Cần mang gì, bao nhiêu tiền, bao lâu: xem trang này hoặc gọi {office.phone}."
    for shown in range(len(names), 0, -1):
        rest = len(names) - shown
        more = f" và {rest} giấy tờ khác" if rest else ""
        sentence = f"Mang theo: {'; '.join(names[:shown])}{more}."
        if len(sentence) <= DESCRIPTION_LETTERS:
            return sentence
    return f"Mang theo {len(names)} giấy tờ, xem danh sách ở trang này hoặc gọi {office.phone}."
