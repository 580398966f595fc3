"""The line that tells a reader what a new text changes."""

from dataclasses import replace

import pytest

from hcc.core.text import TranslationString
from hcc.procedures.change_summary import MOST_PARTS, compare_values, summary_of
from hcc.procedures.changes import changes
from hcc.procedures.record import Component, Fee, FeeKind, ProcedureRecord
from unit.procedures.full_record import FULL

BASE = ProcedureRecord(
    "1.000001",
    "Đăng ký khai sinh",
    "ho-tich",
    fees=(Fee(FeeKind.PER_CASE, amount=8_000, per="lần"),),
    components=(Component("Tờ khai"), Component("Giấy chứng sinh")),
    steps=("Nộp hồ sơ", "Nhận kết quả"),
    agency="Ủy ban nhân dân xã",
)
say = TranslationString.interpolate


def told(**more) -> str:
    return summary_of(changes(BASE, replace(BASE, **more)), say)


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"fees": (replace(BASE.fees[0], amount=10_000),)}, "Changes: 1 (fees: 8.000 → 10.000)"),
        ({"fees": (Fee(FeeKind.FREE),)}, "Changes: 1 (fees: 8.000 → free)"),
        ({"agency": "Ủy ban nhân dân phường"}, "Changes: 1 (who carries it out: “xã” → “phường”)"),
        ({"sets": 2}, "Changes: 1 (sets of the dossier: 0 → 2)"),
        ({"agency": ""}, "Changes: 1 (who carries it out: drops “Ủy ban nhân dân xã”)"),
        ({"audience": "Mọi người"}, "Changes: 1 (who may apply: adds “Mọi người”)"),
        ({"audience": "Mọi người đã " * 9}, "Changes: 1 (who may apply)"),
        (
            {"steps": ("Nộp hồ sơ", "Kiểm tra kỹ từng giấy tờ một trước khi nhận", "Chờ", "Nhận kết quả tại quầy")},
            "Changes: 1 (steps: changed in 1, with 2 more)",
        ),
        ({"components": (), "steps": ("Nộp",)}, "Changes: 2 (papers of the dossier: with 2 fewer; steps: changed in 1"),
        ({}, "The two texts are the same."),
    ],
)
def test_what_changed_in_a_line(more, line):
    assert told(**more).startswith(line)


def test_of_several_fees_the_one_that_differs_is_told_with_its_case():
    many = (BASE.fees[0], Fee(FeeKind.PER_CASE, amount=5_000, case="Quá hạn"))
    before, after = replace(BASE, fees=many), replace(BASE, fees=(many[0], Fee(FeeKind.FREE, case="Quá hạn")))
    assert summary_of(changes(before, after, say), say) == "Changes: 1 (fees: 5.000 → free (Quá hạn))"
    gone = summary_of(changes(before, replace(BASE, fees=many[:1]), say), say)
    assert gone == "Changes: 1 (fees: with 1 fewer)"


def test_of_a_list_only_the_entries_that_differ_are_laid_side_by_side():
    after = replace(BASE, steps=("Nộp hồ sơ", "Nộp phí", "Nhận kết quả tại quầy"))
    (change,) = changes(BASE, after)
    older, newer, unchanged = change.entries
    assert change.listed
    assert ["".join(words for _, words in entry) for entry in older] == ["Nhận kết quả"]
    assert ["".join(words for _, words in entry) for entry in newer] == ["Nộp phí", "Nhận kết quả tại quầy"]
    assert unchanged == ["Nộp hồ sơ"]


def test_a_text_written_anew_is_told_of_in_a_few_words():
    line = summary_of(changes(ProcedureRecord("2.000815", "", ""), FULL), say)
    assert line.startswith("Changes: ")
    assert line.endswith(" more)")
    assert line.count(";") == MOST_PARTS
    assert len(line) < 400
    assert "\n" not in line


def test_what_stays_the_same_is_named_where_there_is_something():
    compared = compare_values(BASE, replace(BASE, sets=2), say)
    assert [change.name for change in compared.changes] == ["sets"]
    labels = list(map(str, compared.unchanged))
    assert "Steps" in labels
    assert "Conditions" not in labels
