"""What PDF/A-2a and PDF/UA-1 ask of a paper, as far as it can be told from its objects.

Typst checks these itself while it writes, and veraPDF was run over every paper (docs/decisions/0024-issued-slips.md);
this is the reader of our own that runs with the tests.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})
EMBEDDED = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
ACTIVE = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/AA", "/OpenAction", "/AcroForm", "/Encrypt")


def faults_of(pdf: bytes) -> list[str]:
    """Each thing that is not as the standards ask, in words; empty for a paper that keeps them."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [*_of_the_document(document), *_of_fonts(document), *_of_pages(document), *_of_objects(document)]


def _of_the_document(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    with document.open_metadata() as metadata:
        wanted = {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        for name, value in wanted.items():
            if str(metadata.get(name)) != value:
                yield f"{name} is {metadata.get(name)}"
        if not metadata.get("dc:title"):
            yield "no title"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not marked"
    if "/StructTreeRoot" not in root or not len(list(root.StructTreeRoot.get("/K", []))):
        yield "no structure"
    if str(root.get("/Lang", "")) != "vi":
        yield f"language {root.get('/Lang')}"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not shown"
    intents = [one for one in root.get("/OutputIntents", []) if one.S == Name.GTS_PDFA1]
    if not intents or "/DestOutputProfile" not in intents[0]:
        yield "no output intent"


def _of_fonts(document: pikepdf.Pdf) -> Iterator[str]:
    dictionaries = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
    for one in dictionaries:
        if one.get("/Type") == Name.FontDescriptor and not EMBEDDED & set(one.keys()):
            yield f"{one.FontName} is not embedded"
        if one.get("/Subtype") == Name.Type0 and "/ToUnicode" not in one:
            yield f"{one.BaseFont} has no letters"


def _of_pages(document: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, 1):
        if "/StructParents" not in page:
            yield f"page {number} is outside the structure"
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            if name in SHOWS_TEXT and depth == 0:
                yield f"page {number} has untagged text: {operands}"


def _of_objects(document: pikepdf.Pdf) -> Iterator[str]:
    if document.is_encrypted:
        yield "encrypted"
    for one in document.objects:
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            continue
        yield from (f"{name} in an object" for name in ACTIVE if name in one)
        if "/SMask" in one and one.SMask != Name("/None"):
            yield "transparent"
