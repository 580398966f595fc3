"""What a forked child does: leave the fork server behind, bind itself to its limits, do one job and end."""

import contextlib
import ctypes
import json
import os
import signal
import tempfile
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

from hcc.children.bounds import Bounds
from hcc.children.protocol import READY

_OUT_OF_MEMORY = 3
_PR_SET_PDEATHSIG = 1
_C = ctypes.CDLL(None)

Work = Callable[[dict[str, Any]], dict[str, Any]]


def become(work: Work, server: int, *, asked: int, answered: int, complaints: int, file: int | None) -> NoReturn:
    """Do the job that stands in `asked` and write the answer to `answered`; all four are descriptors.

    The file, if any, becomes standard input, which is the only thing of the caller's the child holds. `server` is the
    process it was forked from.
    """
    try:
        os.setsid()
        _C.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != server:
            os._exit(1)
        _only(asked, answered, complaints, file)
        request = json.loads(_whole(3))
        os.close(3)
        os.chdir(request["folder"])
        os.environ["TMPDIR"] = tempfile.tempdir = request["folder"]
        Bounds(**request["bounds"]).bind()
        os.write(1, READY)
        answer = work(request["job"])
        os.write(1, json.dumps(answer).encode())
        # Taking down a library that holds half a gigabyte costs time and can crash; the answer is out.
        os._exit(0)
    except (MemoryError, RecursionError) as error:
        os.write(2, type(error).__name__.encode())
        os._exit(_OUT_OF_MEMORY)
    except BaseException:
        os.write(2, traceback.format_exc(limit=-8).encode(errors="replace"))
    finally:
        # Nothing of the fork server's own code may run in here.
        os._exit(1)


def _only(asked: int, answered: int, complaints: int, file: int | None) -> None:
    """Keep standard input, output and error and, as 3, what is asked: the sockets of the server stay its own."""
    if file is None:
        file = os.open(os.devnull, os.O_RDONLY)
    # Each once out of the way first, for one may have the number another is to get.
    moved = [os.dup(each) for each in (file, answered, complaints, asked)]
    for number, each in enumerate(moved):
        os.dup2(each, number)
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 3:
            with contextlib.suppress(OSError):  # the listing's own
                os.close(int(name))


def _whole(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)
