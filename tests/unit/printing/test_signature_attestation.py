"""The attestation of signatures: where it begins, that it is never cut in two, one for each paper."""

from dataclasses import replace

import pytest

from hcc.certifications.fee_table import TRANSACTIONS
from hcc.printing.signature_attestations import AttestedHelper, AttestedPerson, Manner, Placing

PEOPLE = tuple(AttestedPerson(f"Nguyễn Thị Mẫu {n}", f"02519000{n:04}") for n in range(20))


@pytest.mark.parametrize("top", [10, 80, 150])
def test_under_the_signatures_it_begins_where_it_is_told(printed, signature_attestation, top):
    paper = printed("attestation_signature", signature_attestation(placing=Placing.UNDER, top_mm=top))
    assert len(paper.sizes_mm()) == 1
    first = min(paper.words(), key=lambda word: word.top)
    assert top - 1 <= first.top <= top + 4


def test_without_room_it_goes_to_the_next_sheet_whole(printed, signature_attestation):
    paper = printed("attestation_signature", signature_attestation(placing=Placing.UNDER, top_mm=230))
    assert {word.page for word in paper.words()} == {2}


def test_each_paper_has_its_own(printed, signature_attestation):
    assert len(printed("attestation_signature", signature_attestation(papers=3)).sizes_mm()) == 3


def test_twenty_people_are_all_named_before_two_signatures(printed, signature_attestation):
    said = printed("attestation_signature", signature_attestation(people=PEOPLE)).line()
    assert all(f"Ông/bà {one.name}" in said for one in PEOPLE)
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in said
    assert "PHÓ CHỦ TỊCH" in said


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "trước mặt ông/bà Đinh Văn Chứng, là Chuyên viên, người tiếp nhận hồ sơ."),
        ({"receiver_title": ""}, "trước mặt ông/bà Đinh Văn Chứng, người tiếp nhận hồ sơ."),
        ({"receiver": "", "receiver_title": ""}, "trước mặt người tiếp nhận hồ sơ."),
        ({"decision": "Quyết định số 12"}, "ký thừa ủy quyền theo Quyết định số 12."),
    ],
)
def test_the_sentence_is_whole_whatever_is_known(printed, signature_attestation, changes, words):
    assert words in printed("attestation_signature", signature_attestation(**changes)).line()


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        (Manner.SIGNATURE, "đã ký vào giấy tờ, văn bản này trước mặt"),
        (Manner.FINGERPRINT, "đã điểm chỉ vào giấy tờ, văn bản này trước mặt"),
        (Manner.NEITHER, "không ký, không điểm chỉ được"),
    ],
)
def test_the_words_are_of_what_they_did(printed, signature_attestation, manner, words):
    assert words in printed("attestation_signature", signature_attestation(manner=manner)).line()


@pytest.mark.parametrize("slip", ["attestation_signature", "attestation_contract"])
@pytest.mark.parametrize("placing", Placing)
def test_what_no_sheet_holds_flows_on_and_loses_neither_people_nor_signatures(
    printed, signature_attestation, slip, placing
):
    people = tuple(replace(one, issued="ngày 02/02/2022 tại Cục Quản lý xuất nhập cảnh") for one in PEOPLE)
    helpers = tuple(AttestedHelper("Người làm chứng", "Lê Thị Chứng", f"02519000000{n}") for n in range(3))
    more = {"people": people, "helpers": helpers, "placing": placing, "top_mm": 200, "transaction": "transaction"}
    paper = printed(slip, signature_attestation(**more))
    said = paper.line()
    assert [one for one in people if one.number not in said] == []
    assert said.count("NGƯỜI TIẾP NHẬN HỒ SƠ") == said.count("PHÓ CHỦ TỊCH") == 1
    assert max(word.bottom for word in paper.words()) <= 297


@pytest.mark.parametrize(
    ("transaction", "words"),
    [
        ("transaction", "được giao kết giữa:"),
        ("amendment", "tự nguyện thỏa thuận sửa đổi, bổ sung, hủy bỏ"),
        ("will", "tự nguyện lập di chúc và đã ký vào từng trang của di chúc này trước mặt"),
        ("waiver", "không nhằm trốn tránh nghĩa vụ về tài sản;"),
        ("division", "cam đoan không bỏ sót người thừa kế"),
    ],
)
def test_every_kind_of_transaction_has_words_of_its_own(printed, signature_attestation, transaction, words):
    assert transaction in TRANSACTIONS
    assert words in printed("attestation_contract", signature_attestation(transaction=transaction)).line()
