"""Catalogue files out of a ZIP file, read in a child process: nothing here knows procedures, the file may be hostile.

Names inside are only told, never used as paths of ours. The answer is a file of JSON lines, one for each text.
"""

import json
import lzma
import zipfile
import zlib
from typing import IO, Any

MOST_FILES = 20_000
MOST_BYTES = 256 * 1024
"""Of one text; what is longer is told as too long by whoever reads it."""
MOST_UNPACKED = 300 * 2**20


# What zipfile and the packings it knows raise over a damaged, locked or unknown file.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, LookupError, ValueError, EOFError),
    *(NotImplementedError, RuntimeError),
)


class Refused(Exception):
    """The file cannot be read; the word says why."""


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Read the ZIP file on standard input into the file `out`. Answers the number of texts, or why not."""
    try:
        with open(0, "rb", closefd=False) as file, open(job["out"], "w", encoding="utf-8") as out:
            return {"texts": read_texts(file, job["ending"], out)}
    except Refused as refused:
        return {"refused": str(refused)}
    except _DAMAGED:
        return {"refused": "not_zip"}
    except OSError as problem:
        if problem.errno is not None:
            raise  # of the disk, not of the file: bz2 says so of damaged data without a number
        return {"refused": "not_zip"}


def read_texts(file: IO[bytes], ending: str, out: IO[str]) -> int:
    """Write every file whose name ends so as a line [name, text in Latin-1, so that each byte is kept]."""
    left, count = MOST_UNPACKED, 0
    with zipfile.ZipFile(file) as parts:
        for info in parts.infolist():
            if info.is_dir() or not info.filename.endswith(ending):
                continue
            count += 1
            with parts.open(info) as stream:
                data = stream.read(MOST_BYTES + 1)
            left -= len(data)
            if count > MOST_FILES or left < 0:
                raise Refused("too_heavy")
            out.write(json.dumps([info.filename, data.decode("latin-1")]) + "\n")
    return count
