"""What a PDF holds and how it looks, by qpdf and poppler: never by our own code."""

import json
import re
import subprocess
from pathlib import Path

ACTIVE_KEYS = {
    *("/A", "/AA", "/AF", "/AcroForm", "/Annots", "/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/Metadata", "/Names"),
    *("/OPI", "/OpenAction", "/Outlines", "/PieceInfo", "/RichMediaContent", "/URI", "/XFA", "/Perms"),
    *("/FFilter", "/UserUnit", "/ByteRange", "/Ref", "/Collection", "/Subtype2", "/3DD", "/Movie", "/Next", "/Encrypt"),
}
ACTIVE_NAMES = {
    *("/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/RichMedia"),
    *("/PS", "/FileAttachment", "/Filespec", "/EmbeddedFile", "/Sig", "/Widget", "/Sound", "/Movie", "/Rendition"),
    *("/3D", "/Screen"),
}
KINDS = ("/S", "/Subtype", "/Type", "/FT")
"""Under these stands what an object is."""
FREE = ("/CharProcs", "/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Properties", "/Shading", "/XObject")
"""What is listed under these has any name its writer liked."""


def active_parts(pdf: Path) -> set[str]:
    """Telltale keys and names anywhere in a file, as qpdf sees it."""
    ran = subprocess.run(["qpdf", "--json", "--json-key=qpdf", pdf], capture_output=True, check=False)
    assert ran.returncode in (0, 3), ran.stderr
    objects = json.loads(ran.stdout.decode(errors="replace"))["qpdf"][1]
    found = set()

    def walk(item, names_are_free=False):
        if isinstance(item, dict):
            if not names_are_free:
                found.update(ACTIVE_KEYS & item.keys())
            if "stream" in item and "/F" in item["stream"]["dict"]:
                found.add("/F")
            for key, child in item.items():
                walk(child, key in FREE)
                if key in KINDS and isinstance(child, str) and child in ACTIVE_NAMES:
                    found.add(child)
        elif isinstance(item, list):
            for child in item:
                walk(child)

    named = set(re.findall(rf'"(?:{"|".join(FREE)})": "(\d+ \d+ R)"', json.dumps(objects)))
    for name, item in objects.items():
        walk(item.get("value", item), name.removeprefix("obj:") in named)
    return found


def picture(pdf: Path, *options: str, dpi: int = 50) -> bytes:
    """All pages of a file as poppler draws them."""
    return subprocess.run(
        ["pdftoppm", "-cropbox", "-r", str(dpi), *options, pdf], capture_output=True, check=True
    ).stdout


def first_page(pdf: Path) -> bytes:
    return picture(pdf, "-l", "1")
