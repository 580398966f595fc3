"""What a disk holds after the power went: only what was synced, names and contents alike.

A process under watch copies a file aside when it syncs it, and a folder's list of names when it syncs the folder. From
these copies the var folder is built again. This is harsher than a journalling file system, which keeps most renames.
Everything that was there when the watch began counts as synced.
"""

import json
import os
import shutil
import stat
from pathlib import Path

WATCH = """
import json, os, signal, stat, threading
shadow, cut_at, calls = {shadow!r}, {cut_at!r}, 0
true_fsync, lock = os.fsync, threading.Lock()

def watched_fsync(descriptor):
    global calls
    with lock:
        calls += 1
        if calls == cut_at:
            os.kill(os.getpid(), signal.SIGKILL)
        facts = os.fstat(descriptor)
        if stat.S_ISDIR(facts.st_mode):
            names = {{}}
            for name in os.listdir(descriptor):
                try:
                    found = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                except FileNotFoundError:
                    continue
                names[name] = [found.st_ino, stat.S_ISDIR(found.st_mode)]
            content = json.dumps(names).encode()
        else:
            # It may have been opened for writing only.
            with open("/proc/self/fd/%d" % descriptor, "rb") as written:
                content = written.read()
        place = os.path.join(shadow, str(facts.st_ino))
        with open(place + ".new", "wb") as out:
            out.write(content)
        os.rename(place + ".new", place)
    return true_fsync(descriptor)

os.fsync = os.fdatasync = watched_fsync
"""


class Power:
    """The power supply of one var folder."""

    def __init__(self, var: Path, shadow: Path, *, cut_at: int | None = None) -> None:
        self.var, self.shadow = var, shadow
        shutil.rmtree(shadow, ignore_errors=True)
        shadow.mkdir()
        for path in [var, *var.rglob("*")] if var.exists() else ():
            copy = shadow / str(path.lstat().st_ino)
            if path.is_dir():
                names = {p.name: [p.lstat().st_ino, p.is_dir()] for p in path.iterdir()}
                copy.write_text(json.dumps(names))
            else:
                shutil.copyfile(path, copy)
        self.code = WATCH.format(shadow=str(shadow), cut_at=cut_at)
        """Python that puts a process under watch; with `cut_at` it dies when it asks for that sync."""

    def cut(self) -> None:
        """Make the var folder what the disk would hold. The process under watch must be dead."""
        after = self.var.with_name(f"{self.var.name}.after")
        if self.var.exists():
            self._build(self.var.lstat().st_ino, after)
            shutil.rmtree(self.var)
            after.rename(self.var)

    def _build(self, number: int, target: Path) -> None:
        target.mkdir()
        listing = self.shadow / str(number)
        names = json.loads(listing.read_text()) if listing.exists() else {}
        for name, (inner, is_folder) in names.items():
            if is_folder:
                self._build(inner, target / name)
            else:
                synced = self.shadow / str(inner)
                (target / name).write_bytes(synced.read_bytes() if synced.exists() else b"")
        os.chmod(target, stat.S_IRWXU)
