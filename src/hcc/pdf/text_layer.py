"""Worker: the text that stands in a PDF, read with pdfium. What is only a picture has none."""

import os
from typing import Any

import pypdfium2 as pdfium

from hcc.core.text import clean_text

PAGE_LETTERS, ALL_LETTERS = 20_000, 300_000
"""A page of print has some 4,000 letters; a child's answer has room for 4 MB."""
_GIVE_WAY = 10


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Job {"file"}: answer {"texts": one a page} or {"damaged": reason}."""
    os.nice(_GIVE_WAY)
    texts: list[str] = []
    left = ALL_LETTERS
    try:
        document = pdfium.PdfDocument(job["file"])
        for number in range(len(document)):
            page = document[number]
            layer = page.get_textpage()
            count = min(layer.count_chars(), PAGE_LETTERS, left)
            text = clean_text(layer.get_text_range(0, count, errors="ignore"))[:count] if count > 0 else ""
            left -= len(text)
            texts.append(text)
            layer.close()
            page.close()
    except pdfium.PdfiumError as error:
        return {"damaged": str(error)}
    return {"texts": texts}
