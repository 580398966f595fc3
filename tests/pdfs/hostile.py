"""More hostile PDFs than `make` holds, by what they try: acting, hiding, exhausting, confusing.

`HOSTILE` maps a name to (maker, the words intake may give): where more than one stands, time or memory runs out first
depending on the machine.
"""

import io
import random
import zlib
from collections.abc import Callable

import pikepdf

from pdfs.make import (
    TEXT,
    _action,
    _zeros,
    flate,
    image,
    layered,
    one_page,
    pages,
    raw,
    signature,
    signed,
    stream,
    usage_rights,
)

SCRIPT = b"/AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >> /AF [<< /EF << /F 4 0 R >> >>]"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] "


def _note(subtype: bytes, entries: bytes, more: dict[int, bytes] | None = None) -> bytes:
    note = b"<< /Type /Annot /Subtype /%s /Rect [9 9 99 99] %s >>" % (subtype, entries)
    return one_page(page=b"/Annots [%s]" % note, more=more)


def _drawn(subtype_entries: bytes, data: bytes = b"", more: dict[int, bytes] | None = None) -> bytes:
    return one_page(
        content=TEXT + b" /X Do",
        resources=b"/XObject << /X 10 0 R >>",
        more={10: stream(data, subtype_entries), **(more or {})},
    )


def _saved(data: bytes, **options) -> bytes:
    """The same file as pikepdf writes it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **options)
    return out.getvalue()


def _packed(data: bytes) -> bytes:
    return _saved(data, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _with_font(entries: bytes, more: dict[int, bytes]) -> bytes:
    return one_page(more={5: b"<< /Type /Font %s >>" % entries, **more})


def _recursive_glyph() -> bytes:
    entries = (
        b"/Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 68 /LastChar 68 /Widths [12] "
        b"/Encoding << /Differences [68 /D] >> /CharProcs << /D 10 0 R >> /Resources << /Font << /F1 5 0 R >> >>"
    )
    return _with_font(entries, {10: stream(b"12 0 d0 BT /F1 9 Tf (DDDDDDDD) Tj ET " * 9)})


def _recursive_pattern() -> bytes:
    entries = (
        b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 "
        b"/Resources << /Pattern << /P 10 0 R >> >>"
    )
    drawing = b"/Pattern cs /P scn 0 0 600 900 re f "
    return one_page(content=drawing, resources=b"/Pattern << /P 10 0 R >>", more={10: stream(drawing * 5, entries)})


def _recursive_mask() -> bytes:
    group = FORM + b"/Group << /S /Transparency >> /Resources << /ExtGState << /G 11 0 R >> >>"
    return one_page(
        content=b"/G gs 0 0 600 900 re f",
        resources=b"/ExtGState << /G 11 0 R >>",
        more={
            10: stream(b"/G gs 0 0 600 900 re f " * 5, group),
            11: b"<< /SMask << /S /Luminosity /G 10 0 R >> >>",
        },
    )


def _tiny_tiles() -> bytes:
    entries = (
        b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.000001 /YStep 0.000001 /Resources << >>"
    )
    return one_page(
        content=b"/Pattern cs /P scn 0 0 600 900 re f",
        resources=b"/Pattern << /P 10 0 R >>",
        more={10: stream(b"1 0 0 rg 0 0 1 1 re f", entries)},
    )


def _deep_tree(depth: int) -> bytes:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for level in range(2, 2 + depth):
        objects[level] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (level + 1)
    objects[2 + depth] = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >>" % (1 + depth)
    return raw(objects)


def _one_page_many_times(count: int) -> bytes:
    kids = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count)
    return one_page(more={2: kids})


def _parent_loop() -> bytes:
    return one_page(media=b"").replace(b"/Kids [3 0 R]", b"/Parent 2 0 R /Kids [3 0 R]")


def _previous_loop() -> bytes:
    data = one_page()
    table = data.rfind(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % table)


def _unknown_lock() -> bytes:
    return one_page(trailer=b"/Encrypt << /Filter /Unheard /V 9 /R 9 >> /ID [(a) (a)]")


def _noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    # Acting.
    "javascript-in-an-object-stream": (
        lambda: _packed(one_page(catalogue=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")),
        {"active-removed"},
    ),
    "embedded-goto": (lambda: _action(b"<< /S /GoToE /T << /R /C /N (a) >> >>"), {"active-removed"}),
    "import-data": (lambda: _action(b"<< /S /ImportData /F (c:\\\\x.fdf) >>"), {"active-removed"}),
    "reset-form": (lambda: _action(b"<< /S /ResetForm >>"), {"active-removed"}),
    "sound": (lambda: _note(b"Sound", b"/Sound 10 0 R", {10: stream(b"x", b"/R 8000")}), {"active-removed"}),
    "movie": (lambda: _note(b"Movie", b"/Movie << /F (x.mov) >>"), {"active-removed"}),
    "three-dimensional": (lambda: _note(b"3D", b"/3DD 10 0 R", {10: stream(b"U3D", b"/Type /3D")}), {"active-removed"}),
    "rendition": (lambda: _note(b"Screen", b"/A << /S /Rendition /OP 0 /JS (1) >>"), {"active-removed"}),
    "opi": (lambda: _drawn(FORM + b"/OPI << /2.0 << /F (\\\\\\\\evil\\\\x) >> >>"), {"active-removed"}),
    "reference-to-another-file": (
        lambda: _drawn(FORM + b"/Ref << /F (\\\\\\\\evil\\\\x.pdf) /Page 0 >>"),
        {"active-removed"},
    ),
    "postscript-as-second-subtype": (lambda: _drawn(FORM + b"/Subtype2 /PS /PS 10 0 R", TEXT), {"clean"}),
    "picture-from-outside": (
        lambda: _drawn(b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /F (\\\\\\\\evil\\\\x.png)", b"\0"),
        {"active-removed"},
    ),
    "page-opens-a-program-by-a-long-chain": (
        lambda: _action(b"<< /S /Named /N /NextPage /Next " * 60 + b"<< /S /Launch /F (x) >>" + b" >>" * 60),
        {"active-removed"},
    ),
    "collection": (
        lambda: one_page(
            catalogue=b"/Collection << /View /D >> /Names << /EmbeddedFiles << /Kids [10 0 R] >> >>",
            more={10: b"<< /Names [(a) << /Type /Filespec /F (a) /EF << /F 11 0 R >> >>] >>", 11: stream(b"MZ")},
        ),
        {"active-removed"},
    ),
    **{
        f"script-in-{place}": (maker, {"active-removed", "clean"})
        for place, maker in {
            "a-font-that-is-a-stream": lambda: one_page(more={5: stream(b"", SCRIPT)}),
            "a-descendant-font": lambda: _with_font(
                b"/Subtype /Type0 /BaseFont /X /DescendantFonts [10 0 R]", {10: stream(b"x", SCRIPT)}
            ),
            "a-graphics-state": lambda: one_page(
                resources=b"/ExtGState << /G 10 0 R >>", more={10: stream(b"x", SCRIPT)}
            ),
            "a-pattern": lambda: one_page(resources=b"/Pattern << /P [<< %s >>] >>" % SCRIPT),
            # A library that writes the length of a stream may refuse to take one away anywhere.
            "a-length-of-resources": lambda: one_page(resources=b"/Length << %s >>" % SCRIPT),
            "a-length-of-a-page": lambda: one_page(page=b"/Length << %s >>" % SCRIPT),
            "a-length-of-a-font": lambda: _with_font(b"/Subtype /Type1 /Length << %s >>" % SCRIPT, {}),
            "a-mask": lambda: one_page(
                resources=b"/ExtGState << /G << /SMask << /S /Luminosity /G 10 0 R /BC << %s >> >> >> >>" % SCRIPT,
                more={10: stream(b"", FORM)},
            ),
            "a-box-of-a-form": lambda: _drawn(FORM.replace(b"[0 0 600 900]", b"<< %s >>" % SCRIPT)),
            "a-width": lambda: _drawn(b"/Type /XObject /Subtype /Image /Width << %s >>" % SCRIPT, b"\0"),
            "a-type": lambda: one_page().replace(b"/Type /Page ", b"/Type << %s >>" % SCRIPT),
            "the-content": lambda: one_page(
                contents=stream(TEXT, b"/Resources << /Font << /X << %s >> >> >>" % SCRIPT)
            ),
            "a-layer": lambda: layered(b"/OFF [10 0 R << %s >>]" % SCRIPT, group=b"/Intent << %s >>" % SCRIPT),
            "a-name-of-a-layer": lambda: layered(b"/OFF [10 0 R]").replace(b"(x)", b"<< %s >>" % SCRIPT),
            "a-box-that-is-the-catalogue": lambda: one_page(media=b"/MediaBox 1 0 R", catalogue=SCRIPT),
        }.items()
    },
    # Two kinds of file at once.
    "gif-polyglot": (lambda: one_page(header=b"GIF89a\x01\0\x01\0 %PDF-1.7\n"), {"clean"}),
    "zip-polyglot": (lambda: one_page() + b"PK\x03\x04" + bytes(60) + b"PK\x05\x06" + bytes(18), {"clean"}),
    "program-polyglot": (lambda: one_page(header=b"MZ\x90\0" + bytes(400) + b"%PDF-1.7\n"), {"clean"}),
    "header-too-far": (lambda: one_page(header=bytes(2000) + b"%PDF-1.7\n"), {"not-pdf"}),
    # Locked and signed.
    "password-of-256-bits": (
        lambda: _saved(one_page(), encryption=pikepdf.Encryption(owner="o", user="u", R=6)),
        {"password"},
    ),
    "unknown-lock": (_unknown_lock, {"password"}),
    "signature-in-an-object-stream": (lambda: _packed(signed(inline=True)), {"signed"}),
    "signature-and-program": (
        lambda: signed(inline=False).replace(b"/SigFlags 3 >>", b"/SigFlags 3 >> /OpenAction << /S /Launch /F (x) >>"),
        {"signed"},
    ),
    "signature-that-certifies": (
        lambda: one_page(catalogue=b"/Perms << /DocMDP 10 0 R >>", more={10: signature()}),
        {"signed"},
    ),
    "usage-rights-beside-a-signature": (
        lambda: signed(inline=True).replace(b"/SigFlags 3 >>", b"/SigFlags 3 >> /Perms << /UR3 %s >>" % signature()),
        {"signed"},
    ),
    "usage-rights-in-an-object-stream": (lambda: _packed(usage_rights(inline=True)), {"clean"}),
    # Exhausting.
    "runs-bomb": (
        lambda: one_page(contents=stream(b"\x81 " * 2**20 + b"\x80", b"/Filter /RunLengthDecode")),
        {"too-complex"},
    ),
    "two-hundred-filters": (
        lambda: one_page(contents=stream(b">" * 300, b"/Filter [%s]" % (b"/ASCIIHexDecode " * 200))),
        {"clean", "damaged"},
    ),
    "fax-too-wide": (
        lambda: image(
            9,
            9,
            b"\0",
            b"/BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /Columns 2000000000 /Rows 2000000000 >>",
        ),
        {"too-complex"},
    ),
    "jpeg-2000-too-large": (
        lambda: image(9, 9, b"\xff\x4f\xff\x51\0\x29\0\0" + b"\x7f\xff\xff\xff" * 2 + bytes(40), b"/Filter /JPXDecode"),
        {"too-complex"},
    ),
    "picture-bomb": (
        lambda: image(12000, 12000, _zeros(2**20), b"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode"),
        {"clean", "too-complex", "damaged"},
    ),
    "character-map-bomb": (
        lambda: _with_font(
            b"/Subtype /Type1 /BaseFont /Helvetica /ToUnicode 10 0 R",
            {10: stream(_zeros(200 * 2**20), b"/Filter /FlateDecode")},
        ),
        {"too-complex"},
    ),
    "glyph-draws-itself": (_recursive_glyph, {"clean", "too-slow", "too-complex"}),
    "pattern-draws-itself": (_recursive_pattern, {"clean", "too-slow", "too-complex"}),
    "mask-masks-itself": (_recursive_mask, {"clean", "too-slow", "too-complex"}),
    "tiny-tiles": (_tiny_tiles, {"clean", "too-slow", "too-complex"}),
    "unclosed-q": (lambda: one_page(contents=flate(b"q " * 500_000 + TEXT)), {"clean", "too-complex"}),
    "very-deep-arrays": (
        lambda: one_page(catalogue=b"/Deep %s%s" % (b"[" * 100_000, b"]" * 100_000)),
        {"clean", "damaged", "too-complex"},
    ),
    "very-deep-content": (
        lambda: one_page(contents=flate(b"[" * 300_000 + TEXT)),
        {"clean", "damaged", "too-complex"},
    ),
    "very-deep-page-tree": (lambda: _deep_tree(3000), {"clean", "damaged", "too-complex", "too-many-pages"}),
    "one-page-400-times": (lambda: _one_page_many_times(400), {"too-many-pages"}),
    # Confusing.
    "million-pages-said": (lambda: one_page().replace(b"/Count 1", b"/Count 1000000"), {"clean"}),
    "pages-fewer-than-none": (lambda: one_page().replace(b"/Count 1", b"/Count -1"), {"clean"}),
    "parent-of-itself": (_parent_loop, {"clean", "damaged"}),
    "table-before-itself": (_previous_loop, {"clean", "damaged"}),
    "length-is-itself": (lambda: one_page().replace(b"/Length %d" % len(TEXT), b"/Length 4 0 R"), {"clean", "damaged"}),
    "content-is-a-name": (lambda: one_page().replace(b"/Contents 4 0 R", b"/Contents /Name"), {"clean", "damaged"}),
    "content-is-the-page": (lambda: one_page().replace(b"/Contents 4 0 R", b"/Contents 3 0 R"), {"clean", "damaged"}),
    "resources-are-a-number": (lambda: one_page().replace(b"/Font << /F1 5 0 R >>", b"/Font 7 /XObject 8"), {"clean"}),
    "box-is-a-text": (lambda: one_page(media=b"/MediaBox (0 0 9 9)"), {"clean"}),
    "box-of-nothing": (lambda: one_page(media=b"/MediaBox [0 0 0 0]"), {"clean"}),
    "unit-beyond-numbers": (lambda: one_page(page=b"/UserUnit " + b"9" * 400), {"clean"}),
    "turned-for-ever": (lambda: one_page(page=b"/Rotate 99999999999999999999"), {"clean"}),
    "font-of-noise": (
        lambda: _with_font(
            b"/Subtype /TrueType /BaseFont /X /FontDescriptor 10 0 R",
            {10: b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 11 0 R >>", 11: flate(_noise(20_000))},
        ),
        {"clean", "too-complex"},
    ),
    "content-of-noise": (lambda: one_page(contents=stream(_noise(20_000))), {"clean", "damaged", "too-complex"}),
    "names-with-zero-bytes": (lambda: one_page(catalogue=b"/Op#00en#2f#2e#2e (x)"), {"clean", "damaged"}),
    "lies-about-its-unpacking": (
        lambda: one_page(
            contents=stream(
                zlib.compress(TEXT), b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 >>"
            )
        ),
        {"clean", "damaged", "too-complex"},
    ),
    "noise-with-a-header": (lambda: b"%PDF-1.7\n" + _noise(50_000), {"damaged"}),
    "pages-cut-in-the-middle": (lambda: (data := pages(50))[: len(data) // 2], {"damaged"}),
}
