"""Worker: make new PDFs of the pages of clean copies, in any order and turned by quarters."""

from contextlib import ExitStack
from typing import Any

import pikepdf
from pikepdf import Pdf

from hcc.pdf.boxes import rotation
from hcc.pdf.layers import keep_layers


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Job {"sources": paths, "parts": [{"file": path, "pages": [[source, page, turn], ...]}, ...]}.

    `source` counts from 0, `page` from 1, `turn` is in degrees, clockwise. Answers {"pages": pages of each source}; no
    file is written where a page does not exist. Answers {"damaged": reason} for what is no PDF.
    """
    try:
        with ExitStack() as open_files:
            sources = [open_files.enter_context(Pdf.open(path)) for path in job["sources"]]
            pages = [len(source.pages) for source in sources]
            wanted = [place for part in job["parts"] for place in part["pages"]]
            if all(0 <= source < len(sources) and 1 <= page <= pages[source] for source, page, _ in wanted):
                for part in job["parts"]:
                    _write(sources, part["pages"], part["file"])
            return {"pages": pages}
    except pikepdf.PdfError as error:
        return {"damaged": str(error)}


def _write(sources: list[Pdf], wanted: list[list[int]], path: str) -> None:
    with Pdf.new() as out:
        for source, number, turn in wanted:
            out.pages.append(sources[source].pages[number - 1])
            page = out.pages[-1].obj
            turned = (rotation(page) + turn) % 360
            if turned:
                page.Rotate = turned
            elif "/Rotate" in page:
                del page.Rotate
        for used in {source for source, _, _ in wanted}:
            keep_layers(sources[used], out)
        out.save(
            path,
            linearize=True,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
