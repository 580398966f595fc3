"""Worker: put a small one-page PDF upright into a corner of pages of another, as people see the corner."""

import traceback
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Object, Page, Pdf, Rectangle

from hcc.pdf.boxes import page_box, rotation, user_unit
from hcc.pdf.enclose import enclose
from hcc.pdf.findings import is_signed
from hcc.pdf.shapes import is_dictionary

POINTS_A_MM = 72 / 25.4
MARK = "/HccPaper"
"""Under this key every page of a stamped paper, and its stamp, say which paper they are of."""
LEAST_SHARE = 4
"""On a page too small for block and margins, a margin takes at most a quarter of a side."""


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Answer one job: paths `source`, `block`, `target`; `pages`, `corner`; `margin`, `width`, `height` in mm;
    `mark`.
    """
    try:
        block_pages = _count(job["block"])
        if block_pages != 1:
            return {"block": block_pages}
        with Pdf.open(job["source"]) as pdf, Pdf.open(job["block"]) as block:
            if is_signed(pdf):
                return {"signed": True}
            form = pdf.copy_foreign(block.pages[0].as_form_xobject())
            if job["mark"]:
                form[MARK] = pikepdf.String(job["mark"])
                for page in pdf.pages:
                    page.obj[MARK] = pikepdf.String(job["mark"])
            for page in _chosen(pdf, job["pages"]):
                _put(pdf, page, form, job)
            # An /ID made of the bytes would need all of them hashed once more; every stamped paper is its own anyway.
            pdf.save(job["target"], object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except (MemoryError, RecursionError):
        raise
    except OSError as error:
        return {"errno": error.errno, "strerror": error.strerror}
    except Exception:
        return {"unreadable": traceback.format_exc(limit=-4)}
    return {"stamped": True}


def _count(block: str) -> int:
    try:
        with Pdf.open(block) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError:
        return 0


def _chosen(pdf: Pdf, pages: str) -> list[Page]:
    if pages == "all":
        return list(pdf.pages)
    return [pdf.pages[0 if pages == "first" else -1]]


def _put(pdf: Pdf, page: Page, form: Object, job: dict[str, Any]) -> None:
    x0, y0, x1, y1 = page_box(page.obj)
    turn = rotation(page.obj)
    # Everything below is in the page's own units; a point is that much smaller where the unit is larger.
    millimetre = POINTS_A_MM / user_unit(page.obj)
    shown_wide, shown_high = (y1 - y0, x1 - x0) if turn in (90, 270) else (x1 - x0, y1 - y0)
    across = min(job["margin"] * millimetre, shown_wide / LEAST_SHARE)
    up = min(job["margin"] * millimetre, shown_high / LEAST_SHARE)
    drawn = Matrix(form.Matrix) if "/Matrix" in form else Matrix()
    block = drawn.transform(Rectangle(Array(form.BBox)))
    scale = min(
        min(job["width"] * millimetre, shown_wide - 2 * across) / block.width,
        min(job["height"] * millimetre, shown_high - 2 * up) / block.height,
    )
    wide, high = block.width * scale, block.height * scale
    x = across if job["corner"].endswith("left") else shown_wide - across - wide
    y = up if job["corner"].startswith("bottom") else shown_high - up - high
    # From the page as displayed, its lower left corner at the origin, to the page as written.
    shown = {
        0: Matrix(1, 0, 0, 1, x0, y0),
        90: Matrix(0, 1, -1, 0, x1, y0),
        180: Matrix(-1, 0, 0, -1, x1, y1),
        270: Matrix(0, -1, 1, 0, x0, y1),
    }[turn]
    place = Matrix(1, 0, 0, 1, -block.llx, -block.lly) @ Matrix(scale, 0, 0, scale, x, y) @ shown
    unclosed, too_many = _balance(page)
    if too_many:
        enclose(pdf, page, (x0, y0, x1, y1))
        unclosed = 0
    name = _add(pdf, page, form)
    matrix = " ".join(f"{value:.6f}" for value in place.shorthand)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\n" + b"Q " * (1 + unclosed) + f"\nq {matrix} cm {name} Do Q\n".encode())


def _add(pdf: Pdf, page: Page, form: Object) -> str:
    """Name the form in resources of this page alone: shared ones may serve other pages and forms."""
    resources = page.obj.get("/Resources")
    own = Dictionary(dict(resources.items())) if is_dictionary(resources) else Dictionary()
    former = own.get("/XObject")
    named = Dictionary(dict(former.items())) if is_dictionary(former) else Dictionary()
    number = 0
    while (name := f"/HccStamp{number}") in named:
        number += 1
    named[name] = form
    own.XObject = named
    page.obj.Resources = pdf.make_indirect(own)
    return name


def _balance(page: Page) -> tuple[int, bool]:
    """How many `q` of the page's content have no `Q`, and whether some `Q` has no `q`."""
    depth = 0
    too_many = False
    for instruction in pikepdf.parse_content_stream(page, "q Q"):
        depth += 1 if str(instruction.operator) == "q" else -1
        if depth < 0:
            # Readers ignore it; inside our own q it would end that one, and move the stamp or the page.
            depth, too_many = 0, True
    return depth, too_many
