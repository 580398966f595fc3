"""Pictures among the pages: written anew, with nothing of the file but its pixels."""

from pathlib import Path
from typing import Any

from persistent import Persistent

from hcc.core.errors import Refusal
from hcc.core.text import TranslationString, message
from hcc.files.blobs import keep_file
from hcc.files.received import linked, sha256_of
from hcc.pdf.limits import PdfLimits
from hcc.pdf.pictures import WHOLE, rewritten

from .files import KeptPicture, described

SENTENCES: dict[str, TranslationString] = {
    "empty": message("The file is empty: nothing was in it. Choose it again."),
    "no-picture": message("This is no picture that pages can show. Choose a JPEG, PNG or WebP picture."),
    "heic": message("This is an iPhone photo (HEIC). Choose Settings, Camera, Formats, Most Compatible, or send JPEG."),
    "animated": message("The picture moves. Choose a still one: what moves by itself keeps people from reading."),
    "too-many-pixels": message("The picture is too large to open. Make it smaller, or take the photo again."),
    "damaged": message("The picture is damaged and cannot be opened. Choose it again, or another one."),
    "too-complex": message("The picture is built so that opening it could harm the computer. Choose another one."),
    "too-slow": message("The picture takes too long to open. Make it smaller, or choose another one."),
}


class PictureRefused(Refusal):
    """A file that is no picture for pages; `word` says why."""

    field = "file"

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word
        self.text = SENTENCES.get(word, SENTENCES["damaged"])


def look_at_picture(path: Path, folder: Path, limits: PdfLimits) -> dict[str, Any]:
    """Write the picture anew into `folder`; answers what `keep_picture` needs. Raises PictureRefused."""
    answer = rewritten(path, folder, limits)
    if answer["word"] != "clean":
        raise PictureRefused(answer["word"])
    return answer


def keep_picture(
    answer: dict[str, Any], folder: Path, name: str, *, near: Persistent
) -> tuple[KeptPicture, dict[str, Any]]:
    """A picture as it is kept, and what the text says of it. May be asked again if a commit fails."""
    whole = folder / WHOLE
    kept = KeptPicture(
        size=whole.stat().st_size, sha256=sha256_of(whole), width=answer["width"], height=answer["height"]
    )
    keep_file(kept.blob, linked(whole), near=near)
    return kept, described(kept, picture_name(name))


def picture_name(name: str) -> str:
    """What a picture is called that was sent under this name: it is a JPEG now."""
    return f"{name.rpartition('.')[0] or name}.jpg"
