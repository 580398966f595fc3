"""The loudspeaker text: a minute of plain sentences that anybody can read out and everybody understands."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.printing.spoken import ABBREVIATIONS
from hcc.printing.words import number_in_words
from hcc.procedures.loudspeaker import MOST_WORDS, MOST_WORDS_A_SENTENCE, loudspeaker_text, words_of
from hcc.procedures.record import Component, Fee, FeeKind, LimitUnit, Replacement, TimeLimit

from .posted import IN_FORCE, MONSTERS, OFFICE, PLAIN, revision_of, say, shipped_records

RECORDS = {**shipped_records(), **MONSTERS}


def text_of(record, office=OFFICE) -> str:
    return loudspeaker_text(revision_of(record), office=office, say=say, today=IN_FORCE)


def check(text: str) -> None:
    assert words_of(text) <= MOST_WORDS
    assert not re.search(r"\d", text)
    for sentence in text.split("\n"):
        assert 0 < words_of(sentence) <= MOST_WORDS_A_SENTENCE, sentence
        assert sentence.endswith(".")
        assert sentence[0].isupper() or not sentence[0].isalpha() or sentence[0].upper() == sentence[0]
    for word in re.findall(r"[^\W\d_]+", text):
        assert word not in ABBREVIATIONS
        assert not (len(word) > 1 and word.isupper()), word


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_every_procedure_can_be_read_out_in_a_minute(name):
    text = text_of(RECORDS[name])
    check(text)
    assert "Thông báo của Trung tâm Phục vụ hành chính công xã An Mẫu." in text
    assert "không hai một không, không không không, không không không không" in text


def test_certified_copies_as_they_are_read_out():
    record = replace(
        PLAIN,
        name="Chứng thực bản sao từ bản chính",
        components=(
            Component("Bản chính giấy tờ", replaced_by=Replacement.VNEID),
            Component("Bản sao", required=False),
        ),
        fees=(Fee(FeeKind.PER_PAGE, amount=2000, further_amount=1000, cap=200_000),),
        time_limits=(TimeLimit(LimitUnit.SAME_DAY, after_15=True),),
    )
    assert text_of(record).split("\n") == [
        "Thông báo của Trung tâm Phục vụ hành chính công xã An Mẫu.",
        "Sau đây là hướng dẫn thủ tục chứng thực bản sao từ bản chính.",
        "Khi đi, bà con mang theo bản chính giấy tờ.",
        "Phí là hai nghìn đồng một trang.",
        "Kết quả có trong ngày.",
        "Giấy tờ đã có trên ứng dụng định danh điện tử thì bà con không phải mang.",
        "Một số trường hợp cần thêm giấy tờ khác.",
        "Từ trang thứ ba là một nghìn đồng một trang.",
        "Mỗi bản cao nhất hai trăm nghìn đồng.",
        # What happens after 15:00 would be word 121 and following: the whole sentence is left out.
        "Bà con cần hỏi, xin gọi số không hai một không, không không không, không không không không.",
    ]


def test_every_paper_is_named_or_counted():
    papers = tuple(Component(f"Giấy xác nhận của ông trưởng xóm loại {'abcdefghijkl'[n]}") for n in range(12))
    text = text_of(replace(PLAIN, components=papers))
    named = len(re.findall(r"^Thứ ", text, re.MULTILINE))
    assert 0 < named < 12
    assert "Khi đi, bà con mang theo mười hai loại giấy tờ." in text
    assert f"Còn {number_in_words(12 - named)} giấy tờ khác, bà con hãy hỏi trước khi đi." in text


def test_a_paper_whose_name_is_too_long_to_say_is_counted_not_cut():
    long = Component("giấy " * 40)
    text = text_of(replace(PLAIN, components=(Component("Tờ khai"), long)))
    assert "Thứ nhất, tờ khai." in text
    assert "Còn một giấy tờ khác" in text
    assert "giấy giấy giấy" not in text


@pytest.mark.parametrize(
    ("fee", "sentence"),
    [
        (Fee(FeeKind.FREE), "Làm thủ tục này không mất tiền."),
        (Fee(FeeKind.PER_CASE, amount=8000, per="bản"), "Lệ phí là tám nghìn đồng một bản."),
        (Fee(FeeKind.UNREGULATED), "Thủ tục này không quy định lệ phí."),
        (Fee(FeeKind.FREE, case="Đúng hạn"), "Trường hợp đúng hạn, làm thủ tục này không mất tiền."),
        (Fee(FeeKind.FREE, case="rất " * 20), "Mức phí tùy từng trường hợp, bà con hỏi khi gọi điện."),
    ],
)
def test_fees_are_said(fee, sentence):
    assert sentence in text_of(replace(PLAIN, fees=(fee,))).split("\n")


def test_every_case_is_told_its_fee_or_how_far_they_reach():
    """The first of several fees alone would promise nothing to pay to whoever pays most."""
    free, late = Fee(FeeKind.FREE, case="Đúng hạn"), Fee(FeeKind.PER_CASE, amount=10_000, case="Quá hạn")
    text = text_of(replace(PLAIN, fees=(free, late)))
    assert "Trường hợp đúng hạn, làm thủ tục này không mất tiền.\n" in text
    assert "Trường hợp quá hạn, lệ phí là mười nghìn đồng.\n" in text
    many = tuple(replace(late, amount=1_000 * n, case=f"Người ở xóm loại {'abcdefgh'[n]}") for n in range(1, 8))
    assert "Lệ phí tùy trường hợp, từ một nghìn đồng đến bảy nghìn đồng." in text_of(replace(PLAIN, fees=many))
    most = "Có trường hợp không mất tiền, trường hợp nhiều nhất là bảy nghìn đồng."
    assert most in text_of(replace(PLAIN, fees=(free, *many)))


def test_another_provinces_fee_is_never_read_out():
    fee = Fee(FeeKind.COUNCIL, wording="Hải Phòng 5.000 đồng")
    assert "Hải Phòng" not in text_of(replace(PLAIN, fees=(fee,)))


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        (TimeLimit(LimitUnit.WORKING_DAYS, 3), "Thời gian giải quyết là ba ngày làm việc."),
        (TimeLimit(LimitUnit.DAYS, 3.5), "Thời gian giải quyết là ba phẩy năm ngày."),
        (TimeLimit(LimitUnit.HOURS, 8), "Thời gian giải quyết là tám giờ."),
        (
            TimeLimit(LimitUnit.DAYS, 23, case="Phải xác minh"),
            "Trường hợp phải xác minh, thời gian giải quyết là hai mươi ba ngày.",
        ),
    ],
)
def test_limits_are_said(limit, sentence):
    assert sentence in text_of(replace(PLAIN, time_limits=(limit,))).split("\n")


def test_a_title_too_long_to_say_gives_way_to_a_name_people_use():
    record = replace(PLAIN, name="Thủ tục dài " * 10, everyday_names=("làm giấy nhà",))
    assert "Sau đây là hướng dẫn thủ tục làm giấy nhà." in text_of(record)
    assert "Thủ tục mã số chín chấm không" in text_of(replace(record, everyday_names=()))


def test_the_ordinary_case_is_read_out_before_the_special_ones():
    fees = (Fee(FeeKind.PER_CASE, amount=9000, case="Quá hạn"), Fee(FeeKind.FREE))
    assert "Làm thủ tục này không mất tiền." in text_of(replace(PLAIN, fees=fees))


def test_without_a_telephone_people_are_sent_to_the_centre():
    assert "Bà con cần hỏi, xin đến Trung tâm." in text_of(PLAIN, replace(OFFICE, phone="số máy lẻ"))


WORDS = st.text(max_size=80)


@settings(deadline=None)
@given(
    st.builds(
        replace,
        st.just(PLAIN),
        name=WORDS,
        everyday_names=st.lists(WORDS, max_size=2).map(tuple),
        components=st.lists(st.builds(Component, name=WORDS, required=st.booleans(), case=WORDS), max_size=12).map(
            tuple
        ),
        fees=st.lists(
            st.builds(
                Fee, kind=st.sampled_from(FeeKind), amount=st.integers(0, 10**9), per=WORDS, case=WORDS, wording=WORDS
            ),
            max_size=3,
        ).map(tuple),
        time_limits=st.lists(
            st.builds(
                TimeLimit, unit=st.sampled_from(LimitUnit), amount=st.floats(0.5, 400), case=WORDS, wording=WORDS
            ),
            max_size=3,
        ).map(tuple),
    )
)
def test_whatever_a_record_says_it_can_be_read_out(record):
    check(text_of(record))
