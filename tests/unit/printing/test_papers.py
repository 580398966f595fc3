"""What does not make a slip is refused, with every complaint at once."""

from dataclasses import asdict

import pytest

from hcc.printing.corners import Corner
from hcc.printing.papers import COPIES_IN_A_JOB, AttestationData, ReceiptData, SlipDataRefused, plain


def complaints(kind, data):
    with pytest.raises(SlipDataRefused) as refusal:
        plain(kind, data)
    return refusal.value.complaints


def test_a_mapping_serves_as_well_as_the_dataclass(receipt):
    assert plain(ReceiptData, asdict(receipt())) == plain(ReceiptData, receipt())


def test_all_complaints_come_together(receipt):
    data = asdict(receipt(sets=0, fee=5000, trial="yes", components=({"name": "Tờ khai", "quantity": 1.5},)))
    del data["person"]
    data["colour"] = "red"
    assert complaints(ReceiptData, data) == {
        "person": "is missing",
        "colour": "is not a field of this slip",
        "sets": "is not between 1 and 99",
        "fee": "is no text",
        "trial": "is no bool",
        "components.0.kind": "is missing",
        "components.0.quantity": "is no whole number",
    }


def test_texts_are_cleaned_at_every_depth(receipt):
    data = receipt(person="Lan\u202e\nAnh", notes=("a\u0000b",), components=({"name": "漢" * 900, "kind": "x"},))
    cleaned = plain(ReceiptData, data)
    assert cleaned["person"] == "Lan Anh"
    assert cleaned["notes"] == ["ab"]
    assert cleaned["components"][0]["name"] == "□" * 399 + "…"


@pytest.mark.parametrize("address", ["https://xã.example", "a b", "x" * 301, "a\nb"])
def test_an_address_is_never_changed_only_refused(receipt, address):
    assert list(complaints(ReceiptData, receipt(qr=address))) == ["qr"]


def test_a_list_is_neither_text_nor_too_long(receipt):
    component = receipt().components[0]
    assert complaints(ReceiptData, receipt(notes="một dòng")) == {"notes": "is no list"}
    assert list(complaints(ReceiptData, receipt(components=(component,) * 201))) == ["components"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"corner": "middle"}, "corner"),
        ({"dx_mm": float("nan")}, "dx_mm"),
        ({"dy_mm": "2"}, "dy_mm"),
        ({"attestations": ()}, "attestations"),
        ({"seam_mark": 1}, "seam_mark"),
    ],
)
def test_a_print_job_is_checked(job, change, field):
    assert list(complaints(AttestationData, job(**change))) == [field]


def test_a_job_is_no_longer_than_a_tray(attestation, job):
    full = (attestation(copies=COPIES_IN_A_JOB),)
    assert plain(AttestationData, job(attestations=full, corner=Corner.TOP_LEFT))["corner"] == "top-left"
    refused = complaints(AttestationData, job(attestations=(*full, attestation())))
    assert refused == {"attestations": "make 201 copies, more than 200 in one job"}


def test_what_is_no_record_is_refused(receipt):
    assert list(complaints(ReceiptData, "Nguyễn")) == ["ReceiptData"]
    assert list(complaints(ReceiptData, receipt(components=("Tờ khai",)))) == ["components.0"]
