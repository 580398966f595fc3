"""Files among the pages: their bytes as they came, and what they are by their content, whatever their names say."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from persistent import Persistent
from ZODB.blob import Blob

from hcc.files.blobs import keep_file
from hcc.files.names import shown_name
from hcc.files.received import Received, linked

from .recordings import recording_type

FILE = "file"
"""The field of a text that says which file it is about: name, size in bytes, media type, SHA-256; of a picture also
its width and height in pixels. The bytes stand beside the text, by their SHA-256, so that earlier texts have theirs.
What is kept may be a safe copy of what was sent: `TAKEN_IN` says of that."""
TAKEN_IN = ("sent", "pages", "removed")
"""SHA-256 of the bytes as they came; of a PDF how many pages it has, and what was taken out of it, in words of
`hcc.pdf.verdict`. Missing where nothing is known."""

PDF = "application/pdf"
NAMELESS = "tep"
"""What a file without a name is called."""
OTHER = "application/octet-stream"
"""What nothing is known of, and what a browser could run: HTML, XML, SVG, scripts. It is kept, not opened."""
_BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"{\\rtf", "application/rtf"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_INSIDE = (
    ("word/document.xml", f"{_OFFICE}wordprocessingml.document"),
    ("xl/workbook.xml", f"{_OFFICE}spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{_OFFICE}presentationml.presentation"),
)
"""What a file of an office program holds (ECMA-376)."""
_MIMETYPES = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet")
"""What the member "mimetype" of an OpenDocument file says (ODF 1.2, part 3, 3.3)."""
_MOST_MEMBERS = 10_000
_SHA256 = re.compile("[0-9a-f]{64}")
_OF_A_CAMERA = re.compile(r"(img|dsc[nf]?|pxl|image|photo|screenshot|zalo)[\W_]*\d[\d\W_]*(\.\w{3,4})?", re.I).fullmatch


class KeptFile(Persistent):
    """The bytes of one file, never changed."""

    def __init__(self, *, size: int, sha256: str, type: str) -> None:
        self.size, self.sha256, self.type = size, sha256, type
        self.blob = Blob()


class KeptPicture(KeptFile):
    """A picture written anew: `blob` is the largest, a JPEG; beside it smaller ones in WebP by width in pixels, once
    the job that makes them is done."""

    def __init__(self, *, size: int, sha256: str, width: int, height: int, widths: tuple[int, ...] = ()) -> None:
        super().__init__(size=size, sha256=sha256, type="image/jpeg")
        self.width, self.height = width, height
        self.smaller = {each: Blob() for each in widths}


def keep_received(received: Received, name: str, *, near: Persistent) -> tuple[KeptFile, dict[str, Any]]:
    """A received file as it is kept, and what the text says of it. May be asked again if a commit fails."""
    kind = type_of(received.path)
    kept = KeptFile(size=received.size, sha256=received.sha256, type=kind)
    keep_file(kept.blob, linked(received.path), near=near)
    return kept, described(kept, name)


def described(kept: KeptFile, name: str) -> dict[str, Any]:
    """What the text of a thing says of its file."""
    told = {"name": shown_name(name, NAMELESS), "size": kept.size, "type": kept.type, "sha256": kept.sha256}
    if isinstance(kept, KeptPicture):
        told |= {"width": kept.width, "height": kept.height}
    return told


def is_untold(text: Mapping[str, Any]) -> bool:
    """Whether the text of a picture says neither what it shows nor that it only decorates."""
    return not text.get("alt") and not text.get("decorative")


def lacks_words(kind: str, text: Mapping[str, Any]) -> bool:
    """Whether a text of a thing of this kind lacks words for who cannot see or hear what it is about (WCAG 1.1.1,
    1.2.1): that of a picture says what it shows, that of a recording what is said in it.
    """
    if kind == "image":
        return is_untold(text)
    recording = str((text.get(FILE) or {}).get("type", "")).startswith(("audio/", "video/"))
    return kind == "file" and recording and not text.get("transcript")


def tells_nothing(alt: str, name: str) -> bool:
    """Whether words about a picture are only the name of its file: of those a camera gives, or a word or two. A name
    that was written as a sentence tells what there is to see.
    """
    stem = name.rpartition(".")[0] or name
    is_name = alt.casefold().replace("_", " ") in {one.casefold().replace("_", " ") for one in (stem, name)}
    return bool(_OF_A_CAMERA(alt)) or (is_name and len(alt.split()) < 3)


def taken_in_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a text says of how its file was taken in, as far as it can be so."""
    fits = {
        "sent": lambda sent: isinstance(sent, str) and _SHA256.fullmatch(sent),
        "pages": lambda pages: isinstance(pages, int) and pages > 0,
        "removed": lambda words: isinstance(words, list) and all(isinstance(word, str) for word in words),
    }
    return {name: told[name] for name in TAKEN_IN if name in told and fits[name](told[name])}


def type_of(path: Path) -> str:
    """The media type of a file by its content."""
    with path.open("rb") as file:
        begin = file.read(1024)
    if begin[:4] == b"RIFF" and begin[8:12] == b"WEBP":
        return "image/webp"
    if recording := recording_type(begin):
        return recording
    for mark, kind in _BEGINNINGS:
        if begin.startswith(mark):
            return kind
    return _of_archive(path) if begin.startswith(b"PK\x03\x04") else OTHER


def _of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:_MOST_MEMBERS])
            for member, kind in _INSIDE:
                if member in names:
                    # With macros it is another type, which a browser hands to no program.
                    return OTHER if any(name.lower().endswith("vbaproject.bin") for name in names) else kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                said = archive.read("mimetype").decode("ascii", "replace").strip()
                return said if said in _MIMETYPES else "application/zip"
    except Exception:  # a damaged archive can raise anything, of its packing too: it is a file like others
        return OTHER
    return "application/zip"


ENDINGS = {
    PDF: "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WebP",
    "audio/mpeg": "MP3",
    "audio/mp4": "M4A",
    "audio/ogg": "OGG",
    "audio/wav": "WAV",
    "video/mp4": "MP4",
    "video/webm": "WebM",
    "application/rtf": "RTF",
    "application/zip": "ZIP",
    f"{_OFFICE}wordprocessingml.document": "Word",
    f"{_OFFICE}spreadsheetml.sheet": "Excel",
    f"{_OFFICE}presentationml.presentation": "PowerPoint",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
}
"""What people call a media type."""


def kind_words(told: Mapping[str, Any]) -> str:
    """What a file is, as people say it: "PDF"; of an unknown one the ending of its name, or nothing."""
    known = ENDINGS.get(told.get("type", ""))
    ending = str(told.get("name", "")).rpartition(".")[2]
    return known or (ending.upper() if ending.isascii() and ending.isalnum() and 0 < len(ending) <= 5 else "")


def size_words(size: int) -> str:
    """How large a file is: "48 KB", "2,3 MB"."""
    if size < 1_000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{max(1, round(size / 1_000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
