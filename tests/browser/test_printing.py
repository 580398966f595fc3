"""A sheet printed from the browser: one A4, no bars, the code that leads back to it at the foot."""

import re
import subprocess
from pathlib import Path

import pytest

from .online import Reader

pytestmark = pytest.mark.browser

TYPICAL = ("2.000815", "1.004873", "1.000656", "1.001193", "1.001766", "2.000884", "2.000806")


def printed(reader: Reader, path: str, to: Path) -> tuple[list[str], str]:
    """Page sizes and text of the page as the browser prints it."""
    reader.go(path).pdf(path=to, prefer_css_page_size=True)
    info = subprocess.run(["pdfinfo", "-l", "-1", to], capture_output=True, text=True, check=True).stdout
    text = subprocess.run(["pdftotext", to, "-"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"Page +\d+ size: .*", info), " ".join(text.split())


@pytest.mark.parametrize("code", TYPICAL)
def test_a_sheet_prints_as_one_a4(people, tmp_path, code):
    pages, text = printed(people(None), f"/thu-tuc/{code}", tmp_path / "sheet.pdf")
    assert len(pages) == 1
    assert pages[0].endswith("(A4)")
    for part in (
        code,
        "Mang theo gì",
        "Bao nhiêu tiền",
        "Bao lâu",
        "0210 000 0000",
        "Trung tâm Phục vụ hành chính công",
    ):
        assert part in text
    for bar in ("Tương phản", "Tra cứu hồ sơ", "Ảnh gửi Zalo", "Dành cho cán bộ", "Danh mục thủ tục"):
        assert bar not in text


def test_papers_that_only_some_need_are_printed_though_folded_on_the_screen(people, tmp_path):
    _, text = printed(people(None), "/thu-tuc/1.004873", tmp_path / "sheet.pdf")
    assert "Giấy tờ chứng minh đã ly hôn" in text


def test_the_printed_code_leads_back_to_the_page(people, tmp_path):
    printed(people(None), "/thu-tuc/2.000815", tmp_path / "sheet.pdf")
    command = ["pdftoppm", "-r", "200", "-png", "-singlefile", tmp_path / "sheet.pdf", tmp_path / "sheet"]
    subprocess.run(command, check=True)
    found = subprocess.run(
        ["zbarimg", "-q", "--raw", tmp_path / "sheet.png"], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip().endswith("/thu-tuc/2.000815")
