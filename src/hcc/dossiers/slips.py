"""Numbered papers that go to the person: supplement request, refusal, apology, notice of stop (forms 02 to 05).

Their numbers are gapless per kind and year, in the order in which they were taken. Kept inside dossiers: add fields
with defaults, never rename them.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SlipKind(StrEnum):
    """Which paper (TT 03/2025/TT-VPCP annex I)."""

    SUPPLEMENT_REQUEST = "supplement_request"
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (form 02)."""
    REFUSAL = "refusal"
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ (form 03)."""
    APOLOGY = "apology"
    """Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết (form 04)."""
    STOP = "stop"
    """Thông báo dừng giải quyết hồ sơ (form 05)."""


REFUSAL_TITLE = "Phiếu từ chối tiếp nhận giải quyết hồ sơ"
"""What a refusal is called as the result of a dossier."""
SYMBOLS = {
    SlipKind.SUPPLEMENT_REQUEST: "PBS-HDHS",
    SlipKind.REFUSAL: "PTC-HDHS",
    SlipKind.APOLOGY: "PXL-HDHS",
    SlipKind.STOP: "TBD-HDHS",
}
"""What stands behind the number where the office has set nothing else."""


@dataclass(frozen=True)
class Slip:
    """One of these papers, as it was decided."""

    kind: SlipKind
    number: int
    year: int
    symbol: str
    at: datetime
    by: str
    reason: str
    details: tuple[str, ...] = ()
    """What is to be supplied, a line each; or the legal basis of a stop."""
    said: str = ""
    """What the paper says, as it was when the slip was taken: the fields of its template as JSON. Printed again it is
    the same bytes, whoever is corrected since. Empty in older databases."""

    @property
    def line(self) -> str:
        """As it stands at the head of the paper: "12/PBS-HDHS"."""
        return f"{self.number:02d}/{self.symbol}"
