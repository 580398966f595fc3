"""Ways to spoil the files of the search index, and what a folder of them must be."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path


def delete(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_the_end(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def cut_in_the_middle(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def write_at(place: float) -> Callable[[Path], None]:
    def garble(path: Path) -> None:
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(int((size - 1) * place))
            here = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([here[0] ^ 0xFF]))

    return garble


def add_to_the_end(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\0{}\n")


SPOILS = {
    "deleted": delete,
    "emptied": empty,
    "cut at the end": cut_the_end,
    "cut in the middle": cut_in_the_middle,
    "garbled at the beginning": write_at(0),
    "garbled in the middle": write_at(0.5),
    "garbled at the end": write_at(1),
    "longer": add_to_the_end,
}


def files_of(folder: Path) -> dict[str, bytes]:
    """What stands in the folder, but for the lock; nothing when there is none."""
    if not folder.exists():
        return {}
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "index.lock"}


def is_sound(folder: Path) -> bool:
    """Whether the files are those the manifest names, byte for byte, and no others."""
    files = files_of(folder)
    body, digest = files.pop("index.json").split(b"\n")[:2]
    assert hashlib.sha256(body).hexdigest().encode() == digest
    return json.loads(body)["files"] == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
