"""Files damaged and rewritten by chance: every one gets a word that has a sentence, and nothing active is served.

MUTATIONS says how many, SEED which; a failure names the mutation and keeps the file.
"""

import os
import random
import re
import time
from collections import Counter

from hcc.dossiers.paper_advice import ACCEPTED as SAID
from hcc.dossiers.paper_advice import SENTENCES
from hcc.pdf.intake import take_in
from hcc.pdf.limits import PdfLimits
from hcc.pdf.verdict import ACCEPTED
from pdfs import hostile, make, odd
from pdfs.judging import active_parts

MUTATIONS = int(os.environ.get("MUTATIONS", "60"))
SEED = int(os.environ.get("SEED", "6"))
LIMITS = PdfLimits(cpu_seconds=4, wall_seconds=8, probe_seconds=1)
LARGEST = 30_000
"""Bytes of a file worth mutating: in a large one chance meets nothing that matters."""
NUMBERS = [b"0", b"-1", b"1", b"65535", b"2147483647", b"-2147483648", b"9999999999", b"1e9", b".00001"]
PIECES = [
    *(b"/JS (app.alert\\(1\\))", b"/AA << /O << /S /JavaScript /JS (1) >> >>", b"/OpenAction << /S /Launch /F (x) >>"),
    *(
        b"/Filter /FlateDecode",
        b"/Filter [/LZWDecode /FlateDecode]",
        b"/Contents 4 0 R",
        b"/Parent 3 0 R",
        b"/Kids [3 0 R]",
    ),
    *(
        b"/Type /Page",
        b"/Resources 3 0 R",
        b"/ByteRange [0 1 2 3]",
        b"/Encrypt 4 0 R",
        b"<<",
        b">>",
        b"[",
        b"]",
        b"endobj",
    ),
    *(
        b"endstream",
        b"stream\n",
        b"null",
        b"5 0 R",
        b"3 0 R",
        b"\0",
        b"%%EOF",
        b"xref\n",
        b"trailer\n",
        b"startxref\n0\n",
    ),
]


def originals() -> list[bytes]:
    """Every small file of the corpora, in the same order every time."""
    makers = {**make.ODD, **{name: maker for name, (maker, _) in {**odd.ODD, **hostile.HOSTILE}.items()}}
    makers |= {name: maker for name, (maker, word) in make.HOSTILE.items() if word in ACCEPTED}
    files = (maker() for _, maker in sorted(makers.items()))
    return [data for data in files if len(data) < LARGEST]


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The file with one to six of its parts changed, lost, doubled, put elsewhere or taken from another file."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(out) + 1)
        length = chance.choice((1, 2, 8, 40, 200))
        match chance.randrange(7):
            case 0:
                for place in range(at, min(at + length, len(out))):
                    out[place] ^= 1 << chance.randrange(8)
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length]
            case 3:
                begin = chance.randrange(len(other) + 1)
                out[at:at] = other[begin : begin + length * 4]
            case 4 if numbers := list(re.finditer(rb"\d+", out)):
                found = chance.choice(numbers)
                out[found.start() : found.end()] = chance.choice(NUMBERS)
            case 5 if names := list(re.finditer(rb"/[A-Za-z0-9]+", out)):
                first, second = chance.choice(names), chance.choice(names)
                out[first.start() : first.end()] = second[0]
            case _:
                places = [found.end() for found in re.finditer(rb"<<|\[", out)] or [at]
                place = chance.choice(places)
                out[place:place] = b" " + chance.choice(PIECES) + b" "
    return bytes(out)


def test_whatever_chance_makes_of_a_file_is_answered(tmp_path):
    files = originals()
    assert len(files) > 80
    words: Counter[str] = Counter()
    slowest = 0.0
    for number in range(MUTATIONS):
        chance = random.Random(f"{SEED} {number}")
        original, clean = tmp_path / f"{number}.pdf", tmp_path / "clean.pdf"
        original.write_bytes(mutated(chance.choice(files), chance.choice(files), chance))
        began = time.monotonic()
        verdict = take_in(original, clean, LIMITS)
        took = time.monotonic() - began
        assert took < LIMITS.wall_seconds + LIMITS.probe_wall(verdict.pages) + 2, original
        assert verdict.word in (SAID if verdict.accepted else SENTENCES), original
        assert clean.exists() is verdict.accepted, original
        if verdict.accepted:
            assert active_parts(clean) == set(), original
            clean.unlink()
        words[verdict.word] += 1
        slowest = max(slowest, took)
        original.unlink()
    print(f"\n{MUTATIONS} mutations of {len(files)} files: {dict(words.most_common())}, slowest {slowest:.1f} s")
    assert words["clean"] > MUTATIONS / 10, "chance must leave something to serve"
    assert words["damaged"] > 0
