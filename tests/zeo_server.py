"""A ZEO server over a filled database, for tests with several programs on one office."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIGURATION = """
<zeo>
  address {socket}
</zeo>
<filestorage 1>
  path {data}
  blob-dir {blobs}
</filestorage>
"""


@contextmanager
def serving_zeo(filled: Path, served: Path) -> Iterator[str]:
    """The storage URI of a running server of a copy of `filled` at `served`, which stays there afterwards."""
    shutil.copytree(filled, served, dirs_exist_ok=True)
    socket, configuration = served / "socket", served / "zeo.conf"
    configuration.write_text(
        CONFIGURATION.format(socket=socket, data=served / "Data.fs", blobs=served / "blobs"), encoding="utf-8"
    )
    runzeo = Path(sys.executable).with_name("runzeo")
    server = subprocess.Popen([runzeo, "-C", configuration], cwd=served, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            if socket.exists() or server.poll() is not None:
                break
            time.sleep(0.05)
        yield f"zeo://{socket}?blob_dir={served / 'blobs'}&shared_blob_dir=true&wait_timeout=10"
    finally:
        server.terminate()
        server.wait(timeout=120)
