"""The pages of a file whose structure is beyond qpdf, as pdfium still finds them. For workers: pdfium may abort."""

from pathlib import Path

import pypdfium2 as pdfium

from hcc.pdf.limits import PdfLimits
from hcc.pdf.verdict import Refused


def salvaged(original: Path, copy: Path, limits: PdfLimits) -> bool:
    """Write the pages pdfium finds to `copy`; False where it finds none either. The copy is as untrusted as the file.

    Raises Refused for more pages than allowed.
    """
    try:
        with pdfium.PdfDocument(original) as found:
            pages = len(found)
            if pages > limits.pages:
                raise Refused("too-many-pages", pages)
            if not pages:
                return False
            with pdfium.PdfDocument.new() as written:
                written.import_pages(found)
                written.save(copy)
    except pdfium.PdfiumError:
        return False
    return True
