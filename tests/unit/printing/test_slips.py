"""Slips are the same bytes every time, from any thread, in our font alone."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from hcc.commands.slip_samples import sample_slips
from hcc.printing import slips, words
from hcc.printing.cash import CashLine, CashListData, CashSum
from hcc.printing.notices import NoticeData, Point
from hcc.printing.pads import PadData, PadSheet
from hcc.printing.signature_attestations import AttestedSize
from hcc.printing.slips import SLIPS, SlipTemplateRefused, UnknownSlip, refuse_packages, render_slip
from hcc.printing.text import repertoire
from hcc.settings import Settings
from hcc.shipped import shipped

from .conftest import AT
from .standard import faults_of

OFFICE = Settings(
    agency_code="H44.99",
    office_name="Trung tâm Phục vụ hành chính công",
    commune="xã An Mẫu",
    province="tỉnh Phú Mẫu",
    authority="Ủy ban nhân dân xã An Mẫu",
    address="xóm Mẫu",
    phone="0210 000 0000",
)


@pytest.fixture
def every_slip(receipt, job, signature_attestation, stamp_block, book):
    return {
        "receipt": receipt(trial=True),
        "attestation_copy": job(trial=True, seam_mark=True),
        "stamp_block": stamp_block(trial=True),
        "book": book(trial=True),
        "attestation_signature": signature_attestation(trial=True, papers=2),
        "attestation_translation": signature_attestation(
            trial=True, translated_from="Anh", translated_to="Việt", size=(AttestedSize("2", "1", "2"),)
        ),
        "attestation_contract": signature_attestation(
            trial=True, transaction="transaction", size=(AttestedSize("3", "4", "4"),)
        ),
        "cash_list": CashListData(
            authority="Ủy ban nhân dân xã An Mẫu",
            office="Trung tâm Phục vụ hành chính công",
            place_and_date=words.date_line("An Mẫu", words.local(AT).date()),
            day="23/11/2026",
            lines=(CashLine("9:12", "Đinh Văn Chứng", "12, 13", "01BLP2-001 AA-26P 0000318", "14.000", "0", "", True),),
            sums=(CashSum("Đinh Văn Chứng", "0", "0", "0", "0"),),
            total="0 đồng",
            total_in_words="không đồng",
            trial=True,
        ),
        "pad": PadData(
            authority="Ủy ban nhân dân xã An Mẫu",
            office="Trung tâm Phục vụ hành chính công",
            symbol="SCT/BS",
            volume="01/2026 - SCT/BS",
            pad="01",
            year="2026",
            reserved=words.moment_line(AT),
            sheets=(PadSheet("101", "01-01"), PadSheet("102", "01-02")),
            trial=True,
        ),
        "notice": NoticeData(
            authority="Ủy ban nhân dân xã An Mẫu",
            office="Trung tâm Phục vụ hành chính công",
            number="05/TC-CT",
            place_and_date=words.date_line("An Mẫu", words.local(AT).date()),
            title="Văn bản từ chối chứng thực bản sao từ bản chính",
            person="Nguyễn Thị Mẫu",
            opening="Lý do:",
            points=(Point("Bản chính bị tẩy xóa.", "Việc cần làm: xin cấp lại bản chính."),),
            due=words.moment_line(AT),
            signer="Đinh Văn Chứng",
            trial=True,
        ),
        **{template: data for template, data in sample_slips(OFFICE).values() if template != "receipt"},
    }


def test_every_slip_has_a_template_and_a_sample(every_slip):
    assert set(every_slip) == set(SLIPS)
    for name in SLIPS:
        assert (shipped("templates") / "slips" / f"{name}.typ").is_file()


@pytest.mark.parametrize("name", SLIPS)
def test_only_liberation_serif_is_used_and_embedded(printed, every_slip, name):
    fonts = printed(name, every_slip[name]).fonts()
    assert fonts
    assert {font.partition("-")[0] for font in fonts} == {"LiberationSerif"}
    assert set(fonts.values()) == {"yes"}


@pytest.mark.parametrize("name", SLIPS)
def test_rendered_again_the_bytes_are_the_same(every_slip, name):
    first = render_slip(name, every_slip[name], at=AT)
    assert render_slip(name, every_slip[name], at=AT.astimezone(words.LOCAL_ZONE)) == first
    assert render_slip(name, every_slip[name], at=AT + timedelta(seconds=1)) != first


@pytest.mark.parametrize("name", [name for name, slip in SLIPS.items() if slip.tagged])
def test_every_paper_is_tagged_and_made_for_archives(every_slip, name):
    assert faults_of(render_slip(name, every_slip[name], at=AT)) == []


def test_a_paper_without_tags_is_told_from_one_that_has_them(stamp_block):
    """The block becomes part of another page, so it has none."""
    faults = faults_of(render_slip("stamp_block", stamp_block(), at=AT))
    assert {"not marked", "no structure", "pdfaid:conformance is U"} <= set(faults)
    assert any("untagged text" in fault for fault in faults)


def test_another_process_makes_the_same_bytes(stamp_block):
    program = (
        "import datetime, hashlib\n"
        "from hcc.printing.papers import StampBlockData\n"
        "from hcc.printing.slips import render_slip\n"
        f"at = datetime.datetime.fromisoformat({AT.isoformat()!r})\n"
        f"print(hashlib.sha256(render_slip('stamp_block', {stamp_block()!r}, at=at)).hexdigest())\n"
    )
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
    assert hashlib.sha256(render_slip("stamp_block", stamp_block(), at=AT)).hexdigest() == there


def test_two_threads_print_at_once(receipt):
    people = [f"Nguyễn Thị {letter}" for letter in "ABCDEFGHIJ"]
    alone = [render_slip("receipt", receipt(person=person), at=AT) for person in people]
    start = Barrier(2)

    def print_all(_):
        start.wait()
        return [render_slip("receipt", receipt(person=person), at=AT) for person in people]

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(print_all, range(2))) == [alone, alone]


def test_every_letter_of_the_repertoire_can_be_printed(printed, receipt):
    letters = "".join(map(chr, sorted(repertoire())))
    rows = tuple({"name": letters[at : at + 300], "kind": ""} for at in range(0, len(letters), 300))
    assert len(printed("receipt", receipt(components=rows)).sizes_mm()) > 1


def test_the_slip_says_when_it_was_made_and_which_standard_it_keeps(printed, receipt):
    paper = printed("receipt", receipt())
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in paper.bytes
    assert b"<xmp:CreateDate>2026-11-23T02:12:00+00:00</xmp:CreateDate>" in paper.bytes
    plainer = printed("receipt", receipt(), standard="a-2b")
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in plainer.bytes


@pytest.mark.parametrize("name", ["blocks", "../receipt", "receipt.typ", ""])
def test_only_the_known_slips_exist(receipt, name):
    with pytest.raises(UnknownSlip):
        render_slip(name, receipt(), at=AT)


def test_a_moment_without_a_zone_is_refused(receipt):
    with pytest.raises(ValueError, match="time zone"):
        render_slip("receipt", receipt(), at=datetime(2026, 11, 23))


@pytest.mark.parametrize("line", ['#import "@preview/cetz:0.3.0": canvas', '#include "\\u{40}local/x:1.0.0"'])
def test_a_template_may_not_fetch_packages(tmp_path, monkeypatch, receipt, line):
    (tmp_path / "slips").mkdir()
    (tmp_path / "slips" / "receipt.typ").write_text(line)
    with pytest.raises(SlipTemplateRefused, match=r"receipt\.typ"):
        refuse_packages(tmp_path)
    monkeypatch.setattr(slips, "shipped", lambda name: tmp_path)
    with pytest.raises(SlipTemplateRefused):
        render_slip("receipt", receipt(), at=AT)
