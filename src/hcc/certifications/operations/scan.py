"""Taking in the scan of an original for an electronic copy."""

from pathlib import Path

from hcc.core.act import Act
from hcc.core.identifiers import filing_token
from hcc.dossiers.operations.attach import PaperRefused
from hcc.files.blobs import keep_file
from hcc.files.names import shown_name
from hcc.files.received import Received, sha256_of
from hcc.pdf.intake import Verdict

from ..resources import BookFolder, Scan


def take_scan(books: BookFolder, *, received: Received, clean: Path, verdict: Verdict, name: str, act: Act) -> Scan:
    """Keep an accepted scan; it gets its number later."""
    if not verdict.accepted:
        raise PaperRefused(verdict.word)
    scan = Scan(
        filing_token(),
        at=act.at,
        by=act.by,
        name=shown_name(name),
        sha256=received.sha256,
        size=received.size,
        pages=verdict.pages,
    )
    scan.clean_sha256, scan.removed, scan.advice = sha256_of(clean), verdict.removed, verdict.advice
    keep_file(scan.original, received.path, near=books)
    keep_file(scan.clean, clean, near=books)
    books.scans.add(scan)
    return scan
