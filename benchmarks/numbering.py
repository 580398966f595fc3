"""Taking certification numbers through their operation, beside bare commits of as many bytes (see receiving.py)."""

from datetime import UTC, datetime
from functools import partial

from hcc.certifications.operations.certify import PaperRow, certify_visit
from hcc.certifications.resources import Requester, Signer
from hcc.core.act import Act
from hcc.settings import Settings
from hcc.site.resources import Site

from .receiving import beside_bare_commits

VISITS = 300
ROW = PaperRow("Bằng tốt nghiệp trung học phổ thông", "Nguyễn Thị Mẫu", 4, 2)


def number_share(settings: Settings) -> dict[str, float]:
    """One visit of one paper after another, in a database nobody serves: one number, line, visit and record each."""
    signer = Signer("pheduyet", "Trần Văn Mẫu", "Phó Chủ tịch", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    return beside_bare_commits(settings, [partial(_visit, signer=signer)] * VISITS)


def _visit(site: Site, *, signer: Signer) -> None:
    requester = Requester("Nguyễn Thị Mẫu", "025190000001")
    act = Act("chungthuc", datetime.now(UTC))
    certify_visit(site.books, requester=requester, rows=[ROW], signer=signer, act=act)
