"""How heavy the streams of a file are when unpacked, found out without unpacking more than allowed."""

import zlib
from collections.abc import Iterable

from pikepdf import Object, ObjectType, PdfError, StreamDecodeLevel

from hcc.pdf.limits import PdfLimits
from hcc.pdf.shapes import is_array, is_dictionary, name_of
from hcc.pdf.verdict import Refused

_FLATE = {"/FlateDecode", "/Fl"}
_LZW = {"/LZWDecode", "/LZW"}
_PICTURE = {"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
_STEP = 2**20
_BITE = 64


def check_streams(others: Iterable[Object], contents: set[tuple[int, int]], limits: PdfLimits) -> None:
    """Refuse ("too-complex") when all streams but images unpack to more than the limit, or one packs twice.

    A page's content that cannot be unpacked at all is "damaged": the page would come out blank.
    """
    left = limits.flate_bytes
    for stream in others:
        left -= _unpacked(stream, left, stream.objgen in contents)
        if left < 0:
            raise Refused("too-complex", detail="unpacks to too much")


def _unpacked(stream: Object, most: int, is_content: bool) -> int:
    """Bytes this stream unpacks to, or anything above `most`."""
    filters = filters_of(stream)
    refuse_stacked(filters)
    raw = stream.read_raw_bytes()
    if not filters:
        return len(raw)
    if len(filters) == 1 and filters[0] in _FLATE:
        size, broken = flate_size(raw, most)
        if is_content and broken and size == 0 and raw.strip():
            raise Refused("damaged", detail="content of a page cannot be unpacked")
        return size
    if len(filters) == 1 and filters[0] in _LZW:
        return lzw_size(raw, _early_change(stream), most)
    if filters[-1] in _PICTURE:
        return len(raw)
    # Text armour around one packing: unpacked for good, under the memory limit of this process.
    try:
        return len(stream.read_bytes(StreamDecodeLevel.specialized))
    # Some messages of qpdf quote bytes of the file, which need not be text.
    except (PdfError, UnicodeDecodeError) as error:
        if "alloc" in str(error):
            raise Refused("too-complex", detail=str(error)) from None
        return len(raw)


def flate_size(raw: bytes, most: int) -> tuple[int, bool]:
    """Size of the unpacked bytes, stopping just above `most`; and whether the data was broken on the way."""
    size = 0
    machine = zlib.decompressobj()
    try:
        while raw and not machine.eof:
            size += len(machine.decompress(raw, _STEP))
            if size > most:
                return size, False
            raw = machine.unconsumed_tail
    except zlib.error:
        return max(size, _readable(raw, most)), True
    return size, False


def _readable(raw: bytes, most: int) -> int:
    """Bytes that come out of damaged data before its fault: readers show those, and mind no wrong sum at the end."""
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    try:
        for at in range(2, len(raw), _BITE):
            tail = raw[at : at + _BITE]
            while tail and not machine.eof and size <= most:
                size += len(machine.decompress(tail, _STEP))
                tail = machine.unconsumed_tail
    except zlib.error:
        pass
    return size


def lzw_size(raw: bytes, early: int, most: int) -> int:
    """Size of the bytes an LZW stream unpacks to, stopping just above `most`, keeping only lengths of the table.

    `early` is the filter's EarlyChange (ISO 32000-1, 7.4.4.3).
    """
    lengths = [1] * 256 + [0, 0]
    size = pending = bits = previous = 0
    width = 9
    for byte in raw:
        pending = (pending << 8) | byte
        bits += 8
        if bits < width:
            continue
        bits -= width
        code = pending >> bits
        pending &= (1 << bits) - 1
        if code == 257:
            break
        if code == 256:
            del lengths[258:]
            width, previous = 9, 0
            continue
        if code > len(lengths):
            break
        length = lengths[code] if code < len(lengths) else previous + 1
        if previous and len(lengths) < 4096:
            lengths.append(previous + 1)
        previous = length
        size += length
        if size > most:
            break
        width = max(9, min(12, (len(lengths) + early).bit_length()))
    return size


def check_images(images: Iterable[Object], limits: PdfLimits) -> None:
    """Refuse ("too-complex") an image with too many pixels, by its own dictionary or by the picture inside it."""
    bits_allowed = limits.image_pixels * 8
    for image in images:
        filters = filters_of(image)
        refuse_stacked(filters)
        width, height = _number(image, "/Width"), _number(image, "/Height")
        depth = 1 if image.get("/ImageMask") is True else min(_number(image, "/BitsPerComponent") or 8, 16)
        sizes = [(width, height, depth)]
        if filters and filters[-1] in _PICTURE:
            sizes += [(*inner, 8) for inner in _inner_sizes(image, filters)]
            if filters[-1] in ("/CCITTFaxDecode", "/CCF"):
                sizes = [(width, height, 1), *_fax_size(image, height)]
        for wide, high, deep in sizes:
            if wide < 0 or high < 0 or wide * high * deep > bits_allowed:
                raise Refused("too-complex", detail=f"image of {wide} x {high} at {deep} bit")


def _inner_sizes(image: Object, filters: list[str]) -> Iterable[tuple[int, int]]:
    if len(filters) != 1:
        return
    raw = image.read_raw_bytes()
    if filters[0] in ("/DCTDecode", "/DCT"):
        yield from jpeg_sizes(raw)
    elif filters[0] == "/JPXDecode":
        # SIZ marker: Lsiz, Rsiz, then Xsiz and Ysiz (ISO 15444-1, A.5.1).
        at = raw.find(b"\xff\x4f\xff\x51")
        if 0 <= at <= len(raw) - 16:
            yield int.from_bytes(raw[at + 8 : at + 12]), int.from_bytes(raw[at + 12 : at + 16])


def jpeg_sizes(raw: bytes) -> Iterable[tuple[int, int]]:
    """Width and height of every frame header of a JPEG, up to its first scan."""
    at = raw.find(b"\xff\xd8") + 2
    while 2 <= at < len(raw) - 9:
        if raw[at] != 0xFF:
            return
        marker = raw[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in range(0xC0, 0xD0) and marker not in (0xC4, 0xC8, 0xCC):
            yield int.from_bytes(raw[at + 7 : at + 9]), int.from_bytes(raw[at + 5 : at + 7])
        if marker == 0xDA:
            return
        at += 2 + int.from_bytes(raw[at + 2 : at + 4])


def _fax_size(image: Object, height: int) -> list[tuple[int, int, int]]:
    parameters = image.get("/DecodeParms")
    if is_array(parameters) and len(parameters):
        parameters = parameters[-1]
    if not is_dictionary(parameters):
        return []
    return [(_number(parameters, "/Columns") or 1728, max(height, _number(parameters, "/Rows")), 1)]


def refuse_stacked(filters: list[str]) -> None:
    """Two packings on top of each other turn a kilobyte into gigabytes; no honest writer does it."""
    if sum(name in _FLATE or name in _LZW for name in filters) > 1:
        raise Refused("too-complex", detail="stacked filters")


def filters_of(stream: Object) -> list[str]:
    """Names of the filters of a stream, in the order they are undone."""
    filters = stream.get("/Filter")
    if not isinstance(filters, Object):
        return []
    if filters._type_code == ObjectType.name_:
        return [name_of(filters)]
    if is_array(filters):
        return [name_of(name) for name in filters if isinstance(name, Object) and name._type_code == ObjectType.name_]
    return []


def _early_change(stream: Object) -> int:
    parameters = stream.get("/DecodeParms")
    if is_dictionary(parameters):
        return 0 if parameters.get("/EarlyChange") == 0 else 1
    return 1


def _number(entries: Object, key: str) -> int:
    value = entries.get(key)
    try:
        return int(value) if value is not None and not isinstance(value, Object) else 0
    except (ValueError, OverflowError, ArithmeticError):
        return 0
