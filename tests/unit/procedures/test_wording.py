"""Fees and limits as citizens read them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.procedures.record import Fee, FeeKind, LimitUnit, ProcedureRecord, TimeLimit
from hcc.procedures.wording import COUNCIL, UPDATING, fee_words, fees_in_words, limit_words, limits_in_words, money


def said(text) -> str:
    return text.interpolate() if hasattr(text, "interpolate") else text


@pytest.mark.parametrize(
    ("amount", "words"), [(0, "0 đồng"), (999, "999 đồng"), (10_000, "10.000 đồng"), (1_234_567, "1.234.567 đồng")]
)
def test_money(amount, words):
    assert said(money(amount)) == words


def test_a_fee_by_pages_says_how_it_goes_on():
    fee = Fee(FeeKind.PER_PAGE, amount=2_000, further_amount=1_000, further_from=3, cap=200_000)
    words = fee_words(fee)
    assert (said(words.figure), said(words.per), words.known) == ("2.000 đồng", "page", True)
    assert [(said(what), said(how_much)) for what, how_much in words.rows] == [
        ("From page 3", "1.000 đồng"),
        ("At most for one copy", "200.000 đồng"),
    ]


@pytest.mark.parametrize(
    ("fee", "figure", "per", "known"),
    [
        (Fee(FeeKind.PER_CASE, amount=10_000, per="trường hợp"), "10.000 đồng", "trường hợp", True),
        (Fee(FeeKind.FREE), "Free", "", True),
        (Fee(FeeKind.UNREGULATED), "No fee is laid down", "", True),
        (Fee(FeeKind.WORDING, wording="Theo thỏa thuận"), "Theo thỏa thuận", "", True),
        (Fee(FeeKind.WORDING), UPDATING, "", False),
    ],
)
def test_other_fees(fee, figure, per, known):
    words = fee_words(fee)
    assert (said(words.figure), words.per, words.rows, words.known) == (figure, per, (), known)


@given(
    st.builds(
        Fee,
        kind=st.just(FeeKind.COUNCIL),
        amount=st.integers(0, 10**6),
        further_amount=st.integers(0, 10**6),
        cap=st.integers(0, 10**6),
        per=st.sampled_from(["", "lần", "bản"]),
        wording=st.sampled_from(["Hải Phòng 5.000 đồng/lần; Đà Nẵng 15.000 đồng/bản", "8000", ""]),
        review=st.sampled_from(["", "mức 8.000 của Hải Phòng"]),
    )
)
def test_a_council_s_fee_never_shows_another_province_s_figure(fee):
    words = fee_words(fee)
    assert (words.figure, words.known) == (COUNCIL, False)
    assert not re.search(r"\d|Hải Phòng|Đà Nẵng", " ".join([said(words.figure), said(words.per), repr(words.rows)]))
    assert fee.wording == "" or fee.wording not in repr(words)


def test_no_council_fee_of_the_shipped_catalogue_shows_a_figure():
    from hcc.procedures.toml_files import read_catalogue
    from hcc.shipped import shipped

    records, _ = read_catalogue(shipped("catalog"))
    council = [fee for one in records.values() for fee in one.fees if fee.kind == FeeKind.COUNCIL]
    assert len(council) > 10
    for fee in council:
        words = fee_words(fee)
        assert not re.search(r"\d", f"{said(words.figure)} {said(words.per)} {words.rows} {words.exempt}"), fee


def test_whose_case_and_channel_stand_beside_the_figure():
    fee = Fee(FeeKind.FREE, case="Trẻ em", channel="online", exempt="Hộ nghèo")
    words = fee_words(fee)
    assert (words.case, words.channel, words.exempt) == ("Trẻ em", "online", "Hộ nghèo")
    limit = limit_words(TimeLimit(LimitUnit.DAYS, 2, case="Phải xác minh", channel="post"))
    assert (limit.case, limit.channel) == ("Phải xác minh", "post")


@pytest.mark.parametrize(
    ("limit", "figure", "notes", "known"),
    [
        (TimeLimit(LimitUnit.WORKING_DAYS, 3), "3 working days", 0, True),
        (TimeLimit(LimitUnit.WORKING_DAYS, 3.5), "3,5 working days", 0, True),
        (TimeLimit(LimitUnit.DAYS, 15.0), "15 days", 0, True),
        (TimeLimit(LimitUnit.HOURS, 8), "8 hours", 0, True),
        (TimeLimit(LimitUnit.SAME_DAY), "The same day", 0, True),
        (TimeLimit(LimitUnit.SAME_DAY, after_15=True), "The same day", 1, True),
        (TimeLimit(LimitUnit.UNREGULATED), "No time limit is laid down", 0, True),
        (TimeLimit(LimitUnit.WORDING, wording="Ngay khi có thể"), "Ngay khi có thể", 0, True),
        (TimeLimit(LimitUnit.WORDING), UPDATING, 0, False),
    ],
)
def test_limits(limit, figure, notes, known):
    words = limit_words(limit)
    assert (said(words.figure), len(words.notes), words.known) == (figure, notes, known)


@pytest.mark.parametrize(
    "words",
    [
        limit_words(TimeLimit(LimitUnit.WORDING, wording="Trực tiếp: 2 Ngày; Trực tiếp: 7 Ngày", review="hai số")),
        fee_words(Fee(FeeKind.WORDING, wording="Trực tiếp: 2 Ngày; Trực tiếp: 7 Ngày", review="hai số")),
    ],
    ids=["limit", "fee"],
)
def test_words_the_office_doubts_are_quoted_and_never_the_figure(words):
    assert (words.figure, words.known) == (UPDATING, False)
    assert [said(note) for note in words.notes] == ["The source says: Trực tiếp: 2 Ngày; Trực tiếp: 7 Ngày"]


def test_every_kind_has_words():
    for kind in FeeKind:
        assert fee_words(Fee(kind, amount=1_000, wording="lời văn"))
    for unit in LimitUnit:
        assert limit_words(TimeLimit(unit, 1, wording="lời văn"))


def test_unknown_is_said_to_be_on_its_way():
    nothing = ProcedureRecord("1.000001", "Mẫu", "ho-tich")
    assert [(w.figure, w.known) for w in fees_in_words(nothing)] == [(UPDATING, False)]
    assert [(w.figure, w.known) for w in limits_in_words(nothing)] == [(UPDATING, False)]
