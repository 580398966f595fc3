"""What a file is, by its first bytes: names and media types are whatever the sender's computer thinks."""

from pathlib import Path

PHOTO, HEIC, OTHER = "photo", "heic", "other"
"""`photo`: begins like a JPEG, PNG or WebP. `heic`: the photo format of iPhones, or its kin AVIF."""

BEGINNING = 12
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")


def kind_of(path: Path) -> str:
    """PHOTO, HEIC, or OTHER for what only the PDF reader can judge."""
    with path.open("rb") as file:
        return kind_of_beginning(file.read(BEGINNING))


def kind_of_beginning(begin: bytes) -> str:
    """The same by its first `BEGINNING` bytes."""
    if begin.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (begin[:4] == b"RIFF" and begin[8:] == b"WEBP"):
        return PHOTO
    # ISO/IEC 14496-12, 4.3: a box "ftyp" comes first and names its brand.
    if begin[4:8] == b"ftyp" and begin[8:] in _HEIC_BRANDS:
        return HEIC
    return OTHER
