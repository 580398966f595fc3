"""Worker: read an untrusted photo and write a PDF of one page that holds its pixels and nothing else.

Pillow decodes in the child only. Orientation is applied, transparency lies on white, and the picture is written anew as
a JPEG: position, camera, comments and thumbnails of the file stay behind by construction.
"""

import errno
import io
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageFile, UnidentifiedImageError

from hcc.pdf.limits import PdfLimits
from hcc.pdf.verdict import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST = 3508
"""Pixels of A4's longer side at 300 dpi; measured/pdf.md 3."""
QUALITY = 80
WHOLE_PIXELS = 60_000_000
"""Of a PNG or WebP, which is decoded whole: four bytes a pixel, twice. A JPEG is decoded at a fraction of its size."""
A4 = (595.276, 841.89)
"""Points: 210 by 297 mm."""
_DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N")


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Answer one job: `original`, `clean` (paths) and `limits`. Every fault of the file becomes a word."""
    return judged(lambda: one_page(Path(job["original"]), Path(job["clean"]), PdfLimits(**job["limits"])))


def judged(made: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What was made of a picture, or the word for what is wrong with its file."""
    try:
        return made()
    except Refused as refusal:
        return {"word": refusal.word, "pages": 0, "detail": refusal.detail}
    except UnidentifiedImageError:
        return {"word": "not-pdf", "detail": "no picture"}
    except Image.DecompressionBombError as error:
        return {"word": "too-many-pixels", "detail": str(error)}
    except MemoryError:
        raise
    except OSError as error:
        if error.errno is None:  # Pillow's own word for a file that ends too soon
            return {"word": "damaged", "detail": str(error)}
        if error.errno == errno.EFBIG:
            return {"word": "too-complex", "detail": "writes too much"}
        return {"errno": error.errno, "strerror": error.strerror}
    except Exception:
        return {"word": "damaged", "detail": traceback.format_exc(limit=-4)}


def one_page(original: Path, clean: Path, limits: PdfLimits) -> dict[str, Any]:
    """Write `clean` from the photo. Raises Refused, or what Pillow raises on a damaged file."""
    picture = read_picture(original, limits)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=QUALITY, optimize=True)
    _write_page(clean, jpeg.getvalue(), picture)
    return {"word": "clean", "pages": 1, "removed": [], "signed": False}


def read_picture(original: Path, limits: PdfLimits, longest: int = LONGEST) -> Image.Image:
    """The pixels of a file and nothing else of it, at most `longest` on a side.

    Raises Refused, or what Pillow raises on a damaged file.
    """
    # Twice this many are refused by Pillow itself, before it allocates anything.
    Image.MAX_IMAGE_PIXELS = limits.image_pixels
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(original, formats=FORMATS) as photo:
        return _upright(photo, limits, longest)


def _upright(photo: ImageFile.ImageFile, limits: PdfLimits, longest: int) -> Image.Image:
    """Grey or RGB pixels as they are to be seen, at most `longest` on a side, with no other fact of the file."""
    # A phone's JPEG may carry a depth map or a brighter version behind the picture, and that is no animation.
    if photo.format in ("PNG", "WEBP") and getattr(photo, "is_animated", False):
        raise Refused("animated")
    pixels = photo.width * photo.height
    most = limits.image_pixels if photo.format in ("JPEG", "MPO") else min(WHOLE_PIXELS, limits.image_pixels)
    if pixels > most:
        raise Refused("too-many-pixels", detail=f"{photo.width}x{photo.height}")
    times = max(photo.size) / longest
    if times > 1:
        photo.draft(None, (int(photo.width / times), int(photo.height / times)))
    turn = _turn(photo)
    photo.load()
    flat = _flat(photo)
    flat.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    if turn is not None:
        flat = flat.transpose(turn)
    flat.info.clear()
    return flat


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
"""EXIF 2.32, 4.6.4: how the camera was held, 1 to 8."""


def _turn(photo: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(photo.getexif().get(_ORIENTATION, 1))
    except Exception:  # facts beside the picture may be any nonsense, and the picture good all the same
        return None


def _flat(photo: Image.Image) -> Image.Image:
    """Eight bits of grey or RGB, what was transparent being white."""
    if photo.mode in _DEEP:
        # 16 bits a pixel: the upper eight are what is seen. Pillow's own conversion would cut off at 255.
        return photo.convert("I").point(lambda value: value / 257).convert("L")
    if photo.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in photo.info:
        seen = photo if photo.mode == "RGBA" else photo.convert("RGBA")
        white = Image.new("RGB", seen.size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        return white
    return photo.convert("L" if photo.mode in ("1", "L") else "RGB")


def _write_page(clean: Path, jpeg: bytes, picture: Image.Image) -> None:
    """One A4 page, lying where the picture lies, with the picture as large as fits in its middle."""
    wide, high = A4 if picture.height >= picture.width else A4[::-1]
    scale = min(wide / picture.width, high / picture.height)
    x, y = (wide - picture.width * scale) / 2, (high - picture.height * scale) / 2
    with Pdf.new() as pdf:
        image = pdf.make_stream(
            jpeg,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=picture.width,
            Height=picture.height,
            ColorSpace=Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )
        drawn = f"q {picture.width * scale:.4f} 0 0 {picture.height * scale:.4f} {x:.4f} {y:.4f} cm /Photo Do Q"
        page = pdf.add_blank_page(page_size=(wide, high))
        page.obj.MediaBox = Array([0, 0, round(wide, 4), round(high, 4)])
        page.obj.Resources = Dictionary(XObject=Dictionary(Photo=image))
        page.obj.Contents = pdf.make_stream(drawn.encode())
        pdf.save(clean, linearize=True, deterministic_id=True, min_version="1.7")
