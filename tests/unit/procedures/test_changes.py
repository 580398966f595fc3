"""What differs between two texts: every word of both is there, in its place."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.procedures import word_changes as word_changes_module
from hcc.procedures.changes import FIELD_LABELS, changes
from hcc.procedures.record import (
    Audience,
    Case,
    Component,
    Fee,
    FeeKind,
    Level,
    LimitUnit,
    Method,
    ProcedureRecord,
    TimeLimit,
)
from hcc.procedures.word_changes import word_changes

texts = st.lists(st.sampled_from(["nộp", "hồ", "sơ", "tờ khai", "\n", "  ", "01"])).map(" ".join) | st.text()
BASE = ProcedureRecord(
    "1.000001",
    "Đăng ký khai sinh",
    "ho-tich",
    time_limits=(TimeLimit(LimitUnit.WORKING_DAYS, 3),),
    fees=(Fee(FeeKind.PER_CASE, amount=8_000, per="lần"),),
    components=(Component("Tờ khai"), Component("Giấy chứng sinh", original=1)),
    steps=("Nộp hồ sơ", "Nhận kết quả"),
)


def joined(pieces, *kinds: str) -> str:
    return "".join(words for kind, words in pieces if kind in kinds)


@given(texts, texts)
def test_pieces_joined_give_both_texts(before, after):
    left, right = word_changes(before, after)
    assert joined(left, "same", "removed") == before
    assert joined(right, "same", "added") == after
    assert {kind for kind, _ in left} <= {"same", "removed"}
    assert {kind for kind, _ in right} <= {"same", "added"}
    assert joined(left, "same") == joined(right, "same")


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_of_very_many_lines_what_lies_between_is_shown_whole(before, after):
    before, after = "\n".join(before), "\n".join(after)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_changes_module, "MOST_LINES", 3)
        left, right = word_changes(before, after)
    assert joined(left, "same", "removed") == before
    assert joined(right, "same", "added") == after
    assert joined(left, "same") == joined(right, "same")


def test_one_line_in_very_many_is_found():
    lines = [f"dòng {number}" for number in range(word_changes_module.MOST_LINES * 2)]
    changed = [*lines[:1500], "một dòng khác hẳn", *lines[1501:]]
    left, right = word_changes("\n".join(lines), "\n".join(changed))
    assert (joined(left, "removed"), joined(right, "added")) == ("dòng 1500", "một dòng khác hẳn")
    left, right = word_changes("\n".join(lines), "\n".join(reversed(lines)))
    assert (joined(left, "removed"), joined(right, "added")) == ("\n".join(lines), "\n".join(reversed(lines)))


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    left, right = word_changes(text, text)
    assert left == right
    assert {kind for kind, _ in left} <= {"same"}


def test_only_the_word_that_differs_is_marked():
    left, right = word_changes("nộp tờ khai ở xã", "nộp tờ đơn ở xã")
    assert joined(left, "removed").strip() == "khai"
    assert joined(right, "added").strip() == "đơn"


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("Giấy chứng nhận kết hôn", "Giấy chứng nhận kết hôn 2 bản", "", " 2 bản"),
        ("Trích lục khai tử", "Trích lục khai tử; bản chính", "", "; bản chính"),
        ("Khai tử (bản sao), nếu có", "Khai tử (bản chính), nếu có", "sao", "chính"),
        ("Mức thu 8.000 đồng.", "Mức thu 10.000 đồng.", "8.000", "10.000"),
    ],
)
def test_a_word_stays_whatever_is_put_behind_it(before, after, gone, new):
    left, right = word_changes(before, after)
    assert (joined(left, "removed"), joined(right, "added")) == (gone, new)


def test_a_line_put_between_others_leaves_them_as_they_are():
    before = ["Nộp hồ sơ tại Trung tâm", "Kiểm tra giấy tờ trong ngày", "Nhận kết quả tại quầy"]
    after = [before[0], "Nộp phí", before[1].replace("trong ngày", "trong hai ngày"), before[2]]
    left, right = word_changes("\n".join(before), "\n".join(after))
    assert joined(left, "removed") == ""
    assert joined(right, "added") == "Nộp phí\nhai "


def test_a_line_written_anew_is_shown_whole_not_in_single_words():
    old, new = "Cán bộ kiểm tra và ghi giấy hẹn trong ngày", "Người dân nộp tiền tại quầy trong giờ làm việc"
    assert word_changes(old, new) == ((("removed", old),), (("added", new),))


def test_a_line_that_would_take_long_is_shown_whole_and_short_ones_before_it_are_not():
    one, two = (" ".join(f"{word}{n}" for n in range(900) for word in words) for words in (("a", "b"), ("b", "c")))
    left, right = word_changes(f"nộp ở xã\n{one}", f"nộp ở phường\n{two}")
    assert left == (("same", "nộp ở "), ("removed", "xã"), ("same", "\n"), ("removed", one))
    assert right == (("same", "nộp ở "), ("added", "phường"), ("same", "\n"), ("added", two))


@pytest.mark.parametrize(
    ("more", "gone", "new"),
    [
        ({"name": "Đăng ký lại khai sinh"}, "", "lại"),
        ({"fees": (Fee(FeeKind.PER_CASE, amount=9_000, per="lần"),)}, "8.000", "9.000"),
        ({"fees": (Fee(FeeKind.FREE),)}, "8.000 đồng / lần", "Free"),
        ({"time_limits": (TimeLimit(LimitUnit.WORKING_DAYS, 2.5),)}, "3", "2,5"),
        ({"components": (Component("Tờ khai"), Component("Giấy chứng sinh", copy=1))}, "original", "copies"),
        ({"components": (Component("Tờ khai"),)}, "Giấy chứng sinh", ""),
        ({"components": (Component("Tờ khai", required=False), BASE.components[1])}, "", "(only in some cases)"),
        ({"steps": ("Nhận kết quả",)}, "Nộp hồ sơ", ""),
        ({"level": Level.UPWARD}, "commune", "province"),
        ({"legal_basis": ("Luật Hộ tịch",)}, "", "Luật Hộ tịch"),
        ({"cases": (Case("Phải xác minh", "1.000001.01", "Khi thiếu giấy"),)}, "", "1.000001.01; Khi thiếu giấy"),
        ({"methods": (Method("online", "Trên Cổng"),)}, "", "Online; Trên Cổng"),
        ({"online": "partial"}, "", "Partly online"),
        ({"non_territorial": True}, "", "Yes"),
        ({"non_territorial": False}, "", "No"),
        ({"audiences": (Audience.FOREIGNER,)}, "", "Foreigners"),
        ({"sets": 2}, "0", "2"),
        ({"effective_to": date(2026, 12, 31)}, "", "31/12/2026"),
        ({"components": (replace(BASE.components[0], form="Mẫu TP-1"), BASE.components[1])}, "", "Mẫu TP-1"),
        ({"components": (replace(BASE.components[0], form_file="tp-1.pdf"), BASE.components[1])}, "", "tp-1.pdf"),
        ({"components": (replace(BASE.components[0], case="Phải xác minh"), BASE.components[1])}, "", "Phải xác minh"),
        (
            {"components": (replace(BASE.components[0], replaced_by="vneid"), BASE.components[1])},
            "",
            "The paper in VNeID",
        ),
        (
            {
                "components": (
                    replace(BASE.components[0], replaced_by="database", database="CSDL dân cư"),
                    BASE.components[1],
                )
            },
            "",
            "CSDL dân cư",
        ),
    ],
)
def test_each_field_says_its_difference_in_words(more, gone, new):
    (change,) = changes(BASE, replace(BASE, **more))
    assert change.name == next(iter(more))
    assert change.label == FIELD_LABELS[change.name]
    assert gone in joined(change.before, "removed")
    assert new in joined(change.after, "added")


def test_words_of_the_source_are_compared_once():
    limit = TimeLimit(LimitUnit.WORDING, wording="Hai ngày hoặc bảy ngày", review="hai số")
    fee = Fee(FeeKind.WORDING, wording="Hai mức phí", review="hai mức")
    for change in changes(BASE, replace(BASE, time_limits=(limit,), fees=(fee,))):
        said = joined(change.after, "same") + joined(change.after, "added")
        assert said.count("Hai ") == 1
        assert "updating" not in said


def test_nothing_differs_from_itself():
    assert changes(BASE, replace(BASE)) == []


def test_changes_come_in_the_order_of_the_sheet():
    found = changes(BASE, replace(BASE, results=("Giấy",), name="Khác", steps=()))
    assert [change.name for change in found] == ["name", "steps", "results"]


def test_every_field_citizens_see_is_compared():
    assert {f.name for f in fields(ProcedureRecord)} - set(FIELD_LABELS) == {"code", "sources"}


def test_marks_in_a_text_stay_words():
    left, _ = word_changes("<script>alert(1)</script> một hai ba bốn", "một hai ba bốn")
    assert joined(left, "removed") == "<script>alert(1)</script> "
