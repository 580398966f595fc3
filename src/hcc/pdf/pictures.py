"""Pictures of web pages: written anew in a child (widths.py), which alone has the library that decodes them."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from hcc.children.errors import ChildStopped
from hcc.children.run import run
from hcc.pdf.kinds import HEIC, PHOTO, kind_of
from hcc.pdf.limits import LIMITS, PdfLimits

WHOLE = "whole.jpg"


def rewritten(original: Path, folder: Path, limits: PdfLimits = LIMITS) -> dict[str, Any]:
    """Write a picture as `whole.jpg` into `folder`, in a child.

    The answer has `word`; "clean" with `width` and `height` of what was written. Other words are those of
    `hcc.pdf.verdict`. Nothing in the file raises.
    """
    if original.stat().st_size == 0:
        return {"word": "empty"}
    kind = kind_of(original)
    if kind != PHOTO:
        return {"word": "heic" if kind == HEIC else "no-picture"}
    return _done("whole", original, folder, limits)


def in_widths(whole: Path, folder: Path, limits: PdfLimits = LIMITS) -> dict[str, Any]:
    """Write a picture that was rewritten as files `<width>.webp` into `folder`, in a child.

    The answer has `word`; "clean" with `widths`, the pixels of each.
    """
    return _done("widths", whole, folder, limits)


def _done(what: str, original: Path, folder: Path, limits: PdfLimits) -> dict[str, Any]:
    job = {
        "what": what,
        "original": str(original.absolute()),
        "folder": str(folder.absolute()),
        "limits": asdict(limits),
    }
    try:
        answer = run("hcc.pdf.widths", job, bounds=limits.bounds(), folder=folder)
    except ChildStopped as stopped:
        return {"word": stopped.word}
    if "errno" in answer:
        raise OSError(answer["errno"], answer["strerror"])
    return answer
