"""The public check: whatever somebody brings, and whatever was done to it, gets the right word."""

import hashlib
import io
import random
import subprocess
import time

import pikepdf
import pytest

from hcc.children.errors import ChildBroken
from hcc.pdf.stamp import stamp
from hcc.signing import check as check_module
from hcc.signing.check import Check, ask, check_file
from hcc.signing.limits import CheckLimits
from pdfs import make

BOMB = 300 * 2**20
SMALL = CheckLimits(address_space=250 * 2**20)


@pytest.fixture
def register(sign):
    """The hash of one signed paper of ours, and the paper itself."""
    paper, path = sign()
    return {paper.sha256: "certified copy 99"}, path.read_bytes()


@pytest.fixture
def bring(tmp_path, key, register):
    """Brings bytes to the check; answers what it says."""

    def bring(data: bytes, **how) -> Check:
        path = tmp_path / "brought.pdf"
        path.write_bytes(data)
        answer = check_file(path, issued=register[0].get, keys=[key.fingerprint], **how)
        assert answer.sha256 == hashlib.sha256(data).hexdigest()
        return answer

    return bring


def test_the_issued_bytes_are_genuine(bring, register):
    answer = bring(register[1])
    assert (answer.word, answer.issued) == ("genuine", "certified copy 99")


@pytest.mark.parametrize("junk", [b"\n", b"%", b"<script>alert(1)</script>", bytes(100_000), b"%%EOF\n" * 5000])
def test_whatever_is_appended_is_told(junk, bring, register):
    answer = bring(register[1] + junk)
    assert (answer.word, answer.issued) == ("changed-after", "certified copy 99")


def test_a_note_laid_over_the_page_after_signing(bring, register, tmp_path):
    """Poppler calls the signature of such a file valid."""
    data = register[1]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0].objgen[0]
        annotation = b"<< /Type /Annot /Subtype /Square /Rect [60 590 400 630] /IC [1 1 1] /F 4 /P %d 0 R >>" % page
        body = pdf.pages[0].obj.unparse(resolved=True)
        size = pdf.trailer.Size
        root = pdf.Root.objgen[0]
    start = data.rindex(b"startxref") + 10
    previous = int(data[start : data.index(b"\n", start)])
    changed = bytearray(data)
    at = len(changed)
    changed += b"%d 0 obj\n%s\nendobj\n" % (page, body.replace(b"/Annots [", b"/Annots [%s " % annotation, 1))
    table = len(changed)
    changed += b"xref\n%d 1\n%010d 00000 n \n" % (page, at)
    changed += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (size, root, previous)
    changed += b"startxref\n%d\n%%%%EOF\n" % table
    path = tmp_path / "laid over.pdf"
    path.write_bytes(changed)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    (tmp_path / "before.pdf").write_bytes(data)
    before, after = (
        subprocess.run(["pdftoppm", "-r", "30", file], capture_output=True).stdout
        for file in (tmp_path / "before.pdf", path)
    )
    assert before != after
    assert b"Signature is Valid" in subprocess.run(["pdfsig", "-nocert", path], capture_output=True).stdout
    answer = bring(bytes(changed))
    assert (answer.word, answer.issued) == ("changed-after", "certified copy 99")


def test_a_further_signature_of_a_stranger(bring, register, sign, strangers_key):
    _, twice = sign(register[1], with_key=strangers_key, name="twice.pdf")
    assert bring(twice.read_bytes()).word == "changed-after"


def test_the_newest_issued_file_inside_is_named(bring, register, sign, key):
    """Our own second signature makes a new issued file, and the first stands inside it."""
    paper, twice = sign(register[1], name="twice.pdf")
    register[0][paper.sha256] = "with both signatures"
    assert bring(twice.read_bytes()).word == "genuine"
    assert bring(twice.read_bytes() + b"x").issued == "with both signatures"


def test_many_false_ends_do_not_hide_the_true_one(bring, register):
    assert bring(register[1] + b"%%EOF\r\n" * 100_000).word == "changed-after"


def test_the_register_is_asked_a_bounded_number_of_times(tmp_path):
    asked = []
    path = tmp_path / "brought.pdf"
    ranges = b"".join(b"/ByteRange [0 1 2 %d] " % number for number in range(3000))
    path.write_bytes(make.one_page() + b"%%EOF\r\n" * 100_000 + ranges)
    answer = check_file(path, issued=lambda digest: asked.append(digest), keys=[])
    assert answer.word == "not-ours"
    assert len(asked) < 1500


def resaved(data: bytes, **how) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **how)
    return out.getvalue()


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"linearize": True},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"qdf": True},
        {"encryption": pikepdf.Encryption(owner="x", user="")},
    ],
)
def test_a_paper_saved_again_is_altered(how, bring, register):
    assert bring(resaved(register[1], **how)).word == "altered"


def test_our_certificate_is_found_where_our_mark_is_gone(bring, register, key):
    """The fingerprint is nowhere in plain: only the certificate in the signature tells."""
    data = register[1]
    for mark in (key.fingerprint.encode(), key.fingerprint.upper().encode()):
        data = data.replace(mark, b"0" * 64)
    data = resaved(data)
    assert key.fingerprint.encode() not in data.lower()
    assert bring(data).word == "altered"


def test_our_mark_is_found_where_the_signature_is_gone(bring, register):
    data = register[1]
    start = data.index(b"/Contents <") + 11
    assert bring(data[:start] + b"0" * 3000 + data[start + 3000 :]).word == "altered"


def test_one_byte_changed_anywhere_is_altered(bring, register):
    data = register[1]
    signature = data.index(b"/Contents <")
    chance = random.Random(20261123)
    places = [
        0,
        1,
        len(data) - 1,
        *chance.sample(range(len(data)), 15),
        *chance.sample(range(signature, signature + 4000), 15),
    ]
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        answer = bring(bytes(changed))
        # Only the line break behind the end can be another without the signed bytes being touched.
        allowed = ("altered", "changed-after") if place == len(data) - 1 else ("altered",)
        assert answer.word in allowed, place


def test_every_byte_of_the_end_matters(bring, register):
    assert bring(register[1][:-1]).word == "altered"


def test_a_strangers_signature(bring, sign, strangers_key):
    _, path = sign(with_key=strangers_key, name="strange.pdf")
    answer = bring(path.read_bytes())
    assert (answer.word, answer.issued) == ("other-signer", None)


def test_a_paper_of_ours_the_register_does_not_know(bring, sign):
    """Such as one whose number was taken but which was never issued."""
    _, path = sign(make.pages(2), name="unknown.pdf")
    assert bring(path.read_bytes()).word == "altered"


def test_a_page_of_ours_in_another_file_is_told_by_its_mark(bring, tmp_path):
    """Neither signature nor fingerprint came along, only what the stamp left in pages and in itself."""
    source, stamped, token = tmp_path / "scan.pdf", tmp_path / "stamped.pdf", "ab" * 16
    source.write_bytes(make.pages(2))
    stamp(source, make.one_page(), stamped, width_mm=100, height_mm=40, mark=token)
    known = {token: "certified copy 99"}
    for taken in (0, 1):
        with pikepdf.open(stamped) as pdf, pikepdf.new() as other:
            other.pages.append(pdf.pages[taken])
            other.save(tmp_path / "other.pdf")
        answer = bring((tmp_path / "other.pdf").read_bytes(), marked=known.get)
        assert (answer.word, answer.issued) == ("altered", "certified copy 99")
    with pikepdf.open(stamped) as pdf, pikepdf.open(source) as other:
        block = pdf.pages[-1].Resources.XObject.HccStamp0
        other.pages[0].Resources.XObject = pikepdf.Dictionary(Stolen=other.copy_foreign(block))
        other.save(tmp_path / "stolen.pdf")
    assert bring((tmp_path / "stolen.pdf").read_bytes(), marked=known.get).word == "altered"
    assert bring((tmp_path / "stolen.pdf").read_bytes(), marked={}.get).word == "not-ours"
    whole = stamped.read_bytes()
    beginning = whole[: whole.index(token.encode()) + 100]
    assert bring(beginning, marked=known.get).word == "altered", "cut off behind the stamp"
    assert bring(beginning, marked={}.get).word == "not-ours"


@pytest.mark.parametrize("inline", [False, True])
def test_a_signature_nobody_can_read_is_somebodys(inline, bring):
    assert bring(make.signed(inline=inline)).word == "other-signer"


@pytest.mark.parametrize("inline", [False, True])
def test_usage_rights_are_no_signature(inline, bring):
    assert bring(make.usage_rights(inline=inline)).word == "not-ours"


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 5000, b"no PDF", make.one_page(), make.encrypted("secret"), make.one_page()[:200]]
)
def test_what_is_not_ours(data, bring):
    assert bring(data).word == "not-ours"


@pytest.mark.parametrize(
    "name", ["million-kids", "page-loop", "flate-in-flate", "self-recursive-form", "truncated-update"]
)
def test_a_hostile_file_is_not_ours(name, bring):
    began = time.monotonic()
    assert bring(make.HOSTILE[name][0]()).word == "not-ours"
    assert time.monotonic() - began < CheckLimits().wall_seconds + 3


def test_a_hostile_file_with_our_mark_is_altered(bring, key):
    bomb = make.object_stream_bomb(BOMB)
    assert bring(bomb, limits=SMALL).word == "not-ours"
    assert bring(bomb + b"(%s)" % key.fingerprint.encode(), limits=SMALL).word == "altered"


def test_nonsense_in_ranges_is_survived(bring):
    ranges = b"/ByteRange [0 0 99999999999 99999999999] /ByteRange [1 2 3] /ByteRange [" + b"9" * 5000 + b"]"
    assert bring(make.one_page() + ranges).word == "not-ours"


def test_a_file_larger_than_any_paper_is_only_compared(bring, register, monkeypatch):
    monkeypatch.setattr(check_module, "ask", lambda *_: pytest.fail("looked into it"))
    small = CheckLimits(file_bytes=1000)
    assert bring(register[1], limits=small).word == "genuine"
    assert bring(register[1] + b"x", limits=small).word == "not-ours"


def test_the_search_is_bounded(tmp_path):
    path = tmp_path / "slow.pdf"
    path.write_bytes(make.object_stream_bomb(BOMB))
    began = time.monotonic()
    assert ask(path, CheckLimits(wall_seconds=0.05)) is None
    assert time.monotonic() - began < 2
    large = make.one_page(more={10: b"<< /ByteRange [0 1 2 3] /Contents <%s> >>" % (b"30" * 2**24)})
    path.write_bytes(large)
    assert ask(path, CheckLimits()) == {"signatures": [[]], "marks": []}
    assert not (ask(path, CheckLimits(address_space=80 * 2**20)) or {}).get("signatures")


def test_an_installation_that_cannot_look_calls_no_paper_a_strangers(tmp_path, monkeypatch):
    def broken(worker, *_, **__):
        raise ChildBroken(worker, "no library")

    monkeypatch.setattr(check_module, "run", broken)
    path = tmp_path / "brought.pdf"
    path.write_bytes(make.one_page())
    with pytest.raises(ChildBroken):
        check_file(path, issued={}.get, keys=[])


def test_a_register_that_fails_is_heard(tmp_path):
    path = tmp_path / "brought.pdf"
    path.write_bytes(b"x")

    def issued(_):
        raise ConnectionError("register gone")

    with pytest.raises(ConnectionError):
        check_file(path, issued=issued, keys=[])


def test_poppler_alone_would_have_been_fooled(register, tmp_path, sign):
    """Why the register decides: junk behind a paper leaves its signature valid."""
    path = tmp_path / "junk.pdf"
    path.write_bytes(register[1] + b"%junk\n")
    assert b"Signature is Valid" in subprocess.run(["pdfsig", "-nocert", path], capture_output=True).stdout
