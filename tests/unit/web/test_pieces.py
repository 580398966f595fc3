"""A body read in pieces is taken apart into the same fields as one that is read line by line."""

import io
import random
import tempfile

import pytest
from webob.compat import cgi_FieldStorage

from hcc.web.pieces import PIECE, Pieces

EDGE = "abc"
MARK = b"\r\n--abc"
PARTS = [b"\n", b"\r", b"-", b"--", b"--abc", b"--abc--", MARK[:-1], b"x" * 7, b"\r\n", b"\n--", b"\x00"]


def fields(file, length: int) -> list[tuple[str, str | None, bytes]]:
    environ = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": f'multipart/form-data; boundary="{EDGE}"'}
    form = cgi_FieldStorage(
        fp=file, environ=environ | {"CONTENT_LENGTH": str(length)}, keep_blank_values=True, encoding="utf8"
    )
    found = []
    for one in form.list or ():
        value = one.file.read()
        found.append((one.name, one.filename, value.encode() if isinstance(value, str) else value))
    return found


def body_of(*contents: bytes) -> bytes:
    body = b""
    for number, content in enumerate(contents):
        name = b'form-data; name="f%d"; filename="%d.pdf"' % (number, number)
        body += b"--abc\r\nContent-Disposition: " + name + b"\r\n\r\n" + content + b"\r\n"
    return body + b"--abc--\r\n"


def assert_alike(body: bytes) -> list:
    with tempfile.TemporaryFile() as plain, tempfile.TemporaryFile() as pieces:
        for file in (plain, pieces):
            file.write(body)
            file.seek(0)
        expected = fields(plain, len(body))
        assert fields(Pieces(pieces), len(body)) == expected
    return expected


@pytest.mark.parametrize("seed", range(60))
def test_whatever_a_file_holds_it_arrives_as_it_was_sent(seed):
    dice = random.Random(seed)
    contents = [b"".join(dice.choices(PARTS, k=dice.randrange(40))) for _ in range(dice.randrange(4))]
    assert_alike(body_of(*contents))


@pytest.mark.parametrize("beyond", range(-9, 9))
@pytest.mark.parametrize("before", [b"x", b"\n", b"\r\n"])
def test_the_edge_of_a_part_is_found_where_one_piece_ends_and_the_next_begins(beyond, before):
    head = len(body_of(b"")) - len(b"\r\n--abc--\r\n")
    for start in (0, head):  # pieces are counted from where the content begins, or the body
        content = (b"x" * (PIECE - start + beyond - len(before))) + before
        found = assert_alike(body_of(content, b"second"))
        assert [value for _, _, value in found] == [content, b"second"]


def test_a_body_of_nothing_but_edges_is_read_once():
    """Each of its lines stands alone; going back to read the rest of a piece again would take minutes."""
    body = b"--\n" * 200_000

    class Counted(io.BytesIO):
        read_bytes = 0

        def read(self, size=-1):
            found = super().read(size)
            self.read_bytes += len(found)
            return found

    file = Counted(body)
    pieces = Pieces(file)
    lines = []
    while line := pieces.readline(PIECE):
        lines.append(line)
    assert b"".join(lines) == body
    assert set(lines) == {b"--\n"}
    assert file.read_bytes == len(body)


def test_it_is_read_and_sought_like_any_file():
    body = bytes(range(256)) * 1_000
    pieces = Pieces(io.BytesIO(body))
    assert pieces.read(10) == body[:10]
    assert pieces.tell() == 10
    assert pieces.readline() == body[10:11]
    assert pieces.seek(-1, 1) == 10
    assert pieces.seek(100) == 100
    assert pieces.read(PIECE * 2) == body[100 : 100 + PIECE * 2]
    assert pieces.read() == body[100 + PIECE * 2 :]
    assert pieces.read(5) == pieces.read() == pieces.readline() == pieces.readline(9) == b""
