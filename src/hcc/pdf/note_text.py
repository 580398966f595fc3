"""Drawings for text that was filled in or typed on a page while nobody drew it.

It is drawn as a picture: only so a text in Vietnamese shows in a file that brought no fitting font.
"""

import re
import unicodedata
from pathlib import Path
from typing import Any

from pikepdf import Dictionary, Name, Object, Pdf, PdfError, String, parse_content_stream
from PIL import Image, ImageDraw, ImageFont

from hcc.pdf.boxes import box_of
from hcc.pdf.note_shapes import colour, put_drawing
from hcc.pdf.shapes import is_array, is_dictionary, is_stream

_FONT = Path(__file__).resolve().parents[1] / "printing" / "fonts" / "LiberationSerif-Regular.ttf"
_DOTS = 4
"""Pixels of the picture a point: 288 dpi."""
_MOST_DOTS = 4_000_000
_MOST_LETTERS = 4000
_PLAIN, _SMALLEST, _LARGEST = 12.0, 4.0, 144.0
"""Size of letters in points, where none is said, and its bounds."""
_LINE = 1.2
"""Height of a line, in sizes of its letters."""
_MARGIN = 2.0
_LEVELS = 32
_MULTI_LINE, _PASSWORD, _COMBO = 1 << 12, 1 << 13, 1 << 17
"""Flags of a field of text or choices (ISO 32000-1, tables 228 and 230)."""
_FONT_NAME = re.compile(r"(/[^\s/()<>\[\]]+)\s+-?\d*\.?\d+\s+Tf\b")
_SIZE = re.compile(r"(-?\d*\.?\d+)\s+Tf\b")
_PARTS = {"g": 1, "rg": 3, "k": 4}
_PAINT = re.compile(r"((?:\d*\.?\d+\s+){1,4})(g|rg|k)\b")


def is_text_field(field: Any) -> bool:
    """Whether something can be typed or chosen here."""
    return _of(field, "/FT") in (Name.Tx, Name.Ch)


def is_outdated(field: Any) -> bool:
    """Whether the drawing of a text field shows another value than the field has, or none.

    Codes of a font that are no letters cannot be compared: such a drawing counts as right.
    """
    value, flags = _of(field, "/V"), _of(field, "/Ff")
    if not isinstance(value, String):
        return False
    shown = _letters(field.AP.get("/N"))
    if shown is None or not shown.isascii():
        return False
    if shown and _of(field, "/FT") == Name.Ch and not (isinstance(flags, int) and flags & _COMBO):
        return False  # a list shows all there is to choose from
    return "".join(shown.split()) != "".join(_clean(value).split())


def _letters(drawing: Any) -> str | None:
    """What a drawing shows as text, codes taken for letters; None where it holds more than that, or is none."""
    try:
        steps = parse_content_stream(drawing, "Tj TJ ' \" Do") if is_stream(drawing) else None
    except (PdfError, TypeError, UnicodeDecodeError):
        return None
    if steps is None or any(str(step.operator) == "Do" for step in steps):
        return None
    strings: list[Any] = []
    for step in steps:
        for operand in step.operands:
            strings += operand if is_array(operand) else [operand]
    return "".join(bytes(each).decode("latin-1") for each in strings if isinstance(each, String))


def draw_field(pdf: Pdf, field: Any) -> bool:
    """Draw the value of a text field, unless it is ASCII in a font that is there. False then: qpdf can draw it.

    A password stays hidden.
    """
    value, flags = _of(field, "/V"), _of(field, "/Ff")
    flags = flags if isinstance(flags, int) else 0
    if not isinstance(value, String) or flags & _PASSWORD:
        return True
    text = _clean(value)
    form = pdf.Root.get("/AcroForm")
    said = _of(field, "/DA") or (form.get("/DA") if is_dictionary(form) else None)
    if not text or (text.isascii() and _has_font(form, field, said)):
        return not text
    return _draw(pdf, field, text, said, lines=bool(flags & _MULTI_LINE), ground="")


def _has_font(form: Any, field: Any, said: object) -> bool:
    """Whether the font that a default appearance names is among those of the form or of the field's drawing."""
    named = _FONT_NAME.findall(_clean(said)) if isinstance(said, String) else []
    drawing = field.AP.get("/N") if is_dictionary(field.get("/AP")) else None
    for owner, key in ((form, "/DR"), (drawing, "/Resources")):
        resources = owner.get(key) if is_dictionary(owner) or is_stream(owner) else None
        fonts = resources.get("/Font") if is_dictionary(resources) else None
        if named and is_dictionary(fonts) and named[-1] in fonts:
            return True
    return False


def draw_free_text(pdf: Pdf, note: Any) -> bool:
    """Draw the words of a text box on the page. False where it has none or no place."""
    words = note.get("/Contents")
    text = _clean(words) if isinstance(words, String) else ""
    ground = colour(note, "/C", stroke=False)
    return bool(text) and _draw(pdf, note, text, note.get("/DA"), lines=True, ground=ground)


def _of(field: Object, key: str) -> Any:
    """A value of the field or of those it belongs to."""
    node: Any = field
    for _ in range(_LEVELS):
        if not is_dictionary(node):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _clean(value: String) -> str:
    try:
        text = str(value)
    except UnicodeDecodeError:  # said to be UTF-8, and is not
        text = bytes(value).decode(errors="replace")
    text = unicodedata.normalize("NFC", text[:_MOST_LETTERS]).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text).strip()


def _draw(pdf: Pdf, note: Any, text: str, said: object, *, lines: bool, ground: str) -> bool:
    box = box_of(note.get("/Rect"))
    if box is None or max(abs(side) for side in box) > 100_000:
        return False
    wide, high = box[2] - box[0], box[3] - box[1]
    size, paint = _looks(said)
    dots = min(_DOTS, (_MOST_DOTS / (wide * high)) ** 0.5)
    across, down = max(1, round(wide * dots)), max(1, round(high * dots))
    picture = Image.new("1", (across, down), 1)
    draw = ImageDraw.Draw(picture)
    inner = (max(1.0, wide - 2 * _MARGIN) * dots, max(1.0, high - 2 * _MARGIN) * dots)
    text = text if lines else " ".join(text.split("\n"))
    font, rows = _fitted(text, size, inner, dots, lines=lines)
    step = font.size * _LINE
    top = _MARGIN * dots if lines else (down - step) / 2
    for number, row in enumerate(rows):
        left = {1: (across - font.getlength(row)) / 2, 2: across - _MARGIN * dots - font.getlength(row)}
        place = left.get(_alignment(note), _MARGIN * dots)
        draw.text((place, top + number * step), row, fill=0, font=font)
    mask = pdf.make_stream(
        picture.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=across,
        Height=down,
        ImageMask=True,
        BitsPerComponent=1,
    )
    place = f"{wide:.3f} 0 0 {high:.3f} {box[0]:.3f} {box[1]:.3f}"
    behind = f"{ground}{box[0]:.3f} {box[1]:.3f} {wide:.3f} {high:.3f} re f " if ground else ""
    put_drawing(pdf, note, box, f"{behind}{paint} q {place} cm /T Do Q", Dictionary(XObject=Dictionary(T=mask)))
    return True


def _looks(said: object) -> tuple[float, str]:
    """Size of letters, 0 where it is left to us, and the operator of their colour, from a default appearance."""
    operators = _clean(said)[:1000] if isinstance(said, String) else ""
    sizes = _SIZE.findall(operators)
    size = abs(float(sizes[-1])) if sizes else 0.0
    paints = [
        f"{' '.join(numbers)} {operator}"
        for numbers, operator in ((listed.split(), operator) for listed, operator in _PAINT.findall(operators))
        if len(numbers) == _PARTS[operator]
    ]
    return min(size, _LARGEST), paints[-1] if paints else "0 g"


def _fitted(
    text: str, size: float, inner: tuple[float, float], dots: float, *, lines: bool
) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The font in the said size or, where that leaves no room, smaller, with the rows of the text."""
    points = size or (_PLAIN if lines else min(_PLAIN, max(_SMALLEST, inner[1] / dots / _LINE)))
    while True:
        font = ImageFont.truetype(_FONT, max(1, round(points * dots)))
        rows = _rows(text, font, inner[0]) if lines else [text]
        fits = len(rows) * font.size * _LINE <= inner[1] if lines else font.getlength(text) <= inner[0]
        if fits or points <= _SMALLEST:
            return font, rows
        points = max(_SMALLEST, points * 0.9)


def _rows(text: str, font: ImageFont.FreeTypeFont, wide: float) -> list[str]:
    rows = []
    for paragraph in text.split("\n"):
        row = ""
        for word in paragraph.split(" "):
            longer = f"{row} {word}" if row else word
            if row and font.getlength(longer) > wide:
                rows.append(row)
                row = word
            else:
                row = longer
        rows.append(row)
    return rows


def _alignment(note: Object) -> int:
    """0, 1 or 2: text begins at the left, stands in the middle, or ends at the right."""
    value = _of(note, "/Q")
    return value if isinstance(value, int) else 0
