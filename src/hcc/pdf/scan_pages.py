"""Pages that show one JPEG and nothing else, drawn from that JPEG.

libjpeg decodes half, a quarter or an eighth of a picture's size for as small a part of the cost; pdfium decodes all of
it, which is most of what a small picture of a scan takes. Whatever a page has besides, pdfium draws it.
"""

import io
from contextlib import suppress
from typing import Any

import pikepdf
from PIL import Image

_MODES = {"/DeviceRGB": "RGB", "/DeviceGray": "L"}
_PLAIN = frozenset(
    {
        *("/Type", "/Subtype", "/Name", "/Length", "/Width", "/Height"),
        *("/ColorSpace", "/BitsPerComponent", "/Filter", "/Interpolate"),
    }
)
"""What the dictionary of the picture may have. A mask, a layer or a turned scale of grey is among what it may not."""
_LONGEST = 1000
"""Bytes of a page's contents: placing one picture takes some fifty."""
_NEAR = 0.5
"""Points (1/72 inch) by which the picture may miss the edges of the page."""
_OTHERWISE = (
    *(pikepdf.PikepdfError, AttributeError, KeyError, IndexError, TypeError, ValueError),
    *(Image.DecompressionBombError, OSError, SyntaxError),
)
"""The page is not written as one of these, or Pillow does not read its JPEG to the end."""
_TURNS = {
    0: None,
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""A page is turned clockwise, Pillow turns the other way."""


class ScanPages:
    """The pages of one file."""

    def __init__(self, file: str) -> None:
        self._pdf: pikepdf.Pdf | None = None
        with suppress(pikepdf.PikepdfError, OSError):  # pdfium may still draw it
            self._pdf = pikepdf.open(file)

    def drawn(self, number: int, size: tuple[int, int], mode: str = "RGB") -> Image.Image | None:
        """Page `number`, from 1, in pixels of this size, RGB or grey (L); None when it is more or less than a scan."""
        if self._pdf is None:
            return None
        try:
            return _drawn(self._pdf.pages[number - 1], size, mode)
        except _OTHERWISE:
            return None


def _drawn(page: pikepdf.Page, size: tuple[int, int], mode: str) -> Image.Image | None:
    turn = _TURNS[int(page.rotation) % 360]
    image = _only_image(page)
    if image is None:
        return None
    picture: Any = Image.open(io.BytesIO(image.read_raw_bytes()), formats=["JPEG"])
    if picture.mode != _MODES[str(image.ColorSpace)] or picture.size != (int(image.Width), int(image.Height)):
        return None
    upright = size[::-1] if turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270) else size
    picture.draft(mode, (upright[0] * 4 // 3, upright[1] * 4 // 3))  # exactly this size at once would be soft
    small = picture.resize(upright, Image.Resampling.HAMMING).convert(mode)
    return small.transpose(turn) if turn is not None else small


def _only_image(page: pikepdf.Page) -> Any:
    """The picture that covers the page, if that is all there is."""
    contents = page.obj.Contents
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    if "/Annots" in page.obj or sum(len(one.read_bytes()) for one in streams) > _LONGEST:
        return None
    acts = [(str(one.operator), one.operands) for one in pikepdf.parse_content_stream(page)]
    if [act for act, _ in acts if act not in ("q", "Q")] != ["cm", "Do"]:
        return None
    matrix, name = (operands for act, operands in acts if act in ("cm", "Do"))
    image = page.resources.XObject[str(name[0])]
    filters = list(image.Filter) if isinstance(image.Filter, pikepdf.Array) else [image.Filter]
    plain = set(image.keys()) <= _PLAIN and image.Subtype == "/Image" and int(image.BitsPerComponent) == 8
    if not plain or list(map(str, filters)) != ["/DCTDecode"] or str(image.ColorSpace) not in _MODES:
        return None
    return image if _covers([float(one) for one in matrix], page) else None


def _covers(matrix: list[float], page: pikepdf.Page) -> bool:
    across, up, over, down, left, bottom = matrix
    whole = (left, bottom, left + across, bottom + down)
    boxes = [[float(edge) for edge in box] for box in (page.cropbox, page.mediabox)]
    near = all(abs(edge - found) <= _NEAR for box in boxes for edge, found in zip(box, whole, strict=True))
    return near and up == over == 0
