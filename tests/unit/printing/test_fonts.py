"""The fonts we ship are the ones we looked at, and hold every Vietnamese letter."""

import hashlib
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from hcc.printing.text import FONT_FAMILY, FONT_FOLDER, repertoire

FACES = sorted(FONT_FOLDER.glob("*.ttf"))
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\N{COMBINING GRAVE ACCENT}", "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING TILDE}")
TONES += ("\N{COMBINING HOOK ABOVE}", "\N{COMBINING DOT BELOW}")
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
LETTERS |= set("bcdđghklmnpqrstvxfjwz")


def test_every_shipped_file_is_listed_and_unchanged():
    listed = dict(reversed(row.split()) for row in (FONT_FOLDER / "SHA256SUMS").read_text().splitlines())
    present = {path.name for path in FONT_FOLDER.iterdir()} - {"SHA256SUMS"}
    assert present == set(listed)
    for name, digest in listed.items():
        assert hashlib.sha256((FONT_FOLDER / name).read_bytes()).hexdigest() == digest


def test_four_faces_of_one_family_and_version():
    assert len(FACES) == 4
    for path in FACES:
        with TTFont(path) as face:
            assert face["name"].getDebugName(1) == FONT_FAMILY
            assert face["name"].getDebugName(5) == "Version 2.1.5"


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_every_vietnamese_letter_has_a_glyph(path):
    assert len(LETTERS) == 12 * 6 + 21
    with TTFont(path) as face:
        drawn = face.getBestCmap()
    missing = [letter for letter in LETTERS | {letter.upper() for letter in LETTERS} if ord(letter) not in drawn]
    assert missing == []


def test_the_repertoire_is_what_all_faces_share():
    assert {ord(letter) for letter in "ƯỢợđ₫…·□"} <= repertoire()
    assert not {ord(letter) for letter in "漢😀ก"} & repertoire()
