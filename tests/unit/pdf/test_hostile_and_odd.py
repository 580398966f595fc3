"""The larger corpora: hostile files get a word in time, harmless odd ones come through looking the same."""

import subprocess
import time

import pytest

from hcc.pdf import rearrange
from hcc.pdf.intake import take_in
from hcc.pdf.limits import PdfLimits
from hcc.pdf.verdict import ACCEPTED, REFUSED
from pdfs import hostile, make, odd
from pdfs.judging import active_parts, first_page, picture

LIMITS = PdfLimits(probe_seconds=1)
"""What only drawing finds is found in a second as well as in ten."""


def test_there_are_enough_of_both_kinds():
    assert len(make.HOSTILE) + len(hostile.HOSTILE) >= 100
    assert len(make.ODD) + len(make.HIDING) + len(odd.ODD) >= 80
    assert set().union(*(words for _, words in hostile.HOSTILE.values())) <= ACCEPTED | REFUSED


@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_a_hostile_file_gets_its_word_in_time_and_nothing_active_is_served(name, tmp_path):
    maker, words = hostile.HOSTILE[name]
    original, clean = tmp_path / "original.pdf", tmp_path / "clean.pdf"
    original.write_bytes(maker())
    began = time.monotonic()
    verdict = take_in(original, clean, LIMITS)
    assert time.monotonic() - began < LIMITS.wall_seconds + LIMITS.probe_wall(1) + 1
    assert verdict.word in words
    assert clean.exists() is verdict.accepted
    if verdict.accepted:
        assert active_parts(clean) == set()
    if verdict.word == "active-removed":
        assert active_parts(original), "the judge must see in the original what is gone from the copy"


@pytest.mark.parametrize("name", odd.ODD)
def test_a_harmless_odd_file_is_taken_and_looks_the_same(name, tmp_path):
    maker, pages = odd.ODD[name]
    original, clean = tmp_path / "original.pdf", tmp_path / "clean.pdf"
    original.write_bytes(maker())
    verdict = take_in(original, clean)
    assert (verdict.word, verdict.pages) == ("clean", pages)
    if name.startswith("count-"):  # poppler gives up on it, though other readers do not
        original.write_bytes(make.one_page())
    seen = first_page(original)
    assert len(set(seen[20:])) > 1, "there must be something to compare"
    assert first_page(clean) == seen
    assert active_parts(clean) == set()
    checked = subprocess.run(["qpdf", "--check", clean], capture_output=True).returncode
    cut = name in ("packed-content-cut", "profile-in-broken-armour")
    assert checked == (3 if cut else 0), "3: a stream stays as damaged as it came"


def test_what_is_hidden_stays_hidden_when_pages_are_put_together(tmp_path):
    plain, layered = make.one_page(), make.layered(make.HIDING["unless-listed"])
    sources = []
    for number, data in enumerate((plain, layered, layered)):
        original, clean = tmp_path / f"{number}.pdf", tmp_path / f"clean-{number}.pdf"
        original.write_bytes(data)
        assert take_in(original, clean).accepted
        sources.append(str(clean))
    together = tmp_path / "together.pdf"
    parts = [{"file": str(together), "pages": [[2, 1, 0], [0, 1, 0], [1, 1, 0]]}]
    assert rearrange.work({"sources": sources, "parts": parts}) == {"pages": [1, 1, 1]}
    page = first_page(tmp_path / "clean-0.pdf")
    assert picture(together) == page * 3, "the red boxes of the layers would show"
    assert active_parts(together) == set()
