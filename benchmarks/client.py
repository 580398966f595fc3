"""A keep-alive HTTP client in a process of its own, so that asking costs the server nothing.

One job a line on standard input, one answer a line on standard output. A job is {"port": n, "units": [[step, ...]],
"every": s, "first": s}; the client connects, says "ready", waits for "go", does one unit after the other, and answers
with the moment each began and the time it took from its first byte out to its last byte in. With "every" the n-th unit
is due so many seconds after the one before, the first after "first", and one that could not begin when it was due,
because the one before it was not answered, counts from that moment. A step is

    {"method", "path", "headers": {}, "fields": [[name, value]], "file": [field, name, path] or null,
     "status": n, "has": text that must stand in the answer, "times": at least so often}

`{location}` in a path is the address that the step before was sent to. Only the standard library, to start quickly.
"""

import json
import re
import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

BOUNDARY = b"----a-part-of-a-form-of-the-benchmark"
TIMEOUT = 120


class Wrong(Exception):
    """An answer that is not the right one."""


class Connection:
    """One kept-alive connection to the server on a loopback port."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._open()

    def _open(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self.port), TIMEOUT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        self._socket.close()

    def ask(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        """Send one request and read its whole answer."""
        self._socket.sendall(request)
        buffer = b""
        while b"\r\n\r\n" not in buffer:
            buffer += self._read()
        head, _, body = buffer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        status = int(first.split(" ", 2)[1])
        if status not in (204, 304):
            if "content-length" not in headers:
                raise Wrong(f"{first}: an answer without Content-Length")
            parts, missing = [body], int(headers["content-length"]) - len(body)
            while missing > 0:
                parts.append(self._read())
                missing -= len(parts[-1])
            body = b"".join(parts)
        if headers.get("connection", "").lower() == "close":
            self.close()
            self._open()
        return status, headers, body

    def _read(self) -> bytes:
        found = self._socket.recv(1 << 18)
        if not found:
            raise Wrong("the server closed the connection")
        return found


def prepared(step: dict, port: int) -> tuple[bytes, bytes]:
    """What follows the path in a request: the rest of its head, and its body."""
    headers, body = dict(step.get("headers") or {}), b""
    if step["method"] == "POST":
        fields = step.get("fields") or []
        if step.get("file"):
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY.decode()}"
            body = multipart(fields, *step["file"])
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode([(name, value) for name, value in fields]).encode()
        headers["Content-Length"] = str(len(body))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{lines}\r\n".encode(), body


def multipart(fields: list, field: str, name: str, path: str) -> bytes:
    parts = []
    for key, value in fields:
        parts.append(b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n' % (BOUNDARY, key.encode()))
        parts.append(f"{value}\r\n".encode())
    parts.append(b'--%s\r\nContent-Disposition: form-data; name="%s"; ' % (BOUNDARY, field.encode()))
    parts.append(b'filename="%s"\r\nContent-Type: application/pdf\r\n\r\n' % name.encode())
    parts.append(Path(path).read_bytes())
    parts.append(b"\r\n--%s--\r\n" % BOUNDARY)
    return b"".join(parts)


def do(connection: Connection, unit: list[tuple[dict, bytes, bytes]]) -> tuple[float, str]:
    """One unit: the seconds it took and where it was sent at the end. Raises Wrong."""
    taken, location = 0.0, ""
    for step, head, body in unit:
        path = step["path"].replace("{location}", location)
        request = f"{step['method']} {path}".encode() + head + body
        began = time.perf_counter()
        status, headers, answer = connection.ask(request)
        taken += time.perf_counter() - began
        check(step, path, status, answer)
        location = urlsplit(headers.get("location", "")).path
    return taken, location


def check(step: dict, path: str, status: int, answer: bytes) -> None:
    if status != step["status"]:
        raise Wrong(f"{step['method']} {path}: {status}, not {step['status']}: {complaints(answer)}")
    wanted = step.get("has")
    if wanted and answer.count(wanted.encode()) < step.get("times", 1):
        times = answer.count(wanted.encode())
        raise Wrong(f"{step['method']} {path}: {wanted!r} stands {times} times in: {complaints(answer)}")


def complaints(answer: bytes) -> str:
    """What a page of ours says went wrong, in short."""
    text = answer.decode("utf-8", "replace")
    main = text.partition("<main")[2] or text
    return " ".join(re.sub(r"<[^>]*>?", " ", f"<{main}").split())[:400]


def run(job: dict) -> dict:
    units = [[(step, *prepared(step, job["port"])) for step in unit] for unit in job["units"]]
    connection = Connection(job["port"])
    print("ready", flush=True)
    sys.stdin.readline()
    begins, times, locations, errors = [], [], [], []
    began = time.monotonic()
    for number, unit in enumerate(units):
        due = began + job["first"] + number * job["every"] if job["every"] else time.monotonic()
        time.sleep(max(0.0, due - time.monotonic()))
        late = max(0.0, time.monotonic() - due)
        try:
            taken, location = do(connection, unit)
            begins.append(due)
            times.append(taken + late)
            locations.append(location)
        except (Wrong, OSError, ValueError) as wrong:
            errors.append(str(wrong) or type(wrong).__name__)
            connection.close()
            connection = Connection(job["port"])
    ended = time.monotonic()
    connection.close()
    return {"begins": begins, "times": times, "locations": locations, "errors": errors, "began": began, "ended": ended}


if __name__ == "__main__":
    for line in iter(sys.stdin.readline, ""):
        print(json.dumps(run(json.loads(line))), flush=True)
