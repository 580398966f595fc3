"""Worker: draw every page of a PDF with pdfium, giving way to all other processes."""

import os
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from hcc.pdf.render import picture_of
from hcc.pdf.scan_pages import ScanPages

_GIVE_WAY = 10


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Job {"file", "width", "folder"}: write 1.png and so on to the folder, answer {"pages"} or {"damaged": reason}."""
    os.nice(_GIVE_WAY)
    try:
        document = pdfium.PdfDocument(job["file"])
        scans = ScanPages(job["file"])
        for number in range(1, len(document) + 1):
            picture = picture_of(document, scans, number, job["width"])
            Path(job["folder"], f"{number}.png").write_bytes(picture)
    except pdfium.PdfiumError as error:
        return {"damaged": str(error)}
    return {"pages": len(document)}
