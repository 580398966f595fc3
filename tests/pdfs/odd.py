"""More harmless PDFs than `make` holds, odd in the ways of real writers, scanners and mail servers.

`ODD` maps a name to (maker, pages): each must be accepted and its first page look the same afterwards.
"""

import functools
import io
import re
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image, ImageDraw

from pdfs.make import FONT, TEXT, flate, image, one_page, pages, raw, stream

FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] "
BOX = b"0 0 1 rg 300 100 90 90 re f"


def _without(data: bytes, *parts: bytes) -> bytes:
    for part in parts:
        assert part in data
        data = data.replace(part, b"")
    return data


def _saved(data: bytes, **options) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **options)
    return out.getvalue()


def _table(data: bytes, change: Callable[[int], int]) -> bytes:
    """The same file with other places in its table."""
    return re.sub(rb"(\d{10}) 00000 n", lambda found: b"%010d 00000 n" % change(int(found[1])), data)


def _no_table() -> bytes:
    data = one_page()
    return data[: data.index(b"xref\n0")] + data[data.index(b"trailer") :]


def _updated() -> bytes:
    """One page and, appended as a later revision, another content for it."""
    data = one_page()
    at = len(data)
    data += b"4 0 obj\n%s\nendobj\n" % stream(TEXT + b" " + BOX)
    start = len(data)
    before = int(data[data.rindex(b"startxref") :].split()[1])
    data += b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\n" % (at, before)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def _sizes() -> bytes:
    """A4, A3 lying down, A5, a receipt as long as an arm."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [10 0 R 11 0 R 12 0 R 13 0 R] /Count 4 >>",
        4: stream(TEXT),
        5: FONT,
    }
    for number, box in enumerate((b"0 0 595 842", b"0 0 1191 842", b"0 0 420 595", b"0 0 200 1800")):
        objects[10 + number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            % box
        )
    return raw(objects)


def _tree() -> bytes:
    """Pages in a tree of three levels, whose uppermost node says what all of them share."""
    share = b"/MediaBox [0 0 595 842] /Rotate 90 /Resources << /Font << /F1 5 0 R >> >>"
    leaf = b"<< /Type /Page /Parent %d 0 R /Contents 4 0 R >>"
    return raw(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [6 0 R 9 0 R] /Count 3 %s >>" % share,
            4: stream(TEXT),
            5: FONT,
            6: b"<< /Type /Pages /Parent 2 0 R /Kids [7 0 R 8 0 R] /Count 2 >>",
            7: leaf % 6,
            8: leaf % 6,
            9: leaf % 2,
        }
    )


def _font(entries: bytes, content: bytes = TEXT, more: dict[int, bytes] | None = None) -> bytes:
    return one_page(content=content, more={5: b"<< /Type /Font %s >>" % entries, **(more or {})})


@functools.cache
def _photo(mode: str, kind: str = "JPEG") -> bytes:
    picture = Image.new("RGB", (160, 120), (250, 240, 230))
    ImageDraw.Draw(picture).ellipse((20, 20, 120, 100), fill=(200, 30, 60))
    out = io.BytesIO()
    picture.convert(mode).save(out, kind)
    return out.getvalue()


def _jpeg(mode: str, space: bytes) -> bytes:
    return image(160, 120, _photo(mode), b"/ColorSpace /%s /BitsPerComponent 8 /Filter /DCTDecode" % space)


def _flate_image(data: bytes, width: int, height: int, entries: bytes, more: bytes = b"") -> bytes:
    return image(width, height, zlib.compress(data), b"/Filter /FlateDecode " + entries)


SHADING = b"/ShadingType 2 /ColorSpace /DeviceRGB /Coords [50 50 500 700] /Extend [true true] /Function << " + (
    b"/FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1 >>"
)
NOTES = (
    b"/Outlines << /Type /Outlines >> /PageLabels << /Nums [0 << /S /r >>] >> /Lang (vi) /PageMode /UseOutlines "
    b"/MarkInfo << /Marked true >> /StructTreeRoot << /Type /StructTreeRoot >> /ViewerPreferences << >>"
)
STAMP = (
    b"<< /Type /Annot /Subtype /Stamp /Rect [300 300 400 400] /F 4 /AP << /N 10 0 R >> >>",
    b"/Type /XObject /Subtype /Form /BBox [0 0 100 100]",
)

ODD: dict[str, tuple[Callable[[], bytes], int]] = {
    # Damaged on the way.
    "table-a-byte-off": (lambda: _table(one_page(), lambda place: place + 1), 1),
    "table-of-zeros": (lambda: _table(one_page(), lambda place: 0), 1),
    "no-table": (_no_table, 1),
    "no-end": (lambda: one_page()[: one_page().rindex(b"startxref")], 1),
    "no-end-mark": (lambda: _without(one_page(), b"%%EOF\n"), 1),
    "wrong-length": (lambda: one_page().replace(b"/Length %d" % len(TEXT), b"/Length %d" % (len(TEXT) - 9)), 1),
    "no-length": (lambda: _without(one_page(), b"/Length %d" % len(TEXT)), 1),
    "line-ends-of-a-mac": (lambda: one_page().replace(b"\n", b"\r"), 1),
    "line-ends-doubled": (lambda: one_page().replace(b"\n", b"\r\n"), 1),
    "no-endobj": (lambda: one_page().replace(b">>\nendobj\n2 0", b">>\n2 0"), 1),
    "packed-content-cut": (lambda: one_page(contents=stream(zlib.compress(TEXT)[:-6], b"/Filter /FlateDecode")), 1),
    "packed-content-wrong-sum": (
        lambda: one_page(contents=stream(zlib.compress(TEXT)[:-4] + b"\0\0\0\0", b"/Filter /FlateDecode")),
        1,
    ),
    "half-a-mail-in-front": (lambda: b"Content-Type: application/pdf\r\n\r\n" + one_page(), 1),
    "count-too-high": (lambda: one_page().replace(b"/Count 1", b"/Count 9"), 1),
    "count-missing": (lambda: _without(one_page(), b"/Count 1"), 1),
    "page-without-type": (lambda: _without(one_page(), b"/Type /Page "), 1),
    "kid-of-nothing": (lambda: one_page().replace(b"/Kids [3 0 R]", b"/Kids [3 0 R 77 0 R]"), 1),
    "header-without-version": (lambda: one_page(header=b"%PDF-\n"), 1),
    "version-to-come": (lambda: one_page(header=b"%PDF-3.9\n"), 1),
    # Written oddly, but rightly.
    "update": (_updated, 1),
    "object-streams": (lambda: _saved(one_page(), object_stream_mode=pikepdf.ObjectStreamMode.generate), 1),
    "linearised": (lambda: _saved(pages(5), linearize=True), 5),
    "locked-for-owners-40-bits": (
        lambda: _saved(one_page(), encryption=pikepdf.Encryption(owner="o", user="", R=2, aes=False, metadata=False)),
        1,
    ),
    "locked-for-owners-256-bits": (
        lambda: _saved(one_page(), encryption=pikepdf.Encryption(owner="o", user="", R=6)),
        1,
    ),
    "objects-far-apart": (lambda: one_page(more={900: b"null", 70_000: b"<< >>"}), 1),
    "tree-and-inheritance": (_tree, 3),
    "mixed-sizes": (_sizes, 4),
    **{f"turned-{turn}": (functools.partial(one_page, page=b"/Rotate %d" % turn), 1) for turn in (90, 180, 270, 450)},
    "turned-and-cropped": (lambda: one_page(media=b"/MediaBox [0 0 595 842] /CropBox [50 300 500 700] /Rotate 90"), 1),
    "crop-box-larger-than-paper": (lambda: one_page(media=b"/MediaBox [0 0 595 842] /CropBox [-9 -9 900 900]"), 1),
    "box-of-fractions": (lambda: one_page(media=b"/MediaBox [0.0 -.5 595.276 841.89]"), 1),
    "box-elsewhere": (lambda: one_page(media=b"/MediaBox 10 0 R", more={10: b"[0 0 595 842]"}), 1),
    "small-as-a-stamp": (lambda: one_page(media=b"/MediaBox [0 0 80 60]", content=b"1 0 0 rg 9 9 40 30 re f"), 1),
    "content-cut-inside-a-word": (
        lambda: one_page(more={4: stream(TEXT[:30]), 10: stream(TEXT[30:])}).replace(
            b"/Contents 4 0 R", b"/Contents [4 0 R 10 0 R]"
        ),
        1,
    ),
    "content-unknown-words": (lambda: one_page(content=b"BX 1 2 zz EX " + TEXT + b" /T << /A 1 >> DP"), 1),
    "content-too-many-Q": (lambda: one_page(content=TEXT + b" Q Q"), 1),
    "bookmarks-labels-structure": (lambda: one_page(catalogue=NOTES), 1),
    "metadata-and-thumbnail": (
        lambda: one_page(
            catalogue=b"/Metadata 10 0 R",
            page=b"/Thumb 11 0 R /PieceInfo << /X << /LastModified (D:2026) >> >> /Tabs /S",
            more={10: stream(b"<x/>", b"/Type /Metadata /Subtype /XML"), 11: flate(b"abc", b"/Width 1 /Height 1")},
        ),
        1,
    ),
    "printed-stamp": (
        lambda: one_page(page=b"/Annots [%s]" % STAMP[0], more={10: stream(b"1 0 0 rg 9 9 80 80 re f", STAMP[1])}),
        1,
    ),
    # Fonts.
    "font-missing": (lambda: one_page(content=TEXT.replace(b"/F1", b"/F9") + b" " + BOX), 1),
    "font-not-embedded": (lambda: _font(b"/Subtype /TrueType /BaseFont /TimesNewRomanPSMT"), 1),
    "font-file-empty": (
        lambda: _font(
            b"/Subtype /TrueType /BaseFont /Arial /FontDescriptor 10 0 R",
            more={10: b"<< /Type /FontDescriptor /FontName /Arial /Flags 32 /FontFile2 11 0 R >>", 11: stream(b"")},
        ),
        1,
    ),
    "font-of-two-bytes": (
        lambda: _font(
            b"/Subtype /Type0 /BaseFont /Nothing /Encoding /Identity-H /DescendantFonts [10 0 R]",
            content=b"BT /F1 24 Tf 72 600 Td <00410042> Tj ET " + BOX,
            more={
                10: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nothing /FontDescriptor 11 0 R "
                b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
                11: b"<< /Type /FontDescriptor /FontName /Nothing /Flags 4 >>",
            },
        ),
        1,
    ),
    "font-encoding-differs": (
        lambda: _font(b"/Subtype /Type1 /BaseFont /Courier /Encoding << /Differences [68 /Z 111 /x] >>"),
        1,
    ),
    "text-that-is-invisible": (lambda: one_page(content=BOX + b" BT 3 Tr /F1 24 Tf 72 600 Td (scan) Tj ET"), 1),
    # Pictures and colours.
    "photo": (lambda: _jpeg("RGB", b"DeviceRGB"), 1),
    "photo-grey": (lambda: _jpeg("L", b"DeviceGray"), 1),
    "photo-for-print": (lambda: _jpeg("CMYK", b"DeviceCMYK"), 1),
    "picture-indexed": (
        lambda: _flate_image(
            bytes([0, 1, 2, 1]), 2, 2, b"/BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 2 <ff000000ff000000ff>]"
        ),
        1,
    ),
    "picture-stencil": (lambda: _flate_image(b"\xa0\x40", 4, 2, b"/ImageMask true /BitsPerComponent 1"), 1),
    "picture-predicted": (
        lambda: _flate_image(
            b"\x02\x10\x20\x30\x02\x05\x05\x05",
            3,
            2,
            b"/ColorSpace /DeviceGray /BitsPerComponent 8 /DecodeParms << /Predictor 15 /Columns 3 >>",
        ),
        1,
    ),
    "picture-in-the-content": (
        lambda: one_page(content=TEXT + b" q 99 0 0 99 99 99 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \0\x80\x90\xff EI Q"),
        1,
    ),
    "picture-too-short": (
        lambda: _flate_image(b"\x40" * 50, 10, 10, b"/ColorSpace /DeviceGray /BitsPerComponent 8"),
        1,
    ),
    "names-of-other-alphabets": (
        lambda: one_page(
            content=TEXT + b" /C cs 1 0 0 sc " + BOX,
            page=b"/Annots [<< /Type /Annot /Subtype /Ghi#e9 /Rect [0 0 9 9] >>]",
            resources=b"/ColorSpace << /C [/ICCBased 10 0 R] /M\xe0u 10 0 R >>",
            more={10: stream(b"x", b"/N 3 /Alternate /DeviceRGB /Type /M\xe0u /Filter /L\xe0")},
        ).replace(b"/Helvetica", b"/Helv#e9tica"),
        1,
    ),
    "profile-in-broken-armour": (
        lambda: one_page(
            content=TEXT + b" /C cs 1 0 0 sc " + BOX,
            resources=b"/ColorSpace << /C [/ICCBased 10 0 R] >>",
            more={10: stream(b"4142 \xf5zz>", b"/N 3 /Alternate /DeviceRGB /Filter /ASCIIHexDecode")},
        ),
        1,
    ),
    "shading": (lambda: one_page(content=b"/S sh", resources=b"/Shading << /S << %s >> >>" % SHADING), 1),
    "separation-colour": (
        lambda: one_page(
            content=b"/C cs 0.7 scn 50 50 300 300 re f",
            resources=b"/ColorSpace << /C [/Separation /Spot /DeviceCMYK << /FunctionType 2 /Domain [0 1] "
            b"/C0 [0 0 0 0] /C1 [0 1 0 0] /N 1 >>] >>",
        ),
        1,
    ),
    "blending": (
        lambda: one_page(
            content=TEXT + b" /G gs 1 0 0 rg 100 350 200 200 re f",
            resources=b"/ExtGState << /G << /BM /Multiply /ca 0.6 /SMask /None >> >>",
            page=b"/Group << /S /Transparency /CS /DeviceRGB >>",
        ),
        1,
    ),
    "forms-in-forms": (
        lambda: one_page(
            content=b"/X Do",
            resources=b"/XObject << /X 10 0 R >>",
            more={
                10: stream(b"q 0.5 0 0 0.5 50 50 cm /B Do Q", FORM + b"/Resources << /XObject << /B 11 0 R >> >>"),
                11: stream(BOX, FORM),
            },
        ),
        1,
    ),
    "form-with-resources-of-its-page": (
        lambda: one_page(content=b"/X Do", resources=b"/XObject << /X 10 0 R >>", more={10: stream(TEXT, FORM)}),
        1,
    ),
}
