"""Worker: read an untrusted PDF and write a new one that holds its pages and nothing else."""

import errno
import io
import mmap
import re
import traceback
from collections.abc import Set
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Object, Pdf

from hcc.pdf.allowed import Keeper
from hcc.pdf.allowed_entries import PAGE
from hcc.pdf.boxes import page_box, rotation, user_unit
from hcc.pdf.enclose import enclose
from hcc.pdf.findings import active_content, is_signed
from hcc.pdf.layers import hidden_groups, keep_layers
from hcc.pdf.limits import PdfLimits
from hcc.pdf.notes import flatten
from hcc.pdf.salvage import salvaged
from hcc.pdf.shapes import is_array, is_dictionary
from hcc.pdf.verdict import ACTIVE, Refused
from hcc.pdf.weight import check_images, check_streams

_HEADER_WITHIN = 1024
_OUR_LIMITS = re.compile("alloc|encryption")
"""In a message of qpdf: memory ran out, or the file is locked."""
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\Z")
_REFERENCE = re.compile(rb"\b(\d{1,10})\s{1,9}(\d{1,5})\s{1,9}R\b")
_CONTENTS = re.compile(rb"/Contents\s{0,9}\[?\s{0,9}(\d{1,10})\s{1,9}(\d{1,5})\s{1,9}R\b")


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Answer one job: `original`, `clean` (paths) and `limits`. Every fault of the file becomes a word."""
    limits = PdfLimits(**job["limits"])
    try:
        return rebuild(Path(job["original"]), Path(job["clean"]), limits)
    except Refused as refusal:
        return {"word": refusal.word, "pages": refusal.pages, "detail": refusal.detail}
    except pikepdf.PasswordError:
        return {"word": "password"}
    except (MemoryError, RecursionError):
        raise
    except OSError as error:
        if error.errno == errno.EFBIG:
            return {"word": "too-complex", "detail": "writes too much"}
        # Disk full, no permission: our trouble, which must not be blamed on the file.
        return {"errno": error.errno, "strerror": error.strerror}
    except Exception as error:
        # "unsupported encryption ...": locked for a certificate or in a way of its writer's own.
        locked = isinstance(error, pikepdf.PdfError) and "unsupported encryption" in str(error)
        word = "password" if locked else "too-complex" if "bad_alloc" in str(error) else "damaged"
        return {"word": word, "detail": traceback.format_exc(limit=-4)}


def rebuild(original: Path, clean: Path, limits: PdfLimits) -> dict[str, Any]:
    """Write `clean` from `original`. Raises Refused, or what pikepdf raises on a damaged file."""
    whole = _check_outside(original)
    try:
        return _rebuild(original, clean, limits, whole)
    except (MemoryError, RecursionError, OSError):
        raise
    except Exception as error:
        copy = clean.with_name("salvaged.pdf")
        if not (whole and _may_be_salvaged(error) and salvaged(original, copy, limits)):
            raise
        # qpdf wants the password also where only the attachments are locked.
        lost = {"attachment", "encryption"} if isinstance(error, pikepdf.PasswordError) else set()
        try:
            return _rebuild(copy, clean, limits, whole, lost)
        finally:
            copy.unlink()


def _may_be_salvaged(error: Exception) -> bool:
    if isinstance(error, Refused):
        return error.word == "no-pages"
    return isinstance(error, pikepdf.PasswordError) or not _OUR_LIMITS.search(str(error))


def _rebuild(
    original: Path, clean: Path, limits: PdfLimits, whole: bool, lost: Set[str] = frozenset()
) -> dict[str, Any]:
    """The work itself; `lost` is what the file no longer had when it came here."""
    with _opened(original) as pdf:
        if len(pdf.objects) > limits.objects:
            raise Refused("too-complex", detail="objects")
        pages = _count_pages(pdf, limits)
        if not whole:
            _check_all_there(original, pdf, _REFERENCE)
        removed = active_content(pdf) | lost
        signed = is_signed(pdf)
        removed |= _harmless_losses(pdf)
        hidden = hidden_groups(pdf)
        if flatten(pdf, hidden):
            removed.add("notes")
        with Pdf.new() as out:
            keeper = _copy_pages(pdf, out)
            for group in keep_layers(pdf, out):
                keeper.layer(group)
            blank = any(page.obj.get("/Contents") is None for page in pdf.pages)
            if blank and any("damaged" in str(warning) for warning in pdf.get_warnings()):
                _check_all_there(original, pdf, _CONTENTS)
            check_streams(keeper.others.values(), keeper.contents, limits)
            check_images(keeper.images.values(), limits)
            for page in out.pages:
                _normalise(out, page, limits)
            out.save(
                clean,
                linearize=True,
                deterministic_id=True,
                min_version="1.7",
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    word = "signed" if signed else "active-removed" if removed & ACTIVE else "clean"
    advice = ["hidden-layers"] if hidden else []
    return {"word": word, "pages": pages, "removed": sorted(removed), "signed": signed, "advice": advice}


def _opened(original: Path) -> Pdf:
    """The file, repaired where it must be; a table that leads nowhere is looked past."""
    try:
        return Pdf.open(original, inherit_page_attributes=False)
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError as error:
        if _OUR_LIMITS.search(str(error)):
            raise
        without_table = io.BytesIO(original.read_bytes().replace(b"startxref", b"startxxxx"))
        try:
            return Pdf.open(without_table, inherit_page_attributes=False)
        except pikepdf.PdfError:
            raise error from None


def _check_outside(original: Path) -> bool:
    """Judge the file by its bytes alone: is it a PDF, and did all its objects arrive? False when its end is missing."""
    with original.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find(b"%PDF-", 0, _HEADER_WITHIN + 5) < 0:
            raise Refused("not-pdf")
        last = len(data)
        while (last := data.rfind(b"obj", 0, last)) >= 0:
            if _OBJECT.search(data[max(0, last - 30) : last + 3]):
                if data.find(b"startxref", last) >= 0 or data.find(b"trailer", last) >= 0:
                    return True
                if data.find(b"endobj", last) >= 0:
                    return False
                raise Refused("damaged", detail="cut off")
        raise Refused("damaged", detail="no objects")


def _check_all_there(original: Path, pdf: Pdf, reference: re.Pattern[bytes]) -> None:
    """Of a file that was cut off or repaired, what is referred to must be there, or it would silently be missing."""
    with original.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        wanted = {(int(number), int(generation)) for number, generation in reference.findall(data)}
    there = {item.objgen for item in pdf.objects if isinstance(item, Object)}
    if not wanted <= there:
        raise Refused("damaged", detail=f"objects are missing: {sorted(wanted - there)[:9]}")


def _count_pages(pdf: Pdf, limits: PdfLimits) -> int:
    """Number of pages, by walking the tree ourselves and never further than the limit allows."""
    root = pdf.Root.get("/Pages")
    if not is_dictionary(root):
        raise Refused("no-pages")
    pages = 0
    above: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        kids = node.get("/Kids")
        if not is_array(kids):
            pages += 1
        elif node.objgen in above:
            raise Refused("damaged", detail="loop in the page tree")
        else:
            above.add(node.objgen)
            if len(kids) > limits.pages * 2:
                raise Refused("too-many-pages", pages + len(kids))
            waiting += [kid for kid in kids if is_dictionary(kid)]
        if pages + len(waiting) > limits.pages * 2 or pages > limits.pages:
            raise Refused("too-many-pages", pages + len(waiting))
    if not pages:
        raise Refused("no-pages")
    return pages


def _harmless_losses(pdf: Pdf) -> set[str]:
    """What does not act, but whose loss may change what is seen."""
    losses = set()
    if pdf.is_encrypted:
        losses.add("encryption")
    form = pdf.Root.get("/AcroForm")
    if is_dictionary(form) and is_array(form.get("/Fields")) and len(form.Fields):
        losses.add("fields")
    return losses


def _copy_pages(pdf: Pdf, out: Pdf) -> Keeper:
    for page in pdf.pages:
        # Inherited entries first: stripping must not make the copy fall back on them.
        for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
            if key not in page.obj and (inherited := _inherited(page.obj, key)) is not None:
                page.obj[key] = inherited
        for key in set(page.obj.keys()) - PAGE:
            del page.obj[key]
    keeper = Keeper(out)
    for page in pdf.pages:
        out.pages.append(page)
    for page in out.pages:
        if not is_dictionary(page.obj.get("/Resources")):
            page.obj.Resources = pikepdf.Dictionary()
        keeper.page(page.obj)
    return keeper


def _inherited(page: Object, key: str) -> Object | int | None:
    node: Any = page
    for _ in range(100):
        node = node.get("/Parent")
        if not is_dictionary(node):
            return None
        if key in node:
            return node[key]
    return None


def _normalise(out: Pdf, page: pikepdf.Page, limits: PdfLimits) -> None:
    """Boxes in order, quarter turns from 0 to 270, and a unit of one point."""
    unit = user_unit(page.obj)
    box = page_box(page.obj)
    if max(box[2] - box[0], box[3] - box[1]) * unit > limits.page_points:
        raise Refused("too-complex", detail="page size")
    turn = rotation(page.obj)
    for key in ("/CropBox", "/Rotate", "/UserUnit"):
        if key in page.obj:
            del page.obj[key]
    if turn:
        page.obj.Rotate = turn
    if unit != 1.0:
        # Common readers ignore UserUnit.
        enclose(out, page, box, unit)
        box = (box[0] * unit, box[1] * unit, box[2] * unit, box[3] * unit)
    page.obj.MediaBox = Array([round(side, 4) for side in box])
