"""Taking a PDF in: is it fit to be a paper of a dossier, and a copy of it that is safe to show."""

import logging
import os
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hcc.children.bounds import Bounds
from hcc.children.errors import ChildStopped
from hcc.children.run import run
from hcc.pdf.kinds import HEIC, PHOTO, kind_of
from hcc.pdf.limits import LIMITS, PdfLimits
from hcc.pdf.verdict import ACCEPTED, Verdict

__all__ = ["Verdict", "take_in"]

_log = logging.getLogger(__name__)

_ON_ONE_CORE = 2
"""Two children may have to share a core: each then takes twice its CPU time."""


def take_in(original: Path, clean: Path, limits: PdfLimits = LIMITS) -> Verdict:
    """Judge the PDF or photo at `original` and, when it is accepted, write a clean PDF of its pages to `clean`.

    The original is only read. The clean copy is made anew from an allow-list, in a child process, and every page of it
    is drawn once in a second one, because some files only show their teeth then; `clean` exists only if both went well.
    For a signed file the original stays the paper, and the clean copy is for reading.

    Nothing in the file raises: it gets a word. OSError (such as a full disk) and ChildBroken are troubles of ours.
    """
    began = time.monotonic()
    size = original.stat().st_size
    if size == 0:
        answer: dict[str, Any] = {"word": "empty"}
    elif size > limits.file_bytes:
        answer = {"word": "too-big"}
    elif (kind := kind_of(original)) == HEIC:
        answer = {"word": "heic"}
    else:
        with tempfile.TemporaryDirectory(dir=clean.parent, prefix=".intake-") as folder:
            part = Path(folder, "clean.pdf")
            answer = _rebuilt_and_drawn(original, part, limits, "photos" if kind == PHOTO else "rebuild")
            if answer["word"] in ACCEPTED:
                os.replace(part, clean)
    word = answer["word"]
    if word not in ACCEPTED and answer.get("detail"):
        # The detail quotes the file: as ASCII it cannot forge a line of the log.
        _log.info("refused a PDF of %d bytes: %s: %s", size, word, ascii(answer["detail"][-300:]))
    return Verdict(
        accepted=word in ACCEPTED,
        word=word,
        pages=answer.get("pages", 0),
        removed=tuple(answer.get("removed", ())),
        signed=answer.get("signed", False),
        seconds=time.monotonic() - began,
        advice=tuple(answer.get("advice", ())) if word in ACCEPTED else (),
    )


def _rebuilt_and_drawn(original: Path, part: Path, limits: PdfLimits, worker: str) -> dict[str, Any]:
    job = {"original": str(original.absolute()), "clean": str(part.absolute()), "limits": asdict(limits)}
    try:
        answer = run(f"hcc.pdf.{worker}", job, bounds=limits.bounds(), folder=part.parent)
        if "errno" in answer:
            raise OSError(answer["errno"], answer["strerror"])
        if answer["word"] not in ACCEPTED:
            return answer
        bounds = _probe_bounds(limits, answer["pages"])
        drawn = run("hcc.pdf.render", {"file": str(part.absolute())}, bounds=bounds, folder=part.parent)
    except ChildStopped as stopped:
        return {"word": stopped.word, "detail": str(stopped)}
    if drawn.get("pages") != answer["pages"]:
        return {"word": "damaged", "detail": f"pdfium: {drawn}"}
    return answer | {"advice": [*answer.get("advice", ()), *drawn.get("advice", ())]}


def _probe_bounds(limits: PdfLimits, pages: int) -> Bounds:
    wall = limits.probe_wall(pages)
    return Bounds(limits.address_space, int(wall) + 1, wall * _ON_ONE_CORE, limits.output_bytes, limits.open_files)
