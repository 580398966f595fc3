"""What happens to the PDFs people hand in, good, odd and hostile. Judged with qpdf and poppler, not with our code."""

import dataclasses
import hashlib
import os
import re
import subprocess
import time
from pathlib import Path

import pytest

from hcc.children.errors import ChildStopped
from hcc.pdf import intake
from hcc.pdf.intake import Verdict, take_in
from hcc.pdf.limits import PdfLimits
from hcc.pdf.verdict import ACCEPTED, REFUSED
from pdfs import make
from pdfs.judging import active_parts, picture

DEFAULTS = PdfLimits()
HEAVY = {"nested-forms", "many-strokes", "self-recursive-form"}
"""Only drawing finds these, and whether time or memory runs out first depends on the machine."""


@pytest.fixture
def hand_in(tmp_path):
    """Hands a file's bytes in; answers the verdict and where the clean copy would be."""

    def hand_in(data: bytes, limits: PdfLimits = DEFAULTS) -> tuple[Verdict, Path, Path]:
        original, clean = tmp_path / "original.pdf", tmp_path / "clean.pdf"
        original.write_bytes(data)
        verdict = take_in(original, clean, limits)
        assert original.read_bytes() == data
        assert {path.name for path in tmp_path.iterdir()} <= {"original.pdf", "clean.pdf"}
        return verdict, original, clean

    return hand_in


@pytest.mark.parametrize("name", make.HOSTILE)
def test_a_hostile_file_gets_its_word_and_nothing_active_is_served(name, hand_in):
    maker, word = make.HOSTILE[name]
    limits = PdfLimits(probe_seconds=1) if name in HEAVY else PdfLimits()
    began = time.monotonic()
    verdict, original, clean = hand_in(maker(), limits)
    assert time.monotonic() - began < limits.wall_seconds + limits.probe_wall(1) + 1
    assert verdict.word == word or (name in HEAVY and verdict.word in ("too-complex", "too-slow"))
    assert verdict.accepted is (word in ACCEPTED)
    assert verdict.signed is (word == "signed")
    assert clean.exists() is verdict.accepted
    if verdict.accepted:
        assert active_parts(clean) == set()
        assert b"<script" not in clean.read_bytes()
        subprocess.run(["qpdf", "--check", clean], check=True, capture_output=True)
        linear = subprocess.run(["qpdf", "--check-linearization", clean], capture_output=True).stdout
        assert b"no linearization errors" in linear
    if word == "active-removed":
        assert active_parts(original), "the judge must see in the original what is gone from the copy"
        assert verdict.removed


def test_every_word_of_the_corpus_is_known():
    assert {word for _, word in make.HOSTILE.values()} <= ACCEPTED | REFUSED


@pytest.mark.parametrize("name", make.ODD)
def test_a_harmless_odd_file_looks_the_same(name, hand_in):
    verdict, original, clean = hand_in(make.ODD[name]())
    assert (verdict.word, verdict.removed, verdict.signed) == ("clean", (), False)
    assert picture(clean) == picture(original)
    assert (len(set(picture(clean)[20:])) > 1) is (name != "nothing-on-it"), "there must be something to compare"
    subprocess.run(["qpdf", "--check", clean], check=True, capture_output=True)


def test_a_crop_box_that_shows_nothing_is_ignored(hand_in):
    _, original, _ = hand_in(make.one_page())
    whole = picture(original)
    _, _, clean = hand_in(make.one_page(media=b"/MediaBox [0 0 595 842] /CropBox [900 900 999 999]"))
    assert picture(clean) == whole


def test_the_text_of_a_page_stays_text(hand_in):
    _, _, clean = hand_in(make.one_page())
    assert "Don xin xac nhan" in subprocess.run(["pdftotext", clean, "-"], capture_output=True, text=True).stdout


@pytest.mark.parametrize("need_appearances", [False, True])
def test_what_was_filled_into_a_form_stays_on_the_page(need_appearances, hand_in):
    verdict, _, clean = hand_in(make.with_form(need_appearances=need_appearances))
    assert {"fields", "xfa", "form-action", "javascript"} <= set(verdict.removed)
    assert "Nguyen" in subprocess.run(["pdftotext", clean, "-"], capture_output=True, text=True).stdout


def test_a_form_without_drawings_is_drawn(hand_in):
    _, _, clean = hand_in(make.with_form(need_appearances=True, appearance=False))
    assert "Nguyen" in subprocess.run(["pdftotext", clean, "-"], capture_output=True, text=True).stdout


def test_a_password_for_the_attachments_alone_keeps_nobody_from_the_pages(hand_in):
    verdict, original, clean = hand_in(make.only_attachments_locked())
    assert (verdict.word, verdict.removed) == ("active-removed", ("attachment", "encryption"))
    assert picture(clean) == picture(original)
    assert active_parts(clean) == set()


@pytest.mark.parametrize("way", make.HIDING)
def test_hidden_layers_stay_hidden_and_are_told(way, hand_in):
    verdict, original, clean = hand_in(make.layered(make.HIDING[way]))
    assert (verdict.word, verdict.removed) == ("clean", ())
    assert verdict.advice == (() if way == "all-shown" else ("hidden-layers",))
    assert picture(clean) == picture(original)
    red = b"\xff\x00\x00" * 20
    assert (red in picture(clean)) is (way == "all-shown"), "the red box is what the layer hides"
    assert active_parts(clean) == set()


def test_of_layers_nothing_but_what_shows_them_is_kept(hand_in):
    group = b"/Usage << /Zoom << /min 2 >> /PageElement << /AA << /S /JavaScript /JS (1) >> >> >> /AF [4 0 R] /JS (1)"
    _, _, clean = hand_in(make.layered(b"/OFF [10 0 R] /AS [<< /Event /Print >>] /Order [(x)]", group=group))
    assert active_parts(clean) == set()
    listed = subprocess.run(["qpdf", "--json", "--json-key=qpdf", clean], capture_output=True).stdout
    assert b"OCProperties" in listed
    assert not re.search(rb'"/(?:AS|Order|Zoom|PageElement|AF|JS)"', listed)


def test_a_page_with_a_larger_unit_gets_its_true_size(hand_in):
    content = b"/Pattern cs /P scn 20 20 100 100 re f 0 0 1 rg 150 150 60 60 re f"
    pattern = make.stream(
        b"1 0 0 rg 0 0 10 10 re f",
        b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 20 20] /XStep 20 /YStep 20 /Resources << >>",
    )
    resources = b"/Pattern << /P 10 0 R >>"
    media = b"/MediaBox [0 0 300 300]"
    plain = make.one_page(content=content, resources=resources, media=media, more={10: pattern})
    doubled = make.one_page(content=content, resources=resources, media=media + b" /UserUnit 2", more={10: pattern})
    _, _, clean = hand_in(doubled)
    doubled_picture = picture(clean, dpi=36)
    assert b"600 x 600 pts" in subprocess.run(["pdfinfo", clean], capture_output=True).stdout
    _, original, _ = hand_in(plain)
    assert doubled_picture == picture(original, dpi=72)


@pytest.mark.parametrize("limits", [{"file_bytes": 400}, {"objects": 4}, {"page_points": 800}, {"flate_bytes": 20}])
def test_a_limit_may_be_lowered(limits, hand_in):
    assert hand_in(make.one_page())[0].accepted
    verdict, _, _ = hand_in(make.one_page(), PdfLimits(**limits))
    assert verdict.word == ("too-big" if "file_bytes" in limits else "too-complex")


def test_300_pages_are_taken(hand_in):
    verdict, _, clean = hand_in(make.pages(300))
    assert (verdict.word, verdict.pages) == ("clean", 300)
    assert subprocess.run(["qpdf", "--show-npages", clean], capture_output=True).stdout == b"300\n"


def test_a_clean_copy_is_the_same_every_time(hand_in):
    hashes = {hashlib.sha256(hand_in(make.with_form())[2].read_bytes()).hexdigest() for _ in range(2)}
    assert len(hashes) == 1


def test_an_earlier_clean_copy_survives_a_refusal(hand_in, tmp_path):
    hand_in(make.one_page())
    before = (tmp_path / "clean.pdf").read_bytes()
    original = tmp_path / "original.pdf"
    original.write_bytes(make.encrypted("secret"))
    assert take_in(original, tmp_path / "clean.pdf").word == "password"
    assert (tmp_path / "clean.pdf").read_bytes() == before


@pytest.mark.parametrize(("worker", "word"), [("hcc.pdf.rebuild", "too-slow"), ("hcc.pdf.render", "too-complex")])
def test_a_child_that_is_stopped_refuses_the_file(worker, word, hand_in, monkeypatch):
    run = intake.run

    def stopped(name, job, **bounds):
        if name == worker:
            raise ChildStopped(name, word, "test")
        return run(name, job, **bounds)

    monkeypatch.setattr(intake, "run", stopped)
    verdict, _, clean = hand_in(make.one_page())
    assert (verdict.word, verdict.accepted, clean.exists()) == (word, False, False)


def test_memory_is_bounded(hand_in):
    verdict, _, _ = hand_in(make.object_stream_bomb(), PdfLimits(address_space=300 * 2**20))
    assert verdict.word in ("too-complex", "damaged")


def test_a_full_disk_is_not_blamed_on_the_file(tmp_path, monkeypatch):
    original = tmp_path / "original.pdf"
    original.write_bytes(make.one_page())
    monkeypatch.setattr(intake, "run", lambda *_, **__: {"errno": 28, "strerror": os.strerror(28)})
    with pytest.raises(OSError, match="No space left"):
        take_in(original, tmp_path / "clean.pdf")


def test_bounds_of_children_come_from_the_limits():
    limits = dataclasses.replace(PdfLimits(), cpu_seconds=3, address_space=5, wall_seconds=7)
    bounds = limits.bounds()
    assert (bounds.cpu_seconds, bounds.address_space, bounds.wall_seconds) == (3, 5, 7)
