"""Signing loads no HTTP client, and takes none away from whoever needs one."""

import subprocess
import sys

import pikepdf
import pytest

SIGNED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from hcc.signing.keys import development_key
folder = Path(sys.argv[1])
key = development_key(folder / "keys", organisation="UBND", common_name="Tấn Mẫu")
from hcc.signing.sign import sign_pdf
sign_pdf(
    Path(sys.argv[2]), folder / "signed.pdf", key, reason="Thử", location="An Mẫu", signer_name="Mẫu",
    at=datetime.now(UTC),
)
print("aiohttp" in sys.modules)
import aiohttp
print(aiohttp.ClientSession.__module__)
"""


@pytest.fixture
def paper(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.save(tmp_path / "paper.pdf")
    return tmp_path / "paper.pdf"


def test_a_paper_is_signed_without_an_http_client(tmp_path, paper):
    done = subprocess.run(
        [sys.executable, "-c", SIGNED, str(tmp_path), str(paper)], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["False", "aiohttp.client"], done.stderr
    assert b"/ByteRange" in (tmp_path / "signed.pdf").read_bytes()
