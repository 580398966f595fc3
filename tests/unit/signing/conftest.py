"""A key of ours, a stranger's, and papers signed with them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hcc.signing.keys import SigningKey, development_key
from hcc.signing.sign import SignedPaper, sign_pdf
from pdfs import make

AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def key(tmp_path_factory) -> SigningKey:
    return development_key(
        tmp_path_factory.mktemp("keys"), organisation="UBND xã Ấn Mẫu", common_name="Ủy ban nhân dân xã Ấn Mẫu"
    )


@pytest.fixture(scope="session")
def strangers_key(tmp_path_factory) -> SigningKey:
    return development_key(tmp_path_factory.mktemp("strange"), organisation="Ai đó", common_name="Ai đó")


@pytest.fixture
def sign(tmp_path, key):
    """Signs bytes; answers what goes into the register and the signed file."""

    def sign(
        data: bytes | None = None,
        *,
        with_key: SigningKey = key,
        name: str = "signed.pdf",
        at: datetime = AT,
        use_up: bool = False,
    ) -> tuple[SignedPaper, Path]:
        source, target = tmp_path / f"source of {name}", tmp_path / name
        source.write_bytes(make.one_page() if data is None else data)
        paper = sign_pdf(
            source,
            target,
            with_key,
            reason="Chứng thực bản sao đúng với bản chính",
            location="Xã Ấn Mẫu",
            signer_name="Nguyễn Thị Mẫu",
            at=at,
            use_up=use_up,
        )
        return paper, target

    return sign
